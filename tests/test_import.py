"""`import`: what a site publishes of a plan is enough to write its folder again, and the same pages come of it."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micrositio.formats.characters import EDGES, composed, text_fault
from micrositio.formats.yaml_document import read_yaml, write_yaml
from micrositio.model.plan import ActionPlan, TableData
from micrositio.opendata.bundle import plan_downloads, plan_files
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import write_folder
from micrositio.problems.problem import Problem
from micrositio.profile.plan_descriptor import used_scale
from micrositio.profile.schemas import descriptor_schema
from micrositio.progress.history import history
from micrositio.progress.plan_history import plan_history
from micrositio.routes import paths as router
from micrositio.sources.loader import PACKAGE, load
from micrositio.sources.published import published_folder, read_published
from micrositio.validation.plan_assembly import validate_plan
from support import MINIMAL, PLAN, ROOT, SITES, digests, found, make_site, of_plan, replace, run, write

HOMES = (ROOT, SITES / "costa-rica", MINIMAL, SITES / "seis-pasos")
PLANS = [(home, folder.name) for home in HOMES for folder in sorted((home / "data").iterdir()) if folder.is_dir()]


@cache
def sources_of(root: Path):  # type: ignore[no-untyped-def]
    return load(root)


def read(root: Path, plan: str) -> tuple[ActionPlan | None, list[Problem]]:
    sources, problems = load(root)
    value, more = validate_plan(sources.plans[plan])
    return value, problems + more


@cache
def original(home: Path, plan: str) -> ActionPlan:
    value, problems = validate_plan(sources_of(home)[0].plans[plan])
    assert value is not None, found(problems)
    return value


@cache
def files(home: Path, plan: str) -> Mapping[str, bytes]:
    """What was published of the plan's data, by where it goes in the plan's folder."""
    return downloads(original(home, plan))


def downloads(plan: ActionPlan) -> dict[str, bytes]:
    every = (
        (path.removeprefix(f"{plan.id}/").removeprefix("datos/"), data)
        for path, data in plan_downloads(plan_files(plan_history(plan)))
    )
    return {path: data if isinstance(data, bytes) else b"".join(data.chunks()) for path, data in every}


def placed(folder: Path, home: Path, plan: str, *, documents: bool = True) -> Path:
    """The plan's folder of a published site, in `folder`: its data, its documents and some pages."""
    for name, data in files(home, plan).items():
        (folder / "datos" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "datos" / name).write_bytes(data)
    (folder / "datos" / "avances").mkdir(exist_ok=True)
    (folder / "datos" / "avances" / "index.html").write_text("<!doctype html>")
    (folder / "datos" / "index.html").write_text("<!doctype html>")
    for each in original(home, plan).evidence if documents else ():
        if each.file:
            target = folder / "evidencias" / each.id / "archivo" / each.file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(home / "data" / plan / "evidencias" / each.folder / each.file, target)
            (target.parents[1] / "index.html").write_text("<!doctype html>")
    return folder


def imported(folder: Path, root: Path) -> list[Problem]:
    """Import what is published in `folder` into the site in `root`, where nothing is wrong with it; what was said."""
    place = published_folder(folder)
    assert place is not None
    plan, problems = read_published(place)
    if plan and not any(each.is_error for each in problems):
        write_folder(plan.files, root / "data" / plan.id)
    return problems


def parts(plan: ActionPlan) -> Iterator[tuple[str, Any]]:
    """What a plan holds; of its scale, the words that it publishes."""
    plan = dataclasses.replace(plan, scale=used_scale(plan))
    for field in dataclasses.fields(plan):
        value = getattr(plan, field.name)
        yield field.name, {n: cells(t) for n, t in value.items() if t.rows} if field.name == "tables" else value


def figures(plan: ActionPlan) -> list[Any]:
    """Every cut's figures, without the plan they are of."""
    return [[getattr(at, f.name) for f in dataclasses.fields(at) if f.name != "plan"] for at in history(plan)]


def cells(table: TableData) -> tuple[Any, ...]:
    """What a table holds; documents and gaps may have been said in a YAML file."""
    return (
        table.name,
        table.file if table.name not in ("evidencias", "faltas") else "",
        table.schema,
        table.rows,
        table.values,
    )


