"""Seals: a cut frozen as files that anyone can check with standard tools.

A sealed cut is a folder of CSV files and `SHA256SUMS`, whose last line is the sum of the `SHA256SUMS` of the cut
before: `sha256sum -c` in each folder checks its files and the chain. The seal is the SHA-256 of `SHA256SUMS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import compress, count
from typing import Any, NamedTuple

from micrositio.formats.checksums import SUMS, sha256, sums
from micrositio.formats.csv_table import csv_pieces
from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.records import Erratum, ReportingPeriod
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.profile.plan_tables import marked, method_table, period_table, scale_table
from micrositio.profile.schemas import table_schema
from micrositio.progress.milestones import cuts_in_order
from micrositio.progress.seal_formats import (
    FORMAT_FILE,
    LATEST,
    PROMISE,
    adds,
    file_of,
    holds,
    sealed_tables,
)

SEALED_ALREADY = N_("el corte {cut} ya está sellado; un sello no se vuelve a hacer")
SEALED_OUT_OF_ORDER = N_("los cortes se sellan en orden: selle antes el corte {before}")
SEALED_EMPTY = N_("el corte {cut} no tiene ningún avance: todavía no hay qué sellar")
"""Messages: why a cut cannot be sealed."""

SEAL_README = N_("""\
{invented}Datos del plan {plan} tal como estaban en el corte {cut}.

Esta carpeta está sellada: desde entonces ningún dato suyo cambia sin una errata publicada.

Cómo comprobarlo, con programas de cualquier computadora:

1. Descargue la carpeta completa. Para seguir la cadena, descargue también las de los cortes anteriores, una junto a
   otra.
2. En esta carpeta, escriba:  sha256sum -c SHA256SUMS   (en macOS:  shasum -a 256 -c SHA256SUMS)
   Cada archivo debe salir bien. La última línea de SHA256SUMS es la huella del sello del corte anterior:
   si también sale bien, este corte continúa al anterior. Para llegar al primero, escriba lo mismo en la carpeta de
   cada corte anterior.
3. El sello es la huella de SHA256SUMS:  sha256sum SHA256SUMS
   Debe ser la que dice la página del corte, y la que quedó en el acta de quien vigila el plan.

Qué prueba: si usted tiene el sello por otro lado (un acta, un correo), que estos archivos son los que se sellaron.
Qué no prueba: que lo que dicen sea cierto, quién los hizo, en qué fecha, ni que el último sello no se volviera a hacer.
""")
"""The text of a seal's read-me file; it is sealed too, so it never changes."""
SEAL_INVENTED = N_("PLAN INVENTADO: el municipio, el plan y las cifras no existen.\n\n")

README = "LEEME.txt"
ROW, PRESENT, ABSENT = "fila", "presente", "ausente"
Row = Mapping[str, str]
"""Cells of a row by column, verbatim."""


def cut_tables(
    plan: ActionPlan, cut: ReportingPeriod, names: Iterable[str] = sealed_tables(LATEST), form: int = LATEST
) -> dict[str, TableData]:
    """Returns the rows of the tables `names` that a seal of the cut would hold today, as published, ordered by key.

    `form` is the format of the seal. Tables without rows are left out.
    """
    held = [name for name in names if name in sealed_tables(form)]
    found = (marked(plan, _of_cut(plan, cut, table, form)) for name in held if (table := plan_table(plan, name)))
    return {table.name: table for table in found if table.rows}


_MADE: Mapping[str, Callable[[ActionPlan], TableData]] = {
    TableName.SCALE: scale_table,
    TableName.METHOD: method_table,
    TableName.PERIODS: period_table,
}


def plan_table(plan: ActionPlan, name: str) -> TableData | None:
    """Returns a table of the plan, given or made from its descriptor, or None if the plan has no such table."""
    return _MADE[name](plan) if name in _MADE else plan.tables.get(name)


def _of_cut(plan: ActionPlan, cut: ReportingPeriod, table: TableData, form: int) -> TableData:
    if table.name in PROMISE:
        kept = [name for name in table.columns if holds(form, table.name, name)]
        return _narrowed(table, kept, range(len(table.rows)))
    return _narrowed(table, table.columns, list(_belonging(table, cut, cut_before(plan, cut))))


def _belonging(table: TableData, cut: ReportingPeriod, since: ReportingPeriod | None) -> Iterator[int]:
    """Yields the places of the rows that belong to the cut; a row without a date belongs to the first cut.

    `since` is the cut before, or None.
    """
    if table.name in (TableName.RESCHEDULINGS, TableName.MODIFICATIONS, TableName.EVIDENCE):
        days = [table.columns.index(name) for name in ("recibida", "fecha") if name in table.columns]
        for place, found in enumerate(table.both[1].picked(days)):
            if (day := _day(found) or date.min) <= cut.date and (since is None or day > since.date):
                yield place
        return
    column = table.both[1].columns[table.columns.index("id" if table.name == TableName.REPORTING_PERIODS else "corte")]
    own = column.each(cut.id.__eq__)
    yield from compress(count(), map(own.known.__getitem__, own.places))


