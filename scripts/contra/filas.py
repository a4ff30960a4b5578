"""The rows of an invented site, joined, worded and computed: what both sides of the contest put on their pages."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from micrositio.i18n.display import date_words

VALUES = {"no_iniciado": 0, "limitado": 25, "sustancial": 75, "completo": 100}
NAMES = {
    "es": {"no_iniciado": "No iniciado", "limitado": "Limitado", "sustancial": "Sustancial", "completo": "Completo"},
    "en": {"no_iniciado": "Not started", "limitado": "Limited", "sustancial": "Substantial", "completo": "Complete"},
}
LATE = {"es": ("lleva {} días de retraso", "faltan {} días"), "en": ("{} days late", "{} days left")}
PAGES = ("acerca", "metodologia", "glosario", "accesibilidad", "privacidad")
"""The pages of the site that are texts in Markdown."""
Rows = list[dict[str, str]]


class Update(NamedTuple):
    """What one cut says of one milestone."""

    cut: str
    date: str
    words: str
    status: str
    name: str
    value: str
    expected: str
    late: str
    done: str
    trouble: str


class Paper(NamedTuple):
    """A document of a commitment."""

    title: str
    href: str
    date: str
    words: str
    shows: str


class Milestone(NamedTuple):
    """A milestone with its updates, the latest first, and the latest again as `now`."""

    id: str
    n: str
    title: str
    area: str
    area_name: str
    since: str
    since_words: str
    to: str
    to_words: str
    now: Update
    updates: tuple[Update, ...]


class Point(NamedTuple):
    """The averages of a commitment at a cut (percent) and their place in its chart."""

    cut: str
    date: str
    words: str
    x: str
    y: str
    value: str
    expected: str


@dataclass(frozen=True)
class Commitment:
    """A commitment with its milestones, points (the latest first), documents and neighbours ("" at the ends)."""

    cid: str
    n: str
    title: str
    long: str
    about: tuple[str, ...]
    area: str
    area_name: str
    done: str
    milestones: tuple[Milestone, ...]
    points: tuple[Point, ...]
    papers: tuple[Paper, ...]
    before: str = ""
    after: str = ""

    @property
    def now(self) -> Point:
        """The averages at the last cut."""
        return self.points[0]


class Cut(NamedTuple):
    """A cut: its id and day, and its position in the updates of a milestone, the latest first."""

    id: str
    date: str
    words: str
    position: int


@dataclass(frozen=True)
class Plan:
    """The plan and the texts of the site, in one language."""

    language: str
    cuts: tuple[Cut, ...]
    areas: dict[str, str]
    commitments: tuple[Commitment, ...]
    texts: dict[str, str] = field(default_factory=dict)
    """The body in Markdown of each page of `PAGES`."""


def plan_of(site: Path, language: str = "es") -> Plan:
    """Returns the plan of a site that `make_site` wrote, in one of the site's languages; nothing is validated."""
    tables = _Tables(site / "data" / "plan", language)
    days = {row["id"]: row["fecha"] for row in tables.rows("cortes")}
    cuts = tuple(Cut(cut, day, _words(day, language), len(days) - 1 - n) for n, (cut, day) in enumerate(days.items()))
    areas = {row["id"]: tables.word(row, "nombre") for row in tables.rows("instituciones")}
    made = tuple(_commitments(tables, days, areas))
    return Plan(language, cuts, areas, made, {name: _body(site / "content" / f"{name}.md", language) for name in PAGES})


