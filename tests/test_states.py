"""The states of a plan: what each asks for, and which plan the home page shows where the settings name none."""

import json
from pathlib import Path

import pytest

from micrositio.model.plan import ActionPlan
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.progress.states import current_plan
from reading import build, content, parse, words
from support import ROOT, Files, found, made, make_site, of_plan, replace

PACKAGE = of_plan("datapackage.yaml")


def plans(*states: str) -> list[ActionPlan]:
    """Plans called p1, p2… in those states; «!» marks an invented one."""
    return [_plan(f"p{number}", each) for number, each in enumerate(states, 1)]


def _plan(name: str, state: str) -> ActionPlan:
    return made(ActionPlan, id=name, state=state.rstrip("!"), invented=state.endswith("!"))


@pytest.mark.parametrize(
    ("named", "states", "shown"),
    [
        ("p1", ("concluido", "en_curso"), "p1"),
        ("p9", ("concluido", "en_curso"), "p2"),
        ("", ("en_curso", "firmado", "concluido"), "p1"),
        ("", ("concluido", "firmado", "en_preparacion"), "p2"),
        ("", ("concluido", "en_preparacion"), "p2"),
        ("", ("concluido", "concluido"), "p2"),
        ("", ("en_curso", "en_curso", "concluido"), "p2"),
        ("", ("concluido", "en_curso!"), "p1"),
        ("", ("en_curso!",), "p1"),
        ("", (), ""),
    ],
)
def test_the_plan_shown_is_the_named_one_else_that_under_way_else_signed_else_the_last(
    named: str, states: tuple[str, ...], shown: str
) -> None:
    assert current_plan(named, plans(*states)) == shown


def problems_of(root: Path) -> list[str]:
    return found(build_site(Options(root, (ROOT / "themes",)), lambda *stage: None)[1])


def small_site(folder: Path, *state: str) -> Path:
    """A site whose plan is a signature so far: its required tables, the activities without a row, and its sources."""

    def edit(files: Files) -> None:
        kept = ("fuentes", "instituciones", "compromisos", "actividades")
        for path in [path for path in files if path.startswith(of_plan(""))]:
            del files[path]
        listed = [f"  - {{name: {name}, path: {name}.csv}}" for name in kept]
        files[PACKAGE] = "\n".join((*HEAD, *state, "resources:", *listed, "")).encode()
        files |= {of_plan(f"{name}.csv"): text.encode() for name, text in zip(kept, TABLES, strict=True)}

    return make_site(folder, edit)


HEAD = (
    "name: plan-minimo",
    "title: Plan 2024",
    "titulo_corto: Plan 2024",
    "licenses: [{name: CC-BY-4.0, title: CC, path: 'https://creativecommons.org/licenses/by/4.0/'}]",
    "ambito: Municipio de Río Chico",
    "metodo: {avance: estatus}",
)
TABLES = (
    "id,titulo,editor,fecha,consultada,forma_consulta\nacta,Acta de firma,Municipio,2024-01-10,2024-02-01,documento\n",
    "id,nombre,sector,fuentes\nobras,Obras,gobierno,acta\n",
    "id,numero,titulo,titulo_corto,responsables,fuentes\nagua,1,Agua limpia,Agua,obras,acta\n",
    "id,compromiso,orden,texto\n",
)
SIGNED = ("estado: firmado", "estado_desde: 2024-01", "estado_fuentes: [acta]")


def test_a_signed_plan_may_have_no_activity_and_says_since_when(tmp_path: Path) -> None:
    root = small_site(tmp_path, *SIGNED)
    assert problems_of(root) == []
    shown = parse(build(root), "plan-minimo/index.html")
    assert shown.texts("h1 + .tags .tag")[0] == "Firmado"
    assert words(shown.one("h1 + .tags + .meta")).startswith("Firmado desde: enero de 2024 [fuente: 1")
    plan = json.loads(content(build(root), "api/v1/planes/plan-minimo/index.json"))
    assert (plan["estado"], plan["estado_desde"], plan["estado_fuentes"]) == ("firmado", "2024-01", ["acta"])


def test_a_plan_under_way_has_its_activities(tmp_path: Path) -> None:
    assert problems_of(small_site(tmp_path, "estado: en_curso")) == [f"{of_plan('actividades.csv')}:1 T117"]


def test_a_signed_plan_is_read_back_from_what_it_published(tmp_path: Path) -> None:
    first = build(small_site(tmp_path / "uno", *SIGNED))
    package = json.loads(content(first, "plan-minimo/datos/datapackage.json"))
    assert (package["estado_desde"], package["estado_fuentes"]) == ("2024-01", ["acta"])


@pytest.mark.parametrize("key", ["estado_desde: 2024-01", "estado_fuentes: [acta]"])
def test_a_real_signed_plan_says_both_and_an_invented_one_may_not(key: str, tmp_path: Path) -> None:
    said = [each for each in SIGNED if each != key]
    assert [each.split()[-1] for each in problems_of(small_site(tmp_path / "real", *said))] == ["Y107"]
    assert problems_of(small_site(tmp_path / "inventado", "demostracion: true", *said)) == []


def test_without_plan_actual_the_home_page_shows_the_plan_under_way(tmp_path: Path) -> None:
    root = make_site(tmp_path, replace("content/sitio.yaml", "plan_actual: plan-minimo\n", ""))
    assert problems_of(root) == []
    home = parse(build(root), "index.html")
    assert "Plan 2024" in words(home.one("main"))
