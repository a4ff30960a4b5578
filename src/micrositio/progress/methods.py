"""The methods that compute the progress of a milestone: one class each, and the list of them.

A plan names its method in `metodo.avance`. A new method needs a class here, its word in the schemas `yaml/plan.json`
and `metodo.json` of the profile, and its tests.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar, Literal

from micrositio.model.own_reports import OwnUpdate
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Milestone, ProgressUpdate
from micrositio.model.rounding import DECIMALS
from micrositio.model.text import N_
from micrositio.progress.programme import (
    KEEP,
    LIMITS,
    MAXIMUM,
    MINIMUM,
    Measured,
    Reading,
    baseline_of,
    goal,
    programme_of,
    programmed,
    read,
)

ASCENDING, DESCENDING = "ascendente", "descendente"
_LIMIT_WORDS: Mapping[str, str] = {
    MAXIMUM: N_("La meta es no pasar de %(kept)s y se informó %(value)s: %(progress)s"),
    MINIMUM: N_("La meta es no bajar de %(kept)s y se informó %(value)s: %(progress)s"),
    KEEP: N_("La meta es mantener %(kept)s y se informó %(value)s: %(progress)s"),
}
"""How an indicator that is met or not is computed, in words, by its direction."""
_KEEP_WITHIN = N_("La meta es mantener %(kept)s, con tolerancia de %(tolerance)s, y se informó %(value)s: %(progress)s")

_OF_LIMITS = N_("Las que no deben pasar de su meta, bajar de ella o apartarse de ella valen 1 si la cumplen y 0 si no.")


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
    def explain(self, plan: ActionPlan, milestone: Milestone) -> str:
        """Returns the message that explains the computation of the figure.

        Its placeholders are among `status`, `value`, `kept`, `tolerance`, `division` and `progress`.
        """

    def lacks(self, update: ProgressUpdate) -> bool:
        """Returns whether the update lacks the attribute that the method reads."""
        return getattr(update, self.reads) in ("", None)

    def measures(self, plan: ActionPlan, milestone: Milestone) -> bool:
        """Returns whether the plan's data of the milestone are sufficient for the computation."""
        return True

    def is_idle(self, plan: ActionPlan, milestone: Milestone) -> bool:
        """Returns whether nothing was due of the milestone, so that no value is its progress."""
        return False

    def remarks(self, milestones: Iterable[Milestone]) -> tuple[str, ...]:
        """Returns what `worth` does not say of some of these milestones (messages)."""
        return ()


class ByStatus(ProgressMethod):
    """Method of the reported status: its value in the plan's scale."""

    key = "estatus"
    worth = N_("Cada actividad vale lo que su estado en la escala del plan.")
    reads = "status"

    def compute(self, plan: ActionPlan, milestone: Milestone, update: ProgressUpdate) -> float | None:
        """Returns the value of the update's status in the plan's scale, as a fraction, or None if it has none."""
        return scale_value(plan, update.status)

    def explain(self, plan: ActionPlan, milestone: Milestone) -> str:
        """Returns the message with the status and its value."""
        return N_("Estado: %(status)s. En la escala del plan vale %(progress)s.")


class ByIndicator(ProgressMethod):
    """Method of the indicator: the advance from its baseline to its target, as a fraction of the whole distance."""

    key = "indicador"
    worth = N_("Cada actividad vale lo que su indicador avanzó de la línea base a la meta.")
    by_target = True

    def compute(self, plan: ActionPlan, milestone: Milestone, update: ProgressUpdate) -> float | None:
        """Returns the advance of the reported value from the baseline to the target, or 1 or 0 for a limit."""
        at = read(plan, milestone, update)
        return None if self.is_idle(plan, milestone) else advance(milestone, at)

    def explain(self, plan: ActionPlan, milestone: Milestone) -> str:
        """Returns the message with the division; of a limit, or if the target equals the baseline, one without it."""
        return indicator_sentence(milestone, goal(plan, milestone))

    def measures(self, plan: ActionPlan, milestone: Milestone) -> bool:
        """Returns whether the milestone has a baseline, a target and a direction that agrees with them.

        A limit needs no baseline, and one whose baseline and target are 0 needs no direction.
        """
        return is_measurable(milestone, goal(plan, milestone))

    def is_idle(self, plan: ActionPlan, milestone: Milestone) -> bool:
        """Returns whether the baseline and the target are 0 and neither is a limit."""
        return nothing_is_due(milestone, goal(plan, milestone))

    def remarks(self, milestones: Iterable[Milestone]) -> tuple[str, ...]:
        """Returns how limits count, if any of the milestones is one."""
        return (_OF_LIMITS,) if any(each.direction in LIMITS for each in milestones) else ()


