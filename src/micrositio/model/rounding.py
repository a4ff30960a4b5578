"""How a computed number is written: the decimal that the data print, and that decimal rounded half up for people."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

DECIMALS = 12
"""Decimals of a number in the data: further ones are noise of binary fractions."""


def printed(value: float) -> str:
    """The number as a cell of the data: with a point, at most `DECIMALS` decimals and no zeros at the end."""
    return f"{round(value, DECIMALS) + 0.0:.{DECIMALS}f}".rstrip("0").rstrip(".")


def half_up(value: float | Decimal, places: int) -> Decimal:
    """The number as the data print it, at `places` decimals; a half goes away from zero (0.285 → 0.29, 2.5 → 3)."""
    exact = value if isinstance(value, Decimal) else Decimal(printed(value))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percentage(fraction: float) -> Decimal:
    """The fraction, as the data print it, in percent and not rounded."""
    return Decimal(printed(fraction)) * 100
