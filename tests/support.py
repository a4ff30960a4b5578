"""What the tests share: a small valid site to change, the real command, and records made by hand."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest

from micrositio.formats.zip_archive import Spliced, pieces_of
from micrositio.model.plan import ActionPlan
from micrositio.model.text import Text
from micrositio.problems.problem import Place, Problem
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan

ROOT = Path(__file__).resolve().parents[1]
SITES = ROOT / "tests" / "sites"
MINIMAL = SITES / "minimo"
PLAN = "plan-minimo"
T = TypeVar("T")


class Link(NamedTuple):
    """Stands for a symbolic link in a site given as a dictionary."""

    target: str


Content = bytes | Link
Files = dict[str, Content]
Edit = Callable[[Files], object]


Once = Callable[[str, Callable[[Path], None]], Path]
"""Of the fixture `once`: the folder of that name, which is made once in the whole session, whatever process asks."""


def minimal_files() -> Files:
    """The small valid site: path → bytes."""
    return {path.relative_to(MINIMAL).as_posix(): path.read_bytes() for path in MINIMAL.rglob("*") if path.is_file()}


def write_files(folder: Path, files: Mapping[str, Content]) -> Path:
    """Write `files` below `folder`, which is given back."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            path.symlink_to(content.target)
        else:
            path.write_bytes(content)
    return folder


def make_site(folder: Path, *edits: Edit) -> Path:
    """The small valid site in `folder`, after each edit."""
    files = minimal_files()
    for edit in edits:
        edit(files)
    return write_files(folder, files)


def of_plan(path: str, plan: str = PLAN) -> str:
    """The path of a file of the small site's plan."""
    return f"data/{plan}/{path}"


def write(path: str, content: str | Content) -> Edit:
    """An edit that gives a file new content."""
    return lambda files: files.update({path: content.encode() if isinstance(content, str) else content})


def remove(path: str) -> Edit:
    """An edit that takes a file out."""
    return lambda files: files.pop(path)


def replace(path: str, old: str, new: str) -> Edit:
    """An edit that replaces the only occurrence of a text."""

    def edit(files: Files) -> None:
        content = files[path]
        assert isinstance(content, bytes)
        text = content.decode()
        assert text.count(old) == 1, f"{path}: {text.count(old)} × {old!r}"
        files[path] = text.replace(old, new).encode()

    return edit


def append(path: str, text: str) -> Edit:
    """An edit that adds text at the end of a file."""

    def edit(files: Files) -> None:
        content = files[path]
        assert isinstance(content, bytes)
        files[path] = content + text.encode()

    return edit


def run(
    *arguments: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None, timeout: float = 600
) -> subprocess.CompletedProcess[str]:
    """The finished `python build.py …`, as a person would run it."""
    return subprocess.run(
        command(*arguments), cwd=cwd, env=environment(env), capture_output=True, text=True, timeout=timeout, check=False
    )


def command(*arguments: str | Path) -> list[str]:
    """The command line of `python build.py …`."""
    return [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a quiet machine with the given changes."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore", **(changes or {})}


def followed(orders: Sequence[str], folder: Path) -> list[str]:
    """What each order of a page prints, run in the folder as it is written there; one that fails stops the test."""
    missing = sorted({name for each in orders if not shutil.which(name := each.split()[0])})
    if missing:
        pytest.skip(f"faltan {missing}: en Debian o Ubuntu, apt-get install coreutils openssl perl")
    env = {"LC_ALL": "C", "PATH": os.environ["PATH"]}
    return [
        subprocess.run(each, shell=True, cwd=folder, env=env, capture_output=True, text=True, check=True).stdout
        for each in orders
    ]


def digests(folder: Path) -> dict[str, str]:
    """What every file of a folder holds: path → mode and SHA-256."""
    return {
        path.relative_to(folder).as_posix(): f"{path.stat().st_mode:o} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def whole(content: bytes | Spliced) -> bytes:
    """The bytes of a published file."""
    return b"".join(pieces_of(content))


def found(problems: list[Problem]) -> list[str]:
    """Problems as `place CODE`."""
    return [f"{each.place} {each.kind.code}" for each in problems]


_EMPTY: Mapping[str, Any] = {"str": "", "Text": Text(), "int": 0, "bool": False, "Place": Place("hecho-a-mano")}


def made(kind: type[T], **values: Any) -> T:
    """A dataclass of the model with `values`, and every other field empty."""
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        name = str(field.type)
        if field.name not in values and field.default is dataclasses.MISSING:
            empty: Any = () if name.startswith("tuple") else {} if name.startswith("Mapping") else None
            values[field.name] = _EMPTY.get(name, empty)
    return kind(**values)


def problems_in(root: Path, plan: str = PLAN) -> list[Problem]:
    """What is wrong in a site and in one of its plans, as the rules find it in this process."""
    sources, problems = load(root)
    return [*problems, *validate_plan(sources.plans[plan])[1]]


def plan_of(root: Path) -> ActionPlan:
    """The small site's plan, read from `root`, which must be sound."""
    sources, problems = load(root)
    plan, more = validate_plan(sources.plans[PLAN])
    assert not [each for each in problems + more if each.is_error], found(problems + more)
    assert plan is not None
    return plan
