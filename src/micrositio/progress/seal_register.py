"""The register of a plan's seals: a list of sums with a line for each sealed cut, which only grows."""

from __future__ import annotations

import re

from micrositio.formats.checksums import SUMS, sums
from micrositio.model.plan import ActionPlan
from micrositio.progress.milestones import cuts_in_order

REGISTER = "sellos.txt"
"""Name of the register in the plan's folder and in its published data, where `sha256sum -c` checks every seal."""
_NAME = re.compile(rf"cortes/([a-z0-9-]+)/{SUMS}")


def registered_name(cut: str) -> str:
    """Returns the name of a cut's list of sums in the register: its path in the published data."""
    return f"cortes/{cut}/{SUMS}"


def registered_cut(name: str) -> str | None:
    """Returns the cut of a name in the register, or None if the name is of no seal."""
    match = _NAME.fullmatch(name)
    return match[1] if match else None


def seal_register(plan: ActionPlan) -> bytes:
    """Returns the register of the plan's seals, oldest first; empty if no cut is sealed.

    A register on disk without problems has these bytes.
    """
    sealed = [plan.seals[cut.id] for cut in cuts_in_order(plan) if cut.id in plan.seals]
    return b"".join(sums([(registered_name(each.cut), each.digest)]) for each in sealed)
