"""Calendars, read back as a client reads them: what is in them, when, and that they do not change by themselves."""

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from micrositio.i18n.bilingual import invented_notice
from micrositio.model.dates import parse_day, parse_partial
from micrositio.model.plan import ActionPlan, ScaleStep
from micrositio.model.plan_facts import PlanPeriod
from micrositio.model.records import (
    Agreement,
    Commitment,
    Institution,
    Meeting,
    Milestone,
    ProgressUpdate,
    ReportingPeriod,
    Rescheduling,
)
from micrositio.model.text import Text
from micrositio.opendata.discovery.calendars import agenda_calendar, commitment_calendars, plan_events, site_calendar
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.pipeline.site_reader import read_site
from micrositio.progress.agenda import agenda_of
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS, Addresses
from support import PLAN, ROOT, SITES, environment, made, make_site, of_plan, replace, whole

BASE = "https://abierto.example.org"
ADDRESSES = Addresses(BASE)
TITLE = Text("Gobierno Abierto de Río Chico")
WATER = made(Commitment, id="agua", title=Text("Agua limpia; siempre"), short_title=Text("Agua limpia"))
SCALE = tuple(ScaleStep(word, Text(word), None, word) for word in ("limitado", "completo", "retirado"))


def plan(**rows: Any) -> ActionPlan:
    given = {
        "id": "plan-1",
        "title": Text("Plan de Río Chico"),
        "state": "en_curso",
        "scale": SCALE,
        "commitments": (WATER,),
        "institutions": (made(Institution, id="obras", name=Text("Obras, Públicas")),),
        "periods": (PlanPeriod(parse_partial("2024-01"), parse_partial("2024-12"), Text(), Text(), ()),),
        **rows,
    }
    return made(ActionPlan, **given)


def milestone(key: str = "a", due: str = "2024-10-31", **values: Any) -> Milestone:
    values = {"text": Text("Bajar los días, de verdad."), "institution": "obras", "area": "Agua", **values}
    return made(Milestone, id=key, commitment="agua", end=parse_day(due) if due else None, **values)


def cut(day: str, published: str = "") -> ReportingPeriod:
    return made(ReportingPeriod, id=day[:7], date=parse_day(day), published=parse_day(published) if published else None)


def moved(day: str, after: str, field: str = "fin") -> Rescheduling:
    return made(
        Rescheduling, milestone="a", date=parse_day(day), field=field, before=date(2024, 1, 1), after=parse_day(after)
    )


def meeting(day: str = "2024-04-02", **values: Any) -> Meeting:
    return made(Meeting, id="sesion-1", title=Text("Sesión 1"), date=parse_partial(day) if day else None, **values)


def of_water(given: ActionPlan) -> bytes:
    """The calendar of the commitment about water."""
    return whole(next(content for each, content in commitment_calendars(given, ADDRESSES) if each is WATER))


def events(content: bytes) -> dict[str, Any]:
    """The events by the kind and the key of what they are about."""
    return {str(each["uid"]).partition("@")[0]: each for each in Calendar.from_ical(content).walk("VEVENT")}


def of(given: ActionPlan, addresses: Addresses = ADDRESSES) -> dict[str, Any]:
    return events(site_calendar(TITLE, [given], addresses))


# Milestones


def test_a_milestone_is_due_on_a_whole_day_and_leads_to_its_place_on_the_page() -> None:
    event = of(plan(milestones=(milestone(),)))["actividad.a"]
    assert event["dtstart"].dt == date(2024, 10, 31)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert "dtend" not in event
    assert event["transp"] == "TRANSPARENT"
    assert event["summary"] == "Vence: Bajar los días, de verdad (Agua limpia)"
    assert event["description"] == "Obras, Públicas · Agua\nPlan de Río Chico"
    assert event["url"] == f"{BASE}/plan-1/compromisos/agua/#actividad-a"
    assert event["sequence"] == 0


