"""The house stays in order: who may import whom, and what only one module may do."""

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from support import ROOT

PACKAGE = ROOT / "src" / "micrositio"

ROOMS = (
    "privacy",
    "problems",
    "model",
    "i18n",
    "formats",
    "formats.documents",
    "profile",
    "progress",
    "progress.assessments",
    "sources",
    "routes",
    "validation.rules",
    "validation",
    "editing",
    "workbook",
    "matrix",
    "opendata",
    "opendata.api",
    "opendata.discovery",
    "pages.drawing",
    "pages.views",
    "pages.milestones",
    "pages.paging",
    "pages.money",
    "pages.continuity",
    "pages.asking",
    "pages.replying",
    "pages.comparing",
    "pages.sharing",
    "pages.places",
    "pages.reporting",
    "pages.own",
    "pages",
    "pages.taking",
    "render",
    "pipeline",
    "cli.console",
    "cli",
)
"""The engine's rooms, lowest first; a module imports from its own room or from a lower one."""
BESIDE = ("__main__",)
"""The modules that stand beside the rooms, above all of them, lowest first."""
MOST_IN_A_ROOM = 25


def modules() -> dict[str, Path]:
    paths = {path.relative_to(PACKAGE).with_suffix(""): path for path in PACKAGE.rglob("*.py")}
    names = {".".join(name.parts).removesuffix(".__init__"): path for name, path in paths.items()}
    return {name: path for name, path in names.items() if name != "__init__"}


