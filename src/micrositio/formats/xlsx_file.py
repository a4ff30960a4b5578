"""Excel workbooks written (Office Open XML, ECMA-376): sheets of typed cells as text, row by row, into a zip.

The cells are those that XlsxWriter would write, and so are the bytes; a row costs a string, and only the texts of the
cells and the compressed file are in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from itertools import chain, groupby, islice
from string import Template
from typing import NamedTuple

from micrositio.formats.zip_archive import streamed

MAXIMUM_ROWS = 1_048_576
"""Most rows of a sheet of Excel, its header included."""
PLAIN, HEADER, WRAPPED, DAY = "", ' s="1"', ' s="2"', ' s="3"'
"""Styles of cells, as the attribute of a cell: those of `styles.xml`."""
_LONGEST_TEXT = 32_767
"""Most UTF-16 units of a cell's text in Excel."""
_BLOCK = 16
"""Rows with one statement of the columns that they span."""
_DAY_ZERO = date(1899, 12, 30).toordinal()
_OPENING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = (
    '<Override PartName="/xl/worksheets/sheet{number}.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)
_RELATION = f'<Relationship Id="rId{{number}}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{{number}}.xml"/>'
_LISTED = '<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
_TITLE = "<vt:lpstr>{name}</vt:lpstr>"
"""What some files of the workbook say of each sheet; the rest of them stands in `xlsx_parts`."""
_FROZEN = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
_MARGINS = '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_EDGE_SPACE = re.compile(r"^\s|\s$")
_BARE_NAME = re.compile(r"(?!(?:[a-z]{1,3}\d+|rc?|c)$|rc?\d|c\d)[^\W\d][\w.]*", re.IGNORECASE)
"""Matches a sheet's name that needs no quotes in a reference."""

Cell = str | int | float | date | None
"""A value of a cell; "" and None for an empty one. A text is never a formula, a link or a number."""


class Sheet(NamedTuple):
    """A sheet: its name, the width of each column in characters, the styles of its texts, its number of rows, its rows.

    With a `header`, the first row stays in sight and filters the others.
    """

    name: str
    widths: Sequence[int]
    styles: Sequence[str]
    length: int
    rows: Iterable[Sequence[Cell]]
    header: Sequence[str] = ()

    @property
    def height(self) -> int:
        """Number of rows, with the header."""
        return self.length + bool(self.header)

    @property
    def corner(self) -> str:
        """The last column, in letters."""
        return _letters(len(self.widths) - 1)


class _Texts:
    """The texts of the workbook, each once, with its number, and how many cells have one."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.count = 0

    def __call__(self, text: str) -> int:
        self.count += 1
        if len(text) > _LONGEST_TEXT // 2:
            text = text.encode("utf-16-le")[: 2 * _LONGEST_TEXT].decode("utf-16-le", "ignore")
        return self.numbers.setdefault(text, len(self.numbers))


def xlsx(sheets: Sequence[Sheet], created: date) -> Iterator[bytes]:
    """Yields the workbook of the sheets, the first one open, with the day on which it was made."""
    return streamed((name, (part.encode() for part in parts)) for name, parts in _parts(sheets, created))


def _parts(sheets: Sequence[Sheet], created: date) -> Iterator[tuple[str, Iterable[str]]]:
    """Yields each file of the workbook in pieces; the texts of the cells are known once the sheets have been read."""
    texts, count = _Texts(), len(sheets)
    filters = "".join(text for _name, text in sorted(_filters(sheets)))
    names = f"<definedNames>{filters}</definedNames>" if filters else ""
    ids = {"theme": count + 1, "styles": count + 2, "texts": count + 3}
    yield "[Content_Types].xml", [_part("content_types", sheets=_each(_TYPE, sheets))]
    yield "_rels/.rels", [_part("root_rels")]
    yield "xl/_rels/workbook.xml.rels", [_part("workbook_rels", sheets=_each(_RELATION, sheets), **ids)]
    for number, sheet in enumerate(sheets):
        yield f"xl/worksheets/sheet{number + 1}.xml", _sheet(sheet, number == 0, texts)
    yield "xl/workbook.xml", [_part("workbook", sheets=_each(_LISTED, sheets), names=names)]
    yield "xl/sharedStrings.xml", _shared(texts)
    yield "xl/styles.xml", [_part("styles")]
    yield "xl/theme/theme1.xml", [_part("theme1")]
    yield "docProps/core.xml", [_part("core", created=created)]
    yield "docProps/app.xml", [_part("app", count=count, titles=_each(_TITLE, sheets))]


def _part(name: str, **values: object) -> str:
    """Returns a file of the workbook from its template, with these values."""
    text = files("micrositio").joinpath("formats", "xlsx_parts", f"{name}.xml").read_text("utf-8")
    return Template(text).substitute(values)


def _each(form: str, sheets: Sequence[Sheet]) -> str:
    """Returns `form` with the number and the name of each sheet."""
    return "".join(form.format(number=n, name=_escaped(each.name)) for n, each in enumerate(sheets, 1))


def _sheet(sheet: Sheet, is_open: bool, texts: _Texts) -> Iterator[str]:
    """Yields a sheet's XML in pieces of some rows."""
    selected = ' tabSelected="1"' if is_open else ""
    view = f'<sheetView{selected} workbookViewId="0"' + (f">{_FROZEN}</sheetView>" if sheet.header else "/>")
    extent = f"A1:{sheet.corner}{sheet.height}" if sheet.height else "A1"
    yield (
        f'{_OPENING}<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATED}"><dimension ref="{extent}"/>'
        f'<sheetViews>{view}</sheetViews><sheetFormatPr defaultRowHeight="15"/>{_columns(sheet.widths)}'
    )
    yield "<sheetData>" if sheet.height else "<sheetData/>"
    yield from _rows(sheet, texts)
    yield "</sheetData>" if sheet.height else ""
    yield (f'<autoFilter ref="{_filtered(sheet)}"/>' if sheet.header else "") + _MARGINS


def _filtered(sheet: Sheet) -> str:
    return f"A1:{sheet.corner}{max(sheet.height, 2)}"


def _columns(widths: Sequence[int]) -> str:
    parts, first = ["<cols>"], 1
    for width, same in groupby(widths):
        last = first + len(list(same)) - 1
        parts.append(f'<col min="{first}" max="{last}" width="{width}.7109375" customWidth="1"/>')
        first = last + 1
    return "".join((*parts, "</cols>"))


def _rows(sheet: Sheet, texts: _Texts) -> Iterator[str]:
    """Yields the rows' XML, `_BLOCK` at a time; of those that have no cell, nothing."""
    heads = [f'<c r="{_letters(number)}' for number in range(len(sheet.widths))]
    header = [(sheet.header, [HEADER] * len(heads))] if sheet.header else []
    rows = enumerate(chain(header, ((row, sheet.styles) for row in sheet.rows)), 1)
    first = 1
    while block := [_cells(heads, number, *row, texts) for number, row in islice(rows, _BLOCK)]:
        yield _block(block, first)
        first += _BLOCK


def _block(rows: Sequence[Sequence[str]], first: int) -> str:
    """Returns the XML of rows of cells; `first` is the number of the first one."""
    used = [number for row in rows for number, cell in enumerate(row, 1) if cell]
    span = f' spans="{min(used)}:{max(used)}">' if used else ""
    return "".join(
        f'<row r="{number}"{span}{text}</row>' for number, row in enumerate(rows, first) if (text := "".join(row))
    )


def _cells(
    heads: Sequence[str], number: int, values: Sequence[Cell], styles: Sequence[str], texts: _Texts
) -> list[str]:
    """Returns the XML of each cell of a row, "" for an empty one."""
    made: list[str] = []
    for head, value, style in zip(heads, values, styles, strict=True):
        if isinstance(value, str):
            made.append(f'{head}{number}"{style} t="s"><v>{texts(value)}</v></c>' if value else "")
        elif value is None:
            made.append("")
        elif isinstance(value, date):
            made.append(f'{head}{number}"{DAY}><v>{value.toordinal() - _DAY_ZERO}</v></c>')
        else:
            made.append(f'{head}{number}"><v>{value:.16G}</v></c>')
    return made


def _letters(column: int) -> str:
    """Returns the letters of a column, which is counted from 0."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _shared(texts: _Texts) -> Iterator[str]:
    """Yields the texts of the cells, by their number."""
    yield f'{_OPENING}<sst xmlns="{_MAIN}" count="{texts.count}" uniqueCount="{len(texts.numbers)}">'
    yield "".join(map(_text, texts.numbers))
    yield "</sst>"


def _text(text: str) -> str:
    text = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", _ESCAPED.sub(r"_x005F\1", text))
    space = ' xml:space="preserve"' if _EDGE_SPACE.search(text) else ""
    return f"<si><t{space}>{_escaped(text)}</t></si>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _filters(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """Yields the name under which Excel looks for the filter of each sheet, with what it is sorted by."""
    for number, each in enumerate(sheets):
        if each.header:
            name = each.name if _BARE_NAME.fullmatch(each.name) else f"'{each.name}'"
            place = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", _filtered(each))
            yield (
                name.lstrip("'").lower(),
                f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">'
                f"{_escaped(name)}!{place}</definedName>",
            )
