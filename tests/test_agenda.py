"""The agenda: what the staff must attend to on a day, on cases worked out by hand and through the real command.

After changing its words on purpose, write the golden text again and read the difference:
REGENERAR=1 .venv/bin/python -m pytest tests/test_agenda.py
"""

import os
import re
import subprocess
from collections.abc import Iterable
from datetime import date
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
    Evidence,
    Institution,
    Milestone,
    ProgressUpdate,
    ReportingPeriod,
    Rescheduling,
)
from micrositio.model.text import Text
from micrositio.progress.agenda import Agenda, Line, agenda_of, in_words, lapsing_cuts
from support import PLAN, ROOT, SITES, digests, made, make_site, of_plan, remove, replace, run

DAY = date(2024, 5, 10)
GOLDEN = ROOT / "tests" / "golden" / "agenda.txt"
SCALE = tuple(ScaleStep(word, Text(word), None, word) for word in ("limitado", "completo", "retirado"))
MARCH, APRIL = (
    made(ReportingPeriod, id=f"2024-0{month}", date=date(2024, month, day)) for month, day in ((3, 31), (4, 30))
)


def plan(**rows: Any) -> ActionPlan:
    given = {
        "id": "p",
        "title": Text("Plan de Río Chico"),
        "state": "en_curso",
        "cadences": ("mensual",),
        "scale": SCALE,
        "commitments": (made(Commitment, id="c"),),
        "institutions": (made(Institution, id="obras", name=Text("Obras Públicas")),),
        "periods": (PlanPeriod(parse_partial("2024-01-01"), parse_partial("2024-12-31"), Text(), Text(), ()),),
        **rows,
    }
    return made(ActionPlan, **given)


def milestone(key: str, due: str = "", **values: Any) -> Milestone:
    end = parse_day(due) if due else None
    return made(Milestone, id=key, commitment="c", text=Text(f"Hacer {key}."), end=end, **values)


def update(key: str, status: str, cut: ReportingPeriod = APRIL) -> ProgressUpdate:
    return made(ProgressUpdate, period=cut.id, milestone=key, status=status)


def agenda(within: int = 30, day: date = DAY, **rows: Any) -> Agenda:
    return agenda_of(plan(**rows), day, within)


def told(lines: Iterable[Line]) -> dict[str, int | None]:
    return {line.id: line.days for line in lines}


def section(given: Agenda, heading: str) -> list[str]:
    """The lines of the section that begins with the heading."""
    parts = "\n".join(in_words(given)).split("\n\n")
    return next(part for part in parts if part.startswith(heading)).splitlines()


# What is in it


def test_what_is_past_its_date_is_late_and_what_comes_within_the_days_is_soon() -> None:
    days = ("2024-05-09", "2024-05-10", "2024-06-09", "2024-06-10", "")
    found = agenda(milestones=tuple(milestone(day or "sin-fecha", day) for day in days))
    assert told(found.late) == {"2024-05-09": -1}
    assert told(found.soon) == {"2024-05-10": 0, "2024-06-09": 30}


def test_the_days_ahead_can_be_chosen() -> None:
    rows: dict[str, Any] = {"milestones": (milestone("a", "2024-05-10"), milestone("b", "2024-05-12"))}
    assert told(agenda(0, **rows).soon) == {"a": 0}
    assert told(agenda(2, **rows).soon) == {"a": 0, "b": 2}


def test_it_can_look_past_the_end_of_the_calendar() -> None:
    assert agenda(99999999).until == date.max


@pytest.mark.parametrize(("status", "late"), [("completo", {}), ("retirado", {}), ("limitado", {"a": -40})])
def test_what_was_last_reported_finished_is_not_late(status: str, late: dict[str, int]) -> None:
    found = agenda(
        milestones=(milestone("a", "2024-03-31"),),
        reporting_periods=(MARCH, APRIL),
        updates=(update("a", status, MARCH), update("b", "limitado")),
    )
    assert told(found.late) == late


def test_the_last_report_counts_and_not_the_first() -> None:
    rows: dict[str, Any] = {"milestones": (milestone("a", "2024-03-31"),), "reporting_periods": (APRIL, MARCH)}
    reopened = (update("a", "completo", MARCH), update("a", "limitado", APRIL))
    assert told(agenda(updates=reopened, **rows).late) == {"a": -40}
    assert told(agenda(updates=reopened[::-1], **rows).late) == {"a": -40}