MODULES = modules()
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def imported(node: ast.AST) -> Iterator[str]:
    """The names of the modules that a statement imports; those of the engine with a leading dot."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.level:
        yield "." * node.level  # imports of the engine are absolute
    elif isinstance(node, ast.ImportFrom):
        base = f"{node.module}."
        own = base.startswith("micrositio.")
        for alias in node.names:
            inner = base.removeprefix("micrositio.") + alias.name
            yield f".{inner}" if inner in MODULES else f".{inner.rpartition('.')[0]}" if own else base.rstrip(".")


def imports(name: str) -> set[str]:
    return {each for node in ast.walk(TREES[name]) for each in imported(node)}


def own_imports(name: str) -> list[str]:
    """The modules of the engine that a module imports, without the package itself, which only states its version."""
    return sorted(each.removeprefix(".") for each in imports(name) if each.startswith(".") and each != ".")


def room(name: str) -> str:
    """The room of a module, or its own name where it stands beside the rooms."""
    return name if name in ROOMS else name.rpartition(".")[0] or name


def is_upward(name: str, target: str) -> bool:
    """Whether importing `target` reaches above the room of `name`."""
    order = (*ROOMS, *BESIDE)
    return order.index(room(target)) > order.index(room(name))


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a module with the dotted name of what is called, or its last part."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_every_module_is_in_a_room_or_beside_them() -> None:
    assert {room(name) for name in MODULES} == {*ROOMS, *BESIDE}


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_is_one_sentence_and_not_crowded(name: str) -> None:
    tree = TREES[name]
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1
    assert sum(room(each) == name and each != name for each in MODULES) <= MOST_IN_A_ROOM


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_from_its_room_or_a_lower_one(name: str) -> None:
    assert [each for each in own_imports(name) if is_upward(name, each)] == []


def test_an_upward_import_is_seen() -> None:
    assert is_upward("model.plan", "i18n.messages")
    assert is_upward("pages.views.parts", "pages.home")
    assert not is_upward("pages.home", "pages.views.parts")
    assert not is_upward("cli.main", "pipeline.builder")


def cycles(graph: Mapping[str, Collection[str]]) -> list[str]:
    """The modules that import themselves by way of others."""

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        ways = list(graph[start])
        while ways:
            each = ways.pop()
            if each not in found:
                found.add(each)
                ways += graph.get(each, ())
        return found

    return [name for name in graph if name in reached(name)]


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert cycles({name: own_imports(name) for name in MODULES}) == []
    assert cycles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("library", "owners"),
    [
        ("frictionless", {"profile.frictionless_adapter"}),
        ("re2", {"formats.pattern"}),
        ("markdown", {"formats.markdown_reader"}),
        ("nh3", {"formats.markdown_document"}),
        (
            "jinja2",
            {f"render.{each}" for each in ("renderer", "templates", "template_faults", "compiler", "kept_templates")},
        ),
        ("livereload", {"pipeline.preview"}),
        ("icalendar", set()),
        ("PIL", {"formats.picture", "formats.share_image", "formats.documents.images"}),
        ("concurrent", {"pipeline.pictures"}),
        ("xlsxwriter", {"workbook.form_file"}),
        ("python_calamine", {"workbook.book"}),
        ("sqlite3", {"opendata.sqlite_file"}),
        ("zipfile", {"formats.zip_archive", "formats.documents.office"}),
        ("pypdf", {"formats.documents.pdf"}),
        ("tornado", {"pipeline.preview"}),
        ("selectolax", {"pipeline.page_reader"}),
        ("rfc3161_client", {"formats.time_stamp"}),
        ("cryptography", {"formats.time_stamp"}),
        ("yaml", {"formats.yaml_document"}),
        ("csv", {"formats.csv_table", "formats.damaged_csv"}),
        ("argparse", {"cli.command"}),
        ("time", {"cli.console.terminal", "pipeline.publisher"}),
        ("http", {"sources.published_site"}),
        ("ssl", {"formats.time_stamp", "sources.published_site"}),
        ("threading", {"pipeline.workers", "sources.published_site"}),
        *((each, set()) for each in ("socket", "urllib.request", "requests", "httpx", "aiohttp", "ftplib", "asyncio")),
    ],
)
def test_a_library_is_known_to_one_module(library: str, owners: set[str]) -> None:
    assert {
        name for name in MODULES if library in {part for each in imports(name) for part in (each, each.split(".")[0])}
    } == owners


@pytest.mark.parametrize(
    ("called", "owners"),
    [
        (("print",), {"cli.console.terminal"}),
        (("sys.exit", "exit", "quit", "os._exit"), {"cli.main", "__main__", "pipeline.workers"}),
        (
            ("date.today", "datetime.now", "datetime.utcnow", "datetime.today"),
            {"cli.agenda", "cli.check", "cli.deliveries"},
        ),
        (("time.time", "time.monotonic"), {"cli.console.terminal"}),
        (("input",), {"cli.console.terminal"}),
        (("eval", "exec", "compile", "os.system", "subprocess.run", "subprocess.Popen"), set()),
    ],
)
def test_only_some_modules_call(called: tuple[str, ...], owners: set[str]) -> None:
    assert {name for name in MODULES if any(what in called for what, _ in calls(name))} <= owners


def test_only_the_publisher_and_what_is_kept_between_builds_write() -> None:
    methods = ("write_bytes", "write_text", "mkdir", "unlink", "rename", "rmdir", "touch", "symlink_to", "chmod")
    writers = {name for name in MODULES for what, call in calls(name) if writes(what, call, methods)}
    assert writers == {"pipeline.publisher", "pipeline.source_writer", "formats.kept"}


def writes(what: str, call: ast.Call, methods: tuple[str, ...]) -> bool:
    if what.rpartition(".")[2] in methods or what.startswith("shutil."):
        return True
    modes = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return what.rpartition(".")[2] == "open" and any(set(mode) & set("wax+") for mode in modes)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_no_except_catches_everything(name: str) -> None:
    caught = [node.type for node in ast.walk(TREES[name]) if isinstance(node, ast.ExceptHandler)]
    assert not [each for each in caught if each is None or ast.unparse(each) in ("Exception", "BaseException")]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_has_at_most_400_lines(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 400


def walks() -> dict[str, list[list[str]]]:
    """The walks of data of the design: their titles, and the modules of each of their legs."""
    page = (ROOT / "docs" / "diseno.md").read_text("utf-8").partition("### Cinco recorridos")[2].partition("\n#")[0]
    lines = re.findall(r"^- \*\*(.+?)\*\* (.+)$", page, re.MULTILINE)
    return {
        title: [
            [step.replace("/", ".") for step in re.findall(r"`([\w/]+)`", leg)] for leg in legs.rstrip(".").split(";")
        ]
        for title, legs in lines
    }


def test_the_design_walks_five_data_through_modules_that_import_each_the_next() -> None:
    found = walks()
    assert len(found) == 5
    for title, legs in found.items():
        for leg in legs:
            assert len(leg) > 2, title
            assert set(leg) <= set(MODULES), title
            missing = [f"{one} → {next_}" for one, next_ in pairwise(leg) if next_ not in own_imports(one)]
            assert not missing, title