def test_without_an_address_there_is_no_link() -> None:
    assert all("url" not in each for each in of(plan(milestones=(milestone(),)), NO_ADDRESS).values())


def test_a_rescheduled_milestone_moves_and_counts_its_changes() -> None:
    before = of(plan(milestones=(milestone(),)))["actividad.a"]
    changes = (moved("2024-04-20", "2024-11-30"), moved("2024-06-20", "2024-12-15"))
    after = of(plan(milestones=(milestone(),), reschedulings=changes))["actividad.a"]
    assert after["dtstart"].dt == date(2024, 12, 15)
    assert (before["sequence"], after["sequence"]) == (0, 2)
    assert after["uid"] == before["uid"]
    assert after["last-modified"].dt == datetime(2024, 6, 20, tzinfo=UTC)


def test_a_milestone_without_a_date_or_withdrawn_is_left_out() -> None:
    given = plan(
        milestones=(milestone("a"), milestone("b"), milestone("c", due="")),
        reporting_periods=(cut("2024-03-31"), cut("2024-04-30")),
        updates=(
            made(ProgressUpdate, period="2024-03", milestone="a", status="retirado"),
            made(ProgressUpdate, period="2024-03", milestone="b", status="retirado"),
            made(ProgressUpdate, period="2024-04", milestone="b", status="limitado"),
        ),
    )
    assert [key for key in of(given) if key.startswith("actividad")] == ["actividad.b"]


# Cuts


def test_cuts_and_the_next_ones_owed_are_there() -> None:
    given = plan(
        cadences=("mensual", "cuatrimestral"),
        reporting_periods=(cut("2024-03-31"),),
        updates=(made(ProgressUpdate, period="2024-03", milestone="a"),),
    )
    found = of(given)
    assert {key: each["dtstart"].dt for key, each in found.items()} == {
        "corte.2024-03": date(2024, 3, 31),
        "corte-debido.mensual": date(2024, 4, 30),
        "corte-debido.cuatrimestral": date(2024, 7, 31),
    }
    assert found["corte.2024-03"]["summary"] == "Corte 2024-03 (Plan de Río Chico)"
    assert found["corte.2024-03"]["url"] == f"{BASE}/plan-1/tablero/2024-03/"
    assert found["corte-debido.mensual"]["summary"] == "Se debe el corte mensual (Plan de Río Chico)"


def test_no_cut_is_owed_after_the_end_of_the_plan() -> None:
    short = PlanPeriod(None, parse_partial("2024-04-29"), Text(), Text(), ())
    for ended in ({"state": "concluido"}, {"periods": (short,)}):
        given = plan(
            cadences=("mensual", "cuatrimestral"),
            reporting_periods=(cut("2024-03-31"),),
            updates=(made(ProgressUpdate, period="2024-03", milestone="a"),),
            **ended,
        )
        assert list(of(given)) == ["corte.2024-03"]


def test_the_cut_owed_is_one_event_that_moves_as_cuts_are_published() -> None:
    def owed(*days: str) -> Any:
        updates = tuple(made(ProgressUpdate, period=day[:7], milestone="a") for day in days)
        given = plan(cadences=("mensual",), reporting_periods=tuple(map(cut, days)), updates=updates)
        return of(given)["corte-debido.mensual"]

    first, second = owed("2024-03-31"), owed("2024-03-31", "2024-04-30")
    assert first["uid"] == second["uid"]
    assert first["dtstart"].dt < second["dtstart"].dt
    assert first["sequence"] < second["sequence"]


# Meetings


