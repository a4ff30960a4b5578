"""Open data: what was written is what anyone reads back, alone and with its own description."""

import csv
import hashlib
import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.dates import PartialDate
from micrositio.downloads import DESCRIPTOR, Dataset, datasets, plan_downloads, published
from micrositio.model import ActionPlan, Method, TableData
from micrositio.packages import package_faults
from micrositio.problems import Place
from micrositio.schemas import PUBLISHED_ONLY, published_tables
from support import MINIMAL, made, make_site, of_plan, plan_of, replace, write_files

PLAN = plan_of(MINIMAL)
OUT = published(PLAN)
PUBLISHED = {each.table.name: each for each in OUT.datasets}
FILES = dict(plan_downloads(OUT))


FOLDER = f"{PLAN.id}/datos/"


def rows(dataset: Dataset) -> list[list[str]]:
    return list(csv.reader(io.StringIO(dataset.csv.decode("utf-8"), newline="")))


def package() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(FILES[f"{PLAN.id}/datos/{DESCRIPTOR}"])  # type: ignore[index]
    return value


def standard_of(plan: ActionPlan) -> list[str]:
    return [name for name in published_tables() if name in plan.tables]


def test_every_table_is_published_with_the_plans_own() -> None:
    assert list(PUBLISHED) == [*standard_of(PLAN), "recorridos", *PUBLISHED_ONLY]


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_table_has_every_column_of_its_schema_and_each_row_verbatim(name: str) -> None:
    header, *cells = rows(PUBLISHED[name])
    assert header == [field["name"] for field in PUBLISHED[name].table.schema["fields"]]
    assert [tuple(row) for row in cells] == list(PUBLISHED[name].table.rows)


def test_what_an_author_wrote_is_what_is_published() -> None:
    source = list(csv.DictReader((MINIMAL / "data/plan-minimo/comentarios.csv").open(encoding="utf-8", newline="")))
    header, *cells = rows(PUBLISHED["comentarios"])
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
    schema = {"name": "t", "fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]}
    origins = tuple(Place("t.csv", number) for number in range(2, len(cells) + 2))
    table = TableData("t", "t.csv", schema, origins, tuple(cells), tuple(cells))
    return made(ActionPlan, id="p", tables={"t": table}, method=Method("estatus", True, None, None))


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_any_text_survives_in_csv_and_in_json(cells: list[tuple[str, str]]) -> None:
    dataset = datasets(plan_with(cells), ())[0]
    assert rows(dataset)[1:] == [list(row) for row in cells]
    assert dataset.csv.count(b"\r\n") > len(cells)
    assert [(row["a"] or "", row["b"] or "") for row in json.loads(dataset.json)["filas"]] == cells


def test_a_decomposed_letter_is_published_as_it_came() -> None:
    cell = unicodedata.normalize("NFD", "ñandú")
    dataset = datasets(plan_with([(cell, "x")]), ())[0]
    assert rows(dataset)[1][0] == cell


def test_json_has_the_types_of_the_schema_and_null_for_what_is_unknown() -> None:
    table = json.loads(PUBLISHED["actividades"].json)
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
    assert json.loads(PUBLISHED["recorridos"].json)["filas"][0]["kilometros"] == 1.5
    assert json.loads(PUBLISHED["compromisos"].json)["filas"][0]["inicio"] == "2024-01"
    assert json.loads(PUBLISHED["acuerdos"].json)["filas"][0]["limite"] == "2024-01-10"
    assert json.loads(PUBLISHED["compromisos"].json)["filas"][0]["enfoques"] == []


def test_the_package_describes_its_files_to_the_byte() -> None:
    assert package()["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for resource in package()["resources"]:
        data = FILES[f"{PLAN.id}/datos/{resource['path']}"]  # type: ignore[index]
        assert (resource["bytes"], resource["hash"]) == (len(data), "sha256:" + hashlib.sha256(data).hexdigest())
        assert resource["encoding"] == "utf-8"
        assert [field["name"] for field in resource["schema"]["fields"]] == data.decode().split("\r\n")[0].split(",")


def test_frictionless_finds_the_package_valid_from_its_folder_alone(tmp_path: Path) -> None:
    described = {key: value for key, value in package().items() if key != "$schema"}
    whole, broken = (
        write_files(tmp_path / name, {path.removeprefix(FOLDER): data for path, data in FILES.items()})
        for name in ("entera", "rota")
    )
    (broken / "avances.csv").write_bytes((broken / "avances.csv").read_bytes().replace(b"completo", b"terminado"))
    assert list(package_faults(described, whole)) == []
    assert list(package_faults(described, broken)) != []


def test_foreign_keys_lead_to_tables_of_the_package() -> None:
    names = {resource["name"] for resource in package()["resources"]}
    keys = [key for resource in package()["resources"] for key in resource["schema"].get("foreignKeys", ())]
    assert keys
    assert {key["reference"]["resource"] for key in keys} <= names


def test_a_table_that_is_not_there_takes_the_keys_to_it_along(tmp_path: Path) -> None:
    for name in ("avances", "verificaciones"):
        assert f"{name}.csv" in {Path(path).name for path in FILES}
    root = make_site(
        tmp_path,
        lambda files: files.pop(of_plan("avances.csv")) and None,
        replace(of_plan("datapackage.yaml"), "  - {name: avances, path: avances.csv}\n", ""),
    )
    names = [each.table.name for each in published(plan_of(root)).datasets]
    assert "avances" not in names
    assert "verificaciones" in names


def test_evidence_is_listed_with_its_fingerprints() -> None:
    documents = {row["id"]: row for row in json.loads(PUBLISHED["evidencias"].json)["filas"]}
    stated = documents["acta-2024-04"]
    data = (MINIMAL / "data/plan-minimo/evidencias/2024-03/acta-2024-04.txt").read_bytes()
    assert (stated["bytes"], stated["hash"]) == (len(data), "sha256:" + hashlib.sha256(data).hexdigest())
    assert (stated["sesion"], stated["paso"], stated["carpeta"]) == (["sesion-2"], ["seguimiento"], "2024-03")
    assert (documents["pagina-plan"]["bytes"], documents["pagina-plan"]["consultado"]) == (None, "2024-02-01")


def test_an_invented_plan_says_so_in_each_file_of_data(tmp_path: Path) -> None:
    plan = plan_of(make_site(tmp_path, replace(of_plan("datapackage.yaml"), "estado:", "demostracion: true\nestado:")))
    files = dict(plan_downloads(published(plan)))
    for path, data in files.items():
        if path.endswith(".json"):
            assert json.loads(data)["demostracion"] is True
    assert "demostracion" not in package()


def test_dates_are_no_more_precise_than_their_source() -> None:
    assert {type(value) for row in PUBLISHED["fuentes"].table.values for value in row} >= {PartialDate}
    assert [row["fecha"] for row in json.loads(PUBLISHED["fuentes"].json)["filas"]] == ["2024-01-10", "2024"]
