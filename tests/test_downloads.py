"""Open data: what was written is what anyone reads back, alone and with its own description."""

import csv
import dataclasses
import hashlib
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import unicodedata
import zipfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import bagit
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from python_calamine import CalamineWorkbook

from micrositio.i18n.imprint import Imprint
from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan, Method, TableData
from micrositio.model.settings import Publisher
from micrositio.model.table_schema import TableSchema
from micrositio.model.text import Text
from micrositio.opendata.bundle import PlanFiles, plan_downloads, plan_files
from micrositio.opendata.datapackage import OPAQUE, evidence_resource
from micrositio.opendata.datasets import Dataset, datasets
from micrositio.opendata.file_formats import CSV, FILE_TYPES, JSON
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.problems.problem import Place
from micrositio.profile.cells import plain_text_faults
from micrositio.profile.frictionless_adapter import package_faults
from micrositio.profile.schemas import PUBLISHED_ONLY, published_tables
from micrositio.progress.plan_history import plan_history
from micrositio.routes.addresses import Addresses
from micrositio.sources.loader import load
from micrositio.validation.evidence import SIGNATURES
from reading import PLANS, content, site, table_names
from support import MINIMAL, PLAN, Files, made, make_site, of_plan, plan_of, replace, whole, write_files


@cache
def small_plan() -> ActionPlan:
    return dataclasses.replace(plan_of(MINIMAL), government=Text("Municipio de Prueba"))


IMPRINT = Imprint(Publisher(Text("Observatorio de Prueba")))
ADDRESSES = Addresses("https://abierto.example.org")


def documents_of(root: Path, plan: ActionPlan) -> dict[str, Path]:
    sources, _ = load(root)
    folders = {each.name: each for each in sources.plans[plan.id].evidence}
    return {each.id: folders[each.folder].files[each.file].path for each in plan.evidence if each.file}


DESCRIPTOR = "datapackage.json"
FOLDER = f"{PLAN}/datos/"


@cache
def small_documents() -> dict[str, Path]:
    return documents_of(MINIMAL, small_plan())


@cache
def small_out() -> PlanFiles:
    return plan_files(plan_history(small_plan()), small_documents(), IMPRINT, ADDRESSES)


@cache
def small_datasets() -> dict[str, Dataset]:
    return {each.table.name: each for each in small_out().datasets}


def files_of(out: PlanFiles) -> dict[str, bytes]:
    return {
        path: content if isinstance(content, bytes) else b"".join(content.chunks())
        for path, content in plan_downloads(out)
    }


@cache
def small_files() -> dict[str, bytes]:
    return files_of(small_out())


def invented(folder: Path) -> Path:
    return make_site(folder, replace(of_plan("datapackage.yaml"), "estado:", "demostracion: true\nestado:"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the data folder alone."""
    own = {path.removeprefix(FOLDER): data for path, data in small_files().items() if path.startswith(FOLDER)}
    return write_files(tmp_path_factory.mktemp("datos"), own)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bag, unpacked."""
    place = tmp_path_factory.mktemp("bolsa")
    with zipfile.ZipFile(io.BytesIO(small_files()[f"{FOLDER}{PLAN}.zip"])) as files:
        files.extractall(place)
    return place / PLAN


def rows(dataset: Dataset) -> list[list[str]]:
    return list(csv.reader(io.StringIO(whole(dataset.file(CSV).content).decode("utf-8"), newline="")))


def package() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(small_files()[FOLDER + DESCRIPTOR])
    return value


def standard_of(plan: ActionPlan) -> list[str]:
    return [name for name in published_tables() if name in plan.tables]


def test_every_table_is_published_with_the_plans_own() -> None:
    assert list(small_datasets()) == [*standard_of(small_plan()), "recorridos", *PUBLISHED_ONLY]


@pytest.mark.parametrize("name", table_names("minimo", PLAN))
def test_a_table_has_every_column_of_its_schema_and_each_row_verbatim(name: str) -> None:
    header, *cells = rows(small_datasets()[name])
    assert header == [field["name"] for field in small_datasets()[name].table.schema.descriptor["fields"]]
    assert [tuple(row) for row in cells] == list(small_datasets()[name].table.rows)


def test_what_an_author_wrote_is_what_is_published() -> None:
    source = list(csv.DictReader((MINIMAL / "data/plan-minimo/comentarios.csv").open(encoding="utf-8", newline="")))
    header, *cells = rows(small_datasets()["comentarios"])
    published = [dict(zip(header, row, strict=True)) for row in cells]
    assert [{key: row[key] for key in source[0]} for row in published] == source
    assert "\n" in published[1]["texto"]


CELL = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
        st.sampled_from(["\r", "\n", '"', ",", ";", "😀", "\u0301", "ñ", "=", "-"]),
    ),
    max_size=12,
)


