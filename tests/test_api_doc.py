"""The page on the API: what it shows is what the documents say, and its example can be run."""

import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from micrositio.opendata.api.openapi import api_version, openapi
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS
from reading import content, site
from support import ROOT, write_files

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
FRAGMENTS = [(about, json.loads(text)) for language, about, text in BLOCKS if language == "json"]


def holds(whole: Any, part: Any) -> bool:
    """Whether `part` is some of `whole`: of objects, some keys; of lists, some items."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and holds(whole[key], each) for key, each in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(holds(one, each) for one in whole) for each in part)
    return bool(whole == part) and type(whole) is type(part)


@pytest.mark.parametrize(("path", "part"), FRAGMENTS, ids=[each[0] for each in FRAGMENTS])
def test_the_parts_shown_are_of_those_documents(path: str, part: dict[str, Any]) -> None:
    whole = json.loads(content(site("raiz"), f"{router.API_ROOT}/{path}"))
    assert holds(whole, part)
    assert not holds(whole, {**part, "otro": None})


def test_the_example_prints_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [program] = [text for language, _, text in BLOCKS if language == "python"]
    [output] = [text for _, about, text in BLOCKS if about == "salida"]
    paths = [path for path in site("raiz") if path.startswith(router.API_ROOT)]
    write_files(tmp_path, {f"output/{path}": content(site("raiz"), path) for path in paths})
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(program, {})
    assert printed.getvalue() == output


def test_every_document_is_listed_once() -> None:
    table = PAGE.partition("## Qué hay")[2].partition("## ")[0]
    assert sorted(re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)) == sorted(openapi(NO_ADDRESS)["paths"])


def test_the_history_is_the_published_one_and_begins_with_the_version_there_is() -> None:
    history = PAGE.partition("## Versión e historia")[2]
    published = [(each["version"], each["cambios"]) for each in openapi(NO_ADDRESS)["info"]["x-historia"]]
    assert re.findall(r"- \*\*(.+?)\*\*[^:]*: (.+)\.", history) == published
    assert published[0][0] == api_version()