def _day(days: Iterable[Any]) -> date | None:
    """Returns the day from which a document or change counts, as `milestones.available_on`: the first known."""
    day = next(filter(None, days), None)
    return day.first if isinstance(day, PartialDate) else day


def _narrowed(table: TableData, kept: Sequence[str], chosen: Iterable[int]) -> TableData:
    """Returns the table with the chosen rows and columns, in the order of their keys."""
    places, (rows, values) = [table.columns.index(name) for name in kept], table.both
    order = sorted(chosen, key=rows.picked(map(table.columns.index, key_columns(table.name))).__getitem__)
    return replace(
        table,
        schema=table.schema.with_columns([table.schema.columns[place] for place in places]),
        origins=tuple([table.origins[n] for n in order]),
        rows=rows.picked(places, order),
        values=values.picked(places, order),
    )


def key_columns(table: str) -> tuple[str, ...]:
    """Returns the columns that identify a row of a table of the profile."""
    return table_schema(table).key


def row_key(table: str, row: Mapping[str, str]) -> str:
    """Returns the key of a row of a table of the profile, several columns joined by |."""
    return "|".join(row[column] for column in key_columns(table))


def rows_of(table: TableData) -> Iterator[Row]:
    """Yields the rows of a table, each as its cells by column."""
    columns = table.columns
    return (dict(zip(columns, row, strict=True)) for row in table.rows)


def keyed(table: str, rows: Iterable[Row]) -> dict[str, Row]:
    """Returns the rows of a table of the profile by key."""
    return {row_key(table, row): row for row in rows}


def cut_before(plan: ActionPlan, cut: ReportingPeriod) -> ReportingPeriod | None:
    """Returns the cut before, or None for the first."""
    return next((each for each in reversed(cuts_in_order(plan)) if each.date < cut.date), None)


def cut_files(plan: ActionPlan, cut: ReportingPeriod) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yields the cut's tables as files, by name and in pieces: what a seal would freeze today."""
    for table in cut_tables(plan, cut).values():
        for name, part in _files_of(table):
            yield f"{name}.csv", csv_pieces(part.columns, part.rows)


def _files_of(table: TableData) -> Iterator[tuple[str, TableData]]:
    """Yields the files of a table in a seal, each with its columns."""
    places = {column: file_of(table.name, column, key_columns(table.name)) for column in table.columns}
    for name in dict.fromkeys(name for names in places.values() for name in names):
        kept = [column for column, names in places.items() if name in names]
        yield name, _narrowed(table, kept, range(len(table.rows)))


def sealing_obstacle(plan: ActionPlan, cut: ReportingPeriod) -> str:
    """Returns why the cut cannot be sealed (a message with `{cut}` and `{before}`), or "" if it can."""
    before = cut_before(plan, cut)
    if cut.id in plan.seals:
        return SEALED_ALREADY
    if before and before.id not in plan.seals:
        return SEALED_OUT_OF_ORDER
    return "" if cut.id in plan.index.reported_cuts else SEALED_EMPTY


def seal_files(plan: ActionPlan, cut: ReportingPeriod, readme: str) -> dict[str, bytes]:
    """Returns the files of a new seal of the cut; the cut before, if any, must be sealed."""
    tables = {name: b"".join(pieces) for name, pieces in cut_files(plan, cut)}
    files = {**tables, FORMAT_FILE: f"{LATEST}\n".encode(), README: readme.encode()}
    before = cut_before(plan, cut)
    chain = sums([(chain_name(before.id), plan.seals[before.id].digest)]) if before else b""
    return {**files, SUMS: sums((name, sha256(data)) for name, data in files.items()) + chain}


def chain_name(cut: str) -> str:
    """Returns the name of another cut's list of sums within a seal's list of sums."""
    return f"../{cut}/{SUMS}"


def is_addition(table: str, column: str, before: str, after: str) -> bool:
    """Returns whether a new value of a sealed cell adds to what the cell said, and does not contradict it."""
    known = table_schema(table).column(column)
    return adds(table, column, before, after, is_translation=known is None or column.endswith("_en"))


class Corrected(NamedTuple):
    """A sealed cell after errata: its value and the errata that led to it."""

    value: str
    errata: tuple[Erratum, ...]


def corrected(value: str, errata: Sequence[Erratum]) -> Corrected:
    """Returns the sealed `value` after the errata of its cell, oldest first; those of another value are skipped.

    An erratum applies if its `before` is the value reached by the errata applied so far.
    """
    used: list[Erratum] = []
    for each in errata:
        if each.before == value:
            value = each.after
            used.append(each)
    return Corrected(value, tuple(used))
