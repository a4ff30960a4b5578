"""The rules of a plan as a whole: each is a generator of problems, and its docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from micrositio.formats.file_names import kept_by_windows
from micrositio.model.own_reports import whole
from micrositio.model.plan import TABLES, ActionPlan
from micrositio.model.records import NO_VALUE, Meeting, ProgressUpdate
from micrositio.model.vocabularies import Completion, TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.assessments.completion import completion_term, completion_word
from micrositio.progress.milestones import (
    completion_of,
    dates_at,
    documents_on,
    last_report,
    reported_completion,
)
from micrositio.progress.seal_formats import OF_THE_CUT
from micrositio.routes.paths import RESERVED_CUTS, is_part


def a_title_in_some_language(plan: ActionPlan) -> Iterator[Problem]:
    """A commitment has its official title in Spanish or, where only that was published, in English."""
    for commitment in plan.commitments:
        if not commitment.title:
            yield problem(Kind.TITLE_MISSING, commitment.at("title"))


def dates_in_order(plan: ActionPlan) -> Iterator[Problem]:
    """A start is not after its end: commitments, milestones, periods of money, steps, memberships, answers."""
    for name, early, late in (
        ("commitments", "start", "end"),
        ("milestones", "start", "end"),
        ("budget", "start", "end"),
        ("steps", "start", "end"),
        ("members", "since", "until"),
        ("comments", "date", "answered"),
        ("questions", "asked", "answered"),
        ("replies", "date", "resolved"),
        ("removals", "date", "resolved"),
        ("reporting_periods", "date", "published"),
    ):
        for record in getattr(plan, name):
            start, end = getattr(record, early), getattr(record, late)
            if start and end and _first(start) > _last(end):
                place = record.at(late)
                names = {"early": record.at(early).column, "late": place.column}
                yield problem(Kind.DATES_ORDER, place, start=start, end=end, **names)


def dates_within_the_plan(plan: ActionPlan) -> Iterator[Problem]:
    """Commitments, milestones and the periods of targets and of money lie within the widest of the plan's periods."""
    sound = [each for each in plan.periods if not (each.start and each.end) or each.start.first <= each.end.last]
    starts = [period.start.first for period in sound if period.start]
    ends = [period.end.last for period in sound if period.end]
    first, last = min(starts, default=date.min), max(ends, default=date.max)
    for record in (*plan.commitments, *plan.milestones, *plan.budget):
        for attribute in ("start", "end"):
            value = getattr(record, attribute)
            if value and (_last(value) < first or _first(value) > last):
                yield problem(Kind.DATE_OUTSIDE, record.at(attribute), value=value, start=first, end=last)
    for period in plan.programme:
        if not first <= period.date <= last:
            yield problem(Kind.DATE_OUTSIDE, period.at("date"), value=period.date, start=first, end=last)


def one_cut_a_date(plan: ActionPlan) -> Iterator[Problem]:
    """No two cuts share their date."""
    seen: set[date] = set()
    for cut in plan.reporting_periods:
        if cut.date in seen:
            yield problem(Kind.CUT_ORDER, cut.at("date"), date=cut.date)
        seen.add(cut.date)


def no_record_is_named_as_a_page(plan: ActionPlan) -> Iterator[Problem]:
    """No record has the id of a part of its list, such as «parte-2», and no cut that of a page of the board."""
    for cut in plan.reporting_periods:
        if cut.id in RESERVED_CUTS:
            yield problem(Kind.ID_RESERVED, cut.at("id"), id=cut.id)
    with_pages = (
        plan.reporting_periods,
        plan.groups,
        plan.commitments,
        plan.institutions,
        plan.meetings,
        plan.evidence,
    )
    for record in (record for records in with_pages for record in records):
        if is_part(record.id):
            yield problem(Kind.ID_RESERVED, record.at("id"), id=record.id)
        elif why := kept_by_windows(record.id):
            yield problem(Kind.NAME_RESERVED, record.at("id"), name=record.id, why=why)


