"""Any two cuts compared: which pages there are, what they tell, and each cut in a few words."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from micrositio.pages.comparing import comparison
from micrositio.progress.milestones import cuts_in_order
from reading import INVENTED, PLANS, Page, build, content, leads, page, parse, plan, rows, site, words
from reckoning import DEMO, DEMO_CUTS, reckon
from support import PLAN, SITES, make_site, of_plan, replace

WITH_CUTS = [each for each in PLANS if len(cuts_in_order(plan(*each))) > 1]
LONGEST = 600


def compared(first: str, second: str, plan_id: str = DEMO, name: str = "raiz") -> Page:
    return page(name, f"{plan_id}/tablero/comparar/{first}_{second}")


def told(shown: Page) -> dict[str, list[str]]:
    """What is told of each milestone, by the key at the end of its link."""
    found = {}
    for line in shown.all("#comparacion .changes > li"):
        link = line.css_first('strong a[href*="#actividad-"]')
        if link is None:
            continue
        key = str(link.attributes["href"]).partition("#actividad-")[2]
        found[key] = [words(each) for each in line.css("ul > li")]
    return found


def last_status(key: str, cut: str) -> str:
    """The last status that was reported of a milestone up to a cut of the invented plan, or "" if none was."""
    until = DEMO_CUTS[: DEMO_CUTS.index(cut) + 1]
    return next((status for each in reversed(until) if (status := reckon(each)[key].status)), "")


def test_neighbours_and_the_first_with_the_last_have_a_page_and_plans_without_two_cuts_none() -> None:
    for name, plan_id in PLANS:
        cuts = [each.id for each in cuts_in_order(plan(name, plan_id))]
        pairs = {*pairwise(cuts), *([(cuts[0], cuts[-1])] if len(cuts) > 1 else [])}
        folder = f"{plan_id}/tablero/comparar/"
        found = {path.removeprefix(folder) for path in site(name) if path.startswith(folder)}
        wanted = {f"{first}_{second}/index.html" for first, second in pairs}
        assert found == (wanted | {"index.html"} if pairs else set()), plan_id


@pytest.mark.parametrize(("first", "second"), [*pairwise(DEMO_CUTS), (DEMO_CUTS[0], DEMO_CUTS[-1])])
def test_what_is_told_of_a_milestone_is_what_the_two_cuts_say(first: str, second: str) -> None:
    before, after, found = reckon(first), reckon(second), told(compared(first, second))
    late = {key for key, lines in found.items() if any(each.startswith("Se atrasó") for each in lines)}
    assert late == {each for each in after if after[each].late and not before[each].late}
    silent = {key for key, lines in found.items() if any(each.startswith("No tiene informe") for each in lines)}
    assert silent == {each for each in after if before[each].status and not after[each].status}
    moved = {key for key, lines in found.items() if any(each.startswith(("Su término", "Su inicio")) for each in lines)}
    days = {row["id"]: row["fecha"] for row in rows("raiz", DEMO, "cortes")}
    between = [row for row in rows("raiz", DEMO, "reprogramaciones") if days[first] < row["fecha"] <= days[second]]
    assert moved == {row["actividad"] for row in between}
    went = {key for key, lines in found.items() if any(each.startswith(("Avanzó", "Retrocedió")) for each in lines)}
    known = {key: status for key in after if (status := last_status(key, first))}
    valued = {each for each in known if after[each].value is not None}
    assert went == {each for each in valued if after[each].status not in ("completo", known[each])}


def test_the_verdict_counts_what_the_page_lists() -> None:
    shown = compared("2026-02", "2026-03")
    verdict, lines = (
        words(shown.one("#comparacion > [role=status]")),
        [each for some in told(shown).values() for each in some],
    )
    for number, ends in re.findall(r"(\d+) (se completaron|avanzaron|dejó de informar|cambió de fecha)", verdict):
        start = {
            "se completaron": ("Se completó", "Se informó completa"),
            "avanzaron": ("Avanzó",),
            "dejó de informar": ("No tiene informe",),
            "cambió de fecha": ("Su término", "Su inicio"),
        }[ends]
        assert sum(each.startswith(start) for each in lines) == int(number), ends
    assert verdict.startswith(
        "Entre el 28 de febrero de 2026 y el 31 de marzo de 2026, de las actividades: 3 se completaron"
    )
    documents = {
        str(a.attributes["href"]) for a in shown.all("#comparacion a") if "/evidencias/" in str(a.attributes["href"])
    }
    assert verdict.endswith(f"Documentos nuevos: {len(documents)}.")


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_every_cut_and_the_board_lead_to_the_comparisons(name: str, plan_id: str) -> None:
    cuts = [each.id for each in cuts_in_order(plan(name, plan_id))]
    anywhere = f"{plan_id}/tablero/comparar/index.html"
    board = page(name, f"{plan_id}/tablero")
    assert anywhere in set(leads(board, board.section("que-cambio")))
    for number, cut in enumerate(cuts):
        shown = page(name, f"{plan_id}/tablero/{cut}")
        found = set(leads(shown, shown.section("que-cambio")))
        assert anywhere in found
        previous = f"{plan_id}/tablero/comparar/{cuts[number - 1]}_{cut}/index.html"
        assert (previous in found) == (number > 0)
    shown = page(name, f"{plan_id}/tablero/comparar")
    pairs = {path for path in leads(shown, shown.one("#comparaciones")) if "/comparar/" in path}
    assert pairs == {path for path in site(name) if path.startswith(f"{plan_id}/tablero/comparar/") and "_" in path}


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_the_data_of_a_cut_have_each_milestone_as_it_stood(name: str, plan_id: str) -> None:
    for cut in cuts_in_order(plan(name, plan_id)):
        document = json.loads(content(site(name), f"api/v1/planes/{plan_id}/cortes/{cut.id}.json"))
        reports = {row["actividad"]: row for row in rows(name, plan_id, "avances") if row["corte"] == cut.id}
        for each in document["actividades"]:
            own = each["informado"]
            assert (each["id"] in reports) == (own is not None and own["corte"] == cut.id)
            if each["id"] in reports:
                assert (own["estado"] or "") == reports[each["id"]]["estado"]


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_the_text_of_each_cut_fits_in_a_message_and_says_what_is_invented(name: str, plan_id: str) -> None:
    cuts = ("", *(f"{each.id}/" for each in cuts_in_order(plan(name, plan_id))))
    paths = [f"{language}{plan_id}/tablero/{cut}index.html" for language in ("", "en/") for cut in cuts]
    for path in (each for each in paths if each in site(name) or not each.startswith("en/")):
        text = parse(site(name), path).one("#texto-del-corte").text()
        assert 100 < len(text) <= LONGEST, path
        assert (" inventado" in text.lower() or "invented" in text.lower()) == ((name, plan_id) in INVENTED)


def test_the_text_has_the_full_address_of_the_cut_and_a_long_title_is_shortened(tmp_path: Path) -> None:
    path = of_plan("datapackage.yaml")
    long = "Plan de acción con un título que no termina nunca " * 5
    edit = replace(path, "titulo_corto: Plan 2024", f"titulo_corto: {long.strip()}")
    made = build(make_site(tmp_path, edit), base_url="https://ejemplo.mx/plan")
    text = parse(made, f"{PLAN}/tablero/index.html").one("#texto-del-corte").text().strip()
    assert len(text) <= LONGEST
    assert "…" in text
    assert text.endswith(f"https://ejemplo.mx/plan/{PLAN}/tablero/2024-06/")
    assert "Avance reportado: " in text
    assert "Verificado con documentos: " in text


def test_a_comparison_lists_a_bounded_number_of_milestones_and_says_how_many_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = page("seis-pasos", "pal-2025/tablero/comparar/2025-c1_2025-c2")
    all_of_them = len(shown.all("#comparacion .changes > li"))
    assert all_of_them > 3
    monkeypatch.setattr(comparison, "MOST", 2)
    short = parse(build(SITES / "seis-pasos"), "pal-2025/tablero/comparar/2025-c1_2025-c2/index.html")
    assert len(short.all("#comparacion .changes > li")) == 2
    assert f"Otras {all_of_them - 2} actividades cambiaron y no están en esta lista." in short.main
    assert "pal-2025/datos/calculos/index.html" in set(leads(short, short.one("main")))
    assert words(short.one("#comparacion > [role=status]")) == words(shown.one("#comparacion > [role=status]"))


KINDS = {
    "Se completaron": "se complet",
    "Avanzaron": " avanz",
    "Retrocedieron": " retrocedi",
    "Las revisó un órgano": "por un órgano",
    "Se atrasaron": "se atras",
    "Cambiaron de fecha": "de fecha",
    "Dejaron de informar": "de informar",
}
"""The titles of kinds of change on the page of a cut, and what tells them in a sentence of counts."""


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_a_cut_its_text_and_its_comparison_count_the_same(name: str, plan_id: str) -> None:
    for before, cut in pairwise(each.id for each in cuts_in_order(plan(name, plan_id))):
        shown = page(name, f"{plan_id}/tablero/{cut}")
        heads = re.findall(r"(.+) \((\d+)\)", "\n".join(words(each) for each in shown.section("que-cambio").css("h3")))
        counted = {KINDS[title]: number for title, number in heads if title in KINDS}
        pair = words(compared(before, cut, plan_id, name).one("#comparacion > [role=status]"))
        assert _counts(pair.partition(OWN)[0]) == counted
        text = shown.one("#texto-del-corte").text()
        assert _counts(text).items() <= counted.items()
        assert len(_counts(text)) == len(counted) or "Hay más cambios." in text


OWN = " De lo que los compromisos informan de sí mismos: "


def test_a_comparison_tells_what_commitments_report_of_themselves_and_what_changed_of_the_promise() -> None:
    shown = compared("2026-05", "2026-06")
    verdict = words(shown.one("#comparacion > [role=status]"))
    assert f"{OWN}1 se informó por primera vez, 1 fue revisado por un órgano." in verdict
    assert verdict.endswith("Modificaciones de lo prometido: 2.")
    [own] = [each for each in shown.all(".changes > li") if each.css_first('strong a[href$="#informe-propio"]')]
    assert words(own) == (
        "El compromiso mismo Se informó por primera vez: Sustancial (75 %). "
        "Verificado: pasó de sin verificación a Limitado."
    )
    told = words(shown.one(".modified"))
    assert "Se modificó lo prometido (2)" in told
    assert "Meta: decía «24»; desde el 18 de junio de 2026 dice «18». Motivo: Seis cruces están en una" in told
    english = page("raiz", f"en/{DEMO}/tablero/comparar/2026-05_2026-06")
    assert "Of what the commitments report of themselves: 1 was reported for the first time" in english.main
    assert "Target: it said “24”; since 18 June 2026 it says “18”." in english.main
    assert not compared("2026-04", "2026-05").all(".modified")
    assert compared(DEMO_CUTS[0], "2026-06").one(".modified")


def test_the_data_of_a_cut_tell_the_changes_of_commitments_apart_from_those_of_milestones() -> None:
    before, after = (
        json.loads(content(site("raiz"), f"api/v1/planes/{DEMO}/cortes/{cut}.json")) for cut in ("2026-05", "2026-06")
    )
    assert before["cambios_de_compromisos"] == []
    first, checked = after["cambios_de_compromisos"]
    assert (first["tipo"], first["ahora"]["reportado"], first["antes"]) == ("primer_informe", 0.75, None)
    assert (checked["tipo"], checked["compromiso"]) == ("verificada", "presupuesto")
    standing = {each["id"]: each["propio"] for each in after["compromisos"]}
    assert standing["presupuesto"]["informado"]["estado"] == "sustancial"
    assert {key for key, each in standing.items() if each} == {"presupuesto"}


def _counts(sentence: str) -> dict[str, str]:
    found = re.findall(r"(\d+)( [^,.:]+)", sentence)
    return {mark: number for number, told in found for mark in KINDS.values() if mark in told}