class _Tables:
    """The tables of the plan, read as they are, and their words in a language."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder, self.language = folder, language
        self.suffix = "" if language == "es" else f"_{language}"

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            columns = next(reader)
            yield from (dict(zip(columns, row, strict=True)) for row in reader)

    def word(self, row: dict[str, str], column: str) -> str:
        return row.get(column + self.suffix) or row.get(column, "")

    def papers(self) -> dict[str, tuple[Paper, ...]]:
        """Returns the documents of each commitment, by its id."""
        found: dict[str, list[Paper]] = defaultdict(list)
        for file in sorted((self.folder / "evidencias").glob("*/datapackage.yaml")):
            for each in yaml.load(file.read_bytes(), yaml.CSafeLoader)["resources"]:
                title, shows = self.word(each, "title"), self.word(each, "demuestra")
                words = _words(each["fecha"], self.language)
                found[each["compromiso"]].append(Paper(title, each["enlace"], each["fecha"], words, shows))
        return {key: tuple(papers) for key, papers in found.items()}


def _commitments(tables: _Tables, days: dict[str, str], areas: dict[str, str]) -> Iterator[Commitment]:
    milestones, papers = _milestones(tables, days, areas), tables.papers()
    rows = list(tables.rows("compromisos"))
    ids = ["", *(row["id"] for row in rows), ""]
    for n, row in enumerate(rows):
        own, area = tuple(milestones[row["id"]]), row["responsables"]
        long, about = tables.word(row, "titulo"), ("resumen", "problema", "accion")
        yield Commitment(
            row["id"], row["numero"], tables.word(row, "titulo_corto"), long,
            tuple(text for each in about if (text := tables.word(row, each))), area, areas[area],
            str(sum(each.now.status == "completo" for each in own)), own, tuple(_points(own)),
            papers.get(row["id"], ()), ids[n], ids[n + 2],
        )  # fmt: skip


def _milestones(tables: _Tables, days: dict[str, str], areas: dict[str, str]) -> dict[str, list[Milestone]]:
    """Returns the milestones of each commitment, by its id."""
    found: dict[str, list[Milestone]] = defaultdict(list)
    terms = {row["id"]: (row["inicio"], row["fin"]) for row in tables.rows("actividades")}
    updates = _updates(tables, days, terms)
    for row in tables.rows("actividades"):
        own = tuple(reversed(updates.pop(row["id"])))
        since, to = terms[row["id"]]
        title, area = tables.word(row, "texto"), row["institucion"]
        words = _words(since, tables.language), _words(to, tables.language)
        found[row["compromiso"]].append(
            Milestone(row["id"], row["orden"], title, area, areas[area], since, words[0], to, words[1], own[0], own)
        )
    return found


def _updates(tables: _Tables, days: dict[str, str], terms: dict[str, tuple[str, str]]) -> dict[str, list[Update]]:
    """Returns the updates of each milestone, by its id, in the order of the cuts."""
    language, found = tables.language, defaultdict[str, list[Update]](list)
    for row in tables.rows("avances"):
        day, status, (since, to) = days[row["corte"]], row["estado"], terms[row["actividad"]]
        found[row["actividad"]].append(
            Update(
                row["corte"], day, _words(day, language), status, NAMES[language][status], str(VALUES[status]),
                _expected(since, to, day), _late(to, day, language),
                tables.word(row, "descripcion"), tables.word(row, "dificultad"),
            )
        )  # fmt: skip
    return found


def _points(milestones: tuple[Milestone, ...]) -> Iterator[Point]:
    """Yields the averages of the milestones at each cut."""
    for position, each in enumerate(milestones[0].updates):
        of_cut = [milestone.updates[position] for milestone in milestones]
        value = sum(int(update.value) for update in of_cut) / len(of_cut)
        expected = sum(int(update.expected) for update in of_cut) / len(of_cut)
        yield Point(
            each.cut, each.date, each.words, str(60 + position * 45), f"{230 - 2 * value:g}", f"{value:g}",
            f"{expected:.1f}",
        )  # fmt: skip


@cache
def _days(since: str, to: str) -> int:
    return (date.fromisoformat(to) - date.fromisoformat(since)).days


@cache
def _words(day: str, language: str) -> str:
    return date_words(date.fromisoformat(day), language)


@cache
def _expected(since: str, to: str, day: str) -> str:
    return str(max(0, min(100, round(100 * _days(since, day) / (_days(since, to) or 1)))))


@cache
def _late(to: str, day: str, language: str) -> str:
    late, left = LATE[language]
    days = _days(to, day)
    return late.format(days) if days > 0 else left.format(-days)


def _body(file: Path, language: str) -> str:
    """Returns the text of a Markdown file, or of its translation if there is one, without its front matter."""
    translated = file.parent / language / file.name
    text = (translated if translated.is_file() else file).read_text(encoding="utf-8")
    return text.split("---\n", 2)[2].strip()
