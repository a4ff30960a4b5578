"""The board: what it counts, lists and compares, figures that each cut shares with it, and that it invents nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from micrositio.pages.views.parts import institution_title
from micrositio.progress.history import history
from micrositio.progress.milestone_state import Figure, Measure
from reading import (
    MISSING,
    ROOTS,
    Page,
    build,
    by_id,
    content,
    hrefs,
    items,
    leads,
    link_to,
    page,
    page_paths,
    parse,
    plan,
    rows,
    site,
    table,
    words,
)
from reckoning import (
    DEMO,
    DEMO_CUTS,
    board,
    counts,
    lists_under,
    looked_at,
    milestone_ids,
    percent,
    reckon,
    reckoned_progress,
    reviewed_by,
    verified_by,
)
from support import PLAN, ROOT, Files, make_site, of_plan, replace, write, write_files

WITH_CUTS = [("raiz", DEMO), ("minimo", PLAN), ("seis-pasos", "pal-2025")]
WITHOUT_CUTS = [("raiz", "plan-2023-2024"), ("raiz", "plan-2026"), ("costa-rica", "plan-2019-2022")]
LISTS = (
    "Atrasadas",
    "Tarde contra lo prometido",
    "Vencen en 30 días o menos",
    "Completas sin evidencia",
    "Sin dato",
    "Lo verificado no coincide con lo reportado",
)


def commitment_rows(shown: Page) -> list[list[str]]:
    """The table by commitment, a row each, without what tells how it was made."""
    first_rows = shown.section("por-compromiso").css("tbody[id] > tr:first-child")
    return [[words(cell) for cell in row.css("th, td")] for row in first_rows]


# Figures


@pytest.mark.parametrize("cut", DEMO_CUTS)
def test_the_progress_of_the_plan_and_of_each_commitment_is_what_the_tables_give(cut: str) -> None:
    whole, parts = reckoned_progress(cut)
    shown = board(cut)
    assert words(shown.one(".glance .big")) == f"{percent(whole)} de avance reportado"
    by_commitment = {row[0].split(" responde:")[0]: row[1] for row in commitment_rows(shown)}
    for row in rows("raiz", DEMO, "compromisos"):
        title = f"{row['numero']}. {row['titulo_corto']}"
        assert by_commitment[title].split(" ")[:2] == percent(parts[row["id"]]).split(" "), title


@pytest.mark.parametrize("cut", DEMO_CUTS)
def test_milestones_are_counted_as_the_tables_give(cut: str) -> None:
    states = reckon(cut)
    statuses = [each.status for each in states.values()]
    standing = [each for each, state in states.items() if state.status != "retirado"]
    original = {row["id"]: row["fin"] for row in rows("raiz", DEMO, "actividades")}
    moved = sum(states[each].due.isoformat() != original[each] for each in standing)
    gone = 30 - len(standing)
    assert counts(board(cut)) == [
        f"{statuses.count('completo')} de {len(standing)} se reportan completas",
        f"{len(reviewed_by(cut) & set(standing))} de {len(standing)} revisadas por un órgano",
        f"{len(verified_by(cut))} de {len(standing)} aceptadas como completas",
        *([f"{gone} retirada, que no se cuenta."] if gone else []),
        f"Reprogramadas: {moved}",
        *(["Metas que ahora piden menos: 1"] if cut == "2026-06" else []),
        *(f"{title}: {len(kept)}" for title, kept in looked_at(board(cut)).items()),
    ]
    assert len(looked_at(board(cut))["Atrasadas"]) == sum(each.late for each in states.values())
    assert len(looked_at(board(cut))["Sin dato"]) == statuses.count("")


def test_pages_of_the_last_cut_count_over_those_that_stand_and_name_the_withdrawn() -> None:
    for path in (f"{DEMO}/tablero/", f"{DEMO}/informe/", f"{DEMO}/compromisos/", f"{DEMO}/", f"{DEMO}/responsables/"):
        shown = Page(path, page("raiz", path).html.encode())
        for each in shown.all(".matrix"):
            each.decompose()  # its older cuts are of before the withdrawal
        said = shown.main
        assert "de 30 " not in said, path
        assert "1 retirada, que no se cuenta." in said, path


@pytest.mark.parametrize("cut", DEMO_CUTS)
def test_coverage_counts_those_with_a_value_among_those_not_withdrawn(cut: str) -> None:
    states = reckon(cut)
    kept = [each for each in states.values() if each.status != "retirado"]
    known = [each for each in kept if each.value is not None]
    assert f"Con dato: {len(known)} de {len(kept)} actividades." in words(board(cut).one(".headline-main .coverage"))


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_every_board_shows_the_figures_of_progress(name: str, plan_id: str) -> None:
    for at in history(plan(name, plan_id)):
        shown = board(at.cut.id, name, plan_id)
        assert words(shown.one(".glance .big strong")) == percent(at.whole().figure.value)
        for row, commitment in zip(commitment_rows(shown), at.plan.commitments, strict=True):
            figure = at.commitment(commitment).figure
            own = [each for each in at.of(commitment) if not each.is_withdrawn]
            gone = len(at.of(commitment)) - len(own)
            expected = f"{percent(figure.value)} {figure.counted} de {figure.total} con dato"
            assert row[1] == (MISSING if figure.value is None else expected)
            named = f" {gone} retirada, que no se cuenta." if gone else ""
            assert row[2] == f"{sum(each.is_complete for each in own)} de {len(own)}{named}"
            assert row[3] == f"{sum(each.is_verified for each in own)} de {len(own)}"
            late = (sum(each.is_late for each in own), sum(each.is_originally_late for each in own))
            assert row[4:] == [*map(str, late), str(sum(each.update is None for each in own))]


@pytest.mark.parametrize(
    ("cut", "whole", "parts"),
    [
        # March: agua = 50 % × 1 + 50 % × 0.25 = 0.625; calles = 0; plan = 0.6 × 0.625 + 0.4 × 0 = 0.375
        ("2024-03", "38 %", ["63 % 2 de 2 con dato", "0 % 1 de 1 con dato"]),
        # June: agua the same; calles = 0.25; plan = 0.375 + 0.4 × 0.25 = 0.475
        ("2024-06", "48 %", ["63 % 2 de 2 con dato", "25 % 1 de 1 con dato"]),
    ],
)
def test_a_tiny_plan_gives_the_figures_worked_out_by_hand(cut: str, whole: str, parts: list[str]) -> None:
    shown = board(cut, "minimo", PLAN)
    assert words(shown.one(".glance .big")) == f"{whole} de avance reportado"
    assert [row[1] for row in commitment_rows(shown)] == parts


@pytest.mark.parametrize(
    ("cut", "expected", "verified", "how_many"),
    [
        # March, day 31: agua-1 ended (1); agua-2, 59 of 273 days (0.2161); calles-1 had not begun (0).
        # 0.6 × (1 + 0.2161) / 2 + 0.4 × 0 = 0.3648. Verified: agua-1 alone, 0.6 × 0.5 = 0.3; agua-2 has no document.
        ("2024-03", "36 %", "30 %", "1 de 3"),
        # June: agua-2 was moved to 2024-12-15, 150 of 318 days (0.4717); calles-1, 90 of 182 (0.4945).
        # 0.6 × (1 + 0.4717) / 2 + 0.4 × 0.4945 = 0.6393
        ("2024-06", "64 %", "30 %", "1 de 3"),
    ],
)
def test_what_was_expected_and_what_is_verified_stand_beside_it(
    cut: str, expected: str, verified: str, how_many: str
) -> None:
    _, of_the_same, of_the_whole = (words(each) for each in board(cut, "minimo", PLAN).all(".headline > div"))
    assert of_the_same == f"De esas mismas actividades se esperaba {expected} (la marca de la barra)."
    assert of_the_whole.startswith(f"Verificado del plan entero: {verified} {how_many} revisadas con documentos.")


def test_the_mark_of_the_bar_stands_at_what_was_expected() -> None:
    mark = board("2024-06", "minimo", PLAN).one(".headline .meter > svg")
    assert mark.attributes["x"] == "63.93%"


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_every_figure_is_explained_on_the_page(name: str, plan_id: str) -> None:
    for shown in (board("", name, plan_id), board(history(plan(name, plan_id))[-1].cut.id, name, plan_id)):
        at = history(plan(name, plan_id))[-1]
        summaries = shown.texts(".glance .why > summary")
        known = [m for m in (Measure.REPORTED, Measure.COMPARABLE, Measure.VERIFIED) if at.whole(m).figure.counted]
        assert len(summaries) == len(known)
        assert all("¿Cómo se calculó?" in each for each in summaries)
        assert len(shown.section("por-compromiso").css(".why")) == len(at.plan.commitments)
        assert words(shown.all(".glance .why .division strong")[0]).split(" ")[1] == "%"


def test_a_tiny_plan_counts_beside_percentages() -> None:
    assert counts(board("2024-03", "minimo", PLAN)) == [
        "1 de 3 se reportan completas",
        "2 de 3 revisadas por un órgano",
        "1 de 3 aceptadas como completas",
        "Reprogramadas: 0",
        "Atrasadas: 0",
        "Tarde contra lo prometido: 0",
        "Vencen en 30 días o menos: 0",
        "Completas sin evidencia: 0",
        "Sin dato: 0",
        "Lo verificado no coincide con lo reportado: 1",
    ]
    by_status = board("2024-03", "minimo", PLAN).texts("[aria-labelledby=seccion-por-estado] .tally tr")
    assert by_status == [
        "Estado Número Parte", "Completo 1 33 %", "Limitado 1 33 %", "No iniciado 1 33 %", "Total 3 100 %"
    ]  # fmt: skip


def test_each_status_of_the_bar_is_as_wide_as_its_share() -> None:
    shown = board("2024-03", "minimo", PLAN)
    bars = [
        (node.attributes["fill"], node.attributes["x"], node.attributes["width"])
        for node in shown.all("[aria-labelledby=seccion-por-estado] .tally .stack-bar rect")
    ]
    assert bars == [
        ("url(#p-completo)", "0%", "33.33%"),
        ("url(#p-limitado)", "33.33%", "33.33%"),
        ("url(#p-no_iniciado)", "66.67%", "33.33%"),
    ]


def test_the_bar_of_progress_is_as_wide_as_the_figure() -> None:
    assert board("2024-06", "minimo", PLAN).one(".glance .meter-done").attributes["width"] == "47.5%"


def test_a_milestone_without_report_lowers_no_mean_but_the_coverage(tmp_path: Path) -> None:
    gone = "2024-06,agua-2,7,limitado,SIN AVANCE,personal,Falta una cuadrilla,,\n"
    root = make_site(tmp_path, replace(of_plan("avances.csv"), gone, ""))
    shown = parse(build(root), f"{PLAN}/tablero/2024-06/index.html")
    # agua = 1 over the one known; plan = 0.6 × 1 + 0.4 × 0.25 = 0.7
    assert words(shown.one(".glance .big strong")) == "70 %"
    assert "Con dato: 2 de 3 actividades." in words(shown.one(".headline-main .coverage"))
    assert looked_at(shown)["Sin dato"] == ["agua-2"]
    assert lists_under(shown.section("que-cambio"))["Dejaron de informar"] == ["agua-2"]


# What to look at


@pytest.mark.parametrize(
    ("cut", "late", "unproven", "silent", "disputed"),
    [
        ("2025-09", "residuos-1", "", None, ""),
        ("2026-02", "agua-2", "", "presupuesto-5 presupuesto-6 tramites-3 residuos-2 residuos-5", ""),
        ("2026-03", "", "tramites-3", "presupuesto-5 presupuesto-6 caminos-6", "residuos-4"),
        ("2026-05", "residuos-2", "agua-6 tramites-3", "caminos-3 residuos-3 residuos-5", "agua-5 agua-6"),
        (
            "2026-06",
            "agua-4 caminos-6 residuos-2",
            "agua-6 tramites-3",
            "residuos-3",
            "agua-5 agua-6 tramites-2 tramites-6",
        ),
    ],
)
def test_what_to_look_at_closely_holds_exactly_those(
    cut: str, late: str, unproven: str, silent: str | None, disputed: str
) -> None:
    found = looked_at(board(cut))
    assert tuple(found) == LISTS
    for title, expected in zip((LISTS[0], *LISTS[3:]), (late, unproven, silent, disputed), strict=True):
        assert expected is None or sorted(found[title]) == sorted(expected.split())


@pytest.mark.parametrize("cut", DEMO_CUTS)
def test_the_late_and_the_silent_are_those_of_the_tables_the_latest_first(cut: str) -> None:
    states = reckon(cut)
    found = looked_at(board(cut))
    assert set(found["Atrasadas"]) == {each for each, state in states.items() if state.late}
    due = [states[each].due for each in found["Atrasadas"]]
    assert due == sorted(due)
    assert set(found["Sin dato"]) == {each for each, state in states.items() if not state.status}


def test_a_complete_milestone_is_unproven_only_without_documents() -> None:
    for cut in DEMO_CUTS:
        day = by_id("raiz", DEMO, "cortes")[cut]["fecha"]
        proven = {
            each
            for document in plan("raiz", DEMO).evidence
            for each in document.milestones
            if document.date is None or str(document.received or document.date.first) <= day
        }
        complete = {each for each, state in reckon(cut).items() if state.status == "completo"}
        assert set(looked_at(board(cut))["Completas sin evidencia"]) == complete - proven


@pytest.mark.parametrize("cut", DEMO_CUTS)
def test_those_due_within_thirty_days_are_unfinished_and_the_soonest_comes_first(cut: str) -> None:
    states, day = reckon(cut), date.fromisoformat(by_id("raiz", DEMO, "cortes")[cut]["fecha"])
    found = looked_at(board(cut))[LISTS[2]]
    left = {each: (state.due - day).days for each, state in states.items()}
    assert [left[each] for each in found] == sorted(left[each] for each in found)
    over = {each for each, state in states.items() if state.status in ("completo", "retirado")}
    soon = {each for each, days in left.items() if 0 <= days <= 30}
    assert set(found) <= soon - over
    assert soon - over - set(found) <= {each for each, state in states.items() if not state.status}


def test_the_counts_of_the_glance_lead_to_their_lists() -> None:
    shown = board()
    anchors = ("atrasadas", "tarde-contra-lo-prometido", "por-vencer", "sin-evidencia", "sin-dato", "no-coincide")
    for title, anchor in zip(LISTS, anchors, strict=True):
        assert words(link_to(shown.one(".glance .counts"), f"#{anchor}")) == title
        assert words(shown.one(f"#seccion-{anchor}")) == f"{title} ({len(looked_at(shown)[title])})"


@pytest.mark.parametrize("cut", DEMO_CUTS)
def test_late_against_the_promise_are_those_of_the_first_dates_whatever_the_rescheduling(cut: str) -> None:
    day = by_id("raiz", DEMO, "cortes")[cut]["fecha"]
    first = {row["id"]: row["fin"] for row in rows("raiz", DEMO, "actividades")}
    ended = {row["actividad"]: row["terminado"] for row in rows("raiz", DEMO, "avances") if row["corte"] == cut}
    told: dict[str, str] = {}
    for row in rows("raiz", DEMO, "avances"):
        if row["corte"] <= cut:
            told[row["actividad"]] = row["estado"]
    now = {each: state.status for each, state in reckon(cut).items()}
    late = {each for each, due in first.items() if now[each] == "completo" and ended[each] > due}
    late |= {each for each, due in first.items() if told.get(each) not in ("completo", "retirado") and day > due}
    assert set(looked_at(board(cut))["Tarde contra lo prometido"]) == late


def test_what_was_rescheduled_stands_in_the_list_with_its_days_against_the_first_date() -> None:
    found = looked_at(board("2026-06"))
    assert "caminos-2" in found["Tarde contra lo prometido"]
    assert "caminos-2" not in found["Atrasadas"]
    line = next(
        each for each in board("2026-06").texts("[aria-labelledby=que-mirar] ul.lines > li") if "24 cruces" in each
    )
    assert "91 días tarde contra lo prometido" in line


def test_days_gained_by_rescheduling_are_those_by_which_due_dates_were_put_off() -> None:
    # The first and the last due date of caminos-2 are 2026-03-31 and 2026-06-30: 91 days.
    gained = {row[0]: int(row[-1]) for row in table(board().section("por-institucion"))}
    expected: dict[str, int] = {}
    for row in rows("raiz", DEMO, "actividades"):
        days = max((reckon("2026-06")[row["id"]].due - date.fromisoformat(row["fin"])).days, 0)
        kept = 0 if reckon("2026-06")[row["id"]].status == "retirado" else days
        expected[row["institucion"]] = expected.get(row["institucion"], 0) + kept
    named = {each.id: institution_title(each).base for each in plan("raiz", DEMO).institutions}
    assert gained == {named[key]: days for key, days in expected.items()}
    assert sum(gained.values()) >= 91


def test_a_late_milestone_says_how_many_days_and_who_answers() -> None:
    line = next(each for each in board("2026-06").texts("[aria-labelledby=que-mirar] ul.lines > li") if "fugas" in each)
    assert "30 días tarde" in line
    assert "responde: Organismo de Agua" in line


def test_a_milestone_that_an_earlier_cut_reported_complete_is_not_late_for_silence() -> None:
    # tramites-3 ended on 2026-03-31; residuos-1 finished late but is finished.
    assert "residuos-1" not in looked_at(board("2026-06"))["Atrasadas"]


def test_a_change_of_date_counts_from_the_cut_of_its_own_day(tmp_path: Path) -> None:
    moved = replace(of_plan("reprogramaciones.csv"), "agua-2,2024-06-20,", "agua-2,2024-06-30,")
    shown = parse(build(make_site(tmp_path, moved)), f"{PLAN}/tablero/2024-06/index.html")
    assert [row[3] for row in table(shown.section("todas"))][1] == "15 dic 2024"


def test_a_document_made_after_the_cut_did_not_prove_anything_at_it(tmp_path: Path) -> None:
    accepted = (
        "2024-03,agua-1,completo,grupo-impulsor,2024-04-10,La tabla está en línea y tiene diez pozos.,tabla-agua\n"
    )
    root = make_site(
        tmp_path,
        replace(of_plan("evidencias/2024-03/datapackage.yaml"), "fecha: 2024-03-12", "fecha: 2024-04-12"),
        replace(of_plan("verificaciones.csv"), accepted, ""),
    )
    built = build(root)
    unproven = {
        cut: looked_at(parse(built, f"{PLAN}/tablero/{cut}/index.html"))["Completas sin evidencia"]
        for cut in ("2024-03", "2024-06")
    }
    assert unproven == {"2024-03": ["agua-1"], "2024-06": []}


# Cut by cut


def matrix(shown: Page) -> list[list[str]]:
    """Every row of commitments by cuts, the plan's last."""
    return [[words(cell) for cell in row.css("th, td")] for row in shown.all(".matrix tbody tr, .matrix tfoot tr")]


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_the_matrix_has_every_commitment_at_every_cut_and_the_plan_at_its_foot(name: str, plan_id: str) -> None:
    course = history(plan(name, plan_id))
    shown = board("", name, plan_id)
    heads = shown.texts(".matrix thead th")
    assert heads == ["Compromiso", *(at.cut.id for at in reversed(course))]
    *by_commitment, whole = matrix(shown)

    def cell(figure: Figure) -> str:
        return MISSING if figure.value is None else f"{percent(figure.value)} {figure.counted} de {figure.total}"

    assert whole == ["El plan", *(cell(at.whole().figure) for at in reversed(course))]
    for row, commitment in zip(by_commitment, plan(name, plan_id).commitments, strict=True):
        assert row[1:] == [cell(at.commitment(commitment).figure) for at in reversed(course)]


