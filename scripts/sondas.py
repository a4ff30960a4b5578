"""Texts put in every place of a site that takes one, and what is then looked for in each file that is published."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import icalendar
import openpyxl
from selectolax.lexbor import LexborHTMLParser

from copias import said
from malformed.case import base_files
from micrositio.profile.cells import formula_start
from micrositio.profile.schemas import standard_tables, table_schema
from support import write_files

_LINE = re.compile(r"(\s*(?:- )?[a-z_]+: )(?!\d|true|false|si|no\b|\"?sha256)([^\[{&|>][^{}]*)")
_SCHEMES = re.compile(r"[\s\x00-\x1f]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript|data)\s*:", re.IGNORECASE)
_ADDRESSES = frozenset(
    (
        *("href", "xlink:href", "src", "srcset", "action", "formaction", "data", "poster", "ping", "cite"),
        *("background", "longdesc", "manifest", "codebase", "to", "from", "values"),
    )
)
"""Attributes that may hold an address, or that of another attribute, of HTML and of SVG."""
_DATA_IN_HTML = ("application/ld+json", "application/json")
_OF_MARKDOWN = frozenset("a em strong code pre ul ol li p br blockquote h2 h3 h4 hr table td th tr thead tbody".split())
"""Elements that a text may have of its own: none of them runs."""
MOST_TURNS = 20
"""How often a site is built without what was refused in it."""
BODY = 0
"""The line that stands for the end of a text."""


class Spot(NamedTuple):
    """A place that takes a text: a cell (row as a spreadsheet counts, column), or a line of YAML or of a text."""

    file: str
    row: int
    column: str = ""


def spots() -> list[Spot]:
    """Returns each place of the small site that takes a text: cells of text, values of YAML, titles and ends of texts.

    A table is given the columns of text that it has not.
    """
    found = []
    for file, data in _sound().items():
        if file.endswith(".csv") and file.count("/") == 2:
            rows = _rows(data)
            found += [Spot(file, 2 + n % (len(rows) - 1), each) for n, each in enumerate(_columns(file)) if rows[1:]]
        elif file.endswith((".yaml", ".md")):
            lines = enumerate(data.decode().split("\n"), 1)
            found += [Spot(file, number) for number, line in lines if _LINE.fullmatch(line) and _is_yaml(file, number)]
            found += [Spot(file, BODY)] if file.endswith(".md") else []
    return found


def filled(chosen: Iterable[Spot], changed: Callable[[str], str]) -> dict[str, bytes]:
    """Returns the files of the small site with the text of each chosen place changed."""
    files = dict(_sound())
    of_file: dict[str, list[Spot]] = {}
    for each in chosen:
        of_file.setdefault(each.file, []).append(each)
    for file, places in of_file.items():
        change = _changed_cells if file.endswith(".csv") else _changed_lines
        files[file] = change(files[file], places, changed)
    return files


def _changed_cells(data: bytes, places: list[Spot], changed: Callable[[str], str]) -> bytes:
    rows = _rows(data)
    for column in dict.fromkeys(each.column for each in places if each.column not in rows[0]):
        rows = [[*rows[0], column], *([*each, ""] for each in rows[1:])]
    for each in places:
        at = rows[0].index(each.column)
        rows[each.row - 1][at] = changed(rows[each.row - 1][at])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def _changed_lines(data: bytes, places: list[Spot], changed: Callable[[str], str]) -> bytes:
    lines = data.decode().split("\n")
    for each in places:
        if each.row == BODY:
            text = changed("Final")
            lines += ["", text, "", f"- {text}", "", f"[{text}](/)", "", f"| a | b |\n|---|---|\n| {text} | x |", ""]
        elif found := _LINE.fullmatch(lines[each.row - 1]):
            was = json.loads(found[2]) if found[2].startswith('"') else found[2]
            lines[each.row - 1] = found[1] + json.dumps(changed(was), ensure_ascii=False)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


@cache
def _sound() -> Mapping[str, bytes]:
    return {path: data for path, data in base_files().items() if isinstance(data, bytes)}


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def _columns(file: str) -> Iterator[str]:
    """Yields the columns of free text of a table, also those that it has not."""
    name = Path(file).stem
    schema = table_schema(name).descriptor if name in standard_tables() else json.loads(_schema_of(file))
    for field in schema["fields"]:
        ruled = {"pattern", "enum", "format"} & {*field, *field.get("constraints", {})}
        if field["type"] == "string" and not ruled and "categories" not in field:
            yield field["name"]


def _schema_of(file: str) -> bytes:
    return _sound()[file.removesuffix(".csv") + ".schema.json"]


def _is_yaml(file: str, number: int) -> bool:
    """Returns whether a line of a file is of YAML: in a text, only those above its body."""
    lines = _sound()[file].decode().split("\n")
    return file.endswith(".yaml") or number <= lines.index("---", 1)


class Planted(NamedTuple):
    """A text that was put in every place that takes it: where, what is wrong with the answer, where it is published."""

    accepted: tuple[Spot, ...]
    fault: str
    output: Path


def planted(folder: Path, changed: Callable[[str], str], within: Iterable[Spot]) -> Planted:
    """Builds the small site with the text of each place changed, but where the command refuses it by its place."""
    left, output = list(within), folder / "publicado" / "output"
    (folder / "casa").mkdir(exist_ok=True)
    for _ in range(MOST_TURNS):
        site = write_files(folder / f"sitio-{len(left)}", filled(left, changed))
        ended = said(
            ["build", "--site", site, "--output", output, "--procesos", "1", "--todo", "--format", "json"],
            folder / "casa", folder / "dicho",
        )  # fmt: skip
        if ended.bug or ended.code == 0:
            return Planted(tuple(left), ended.bug, output)
        refused = [each for each in json.loads(ended.out or "[]") if each["gravedad"] == "error"]
        kept = [each for each in left if not any(_is_told(each, told) for told in refused)]
        if len(kept) == len(left):  # what is told is not of a place itself, but of what stands near it
            near = {each for told in refused for each in _nearest(left, told)}
            kept = [each for each in left if each not in near]
        if len(kept) == len(left):
            return Planted((), f"no se sabe qué se rechaza: {refused[:1]}", output)
        left = kept
    return Planted((), "no se termina de rechazar", output)


def _is_told(spot: Spot, told: Mapping[str, Any]) -> bool:
    """Returns whether a problem is of a place: of its cell, of its line, or of the whole of its file or column."""
    if told["archivo"] != spot.file:
        return False
    row, column = told["fila"], told["columna"]
    if not row or (row == 1 and spot.file.endswith(".csv")):
        return not column or column == spot.column
    if spot.file.endswith(".csv"):
        return bool(row == spot.row and column in ("", None, spot.column))
    lines = _sound()[spot.file].decode().split("\n")
    in_body = spot.row == BODY and row >= len(lines)
    is_key = spot.row > row and bool(column) and lines[spot.row - 1].lstrip(" -").startswith(f"{column}:")
    return bool(spot.row == row or in_body or is_key)


def _nearest(left: list[Spot], told: Mapping[str, Any]) -> Iterator[Spot]:
    """Yields the places of a file that are nearest to a problem."""
    far = {each: abs(each.row - (told["fila"] or 0)) for each in left if each.file == told["archivo"]}
    return (each for each, distance in far.items() if distance == min(far.values()))


class Shapes(NamedTuple):
    """What a site without strange texts is made of: elements with their attributes, and properties of calendars."""

    elements: frozenset[tuple[str, str]]
    properties: frozenset[str]


def shapes(folder: Path) -> Shapes:
    """Returns the shapes of a published site."""
    elements, properties = Counter[tuple[str, str]](), Counter[str]()
    for path in folder.rglob("*"):
        if path.suffix == ".html":
            elements.update(each for each, _ in _elements(path.read_text("utf-8")))
        elif path.suffix == ".ics":
            properties.update(_properties(path.read_bytes()))
    return Shapes(frozenset(elements), frozenset(properties))


def running(folder: Path, clean: Shapes) -> Iterator[str]:
    """Yields what of the published files runs, or is made of what the site without strange texts is not."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        look = _LOOKS.get(path.suffix)
        try:
            faults = list(look(path, clean)) if look else []
        except (ET.ParseError, ValueError) as error:
            faults = [str(error)]
        yield from (f"{path.relative_to(folder)}: {each}" for each in faults)


