"""Formats of a seal: the tables and columns that a seal of each format holds, and the files that hold them.

Format 1 holds the report of the cut and the columns that define the commitments and their figures. Format 2 adds, in
files beside those, all other columns of commitments and milestones and the rest of what the pages of a cut show. A seal
states its format in the file `formato.txt`; one without that file is of format 1.
"""

from __future__ import annotations

from collections.abc import Mapping

from micrositio.model.vocabularies import TableName

LATEST = 2
FORMAT_FILE = "formato.txt"
DETAIL = "-detalle"
"""End of the name of the file with the columns of a table that format 1 does not hold."""
OF_THE_CUT = (
    TableName.REPORTING_PERIODS,
    TableName.UPDATES,
    TableName.MEASUREMENTS,
    TableName.VERIFICATIONS,
    TableName.OWN_UPDATES,
    TableName.OWN_VERIFICATIONS,
    TableName.RESCHEDULINGS,
    TableName.MODIFICATIONS,
    TableName.EVIDENCE,
)
"""Tables of which a seal holds the rows of its cut: of dated changes and documents, those since the cut before."""
_FIRST_COLUMNS: Mapping[str, tuple[str, ...]] = {
    TableName.COMMITMENTS: ("id", "numero", "id_ogp", "titulo", "titulo_en", "responsables", "inicio", "fin", "peso"),
    TableName.MILESTONES: (
        "id", "compromiso", "orden", "texto", "texto_en", "producto", "producto_en", "indicador", "indicador_en",
        "unidad", "unidad_en", "linea_base", "meta", "direccion", "inicio", "fin", "medios_verificacion",
        "institucion", "peso",
    ),
    TableName.SCALE: ("id", "titulo", "titulo_en", "valor", "irm"),
    TableName.METHOD: ("clave", "valor"),
}  # fmt: skip
"""Tables that a seal of format 1 holds whole, with the columns that it holds of them."""
_ADDED_TABLES = (
    TableName.PERIODS,
    TableName.GROUPS,
    TableName.PARTNERS,
    TableName.PROGRAMME,
    TableName.INDICATORS,
    TableName.BUDGET,
    TableName.CONTINUITY,
    TableName.LOCATIONS,
    TableName.INSTITUTIONS,
    TableName.PARTICIPATION,
    TableName.AGREEMENTS,
    TableName.COMMENTS,
    TableName.ERRATA,
)
"""Tables that format 2 adds, whole."""
PROMISE = (*_FIRST_COLUMNS, *_ADDED_TABLES)
"""Tables of which a seal holds every row: what was promised, who answers, and what was said of it until then."""
MAY_GROW = tuple(name for name in PROMISE if name != TableName.METHOD)
"""Tables of the promise to which a plan may add rows: the new rows count from the next cut on."""
_EVOLVING: Mapping[str, tuple[str, ...]] = {
    TableName.AGREEMENTS: ("estado", "cerrado", "evidencia"),
    TableName.INSTITUTIONS: ("contacto", "url"),
}
"""Columns that state how something stands today: a new value does not deny the sealed one."""
_FILLED_LATER: Mapping[str, tuple[str, ...]] = {
    TableName.COMMENTS: ("respuesta", "respondido", "resultado"),
    TableName.COMMITMENTS: ("grupo",),
    TableName.PARTNERS: ("hace",),
    TableName.BUDGET: ("aprobado", "comprometido", "ejercido", "contrato", "enlace"),
    TableName.CONTINUITY: ("motivo",),
}
"""Columns that may be filled after the seal, if empty: an answer, a group, a task, an amount, or a reason."""
_GROWING = "fuentes"
_REMARKS = ("nota", "alternativo", "sobre")
"""Columns that explain a row, tell in words what its picture shows, or on what a document bears."""


def sealed_tables(form: int) -> tuple[str, ...]:
    """Returns the tables that a seal of a format holds."""
    return (*OF_THE_CUT, *(_FIRST_COLUMNS if form == 1 else PROMISE))


def holds(form: int, table: str, column: str) -> bool:
    """Returns whether a seal of a format holds a column of a table, if the table has it."""
    if table in _FIRST_COLUMNS and form == 1:
        return column in (*_FIRST_COLUMNS[table], "inventado")
    return table in sealed_tables(form)


def file_of(table: str, column: str, key: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the names, without extension, of the files of a seal that hold a column; `key` is the table's key."""
    detail = f"{table}{DETAIL}"
    if table not in (TableName.COMMITMENTS, TableName.MILESTONES):
        return (table,)
    if column in key or column == "inventado":
        return (table, detail)
    return (table,) if column in _FIRST_COLUMNS[table] else (detail,)


def table_of(file: str) -> str:
    """Returns the table of which the file of a seal holds columns; `file` has no extension."""
    return file.removesuffix(DETAIL)


def adds(table: str, column: str, before: str, after: str, is_translation: bool) -> bool:
    """Returns whether a new value of a sealed cell adds to what the cell said, and does not contradict it.

    So do a remark, a text alternative, what a document bears on, a translation, an answer, a group, a task, an amount
    or a reason where there was none, one more source, and how an agreement stands today.
    """
    if column in _EVOLVING.get(table, ()):
        return True
    if column == _GROWING:
        return set(filter(None, before.split(";"))) <= set(after.split(";"))
    return not before and (is_translation or column in _REMARKS or column in _FILLED_LATER.get(table, ()))
