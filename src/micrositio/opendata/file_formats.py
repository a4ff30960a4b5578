"""The formats in which the data are published: one row for each, with its extension, words and writer.

Each table is published in every `TABLE_FORMATS`; the plan as a whole in every `PLAN_FORMATS`. Their addresses, media
types, checksums, labels and descriptions (Data Package, DCAT, API, headers) are all derived from these rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from micrositio.formats.checksums import SUMS
from micrositio.formats.csv_table import csv_pieces
from micrositio.formats.json_document import as_line
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.table_rows import Rows
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.opendata.geojson_file import places_geojson
from micrositio.opendata.sqlite_file import database
from micrositio.opendata.xlsx import workbook
from micrositio.progress.seal_register import REGISTER
from micrositio.routes.addresses import Addresses


class FileType(NamedTuple):
    """A file type: its media type (IANA) and, if data are published in it, its common name.

    `in_eu_list`: the EU's list of file types has that name. `tabular`: programs open the file as a table, whatever its
    content.
    """

    media_type: str
    name: str = ""
    in_eu_list: bool = True
    tabular: bool = False


FILE_TYPES: Mapping[str, FileType] = {
    "bib": FileType("text/x-bibtex"),
    "css": FileType("text/css"),
    "csv": FileType("text/csv", "CSV", tabular=True),
    "docx": FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "geojson": FileType("application/geo+json", "GEOJSON"),
    "gif": FileType("image/gif"),
    "html": FileType("text/html"),
    "ico": FileType("image/vnd.microsoft.icon"),
    "ics": FileType("text/calendar"),
    "jpeg": FileType("image/jpeg"),
    "jpg": FileType("image/jpeg"),
    "js": FileType("text/javascript"),
    "json": FileType("application/json", "JSON"),
    "jsonld": FileType("application/ld+json"),
    "mp4": FileType("video/mp4"),
    "ods": FileType("application/vnd.oasis.opendocument.spreadsheet", tabular=True),
    "odt": FileType("application/vnd.oasis.opendocument.text"),
    "pdf": FileType("application/pdf"),
    "png": FileType("image/png"),
    "sqlite": FileType("application/vnd.sqlite3", "SQLite", in_eu_list=False),
    "svg": FileType("image/svg+xml"),
    "txt": FileType("text/plain", "TXT"),
    "webp": FileType("image/webp"),
    "woff2": FileType("font/woff2"),
    "xlsx": FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", tabular=True),
    "xml": FileType("application/xml"),
    "zip": FileType("application/zip", "ZIP"),
}
"""The type of each file of a site (data, documents, pages, theme), by its extension."""


def file_type(path: str) -> FileType:
    """Returns the type of a published file by its extension; raises `KeyError` for an unknown extension."""
    return FILE_TYPES[path.rpartition(".")[2].lower()]


class TableFormat(NamedTuple):
    """A format of each table.

    `key` is its name in the API; the name of a file is that of its table plus `ending`; `label` is its name on a link
    and `use` describes the file (messages); `write` returns its bytes in pieces. `in_words`: the file has the table
    with its codes also in words.
    """

    key: str
    ending: str
    label: str
    use: str
    write: Callable[[ActionPlan, TableData, Addresses], Iterable[bytes]]
    in_words: bool = False

    @property
    def resource_suffix(self) -> str:
        """The part of the resource's name, in the Data Package, that follows the name of the table."""
        stem, _dot, extension = self.ending.rpartition(".")
        return stem or f"-{extension}"


def table_csv(_plan: ActionPlan, table: TableData, _addresses: Addresses) -> Iterator[bytes]:
    """Yields the table's cells as in the source, as CSV in UTF-8."""
    return csv_pieces(table.columns, table.rows)


def table_json(plan: ActionPlan, table: TableData, _addresses: Addresses) -> Iterator[bytes]:
    """Yields the table's rows as JSON objects with typed values, one per line."""
    notice = {"demostracion": True} if plan.invented else {}
    head = as_line({"plan": plan.id, "tabla": table.name, **notice})
    columns = (
        each.each(partial(_member, name)) for name, each in zip(table.columns, table.both[1].columns, strict=True)
    )
    start = head[:-1] + ', "filas": [\n'
    for row in Rows(columns, len(table.rows)):
        yield f"{start}{{{', '.join(row)}}}".encode()
        start = ",\n"
    yield b"\n]}\n"