def _elements(html: str) -> Iterator[tuple[tuple[str, str], Any]]:
    """Yields each element with each of its attributes, and with none, as a browser reads them."""
    for node in LexborHTMLParser(html).css("*"):
        tag = str(node.tag)
        yield (tag, ""), node
        for name in node.attributes:
            yield (tag, name), node


def _in_page(path: Path, clean: Shapes) -> Iterator[str]:
    return _in_html(path.read_text("utf-8"), clean)


def _in_html(html: str, clean: Shapes) -> Iterator[str]:
    for (tag, name), node in _elements(html):
        value = node.attributes.get(name) or ""
        if (tag, name) not in clean.elements and not (tag in _OF_MARKDOWN and name in ("", "href", "id", "class")):
            yield f"<{tag} {name}>"
        if name.startswith("on") or name in ("style", "srcdoc") or (name in _ADDRESSES and _SCHEMES.match(value)):
            yield f"{name}={value[:60]}"
        if tag == "script" and not name and "src" not in node.attributes:
            if node.attributes.get("type") not in _DATA_IN_HTML:
                yield "un guion incrustado"
            else:
                json.loads(node.text())


def _in_json(path: Path, clean: Shapes) -> Iterator[str]:
    json.loads(path.read_text("utf-8"))
    return iter(())


