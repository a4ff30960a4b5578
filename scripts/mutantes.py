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
import json
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, settings

ROOT = Path(__file__).resolve().parents[1]
ENOUGH = 0.95
"""Share of the mutants of a module that its own tests must notice."""
LEAST_SECONDS = 30
"""Seconds, besides four times those of its tests, after which a mutant that hangs them has been noticed."""
CORE: Mapping[str, tuple[str, ...]] = {
    "profile.cells": ("cells", "profile"),
    "formats.characters": ("characters",),
    "formats.csv_table": ("csv_text", "characters"),
    "formats.yaml_document": ("yaml_text", "characters"),
    "formats.json_document": ("json_text", "characters"),
    "formats.markdown_document": ("documents", "characters"),
    "formats.markdown_lines": ("markdown_lines",),
    "formats.web_address": ("web_addresses",),
    "model.dates": ("dates", "calculations"),
    "model.money": ("money",),
    "progress.agenda": ("agenda", "calendars"),
    "progress.assessments.fulfilment": ("fulfilment", "evaluations"),
    "progress.cadence": ("cadence",),
    "progress.cut_pairs": ("changes",),
    "progress.history": ("calculations", "changes", "weighing", "groups", "indicators", "own_reports"),
    "progress.indicators": ("indicators",),
    "progress.methods": ("progress", "limits", "programme", "indicators", "own_reports"),
    "progress.milestone_changes": ("changes",),
    "progress.milestone_state": ("progress", "calculations", "indicators", "own_reports"),
    "progress.milestones": (
        "progress",
        "calculations",
        "indicators",
        "limits",
        "modifications",
        "own_reports",
        "programme",
    ),
    "progress.modifications": ("modifications",),
    "progress.money": ("money",),
    "progress.programme": ("programme",),
    "progress.seals": ("seals",),
    "validation.seal_rules": ("seals", "sealing"),
    "validation.tables": ("invalid",),
    "validation.rules.continuity": ("continuity",),
    "validation.rules.doubts": ("doubts",),
    "validation.rules.groups": ("groups",),
    "validation.rules.indicators": ("indicators",),
    "validation.rules.locations": ("places",),
    "validation.rules.methods": ("weighing", "limits", "programme", "indicators"),
    "validation.rules.modifications": ("modifications",),
    "validation.rules.money": ("money",),
    "validation.rules.partners": ("partners",),
    "validation.rules.plan": ("invalid",),
    "validation.rules.programme": ("programme",),
    "routes.paths": ("router", "addresses"),
    "pipeline.publisher": ("publisher", "builder"),
    "privacy.check_digits": ("privacy",),
    "privacy.contacts": ("personal", "privacy"),
    "privacy.detectors": ("privacy", "personal"),
    "privacy.masking": ("personal", "privacy", "said"),
}
"""The modules that decide what is true, read or published, each with its own tests."""
_LOADED = "ignore::pytest.PytestAssertRewriteWarning"
"""A copy of a process has loaded already what pytest would load in its own way."""
_QUICK = ("-x", "-q", "-n0", "-p", "no:cacheprovider", "--rapido", "--tb=no", "-W", _LOADED)
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


def survivors(module: str, most: int, tests: tuple[str, ...]) -> list[tuple[Mutant, bool]]:
    """Returns each mutant of a module with whether it survived its tests; the tests must pass without one."""
    tries = _Tries(module, mutants_of(module, most))
    _quietly(lambda: pytest.main([*_QUICK, *(str(ROOT / "tests" / f"test_{each}.py") for each in tests)], [tries]))
    if len(tries.alive) < len(tries.mutants):
        raise SystemExit(f"Sin cambio alguno fallan las pruebas de {module}.")
    return list(zip(tries.mutants, tries.alive, strict=True))


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


class _Tries:
    """Runs the tests that pytest collected once for each mutant, instead of once."""

    def __init__(self, module: str, mutants: list[Mutant]) -> None:
        self.module, self.mutants, self.alive = module, mutants, list[bool]()

    def pytest_sessionstart(self) -> None:
        """A law that fails has been noticed: no smaller example is looked for."""
        settings.register_profile("mutants", settings.get_profile("quick"), phases=(Phase.explicit, Phase.generate))
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Tries each mutant in a copy of this process: first the tests that reach its function, then the others."""
        begun = time.monotonic()
        reached: list[list[str]] = (
            [] if session.testsfailed else _in_a_copy(lambda: _reached(self.module, session.items)) or []
        )
        seconds = int(LEAST_SECONDS + 4 * (time.monotonic() - begun))
        for each in self.mutants if reached else ():
            near = {number for number, names in enumerate(reached or ()) if each.function in names}
            order = sorted(range(len(session.items)), key=lambda number, near=near: number not in near)  # type: ignore[misc]
            items = [session.items[number] for number in order]
            self.alive.append(_in_a_copy(lambda each=each, items=items: _mutated(each, items), seconds) is True)  # type: ignore[misc]
        return True


def _reached(module: str, items: list[pytest.Item]) -> list[list[str]] | None:
    """Returns the functions of a module that each test reaches, or nothing if a test fails."""
    tree = ast.parse(_file(module).read_text(encoding="utf-8"))
    for name, function in _functions(tree):
        function.body.insert(0, ast.parse(f"_reached({name!r})").body[0])
    found = set[str]()
    vars(importlib.import_module(f"micrositio.{module}"))["_reached"] = found.add
    _put(module, tree, {name for name, _ in _functions(tree)})
    every = []
    for passed in _passed(items):
        if not passed:
            return None
        every.append(list(found))
        found.clear()
    return every


def _mutated(mutant: Mutant, items: list[pytest.Item]) -> bool:
    """Returns whether the tests pass where the function of the mutant is that of the mutant."""
    tree = ast.parse(_file(mutant.module).read_text(encoding="utf-8"))
    every = [change for _, function in _functions(tree) for node in _inside(function) for change in _changes(node)]
    every[mutant.place]()
    _put(mutant.module, tree, {mutant.function})
    return all(_passed(items))


def _passed(items: list[pytest.Item]) -> Iterator[bool]:
    """Runs each test and yields whether it and those before it passed."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        yield not item.session.testsfailed


def _put(module: str, tree: ast.Module, names: set[str]) -> None:
    """Gives each named function of a module the code that it has in a tree."""
    code = compile(ast.fix_missing_locations(tree), str(_file(module)), "exec", dont_inherit=True)
    loaded = importlib.import_module(f"micrositio.{module}")
    for each in _codes(code):
        if each.co_qualname in names:
            _live(loaded, each.co_qualname).__code__ = each


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


def _quietly(run: Callable[[], Any]) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        run()


def _in_a_copy(run: Callable[[], Any], seconds: int = 0) -> Any:
    """Returns what `run` returns in a copy of this process, or nothing if that is lost or hangs."""
    with tempfile.TemporaryFile() as answer:
        copy = os.fork()
        if not copy:
            signal.alarm(seconds)
            with contextlib.suppress(BaseException):  # whatever a mutant does, it has been noticed
                os.write(answer.fileno(), json.dumps(run()).encode())
            os._exit(0)
        os.waitpid(copy, 0)
        answer.seek(0)
        return json.loads(answer.read() or b"null")
