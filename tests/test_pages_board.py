"""The board: its figures, its lists of what to look at, what changed, and what it says where nobody reported."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from selectolax.lexbor import LexborNode

from micrositio.formats import percent_words
from micrositio.progress import commitment_progress, cuts_in_order, plan_progress, states_at
from reading import (
    MISSING,
    Page,
    Row,
    build,
    by_id,
    content,
    hrefs,
    items,
    leads,
    link_to,
    page,
    parse,
    plan,
    rows,
    site,
    squeeze,
    table,
    words,
)
from support import PLAN, ROOT, Files, append, make_site, of_plan, replace, write, write_files

DEMO = "demostracion"
DEMO_CUTS = [row["id"] for row in rows("raiz", DEMO, "cortes")]
WITH_CUTS = [("raiz", DEMO), ("minimo", PLAN), ("seis-pasos", "pal-2025")]
WITHOUT_CUTS = [("raiz", "plan-2023-2024"), ("raiz", "plan-2026"), ("costa-rica", "plan-2019-2022")]
LISTS = ("Atrasadas", "Completas sin evidencia", "Sin dato", "Lo verificado no coincide con lo reportado")


def board(cut: str = "", name: str = "raiz", plan_id: str = DEMO) -> Page:
    return page(name, f"{plan_id}/tablero/{cut}")


def milestone_ids(node: LexborNode) -> list[str]:
    """The milestones that the links in `node` lead to."""
    return [href.partition("#actividad-")[2] for href in hrefs(node) if "#actividad-" in href]


def lists_under(node: LexborNode) -> dict[str, list[str]]:
    """The lists of milestones in a section, by the heading before each; none where the page says «Ninguna»."""
    found: dict[str, list[str]] = {}
    title = ""
    for child in node.iter():
        if child.tag == "h3":
            title = words(child)
            found[title] = []
        elif child.tag == "ul":
            found[title] = milestone_ids(child)
        elif child.tag == "p" and words(child) == "Ninguna.":
            assert found[title] == []
    return found


def looked_at(shown: Page) -> dict[str, list[str]]:
    return lists_under(shown.section("que-mirar"))


def changed(shown: Page) -> dict[str, list[str]]:
    found = lists_under(shown.section("que-cambio"))
    assert all(title.endswith(f"({len(ids)})") for title, ids in found.items()), found
    return {title.rpartition(" (")[0]: ids for title, ids in found.items()}


def counts(shown: Page) -> list[str]:
    return shown.texts(".counts > li")


# A second reckoning, from the tables alone


class Reckoned(NamedTuple):
    """A milestone at a cut as worked out here: its due date, its value as a fraction, whether it is late."""

    status: str
    value: float | None
    due: date
    late: bool


VALUES = {"no_iniciado": 0.0, "limitado": 0.25, "sustancial": 0.75, "completo": 1.0}


def reckon(cut: str) -> dict[str, Reckoned]:
    day = by_id("raiz", DEMO, "cortes")[cut]["fecha"]
    reports = {(row["corte"], row["actividad"]): row["estado"] for row in rows("raiz", DEMO, "avances")}
    found = {}
    for row in rows("raiz", DEMO, "actividades"):
        due = row["fin"]
        for change in sorted(rows("raiz", DEMO, "reprogramaciones"), key=lambda each: each["fecha"]):
            if change["actividad"] == row["id"] and change["campo"] == "fin" and change["fecha"] <= day:
                due = change["despues"]
        status = reports.get((cut, row["id"]), "")
        said = [reports[each, row["id"]] for each in DEMO_CUTS if each <= cut and (each, row["id"]) in reports]
        over = bool(said) and said[-1] in ("completo", "retirado")
        found[row["id"]] = Reckoned(status, VALUES.get(status), date.fromisoformat(due), day > due and not over)
    return found


def mean(pairs: list[tuple[float | None, float]]) -> float | None:
    known = [(value, weight) for value, weight in pairs if value is not None]
    return sum(value * weight for value, weight in known) / sum(weight for _, weight in known) if known else None


def reckoned_progress(cut: str) -> tuple[float, dict[str, float | None]]:
    states = reckon(cut)
    parts: dict[str, float | None] = {}
    for row in rows("raiz", DEMO, "compromisos"):
        own = [each for each in rows("raiz", DEMO, "actividades") if each["compromiso"] == row["id"]]
        parts[row["id"]] = mean([(states[each["id"]].value, float(each["peso"])) for each in own])
    whole = mean([(parts[row["id"]], float(row["peso"])) for row in rows("raiz", DEMO, "compromisos")])
    assert whole is not None
    return whole, parts


def percent(fraction: float | None) -> str:
    return MISSING if fraction is None else squeeze(percent_words(fraction, "es"))


@cache
def verified_by(cut: str) -> frozenset[str]:
    """Milestones reported complete at the cut whose last verification up to it accepts that on evidence."""
    last: dict[str, Row] = {}
    for row in rows("raiz", DEMO, "verificaciones"):
        if row["corte"] <= cut:
            last[row["actividad"]] = row
    states = reckon(cut)
    return frozenset(
        each
        for each, row in last.items()
        if row["estado"] == "completo" and row["evidencias"] and states[each].status == "completo"
    )


# Figures


@pytest.mark.parametrize("cut", DEMO_CUTS)
def test_the_progress_of_the_plan_and_of_each_commitment_is_what_the_tables_give(cut: str) -> None:
    whole, parts = reckoned_progress(cut)
    shown = board(cut)
    assert words(shown.one(".glance .big")) == f"{percent(whole)} de avance del plan"
    by_commitment = {row[0].split(" responde:")[0]: row[1] for row in table(shown.section("por-compromiso"))}
    for row in rows("raiz", DEMO, "compromisos"):
        title = f"{row['numero']}. {row['titulo_corto']}"
        assert by_commitment[title].split(" ")[:2] == percent(parts[row["id"]]).split(" "), title


@pytest.mark.parametrize("cut", DEMO_CUTS)
def test_milestones_are_counted_as_the_tables_give(cut: str) -> None:
    states = reckon(cut)
    statuses = [each.status for each in states.values()]
    said = counts(board(cut))
    assert said[0] == f"{statuses.count('completo')} de 30 se reportan completas"
    assert said[1] == f"{len(verified_by(cut))} de 30 verificadas como completas"
    assert said[2] == f"{sum(each.late for each in states.values())} atrasadas"
    assert said[4] == f"{statuses.count('')} sin dato"
    original = {row["id"]: row["fin"] for row in rows("raiz", DEMO, "actividades")}
    moved = sum(states[each].due.isoformat() != fin for each, fin in original.items())
    assert said[5] == f"{moved} reprogramadas"


@pytest.mark.parametrize("cut", DEMO_CUTS)
def test_coverage_counts_those_with_a_value_among_those_not_withdrawn(cut: str) -> None:
    states = reckon(cut)
    kept = [each for each in states.values() if each.status != "retirado"]
    known = [each for each in kept if each.value is not None]
    assert f"Con dato: {len(known)} de {len(kept)} actividades." in words(board(cut).one(".glance .coverage"))


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_every_board_shows_the_figures_of_progress(name: str, plan_id: str) -> None:
    of = plan(name, plan_id)
    for cut in cuts_in_order(of):
        states = states_at(of, cut)
        shown = board(cut.id, name, plan_id)
        assert words(shown.one(".glance .big strong")) == percent(plan_progress(of, states).value)
        for row, commitment in zip(table(shown.section("por-compromiso")), of.commitments, strict=True):
            figure = commitment_progress(of, commitment, states)
            own = [each for each in states if each.milestone.commitment == commitment.id]
            expected = f"{percent(figure.value)} {figure.counted} de {figure.total} con dato"
            assert row[1] == (MISSING if figure.value is None else expected)
            assert row[2] == f"{sum(each.is_complete for each in own)} de {len(own)}"
            assert row[3] == f"{sum(each.is_verified for each in own)} de {len(own)}"
            assert row[4:] == [str(sum(s.is_late for s in own)), str(sum(s.update is None for s in own))]


@pytest.mark.parametrize(
    ("cut", "whole", "parts"),
    [
        # March: agua = 50 % × 1 + 50 % × 0.25 = 0.625; calles = 0; plan = 0.6 × 0.625 + 0.4 × 0 = 0.375
        ("2024-03", "38 %", ["62 % 2 de 2 con dato", "0 % 1 de 1 con dato"]),
        # June: agua the same; calles = 0.25; plan = 0.375 + 0.4 × 0.25 = 0.475
        ("2024-06", "48 %", ["62 % 2 de 2 con dato", "25 % 1 de 1 con dato"]),
    ],
)
def test_a_tiny_plan_gives_the_figures_worked_out_by_hand(cut: str, whole: str, parts: list[str]) -> None:
    shown = board(cut, "minimo", PLAN)
    assert words(shown.one(".glance .big")) == f"{whole} de avance del plan"
    assert [row[1] for row in table(shown.section("por-compromiso"))] == parts


def test_a_tiny_plan_counts_beside_percentages() -> None:
    assert counts(board("2024-03", "minimo", PLAN)) == [
        "1 de 3 se reportan completas",
        "1 de 3 verificadas como completas",
        "0 atrasadas",
        "0 completas sin evidencia",
        "0 sin dato",
        "0 reprogramadas",
    ]
    by_status = board("2024-03", "minimo", PLAN).texts("#por-estado ~ .tally .legend li")
    assert by_status == ["Completo 1 33 %", "Limitado 1 33 %", "No iniciado 1 33 %"]


def test_each_status_of_the_bar_is_as_wide_as_its_share() -> None:
    shown = board("2024-03", "minimo", PLAN)
    bars = [
        (node.attributes["class"], node.attributes["x"], node.attributes["width"])
        for node in shown.all("#por-estado ~ .tally rect")
    ]
    assert bars == [
        ("fill-completo", "0%", "33.33%"),
        ("fill-limitado", "33.33%", "33.33%"),
        ("fill-no_iniciado", "66.67%", "33.33%"),
    ]


def test_the_bar_of_progress_is_as_wide_as_the_figure() -> None:
    assert board("2024-06", "minimo", PLAN).one(".glance .meter-done").attributes["width"] == "47.5%"


def test_a_milestone_without_report_lowers_no_mean_but_the_coverage(tmp_path: Path) -> None:
    gone = "2024-06,agua-2,7,limitado,SIN AVANCE,personal,Falta una cuadrilla,,\n"
    root = make_site(tmp_path, replace(of_plan("avances.csv"), gone, ""))
    shown = parse(build(root), f"{PLAN}/tablero/2024-06/index.html")
    # agua = 1 over the one known; plan = 0.6 × 1 + 0.4 × 0.25 = 0.7
    assert words(shown.one(".glance .big strong")) == "70 %"
    assert "Con dato: 2 de 3 actividades." in words(shown.one(".glance .coverage"))
    assert looked_at(shown)["Sin dato"] == ["agua-2"]
    assert changed(shown)["Dejaron de informar"] == ["agua-2"]


# What to look at


@pytest.mark.parametrize(
    ("cut", "late", "unproven", "silent", "disputed"),
    [
        ("2025-09", "residuos-1", "", None, ""),
        ("2026-02", "agua-2", "", "presupuesto-5 presupuesto-6 tramites-3 residuos-2 residuos-5", ""),
        ("2026-03", "", "tramites-3", "presupuesto-5 presupuesto-6 caminos-6", "residuos-4"),
        ("2026-05", "residuos-2", "agua-6 tramites-3", "caminos-3 residuos-3 residuos-5", "agua-5 agua-6"),
        ("2026-06", "agua-4 caminos-6 residuos-2", "agua-6 tramites-3", "residuos-3", "agua-5 agua-6 tramites-2"),
    ],
)
def test_what_to_look_at_closely_holds_exactly_those(
    cut: str, late: str, unproven: str, silent: str | None, disputed: str
) -> None:
    found = looked_at(board(cut))
    assert tuple(found) == LISTS
    for title, expected in zip(LISTS, (late, unproven, silent, disputed), strict=True):
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
            if document.date is None or str(document.date.first) <= day
        }
        complete = {each for each, state in reckon(cut).items() if state.status == "completo"}
        assert set(looked_at(board(cut))["Completas sin evidencia"]) == complete - proven


def test_a_late_milestone_says_how_many_days_and_who_answers() -> None:
    line = next(each for each in board("2026-06").texts("#que-mirar ~ ul.lines > li") if "fugas" in each)
    assert "30 días tarde" in line
    assert "responde: Organismo de Agua" in line


def test_a_milestone_that_an_earlier_cut_reported_complete_is_not_late_for_silence() -> None:
    # tramites-3 ended on 2026-03-31; residuos-1 finished late but is finished.
    assert "residuos-1" not in looked_at(board("2026-06"))["Atrasadas"]


def test_a_change_of_date_counts_from_the_cut_of_its_own_day(tmp_path: Path) -> None:
    moved = replace(of_plan("reprogramaciones.csv"), "agua-2,2024-06-20,", "agua-2,2024-06-30,")
    shown = parse(build(make_site(tmp_path, moved)), f"{PLAN}/tablero/2024-06/index.html")
    assert [row[3] for row in table(shown.section("todas"))][1] == "15 de diciembre de 2024"


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


# What changed


def test_the_first_cut_has_nothing_to_compare_with() -> None:
    assert "que-cambio" not in board("2025-07").ids


@pytest.mark.parametrize("cut", DEMO_CUTS[1:])
def test_changes_are_those_between_the_two_cuts(cut: str) -> None:
    before_id = DEMO_CUTS[DEMO_CUTS.index(cut) - 1]
    before, after = reckon(before_id), reckon(cut)
    shown = board(cut)
    link_to(shown.section("que-cambio"), f"{before_id}/index.html")
    found = changed(shown)
    became = {each for each in after if after[each].status == "completo" != before[each].status}
    assert set(found.get("Se completaron", ())) == became
    assert set(found.get("Se verificaron", ())) == verified_by(cut) - verified_by(before_id)
    assert set(found.get("Se atrasaron", ())) == {e for e in after if after[e].late and not before[e].late}
    assert set(found.get("Dejaron de informar", ())) == {e for e in after if before[e].status and not after[e].status}
    moved = {row["actividad"] for row in rows("raiz", DEMO, "reprogramaciones") if _between(row, before_id, cut)}
    assert set(found.get("Cambiaron de fecha", ())) == moved


def _between(row: Row, before: str, after: str) -> bool:
    cuts = by_id("raiz", DEMO, "cortes")
    return cuts[before]["fecha"] < row["fecha"] <= cuts[after]["fecha"]


def test_a_cut_where_nothing_changed_says_so(tmp_path: Path) -> None:
    june = "2024-06,agua-1,10,completo,La tabla se actualizó.,,,,2024-03-12\n"
    root = make_site(
        tmp_path,
        append(of_plan("cortes.csv"), "2024-07,2024-07-31,,,\n"),
        append(of_plan("avances.csv"), june.replace("2024-06", "2024-07")),
        append(of_plan("avances.csv"), "2024-07,agua-2,7,limitado,Nada.,personal,Falta.,,\n"),
        append(of_plan("avances.csv"), "2024-07,calles-1,1,limitado,Nada nuevo.,externa,Llovió.,,\n"),
    )
    shown = parse(build(root), f"{PLAN}/tablero/index.html")
    assert "Nada: ninguna actividad se completó, se verificó, se atrasó ni cambió de fecha." in words(
        shown.section("que-cambio")
    )


# All milestones, reported beside verified


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_all_milestones_stand_with_what_was_reported_and_verified_and_who_answers(name: str, plan_id: str) -> None:
    of = plan(name, plan_id)
    last = cuts_in_order(of)[-1]
    shown = board(last.id, name, plan_id)
    lines = [row for body in shown.section("todas").css("table") for row in table(body)]
    states = states_at(of, last)
    assert len(lines) == len(states)
    for line, state in zip(lines, states, strict=True):
        reported = of.index.scale[state.update.status].title.es if state.update else MISSING
        verified = of.index.scale[state.verification.status].title.es if state.verification else "sin verificar"
        assert line[0].startswith(state.milestone.text.pick("es")[0])
        assert line[1:3] == [reported, verified]
        institution = of.index.institutions.get(state.milestone.institution)
        assert line[4].startswith(institution.name.es if institution else MISSING)
        assert "" not in line


def test_the_due_date_is_the_one_in_force_at_the_cut() -> None:
    text = by_id("raiz", DEMO, "actividades")["caminos-2"]["texto"]

    def due(cut: str) -> str:
        tables = board(cut).section("todas").css("table")
        return next(row[3] for each in tables for row in table(each) if row[0].startswith(text))

    assert due("2026-01") == "31 de marzo de 2026"
    assert due("2026-02") == "15 de mayo de 2026"
    assert due("2026-06") == "30 de junio de 2026"


# Cuts


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_every_cut_has_its_page_and_they_are_listed_from_the_last_back(name: str, plan_id: str) -> None:
    cuts = [each.id for each in cuts_in_order(plan(name, plan_id))]
    for cut in cuts:
        shown = board(cut, name, plan_id)
        listed = leads(shown, shown.section("cortes"))
        assert listed == [f"{plan_id}/tablero/{each}/index.html" for each in reversed(cuts)]
        current = shown.one('.cuts a[aria-current="page"]').parent
        assert current is not None
        assert leads(shown, current) == [shown.path]


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_past_cuts_say_so_and_lead_to_the_last_one(name: str, plan_id: str) -> None:
    cuts = [each.id for each in cuts_in_order(plan(name, plan_id))]
    for cut in cuts[:-1]:
        shown = board(cut, name, plan_id)
        assert "Este es un corte pasado." in shown.main
        link_to(shown.one("p.panel"), "../index.html")
    assert "corte pasado" not in board(cuts[-1], name, plan_id).main


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_the_board_is_the_last_cut(name: str, plan_id: str) -> None:
    last = cuts_in_order(plan(name, plan_id))[-1].id
    assert board("", name, plan_id).main == board(last, name, plan_id).main
    assert board("", name, plan_id).one("title").text() != board(last, name, plan_id).one("title").text()


def test_a_cut_says_when_it_was_published_and_where_it_was_reviewed() -> None:
    assert "Publicado: 5 de septiembre de 2025. Revisado en: " in words(board("2025-08").one(".glance .coverage"))
    assert words(board("2024-06", "minimo", PLAN).one(".glance .coverage")).endswith(f"Publicado: {MISSING}.")


def test_the_note_of_a_cut_is_shown() -> None:
    assert "Varias áreas no entregaron su reporte de diciembre" in words(board("2025-12").one(".glance"))


def test_how_the_figures_are_made_is_told_and_leads_to_the_method() -> None:
    told = board().section("calculo")
    assert "Cada actividad vale lo que su estado en la escala del plan." in words(told)
    assert "El plan publica un corte cada mes." in words(told)
    link_to(told, "metodologia/index.html")


# Without cuts, without reports


@pytest.mark.parametrize(("name", "plan_id"), WITHOUT_CUTS)
def test_a_plan_without_cuts_says_so_and_invents_nothing(name: str, plan_id: str) -> None:
    shown = board("", name, plan_id)
    assert words(shown.one(".panel .big")) == MISSING
    assert "Sin dato no es cero" in shown.main
    assert "%" not in shown.main
    assert not shown.all(".meter, .tally, .flag")
    assert [path for path in site(name) if path.startswith(f"{plan_id}/tablero/")] == [f"{plan_id}/tablero/index.html"]


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
    gaps = words(shown.section("que-falta"))
    assert "El texto oficial del plan y de cada compromiso. Lo puede dar: La Coordinación de Transparencia" in gaps


def demonstration_alone() -> Files:
    """The demonstration plan as the only plan of the repository's site."""
    files: Files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for top in ("content", f"data/{DEMO}")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and (top != "content" or "novedades" not in path.parts)
    }
    replace("content/sitio.yaml", "[plan-2023-2024, plan-2026, demostracion]", f"[{DEMO}]")(files)
    replace("content/sitio.yaml", "plan_actual: plan-2023-2024", f"plan_actual: {DEMO}")(files)
    for slug in ("inicio", "acerca", "metodologia", "glosario", "accesibilidad", "privacidad"):
        write(f"content/{slug}.md", f"---\ntitulo: Página {slug}\ndescripcion: Una página.\n---\nTexto.\n")(files)
    return files


