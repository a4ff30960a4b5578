"""The detectors of identifiers of persons, by form and by check digit or the words around them.

Keys (CURP, RFC of a person, clave de elector) may have anything between their characters; numbers (CLABE, NSS, card)
only what people write between figures, because tables are full of figures. O and I stand for 0 and 1 where a figure
goes. A company's RFC has 12 characters and is public.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from micrositio.privacy.check_digits import clabe_digit, curp_digit, luhn_digit, rfc_digit
from micrositio.privacy.folding import folded

PRIVACY = Path(__file__).parent
"""The folder of the code that finds personal data."""
CELL_END = "\x01"
"""Parts the cells of a table: a key may go on in the next cell, a number may not."""
SHORTEST = 11
"""Characters of the shortest identifier."""
_S = r"[\W_]{0,8}"
_FIGURES = str.maketrans("OI", "01")
_F = "[0-9OI]"


def _spaced(*parts: str) -> str:
    """Returns the pattern of the parts with anything that is no letter or figure between them."""
    return _S.join(parts)


_MONTH_AND_DAY = ("[01OI]", _F, "[0-3OI]", _F)
_KEY_END = ("[0-9A-Z]",) * 3
_CURP_BODY = _spaced("[HMX]", "[A-Z]", "[A-Z]", *("[A-ZÑ]",) * 3, "[0-9A-Z]", _F)
_CURP_END = re.compile(rf"[0-9](?![0-9])(?={_S}(?:[OI]{_S}){{0,5}}({_CURP_BODY}))")
_ELECTOR_END = re.compile(rf"[0-9](?![0-9])(?={_S}(?:[OI]{_S}){{0,7}}({_spaced('[HM]', _F, _F, _F)})(?![0-9A-ZÑ]))")
_AFTER_LETTER = "|".join(rf"(?<=[A-ZÑ&]{gap}[0-9])" for gap in ("", r"[\W_]", r"[\W_]{2}", r"[\W_]{3}"))
_RFC_ENDS = "|".join(
    _spaced(*part, *_KEY_END) for part in ((_F, *_MONTH_AND_DAY), *(_MONTH_AND_DAY[n:] for n in range(4)))
)
_SEX = re.compile(rf"[0-9](?![0-9]){_S}(?:[OI]{_S}){{0,7}}[HMX]")
"""Matches wherever `_CURP_END` or `_ELECTOR_END` do, and seldom elsewhere: most texts are read once for both."""
_RFC_DATE = re.compile(rf"(?<![0-9])[0-9](?:{_AFTER_LETTER})(?={_S}({_RFC_ENDS})(?![0-9A-ZÑ]))")
"""What ends a key, after a figure of its date: a figure is rarer than a letter, and the search is much faster."""
_CURP = re.compile(rf"[A-ZÑ]{{4}}({_F}{{6}})[HMX][A-Z]{{2}}[A-ZÑ]{{3}}[0-9A-Z]{_F}")
_ELECTOR = re.compile(rf"[A-ZÑ]{{6}}({_F}{{6}})({_F}{{2}})[HM]{_F}{{3}}")
_RFC = re.compile(rf"[A-ZÑ&]{{4}}({_F}{{6}})[0-9A-Z]{{3}}")
_DATE = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_STATE = re.compile(r"0[1-9]|[12]\d|3[0-2]|8[78]")
_NAMES_RFC = re.compile(r"R[\W_]?F[\W_]?C\b|CONTRIBUYENTES?")
_BETWEEN = r"(?:[ ._*\-\u2010-\u2015\u2212]{0,3}|[ *\-]?\r?\n[ >*\-]{0,3})"
_RUN = re.compile(rf"(?<![0-9A-ZÑ]){_F}(?:{_BETWEEN}{_F}){{10,}}(?![0-9A-ZÑ])")
_GROUP = re.compile(rf"{_F}+")
_CUT = re.compile(r"[\n*_]")
"""What cuts a number in two without parting its groups."""
_NEAR = 48
"""Number of characters before a number in which the words that name it are sought."""


class Found(NamedTuple):
    """An identifier in a folded text: its kind, as messages name it, its characters, and where it starts and ends."""

    what: str
    value: str
    start: int
    end: int


def personal_data(text: str) -> Iterator[tuple[str, str]]:
    """Yields the identifiers that `text` seems to contain: the kind, and the value masked except for its edges."""
    if len(text) >= SHORTEST:
        yield from ((each.what, masked(each.value)) for each in identifiers(folded(text)))


def masked(value: str) -> str:
    """Returns the value with only its two first and last characters."""
    return value[:2] + "•" * (len(value) - 4) + value[-2:] if len(value) > 4 else "•" * len(value)


def identifiers(text: str, context: str = "") -> list[Found]:
    """Returns the identifiers in a folded text, in order; `context` are folded words that stand before it."""
    has_sex = _SEX.search(text)
    found = list(_curps(text)) if has_sex else []
    for each in (*(_electors(text) if has_sex else ()), *_numbers(text, context), *_rfcs(text, context)):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _key(text: str, end: int, length: int, farthest: int = 9) -> tuple[str, list[int]] | None:
    """Returns the `length` letters and figures before `end`, and their places; None if there are not so many near."""
    places: list[int] = []
    for place in range(end - 1, max(-1, end - 1 - length * farthest), -1):
        if text[place].isalnum() or text[place] == "&":
            places.append(place)
            if len(places) == length:
                places.reverse()
                return "".join(text[each] for each in places), places
    return None


def _curps(text: str) -> Iterator[Found]:
    for match in _CURP_END.finditer(text):
        key = _key(text, match.end(1), 18)
        form = _CURP.fullmatch(key[0]) if key else None
        if key and form and _is_date(form[1]) and _has_curp_digit(key[0], form[1]):
            is_whole = match.end(1) - key[1][0] == len(key[0])
            if is_whole or _begins_word(text, key[1][0]):  # «bytes: 290816, hash: sha2…» is no key
                yield Found("CURP", key[0], key[1][0], match.end(1))


def _has_curp_digit(value: str, date: str) -> bool:
    body = value[:4] + date.translate(_FIGURES) + value[10:16]
    last = value[17].translate(_FIGURES)
    return any(curp_digit(body + each) == last for each in {value[16], value[16].translate(_FIGURES)})


def _electors(text: str) -> Iterator[Found]:
    for match in _ELECTOR_END.finditer(text):
        key = _key(text, match.end(1), 18)
        form = _ELECTOR.fullmatch(key[0]) if key else None
        if not (key and form and _is_date(form[1]) and _STATE.fullmatch(form[2].translate(_FIGURES))):
            continue
        if _begins_word(text, key[1][0]) and len(set(_gaps(text, key[1]).values())) < 2:
            yield Found("clave de elector", key[0], key[1][0], match.end(1))


def _rfcs(text: str, context: str) -> Iterator[Found]:
    for match in _RFC_DATE.finditer(text):
        key = _key(text, match.end(1), 13)
        form = _RFC.fullmatch(key[0]) if key else None
        if key and form and _is_date(form[1]) and _begins_word(text, key[1][0]):
            gaps, value = _gaps(text, key[1]), key[0]
            if _is_one_piece(gaps) or _is_written_as_rfc(gaps, value, _before(text, key[1][0], context)):
                yield Found("RFC", value, key[1][0], match.end(1))


def _is_written_as_rfc(gaps: dict[int, str], value: str, before: str) -> bool:
    """Returns whether a key with spaces between some of its characters is an RFC and not words beside a date."""
    if len(set(gaps.values())) > 1:
        return False
    is_grouped = _is_in_groups(gaps) and value[12] in "0123456789AO" and not value[10:].isalpha()
    if is_grouped or _NAMES_RFC.search(before):
        return True
    return len(gaps) == 1 and rfc_digit(value[:4] + value[4:10].translate(_FIGURES) + value[10:12]) == value[12]


def _gaps(text: str, places: list[int]) -> dict[int, str]:
    """Returns what stands between the characters of a key, by the number of characters before it; spaces are one."""
    pairs = enumerate(pairwise(places), 1)
    return {number: " ".join(text[one + 1 : two].split(" ")) for number, (one, two) in pairs if two - one > 1}


def _is_one_piece(gaps: dict[int, str]) -> bool:
    """Returns whether a key is whole, cut once by something that is no space, or has the same between any two."""
    kinds = set(gaps.values())
    if len(kinds) > 1:
        return False
    if not gaps or len(gaps) > 11:
        return True
    return kinds != {" "} and (len(gaps) == 1 or _is_in_groups(gaps))


def _is_in_groups(gaps: dict[int, str]) -> bool:
    """Returns whether a key is cut where its date begins and ends, and not by what parts the numbers of a reference."""
    return gaps.keys() <= {4, 10} and not {",", "/"} & set("".join(gaps.values()))


def _is_date(six: str) -> bool:
    return bool(_DATE.fullmatch(six.translate(_FIGURES))) and sum(each.isdigit() for each in six) > 0


def _begins_word(text: str, place: int) -> bool:
    return place == 0 or not (text[place - 1].isalnum() or text[place - 1] == "&")


def _before(text: str, place: int, context: str) -> str:
    near = text[max(0, place - _NEAR) : place]
    return f"{context} {near}" if context else near


_BANK = re.compile(
    "[0O](?:[0O][269]|[1I][249]|2[1I2]|3[0267O]|4[24]|5[89]|6[02O]|72)|[1I](?:[0O][368]|[1I][0236]|2[4789]|[3-5]\\d|6[0-68])"
    "|6[34]\\d|7[0-2]\\d|9[0O][12]"
)
"""The first figures of a CLABE: those that the Mexican banks' association gives to each bank."""


