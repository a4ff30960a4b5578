"""Seals: a cut frozen as files that anyone can check with standard tools, and the plan as it stood at a sealed cut.

A sealed cut is a folder of CSV files and `SHA256SUMS`, whose last line is the sum of the `SHA256SUMS` of the cut
before: `sha256sum -c` in each folder checks its files and the chain. The seal is the SHA-256 of `SHA256SUMS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from micrositio.formats.checksums import SUMS, sha256, sums
from micrositio.formats.csv_table import write_csv
from micrositio.model.dates import PartialDate
from micrositio.model.plan import TABLES, ActionPlan, Method, ScaleStep, Seal, TableData
from micrositio.model.records import Erratum, Record, ReportingPeriod
from micrositio.model.text import N_, Text, Writing
from micrositio.model.vocabularies import TableName
from micrositio.profile.cells import typed
from micrositio.profile.plan_tables import marked, method_table, scale_table
from micrositio.profile.schemas import table_schema
from micrositio.progress.milestones import cuts_in_order

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
OF_THE_CUT = (
    TableName.REPORTING_PERIODS,
    TableName.UPDATES,
    TableName.VERIFICATIONS,
    TableName.RESCHEDULINGS,
    TableName.EVIDENCE,
)
"""Tables of which a seal holds the rows of its cut: of reschedulings and documents, those since the cut before."""
DEFINITIONS: Mapping[str, tuple[str, ...]] = {
    TableName.COMMITMENTS: ("id", "numero", "id_ogp", "titulo", "titulo_en", "responsables", "inicio", "fin", "peso"),
    TableName.MILESTONES: (
        "id", "compromiso", "orden", "texto", "texto_en", "producto", "producto_en", "indicador", "indicador_en",
        "unidad", "unidad_en", "linea_base", "meta", "direccion", "inicio", "fin", "medios_verificacion",
        "institucion", "peso",
    ),
    TableName.SCALE: ("id", "titulo", "titulo_en", "valor", "irm"),
    TableName.METHOD: ("clave", "valor"),
}  # fmt: skip
"""Tables that a seal holds whole, with the columns that define the commitments and their figures."""
SEALED_TABLES = (*OF_THE_CUT, *DEFINITIONS)
R = TypeVar("R", bound=Record)


def cut_tables(plan: ActionPlan, cut: ReportingPeriod, names: Iterable[str] = SEALED_TABLES) -> dict[str, TableData]:
    """Returns the rows of the tables `names` that a seal of the cut would hold today, as published, ordered by key.

    Tables without rows are left out.
    """
    tables = {**plan.tables, TableName.SCALE: scale_table(plan), TableName.METHOD: method_table(plan)}
    found = (_of_cut(plan, cut, marked(plan, tables[name])) for name in names if name in tables)
    return {table.name: table for table in found if table.rows}


def _of_cut(plan: ActionPlan, cut: ReportingPeriod, table: TableData) -> TableData:
    names = table.columns
    if table.name in DEFINITIONS:
        kept = [name for name in names if name in (*DEFINITIONS[table.name], "inventado")]
        return _narrowed(table, kept, range(len(table.rows)))
    since = cut_before(plan, cut)
    belongs = _belonging(table.name, cut, since.date if since else None)
    chosen = [n for n, row in enumerate(table.values) if belongs(dict(zip(names, row, strict=True)))]
    return _narrowed(table, names, chosen)


def _belonging(table: str, cut: ReportingPeriod, since: date | None) -> Callable[[Mapping[str, Any]], bool]:
    """Returns the test of whether a typed row belongs to the cut; a row without a date belongs to the first cut.

    `since` is the date of the cut before, or None.
    """
    if table in (TableName.RESCHEDULINGS, TableName.EVIDENCE):
        return lambda row: (_day(row) or date.min) <= cut.date and (since is None or (_day(row) or date.min) > since)
    column = "id" if table == TableName.REPORTING_PERIODS else "corte"
    return lambda row: bool(row[column] == cut.id)


def _day(row: Mapping[str, Any]) -> date | None:
    """Returns the day from which the row of a document or rescheduling counts, as `milestones.available_on`."""
    day = row.get("recibida") or row["fecha"]
    return day.first if isinstance(day, PartialDate) else day


def _narrowed(table: TableData, kept: Sequence[str], chosen: Iterable[int]) -> TableData:
    """Returns the table with the chosen rows and columns, in the order of their keys."""
    columns = [table.columns.index(name) for name in kept]
    key = [table.columns.index(name) for name in key_columns(table.name)]
    order = sorted(chosen, key=lambda n: tuple(table.rows[n][column] for column in key))
    return replace(
        table,
        schema=table.schema.with_fields(table.schema.columns[column].descriptor for column in columns),
        origins=tuple(table.origins[n] for n in order),
        rows=tuple(tuple(table.rows[n][column] for column in columns) for n in order),
        values=tuple(tuple(table.values[n][column] for column in columns) for n in order),
    )


def key_columns(table: str) -> tuple[str, ...]:
    """Returns the columns that identify a row of a table of the profile."""
    return table_schema(table).key


def row_key(table: str, row: Mapping[str, str]) -> str:
    """Returns the key of a row of a table of the profile, several columns joined by |."""
    return "|".join(row[column] for column in key_columns(table))


def cut_before(plan: ActionPlan, cut: ReportingPeriod) -> ReportingPeriod | None:
    """Returns the cut before, or None for the first."""
    return next((each for each in reversed(cuts_in_order(plan)) if each.date < cut.date), None)


def cut_files(plan: ActionPlan, cut: ReportingPeriod) -> dict[str, bytes]:
    """Returns the cut's tables as files: what a seal would freeze today."""
    return {f"{name}.csv": write_csv(table.columns, table.rows) for name, table in cut_tables(plan, cut).items()}


