"""What the documentation says is true: generated pages are fresh, examples work, links lead somewhere."""

from __future__ import annotations

import csv
import importlib.util
import inspect
import io
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.problems.problem import Format, Place, Problem, formatted
from micrositio.profile.schemas import PROFILE_VERSION, table_schema
from micrositio.routes import api_paths, sharing_paths
from micrositio.routes import paths as router
from micrositio.sources.loader import load
from micrositio.sources.theme import find_theme
from micrositio.validation.plan_assembly import validate_plan

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
MANUAL = ROOT / "docs" / "manual.md"
EVIDENCE = b"mes,pesos\r\n2026-05,1250000.00\r\n2026-06,1310000.00\r\n"


class Block(NamedTuple):
    language: str
    about: str
    text: str


def blocks(page: Path) -> list[Block]:
    found = re.findall(r"^```(\w*) ?([^\n]*)\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [Block(*parts) for parts in found]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generar_docs", ROOT / "scripts" / "generar_docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["perfil.md", "problemas.md"])
def test_generated_pages_are_fresh(name: str) -> None:
    path = ROOT / "docs" / name
    assert path.read_text("utf-8") == generator().documents()[path], "corra ./scripts/docs"


def test_the_profile_tells_the_history_of_its_version() -> None:
    history = (ROOT / "docs" / "perfil.md").read_text("utf-8").partition("## Historia del perfil")[2]
    assert re.findall(r"- \*\*(.+?)\*\*", history)[0] == PROFILE_VERSION


def test_every_address_is_in_the_profile() -> None:
    makers = {
        name
        for name, each in (
            each for of in (router, api_paths, sharing_paths) for each in inspect.getmembers(of, inspect.isfunction)
        )
        if inspect.signature(each).return_annotation == "SitePath" and name not in ("page", "part", "resolve", "_api")
    }
    assert makers == {function.__name__ for function, _, _ in generator().address_words()}


def test_the_readme_begins_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    first = blocks(ROOT / "README.md")[0]
    assert [line.partition("#")[0].strip() for line in first.text.splitlines()] == ["./scripts/build", "./scripts/test"]
    assert text.index("```") < 400


def commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for block in blocks(page):
            for line in block.text.splitlines() if block.language == "sh" else ():
                yield page.name, line.partition(" #")[0].strip()


@pytest.mark.parametrize(("page", "line"), sorted(set(commands())))
def test_commands_exist_and_take_those_options(page: str, line: str) -> None:
    from micrositio.cli.command import command_parser
    from micrositio.cli.commands import COMMANDS

    program, *arguments = shlex.split(line)
    if program in ("python", "frictionless", "git", "cd"):
        program = arguments.pop(0) if program == "python" else program
    if program.startswith("./scripts/"):
        assert (ROOT / program).is_file(), page
    if program in ("build.py", "./scripts/build"):
        command_parser(COMMANDS).parse_args(arguments)


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" not in target and not target.startswith("mailto:"):
                yield page, target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_relative_links_lead_somewhere() -> None:
    broken = []
    for page, target in links():
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if there.suffix == ".png" and "imagenes" in there.parts:
            continue  # scripts/screenshots makes it, where there is a browser
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(f"{page.name}: {target}")
    assert broken == []


def problems_of(site: Path) -> list[Problem]:
    sources, found = load(site)
    for plan in sources.plans.values():
        found += validate_plan(plan)[1]
    return found


def lines_of(site: Path) -> list[str]:
    return list(formatted(problems_of(site), Format.TEXT, str))


def append(path: Path, text: str) -> None:
    """Add the rows of the CSV `text` to the table, by the names of its columns."""
    given = list(csv.DictReader(io.StringIO(text)))
    known = set(table_schema(path.stem).names)
    assert set(given[0]) <= known, f"{path.stem}: {set(given[0]) - known}"
    with path.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        rows, names = [*reader, *given], list(reader.fieldnames or ())
    names += [name for name in given[0] if name not in names]
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def apply(block: Block, site: Path) -> None:
    plan = site / "data" / "demostracion"
    if block.language == "csv":
        append(plan / f"{block.about}.csv", block.text)
    elif block.about.startswith("agregar "):
        path = site / block.about.removeprefix("agregar ")
        path.write_text(path.read_text("utf-8") + block.text, "utf-8")
    elif "/" in block.about:
        path = site / block.about
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")
    elif block.about == "evidencias":
        folder = plan / "evidencias" / "nombre-de-la-carpeta"
        folder.mkdir()
        (folder / "datapackage.yaml").write_text(block.text, "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def with_the_manual(site: Path) -> Path:
    for block in blocks(MANUAL):
        apply(block, site)
    (site / "data/demostracion/evidencias/agua/ingresos-agua.csv").write_bytes(EVIDENCE)
    broken(site, "data/demostracion/avances.csv", *SEALED_CELL)
    for table in ("instituciones", "compromisos", "actividades", "fuentes"):
        header = ",".join(table_schema(table).names)
        (site / "data" / "plan-2027" / f"{table}.csv").write_text(f"{header}\n", "utf-8")
    return site


def errors(site: Path) -> list[str]:
    return list(formatted([each for each in problems_of(site) if each.is_error], Format.TEXT, str))


SEALED_CELL = ("2025-11,agua-2,8,limitado", "2025-11,agua-2,7,limitado")
"""The correction of a sealed cut that the manual tells of."""


def error_in_the_manual(code: str) -> str:
    return next(block.text.strip() for block in blocks(MANUAL) if block.about == "error" and f" {code} " in block.text)


def test_the_manual_can_be_followed_to_the_letter(site: Path) -> None:
    [left] = errors(with_the_manual(site))
    shown = error_in_the_manual("E112")
    [(size, digest)] = re.findall(r'bytes: (\d+) y hash: "(sha256:\w{64})"$', left)
    assert left.replace(digest, "sha256:…") == shown
    assert f"    bytes: {size}\n" in MANUAL.read_text("utf-8")
    manifest = site / "data/demostracion/evidencias/agua/datapackage.yaml"
    stated = f'    path: ingresos-agua.csv\n    bytes: {size}\n    hash: "{digest}"\n'
    manifest.write_text(manifest.read_text("utf-8").replace("    path: ingresos-agua.csv\n", stated), "utf-8")
    assert errors(site) == []
    broken(site, "content/sitio.yaml", "demostracion]", "demostracion, plan-2027]")
    (site / "content" / "nueva.md").write_text("---\ntitulo: Página nueva\n---\nTexto.\n", "utf-8")
    published, problems = build_site(Options(site, (ROOT / "themes",)), lambda stage, done, of: None)
    assert [each for each in problems if each.is_error] == []
    assert published is not None
    assert {"plan-2027/index.html", "demostracion/tablero/2026-07/index.html", "nueva/index.html"} <= set(published)


def broken(site: Path, path: str, old: str, new: str) -> None:
    file = site / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("code", "table", "old", "new"),
    [
        ("C105", "cortes", "2026-06-30,", "2026-06-30,\n2026-07,31/07/2026,"),
        ("C109", "avances", "agua-2,0,no_iniciado,SIN AVANCE", "agua-2,0,no iniciado,SIN AVANCE"),
        ("T107", "acuerdos", ",", ";"),
        ("L108", "avances", *SEALED_CELL),
    ],
)
def test_the_messages_in_the_manual_are_those_of_the_program(
    site: Path, code: str, table: str, old: str, new: str
) -> None:
    path = site / "data" / "demostracion" / f"{table}.csv"
    if code == "C105":
        append(path, "id,fecha\n2026-07,31/07/2026\n")
    else:
        broken(site, f"data/demostracion/{table}.csv", old, new)
    assert error_in_the_manual(code) in lines_of(site)


def test_the_theme_in_the_docs_works(tmp_path: Path) -> None:
    [block] = [block for block in blocks(ROOT / "docs" / "temas.md") if block.about.startswith("themes/")]
    apply(block, tmp_path)
    colours = tmp_path / "themes" / "mi-municipio" / "static" / "colores.css"
    colours.parent.mkdir()
    colours.touch()
    theme, problems = find_theme("mi-municipio", (tmp_path / "themes", ROOT / "themes"), Place("content/sitio.yaml"))
    assert problems == []
    assert theme is not None
    assert theme.static["colores.css"] == colours
    assert theme.sheets["base.css"][0] == ROOT / "themes" / "base" / "css" / "base" / "00-tokens.css"


def test_every_template_colour_and_measure_of_the_base_theme_is_explained() -> None:
    page, base = (ROOT / "docs" / "temas.md").read_text("utf-8"), ROOT / "themes" / "base"
    cells = re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)
    told = {name for cell in cells for name in re.findall(r"`(.+?)`", cell)}
    templates = {path.name for path in (base / "templates").iterdir()}
    sheets = [(base / name).read_text("utf-8") for name in ("static/colores.css", "css/base/00-tokens.css")]
    tokens = {name for sheet in sheets for name in re.findall(r"^ +(--[\w-]+):", sheet, re.MULTILINE)}
    assert told == templates | tokens


