"""Personal data that must not be published: found after undoing disguises, shown only masked.

CURP by form and check digit (RENAPO's algorithm: positions weighted 18 to 2 over the alphabet with Ñ, modulo 10); RFC
of persons (13 characters; a company's has 12 and is public); CLABE and NSS only beside a word that names them, because
bare digits are too common. E-mail addresses, telephones and names only where none is public: in registers of requests.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_DATE = rf"\d{{2}}{_MONTH_AND_DAY}"
_CURP = re.compile(rf"[A-ZÑ]{{4}}{_DATE}[HMX][A-Z]{{2}}[A-ZÑ]{{3}}[0-9A-Z]\d")
_RFC = re.compile(rf"\b[A-ZÑ&]{{4}}{_DATE}[0-9A-Z]{{3}}\b")
_CURP_DATE = r"\d~(?:0~[1-9]|1~[0-2])~(?:0~[1-9]|[12]~\d|3~[01])~[HMX]~[A-Z]~[A-Z]~[A-ZÑ]~[A-ZÑ]~[A-ZÑ]~[0-9A-Z]~\d"
_DISGUISED = _CURP_DATE.replace("~", r"[\W_]*")
_PERSONS_DATE = re.compile(rf"\d(?<!\d\d)(?:(?<=[A-ZÑ&]\d)\d{_MONTH_AND_DAY}|[\W_]*{_DISGUISED})")
"""Matches in every RFC and, whatever separates its characters, in every CURP; it is much faster than both patterns."""
_NUMBERED = (
    ("CLABE", ("CLABE",), re.compile(r"CLABE\D{0,30}(\d{18})(?!\d)")),
    ("NSS", ("NSS", "SEGURO"), re.compile(r"(?:NSS|SEGURO\s+SOCIAL)\D{0,30}(\d{11})(?!\d)")),
)

_EMAIL = re.compile(r"[\w.+-]+\s*@\s*[\w-]+\.\w")
_DAY, _MONTH, _YEAR = "(?:0?[1-9]|[12]\\d|3[01])", "(?:0?[1-9]|1[0-2])", "(?:19|20)\\d\\d"
_NOT_TELEPHONES = re.compile(
    rf"(?<!\d)(?:{_YEAR}([-/.]){_MONTH}\1{_DAY}|{_DAY}([-/.]){_MONTH}\2{_YEAR}"  # dates
    rf"|\d{{1,2}}:\d\d(?::\d\d)?|(?<=/){_YEAR}(?=/)"  # hours, and the year within a reference
    r"|\d{1,3}(?:([ .])\d{3})(?:\3\d{3})*(?:[.,]\d{1,2})?(?![ .]?\d))(?!\d)"  # thousands
)
_DIGITS = re.compile(r"\d(?:[ \t().\-\u2010-\u2015\u2212/]{0,3}\d)+")
"""Digits together or with the signs between them with which a telephone is written."""
_TELEPHONE = re.compile(r"(?:52)?\d{10}")


def personal_data(text: str) -> Iterator[tuple[str, str]]:
    """Yields the personal data that `text` seems to contain: the kind, and the value masked except for its edges."""
    if len(text) < 11:
        return
    yield from folded_personal_data(folded(text))


def folded(text: str) -> str:
    """Returns the text as `folded_personal_data` takes it; folded texts that a space joins are folded too."""
    return unicodedata.normalize("NFKC", text).upper()


def folded_personal_data(upper: str) -> Iterator[tuple[str, str]]:
    """Yields what `personal_data` yields, of a folded text."""
    if _PERSONS_DATE.search(upper):
        for match in _CURP.finditer(re.sub(r"[\W_]+", "", upper)):
            if _curp_digit(match[0][:17]) == int(match[0][17]):
                yield "CURP", masked(match[0])
        for match in _RFC.finditer(upper):
            yield "RFC", masked(match[0])
    for name, words, pattern in _NUMBERED:
        if any(word in upper for word in words):
            for match in pattern.finditer(re.sub(r"(?<=\d)[ -](?=\d)", "", upper)):
                yield name, masked(match[1])


def has_contact(text: str) -> bool:
    """Returns whether the text has an e-mail address, or a number of ten digits (or of 52 and ten) as of a telephone.

    Dates, hours and amounts with their thousands apart are no telephones, nor are longer numbers.
    """
    text = unicodedata.normalize("NFKC", text)
    numbers = (re.sub(r"\D", "", match[0]) for match in _DIGITS.finditer(_NOT_TELEPHONES.sub("·", text)))
    return bool(_EMAIL.search(text)) or any(map(_TELEPHONE.fullmatch, numbers))


def plain_words(text: str) -> str:
    """Returns the text without capitals, accents, invisible characters or repeated spaces, to compare names."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = (each for each in folded if unicodedata.category(each) not in ("Mn", "Cf"))
    return " ".join("".join(kept).split())


def unnamed(text: str) -> str:
    """Returns the text or, if it seems to contain personal data, the text masked."""
    return masked(text) if next(personal_data(text), None) else text


def masked(value: str) -> str:
    """Returns the value with only its two first and last characters."""
    return value[:2] + "•" * (len(value) - 4) + value[-2:]


def _curp_digit(body: str) -> int:
    total = sum(_ALPHABET.index(character) * (18 - position) for position, character in enumerate(body))
    return (10 - total % 10) % 10
