"""Page → bytes. The only module that knows Jinja; templates are looked for along the theme's chain, nearest first.

What a template may use, besides its page's context (`page`) and its `layout`: `site` (the settings), `routes`, `asset`,
`link`, `prose`, `error_mail`, and the filters defined here. Only `prose` lets HTML through, and only takes what was
sanitised before; the page's data block (`structured`) comes escaped from where it is made.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from . import router
from .catalogue import catalogue
from .config import SiteConfig
from .dates import PartialDate
from .formats import date_words, exact_percent_words, locale, month_words, number_words, percent_words, size_words
from .mail import Datum, error_letter
from .pages import Page
from .records import Text
from .router import SitePath
from .theme import CARD, Theme

ROUTES = {
    "home": router.HOME,
    "news": router.NEWS,
    "feed": router.FEED,
    "calendar": router.CALENDAR,
    "dcat": router.DCAT,
    "methodology": router.METHODOLOGY,
    "glossary": router.GLOSSARY,
    "about": router.ABOUT,
    "accessibility": router.ACCESSIBILITY,
    "privacy": router.PRIVACY,
}
RESERVED_IDS = frozenset({"contenido", "pie-contacto", "pie-licencia", "pie-sitio"})
"""Ids that the layout uses; a heading of a text that is called so gets another."""
_HREF = re.compile(r'<a href="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')
_SCROLL = '<div class="scroll" tabindex="0">'
_FAULTS = (TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
_TEMPLATES = re.compile(r".*[/\\]templates[/\\]")


class TemplateFault(Exception):  # it is a fault of the theme, reported as a problem
    """A template that cannot be rendered: its name, the line where it stops (None if not known) and why."""

    def __init__(self, template: str, line: int | None, detail: str) -> None:
        super().__init__(f"{template}:{line}: {detail}")
        self.template = template
        self.line = line
        self.detail = detail


class Renderer:
    """Renders pages with a theme. Compiled templates outlive it, until one of the theme's files changes."""

    def __init__(self, theme: Theme, config: SiteConfig) -> None:
        self._config = config
        self.card = router.canonical(router.asset(CARD), config.base_url) if CARD in theme.static else ""
        """The full address of the theme's card, "" without one: whatever is read elsewhere names it in full."""
        self._image = theme.card
        self._folders = theme.templates
        self._files = tuple(str(file) for folder in theme.templates for file in sorted(folder.rglob("*")))

    def render(self, page: Page) -> bytes:
        """The bytes of `page`; TemplateFault where a template fails."""
        here = _Here(page.path, self._config, page.language, page.plan.id if page.plan else "")
        try:
            template = self._environment(page.language).get_template(page.template)
            text = template.render(
                page=page.context,
                layout=page.context.layout,  # type: ignore[attr-defined]  # every context has its layout
                language=page.language,
                canonical=router.canonical(page.path, self._config.base_url),
                card=self.card,
                card_image=self._image,
                locale=locale(page.language),
                structured=Markup(page.structured),  # noqa: S704  # escaped when it was made
                link=here.link,
                prose=here.prose,
                error_mail=here.error_mail,
            )
        except _FAULTS as fault:
            raise _fault(page.template, fault) from fault
        return (text if text.endswith("\n") else text + "\n").encode("utf-8")

    def _environment(self, language: str) -> Environment:
        return _environment(self._folders, self._files, self._config, language)


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...], files: tuple[str, ...], config: SiteConfig, language: str) -> Environment:
    """The templates in `folders`, for one site and language; `files` makes a new file be found."""
    environment = Environment(
        loader=FileSystemLoader([str(path) for path in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        cache_size=-1,
    )
    environment.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters |= _filters(language)
    environment.globals |= {"site": config, "routes": ROUTES, "asset": router.asset, "canonical_of": _canonical(config)}
    return environment


def _canonical(config: SiteConfig) -> Callable[[SitePath], str]:
    return lambda path: router.canonical(path, config.base_url)


def _filters(language: str) -> dict[str, Callable[..., Any]]:
    missing = Markup('<span class="sin-dato">{}</span>').format(catalogue(language).gettext("sin dato"))

    def known(show: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda value: missing if value is None or value == "" else show(value)

    return {
        "words": lambda text, note="": _words(text, language, note) if text else missing,
        "plain": lambda text: text.pick(language)[0],
        "or_missing": known(escape),
        "day": known(lambda value: _time(value, language)),
        "day_words": lambda value: date_words(value, language),
        "month_short": lambda value: month_words(value, language),
        "number": known(lambda value: number_words(value, language)),
        "percent": known(lambda value: percent_words(value, language)),
        "exact_percent": known(lambda value: exact_percent_words(value, language)),
        "size": known(lambda value: size_words(value, language)),
    }


def _words(text: Text, language: str, note: str) -> Markup:
    """The text, marked with its language (and with `note` after it) where it is not that of the page."""
    words, found = text.pick(language)
    if found == language:
        return escape(words)
    marked = Markup('<span lang="{}">{}</span>').format(found, words)
    return marked + Markup(" {}").format(note) if note else marked


def _time(value: date | PartialDate, language: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(str(value), date_words(value, language))


@dataclass(frozen=True)
class _Here:
    """The page being written, as its links and texts see the rest of the site."""

    path: SitePath
    config: SiteConfig
    language: str
    plan: str

    def link(self, path: SitePath, anchor: str = "") -> str:
        """The address of `path` from here: relative, but from the root on the page that answers at any depth."""
        if self.path == router.NOT_FOUND:
            return router.rooted(path, self.config.base_url, anchor)
        return router.link(self.path, path, anchor)

    def prose(self, html: str, prefix: str = "") -> Markup:
        """A sanitised text as part of the page: its links as the page's own, its ids with `prefix`."""
        label = catalogue(self.language).gettext("Tabla")
        scroll = f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(label)}">'
        own = _ID.sub(lambda match: f'id="{_own_id(match[1], prefix)}"', html)
        linked = _HREF.sub(lambda match: self._anchor(match[1], prefix), own)
        return Markup(linked.replace(_SCROLL, scroll))  # noqa: S704  # sanitised when it was read

    def error_mail(self, table: str, key: str, anchor: str = "") -> str:
        """A letter about an error in a row that this page shows, "" where the site has no address to write to."""
        if not self.config.contact.email:
            return ""
        page = router.canonical(self.path, self.config.base_url) or "/" + router.folder(self.path)
        where = page + (f"#{quote(anchor)}" if anchor else "")
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
    if prefix:
        return f"{prefix}-{name}"
    return f"{name}-1" if name in RESERVED_IDS else name


def _fault(template: str, fault: Exception) -> TemplateFault:
    """Where in the templates it went wrong: the innermost frame that is one of theirs."""
    name, line = template, None
    if isinstance(fault, TemplateSyntaxError):
        name, line = fault.name or template, fault.lineno
    for frame in traceback.extract_tb(fault.__traceback__):
        if _TEMPLATES.match(frame.filename):
            name, line = _TEMPLATES.sub("", frame.filename), frame.lineno
    return TemplateFault(name, line, f"{type(fault).__name__}: {fault}")