class _Number(NamedTuple):
    """A kind of number: its lengths, how people group its figures, the words that name it, and its check.

    `is_sure`: one that is named is one whatever its check digit says; `begins`: how one without a name does.
    """

    what: str
    lengths: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]
    named: re.Pattern[str]
    digit: Callable[[str], str]
    is_sure: bool
    begins: re.Pattern[str]


_NUMBERS = (
    _Number(
        "tarjeta", (15, 16), ((4, 4, 4, 4), (4, 6, 5)),
        re.compile(r"TARJETA|\bCR[EÉ]DITO|\bD[EÉ]BITO|\bVISA\b|MASTERCARD|AMERICAN EXPRESS"), luhn_digit, False,
        re.compile(
            r"4\d{15}|5[0-8]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|4|5)\d+"
        ),
    ),
    _Number(
        "CLABE", (18,), ((3, 3, 11, 1), (4, 4, 4, 4, 2), (6, 6, 6), (3,) * 6, (9, 9), (10, 8), (4, 6, 8)),
        re.compile(r"CLABE|INTERBANCARI|\bCUENTA\b|\bDEP[OÓ]SIT|TRANSFER|\bBANC"), clabe_digit, True,
        re.compile(rf"(?:{_BANK.pattern})\d+"),
    ),
    _Number(
        "NSS", (11,), ((2, 2, 2, 4, 1), (10, 1), (4, 4, 3), (2, 2, 2, 5)),
        re.compile(r"N[\W_]?S[\W_]?S\b|SEGUR(?:O|IDAD)\s+SOCIAL|\bIMSS\b|\bISSSTE\b|AFILIACI[OÓ]N|ASEGURAD"),
        luhn_digit, True, re.compile(r"(?!0{4})\d+"),
    ),
)  # fmt: skip


