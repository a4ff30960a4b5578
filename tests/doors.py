"""Which tests are slow, told from what they call and not from a list.

A test is slow where it reaches, through the helpers and fixtures of the tests, something that builds a site, opens
a browser or starts another program. `./scripts/test --rapido` leaves those out, and those that say so of themselves.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent
OURS = (str(HERE), str(HERE.parent / "scripts"))


@cache
def slow_things() -> tuple[object, ...]:
    """What takes seconds: the other programs, the browser and the engine's ways to a whole site."""
    from playwright.sync_api import sync_playwright

    from micrositio.cli.main import main
    from micrositio.pipeline import builder

    return subprocess, sync_playwright, main, builder.build_site, builder.site_of


def is_slow(item: pytest.Function) -> bool:
    """Whether a test is marked as slow, or reaches what is slow by itself or by a fixture that it asks for."""
    if item.get_closest_marker("lento"):
        return True
    fixtures = item._fixtureinfo.name2fixturedefs.values()
    return any(map(reaches, [item.function, *(each.func for found in fixtures for each in found)]))


@cache
def reaches(function: Callable[..., Any]) -> bool:
    """Whether a function of the tests reaches what is slow through functions and classes of the tests."""
    waiting, seen = [function], set[int]()
    while waiting:
        for used in _used(waiting.pop()):
            if any(used is each for each in slow_things()):
                return True
            if id(used) not in seen and _of_the_tests(used):
                seen.add(id(used))
                waiting.append(used)
    return False


def _used(thing: Any) -> Iterator[Any]:
    """What a function names, or what a class holds."""
    if isinstance(thing, type):
        yield from (getattr(each, "fget", each) for each in vars(thing).values())
        return
    function = getattr(thing, "__wrapped__", thing)
    if not isinstance(function, FunctionType):
        return
    names = set(_names(function.__code__))
    found = [function.__globals__[name] for name in names if name in function.__globals__]
    yield from found
    yield from (value for each in found if isinstance(each, dict) for value in each.values())
    yield from (cell.cell_contents for cell in function.__closure__ or ())
    yield from (vars(each).get(name) for each in found if isinstance(each, ModuleType) for name in names)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _names(each)


def _of_the_tests(thing: Any) -> bool:
    inner = getattr(thing, "__wrapped__", thing)
    file = inner.__code__.co_filename if isinstance(inner, FunctionType) else ""
    return file.startswith(OURS) or (isinstance(thing, type) and _is_ours(thing.__module__))


@cache
def _is_ours(module: str) -> bool:
    return any((HERE / f"{module.replace('.', '/')}{end}").exists() for end in (".py", "/__init__.py"))
