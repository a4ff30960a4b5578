"""The bodies of a plan: what each does, and what other sources say of it."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.model.plan import ActionPlan, Body
from micrositio.pages.views.labels import FUNCTIONS
from micrositio.pages.views.parts import Dispute, disputes


@dataclass(frozen=True)
class BodyView:
    """A body; `functions` are messages; `disputes` are what other sources say of it."""

    record: Body
    functions: tuple[str, ...]
    disputes: tuple[Dispute, ...]


def bodies(plan: ActionPlan) -> tuple[BodyView, ...]:
    """The plan's bodies with what they do."""
    said = disputes(plan, "plan")
    functions = {each.id: tuple(FUNCTIONS[name] for name in each.functions) for each in plan.bodies}
    return tuple(BodyView(each, functions[each.id], said.on(field_of(each))) for each in plan.bodies)


def field_of(body: Body) -> str:
    """How a disagreement about the plan names the body."""
    return body.id.replace("-", "_")
