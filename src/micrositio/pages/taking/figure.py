"""A chart as a picture that stands alone: its names, its rows and its legend with their places, and its table.

Every place is in px of a picture 800 wide; the drawings inside keep the percentages of those of the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from micrositio.model.dates import PartialDate
from micrositio.model.text import N_, Text
from micrositio.pages.drawing.charts import Segment
from micrositio.pages.views.attendance import SEX_KINDS, AttendanceView
from micrositio.pages.views.breakdown import UNKNOWN, Breakdown, Parts
from micrositio.pages.views.curve import Course, Curve
from micrositio.pages.views.layout import Layout
from micrositio.pages.views.parts import Status, Tally
from micrositio.pages.views.timeline import Schedule, Strip, Timeline
from micrositio.routes.paths import SitePath

HEAD, ROW, KEY, CURVE, GAP = 104, 46, 24, 280, 24
"""Px of the title, a row, a line of the legend, a curve, and the space between them."""
COURSE = (
    ("expected", N_("esperado de lo que se informó")),
    ("reported", N_("reportado")),
    ("verified", N_("verificado")),
)
"""The series of a curve, with their names (messages)."""
DATES = (
    ("current", N_("fechas vigentes")),
    ("planned", N_("fechas originales, donde cambiaron")),
    ("finished", N_("se terminó")),
    ("cut", N_("el corte")),
)
"""The marks of a timeline, with their names (messages)."""
Cell = str | int | float | date | None


class Name(NamedTuple):
    """A name: a text, or a message where it has none; `number` stands before it, with what divides them ("": none)."""

    text: Text
    message: str = ""
    number: str = ""


class Row(NamedTuple):
    """A row of a picture: its place from the top, its name, its figure and share, and its bar or strip.

    `is_known` states that something is known of it and `whole` that a whole stands behind its bar.
    """

    y: int
    name: Name
    value: int | None = None
    share: float | None = None
    segments: tuple[Segment, ...] = ()
    strip: Strip | None = None
    is_known: bool = True
    whole: bool = False


class Key(NamedTuple):
    """A line of the legend: its place from the top, its kind and name, and what is counted of it (None: nothing)."""

    y: int
    kind: str
    name: Name
    value: int | None = None
    share: float | None = None


class Sheet(NamedTuple):
    """The table of a chart: Spanish names of columns, and rows; None is an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Shape(NamedTuple):
    """What a chart draws: a curve, a timeline with its rows, or rows of bars; and the lines of its legend."""

    rows: tuple[Row, ...]
    keys: tuple[Key, ...]
    sheet: Sheet
    curve: Curve | None = None
    timeline: Timeline | None = None

    @property
    def foot(self) -> int:
        """The place of the source, under the legend."""
        return (self.keys[-1].y + KEY if self.keys else self.rows[-1].y + ROW) + GAP


@dataclass(frozen=True)
class FigurePage:
    """A picture: its title and what it is about, the day of its data (None: of no cut) and the page that shows it."""

    layout: Layout
    title: Name
    about: Name
    day: date | PartialDate | None
    shape: Shape
    place: SitePath


def of_course(course: Course, drawing: Curve) -> Shape:
    """Returns the progress by cut."""
    last = course.rows[-1]
    names = [(kind, Name(Text(), message), None, getattr(last, kind).value) for kind, message in COURSE]
    rows = tuple(
        (
            row.cut.record.id,
            row.cut.record.date,
            row.expected.value,
            row.reported.value,
            row.reported.counted,
            row.reported.total,
            row.verified.value,
            row.verified.counted,
        )
        for row in course.rows
    )
    columns = ("corte", "fecha", "esperado", "reportado", "con_dato", "total", "verificado", "revisadas")
    return Shape((), _keys(HEAD + CURVE + 2 * GAP, names), Sheet(columns, rows), curve=drawing)


def of_schedule(schedule: Schedule) -> Shape:
    """Returns the dates of milestones."""
    strips = zip(schedule.rows, schedule.drawing.strips, strict=True)
    rows = tuple(
        Row(HEAD + GAP + ROW * place, Name(row.ref.title, number=f"{row.number}."), strip=strip)
        for place, (row, strip) in enumerate(strips)
    )
    marks = DATES if schedule.drawing.cut else DATES[:-1]
    cells = tuple((row.number, row.ref.title.base, *row.planned, *row.current, row.finished) for row in schedule.rows)
    columns = ("numero", "actividad", "inicio_original", "fin_original", "inicio", "fin", "terminado")
    keys = _keys(_under(rows), [(kind, Name(Text(), message), None, None) for kind, message in marks])
    return Shape(rows, keys, Sheet(columns, cells), timeline=schedule.drawing)


