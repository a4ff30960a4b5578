"""Where a person can be found: e-mail addresses, telephones, homes; and names, compared as people write them.

None has a check digit, and institutions publish theirs: what these find is a doubt, not a certainty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from micrositio.privacy.detectors import Found

_EMAIL = re.compile(r"[\w.+-]+\s*@\s*[\w-]+\.\w")
_WHOLE_EMAIL = re.compile(
    r"[\w.+-]{1,64}(?:\s?@\s?|\s?[(\[]\s?(?:@|ARROBA|AT)\s?[)\]]\s?|\sARROBA\s)[\w-]{1,63}"
    r"(?:(?:\.|\s?[(\[]\s?(?:\.|PUNTO|DOT)\s?[)\]]\s?|\sPUNTO\s)[\w-]{1,63}){1,5}"
)
_WORDS_OF_EMAIL = (
    re.compile(r"\s?[(\[]?\s?(?:ARROBA|\bAT\b)\s?[)\]]?\s?"),
    re.compile(r"\s?[(\[]?\s?(?:PUNTO|DOT)\s?[)\]]?\s?"),
)
_DAY, _MONTH, _YEAR = "(?:0?[1-9]|[12]\\d|3[01])", "(?:0?[1-9]|1[0-2])", "(?:19|20)\\d\\d"
_NOT_TELEPHONES = re.compile(
    rf"(?<!\d)(?:{_YEAR}([-/.]){_MONTH}\1{_DAY}|{_DAY}([-/.]){_MONTH}\2{_YEAR}"  # dates
    rf"|\d{{1,2}}:\d\d(?::\d\d)?|(?<=/){_YEAR}(?=/)"  # hours, and the year within a reference
    r"|\d{1,3}(?:([ .])\d{3})(?:\3\d{3})*(?:[.,]\d{1,2})?(?![ .]?\d))(?!\d)"  # thousands
)
_DIGITS = re.compile(r"\d(?:[ \t().\-\u2010-\u2015\u2212/]{0,3}\d)+")
"""Digits together or with the signs between them with which a telephone is written."""
_TELEPHONE = re.compile(r"(?:52)?\d{10}")
_SPELT = re.compile(
    r"(?<![\w./=-])(?:\+?52[\s.-]?)?\(?\d{2,3}\)?[\s.\u2010-\u2015-]{0,3}\d{3,4}[\s.\u2010-\u2015-]{0,2}\d{2}"
    r"[\s.\u2010-\u2015-]?\d{2}(?![\w./-]*\d)"
)
_ADDRESS = re.compile(r"HTTPS?://\S+")
_CALLS = re.compile(r"\b(?:TEL|CEL|M[OÓ]VIL|WHATSAPP|LLAM[AEO]|MARQUE|CONTACT|N[UÚ]MERO)")
_STREET = (
    r"\b(?:CALLE|AV(?:ENIDA|\.)|C\.|CALZ(?:ADA|\.)|BLVD\.?|BOULEVARD|BULEVAR|PRIV(?:ADA|\.)|ANDADOR|CERRADA|CIRCUITO"
    r"|CALLEJ[OÓ]N|PROL(?:ONGACI[OÓ]N|\.))"
)
_NUMBER = r"(?:\s*,?\s*(?:N[UÚ]M(?:ERO|\.)?|NO\.|#|N[°º]\.?))?\s*\d{1,5}(?:[ -]?[A-D]\b)?"
_HOME = re.compile(
    rf"(?:\b(?:VIV[EO]N?|DOMICILIO|RESID[EO]N?|HABITA|CASA|HOGAR)\b.{{0,40}}?{_STREET}\s[\w .]{{2,50}}?{_NUMBER}"
    rf"|{_STREET}\s[\w .]{{2,50}}?{_NUMBER}\s*,?\s*(?:INT(?:ERIOR|\.)|DEP(?:ARTAMENTO|TO\.?|\.)|COL(?:ONIA|\.)"
    r"|FRACC|BARRIO|C\.?\s?P\.?\s?\d{5}))"
    r"[\w .,#]{0,40}",
    re.DOTALL,
)  # fmt: skip
_PLACE = re.compile(rf"{_STREET}\s([\w .]{{2,50}}?{_NUMBER})")
EMAIL, TELEPHONE, HOME = "correo", "teléfono", "domicilio"


def contacts(text: str, own: Collection[str] = ()) -> Iterator[Found]:
    """Yields the e-mail addresses, telephones and homes in a folded text, but those of `own` (see `own_form`).

    A telephone needs ten digits (or 52 and ten) written apart, or a word before it that says to call.
    """
    if "@" in text or "ARROBA" in text or " AT" in text or "[AT" in text or "(AT" in text:
        for match in _WHOLE_EMAIL.finditer(text):
            is_address = any(sign in match[0] for sign in ("@", "(", "[", " PUNTO "))
            if is_address and not _is_own_mail(plain_contact(match[0]), own):
                yield Found(EMAIL, match[0], match.start(), match.end())
    without = _ADDRESS.sub(lambda match: "·" * len(match[0]), text) if "://" in text.lower() else text
    for match in _SPELT.finditer(without):
        digits = re.sub(r"\D", "", match[0])
        is_spelt = not match[0].isdigit() or _CALLS.search(without[max(0, match.start() - 40) : match.start()])
        is_other = _NOT_TELEPHONES.search(match[0])
        if _TELEPHONE.fullmatch(digits) and is_spelt and not is_other and digits[-10:] not in own:
            yield Found(TELEPHONE, match[0], match.start(), match.end())
    for match in _HOME.finditer(text):
        if plain_home(match[0]) not in own:
            yield Found(HOME, match[0], match.start(), match.end())


def plain_contact(text: str) -> str:
    """Returns an e-mail address, a telephone or a home as `own` of `contacts` has it, however it was written."""
    digits = re.sub(r"\D", "", text)
    if _TELEPHONE.fullmatch(digits) and not re.search(r"[^\W\d_]{3}", text):
        return digits[-10:]
    upper = text.upper()
    if "@" not in upper:
        for words, sign in zip(_WORDS_OF_EMAIL, "@.", strict=True):
            upper = words.sub(sign, upper)
    return re.sub(r"[\s()\[\],]+", "", upper)


def plain_home(text: str) -> str:
    """Returns a home as `own` of `contacts` has it: the name of its street and its number."""
    match = _PLACE.search(text)
    return re.sub(r"[\W_]+", " ", match[1]).strip() if match else text


def _is_own_mail(address: str, own: Collection[str]) -> bool:
    """Returns whether an address is one of `own` or of the domain of one of them."""
    domain = address.rpartition("@")[2]
    return address in own or any(each.endswith(f"@{domain}") for each in own)


def own_form(found: Found) -> str:
    """Returns what was found as `own` of `contacts` has it."""
    return plain_home(found.value) if found.what == HOME else plain_contact(found.value)


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