def test_each_cell_of_the_matrix_leads_to_its_cut_and_commitment() -> None:
    shown = board()
    first = shown.all(".matrix tbody tr")[0]
    assert leads(shown, first) == [
        f"{DEMO}/compromisos/agua/index.html",
        *(f"{DEMO}/tablero/{cut}/index.html" for cut in reversed(DEMO_CUTS)),
    ]
    assert {href.partition("#")[2] for href in hrefs(first)} == {"", "compromiso-agua"}
    assert "compromiso-agua" in board("2025-07").ids


def test_the_matrix_scrolls_in_a_region_of_its_own_that_takes_the_focus() -> None:
    region = board().one(".scroll:has(.matrix)")
    assert region.attributes["tabindex"] == "0"
    assert region.attributes["aria-labelledby"] == "seccion-corte-por-corte"


def test_a_cut_page_carries_neither_matrix_nor_timeline() -> None:
    assert not board("2026-06").all(".matrix, .timeline")


# Who answers


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_by_institution_counts_the_milestones_each_answers_for(name: str, plan_id: str) -> None:
    last = history(plan(name, plan_id))[-1]
    shown = board("", name, plan_id)
    section = shown.section("por-institucion")
    found = {row[0]: row[1:] for row in table(section)}
    named = {each.id: institution_title(each).base for each in plan(name, plan_id).institutions} | {"": MISSING}
    for key in {state.milestone.institution for state in last.states}:
        answers = [state for state in last.states if state.milestone.institution == key]
        own = [state for state in answers if not state.is_withdrawn]
        complete, accepted, late, originally_late = (
            sum(getattr(each, mark) for each in own)
            for mark in ("is_complete", "is_verified", "is_late", "is_originally_late")
        )
        gone = f" {len(answers) - len(own)} retirada, que no se cuenta." if len(answers) > len(own) else ""
        silent, gained = sum(each.update is None for each in own), sum(each.days_gained for each in own)
        assert found.pop(named[key]) == [
            f"{complete} de {len(own)}{gone}", f"{accepted} de {len(own)}", *map(str, (late, originally_late, silent)),
            str(gained),
        ]  # fmt: skip
    assert not found
    assert leads(shown, section) == [
        f"{plan_id}/responsables/{key}/index.html"
        for key in (each.id for each in plan(name, plan_id).institutions)
        if any(state.milestone.institution == key for state in last.states)
    ]