def test_every_rescheduling_on_record_counts() -> None:
    def moved(day: str, after: str) -> Rescheduling:
        return made(
            Rescheduling, milestone="a", date=parse_day(day), field="fin", before=date(2024, 3, 31),
            after=parse_day(after),
        )  # fmt: skip

    changes = (moved("2024-03-01", "2024-04-30"), moved("2024-06-01", "2024-05-31"))
    found = agenda(milestones=(milestone("a", "2024-03-31"),), reschedulings=changes)
    assert (told(found.late), told(found.soon)) == ({}, {"a": 21})


def test_the_most_urgent_comes_first() -> None:
    found = agenda(
        milestones=(milestone("a", "2024-05-01"), milestone("b", "2024-02-01"), milestone("c", "2024-04-01"))
    )
    assert list(told(found.late)) == ["b", "c", "a"]


def test_the_cuts_owed_are_told_with_their_days() -> None:
    rows: dict[str, Any] = {"reporting_periods": (MARCH,), "updates": (update("a", "limitado", MARCH),)}
    found = agenda(cadences=("cuatrimestral", "mensual"), **rows)
    assert told(found.cuts) == {"mensual": -10, "cuatrimestral": 82}
    assert section(found, "Cortes") == [
        "Cortes que se deben",
        "  - Corte mensual. Venció el 30 de abril de 2024: 10 días de retraso.",
        "  - Corte cuatrimestral. Vence el 31 de julio de 2024: faltan 82 días.",
    ]


def test_what_has_no_data_at_the_open_cut_is_told_unless_withdrawn() -> None:
    found = agenda(
        milestones=tuple(milestone(each) for each in "abcd"),
        reporting_periods=(APRIL, MARCH),
        updates=(update("a", "limitado"), update("b", "retirado", MARCH), update("c", "completo", MARCH)),
    )
    assert found.open_cut == APRIL
    assert list(told(found.silent)) == ["c", "d"]


def test_an_announced_cut_without_rows_is_what_there_is_to_fill_in_once_its_date_has_come() -> None:
    rows: dict[str, Any] = {"milestones": (milestone("a"), milestone("b")), "reporting_periods": (APRIL,)}
    assert list(told(agenda(day=date(2024, 4, 30), **rows).silent)) == ["a", "b"]
    before = agenda(day=date(2024, 4, 29), **rows)
    assert before.silent == ()
    assert section(before, "Actividades sin dato") == [
        "Actividades sin dato en el corte 2024-04, del 30 de abril de 2024: no ha llegado su fecha."
    ]


def test_complete_without_evidence_is_told() -> None:
    found = agenda(
        milestones=tuple(milestone(each, "2024-03-31") for each in "abc"),
        reporting_periods=(APRIL,),
        updates=tuple(
            update(key, status) for key, status in zip("abc", ("completo", "completo", "limitado"), strict=True)
        ),
        evidence=(made(Evidence, id="e", milestones=("a",)),),
    )
    assert told(found.unproven) == {"b": None}
    assert section(found, "Actividades completas")[-1] == "  - b: Hacer b. Vencía el 31 de marzo de 2024."


@pytest.mark.parametrize(
    ("state", "due", "owed"),
    [
        ("pendiente", "2024-05-09", {"uno": -1}),
        ("en_proceso", "2024-06-09", {"uno": 30}),
        ("", "2024-05-10", {"uno": 0}),
        ("pendiente", "2024-06-10", {}),
        ("pendiente", "", {}),
        ("cumplido", "2024-05-09", {}),
        ("cancelado", "2024-05-09", {}),
    ],
)
def test_agreements_still_to_be_kept_are_told_until_the_last_day(state: str, due: str, owed: dict[str, int]) -> None:
    agreement = made(Agreement, id="uno", due=parse_day(due) if due else None, state=state)
    assert told(agenda(agreements=(agreement,)).agreements) == owed


# How it reads


