"""A page's context holds what the page shows: it travels alone, it is small, and no row hangs in it unread."""

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import jinja2
import pytest

from micrositio.model import plan, records
from micrositio.model.plan import ActionPlan
from micrositio.pages.views import layout
from micrositio.pages.views.layout import Page
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.render import renderer
from micrositio.render.renderer import Renderer
from support import MINIMAL, ROOT, plan_of

MOST, MEDIAN = 400_000, 40_000
"""Bytes of a pickled context."""
OF_THE_PLAN = (plan.__name__, records.__name__)
Hold = tuple[str, str]
"""A field that holds a type of the plan: the name of its owner's class and its own."""


class Shown(NamedTuple):
    """A rendered page: the bytes of its context, and the fields that hold a type of the plan, all and those read."""

    page: Page
    size: int
    held: frozenset[Hold]
    read: frozenset[Hold]


def parts(value: Any) -> Iterator[tuple[str, Any]]:
    """What hangs directly from a value, with the name of the field; "" within a collection."""
    if is_dataclass(value):
        yield from ((each.name, getattr(value, each.name)) for each in fields(value))
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        yield from zip(value._fields, value, strict=True)
    elif isinstance(value, Mapping):
        yield from (("", each) for each in value.values())
    elif isinstance(value, (tuple, list, set, frozenset)):
        yield from (("", each) for each in value)


def holds(context: object) -> Iterator[tuple[Hold, object]]:
    """Every value of the plan's types within a context, with the field it hangs from."""
    found, ways = set[tuple[Hold, int]](), [(("", ""), context)]
    while ways:
        hold, value = ways.pop()
        for name, each in parts(value):
            own = (type(value).__name__, name) if name else hold
            if (own, id(each)) not in found:
                found.add((own, id(each)))
                ways.append((own, each))
                if type(each).__module__ in OF_THE_PLAN:
                    yield own, each


def shown(root: Path) -> list[Shown]:
    """Every page of a site, rendered, with what its template read of its context."""
    pages: list[Shown] = []
    read: set[int] = set()
    render, attribute = Renderer.render, jinja2.Environment.getattr

    def rendered(self: Renderer, page: Page, *rest: str) -> bytes:
        read.clear()
        content = render(self, page, *rest)
        found = list(holds(page.context))
        seen = frozenset(hold for hold, each in found if id(each) in read)
        size = len(pickle.dumps(page.context))
        pages.append(Shown(page, size, frozenset(hold for hold, _ in found), seen))
        return content

    def followed(self: jinja2.Environment, value: Any, name: str) -> Any:
        read.add(id(value))
        return attribute(self, value, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Renderer, "render", rendered)
        patch.setattr(renderer, "is_known", lambda: False)  # Jinja's own code, which asks for each attribute
        patch.setattr(jinja2.Environment, "getattr", followed)
        site, problems = build_site(Options(root, (ROOT / "themes",)), lambda *_: None)
    assert site, problems
    return pages


@pytest.fixture(scope="module")
def pages() -> list[Shown]:
    return shown(ROOT)


def unread(pages: list[Shown]) -> list[str]:
    """The fields that hold a type of the plan and of which no page of the template reads anything.

    What surrounds every page may be read by any template.
    """

    def named(page: Page, hold: Hold) -> str:
        owner, name = hold
        around = getattr(vars(layout).get(owner), "__module__", "") == layout.__name__
        return f"{'every page' if around else page.template}: {owner}.{name}"

    held = {named(each.page, hold) for each in pages for hold in each.held}
    return sorted(held - {named(each.page, hold) for each in pages for hold in each.read})


def test_a_context_is_small(pages: list[Shown]) -> None:
    sizes = {each.page.path: each.size for each in pages}
    assert {path: size for path, size in sizes.items() if size > MOST} == {}
    assert median(sizes.values()) <= MEDIAN


@dataclass(frozen=True)
class Whole:
    """A context that drags the plan along."""

    of: ActionPlan


def test_what_hangs_below_a_row_is_seen_too() -> None:
    hanging = {hold for hold, _ in holds(Whole(plan_of(MINIMAL)))}
    assert {("Whole", "of"), ("ActionPlan", "commitments"), ("ActionPlan", "sources")} <= hanging


def test_a_template_reads_every_row_that_its_context_holds(pages: list[Shown]) -> None:
    assert unread(pages) == []
