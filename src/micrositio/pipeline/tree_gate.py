"""The last gate of personal data: what a finished site says outside of what is seen on its pages."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from micrositio.formats.kept import Kept, key_of
from micrositio.formats.zip_archive import pieces_of
from micrositio.pipeline.publisher import Content
from micrositio.privacy.detectors import SHORTEST, Found, identifiers, masked
from micrositio.privacy.folding import folded
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.routes.paths import SitePath

_TEXTS = (
    ".csv",
    ".json",
    ".jsonld",
    ".geojson",
    ".xml",
    ".atom",
    ".ics",
    ".txt",
    ".bib",
    ".ttl",
    ".svg",
    ".yaml",
    ".md",
)
_RECIPE = "1"
"""Changes when the detectors do."""
_COMPACT = re.compile(rb"[0-9]{5}[0-9OIoi](?:[0-9A-Za-z]{3}|[0-9]{5})")
"""Matches in every identifier whose end is written without anything between: what is made from clean sources has no
disguises, and most files are passed at once."""
_ATTRIBUTE = re.compile(rf'="([^"]*[0-9][^"]{{{SHORTEST - 6},}})"')


def file_problems(site: Mapping[SitePath, Content], pages: Container[SitePath], kept: Kept) -> Iterator[Problem]:
    """Yields the identifiers of persons in the finished files that are texts and no pages.

    Documents, which stay on disk, have a gate of their own. A file without any is remembered by its bytes.
    """
    for path, content in site.items():
        if path in pages or isinstance(content, Path) or not path.endswith(_TEXTS):
            continue
        data = content if isinstance(content, bytes) else b"".join(pieces_of(content))
        key = key_of("sin datos personales", _RECIPE, data) if _COMPACT.search(data) else ""
        if key and kept.get(key) is None:
            found = identifiers(folded(data.decode("utf-8", "replace")))
            yield from (told(path, each) for each in found)
            if not found:
                kept.put(key, b"")


def markup_problems(path: SitePath, content: bytes) -> Iterator[Problem]:
    """Yields the identifiers of persons in the attributes of a page and in its head."""
    text = content.decode("utf-8", "replace")
    head = text.partition("<body")[0].split("\n")
    found = (each for value in (*_ATTRIBUTE.findall(text), *head) for each in _found(value))
    yield from (told(path, each) for each in {each.value: each for each in found}.values())


@lru_cache(maxsize=1 << 15)
def _found(value: str) -> tuple[Found, ...]:
    """Returns what is found in a value; pages share most of theirs."""
    return tuple(identifiers(folded(value))) if len(value) >= SHORTEST else ()


def told(path: SitePath, found: Found) -> Problem:
    """Returns the problem of what was found in a finished file."""
    return problem(Kind.PERSONAL_DATA, Place(path), what=found.what, masked=masked(re.sub(r"[\W_]+", "", found.value)))
