"""The dates of the plans as calendars to subscribe to (iCalendar, RFC 5545).

An event keeps its identifier when its date or words change, and the times of its changes come from the data: a calendar
has the same bytes wherever and whenever it is made. The site's calendar is published even without events, so that its
address responds before the first date is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from icalendar import Calendar, Event, vText

from micrositio.i18n.bilingual import invented_notice
from micrositio.i18n.messages import catalogue
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Agreement, Commitment, Meeting, Milestone, ReportingPeriod
from micrositio.model.text import SOURCE_LANGUAGE, Text
from micrositio.model.vocabularies import Completion
from micrositio.progress.agenda import Agenda, due_date, last_completion, who_answers
from micrositio.progress.cadence import Due, next_due
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS, Addresses

EPOCH = date(2000, 1, 1)
"""Time of change for events of a plan without cuts: RFC 5545 requires one, and a build reads no clock."""
PRODUCT = "-//micrositio//{}"
CANCELLED = "cancelado"
_MILESTONE, _CUT, _DUE, _MEETING, _AGREEMENT = "actividad", "corte", "corte-debido", "sesion", "acuerdo"
_REFRESH = timedelta(days=1)


@dataclass(frozen=True)
class PlanEvent:
    """An event on a day or at a time (a time without a zone is local wherever it is read).

    `uid` is its permanent identifier and `sequence` counts the changes of its date; `changed` is the last day on which
    the data state a change; `ends` is None if not known, and for a whole day; `place` and `url` are "" if
    there is none.
    """

    uid: str
    summary: str
    description: str
    starts: date | datetime
    changed: date
    ends: datetime | None = None
    place: str = ""
    url: str = ""
    sequence: int = 0


def site_calendar(title: Text, plans: Iterable[ActionPlan], addresses: Addresses) -> bytes:
    """Returns the calendar of every date of the plans that a site publishes, in the language of the site's title."""
    published = tuple(plans)
    events = [event for plan in published for event in plan_events(plan, addresses)]
    _ = catalogue(title.language).gettext
    return _bytes(_("Fechas: {title}").format(title=title.first), title.language, published, events)


def commitment_calendar(plan: ActionPlan, commitment: Commitment, addresses: Addresses) -> bytes:
    """Returns the calendar of the due dates of the commitment's milestones, and of the plan's cuts."""
    name = catalogue(plan.language).gettext("Fechas: {title}").format(title=_title(commitment))
    return _bytes(name, plan.language, (plan,), commitment_events(plan, commitment, addresses))


def commitment_events(
    plan: ActionPlan, commitment: Commitment, addresses: Addresses = NO_ADDRESS
) -> tuple[PlanEvent, ...]:
    """Returns the events of a commitment's calendar; with none, no calendar is made: RFC 5545 admits no empty one."""
    dates = _Dates(plan, addresses)
    return (*dates.milestones(commitment), *dates.cuts())


def agenda_calendar(agendas: Iterable[Agenda], addresses: Addresses) -> bytes:
    """Returns the calendar of the deadlines of the agendas: cuts owed, milestones late or due soon, and agreements."""
    listed = tuple(agendas)
    events = [event for agenda in listed for event in _deadlines(agenda, addresses)]
    titles = ", ".join(_title(agenda.plan) for agenda in listed)
    _ = catalogue(SOURCE_LANGUAGE).gettext
    return _bytes(
        _("Agenda: {titles}").format(titles=titles), SOURCE_LANGUAGE, tuple(agenda.plan for agenda in listed), events
    )


def _deadlines(agenda: Agenda, addresses: Addresses) -> Iterator[PlanEvent]:
    wanted = {_uid(agenda.plan, _DUE, line.id) for line in agenda.cuts}
    wanted |= {_uid(agenda.plan, _MILESTONE, line.id) for line in (*agenda.late, *agenda.soon)}
    wanted |= {_uid(agenda.plan, _AGREEMENT, line.id) for line in agenda.agreements}
    return (event for event in plan_events(agenda.plan, addresses) if event.uid in wanted)


