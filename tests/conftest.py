"""Settings of every test: properties are tried on the same examples each time; in CI a skipped test has failed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import doors
from support import Once

settings.register_profile(
    "repeatable", derandomize=True, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck)
)
settings.register_profile("quick", settings.get_profile("repeatable"), max_examples=10)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rapido", action="store_true", help="sin las pruebas lentas y con pocos ejemplos de cada ley")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "lento: abre un navegador, llama a un programa o genera un sitio; se pone sola")
    if config.getoption("--rapido"):
        settings.load_profile("quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the slow tests; with `--rapido` they are left out, which is not to skip them."""
    slow = [each for each in items if isinstance(each, pytest.Function) and doors.is_slow(each)]
    for each in slow:
        each.add_marker("lento")
    if config.getoption("--rapido"):
        config.hook.pytest_deselected(items=slow)
        items[:] = [each for each in items if each not in set(slow)]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Gives a folder that several processes share: the first that asks makes it and the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "una-vez"
    shared.mkdir(exist_ok=True)

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, begun = shared / name, shared / f"{name}-empezado"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                make(begun)
                begun.rename(folder)
        return folder

    return made


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"en CI, saltarse una prueba es fallar: {item.nodeid}: {report.longrepr}"
