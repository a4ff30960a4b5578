"""What a site publishes is enough to make it again: its folder of data, read back, is the same plan."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from micrositio.model.plan import ActionPlan, TableData
from micrositio.opendata.bundle import plan_downloads, plan_files
from micrositio.pipeline.builder import Options, build_site
from micrositio.problems.problem import Problem
from micrositio.profile.schemas import descriptor_schema
from micrositio.progress.history import history
from micrositio.progress.plan_history import plan_history
from micrositio.routes import paths as router
from micrositio.sources.loader import load
from micrositio.sources.published import PACKAGE
from micrositio.validation.plan_assembly import validate_plan
from support import MINIMAL, PLAN, ROOT, SITES, found, make_site, of_plan, replace, write

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


def placed(root: Path, home: Path, plan: str, *, documents: bool = True) -> Path:
    """A site in `root` whose plan is what was published, beside the documents as they were."""
    folder = root / "data" / plan
    for name, data in files(home, plan).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "avances").mkdir(exist_ok=True)
    (folder / "avances" / "index.html").write_text("<!doctype html>")
    (folder / "index.html").write_text("<!doctype html>")
    for each in original(home, plan).evidence if documents else ():
        if each.file:
            target = folder / "evidencias" / each.id / "archivo" / each.file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(home / "data" / plan / "evidencias" / each.folder / each.file, target)
            (target.parents[1] / "index.html").write_text("<!doctype html>")
    return root


def parts(plan: ActionPlan) -> Iterator[tuple[str, Any]]:
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
    after, problems = read(placed(tmp_path, home, plan), plan)
    assert [each for each in problems if each.is_error] == [], found(problems)
    assert after is not None
    for (name, was), (_, now) in zip(parts(before), parts(after), strict=True):
        assert now == was, name
    assert figures(after) == figures(before)
    again = downloads(after)
    assert sorted(again) == sorted(files(home, plan))
    assert [name for name in again if again[name] != files(home, plan)[name]] == []


@pytest.fixture
def rescued(tmp_path: Path) -> Path:
    """The small site's plan as it was published, in a site of its own."""
    return placed(tmp_path / "sitio", MINIMAL, PLAN)


def edited(root: Path, name: str, old: str, new: str) -> list[str]:
    """What is said once a text of a file, the only one of its kind, is another."""
    path = root / of_plan(name)
    text = path.read_bytes().decode()
    assert text.count(old) == 1, f"{name}: {text.count(old)} × {old!r}"
    path.write_bytes(text.replace(old, new).encode())
    return errors(root)


def errors(root: Path) -> list[str]:
    return found([each for each in read(root, PLAN)[1] if each.is_error])


def line(root: Path, text: str) -> int:
    """The first line of the package that holds a text."""
    lines = (root / of_plan(PACKAGE)).read_text(encoding="utf-8").splitlines()
    return next(number for number, each in enumerate(lines, 1) if text in each)


def test_what_is_published_of_a_descriptor_is_in_one_of_two_schemas() -> None:
    known = {*descriptor_schema("plan")["properties"], *descriptor_schema("paquete")["properties"]}
    for home, plan in PLANS:
        assert json.loads(files(home, plan)[PACKAGE]).keys() <= known


def test_words_that_exist_only_in_english_stay_only_in_english(tmp_path: Path) -> None:
    root = make_site(
        tmp_path / "sitio",
        replace(of_plan("datapackage.yaml"), "description: Dos compromisos", "description_en: Dos compromisos"),
    )
    before = read(root, PLAN)[0]
    assert before is not None
    assert (before.description.base, before.description.in_("en")) == ("", "Dos compromisos de un municipio.")
    (root / of_plan("datapackage.yaml")).unlink()
    for name, data in downloads(before).items():
        (root / of_plan(name)).parent.mkdir(parents=True, exist_ok=True)
        (root / of_plan(name)).write_bytes(data)
    shutil.rmtree(root / of_plan("evidencias"))
    after = read(root, PLAN)[0]
    assert after is not None
    assert after.description == before.description


def test_a_document_that_is_not_there_is_known_by_its_fingerprint_and_warned_of(tmp_path: Path) -> None:
    root = placed(tmp_path, MINIMAL, PLAN, documents=False)
    after, problems = read(root, PLAN)
    before = original(MINIMAL, PLAN)
    files_of = [each for each in before.evidence if each.file]
    assert after is not None
    assert after.evidence == before.evidence
    assert after.absent == {each.id for each in files_of}
    assert not any(after.keeps(each) for each in after.evidence)
    assert all(before.keeps(each) for each in files_of)
    said = [each for each in found(problems) if each.endswith("E113")]
    assert len(said) == len(files_of) > 0
    assert not [each for each in problems if each.is_error]
    assert re.fullmatch(rf"data/{PLAN}/evidencias\.csv:\d+:1 E113", said[0])