def test_milestones_for_which_nobody_is_named_are_counted_last(tmp_path: Path) -> None:
    nobody = replace(of_plan("actividades.csv"), "Actas firmadas,cabildo,,,100", "Actas firmadas,,,,100")
    shown = parse(build(make_site(tmp_path, nobody)), f"{PLAN}/tablero/index.html")
    assert table(shown.section("por-institucion"))[-1] == [MISSING, "0 de 1", "0 de 1", "0", "0", "0", "0"]


# Over time


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_every_commitment_has_its_timeline_with_the_same_dates_in_a_table(name: str, plan_id: str) -> None:
    of = plan(name, plan_id)
    shown = board("calendario", name, plan_id)
    link_to(board("", name, plan_id).one("#en-el-tiempo"), "calendario/index.html")
    figures = shown.all(".timeline")
    assert len(figures) == sum(bool(of.index.milestones_of.get(each.id)) for each in of.commitments)
    strips = [strip for figure in figures for strip in figure.css('svg[role="img"]')]
    assert len(strips) == len(of.milestones)
    assert all(words(strip.css("desc")[0]).startswith("Fechas vigentes: ") for strip in strips)
    assert sum(len(table(figure)) for figure in figures) == len(of.milestones)


def test_a_timeline_tells_the_first_dates_those_in_force_and_the_day_it_ended() -> None:
    shown = board("calendario", "minimo", PLAN)
    first, _ = shown.all(".timeline")
    done, moved = first.css('svg[role="img"]')
    assert words(done.css("desc")[0]) == (
        "Fechas vigentes: 15 de enero de 2024 a 15 de marzo de 2024. Se terminó: 12 de marzo de 2024."
    )
    assert words(moved.css("desc")[0]) == (
        "Fechas vigentes: 1 de febrero de 2024 a 15 de diciembre de 2024. "
        "Originales: 1 de febrero de 2024 a 31 de octubre de 2024. Se terminó: no se ha terminado."
    )
    assert [len(each.css(".tl-planned")) for each in (done, moved)] == [0, 1]
    assert [len(each.css(".tl-finished")) for each in (done, moved)] == [1, 0]
    assert table(first)[1][1:] == [
        "1 de febrero de 2024 a 31 de octubre de 2024",
        "1 de febrero de 2024 a 15 de diciembre de 2024",
        "no se ha terminado",
    ]


