"""Personal data that must not be published: found after undoing disguises, shown only masked.

CURP by form and check digit (RENAPO's algorithm: positions weighted 18 to 2 over the alphabet with Ñ, modulo 10); RFC
of persons (13 characters; a company's has 12 and is public); CLABE and NSS only beside a word that names them, because
bare digits are too common.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_DATE = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_CURP = re.compile(rf"[A-ZÑ]{{4}}{_DATE}[HMX][A-Z]{{2}}[A-ZÑ]{{3}}[0-9A-Z]\d")
_RFC = re.compile(rf"\b[A-ZÑ&]{{4}}{_DATE}[0-9A-Z]{{3}}\b")
_NUMBERED = (
    ("CLABE", re.compile(r"CLABE\D{0,30}(\d{18})(?!\d)")),
    ("NSS", re.compile(r"(?:NSS|SEGURO\s+SOCIAL)\D{0,30}(\d{11})(?!\d)")),
)


def personal_data(text: str) -> Iterator[tuple[str, str]]:
    """Yields the personal data that `text` seems to contain: the kind, and the value masked except for its edges."""
    if len(text) < 11:
        return
    upper = unicodedata.normalize("NFKC", text).upper()
    squeezed = re.sub(r"[\W_]+", "", upper)
    for match in _CURP.finditer(squeezed):
        if _curp_digit(match[0][:17]) == int(match[0][17]):
            yield "CURP", masked(match[0])
    for match in _RFC.finditer(upper):
        yield "RFC", masked(match[0])
    for name, pattern in _NUMBERED:
        for match in pattern.finditer(re.sub(r"(?<=\d)[ -](?=\d)", "", upper)):
            yield name, masked(match[1])


def masked(value: str) -> str:
    """Returns the value with only its two first and last characters."""
    return value[:2] + "•" * (len(value) - 4) + value[-2:]


def _curp_digit(body: str) -> int:
    total = sum(_ALPHABET.index(character) * (18 - position) for position, character in enumerate(body))
    return (10 - total % 10) % 10