def test_a_document_is_also_found_where_the_archive_of_everything_keeps_it(rescued: Path) -> None:
    for each in original(MINIMAL, PLAN).evidence:
        if each.file:
            folder = rescued / of_plan(f"evidencias/{each.id}")
            (folder / "archivo" / each.file).rename(folder / each.file)
            (folder / "archivo").rmdir()
    after, problems = read(rescued, PLAN)
    assert after is not None
    assert after.absent == frozenset()
    assert "E113" not in " ".join(found(problems))


def test_a_document_that_is_there_is_held_against_its_fingerprint(rescued: Path) -> None:
    [path] = (rescued / of_plan("evidencias")).rglob("tabla-agua.csv")
    path.write_bytes(path.read_bytes().replace(b"a", b"e"))
    assert [each.rpartition(" ")[2] for each in errors(rescued)] == ["E104"]


def test_a_document_that_no_row_names_is_refused(rescued: Path) -> None:
    folder = rescued / of_plan("evidencias/otra/archivo")
    folder.mkdir(parents=True)
    (folder / "acta.pdf").write_bytes(b"%PDF-1")
    assert errors(rescued) == [f"{of_plan('evidencias/otra')} T125"]


def test_a_table_that_is_not_as_it_was_published_is_warned_of_until_the_package_stops_saying_its_hash(
    rescued: Path,
) -> None:
    edited(rescued, "fuentes.csv", "Plan de acción firmado", "Plan de acción, ya firmado")
    hash_line = line(rescued, json.loads(files(MINIMAL, PLAN)[PACKAGE])["resources"][0]["hash"])
    assert f"{of_plan(PACKAGE)}:{hash_line}:4 T127" in found(read(rescued, PLAN)[1])
    path = rescued / of_plan(PACKAGE)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[: hash_line - 1], *lines[hash_line:]]), encoding="utf-8")
    assert "T127" not in " ".join(found(read(rescued, PLAN)[1]))


def test_the_mark_of_an_invented_plan_does_not_pass_in_one_that_is_not(tmp_path: Path) -> None:
    root = placed(tmp_path, SITES / "seis-pasos", "pal-2025")
    path = root / "data" / "pal-2025" / PACKAGE
    path.write_text(path.read_text(encoding="utf-8").replace('"demostracion": true,', "", 1), encoding="utf-8")
    said = found(read(root, "pal-2025")[1])
    assert "data/pal-2025/compromisos.csv:1:inventado T111" in said


def test_a_seal_that_was_lost_or_made_again_is_found(tmp_path: Path) -> None:
    root = placed(tmp_path, ROOT, "demostracion")
    cuts = sorted(original(ROOT, "demostracion").seals)
    folder = root / "data" / "demostracion" / "cortes"
    (folder / cuts[-1] / "SHA256SUMS").unlink()
    said = found([each for each in read(root, "demostracion")[1] if each.is_error])
    assert said == [f"data/demostracion/cortes/{cuts[-1]}/SHA256SUMS L103"]
    shutil.copyfile(folder / cuts[0] / "SHA256SUMS", folder / cuts[-1] / "SHA256SUMS")
    assert f"data/demostracion/cortes/{cuts[-1]}/SHA256SUMS L105" in found(read(root, "demostracion")[1])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"estado": "en_curso",', '"estado": "en_curso"', "Y120"),
        ('"estado": "en_curso",', '"estado": "en_marcha",', "Y109"),
        ('"estado": "en_curso",', '"estado": "en_curso", "estados_nuevos": [],', "Y106"),
        ('"name": "plan-minimo",', '"name": "plan-mínimo",', "Y110"),
        ('"name": "plan-minimo",', '"name": "plan-minimo", "name": "plan-minimo",', "Y103"),
        ('"lugar": "plan"', '"lugar": "portada"', "Y109"),
        ('"lugar": "plan"', '"lugar": 1', "Y109"),
    ],
)
def test_a_fault_of_the_package_is_said_with_its_line(rescued: Path, old: str, new: str, code: str) -> None:
    number = line(rescued, old)
    said = edited(rescued, PACKAGE, old, new)
    assert any(
        re.fullmatch(rf"{re.escape(of_plan(PACKAGE))}:({number}|{number + 1}):\d+ {code}", each) for each in said
    ), said


def test_a_text_of_the_package_is_held_to_the_same_rules(rescued: Path) -> None:
    path = rescued / of_plan(PACKAGE)
    value = json.loads(path.read_text(encoding="utf-8"))
    value["textos"][0]["texto"] += "\n<script>"
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")
    assert [each.rpartition(" ")[2] for each in errors(rescued)] == ["Y116"]


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [("texto_en", "<script>", "Y116"), ("texto_en", 1, "Y108"), ("texto_ingles", "What is known.", "Y106")],
)
def test_so_is_its_translation(rescued: Path, key: str, text: object, code: str) -> None:
    path = rescued / of_plan(PACKAGE)
    value = json.loads(path.read_text(encoding="utf-8"))
    value["textos"][0][key] = text
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")
    assert [each.rpartition(" ")[2] for each in errors(rescued)] == [code]


