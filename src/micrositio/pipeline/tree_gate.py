"""The last gate of personal data: what a finished site says outside of what is seen on its pages."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from micrositio.formats.checksums import sha256
from micrositio.formats.kept import Kept, code_of, key_of
from micrositio.formats.zip_archive import Spliced, pieces_of
from micrositio.i18n.currencies import is_currency
from micrositio.pipeline.publisher import Content
from micrositio.privacy.detectors import CELL_END, PRIVACY, SHORTEST, Found, identifiers, masked
from micrositio.privacy.folding import folded
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.routes.paths import SitePath

_BINARY = (".png", ".webp", ".jpg", ".jpeg", ".ico", ".woff2", ".xlsx", ".sqlite", ".zip", ".pdf")
"""Endings of the files that are made from the others and are no texts."""
_LONGEST, _OVERLAP = 4 << 20, 256
"""Bytes of a line that is read at once, and those of its end that are read again with what follows."""
_COMPACT = re.compile(rb"[0-9]{5}[0-9OIoi](?:[0-9A-Za-z]{3}|[0-9]{5})")
"""Matches in every identifier whose end is written without anything between: what is made from clean sources has no
disguises, and most files are passed at once."""
_FRACTION = re.compile(rb"(?<![\w.])0\.[0-9]{1,12}(?![\w.])")
"""A figure below 1 as tables print it, which is no end of an identifier: tables of figures are full of them."""
_NUMBER = re.compile(r'"\s*:\s*-?\d{1,13}(?:\.\d+)?(?=\s*[,}\]])')
"""A number of a JSON file, which is a figure: the number of a person is a text."""
_AMOUNTS = re.compile(
    rf"(?<=[,{CELL_END}\n])([A-Z]{{3}})((?:\s*[,{CELL_END}]\s*(?:\d{{1,13}}(?:\.\d+)?)?){{1,3}})(?=[,{CELL_END}\r\n]|\Z)"
)
"""The amounts after the code of their currency, in a row of a table: money has eleven figures too, and at most 13."""
_ATTRIBUTE = re.compile(rf'="([^"]*[0-9][^"]{{{SHORTEST - 6},}})"')


def file_problems(site: Mapping[SitePath, Content], pages: Container[SitePath], kept: Kept) -> Iterator[Problem]:
    """Yields the identifiers of persons in the finished files that are texts and no pages.

    Documents, which stay on disk, have a gate of their own. A file without any is remembered by its bytes.
    """
    for path, content in site.items():
        if path in pages or isinstance(content, Path) or path.endswith(_BINARY):
            continue
        if any(map(_may_identify, _blocks(content))):
            key = key_of("sin datos personales", code_of(PRIVACY, Path(__file__)), sha256(content))
            if kept.get(key) is None:
                found = [each for block in _blocks(content) if _may_identify(block) for each in _in_block(block)]
                yield from (told(path, each) for each in found)
                if not found:
                    kept.put(key, b"")


def _blocks(content: bytes | Spliced) -> Iterator[bytes]:
    """Yields a file in pieces that end where a line does: none is held whole that waits on the disk."""
    rest = b""
    for piece in pieces_of(content):
        whole, end, rest = (rest + piece).rpartition(b"\n")
        if end:
            yield whole
        elif len(rest) > _LONGEST:
            yield rest
            rest = rest[-_OVERLAP:]
    yield rest


def _may_identify(block: bytes) -> bool:
    return _COMPACT.search(_FRACTION.sub(b"", block)) is not None


def _in_block(block: bytes) -> list[Found]:
    return identifiers(but_amounts(folded(_NUMBER.sub(":0", block.decode("utf-8", "replace")))))


def but_amounts(text: str) -> str:
    """Returns a text without the amounts of money in it."""
    return _AMOUNTS.sub(lambda match: match[1] if is_currency(match[1]) else match[0], text)


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
