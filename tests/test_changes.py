"""What changed from one cut to the next, on cases made by hand."""

from datetime import date
from typing import Any

import pytest

from micrositio.model.dates import PartialDate
from micrositio.model.modifications import Modification
from micrositio.model.own_reports import OwnUpdate
from micrositio.model.records import (
    Commitment,
    Erratum,
    Evidence,
    ProgressUpdate,
    ReportingPeriod,
    Rescheduling,
    Verification,
)
from micrositio.progress.cut_pairs import CutPair, compared, last_told
from micrositio.progress.history import history
from micrositio.progress.milestone_changes import ChangeKind, CutChanges, changes_by_cut
from support import made
from test_progress import APRIL, DUE, MARCH, MAY, milestone, plan, update, verification


def changes(**rows: Any) -> tuple[CutChanges, ...]:
    return changes_by_cut(history(plan(**rows)))


def kinds(at: CutChanges) -> list[str]:
    return [each.kind.value for each in at.changes]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("no_iniciado", "en_proceso", ["avanzo"]),
        ("en_proceso", "no_iniciado", ["retrocedio"]),
        ("en_proceso", "en_proceso", []),
        ("en_proceso", "listo", ["completada"]),
        ("listo", "listo", []),
        ("en_proceso", "retirado", ["retirada"]),
        ("sin_evidencia", "en_proceso", ["avanzo"]),
        ("en_proceso", "sin_evidencia", []),
    ],
)
def test_progress_is_compared_with_the_report_before(before: str, after: str, kind: list[str]) -> None:
    march, april, _ = changes(updates=(update(before, cut=MARCH), update(after, cut=APRIL)))
    assert kinds(april) == kind
    assert march.since is None


def test_an_indicator_that_moves_within_a_status_is_told() -> None:
    reports = (update("en_proceso", 5, cut=MARCH), update("en_proceso", 6, cut=APRIL), update("en_proceso", 6, cut=MAY))
    assert [kinds(each) for each in changes(updates=reports)] == [["primer_informe"], ["indicador"], []]


def test_it_is_compared_with_the_last_report_also_after_a_silent_cut() -> None:
    *_, april, may = changes(updates=(update("en_proceso", cut=MARCH), update("listo", cut=MAY)))
    assert kinds(april) == ["sin_dato"]
    [completed] = may.changes
    assert (completed.kind, completed.before and completed.before.progress) == (ChangeKind.COMPLETED, 0.5)


def test_what_was_complete_is_not_completed_again_after_a_silent_cut() -> None:
    *_, may = changes(updates=(update("listo", cut=MARCH), update("listo", cut=MAY)))
    assert kinds(may) == []


def test_a_first_report_is_told_as_such() -> None:
    march, april, _ = changes(updates=(update("en_proceso", cut=APRIL),))
    assert kinds(march) == []
    assert kinds(april) == ["primer_informe"]


def test_it_falls_late_once() -> None:
    told = changes(milestones=(milestone(**{**DUE, "end": date(2024, 4, 15)}),))
    assert [kinds(each) for each in told] == [[], ["atrasada"], []]


def test_a_verification_is_told_at_the_cut_that_it_verifies() -> None:
    checks: tuple[Verification, ...] = (verification("en_proceso", APRIL, evidence=("e",)),)
    reports: tuple[ProgressUpdate, ...] = tuple(update("listo", cut=cut) for cut in (MARCH, APRIL, MAY))
    told = changes(updates=reports, verifications=checks)
    assert [kinds(each) for each in told] == [["completada"], ["verificada"], []]


def change_of_date(day: date) -> Rescheduling:
    return made(Rescheduling, milestone="a", date=day, field="fin", before=date(2024, 7, 1), after=date(2024, 8, 1))


@pytest.mark.parametrize(
    ("day", "cut"), [(date(2024, 3, 1), MARCH), (date(2024, 4, 1), APRIL), (date(2024, 4, 30), APRIL)]
)
def test_a_change_of_date_is_told_at_the_first_cut_from_its_day(day: date, cut: ReportingPeriod) -> None:
    told = changes(milestones=(milestone(end=date(2024, 7, 1)),), reschedulings=(change_of_date(day),))
    assert [each.at.cut for each in told if kinds(each) == ["reprogramada"]] == [cut]


def test_errata_are_told_at_the_cut_that_they_correct() -> None:
    erratum = made(Erratum, period=APRIL.id, table="avances", record=f"{APRIL.id}|a", date=date(2024, 6, 1))
    march, april, _ = changes(errata=(erratum,))
    assert (march.any, april.errata, april.any) == (False, (erratum,), True)