def test_previews_ask_not_to_be_indexed(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "sin-indexar"
    assert subprocess.run([script, tmp_path], capture_output=True).returncode == 2
    (tmp_path / "index.html").touch()
    (tmp_path / "_headers").write_text("/datos/*\n  Access-Control-Allow-Origin: *\n", "utf-8")
    for _ in range(2):
        done = subprocess.run([script, tmp_path], capture_output=True, text=True)
        assert done.returncode == 0
        assert "noindex" in done.stdout or "indexe" in done.stdout
    text = (tmp_path / "_headers").read_text("utf-8")
    assert text.endswith("/*\n  X-Robots-Tag: noindex\n")
    assert text.count("noindex") == 1
    assert text.startswith("/datos/*\n")


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    names = {re.split(r"[^\w-]", each)[0] for each in wanted}
    page = (ROOT / "docs" / "diseno.md").read_text("utf-8").partition("## Dependencias")[2]
    assert set(re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE)) == names


def test_every_module_has_its_place_in_the_design() -> None:
    page = (ROOT / "docs" / "diseno.md").read_text("utf-8").partition("## Por dentro")[2].partition("## ")[0]
    rows = re.findall(r"^\| `([\w/]+)/` \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
    told = {f"{room}/{name}" for room, _, names in rows for name in re.findall(r"`(\w+)`", names)}
    engine = ROOT / "src" / "micrositio"
    there = {path.relative_to(engine).with_suffix("").as_posix() for path in engine.rglob("*/*.py")}
    assert told == {each for each in there if not each.endswith("__init__")}