def _numbers(text: str, context: str) -> Iterator[Found]:
    for run in _RUN.finditer(text):
        groups = [(each.start(), each.end()) for each in _GROUP.finditer(text, run.start(), run.end())]
        found = [each for first in range(len(groups)) for each in _from_group(text, groups, first, context)]
        yield from sorted(found, key=lambda each: -len(each.value))


def _from_group(text: str, groups: list[tuple[int, int]], first: int, context: str) -> Iterator[Found]:
    """Yields the numbers that begin with a group of figures."""
    length = 0
    for last in range(first, len(groups)):
        length += groups[last][1] - groups[last][0]
        for kind in _NUMBERS:
            if length in kind.lengths and _is_number(text, groups, first, last, kind, context):
                start, end = groups[first][0], groups[last][1]
                yield Found(kind.what, "".join(_GROUP.findall(text, start, end)), start, end)
        if length > 18:
            return


def _is_number(text: str, groups: list[tuple[int, int]], first: int, last: int, kind: _Number, context: str) -> bool:
    """Returns whether some groups of figures in a row are a number of a kind."""
    start, end = groups[first][0], groups[last][1]
    value = "".join(_GROUP.findall(text, start, end))
    figures = value.translate(_FIGURES)
    if sum(each.isdigit() for each in value) < 6 or _is_decimal(text, start, end):
        return False
    right = kind.digit(figures[:-1]) == figures[-1]
    if len({" ".join(text[one[1] : two[0]].split()) for one, two in pairwise(groups[first : last + 1])}) > 1:
        return False
    if (right or kind.is_sure) and kind.named.search(_before(text, start, context)):
        return True
    return right and bool(kind.begins.fullmatch(figures)) and _is_grouped(text, groups, first, last, kind)


def _is_decimal(text: str, start: int, end: int) -> bool:
    """Returns whether the figures go on after a point or a comma, as those of an amount or a coordinate do."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (before[-1:] in (".", ",") and before[:1].isdigit()) or (after[:1] in (".", ",") and after[1:].isdigit())


def _is_grouped(text: str, groups: list[tuple[int, int]], first: int, last: int, kind: _Number) -> bool:
    """Returns whether a number that nothing names is whole, in groups as people write it, or figure by figure."""
    start, end = groups[first][0], groups[last][1]
    sizes = tuple(after - before for before, after in groups[first : last + 1])
    if len(sizes) == 1 or (len(sizes) == 2 and _CUT.search(text, groups[first][1], end)):
        return True
    is_alone = not any(
        groups[other][1] - groups[other][0] == 1 for other in (first - 1, last + 1) if 0 <= other < len(groups)
    )
    if len(sizes) > 2 and set(sizes) == {1}:
        return is_alone
    if kind.what == "CLABE":
        return (sizes in kind.groups or (min(sizes) > 1 and len(sizes) < 7)) and bool(_BANK.match(text, start))
    return sizes in kind.groups
