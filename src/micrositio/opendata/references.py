"""Citations of a plan and of its parts, and their files for bibliography managers (BibTeX)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from micrositio.model.plan import TableData
from micrositio.model.records import Commitment, Evidence, ReportingPeriod
from micrositio.model.text import N_, Text, proper
from micrositio.opendata.about import Edition
from micrositio.opendata.citation import Citation, CitedPart
from micrositio.routes import anchors, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


def of_commitment(edition: Edition, each: Commitment) -> Citation:
    """Returns the citation of a commitment, with its place on the page of the last cut."""
    plan, cut = edition.plan, edition.last_cut
    words = {"number": proper(str(each.number)), "title": each.short_title or each.title}
    lasting = edition.addresses.canonical(router.board_at(plan, cut), anchors.commitment_anchor(each)) if cut else ""
    part = _part(edition, each.id, router.commitment(plan, each), N_("Compromiso {number}: {title}"), **words)
    return replace(part, lasting=lasting)


def of_cut(edition: Edition, cut: ReportingPeriod) -> Citation:
    """Returns the citation of a cut, on the day of its data."""
    part = _part(edition, cut.id, router.board_at(edition.plan, cut), N_("Corte {cut}"), cut=proper(cut.id))
    return replace(part, day=cut.date)


def of_table(edition: Edition, table: TableData) -> Citation:
    """Returns the citation of a table of the plan; its key says that it is one if a commitment has its name."""
    title = table.schema.title or proper(table.name)
    key = f"tabla-{table.name}" if table.name in edition.plan.index.commitments else table.name
    return _part(edition, key, router.table(edition.plan, table.name), N_("Tabla «{title}»"), title=title)


def of_document(edition: Edition, each: Evidence) -> Citation:
    """Returns the citation of a document as evidence of the plan."""
    return _part(edition, each.id, router.evidence(edition.plan, each), N_("Evidencia «{title}»"), title=each.title)


def _part(edition: Edition, key: str, page: SitePath, message: str, **values: Text) -> Citation:
    """Returns the citation of a part of the plan that `page` shows; `values` fill the message that names it."""
    whole = edition.citation
    return replace(
        whole,
        key=f"{whole.key}-{key}",
        address=edition.addresses.canonical(page),
        part=CitedPart(message, tuple(values.items())),
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