def test_a_commitment_sees_what_is_its_own() -> None:
    commitments = (made(Commitment, id="c"), made(Commitment, id="d"))
    erratum = made(Erratum, period=MARCH.id, table="avances", record=f"{MARCH.id}|b", date=date(2024, 6, 1))
    march, *_ = changes(
        commitments=commitments,
        milestones=(milestone("a"), milestone("b", "d")),
        updates=(update("en_proceso", of="a"), update("listo", of="b")),
        errata=(erratum,),
    )
    assert (kinds(march.about("c")), march.about("c").errata) == (["primer_informe"], ())
    assert (kinds(march.about("d")), march.about("d").errata) == (["completada"], (erratum,))


def test_what_the_plan_said_of_itself_is_of_one_kind_or_another() -> None:
    march, *_ = changes(milestones=(milestone(**DUE),), updates=(update("en_proceso"),))
    assert march.of(ChangeKind.FELL_LATE, ChangeKind.STARTED_REPORTING) == march.changes
    assert march.of(ChangeKind.COMPLETED) == ()


def test_an_institution_sees_the_commitments_that_it_leads_and_the_milestones_in_its_charge() -> None:
    march, *_ = changes(
        commitments=(made(Commitment, id="c", leads=("obras",)), made(Commitment, id="d", leads=("parques",))),
        milestones=(milestone("a"), milestone("b", "d", institution="obras"), milestone("z", "d")),
        updates=tuple(update("en_proceso", of=each) for each in ("a", "b", "z")),
    )
    told = {of: [each.after.milestone.id for each in march.in_charge_of(of).changes] for of in ("obras", "parques")}
    assert told == {"obras": ["a", "b"], "parques": ["b", "z"]}


def test_milestones_and_commitments_that_report_by_themselves_are_counted_apart() -> None:
    own = made(OwnUpdate, period=MARCH.id, milestone="d", status="en_proceso")
    march, *_ = changes(
        commitments=(made(Commitment, id="c"), made(Commitment, id="d")),
        milestones=(milestone("a"), milestone("b")),
        updates=(update("en_proceso", of="a"), update("en_proceso", of="b")),
        own_updates=(own,),
    )
    assert (dict(march.counts), dict(march.own_counts)) == (
        {ChangeKind.STARTED_REPORTING: 2},
        {ChangeKind.STARTED_REPORTING: 1},
    )


def modification(table: str, record: str, day: date) -> Modification:
    return made(Modification, table=table, record=record, date=day, field="titulo")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2024, 1, 1), [1, 0, 0]),
        (date(2024, 3, 31), [1, 0, 0]),
        (date(2024, 4, 1), [0, 1, 0]),
        (date(2024, 4, 30), [0, 1, 0]),
        (date(2024, 5, 31), [0, 0, 1]),
        (date(2024, 6, 1), [0, 0, 0]),
    ],
)
def test_a_modification_is_told_at_the_first_cut_from_its_day(day: date, told: list[int]) -> None:
    found = changes(modifications=(modification("actividades", "a", day),))
    assert [len(each.modifications) for each in found] == told
    assert [each.any for each in found] == [bool(each) for each in told]


def test_a_commitment_sees_the_modifications_of_its_own_promise() -> None:
    day = date(2024, 3, 1)
    known = [("actividades", "a"), ("actividades", "b"), ("compromisos", "c"), ("compromisos", "d")]
    march, *_ = changes(
        commitments=(made(Commitment, id="c"), made(Commitment, id="d")),
        milestones=(milestone("a"), milestone("b", "d")),
        modifications=tuple(modification(*each, day) for each in known),
    )
    assert [each.record for each in march.about("c").modifications] == ["a", "c"]
    assert [each.record for each in march.about("d").modifications] == ["b", "d"]


def test_a_modification_of_a_milestone_is_not_of_a_commitment_of_the_same_id() -> None:
    own = made(OwnUpdate, period=MARCH.id, milestone="c", status="en_proceso")
    march, *_ = changes(
        milestones=(), own_updates=(own,), modifications=(modification("actividades", "c", date(2024, 3, 1)),)
    )
    assert march.about("c").modifications == ()


# Two cuts compared


def pair(first: int = 0, second: int = 1, **rows: Any) -> CutPair:
    course = history(plan(**rows))
    told = tuple(last_told(course))
    return compared(course[first], course[second], (told[first], told[second]))


def told_of(found: CutPair) -> list[str]:
    return [kind.value for each in found.commitments for one in each.milestones for kind in one.kinds]


HALF, DONE = "en_proceso", "listo"


