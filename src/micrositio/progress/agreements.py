"""How long an agreement has been open, whether it is late, and whether its fulfilment is proven."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from micrositio.model.plan import ActionPlan
from micrositio.model.records import Agreement

FULFILLED, CANCELLED = "cumplido", "cancelado"
CLOSED = (FULFILLED, CANCELLED)
"""The states of an agreement that is closed."""
OPEN = ("pendiente", "en_proceso")
"""The states of an agreement that is open; of one without a state it is not known."""


class AgreementState(NamedTuple):
    """An agreement on a day, in days.

    `open` counts from its meeting to its closing or, if it is not closed, to that day; `late` counts from its due date
    and is 0 if it is not late. Both are None if a date is missing. `is_unproven` states that it is said to be fulfilled
    and names no document.
    """

    open: int | None
    late: int | None
    is_unproven: bool


def agreement_state(plan: ActionPlan, each: Agreement, day: date | None) -> AgreementState:
    """Returns the state of an agreement on `day`, the last one that the plan's data tell (None: unknown)."""
    end = each.closed if each.state in CLOSED else day if each.state in OPEN else None
    meeting = plan.index.meetings[each.meeting].date
    held = meeting.first if meeting and meeting.day else None
    late = max(0, (end - each.due).days) if end and each.due and each.state != CANCELLED else None
    unproven = each.state == FULFILLED and not each.evidence
    return AgreementState((end - held).days if end and held and end >= held else None, late, unproven)
