"""What became of the commitments of one plan in the next: both plans' pages, its files, its seal, and its faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from micrositio.formats.kept import FOLDER, Kept
from micrositio.model.succession import succession
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.pipeline.site_reader import read_site
from reading import build, content, facts, hrefs, page, parse, plan, site, words
from support import (
    PLAN,
    ROOT,
    Edit,
    Files,
    append,
    found,
    make_site,
    of_plan,
    plan_of,
    remove,
    replace,
    run,
    write,
)

NEW, DEMO = "plan-nuevo", "demostracion"
HEADER = "id,plan_anterior,titulo_plan_anterior,compromiso_anterior,titulo_anterior,compromiso,que_paso,motivo"
TABLE = of_plan("continuidad.csv", NEW)
DESCRIPTOR = """name: plan-nuevo
title: Plan de Acción de Río Chico 2025
titulo_corto: Plan 2025
licenses:
  - name: CC-BY-4.0
    title: Creative Commons Atribución 4.0 Internacional
    path: "https://creativecommons.org/licenses/by/4.0/"
estado: en_curso
ambito: Municipio de Río Chico
metodo: {avance: estatus}
periodos: [{desde: 2025-01-01, segun: Plan firmado}]
resources:
  - {name: instituciones, path: instituciones.csv}
  - {name: compromisos, path: compromisos.csv}
  - {name: actividades, path: actividades.csv}
  - {name: cortes, path: cortes.csv}
  - {name: avances, path: avances.csv}
  - {name: continuidad, path: continuidad.csv}
