"""The check digits of personal identifiers, as who gives them computes them."""

from __future__ import annotations

_CURP = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_RFC = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"


def curp_digit(body: str) -> str:
    """Returns the last character of a CURP from its first 17 (RENAPO: weights 18 to 2, modulo 10)."""
    total = sum(_CURP.index(character) * (18 - position) for position, character in enumerate(body))
    return str(-total % 10)


def rfc_digit(body: str) -> str:
    """Returns the last character of the RFC of a person from its first 12 (SAT: weights 13 to 2, modulo 11)."""
    total = sum(_RFC.index(character) * (13 - position) for position, character in enumerate(body))
    return "0123456789A"[-total % 11]


def clabe_digit(body: str) -> str:
    """Returns the last figure of a CLABE from its first 17 (Banco de México: weights 3, 7, 1, each modulo 10)."""
    total = sum(int(digit) * weight % 10 for digit, weight in zip(body, (3, 7, 1) * 6, strict=False))
    return str(-total % 10)


def luhn_digit(body: str) -> str:
    """Returns the last figure of a card or of a social security number from those before (ISO 7812, Luhn)."""
    doubled = (int(digit) * (2 - position % 2) for position, digit in enumerate(reversed(body)))
    return str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)