def test_lines_stand_under_who_answers_for_them_in_the_words_of_the_tables() -> None:
    who = {"institution": "obras", "area": "Agua", "post": "Jefatura"}
    found = agenda(
        milestones=(
            milestone("a", "2024-03-01", **who),
            milestone("b", "2024-04-01"),
            milestone("c", "2024-05-09", **who),
            milestone("d", "2024-05-09", area="Agua"),
        )
    )
    assert section(found, "Actividades con retraso") == [
        "Actividades con retraso (4)",
        "  Obras Públicas · Agua · Jefatura",
        "  - a: Hacer a. Venció el 1 de marzo de 2024: 70 días de retraso.",
        "  - c: Hacer c. Venció el 9 de mayo de 2024: 1 día de retraso.",
        "  Sin responsable en las tablas",
        "  - b: Hacer b. Venció el 1 de abril de 2024: 39 días de retraso.",
        "  Agua",
        "  - d: Hacer d. Venció el 9 de mayo de 2024: 1 día de retraso.",
    ]


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2024-05-10", "Vence hoy, 10 de mayo de 2024."),
        ("2024-05-11", "Vence el 11 de mayo de 2024: falta 1 día."),
        ("2024-05-12", "Vence el 12 de mayo de 2024: faltan 2 días."),
    ],
)
def test_the_days_left_are_told_as_people_say_them(due: str, said: str) -> None:
    assert section(agenda(milestones=(milestone("a", due),)), "Actividades que vencen")[-1].endswith(said)


def test_what_has_no_date_says_so() -> None:
    found = agenda(milestones=(milestone("a"),), reporting_periods=(APRIL,))
    assert section(found, "Actividades sin dato")[-1] == "  - a: Hacer a. No tiene fecha."


def test_a_long_text_is_shortened() -> None:
    [line] = agenda(milestones=(milestone("a", "2024-05-10"),)).soon
    assert line.text == "Hacer a"
    long = made(Milestone, id="a", commitment="c", text=Text("palabra " * 40), end=DAY)
    [line] = agenda(milestones=(long,)).soon
    assert len(line.text) <= 101
    assert line.text.endswith("palabra…")


def test_an_empty_section_says_so_in_one_line() -> None:
    kept = made(Agreement, id="a", state="cumplido")
    assert list(in_words(agenda(cadences=(), milestones=(milestone("a", "2024-12-01"),), agreements=(kept,)))) == [
        "Agenda al 10 de mayo de 2024: Plan de Río Chico",
        "",
        "Cortes que se deben: el plan no dice cada cuánto se publica uno.",
        "",
        "Actividades con retraso: ninguna.",
        "",
        "Actividades que vencen a más tardar el 9 de junio de 2024: ninguna.",
        "",
        "Actividades sin dato: el plan todavía no tiene ningún corte.",
        "",
        "Actividades completas sin evidencia: ninguna.",
        "",
        "Acuerdos por cumplir a más tardar el 9 de junio de 2024: ninguno.",
    ]


def test_what_cannot_be_known_is_not_said_to_be_none() -> None:
    found = "\n".join(in_words(agenda(periods=())))
    assert "Cortes que se deben: no se puede saber, porque el plan no dice en «periodos» cuándo empieza." in found
    assert "Actividades con retraso: las tablas no tienen ninguna actividad." in found
    assert "Actividades completas sin evidencia: las tablas no tienen ninguna actividad." in found
    assert "2024: las tablas no tienen ningún acuerdo." in found
    assert "ninguna." not in found
    undated = section(agenda(milestones=(milestone("a"),)), "Actividades con retraso")
    assert undated == ["Actividades con retraso: no se puede saber, porque ninguna actividad tiene fecha de término."]


def test_a_plan_that_ended_or_reached_its_end_owes_no_cut_even_if_it_does_not_say_its_dates() -> None:
    none = ["Cortes que se deben: ninguno."]
    assert section(agenda(periods=(), state="concluido"), "Cortes") == none
    ended = (PlanPeriod(None, parse_partial("2024-04"), Text(), Text(), ()),)
    reports = (update("a", "limitado"),)
    assert section(agenda(periods=ended, reporting_periods=(APRIL,), updates=reports), "Cortes") == none


def test_the_agenda_of_an_invented_plan_says_so_in_its_first_line() -> None:
    assert next(in_words(agenda(invented=True))) == invented_notice().base
    assert "inventado" in invented_notice().base
    assert "inventado" not in "\n".join(in_words(agenda()))


# The real command


def on(
    day: str, *arguments: str | Path, site: Path = SITES / "minimo", **more: Any
) -> subprocess.CompletedProcess[str]:
    return run("agenda", "--site", site, "--fecha", day, *arguments, **more)


