"""Written form of a computed number: the decimal printed in the data, and that decimal rounded half up for people."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

DECIMALS = 12
"""Decimals of a number in the data; further ones are noise of binary fractions."""


def printed(value: float) -> str:
    """Returns the number as a cell of the data: a point, at most `DECIMALS` decimals and no zeros at the end."""
    exact = round(value, DECIMALS) + 0.0
    shortest = repr(exact)
    return (f"{exact:.{DECIMALS}f}" if "e" in shortest else shortest).rstrip("0").rstrip(".")


def half_up(value: float | Decimal, places: int) -> Decimal:
    """Returns the number as printed in the data, at `places` decimals, halves away from zero.

    For example 0.285 → 0.29 and 2.5 → 3.
    """
    exact = value if isinstance(value, Decimal) else Decimal(printed(value))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percentage(fraction: float) -> Decimal:
    """Returns the fraction, as printed in the data, in percent and not rounded."""
    return Decimal(printed(fraction)) * 100