def _member(name: str, value: Any) -> str:
    return f"{as_line(name)}: {as_line(None if value == '' else value)}"


CSV = TableFormat(
    "csv",
    ".csv",
    N_("CSV"),
    N_("Cada tabla, con sus celdas tal como se escribieron. UTF-8, separado por comas."),
    table_csv,
)
PLAIN = TableFormat(
    "csv_plano",
    "-plano.csv",
    N_("CSV en palabras"),
    N_("La misma, con una columna «…_texto» junto a cada clave, que dice lo mismo en palabras."),
    table_csv,
    in_words=True,
)
JSON = TableFormat("json", ".json", N_("JSON"), N_("La misma, con números, listas y null."), table_json)
TABLE_FORMATS = (CSV, PLAIN, JSON)
"""The formats of each table, in order of presentation; the descriptions of the others refer to the first."""
GEOJSON = TableFormat(
    "geojson",
    ".geojson",
    N_("GeoJSON"),
    N_("Los lugares con sus puntos y figuras, para programas de mapas."),
    places_geojson,
)
OWN_FORMATS: Mapping[str, tuple[TableFormat, ...]] = {TableName.LOCATIONS: (GEOJSON,)}
"""The formats that only some tables have, by table."""


Guide = Iterable[tuple[str, str]]
"""The description of the data in a file, as pairs of a heading and its text."""
PlanWriter = Callable[[Sequence[TableData], Guide, date | None], Iterable[bytes]]
"""Writer, in pieces, of a file with a plan's tables, its guide and the day of their last change (None: unknown)."""


class PlanFormat(NamedTuple):
    """A file about the whole plan.

    `title` and `use` are its name and its purpose (messages); `name` is the file name, with the plan's id for `{plan}`;
    `write` makes its bytes from the tables, or is None if the file is made from the other files.
    """

    extension: str
    title: str
    use: str
    name: str = "{plan}.{extension}"
    write: PlanWriter | None = None

    @property
    def media_type(self) -> str:
        """The media type of the file (IANA)."""
        return FILE_TYPES[self.extension].media_type

    def file_name(self, plan: ActionPlan) -> str:
        """Returns the name of the file in the plan's data folder."""
        return self.name.format(plan=plan.id, extension=self.extension)


WORKBOOK = PlanFormat(
    "xlsx",
    N_("Libro de Excel"),
    N_("Todas las tablas, cada una en su hoja. Se abre en Excel, LibreOffice o Google Sheets, con sus acentos."),
    write=workbook,
)
DATABASE = PlanFormat(
    "sqlite",
    N_("Base de datos SQLite"),
    N_("Todas las tablas en una base de datos SQLite, para consultar con SQL."),
    write=lambda tables, guide, _day: database(tables, guide),
)
BAG = PlanFormat(
    "zip",
    N_("Todo en un archivo (BagIt)"),
    N_("Todos los archivos juntos, con los documentos que haya y la lista para comprobarlos (BagIt, RFC 8493)."),
)
DESCRIPTOR = PlanFormat(
    "json",
    N_("Descripción de los datos (Data Package)"),
    N_("Dice qué hay en cada tabla y cómo se unen, para los programas (Data Package, versión 2)."),
    "datapackage.json",
)
DATASETTE = PlanFormat(
    "json",
    N_("Descripción de la base de datos (Datasette)"),
    N_("Para ver la base de datos en un navegador con Datasette: «datasette serve BASE.sqlite -m metadata.json»."),
    "metadata.json",
)
REGISTRY = PlanFormat(
    "txt",
    N_("Registro de los sellos"),
    N_("Un renglón por cada corte sellado; vacío si no hay ninguno. Se comprueban con «sha256sum -c sellos.txt»."),
    REGISTER,
)
CHECKSUMS = PlanFormat(
    "txt",
    N_("Huellas de todos los archivos"),
    N_("La huella de cada archivo, para comprobar que llegó completo y sin cambios."),
    SUMS,
)
PLAN_FORMATS = (WORKBOOK, DATABASE, BAG, DESCRIPTOR, DATASETTE, REGISTRY, CHECKSUMS)
"""The files about the whole plan, the one for most readers first."""
EXTENSIONS = tuple(
    dict.fromkeys(
        (*(e.ending.rpartition(".")[2] for e in (*TABLE_FORMATS, GEOJSON)), *(e.extension for e in PLAN_FORMATS))
    )
)
"""The extensions of the files in which data are published."""
