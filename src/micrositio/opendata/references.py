"""Citations of a plan and of its parts, and their files for bibliography managers (BibTeX)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from micrositio.i18n.messages import catalogue
from micrositio.model.plan import TableData
from micrositio.model.records import Commitment, Evidence, ReportingPeriod
from micrositio.opendata.about import Edition
from micrositio.opendata.citation import Citation
from micrositio.routes import anchors, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


def of_commitment(edition: Edition, each: Commitment) -> Citation:
    """Returns the citation of a commitment, with its place on the page of the last cut."""
    plan, cut = edition.plan, edition.last_cut
    title = (each.short_title or each.title).pick(plan.language)[0]
    _ = catalogue(plan.language).gettext
    words = _("Compromiso {number}: {title}").format(number=each.number, title=title)
    anchor = anchors.commitment_anchor(each)
    lasting = edition.addresses.canonical(router.board_at(plan, cut), anchor) if cut else ""
    return replace(_part(edition, each.id, words, router.commitment(plan, each)), lasting=lasting)


def of_cut(edition: Edition, cut: ReportingPeriod) -> Citation:
    """Returns the citation of a cut, on the day of its data."""
    _ = catalogue(edition.plan.language).gettext
    return replace(
        _part(edition, cut.id, _("Corte {cut}").format(cut=cut.id), router.board_at(edition.plan, cut)), day=cut.date
    )


def of_table(edition: Edition, table: TableData) -> Citation:
    """Returns the citation of a table of the plan."""
    _ = catalogue(edition.plan.language).gettext
    title = table.schema.title.pick(edition.plan.language)[0] or table.name
    return _part(edition, table.name, _("Tabla «{title}»").format(title=title), router.table(edition.plan, table.name))


def of_document(edition: Edition, each: Evidence) -> Citation:
    """Returns the citation of a document as evidence of the plan."""
    _ = catalogue(edition.plan.language).gettext
    title = _("Evidencia «{title}»").format(title=each.title.pick(edition.plan.language)[0])
    return _part(edition, each.id, title, router.evidence(edition.plan, each))


def _part(edition: Edition, key: str, title: str, page: SitePath) -> Citation:
    """Returns the citation of a part of the plan that `page` shows."""
    whole = edition.citation
    return replace(
        whole,
        key=f"{whole.key}-{key}",
        title=f"{title}. {whole.title}",
        address=edition.addresses.canonical(page),
    )


def reference_files(
    edition: Edition, cuts: Iterable[ReportingPeriod], tables: Iterable[TableData], note: str
) -> Iterator[tuple[SitePath, bytes]]:
    """Yields the reference of the plan, with a note, and those of its commitments, its cuts and its tables."""
    plan = edition.plan
    yield _file(router.plan(plan), edition.citation, note)
    yield from (_file(router.commitment(plan, each), of_commitment(edition, each)) for each in plan.commitments)
    yield from (_file(router.board_at(plan, each), of_cut(edition, each)) for each in cuts)
    yield from (_file(router.table(plan, each.name), of_table(edition, each)) for each in tables)


def _file(page: SitePath, citation: Citation, note: str = "") -> tuple[SitePath, bytes]:
    return sharing_paths.reference(page), citation.bibtex(note).encode("utf-8")