@pytest.mark.parametrize(("home", "plan"), PLANS, ids=[f"{home.name}-{plan}" for home, plan in PLANS])
def test_a_published_plan_comes_back_whole(home: Path, plan: str, tmp_path: Path) -> None:
    before = original(home, plan)
    assert imported(placed(tmp_path / "publicado", home, plan), tmp_path) == []
    after, problems = read(tmp_path, plan)
    assert [each for each in problems if each.is_error] == [], found(problems)
    assert after is not None
    for (name, was), (_, now) in zip(parts(before), parts(after), strict=True):
        assert now == was, name
    assert figures(after) == figures(before)
    again = downloads(after)
    assert sorted(again) == sorted(files(home, plan))
    assert [name for name in again if again[name] != files(home, plan)[name]] == []


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The small site's plan as it was published."""
    return placed(tmp_path / "publicado", MINIMAL, PLAN)


def said(folder: Path) -> list[str]:
    """What is said of what is published in `folder`, errors and warnings."""
    root = published_folder(folder)
    assert root is not None
    return found(read_published(root)[1])


def edited(folder: Path, name: str, old: str, new: str) -> list[str]:
    """What is said once a text of a file of the data, the only one of its kind, is another."""
    path = folder / "datos" / name
    text = path.read_bytes().decode()
    assert text.count(old) == 1, f"{name}: {text.count(old)} × {old!r}"
    path.write_bytes(text.replace(old, new).encode())
    return said(folder)


def package(folder: Path, **changes: Any) -> dict[str, Any]:
    """The package of a published plan, after it is written again with some keys changed."""
    path = folder / "datos" / PACKAGE
    value: dict[str, Any] = {**json.loads(path.read_text(encoding="utf-8")), **changes}
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")
    return value


def checked(folder: Path, root: Path) -> list[str]:
    """The errors of a plan once it is imported."""
    imported(folder, root)
    return found([each for each in read(root, PLAN)[1] if each.is_error])


def line(folder: Path, text: str) -> int:
    """The first line of the package that holds a text."""
    lines = (folder / "datos" / PACKAGE).read_text(encoding="utf-8").splitlines()
    return next(number for number, each in enumerate(lines, 1) if text in each)


def test_what_is_published_of_a_descriptor_is_in_one_of_two_schemas() -> None:
    known = {*descriptor_schema("plan")["properties"], *descriptor_schema("paquete")["properties"]}
    for home, plan in PLANS:
        assert json.loads(files(home, plan)[PACKAGE]).keys() <= known


def republished(folder: Path, plan: ActionPlan) -> Path:
    """The plan's data as they are published, in a folder."""
    for name, data in downloads(plan).items():
        (folder / "datos" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "datos" / name).write_bytes(data)
    return folder


def again(root: Path, tmp_path: Path) -> tuple[ActionPlan, ActionPlan]:
    """The plan of a site, and the same once it is published and imported into another."""
    before = read(root, PLAN)[0]
    assert before is not None
    imported(republished(tmp_path / "publicado", before), tmp_path / "otro")
    after, problems = read(tmp_path / "otro", PLAN)
    assert after is not None, found(problems)
    return before, after


def test_words_that_exist_only_in_english_stay_only_in_english(tmp_path: Path) -> None:
    edit = replace(of_plan("datapackage.yaml"), "description: Dos compromisos", "description_en: Dos compromisos")
    before, after = again(make_site(tmp_path / "sitio", edit), tmp_path)
    assert (before.description.base, before.description.in_("en")) == ("", "Dos compromisos de un municipio.")
    assert after.description == before.description


def test_a_plans_texts_come_back_in_every_language_they_were_in(tmp_path: Path) -> None:
    title = "---\ntitulo: {}\n---\n### {}\n"
    before, after = again(
        make_site(
            tmp_path / "sitio",
            write(of_plan("textos/en/vision.md"), title.format("Vision", "What comes next")),
            write(of_plan("textos/fr/vision.md"), title.format("Vision d’avenir", "La suite")),
        ),
        tmp_path,
    )
    assert [language for language, _ in before.texts[0].html.translations] == ["en", "fr"]
    assert before.texts[0].title.in_("en") == "Vision"
    assert after.texts == before.texts


