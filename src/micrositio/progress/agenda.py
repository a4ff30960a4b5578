"""What the staff of a plan must attend to on a day: pure functions of the plan and the day.

Here lateness is counted to that day, not to a cut: a milestone is late if its due date in force has passed and its last
report is neither complete nor withdrawn.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from micrositio.i18n.bilingual import invented_notice
from micrositio.i18n.display import date_words
from micrositio.i18n.messages import catalogue
from micrositio.model.dates import DUE_SOON_DAYS
from micrositio.model.own_reports import Whole, whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Agreement, Commitment, Milestone, ReportingPeriod
from micrositio.model.text import N_, SOURCE_LANGUAGE, Text
from micrositio.model.vocabularies import GIVEN_UP, OVER, Completion, PlanState
from micrositio.progress.cadence import counted_from, next_due
from micrositio.progress.milestone_state import Counted, counted_things
from micrositio.progress.milestones import (
    cuts_in_order,
    dates_at,
    documents_on,
    last_report,
    report_of,
    reported_completion,
    reporting_themselves,
)

OPEN_AGREEMENTS = ("", "pendiente", "en_proceso")
"""The states of an agreement that is not yet fulfilled."""
_WIDTH = 100
"""Most characters of a milestone's or an agreement's text in a line of an e-mail."""

_words = catalogue(SOURCE_LANGUAGE)
_ = _words.gettext


@dataclass(frozen=True)
class Line:
    """A matter to attend to: its key, text, who is responsible ("" = the tables name nobody) and due date in force.

    `days` is the number of days until that date (negative: days late); None if there is no date, or if the milestone is
    finished.
    """

    id: str
    text: str
    who: str
    due: date | None
    days: int | None


@dataclass(frozen=True)
class Agenda:
    """What there is to attend to on `day`, for a plan.

    `cuts` are due; `late` and `soon` (due up to `until`) are unfinished milestones; `silent` have no data at
    `open_cut`, the last one of the table, once its date has come; `unproven` are complete without evidence;
    `agreements` are due up to `until` and not fulfilled. `things` is what is listed:
    milestones, commitments that report by themselves, or both.
    """

    plan: ActionPlan
    day: date
    until: date
    open_cut: ReportingPeriod | None
    cuts: tuple[Line, ...]
    late: tuple[Line, ...]
    soon: tuple[Line, ...]
    silent: tuple[Line, ...]
    unproven: tuple[Line, ...]
    agreements: tuple[Line, ...]
    things: Counted


def agenda_of(plan: ActionPlan, day: date, within: int) -> Agenda:
    """Returns the plan's agenda on `day`, looking `within` days ahead."""
    until = date.fromordinal(min(day.toordinal() + within, date.max.toordinal()))
    open_cut = next(reversed(cuts_in_order(plan)), None)
    own = frozenset(reporting_themselves(plan, open_cut)) if open_cut else frozenset()
    milestones = [each for commitment in plan.commitments for each in _owed_of(plan, commitment, own)]
    dated = [_milestone(plan, each, day) for each in milestones if not is_finished(plan, each)]
    return Agenda(
        plan=plan,
        day=day,
        until=until,
        open_cut=open_cut,
        cuts=_cuts_owed(plan, day),
        late=_by_date(each for each in dated if each.due and each.due < day),
        soon=_by_date(each for each in dated if each.due and day <= each.due <= until),
        silent=tuple(_milestone(plan, each, day) for each in _silent(plan, milestones, open_cut, day)),
        unproven=tuple(_milestone(plan, each, day) for each in milestones if _is_unproven(plan, each)),
        agreements=_by_date(_agreement(plan, each, day) for each in plan.agreements if _is_owed(each, until)),
        things=counted_things(sum(isinstance(each, Whole) for each in milestones), len(milestones)),
    )


def _owed_of(plan: ActionPlan, commitment: Commitment, own: frozenset[str]) -> tuple[Milestone, ...]:
    """Returns the milestones of a commitment or, if it has none and reports by itself, the commitment as one of them.

    `own` are the ids of the commitments that report by themselves.
    """
    itself = (whole(each) for each in (commitment,) if each.id in own)
    return plan.index.milestones_of.get(commitment.id, ()) or tuple(itself)


