"""The indicators of a plan: what several numbers measure of one milestone, and their values at each cut."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.model.records import Record, column
from micrositio.model.rounding import printed
from micrositio.model.text import Text


@dataclass(frozen=True, slots=True)
class Indicator(Record):
    """One of the indicators of a milestone that has rows of its own for them.

    `factor` is what the quotient of a measurement is multiplied by (None: 1).
    """

    id: str = column("id")
    milestone: str = column("actividad")
    order: int = column("orden")
    name: Text = column("nombre")
    formula: Text = column("formula")
    factor: float | None = column("factor")
    unit: Text = column("unidad")
    kind: str = column("tipo")
    frequency: str = column("frecuencia")
    baseline: float | None = column("linea_base")
    target: float | None = column("meta")
    direction: str = column("direccion")
    tolerance: float | None = column("tolerancia")
    accumulation: str = column("acumula")
    weight: float | None = column("peso")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Measurement(Record):
    """The value of an indicator at a cut, as a number, as the two parts of a quotient, or both."""

    period: str = column("corte")
    indicator: str = column("indicador")
    value: float | None = column("valor")
    numerator: float | None = column("numerador")
    denominator: float | None = column("denominador")
    note: Text = column("nota")

    def quotient(self, indicator: Indicator) -> float | None:
        """Returns what its two parts come to in the unit of the indicator, or None if they come to nothing."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator * (1.0 if indicator.factor is None else indicator.factor)

    def value_of(self, indicator: Indicator) -> float | None:
        """Returns the value: the stated one or, if none is, the quotient."""
        return self.quotient(indicator) if self.value is None else self.value

    def agrees(self, indicator: Indicator) -> bool:
        """Returns whether the stated value is the quotient, rounded to as many decimals as the value has."""
        quotient = self.quotient(indicator)
        if self.value is None or quotient is None:
            return True
        decimals = len(printed(self.value).partition(".")[2])
        return abs(quotient - self.value) <= 0.5 * 10.0**-decimals * (1 + 1e-9)