def test_two_texts_of_one_title_keep_a_file_each(tmp_path: Path) -> None:
    front = "---\ntitulo: Visión\nlugar: plan\norden: 2\nfuentes: [plan-firmado]\n---\n"
    text = f"{front}Otra, con 'comillas' y: dos puntos.\n\n"
    before, after = again(make_site(tmp_path / "sitio", write(of_plan("textos/otra.md"), text)), tmp_path)
    assert len(before.texts) == 2
    assert [each.markdown for each in after.texts] == [each.markdown for each in before.texts]


def test_a_document_that_is_not_there_is_known_by_its_fingerprint_and_warned_of(tmp_path: Path) -> None:
    warnings = imported(placed(tmp_path / "publicado", MINIMAL, PLAN, documents=False), tmp_path)
    after, problems = read(tmp_path, PLAN)
    before = original(MINIMAL, PLAN)
    files_of = [each for each in before.evidence if each.file]
    assert after is not None
    assert after.evidence == before.evidence
    assert after.absent == {each.id for each in files_of}
    assert not any(after.keeps(each) for each in after.evidence)
    assert all(before.keeps(each) for each in files_of)
    assert found(warnings)[0] == "datos/evidencias.csv:2 E113"
    assert not [each for each in problems if each.is_error]
    assert len([each for each in found(problems) if each.endswith("E113")]) == len(files_of) == len(warnings) > 0


def test_a_document_is_also_found_where_the_archive_of_everything_keeps_it(kept: Path) -> None:
    (kept / "evidencias").rename(kept / "datos" / "evidencias")
    for each in original(MINIMAL, PLAN).evidence:
        if each.file:
            folder = kept / "datos" / "evidencias" / each.id
            (folder / "archivo" / each.file).rename(folder / each.file)
            (folder / "archivo").rmdir()
    assert said(kept) == []


def test_a_document_that_is_there_is_held_against_its_fingerprint(kept: Path, tmp_path: Path) -> None:
    [path] = (kept / "evidencias").rglob("tabla-agua.csv")
    path.write_bytes(path.read_bytes().replace(b"a", b"e"))
    assert [each.rpartition(" ")[2] for each in checked(kept, tmp_path / "sitio")] == ["E104"]


def test_a_document_that_no_row_names_is_refused(kept: Path) -> None:
    folder = kept / "evidencias" / "otra" / "archivo"
    folder.mkdir(parents=True)
    (folder / "acta.pdf").write_bytes(b"%PDF-1")
    assert said(kept) == ["evidencias/otra T125"]


def test_a_table_that_is_not_as_it_was_published_is_warned_of(kept: Path, tmp_path: Path) -> None:
    hash_line = line(kept, json.loads(files(MINIMAL, PLAN)[PACKAGE])["resources"][0]["hash"])
    warned = edited(kept, "fuentes.csv", "Plan de acción firmado", "Plan de acción ya firmado")
    assert warned == [f"datos/{PACKAGE}:{hash_line}:4 T127"]
    assert checked(kept, tmp_path / "sitio") == []
    assert "ya firmado" in (tmp_path / "sitio" / of_plan("fuentes.csv")).read_text(encoding="utf-8")


def test_the_mark_of_an_invented_plan_does_not_pass_in_one_that_is_not(tmp_path: Path) -> None:
    folder = placed(tmp_path / "publicado", SITES / "seis-pasos", "pal-2025")
    package(folder, demostracion=False)
    imported(folder, tmp_path)
    assert "data/pal-2025/compromisos.csv:1:inventado T111" in found(read(tmp_path, "pal-2025")[1])


