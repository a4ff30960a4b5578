"""Calendar files have the bytes that the icalendar library gives: folding, escapes, times and order."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar, Event, vText

from micrositio.formats.calendar_file import component, line, text_line, time_line
from micrositio.opendata.discovery.calendars import PlanEvent, _component

LETTERS = "aé€😀\\^;, :\"'ñ"
WORDS = [
    "", "\\", "^", "\\N", "\\n", "a\\N\\Nb", "uno;dos,tres\\cuatro", "uno\ndos\r\ntres\rcuatro\n\r", "«á»", "\u0301",
    '"comillas"', "x" * 300, "\\" * 300, "^" * 300, "€" * 300, "😀" * 100, ";" * 200, "\n" * 200, "e\u0301" * 90,
]  # fmt: skip


def by_library(name: str, words: str) -> bytes:
    event = Event()
    event.add(name, vText(words))
    return bytes(event.to_ical())


@pytest.mark.parametrize("words", WORDS)
def test_a_text_is_escaped_and_folded_as_the_library_does(words: str) -> None:
    assert component("VEVENT", [text_line("DESCRIPTION", words)]) == by_library("description", words)


def test_folding_agrees_at_every_length_and_with_any_character_at_the_end_of_a_line() -> None:
    chance = random.Random(5545)
    for length in range(55, 170):
        for last in LETTERS:
            words = "a" * (length - 1) + last + "z" * chance.randrange(0, 80)
            assert component("VEVENT", [text_line("SUMMARY", words)]) == by_library("summary", words)
    for _ in range(1500):
        words = "".join(chance.choices(LETTERS, k=chance.randrange(0, 250)))
        assert component("VEVENT", [text_line("LOCATION", words)]) == by_library("location", words)


def test_no_line_is_too_long_nor_cuts_a_character() -> None:
    for words in WORDS:
        for each in text_line("SUMMARY", words).split(b"\r\n"):
            assert len(each) <= 75
            each.decode()


@pytest.mark.parametrize(
    "when", [date(2024, 4, 2), date(203, 1, 9), datetime(2024, 4, 2, 9, 5), datetime(2024, 12, 31, 23, 59, tzinfo=UTC)]
)  # fmt: skip
def test_days_and_times_are_written_as_the_library_does(when: date) -> None:
    event = Event()
    event.add("dtstart", when)
    assert component("VEVENT", [time_line("DTSTART", when)]) == event.to_ical()


EVENTS = [
    PlanEvent("u@p", "Vence; ya", "Uno\nDos, tres", date(2024, 1, 2), date(2024, 1, 1)),
    PlanEvent("u@p", "", "", date(2024, 1, 2), date(2024, 1, 1), sequence=3),
    PlanEvent(
        "u,1;2@p", "Sesión", "x" * 90, datetime(2024, 1, 2, 10), date(2024, 1, 1), datetime(2024, 1, 2, 12),
        "Salón, 2.º piso", "https://abierto.example.org/" + "ruta;larga,/" * 9, 1,
    ),
    PlanEvent("u@p", "Sesión", "", datetime(2024, 1, 2, 10, tzinfo=UTC), date(2024, 1, 1), place="Aquí"),
]  # fmt: skip


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_has_the_properties_and_the_order_of_the_library(event: PlanEvent) -> None:
    changed = datetime.combine(event.changed, time(), UTC)
    whole_day = not isinstance(event.starts, datetime)
    by_library = Event()
    for key, value in (
        ("uid", event.uid), ("sequence", event.sequence), ("dtstamp", changed), ("last-modified", changed),
        ("dtstart", event.starts), ("dtend", event.ends), ("summary", event.summary),
        ("description", event.description), ("location", event.place), ("url", event.url),
        ("transp", "TRANSPARENT" if whole_day else "OPAQUE"),
    ):  # fmt: skip
        if value not in (None, ""):
            by_library.add(key, value)
    assert _component(event) == by_library.to_ical()


def test_a_calendar_read_and_written_by_the_library_is_the_same_bytes() -> None:
    head = [
        text_line("VERSION", "2.0"),
        text_line("PRODID", "-//á//ES"),
        line("REFRESH-INTERVAL;VALUE=DURATION", "P1D"),
    ]
    content = component("VCALENDAR", [*head, *map(_component, EVENTS)])
    assert Calendar.from_ical(content).to_ical() == content