"""


def followed(*lines: str) -> tuple[Edit, ...]:
    """The small site with a second plan, which says these lines of the commitments of the first."""
    return (
        replace("content/sitio.yaml", f"planes: [{PLAN}]", f"planes: [{PLAN}, {NEW}]"),
        write(of_plan("datapackage.yaml", NEW), DESCRIPTOR),
        write(of_plan("instituciones.csv", NEW), "id,nombre,sector\nobras,Obras,gobierno\n"),
        write(
            of_plan("compromisos.csv", NEW),
            "id,numero,titulo,titulo_corto,responsables\n"
            "agua,1,Que el agua llegue a todas,Agua para todas,obras\nfugas,2,Reparar cada fuga,Reparar fugas,obras\n",
        ),
        write(of_plan("actividades.csv", NEW), "id,compromiso,orden,texto\nagua-1,agua,1,Medir\n"),
        write(of_plan("cortes.csv", NEW), "id,fecha\n2025-02,2025-02-28\n"),
        write(of_plan("avances.csv", NEW), "corte,actividad,estado,descripcion\n2025-02,agua-1,limitado,Se midió.\n"),
        write(TABLE, "\n".join((HEADER, *lines, ""))),
    )


def fact(of: Site, plan: str, commitment: str, name: str) -> str:
    found = facts(parse(of, f"{plan}/compromisos/{commitment}/index.html").one("main"))
    return words(found[name]) if name in found else ""


def listed(of: Site, path: str = f"{NEW}/continuidad/index.html") -> list[list[str]]:
    return [[words(cell) for cell in row.css("th, td")] for row in parse(of, path).all("tbody tr")]


# What pages say


def test_both_plans_tell_where_a_commitment_went_and_what_nobody_said(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, *followed(f"a,{PLAN},,agua,,agua,se_amplia,Faltaban colonias")))
    assert listed(of) == [
        ["Agua con datos", "Se amplía. Por qué: Faltaban colonias", "Agua para todas"],
        ["Calles decididas juntas", "Estos datos no lo dicen.", "sin dato"],
    ]
    told = words(parse(of, f"{NEW}/continuidad/index.html").one("main"))
    assert "1 compromiso sigue en este plan. De 1 aquí no se dice qué pasó." in told
    assert "De 1 compromiso de este plan no se dice que venga de otro." in told
    assert fact(of, NEW, "agua", "Viene de") == "Agua con datos Se amplía · Plan 2024"
    assert fact(of, NEW, "fugas", "Viene de") == ""
    assert fact(of, PLAN, "agua", "Qué pasó después") == "Se amplía: Agua para todas Plan 2025"
    assert fact(of, PLAN, "calles", "Qué pasó después") == "Aquí no se dice qué pasó con él Plan 2025"
    earlier = parse(of, f"{PLAN}/compromisos/agua/index.html").one("main")
    assert f"../../../{NEW}/continuidad/index.html#anterior-a" in hrefs(earlier)
    assert f"../../../{NEW}/compromisos/agua/index.html" in hrefs(earlier)
    assert f"../{NEW}/continuidad/index.html" in hrefs(parse(of, f"{PLAN}/index.html").one("main"))
    assert "continuidad/index.html" in hrefs(parse(of, f"{NEW}/index.html").one("main"))


def test_the_earlier_plan_tells_it_in_its_report_its_feeds_and_the_api(tmp_path: Path) -> None:
    both = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")
    of = build(make_site(tmp_path, *followed(f"a,{PLAN},,agua,,agua,se_amplia,Faltaban colonias"), both))
    chapter = parse(of, f"{PLAN}/informe/compromiso-agua/index.html").one("main")
    assert words(facts(chapter)["Qué pasó después"]) == "Se amplía: Agua para todas Plan 2025"
    assert f"../../../{NEW}/continuidad/index.html#anterior-a" in hrefs(chapter)
    chapter = parse(of, f"{PLAN}/informe/compromiso-calles/index.html").one("main")
    assert words(facts(chapter)["Qué pasó después"]) == "Aquí no se dice qué pasó con él Plan 2025"
    cover = parse(of, f"{PLAN}/informe/index.html").one(".cover")
    assert words(facts(cover)["Qué pasó después con sus compromisos"]) == "Plan 2025"
    whole = words(parse(of, f"en/{PLAN}/informe/completo/index.html").one("main"))
    assert "What became of it Is widened: Agua para todas" in whole
    own, other = (json.loads(content(of, f"api/v1/planes/{PLAN}/compromisos/{key}.json")) for key in ("agua", "calles"))
    assert own["despues"] == [
        {
            "plan": NEW,
            "que_paso": "se_amplia",
            "compromiso": "agua",
            "motivo": "Faltaban colonias",
            "motivo_en": None,
            "enlaces": {
                "continuidad": f"../../{NEW}/continuidad/index.json",
                "compromiso": f"../../{NEW}/compromisos/agua.json",
                "pagina": f"../../../../../{NEW}/continuidad/index.html#anterior-a",
            },
        }
    ]
    [untold] = other["despues"]
    assert (untold["que_paso"], untold["compromiso"], "compromiso" in untold["enlaces"]) == (None, None, False)
    assert json.loads(content(of, f"api/v1/planes/{NEW}/compromisos/agua.json"))["despues"] == []
    feed, board = (content(of, f"{PLAN}/{path}/feed.xml").decode() for path in ("compromisos/agua", "tablero"))
    for part in ("Qué pasó después con «Agua con datos»", "Se amplía: «Agua para todas», de Plan 2025.", "2025-01-01T"):
        assert part in feed
    assert "Qué pasó después con sus compromisos, según Plan 2025" in board
    assert "Dice qué pasó con 1 compromiso." in board
    assert "Qué pasó después" not in content(of, f"{PLAN}/compromisos/calles/feed.xml").decode(), (
        "nothing is told of it"
    )
    english = content(of, f"en/{PLAN}/compromisos/agua/feed.xml").decode()
    assert "Is widened: “Agua para todas”, of Plan 2025." in english


def test_a_plan_that_begins_on_no_known_day_is_no_news(tmp_path: Path) -> None:
    undated = replace(of_plan("datapackage.yaml", NEW), "desde: 2025-01-01", "hasta: 2025-12-31")
    of = build(make_site(tmp_path, *followed(f"a,{PLAN},,agua,,agua,se_amplia,"), undated))
    assert "Qué pasó después" not in content(of, f"{PLAN}/compromisos/agua/feed.xml").decode()
    assert fact(of, PLAN, "agua", "Qué pasó después") == "Se amplía: Agua para todas Plan 2025"


def test_a_commitment_may_be_split_and_several_may_become_one(tmp_path: Path) -> None:
    lines = (f"a,{PLAN},,agua,,agua,se_divide,", f"b,{PLAN},,agua,,fugas,se_divide,", f"c,{PLAN},,calles,,agua,se_une,")
    of = build(make_site(tmp_path, *followed(*lines)))
    assert [row[0] for row in listed(of)] == ["Agua con datos", "Agua con datos", "Calles decididas juntas"]
    assert "2 compromisos siguen en este plan." in words(parse(of, f"{NEW}/continuidad/index.html").one("main"))
    said = "Se divide: Agua para todas Plan 2025 Se divide: Reparar fugas Plan 2025"
    assert fact(of, PLAN, "agua", "Qué pasó después") == said
    said = "Agua con datos Se divide · Plan 2024 Calles decididas juntas Se une con otro · Plan 2024"
    assert fact(of, NEW, "agua", "Viene de") == said


@pytest.mark.parametrize(("word", "said"), [("concluye", "Concluyó"), ("se_abandona", "Se abandonó")])
def test_what_goes_no_further_is_told_with_its_reason_or_that_there_is_none(
    tmp_path: Path, word: str, said: str
) -> None:
    of = build(make_site(tmp_path, *followed(f"a,{PLAN},,agua,,,{word},", f"b,{PLAN},,calles,,,{word},No hubo obra")))
    assert listed(of) == [
        ["Agua con datos", f"{said}. No se dice por qué.", "Ninguno"],
        ["Calles decididas juntas", f"{said}. Por qué: No hubo obra", "Ninguno"],
    ]
    assert fact(of, PLAN, "agua", "Qué pasó después") == f"{said} Plan 2025"
    assert "2 no siguen." in words(parse(of, f"{NEW}/continuidad/index.html").one("main"))


def test_a_plan_of_another_site_is_named_by_its_title(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, *followed("a,,Plan 2020,,Pozos,agua,continua,", "b,,Plan 2020,,Ríos,,concluye,")))
    assert [row[0] for row in listed(of)] == ["Pozos", "Ríos"]
    assert fact(of, NEW, "agua", "Viene de") == "Pozos Continúa · Plan 2020"
    assert "Ese plan no está en este sitio" in words(parse(of, f"{NEW}/continuidad/index.html").one("main"))
    assert fact(of, PLAN, "agua", "Qué pasó después") == ""


def test_a_plan_without_the_table_says_nothing_of_it(tmp_path: Path) -> None:
    of = build(make_site(tmp_path))
    assert not [path for path in of if "/continuidad/" in path and not path.startswith("api/")]
    assert "anteriores" not in words(parse(of, f"{PLAN}/index.html").one("main"))
    assert fact(of, PLAN, "agua", "Qué pasó después") == ""
    assert json.loads(content(of, f"api/v1/planes/{PLAN}/continuidad/index.json"))["compromisos"] == []


def test_many_are_told_in_parts_and_each_is_where_links_lead(tmp_path: Path) -> None:
    many = [f"r{n},,Plan 2020,,C{n},agua,continua," for n in range(110)]
    of = build(make_site(tmp_path, *followed(*many, f"z,{PLAN},,calles,,fugas,continua,")))
    paths = [path for path in of if path.startswith(f"{NEW}/continuidad/")]
    assert len(paths) == 3
    assert len({row.attributes["id"] for path in paths for row in parse(of, path).all("tbody tr[id]")}) == 111
    linked = hrefs(parse(of, f"{PLAN}/compromisos/calles/index.html").one("main"))
    assert f"../../../{NEW}/continuidad/parte-3/index.html#anterior-z" in linked


def test_a_changed_row_of_one_plan_makes_the_page_of_the_other_again(tmp_path: Path) -> None:
    root = make_site(tmp_path, *followed(f"a,{PLAN},,agua,,agua,se_amplia,"))
    kept = Kept(root / FOLDER)
    assert fact(build(root, kept=kept), PLAN, "agua", "Qué pasó después") == "Se amplía: Agua para todas Plan 2025"
    path = root / TABLE
    path.write_text(path.read_text(encoding="utf-8").replace("se_amplia", "se_reduce"), encoding="utf-8")
    changed = build(root, kept=kept)
    assert fact(changed, PLAN, "agua", "Qué pasó después") == "Se reduce: Agua para todas Plan 2025"
    [told] = json.loads(content(changed, f"api/v1/planes/{PLAN}/compromisos/agua.json"))["despues"]
    assert told["que_paso"] == "se_reduce"
    titles = root / of_plan("compromisos.csv", NEW)
    titles.write_text(titles.read_text(encoding="utf-8").replace("Agua para todas", "Agua limpia"), encoding="utf-8")
    assert fact(build(root, kept=kept), PLAN, "agua", "Qué pasó después") == "Se reduce: Agua limpia Plan 2025"
    older = root / of_plan("compromisos.csv")
    older.write_text(older.read_text(encoding="utf-8").replace("Agua con datos", "El agua"), encoding="utf-8")
    warm, clean = build(root, kept=kept), build(root)
    assert fact(warm, NEW, "agua", "Viene de") == "El agua Se reduce · Plan 2024"
    pages = [path for path in clean if path.endswith("index.html")]
    assert [content(warm, each) for each in pages] == [content(clean, each) for each in pages]


def test_a_succession_counts_its_rows_in_one_series() -> None:
    demo = plan("raiz", DEMO)
    [passage] = succession(demo, [demo]).before
    assert [each.number for each in passage.fates] == list(range(len(demo.continuity)))
    assert succession(demo, [demo]).after == ()


# The invented plan, in every file


def test_a_row_of_the_invented_plan_is_told_in_both_languages_and_the_ways_to_it() -> None:
    key = "ventanilla"
    shown = words(page("raiz", f"{DEMO}/continuidad/index.html").one(f"#anterior-{key}"))
    for part in ("Ventanilla única de trámites", "Se amplía", "Las mesas pidieron", "Trámites sencillos y rápidos"):
        assert part in shown
    english = words(parse(site("raiz"), f"en/{DEMO}/continuidad/index.html").one(f"#anterior-{key}"))
    for part in ("One-stop desk for procedures", "Is widened", "The tables asked", "Simple and quick"):
        assert part in english
    commitment = page("raiz", f"{DEMO}/compromisos/tramites/index.html").one("main")
    assert f"../../continuidad/index.html#anterior-{key}" in hrefs(commitment)
    listed = json.loads(content(site("raiz"), f"api/v1/planes/{DEMO}/continuidad/index.json"))["compromisos"]
    assert [each["enlaces"] for each in listed if each["id"] == key] == [{"compromiso": "../compromisos/tramites.json"}]
    assert "continuidad" in json.loads(content(site("raiz"), f"api/v1/planes/{DEMO}/index.json"))["enlaces"]
    assert "De un plan a otro" in words(page("raiz", "buscar/index.html").one("main"))


def test_the_api_leads_to_both_plans(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, *followed(f"a,{PLAN},,agua,,agua,se_amplia,")))
    [row] = json.loads(content(of, f"api/v1/planes/{NEW}/continuidad/index.json"))["compromisos"]
    assert row["enlaces"] == {
        "anterior": f"../../{PLAN}/compromisos/agua.json",
        "compromiso": "../compromisos/agua.json",
    }
    assert f"api/v1/planes/{PLAN}/compromisos/agua.json" in of


def test_a_seal_keeps_it_refuses_its_change_and_lets_it_grow(tmp_path: Path) -> None:
    lines = (f"a,{PLAN},,agua,,agua,se_amplia,", f"b,{PLAN},,calles,,,se_abandona,")
    root = make_site(tmp_path, *followed(*lines))
    done = run("seal", "2025-02", "--site", root, "--plan", NEW, "--sin-verificar")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "continuidad.csv" in {each.name for each in (root / of_plan("sellos/2025-02", NEW)).iterdir()}
    assert not (root / of_plan("sellos/2025-02")).exists()
    path = root / TABLE
    sealed = path.read_text(encoding="utf-8")
    path.write_text(sealed.replace("se_abandona", "concluye"), encoding="utf-8")
    done = run("check", "--site", root)
    assert done.returncode == 1
    assert f"{TABLE}:3:que_paso L108" in done.stdout
    path.write_text(sealed.replace("se_abandona,", "se_abandona,No hubo dinero"), encoding="utf-8")
    assert run("check", "--site", root).returncode == 0
    path.write_text(sealed + "c,,Plan 2020,,Pozos,fugas,continua,\n", encoding="utf-8")
    assert run("check", "--site", root).returncode == 0
    path.write_text(sealed.replace(f"b,{PLAN},,calles,,,se_abandona,\n", ""), encoding="utf-8")
    assert "L109" in run("check", "--site", root).stdout


# What can be wrong


A = f"a,{PLAN},,agua,,agua,continua,"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("a,plan-minino,,agua,,agua,continua,",), ["2:plan_anterior D200"]),
        ((f"a,{PLAN},,auga,,agua,continua,",), ["2:compromiso_anterior D201"]),
        ((f"a,{NEW},,agua,,agua,continua,",), ["2:plan_anterior D202"]),
        (("a,,,,Pozos,agua,continua,",), ["2:plan_anterior D203"]),
        ((f"a,{PLAN},,,,agua,continua,",), ["2:compromiso_anterior D203"]),
        (("a,,Plan 2020,,,agua,continua,",), ["2:compromiso_anterior D203"]),
        (("a,,Plan 2020,agua,,agua,continua,",), ["2:compromiso_anterior D203"]),
        ((f"a,{PLAN},Plan 2024,agua,,agua,continua,",), ["2:titulo_plan_anterior D203"]),
        ((f"a,{PLAN},,agua,Agua,agua,continua,",), ["2:titulo_anterior D203"]),
        ((f"a,{PLAN},,agua,,,continua,",), ["2:compromiso D204"]),
        ((f"a,{PLAN},,agua,,agua,se_abandona,",), ["2:compromiso D204"]),
        ((A, f"b,{PLAN},,agua,,,se_abandona,"), ["3:que_paso D205"]),
        ((f"a,{PLAN},,agua,,,se_abandona,", f"b,{PLAN},,agua,,,concluye,"), ["3:que_paso D205"]),
        ((A, f"b,{PLAN},,agua,,agua,se_reduce,"), ["3:compromiso_anterior D206"]),
        (
            ("a,,Plan 2020,,Pozos,,concluye,", "b,,Plan 2020,,Pozos,,concluye,"),
            ["3:compromiso_anterior D206"],
        ),
        ((f"a,{PLAN},,agua,,no-hay,continua,",), ["2:compromiso C117"]),
        ((f"a,{PLAN},,agua,,agua,sigue,",), ["2:que_paso C109"]),
    ],
)
def test_each_fault_is_said_once_at_its_cell(tmp_path: Path, wrong: tuple[str, ...], said: list[str]) -> None:
    root = make_site(tmp_path, *followed(*wrong))
    problems = read_site(Options(root, (ROOT / "themes",)), lambda *stage: None).problems
    assert found([each for each in problems if each.is_error]) == [f"{TABLE}:{each}" for each in said]


def test_what_was_meant_is_offered(tmp_path: Path) -> None:
    lines = ("a,plan-minino,,agua,,agua,continua,", f"b,{PLAN},,cales,,fugas,continua,")
    said = run("check", "--site", make_site(tmp_path, *followed(*lines))).stdout
    assert f"(¿quiso decir «{PLAN}»?)" in said
    assert "(¿quiso decir «calles»?)" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (replace(of_plan("datapackage.yaml", NEW), "desde: 2025-01-01", "desde: 2023-01-01"), "empieza el 2024-01-01"),
        (replace(of_plan("datapackage.yaml", NEW), "estado: en_curso", "demostracion: true\nestado: en_curso"), "D202"),
    ],
)
def test_an_earlier_plan_began_before_and_is_as_real(tmp_path: Path, change: Edit, said: str) -> None:
    done = run("check", "--site", make_site(tmp_path, *followed(A), change))
    assert done.returncode == 1
    assert f"{TABLE}:2:plan_anterior D202" in done.stdout
    assert said in done.stdout


def test_two_plans_are_not_each_the_one_before(tmp_path: Path) -> None:
    back = f"{HEADER},fuentes\na,{NEW},,agua,,agua,continua,,plan-firmado\n"
    both = (
        write(of_plan("continuidad.csv"), back),
        append(of_plan("datapackage.yaml"), "  - {name: continuidad, path: continuidad.csv}\n"),
    )
    done = run("check", "--site", make_site(tmp_path, *followed(A), *both))
    told = [each.split("  ")[0] for each in done.stdout.splitlines() if "D202" in each]
    assert told == [f"{of_plan('continuidad.csv')}:2:plan_anterior D202", f"{TABLE}:2:plan_anterior D202"]


def test_no_plan_comes_from_one_that_comes_from_it_through_others(tmp_path: Path) -> None:
    third = "plan-tres"

    def one_more(files: Files) -> None:
        for name in [each for each in files if each.startswith(f"data/{NEW}/")]:
            content = files[name]
            assert isinstance(content, bytes)
            files[name.replace(NEW, third)] = content.replace(NEW.encode(), third.encode())

    done = run(
        "check", "--site",
        make_site(
            tmp_path, *followed(A), one_more,
            replace("content/sitio.yaml", f"{PLAN}, {NEW}]", f"{PLAN}, {NEW}, {third}]"),
            write(of_plan("continuidad.csv", third), f"{HEADER}\na,{NEW},,agua,,agua,continua,\n"),
            write(of_plan("continuidad.csv"), f"{HEADER},fuentes\na,{third},,agua,,agua,continua,,plan-firmado\n"),
            append(of_plan("datapackage.yaml"), "  - {name: continuidad, path: continuidad.csv}\n"),
        ),
    )  # fmt: skip
    assert sum(" D202 " in each for each in done.stdout.splitlines()) == 3, done.stdout
    assert done.returncode == 1


def test_nothing_is_said_of_an_earlier_plan_that_could_not_be_read(tmp_path: Path) -> None:
    gone = make_site(tmp_path / "a", *followed(f"a,{PLAN},,otro,,agua,continua,"), remove(of_plan("compromisos.csv")))
    assert "D201" not in run("check", "--site", gone).stdout
    broken = make_site(
        tmp_path / "b",
        *followed(f"a,{PLAN},,agua,,agua,continua,"),
        replace(of_plan("compromisos.csv"), "agua,1,", "agua,uno,"),
    )
    assert "D201" not in run("check", "--site", broken).stdout


def test_a_plan_left_out_of_production_names_no_page_of_it(tmp_path: Path) -> None:
    root = make_site(tmp_path, *followed(A))
    for each in (PLAN, NEW):
        path = root / of_plan("datapackage.yaml", each)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("estado: en_curso", "demostracion: true\nestado: en_curso"), encoding="utf-8")
    assert run("check", "--site", root).returncode == 0
    assert plan_of(root).invented