def test_a_seal_that_was_lost_or_made_again_is_found(tmp_path: Path) -> None:
    folder = placed(tmp_path / "publicado", ROOT, "demostracion")
    cuts = sorted(original(ROOT, "demostracion").seals)
    seals = folder / "datos" / "cortes"
    (seals / cuts[-1] / "SHA256SUMS").unlink()
    assert said(folder) == [f"datos/cortes/{cuts[-1]}/SHA256SUMS L103"]
    shutil.copyfile(seals / cuts[0] / "SHA256SUMS", seals / cuts[-1] / "SHA256SUMS")
    assert said(folder) == [f"datos/cortes/{cuts[-1]}/SHA256SUMS L105"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"estado": "en_curso",', '"estado": "en_curso"', "Y120"),
        ('"estado": "en_curso",', '"estado": "en_marcha",', "Y109"),
        ('"estado": "en_curso",', '"estado": "en_curso", "estados_nuevos": [],', "Y106"),
        ('"name": "plan-minimo",', '"name": "plan-mínimo",', "Y110"),
        ('"name": "plan-minimo",', '"name": "../plan-minimo",', "Y110"),
        ('"name": "plan-minimo",', '"name": "plan-minimo", "name": "plan-minimo",', "Y103"),
        ('"lugar": "plan"', '"lugar": "portada"', "Y109"),
        ('"lugar": "plan"', '"lugar": 1', "Y109"),
        ('"path": "fuentes.csv"', '"path": "../fuentes.csv"', "T124"),
        ('"path": "fuentes.csv"', '"path": "fuentes-2.csv"', "T120"),
    ],
)
def test_a_fault_of_the_package_is_said_with_its_line(kept: Path, old: str, new: str, code: str) -> None:
    number = line(kept, old)
    faults = edited(kept, PACKAGE, old, new)
    assert any(re.fullmatch(rf"datos/{PACKAGE}:({number}|{number + 1}):\d+ {code}", each) for each in faults), faults


def test_a_text_of_the_package_is_held_to_the_same_rules_once_it_is_a_file(kept: Path, tmp_path: Path) -> None:
    texts = json.loads(files(MINIMAL, PLAN)[PACKAGE])["textos"]
    texts[0]["texto"] += "\n<script>"
    texts[0]["texto_en"] = "<script>"
    package(kept, textos=texts)
    problems = imported(kept, tmp_path / "sitio") + load(tmp_path / "sitio")[1]
    assert [each.kind.code for each in problems] == ["Y116", "Y116"]


@pytest.mark.parametrize(("key", "text", "codes"), [("texto_en", 1, ["Y108"]), ("texto_ingles", "Known.", ["Y106"])])
def test_a_translation_of_another_form_is_refused(
    key: str, text: object, codes: list[str], kept: Path, tmp_path: Path
) -> None:
    texts = json.loads(files(MINIMAL, PLAN)[PACKAGE])["textos"]
    texts[0][key] = text
    package(kept, textos=texts)
    refused = [each.rpartition(" ")[2] for each in said(kept)]
    assert (refused or [each.rpartition(" ")[2] for each in checked(kept, tmp_path / "sitio")]) == codes


def test_a_fault_of_the_package_does_not_hide_those_of_its_files(kept: Path) -> None:
    (kept / "datos" / "avances.csv").unlink()
    package(kept, estado="en_marcha", name="")
    assert sorted(each.rpartition(" ")[2] for each in said(kept)) == ["T120", "Y107", "Y109"]


def test_names_that_leave_the_folder_are_refused(kept: Path) -> None:
    rows = files(MINIMAL, PLAN)["evidencias.csv"].decode()
    for old, new in (("2024-03", "../.."), ("tabla-agua.csv", "../tabla.csv")):
        (kept / "datos" / "evidencias.csv").write_bytes(rows.replace(old, new, 1).encode())
        assert "T124" in " ".join(said(kept))


def test_links_are_refused(kept: Path) -> None:
    (kept / "datos" / "fuentes.csv").rename(kept / "fuera.csv")
    (kept / "datos" / "fuentes.csv").symlink_to(kept / "fuera.csv")
    (kept / "evidencias").rename(kept / "otras")
    (kept / "evidencias").symlink_to(kept / "otras")
    faults = said(kept)
    assert {"datos/fuentes.csv T101", "evidencias T101"} <= set(faults)