def _cuts_owed(plan: ActionPlan, day: date) -> tuple[Line, ...]:
    return tuple(Line(each.cadence, each.cadence, "", each.date, (each.date - day).days) for each in next_due(plan))


def last_completion(plan: ActionPlan, milestone: Milestone) -> str:
    """Returns the IRM status of the milestone's last report, whatever its cut; "" for none."""
    return reported_completion(plan, milestone, last_report(plan, milestone))


def is_finished(plan: ActionPlan, milestone: Milestone) -> bool:
    """Returns whether the milestone was last reported complete, withdrawn or not fulfilled."""
    return last_completion(plan, milestone) in OVER


def due_date(plan: ActionPlan, milestone: Milestone) -> date | None:
    """Returns the milestone's due date after every rescheduling on record, or None if it has none."""
    return dates_at(plan, milestone, date.max).end


def who_answers(plan: ActionPlan, record: Milestone | Agreement) -> str:
    """Returns the institution, area and post responsible, in the words of the tables; "" if they name nobody."""
    key, posts = (
        (record.institution, (record.area, record.post)) if isinstance(record, Milestone) else (record.responsible, ())
    )
    institution = plan.index.institutions.get(key)
    return " · ".join(filter(None, (institution.name.first if institution else "", *posts)))


def _milestone(plan: ActionPlan, milestone: Milestone, day: date) -> Line:
    due = due_date(plan, milestone)
    days = None if due is None or is_finished(plan, milestone) else (due - day).days
    return Line(milestone.id, _shortened(milestone.text), who_answers(plan, milestone), due, days)


def _agreement(plan: ActionPlan, agreement: Agreement, day: date) -> Line:
    days = (agreement.due - day).days if agreement.due else None
    return Line(agreement.id, _shortened(agreement.text), who_answers(plan, agreement), agreement.due, days)


def _is_owed(agreement: Agreement, until: date) -> bool:
    return agreement.state in OPEN_AGREEMENTS and agreement.due is not None and agreement.due <= until


def _is_unproven(plan: ActionPlan, milestone: Milestone) -> bool:
    report = last_report(plan, milestone)
    is_complete = reported_completion(plan, milestone, report) == Completion.COMPLETE
    return report is not None and is_complete and (bool(report.lacking) or not documents_on(plan, milestone))


def _silent(
    plan: ActionPlan, milestones: Iterable[Milestone], cut: ReportingPeriod | None, day: date
) -> Iterator[Milestone]:
    if cut is None or cut.date > day:
        return
    for milestone in milestones:
        given_up = last_completion(plan, milestone) in GIVEN_UP
        if report_of(plan, milestone, cut) is None and not given_up:
            yield milestone


def _by_date(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.due or date.max))


def _shortened(text: Text) -> str:
    return textwrap.shorten(text.first, _WIDTH, placeholder="…").rstrip(".")


def in_words(agenda: Agenda) -> Iterator[str]:
    """Yields the agenda as lines of plain text, to be pasted into an e-mail."""
    if agenda.plan.invented:
        yield invented_notice().base
    title = (agenda.plan.short_title or agenda.plan.title).first
    yield _("Agenda al {day}: {plan}").format(day=_day(agenda.day), plan=title)
    for section in _sections(agenda):
        yield ""
        yield from section


def _sections(agenda: Agenda) -> Iterator[Iterator[str]]:
    plan, until, none = agenda.plan, _day(agenda.until), _none_due(agenda)
    own, things = agenda.things is Counted.COMMITMENTS, _(_THINGS[agenda.things])
    yield _cuts(agenda)
    yield _section(_("{things} con retraso").format(things=things), agenda.late, none)
    soon = _("{things} que vencen a más tardar el {day}").format(things=things, day=until)
    yield _section(soon, agenda.soon, none)
    yield _silent_section(agenda)
    unproven = _("ninguno.") if own else _("ninguna.") if plan.milestones else none
    complete = _("Actividades completas sin evidencia")
    if agenda.things is not Counted.MILESTONES:
        complete = _("{things} completos sin evidencia").format(things=things)
    yield _section(complete, agenda.unproven, unproven)
    heading = _("Acuerdos por cumplir a más tardar el {day}").format(day=until)
    nothing = _("ninguno.") if plan.agreements else _("las tablas no tienen ningún acuerdo.")
    yield _section(heading, agenda.agreements, nothing)


