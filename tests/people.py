"""Invented identifiers of nobody, formally valid, and the disguises in which people write them."""

from __future__ import annotations

import random
import string
import unicodedata
from collections.abc import Callable, Mapping

from micrositio.privacy.check_digits import clabe_digit, curp_digit, luhn_digit, rfc_digit

_VOWELS, _CONSONANTS, _LETTERS = "AEIOU", "BCDFGHJKLMNÑPQRSTVWXYZ", "ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_STATES = "AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ YN ZS NE".split()
_BANKS, _CARDS = ("002", "012", "014", "021", "044", "072", "127", "646"), ("4", "51", "55", "2345")


class Invented:
    """Makes identifiers of nobody, the same ones for a seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def _some(self, count: int, letters: str = string.digits) -> str:
        return "".join(self._chance.choices(letters, k=count))

    def _date(self) -> str:
        month, day = self._chance.randrange(1, 13), self._chance.randrange(1, 29)
        return f"{self._chance.randrange(100):02}{month:02}{day:02}"

    def _initials(self) -> str:
        return self._some(1, _LETTERS) + self._some(1, _VOWELS) + self._some(2, _LETTERS)

    def curp(self) -> str:
        born = self._initials() + self._date() + self._chance.choice("HMX") + self._chance.choice(_STATES)
        body = born + self._some(3, _CONSONANTS) + self._chance.choice("0123456789A")
        return body + curp_digit(body)

    def rfc(self) -> str:
        body = self._initials() + self._date() + self._some(2, string.ascii_uppercase + "123456789")
        return body + rfc_digit(body)

    def elector(self) -> str:
        state, sex = f"{self._chance.randrange(1, 33):02}", self._chance.choice("HM")
        return self._some(6, _CONSONANTS) + self._date() + state + sex + self._some(3)

    def clabe(self) -> str:
        body = self._chance.choice(_BANKS) + self._some(14)
        return body + clabe_digit(body)

    def nss(self) -> str:
        body = self._some(10, "123456789")
        return body + luhn_digit(body)

    def card(self) -> str:
        begin = self._chance.choice(_CARDS)
        body = begin + self._some(15 - len(begin))
        return body + luhn_digit(body)

    def cut(self, value: str) -> str:
        """The value with a line feed somewhere within."""
        place = self._chance.randrange(2, len(value) - 1)
        return f"{value[:place]}\n{value[place:]}"


IDENTIFIERS: Mapping[str, Callable[[Invented], str]] = {
    "CURP": Invented.curp,
    "RFC": Invented.rfc,
    "clave de elector": Invented.elector,
    "CLABE": Invented.clabe,
    "NSS": Invented.nss,
    "tarjeta": Invented.card,
}
"""How each kind of identifier is made, by its name in messages."""


def full_width(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


DISGUISES: Mapping[str, Callable[[Invented, str], str]] = {
    "tal cual": lambda _, value: value,
    "espacios": lambda _, value: " ".join(value),
    "guiones": lambda _, value: "-".join(value),
    "salto": lambda invented, value: invented.cut(value),
    "ancho cero": lambda _, value: "\u200b".join(value),
    "ancho doble": lambda _, value: full_width(value),
    "NFD": lambda _, value: unicodedata.normalize("NFD", value),
    "entidad": lambda _, value: "".join(f"&#{ord(each)};" for each in value),
    "O por 0": lambda _, value: value.replace("0", "O"),
    "I por 1": lambda _, value: value.replace("1", "I"),
}
"""What each disguise does to an identifier."""
SENTENCES = ("Se anotó {value} en el registro.", "{kind}: {value}")
"""What stands around an identifier: nothing that names it, or its name."""