@pytest.mark.parametrize(
    ("values", "starts", "ends"),
    [
        ({"starts": "17:00", "ends": "18:30", "utc_offset": "-06:00"}, "20240402T230000Z", "20240403T003000Z"),
        ({"starts": "01:00", "ends": "02:00", "utc_offset": "+05:30"}, "20240401T193000Z", "20240401T203000Z"),
        ({"starts": "17:00", "ends": "18:30"}, "20240402T170000", "20240402T183000"),
        ({"starts": "22:00", "ends": "00:30", "utc_offset": "-06:00"}, "20240403T040000Z", "20240403T063000Z"),
        ({"starts": "17:00"}, "20240402T170000", None),
        ({"starts": "17:00", "ends": "17:00"}, "20240402T170000", None),
        ({"ends": "18:30", "utc_offset": "-06:00"}, "20240402", None),
        ({}, "20240402", None),
    ],
)
def test_a_meeting_is_at_its_hour(values: dict[str, str], starts: str, ends: str | None) -> None:
    event = of(plan(meetings=(meeting(**values),)))["sesion.sesion-1"]
    assert event["dtstart"].to_ical().decode() == starts
    assert (event["dtend"].to_ical().decode() if "dtend" in event else None) == ends
    assert event["transp"] == ("OPAQUE" if "T" in starts else "TRANSPARENT")


def test_a_meeting_says_where_it_is_and_what_it_is_about() -> None:
    text = Text("Se revisó; sin acuerdo.\nSegunda línea")
    given = meeting(place=Text("Casa, de la Cultura"), description=text)
    event = of(plan(meetings=(given,)))["sesion.sesion-1"]
    assert event["location"] == "Casa, de la Cultura"
    assert event["description"] == f"{text.base}\nPlan de Río Chico"
    assert event["url"] == f"{BASE}/plan-1/sesiones/sesion-1/"


@pytest.mark.parametrize("day", ["", "2024", "2024-04"])
def test_a_meeting_of_which_the_day_is_not_known_is_left_out(day: str) -> None:
    assert of(plan(meetings=(meeting(day),))) == {}


# Agreements


def test_an_agreement_is_there_with_its_limit_unless_cancelled() -> None:
    def agreement(key: str, due: date | None, state: str) -> Agreement:
        return made(
            Agreement, id=key, meeting="sesion-1", text=Text("Contratar"), responsible="obras", due=due, state=state
        )

    agreements = (
        agreement("uno", date(2024, 5, 31), "pendiente"),
        agreement("dos", date(2024, 5, 31), "cancelado"),
        agreement("tres", None, "pendiente"),
        agreement("cuatro", date(2024, 6, 30), "cumplido"),
    )
    found = of(plan(meetings=(meeting(""),), agreements=agreements))
    assert sorted(found) == ["acuerdo.cuatro", "acuerdo.uno"]
    assert found["acuerdo.uno"]["dtstart"].dt == date(2024, 5, 31)
    assert found["acuerdo.uno"]["summary"] == "Límite del acuerdo: Contratar"
    assert found["acuerdo.uno"]["url"] == f"{BASE}/plan-1/sesiones/sesion-1/#uno"


# What lasts


def test_an_identifier_does_not_depend_on_dates_words_or_the_address() -> None:
    def of_site(text: str, due: str, addresses: Addresses) -> list[str]:
        given = plan(
            milestones=(milestone(due=due, text=Text(text)),),
            cadences=("mensual",),
            title=Text(text),
            meetings=(meeting(due),),
        )
        return sorted(str(each["uid"]) for each in of(given, addresses).values())

    first = of_site("Uno", "2024-10-31", NO_ADDRESS)
    assert first == of_site("Dos", "2024-11-30", ADDRESSES)
    assert first == [
        "actividad.a@plan-1.micrositio",
        "corte-debido.mensual@plan-1.micrositio",
        "sesion.sesion-1@plan-1.micrositio",
    ]


