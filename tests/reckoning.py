"""A second reckoning of the demonstration's figures, from its tables alone, and what pages say of milestones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from micrositio.i18n.display import percent_words
from reading import MISSING, Page, Row, by_id, hrefs, page, rows, squeeze, words

DEMO = "demostracion"
DEMO_CUTS = [row["id"] for row in rows("raiz", DEMO, "cortes")]


def board(cut: str = "", name: str = "raiz", plan_id: str = DEMO) -> Page:
    """The board or, with `cut`, the page of that cut."""
    return page(name, f"{plan_id}/tablero/{cut}")


def milestone_ids(node: LexborNode) -> list[str]:
    """The milestones that the links in `node` lead to."""
    return [href.partition("#actividad-")[2] for href in hrefs(node) if "#actividad-" in href]


def lists_under(node: LexborNode) -> dict[str, list[str]]:
    """The milestones of each list of a section, by its heading, which says how many they are."""
    found: dict[str, list[str]] = {}
    title, number = "", ""
    for child in _unfolded(node):
        if child.tag == "h3":
            title, _, number = words(child).removesuffix(")").rpartition(" (")
            found[title] = []
        elif child.tag == "ul" and title:
            found[title] = milestone_ids(child)
            told = child.css("li[id^=correccion-]") or set(found[title]) or child.css("li")
            told = child.css("li") if title == "Se modificó lo prometido" else told
            assert int(number) == len(told), title
        elif child.tag == "p" and words(child) == "Ninguna.":
            assert (found[title], number) == ([], "0")
    return found


def _unfolded(node: LexborNode) -> Iterator[LexborNode]:
    """The children of `node`, with those of what it folds in its place."""
    for child in node.iter():
        if child.tag in ("section", "details", "summary") or child.attributes.get("class") == "inside":
            yield from _unfolded(child)
        else:
            yield child


def looked_at(shown: Page) -> dict[str, list[str]]:
    """The lists of what to look at."""
    return lists_under(shown.section("que-mirar"))


def counts(shown: Page) -> list[str]:
    """The counts of the glance."""
    return shown.texts(".glance .counts > li")


class Reckoned(NamedTuple):
    """A milestone at a cut as worked out here: its due date, its value as a fraction, whether it is late."""

    status: str
    value: float | None
    due: date
    late: bool


VALUES = {"no_iniciado": 0.0, "limitado": 0.25, "sustancial": 0.75, "completo": 1.0, "incumplido": 0.0}


def reckon(cut: str) -> dict[str, Reckoned]:
    day = by_id("raiz", DEMO, "cortes")[cut]["fecha"]
    reports = {(row["corte"], row["actividad"]): row["estado"] for row in rows("raiz", DEMO, "avances")}
    found = {}
    for row in rows("raiz", DEMO, "actividades"):
        due = row["fin"]
        for change in sorted(rows("raiz", DEMO, "reprogramaciones"), key=lambda each: each["fecha"]):
            if change["actividad"] == row["id"] and change["campo"] == "fin" and change["fecha"] <= day:
                due = change["despues"]
        status = reports.get((cut, row["id"]), "")
        said = [reports[each, row["id"]] for each in DEMO_CUTS if each <= cut and (each, row["id"]) in reports]
        over = bool(said) and said[-1] in ("completo", "retirado", "incumplido")
        found[row["id"]] = Reckoned(status, VALUES.get(status), date.fromisoformat(due), day > due and not over)
    return found


def mean(pairs: list[tuple[float | None, float]]) -> float | None:
    known = [(value, weight) for value, weight in pairs if value is not None]
    return sum(value * weight for value, weight in known) / sum(weight for _, weight in known) if known else None


def reckoned_progress(cut: str) -> tuple[float, dict[str, float | None]]:
    states = reckon(cut)
    parts: dict[str, float | None] = {}
    for row in rows("raiz", DEMO, "compromisos"):
        own = [each for each in rows("raiz", DEMO, "actividades") if each["compromiso"] == row["id"]]
        parts[row["id"]] = mean([(states[each["id"]].value, float(each["peso"])) for each in own])
    whole = mean([(parts[row["id"]], float(row["peso"])) for row in rows("raiz", DEMO, "compromisos")])
    assert whole is not None
    return whole, parts


def percent(fraction: float | None) -> str:
    return MISSING if fraction is None else squeeze(percent_words(fraction, "es"))


@cache
def reviewed_by(cut: str) -> frozenset[str]:
    """Milestones that a body looked at, about this cut or an earlier one."""
    return frozenset(row["actividad"] for row in rows("raiz", DEMO, "verificaciones") if row["corte"] <= cut)


@cache
def verified_by(cut: str) -> frozenset[str]:
    """Milestones reported complete at the cut whose last verification up to it accepts that on evidence."""
    last: dict[str, Row] = {}
    for row in rows("raiz", DEMO, "verificaciones"):
        if row["corte"] <= cut:
            last[row["actividad"]] = row
    states = reckon(cut)
    return frozenset(
        each
        for each, row in last.items()
        if row["estado"] == "completo" and row["evidencias"] and states[each].status == "completo"
    )
