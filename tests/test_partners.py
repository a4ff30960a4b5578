"""The institutions that take part in a milestone beside the responsible one: pages, data, seal, what can be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reading import build, content, page, parse, site, words
from support import PLAN, Edit, append, found, make_site, of_plan, problems_in, run, write

TABLE = of_plan("colaboraciones.csv")
HEADER = "actividad,institucion,papel,hace,hace_en,fuentes"
ROWS = ("agua-1,cabildo,corresponsable,,,plan-firmado", "agua-2,cabildo,apoya,Presta el camión.,,plan-firmado")
DEMO = "demostracion"
FIGURES = f"{PLAN}/datos/calculos.csv"
KEYS = [
    ("presupuesto-5", "participacion", "corresponsable"),
    ("presupuesto-5", "red-vecinal", "apoya"),
    ("residuos-4", "universidad", "apoya"),
    ("tramites-4", "comercio", "consulta"),
]


def partners(*rows: str) -> tuple[Edit, ...]:
    """The small site with these rows of the table."""
    return (
        write(TABLE, "\n".join((HEADER, *rows, ""))),
        append(of_plan("datapackage.yaml"), "  - {name: colaboraciones, path: colaboraciones.csv}\n"),
    )


def of_demo(path: str) -> bytes:
    return content(site("raiz"), path)


def section(path: str) -> str:
    """The words of the section of an institution's page with what it takes part in."""
    found = [
        each for each in page("raiz", path).all("section") if each.attributes.get("aria-labelledby") == "participa"
    ]
    return words(found[0]) if found else ""


def test_the_page_of_the_commitment_says_who_takes_part_and_in_which_role() -> None:
    shown = page("raiz", f"{DEMO}/compromisos/presupuesto/index.html").main
    assert "Corresponsable Publica el avance de cada obra." in shown
    assert "Red Vecinal de San Jacinto del Llano Apoya Visita las obras con vecinas y vecinos." in shown
    assert "Participan" not in page("raiz", f"{DEMO}/compromisos/agua/index.html").main
    english = page("raiz", f"en/{DEMO}/compromisos/presupuesto/index.html").main
    assert "Co-responsible Publishes the progress of each work." in english


def test_the_page_of_an_institution_says_in_what_it_takes_part() -> None:
    told = section(f"{DEMO}/responsables/universidad/index.html")
    assert "Dar talleres de separación de residuos en 20 escuelas. Apoya Da los talleres con estudiantes." in told
    assert "Is consulted" in section(f"en/{DEMO}/responsables/comercio/index.html")
    assert not section(f"{DEMO}/responsables/movilidad/index.html")


def test_the_api_has_the_partners_of_a_milestone() -> None:
    tasks = json.loads(of_demo(f"api/v1/planes/{DEMO}/actividades/presupuesto-5.json"))["colaboraciones"]
    assert [(each["institucion"], each["papel"]) for each in tasks] == [key[1:] for key in KEYS[:2]]
    assert tasks[0]["hace_en"] == "Publishes the progress of each work."
    assert json.loads(of_demo(f"api/v1/planes/{DEMO}/actividades/agua-1.json"))["colaboraciones"] == []


def test_the_search_finds_a_milestone_by_who_takes_part() -> None:
    assert "Da los talleres con estudiantes" in of_demo("recursos/indice-es.js").decode()


