"""Each cut's own page: what changed, in sentences; what was corrected; the data as they were; and how to check them."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from micrositio.progress.history import history
from micrositio.progress.milestones import cuts_in_order
from reading import MISSING, Page, Row, build, by_id, content, leads, link_to, parse, plan, rows, site, table, words
from reckoning import DEMO, DEMO_CUTS, board, lists_under, reckon
from support import PLAN, append, followed, make_site, of_plan, replace, run

WITH_CUTS = [("raiz", DEMO), ("minimo", PLAN), ("seis-pasos", "pal-2025")]
SEAL = re.compile("[0-9a-f]{64}")


def changed(shown: Page) -> dict[str, list[str]]:
    return lists_under(shown.section("que-cambio"))


def sentences(shown: Page) -> list[str]:
    return [words(each) for each in shown.section("que-cambio").css("li")]


# What changed


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_the_first_cut_has_nothing_to_compare_with_and_says_so(name: str, plan_id: str) -> None:
    first, *later = cuts_in_order(plan(name, plan_id))
    said = "Es el primer corte: no hay uno anterior con el cual compararlo."
    assert said in board(first.id, name, plan_id).main
    assert "Se informaron por primera vez" not in changed(board(first.id, name, plan_id))
    assert not [cut.id for cut in later if said in board(cut.id, name, plan_id).main]


@pytest.mark.parametrize("cut", DEMO_CUTS[1:])
def test_changes_are_those_between_the_two_cuts(cut: str) -> None:
    before_id = DEMO_CUTS[DEMO_CUTS.index(cut) - 1]
    before, after = reckon(before_id), reckon(cut)
    shown = board(cut)
    link_to(shown.section("que-cambio"), f"{before_id}/index.html")
    found = changed(shown)
    told = {each: last_told(each, cut) for each in after}
    became = {each for each in after if after[each].status == "completo" != told[each]}
    assert set(found.get("Se completaron", ())) == became
    assert set(found.get("Se atrasaron", ())) == {e for e in after if after[e].late and not before[e].late}
    assert set(found.get("Dejaron de informar", ())) == {e for e in after if before[e].status and not after[e].status}
    moved = {row["actividad"] for row in rows("raiz", DEMO, "reprogramaciones") if _between(row, before_id, cut)}
    assert set(found.get("Cambiaron de fecha", ())) == moved
    verified = {row["actividad"] for row in rows("raiz", DEMO, "verificaciones") if row["corte"] == cut}
    assert set(found.get("Las revisó un órgano", ())) == verified
    first = {each for each in after if after[each].status and not told[each]} - became
    assert set(found.get("Se informaron por primera vez", ())) == first - {
        each for each in first if after[each].status == "retirado"
    }


def last_told(milestone: str, cut: str) -> str:
    """The last status reported before the cut; "" for none."""
    reports = {row["corte"]: row["estado"] for row in rows("raiz", DEMO, "avances") if row["actividad"] == milestone}
    return next((reports[each] for each in reversed(DEMO_CUTS) if each < cut and each in reports), "")


def _between(row: Row, before: str, after: str) -> bool:
    cuts = by_id("raiz", DEMO, "cortes")
    return cuts[before]["fecha"] < row["fecha"] <= cuts[after]["fecha"]


def test_changes_are_told_in_sentences() -> None:
    assert sentences(board("2024-06", "minimo", PLAN)) == [
        "«Hacer tres asambleas» pasó de No iniciado (0 %) a Limitado (25 %).",
        "«Bajar los días de atención de fugas»: el término pasó del 31 de octubre de 2024 al 30 de noviembre de 2024. "
        "Motivo: Faltó personal. Autorizó: Grupo Impulsor.",
        "«Bajar los días de atención de fugas»: el término pasó del 30 de noviembre de 2024 al 15 de diciembre "
        "de 2024. Motivo: Llovió más de lo normal. Autorizó: Grupo Impulsor.",
    ]
    assert sentences(board("2024-03", "minimo", PLAN)) == [
        "«Publicar la tabla de análisis» ya se informó completa en su primer informe. Terminó el 12 de marzo de 2024.",
        "Grupo Impulsor verificó «Publicar la tabla de análisis»: Completo, como se había informado. "
        "Motivo: La tabla está en línea y tiene diez pozos.",
        "Grupo Impulsor revisó «Bajar los días de atención de fugas» y no coincide: lo verificado es No iniciado; "
        "lo informado, Limitado (25 %). No dice con qué documentos: no cuenta como verificado. "
        "Motivo: No se vio el registro.",
    ]


JULY = "2024-07,2024-07-31,,,\n"


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (
            "calles-1,3,completo,Se hicieron las tres.,,,,2024-07-20",
            "«Hacer tres asambleas» se completó: pasó de Limitado (25 %) a Completo (100 %). "
            "Terminó el 20 de julio de 2024.",
        ),
        (
            "calles-1,0,no_iniciado,Se anuló la primera.,externa,Llovió.,,",
            "«Hacer tres asambleas» retrocedió: pasó de Limitado (25 %) a No iniciado (0 %).",
        ),
        (
            "calles-1,1,retirado,Se dejó de hacer.,,,,",
            "«Hacer tres asambleas» se retiró del plan: deja de contar en los promedios.",
        ),
    ],
)
def test_each_kind_of_change_has_its_sentence(tmp_path: Path, report: str, sentence: str) -> None:
    root = make_site(
        tmp_path, append(of_plan("cortes.csv"), JULY), append(of_plan("avances.csv"), f"2024-07,{report}\n")
    )
    assert sentence in sentences(parse(build(root), f"{PLAN}/tablero/2024-07/index.html"))


def test_silence_lateness_and_what_was_last_known_are_told(tmp_path: Path) -> None:
    root = make_site(
        tmp_path,
        append(of_plan("cortes.csv"), "2024-10,2024-10-31,,,\n2024-11,2024-11-30,,,\n"),
        append(of_plan("avances.csv"), "2024-11,calles-1,2,sustancial,Se hizo otra.,,,,\n"),
    )
    built = build(root)
    october, november = (sentences(parse(built, f"{PLAN}/tablero/2024-{n}/index.html")) for n in (10, 11))
    assert "«Hacer tres asambleas» no tiene informe en este corte. Lo último que se supo: Limitado (25 %)." in october
    late = "«Hacer tres asambleas» debía terminar el 30 de septiembre de 2024: al corte llevaba 31 días de atraso."
    assert late in october
    assert late not in november
    assert november == [
        "«Hacer tres asambleas» pasó de Limitado (25 %) a Sustancial (75 %). "
        "Lo anterior se supo en el corte del 30 de junio de 2024."
    ]


def test_a_report_that_comes_after_others_is_a_first_one(tmp_path: Path) -> None:
    root = make_site(tmp_path, replace(of_plan("avances.csv"), "2024-03,calles-1,0,no_iniciado,SIN AVANCE,,,,\n", ""))
    said = sentences(parse(build(root), f"{PLAN}/tablero/2024-06/index.html"))
    assert said[0] == "«Hacer tres asambleas» se informó por primera vez: Limitado (25 %)."


@pytest.mark.parametrize(
    ("method", "report", "sentence"),
    [
        ("indicador", "2,", "«Hacer tres asambleas» pasó de 1 asambleas (33 %) a 2 asambleas (67 %)."),
        ("manual", "70,", "«Hacer tres asambleas» pasó de 1 % a 70 %."),
    ],
)
def test_by_other_methods_changes_are_told_in_figures(tmp_path: Path, method: str, report: str, sentence: str) -> None:
    root = make_site(
        tmp_path,
        replace(of_plan("datapackage.yaml"), "avance: estatus", f"avance: {method}"),
        append(of_plan("cortes.csv"), JULY),
        append(of_plan("avances.csv"), f"2024-07,calles-1,{report},Se avanzó.,,,,\n"),
    )
    shown = parse(build(root), f"{PLAN}/tablero/2024-07/index.html")
    assert sentence in sentences(shown)


def test_a_cut_where_nothing_changed_says_so(tmp_path: Path) -> None:
    root = make_site(
        tmp_path,
        append(of_plan("cortes.csv"), JULY),
        append(of_plan("avances.csv"), "2024-07,agua-1,10,completo,Sigue.,,,,2024-03-12\n"),
        append(of_plan("avances.csv"), "2024-07,agua-2,7,limitado,Nada.,personal,Falta.,,\n"),
        append(of_plan("avances.csv"), "2024-07,calles-1,1,limitado,Nada nuevo.,externa,Llovió.,,\n"),
    )
    shown = parse(build(root), f"{PLAN}/tablero/2024-07/index.html")
    assert sentences(shown) == []
    assert "Nada: en estos datos, lo informado es lo mismo que en el corte anterior" in words(
        shown.section("que-cambio")
    )


# What was corrected


def test_an_erratum_is_told_among_the_changes_and_beside_its_milestone() -> None:
    shown = board("2025-10")
    told = [each for each in sentences(shown) if "decía «5», ahora dice «2»." in each]
    assert len(told) == 1
    assert told[0].startswith("«Publicar cada mes los resultados de calidad del agua». Valor")
    assert "Corrigió: Coordinación de Calidad del Agua, 11 de diciembre de 2025." in told[0]
    lines = [row[0] for body in shown.section("todas").css("table") for row in table(body)]
    assert sum("Corregido" in line for line in lines) == 1
    [line] = [line for line in lines if "Corregido" in line]
    assert "Estado: decía «Sustancial», ahora dice «Limitado»." in line
    assert "correccion-1" in shown.ids


def test_a_correction_of_the_promise_is_told_at_the_cut_from_which_it_holds() -> None:
    assert "Meta: decía «12», ahora dice «9»." in board("2026-01").main
    assert "ahora dice" not in board("2025-12").main


# All milestones, reported beside verified


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_all_milestones_stand_with_what_was_reported_and_verified_and_who_answers(name: str, plan_id: str) -> None:
    at = history(plan(name, plan_id))[-1]
    shown = board(at.cut.id, name, plan_id)
    lines = [row for body in shown.section("todas").css("table") for row in table(body)]
    assert len(lines) == len(at.states)
    scale, institutions = at.plan.index.scale, at.plan.index.institutions
    for line, state in zip(lines, at.states, strict=True):
        reported = scale[state.update.status].title.base if state.update else MISSING
        verified = scale[state.verification.status].title.base if state.verification else "sin verificación"
        assert line[0].startswith(state.milestone.text.pick("es")[0])
        assert line[1:3] == [reported, verified]
        institution = institutions.get(state.milestone.institution)
        assert line[4].startswith(institution.name.base if institution else MISSING)
        assert "" not in line


def test_the_due_date_is_the_one_in_force_at_the_cut() -> None:
    text = by_id("raiz", DEMO, "actividades")["caminos-2"]["texto"]

    def due(cut: str) -> str:
        tables = board(cut).section("todas").css("table")
        return next(row[3] for each in tables for row in table(each) if row[0].startswith(text))

    assert due("2026-01") == "31 mar 2026"
    assert due("2026-02") == "15 may 2026"
    assert due("2026-06") == "30 jun 2026"


# The data as they were, and their seal


@pytest.mark.parametrize("cut", DEMO_CUTS)
def test_the_files_of_the_cut_are_listed_with_their_sizes_and_are_there(cut: str) -> None:
    shown = board(cut)
    section = shown.section("datos-del-corte")
    folder = f"{DEMO}/datos/cortes/{cut}/"
    there = sorted(path for path in site("raiz") if path.startswith(folder))
    assert sorted(leads(shown, section)) == there
    for item in section.css("li"):
        name = words(item.css_first("a") or item)
        size = len(content(site("raiz"), folder + name))
        said = f"{size} B" if size < 1000 else f"{round(size / 1000, 1):g} kB"
        assert words(item).endswith(said if size < 10_000 else f"{round(size / 1000)} kB")


def test_a_sealed_cut_shows_its_seal_and_the_one_before() -> None:
    previous = ""
    for cut in DEMO_CUTS[:-1]:
        shown = board(cut)
        sums = content(site("raiz"), f"{DEMO}/datos/cortes/{cut}/SHA256SUMS")
        seals = [words(each) for each in shown.section("sello").css(".hash")]
        assert seals == [hashlib.sha256(sums).hexdigest(), *([previous] if previous else [])]
        assert words(shown.one("[data-sello]")) == seals[0]
        previous = seals[0]
    assert "Es el primer corte sellado: no hay otro antes." in board(DEMO_CUTS[0]).main


def test_an_open_cut_says_that_it_may_change() -> None:
    for shown in (board(DEMO_CUTS[-1]), board("2024-03", "minimo", PLAN)):
        assert "Este corte todavía no está sellado: puede cambiar." in words(shown.section("sello"))
        assert not shown.all(".hash")
        assert "SHA256SUMS" not in shown.main


def test_following_the_page_to_the_letter_checks_the_seal_and_the_chain(tmp_path: Path) -> None:
    for cut in DEMO_CUTS[:-1]:
        (tmp_path / cut).mkdir()
        for path in leads(board(cut), board(cut).section("datos-del-corte")):
            (tmp_path / cut / path.rpartition("/")[2]).write_bytes(content(site("raiz"), path))
    before = ""
    for cut in DEMO_CUTS[:-1]:
        shown, folder = board(cut), tmp_path / cut
        codes = [words(each) for each in shown.section("sello").css("code") if not SEAL.fullmatch(words(each))]
        names = [cut, *([before, f"../{before}/SHA256SUMS"] if before else [])]
        orders = [each for each in codes if " " in each]
        assert sorted([*names, *orders]) == sorted(codes), "something on the page is neither a name nor an order"
        assert [each.split()[0] for each in orders] == ["sha256sum", "shasum"] * 2
        for order, printed in zip(orders, followed(orders, folder), strict=True):
            assert printed.split()[0] == words(shown.one("[data-sello]")) or " -c " in order
            assert f"../{before}/SHA256SUMS: OK" in printed or " -c " not in order or not before
        before = cut


def test_following_the_read_me_of_each_seal_to_the_letter_checks_it(tmp_path: Path) -> None:
    folder = f"{DEMO}/datos/cortes/"
    for path in site("raiz"):
        if path.startswith(folder) and "/" in path.removeprefix(folder):
            target = tmp_path / path.removeprefix(folder)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content(site("raiz"), path))
    for cut in DEMO_CUTS[:-1]:
        orders = re.findall(r"(?:sha256sum|shasum) [^()\n]*[^()\n ]", (tmp_path / cut / "LEEME.txt").read_text("utf-8"))
        assert [each.split()[0] for each in orders] == ["sha256sum", "shasum", "sha256sum"]
        assert followed(orders, tmp_path / cut)[-1].split()[0] == words(board(cut).one("[data-sello]"))


def test_a_file_that_changed_is_found_by_every_order_of_the_page(tmp_path: Path) -> None:
    cut = DEMO_CUTS[0]
    for path in leads(board(cut), board(cut).section("datos-del-corte")):
        (tmp_path / path.rpartition("/")[2]).write_bytes(content(site("raiz"), path))
    reports = tmp_path / "avances.csv"
    reports.write_bytes(reports.read_bytes().replace(b"limitado", b"completo", 1))
    orders = [words(each) for each in board(cut).section("sello").css("code") if " -c " in words(each)]
    assert len(orders) == 2
    for order in orders:
        assert subprocess.run(order.split(), cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_a_cut_sealed_today_shows_it(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    digest = run("seal", "2024-03", "--site", root).stdout.strip()
    built = build(root)
    assert words(parse(built, f"{PLAN}/tablero/2024-03/index.html").one("[data-sello]")) == digest
    assert "todavía no está sellado" in parse(built, f"{PLAN}/tablero/2024-06/index.html").main


# The way through the cuts


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
def test_each_cut_leads_to_the_one_before_and_the_one_after(name: str, plan_id: str) -> None:
    cuts = [each.id for each in cuts_in_order(plan(name, plan_id))]
    for number, cut in enumerate(cuts):
        shown = board(cut, name, plan_id)
        around = [cuts[each] for each in (number - 1, number + 1) if 0 <= each < len(cuts)]
        found = [path for pager in shown.all(".pager") for path in leads(shown, pager)]
        assert found == [f"{plan_id}/tablero/{each}/index.html" for each in around]


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_past_cuts_say_so_and_lead_to_the_board(name: str, plan_id: str) -> None:
    cuts = [each.id for each in cuts_in_order(plan(name, plan_id))]
    for cut in cuts[:-1]:
        shown = board(cut, name, plan_id)
        assert "Este es un corte pasado." in shown.main
        link_to(shown.one("p.panel"), "../index.html")
    assert "Este es el último corte." in board(cuts[-1], name, plan_id).main


@pytest.mark.parametrize(("name", "plan_id"), WITH_CUTS)
def test_the_board_shows_the_figures_of_the_last_cut_under_another_title(name: str, plan_id: str) -> None:
    last = cuts_in_order(plan(name, plan_id))[-1].id
    now, then = board("", name, plan_id), board(last, name, plan_id)
    for css in (".headline", ".glance .counts", "[aria-labelledby=que-mirar]"):
        assert words(now.one(css)) == words(then.one(css))
    by_commitment = [[row[1:] for row in table(shown.section("por-compromiso"))] for shown in (now, then)]
    assert by_commitment[0] == by_commitment[1]
    assert now.one("head > title").text() != then.one("head > title").text()
    assert re.match(r"Corte al \d+ de ", words(then.one("head > title")))


def test_a_cut_says_when_it_was_published_and_where_it_was_reviewed() -> None:
    assert "Publicado: 5 de septiembre de 2025. Revisado en: " in words(board("2025-08").one(".glance"))
    assert f"Publicado: {MISSING}." in words(board("2024-06", "minimo", PLAN).one(".glance"))


def test_the_note_of_a_cut_is_shown() -> None:
    assert "Varias áreas no entregaron su reporte de diciembre" in words(board("2025-12").one(".glance"))