class Stated(ProgressMethod):
    """Method of the percentage reported by the party responsible for the milestone."""

    key = "manual"
    worth = N_("Cada actividad vale el porcentaje que informó quien responde por ella.")
    in_percent = True

    def compute(self, plan: ActionPlan, milestone: Milestone, update: ProgressUpdate) -> float | None:
        """Returns the reported percentage as a fraction, or None without data."""
        value = read(plan, milestone, update).value
        return None if value is None else value / 100

    def explain(self, plan: ActionPlan, milestone: Milestone) -> str:
        """Returns the message with the percentage."""
        return N_("Reportado: %(progress)s. Lo informó quien responde.")


METHODS: Mapping[str, ProgressMethod] = {each.key: each for each in (ByStatus(), ByIndicator(), Stated())}
"""Every method, by its key."""


def method_of(plan: ActionPlan) -> ProgressMethod:
    """Returns the method of the plan."""
    return METHODS[plan.method.progress]


def programmed_progress(plan: ActionPlan, milestone: Milestone, day: date) -> float | None:
    """Returns the part of the milestone that its programme asks for by a day, from 0 to 1; None without a programme.

    Of a plan that does not measure by the indicator, the targets of the periods are percentages of the milestone.
    """
    method = method_of(plan)
    if not programme_of(plan, milestone) or method.is_idle(plan, milestone):
        return None
    level = programmed(plan, milestone, day)
    if level is None or milestone.direction in LIMITS:
        return float(level is not None)
    share: float | None = level / 100
    if method.by_target:
        share = indicator_progress(baseline_of(milestone), goal(plan, milestone), milestone.direction, level)
    return None if share is None else min(max(share, 0.0), 1.0)


def target_on(plan: ActionPlan, milestone: Milestone, day: date) -> float | None:
    """Returns the target of the milestone on a day: by the indicator, the one that it is measured against."""
    return goal(plan, milestone, day) if method_of(plan).by_target else milestone.target


def scale_value(plan: ActionPlan, status: str) -> float | None:
    """Returns the value of a status in the plan's scale, as a fraction, or None if it has none there."""
    step = plan.index.scale.get(status)
    return step.value if step else None


def own_progress(plan: ActionPlan, update: OwnUpdate) -> float | None:
    """Returns the progress that a commitment reports of itself, as a fraction before any cap; None without data.

    By the method of the status it is the value of its status in the plan's scale. By any other it is the percentage
    that it states or, if it states none, the value of its status: a commitment has no indicator.
    """
    if method_of(plan).reads == "status" or update.value is None:
        return scale_value(plan, update.status)
    return update.value / 100


def capped(plan: ActionPlan, value: float | None) -> float | None:
    """Returns the value limited to 0 and 1 if the plan has a cap (`tope`), else as it is."""
    return min(max(value, 0.0), 1.0) if value is not None and plan.method.capped else value


def indicator_sentence(of: Measured, target: float | None) -> str:
    """Returns the message of how an indicator is computed: its division or, of a limit, the words for it."""
    if of.direction == KEEP and of.tolerance:
        return _KEEP_WITHIN
    if of.direction in LIMITS:
        return _LIMIT_WORDS[of.direction]
    return _LIMIT_WORDS[KEEP] if target == baseline_of(of) else N_("%(division)s = %(progress)s")


def nothing_is_due(of: Measured, target: float | None) -> bool:
    """Returns whether the baseline and the target are 0 and neither is a limit."""
    return baseline_of(of) == target == 0 and of.direction not in LIMITS


def is_measurable(of: Measured, target: float | None) -> bool:
    """Returns whether there are a baseline, a target and a direction that agrees with them."""
    baseline = baseline_of(of)
    if of.direction in LIMITS:
        return target is not None
    if baseline is None or target is None:
        return False
    if baseline == target:
        return bool(of.direction) or nothing_is_due(of, target)
    return of.direction in ("", ASCENDING if target > baseline else DESCENDING)


def advance(of: Measured, at: Reading) -> float | None:
    """Returns how far the value of a reading is from the baseline to the target, or 1 or 0 for a limit.

    It is a fraction before any cap; None without data.
    """
    if of.direction in LIMITS:
        return limit_met(at.target, of.direction, of.tolerance, at.value)
    return indicator_progress(at.baseline, at.target, of.direction, at.value)


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


def limit_met(target: float | None, direction: str, tolerance: float | None, value: float | None) -> float | None:
    """Returns 1 if the value meets a limit and 0 if it does not; None if a number is missing.

    A maximum is met at the target or below, a minimum at it or above; what is to be kept, at no more than the tolerance
    from it.
    """
    if target is None or value is None:
        return None
    if direction == KEEP:
        return float(round(abs(value - target), DECIMALS) <= (tolerance or 0.0))
    return float(value <= target if direction == MAXIMUM else value >= target)