def test_what_nobody_publishes_is_refused(kept: Path) -> None:
    (kept / "datos" / "notas.docx").write_bytes(b"PK\x03\x04")
    (kept / "datos" / "nuevos.csv").write_bytes(b"id\r\n")
    assert said(kept) == ["datos/notas.docx T125", "datos/nuevos.csv T119"]


def test_a_plan_in_preparation_comes_back_with_its_empty_tables(kept: Path, tmp_path: Path) -> None:
    value = json.loads(files(MINIMAL, PLAN)[PACKAGE])
    value |= {"name": "plan-nuevo", "estado": "en_preparacion", "textos": [], "sellos": []}
    value = {key: part for key, part in value.items() if key not in ("organos", "instrumentos", "periodos")}
    value["resources"] = [each for each in value["resources"] if each["name"] in ("fuentes", "instituciones")]
    folder = tmp_path / "nuevo"
    folder.mkdir()
    (folder / PACKAGE).write_text(json.dumps(value), encoding="utf-8")
    for name in ("fuentes.csv", "instituciones.csv"):
        (folder / name).write_bytes(files(MINIMAL, PLAN)[name])
    assert imported(folder, tmp_path) == []
    plan, problems = read(tmp_path, "plan-nuevo")
    assert plan is not None
    assert (plan.commitments, len(plan.institutions) > 0) == ((), True)
    assert not [each for each in found(problems) if "T121" in each or "T120" in each or "T117" in each], found(problems)


def test_a_schema_may_stand_within_the_descriptor(tmp_path: Path) -> None:
    schema = "{title: Recorridos, primaryKey: [id], fields: [{name: id, type: string, title: Clave}]}"
    descriptor = "  - {name: recorridos, path: recorridos.csv, schema: recorridos.schema.json}"
    root = make_site(
        tmp_path,
        replace(of_plan("datapackage.yaml"), descriptor, descriptor.replace("recorridos.schema.json", schema)),
        write(of_plan("recorridos.csv"), "id\nuno\n"),
        lambda made: made.pop(of_plan("recorridos.schema.json")) and None,
    )
    plan, problems = read(root, PLAN)
    assert plan is not None
    assert [each for each in problems if each.is_error] == []
    assert plan.tables["recorridos"].rows == (("uno",),)


# Through the command


def unpacked(tmp_path: Path, home: Path, plan: str) -> Path:
    """The folder that comes out of a plan's archive of everything, which holds its documents too."""
    folder = home / "data" / plan / "evidencias"
    documents = {e.id: folder / e.folder / e.file for e in original(home, plan).evidence if e.file}
    contents = plan_files(plan_history(original(home, plan)), documents).contents
    content = next(each for path, each in contents.items() if path.endswith(".zip"))
    (tmp_path / "todo.zip").write_bytes(content if isinstance(content, bytes) else b"".join(content.chunks()))
    shutil.unpack_archive(tmp_path / "todo.zip", tmp_path / "abierto")
    return tmp_path / "abierto" / plan


@pytest.mark.parametrize("how", ["sitio", "datos", "zip"])
def test_what_a_built_site_publishes_builds_the_same_site(how: str, tmp_path: Path) -> None:
    home = SITES / "seis-pasos"
    [plan] = [name for where, name in PLANS if where == home]
    before = tmp_path / "antes"
    assert run("--site", home, "--output", before).returncode == 0
    folder = unpacked(tmp_path, home, plan) if how == "zip" else before / plan / ("datos" if how == "datos" else "")
    root = tmp_path / "sitio"
    shutil.copytree(home, root, ignore=shutil.ignore_patterns("data"))
    finished = run("import", folder, "--site", root)
    assert (finished.returncode, finished.stdout) == (0, "")
    assert f"Agregue «{plan}» a «planes»" in finished.stderr
    assert run("--site", root, "--output", tmp_path / "despues").returncode == 0
    assert digests(tmp_path / "despues") == digests(before)


