"""The environments that compile the theme's templates, one for each language: their filters, functions and texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache, partial
from gettext import NullTranslations
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from jinja2.runtime import Context
from markupsafe import Markup, escape

from micrositio.i18n.currencies import money_words
from micrositio.i18n.display import (
    date_words,
    exact_percent_words,
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
from micrositio.model.text import Text
from micrositio.render.compiler import prepare
from micrositio.render.kept_templates import kept_code, shared_code
from micrositio.render.template_store import TemplateStore
from micrositio.routes import anchors, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.charts import Chart


class Named(dict[str, Any]):
    """A mapping whose values are attributes too, as templates write them: what is an attribute needs no search."""

    def __getattr__(self, name: str) -> Any:
        """Returns the value called `name`; raises `AttributeError` if there is none."""
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(name) from error


ROUTES = Named(
    home=router.HOME,
    news=router.NEWS,
    search=router.SEARCH,
    feed=router.FEED,
    follow=sharing_paths.FOLLOW,
    calendar=router.CALENDAR,
    dcat=router.DCAT,
    methodology=router.METHODOLOGY,
    glossary=router.GLOSSARY,
    about=router.ABOUT,
    accessibility=router.ACCESSIBILITY,
    privacy=router.PRIVACY,
)
ANCHORS = Named(document=anchors.SEND_DOCUMENT, correction=anchors.ASK_CORRECTION, questions=anchors.FOLLOW_QUESTIONS)
_ADDRESS = re.compile(r"https?://(?:www\.)?(?P<host>[^\s@/?#]+)[^\s@]*")
_NAMED = re.compile(r"""["']([\w./-]+\.[a-z]+)["']""")
UNTRANSLATED = "untranslated.html"
"""The template of the notice of words in another language, which any page may have."""
_TRIED = "3.1."
"""The versions of Jinja whose generated code `DirectCode` was written for; with another, Jinja's own code is used."""


@cache
def is_known() -> bool:
    """Whether templates can be compiled to direct code with the Jinja that is installed."""
    return version("jinja2").startswith(_TRIED)


@lru_cache(maxsize=2)
def _read(folders: tuple[Path, ...], _stamp: object) -> Mapping[str, tuple[str, bytes]]:
    """Returns the path and the bytes of each template, the nearest of one name.

    They are read once, so that a page is made from the templates that its key says, though a file changes meanwhile.
    """
    found = ((path, folder) for folder in reversed(folders) for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): (str(path), path.read_bytes()) for path, folder in found}


def names(folders: tuple[Path, ...], stamp: object) -> list[str]:
    """Returns the name of each template, in order."""
    return sorted(_read(folders, stamp))


def every_text(folders: tuple[Path, ...], stamp: object) -> Iterator[str | bytes]:
    """Yields the name and the text of each template."""
    for name, (_path, text) in sorted(_read(folders, stamp).items()):
        yield from (name, text)


def closure(folders: tuple[Path, ...], stamp: object, template: str) -> Iterator[str]:
    """Yields the text of a template and of every one that it names, directly or not."""
    texts, waiting, known = _read(folders, stamp), [template, UNTRANSLATED], {template, UNTRANSLATED}
    while waiting:
        name = waiting.pop()
        text = texts[name][1].decode("utf-8", "replace") if name in texts else ""
        yield f"{name}\n{text}"
        named = sorted(set(_NAMED.findall(text)) - known)
        waiting += named
        known.update(named)


def _loaded(texts: Mapping[str, tuple[str, bytes]], name: str) -> tuple[str, str, None] | None:
    """Returns the text of a template and its path, or None if there is none; raises `UnicodeDecodeError`."""
    return (texts[name][1].decode("utf-8"), texts[name][0], None) if name in texts else None


class _PageTemplate(Template):
    """A template whose macros, where they are imported without context, read what is of the page being rendered.

    Their module is made once: its names are those of the environment, which has those of the page.
    """

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002  # Jinja's name
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002  # Jinja's name
    ) -> Context:
        """Returns the context of a rendering, or of the module of an import without context: it has no `vars`."""
        if vars is None:
            return super().new_context(self.environment.globals, True, locals)
        return super().new_context(vars, shared, locals)


@lru_cache(maxsize=16)
def environment_of(
    folders: tuple[Path, ...],
    stamp: object,
    config: SiteConfig,
    language: str,
    texts: NullTranslations,
    direct: bool,
    kept: TemplateStore,
) -> tuple[Environment, set[str]]:
    """Returns the templates in `folders` for one site and language; a changed `stamp` of their files reads them again.

    The second value is the set of other languages in which the page being rendered shows words; the filters add to it.
    """
    foreign: set[str] = set()
    environment = Environment(
        loader=FunctionLoader(partial(_loaded, _read(folders, stamp))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        cache_size=-1,
        auto_reload=False,
        bytecode_cache=shared_code(kept) if direct else kept_code(kept, language),
    )
    environment.template_class = _PageTemplate
    environment.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
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
        "charts": Chart,
        "figure": router.figure,
        "figure_data": router.figure_data,
    }
    if direct:
        prepare(environment, texts)
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
        "money": lambda amount, code: missing if amount is None else money_words(amount, code, language),
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


@lru_cache(maxsize=10_000)
def _time(value: date | PartialDate, language: str, words: str = "") -> Markup:
    """Returns a date as an element; few dates are on many pages."""
    shown = escape(words or date_words(value, language))
    return Markup(f'<time datetime="{value}">{shown}</time>')  # noqa: S704  # a date has nothing to escape