def test_a_plans_texts_come_back_in_every_language_they_were_in(tmp_path: Path) -> None:
    title = "---\ntitulo: {}\n---\n### {}\n"
    root = make_site(
        tmp_path / "sitio",
        write(of_plan("textos/en/vision.md"), title.format("Vision", "What comes next")),
        write(of_plan("textos/fr/vision.md"), title.format("Vision d’avenir", "La suite")),
    )
    before = read(root, PLAN)[0]
    assert before is not None
    assert [language for language, _ in before.texts[0].html.translations] == ["en", "fr"]
    assert before.texts[0].title.in_("en") == "Vision"
    after, _ = read(republished(root, before), PLAN)
    assert after is not None
    assert after.texts == before.texts


def republished(root: Path, plan: ActionPlan) -> Path:
    """The site with the plan's folder as it was published."""
    shutil.rmtree(root / of_plan(""))
    for name, data in downloads(plan).items():
        (root / of_plan(name)).parent.mkdir(parents=True, exist_ok=True)
        (root / of_plan(name)).write_bytes(data)
    return root


def test_what_nobody_publishes_is_refused_also_in_a_published_folder(rescued: Path) -> None:
    (rescued / of_plan("notas.docx")).write_bytes(b"PK\x03\x04")
    (rescued / of_plan("nuevos.csv")).write_bytes(b"id\r\n")
    assert errors(rescued) == [f"{of_plan('notas.docx')} T125", f"{of_plan('nuevos.csv')} T119"]


def test_a_plan_in_preparation_may_come_back_without_its_empty_tables(rescued: Path) -> None:
    path = rescued / of_plan(PACKAGE)
    value = json.loads(path.read_text(encoding="utf-8"))
    value |= {"name": "plan-nuevo", "estado": "en_preparacion", "textos": [], "sellos": []}
    value = {key: part for key, part in value.items() if key not in ("organos", "instrumentos", "periodos")}
    value["resources"] = [each for each in value["resources"] if each["name"] in ("fuentes", "instituciones")]
    new = write_plan(rescued, "plan-nuevo", value, ("fuentes.csv", "instituciones.csv"))
    plan, problems = read(new, "plan-nuevo")
    assert plan is not None
    assert (plan.commitments, len(plan.institutions) > 0) == ((), True)
    assert not [each for each in found(problems) if "T121" in each or "T120" in each or "T117" in each], found(problems)


def write_plan(root: Path, plan: str, package: Mapping[str, Any], tables: tuple[str, ...]) -> Path:
    folder = root / "data" / plan
    folder.mkdir()
    (folder / PACKAGE).write_text(json.dumps(package), encoding="utf-8")
    for name in tables:
        (folder / name).write_bytes(files(MINIMAL, PLAN)[name])
    return root


def test_a_schema_may_stand_within_the_descriptor(tmp_path: Path) -> None:
    schema = "{title: Recorridos, primaryKey: [id], fields: [{name: id, type: string, title: Clave}]}"
    descriptor = "  - {name: recorridos, path: recorridos.csv, schema: recorridos.schema.json}"
    root = make_site(
        tmp_path,
        replace(of_plan("datapackage.yaml"), descriptor, descriptor.replace("recorridos.schema.json", schema)),
        write(of_plan("recorridos.csv"), "id\nuno\n"),
        lambda made: made.pop(of_plan("recorridos.schema.json")) and None,
    )
    assert errors(root) == []
    plan = read(root, PLAN)[0]
    assert plan is not None
    assert plan.tables["recorridos"].rows == (("uno",),)


def test_the_archive_of_everything_is_a_plans_folder_with_its_documents(tmp_path: Path) -> None:
    before = original(MINIMAL, PLAN)
    documents = {
        each.id: MINIMAL / "data" / PLAN / "evidencias" / each.folder / each.file
        for each in before.evidence
        if each.file
    }
    contents = plan_files(plan_history(before), documents).contents
    content = next(each for path, each in contents.items() if path.endswith(".zip"))
    (tmp_path / "todo.zip").write_bytes(content if isinstance(content, bytes) else b"".join(content.chunks()))
    shutil.unpack_archive(tmp_path / "todo.zip", tmp_path / "abierto")
    folder = tmp_path / "sitio" / "data" / PLAN
    shutil.copytree(tmp_path / "abierto" / PLAN / "data", folder)
    after, problems = read(tmp_path / "sitio", PLAN)
    assert after is not None
    assert not [each for each in problems if each.is_error or each.kind.code in ("E113", "T127")]
    assert after.evidence == before.evidence
    assert after.seals == before.seals
    assert after.absent == frozenset()


def test_a_site_is_made_again_and_says_which_documents_were_lost(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    shutil.rmtree(root / "data" / PLAN)
    placed(root, MINIMAL, PLAN, documents=False)
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
