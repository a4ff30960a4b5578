"""The methods that compute the progress of a milestone: one class each, and the list of them.

A plan names its method in `metodo.avance`. A new method needs a class here, its word in the schemas `yaml/plan.json`
and `metodo.json` of the profile, and its tests.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Literal

from micrositio.model.plan import ActionPlan
from micrositio.model.records import Milestone, ProgressUpdate
from micrositio.model.text import N_

ASCENDING, DESCENDING = "ascendente", "descendente"


class ProgressMethod(ABC):
    """A method that computes a milestone's progress from the reported data.

    `key` is its word in the plan's descriptor and `worth` is the value that it gives to a milestone, in words (a
    message). `reads` is the attribute of an update used in the computation; `in_percent` is true if the value reported
    is a percentage, and `by_target` if the value is compared with the milestone's baseline and target.
    """

    key: ClassVar[str]
    worth: ClassVar[str]
    reads: ClassVar[Literal["status", "value"]] = "value"
    in_percent: ClassVar[bool] = False
    by_target: ClassVar[bool] = False

    @abstractmethod
    def compute(self, plan: ActionPlan, milestone: Milestone, update: ProgressUpdate) -> float | None:
        """Returns the progress of the milestone as a fraction before any cap, or None without data."""

    @abstractmethod
    def explain(self, milestone: Milestone) -> str:
        """Returns the message that explains the computation of the figure.

        Its placeholders are among `status`, `value`, `kept`, `division` and `progress`.
        """

    def lacks(self, update: ProgressUpdate) -> bool:
        """Returns whether the update lacks the attribute that the method reads."""
        return getattr(update, self.reads) in ("", None)

    def measures(self, milestone: Milestone) -> bool:
        """Returns whether the plan's data of the milestone are sufficient for the computation."""
        return True


class ByStatus(ProgressMethod):
    """Method of the reported status: its value in the plan's scale."""

    key = "estatus"
    worth = N_("Cada actividad vale lo que su estado en la escala del plan.")
    reads = "status"

    def compute(self, plan: ActionPlan, milestone: Milestone, update: ProgressUpdate) -> float | None:
        """Returns the value of the update's status in the plan's scale, as a fraction, or None if it has none."""
        return scale_value(plan, update.status)

    def explain(self, milestone: Milestone) -> str:
        """Returns the message with the status and its value."""
        return N_("Estado: %(status)s. En la escala del plan vale %(progress)s.")


class ByIndicator(ProgressMethod):
    """Method of the indicator: the advance from its baseline to its target, as a fraction of the whole distance."""

    key = "indicador"
    worth = N_("Cada actividad vale lo que su indicador avanzó de la línea base a la meta.")
    by_target = True

    def compute(self, plan: ActionPlan, milestone: Milestone, update: ProgressUpdate) -> float | None:
        """Returns the advance of the reported value from the baseline to the target, as a fraction."""
        return indicator_progress(milestone.baseline, milestone.target, milestone.direction, update.value)

    def explain(self, milestone: Milestone) -> str:
        """Returns the message with the division; if the target equals the baseline, the message without it."""
        if milestone.target == milestone.baseline:
            return N_("La meta es mantener %(kept)s y se informó %(value)s: %(progress)s")
        return N_("%(division)s = %(progress)s")

    def measures(self, milestone: Milestone) -> bool:
        """Returns whether the milestone has a baseline, a target and a direction that agrees with them."""
        if milestone.baseline is None or milestone.target is None:
            return False
        if milestone.baseline == milestone.target:
            return bool(milestone.direction)
        return milestone.direction in ("", ASCENDING if milestone.target > milestone.baseline else DESCENDING)


class Stated(ProgressMethod):
    """Method of the percentage reported by the party responsible for the milestone."""

    key = "manual"
    worth = N_("Cada actividad vale el porcentaje que informó quien responde por ella.")
    in_percent = True

    def compute(self, plan: ActionPlan, milestone: Milestone, update: ProgressUpdate) -> float | None:
        """Returns the reported percentage as a fraction, or None without data."""
        return None if update.value is None else update.value / 100

    def explain(self, milestone: Milestone) -> str:
        """Returns the message with the percentage."""
        return N_("Reportado: %(progress)s. Lo informó quien responde.")


METHODS: Mapping[str, ProgressMethod] = {each.key: each for each in (ByStatus(), ByIndicator(), Stated())}
"""Every method, by its key."""


def method_of(plan: ActionPlan) -> ProgressMethod:
    """Returns the method of the plan."""
    return METHODS[plan.method.progress]


def scale_value(plan: ActionPlan, status: str) -> float | None:
    """Returns the value of a status in the plan's scale, as a fraction, or None if it has none there."""
    step = plan.index.scale.get(status)
    return step.value if step else None


def indicator_progress(
    baseline: float | None, target: float | None, direction: str, value: float | None
) -> float | None:
    """Returns (value − baseline) / (target − baseline): the advance from baseline to target, as a fraction.

    The formula holds in both directions and for negative numbers; the result is below 0 if the indicator moved away
    from its target and above 1 beyond it. Where the target equals the baseline, keeping it fulfils it: 1 at the target
    or on its good side (above, or below where `direction` is «descendente»), else 0. None if a number is missing.
    """
    if baseline is None or target is None or value is None:
        return None
    if target == baseline:
        return float(value <= target if direction == DESCENDING else value >= target)
    return (value - baseline) / (target - baseline)
