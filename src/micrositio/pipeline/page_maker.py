"""Finished pages: rendered, read, and kept; a page is made again only if something that it is made from has changed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from micrositio.formats.kept import Kept, key_of
from micrositio.pages.sections import Page
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.page_facts import PageFacts, facts_from
from micrositio.pipeline.page_reader import facts_of
from micrositio.pipeline.publisher import Content
from micrositio.render.renderer import Renderer
from micrositio.routes.paths import SitePath

_QUICK = 1
"""Level of compression: pages repeat themselves, and a higher level takes longer than it saves."""

_Found = tuple[bytes, PageFacts | None]
Put = Callable[[SitePath, bytes], Content]
"""Puts a finished page where it goes, and returns what stands for it from then on."""


class MadePage(NamedTuple):
    """A finished page in a language: its path there, its content, its facts (None: it is no HTML) and its key."""

    language: str
    path: SitePath
    content: Content
    facts: PageFacts | None
    key: str


@dataclass(frozen=True)
class PageMaker:
    """Makes pages; `put` places each one (None: its bytes stay in `cache`), and `kept` keeps it for the next build."""

    renderer: Renderer
    kept: Kept
    cache: BuildCache
    put: Put | None = None

    def made(self, page: Page, languages: Container[str] | None = None) -> Iterator[MadePage]:
        """Yields the page in each of its languages, or in those asked for; raises `TemplateFault`."""
        versions = [each for each in self.renderer.versions(page) if languages is None or each[1] in languages]
        is_asked = versions and (self.put is None or self.kept.folder)  # a key takes as long as a tenth of a page
        state = key_of(repr(page)) if is_asked else ""
        for path, language in versions:
            key = key_of("page", self.renderer.key(page.template, language), state)
            if self.put is None:
                content, facts = self.cache.get(("page", key), self._found, key, page, path, language)
                yield MadePage(language, path, content, facts, key)
            else:
                content, facts = self._found(key, page, path, language)
                yield MadePage(language, path, self.put(path, content), facts, key)

    def again(self, language: str, path: SitePath, key: str) -> MadePage | None:
        """Returns a page that is kept, or None."""
        found = self._kept(key, path)
        return (
            MadePage(language, path, self.put(path, found[0]) if self.put else found[0], found[1], key)
            if found
            else None
        )

    def _kept(self, key: str, path: SitePath) -> _Found | None:
        body = self.kept.get(key)
        if body is None:
            return None
        facts, _, packed = body.partition(b"\n")
        known = json.loads(facts)
        return zlib.decompress(packed), facts_from(path, known) if known else None

    def _found(self, key: str, page: Page, path: SitePath, language: str) -> _Found:
        """Returns the bytes and the facts of a page that is kept, or makes and keeps them."""
        if kept := self._kept(key, path):
            return kept
        content = self.renderer.render(page, language)
        found = facts_of(path, content) if path.endswith(".html") else None
        if self.kept.is_written and not (found and found.problems):  # nothing refused is kept
            facts = json.dumps(found.as_json() if found else None).encode()
            self.kept.put(key, facts + b"\n" + zlib.compress(content, _QUICK))
        return content, found
