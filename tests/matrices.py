"""Invented matrices: spreadsheets as institutions keep them, made from a seed, with the figures that they must give."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

LEVELS = ("Eje", "Objetivo", "Programa", "Proyecto")
QUARTERS = [(year, quarter) for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)]
OF_A_QUARTER = (
    "Meta", "Resultado", "% de avance", "Descripción del avance", "Presupuesto aprobado", "Presupuesto ejercido",
    "Evidencia", "Liga", "Responsable de captura", "Fecha de captura", "Semana", "Folio interno", "Revisó", "Turno",
)  # fmt: skip
FIXED = (
    *LEVELS, "Indicador", "Clave", "Unidad de medida", "Línea base", "Meta 2025", "Dependencia", "Área responsable",
    "Fecha de inicio", "Fecha de término", "Peso",
)  # fmt: skip
EXTRA = tuple(f"Dato interno {number}" for number in range(1, 9))
FIRST = 7
"""The row where the header begins; above it there is a logo and a title."""


@dataclass
class Indicator:
    """An indicator of the matrix: where it is, and its numbers (None where nobody has one)."""

    path: tuple[str, str, str, str]
    key: str
    unit: str
    baseline: float
    target: float
    weight: float
    values: list[float | None] = field(default_factory=list)

    def progress(self, at: int) -> float | None:
        value = self.values[at]
        if value is None:
            return None
        return min(1.0, max(0.0, (value - self.baseline) / (self.target - self.baseline)))


def indicators(seed: int, count: int) -> list[Indicator]:
    """The indicators of a plan of five levels; in some of its rows the programme is empty."""
    pick = random.Random(seed)
    found: list[Indicator] = []
    project = 0
    while len(found) < count:
        project += 1
        axis = f"Eje {1 + project % 4}. Gobierno número {1 + project % 4}"
        goal = f"Objetivo {1 + project % 4}.{1 + project % 3}"
        programme = "" if project % 11 == 0 else f"Programa {1 + project % 4}.{1 + project % 3}.{1 + project % 2}"
        path = (axis, goal, programme, f"Proyecto {project} de mejora")
        own = min(pick.randint(2, 5), count - len(found))
        parts = [pick.randint(1, 9) for _each in range(own)]
        for part in parts:
            found.append(_indicator(pick, path, len(found) + 1, part / sum(parts)))
    return sorted(found, key=lambda each: each.path)


def _indicator(pick: random.Random, path: Any, number: int, weight: float) -> Indicator:
    is_share = number % 3 == 0
    baseline = round(pick.uniform(0, 0.3), 2) if is_share else float(pick.randint(0, 40))
    target = round(pick.uniform(0.5, 1), 2) if is_share else baseline + pick.randint(1, 90)
    made = Indicator(path, f"IND-{number:04}", "%" if is_share else "Acciones", baseline, target, round(weight, 9))
    for at in range(len(QUARTERS)):
        value = baseline + (target - baseline) * min(1.1, pick.uniform(0.5, 1.2) * (at + 1) / len(QUARTERS))
        made.values.append(None if pick.random() < 0.05 else round(value, 4))
    return made


def weighted(pairs: Sequence[tuple[float | None, float]]) -> float | None:
    known = [(value, weight) for value, weight in pairs if value is not None]
    total = sum(weight for _value, weight in known)
    return sum(value * weight for value, weight in known) / total if total else None


def by_title(found: Sequence[Indicator], at: int) -> dict[tuple[str, ...], float | None]:
    """The progress of each project, of each level above it and of the plan (), as the matrix itself reckons it."""
    own: dict[tuple[str, ...], list[Indicator]] = {}
    for each in found:
        own.setdefault(each.path, []).append(each)
    projects = {path: weighted([(e.progress(at), e.weight) for e in each]) for path, each in own.items()}
    figures: dict[tuple[str, ...], float | None] = dict(projects)
    for depth in range(4):
        above = {path[:depth] for path in projects if depth == 0 or path[depth - 1]}
        for head in above:
            figures[head] = weighted([(value, 1.0) for path, value in projects.items() if path[:depth] == head])
    return figures


def big(found: Sequence[Indicator], seed: int = 1) -> bytes:
    """The matrix of those indicators: 190 columns, three rows of header and cells merged across and down."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Seguimiento")
    percent, day = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(1, 0, 3, 12, "Municipio de San Jacinto del Llano. Matriz de seguimiento")
    _header(sheet)
    pick = random.Random(seed)
    for row, each in enumerate(found, FIRST + 2):
        _row(sheet, row, each, percent, day, pick)
    for column in range(4):
        for start, end in _runs([each.path[: column + 1] for each in found]):
            text = found[start].path[column]
            if end > start and text:
                sheet.merge_range(FIRST + 2 + start, column, FIRST + 2 + end, column, text)
            elif text:
                sheet.write_string(FIRST + 2 + start, column, text)
    sheet.write_string(FIRST + 2 + len(found), 0, "Total")
    sheet.write_number(FIRST + 2 + len(found), 15, 123456)
    book.add_worksheet("Notas").write_string(0, 0, "Hoja de trabajo")
    book.close()
    return out.getvalue()


