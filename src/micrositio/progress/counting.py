"""What a figure counts: milestones, or commitments that report by themselves."""

from __future__ import annotations

from enum import StrEnum


class Counted(StrEnum):
    """What a figure counts: milestones, commitments that report by themselves, or both."""

    MILESTONES = "milestones"
    COMMITMENTS = "commitments"
    BOTH = "both"


def counted_things(own: int, total: int) -> Counted:
    """Returns what a count of `total` counts, of which `own` are commitments that report by themselves."""
    if not own:
        return Counted.MILESTONES
    return Counted.COMMITMENTS if own == total else Counted.BOTH
