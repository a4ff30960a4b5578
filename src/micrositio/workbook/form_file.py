"""The workbook of a cut as a file of Excel: lists, locked and open cells, and hidden sheets with what it came from.

XlsxWriter writes it, and not the writer of the published tables: a form has lists, protection and merged cells, and a
few thousand cells. The bytes are the same for the same form.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from micrositio.i18n.messages import catalogue
from micrositio.model.dates import parse_day
from micrositio.model.text import N_, SOURCE_LANGUAGE
from micrositio.workbook.form import Form, FormSheet
from micrositio.workbook.guide import guide
from micrositio.workbook.layout import GUIDE, KEY, LISTS, ORIGIN, Choice, Field, Layout, is_partial
from micrositio.workbook.origin import origin_rows
from micrositio.workbook.sheet_rows import Row

_CREATED = datetime(2000, 1, 1)
_HEAD = 1
"""Row of the names of the columns, counted from 0; the first one has the hint."""
_LINE, _AIR, _TALL = 15, 5, 20
_MOST_LINES = 6
"""Lines of a cell that are shown; the rest is seen when the row is made taller."""
_GUIDE_WIDTH = 78
_FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_ALLOWED = {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True, "select_locked_cells": True}
_ = catalogue(SOURCE_LANGUAGE).gettext


def form_file(form: Form, digests: Mapping[str, str], exported: Form | None = None) -> bytes:
    """Returns the workbook; `digests` are the SHA-256 of the plan's files, by name.

    `exported` is the form as the tables give it, where `form` also has what somebody else filled in.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"title": f"{form.plan.title.base} – {form.cut.id}", "created": _CREATED})
    book.set_size(2400, 1300)
    writer = _Writer(book, form)
    writer.guide()
    lists = book.add_worksheet(LISTS)  # declared before the sheets that use it, shown after none
    for sheet in form.sheets:
        writer.sheet(sheet)
    writer.lists(lists)
    writer.origin(origin_rows(exported or form, digests))
    book.close()
    return out.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, form: Form) -> None:
        self.book, self.form = book, form
        self.columns: dict[tuple[Choice, ...], int] = {}
        self._formats: dict[str, Any] = {}
        self.days = (_first_day(form), form.cut.date)

    def style(self, name: str) -> Any:
        """Returns a format of cells by name."""
        styles: dict[str, dict[str, Any]] = {
            "title": {"bold": True, "font_size": 16, "text_wrap": True},
            "words": {"text_wrap": True},
            "hint": {"italic": True, "font_color": "#333333", "valign": "vcenter"},
            "head": {"bold": True, "text_wrap": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "border": 1},
            "head-open": {"bold": True, "text_wrap": True, "bg_color": "#FFE699", "border": 1},
            "shown": {"text_wrap": True, "bg_color": "#EDEDED", "font_color": "#333333", "border": 1,
                      "border_color": "#C8C8C8"},
            "open": {"text_wrap": True, "locked": False, "border": 1, "border_color": "#C8C8C8"},
            "alert": {"text_wrap": True, "bold": True, "bg_color": "#FCE4D6", "border": 1, "border_color": "#C8C8C8"},
        }  # fmt: skip
        kind, _dot, number = name.partition("|")
        if name not in self._formats:
            made = {**_FONT, **styles[kind], **({"num_format": number} if number else {})}
            self._formats[name] = self.book.add_format(made)
        return self._formats[name]

    def guide(self) -> None:
        """Writes the first sheet: what to do."""
        sheet = self.book.add_worksheet(GUIDE)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, _GUIDE_WIDTH, self.style("words"))
        for number, line in enumerate(guide(self.form)):
            sheet.set_row(number, _height([(line, _GUIDE_WIDTH)]) + _AIR)
            sheet.write_string(number, 0, line, self.style("words" if number else "title"))
        sheet.protect("", _ALLOWED)
        _to_print(sheet, landscape=False)

    def sheet(self, filled: FormSheet) -> None:
        """Writes a sheet of the form."""
        layout, rows = filled.layout, [*filled.rows, *[Row("", {})] * filled.layout.blank]
        sheet = self.book.add_worksheet(layout.name)
        sheet.write_string(0, 0, layout.hint, self.style("hint"))
        sheet.set_row(0, _TALL)
        for column, field in enumerate(layout.fields):
            sheet.set_column(column, column, field.width)
            sheet.write_string(_HEAD, column, field.title, self.style("head" if field.locked else "head-open"))
        sheet.set_row(_HEAD, 2 * _LINE)
        for number, row in enumerate(rows, _HEAD + 1):
            sheet.set_row(number, _height((row.cells.get(each.name, ""), each.width) for each in layout.fields))
            for column, field in enumerate(layout.fields):
                self._cell(sheet, (number, column), field, row, is_fixed=row.is_stated and field.name in layout.fixed)
        if rows:
            self._validate(sheet, layout, _HEAD + 1, _HEAD + len(rows))
            sheet.autofilter(_HEAD, 0, _HEAD + len(rows), len(layout.fields) - 1)
        keys = sum(each.locked and each.name in (KEY, *_NAMES) for each in layout.fields)
        sheet.freeze_panes(_HEAD + 1, keys)
        sheet.protect("", _ALLOWED)
        _to_print(sheet, landscape=True)

    def _cell(self, sheet: Any, place: tuple[int, int], field: Field, row: Row, *, is_fixed: bool) -> None:
        (number, column), text = place, row.cells.get(field.name, "")
        is_open = not field.locked or (field.name == KEY and not row.key)
        kind = "open" if is_open else "alert" if field.name == "aviso" and text.startswith(_ALERTS) else "shown"
        kind = "shown" if is_fixed else kind
        if not text:
            sheet.write_blank(number, column, None, self.style(kind + _number_format(field)))
        elif field.type in ("number", "integer") and _is_number(text):
            sheet.write_number(number, column, float(text), self.style(kind))
        elif field.type == "date" and (day := _day(text)):
            sheet.write_datetime(
                number, column, datetime(day.year, day.month, day.day), self.style(f"{kind}|yyyy-mm-dd")
            )
        else:
            words = next((each.label for each in field.choices if each.value == text), text)
            sheet.write_string(number, column, words, self.style(kind + _number_format(field)))

    def _validate(self, sheet: Any, layout: Layout, first: int, last: int) -> None:
        for column, field in enumerate(layout.fields):
            rule = None if field.locked else self._rule(field, layout, first)
            if rule:
                sheet.data_validation(first, column, last, column, {"ignore_blank": True, **rule})

    def _rule(self, field: Field, layout: Layout, first: int) -> dict[str, Any] | None:
        """Returns what a cell of the field accepts, as the library takes it; None for any text."""
        if field.choices:
            source = self._list(field.choices)
            if field.parent:
                source = self._narrowed(field, layout, first, source)
            # Several values are written one after another, and Excel would refuse what is not an element of the list.
            strict = "information" if field.several or field.name in _FREE else "stop"
            return {"validate": "list", "source": source, "error_type": strict, **_told(*_OF_A_LIST)}
        if field.type in ("number", "integer"):
            bounds = {"criteria": "between", "minimum": -1e15, "maximum": 1e15}
            return {"validate": "decimal", **bounds, **_told(*_OF_A_NUMBER)}
        if field.type == "date":
            bounds = {"criteria": "between", "minimum": self.days[0], "maximum": _far(self.days[1])}
            return {"validate": "date", **bounds, "error_type": "warning", **_told(*_OF_A_DATE)}
        return None

    def _list(self, choices: tuple[Choice, ...]) -> str:
        """Returns the place of a list in the hidden sheet."""
        number = self.columns.setdefault(choices, len(self.columns))
        letters = xlsxwriter.utility.xl_col_to_name(number, col_abs=True)
        return f"={LISTS}!{letters}$1:{letters}${len(choices)}"

    def _narrowed(self, field: Field, layout: Layout, first: int, whole: str) -> str:
        """Returns the list of a field that another one narrows: of a commitment, its activities; of none, all."""
        plan = self.form.plan
        for commitment in plan.commitments:
            own = {each.id for each in plan.index.milestones_of.get(commitment.id, ())}
            if chosen := tuple(each for each in field.choices if each.value in own):
                self.book.define_name(_list_name(commitment.id), self._list(chosen))
        letters = xlsxwriter.utility.xl_col_to_name([each.name for each in layout.fields].index(field.parent))
        cell = f"${letters}{first + 1}"
        name = f'"de_"&SUBSTITUTE(LEFT({cell},FIND(" ",{cell}&" ")-1),"-","_")'
        return f'=IF({cell}="",{whole[1:]},INDIRECT({name}))'

    def lists(self, sheet: Any) -> None:
        """Writes the elements of the lists, in a sheet that is not shown."""
        for choices, column in self.columns.items():
            for row, each in enumerate(choices):
                sheet.write_string(row, column, each.label)
        sheet.hide()

    def origin(self, rows: Sequence[Sequence[str]]) -> None:
        """Writes what the workbook was made from, in a sheet that is not shown."""
        sheet = self.book.add_worksheet(ORIGIN)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
        sheet.hide()


