"""Facts of a plan that its descriptor states and no table holds, each with its sources."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.model.dates import PartialDate
from micrositio.model.text import Text


@dataclass(frozen=True)
class Body:
    """A body of the process (promotes, keeps, watches, assesses), with its dates."""

    id: str
    name: Text
    acronym: str
    functions: tuple[str, ...]
    description: Text
    since: PartialDate | None
    until: PartialDate | None
    contact: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Instrument:
    """An assessment instrument."""

    id: str
    title: Text
    description: Text
    body: str
    date: PartialDate | None
    link: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PlanPeriod:
    """One version of the plan's period, with the source that states it."""

    start: PartialDate | None
    end: PartialDate | None
    according_to: Text
    note: Text
    sources: tuple[str, ...]


@dataclass(frozen=True)
class GeneralFact:
    """A fact of the plan that no table holds."""

    title: Text
    value: Text
    note: Text
    sources: tuple[str, ...]


@dataclass(frozen=True)
class OgpCommitment:
    """What OGP says about a commitment, in OGP's own words; "" where not known."""

    commitment: str
    theme: str
    short_title: str
    full_text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class OgpPlan:
    """OGP's own words on the plan in its commitments database; "" or None where not known. `duration` is in years."""

    place: str = ""
    number: int | None = None
    code: str = ""
    region: str = ""
    level: str = ""
    submitted: int | None = None
    end_year: int | None = None
    duration: float | None = None
    commitments: tuple[OgpCommitment, ...] = ()
    sources: tuple[str, ...] = ()
