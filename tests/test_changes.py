"""What changed from one cut to the next, on cases made by hand."""

from datetime import date
from typing import Any

import pytest

from micrositio.model.records import Commitment, Erratum, ProgressUpdate, ReportingPeriod, Rescheduling, Verification
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
