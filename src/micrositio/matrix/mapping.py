"""The map of a matrix, as a person corrected it: which column of which sheet says what; with the faults of the map."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from micrositio.editing.meanings import folded
from micrositio.formats.yaml_document import Marked, read_yaml
from micrositio.matrix.grid import Grid, grid_of
from micrositio.matrix.header import Header, HeaderColumn, header_of
from micrositio.model.text import N_
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.problems.suggest import closest
from micrositio.profile.json_schema import descriptor_problems
from micrositio.profile.plan_descriptor import IRM_SCALE
from micrositio.profile.schemas import OPTIONAL
from micrositio.workbook.book import Book, column_number
from micrositio.workbook.values import text_of

SCHEMA = "matriz"
AS_ABOVE = "como_arriba"
MEASURED = ("linea_base", "meta", "tolerancia", "valor")
"""Fields in the unit of the indicator."""
FRACTIONS = "fracciones"
AMOUNTS = ("aprobado", "comprometido", "ejercido")
MONEY_OF_NO_KIND = N_("dinero, sin decir si es lo aprobado, lo comprometido o lo ejercido")
_OWN = ("corte", "fecha")
"""Keys of a period that are of the period itself, and of no column."""
_LABEL = re.compile(r"(.*?)\s*(?:\[([A-Za-z]{1,3})\])?", re.DOTALL)
_SHOWN = 12
_SIGNS = {"coma": ",", "punto": "."}
"""The signs of the decimals, by their words in the map."""
_IN_THE_BOOK = N_("el libro")


class Source(NamedTuple):
    """Where a field comes from: a column (0 for none), a text for every row, or one for where the cell is empty.

    `band` is the first word of the rows that are titles, where a title is a row across the sheet.
    """

    column: int = 0
    constant: str = ""
    default: str = ""
    band: str = ""


Fields = Mapping[str, Source]


class Level(NamedTuple):
    """A level above the commitments: its name, its fields, and whether a blank cell says what the row above does."""

    name: str
    fields: Fields
    carries: bool


class PeriodMap(NamedTuple):
    """A cut of which the sheet says something: its id, its day, its fields and its place in the map.

    `target` is where the target of the period comes from; `of_row` are the columns that say of which cut each row is.
    """

    cut: str
    day: str
    fields: Fields
    target: Source
    place: Place
    of_row: tuple[Source, ...] = ()


class MoneyMap(NamedTuple):
    """Amounts of one period and source of funding: the texts that are the same in every row, and the columns.

    `times` is by how much they are multiplied, where the sheet has thousands or millions.
    """

    said: Mapping[str, str]
    fields: Fields
    times: float
    of_commitment: bool
    place: Place


@dataclass(frozen=True)
class SheetMap:
    """A sheet of the map: its cells, its header, its last row to read, and where each field comes from.

    `decimals` is the sign of the decimals in numbers that are texts, "" if it is not known.
    """

    grid: Grid
    header: Header
    until: int
    fractions: bool
    decimals: str
    levels: tuple[Level, ...]
    commitment: Fields
    commitment_carries: bool
    milestone: Fields
    indicator: Fields
    sector: Source
    periods: tuple[PeriodMap, ...]
    partners: tuple[tuple[str, Source], ...]
    money: tuple[MoneyMap, ...]

    @property
    def by_row(self) -> tuple[Source, ...]:
        """The columns that say of which cut each row is; none where the cuts are in columns."""
        return next((each.of_row for each in self.periods if each.of_row), ())


@dataclass(frozen=True)
class MatrixMap:
    """A whole map: what it says of the plan, the words of states by those of the matrix (folded), and its sheets.

    `scale` is the scale of the plan, where the words of the matrix make one of their own.
    """

    document: Marked
    plan: Mapping[str, Any]
    states: Mapping[str, str]
    scale: Sequence[Mapping[str, Any]]
    sheets: tuple[SheetMap, ...]

    @property
    def method(self) -> str:
        """The method of calculation, "" if the map says nothing of a plan."""
        return str(self.plan.get("metodo", ""))


def read_map(name: str, data: bytes, book: Book) -> tuple[MatrixMap | None, list[Problem]]:
    """Returns the map of a workbook, None if something is wrong with it, and every problem found."""
    document, problems = read_yaml(name, data)
    if document is None:
        return None, problems
    if faults := list(descriptor_problems(document, SCHEMA)):
        return None, [*problems, *faults]
    reader = _MapReader(document, book, problems)
    sheets = [reader.sheet(number, each) for number, each in enumerate(document.value["hojas"])]
    if any(each.is_error for each in problems):
        return None, problems
    states, scale = _scale(document.value.get("estados", {}))
    plan = document.value.get("plan", {})
    return MatrixMap(document, plan, states, scale, tuple(each for each in sheets if each)), problems


def _scale(said: Mapping[str, Any]) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Returns the word of the scale for each of the matrix and, if some have a step of their own, the whole scale."""
    states: dict[str, str] = {}
    steps: dict[str, dict[str, Any]] = {}
    known: dict[str, dict[str, Any]] = {str(each["id"]): each for each in IRM_SCALE}
    for word, status in said.items():
        if isinstance(status, str):
            key, step = status, known.get(status, {})
        else:
            key, value = folded(word).replace("-", "_"), known.get(status["irm"], {}).get("valor")
            step = {"id": key, "titulo": word, "valor": status.get("valor", value), "irm": status["irm"]}
        states |= {folded(word): key} if key and step.get("irm", key) else {}
        steps.setdefault(key, {name: each for name, each in step.items() if each is not None and name != OPTIONAL})
    own = any(not isinstance(status, str) for status in said.values())
    return states, [{**each, "id": str(each["id"])} for each in steps.values() if each] if own else []