def test_no_figure_changes(tmp_path: Path) -> None:
    before, after = build(make_site(tmp_path / "sin")), build(make_site(tmp_path / "con", *partners(*ROWS)))
    assert content(before, FIGURES) == content(after, FIGURES)
    told = parse(after, f"{PLAN}/compromisos/agua/index.html").main
    assert "Participan Cabildo de Río Chico Apoya Presta el camión." in told
    assert "Participan" not in parse(before, f"{PLAN}/compromisos/agua/index.html").main


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("agua-1,obras,apoya,,,plan-firmado", "4:institucion D207"),
        ("agua-2,cabildo,consulta,,,plan-firmado", "4:institucion C116"),
        ("agua-3,vecinas,apoya,,,plan-firmado", "4:actividad C117"),
        ("agua-2,vecina,apoya,,,plan-firmado", "4:institucion C117"),
        ("agua-2,vecinas,mira,,,plan-firmado", "4:papel C109"),
        ("agua-2,vecinas,apoya,,,", "4:fuentes D114"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(tmp_path: Path, row: str, said: str) -> None:
    problems = problems_in(make_site(tmp_path, *partners(*ROWS, row)))
    assert found([each for each in problems if each.is_error]) == [f"{TABLE}:{said}"]


def test_the_responsible_institution_is_told_how_to_mend_it(tmp_path: Path) -> None:
    done = run("check", "--site", make_site(tmp_path, *partners("agua-1,obras,apoya,,,plan-firmado")))
    assert (
        f"{TABLE}:2:institucion D207  «obras» ya es la institución que responde por «agua-1», en actividades.csv"
        in (done.stdout)
    )
    assert "quite la fila, o ponga en «institucion» a otra que participe" in done.stdout


@pytest.mark.parametrize("partner", ["obras", "cabildo"])
def test_a_charge_that_changes_hands_leaves_the_rows_and_shows_who_answers_now(tmp_path: Path, partner: str) -> None:
    changes = (
        "tabla,registro,fecha,campo,antes,despues,motivo,autoriza,fuentes\n"
        "actividades,agua-1,2024-06-01,institucion,obras,cabildo,Cambió de oficina.,Cabildo,plan-firmado\n"
    )
    root = make_site(
        tmp_path,
        *partners(f"agua-1,{partner},apoya,Da datos.,,plan-firmado"),
        write(of_plan("modificaciones.csv"), changes),
        append(of_plan("datapackage.yaml"), "  - {name: modificaciones, path: modificaciones.csv}\n"),
    )
    told = run("check", "--site", root)
    assert told.returncode == 0, told.stdout
    shown = parse(build(root), f"{PLAN}/compromisos/agua/index.html").main
    assert ("Participan" in shown) == (partner == "obras")


def test_a_seal_keeps_the_rows_refuses_a_change_and_takes_new_ones(tmp_path: Path) -> None:
    root = make_site(tmp_path, *partners(*ROWS))
    assert run("seal", "2024-03", "--site", root).returncode == 0
    assert (root / of_plan("sellos/2024-03/colaboraciones.csv")).exists()
    path = root / TABLE
    sealed = path.read_text("utf-8")
    path.write_text(sealed.replace("corresponsable", "apoya"), "utf-8")
    told = run("check", "--site", root)
    assert (told.returncode, f"{TABLE}:2:papel L108" in told.stdout) == (1, True)
    path.write_text(sealed.replace(ROWS[0] + "\n", ""), "utf-8")
    assert "L109" in run("check", "--site", root).stdout
    grown = sealed.replace("corresponsable,,", "corresponsable,Avisa.,") + "agua-2,vecinas,consulta,,,plan-firmado\n"
    path.write_text(grown, "utf-8")
    told = run("check", "--site", root)
    assert told.returncode == 0, told.stdout


def test_an_erratum_corrects_a_sealed_row_and_is_shown_beside_it(tmp_path: Path) -> None:
    root = make_site(tmp_path, *partners(*ROWS))
    assert run("seal", "2024-03", "--site", root).returncode == 0
    path = root / TABLE
    path.write_text(path.read_text("utf-8").replace("corresponsable", "apoya"), "utf-8")
    errata = (
        "corte,tabla,registro,campo,antes,despues,motivo,quien,fecha\n"
        "2024-06,colaboraciones,agua-1|cabildo,papel,corresponsable,apoya,Se anotó mal.,Cabildo,2024-06-20\n"
    )
    (root / of_plan("erratas.csv")).write_text(errata, "utf-8")
    package = root / of_plan("datapackage.yaml")
    package.write_text(package.read_text("utf-8") + "  - {name: erratas, path: erratas.csv}\n", "utf-8")
    told = run("check", "--site", root)
    assert told.returncode == 0, told.stdout
    of = build(root)
    shown = parse(of, f"{PLAN}/compromisos/agua/index.html")
    [told_beside] = [
        words(each)
        for each in shown.all(".fact")
        if "Participan Cabildo" in words(each) and "Corrección" in words(each)
    ]
    assert told_beside.count("Se anotó mal.") == 1
    api = json.loads(content(of, f"api/v1/planes/{PLAN}/actividades/agua-1.json"))
    assert [[row["campo"] for row in each["erratas"]] for each in api["cortes"]] == [[], ["papel"]]