def plan_with(cells: list[tuple[str, str]]) -> ActionPlan:
    schema = TableSchema.of({"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]})
    origins = tuple(Place("t.csv", number) for number in range(2, len(cells) + 2))
    table = TableData("t", "t.csv", schema, origins, tuple(cells), tuple(cells))
    return made(ActionPlan, id="p", tables={"t": table}, method=Method("estatus", True, None, None))


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_any_text_survives_in_csv_and_in_json(cells: list[tuple[str, str]]) -> None:
    dataset = datasets(plan_with(cells), ())[0]
    assert rows(dataset)[1:] == [list(row) for row in cells]
    assert whole(dataset.file(CSV).content).count(b"\r\n") > len(cells)
    assert [(row["a"] or "", row["b"] or "") for row in json.loads(whole(dataset.file(JSON).content))["filas"]] == cells


def test_a_decomposed_letter_is_published_as_it_came() -> None:
    cell = unicodedata.normalize("NFD", "ñandú")
    dataset = datasets(plan_with([(cell, "x")]), ())[0]
    assert rows(dataset)[1][0] == cell


def test_json_has_the_types_of_the_schema_and_null_for_what_is_unknown() -> None:
    table = json.loads(whole(small_datasets()["actividades"].file(JSON).content))
    assert (table["plan"], table["tabla"]) == ("plan-minimo", "actividades")
    first = table["filas"][0]
    expected = {
        "id": "agua-1",
        "orden": 1,
        "linea_base": 0,
        "meta": 10,
        "inicio": "2024-01-15",
        "peso": 50,
        "texto_en": None,
        "fuentes": ["plan-firmado"],
    }
    assert {key: first[key] for key in expected} == expected
    assert [type(first[key]) for key in ("orden", "meta")] == [int, int]
    assert json.loads(whole(small_datasets()["recorridos"].file(JSON).content))["filas"][0]["kilometros"] == 1.5
    assert json.loads(whole(small_datasets()["compromisos"].file(JSON).content))["filas"][0]["inicio"] == "2024-01"
    assert json.loads(whole(small_datasets()["acuerdos"].file(JSON).content))["filas"][0]["limite"] == "2024-01-10"
    assert json.loads(whole(small_datasets()["compromisos"].file(JSON).content))["filas"][0]["enfoques"] == []


def test_the_package_describes_its_files_to_the_byte() -> None:
    assert package()["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for resource in package()["resources"]:
        data = small_files()[FOLDER + resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(data), "sha256:" + hashlib.sha256(data).hexdigest())
        if resource.get("type") == "table":
            assert resource["encoding"] == "utf-8"
            columns = [field["name"] for field in resource["schema"]["fields"]]
            assert columns == data.decode().split("\r\n")[0].split(",")


def test_every_form_of_the_data_is_a_resource_of_the_package() -> None:
    listed = {resource["path"] for resource in package()["resources"]}
    forms = {f"{name}{ending}" for name in small_datasets() for ending in (".csv", "-plano.csv", ".json")}
    assert listed == forms | {f"{PLAN}.xlsx", f"{PLAN}.sqlite"}
    other = {each["name"]: each["deriva_de"] for each in package()["resources"] if "deriva_de" in each}
    assert other == {f"{name}-{form}": name for name in small_datasets() for form in ("plano", "json")}


def test_frictionless_finds_the_package_valid_from_its_folder_alone(tmp_path: Path) -> None:
    described = {key: value for key, value in package().items() if key != "$schema"}
    own = {path.removeprefix(FOLDER): data for path, data in small_files().items() if path.startswith(FOLDER)}
    whole, broken = (write_files(tmp_path / name, own) for name in ("entera", "rota"))
    (broken / "avances.csv").write_bytes((broken / "avances.csv").read_bytes().replace(b"completo", b"terminado"))
    assert list(package_faults(described, whole)) == []
    assert list(package_faults(described, broken)) != []


def test_foreign_keys_lead_to_tables_of_the_package() -> None:
    tables = [resource for resource in package()["resources"] if resource.get("type") == "table"]
    names = {resource["name"] for resource in tables}
    keys = [key for resource in tables for key in resource["schema"].get("foreignKeys", ())]
    assert keys
    assert {key["reference"]["resource"] for key in keys} <= names


def test_a_table_that_is_not_there_takes_the_keys_to_it_along(tmp_path: Path) -> None:
    for name in ("avances", "verificaciones"):
        assert f"{name}.csv" in {Path(path).name for path in small_files()}
    root = make_site(
        tmp_path,
        lambda files: files.pop(of_plan("avances.csv")),
        replace(of_plan("datapackage.yaml"), "  - {name: avances, path: avances.csv}\n", ""),
    )
    names = [each.table.name for each in plan_files(plan_history(plan_of(root))).datasets]
    assert "avances" not in names
    assert "verificaciones" in names


def test_evidence_is_listed_with_its_fingerprints() -> None:
    documents = {
        row["id"]: row for row in json.loads(whole(small_datasets()["evidencias"].file(JSON).content))["filas"]
    }
    stated = documents["acta-2024-04"]
    data = (MINIMAL / "data/plan-minimo/evidencias/2024-03/acta-2024-04.txt").read_bytes()
    assert (stated["bytes"], stated["hash"]) == (len(data), "sha256:" + hashlib.sha256(data).hexdigest())
    assert (stated["sesion"], stated["paso"], stated["carpeta"]) == (["sesion-2"], ["seguimiento"], "2024-03")
    assert (documents["pagina-plan"]["bytes"], documents["pagina-plan"]["consultado"]) == (None, "2024-02-01")


def test_an_invented_plan_says_so_in_each_file_of_data(tmp_path: Path) -> None:
    root = invented(tmp_path)
    plan = plan_of(root)
    files = files_of(plan_files(plan_history(plan), documents_of(root, plan)))
    for path, data in files.items():
        name = path.rpartition("/")[2]
        if path.endswith(".json"):
            assert json.loads(data)["demostracion"] is True, path
        elif path.endswith(".csv"):
            header, *cells = csv.reader(io.StringIO(data.decode(), newline=""))
            assert (header[-1], {row[-1] for row in cells}) == ("inventado", {"true"}), path
        elif name in ("LEEME.txt", "LICENCIA.txt"):
            assert "inventado" in data.decode(), path
    with zipfile.ZipFile(io.BytesIO(files[f"{FOLDER}{PLAN}.zip"])) as bag:
        assert "Aviso: Plan inventado." in bag.read(f"{PLAN}/bag-info.txt").decode()
    assert "demostracion" not in package()
    assert "inventado" not in small_files()[f"{FOLDER}LEEME.txt"].decode()


def with_an_invented_copy(files: Files) -> None:
    """The site with a second plan: the first again, invented."""
    for path in [each for each in files if each.startswith(of_plan(""))]:
        content = files[path]
        assert isinstance(content, bytes)
        own = content.replace(PLAN.encode(), b"plan-inventado") if path.endswith((".yaml", ".csv")) else content
        files[path.replace(PLAN, "plan-inventado")] = own.replace(b"\nestado:", b"\ndemostracion: true\nestado:", 1)


def test_production_has_nothing_of_an_invented_plan(tmp_path: Path) -> None:
    listed = replace("content/sitio.yaml", f"planes: [{PLAN}]", f"planes: [{PLAN}, plan-inventado]")
    root = make_site(tmp_path, with_an_invented_copy, listed)
    themes = Path(__file__).resolve().parents[1] / "themes"
    whole, production = (
        build_site(Options(root, (themes,), exclude_demo=excluded), lambda *stage: None)[0]
        for excluded in (False, True)
    )
    assert whole is not None
    assert production is not None
    assert "plan-inventado/datos/plan-inventado.zip" in whole
    assert [path for path in production if "plan-inventado" in path] == []
    assert [path for path, data in production.items() if isinstance(data, bytes) and b"plan-inventado" in data] == []


def test_dates_are_no_more_precise_than_their_source() -> None:
    assert {type(value) for row in small_datasets()["fuentes"].table.values for value in row} >= {PartialDate}
    assert [row["fecha"] for row in json.loads(whole(small_datasets()["fuentes"].file(JSON).content))["filas"]] == [
        "2024-01-10",
        "2024",
    ]


def admissible(text: str) -> bool:
    """Whether a cell may hold the text: what may not never gets as far as being published."""
    return not list(plain_text_faults(text))


TEXT = CELL.filter(lambda text: bool(text) and admissible(text))


@settings(max_examples=40)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_any_text_comes_out_of_every_format_as_it_went_in(cells: list[tuple[str, str]]) -> None:
    files = files_of(plan_files(plan_history(plan_with(cells))))
    with zipfile.ZipFile(io.BytesIO(files["p/datos/p.zip"])) as bag:
        inside = {name.removeprefix("p/data/"): bag.read(name) for name in bag.namelist()}
    for each in ({path.removeprefix("p/datos/"): data for path, data in files.items()}, inside):
        for name in ("t.csv", "t-plano.csv"):
            assert list(csv.reader(io.StringIO(each[name].decode(), newline="")))[1:] == [list(row) for row in cells]
        assert [(row["a"], row["b"]) for row in json.loads(each["t.json"])["filas"]] == cells
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(each["p.sqlite"])
            assert base.execute("SELECT a, b FROM t ORDER BY rowid").fetchall() == cells
        sheet = openpyxl.load_workbook(io.BytesIO(each["p.xlsx"]))["t"]
        assert [tuple(map(excel_text, row)) for row in list(sheet.values)[1:]] == cells
        rows = CalamineWorkbook.from_filelike(io.BytesIO(each["p.xlsx"])).get_sheet_by_name("t").to_python()
        assert [tuple(map(excel_text, row)) for row in rows[1:]] == cells


def excel_text(value: Any) -> str:
    """A text as Excel shows it: its file escapes what XML cannot say (`_x000D_`), and not every reader undoes it."""
    return re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), str(value))


def test_a_negative_number_is_published_as_it_is() -> None:
    schema = TableSchema.of({"fields": [{"name": "a", "type": "number"}]})
    table = TableData("t", "t.csv", schema, (Place("t.csv", 2),), (("-5.50",),), ((-5.5,),))
    out = plan_files(
        plan_history(made(ActionPlan, id="p", tables={"t": table}, method=Method("estatus", True, None, None)))
    )
    files = files_of(out)
    assert files["p/datos/t.csv"] == b"a\r\n-5.50\r\n"
    assert json.loads(files["p/datos/t.json"])["filas"] == [{"a": -5.5}]
    assert openpyxl.load_workbook(io.BytesIO(files["p/datos/p.xlsx"]))["t"]["A2"].value == -5.5


def test_the_files_of_the_whole_plan_are_told_with_their_size_and_for_whom_they_are() -> None:
    assert [each.name for each in small_out().files] == [
        "plan-minimo.xlsx", "plan-minimo.sqlite", "plan-minimo.zip", DESCRIPTOR, "metadata.json", "sellos.txt",
        "SHA256SUMS",
    ]  # fmt: skip
    for each in small_out().files:
        data = small_files()[FOLDER + each.name]
        assert (each.bytes, each.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert each.title.base
        assert each.title.in_("en")
        assert each.use
        assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", each.media_type)


def test_the_sums_hold_for_every_file_of_the_folder(folder: Path) -> None:
    checked = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    assert subprocess.run(checked, cwd=folder, check=False, capture_output=True).returncode == 0
    listed = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    there = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert listed == sorted(set(there) - {"SHA256SUMS"})


def test_the_guide_names_every_kind_of_file_and_how_to_check_them(folder: Path) -> None:
    guide = (folder / "LEEME.txt").read_text(encoding="utf-8")
    assert small_plan().title.base in guide
    assert "Municipio de Prueba. " in guide
    assert "https://abierto.example.org/plan-minimo/datos/" in guide
    of_tables = ("<tabla>.csv", "<tabla>-plano.csv", "<tabla>.json", "cortes/<corte>/")
    for name in (*of_tables, *(each.name for each in small_out().files)):
        assert name in guide
    assert small_plan().licences[0].path in (folder / "LICENCIA.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
def test_the_guide_names_only_what_is_there(name: str, plan_id: str) -> None:
    base = f"{plan_id}/datos/"
    guide = content(site(name), f"{base}LEEME.txt").decode()
    assert ("cortes/<corte>/" in guide) == any(each.startswith(f"{base}cortes/") for each in site(name))
    bag = zipfile.ZipFile(io.BytesIO(content(site(name), f"{base}{plan_id}.zip")))
    assert ("evidencias/ " in guide) == any("/data/evidencias/" in each for each in bag.namelist())


def validated(folder: Path) -> dict[str, Any]:
    """What the command of Frictionless says of the package in the folder, with no network."""
    order = [sys.executable, "-m", "frictionless", "validate", DESCRIPTOR, "--json"]
    offline = {**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    done = subprocess.run(order, cwd=folder, check=False, capture_output=True, text=True, env=offline)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_the_command_of_frictionless_finds_the_data_folder_valid(folder: Path) -> None:
    report = validated(folder)
    assert (report["valid"], report["stats"]["tasks"]) == (True, 3 * len(small_datasets()) + 2)


def test_the_bag_is_valid_and_holds_the_folder_and_the_documents(folder: Path, unpacked: Path) -> None:
    assert bagit.Bag(str(unpacked)).is_valid()
    inside = {
        path.relative_to(unpacked / "data").as_posix() for path in (unpacked / "data").rglob("*") if path.is_file()
    }
    outside = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    proofs = {f"evidencias/{each.id}/{each.file}" for each in small_plan().evidence if each.file}
    assert inside == outside - {f"{PLAN}.zip"} | proofs
    assert proofs
    changed = {DESCRIPTOR, "SHA256SUMS"}
    for name in inside - proofs - changed:
        assert (unpacked / "data" / name).read_bytes() == (folder / name).read_bytes(), name


def test_the_bag_says_whose_it_is_and_of_when(unpacked: Path) -> None:
    info = bagit.Bag(str(unpacked)).info
    assert info["Source-Organization"] == "Observatorio de Prueba"
    assert info["Gobierno del plan"] == "Municipio de Prueba"
    assert info["External-Identifier"] == "https://abierto.example.org/plan-minimo/"
    assert info["Bagging-Date"] == package()["created"][:10]
    assert (info["Version"], "Aviso" in info) == (small_plan().version, False)


def test_the_package_in_the_bag_is_valid_and_lists_the_documents(unpacked: Path) -> None:
    report = validated(unpacked / "data")
    resources = json.loads((unpacked / "data" / DESCRIPTOR).read_text(encoding="utf-8"))["resources"]
    proofs = [each for each in resources if "evidencia" in each]
    assert (report["valid"], report["stats"]["tasks"]) == (True, len(resources))
    assert [each["evidencia"] for each in proofs] == [each.id for each in small_plan().evidence if each.file]
    checked = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    assert subprocess.run(checked, cwd=unpacked / "data", check=False, capture_output=True).returncode == 0


def test_the_documents_are_a_package_of_their_own(tmp_path: Path) -> None:
    data = small_files()[f"{PLAN}/evidencias/{DESCRIPTOR}"]
    described = json.loads(data)
    files: dict[str, Any] = {DESCRIPTOR: data}
    for each in small_plan().evidence:
        if each.id in small_documents():
            files[f"{each.id}/archivo/{each.file}"] = small_documents()[each.id].read_bytes()
    assert sorted(each["path"] for each in described["resources"]) == sorted(files.keys() - {DESCRIPTOR})
    proofs = [each.proves.base for each in small_plan().evidence if each.file]
    assert [each["description"] for each in described["resources"]] == proofs
    place = write_files(tmp_path, files)
    assert validated(place)["valid"] is True
    (place / described["resources"][0]["path"]).write_bytes(b"otra cosa")
    assert validated(place)["valid"] is False


def test_a_plan_without_documents_has_no_package_of_them() -> None:
    assert f"{PLAN}/evidencias/{DESCRIPTOR}" not in dict(plan_downloads(plan_files(plan_history(small_plan()))))


def test_a_document_that_could_be_taken_for_a_table_is_not() -> None:
    proof = next(each for each in small_plan().evidence if each.file)
    for name, form in (("a.csv", OPAQUE), ("a.xlsx", OPAQUE), ("a.ods", OPAQUE), ("a.pdf", "pdf")):
        described = evidence_resource(small_plan(), proof, name)
        assert (described["format"], "type" in described) == (form, False)
        assert described["mediatype"]


def test_every_kind_of_document_has_its_media_type() -> None:
    assert FILE_TYPES.keys() >= SIGNATURES.keys()


PROFILE: dict[str, Any] = {
    "type": "object",
    "required": ["$schema", "resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "homepage": {"type": "string", "pattern": "^https?://"},
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "keywords": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "contributors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "minProperties": 1,
                "properties": {"title": {"type": "string"}, "roles": {"type": "array", "minItems": 1}},
            },
        },
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [{"required": ["name"]}, {"required": ["path"]}]},
        },
        "sources": {"type": "array", "items": {"minProperties": 1}},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["name", "path"],
                "properties": {
                    "name": {"pattern": "^[a-z0-9._-]+$"},
                    "path": {"type": "string", "pattern": "^(?!.*\\.\\.)[^./~][^:]*$"},
                    "type": {"const": "table"},
                    "mediatype": {"pattern": "^(.+)/(.+)$"},
                    "bytes": {"type": "integer"},
                    "hash": {"pattern": "^[^:]+:[a-fA-F0-9]+$"},
                    "licenses": {"minItems": 1},
                },
            },
        },
    },
}
"""What the profile of Data Package, version 2, asks of the properties that we write."""


