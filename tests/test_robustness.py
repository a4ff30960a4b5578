"""Whatever the sources hold, reading them ends in problems that can be printed, never in a failure of the program."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from micrositio.problems.problem import Format, formatted
from micrositio.profile.schemas import standard_tables, table_schema
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from support import PLAN, Files, minimal_files, of_plan, write_files

BASE = minimal_files()
SCHEMA = of_plan("recorridos.schema.json")
PLAN_FILES = sorted(path for path in BASE if path.startswith("data/"))
LINES = [
    (path, number)
    for path in PLAN_FILES
    if path.endswith((".yaml", ".md"))
    for number in range(len(BASE[path].splitlines()))  # type: ignore[union-attr]
]
CELLS = [
    (name, row, column)
    for name in (*standard_tables(), "recorridos")
    if of_plan(f"{name}.csv") in BASE
    for row, cells in enumerate(csv.reader(io.StringIO(BASE[of_plan(f"{name}.csv")].decode(), newline="")))  # type: ignore[union-attr]
    for column in range(len(cells))
]
ODD = [
    "",
    "0",
    "-1",
    "1e5",
    "2024",
    "2024-13-40",
    "9999-12-31",
    "0001-01-01",
    "a;b",
    ";",
    "x" * 5000,
    "\u202e",
    "ñ\u0301",
]
ODD_YAML = ["", "[]", "{}", "1", "[a]", "[[]]", "{a: b}", "true", "null", "../x", "-1.5", "2024-02-30", "|", "&a"]
ODD_JSON: list[Any] = [None, "", [], {}, 1, "x", ["x"], {"a": 1}, True, "(", "list", [[]], [None]]


def lines(folder: Path, files: Files) -> list[str]:
    """What would be printed for the site, written anew to `folder`."""
    sources, problems = load(write_files(folder, files))
    for source in sources.plans.values():
        problems += validate_plan(source)[1]
    return list(formatted(problems, Format.TEXT, str))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    base = tmp_path_factory.mktemp("rotos")
    return (base / str(number) for number in range(10**6))


def with_changes(**changes: bytes | None) -> Files:
    return {path: content for path, content in {**BASE, **changes}.items() if content is not None}


@pytest.mark.parametrize("content", [None, b"", b"\n", b"{}", b"[]", b"null", b"\xff", b"\0"])
@pytest.mark.parametrize("path", PLAN_FILES)
def test_any_file_may_be_missing_or_rubbish(path: str, content: bytes | None, folders: Iterator[Path]) -> None:
    optional = path.endswith("vision.md") or (path == of_plan("datapackage.yaml") and content is None)
    assert lines(next(folders), with_changes(**{path: content})) or optional


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (name, field["name"])
        for name in standard_tables()
        for field in table_schema(name).descriptor["fields"]
        if field.get("constraints", {}).get("required") and of_plan(f"{name}.csv") in BASE
    ],
)
def test_any_required_column_may_be_missing_and_is_the_one_that_is_told(
    table: str, column: str, folders: Iterator[Path]
) -> None:
    path = of_plan(f"{table}.csv")
    header, *rows = csv.reader(io.StringIO(BASE[path].decode(), newline=""))  # type: ignore[union-attr]
    keep = [number for number, name in enumerate(header) if name != column]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([row[number] for number in keep] for row in (header, *rows))
    said = lines(next(folders), with_changes(**{path: out.getvalue().encode()}))
    assert [each for each in said if each.startswith(f"{path}:1:{column} T112")]
    assert not [each for each in said if each.startswith(f"{path}:") and " C101 " in each]


@settings(max_examples=40)
@given(st.sampled_from(CELLS), st.sampled_from(ODD))
@example(("reprogramaciones", 1, 3), "")
@example(("actividades", 1, 2), "")
@example(("cortes", 1, 1), "")
def test_any_cell_may_hold_anything(folders: Iterator[Path], where: tuple[str, int, int], odd: str) -> None:
    name, row, column = where
    table = list(csv.reader(io.StringIO(BASE[of_plan(f"{name}.csv")].decode(), newline="")))  # type: ignore[union-attr]
    table[row][column] = odd
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    lines(next(folders), with_changes(**{of_plan(f"{name}.csv"): out.getvalue().encode()}))


@settings(max_examples=40)
@given(st.sampled_from(LINES), st.sampled_from([None, *ODD_YAML]))
@example((of_plan("textos/vision.md"), 4), "")
def test_any_line_of_yaml_may_be_missing_or_hold_anything(
    folders: Iterator[Path], where: tuple[str, int], odd: str | None
) -> None:
    path, number = where
    content = BASE[path].decode().splitlines()  # type: ignore[union-attr]
    key, colon, _ = content[number].partition(":")
    content[number : number + 1] = [] if odd is None else [f"{key}{colon} {odd}"]
    lines(next(folders), with_changes(**{path: "\n".join(content).encode()}))


def parts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from parts(each, (*path, key))


@settings(max_examples=40)
@given(st.sampled_from(list(parts(json.loads(BASE[SCHEMA])))), st.sampled_from(ODD_JSON))  # type: ignore[arg-type]
@example(("fields", 0, "constraints", "pattern"), "(")
@example(("fields", 1, "type"), "list")
@example(("foreignKeys", 0), {})
@example(("foreignKeys", 0, "reference"), None)
def test_a_plans_own_schema_may_hold_anything(folders: Iterator[Path], path: tuple[Any, ...], odd: Any) -> None:
    schema = json.loads(BASE[SCHEMA])  # type: ignore[arg-type]
    parent = schema
    for key in path[:-1]:
        parent = parent[key]
    if path:
        parent[path[-1]] = odd
    lines(next(folders), with_changes(**{SCHEMA: json.dumps(schema if path else odd).encode()}))


def test_the_sound_site_has_nothing_to_say(folders: Iterator[Path]) -> None:
    assert lines(next(folders), BASE) == []
    assert PLAN in PLAN_FILES[0]