def test_a_milestone_of_which_nobody_reported_is_not_said_to_be_unfinished(tmp_path: Path) -> None:
    gone = "2024-06,calles-1,1,limitado,Se hizo la primera asamblea.,,,,\n"
    built = build(make_site(tmp_path, replace(of_plan("avances.csv"), gone, "")))
    shown = parse(built, f"{PLAN}/tablero/calendario/index.html")
    assert table(shown.all(".timeline")[1])[0][3] == MISSING


# The next cut


@pytest.mark.parametrize(
    ("cadence", "said"),
    [
        ("cadencia: mensual", "Siguiente corte: a más tardar el 31 de julio de 2024 (cada mes)."),
        (
            "cadencia: [mensual, cuatrimestral]",
            "Siguiente corte: a más tardar el 31 de julio de 2024 (cada mes); "
            "a más tardar el 31 de octubre de 2024 (cada cuatro meses).",
        ),
        ("", f"Siguiente corte: {MISSING}."),
    ],
)
def test_the_board_says_when_the_next_cut_is_due(tmp_path: Path, cadence: str, said: str) -> None:
    stated = replace(of_plan("datapackage.yaml"), "estado: en_curso\n", f"estado: en_curso\n{cadence}\n")
    assert said in parse(build(make_site(tmp_path, stated)), f"{PLAN}/tablero/index.html").main