def plan_events(plan: ActionPlan, addresses: Addresses) -> tuple[PlanEvent, ...]:
    """Returns the plan's events: due dates in force, its cuts and the next ones owed, meetings and agreements.

    Withdrawn milestones and cancelled agreements are left out, and so are meetings without a known day.
    """
    dates = _Dates(plan, addresses)
    milestones = (event for each in plan.commitments for event in dates.milestones(each))
    return (*milestones, *dates.cuts(), *dates.meetings(), *dates.agreements())


def _uid(plan: ActionPlan, kind: str, key: str) -> str:
    """Returns an identifier made of keys, which never change: not of dates, words, or the site's address."""
    return f"{kind}.{key}@{plan.id}.micrositio"


@dataclass(frozen=True)
class _Dates:
    """The events of a plan; `addresses` are those of the site."""

    plan: ActionPlan
    addresses: Addresses

    @property
    def gettext(self) -> Callable[[str], str]:
        """The function that translates a message into the language of the plan."""
        return catalogue(self.plan.language).gettext

    @cached_property
    def changed(self) -> date:
        """Last day on which the data state a change, `EPOCH` if there is none."""
        cuts = (each.published or each.date for each in self.plan.reporting_periods)
        return max((*cuts, *(each.date for each in self.plan.reschedulings)), default=EPOCH)

    def milestones(self, commitment: Commitment) -> Iterator[PlanEvent]:
        for milestone in self.plan.index.milestones_of.get(commitment.id, ()):
            due = due_date(self.plan, milestone)
            if due is not None and last_completion(self.plan, milestone) != Completion.WITHDRAWN:
                yield self._milestone(commitment, milestone, due)

    def _milestone(self, commitment: Commitment, milestone: Milestone, due: date) -> PlanEvent:
        what = milestone.text.first.rstrip(".")
        return self._event(
            _uid(self.plan, _MILESTONE, milestone.id),
            self.gettext("Vence: {what} ({commitment})").format(what=what, commitment=_title(commitment)),
            (who_answers(self.plan, milestone), milestone.output.first),
            starts=due,
            url=self.addresses.canonical(router.commitment(self.plan, commitment), anchors.milestone_anchor(milestone)),
            sequence=len(self.plan.index.reschedulings_of.get(milestone.id, ())),
        )

    def cuts(self) -> Iterator[PlanEvent]:
        yield from (self._cut(each) for each in self.plan.reporting_periods)
        yield from (self._due(each) for each in next_due(self.plan))

    def _cut(self, cut: ReportingPeriod) -> PlanEvent:
        return self._event(
            _uid(self.plan, _CUT, cut.id),
            self.gettext("Corte {cut} ({plan})").format(cut=cut.id, plan=_title(self.plan)),
            (cut.note.first,),
            starts=cut.date,
            url=self.addresses.canonical(router.board_at(self.plan, cut)),
        )

    def _due(self, due: Due) -> PlanEvent:
        return self._event(
            _uid(self.plan, _DUE, due.cadence),
            self.gettext("Se debe el corte {cadence} ({plan})").format(cadence=due.cadence, plan=_title(self.plan)),
            (),
            starts=due.date,
            url=self.addresses.canonical(router.board(self.plan)),
            sequence=len({update.period for update in self.plan.updates}),
        )

    def meetings(self) -> Iterator[PlanEvent]:
        yield from (self._meeting(each) for each in self.plan.meetings if each.date and each.date.day)

    def _meeting(self, meeting: Meeting) -> PlanEvent:
        starts, ends = _hours(meeting)
        return self._event(
            _uid(self.plan, _MEETING, meeting.id),
            meeting.title.first,
            (meeting.description.first,),
            starts=starts,
            ends=ends,
            place=meeting.place.first,
            url=self.addresses.canonical(router.meeting(self.plan, meeting)),
        )

    def agreements(self) -> Iterator[PlanEvent]:
        for agreement in self.plan.agreements:
            if agreement.due is not None and agreement.state != CANCELLED:
                yield self._agreement(agreement, agreement.due)

    def _agreement(self, agreement: Agreement, due: date) -> PlanEvent:
        meeting = self.plan.index.meetings[agreement.meeting]
        return self._event(
            _uid(self.plan, _AGREEMENT, agreement.id),
            self.gettext("Límite del acuerdo: {what}").format(what=agreement.text.first),
            (who_answers(self.plan, agreement), meeting.title.first),
            starts=due,
            url=self.addresses.canonical(router.meeting(self.plan, meeting), agreement.id),
        )

    def _event(self, uid: str, summary: str, details: Iterable[str], **more: Any) -> PlanEvent:
        lines = (
            invented_notice().pick(self.plan.language)[0] if self.plan.invented else "",
            *details,
            self.plan.title.first,
        )
        description = "\n".join(filter(None, lines))
        return PlanEvent(
            uid, _marked([self.plan], summary, self.plan.language), description, changed=self.changed, **more
        )


