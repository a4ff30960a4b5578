"""Descriptive texts in a plan's data files: publisher, date, how to cite, read and check the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from micrositio.i18n.bilingual import interface_text, invented_notice
from micrositio.i18n.imprint import Imprint, adoption
from micrositio.i18n.messages import catalogue
from micrositio.model.plan import ActionPlan
from micrositio.model.records import ReportingPeriod
from micrositio.model.text import SOURCE_LANGUAGE, Text
from micrositio.opendata.citation import Citation
from micrositio.opendata.file_formats import OWN_FORMATS, PLAN_FORMATS, TABLE_FORMATS
from micrositio.profile.plan_tables import INVENTED
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses

README, LICENCE = "LEEME.txt", "LICENCIA.txt"
_ = catalogue(SOURCE_LANGUAGE).gettext
_KEYWORDS = (_("gobierno abierto"), _("plan de acción"))
_OGP = Text("OGP")
_NOT_IN_KEYWORDS = re.compile(r"[^\w .-]+")
"""Characters that a CKAN portal refuses in a keyword."""
_LONGEST_KEYWORD = 100


@dataclass(frozen=True)
class Edition:
    """A plan's data as published: the last cut, and the last day on which the data changed (None where unknown)."""

    plan: ActionPlan
    imprint: Imprint
    addresses: Addresses
    last_cut: ReportingPeriod | None
    changed: date | None

    @property
    def title(self) -> str:
        """The plan's title in Spanish, with a mark before it if the plan is invented."""
        mark = f"[{INVENTED.title.pick(self.plan.language)[0]}] " if self.plan.invented else ""
        return mark + self.plan.title.first

    @property
    def notice(self) -> str:
        """Notice that the plan is invented, or ""."""
        return invented_notice().pick(self.plan.language)[0] if self.plan.invented else ""

    @property
    def homepage(self) -> str:
        """The plan's address, or "" while the site has none."""
        return self.addresses.canonical(router.plan(self.plan))

    @property
    def citation(self) -> Citation:
        """Citation of the data."""
        return Citation(
            self.plan.id,
            self.imprint.publisher.name,
            self.plan.government,
            self.title,
            self.plan.version,
            self.changed,
            self.addresses.canonical(router.catalogue(self.plan)),
            self.plan.language,
        )

    @property
    def keywords(self) -> tuple[Text, ...]:
        """Subjects of the plan: fixed ones, its jurisdiction and the themes of its commitments, without repetition."""
        themes = (part for each in self.plan.commitments for part in _split(each.theme))
        found = (*map(interface_text, _KEYWORDS), _OGP, self.plan.jurisdiction, *themes)
        cleaned = (each.each(_clean) for each in found)
        return tuple(dict.fromkeys(each for each in cleaned if each))


def _split(theme: Text) -> Iterator[Text]:
    for language, text in theme.words:
        yield from (Text(**{language: part}) for part in re.split("[,;]", text))


def _clean(keyword: str) -> str:
    found = " ".join(_NOT_IN_KEYWORDS.sub(" ", keyword).split())
    return found if 1 < len(found) <= _LONGEST_KEYWORD else ""


def guide(edition: Edition) -> list[tuple[str, str]]:
    """Returns the description of the data of an edition, as pairs of a heading and its text, without empty texts."""
    _ = catalogue(edition.plan.language).gettext
    cut = edition.last_cut
    pairs = [
        (_("Aviso"), edition.notice),
        (_("Qué es"), _("Los datos abiertos del plan «{title}».").format(title=edition.title)),
        (_("El plan"), edition.plan.description.first),
        (_("Gobierno del plan"), edition.plan.government.first),
        (_("Quién publica"), edition.imprint.publisher.name.first or _("Sin dato.")),
        (_("Si es oficial"), adoption(edition.imprint, edition.plan.government, edition.plan.language)),
        (_("Versión de los datos"), edition.plan.version),
        (_("Último corte"), f"{cut.id} ({cut.date})" if cut else _("Todavía no hay ninguno.")),
        (_("Último cambio"), str(edition.changed or "")),
        (_("Licencia"), "; ".join(f"{each.title} ({each.path})" for each in edition.plan.licences)),
        (_("Cómo citar"), edition.citation.sentence()),
        (_("Dónde está el plan"), edition.homepage),
        (_("Celdas vacías"), _("Sin dato: no está en estos datos. No es cero ni «no».")),
    ]
    return [(what, words) for what, words in pairs if words]


def readme(edition: Edition) -> bytes:
    """Returns the guide as a text file, with the use of each file and how to check that none has changed."""
    _ = catalogue(edition.plan.language).gettext
    about = "".join(f"{what}: {words}\n" for what, words in guide(edition))
    files = tuple(_files(edition.plan))
    width = max(len(name) for name, _words in files)
    listed = "".join(f"{name:<{width}}  {words}\n" for name, words in files)
    how = _("En esta carpeta, escriba:  sha256sum -c SHA256SUMS   (en macOS:  shasum -a 256 -c SHA256SUMS)")
    titles = _("Archivos"), _("Cómo comprobar que nada cambió")
    return f"{about}\n{titles[0]}\n\n{listed}\n{titles[1]}\n\n{how}\n".encode()


def _files(plan: ActionPlan) -> Iterator[tuple[str, str]]:
    """Yields each kind of file in the plan's data folder, with its description."""
    _ = catalogue(plan.language).gettext
    for table_format in TABLE_FORMATS:
        yield f"<tabla>{table_format.ending}", _(table_format.use)
    for table, formats in OWN_FORMATS.items():
        if table in plan.tables and plan.tables[table].rows:
            yield from ((table + own.ending, _(own.use)) for own in formats)
    if plan.reporting_periods:
        yield "cortes/<corte>/", _("Las tablas tal como estaban en cada corte.")
    if any(map(plan.keeps, plan.evidence)):
        yield "evidencias/", _("Los documentos. Solo dentro del zip; en el sitio, cada uno tiene su página.")
    for plan_format in PLAN_FORMATS:
        yield plan_format.file_name(plan), _(plan_format.use)


def licence_text(edition: Edition) -> bytes:
    """Returns the licence of the data as a text file, with the way to cite them."""
    _ = catalogue(edition.plan.language).gettext
    licences = "".join(f"{each.title}\n{each.name}\n{each.path}\n\n" for each in edition.plan.licences)
    notice = f"{edition.notice}\n\n" if edition.notice else ""
    cite = _("Al usar los datos, cite: {citation}").format(citation=edition.citation.sentence())
    scope = _("Un documento de evidencia puede tener otra licencia: la dice su ficha.")
    return f"{notice}{licences}{cite}\n\n{scope}\n".encode()


def bag_info(edition: Edition) -> list[tuple[str, str]]:
    """Returns the description of a bag, under the labels of RFC 8493 and others of our own."""
    _ = catalogue(edition.plan.language).gettext
    return [
        ("Source-Organization", edition.imprint.publisher.name.first),
        (_("Gobierno del plan"), edition.plan.government.first),
        ("External-Description", edition.title),
        ("External-Identifier", edition.homepage or edition.plan.id),
        ("Bagging-Date", str(edition.changed or "")),
        ("Bag-Group-Identifier", edition.plan.id),
        (_("Version"), edition.plan.version),
        (_("Licencia"), "; ".join(each.path for each in edition.plan.licences)),
        (_("Aviso"), edition.notice),
    ]
