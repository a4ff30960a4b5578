"""Rules over the finished site, from the facts of its pages; a fault found here stops the publication."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from urllib.parse import unquote

from micrositio.pipeline.page_facts import PageFacts
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS, Addresses
from micrositio.routes.paths import SitePath

_MOST_PAGES = 5_000
"""Pages whose ids are at hand at once."""


class _Site:
    """The pages and the paths of a site, the path of its root on its server, and the ids of each page as a set."""

    def __init__(self, pages: Mapping[SitePath, PageFacts], files: Container[SitePath], root: str) -> None:
        self.pages, self.files, self.root = pages, files, root
        self.ids = lru_cache(maxsize=_MOST_PAGES)(lambda path: frozenset(pages[path].ids))


def check(
    pages: Mapping[SitePath, PageFacts],
    files: Container[SitePath],
    invented: Iterable[str] = (),
    addresses: Addresses = NO_ADDRESS,
) -> Iterator[Problem]:
    """Yields every fault of the finished site.

    `files` are the paths of all that the site has, its pages too; `invented` names the plans whose pages must have the
    notice.
    """
    plans = frozenset(invented)
    fault = partial(_fault, _Site(pages, files, addresses.rooted(router.HOME)))
    fault_from_home = cache(partial(fault, router.HOME))
    for path, facts in pages.items():
        yield from facts.problems
        up = "../" * path.count("/")
        for written in facts.links:
            from_home = up and written.startswith(up) and written != up
            kind = fault_from_home(written[len(up) :]) if from_home else fault(path, written)
            if kind:
                yield problem(kind, Place(path), target=written)
        if not plans.isdisjoint(path.split("/")[:2]) and not facts.has_notice:
            yield problem(Kind.NOTICE_MISSING, Place(path))


def _fault(site: _Site, path: SitePath, written: str) -> Kind | None:
    """Returns what is wrong with a link on a page, or None."""
    address, _, anchor = written.partition("#")
    inner = f"/{address.removeprefix(site.root)}" if address.startswith(site.root) else address
    target = router.resolve(path, unquote(inner)) if address else path
    if target not in site.files:
        return Kind.LINK_BROKEN
    is_lost = anchor and target in site.pages and unquote(anchor) not in site.ids(target)
    return Kind.ANCHOR_BROKEN if is_lost else None
