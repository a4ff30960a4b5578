"""Filters of a list: the choices offered above it, and the values of each entry by which it is filtered.

A choice and its value are one word, `estado:limitado`: an entry has those that hold for it, and the address of a
filtered list has the same two as `?estado=limitado`. Values are the ids of the data, equal in every language; those
that begin with an underscore are defined by this module, and no id begins so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from micrositio.model.dates import PartialDate, parse_partial
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Evidence
from micrositio.model.text import N_, Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.cut_summary import MANY, WatchList
from micrositio.pages.views.parts import EvidenceRef, MilestoneLine, Status, category
from micrositio.pages.views.plan_view import UNWORDED, PlanView, unworded
from micrositio.profile.schemas import table_schema
from micrositio.progress.bearing import Bearing
from micrositio.progress.history import CutState
from micrositio.progress.milestone_state import MilestoneState

FEW = 5
"""Largest number of entries of a list that is shown without filters."""
WORDS = "texto"
"""Name in the address of the words that are searched for."""
UNKNOWN = "_sin-dato"
UNVERIFIED = "_sin-verificar"
OF_PROCESS, OF_PLAN = "_proceso", "_plan"
HERE, ELSEWHERE, MISSING = "_aqui", "_en-otro-sitio", "_sin-archivo"


class Words(NamedTuple):
    """The label of a value: a text of the data, a message of the interface or a date; only one is given."""

    title: Text = Text()
    message: str = ""
    date: PartialDate | None = None


class Option(NamedTuple):
    """A value of a choice, with the number of entries of the whole list that have it."""

    value: str
    words: Words
    number: int


class Choice(NamedTuple):
    """A property to filter by: its name in the address, its label (a message) and its options in the order listed."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class FilterView:
    """The choices over a list of `total` entries; `words` are the values of each entry, by its id.

    A choice that would leave the list as it is, or that has too many options, is not offered; a short list has no
    choices and no words.
    """

    choices: tuple[Choice, ...]
    total: int
    words: Mapping[str, str]

    def of(self, keys: Iterable[str]) -> FilterView:
        """Returns the filters with the words of the entries `keys` alone, for a part of the list."""
        return replace(self, words={key: self.words[key] for key in keys if key in self.words})


Vocabulary = Mapping[str, Words]
"""The values of a choice, in the order in which they are offered."""
Found = Mapping[str, tuple[str, ...]]
"""The `choice:value` words of each entry, by its id."""
NOBODY = {UNKNOWN: Words(message=N_("sin dato"))}


def milestone_filters(
    view: PlanView, lines: Iterable[MilestoneLine], watch: Iterable[WatchList], at: CutState | None = None
) -> FilterView:
    """Returns the filters of the milestones of a plan; `at` is their cut (None: no reports) and `watch` its lists."""
    lists, states = tuple(watch), at.by_id if at else {}
    marks = _marks(lists)
    found = {
        line.record.id: (*_of_line(line, states.get(line.record.id)), *marks.get(line.record.id, ())) for line in lines
    }
    scale = _scale(at.plan if at else view.plan)
    return _filters(
        found,
        {
            ("compromiso", N_("Compromiso")): _commitments(view, numbered=True),
            ("institucion", N_("Responde")): _named_institutions(view),
            ("estado", N_("Reportado")): {**scale, **_UNWORDED, **NOBODY},
            ("verificado", N_("Verificado")): {**scale, UNVERIFIED: Words(message=N_("sin verificación"))},
            ("mirar", N_("Qué mirar de cerca")): _lists(lists),
            ("fecha", N_("Fecha límite")): _dates(found),
        },
    )


def evidence_filters(view: PlanView, groups: Mapping[str, Iterable[EvidenceRef]]) -> FilterView:
    """Returns the choices over the documents of a plan, given by subject: a commitment, the process or the plan.

    The list groups them by what they bear on, so an entry's own words do not say it.
    """
    about: dict[str, list[str]] = {}
    for value, documents in groups.items():
        for each in documents:
            about.setdefault(each.record.id, []).append(f"compromiso:{value}")
    found = {key: (*about[key], *_of_document(view.plan, view.evidence[key])) for key in about}
    kind = table_schema(TableName.EVIDENCE).column("tipo")
    kinds = kind.categories if kind else {}
    offered = _filters(
        found,
        {
            ("prueba", N_("De qué es prueba")): {
                each: Words(category(TableName.EVIDENCE, "sobre", each)) for each in Bearing
            },
            ("compromiso", N_("Compromiso")): {**_commitments(view), **_NO_COMMITMENT},
            ("institucion", N_("Responde")): _named_institutions(view),
            ("tipo", N_("Tipo")): {each: Words(category(TableName.EVIDENCE, "tipo", each)) for each in kinds},
            ("lugar", N_("Dónde está")): _PLACES,
            ("fecha", N_("Fecha del documento")): _dates(found),
        },
    )
    return FilterView(offered.choices, offered.total, _without(offered.words, "prueba"))


