"""What the numbers mean, on cases worked out by hand."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.dates import PartialDate
from micrositio.model import ActionPlan, Method, ScaleStep
from micrositio.progress import (
    Dates,
    Figure,
    MilestoneState,
    commitment_progress,
    completion_of,
    cuts_in_order,
    dates_at,
    milestone_progress,
    milestone_state,
    plan_progress,
    states_at,
    weighted_mean,
)
from micrositio.records import (
    Commitment,
    Evidence,
    Milestone,
    ProgressUpdate,
    ReportingPeriod,
    Rescheduling,
    Text,
    Verification,
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
        (8, 3, 9, 0.0),
        (0, 10, -4, 0.0),
        (-10, 10, 0, 0.5),
        (5, 5, 5, None),
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


@pytest.mark.parametrize(("capped", "progress"), [(True, 1.0), (False, 1.5)])
def test_more_than_was_promised_counts_beyond_100_only_without_a_cap(capped: bool, progress: float) -> None:
    measured = milestone(baseline=0, target=10)
    assert milestone_progress(plan("indicador", capped), measured, update(value=15)) == progress
    assert milestone_progress(plan("manual", capped), measured, update(value=150)) == progress


def test_by_hand_progress_is_the_stated_percentage() -> None:
    assert milestone_progress(plan("manual"), milestone(), update(value=35)) == 0.35


@pytest.mark.parametrize("method", ["estatus", "indicador", "manual"])
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


@given(FRACTIONS)
def test_a_mean_lies_between_its_parts(pairs: list[tuple[float | None, float]]) -> None:
    figure, known = weighted_mean(pairs), [value for value, _ in pairs if value is not None]
    assert figure.counted == len(known)
    assert (figure.value is None) == (not known)
    assert figure.value is None or min(known) - 1e-9 <= figure.value <= max(known) + 1e-9


def weighted_plan() -> ActionPlan:
    return plan(
        commitments=(made(Commitment, id="c", weight=75.0), made(Commitment, id="d", weight=25.0)),
        milestones=(
            milestone("a", weight=60.0, order=1),
            milestone("b", weight=40.0, order=2),
            milestone("x", "d", weight=100.0, order=1),
            milestone("y", "d", weight=100.0, order=2),
        ),
        updates=(
            update("listo", of="a"),
            update("no_iniciado", of="b"),
            update("en_proceso", of="x"),
            update("retirado", of="y"),
            update("en_proceso", of="a", cut=APRIL),
        ),
    )


def test_a_commitment_is_the_weighted_mean_of_its_milestones_and_the_withdrawn_do_not_count() -> None:
    whole = weighted_plan()
    states = states_at(whole, MARCH)
    figures = [commitment_progress(whole, each, states) for each in whole.commitments]
    assert figures == [Figure(0.6, 2, 2), Figure(0.5, 1, 1)]


def test_the_plan_is_the_weighted_mean_of_its_commitments_and_counts_milestones() -> None:
    whole = weighted_plan()
    march = plan_progress(whole, states_at(whole, MARCH))
    assert march == Figure(pytest.approx(0.75 * 0.6 + 0.25 * 0.5), 3, 3)  # type: ignore[arg-type]
    assert plan_progress(whole, states_at(whole, APRIL)) == Figure(0.5, 1, 4)
    assert plan_progress(whole, states_at(whole, MAY)) == Figure(None, 0, 4)


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


DUE = {"start": date(2024, 1, 1), "end": date(2024, 3, 15)}


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


def test_what_is_not_due_yet_or_has_no_due_date_is_not_late() -> None:
    assert state(milestones=(milestone(end=date(2024, 3, 31)),)).days_late is None
    assert state(milestones=(milestone(),)).days_late is None


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