def _in_script(path: Path, clean: Shapes) -> Iterator[str]:
    text = path.read_text("utf-8")
    if "sonda" in text.lower():
        if not (found := re.fullmatch(r"[\w.]+\s*=\s*(.+?);?\s*", text, re.DOTALL)):
            yield "un guion que no es solo datos"
        else:
            json.loads(found[1])


def _in_xml(path: Path, clean: Shapes) -> Iterator[str]:
    """Yields what runs in an XML file; the HTML that a feed holds is read as a page."""
    for element in ET.fromstring(path.read_bytes()).iter():
        tag = str(element.tag).rpartition("}")[2].lower()
        if tag in ("script", "foreignobject", "iframe", "handler"):
            yield f"<{tag}>"
        for name, value in element.attrib.items():
            own = name.rpartition("}")[2]
            if own.startswith("on") or (own in _ADDRESSES and _SCHEMES.match(value)):
                yield f"{name}={value[:60]}"
        if element.get("type") == "html":
            held = frozenset((each, name) for each in ("html", "head", "body") for name in ("",))
            yield from _in_html(element.text or "", Shapes(clean.elements | held, frozenset()))


def _properties(data: bytes) -> Iterator[str]:
    for component in icalendar.Calendar.from_ical(data).walk():
        for name, value in component.property_items():
            yield from (str(name), *(f"{name};{each}" for each in getattr(value, "params", {})))


def _in_calendar(path: Path, clean: Shapes) -> Iterator[str]:
    yield from (each for each in _properties(path.read_bytes()) if each not in clean.properties)


_LOOKS: Mapping[str, Callable[[Path, Shapes], Iterator[str]]] = {
    ".html": _in_page, ".json": _in_json, ".jsonld": _in_json, ".geojson": _in_json, ".js": _in_script,
    ".svg": _in_xml, ".xml": _in_xml, ".ics": _in_calendar,
}  # fmt: skip


def formulas(folder: Path) -> Iterator[str]:
    """Yields each cell of a published CSV or XLSX that a spreadsheet would reckon, or that says that it would."""
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = (cell for row in csv.reader(file) for cell in row)
            yield from (f"{path.relative_to(folder)}: {cell[:40]!r}" for cell in cells if formula_start(cell))
    for path in sorted(folder.rglob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path):
            for cell in (each for row in sheet.iter_rows() for each in row):
                if cell.data_type == "f" or (cell.data_type == "s" and formula_start(str(cell.value))):
                    yield f"{path.relative_to(folder)}: {sheet.title}!{cell.coordinate} {str(cell.value)[:40]!r}"


def unread(folder: Path) -> Iterator[str]:
    """Yields each published XML, SVG, feed or JSON that is none."""
    for path in sorted(folder.rglob("*")):
        try:
            if path.suffix in (".xml", ".svg"):
                ET.fromstring(path.read_bytes())
            elif path.suffix in (".json", ".jsonld", ".geojson"):
                json.loads(path.read_text("utf-8"))
        except (ET.ParseError, ValueError) as error:
            yield f"{path.relative_to(folder)}: {error}"
