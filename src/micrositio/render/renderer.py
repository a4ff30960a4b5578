"""Page → bytes; the theme's own templates come before those it extends.

Templates can use, besides their page's context (`page`) and its `layout`: `site` (the settings), `routes`, `anchors`,
`asset`, `link`, `prose`, `glossed`, `error_mail`, `standing` (who publishes), the functions on unknown data
(`why_unknown`, `row_gaps` and so on), and the filters of `templates`. Only `prose` returns HTML unescaped, and takes
only HTML sanitised before; `prose` and `glossed` link the first use of each term of the glossary. The page's data block
(`structured`) is already escaped.
"""

from __future__ import annotations

import contextlib
import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from html import unescape
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from micrositio.formats.kept import key_of
from micrositio.i18n.display import language_name, locale
from micrositio.i18n.messages import catalogue, catalogue_digest
from micrositio.model.settings import SiteConfig
from micrositio.model.text import Prose
from micrositio.pages.asking.letters import Datum, error_letter
from micrositio.pages.sections import Page
from micrositio.render.glossary import Glossary
from micrositio.render.kept_templates import makers
from micrositio.render.template_faults import reason
from micrositio.render.template_store import TemplateStore
from micrositio.render.templates import UNTRANSLATED, Named, closure, environment_of, every_text, is_known, names
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath
from micrositio.sources.theme import CARD, Theme, shown

_NOTICE_HERE = "<!-- untranslated -->"
"""Mark that the layout writes where the notice of words in another language goes, if the page has such words."""
_HREF = re.compile(r'<a href="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')
_SCROLL = '<div class="scroll" tabindex="0">'
_SPRITE = '<svg class="sprite"'
_PARTS = " data-partes="
_DRAWING = re.compile(r'<(symbol|pattern) id="([^"]+)".*?</\1>\n?', re.DOTALL)
_USE = re.compile(r"#([\w-]+)")
_NO_TERMS: Mapping[str, Glossary] = MappingProxyType({})
_NOWHERE = TemplateStore()
_FAULTS = (
    *(TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError),
    *(RuntimeError, SyntaxError, MemoryError),
)
"""What a theme may raise; `RuntimeError` is a template within itself without end."""
_DOUBTS = (*_FAULTS, NameError)
"""What direct code may raise: faults of the theme, and what it cannot do."""
_TEMPLATES = re.compile(r".*[/\\]templates[/\\]")


class TemplateFault(Exception):  # it is a fault of the theme, reported as a problem
    """A template that cannot be rendered: its name, the line where it stops (None if not known) and the reason."""

    def __init__(self, template: str, line: int | None, detail: str) -> None:
        """Records the template, the line and the reason."""
        super().__init__(template, line, detail)  # as given, so that another process can send it
        self.template = template
        self.line = line
        self.detail = detail