def difficulties_are_told(plan: ActionPlan) -> Iterator[Problem]:
    """A milestone not started on its start date, or limited past half of its time, states its difficulty.

    One without a start date is not late to begin.
    """
    for update in plan.updates:
        if _in_difficulty(plan, update) and not (update.difficulty and update.difficulty_kind):
            attribute = "difficulty" if update.difficulty_kind else "difficulty_kind"
            yield problem(Kind.DIFFICULTY_MISSING, update.at(attribute), status=update.status)


def _in_difficulty(plan: ActionPlan, update: ProgressUpdate) -> bool:
    milestone, cut = plan.index.milestones.get(update.milestone), plan.index.cuts.get(update.period)
    if milestone is None or cut is None:
        return False
    start, end = dates_at(plan, milestone, cut.date)
    completion = completion_of(plan, update.status)
    if completion == Completion.NOT_STARTED:
        return start is not None and cut.date >= start
    return completion == Completion.LIMITED and bool(start and end and cut.date - start > (end - start) / 2)


def finished_when_complete(plan: ActionPlan) -> Iterator[Problem]:
    """A finish date requires a complete status and is not after the cut; what is complete should have one."""
    for update in (*plan.updates, *plan.own_updates):
        cut, complete = plan.index.cuts.get(update.period), completion_of(plan, update.status) == Completion.COMPLETE
        if update.finished and not complete and update.status:
            yield problem(Kind.FINISHED_STATUS, update.at("finished"))
        if update.finished and cut and update.finished > cut.date:
            yield problem(Kind.FINISHED_LATE, update.at("finished"), date=update.finished, cut=cut.date)
        if complete and not update.finished:
            yield problem(Kind.COMPLETE_FINISH, update.at("finished"))


def complete_is_proven(plan: ActionPlan) -> Iterator[Problem]:
    """What was last reported complete is named by some evidence, or its report says which document is missing.

    Without evidence it is shown as such, whether the report says so or not.
    """
    own = {each.milestone for each in plan.own_updates}
    for milestone in (*plan.milestones, *(whole(each) for each in plan.commitments if each.id in own)):
        last = last_report(plan, milestone)
        complete = reported_completion(plan, milestone, last) == Completion.COMPLETE
        if complete and last and not last.lacking and not documents_on(plan, milestone):
            yield problem(Kind.COMPLETE_UNPROVEN, last.at("status"), milestone=milestone.id)


def reschedulings_chain(plan: ActionPlan) -> Iterator[Problem]:
    """Each change of date starts from the date that was in force."""
    for milestone in plan.milestones:
        current = {"inicio": milestone.start, "fin": milestone.end}
        for change in plan.index.reschedulings_of.get(milestone.id, ()):
            expected = current[change.field]
            if expected != change.before:
                details = {"found": change.before, "expected": expected or "—"}
                yield problem(Kind.RESCHEDULE_BEFORE, change.at("before"), **details)
            current[change.field] = change.after


def verified_after_the_cut(plan: ActionPlan) -> Iterator[Problem]:
    """A verification is not dated before the cut that it verifies."""
    for verification in (*plan.verifications, *plan.own_verifications):
        cut = plan.index.cuts.get(verification.period)
        if cut and verification.date < cut.date:
            yield problem(Kind.VERIFIED_EARLY, verification.at("date"), date=verification.date, cut=cut.date)


def verified_on_documents(plan: ActionPlan) -> Iterator[Problem]:
    """A verification that accepts a result names its documents; without documents it does not count."""
    for verification in (*plan.verifications, *plan.own_verifications):
        step = plan.index.scale.get(verification.status)
        if step and step.value and not verification.evidence:
            yield problem(Kind.VERIFIED_UNPROVEN, verification.at("evidence"))