def _hours(meeting: Meeting) -> tuple[date | datetime, datetime | None]:
    """Returns the start and end of the meeting, in UTC if its zone is known; only its day if its hour is not known.

    The end is None if it is not known or equal to the start; an end before the start is on the next day.
    """
    assert meeting.date is not None
    if not meeting.starts:
        return meeting.date.first, None
    starts, ends = (_moment(meeting, hour) for hour in (meeting.starts, meeting.ends or meeting.starts))
    if ends < starts:
        ends += timedelta(days=1)
    return starts, ends if ends != starts else None


def _moment(meeting: Meeting, hour: str) -> datetime:
    local = datetime.fromisoformat(f"{meeting.date}T{hour}{meeting.utc_offset}")
    return local.astimezone(UTC) if meeting.utc_offset else local


def _title(each: ActionPlan | Commitment) -> str:
    return (each.short_title or each.title).first


def _marked(plans: Iterable[ActionPlan], name: str, language: str) -> str:
    """Returns the name, with a mark if all the plans are invented."""
    invented = [plan.invented for plan in plans]
    return f"{catalogue(language).gettext('[Plan inventado]')} {name}" if invented and all(invented) else name


def _about(plans: Iterable[ActionPlan], language: str) -> str:
    notices = (f"{_title(plan)}: {invented_notice().pick(language)[0]}" for plan in plans if plan.invented)
    _ = catalogue(language).gettext
    return "\n".join((_("Vencimientos, cortes, sesiones y acuerdos."), *notices))


def _bytes(name: str, language: str, plans: tuple[ActionPlan, ...], events: Iterable[PlanEvent]) -> bytes:
    """Returns the calendar as iCalendar bytes; X-WR-… are the property names for clients older than RFC 7986."""
    calendar = Calendar()
    for key, value in (("prodid", PRODUCT.format(language.upper())), ("version", "2.0"), ("calscale", "GREGORIAN")):
        calendar.add(key, value)
    for keys, text in (
        (("name", "x-wr-calname"), _marked(plans, name, language)),
        (("description", "x-wr-caldesc"), _about(plans, language)),
    ):
        for key in keys:
            calendar.add(key, vText(text))  # the library leaves the keys it does not know unescaped
    calendar.add("refresh-interval", _REFRESH, {"VALUE": "DURATION"})
    for event in sorted(events, key=lambda each: (str(each.starts), each.uid)):
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical())


def _component(event: PlanEvent) -> Event:
    """Returns the event as an iCalendar component; a whole-day event does not block time (TRANSPARENT)."""
    changed = datetime.combine(event.changed, time(), UTC)
    whole_day = not isinstance(event.starts, datetime)
    component = Event()
    for key, value in (
        ("uid", event.uid),
        ("sequence", event.sequence),
        ("dtstamp", changed),
        ("last-modified", changed),
        ("dtstart", event.starts),
        ("dtend", event.ends),
        ("summary", event.summary),
        ("description", event.description),
        ("location", event.place),
        ("url", event.url),
        ("transp", "TRANSPARENT" if whole_day else "OPAQUE"),
    ):
        if value not in (None, ""):
            component.add(key, value)
    return component