def test_a_plan_that_ended_owes_no_other_cut(tmp_path: Path) -> None:
    over = replace(of_plan("datapackage.yaml"), "estado: en_curso", "estado: concluido\ncadencia: mensual")
    shown = parse(build(make_site(tmp_path, over)), f"{PLAN}/tablero/index.html")
    assert "El plan terminó su periodo: no hay un corte siguiente." in shown.main


def test_a_plan_that_ends_before_another_cut_is_due_announces_none(tmp_path: Path) -> None:
    short = (
        replace(of_plan("datapackage.yaml"), "estado: en_curso\n", "estado: en_curso\ncadencia: anual\n"),
        replace(of_plan("datapackage.yaml"), "  - hasta: 2025\n", "  - hasta: 2025-05\n"),
    )
    built = build(make_site(tmp_path, *short))
    shown = parse(built, f"{PLAN}/tablero/index.html")
    assert "El plan termina antes de que toque otro corte: no hay un corte siguiente." in shown.main
    assert "Siguiente corte" not in shown.main
    assert b"Se debe el corte" not in content(built, "calendario.ics")


@pytest.mark.parametrize(("name", "plan_id"), [("raiz", DEMO), ("seis-pasos", "pal-2025")])
def test_nothing_announces_a_cut_after_the_end_of_an_invented_plan(name: str, plan_id: str) -> None:
    assert b"corte-debido" not in content(site(name), "calendario.ics")
    for path in ("", plan_id, f"{plan_id}/tablero"):
        assert "Siguiente corte" not in page(name, path).main


