"""The rule of the dates of errata."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Erratum
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.seal_formats import PROMISE
from micrositio.progress.seals import cut_before

DAYS_TOLD_IN = (
    TableName.REPORTING_PERIODS,
    TableName.UPDATES,
    TableName.VERIFICATIONS,
    TableName.OWN_UPDATES,
    TableName.OWN_VERIFICATIONS,
    TableName.RESCHEDULINGS,
    TableName.ASSESSMENTS,
    TableName.SOURCES,
    TableName.EVIDENCE,
    TableName.COMMENTS,
)
"""Tables whose days bound the date of an erratum."""


def errata_are_dated_within_what_is_told(plan: ActionPlan) -> Iterator[Problem]:
    """An erratum is dated between what it corrects and the last day of which the plan's data tell."""
    last = last_day_told(plan)
    for each in plan.errata:
        first = _first_day(plan, each)
        if first and each.date < first:
            yield problem(Kind.ERRATUM_EARLY, each.at("date"), date=each.date, day=first)
        elif last and each.date > last:
            yield problem(Kind.ERRATUM_LATE, each.at("date"), date=each.date, day=last)


def _first_day(plan: ActionPlan, erratum: Erratum) -> date | None:
    """Returns the first day on which the erratum may be dated, or None if it is not known.

    It is the day of its cut or, for the promise, that after the last cut that keeps what was promised before.
    """
    cut = plan.index.cuts.get(erratum.period)
    if cut is None:
        return None
    if erratum.table not in PROMISE:
        return cut.date
    before = cut_before(plan, cut)
    return before.date + timedelta(days=1) if before else None


def last_day_told(plan: ActionPlan) -> date | None:
    """Returns the last day on which something that the plan's data tell took place or was read, or None."""
    return max(_days_told(plan), default=None)


def _days_told(plan: ActionPlan) -> Iterator[date]:
    """Yields the days on which something that the plan's data tell took place or was read."""
    stated: list[date | PartialDate | None] = []
    for cut in plan.reporting_periods:
        stated += (cut.date, cut.published) if cut.id in plan.index.reported_cuts else ()
    stated += [each.date for each in (*plan.verifications, *plan.own_verifications)]
    stated += [each.date for each in plan.reschedulings]
    stated += [each.date for each in plan.assessments] + [each.read_on for each in plan.sources]
    stated += [day for each in plan.evidence for day in (each.date, each.received, each.read_on)]
    stated += [day for each in plan.comments for day in (each.date, each.answered)]
    for day in stated:
        if day is not None:
            yield day.first if isinstance(day, PartialDate) else day