def _filters(found: Found, vocabularies: Mapping[tuple[str, str], Vocabulary]) -> FilterView:
    if len(found) <= FEW:
        return FilterView((), len(found), {})
    counts = Counter(word for words in found.values() for word in words)
    choices = (_choice(name, label, values, counts) for (name, label), values in vocabularies.items())
    kept = tuple(each for each in choices if _is_useful(each, len(found)))
    offered = {f"{choice.name}:{option.value}" for choice in kept for option in choice.options}
    words = {key: " ".join(word for word in own if word in offered) for key, own in found.items()}
    return FilterView(kept, len(found), words)


def _choice(name: str, label: str, values: Vocabulary, counts: Mapping[str, int]) -> Choice:
    options = (Option(value, words, counts[f"{name}:{value}"]) for value, words in values.items())
    return Choice(name, label, tuple(each for each in options if each.number))


def _is_useful(choice: Choice, total: int) -> bool:
    return len(choice.options) <= MANY and any(each.number < total for each in choice.options)


def _of_line(line: MilestoneLine, state: MilestoneState | None) -> Iterator[str]:
    yield f"compromiso:{line.record.commitment}"
    yield f"institucion:{line.record.institution if line.responsible else UNKNOWN}"
    yield f"estado:{_status(state)}"
    yield f"verificado:{state.verification.status if state and state.verification else UNVERIFIED}"
    yield from _date_words(state.dates.end if state else line.record.end)
    if state and state.is_rescheduled:
        yield "mirar:reprogramadas"


def _status(state: MilestoneState | None) -> str:
    """Returns the reported status; if only a figure was reported, whether the figure fulfils the milestone."""
    if state is None or state.update is None:
        return UNKNOWN
    figure = unworded(state)
    return _unworded(figure) if figure else state.update.status or UNKNOWN


def _unworded(status: Status) -> str:
    return f"_{status.kind}"


def _marks(watch: Iterable[WatchList]) -> dict[str, list[str]]:
    """Returns the words of the watch lists that contain each milestone, by the milestone's id."""
    marks: dict[str, list[str]] = {}
    for each in watch:
        for line in each.lines:
            marks.setdefault(line.record.id, []).append(f"mirar:{each.anchor}")
    return marks


def _lists(watch: Iterable[WatchList]) -> Vocabulary:
    return {each.anchor: Words(message=each.title) for each in watch} | _MOVED


def _of_document(plan: ActionPlan, each: EvidenceRef) -> Iterator[str]:
    yield f"prueba:{each.bearing}"
    yield f"tipo:{each.record.kind}"
    yield from (f"institucion:{key}" for key in _answering(plan, each.record))
    yield f"lugar:{HERE if each.file else MISSING if each.record.file else ELSEWHERE}"
    yield from _date_words(each.record.date)


def _answering(plan: ActionPlan, each: Evidence) -> Iterable[str]:
    """Returns the institutions responsible for a document's milestones and those that lead its commitments."""
    milestones = (plan.index.milestones[key].institution for key in each.milestones)
    leads = (lead for key in each.commitments for lead in plan.index.commitments[key].leads)
    return dict.fromkeys(key for key in (*milestones, *leads) if key)


def _date_words(day: object) -> tuple[str, ...]:
    """Returns the words of a date: its year and, if known, its month."""
    if day is None:
        return (f"fecha:{UNKNOWN}",)
    year, month = str(day)[:4], str(day)[:7]
    return (f"fecha:{year}",) if month == year else (f"fecha:{year}", f"fecha:{month}")


def _dates(found: Found) -> Vocabulary:
    """Returns the years and months found, each year before its months, then the value for no date."""
    written = {word.removeprefix("fecha:") for words in found.values() for word in words if word.startswith("fecha:")}
    known = sorted(written - {UNKNOWN})
    return {each: Words(date=parse_partial(each)) for each in known} | NOBODY


def _commitments(view: PlanView, *, numbered: bool = False) -> Vocabulary:
    return {card.record.id: Words(card.numbered if numbered else card.title) for card in view.cards}


def _named_institutions(view: PlanView) -> Vocabulary:
    return {key: Words(ref.title) for key, ref in view.institutions.items()} | NOBODY


def _scale(plan: ActionPlan) -> Vocabulary:
    """Returns the statuses of the plan's scale, from the highest value to the lowest, those without a value last."""
    ordered = sorted(plan.scale, key=lambda step: (step.value is None, -(step.value or 0)))
    return {step.id: Words(step.title) for step in ordered}


def _without(found: Mapping[str, str], name: str) -> Mapping[str, str]:
    """Returns the words of each entry without those of one choice, which the group of the entry already gives."""
    return {
        key: " ".join(word for word in words.split() if not word.startswith(f"{name}:")) for key, words in found.items()
    }


_UNWORDED = {_unworded(each): Words(each.title) for each in UNWORDED}
_MOVED = {"reprogramadas": Words(message=N_("Reprogramadas"))}
_NO_COMMITMENT = {
    OF_PROCESS: Words(message=N_("Del proceso y sus sesiones")),
    OF_PLAN: Words(message=N_("De todo el plan")),
}
_PLACES = {
    HERE: Words(message=N_("En este sitio")),
    ELSEWHERE: Words(message=N_("En otro sitio")),
    MISSING: Words(message=N_("Sin el archivo")),
}
