"""Of which reports a difficulty is asked: those of what began late, by dates that the plan states and no others."""

from datetime import date

import pytest

from micrositio.model.plan import ActionPlan, Method
from micrositio.model.records import Milestone, ProgressUpdate, ReportingPeriod, Rescheduling
from micrositio.profile.plan_descriptor import plan_parts
from micrositio.validation.rules.plan import difficulties_are_told
from support import made

JANUARY, JUNE, DECEMBER = date(2024, 1, 1), date(2024, 6, 30), date(2024, 12, 31)
SCALE = plan_parts({"name": "p", "licenses": (), "estado": "en_curso", "metodo": {"avance": "estatus"}})["scale"]


def asked(status: str, start: date | None, end: date | None = DECEMBER, *changes: Rescheduling) -> int:
    plan = made(
        ActionPlan,
        id="p",
        method=Method("estatus", True, None, None),
        scale=SCALE,
        milestones=(made(Milestone, id="a", start=start, end=end),),
        reporting_periods=(made(ReportingPeriod, id="c", date=JUNE),),
        updates=(made(ProgressUpdate, period="c", milestone="a", status=status),),
        reschedulings=changes,
    )
    return len(list(difficulties_are_told(plan)))


@pytest.mark.parametrize(
    ("status", "start", "end", "count"),
    [
        ("no_iniciado", JANUARY, DECEMBER, 1),
        ("no_iniciado", JUNE, None, 1),  # it begins on the day of the cut
        ("no_iniciado", DECEMBER, DECEMBER, 0),  # not yet
        ("no_iniciado", None, DECEMBER, 0),  # nobody said when it begins
        ("no_iniciado", None, JANUARY, 0),
        ("no_iniciado", None, None, 0),
        ("limitado", JANUARY, JUNE, 1),
        ("limitado", JANUARY, None, 0),
        ("limitado", None, JUNE, 0),
        ("sustancial", JANUARY, JUNE, 0),
        ("retirado", JANUARY, JUNE, 0),
    ],
)
def test_a_difficulty_is_asked_by_the_dates_that_the_plan_states(
    status: str, start: date | None, end: date | None, count: int
) -> None:
    assert asked(status, start, end) == count


def test_a_start_that_was_put_off_counts_from_its_new_day() -> None:
    change = made(Rescheduling, milestone="a", date=JANUARY, field="inicio", before=JANUARY, after=DECEMBER)
    assert asked("no_iniciado", JANUARY, DECEMBER) == 1
    assert asked("no_iniciado", JANUARY, DECEMBER, change) == 0
