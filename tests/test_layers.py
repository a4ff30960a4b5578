"""The house stays in order: who may import whom, and what only one module may do."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import ROOT

PACKAGE = ROOT / "src" / "micrositio"

LAYERS = (
    (
        "archive",
        "codes",
        "wording",
        "dates",
        "privacy",
        "catalogue",
        "charts",
        "curves",
        "timelines",
        "readability",
        "rounding",
    ),
    ("problems", "formats", "mail", "prose", "web_addresses"),
    ("records", "csv_text", "yaml_text"),
    ("remarks",),
    ("bilingual", "citation", "model", "config", "documents", "json_text"),
    ("glossary", "imprint", "not_known", "schemas", "sources"),
    ("cells", "completion", "packages", "progress", "derived", "labelled", "states"),
    ("subject_rules",),
    ("descriptors", "dictionary", "plan_descriptor", "gate", "doubts", "cadence", "seals"),
    ("bag", "database", "rescue", "rules", "workbook"),
    ("evidence", "loader", "theme", "agenda", "calculations", "data_changes", "ogp", "seal_rules"),
    ("changes", "fulfilment"),
    ("tables",),
    ("plain_language", "validator"),
    ("router",),
    ("addresses", "openapi", "datasets", "edition"),
    ("content_rules",),
    ("datapackage",),
    ("downloads", "publisher", "calendars", "headers"),
    ("hosts",),
    ("api_data",),
    ("api",),
    ("checker", "descriptions"),
    ("dcat", "sitemap"),
    ("structured",),
    ("pages.claims", "pages.labels", "pages.snippets"),
    ("pages.cards", "pages.layout", "pages.parts"),
    ("pages.breakdown", "pages.news", "pages.view"),
    ("pages.attendance", "pages.explanations", "pages.schedule"),
    ("pages.standing",),
    ("pages.changelog", "pages.corrections", "pages.courses", "pages.dictionary", "pages.filters"),
    ("pages.changes", "pages.milestones"),
    ("pages.assessments", "pages.board", "pages.commitments", "pages.cuts", "pages.data", "pages.evidence"),
    ("pages.embeds", "pages.feeds", "pages.institutions", "pages.moved"),
    ("pages.home", "pages.participation", "pages.plan", "pages.report", "pages.sources"),
    ("pages.process", "pages.search"),
    ("pages",),
    ("renderer", "search_index"),
    ("builder",),
    ("preview",),
    ("cli",),
    ("__main__",),
)
"""The engine's modules, lowest first; a module imports only from layers below its own."""


def modules() -> dict[str, Path]:
    paths = {path.relative_to(PACKAGE).with_suffix(""): path for path in PACKAGE.rglob("*.py")}
    names = {".".join(name.parts).removesuffix(".__init__"): path for name, path in paths.items()}
    return {name: path for name, path in names.items() if name != "__init__"}


MODULES = modules()
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def imported(name: str, node: ast.AST) -> Iterator[str]:
    """The names of the modules that a statement imports, absolute or of the engine (with a leading dot)."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield str(node.module)
    elif isinstance(node, ast.ImportFrom):
        is_package = MODULES[name].name == "__init__.py"
        base = name.split(".")[: len(name.split(".")) - node.level + is_package]
        target = ".".join([*base, *([node.module] if node.module else [])])
        for alias in node.names:
            inner = f"{target}.{alias.name}".lstrip(".")
            yield "." + (inner if inner in MODULES else target)


def imports(name: str) -> set[str]:
    return {each for node in ast.walk(TREES[name]) for each in imported(name, node)}


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a module with the dotted name of what is called, or its last part."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_every_module_has_its_layer() -> None:
    listed = [name for layer in LAYERS for name in layer]
    assert sorted(listed) == sorted(MODULES)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_from_lower_layers(name: str) -> None:
    level = {module: number for number, layer in enumerate(LAYERS) for module in layer}
    for target in sorted(each.removeprefix(".") for each in imports(name) if each.startswith(".")):
        assert level[target] < level[name], f"{name} imports {target}, which is not below it"


@pytest.mark.parametrize(
    ("library", "owners"),
    [
        ("frictionless", {"packages"}),
        ("markdown", {"documents"}),
        ("nh3", {"documents"}),
        ("jinja2", {"renderer"}),
        ("livereload", {"preview"}),
        ("icalendar", {"calendars"}),
        ("xlsxwriter", {"workbook"}),
        ("sqlite3", {"database"}),
        ("zipfile", {"archive"}),
        ("tornado", {"preview"}),
        ("selectolax", {"checker"}),
        ("yaml", {"yaml_text"}),
        ("csv", {"csv_text"}),
        ("argparse", {"cli"}),
        ("time", {"cli"}),
    ],
)
def test_a_library_is_known_to_one_module(library: str, owners: set[str]) -> None:
    assert {name for name in MODULES if library in {each.split(".")[0] for each in imports(name)}} == owners


@pytest.mark.parametrize(
    ("called", "owners"),
    [
        (("print",), {"cli"}),
        (("sys.exit", "exit", "quit", "os._exit"), {"cli", "__main__"}),
        (("date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time", "time.monotonic"), {"cli"}),
        (("input",), set()),
        (("eval", "exec", "compile", "os.system", "subprocess.run", "subprocess.Popen"), set()),
    ],
)
def test_only_some_modules_call(called: tuple[str, ...], owners: set[str]) -> None:
    assert {name for name in MODULES if any(what in called for what, _ in calls(name))} <= owners


def test_only_the_publisher_writes() -> None:
    methods = ("write_bytes", "write_text", "mkdir", "unlink", "rename", "rmdir", "touch", "symlink_to", "chmod")
    writers = {name for name in MODULES for what, call in calls(name) if writes(what, call, methods)}
    assert writers == {"publisher"}


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