# All milestones, in a table that a script can filter


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_the_table_of_milestones_has_each_whole(name: str, plan_id: str) -> None:
    last = history(plan(name, plan_id))[-1]
    link_to(board("", name, plan_id).section("todas"), "actividades/index.html")
    lines = board("actividades", name, plan_id).all("#actividades tbody tr")
    assert len(lines) == len(last.states)
    assert all(words(cell) for line in lines for cell in line.css("th, td"))


def test_the_words_of_the_script_are_in_the_page_and_not_in_it() -> None:
    script = (ROOT / "themes" / "base" / "static" / "actividades.js").read_text(encoding="utf-8")
    assert len(script.encode()) <= 4096
    asked = set(re.findall(r"words\.(\w+)", script))
    given = {
        name.removeprefix("data-")
        for name in board("actividades").one("#actividades").attributes
        if name.startswith("data-")
    }
    assert asked | {"grupo", "ordenar"} == given
    code = re.sub(r"//.*", "", script)
    assert not re.findall(r"[\"'`][^\"'`]*[áéíóúñ][^\"'`]*[\"'`]", code)


@pytest.mark.parametrize(("script", "path"), [("tablero.js", ""), ("actividades.js", "actividades/")])
def test_only_the_page_that_it_is_for_loads_a_script(script: str, path: str) -> None:
    loading = [
        each for each in page_paths(site("raiz")) if f"recursos/{script}".encode() in content(site("raiz"), each)
    ]
    assert loading == [f"{DEMO}/tablero/{path}index.html"]


