"""Words with which people look for something that the site calls otherwise: the file `content/sinonimos.yaml`.

A group of words alone means the same in a search; a group with a page leads to that page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from micrositio.formats.yaml_document import Marked
from micrositio.model.text import Text
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

KEY = "sinonimos"
"""The key of the list of groups."""


class Target(NamedTuple):
    """A page, and an anchor on it ("": the page as a whole)."""

    path: SitePath
    anchor: str = ""


class Synonyms(NamedTuple):
    """A group of words and the page that they lead to (None: they mean the same); `number` is its place in the file.

    `words` are separated by commas in each language.
    """

    words: Text
    target: Target | None
    number: int


def phrases(words: str) -> list[str]:
    """Returns the words or phrases of a text that separates them by commas."""
    return [each for each in (" ".join(part.split()) for part in words.split(",")) if each]


def synonyms(document: Marked | None) -> tuple[Synonyms, ...]:
    """Returns the groups that the site states; their file has been checked."""
    entries = document.value[KEY] if document else ()
    return tuple(
        Synonyms(document.writing.text(each, "palabras"), _target(each["pagina"]) if "pagina" in each else None, number)
        for number, each in enumerate(entries)
        if document
    )


def _target(written: str) -> Target:
    address, _, anchor = unquote(written).partition("#")
    return Target(router.resolve(router.HOME, address), anchor)


def synonym_problems(document: Marked) -> Iterator[Problem]:
    """Yields the faults in the file itself: its form, and groups of words that mean the same as nothing else."""
    faults = list(descriptor_problems(document, KEY))
    yield from faults
    for each in () if faults else synonyms(document):
        if each.target is None and not _are_comparable(each.words):
            yield problem(Kind.SYNONYMS_FEW, document.place(KEY, each.number, "palabras"), words=each.words.first)


def _are_comparable(words: Text) -> bool:
    """Returns whether the group has, in each of its languages, two words or more and no phrase."""
    groups = [phrases(each) for _, each in words.words if each]
    return all(len(group) > 1 and not any(" " in each for each in group) for group in groups)


def target_problems(
    document: Marked, groups: Iterable[Synonyms], found: Collection[Target], left_out: Collection[str]
) -> Iterator[Problem]:
    """Yields the groups whose page is not one that the search finds, `found`.

    `left_out` are the parts of a path that identify plans and news that this site leaves out: their pages are no fault.
    """
    for each in groups:
        if each.target and each.target not in found and set(left_out).isdisjoint(each.target.path.split("/")):
            yield problem(Kind.SYNONYMS_NOWHERE, document.place(KEY, each.number, "pagina"), page=_written(each.target))


def _written(target: Target) -> str:
    return f"/{router.folder(target.path)}" + (f"#{target.anchor}" if target.anchor else "")
