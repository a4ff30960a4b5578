"""The one way to make a long list a list of pages: rows → parts, each with an address and the way to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from micrositio.model.text import proper
from micrositio.pages.views.layout import Crumb, Page, Pager
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

MOST = 100
"""Maximum number of rows of a list on a page."""
MOST_CARDS = 50
"""Maximum number of rows of a list on a page where each has several lines."""


def in_parts(
    page: Page,
    field: str,
    inside: str = "",
    most: int = MOST,
    *,
    keeps: bool = False,
    then: Callable[[Any], Any] = lambda context: context,
) -> Iterator[Page]:
    """Yields the page, or its parts of at most `most` rows if it has more.

    `field` is the tuple of its context that holds the rows or, with `inside`, groups whose tuple `inside` holds them.
    A group that does not fit goes on in the next part or, if the list `keeps` its groups, stands there whole. `then`
    makes the rest of the context of a part agree with its rows; on a page that has no parts it is not called.
    """
    context: Any = page.context
    parts = tuple(_parts(getattr(context, field), inside, most, keeps=keeps))
    if len(parts) < 2:
        yield page
        return
    paths = tuple(router.part(page.path, number) for number in range(1, len(parts) + 1))
    for path, shown in zip(paths, parts, strict=True):
        pager = Pager(path, paths)
        way = (Crumb(path, proper(str(pager.number))),) if pager.number > 1 else ()
        layout = replace(context.layout, pager=pager, crumbs=(*context.layout.crumbs, *way))
        yield replace(page, path=path, context=then(replace(context, layout=layout, **{field: shown})))


def place(path: SitePath, index: int, most: int = MOST) -> SitePath:
    """Returns the part of a list, by the path of its first part, that has the row `index`, from 0."""
    return router.part(path, 1 + index // most)


def numbers(sizes: Iterable[int], most: int = MOST) -> Iterator[int]:
    """Yields the number of the part, from 1, of each group that stays whole; `sizes` are their numbers of rows."""
    number, room = 1, most
    for size in sizes:
        taken = max(1, size)
        if taken > room and room < most:
            number, room = number + 1, most
        room -= taken
        yield number


def _parts(rows: Sequence[Any], inside: str, most: int, *, keeps: bool) -> Iterator[Sequence[Any]]:
    if not inside:
        yield from (rows[start : start + most] for start in range(0, len(rows), most))
    elif keeps:
        numbered = zip(numbers((len(getattr(row, inside)) for row in rows), most), rows, strict=True)
        yield from (tuple(row for _, row in part) for _, part in groupby(numbered, key=itemgetter(0)))
    else:
        yield from _split(rows, inside, most)


def _split(groups: Sequence[Any], inside: str, most: int) -> Iterator[tuple[Any, ...]]:
    """Yields parts of the groups; one without rows counts as one row."""
    part: list[Any] = []
    room = most
    for group in groups:
        rows = getattr(group, inside)
        while max(1, len(rows)) > room:
            part += [replace(group, **{inside: rows[:room]})] if room else []
            rows, room = rows[room:], most
            yield tuple(part)
            part = []
        part.append(group if rows is getattr(group, inside) else replace(group, **{inside: rows}))
        room -= max(1, len(rows))
    if part:
        yield tuple(part)