@pytest.mark.parametrize(
    ("rows", "stamp"),
    [
        ({}, "2000-01-01"),
        ({"reporting_periods": (cut("2024-03-31"),)}, "2024-03-31"),
        ({"reporting_periods": (cut("2024-06-30", "2024-07-05"), cut("2024-03-31"))}, "2024-07-05"),
        (
            {"reporting_periods": (cut("2024-03-31"),), "reschedulings": (moved("2024-04-20", "2024-11-30"),)},
            "2024-04-20",
        ),
    ],
)
def test_the_time_of_the_last_change_comes_from_the_data(rows: dict[str, Any], stamp: str) -> None:
    event = of(plan(milestones=(milestone(),), **rows))["actividad.a"]
    expected = datetime.combine(parse_day(stamp), datetime.min.time(), UTC)
    assert event["dtstamp"].dt == event["last-modified"].dt == expected


# An invented plan


def test_what_is_invented_says_so_in_each_event_and_in_the_calendar() -> None:
    given = plan(invented=True, milestones=(milestone(),), reporting_periods=(cut("2024-03-31"),))
    for content in (site_calendar(TITLE, [given], ADDRESSES), of_water(given)):
        calendar = Calendar.from_ical(content)
        for name in ("name", "x-wr-calname"):
            assert str(calendar[name]).startswith("[Plan inventado] ")
        for name in ("description", "x-wr-caldesc"):
            assert "Plan inventado." in str(calendar[name])
        for event in events(content).values():
            assert event["summary"].startswith("[Plan inventado] ")
            assert event["description"].startswith(invented_notice().base)


def test_beside_a_real_plan_only_what_is_invented_says_so() -> None:
    real = plan(milestones=(milestone(),))
    invented = plan(id="plan-2", invented=True, title=Text("Plan de prueba"), milestones=(milestone(),))
    calendar = Calendar.from_ical(site_calendar(TITLE, [real, invented], ADDRESSES))
    assert str(calendar["x-wr-calname"]) == "Fechas: Gobierno Abierto de Río Chico"
    assert "Plan de prueba: Plan inventado." in str(calendar["x-wr-caldesc"])
    marked = {str(each["uid"]): str(each["summary"]).startswith("[Plan inventado]") for each in calendar.walk("VEVENT")}
    assert marked == {"actividad.a@plan-1.micrositio": False, "actividad.a@plan-2.micrositio": True}


def test_a_real_plan_says_nothing_of_the_kind() -> None:
    assert b"inventado" not in site_calendar(TITLE, [plan(milestones=(milestone(),))], ADDRESSES)


# The file


def test_the_file_is_as_the_standard_asks() -> None:
    text = Text("Ñandú; coma, barra \\ y «comillas» " * 8)
    content = site_calendar(
        TITLE, [plan(milestones=(milestone(text=text),), meetings=(meeting(starts="10:00"),))], ADDRESSES
    )
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if not line.decode("utf-8").isprintable()] == []
    assert re.search(rb"^VERSION:2\.0\r$", content, re.MULTILINE)
    for event in events(content).values():
        assert {"UID", "DTSTAMP", "DTSTART"} <= set(event)
    assert text.base.strip() in events(content)["actividad.a"]["summary"]


def test_commas_in_the_name_of_a_calendar_are_escaped() -> None:
    written = site_calendar(Text("Río Chico, abierto; siempre"), [], ADDRESSES)
    assert rb"X-WR-CALNAME:Fechas: R" in written
    assert rb"Chico\, abierto\; siempre" in written


def test_the_sites_calendar_without_events_is_one_all_the_same_and_a_commitment_has_none() -> None:
    calendar = Calendar.from_ical(site_calendar(TITLE, [plan()], ADDRESSES))
    assert calendar["version"] == "2.0"
    assert list(commitment_calendars(plan(), ADDRESSES)) == []
    assert calendar.walk("VEVENT") == []


def test_events_go_by_date_whatever_the_order_of_the_tables() -> None:
    one, other = milestone("a", "2024-10-31"), milestone("b", "2024-02-29")
    content = site_calendar(TITLE, [plan(milestones=(one, other))], ADDRESSES)
    assert content == site_calendar(TITLE, [plan(milestones=(other, one))], ADDRESSES)
    assert list(events(content)) == ["actividad.b", "actividad.a"]


