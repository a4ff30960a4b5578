"""The one way to make a long list a list of pages: rows → parts, each with an address and the way to the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from micrositio.model.text import proper
from micrositio.pages.views.layout import Crumb, Page, Pager
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

MOST = 100
"""Maximum number of rows of a list on a page."""


def in_parts(page: Page, field: str, inside: str = "", most: int = MOST) -> Iterator[Page]:
    """Yields the page, or its parts of at most `most` rows if it has more.

    `field` is the tuple of its context that holds the rows or, with `inside`, groups whose tuple `inside` holds them;
    a group that does not fit goes on in the next part.
    """
    context: Any = page.context
    rows = getattr(context, field)
    parts = tuple(_grouped(rows, inside, most) if inside else _flat(rows, most))
    if len(parts) < 2:
        yield page
        return
    paths = tuple(router.part(page.path, number) for number in range(1, len(parts) + 1))
    for path, shown in zip(paths, parts, strict=True):
        pager = Pager(path, paths)
        way = (Crumb(path, proper(str(pager.number))),) if pager.number > 1 else ()
        layout = replace(context.layout, pager=pager, crumbs=(*context.layout.crumbs, *way))
        yield replace(page, path=path, context=replace(context, layout=layout, **{field: shown}))


def place(path: SitePath, index: int, most: int = MOST) -> SitePath:
    """Returns the part of a list, by the path of its first part, that has the row `index`, from 0."""
    return router.part(path, 1 + index // most)


def _flat(rows: Sequence[Any], most: int) -> Iterator[Sequence[Any]]:
    return (rows[start : start + most] for start in range(0, len(rows), most))


def _grouped(groups: Sequence[Any], inside: str, most: int) -> Iterator[tuple[Any, ...]]:
    """Yields parts of the groups; one without rows counts as one row."""
    part: list[Any] = []
    room = most
    for group in groups:
        rows = getattr(group, inside)
        while len(rows) > room:
            part += [replace(group, **{inside: rows[:room]})] if room else []
            rows, room = rows[room:], most
            yield tuple(part)
            part = []
        part.append(group if rows is getattr(group, inside) else replace(group, **{inside: rows}))
        room -= max(1, len(rows))
    if part:
        yield tuple(part)
