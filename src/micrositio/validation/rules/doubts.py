"""Rules on what may be right but is seldom so: warnings, each a generator whose docstring is the rule.

No rule reads the clock: the past is what the plan's own rows date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from micrositio.model.dates import PartialDate
from micrositio.model.own_reports import whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Milestone, ProgressUpdate
from micrositio.model.vocabularies import Completion, PlanState
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.progress.methods import method_of
from micrositio.progress.milestones import cuts_in_order, milestone_progress, report_of, reported_completion
from micrositio.progress.modifications import milestone_at
from micrositio.progress.programme import LIMITS, Reading, read
from micrositio.progress.states import NOT_BEGUN

FARTHEST = 3
"""Largest plausible distance of an indicator from its baseline, in times the distance to its target, either way."""
FEWEST = 3
"""Number of reports from which percentages that are all at most 1 are asked about."""
_MONTH = re.compile(r"\d{4}-\d{2}")


def cuts_are_of_their_month(plan: ActionPlan) -> Iterator[Problem]:
    """A cut named by a month is dated in that month; two cuts with the same date are another rule's matter."""
    dates = [cut.date for cut in plan.reporting_periods]
    for cut in plan.reporting_periods:
        if _MONTH.fullmatch(cut.id) and cut.id != f"{cut.date:%Y-%m}" and dates.count(cut.date) == 1:
            yield problem(Kind.CUT_MONTH, cut.at("date"), cut=cut.id, date=cut.date)


def complete_stays_complete(plan: ActionPlan) -> Iterator[Problem]:
    """A milestone reported complete at a cut is reported complete or withdrawn at the next cut that reports on it."""
    own = {each.milestone for each in plan.own_updates}
    for milestone in (*plan.milestones, *(whole(each) for each in plan.commitments if each.id in own)):
        since = ""
        for update in _told(plan, milestone):
            said = reported_completion(plan, milestone, update)
            if since and said not in (Completion.COMPLETE, Completion.WITHDRAWN):
                place = update.at("status" if update.status else "value")
                yield problem(Kind.COMPLETE_UNDONE, place, milestone=milestone.id, since=since, cut=update.period)
            since = (since or update.period) if said == Completion.COMPLETE else ""


def _told(plan: ActionPlan, milestone: Milestone) -> Iterator[ProgressUpdate]:
    """Yields the milestone's reports that state a status or a value, in the order of their cuts."""
    for cut in cuts_in_order(plan):
        update = report_of(plan, milestone, cut)
        if update and (update.status or update.value is not None or milestone_progress(plan, milestone, update)):
            yield update


def sources_are_read_once_they_exist(plan: ActionPlan) -> Iterator[Problem]:
    """A source is read on the day of its date or later."""
    for source in plan.sources:
        if source.date and source.read_on and source.read_on < source.date.first:
            yield problem(Kind.READ_BEFORE, source.at("read_on"), read=source.read_on, date=source.date)


def values_are_near_their_target(plan: ActionPlan) -> Iterator[Problem]:
    """A reported value lies within three times the distance from the indicator's baseline to its target, either way."""
    for update in plan.updates if not method_of(plan).in_percent else ():
        milestone, cut = plan.index.milestones.get(update.milestone), plan.index.cuts.get(update.period)
        milestone = milestone_at(plan, milestone, cut.date) if milestone and cut else milestone
        at = read(plan, milestone, update) if milestone and milestone.direction not in LIMITS else None
        if at and _is_far(at):
            details = {"value": at.value, "baseline": at.baseline, "target": at.target}
            yield problem(Kind.VALUE_FAR, update.at("value"), **{key: f"{each:g}" for key, each in details.items()})


def _is_far(at: Reading) -> bool:
    if at.value is None or at.baseline is None or at.target in (None, at.baseline):
        return False
    return abs(at.value - at.baseline) > FARTHEST * abs(at.target - at.baseline)


def percentages_are_of_a_hundred(plan: ActionPlan) -> Iterator[Problem]:
    """At some of the reports of a cut the percentage is over 1 or whole: otherwise they may be fractions of 1.

    What commitments report of themselves is a percentage whatever the method.
    """
    own = plan.updates if method_of(plan).in_percent else ()
    for cut in cuts_in_order(plan):
        reports = [each for each in (*own, *plan.own_updates) if each.period == cut.id and each.value]
        broken = [each for each in reports if each.value != 1]
        if len(reports) >= FEWEST and broken and all(0 < each.value <= 1 for each in reports if each.value):
            yield problem(Kind.FRACTIONS, broken[0].at("value"), cut=cut.id, value=f"{broken[0].value:g}")


def state_fits_the_dates(plan: ActionPlan, place: Place) -> Iterator[Problem]:
    """The plan's state agrees with its periods, its reports and the last day that its rows date.

    A plan in preparation or signed has no reports and has not begun; one under way has not reached its last end; one
    that ended has some row as late as its first end. `place` is that of the state.
    """
    last = _last_day(plan)
    starts = [period.start.first for period in plan.periods if period.start]
    ends = [period.end.last for period in plan.periods if period.end]
    if plan.state in NOT_BEGUN and plan.index.reported_cuts:
        yield problem(Kind.STATE, place, state=plan.state)
    elif last and plan.state in NOT_BEGUN and starts and max(starts) <= last:
        yield problem(Kind.STATE_BEGUN, place, state=plan.state, start=max(starts), last=last)
    elif last and plan.state == PlanState.UNDER_WAY and ends and max(ends) <= last:
        yield problem(Kind.STATE_OVER, place, end=max(ends), last=last)
    elif last and plan.state == PlanState.ENDED and ends and min(ends) > last:
        yield problem(Kind.STATE_EARLY, place, end=min(ends), last=last)


def _last_day(plan: ActionPlan) -> date | None:
    """Returns the last day of the past that the plan's rows date, or None if they date nothing."""
    reported = (cut for cut in plan.reporting_periods if cut.id in plan.index.reported_cuts)
    days: list[date | PartialDate | None] = [plan.state_since]
    days += [day for cut in reported for day in (cut.date, cut.published)]
    days += [day for source in plan.sources for day in (source.read_on, source.date)]
    days += [each.date for each in (*plan.verifications, *plan.own_verifications)]
    days += [each.date for each in plan.errata]
    days += [day for each in plan.evidence for day in (each.date, each.received, each.read_on)]
    return max((day.first if isinstance(day, PartialDate) else day for day in days if day), default=None)