def test_the_agenda_of_the_invented_plan_reads_word_by_word_as_its_golden_file() -> None:
    finished = on("2026-07-10", "--plan", "demostracion", site=ROOT)
    assert (finished.returncode, finished.stderr) == (0, "")
    if os.environ.get("REGENERAR") and not os.environ.get("CI"):
        GOLDEN.write_text(finished.stdout, encoding="utf-8")
    assert finished.stdout == GOLDEN.read_text(encoding="utf-8")


def test_each_plan_in_course_has_its_agenda_and_one_that_ended_only_when_it_is_named() -> None:
    titles = re.findall(r"^Agenda al 10 de julio de 2026: (.+)$", on("2026-07-10", site=ROOT).stdout, re.MULTILINE)
    assert titles == ["Segundo plan, 2026"]
    named = on("2026-07-10", "--plan", "plan-2023-2024", site=ROOT).stdout
    assert re.findall(r"^Agenda al .*: (.+)$", named, re.MULTILINE) == ["Primer plan, 2023–2024"]
    demo = ("--plan", "demostracion")
    assert "Plan de demostración (inventado)" in on("2026-07-10", *demo, site=ROOT).stdout
    assert on("2026-07-10", *demo, "--exclude-demo", site=ROOT).returncode == 2


def test_without_a_plan_in_course_it_says_so(tmp_path: Path) -> None:
    ended = make_site(tmp_path, replace(of_plan("datapackage.yaml"), "estado: en_curso", "estado: concluido"))
    finished = on("2024-08-01", site=ended)
    assert (finished.returncode, finished.stdout) == (0, "")
    assert finished.stderr.startswith("Ningún plan está en curso")


def test_without_a_date_it_is_todays() -> None:
    before = date.today()
    said = run("agenda", "--site", SITES / "minimo").stdout.splitlines()[0]
    months = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
    days = [f"{day.day} de {months[day.month - 1]} de {day.year}" for day in (before, date.today())]
    assert said in [f"Agenda al {day}: Plan 2024" for day in days]


def test_the_days_ahead_are_taken_from_the_command() -> None:
    assert "calles-1" not in on("2024-08-01", "--dias", "30").stdout
    assert "calles-1: Hacer tres asambleas. Vence el 30 de septiembre" in on("2024-08-01", "--dias", "60").stdout


def test_with_an_error_in_the_content_there_is_no_agenda(tmp_path: Path) -> None:
    root = make_site(tmp_path, remove("content/acerca.md"))
    finished = on("2024-08-01", "--ics", tmp_path / "agenda.ics", site=root)
    assert finished.returncode == 1
    assert finished.stdout == "content/acerca.md Y115  falta la página «acerca» → cree content/acerca.md\n"
    assert finished.stderr == "1 por corregir. No hay agenda hasta que se corrija.\n"
    assert not (tmp_path / "agenda.ics").exists()


def test_a_warning_does_not_get_into_the_agenda(tmp_path: Path) -> None:
    package = of_plan("evidencias/2024-03/datapackage.yaml")
    root = make_site(tmp_path, replace(package, "actividad: agua-1", "actividad: agua-2"))
    finished = on("2024-08-01", site=root)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert "D119" not in finished.stdout
    assert "agua-1: Publicar la tabla de análisis" in finished.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fecha", "10/07/2026"), "«10/07/2026» no es una fecha AAAA-MM-DD"),
        (("--fecha", "2026-02-30"), "«2026-02-30» no es una fecha AAAA-MM-DD"),
        (("--fecha", "2026-02"), "«2026-02» no es una fecha AAAA-MM-DD"),
        (("--dias", "-3"), "«-3» no es un número de días"),
        (("--dias", "pocos"), "«pocos» no es un número de días"),
        (("--plan", "nadie"), f"no hay un plan «nadie»; elija uno de: {PLAN}"),
        (("--ics", "agenda.txt"), "no se escribe en agenda.txt: debe ser un archivo que termine en .ics"),
        (("--ics", "carpeta.ics"), "no se escribe en carpeta.ics: debe ser un archivo que termine en .ics"),
        (("--ics", "no/hay/agenda.ics"), "no existe no/hay"),
    ],
)
def test_a_wrong_order_ends_in_2_and_writes_nothing(arguments: tuple[str, str], said: str, tmp_path: Path) -> None:
    (tmp_path / "carpeta.ics").mkdir()
    finished = run("agenda", "--site", SITES / "minimo", *arguments, cwd=tmp_path)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert said in finished.stderr
    assert not re.search(r"usage|error:|invalid|Traceback", finished.stderr)
    assert digests(tmp_path) == {}


