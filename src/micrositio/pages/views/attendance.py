"""Attendance of the meetings, by sex and by sector: of one meeting, or of all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from micrositio.model.records import Meeting
from micrositio.pages.drawing.charts import BarChart, bar_chart
from micrositio.pages.views.breakdown import MANY, UNKNOWN, Parts, parts_of
from micrositio.pages.views.labels import ATTENDANCE_BY_SECTOR, ATTENDANCE_BY_SEX
from micrositio.pages.views.parts import Ref
from micrositio.pages.views.plan_view import PlanView, meeting_ref

Columns = tuple[tuple[str, str], ...]
SEX_KINDS = ("uno", "dos", "tres")
"""Kinds of the segments of a meeting, in the order of `ATTENDANCE_BY_SEX`."""


@dataclass(frozen=True)
class AttendanceRow:
    """A meeting: its attendance by sex and by sector, in people (None: not known)."""

    record: Meeting
    ref: Ref
    by_sex: tuple[int | None, ...]
    by_sector: tuple[int | None, ...]


@dataclass(frozen=True)
class AttendanceView:
    """The meetings of a plan, oldest first. `by_sex` and `by_sector` add up those whose attendance is known.

    `known` is the number of those meetings; `sexes` and `sectors` are the messages of the columns; `drawing` has a bar
    for each row, by sex, and is None if there are too many.
    """

    rows: tuple[AttendanceRow, ...]
    known: int
    by_sex: Parts
    by_sector: Parts
    sexes: tuple[str, ...]
    sectors: tuple[str, ...]
    drawing: BarChart | None

    @property
    def unknown(self) -> tuple[int, ...]:
        """Positions of the rows of meetings without published attendance."""
        return tuple(place for place, row in enumerate(self.rows) if row.record.attendance is None)


def by_sex(meeting: Meeting) -> Parts:
    """Returns the attendance of a meeting by sex."""
    return parts_of(_named(meeting, ATTENDANCE_BY_SEX), meeting.attendance)


def by_sector(meeting: Meeting) -> Parts:
    """Returns the attendance of a meeting by sector."""
    return parts_of(_named(meeting, ATTENDANCE_BY_SECTOR), meeting.attendance)


def attendance(view: PlanView) -> AttendanceView | None:
    """Returns the attendance of the plan's meetings, or None if no meeting has one."""
    meetings = sorted(view.plan.meetings, key=lambda each: (each.date is None, str(each.date or "")))
    counted = [each for each in meetings if each.attendance is not None]
    if not counted:
        return None
    total = sum(each.attendance or 0 for each in counted)
    return AttendanceView(
        rows=tuple(_attendance_row(view, each) for each in meetings),
        known=len(counted),
        by_sex=parts_of(_sums(counted, ATTENDANCE_BY_SEX), total),
        by_sector=parts_of(_sums(counted, ATTENDANCE_BY_SECTOR), total),
        sexes=tuple(label for _, label in ATTENDANCE_BY_SEX),
        sectors=tuple(label for _, label in ATTENDANCE_BY_SECTOR),
        drawing=bar_chart([_drawn(each) for each in meetings]) if len(meetings) <= MANY else None,
    )


def _attendance_row(view: PlanView, meeting: Meeting) -> AttendanceRow:
    sex, sector = (tuple(people for _, people in _named(meeting, c)) for c in (ATTENDANCE_BY_SEX, ATTENDANCE_BY_SECTOR))
    return AttendanceRow(meeting, meeting_ref(view.plan, meeting), sex, sector)


def _named(meeting: Meeting, columns: Columns) -> list[tuple[str, int | None]]:
    return [(label, getattr(meeting, name)) for name, label in columns]


def _sums(meetings: Iterable[Meeting], columns: Columns) -> list[tuple[str, int | None]]:
    """Returns the sum of the known values of each column, or None for a column without any."""
    known = [[(label, people) for label, people in _named(each, columns) if people is not None] for each in meetings]
    told = [pair for pairs in known for pair in pairs]
    return [
        (label, sum(people for found, people in told if found == label) if label in dict(told) else None)
        for _, label in columns
    ]


def _drawn(meeting: Meeting) -> list[tuple[str, float]]:
    """Returns the segments of a meeting: by sex where known, then the people whose sex is not known."""
    known = [getattr(meeting, name) or 0 for name, _ in ATTENDANCE_BY_SEX]
    if meeting.attendance is None:
        return []
    rest = meeting.attendance - sum(known)
    return [*zip(SEX_KINDS, map(float, known), strict=True), (UNKNOWN, float(rest))]
