"""The page that stands in place of a site with errors: by file, the row, the cell, what is wrong, how to correct it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from micrositio.formats.csv_table import RawTable
from micrositio.model.text import N_
from micrositio.privacy.detectors import identifiers
from micrositio.privacy.folding import folded
from micrositio.privacy.masking import printable
from micrositio.problems.entry import entry_of
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, Translate, in_order
from micrositio.render.own_page import own_page
from micrositio.routes.help_paths import HELP, STYLE
from micrositio.sources.disk import line_at
from micrositio.sources.tree import Sources

TITLE = N_("Hay algo que corregir")
LEAD_HERE = N_("El sitio no se muestra hasta que se corrija. Guarde el archivo y esta página se actualiza sola.")
LEAD_THERE = N_("Esta vista previa no muestra el sitio: antes hay que corregir esto. Lo publicado sigue como estaba.")
"""What the page says first: on the computer of who writes, and where others look at a proposal."""
_AT_ROW, _AT_LINE, _AT_COLUMN = N_("Fila {row}"), N_("Renglón {row}"), N_("columna «{column}»")
_MEND, _WHY, _BEFORE, _AFTER = N_("Cómo se arregla"), N_("Por qué importa"), N_("Antes"), N_("Después")
_WHOLE, _MANUAL = N_("Toda la fila"), N_("El manual")
_FIRST, _MOST_CELLS = 2, 8
"""Cells that tell which row it is, and how many a row has at most to be shown without folding the others."""
_MOST_TEXT = 300
"""Characters of a cell or of a line that are shown."""
_ABSENT = frozenset((Kind.KEY_MISSING, Kind.KEY_MISSING_SEVERAL))
"""Kinds of what is not there: no line of the file is at fault."""
_PERSONAL = frozenset((Kind.PERSONAL_DATA, Kind.PERSONAL_CONTACT, Kind.DOCUMENT_PERSONAL, Kind.BOOK_PERSONAL))


class _Cell(NamedTuple):
    """A cell of the row of a problem: its column, "" for a line of text, what it says, and whether it is at fault."""

    column: str
    text: str
    is_marked: bool


def problem_page(problems: Iterable[Problem], sources: Sources, translate: Translate, lead: str, root: str) -> bytes:
    """Returns a page that lists the problems by file, with their rows in the sources; `root` is the site's address."""
    problems = in_order(problems)
    rows = _Rows(sources, problems)
    groups = groupby(problems, lambda each: each.place.file)
    sections = (
        f"<section><h2>{escape(printable(file))}</h2>"
        f"{''.join(_article(each, rows.of(each.place), translate) for each in own)}</section>"
        for file, own in groups
    )
    manual = f'<p><a href="{root}{HELP}">{translate(_MANUAL)}</a></p>'
    body = f'<p>{translate(lead)}</p>{manual}<div class="faults">{"".join(sections)}</div>'
    return own_page(translate(TITLE), body, f"{root}{STYLE}")


def _article(each: Problem, cells: Iterable[_Cell], translate: Translate) -> str:
    place, entry = each.place.shown, entry_of(each.kind.code)
    parts = [translate(_AT_ROW if place.file.endswith(".csv") else _AT_LINE).format(row=place.row)] if place.row else []
    if place.column and not place.column.isdigit():
        parts.append(translate(_AT_COLUMN).format(column=place.column))
    heading = f"<h3>{escape(_sentence(', '.join(parts)))}</h3>" if parts else ""
    shown = "" if each.kind in _ABSENT else _row(list(cells), translate)
    why = _explained(entry.why, entry.before, entry.after, translate) if entry else ""
    return (
        f"<article>{heading}<p>{escape(_sentence(each.message(translate)))} <code>{each.kind.code}</code></p>"
        f"{shown}"
        f"<p><strong>{translate(_MEND)}:</strong> {escape(each.mend(translate))}</p>{why}</article>"
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _row(cells: list[_Cell], translate: Translate) -> str:
    """Returns the cells of a row; of a long one, first those that tell which it is and those at fault."""
    if len(cells) <= _MOST_CELLS:
        return f"<dl>{''.join(map(_cell, cells))}</dl>" if cells else ""
    first = "".join(_cell(cell) for number, cell in enumerate(cells) if number < _FIRST or cell.is_marked)
    whole = "".join(map(_cell, cells))
    return f"<dl>{first}</dl><details><summary>{translate(_WHOLE)}</summary><dl>{whole}</dl></details>"


def _cell(cell: _Cell) -> str:
    text = escape(cell.text) or "—"
    name = f"<dt>{escape(cell.column)}</dt>" if cell.column else ""
    return f"<div>{name}<dd>{f'<mark>{text}</mark>' if cell.is_marked else text}</dd></div>"


def _explained(why: str, before: str, after: str, translate: Translate) -> str:
    examples = "".join(
        f"<p>{translate(words)}</p><pre>{escape(text)}</pre>" for words, text in ((_BEFORE, before), (_AFTER, after))
    )
    return f"<details><summary>{translate(_WHY)}</summary><p>{escape(why)}</p>{examples}</details>"


class _Rows:
    """The rows of the sources, without those that the gate of personal data refused, and what it would refuse."""

    def __init__(self, sources: Sources, problems: Iterable[Problem]) -> None:
        self._root = sources.root
        self._private = {(each.place.file, each.place.row) for each in problems if each.kind in _PERSONAL}
        plans = sources.plans.values()
        self._tables = {f"{plan.folder}/{name}": table for plan in plans for name, table in plan.tables.items()}

    def of(self, place: Place) -> list[_Cell]:
        """Returns the cells of the row of a place, or its line; nothing where it is not known or has personal data."""
        if place.row is None or (place.file, place.row) in self._private or (place.file, None) in self._private:
            return []
        table = self._tables.get(place.file)
        line = "" if table else line_at(self._root, place)
        cells = list(_in_table(table, place)) if table else [_Cell("", line, True)] if line else []
        if any(True for cell in cells for _found in identifiers(folded(cell.text))):
            return []
        return [cell._replace(text=printable(cell.text[:_MOST_TEXT], whole=True)) for cell in cells]


def _in_table(table: RawTable, place: Place) -> Iterator[_Cell]:
    row = next((row for row in table.rows if row.number == place.row), None)
    for column, text in zip(table.header, row.cells if row else (), strict=False):
        if text or column == place.column:
            yield _Cell(column, text, column == place.column)