def _header(sheet: Any) -> None:
    for column, name in enumerate(FIXED):
        sheet.merge_range(FIRST - 1, column, FIRST + 1, column, name)
    column = len(FIXED)
    for year in (2023, 2024, 2025):
        sheet.merge_range(FIRST - 1, column, FIRST - 1, column + 4 * len(OF_A_QUARTER) - 1, year)
        for quarter in (1, 2, 3, 4):
            sheet.merge_range(FIRST, column, FIRST, column + len(OF_A_QUARTER) - 1, f"T{quarter}")
            for name in OF_A_QUARTER:
                sheet.write_string(FIRST + 1, column, name)
                column += 1
    for number, name in enumerate(EXTRA):
        sheet.merge_range(FIRST - 1, column + number, FIRST + 1, column + number, name)


def _row(sheet: Any, row: int, each: Indicator, percent: Any, day: Any, pick: random.Random) -> None:
    number = percent if each.unit == "%" else None
    texts = (f"Avance de {each.key}", each.key, each.unit)
    for column, text in enumerate(texts, 4):
        sheet.write_string(row, column, text)
    for column, value in ((7, each.baseline), (8, each.target)):
        sheet.write_number(row, column, value, number)
    sheet.write_string(row, 9, pick.choice(("Secretaría de Obras", "Dirección de Agua", "Instituto de Vivienda")))
    sheet.write_string(row, 10, "Área técnica")
    sheet.write_number(row, 11, 44927, day)
    sheet.write_number(row, 12, 46022, day)
    sheet.write_number(row, 13, each.weight)
    for at, said in enumerate(each.values):
        column = len(FIXED) + at * len(OF_A_QUARTER)
        sheet.write_number(row, column, each.target * (at + 1) / 12, number)
        if said is None:
            sheet.write_string(row, column + 1, "N/A")
        else:
            sheet.write_number(row, column + 1, said, number)
            sheet.write_number(row, column + 2, each.progress(at) or 0, percent)
        sheet.write_string(row, column + 3, f"Trabajos del trimestre {at % 4 + 1}")
        sheet.write_number(row, column + 4, pick.randint(1, 10**7))
        sheet.write_number(row, column + 5, pick.randint(1, 10**6))
        for more in range(6, len(OF_A_QUARTER)):
            sheet.write_string(row, column + more, "x")
    for more in range(len(EXTRA)):
        sheet.write_string(row, len(FIXED) + 12 * len(OF_A_QUARTER) + more, "interno")


def _runs(items: Sequence[Any]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(items) + 1):
        if at == len(items) or items[at] != items[start]:
            yield start, at - 1
            start = at


def small(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), **others: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these rows in the sheet «Matriz», with some ranges merged («A1:B1»), and with other sheets."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, cells in {"Matriz": rows, **others}.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(cells):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value)
        for each in merged if name == "Matriz" else ():
            sheet.merge_range(each, None)
            first = re.match(r"([A-Z]+)(\d+)", each)
            assert first
            column = sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(first[1]))) - 1
            sheet.write(int(first[2]) - 1, column, rows[int(first[2]) - 1][column])
    book.close()
    return out.getvalue()


def corrected(path: Path, *pairs: tuple[str, str]) -> str:
    """Writes in the map what a person has to say; each text that is replaced must be there."""
    text = path.read_text("utf-8")
    for old, new in (('  titulo: ""', '  titulo: "Plan de desarrollo"'), ('  ambito: ""', '  ambito: "San Jacinto"'),
                     ('sector: {valor: ""}', 'sector: {valor: "gobierno"}'), ('moneda: ""', 'moneda: "MXN"'),
                     *pairs):  # fmt: skip
        if (old, new) in pairs:
            assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return text
