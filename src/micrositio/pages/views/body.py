"""The bodies of a plan: the functions of each, and the disagreements of other sources about them."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.model.plan import ActionPlan
from micrositio.model.plan_facts import Body
from micrositio.pages.views.labels import FUNCTIONS
from micrositio.pages.views.parts import Dispute, disputes


@dataclass(frozen=True)
class BodyView:
    """A body; `functions` are messages; `disputes` are disagreements of other sources about the body."""

    record: Body
    functions: tuple[str, ...]
    disputes: tuple[Dispute, ...]


def bodies(plan: ActionPlan) -> tuple[BodyView, ...]:
    """Returns the plan's bodies with their functions."""
    said = disputes(plan, "plan")
    functions = {each.id: tuple(FUNCTIONS[name] for name in each.functions) for each in plan.bodies}
    return tuple(BodyView(each, functions[each.id], said.on(field_of(each))) for each in plan.bodies)


def field_of(body: Body) -> str:
    """Returns the name of the body as a field in disagreements about the plan."""
    return body.id.replace("-", "_")
