"""HTTP headers of each address: one ordered list of rules, derived from formats, routes and policy.

`hosts` writes the rules in the format of each kind of host. A pattern is an address from the site's root, with `:name`
for one part of it and `*` for all that follows. Where two rules give the same header, the later one holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from micrositio.formats.checksums import SUMS
from micrositio.i18n.messages import catalogue
from micrositio.model.text import SOURCE_LANGUAGE
from micrositio.opendata.file_formats import DESCRIPTOR, EXTENSIONS, FILE_TYPES
from micrositio.routes import paths as router
from micrositio.routes import sharing_paths
from micrositio.routes.paths import SitePath

_ = catalogue(SOURCE_LANGUAGE).gettext

ATOM = "application/atom+xml"
TYPES: Mapping[str, str] = {extension: each.media_type for extension, each in FILE_TYPES.items()}
"""The media type (IANA) of each file type of a site, by its extension."""
_EVERYWHERE = ("csv", "json", "txt")
"""The extensions of data whose media type every server has by default."""
_TEXTS = ("text/", "application/json", TYPES["jsonld"], TYPES["xml"], TYPES["svg"], ATOM)

SITE: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Headers of every address: a page loads only resources of its own site and no page may frame it."""
OPEN: Mapping[str, str] = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""Headers of files that pages of other sites may read."""
DOCUMENT: Mapping[str, str] = {
    "Content-Security-Policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; object-src 'self'"
    )
}
"""Headers of documents written by others, which open isolated from the site."""
FRAMED: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    ),
    "X-Frame-Options": "ALLOWALL",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Headers of pages that other sites may frame."""


FIGURE: Mapping[str, str] = {
    **OPEN,
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
}
"""Headers of charts as pictures, which have their own style and load nothing."""


class Rule(NamedTuple):
    """Headers of the addresses that match a pattern, their media type ("": that of the extension), and the reason."""

    pattern: str
    headers: Mapping[str, str] = {}
    media_type: str = ""
    why: str = ""

    @property
    def values(self) -> Mapping[str, str]:
        """All headers of the rule, including the media type."""
        own = {"Content-Type": with_charset(self.media_type)} if self.media_type else {}
        return {**own, **self.headers}


@dataclass(frozen=True)
class _Every:
    """Placeholder for every record of a kind in an address that `router` makes."""

    id: str
    file: str = "*"


_PLAN, _COMMITMENT, _CUT, _DOCUMENT, _OFFICE = map(
    _Every, (":plan", ":compromiso", ":corte", ":evidencia", ":institucion")
)


def with_charset(media_type: str) -> str:
    """Returns the media type as a header gives it: for a text, with its encoding."""
    return f"{media_type}; charset=utf-8" if media_type.startswith(_TEXTS) else media_type


def rules(languages: Sequence[str]) -> tuple[Rule, ...]:
    """Returns the rules of a site in `languages`, the widest first."""
    return (
        Rule("/*", SITE),
        _rule(router.download(_PLAN, "*"), OPEN, why=_("Los datos se pueden usar desde cualquier otro sitio.")),
        _rule(
            router.evidence_file(_PLAN, _DOCUMENT),
            DOCUMENT,
            why=_(
                "Los documentos de evidencia se abren aislados: nada de lo que traen se ejecuta en nombre del sitio."
            ),
        ),
        *_cards(languages),
        *_figures(languages),
        *_feeds(languages),
        *_share_images(languages),
        *_for_programs(),
        *_sums(),
        *(_by_extension(each) for each in (*EXTENSIONS, "bib", "webp") if each not in _EVERYWHERE),
    )


def _rule(path: SitePath, headers: Mapping[str, str], media_type: str = "", why: str = "") -> Rule:
    return Rule(f"/{path}", headers, media_type, why)


def _cards(languages: Sequence[str]) -> Iterator[Rule]:
    why = _(
        "La tarjeta de un compromiso es lo único que otro sitio puede poner en un marco. Un navegador que entiende "
        "«frame-ancestors» no mira X-Frame-Options; «ALLOWALL» es, para los demás, lo que el estándar de HTML da por "
        "permitido."
    )
    for each in languages:
        card = router.folder(router.localized(router.embed(_PLAN, _COMMITMENT), each, languages[0]))
        yield Rule(f"/{card}*", FRAMED, why=why)


def _figures(languages: Sequence[str]) -> Iterator[Rule]:
    why = _("Las gráficas para llevar se pueden mostrar en cualquier sitio; sus colores van dentro de cada una.")
    for each in languages:
        picture = router.localized(router.figure(_PLAN, "*"), each, languages[0])
        yield Rule(f"/{picture.removesuffix('.svg')}", FIGURE, why=why)


def _feeds(languages: Sequence[str]) -> Iterator[Rule]:
    why = _("Las novedades y los calendarios se siguen desde otros programas y otros sitios.")
    of_plan = (
        sharing_paths.board_feed(_PLAN),
        sharing_paths.commitment_feed(_PLAN, _COMMITMENT),
        sharing_paths.institution_feed(_PLAN, _OFFICE),
        sharing_paths.questions_feed(_PLAN),
    )
    for path in (router.FEED, *of_plan):
        for each in languages:
            yield _rule(router.localized(path, each, languages[0]), OPEN, ATOM, why)
    for path in (router.CALENDAR, router.commitment_calendar(_PLAN, _COMMITMENT)):
        yield _rule(path, OPEN, TYPES["ics"], why)


def _share_images(languages: Sequence[str]) -> Iterator[Rule]:
    why = _("La imagen de un compromiso se muestra en otros sitios, junto a su enlace.")
    for each in languages:
        image = router.localized(sharing_paths.share_image(_PLAN, _COMMITMENT), each, languages[0])
        yield _rule(image, OPEN, why=why)


def _for_programs() -> Iterator[Rule]:
    why = _("Lo que leen otros programas dice qué es y se puede leer desde otros sitios.")
    yield _rule(router.DCAT, OPEN, TYPES["jsonld"], why)
    api = router.API_ROOT.partition("/")[0]
    for path in (f"{api}/*", router.download(_PLAN, DESCRIPTOR.name), router.evidence_descriptor(_PLAN)):
        yield _rule(SitePath(path), OPEN, TYPES["json"], why)


def _sums() -> Iterator[Rule]:
    why = _("Sin extensión, un servidor no sabe que es texto.")
    for path in (router.download(_PLAN, SUMS), router.cut_file(_PLAN, _CUT, SUMS)):
        yield _rule(path, {}, TYPES["txt"], why)


def _by_extension(extension: str) -> Rule:
    why = _("Estos archivos llevan su tipo aunque el servidor no lo conozca.")
    return Rule(f"/*.{extension}", {}, TYPES[extension], why)


def missing(languages: Sequence[str]) -> tuple[tuple[str, SitePath], ...]:
    """Returns the pages for addresses not found: the start of an address and the page in its language, root first."""
    own = ((f"/{each}/", router.localized(router.NOT_FOUND, each, languages[0])) for each in languages[1:])
    return (("/", router.NOT_FOUND), *own)