_NAMES = ("compromiso", "actividad", "indicador")
"""Shown fields that, with the key, stay in sight."""
_ALERTS = ("Atrasada", "Vence")
_FREE = ("fila", "acta", "evidencia")
"""Fields that also take what is in no list yet: the name of a file of the same delivery."""
_OF_A_LIST = N_("Elija de la lista"), N_("Ese valor no está en la lista.")
_OF_A_NUMBER = N_("Un número"), N_("Escriba solo el número, sin unidad.")
_OF_A_DATE = N_("Una fecha"), N_("La fecha queda fuera de los días del plan.")


def _told(title: str, message: str) -> dict[str, str]:
    return {"error_title": _(title), "error_message": _(message)}


def _height(cells: Iterable[tuple[str, int]]) -> int:
    """Returns the height of a row whose texts are wrapped, each in a column of some width: no program computes it."""
    lines = [sum(len(line) // (width - 1) + 1 for line in text.split("\n")) for text, width in cells]
    return _LINE * min(max(lines), _MOST_LINES)


def _list_name(commitment: str) -> str:
    return "de_" + commitment.replace("-", "_")


def _first_day(form: Form) -> date:
    starts = [each.start.first for each in form.plan.periods if each.start]
    return min([*starts, form.cut.date])


def _far(day: date) -> date:
    """Returns the last day of the year after: documents and closings come after the cut."""
    return date(day.year + 1, 12, 31)


def _number_format(field: Field) -> str:
    """Returns the format of what is still to be written: a day, or a text that Excel is not to read as something."""
    if field.type == "date":
        return "|yyyy-mm-dd"
    if field.type == "hora":
        return "|hh:mm"
    return "" if field.type in ("number", "integer") or is_partial(field) else "|@"


def _is_number(text: str) -> bool:
    """Returns whether Excel keeps the number that a text states: it has 15 digits."""
    digits = text.lstrip("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit() and len(digits.lstrip("0")) <= 15


def _day(text: str) -> date | None:
    """Returns a day that Excel can hold as one."""
    try:
        day = parse_day(text)
    except ValueError:
        return None
    return day if day.year > 1900 else None


def _to_print(sheet: Any, landscape: bool) -> None:
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    if landscape:
        sheet.set_landscape()
        sheet.repeat_rows(_HEAD)