class _MapReader:
    """Reads the sheets of a map, and adds to `problems` what is wrong with them."""

    def __init__(self, document: Marked, book: Book, problems: list[Problem]) -> None:
        self.document, self.book, self.problems = document, book, problems

    def sheet(self, number: int, values: Mapping[str, Any]) -> SheetMap | None:
        """Returns a sheet of the map, None if the workbook has it not."""
        name = next((each for each in self.book.sheets if folded(each) == folded(values["hoja"])), "")
        path = ("hojas", number)
        if not name:
            near = closest(values["hoja"], self.book.sheets)
            place = self.document.place(*path, "hoja")
            self.problems.append(
                problem(Kind.REFERENCE_UNKNOWN, place, value=values["hoja"], where=_IN_THE_BOOK, near=near)
            )
            return None
        grid = grid_of(self.book, name)
        first, last = values["encabezado"]
        if not first <= last <= grid.height:
            place = self.document.place(*path, "encabezado")
            self.problems.append(problem(Kind.VALUE_FORM, place, key="encabezado", value=f"{first}, {last}"))
            return None
        return _SheetReader(self, path, grid, header_of(grid, first, last)).read(values)


class _SheetReader:
    """Reads one sheet of a map; `used` are the columns that it names."""

    def __init__(self, whole: _MapReader, path: tuple[str | int, ...], grid: Grid, header: Header) -> None:
        self.whole, self.path, self.grid, self.header = whole, path, grid, header
        self.folded = [(each, folded(each.name)) for each in header.columns]
        self.used: set[int] = set()
        self.cuts: dict[str, Place] = {}

    def read(self, values: Mapping[str, Any]) -> SheetMap:
        """Returns the sheet."""
        commitment, milestone = values["compromiso"], values.get("actividad", {})
        levels = [self._level(number, each) for number, each in enumerate(values.get("grupos", ()))]
        done = self._fields({key: values[key] for key in ("descripcion",) if key in values})
        periods = [self._period(number, each, done) for number, each in enumerate(values.get("periodos", ()))]
        money = [self._money(number, each) for number, each in enumerate(values.get("dinero", ()))]
        for number, label in enumerate(values.get("sin_usar", ())):
            self._column(label, "sin_usar", number)
        made = SheetMap(
            grid=self.grid,
            header=self.header,
            until=min(values.get("hasta", self.grid.height), self.grid.height),
            fractions=values.get("porcentajes") == FRACTIONS,
            decimals=_SIGNS.get(values.get("decimales", ""), ""),
            levels=tuple(levels),
            commitment=self._fields(commitment, "compromiso"),
            commitment_carries=commitment.get("vacia") == AS_ABOVE,
            milestone=self._fields(milestone, "actividad"),
            indicator=self._fields(values.get("indicadores", {}), "indicadores"),
            sector=self._fields(values.get("institucion", {}), "institucion").get("sector", Source()),
            periods=tuple(periods),
            partners=tuple(self._partners(values.get("colaboraciones", ()))),
            money=tuple(each for each in money if isinstance(each, MoneyMap)),
        )
        unread = [each for each in money if not isinstance(each, MoneyMap)]
        self._tell(Kind.MATRIX_NOT_YET, unread, what=MONEY_OF_NO_KIND)
        named = [each.number for each in self.header.columns if each.number not in self.used]
        self._tell(Kind.MATRIX_UNREAD, [number for number in named if self._says(number)])
        return made

    def _level(self, number: int, values: Mapping[str, Any]) -> Level:
        fields = self._fields({key: each for key, each in values.items() if key != "nivel"}, "grupos", number)
        return Level(values["nivel"], fields, values.get("vacia") == AS_ABOVE)

    def _partners(self, values: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Source]]:
        for number, each in enumerate(values):
            yield each["papel"], self._source(each["institucion"], "colaboraciones", number, "institucion")

    def _money(self, number: int, values: str | Mapping[str, Any]) -> MoneyMap | int:
        """Returns an entry of money or, if it only names a column, the number of that."""
        if isinstance(values, str):
            return self._column(values, "dinero", number)
        named = {key: values[key] for key in (*AMOUNTS, "financiamiento", "concepto", "nota") if key in values}
        said = {key: str(values[key]) for key in ("inicio", "fin") if values.get(key)}
        place = self.whole.document.place(*self.path, "dinero", number)
        fields = self._fields(named, "dinero", number)
        return MoneyMap(said, fields, values.get("por", 1), values.get("de") == "compromiso", place)

    def _period(self, number: int, values: Mapping[str, Any], done: Fields) -> PeriodMap:
        said = {key: each for key, each in values.items() if key not in _OWN}
        fields = self._fields(said, "periodos", number)
        dated = values["fecha"]
        target = fields.pop("meta", Source())
        place = self.whole.document.place(*self.path, "periodos", number, "fecha")
        if not isinstance(dated, str):
            named = [
                self._column(dated[key], "periodos", number, "fecha", key)
                for key in ("columna", "anio")
                if key in dated
            ]
            return PeriodMap("", "", {**done, **fields}, target, place, tuple(map(Source, named)))
        day, cut = dated, str(values.get("corte") or dated[:7])
        if (first := self.cuts.setdefault(cut, place)) != place:
            self.whole.problems.append(problem(Kind.BOOK_TWICE, place, other=str(first)))
        return PeriodMap(cut, day, {**done, **fields}, target, place)

    def _fields(self, values: Mapping[str, Any], *path: str | int) -> dict[str, Source]:
        sources = {key: self._source(each, *path, key) for key, each in values.items() if key != "vacia"}
        return {key: each for key, each in sources.items() if each != Source()}

    def _source(self, value: Any, *path: str | int) -> Source:
        if isinstance(value, str):
            return Source(self._column(value, *path)) if value else Source()
        column = self._column(value["columna"], *path, "columna") if value.get("columna") else 0
        texts = (_text(value.get(key, "")) for key in ("valor", "si_falta", "renglones"))
        return Source(column, *texts)

    def _column(self, label: str, *path: str | int) -> int:
        """Returns the column that a label names, 0 with a problem if there is none or several."""
        found = self._named(label)
        if len(found) == 1:
            self.used.add(found[0].number)
            return found[0].number
        labels = [each.label for each in self.header.columns]
        near = found[0].label if found else closest(label, labels)
        place = self.whole.document.place(*self.path, *path)
        self.whole.problems.append(problem(Kind.MATRIX_COLUMN, place, sheet=self.grid.name, value=label, near=near))
        return 0

    def _named(self, label: str) -> list[HeaderColumn]:
        match = _LABEL.fullmatch(label.strip())
        name, letters = folded(match[1]) if match else "", column_number(match[2] or "") if match else 0
        alike = [each for each, own in self.folded if not name or own == name]
        there = [each for each in alike if each.number == letters]
        return there or (alike if name else [])

    def _says(self, column: int) -> bool:
        rows = range(self.header.last + 1, self.grid.height + 1)
        return any(text_of(self.grid.below(row, column)) for row in rows)

    def _tell(self, kind: Kind, columns: Sequence[int], **details: Any) -> None:
        """Adds one problem that names the columns, if there are any."""
        labels = [each.label for each in self.header.columns if each.number in columns]
        if labels:
            more = f"… ({len(labels)})" if len(labels) > _SHOWN else ""
            said = ", ".join(f"«{each}»" for each in labels[:_SHOWN]) + more
            place = self.grid.place(self.header.last)
            self.whole.problems.append(problem(kind, place, columns=said, **details))