def test_the_calendar_has_the_same_deadlines_and_replaces_the_one_of_before(tmp_path: Path) -> None:
    file = tmp_path / "agenda.ics"
    file.write_text("otra cosa")
    finished = on("2024-08-01", "--dias", "60", "--ics", "agenda.ics", cwd=tmp_path)
    assert finished.returncode == 0
    assert finished.stderr == "Calendario guardado en agenda.ics.\n"
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    due = {str(each["uid"]): each.decoded("dtstart") for each in events}
    assert due == {
        f"acuerdo.acuerdo-2@{PLAN}.micrositio": date(2024, 5, 31),
        f"actividad.calles-1@{PLAN}.micrositio": date(2024, 9, 30),
        f"corte-debido.mensual@{PLAN}.micrositio": date(2024, 7, 31),
    }
    assert all(str(each.partition("@")[0].partition(".")[2]) in finished.stdout for each in due)
    assert [path.name for path in tmp_path.iterdir()] == ["agenda.ics"]


def test_the_calendar_leads_to_the_pages_of_the_site(tmp_path: Path) -> None:
    on("2024-08-01", "--dias", "60", "--ics", tmp_path / "a.ics", "--base-url", "https://abierto.example.org/x/")
    links = [str(each["url"]) for each in Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")]
    assert f"https://abierto.example.org/x/{PLAN}/compromisos/calles/#actividad-calles-1" in links


def test_the_agenda_writes_nothing_else(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    before = digests(tmp_path)
    assert on("2024-08-01", site=root, cwd=tmp_path).returncode == 0
    assert digests(tmp_path) == before


def test_a_plan_that_states_no_cadence_owes_its_cuts_at_the_sites(tmp_path: Path) -> None:
    settings = "content/sitio.yaml"
    monthly, none = (
        make_site(tmp_path / name, *edits)
        for name, edits in (("mensual", ()), ("sin", (replace(settings, "cadencia: mensual\n", ""),)))
    )
    assert "  - Corte mensual. Vence el 31 de julio de 2024: faltan 21 días." in on("2024-07-10", site=monthly).stdout
    assert "Cortes que se deben: el plan no dice cada cuánto se publica uno." in on("2024-07-10", site=none).stdout


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-06-30", []),
        (
            "2024-07-01",
            ["Plan de Río Chico: se debe un corte trimestral. Vence el 31 de julio de 2024: faltan 30 días."],
        ),
        ("2024-07-31", ["Plan de Río Chico: se debe un corte trimestral. Vence hoy, 31 de julio de 2024."]),
        (
            "2024-08-01",
            ["Plan de Río Chico: se debe un corte trimestral. Venció el 31 de julio de 2024: 1 día de retraso."],
        ),
    ],
)
def test_a_cut_is_warned_of_from_thirty_days_before_its_cadence_lapses(day: str, said: list[str]) -> None:
    reported = {"reporting_periods": (APRIL,), "milestones": (milestone("a"),), "updates": (update("a", "limitado"),)}
    given = plan(cadences=("trimestral",), **reported)
    assert list(lapsing_cuts(given, date.fromisoformat(day))) == said


def test_nothing_is_warned_of_without_a_cadence_or_for_a_plan_that_ended() -> None:
    assert list(lapsing_cuts(plan(cadences=()), DAY)) == []
    assert list(lapsing_cuts(plan(state="concluido"), DAY)) == []


def test_check_warns_of_the_cut_that_is_owed_and_a_build_does_not(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    warned = "Plan 2024: se debe un corte mensual. Vence el 31 de julio de 2024: faltan 10 días.\n"
    checked = run("check", "--site", root, "--fecha", "2024-07-21")
    assert (checked.returncode, checked.stdout) == (0, "")
    assert warned in checked.stderr
    assert "se debe" not in run("check", "--site", root, "--fecha", "2024-06-30").stderr
    assert "se debe" not in run("build", "--site", root, "--output", tmp_path / "output").stderr
