"""Page → bytes. The only module that imports Jinja; the theme's own templates come before those it extends.

Templates can use, besides their page's context (`page`) and its `layout`: `site` (the settings), `routes`, `anchors`,
`asset`, `link`, `prose`, `glossed`, `error_mail`, `standing` (who publishes), the functions on unknown data
(`why_unknown`, `row_gaps` and so on), and the filters defined here. Only `prose` returns HTML unescaped, and takes only
HTML sanitised before; `prose` and `glossed` link the first use of each term of the glossary. The page's data block
(`structured`) is already escaped.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from gettext import NullTranslations
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from micrositio.i18n.display import (
    date_words,
    exact_percent_words,
    language_name,
    locale,
    month_words,
    number_words,
    percent_words,
    short_date_words,
    size_words,
)
from micrositio.i18n.imprint import imprint_of, standing
from micrositio.i18n.messages import catalogue
from micrositio.i18n.not_known import Sentence, gap_groups, row_gaps, told_gap, why_unknown
from micrositio.model.dates import PartialDate
from micrositio.model.settings import SiteConfig
from micrositio.model.text import Prose, Text
from micrositio.pages.asking.letters import Datum, error_letter
from micrositio.pages.sections import Page
from micrositio.render.glossary import Glossary
from micrositio.routes import anchors, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath
from micrositio.sources.theme import CARD, Theme

ROUTES = {
    "home": router.HOME,
    "news": router.NEWS,
    "search": router.SEARCH,
    "feed": router.FEED,
    "follow": sharing_paths.FOLLOW,
    "calendar": router.CALENDAR,
    "dcat": router.DCAT,
    "methodology": router.METHODOLOGY,
    "glossary": router.GLOSSARY,
    "about": router.ABOUT,
    "accessibility": router.ACCESSIBILITY,
    "privacy": router.PRIVACY,
}
ANCHORS = {
    "document": anchors.SEND_DOCUMENT,
    "correction": anchors.ASK_CORRECTION,
    "questions": anchors.FOLLOW_QUESTIONS,
}
_UNTRANSLATED = "untranslated.html"
_NOTICE_HERE = "<!-- untranslated -->"
"""Mark that the layout writes where the notice of words in another language goes, if the page has such words."""
_HREF = re.compile(r'<a href="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')
_ADDRESS = re.compile(r"https?://(?:www\.)?(?P<host>[^\s@/?#]+)[^\s@]*")
_SCROLL = '<div class="scroll" tabindex="0">'
_NO_TERMS: Mapping[str, Glossary] = MappingProxyType({})
_FAULTS = (TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
_TEMPLATES = re.compile(r".*[/\\]templates[/\\]")


class TemplateFault(Exception):  # it is a fault of the theme, reported as a problem
    """A template that cannot be rendered: its name, the line where it stops (None if not known) and the reason."""

    def __init__(self, template: str, line: int | None, detail: str) -> None:
        """Records the template, the line and the reason, which also make the message."""
        super().__init__(f"{template}:{line}: {detail}")
        self.template = template
        self.line = line
        self.detail = detail


class Renderer:
    """Renders pages with a theme; compiled templates are kept until one of the theme's files changes.

    `glossaries` are by language; pages in any other language have no links to the glossary.
    """

    def __init__(
        self, theme: Theme, config: SiteConfig, addresses: Addresses, glossaries: Mapping[str, Glossary] = _NO_TERMS
    ) -> None:
        """Prepares the rendering of the site of `config` with `theme`."""
        self._config, self._addresses = config, addresses
        self._glossaries = glossaries
        self.card = addresses.canonical(router.asset(CARD)) if CARD in theme.static else ""
        """The full address of the theme's card, "" without one; other sites read it, so it is never relative."""
        self._image = theme.card
        self._colours = theme.colours
        self._folders = theme.templates
        self._files = tuple(str(file) for folder in theme.templates for file in sorted(folder.rglob("*")))

    def versions(self, page: Page) -> Iterator[tuple[SitePath, bytes]]:
        """Yields the page in each of its languages, with its path there; raises `TemplateFault` as `render` does."""
        for language in self._config.languages if page.translated else self._config.languages[:1]:
            yield router.localized(page.path, language, self._config.languages[0]), self.render(page, language)

    def render(self, page: Page, language: str) -> bytes:
        """Returns the bytes of `page` in a language; raises `TemplateFault` if a template fails."""
        environment, foreign = self._environment(language)
        terms = self._terms(page, language)
        here = _Here(page.path, self._config, self._addresses, language, foreign, page.plan, terms)
        foreign.clear()
        try:
            text = environment.get_template(page.template).render(
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
            notice = (
                environment.get_template(_UNTRANSLATED).render(foreign=sorted(foreign))
                if _NOTICE_HERE in text and foreign
                else ""
            )
        except _FAULTS as fault:
            raise _fault(page.template, fault) from fault
        text = text.replace(_NOTICE_HERE, notice)
        return (text if text.endswith("\n") else text + "\n").encode("utf-8")

    def _terms(self, page: Page, language: str) -> Glossary:
        return Glossary() if page.path == router.GLOSSARY else self._glossaries.get(language, Glossary())

    def _environment(self, language: str) -> tuple[Environment, set[str]]:
        return _environment(self._folders, self._files, self._config, language, catalogue(language))


class Version(NamedTuple):
    """A page in a language: the language's code and own name, its address from here, and its full address or ""."""

    language: str
    name: str
    href: str
    canonical: str


@lru_cache(maxsize=8)
def _environment(
    folders: tuple[Path, ...], files: tuple[str, ...], config: SiteConfig, language: str, translations: NullTranslations
) -> tuple[Environment, set[str]]:
    """Returns the templates in `folders`, for one site and language; `files`, in the cache key, reveals new files.

    The second value is the set of other languages in which the page being rendered shows words; the filters add to it.
    """
    foreign: set[str] = set()
    environment = Environment(
        loader=FileSystemLoader([str(path) for path in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        cache_size=-1,
    )
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters |= _filters(language, foreign)
    environment.globals |= {"site": config, "routes": ROUTES, "asset": router.asset}
    environment.globals |= {"search_index": router.search_index, "source_language": config.writing.base}
    environment.globals |= {"standing": lambda government: standing(imprint_of(config), government, language)}
    environment.globals |= {
        "why_unknown": partial(why_unknown, config.own),
        "row_gaps": row_gaps,
        "told_gap": partial(told_gap, config.own),
        "gap_groups": partial(gap_groups, config.own, language),
        "gap_anchor": anchors.gap_anchor,
        "anchors": ANCHORS,
        "figure": router.figure,
        "figure_data": router.figure_data,
    }
    return environment, foreign


def _filters(language: str, foreign: set[str]) -> dict[str, Callable[..., Any]]:
    missing = Markup('<span class="sin-dato">{}</span>').format(catalogue(language).gettext("sin dato"))

    def known(show: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda value: missing if value is None or value == "" else show(value)

    return {
        "words": lambda text, note="": _words(text, language, note, foreign) if text else missing,
        "named": lambda text: _words(text, language, "", set()),
        "told": lambda sentence: _told(sentence, language, foreign),
        "plain": lambda text: text.pick(language)[0],
        "or_missing": known(escape),
        "day": known(lambda value: _time(value, language)),
        "day_short": known(lambda value: _time(value, language, short_date_words(value, language))),
        "day_words": lambda value: date_words(value, language),
        "month_short": lambda value: month_words(value, language),
        "number": known(lambda value: number_words(value, language)),
        "percent": known(lambda value: percent_words(value, language)),
        "exact_percent": known(lambda value: exact_percent_words(value, language)),
        "size": known(lambda value: size_words(value, language)),
    }


def _words(text: Text, language: str, note: str, foreign: set[str]) -> Markup:
    """Returns the text; where its language is not the page's, marked with the language and followed by `note`."""
    words, found = text.pick(language)
    if found == language:
        return escape(words)
    foreign.add(found)
    marked = Markup('<span lang="{}">{}</span>').format(found, words)
    return marked + Markup(" {}").format(note) if note else marked


def _told(sentence: Sentence, language: str, foreign: set[str]) -> Markup:
    """Returns the sentence in the language of the page; an address in it becomes a link, named as the site's host."""
    shown = {name: _value(value, language, foreign) for name, value in sentence.values.items()}
    return escape(catalogue(language).gettext(sentence.message)).format(**shown)


def _value(value: Text | date | PartialDate, language: str, foreign: set[str]) -> Markup:
    if not isinstance(value, Text):
        return _time(value, language)
    address = _ADDRESS.fullmatch(value.base)
    if address:
        return Markup('<a class="external" rel="external noopener" href="{}">{}</a>').format(
            value.base, address["host"]
        )
    return _words(value, language, "", foreign)


def _time(value: date | PartialDate, language: str, words: str = "") -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(str(value), words or date_words(value, language))


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


def _fault(template: str, fault: Exception) -> TemplateFault:
    """Returns the fault with its place in the templates: the innermost frame of the traceback in a template."""
    name, line = template, None
    if isinstance(fault, TemplateSyntaxError):
        name, line = fault.name or template, fault.lineno
    for frame in traceback.extract_tb(fault.__traceback__):
        if _TEMPLATES.match(frame.filename):
            name, line = _TEMPLATES.sub("", frame.filename), frame.lineno
    return TemplateFault(name, line, f"{type(fault).__name__}: {fault}")
