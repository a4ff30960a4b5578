"""Permanence of addresses: those ever published, and the pages for redirected or withdrawn ones.

`content/direcciones.txt` lists every address that was ever published; `scripts/direcciones` adds to it. An address that
disappears stops the publication, unless `content/direcciones.yaml` states its new address or the reason for its
removal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from micrositio.formats.web_address import is_rooted
from micrositio.formats.yaml_document import Marked
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS
from micrositio.routes.paths import SitePath
from micrositio.sources.tree import AddressBook

_ASSETS = router.asset("")
"""Start of the paths of the theme's files."""


class Move(NamedTuple):
    """A move of an address: its new one (None: withdrawn) or the reason, and its number in the file of moves."""

    old: SitePath
    target: SitePath | None
    reason: str
    number: int

    @property
    def page(self) -> SitePath:
        """The page for the old address: at that address itself or, if it was a file's, in a folder of that name."""
        return self.old if self.old.endswith(".html") else SitePath(f"{self.old}/{router.INDEX}")

    def is_needless(self, published: Collection[SitePath]) -> bool:
        """Returns whether the old address still exists."""
        return self.old in published or self.page in published

    def leads_nowhere(self, published: Collection[SitePath]) -> bool:
        """Returns whether the new address does not exist."""
        return self.target is not None and self.target not in published


address = NO_ADDRESS.rooted
"""Returns the address of a path from the site's root, as a visitor sees it."""


def moves(book: AddressBook) -> tuple[Move, ...]:
    """Returns the moves that the site states; their file has been checked."""
    entries = book.moves.value.get("direcciones", ()) if book.moves else ()
    return tuple(
        Move(_path(each["de"]), _path(each["a"]) if "a" in each else None, each.get("motivo", ""), number)
        for number, each in enumerate(entries)
    )


def _path(written: str) -> SitePath:
    return router.resolve(router.HOME, unquote(written))


def move_problems(document: Marked) -> Iterator[Problem]:
    """Yields the faults in the file of moves itself."""
    shape = list(descriptor_problems(document, "direcciones"))
    yield from shape
    first: dict[SitePath, int] = {}
    for number, each in enumerate(() if shape else document.value.get("direcciones", ())):
        place = document.place("direcciones", number, "de")
        for key in ("de", "a"):
            if key in each and (not is_rooted(each[key].partition("#")[0]) or _is_below_a_file(each[key])):
                yield problem(Kind.ADDRESS_FORM, document.place("direcciones", number, key), line=each[key])
        if ("a" in each) == ("motivo" in each):
            yield problem(Kind.MOVE_BOTH, place, address=each["de"])
        path = _path(each["de"])
        if path in first:
            yield problem(Kind.MOVE_TWICE, place, address=each["de"], first=first[path])
        first.setdefault(path, place.row or 1)


def _is_below_a_file(written: str) -> bool:
    """Returns whether an address has the name of a file as a folder: those of the site have no point."""
    return any("." in part for part in unquote(written).rstrip("/").split("/")[:-1])


def of_plans(found: Iterable[Move], left_out: Collection[str]) -> tuple[Move, ...]:
    """Returns the moves of a site that leaves out some plans: without those from or to addresses of these plans.

    `left_out` are the parts of a path that identify these plans and their news.
    """
    return tuple(each for each in found if not _is_of(each.old, left_out) and not _is_of(each.target or "", left_out))


def _is_of(path: str, names: Collection[str]) -> bool:
    """Returns whether one of the names is a part of the path, as the plan's id is in the paths of the API."""
    return not set(names).isdisjoint(path.split("/"))


def address_problems(
    book: AddressBook, found: Collection[Move], published: Collection[SitePath], left_out: Collection[str]
) -> Iterator[Problem]:
    """Yields the addresses that disappeared, and the moves that the published site contradicts."""
    for each in found:
        assert book.moves
        if each.is_needless(published):
            place = book.moves.place("direcciones", each.number, "de")
            yield problem(Kind.MOVE_NEEDLESS, place, address=address(each.old))
        if each.leads_nowhere(published):
            place = book.moves.place("direcciones", each.number, "a")
            yield problem(Kind.MOVE_NOWHERE, place, address=address(each.target or router.HOME))
    answered = {path for each in found for path in (each.old, each.page)}
    yield from _vanished(book, {*published, *answered}, left_out)


def _vanished(book: AddressBook, there: Collection[SitePath], left_out: Collection[str]) -> Iterator[Problem]:
    """Yields a problem for each listed address that disappeared; if all of a plan did, a single one for the plan."""
    listed = ((row, _path(written.strip())) for row, written in enumerate(book.listed, 1) if written.strip())
    missing = [(row, path) for row, path in listed if path not in there and not _is_of(path, left_out)]
    counts = Counter(_top(path) for _, path in missing)
    folders = {top for top, count in counts.items() if count > 1} - {_top(path) for path in there}
    for folder in sorted(folders):
        own = [row for row, path in missing if _is_of(path, {folder})]
        yield problem(Kind.FOLDER_VANISHED, Place(book.file, own[0]), folder=folder, count=len(own))
    for row, path in missing:
        if not _is_of(path, folders):
            yield problem(Kind.ADDRESS_VANISHED, Place(book.file, row), address=address(path))


def _top(path: SitePath) -> str:
    """Returns the first part of a path: for most, the plan's id."""
    return path.partition("/")[0]


def address_list(
    book: AddressBook, found: Iterable[Move], paths: Iterable[SitePath], left_out: Collection[str]
) -> bytes:
    """Returns the published list of every address that the site answers, one per line: had, moved, or of `paths` now.

    The list is compared with that of a later build, so that no address is lost with the file that lists it.
    """
    had = {address(_path(line.strip())) for line in book.listed if line.strip()}
    lines = {*had, *(address(each.old) for each in found), *listing(AddressBook(book.file, (), book.moves), paths)}
    return "".join(f"{line}\n" for line in sorted(lines) if not _is_of(line, left_out)).encode()


class Redirect(NamedTuple):
    """An old path and the path to which it redirects."""

    old: SitePath
    new: SitePath


def redirects(found: Iterable[Move]) -> tuple[Redirect, ...]:
    """Returns the redirects of moved addresses, in order; withdrawn addresses have none."""
    return tuple(sorted({Redirect(each.old, each.target) for each in found if each.target is not None}))


def _is_part_of_a_page(path: SitePath) -> bool:
    """Returns whether nobody cites a path: a file of the theme, or a picture or chart made for a page or its links."""
    made = router.is_evidence_picture(path) or router.is_share_image(path) or router.is_figure_file(path)
    return made or path.startswith(_ASSETS)


def listing(book: AddressBook, published: Iterable[SitePath]) -> list[str]:
    """Returns the list of addresses with those `published` now added, in order, each once; none is ever removed."""
    answers = {each.page for each in moves(book)}
    unlisted = answers | router.FOR_HOSTS
    kept = (path for path in published if not _is_part_of_a_page(path) and path not in unlisted)
    return sorted({*(line.strip() for line in book.listed if line.strip()), *map(address, kept)})