class Renderer:
    """Renders pages with a theme; compiled templates are kept until one of the theme's files changes.

    `glossaries` are by language; pages in any other language have no links to the glossary. `kept` is where compiled
    templates are kept between builds.
    """

    def __init__(
        self,
        theme: Theme,
        config: SiteConfig,
        addresses: Addresses,
        glossaries: Mapping[str, Glossary] = _NO_TERMS,
        kept: TemplateStore = _NOWHERE,
    ) -> None:
        """Prepares the rendering of the site of `config` with `theme`."""
        self._config, self._addresses = config, addresses
        self._glossaries, self._kept = glossaries, kept
        self.card = addresses.canonical(router.asset(CARD)) if CARD in theme.static else ""
        """The full address of the theme's card, "" without one; other sites read it, so it is never relative."""
        self._image = theme.card
        self._colours = Named(theme.colours)
        self._templates = theme.templates, theme.stamp
        self._failed: set[str] = set()

    def versions(self, page: Page) -> Iterator[tuple[SitePath, str]]:
        """Yields the path of the page in each of its languages, with the language."""
        for language in self._config.languages if page.translated else self._config.languages[:1]:
            yield router.localized(page.path, language, self._config.languages[0]), language

    @cache  # noqa: B019  # a renderer lasts as long as a build
    def key(self, template: str, language: str) -> str:
        """Returns the key of all that a page of a template is made from, but the page itself."""
        glossary = self._glossaries.get(language, Glossary())
        made_by = (*makers(), catalogue_digest(language), language, *closure(*self._templates, template))
        return key_of(*made_by, *map(repr, (*self._shown(), glossary)))

    @cached_property
    def whole_key(self) -> str:
        """The key of all that the pages of every template and language are made from, but the pages themselves."""
        catalogues = map(catalogue_digest, self._config.languages)
        shown = (*self._shown(), sorted(self._glossaries.items()))
        return key_of(*makers(), *catalogues, *map(repr, shown), *every_text(*self._templates))

    def _shown(self) -> tuple[object, ...]:
        """Returns what any page may show, or be linked to."""
        return self._config, self._addresses, self._image, self._colours, self.card

    def compile_all(self) -> None:
        """Compiles every template of the theme, so that the processes that come of this one share the code.

        One that cannot be compiled is told when a page needs it.
        """
        if is_known():
            environment, _ = self._environment(self._config.languages[0], direct=True)
            for name in names(*self._templates):
                with contextlib.suppress(*_DOUBTS):
                    environment.get_template(name)

    def render(self, page: Page, language: str) -> bytes:
        """Returns the bytes of `page` in a language; raises `TemplateFault` if a template fails.

        What fails in direct code is rendered again with Jinja's own, which has the last word.
        """
        if is_known() and page.template not in self._failed:
            with contextlib.suppress(*_DOUBTS):
                return self._rendered(page, language, direct=True)
            self._failed.add(page.template)
        try:
            return self._rendered(page, language, direct=False)
        except _FAULTS as fault:
            raise self._fault(page.template, fault) from fault

    def _fault(self, template: str, fault: Exception) -> TemplateFault:
        """Returns the fault with its place in the themes: the innermost frame of the traceback in a template."""
        name, line = template, None
        if isinstance(fault, TemplateSyntaxError):
            name, line = fault.name or template, fault.lineno
        for frame in traceback.extract_tb(fault.__traceback__):
            if _TEMPLATES.match(frame.filename):
                name, line = _TEMPLATES.sub("", frame.filename), frame.lineno
        found = (each / name for each in self._templates[0])
        path = next((each for each in found if each.is_file()), None)
        return TemplateFault(shown(path, name) if path else name, line, reason(fault))

    def _rendered(self, page: Page, language: str, direct: bool) -> bytes:
        environment, foreign = self._environment(language, direct)
        terms = self._terms(page, language)
        here = _Here(page.path, self._config, self._addresses, language, foreign, page.plan, terms)
        foreign.clear()
        environment.globals.update(
            page=page.context,
            layout=page.context.layout,  # type: ignore[attr-defined]  # every context has its layout
            language=language,
            languages=tuple(here.languages()) if page.translated else (),
            canonical=here.canonical(page.path),
            canonical_of=here.canonical,
            card=here.canonical(page.image.path) if page.image else self.card,
            card_image=page.image or self._image,
            colours=self._colours,
            locale=locale(language),
            structured=Markup(page.structured if language == self._config.languages[0] else ""),  # noqa: S704  # made safe
            link=here.link,
            prose=here.prose,
            error_mail=here.error_mail,
            glossed=here.glossed,
        )
        text = environment.get_template(page.template).render()
        if _NOTICE_HERE in text:
            notice = environment.get_template(UNTRANSLATED).render(foreign=sorted(foreign)) if foreign else ""
            text = text.replace(_NOTICE_HERE, notice)
        if _PARTS not in text:  # the rows of other parts may use any drawing
            text = _without_unused_drawings(text)
        return (text if text.endswith("\n") else text + "\n").encode("utf-8")

    def _terms(self, page: Page, language: str) -> Glossary:
        return Glossary() if page.path == router.GLOSSARY else self._glossaries.get(language, Glossary())

    def _environment(self, language: str, direct: bool) -> tuple[Environment, set[str]]:
        return environment_of(*self._templates, self._config, language, catalogue(language), direct, self._kept)


def _without_unused_drawings(text: str) -> str:
    """Returns the page without the icons and patterns of its sprite that nothing on it uses."""
    start = text.find(_SPRITE)
    end = text.find("</svg>", start)
    if start < 0 or end < 0:
        return text
    used = set(_USE.findall(text, end))
    sprite = _DRAWING.sub(lambda found: found[0] if found[2] in used else "", text[start:end])
    return text[:start] + sprite + text[end:]