def sealing_obstacle(plan: ActionPlan, cut: ReportingPeriod) -> str:
    """Returns why the cut cannot be sealed (a message with `{cut}` and `{before}`), or "" if it can."""
    before = cut_before(plan, cut)
    if cut.id in plan.seals:
        return SEALED_ALREADY
    if before and before.id not in plan.seals:
        return SEALED_OUT_OF_ORDER
    return "" if any(each.period == cut.id for each in plan.updates) else SEALED_EMPTY


def seal_files(plan: ActionPlan, cut: ReportingPeriod, readme: str) -> dict[str, bytes]:
    """Returns the files of a new seal of the cut; the cut before, if any, must be sealed."""
    files = {**cut_files(plan, cut), README: readme.encode()}
    before = cut_before(plan, cut)
    chain = sums([(chain_name(before.id), plan.seals[before.id].digest)]) if before else b""
    return {**files, SUMS: sums((name, sha256(data)) for name, data in files.items()) + chain}


def chain_name(cut: str) -> str:
    """Returns the name of another cut's list of sums within a seal's list of sums."""
    return f"../{cut}/{SUMS}"


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


def plan_at(plan: ActionPlan, cut: ReportingPeriod) -> ActionPlan:
    """Returns the plan as it stood at the cut; if the cut is sealed, with the definitions of its seal and their errata.

    Reports, verifications, changes of date and documents are the plan's own: the build has compared them with the seal.
    """
    seal = plan.seals.get(cut.id)
    if seal is None:
        return plan
    then = {name: _as_sealed(plan, cut, seal, name) for name in DEFINITIONS}
    return replace(
        plan,
        commitments=_records(plan.commitments, TableName.COMMITMENTS, then[TableName.COMMITMENTS]),
        milestones=_records(plan.milestones, TableName.MILESTONES, then[TableName.MILESTONES]),
        scale=tuple(_step(row, plan) for row in then[TableName.SCALE].values()),
        method=_method({key: row["valor"] for key, row in then[TableName.METHOD].items()}),
    )


def _step(row: Mapping[str, str], plan: ActionPlan) -> ScaleStep:
    return ScaleStep(
        row["id"],
        Writing(plan.language).text(row, "titulo"),
        _value(TableName.SCALE, "valor", row["valor"]),
        row["irm"],
    )


def _as_sealed(plan: ActionPlan, cut: ReportingPeriod, seal: Seal, table: str) -> dict[str, dict[str, str]]:
    """Returns the sealed rows of a table of definitions by key, with the errata that apply at the cut."""
    reach = [each for each in plan.errata if each.table == table and plan.index.cuts[each.period].date <= cut.date]
    errata: dict[tuple[str, str], list[Erratum]] = {}
    for each in sorted(reach, key=lambda each: each.date):
        errata.setdefault((each.record, each.field), []).append(each)
    key = DEFINITIONS[table][0]
    return {
        row[key]: {name: corrected(value, errata.get((row[key], name), ())).value for name, value in row.items()}
        for row in seal.tables.get(table, ())
    }


def _records(records: tuple[R, ...], table: str, then: Mapping[str, Mapping[str, str]]) -> tuple[R, ...]:
    """Returns the records that are in the seal, each with the cells that it had then."""
    kind = TABLES[table][0]
    bound = {str(each.metadata["column"]): each.name for each in fields(kind) if "column" in each.metadata}
    return tuple(_record(each, table, bound, then[each.id]) for each in records if each.id in then)  # type: ignore[attr-defined]  # both have an id


def _record(record: R, table: str, bound: Mapping[str, str], cells: Mapping[str, str]) -> R:
    changes: dict[str, Any] = {}
    for column, attribute in bound.items():
        if column in cells and isinstance(getattr(record, attribute), Text):
            now: Text = getattr(record, attribute)
            others = tuple(code for code in dict.fromkeys(("en", *now.languages)) if code != now.language)
            changes[attribute] = Writing(now.language, others).text({**now.keys(column), **cells}, column)
        elif column in cells:
            changes[attribute] = _value(table, column, cells[column])
    return replace(record, **changes)


def _value(table: str, column: str, cell: str) -> Any:
    found = table_schema(table).column(column)
    assert found is not None
    return typed(found, cell)[0]


def _method(values: Mapping[str, str]) -> Method:
    totals = [_number(values.get(key)) for key in ("total_pesos_actividades", "total_pesos_compromisos")]
    return Method(values["avance"], values["tope"] == "true", *totals)


def _number(cell: str | None) -> float | None:
    return float(cell) if cell else None