def test_a_commitments_calendar_has_its_milestones_and_the_cuts() -> None:
    other = made(Commitment, id="calles", title=Text("Calles"))
    given = plan(
        commitments=(WATER, other),
        milestones=(milestone("a"), made(Milestone, id="z", commitment="calles", end=date(2024, 5, 1))),
        reporting_periods=(cut("2024-03-31"),),
        meetings=(meeting(),),
    )
    assert list(events(of_water(given))) == ["corte.2024-03", "actividad.a"]


def test_the_agendas_calendar_has_its_deadlines_and_nothing_else() -> None:
    given = plan(
        cadences=("mensual",),
        milestones=(
            milestone("tarde", "2024-03-01"),
            milestone("pronto", "2024-04-20"),
            milestone("lejos", "2024-11-30"),
            milestone("hecha", "2024-03-01"),
        ),
        reporting_periods=(cut("2024-03-31"),),
        updates=(made(ProgressUpdate, period="2024-03", milestone="hecha", status="completo"),),
        meetings=(meeting(),),
        agreements=(made(Agreement, id="uno", meeting="sesion-1", due=date(2024, 4, 10), state="pendiente"),),
    )
    found = events(agenda_calendar([agenda_of(given, date(2024, 4, 5), 30)], ADDRESSES))
    assert list(found) == ["actividad.tarde", "acuerdo.uno", "actividad.pronto", "corte-debido.mensual"]
    public = of(given)
    assert all(found[key].to_ical() == public[key].to_ical() for key in found)


# What is published


def options(root: Path, base_url: str | None = None) -> Options:
    return Options(root, (ROOT / "themes",), base_url)


def published(root: Path, kept: BuildCache | None = None, base_url: str | None = None) -> Site:
    site, problems = build_site(options(root, base_url), lambda *stage: None, kept)
    assert site is not None, problems
    return site


def calendar_of(site: Site, path: str = router.CALENDAR) -> dict[str, Any]:
    content = site[router.SitePath(path)]
    assert isinstance(content, bytes)
    return events(content)


def test_the_site_publishes_its_calendar_and_one_for_each_commitment() -> None:
    site = published(SITES / "minimo", base_url=BASE)
    found = calendar_of(site)
    assert found["actividad.agua-2"]["dtstart"].dt == date(2024, 12, 15)
    assert found["actividad.agua-2"]["sequence"] == 2
    assert found["sesion.sesion-1"]["dtstart"].dt == datetime(2023, 11, 20, 16, 0, tzinfo=UTC)
    assert found["sesion.sesion-1"]["dtend"].dt - found["sesion.sesion-1"]["dtstart"].dt == timedelta(hours=2.5)
    assert found["acuerdo.acuerdo-2"]["dtstart"].dt == date(2024, 5, 31)
    assert {"corte.2024-03", "corte.2024-06"} <= set(found)
    own = [path for path in site if path.endswith(".ics")]
    assert own == [router.CALENDAR, *(f"{PLAN}/compromisos/{each}/calendario.ics" for each in ("agua", "calles"))]
    assert sorted(calendar_of(site, own[1])) == [
        "actividad.agua-1",
        "actividad.agua-2",
        "corte.2024-03",
        "corte.2024-06",
    ]


def test_every_link_of_a_calendar_leads_to_a_page_and_its_anchor() -> None:
    site = published(SITES / "minimo", base_url=BASE)
    links = [str(event["url"]).removeprefix(f"{BASE}/").partition("#") for event in calendar_of(site).values()]
    assert len(links) > 5
    for path, _, anchor in links:
        page = site[router.SitePath(f"{path}index.html")]
        assert isinstance(page, bytes)
        assert not anchor or f'id="{anchor}"' in page.decode()


