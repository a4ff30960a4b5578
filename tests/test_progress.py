"""What the numbers mean, on cases worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan, Method, ScaleStep
from micrositio.model.records import (
    Commitment,
    Evidence,
    Milestone,
    ProgressUpdate,
    ReportingPeriod,
    Rescheduling,
    Verification,
)
from micrositio.model.text import Text
from micrositio.profile.schemas import descriptor_schema, table_schema
from micrositio.progress.methods import METHODS, capped, indicator_progress
from micrositio.progress.milestone_state import Dates, Figure, Measure, MilestoneState
from micrositio.progress.milestones import (
    completion_of,
    cuts_in_order,
    dates_at,
    mean,
    milestone_progress,
    milestone_state,
    states_at,
    verified_share,
    weighted_mean,
)
from support import made

SCALE = tuple(
    ScaleStep(name, Text(name), value, completion)
    for name, value, completion in (
        ("sin_evidencia", None, "sin_evidencia"),
        ("no_iniciado", 0.0, "no_iniciado"),
        ("en_proceso", 0.5, "limitado"),
        ("listo", 1.0, "completo"),
        ("retirado", None, "retirado"),
        ("roto", 0.0, "incumplido"),
    )
)
MARCH, APRIL, MAY = (
    made(ReportingPeriod, id=f"2024-0{month}", date=date(2024, month, day))
    for month, day in ((3, 31), (4, 30), (5, 31))
)


def plan(method: str = "estatus", capped: bool = True, **rows: Any) -> ActionPlan:
    rows.setdefault("commitments", (made(Commitment, id="c"),))
    rows.setdefault("milestones", (milestone(),))
    rows.setdefault("reporting_periods", (MARCH, APRIL, MAY))
    return made(ActionPlan, id="p", method=Method(method, capped, None, None), scale=SCALE, **rows)


def milestone(name: str = "a", commitment: str = "c", **values: Any) -> Milestone:
    return made(Milestone, id=name, commitment=commitment, **values)


def update(
    status: str = "", value: float | None = None, cut: ReportingPeriod = MARCH, of: str = "a", **more: Any
) -> ProgressUpdate:
    return made(ProgressUpdate, period=cut.id, milestone=of, status=status, value=value, **more)


def verification(status: str, cut: ReportingPeriod = MARCH, day: int = 5, **more: Any) -> Verification:
    when = date(2024, cut.date.month + 1, day)
    return made(Verification, period=cut.id, milestone="a", status=status, date=when, **more)


def state(cut: ReportingPeriod = MARCH, **rows: Any) -> MilestoneState:
    whole = plan(**rows)
    return milestone_state(whole, whole.milestones[0], cut)


@pytest.mark.parametrize(
    ("status", "progress"),
    [("no_iniciado", 0.0), ("en_proceso", 0.5), ("listo", 1.0), ("sin_evidencia", None), ("", None), ("otro", None)],
)
def test_by_status_progress_is_the_value_of_the_plans_scale(status: str, progress: float | None) -> None:
    assert milestone_progress(plan(), milestone(), update(status)) == progress


@pytest.mark.parametrize(
    ("baseline", "target", "value", "progress"),
    [
        (0, 10, 0, 0.0),
        (0, 10, 2.5, 0.25),
        (0, 10, 10, 1.0),
        (20, 40, 25, 0.25),
        (8, 3, 8, 0.0),
        (8, 3, 7, 0.2),
        (8, 3, 3, 1.0),
        (8, 3, 9, -0.2),
        (0, 10, -4, -0.4),
        (0, 10, 15, 1.5),
        (-10, 10, 0, 0.5),
        (-2, -10, -6, 0.5),
        (-10, -2, -4, 0.75),
        (12.5, 0, 5, 0.6),
        (None, 10, 5, None),
        (0, None, 5, None),
        (0, 10, None, None),
    ],
)
def test_by_indicator_progress_is_the_share_of_the_way_in_either_direction(
    baseline: float | None, target: float | None, value: float | None, progress: float | None
) -> None:
    measured = milestone(baseline=baseline, target=target)
    assert milestone_progress(plan("indicador"), measured, update(value=value)) == progress


@pytest.mark.parametrize(
    ("direction", "value", "progress"),
    [
        ("ascendente", 95, 1.0),
        ("ascendente", 97, 1.0),
        ("ascendente", 94, 0.0),
        ("descendente", 95, 1.0),
        ("descendente", 97, 0.0),
        ("descendente", 90, 1.0),
    ],
)
def test_to_keep_what_there_was_is_to_fulfil_it(direction: str, value: float, progress: float) -> None:
    assert indicator_progress(95, 95, direction, value) == progress


@pytest.mark.parametrize(("tope", "beyond", "below"), [(True, 1.0, 0.0), (False, 1.5, -0.5)])
def test_more_than_was_promised_or_less_than_nothing_counts_only_without_a_cap(
    tope: bool, beyond: float, below: float
) -> None:
    measured = milestone(baseline=0, target=10)
    for value, progress in ((15, beyond), (-5, below), (5, 0.5)):
        found = milestone_state(
            plan("indicador", tope, milestones=(measured,), updates=(update(value=value),)), measured, MARCH
        )
        assert (found.progress, found.uncapped) == (progress, value / 10)
    assert capped(plan("manual", tope), milestone_progress(plan("manual", tope), measured, update(value=150))) == beyond
    assert capped(plan("manual", tope), None) is None


NUMBERS = st.floats(-1e6, 1e6).map(lambda number: round(number, 3))


@given(NUMBERS, NUMBERS, NUMBERS)
def test_with_a_cap_progress_is_a_fraction_whatever_the_numbers(baseline: float, target: float, value: float) -> None:
    direction = "ascendente" if target >= baseline else "descendente"
    measured = milestone(baseline=baseline, target=target, direction=direction)
    found = milestone_state(
        plan("indicador", milestones=(measured,), updates=(update(value=value),)), measured, MARCH
    ).progress
    if baseline == target == 0:
        assert found is None, "nothing was due"
        return
    assert found is not None
    assert 0.0 <= found <= 1.0


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_nearer_to_the_target_is_never_less_progress(baseline: float, target: float, one: float, other: float) -> None:
    if abs(target - baseline) < 1:
        return
    towards = 1 if target > baseline else -1
    behind, ahead = sorted((one, other), key=lambda value: value * towards)
    first, second = (indicator_progress(baseline, target, "", value) for value in (behind, ahead))
    assert first is not None
    assert second is not None
    assert first <= second


@given(NUMBERS, NUMBERS, NUMBERS)
def test_progress_does_not_depend_on_the_unit_or_on_which_way_is_up(
    baseline: float, target: float, value: float
) -> None:
    if abs(target - baseline) < 1:
        return
    stated = indicator_progress(baseline, target, "", value)
    for turned in ((-baseline, -target, -value), (baseline * 1000, target * 1000, value * 1000)):
        assert indicator_progress(turned[0], turned[1], "", turned[2]) == pytest.approx(stated, rel=1e-9, abs=1e-9)


def test_by_hand_progress_is_the_stated_percentage() -> None:
    assert milestone_progress(plan("manual"), milestone(), update(value=35)) == 0.35


def test_the_methods_are_those_that_a_plan_may_name() -> None:
    assert list(METHODS) == descriptor_schema("plan")["properties"]["metodo"]["properties"]["avance"]["enum"]
    key = table_schema("metodo").column("clave")
    assert key is not None
    assert all(method in words for method in METHODS for _language, words in key.description.words)


@pytest.mark.parametrize("method", METHODS)
def test_without_an_update_there_is_no_progress_which_is_not_zero(method: str) -> None:
    assert milestone_progress(plan(method), milestone(), None) is None


def test_an_update_is_not_carried_forward_to_the_next_cut() -> None:
    reported = {"updates": (update("en_proceso", cut=MARCH),)}
    assert state(MARCH, **reported).progress == 0.5
    after = state(APRIL, **reported)
    assert (after.progress, after.completion, after.update) == (None, "", None)


def test_a_mean_says_over_how_many_it_was_taken() -> None:
    assert weighted_mean([(0.5, None), (None, None), (1.0, None)]) == Figure(0.75, 2, 3)
    assert weighted_mean([(0.0, 30), (1.0, 10)]) == Figure(0.25, 2, 2)
    assert weighted_mean([(None, 30), (1.0, 10)]) == Figure(1.0, 1, 2)
    assert weighted_mean([(None, None)]) == Figure(None, 0, 1)
    assert weighted_mean([]) == Figure(None, 0, 0)
    assert weighted_mean([(1.0, 0.0)]) == Figure(None, 1, 1)


FRACTIONS = st.lists(st.tuples(st.none() | st.floats(0, 1), st.floats(0.1, 100)), max_size=8)


@given(FRACTIONS, st.randoms())
def test_the_order_of_the_weights_does_not_matter(pairs: list[tuple[float | None, float]], chance: Any) -> None:
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    for measure in Measure:
        one, other = mean(measure, pairs), mean(measure, shuffled)
        assert other[1:] == one[1:]
        assert other.value == (pytest.approx(one.value) if one.value is not None else None)


@given(FRACTIONS)
def test_a_missing_update_is_never_zero(pairs: list[tuple[float | None, float]]) -> None:
    assert weighted_mean([*pairs, (None, 50.0)]).value == weighted_mean(pairs).value


@given(FRACTIONS)
def test_what_nobody_verified_adds_nothing_and_is_not_counted(pairs: list[tuple[float | None, float]]) -> None:
    figure = verified_share(pairs)
    assert figure.counted == sum(value is not None for value, _ in pairs)
    assert figure.value == weighted_mean((value or 0.0, weight) for value, weight in pairs).value


@given(FRACTIONS)
def test_a_mean_lies_between_its_parts(pairs: list[tuple[float | None, float]]) -> None:
    figure, known = weighted_mean(pairs), [value for value, _ in pairs if value is not None]
    assert figure.counted == len(known)
    assert (figure.value is None) == (not known)
    assert figure.value is None or min(known) - 1e-9 <= figure.value <= max(known) + 1e-9


def test_states_come_in_the_order_of_commitments_and_of_their_milestones() -> None:
    whole = plan(
        commitments=(made(Commitment, id="d"), made(Commitment, id="c")),
        milestones=(milestone("c2", order=2), milestone("d1", "d", order=1), milestone("c1", order=1)),
    )
    assert [each.milestone.id for each in states_at(whole, MARCH)] == ["d1", "c1", "c2"]


def test_cuts_come_oldest_first_however_they_are_listed() -> None:
    assert cuts_in_order(plan(reporting_periods=(MAY, MARCH, APRIL))) == (MARCH, APRIL, MAY)


def test_a_plans_own_words_stand_for_those_of_the_irm() -> None:
    assert [completion_of(plan(), each) for each in ("en_proceso", "listo", "nada")] == ["limitado", "completo", ""]


DUE: dict[str, Any] = {"start": date(2024, 1, 1), "end": date(2024, 3, 15)}


@pytest.mark.parametrize(
    ("cut", "updates", "days", "late"),
    [
        (MARCH, (), 16, True),
        (MARCH, (update("en_proceso"),), 16, True),
        (MARCH, (update("listo", finished=date(2024, 3, 20)),), 5, False),
        (MARCH, (update("listo", finished=date(2024, 3, 15)),), 0, False),
        (MARCH, (update("listo", finished=date(2024, 3, 1)),), -14, False),
        (MARCH, (update("listo"),), None, False),
        (MARCH, (update("retirado"),), None, False),
        (APRIL, (update("listo", finished=date(2024, 3, 1)),), None, False),
        (APRIL, (update("retirado"),), None, False),
        (APRIL, (update("listo"), update("en_proceso", cut=APRIL)), 46, True),
    ],
)
def test_lateness_counts_days_after_the_due_date(
    cut: ReportingPeriod, updates: tuple[ProgressUpdate, ...], days: int | None, late: bool
) -> None:
    found = state(cut, milestones=(milestone(**DUE),), updates=updates)
    assert (found.days_late, found.is_late) == (days, late)


@pytest.mark.parametrize(("end", "late"), [(16, False), (15, True)])
def test_what_is_unfinished_is_late_from_the_day_after_its_date(end: int, late: bool) -> None:
    cut = made(ReportingPeriod, id="2024-03", date=date(2024, 3, 16))
    found = state(cut, reporting_periods=(cut,), milestones=(milestone(end=date(2024, 3, end)),))
    assert found.is_late == late


def test_a_report_of_another_cut_is_no_report_of_this_one() -> None:
    assert state(updates=(update("listo"),)).is_reported
    assert not state(APRIL, updates=(update("listo"),)).is_reported


MOVED = made(
    Rescheduling, milestone="a", field="fin", date=date(2024, 2, 1), before=DUE["end"], after=date(2024, 4, 30)
)


@pytest.mark.parametrize(
    ("updates", "days", "original", "late", "originally_late"),
    [
        # March's cut is on day 31; the first due date is the 15th, moved to 30 April.
        ((), None, 16, False, True),
        ((update("en_proceso"),), None, 16, False, True),
        ((update("listo", finished=date(2024, 3, 20)),), -41, 5, False, True),
        ((update("listo", finished=date(2024, 3, 15)),), -46, 0, False, False),
        ((update("listo"),), None, None, False, False),
        ((update("retirado"),), None, None, False, False),
    ],
)
def test_lateness_against_the_promise_is_of_the_first_date_whatever_the_rescheduling(
    updates: tuple[ProgressUpdate, ...], days: int | None, original: int | None, late: bool, originally_late: bool
) -> None:
    found = state(MARCH, milestones=(milestone(**DUE),), updates=updates, reschedulings=(MOVED,))
    assert (found.days_late, found.original_days_late) == (days, original)
    assert (found.is_late, found.is_originally_late) == (late, originally_late)
    assert found.days_gained == (0 if found.is_withdrawn else 46)


def test_a_date_brought_forward_gains_no_days() -> None:
    earlier = replace(MOVED, after=date(2024, 3, 1))
    assert state(MARCH, milestones=(milestone(**DUE),), reschedulings=(earlier,)).days_gained == 0


def test_what_is_not_due_yet_or_has_no_due_date_is_not_late() -> None:
    assert state(milestones=(milestone(end=date(2024, 3, 31)),)).days_late is None
    assert state(milestones=(milestone(),)).days_late is None


@pytest.mark.parametrize(
    ("day", "share"),
    [((2023, 12, 31), 0.0), ((2024, 1, 1), 0.0), ((2024, 1, 11), 0.25), ((2024, 2, 10), 1.0), ((2024, 3, 1), 1.0)],
)
def test_expected_progress_is_the_share_of_the_time_that_has_gone(day: tuple[int, int, int], share: float) -> None:
    assert Dates(date(2024, 1, 1), date(2024, 2, 10)).elapsed(date(*day)) == share


def test_without_both_dates_nothing_is_expected_and_a_single_day_is_all_or_nothing() -> None:
    day = date(2024, 1, 1)
    assert Dates(None, day).elapsed(day) is None
    assert Dates(day, None).elapsed(day) is None
    assert [Dates(day, day).elapsed(each) for each in (date(2023, 12, 31), day)] == [0.0, 1.0]


DAYS = st.dates(date(2023, 1, 1), date(2026, 1, 1))


@given(DAYS, DAYS, DAYS, DAYS)
def test_expected_progress_is_a_fraction_that_only_grows(start: date, end: date, one: date, other: date) -> None:
    dates = Dates(*sorted((start, end)))
    earlier, later = (dates.elapsed(day) for day in sorted((one, other)))
    assert earlier is not None
    assert later is not None
    assert 0.0 <= earlier <= later <= 1.0


def test_expected_progress_follows_the_dates_in_force_and_the_original_ones_side_by_side() -> None:
    change = made(Rescheduling, milestone="a", date=date(2024, 3, 1), field="fin", after=date(2024, 6, 30))
    dates: dict[str, Any] = {"start": date(2024, 1, 1), "end": date(2024, 3, 31)}
    found = state(MARCH, milestones=(milestone(**dates),), reschedulings=(change,))
    assert found.originally_expected == 1.0
    assert found.expected == pytest.approx(90 / 181)
    assert found.value(Measure.COMPARABLE) is None
    reported = state(MARCH, milestones=(milestone(**dates),), reschedulings=(change,), updates=(update("en_proceso"),))
    assert reported.value(Measure.COMPARABLE) == reported.value(Measure.EXPECTED) == found.expected


def test_nothing_is_expected_of_what_was_withdrawn() -> None:
    found = state(milestones=(milestone(**DUE),), updates=(update("retirado"),))
    assert [found.value(measure) for measure in Measure] == [None] * 5


@pytest.mark.parametrize(
    ("end", "updates", "left", "soon"),
    [
        (date(2024, 3, 31), (), 0, True),
        (date(2024, 4, 30), (), 30, True),
        (date(2024, 5, 1), (), 31, False),
        (date(2024, 3, 30), (), None, False),
        (date(2024, 4, 30), (update("listo"),), None, False),
        (date(2024, 4, 30), (update("retirado"),), None, False),
        (None, (), None, False),
    ],
)
def test_what_is_due_soon_is_unfinished_and_within_thirty_days(
    end: date | None, updates: tuple[ProgressUpdate, ...], left: int | None, soon: bool
) -> None:
    found = state(milestones=(milestone(end=end),), updates=updates)
    assert (found.days_left, found.is_due_soon) == (left, soon)


def test_what_was_finished_at_an_earlier_cut_is_not_due_soon() -> None:
    found = state(APRIL, milestones=(milestone(end=date(2024, 5, 10)),), updates=(update("listo"),))
    assert (found.days_left, found.is_due_soon) == (None, False)


def test_a_rescheduling_counts_from_the_day_it_was_made() -> None:
    changes = (
        made(Rescheduling, milestone="a", date=date(2024, 5, 2), field="fin", after=date(2024, 7, 1)),
        made(Rescheduling, milestone="a", date=date(2024, 4, 10), field="fin", after=date(2024, 5, 10)),
        made(Rescheduling, milestone="a", date=date(2024, 4, 10), field="inicio", after=date(2024, 2, 1)),
    )
    whole = plan(milestones=(milestone(**DUE),), reschedulings=changes)
    in_force = [dates_at(whole, whole.milestones[0], cut.date) for cut in (MARCH, APRIL, MAY)]
    assert in_force == [
        Dates(date(2024, 1, 1), date(2024, 3, 15)),
        Dates(date(2024, 2, 1), date(2024, 5, 10)),
        Dates(date(2024, 2, 1), date(2024, 7, 1)),
    ]
    states = [milestone_state(whole, whole.milestones[0], cut) for cut in (MARCH, APRIL, MAY)]
    assert [each.days_late for each in states] == [16, None, None]
    assert [each.is_rescheduled for each in states] == [False, True, True]


@pytest.mark.parametrize(("day", "counts"), [(30, True), (31, True), (1, False)])
def test_a_rescheduling_of_the_cuts_own_day_counts(day: int, counts: bool) -> None:
    made_on = date(2024, 3, day) if day > 1 else date(2024, 4, day)
    change = made(Rescheduling, milestone="a", date=made_on, field="fin", after=date(2024, 6, 1))
    assert state(MARCH, milestones=(milestone(**DUE),), reschedulings=(change,)).is_rescheduled is counts


def document(name: str = "e", when: PartialDate | None = None, of: str = "a") -> Evidence:
    return made(Evidence, id=name, date=when, milestones=(of,))


def test_complete_without_any_document_is_unproven_and_not_verified() -> None:
    found = state(updates=(update("listo"),))
    assert (found.is_complete, found.is_unproven, found.is_verified) == (True, True, False)


def test_a_document_of_a_later_day_does_not_prove_an_earlier_cut() -> None:
    rows = {"updates": (update("listo"),), "evidence": (document(when=PartialDate(2024, 4, 2)),)}
    assert state(MARCH, **rows).is_unproven
    assert state(APRIL, **rows).evidence == rows["evidence"]


@pytest.mark.parametrize("when", [None, PartialDate(2024), PartialDate(2024, 3), PartialDate(2024, 3, 31)])
def test_a_document_that_may_be_of_the_cuts_day_counts(when: PartialDate | None) -> None:
    assert not state(updates=(update("listo"),), evidence=(document(when=when),)).is_unproven


def test_a_document_handed_in_later_than_its_date_proves_nothing_before() -> None:
    late = made(Evidence, id="e", date=PartialDate(2024, 3, 10), received=date(2024, 4, 12), milestones=("a",))
    reports = (update("listo"), update("listo", cut=APRIL))
    rows = {"updates": reports, "evidence": (late,)}
    assert state(MARCH, **rows).is_unproven
    assert not state(APRIL, **rows).is_unproven


def test_a_document_about_something_else_proves_nothing() -> None:
    assert state(updates=(update("listo"),), evidence=(document(of="b"),)).is_unproven


@pytest.mark.parametrize(
    ("reported", "verified", "evidence", "is_verified", "disputed"),
    [
        ("listo", "listo", ("e",), True, ""),
        ("listo", "listo", (), False, ""),
        ("listo", "en_proceso", ("e",), False, "completo"),
        ("en_proceso", "listo", ("e",), False, "limitado"),
        ("en_proceso", "en_proceso", ("e",), False, ""),
    ],
)
def test_verified_needs_a_body_that_accepted_it_as_complete_on_evidence(
    reported: str, verified: str, evidence: tuple[str, ...], is_verified: bool, disputed: str
) -> None:
    found = state(updates=(update(reported),), verifications=(verification(verified, evidence=evidence),))
    assert (found.is_verified, found.disputed_completion, found.is_disputed) == (is_verified, disputed, bool(disputed))


def test_the_verification_shown_is_the_latest_made_on_cuts_up_to_this_one() -> None:
    checks = (
        verification("listo", APRIL, evidence=("e",)),
        verification("en_proceso", MARCH, day=20),
        verification("no_iniciado", MARCH, day=5),
    )
    reports = (update("en_proceso", cut=MARCH), update("listo", cut=APRIL))
    rows = {"updates": reports, "verifications": checks}
    assert state(MARCH, **rows).verified_completion == "limitado"
    assert state(APRIL, **rows).verified_completion == state(MAY, **rows).verified_completion == "completo"


def test_a_dispute_compares_with_what_had_been_reported_at_that_cut() -> None:
    rows = {
        "updates": (update("listo", cut=MARCH), update("en_proceso", cut=APRIL)),
        "verifications": (verification("en_proceso", MARCH),),
    }
    assert state(APRIL, **rows).disputed_completion == "completo"


def test_a_verification_without_a_report_disputes_nothing() -> None:
    assert not state(verifications=(verification("no_iniciado"),)).is_disputed


@pytest.mark.parametrize(
    ("status", "evidence", "progress"),
    [("listo", ("e",), 1.0), ("en_proceso", ("e",), 0.5), ("listo", (), None), ("sin_evidencia", ("e",), None)],
)
def test_what_is_verified_is_worth_its_status_only_on_documents(
    status: str, evidence: tuple[str, ...], progress: float | None
) -> None:
    found = state(updates=(update("listo"),), verifications=(verification(status, evidence=evidence),))
    assert found.verified_progress == progress


@pytest.mark.parametrize(("value", "complete"), [(10, True), (12, True), (9.99, False)])
def test_a_report_without_status_is_complete_where_its_indicator_is(value: float, complete: bool) -> None:
    measured = milestone(baseline=0, target=10)
    whole = plan("indicador", milestones=(measured,), updates=(update(value=value),))
    assert milestone_state(whole, measured, MARCH).is_complete is complete