class Version(NamedTuple):
    """A page in a language: the language's code and own name, its address from here, and its full address or ""."""

    language: str
    name: str
    href: str
    canonical: str


@dataclass(frozen=True)
class _Here:
    """The page being rendered in a language, with the functions that its templates use for links and texts.

    `foreign` collects the other languages in which the page shows words.
    """

    path: SitePath
    config: SiteConfig
    addresses: Addresses
    language: str
    foreign: set[str]
    plan: str = ""
    glossary: Glossary = field(default_factory=Glossary)
    explained: set[str] = field(default_factory=set)
    """The terms of the glossary that the page has linked so far."""

    def link(self, path: SitePath, anchor: str = "", language: str = "") -> str:
        """Returns the address of `path` from this page; of a page, its version in `language` ("": the same)."""
        there = router.localized(path, language or self.language, self.config.languages[0])
        return self._link(there, anchor)

    def _localized(self, path: SitePath) -> SitePath:
        return router.localized(path, self.language, self.config.languages[0])

    def _link(self, target: SitePath, anchor: str = "") -> str:
        """Returns a relative address or, on the page for addresses not found, one from the server's root."""
        if self.path == router.NOT_FOUND:
            return self.addresses.rooted(target, anchor)
        return self.addresses.relative(self._localized(self.path), target, anchor)

    def canonical(self, path: SitePath, anchor: str = "") -> str:
        """Returns the full address of `path` in this language with its anchor, or "" while the site has none."""
        return self.addresses.canonical(self._localized(path), anchor)

    def languages(self) -> Iterator[Version]:
        """Yields the page in each language of the site."""
        for language in self.config.languages:
            there = router.localized(self.path, language, self.config.languages[0])
            yield Version(language, language_name(language), self._link(there), self.addresses.canonical(there))

    def prose(self, text: Prose, prefix: str = "") -> Markup:
        """Returns a sanitised text as part of the page, with its links relative to the page and `prefix` on its ids."""
        html, found = text.pick(self.language)
        own = self._own(html, prefix)
        if found == self.language or not html:
            return self.glossed(own)
        self.foreign.add(found)
        return Markup('<div lang="{}">{}</div>').format(found, own)

    def _own(self, html: str, prefix: str) -> Markup:
        label = catalogue(self.language).gettext("Tabla")
        scroll = f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(label)}">'
        own = _ID.sub(lambda match: f'id="{_own_id(match[1], prefix)}"', html)
        linked = _HREF.sub(lambda match: self._anchor(match[1], prefix), own)
        return Markup(linked.replace(_SCROLL, scroll))  # noqa: S704  # sanitised when it was read

    def glossed(self, text: Markup) -> Markup:
        """Returns the escaped or sanitised text with the first use of each term on the page linked to the glossary."""
        return Markup(self.glossary.linked(escape(text), self.explained, self._term))  # noqa: S704  # escaped just now

    def _term(self, anchor: str, words: str) -> str:
        return f'<a class="term" href="{escape(self.link(router.GLOSSARY, _own_id(anchor, "")))}">{words}</a>'

    def error_mail(self, table: str, key: str, anchor: str = "") -> str:
        """Returns a letter about an error in a row that this page shows, or "" if the site has no contact address."""
        if not self.config.contact.email:
            return ""
        here = self._localized(self.path)
        where = self.addresses.canonical(here, anchor) or self.addresses.rooted(here, anchor)
        return error_letter(self.config.contact.email, Datum(self.plan, table, key, where), self.language)

    def _anchor(self, href: str, prefix: str) -> str:
        address, _, anchor = unquote(unescape(href)).partition("#")
        if address.startswith("/"):
            return f'<a href="{escape(self.link(router.resolve(self.path, address), anchor))}"'
        if not address and anchor:
            return f'<a href="#{escape(_own_id(anchor, prefix))}"'
        if address.startswith(("https:", "http:")):
            return f'<a class="external" rel="external noopener" href="{href}"'
        return f'<a href="{href}"'


def _own_id(name: str, prefix: str) -> str:
    return f"{prefix}-{name}" if prefix else anchors.text_anchor(name)
