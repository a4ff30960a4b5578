"""The plan as a story on the home page: each sentence at its borders, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from micrositio.model.dates import PartialDate, parse_partial
from micrositio.model.plan import ActionPlan
from micrositio.model.plan_facts import Instrument, PlanPeriod
from micrositio.model.records import Assessment, Commitment, ParticipationFigure
from micrositio.model.text import Text
from micrositio.model.vocabularies import PlanState
from micrositio.opendata.bundle import PlanFiles
from micrositio.pages.home import home_page
from micrositio.pages.sections import site_frame
from micrositio.pages.views.plan_view import PlanView
from micrositio.problems.problem import Place
from micrositio.progress.plan_history import plan_history
from micrositio.render.renderer import Renderer
from micrositio.routes.addresses import NO_ADDRESS
from micrositio.sources.theme import find_theme
from reading import Page, page
from support import ROOT, made
from test_progress import MARCH, milestone, plan, update, verification
from test_renderer import config

HOME = {"government": Text("Río Chico"), "title": Text("Plan"), "state": PlanState.UNDER_WAY}
END = PartialDate(2024, 6, 30)
TERM: dict[str, Any] = {"commitments": (made(Commitment, id="c", number=1, end=END),)}
JUDGED = made(Instrument, id="i", title=Text("Informe"))


def named(key: str = "p", **values: Any) -> ActionPlan:
    return replace(plan(**{**HOME, **values}), id=key)


def told(of: ActionPlan, *others: ActionPlan, day: date | None = None) -> list[str]:
    """The parts of the story of a plan; `others` come after it in the site, and `day` is that of its data."""
    every = (of, *others)
    settings = config(tema="base", planes=[each.id for each in every], plan_actual=of.id)
    frame = site_frame(settings, NO_ADDRESS, every, {}, {of.id: day})
    views = [PlanView(plan_history(each), made(PlanFiles), frame) for each in every]
    theme, _ = find_theme("base", (ROOT / "themes",), Place("content/sitio.yaml"))
    assert theme
    html = Renderer(theme, settings, NO_ADDRESS).render(home_page(views, frame, {}, ()), "es")
    return Page("index.html", html).texts(".story > li")


def kept(of: ActionPlan, day: date | None = None) -> str:
    return told(of, day=day)[0].removeprefix("¿Qué se cumplió? ")


def judged(word: str) -> dict[str, Any]:
    """An evaluation of the commitment «c», with its instrument."""
    row = made(Assessment, instrument="i", commitment="c", criterion=Text("", "Completion"), value=Text(word))
    return {"instruments": (JUDGED,), "assessments": (row,)}


@pytest.mark.parametrize(
    ("values", "sentences"),
    [
        ({"commitments": ()}, "En estos datos, el plan no tiene compromisos."),
        ({}, "Del único compromiso no se sabe si se cumplió."),
        (judged("Unclear"), "Del único compromiso no se sabe si se cumplió."),
        (judged("Complete"), "Compromisos cumplidos según quien los revisó: 1 de 1."),
        (judged("Not started"), "Compromisos cumplidos según quien los revisó: 0 de 1."),
        (
            {"updates": (update("listo"),)},
            "En estos datos no hay una revisión de los compromisos. "
            "Compromisos cumplidos según lo informado por el gobierno: 1 de 1.",
        ),
        (
            {"updates": (update("en_proceso"),), "verifications": (verification("en_proceso"),)},
            "Compromisos cumplidos según lo informado por el gobierno: 0 de 1.",
        ),
        (
            {"updates": (update("en_proceso"),), "state": PlanState.UNDER_WAY},
            "En estos datos no hay una revisión de los compromisos. "
            "De 1 compromiso, el plazo no ha terminado y todavía no se cumple.",
        ),
    ],
)
def test_what_was_kept_is_told_by_who_says_so(values: dict[str, Any], sentences: str) -> None:
    whole: dict[str, Any] = {"state": PlanState.ENDED, "reporting_periods": (MARCH,), **values}
    assert kept(named(**whole)) == f"{sentences} No se conoce el último día del plazo."


def test_the_commitments_of_a_plan_are_told_apart() -> None:
    many = tuple(made(Commitment, id=each, number=number) for number, each in enumerate("cdef", 1))
    milestones = tuple(milestone(f"{each.id}-1", each.id) for each in many)
    reported = update("listo", of="d-1"), update("en_proceso", of="e-1")
    whole: dict[str, Any] = {
        "state": PlanState.ENDED,
        "reporting_periods": (MARCH,),
        "commitments": many,
        "milestones": milestones,
        "updates": reported,
    }
    assert kept(named(**whole, **judged("Substantial"))).startswith(
        "Compromisos cumplidos según quien los revisó: 0 de 1. "
        "Compromisos cumplidos según lo informado por el gobierno: 1 de 2. "
        "De 1 compromiso no se sabe si se cumplió."
    )


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2024, 6, 30), ""),
        (date(2024, 7, 1), "Al 1 de julio de 2024, fecha de los datos, ya pasó 1 día."),
        (date(2024, 8, 29), "Al 29 de agosto de 2024, fecha de los datos, ya pasaron 60 días."),
        (date(2024, 8, 30), "Al 30 de agosto de 2024, fecha de los datos, ya pasaron 2 meses."),
        (date(2026, 6, 29), "Al 29 de junio de 2026, fecha de los datos, ya pasaron 23 meses."),
        (date(2026, 6, 30), "Al 30 de junio de 2026, fecha de los datos, ya pasaron 2 años."),
        (None, ""),
    ],
)
def test_the_end_of_the_term_is_told_and_how_long_ago_it_was_on_the_day_of_the_data(
    day: date | None, sentence: str
) -> None:
    end = "Del único compromiso no se sabe si se cumplió. Fin del plazo: 30 de junio de 2024."
    assert kept(named(**TERM), day) == f"{end} {sentence}".strip()


def test_a_term_that_ends_in_a_month_is_over_after_its_last_day() -> None:
    whole = named(commitments=(made(Commitment, id="c", number=1, end=PartialDate(2024, 6)),))
    assert "Fin del plazo: junio de 2024. Al 1 de julio" in kept(whole, date(2024, 7, 1))
    assert kept(whole, date(2024, 6, 30)).endswith("Fin del plazo: junio de 2024.")


def period(start: str) -> PlanPeriod:
    return made(PlanPeriod, start=parse_partial(start) if start else None)


@pytest.mark.parametrize(
    ("own", "other", "follows"),
    [
        (["2023-06-06"], ["2024"], True),
        (["2023-06-06", "2023-10"], ["2023-11"], True),
        (["2023-06-06", "2023-10"], ["2023-10-15"], False),
        (["2023"], ["2023-06"], False),
        (["2024"], ["2022"], False),
        (["2023-06-06", ""], ["2025"], False),
        (["2023"], [""], False),
        (["2023"], [], False),
        ([], ["2025"], False),
    ],
)
def test_a_plan_follows_another_if_its_sources_say_that_it_starts_later(
    own: list[str], other: list[str], follows: bool
) -> None:
    first = named(periods=tuple(map(period, own)))
    second = named("q", title=Text("Otro"), periods=tuple(map(period, other)))
    assert any(each.startswith("¿Qué siguió?") for each in told(first, second)) == follows


def test_what_followed_is_of_the_same_government_not_invented_and_in_order() -> None:
    def later(key: str, start: str, **values: Any) -> ActionPlan:
        return named(key, title=Text(f"Plan {key}"), periods=(period(start),), **values)

    others = later("r", "2027"), later("q", "2025"), later("x", "2026", invented=True)
    elsewhere = later("y", "2026", government=Text("Otro municipio"))
    blocks = told(named(periods=(period("2023"),)), *others, elsewhere)
    assert [each for each in blocks if "siguió" in each] == [
        "¿Qué siguió? Plan q En curso",
        "¿Qué siguió? Plan r En curso",
    ]


def test_of_each_stage_the_first_measure_with_a_total_is_told_and_its_largest_part() -> None:
    def figure(step: str, measure: str, category: str, value: int | None) -> ParticipationFigure:
        return made(ParticipationFigure, step=step, measure=Text(measure), category=Text(category), value=value)

    figures = (
        figure("consulta", "Personas que respondieron", "total", 1240),
        figure("consulta", "Personas que respondieron", "Mujeres", 672),
        figure("consulta", "Personas que respondieron", "Hombres", 568),
        figure("consulta", "Personas por edad", "total", 1240),
        figure("mesas", "Grupos", "total", None),
        figure("mesas", "Personas", "total", 96),
    )
    lines = told(named(participation=figures))[1]
    assert "Consulta. Personas que respondieron: 1,240 (Mujeres: 54 %) Mesas. Personas: 96 Vea" in lines
    assert "por edad" not in lines


def test_the_real_plan_tells_its_own_figures_and_no_plan_whose_dates_are_not_known() -> None:
    story = page("raiz", "").texts(".story > li")
    assert "Personas que respondieron la consulta: 1,527 (Mujeres: 58 %)" in story[1]
    assert "Personas en las mesas de cocreación: 60" in story[1]
    assert not [each for each in story if "siguió" in each]