def test_the_board_names_the_filters_that_an_address_of_it_may_carry() -> None:
    named = str(link_to(board().section("todas"), "actividades/index.html").attributes["data-filtros"]).split()
    fields = board("actividades").all("form.filters [name]")
    assert named == [str(each.attributes["name"]) for each in fields]


def test_each_commitment_has_a_small_drawing_with_its_last_figures_in_words() -> None:
    for row, card in zip(board().all("#por-compromiso ~ table tbody"), rows("raiz", DEMO, "compromisos"), strict=True):
        last = history(plan("raiz", DEMO))[-1]
        expected, verified = (
            percent(last.commitment(card["id"], each).figure.value) for each in (Measure.COMPARABLE, Measure.VERIFIED)
        )
        assert f"esperado: {expected} · verificado: {verified}" in words(row)
        assert len(row.css(".spark > g")) == 3
    assert not board("2026-06").all(".spark")


def test_how_the_figures_are_made_is_told_and_leads_to_the_method() -> None:
    told = board().section("calculo")
    assert "Cada actividad vale lo que su estado en la escala del plan." in words(told)
    assert "El plan prevé informar el avance cada mes." in words(told)
    link_to(told, "metodologia/index.html")


def test_the_board_tells_how_much_changed_and_leads_to_the_sentences() -> None:
    shown = board("", "minimo", PLAN)
    assert [words(each) for each in shown.section("que-cambio").css("li")] == ["Avanzaron: 1", "Cambiaron de fecha: 1"]
    link_to(shown.section("que-cambio"), "2024-06/index.html#que-cambio")


def test_a_figure_elsewhere_leads_to_where_it_is_explained() -> None:
    for path in ("", PLAN):
        assert "cifras-del-plan" in board("", "minimo", PLAN).ids
        link_to(page("minimo", path).one("main"), "tablero/index.html#cifras-del-plan")
    for card in page("minimo", f"{PLAN}/compromisos").all(".card"):
        assert words(link_to(card.css_first(".progress") or card, "index.html")).startswith("¿Cómo se calculó?")


def test_a_large_plan_leaves_sums_and_drawings_to_each_commitment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("micrositio.pages.views.cut_summary.MANY", 2)
    built = build(ROOTS["minimo"])
    shown, calendar = (parse(built, f"{PLAN}/tablero/{path}index.html") for path in ("", "calendario/"))
    assert not calendar.all(".timeline")
    assert not shown.all(".spark")
    assert "Son muchas para una sola página" in calendar.main
    assert not shown.section("por-compromiso").css(".why")
    assert len(shown.section("por-compromiso").css(".explained-at")) == 2


# Without cuts, without reports


@pytest.mark.parametrize(("name", "plan_id"), WITHOUT_CUTS)
def test_a_plan_without_cuts_says_so_and_invents_nothing(name: str, plan_id: str) -> None:
    shown = board("", name, plan_id)
    assert words(shown.one(".panel .big")) == MISSING
    assert "Sin dato no es cero" in shown.main
    assert "%" not in shown.main
    assert not shown.all(".meter, .tally, .flag, .timeline, .matrix")
    kept = [path for path in site(name) if path.startswith(f"{plan_id}/tablero/")]
    assert kept == [f"{plan_id}/tablero/feed.xml", f"{plan_id}/tablero/index.html"]


@pytest.mark.parametrize(("name", "plan_id"), WITHOUT_CUTS)
def test_a_plan_without_cuts_still_tells_who_answers_and_which_milestones_are_known(name: str, plan_id: str) -> None:
    shown = board("", name, plan_id)
    institutions = by_id(name, plan_id, "instituciones")
    cards = shown.texts("#quien-responde ~ .cards > .card")
    for card, row in zip(cards, rows(name, plan_id, "compromisos"), strict=True):
        assert all(institutions[each]["nombre"] in card for each in items(row["responsables"]))
        assert f"Avance{MISSING}" in card.replace(" ", "").replace("sindato", MISSING)
    known = milestone_ids(shown.section("actividades"))
    assert sorted(known) == sorted(row["id"] for row in rows(name, plan_id, "actividades"))
    for body in shown.section("actividades").css("table"):
        assert {row[1] for row in table(body)} == {MISSING}