def _text(value: Any) -> str:
    return text_of(value) if value != "" else ""


def lacking(found: MatrixMap) -> Iterator[Problem]:
    """Yields what a new plan needs and the map does not give: one problem each, at its place in the map."""
    document = found.document
    for key in ("titulo", "ambito", "metodo", "fuente"):
        value = found.plan.get(key)
        if not (value.get("titulo") if isinstance(value, dict) else value):
            field = "plan.fuente.titulo" if key == "fuente" else f"plan.{key}"
            yield problem(Kind.MATRIX_NEEDED, document.place("plan", key), field=field)
    if not found.plan.get("moneda") and any(each.money for each in found.sheets):
        yield problem(Kind.MATRIX_NEEDED, document.place("plan", "moneda"), field="plan.moneda")
    for word, status in document.value.get("estados", {}).items():
        if not isinstance(status, str) and not status["irm"]:
            yield problem(Kind.MATRIX_NEEDED, document.place("estados", word, "irm"), field=f"estados.{word}.irm")
    for number, sheet in enumerate(found.sheets):
        for path, field in _needed(sheet, found.method):
            yield problem(Kind.MATRIX_NEEDED, document.place("hojas", number, *path), field=field)


def _needed(sheet: SheetMap, method: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yields the place and the name of each field that is not given and that the profile, or the method, asks for."""
    named = {*sheet.commitment, *sheet.milestone, *(["institucion"] if sheet.partners else [])}
    if named & {"responsables", "apoyo", "institucion"} and sheet.sector == Source():
        yield ("institucion",), "institucion.sector"
    measured = sheet.indicator or sheet.milestone
    if sheet.milestone and method == "indicador":
        where = "indicadores" if sheet.indicator else "actividad"
        if "meta" not in measured and all(each.target == Source() for each in sheet.periods):
            yield (where,), f"{where}.meta"
        if not {"linea_base", "direccion", "acumula"} & {*measured}:
            yield (where,), f"{where}.linea_base"
    reads = (
        {"estado", "valor"} if not sheet.milestone else {"estado"} if method == "estatus" else {"valor", "numerador"}
    )
    lacks = [n for n, each in enumerate(sheet.periods) if reads & {*each.fields} and "descripcion" not in each.fields]
    if lacks:
        yield ("periodos", lacks[0]), "descripcion"