def test_every_published_calendar_can_be_read_back() -> None:
    for root in (ROOT, SITES / "costa-rica", SITES / "seis-pasos"):
        site = published(root)
        calendars = {path: content for path, content in site.items() if path.endswith(".ics")}
        assert len(calendars) > 1
        for path, content in calendars.items():
            assert isinstance(content, bytes)
            read = Calendar.from_ical(content)
            assert read.errors == [] or all(str(name).startswith("X-") for name, _ in read.errors), path
            uids = [str(each["uid"]) for each in read.walk("VEVENT")]
            assert len(uids) == len(set(uids)), path
            assert all(each.errors == [] for each in read.walk("VEVENT")), path


def test_leaving_the_invented_plan_out_leaves_its_dates_out() -> None:
    site, _ = build_site(Options(ROOT, (ROOT / "themes",), None, exclude_demo=True), lambda *stage: None)
    assert site is not None
    content = site[router.CALENDAR]
    assert isinstance(content, bytes)
    assert b"demostracion" not in content
    assert b"inventado" not in content


def test_the_preview_keeps_calendars_until_something_of_theirs_changes(tmp_path: Path) -> None:
    kept, root = BuildCache(), make_site(tmp_path)
    first = published(root, kept)
    again = published(root, kept)
    assert all(again[path] is first[path] for path in first if path.endswith(".ics"))
    table = root / of_plan("actividades.csv")
    table.write_text(table.read_text().replace("Hacer tres asambleas", "Hacer cuatro asambleas"))
    changed = published(root, kept)
    for path in (router.CALENDAR, f"{PLAN}/compromisos/calles/calendario.ics"):
        assert "cuatro asambleas" in calendar_of(changed, path)["actividad.calles-1"]["summary"]
    assert dict(changed) == dict(published(root))
    site = root / "content" / "sitio.yaml"
    site.write_text(re.sub(r"(?m)^direccion:.*\n", "", site.read_text()) + f"direccion: {BASE}\n")
    moved_site = published(root, kept)
    assert str(calendar_of(moved_site)["actividad.calles-1"]["url"]).startswith(BASE)
    assert dict(moved_site) == dict(published(root))


@pytest.mark.parametrize(
    "changes",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Ojinaga", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
)
def test_neither_the_machine_nor_the_hour_changes_a_calendar(changes: dict[str, str]) -> None:
    code = (
        "import sys; from pathlib import Path; from micrositio.pipeline.site_reader import read_site\n"
        "from micrositio.pipeline.options import Options\n"
        "from micrositio.opendata.discovery.calendars import site_calendar\n"
        "from micrositio.routes.addresses import NO_ADDRESS\n"
        "read = read_site(Options(Path(sys.argv[1]), ()), lambda *stage: None)\n"
        "sys.stdout.buffer.write(site_calendar(read.config.title, read.plans, NO_ADDRESS))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code, str(ROOT)],
        env=environment({"PYTHONPATH": str(ROOT / "src"), **changes}),
        capture_output=True,
        check=True,
    )
    here = read_site(options(ROOT), lambda *stage: None)
    assert here.config is not None
    assert finished.stdout == site_calendar(here.config.title, here.plans, NO_ADDRESS)


def test_a_meetings_zone_moves_it_and_the_tables_say_so(tmp_path: Path) -> None:
    edit = replace(of_plan("sesiones.csv"), "2023-11-20,10:00,12:30,-06:00", "2023-11-20,10:00,12:30,")
    found = calendar_of(published(make_site(tmp_path, edit)))
    assert found["sesion.sesion-1"]["dtstart"].dt == datetime(2023, 11, 20, 10, 0)


def test_events_are_told_one_by_one_for_who_shows_them_otherwise() -> None:
    [event] = plan_events(plan(milestones=(milestone(),)), ADDRESSES)
    assert (event.starts, event.ends, event.place) == (date(2024, 10, 31), None, "")