def completion_is_told(plan: ActionPlan) -> Iterator[Problem]:
    """The value of an assessment under a criterion of completion is one of the IRM's statuses."""
    for each in plan.assessments:
        asks = each.commitment and completion_term(each.criterion)
        if asks and each.value and not completion_word(each.value):
            yield problem(Kind.COMPLETION_WORD, each.at("value"), value=each.value.first)


def parts_make_their_total(plan: ActionPlan) -> Iterator[Problem]:
    """The categories of a participation measure add up to its total."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, figure in enumerate(plan.participation):
        groups.setdefault((figure.step, figure.measure.base), []).append(number)
    for (_, measure), numbers in groups.items():
        figures = [plan.participation[number] for number in numbers]
        totals, parts = [f for f in figures if f.is_total], [f.value for f in figures if not f.is_total]
        found = sum(value for value in parts if value is not None)
        if totals and parts and None not in parts and totals[0].value not in (None, found):
            details = {"measure": measure, "found": found, "total": totals[0].value}
            yield problem(Kind.PARTS_TOTAL, totals[0].at("value"), **details)


BY_SEX = ("women", "men", "sex_not_stated")
BY_SECTOR = (
    "from_government", "from_guarantor", "from_civil_society", "from_academia", "from_business", "from_citizens",
)  # fmt: skip


def attendance_adds_up(plan: ActionPlan) -> Iterator[Problem]:
    """Attendance by sex, and by sector, adds up to the attendance where all of it is known."""
    for meeting in plan.meetings:
        for attributes in (BY_SEX, BY_SECTOR):
            yield from _attendance(meeting, attributes)


def attendance_is_stated_once(plan: ActionPlan) -> Iterator[Problem]:
    """A meeting has an exact attendance or an approximate one, not both."""
    for meeting in plan.meetings:
        if meeting.attendance is not None and meeting.attendance_about is not None:
            yield problem(Kind.ATTENDANCE_TWICE, meeting.at("attendance_about"), total=meeting.attendance)


def _attendance(meeting: Meeting, attributes: tuple[str, ...]) -> Iterator[Problem]:
    parts = [getattr(meeting, attribute) for attribute in attributes]
    known = [part for part in parts if part is not None]
    whole = len(known) == len(parts) and sum(known) != meeting.attendance
    if meeting.attendance is not None and (whole or sum(known) > meeting.attendance):
        columns = " + ".join(str(meeting.at(attribute).column) for attribute in attributes)
        details = {"what": columns, "found": sum(known), "total": meeting.attendance}
        yield problem(Kind.ATTENDANCE_TOTAL, meeting.at("attendance"), **details)


_OWN_REPORTS = (
    *OF_THE_CUT,
    TableName.GAPS,
    TableName.QUESTIONS,
    TableName.REPLIES,
    TableName.REMOVALS,
    TableName.ERRATA,
)
_ABOUT_SOURCES = (TableName.SOURCES, TableName.CLAIMS)


def facts_cite_sources(plan: ActionPlan) -> Iterator[Problem]:
    """In a real plan with a table of sources every row cites one, except reports, gaps, questions and documents."""
    if plan.invented or TableName.SOURCES not in plan.tables:
        return
    for table, (_, attribute) in TABLES.items():
        for record in getattr(plan, attribute) if table not in (*_OWN_REPORTS, *_ABOUT_SOURCES) else ():
            if not record.sources:
                yield problem(Kind.SOURCE_MISSING, record.at("sources"))


def no_value_beside_none(plan: ActionPlan) -> Iterator[Problem]:
    """A commitment found to serve none of OGP's values has no other value."""
    for each in plan.commitments:
        if NO_VALUE in each.ogp_values and len(each.ogp_values) > 1:
            yield problem(Kind.VALUES_NONE, each.at("ogp_values"), value=NO_VALUE)


def _first(value: object) -> date:
    return value if isinstance(value, date) else value.first  # type: ignore[attr-defined]  # else a PartialDate


def _last(value: object) -> date:
    return value if isinstance(value, date) else value.last  # type: ignore[attr-defined]  # else a PartialDate