def of_tally(tally: Tally) -> Shape:
    """Returns milestones, or commitments that report by themselves, by status, in one bar."""
    names = [(_kind(each.status), _status(each.status), each.number, each.share) for each in tally.counts]
    cells = tuple((each.status.title.base, each.number, each.share) for each in tally.counts)
    name, column = (N_("Todos"), "compromisos") if tally.own else (N_("Todas"), "actividades")
    row = Row(HEAD, Name(Text(), name), tally.total, segments=tally.bar)
    return Shape((row,), _keys(_under((row,)), names), Sheet(("estado", column, "parte"), cells))


def of_breakdown(found: Breakdown, column: str) -> Shape:
    """Returns milestones by status, row by row; `column` is the Spanish name of what rows are."""
    drawn = zip(found.rows, found.drawing.bars, strict=True)
    rows = tuple(
        Row(
            HEAD + ROW * place,
            _row_name(row.number, row.ref.title if row.ref else Text()),
            row.total,
            None,
            bar.segments,
        )
        for place, (row, bar) in enumerate(drawn)
    )
    names = [
        (_kind(each), _status(each), count, None)
        for each, count in zip(found.statuses, found.whole.counts, strict=True)
    ]
    cells = tuple(
        (row.number or None, row.ref.title.base if row.ref else None, status.title.base or None, count)
        for row in found.rows
        for status, count in zip(found.statuses, row.counts, strict=True)
    )
    return Shape(rows, _keys(_under(rows), names), Sheet(("numero", column, "estado", "actividades"), cells))


def of_parts(parts: Parts, column: str) -> Shape:
    """Returns a whole and its parts; `column` is the Spanish name of what is counted."""
    drawn = parts.drawing.bars if parts.drawing else ()
    named = [(Name(each.title, each.message), each.value, each.share) for each in parts.parts]
    rest = parts.unplaced / parts.total if parts.total else None
    named += [(Name(Text()), parts.unplaced, rest)] if parts.unplaced else []
    rows = tuple(
        Row(
            HEAD + ROW * place,
            name,
            value,
            share,
            bar.segments,
            is_known=value is not None,
            whole=parts.total is not None,
        )
        for place, ((name, value, share), bar) in enumerate(zip(named, drawn, strict=True))
    )
    cells = tuple((name.text.base or name.message or None, value, share) for name, value, share in named)
    return Shape(rows, (), Sheet(("grupo", column, "parte"), cells))


def of_meetings(found: AttendanceView) -> Shape:
    """Returns who came to each meeting, by sex."""
    drawn = zip(found.rows, found.drawing.bars if found.drawing else (), strict=True)
    rows = tuple(
        Row(
            HEAD + ROW * place,
            Name(row.record.title, number=f"{row.record.date} ·" if row.record.date else ""),
            row.record.attendance,
            segments=bar.segments,
            is_known=place not in found.unknown,
        )
        for place, (row, bar) in enumerate(drawn)
    )
    kinds = [*zip(SEX_KINDS, (Name(Text(), each) for each in found.sexes), strict=True), (UNKNOWN, Name(Text()))]
    cells = tuple(
        (row.record.id, str(row.record.date or ""), row.record.title.base, row.record.attendance, *row.by_sex)
        for row in found.rows
    )
    columns = ("sesion", "fecha", "titulo", "asistentes", "mujeres", "hombres", "sexo_no_dicho")
    return Shape(rows, _keys(_under(rows), [(*each, None, None) for each in kinds]), Sheet(columns, cells))


def _under(rows: Sequence[Row]) -> int:
    """Returns the place under some rows."""
    return rows[-1].y + ROW + GAP


def _keys(top: int, named: Iterable[tuple[str, Name, int | None, float | None]]) -> tuple[Key, ...]:
    return tuple(Key(top + KEY * place, *each) for place, each in enumerate(named))


def _kind(status: Status) -> str:
    return status.kind or UNKNOWN


def _status(status: Status) -> Name:
    return Name(status.title)


def _row_name(number: str, title: Text) -> Name:
    return Name(title, number=f"{number}." if number else "")
