"""The dates of the plans as calendars to subscribe to (iCalendar, RFC 5545).

An event keeps its identifier when its date or words change, and the times of its changes come from the data: a calendar
has the same bytes wherever and whenever it is made. The site's calendar is published even without events, so that its
address responds before the first date is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from micrositio.formats.calendar_file import component, line, text_line, time_line
from micrositio.formats.spool import Spool
from micrositio.formats.zip_archive import Content
from micrositio.i18n.bilingual import invented_notice
from micrositio.i18n.messages import catalogue
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Agreement, Commitment, Meeting, Milestone, ReportingPeriod
from micrositio.model.text import SOURCE_LANGUAGE, Text
from micrositio.model.vocabularies import GIVEN_UP
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
_REFRESH = "P1D"


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


def commitment_calendars(plan: ActionPlan, addresses: Addresses) -> Iterator[tuple[Commitment, Content]]:
    """Yields each commitment with the calendar of the due dates of its milestones, and of the plan's cuts.

    A commitment without events is left out: RFC 5545 admits no empty calendar.
    """
    dates, words = _Dates(plan, addresses), catalogue(plan.language).gettext("Fechas: {title}")
    cuts, keep = tuple(dates.cuts()), Spool()
    for each in plan.commitments:
        events = (*dates.milestones(each), *cuts)
        if events:
            yield each, keep([_bytes(words.format(title=_title(each)), plan.language, (plan,), events)])


def has_calendar(plan: ActionPlan, commitment: Commitment) -> bool:
    """Returns whether the commitment has events, and so a calendar."""
    dates = _Dates(plan, NO_ADDRESS)
    return any(True for _event in chain(dates.milestones(commitment), dates.cuts()))


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

    Milestones that will not be completed, cancelled agreements and meetings without a known day are left out.
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
            if due is not None and last_completion(self.plan, milestone) not in GIVEN_UP:
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
            sequence=len(self.plan.index.reported_cuts),
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
    title, about = _marked(plans, name, language), _about(plans, language)
    head = (
        text_line("VERSION", "2.0"),
        text_line("PRODID", PRODUCT.format(language.upper())),
        text_line("CALSCALE", "GREGORIAN"),
        *(text_line(key, about) for key in ("DESCRIPTION", "X-WR-CALDESC")),
        *(text_line(key, title) for key in ("NAME", "X-WR-CALNAME")),
        line("REFRESH-INTERVAL;VALUE=DURATION", _REFRESH),
    )
    ordered = sorted(events, key=lambda each: (str(each.starts), each.uid))
    return component("VCALENDAR", (*head, *map(_component, ordered)))


@lru_cache(maxsize=1024)
def _component(event: PlanEvent) -> bytes:
    """Returns the event as an iCalendar component; a whole-day event does not block time (TRANSPARENT)."""
    changed = datetime.combine(event.changed, time(), UTC)
    whole_day = not isinstance(event.starts, datetime)
    return component(
        "VEVENT",
        (
            text_line("SUMMARY", event.summary) if event.summary else b"",
            time_line("DTSTART", event.starts),
            time_line("DTEND", event.ends) if event.ends else b"",
            time_line("DTSTAMP", changed),
            text_line("UID", event.uid),
            line("SEQUENCE", str(event.sequence)),
            text_line("DESCRIPTION", event.description) if event.description else b"",
            time_line("LAST-MODIFIED", changed),
            text_line("LOCATION", event.place) if event.place else b"",
            text_line("TRANSP", "TRANSPARENT" if whole_day else "OPAQUE"),
            line("URL", event.url) if event.url else b"",
        ),
    )