@pytest.mark.parametrize(
    ("reports", "cuts", "kinds"),
    [
        ((), (0, 1), []),
        (((HALF, MARCH), (HALF, APRIL)), (0, 1), []),
        (((HALF, APRIL),), (0, 1), ["primer_informe"]),
        (((HALF, MARCH),), (0, 1), ["sin_dato"]),
        (((HALF, MARCH),), (1, 2), []),
        (((HALF, MARCH), (DONE, MAY)), (0, 2), ["completada"]),
        (((HALF, MARCH), (DONE, MAY)), (1, 2), ["completada"]),
        (((DONE, MARCH), (HALF, MAY)), (0, 2), ["retrocedio"]),
    ],
)
def test_two_cuts_are_compared_by_the_last_reports_up_to_each(
    reports: tuple[tuple[str, ReportingPeriod], ...], cuts: tuple[int, int], kinds: list[str]
) -> None:
    found = pair(*cuts, updates=tuple(update(status, cut=cut) for status, cut in reports))
    assert told_of(found) == kinds
    assert sorted(each.value for each in found.counts) == kinds


def test_a_pair_has_the_last_reports_up_to_each_cut() -> None:
    [commitment] = pair(updates=(update(HALF, cut=MARCH), update(DONE, cut=APRIL))).commitments
    [one] = commitment.milestones
    assert [each and each.progress for each in (one.told_before, one.told_after)] == [0.5, 1.0]


def test_the_last_report_of_each_milestone_is_kept_through_silent_cuts() -> None:
    told = tuple(last_told(history(plan(updates=(update(HALF, cut=MARCH), update(DONE, cut=MAY))))))
    assert [each["a"].update and each["a"].update.status for each in told] == [HALF, HALF, DONE]
    assert next(last_told(history(plan()))) == {}


@pytest.mark.parametrize(("cuts", "kinds"), [((0, 1), ["atrasada"]), ((1, 2), []), ((0, 2), ["atrasada"])])
def test_a_milestone_falls_late_between_two_cuts_or_was_late_before(cuts: tuple[int, int], kinds: list[str]) -> None:
    assert told_of(pair(*cuts, milestones=(milestone(**{**DUE, "end": date(2024, 4, 15)}),))) == kinds


@pytest.mark.parametrize(
    ("checks", "cuts", "kinds"),
    [
        (((HALF, APRIL),), (0, 1), ["verificada"]),
        (((HALF, APRIL),), (1, 2), []),
        (((HALF, MARCH), (HALF, APRIL)), (0, 1), ["verificada"]),
        (((HALF, MARCH),), (0, 2), []),
    ],
)
def test_a_verification_made_between_two_cuts_is_told(
    checks: tuple[tuple[str, ReportingPeriod], ...], cuts: tuple[int, int], kinds: list[str]
) -> None:
    reports = tuple(update(HALF, cut=cut) for cut in (MARCH, APRIL, MAY))
    made_then = tuple(verification(status, cut, evidence=("e",)) for status, cut in checks)
    assert told_of(pair(*cuts, updates=reports, verifications=made_then)) == kinds


@pytest.mark.parametrize(("cuts", "kinds"), [((0, 1), ["reprogramada"]), ((1, 2), []), ((0, 2), ["reprogramada"])])
def test_dates_that_differ_between_two_cuts_are_told(cuts: tuple[int, int], kinds: list[str]) -> None:
    moved: dict[str, Any] = {
        "milestones": (milestone(end=date(2024, 7, 1)),),
        "reschedulings": (change_of_date(date(2024, 4, 1)),),
    }
    assert told_of(pair(*cuts, **moved)) == kinds


def proof(name: str, day: int, **of: tuple[str, ...]) -> Evidence:
    return made(Evidence, id=name, date=PartialDate(2024, 4, day), **of)


def test_documents_that_count_at_the_second_cut_alone_are_new_and_each_is_listed_once() -> None:
    both = proof("ambos", 2, milestones=("a",), commitments=("c",))
    own, last = proof("propio", 30, commitments=("c",)), proof("tarde", 29, milestones=("a",), commitments=("c",))
    always = made(Evidence, id="siempre", commitments=("c",))
    found = pair(updates=(update(HALF),), evidence=(both, own, last, always))
    [commitment] = found.commitments
    [one] = commitment.milestones
    assert [each.id for each in one.documents] == ["ambos", "tarde"]
    assert [each.id for each in commitment.documents] == ["propio"]
    assert found.documents == {"ambos", "propio", "tarde"}
    assert pair(1, 2, evidence=(both, own, last, always)).commitments == ()


def test_a_document_of_a_commitment_alone_is_a_change_of_it() -> None:
    [commitment] = pair(evidence=(proof("propio", 30, commitments=("c",)),)).commitments
    assert (commitment.milestones, [each.id for each in commitment.documents]) == ((), ["propio"])