def header_only(files: Files, *tables: str) -> None:
    for name in tables:
        path = f"data/{DEMO}/{name}.csv"
        text = files[path]
        assert isinstance(text, bytes)
        files[path] = text.split(b"\n")[0] + b"\n"


def test_without_any_report_every_cut_of_the_demonstration_says_no_data(tmp_path: Path) -> None:
    files = demonstration_alone()
    header_only(files, "avances", "verificaciones", "discrepancias")
    built = build(write_files(tmp_path, files))
    for cut in DEMO_CUTS:
        shown = parse(built, f"{DEMO}/tablero/{cut}/index.html")
        assert words(shown.one(".glance .big strong")) == MISSING
        assert "Con dato: 0 de 30 actividades." in words(shown.one(".glance .coverage"))
        assert counts(shown)[:2] == ["0 de 30 se reportan completas", "0 de 30 verificadas como completas"]
        assert len(looked_at(shown)["Sin dato"]) == 30
        assert not shown.all(".glance .meter")
        assert {row[1] for row in table(shown.section("por-compromiso"))} == {MISSING}


def test_without_cuts_the_demonstration_has_a_board_without_figures(tmp_path: Path) -> None:
    files = demonstration_alone()
    for name in ("avances", "verificaciones", "discrepancias", "cortes"):
        del files[f"data/{DEMO}/{name}.csv"]
        package = files[f"data/{DEMO}/datapackage.yaml"]
        assert isinstance(package, bytes)
        lines = package.decode().splitlines(keepends=True)
        kept = [line for line in lines if f"path: {name}.csv" not in line and line.strip() != f"- name: {name}"]
        files[f"data/{DEMO}/datapackage.yaml"] = "".join(kept).encode()
    shown = parse(build(write_files(tmp_path, files)), f"{DEMO}/tablero/index.html")
    assert words(shown.one(".panel .big")) == MISSING
    assert "El avance debe informarse cada mes." in shown.main
    assert "%" not in shown.main


def test_every_board_of_an_invented_plan_is_marked() -> None:
    for path in site("raiz"):
        if path.startswith(f"{DEMO}/tablero/"):
            assert b"data-inventado" in content(site("raiz"), path)