@pytest.mark.parametrize("path", [FOLDER + DESCRIPTOR, f"{PLAN}/evidencias/{DESCRIPTOR}"])
def test_a_descriptor_keeps_to_the_profile_it_names(path: str) -> None:
    described = json.loads(small_files()[path])
    assert [error.message for error in Draft7Validator(PROFILE).iter_errors(described)] == []
    names = [each["name"] for each in described["resources"]]
    assert len(names) == len(set(names))
    assert {"homepage", "created", "keywords", "contributors", "licenses", "version"} <= described.keys()


def test_the_package_says_who_publishes_and_who_takes_part() -> None:
    publisher, government, *bodies = package()["contributors"]
    assert publisher == {"title": "Observatorio de Prueba", "roles": ["publisher"]}
    assert government == {"title": "Municipio de Prueba", "roles": ["government"]}
    assert [each["title"] for each in bodies] == [each.name.base for each in small_plan().bodies]
    assert package()["homepage"] == "https://abierto.example.org/plan-minimo/"


def test_without_an_address_or_an_owner_nothing_is_made_up() -> None:
    described = json.loads(files_of(plan_files(plan_history(small_plan())))[FOLDER + DESCRIPTOR])
    assert "homepage" not in described
    assert "publisher" not in [role for each in described["contributors"] for role in each.get("roles", ())]


def test_the_machine_changes_no_byte() -> None:
    order = (
        "import sys, hashlib; sys.path[:0] = ['src', 'tests']; import test_downloads as t;"
        "print(hashlib.sha256(b''.join(t.small_files()[path] for path in sorted(t.small_files()))).hexdigest())"
    )
    root = Path(__file__).resolve().parents[1]
    machines = (("1", "UTC", "C"), ("77", "Pacific/Kiritimati", "es_MX.UTF-8"))
    found = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", order],
            cwd=root, check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
        ).stdout
        for seed, zone, locale in machines
    }  # fmt: skip
    assert found == {hashlib.sha256(b"".join(small_files()[path] for path in sorted(small_files()))).hexdigest() + "\n"}
