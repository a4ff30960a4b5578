"""Mutants: the functions of a core module, changed in one place at a time, against the tests of that module alone.

A mutant that no test notices shows a rule that no test holds. One process collects the tests and has a copy of itself
try each mutant, so that a test is not read once for each.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import inspect
import io
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENOUGH = 0.95
"""Share of the mutants of a module that its own tests must notice."""
MOST_SECONDS = 120
"""Seconds after which a mutant that hangs its tests has been noticed."""
CORE: Mapping[str, tuple[str, ...]] = {
    "profile.cells": ("cells", "profile"),
    "formats.csv_table": ("csv_text", "characters"),
    "formats.yaml_document": ("yaml_text", "characters"),
    "formats.markdown_document": ("documents", "characters"),
    "formats.markdown_lines": ("markdown_lines",),
    "progress.milestones": ("progress", "calculations"),
    "progress.history": ("calculations", "changes", "weighing"),
    "progress.milestone_changes": ("changes",),
    "progress.seals": ("seals",),
    "validation.seal_rules": ("seals", "sealing"),
    "validation.tables": ("invalid",),
    "validation.rules.plan": ("invalid",),
    "routes.paths": ("router", "addresses"),
    "pipeline.publisher": ("publisher", "builder"),
    "privacy.detectors": ("privacy", "personal"),
}
"""The modules that decide what is true, read or published, each with its own tests."""
_LOADED = "ignore::pytest.PytestAssertRewriteWarning"
"""A copy of a process has loaded already what pytest would load in its own way."""
_QUICK = ("-x", "-q", "-n0", "-p", "no:cacheprovider", "--rapido", "-W", _LOADED)
_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult}


class Mutant(NamedTuple):
    """A change of one place: module, function, the line as it reads then, and the number of the place in the file."""

    module: str
    function: str
    line: str
    place: int

    @property
    def name(self) -> str:
        """What identifies it while its line stays as it is."""
        return f"{self.module}:{self.function}: {self.line}"


def mutants_of(module: str, most: int, seed: int = 1) -> list[Mutant]:
    """Returns at most `most` mutants of a module, the same ones each time for a `seed`."""
    source = _file(module).read_text(encoding="utf-8")
    found = [Mutant(module, function, line, place) for place, (function, line) in enumerate(_places(source))]
    return sorted(random.Random(seed).sample(found, min(most, len(found))), key=lambda each: each.place)


def survivors(module: str, most: int, tests: tuple[str, ...]) -> Iterator[tuple[Mutant, bool]]:
    """Yields each mutant of a module with whether it survived its tests; the tests must pass without one."""
    paths = [str(ROOT / "tests" / f"test_{each}.py") for each in tests]
    if _in_a_copy(lambda: _outcome(paths)) != 0:
        raise SystemExit(f"Sin cambio alguno fallan las pruebas de {module}.")
    _quietly(lambda: pytest.main(["--collect-only", *_QUICK, *paths]))
    for each in mutants_of(module, most):
        yield each, _in_a_copy(lambda each=each: _mutated(each, paths)) == 0  # type: ignore[misc]


def equivalents() -> Mapping[str, str]:
    """Returns the mutants that change nothing that can be seen, by name, with the reason."""
    lines = (ROOT / "tests" / "mutantes.txt").read_text(encoding="utf-8").splitlines()
    return {name: reason for name, found, reason in (line.partition(" → ") for line in lines) if found}


def mutantes(given: argparse.Namespace) -> int:
    """Tries the mutants of each core module and prints those that survive; returns 1 if too many do in any module."""
    known, failures = equivalents(), 0
    for module, tests in CORE.items():
        if given.solo in module:
            tried = [
                (each, alive) for each, alive in survivors(module, given.cuantos or 60, tests) if each.name not in known
            ]
            alive = [each for each, survived in tried if survived]
            share = 1 - len(alive) / len(tried)
            failures += share < ENOUGH
            print(f"{module:<32} {len(tried) - len(alive):>3} de {len(tried):>3}  {share:6.1%}", flush=True)
            print("".join(f"  vive: {each.name}\n" for each in alive), end="", flush=True)
    return min(failures, 1)


def _file(module: str) -> Path:
    return ROOT / "src" / "micrositio" / f"{module.replace('.', '/')}.py"


def _places(source: str) -> Iterator[tuple[str, str]]:
    """Yields the function and the changed line of each place that can be changed."""
    lines = source.splitlines()
    for name, node in _functions(ast.parse(source)):
        for place in _inside(node):
            for _ in _changes(place):
                yield name, f"{lines[place.lineno - 1].strip()} [{type(place).__name__} {place.col_offset}]"


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{each.name}", each) for each in node.body if isinstance(each, ast.FunctionDef))


def _inside(function: ast.FunctionDef) -> Iterator[Any]:
    """Yields the nodes of a function's body, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    for statement in body:
        yield from (node for node in ast.walk(statement) if hasattr(node, "lineno"))


def _changes(node: Any) -> Iterator[Callable[[], None]]:
    """Yields what changes a node in each way."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        yield lambda: node.ops.__setitem__(0, _COMPARED[type(node.ops[0])]())
    elif isinstance(node, ast.BoolOp):
        yield lambda: setattr(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda: setattr(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, ast.BinOp) and type(node.op) in _COUNTED:
        yield lambda: setattr(node, "op", _COUNTED[type(node.op)]())
    elif isinstance(node, ast.IfExp | ast.If):
        yield lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Constant) and type(node.value) in (bool, int):
        yield lambda: setattr(node, "value", not node.value if type(node.value) is bool else int(str(node.value)) + 1)


def _mutated(mutant: Mutant, tests: list[str]) -> int:
    """Returns the exit code of the tests where the function of the mutant is that of the mutant."""
    source = _file(mutant.module).read_text(encoding="utf-8")
    tree = ast.parse(source)
    every = [change for _, function in _functions(tree) for node in _inside(function) for change in _changes(node)]
    every[mutant.place]()
    code = compile(ast.fix_missing_locations(tree), str(_file(mutant.module)), "exec", dont_inherit=True)
    module = importlib.import_module(f"micrositio.{mutant.module}")
    function = _live(module, mutant.function)
    function.__code__ = next(each for each in _codes(code) if each.co_qualname == mutant.function)
    return _outcome(tests)


def _live(module: ModuleType, name: str) -> FunctionType:
    """Returns the function that a name of the module stands for, under its decorators."""
    owner, _, own = name.rpartition(".")
    found = vars(getattr(module, owner) if owner else module)[own]
    for inner in ("fget", "func", "__func__"):
        found = getattr(found, inner, found)
    function: FunctionType = inspect.unwrap(found)
    return function


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _outcome(tests: list[str]) -> int:
    return int(_quietly(lambda: pytest.main([*_QUICK, *tests])))


def _quietly(run: Callable[[], Any]) -> Any:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return run()


def _in_a_copy(run: Callable[[], int]) -> int:
    """Returns what `run` returns in a copy of this process, or 1 if that is lost or hangs."""
    sys.stdout.flush()
    copy = os.fork()
    if not copy:
        signal.alarm(MOST_SECONDS)
        os._exit(_result(run))
    _, status = os.waitpid(copy, 0)
    return os.waitstatus_to_exitcode(status)


def _result(run: Callable[[], int]) -> int:
    try:
        return run()
    except BaseException:  # noqa: BLE001  # whatever a mutant does, it has been noticed
        return 1
