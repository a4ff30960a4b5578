"""Rules of the time stamps beside seals: of the sums of their seal, not before its cut, with valid certificates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from micrositio.formats.checksums import SUMS
from micrositio.formats.time_stamp import BESIDE, CERTIFICATES, REPLY, verified
from micrositio.model.plan import ActionPlan, TimeStamp
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.sources.tree import SealFolder

_EASTMOST = timedelta(hours=14)
"""How much later than UTC the clocks of the first time zone are: a day has begun there before it begins in UTC."""


def with_stamps(plan: ActionPlan, folders: Sequence[SealFolder]) -> tuple[ActionPlan, list[Problem]]:
    """Returns the plan with the valid time stamps of its seals, and the problems of the others."""
    problems: list[Problem] = []
    seals = dict(plan.seals)
    for folder in folders:
        if folder.cut in seals and not folder.files.keys().isdisjoint(BESIDE):
            cut = plan.index.cuts.get(folder.cut)
            found = _stamp(folder, cut.date if cut else date.min)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                seals[folder.cut] = replace(seals[folder.cut], stamp=found)
    return replace(plan, seals=seals) if seals != plan.seals else plan, problems


def _stamp(folder: SealFolder, since: date) -> TimeStamp | Problem:
    """Returns the stamp in the folder of a seal, or its problem; it cannot be older than the day `since`."""
    cut = folder.cut
    for name, beside in (BESIDE, BESIDE[::-1]):
        if name not in folder.files:
            return problem(Kind.STAMP_ALONE, Place(f"{folder.folder}/{name}"), cut=cut, name=name, beside=beside)
    found = verified(folder.files[SUMS], folder.files[REPLY], folder.files[CERTIFICATES])
    if isinstance(found, Kind):
        wrong = CERTIFICATES if found is Kind.STAMP_CERTIFICATES else REPLY
        return problem(found, Place(f"{folder.folder}/{wrong}"), cut=cut, name=CERTIFICATES)
    if (found.time + _EASTMOST).date() < since:
        return problem(Kind.STAMP_EARLY, Place(f"{folder.folder}/{REPLY}"), cut=cut, day=found.time.date())
    return found