_THINGS = {
    Counted.MILESTONES: N_("Actividades"),
    Counted.COMMITMENTS: N_("Compromisos"),
    Counted.BOTH: N_("Actividades y compromisos"),
}
"""What an agenda lists, in words (messages)."""


def _none_due(agenda: Agenda) -> str:
    """Returns why no milestone is listed by its date: none is due, or the plan lacks the data to know."""
    plan = agenda.plan
    if agenda.things is Counted.COMMITMENTS:
        if any(due_date(plan, whole(each)) for each in plan.commitments):
            return _("ninguno.")
        return _("no se puede saber, porque ningún compromiso dice el día en que termina.")
    if not plan.milestones:
        return _("las tablas no tienen ninguna actividad.")
    if not any(due_date(plan, each) for each in plan.milestones):
        return _("no se puede saber, porque ninguna actividad tiene fecha de término.")
    return _("ninguna.")


def _cuts(agenda: Agenda) -> Iterator[str]:
    heading = _("Cortes que se deben")
    yield heading if agenda.cuts else f"{heading}: {_no_cuts(agenda.plan)}"
    owed = _("Corte {cadence}")
    yield from (f"  - {owed.format(cadence=each.text)}. {_when(each)}" for each in agenda.cuts)


def lapsing_cuts(plan: ActionPlan, day: date) -> Iterator[str]:
    """Yields a sentence for each cut that the plan owes on `day`, or at most `DUE_SOON_DAYS` after it."""
    title = (plan.short_title or plan.title).first
    owed = _("{plan}: se debe un corte {cadence}. {when}")
    for each in _cuts_owed(plan, day):
        if each.days is not None and each.days <= DUE_SOON_DAYS:
            yield owed.format(plan=title, cadence=each.text, when=_when(each))


def _no_cuts(plan: ActionPlan) -> str:
    """Returns why no cut is listed: none is due, or the plan lacks the data to know."""
    if not plan.cadences:
        return _("el plan no dice cada cuánto se publica uno.")
    if plan.state != PlanState.ENDED and counted_from(plan) is None:
        return _("no se puede saber, porque el plan no dice en «periodos» cuándo empieza.")
    return _("ninguno.")


def _silent_section(agenda: Agenda) -> Iterator[str]:
    cut = agenda.open_cut
    if cut is None:
        return _section(_("Actividades sin dato"), (), _("el plan todavía no tiene ningún corte."))
    things, day = _(_THINGS[agenda.things]), _day(cut.date)
    heading = _("{things} sin dato en el corte {cut}, del {day}").format(things=things, cut=cut.id, day=day)
    nothing = _("ninguno.") if agenda.things is Counted.COMMITMENTS else _("ninguna.")
    return _section(heading, agenda.silent, nothing if cut.date <= agenda.day else _("no ha llegado su fecha."))


def _section(heading: str, lines: Sequence[Line], nothing: str) -> Iterator[str]:
    """Yields the lines grouped by who is responsible, in order of first appearance; one line if there are none."""
    yield f"{heading} ({len(lines)})" if lines else f"{heading}: {nothing}"
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.who, []).append(line)
    unknown = _("Sin responsable en las tablas")
    for who, own in groups.items():
        yield f"  {who or unknown}"
        yield from (f"  - {line.id}: {line.text}. {_when(line)}" for line in own)


def _when(line: Line) -> str:
    """Returns the date of the line, and its distance from the day of the agenda."""
    if line.due is None:
        return _("No tiene fecha.")
    if line.days is None:
        return _("Vencía el {day}.").format(day=_day(line.due))
    if line.days == 0:
        return _("Vence hoy, {day}.").format(day=_day(line.due))
    if line.days < 0:
        said = _words.ngettext(
            "Venció el {day}: {n} día de retraso.", "Venció el {day}: {n} días de retraso.", -line.days
        )
    else:
        said = _words.ngettext("Vence el {day}: falta {n} día.", "Vence el {day}: faltan {n} días.", line.days)
    return said.format(day=_day(line.due), n=abs(line.days))


def _day(day: date) -> str:
    return date_words(day, SOURCE_LANGUAGE)
