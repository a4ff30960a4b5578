"""What commitments report of themselves: figures, pages, files and seals, with milestones beside it and without any."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.dates import parse_partial
from micrositio.model.own_reports import OwnUpdate, whole
from micrositio.model.plan import ActionPlan, Method, ScaleStep
from micrositio.model.records import Commitment, Milestone, ProgressUpdate, ReportingPeriod
from micrositio.model.text import Text
from micrositio.pipeline.publisher import Site
from micrositio.progress.agenda import agenda_of, in_words
from micrositio.progress.history import calculation_table, history
from micrositio.progress.milestone_state import Counted, Measure
from micrositio.progress.seals import rows_of
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from reading import build, content, hrefs, page, parse, site, words
from support import PLAN, SITES, Edit, append, found, made, make_site, of_plan, problems_in, replace, run, write

ALONE = SITES / "solo-compromisos"
ORILLA = "plan-orilla"
PACKAGE = of_plan("datapackage.yaml")
HEADER = "corte,compromiso,estado,valor,descripcion,terminado"
CHECKS = "corte,compromiso,estado,organo,fecha,motivo,evidencias"


def reporting(*lines: str, checks: tuple[str, ...] = ()) -> tuple[Edit, ...]:
    """The small site with these reports, and verifications, of commitments themselves."""
    edits = [
        write(of_plan("avances_compromisos.csv"), "\n".join((HEADER, *lines, ""))),
        append(PACKAGE, "  - {name: avances_compromisos, path: avances_compromisos.csv}\n"),
    ]
    if checks:
        name = "verificaciones_compromisos"
        edits.append(write(of_plan(f"{name}.csv"), "\n".join((CHECKS, *checks, ""))))
        edits.append(append(PACKAGE, f"  - {{name: {name}, path: {name}.csv}}\n"))
    return tuple(edits)


@cache
def alone() -> Site:
    return build(ALONE)


def figures(of: Site, path: str) -> dict[tuple[str, str, str], dict[str, str]]:
    """The rows of the table of calculations by cut, level and key."""
    read = csv.DictReader(io.StringIO(content(of, path).decode()))
    return {(row["corte"], row["nivel"], row["registro"]): row for row in read}


def text(of: Site, path: str) -> str:
    return words(parse(of, f"{path}/index.html").one("main"))


# A plan without milestones


def test_the_figure_of_a_plan_without_milestones_is_the_mean_of_what_its_commitments_report() -> None:
    found = figures(alone(), f"{ORILLA}/datos/calculos.csv")
    whole_plan = found["2025-12", "plan", ORILLA]
    assert float(whole_plan["reportado"]) == pytest.approx((1 + 0 + 0.5) / 3, abs=1e-9)
    assert (whole_plan["con_dato"], whole_plan["total"]) == ("3", "5")  # the withdrawn one counts in nothing
    last = {key[2]: row for key, row in found.items() if key[:2] == ("2025-12", "compromiso")}
    assert {key: (row["estado"], row["propio"]) for key, row in last.items()} == {
        "parques": ("superada", "1"), "becas": ("incumplida", "0"), "mercado": ("en_proceso", "0.5"),
        "ciclovia": ("", ""), "comedor": ("", ""), "puente": ("cancelada", ""),
    }  # fmt: skip
    assert found["2025-06", "plan", ORILLA]["total"] == "6"


PROMISED = ("0 de 0", "actividad por actividad", "Todas las actividades", "sus actividades", "Actividades por estado")


@pytest.mark.parametrize(
    "path",
    [
        "", ORILLA, f"{ORILLA}/compromisos", f"{ORILLA}/compromisos/parques", f"{ORILLA}/compromisos/puente",
        f"{ORILLA}/tablero", f"{ORILLA}/tablero/2025-12", f"{ORILLA}/responsables", f"{ORILLA}/informe/completo",
        f"{ORILLA}/informe", f"{ORILLA}/informe/como-va", f"{ORILLA}/informe/compromiso-parques", "buscar",
    ],
)  # fmt: skip
def test_no_page_of_a_plan_without_milestones_counts_or_promises_any(path: str) -> None:
    said = words(parse(alone(), f"{path}/index.html".lstrip("/")).one("main"))
    assert [each for each in PROMISED if each in said] == []


def test_the_board_of_a_plan_without_milestones_counts_its_commitments() -> None:
    said = text(alone(), f"{ORILLA}/tablero")
    assert "Compromisos informados completos: 1 de 5; aceptados como completos: 0." in said
    assert "1 retirado, que no se cuenta. 1 incumplido, que cuenta como 0." in said
    assert "Con dato: 3 de 5 compromisos." in said
    assert "Ciclovía del río (no tiene informe en este corte)" in said
    assert not any(path.startswith(f"{ORILLA}/tablero/actividades") for path in alone())


def test_two_cuts_of_a_plan_without_milestones_are_compared_by_what_its_commitments_report() -> None:
    said = text(alone(), f"{ORILLA}/tablero/comparar/2025-06_2025-12")
    verdict = "Entre el 30 de junio de 2025 y el 31 de diciembre de 2025, de los compromisos: 1 se completó, 1 avanzó,"
    assert (
        f"{verdict} 1 fue revisado por un órgano, 1 se atrasó, 1 se retiró del plan, 1 se informó incumplido," in said
    )
    assert "El compromiso mismo Se completó: pasó de En proceso (50 %) a Superada (100 %)." in said
    assert "Se informó incumplido: cuenta como 0 en los promedios." in said
    assert [each for each in PROMISED if each in said] == []


def test_a_commitment_without_milestones_shows_its_own_state_in_the_words_of_the_plan() -> None:
    said = text(alone(), f"{ORILLA}/compromisos/parques")
    assert "Estado del compromiso Superada (100 %)" in said
    assert "Se abrieron cinco parques: uno más de los prometidos." in said
    assert "vale lo que su estado en la escala del plan. Metodología 100 %" in said
    assert "No: se incumplió" in text(alone(), f"{ORILLA}/compromisos/becas")
    assert "No coinciden." in text(alone(), f"{ORILLA}/compromisos/mercado")


def test_each_cut_tells_what_changed_of_the_commitments_themselves() -> None:
    said = text(alone(), f"{ORILLA}/tablero/2025-12")
    for sentence in (
        "El compromiso «Cuatro parques nuevos» se completó: pasó de En proceso (50 %) a Superada (100 %).",
        "revisó el compromiso «Mercado reconstruido» y no coincide",
        "El compromiso «Becas de transporte» se informó incumplido: cuenta como 0 en los promedios.",
        "El compromiso «Ciclovía del río» no tiene informe en este corte. Lo último que se supo: En proceso (50 %).",
        "El compromiso «Puente peatonal» se retiró del plan",
    ):
        assert sentence in said.replace("« ", "«").replace(" »", "»"), sentence


def test_the_agenda_names_the_commitments_that_owe_a_report() -> None:
    plan, _ = validate_plan(load(ALONE)[0].plans[ORILLA])
    assert plan is not None
    found = agenda_of(plan, date(2026, 1, 10), 30)
    assert [each.id for each in found.silent] == ["ciclovia", "comedor"]
    assert [each.id for each in found.late] == ["ciclovia"]
    assert [each.id for each in found.unproven] == ["parques"]
    assert not any("ninguna actividad" in line for line in in_words(found))


def test_a_plan_whose_commitments_report_by_themselves_needs_no_milestones(tmp_path: Path) -> None:
    header = b"id,compromiso,orden,texto,fuentes\n"
    emptied = make_site(tmp_path / "sin", write(of_plan("actividades.csv"), header))
    assert f"{of_plan('actividades.csv')}:1 T117" in run("check", "--site", emptied).stdout
    done = run("check", "--site", ALONE)
    assert done.returncode == 0, done.stdout
    assert not {"T115", "T117", "T118"} & set(done.stdout.split())


def test_the_follow_up_has_a_row_for_each_commitment_without_milestones(tmp_path: Path) -> None:
    found = list(csv.DictReader(io.StringIO(content(alone(), f"{ORILLA}/datos/seguimiento.csv").decode())))
    told = figures(alone(), f"{ORILLA}/datos/calculos.csv")
    assert len({(each["corte"], each["compromiso"]) for each in found}) == len(found) > 4
    for each in found:
        assert each["actividad"] == each["actividad_texto"] == ""
        assert each["reportado"] == told[each["corte"], "compromiso", each["compromiso"]]["reportado"]
    by_key = {(each["corte"], each["compromiso"]): each for each in found}
    parks = by_key["2025-06", "parques"]
    assert (parks["estado"], parks["institucion"]) == ("en_proceso", "obras")
    base = tmp_path / "base.sqlite"
    base.write_bytes(content(alone(), f"{ORILLA}/datos/{ORILLA}.sqlite"))
    with sqlite3.connect(base) as opened:
        assert opened.execute("SELECT count(*) FROM seguimiento").fetchone() == (len(found),)


# Beside milestones


BESIDE = reporting(
    "2024-06,agua,completo,,Se publicó todo lo prometido y más.,2024-06-20",
    "2024-06,calles,incumplido,,La obra ya no se hará.,",
    checks=("2024-06,agua,sustancial,grupo-impulsor,2024-07-02,Falta un pozo.,tabla-agua",),
)


def test_a_commitment_with_milestones_keeps_its_figure_and_shows_its_own_state_beside(tmp_path: Path) -> None:
    plain = figures(build(make_site(tmp_path / "sin")), f"{PLAN}/datos/calculos.csv")
    of = build(make_site(tmp_path / "con", *BESIDE))
    told = figures(of, f"{PLAN}/datos/calculos.csv")
    new = ("estado", "valor", "propio", "propio_verificado", "sin_tope", "dias", "dias_original")
    for key, row in plain.items():
        same = set(row) - (set(new) if key[1] == "compromiso" else set())
        assert {name: told[key][name] for name in same} == {name: row[name] for name in same}, key
    agua = told["2024-06", "compromiso", "agua"]
    assert (agua["estado"], agua["propio"], agua["propio_verificado"]) == ("completo", "1", "0.75")
    assert agua["reportado"] != agua["propio"]
    said = text(of, f"{PLAN}/compromisos/agua")
    assert "Estado del compromiso Completo (100 %) verificado: Sustancial" in said
    assert "Se informa aparte de sus actividades: no entra en su promedio." in said
    board = words(parse(of, f"{PLAN}/tablero/index.html").one("#compromiso-calles"))
    assert "informado del propio compromiso: Incumplido" in board
    assert "El compromiso «Agua con datos»" in text(of, f"{PLAN}/tablero/2024-06").replace("« ", "«").replace(" »", "»")


def test_a_plan_without_own_reports_publishes_no_column_for_them(tmp_path: Path) -> None:
    found = figures(build(make_site(tmp_path)), f"{PLAN}/datos/calculos.csv")
    assert all("propio" not in row for row in found.values())


def test_a_commitment_without_milestones_counts_beside_those_that_have_some(tmp_path: Path) -> None:
    third = "pozos,3,,Abrir los pozos,,Pozos abiertos,,obras,,,,,,{},plan-firmado\n"
    weights = lambda files: files.update({PACKAGE: files[PACKAGE].replace(b"compromisos: 100", b"compromisos: 200")})  # noqa: E731
    root = make_site(
        tmp_path,
        append(of_plan("compromisos.csv"), third.format(100)),
        weights,
        *reporting("2024-06,pozos,sustancial,,Se abrieron tres.,"),
    )
    of = build(root)
    found = figures(of, f"{PLAN}/datos/calculos.csv")
    parts = [
        (float(found["2024-06", "compromiso", key]["reportado"]), w)
        for key, w in (("agua", 60), ("calles", 40), ("pozos", 100))
    ]
    assert float(found["2024-06", "plan", PLAN]["reportado"]) == pytest.approx(
        sum(value * weight for value, weight in parts) / 200, abs=1e-9
    )
    assert found["2024-06", "plan", PLAN]["total"] == "4"
    assert found["2024-03", "plan", PLAN]["total"] == "3"  # nothing had been reported so until then
    said = text(of, f"{PLAN}/tablero")
    assert "Con dato: 4 de 4, entre actividades y compromisos sin actividades." in said
    assert "Actividades, y compromisos sin actividades, informados completos" in said
    assert "Un compromiso sin actividades se mide por lo que se informó de él mismo." in said


# How much a report is worth


Told = tuple[ActionPlan, list[float | None]]


@st.composite
def told(draw: st.DrawFn) -> Told:
    """A plan of commitments alone, by any method, and by hand what each one is worth."""
    method = draw(st.sampled_from(["estatus", "indicador", "manual"]))
    scale = (ScaleStep("a", Text("a"), 0.4, "limitado"), ScaleStep("b", Text("b"), 1.0, "completo"))
    rows = draw(
        st.lists(
            st.one_of(
                st.none(),
                st.tuples(st.sampled_from(["a", "b"]), st.one_of(st.none(), st.floats(0, 150))),
            ),
            min_size=1,
            max_size=6,
        ).filter(any)
    )
    cut = made(ReportingPeriod, id="corte", date=date(2024, 3, 31))
    plan = made(
        ActionPlan,
        id="p",
        method=Method(method, True, None, None),
        scale=scale,
        commitments=tuple(made(Commitment, id=f"c{n}", number=n + 1) for n, _ in enumerate(rows)),
        reporting_periods=(cut,),
        own_updates=tuple(
            made(OwnUpdate, period="corte", milestone=f"c{n}", status=row[0], value=row[1])
            for n, row in enumerate(rows)
            if row
        ),
    )
    worth = {"a": 0.4, "b": 1.0}
    by_status = [worth[row[0]] if row else None for row in rows]
    if method == "estatus":
        return plan, by_status
    return plan, [
        min(row[1] / 100, 1.0) if row and row[1] is not None else own for row, own in zip(rows, by_status, strict=True)
    ]


@given(told())
def test_the_plan_is_the_mean_of_its_commitments_by_status_or_stated_percentage(
    of: tuple[ActionPlan, list[float | None]],
) -> None:
    plan, expected = of
    [at] = history(plan)
    known = [value for value in expected if value is not None]
    figure = at.whole().figure
    assert (figure.counted, figure.total, figure.own) == (len(known), len(expected), len(expected))
    assert figure.counts is Counted.COMMITMENTS
    assert figure.value == (pytest.approx(sum(known) / len(known), abs=1e-9) if known else None)
    assert at.whole(Measure.VERIFIED).figure.value == 0.0
    reverse = made(ActionPlan, **{**vars_of(plan), "commitments": plan.commitments[::-1]})
    assert history(reverse)[0].whole().figure.value == (pytest.approx(figure.value, abs=1e-12) if known else None)


def vars_of(plan: ActionPlan) -> dict[str, object]:
    names = ("id", "method", "scale", "reporting_periods", "own_updates")
    return {name: getattr(plan, name) for name in names}


def test_a_commitment_and_a_milestone_of_the_same_key_are_told_apart() -> None:
    cut = made(ReportingPeriod, id="corte", date=date(2024, 3, 31))
    plan = made(
        ActionPlan,
        id="p",
        method=Method("manual", True, None, None),
        scale=(),
        commitments=(made(Commitment, id="agua", number=1),),
        milestones=(made(Milestone, id="agua", commitment="agua"),),
        reporting_periods=(cut,),
        updates=(made(ProgressUpdate, period="corte", milestone="agua", value=20.0),),
        own_updates=(made(OwnUpdate, period="corte", milestone="agua", value=90.0),),
    )
    [at] = history(plan)
    assert at.commitment("agua").figure.value == pytest.approx(0.2)
    assert at.own["agua"].progress == pytest.approx(0.9)
    assert at.own["agua"].key != at.by_id["agua"].key


@pytest.mark.parametrize(
    ("updates", "cells"),
    [
        ((made(OwnUpdate, period="corte", milestone="agua", status="listo", value=90.0),), ("listo", "90", "0.9")),
        ((), ("", "", "")),
    ],
)
def test_the_row_of_a_commitment_has_its_own_report(updates: tuple[OwnUpdate, ...], cells: tuple[str, ...]) -> None:
    known: dict[str, object] = {"id": "p", "method": Method("manual", True, None, None), "scale": ()}
    cuts = tuple(
        made(ReportingPeriod, id=name, date=day)
        for name, day in (("corte", date(2024, 3, 31)), ("luego", date(2024, 6, 30)))
    )
    other = made(OwnUpdate, period="luego", milestone="agua", value=1.0)
    agua = made(Commitment, id="agua", number=1)
    of = made(ActionPlan, **known, commitments=(agua,), reporting_periods=cuts, own_updates=(*updates, other))
    rows = rows_of(calculation_table(of, history(of)))
    [row] = (each for each in rows if (each["corte"], each["nivel"]) == ("corte", "compromiso"))
    assert tuple(row[name] for name in ("estado", "valor", "propio")) == cells


@pytest.mark.parametrize(("stated", "day"), [("2024-05-03", date(2024, 5, 3)), ("2024-05", None), ("2024", None)])
def test_no_days_are_counted_of_a_month_or_a_year(stated: str, day: date | None) -> None:
    assert whole(made(Commitment, id="a", number=1, end=parse_partial(stated))).end == day


# What can be wrong


@pytest.mark.parametrize(
    ("line", "check", "problem"),
    [
        ("2024-06,agua,,50,Algo.,", "", "avances_compromisos.csv:2:estado D116"),
        ("2024-06,agua,completo,-1,Algo.,2024-06-01", "", "avances_compromisos.csv:2:valor C"),
        ("2024-06,agua-1,completo,,Algo.,2024-06-01", "", "avances_compromisos.csv:2:compromiso C117"),
        ("2024-06,agua,limitado,,Algo.,2024-06-01", "", "avances_compromisos.csv:2:terminado D109"),
        ("2024-06,agua,completo,,Algo.,2024-07-01", "", "avances_compromisos.csv:2:terminado D108"),
        ("2024-06,agua,hecho,,Algo.,", "", "avances_compromisos.csv:2:estado C"),
        (
            "2024-06,agua,limitado,,Algo.,", "2024-06,agua,completo,grupo-impulsor,2024-05-01,No.,tabla-agua",
            "verificaciones_compromisos.csv:2:fecha D111",
        ),
        (
            "2024-06,agua,limitado,,Algo.,", "2024-06,agua,completo,grupo-impulsor,2024-07-01,No.,",
            "verificaciones_compromisos.csv:2:evidencias D",
        ),
    ],
)  # fmt: skip
def test_a_wrong_report_is_told_with_its_row_and_column(tmp_path: Path, line: str, check: str, problem: str) -> None:
    problems = problems_in(make_site(tmp_path, *reporting(line, checks=(check,) if check else ())))
    assert [each for each in found(problems) if each.startswith(of_plan(problem))]


def test_a_report_without_status_or_percentage_is_refused_by_every_method(tmp_path: Path) -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in (ALONE / "data" / ORILLA).iterdir()}
    root = tmp_path / "sitio"
    (root / "data" / ORILLA).mkdir(parents=True)
    (root / "content").mkdir()
    for path in (ALONE / "content").iterdir():
        (root / "content" / path.name).write_bytes(path.read_bytes())
    files["datapackage.yaml"] = files["datapackage.yaml"].replace("avance: estatus", "avance: manual")
    files["avances_compromisos.csv"] = files["avances_compromisos.csv"].replace("parques,en_proceso,,", "parques,,,")
    for name, written in files.items():
        (root / "data" / ORILLA / name).write_text(written, encoding="utf-8")
    assert f"data/{ORILLA}/avances_compromisos.csv:2:valor D117" in run("check", "--site", root).stdout


# Seals


def test_a_cut_sealed_before_commitments_reported_by_themselves_keeps_its_figures(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    assert run("seal", "2024-03", "--site", root).returncode == 0
    before = figures(build(root), f"{PLAN}/datos/calculos.csv")
    (root / of_plan("avances_compromisos.csv")).write_text(f"{HEADER}\n2024-06,agua,limitado,,Va.,\n", encoding="utf-8")
    package = root / PACKAGE
    added = "  - {name: avances_compromisos, path: avances_compromisos.csv}\n"
    package.write_text(package.read_text(encoding="utf-8") + added, encoding="utf-8")
    after = figures(build(root), f"{PLAN}/datos/calculos.csv")
    for key, row in before.items():
        assert {name: after[key][name] for name in row} == row or key == ("2024-06", "compromiso", "agua")
    late = f"{HEADER}\n2024-03,agua,limitado,,Va.,\n"
    (root / of_plan("avances_compromisos.csv")).write_text(late, encoding="utf-8")
    assert "L1" in run("check", "--site", root).stdout


# The invented plan


def test_the_board_leads_to_what_a_commitment_of_the_invented_plan_reports_of_itself() -> None:
    english = parse(site("raiz"), "en/demostracion/compromisos/presupuesto/index.html")
    assert "Status of the commitment Substantial (75%)" in words(english.one("main")).replace("\u202f", "")
    board = page("raiz", "demostracion/tablero/index.html")
    assert "../compromisos/presupuesto/index.html#informe-propio" in hrefs(board.one("#compromiso-presupuesto"))
    document = json.loads(content(site("raiz"), "api/v1/planes/demostracion/compromisos/presupuesto.json"))
    assert [(told["corte"], told["reportado"]) for told in document["propio"]] == [("2026-06", 0.75)]


# What a report says that is missing

LACKING = "\n2024-06,agua-1,10,completo,La tabla se actualizó.,2024-03-12,Falta el acta firmada."
UPDATES = "corte,actividad,valor,estado,descripcion,terminado,falta_evidencia" + LACKING


def test_a_report_says_which_document_is_missing_and_counts_as_without_evidence(tmp_path: Path) -> None:
    accepted = (
        "2024-03,agua-1,completo,grupo-impulsor,2024-04-10,La tabla está en línea y tiene diez pozos.,tabla-agua\n"
    )
    checked = replace(of_plan("verificaciones.csv"), accepted, "")
    edits = (write(of_plan("avances.csv"), UPDATES), checked)
    of = build(make_site(tmp_path / "dice", *edits))
    row = figures(of, f"{PLAN}/datos/calculos.csv")["2024-06", "actividad", "agua-1"]
    silent = UPDATES.replace("Falta el acta firmada.", "")
    before = build(make_site(tmp_path / "calla", write(of_plan("avances.csv"), silent), checked))
    assert row["sin_evidencia"] == "1"
    assert figures(before, f"{PLAN}/datos/calculos.csv")["2024-06", "actividad", "agua-1"]["sin_evidencia"] == "0"
    shown = words(parse(of, f"{PLAN}/compromisos/agua/index.html").one("#actividad-agua-1"))
    assert "Evidencia que falta, según lo informado: Falta el acta firmada." in shown
    assert "completo sin evidencia" in words(parse(of, f"{PLAN}/compromisos/agua/index.html").one("main"))
    [update] = csv.DictReader(io.StringIO(content(of, f"{PLAN}/datos/avances.csv").decode()))
    assert update["falta_evidencia"] == "Falta el acta firmada."


def test_who_says_what_is_missing_is_not_asked_for_the_evidence(tmp_path: Path) -> None:
    lines = ("2024-06,agua,completo,,Se hizo todo.,2024-06-30",)
    asked = run("check", "--site", make_site(tmp_path / "calla", *reporting(*lines)))
    assert "«agua» se informa completa y ninguna evidencia la nombra" in asked.stdout
    header, line = f"{HEADER},falta_evidencia", f"{lines[0]},Falta el dictamen."
    told = (*reporting(), write(of_plan("avances_compromisos.csv"), f"{header}\n{line}\n"))
    said = run("check", "--site", make_site(tmp_path / "dice", *told))
    assert "«agua» se informa completa" not in said.stdout
    assert said.returncode == asked.returncode == 0