def test_a_rehearsal_says_what_it_would_write_and_writes_nothing(kept: Path, tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    shutil.rmtree(root / "data")
    finished = run("import", kept, "--ensayo", "--site", root)
    *lines, last = finished.stderr.splitlines()
    files_told = [Path(each).relative_to(root).as_posix() for each in lines]
    assert (finished.returncode, finished.stdout, (root / "data").exists()) == (0, "", False)
    assert last == f"Ensayo: se escribirían {len(files_told)} archivos. No se escribió nada."
    assert run("import", kept, "--site", root).returncode == 0
    written = [path.relative_to(root).as_posix() for path in (root / "data").rglob("*") if path.is_file()]
    assert sorted(written) == files_told


def test_all_its_faults_are_said_in_one_run_and_nothing_is_written(kept: Path, tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    before = digests(root)
    (kept / "datos" / "avances.csv").unlink()
    (kept / "datos" / "fuentes.csv").write_bytes(b"id;titulo\n")
    (kept / "datos" / "notas.docx").write_bytes(b"PK\x03\x04")
    finished = run("import", kept, "--site", root, cwd=tmp_path)
    codes = [each.split()[1] for each in finished.stdout.splitlines()]
    assert finished.returncode == 1
    assert sorted(codes) == ["T107", "T120", "T125", "T127", "Y127"], finished.stdout
    assert f"publicado/datos/{PACKAGE}:" in finished.stdout
    assert finished.stderr == "4 por corregir. No se importó nada.\n"
    assert digests(root) == before


def test_a_folder_without_a_published_plan_is_told_what_to_give(tmp_path: Path) -> None:
    finished = run("import", tmp_path, "--site", make_site(tmp_path / "sitio"))
    assert (finished.returncode, finished.stdout) == (2, "")
    assert "falta datapackage.json" in finished.stderr
    assert ".zip" in finished.stderr


def test_a_published_folder_among_the_data_ends_with_the_command_that_mends_it(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    (root / of_plan("")).rename(tmp_path / "original")
    placed(tmp_path / "publicado", MINIMAL, PLAN)
    (tmp_path / "publicado" / "datos").rename(root / of_plan(""))
    (tmp_path / "publicado" / "evidencias").rename(root / of_plan("evidencias"))
    finished = run("check", "--site", root)
    [told] = finished.stdout.splitlines()
    assert finished.returncode == 1
    assert " Y126 " in told
    for line in told.partition("impórtela: ")[2].split(" && "):
        words = line.replace("python build.py", f"{sys.executable} {ROOT / 'build.py'}").split()
        subprocess.run([*words, *(["--site", "."] if "import" in words else [])], cwd=root, check=True)
    assert [each for each in read(root, PLAN)[1] if each.is_error] == []


def test_a_site_is_made_again_and_says_which_documents_were_lost(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    shutil.rmtree(root / "data" / PLAN)
    imported(placed(tmp_path / "publicado", MINIMAL, PLAN, documents=False), root)
    site, problems = build_site(Options(root, (ROOT / "themes",)), lambda *stage: None)
    assert site is not None, found(problems)
    before, _ = build_site(Options(MINIMAL, (ROOT / "themes",)), lambda *stage: None)
    assert before is not None
    lost = next(each for each in original(MINIMAL, PLAN).evidence if each.file)
    page = site[router.evidence(original(MINIMAL, PLAN), lost)]
    assert isinstance(page, bytes)
    assert "El archivo no está aquí" in page.decode()
    assert lost.hash in page.decode()
    gone = {path for path in before if "/archivo/" in path}
    assert gone
    assert before.keys() - site.keys() == {*gone, router.evidence_descriptor(original(MINIMAL, PLAN))}
    same = [path for path in site if path.endswith((".csv", "datapackage.json")) and "/datos/" in path]
    assert [path for path in same if site[path] != before[path]] == []


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
TEXTS = (
    st.text(LETTERS, max_size=30)
    .map(lambda each: composed(each).strip(EDGES))
    .filter(lambda each: not text_fault(each))
)
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(TEXTS.filter(lambda key: key != "<<"), each, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, database=None)
@given(st.dictionaries(st.just("a") | st.just("no") | st.just("2024-01-01"), VALUES, min_size=1))
def test_yaml_that_is_written_is_read_back(value: dict[str, Any]) -> None:
    marked, problems = read_yaml("x", write_yaml(value))
    assert marked is not None, problems
    assert marked.value == value