def test_what_is_missing_is_told_with_who_could_give_it() -> None:
    shown = board("", "raiz", "plan-2026")
    section = shown.section("que-falta")
    counts = [int(words(each).split()[0]) for each in section.css(".gaps > li")]
    assert sum(counts) == len(plan("raiz", "plan-2026").gaps) > 0
    assert hrefs(section) == ["../index.html#faltantes"]


LEFT_OUT = {"novedades", "sellos", "sellos.txt", "direcciones.txt", "en"}


def demonstration_alone() -> Files:
    """The demonstration plan as the only plan of the repository's site."""
    files: Files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for top in ("content", f"data/{DEMO}")
        for path in (ROOT / top).rglob("*")
        if path.is_file()
        and not {"novedades", "sellos", "sellos.txt", "direcciones.txt", "en"}.intersection(path.parts)
    }
    without(files, "erratas")
    replace("content/sitio.yaml", "[plan-2023-2024, plan-2026, demostracion]", f"[{DEMO}]")(files)
    replace("content/sitio.yaml", "plan_actual: plan-2023-2024", f"plan_actual: {DEMO}")(files)
    for slug in ("inicio", "acerca", "metodologia", "glosario", "accesibilidad", "privacidad"):
        write(f"content/{slug}.md", f"---\ntitulo: Página {slug}\ndescripcion: Una página.\n---\nTexto.\n")(files)
    return files


def without(files: Files, *tables: str) -> None:
    """Take tables out of the demonstration."""
    package = f"data/{DEMO}/datapackage.yaml"
    for name in tables:
        del files[f"data/{DEMO}/{name}.csv"]
        text = files[package]
        assert isinstance(text, bytes)
        lines = text.decode().splitlines(keepends=True)
        kept = [line for line in lines if f"path: {name}.csv" not in line and line.strip() != f"- name: {name}"]
        files[package] = "".join(kept).encode()


def header_only(files: Files, *tables: str) -> None:
    """Leave tables of the demonstration without a row."""
    for name in tables:
        path = f"data/{DEMO}/{name}.csv"
        text = files[path]
        assert isinstance(text, bytes)
        files[path] = text.split(b"\n")[0] + b"\n"


OWN = ("avances_compromisos", "verificaciones_compromisos", "mediciones")


@pytest.mark.parametrize("emptied", [header_only, without])
def test_without_any_report_every_cut_of_the_demonstration_says_no_data(
    tmp_path: Path, emptied: Callable[..., None]
) -> None:
    files = demonstration_alone()
    emptied(files, "avances", "verificaciones", *OWN, "discrepancias", "replicas", "presupuesto")
    built = build(write_files(tmp_path, files))
    for path in ("", *(f"{cut}/" for cut in DEMO_CUTS)):
        shown = parse(built, f"{DEMO}/tablero/{path}index.html")
        assert [words(each) for each in shown.all(".headline p:first-child")] == [
            f"{MISSING} de avance reportado",
            f"De esas mismas actividades se esperaba {MISSING}.",
            f"Verificado del plan entero: {MISSING}",
        ]
        assert "Con dato: 0 de 30 actividades." in words(shown.one(".headline-main .coverage"))
        assert counts(shown)[:2] == ["0 de 30 se reportan completas", "0 de 30 revisadas por un órgano"]
        assert len(looked_at(shown)["Sin dato"]) == 30
        assert not shown.all(".meter")
        assert {row[1] for row in commitment_rows(shown)} == {MISSING}
        assert set(re.findall(r"\d[\d.]* %", shown.main)) == {"100 %"}, "only the share of milestones without data"


def test_without_any_report_the_board_compares_nothing_and_owes_its_first_cut(tmp_path: Path) -> None:
    files = demonstration_alone()
    header_only(files, "avances", "verificaciones", *OWN, "discrepancias", "replicas")
    built = build(write_files(tmp_path, files))
    shown, whole = (parse(built, f"{DEMO}/tablero/{path}index.html") for path in ("", "actividades/"))
    assert {cell for row in matrix(shown) for cell in row[1:]} == {MISSING}
    assert {row[2] for row in table(whole.one("main"))} == {MISSING}


def test_without_cuts_the_demonstration_has_a_board_without_figures(tmp_path: Path) -> None:
    files = demonstration_alone()
    without(files, "avances", "verificaciones", *OWN, "discrepancias", "replicas", "cortes", "presupuesto")
    shown = parse(build(write_files(tmp_path, files)), f"{DEMO}/tablero/index.html")
    assert words(shown.one(".panel .big")) == MISSING
    assert "El plan prevé informar el avance cada mes." in shown.main
    assert "%" not in shown.main


def test_every_board_of_an_invented_plan_is_marked() -> None:
    for path in site("raiz"):
        if path.startswith(f"{DEMO}/tablero/") and path.endswith(".html"):
            assert b"data-inventado" in content(site("raiz"), path)
