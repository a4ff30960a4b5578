"""Sentences about unknown data: one for each kind of gap, in each language, made only in this module."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from micrositio.i18n.display import date_words
from micrositio.i18n.messages import catalogue
from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan
from micrositio.model.remarks import SETTLED, Gap, Question
from micrositio.model.text import SOURCE_LANGUAGE, Text, proper

NOT_FOUND, UNREAD, UNPUBLISHED = "no_encontrado", "existe_no_leido", "no_publicado"
WITHHELD, NOT_DUE = "reservado", "aun_no_toca"
STATES = (NOT_FOUND, UNREAD, UNPUBLISHED, WITHHELD, NOT_DUE)
"""States of a gap that a table states, in the order in which they are shown; the first is the default."""
ANSWERED = "contestada"
"""State that a gap gets from the question that settled it, shown after the others."""
PLAN = "plan"
"""Value of `Gap.table` for a gap about the plan as a whole."""
Value = Text | date | PartialDate
Place = tuple[str, str]
"""A table and the key of one of its rows; "" for the whole table."""
_ = catalogue(SOURCE_LANGUAGE).gettext


@dataclass(frozen=True)
class Sentence:
    """A whole sentence: its message and the values in it, each to be formatted in the reader's language."""

    message: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class NotKnown:
    """Why a datum is not known: the sentence, and the gap that the sentence is made from (None if there is none)."""

    sentence: Sentence
    gap: Gap | None = None


@dataclass(frozen=True)
class GapsTold:
    """Gaps of which the same is said: why they are not known, in one sentence, by which sources (their ids)."""

    sentence: Sentence
    sources: tuple[str, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class GapGroup:
    """The gaps of one state; `words` describe them after their number, in the reader's language.

    `told` are the same gaps by what is said of them.
    """

    state: str
    words: str
    gaps: tuple[Gap, ...]
    told: tuple[GapsTold, ...]


@dataclass(frozen=True)
class Unknowns:
    """The unknown data of some rows of a plan, of its whole tables and of the plan itself.

    `gaps` are the gaps that state what is unknown, and `answers` the questions that settled some of them, by the gap's
    id; `read_on` is the last day on which a source of the plan was read (None: unknown).
    """

    gaps: tuple[Gap, ...] = ()
    has_sources: bool = False
    read_on: date | None = None
    answers: Mapping[str, Question] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Gap, ...]:
        """The gaps that no answer has settled."""
        return tuple(gap for gap in self.gaps if gap.id not in self.answers)

    def on(self, table: str, record: str = "") -> tuple[Gap, ...]:
        """Returns the gaps about a row or, without `record`, about the whole table."""
        return tuple(gap for gap in self.gaps if (gap.table, gap.record) == (table, record))


def unknowns(plan: ActionPlan, places: Iterable[Place] | None = None) -> Unknowns:
    """Returns the unknown data of the rows at `places` (None: all rows) and the gaps that are about no row.

    A gap that a question settled is in the state `ANSWERED`, whatever its table states.
    """
    kept = None if places is None else {*places}
    answers = {each.gap: each for each in plan.questions if each.outcome == SETTLED}
    gaps = (
        replace(gap, state=ANSWERED) if gap.id in answers else gap
        for gap in plan.gaps
        if kept is None or (gap.table, gap.record) in kept or not gap.record
    )
    days = (each.read_on for each in plan.sources if each.read_on)
    return Unknowns(tuple(gaps), bool(plan.sources), max(days, default=None), answers)


def state_of(gap: Gap) -> str:
    """Returns the state of a gap, one of `STATES`."""
    return gap.state or NOT_FOUND


def why_unknown(own: bool, of: Unknowns, name: str | tuple[str, ...], *places: Place) -> NotKnown:
    """Returns why a field, or the rows of a table, are not known for the rows at `places`, the nearest first.

    `name` is a column or a table, or several of them. The sentence is that of the first gap that names it at one of the
    places, in the whole of a table or in the plan; without any, a default one: `own` is whether the government has
    adopted the site.
    """
    names = (name,) if isinstance(name, str) else name
    gap = next(_gaps_about(of, names, places), None)
    return told_gap(own, of, gap) if gap else NotKnown(_by_default(own, of))


def _gaps_about(of: Unknowns, names: tuple[str, ...], places: tuple[Place, ...]) -> Iterator[Gap]:
    """Yields the gaps about one of `names`: first those that name it, then those about a whole row or table."""
    around = (*places, *((table, "") for table, _record in places), (PLAN, ""))
    found = [gap for place in around for gap in of.on(*place)]
    yield from (gap for gap in found if not set(names).isdisjoint(gap.fields))
    whole = [*found, *(gap for name in names for gap in of.on(name))]
    yield from (gap for gap in whole if not gap.fields and gap.table != PLAN)


def row_gaps(of: Unknowns, table: str, key: str, told: Collection[str] = ()) -> tuple[Gap, ...]:
    """Returns the gaps that name a row, except those that are only about columns or tables in `told`."""
    return tuple(gap for gap in of.on(table, key) if not gap.fields or not {*gap.fields} <= {*told})


def told_gap(own: bool, of: Unknowns, gap: Gap) -> NotKnown:
    """Returns the gap with its sentence."""
    return NotKnown(_TOLD[state_of(gap)](own, of, gap), gap)


def _by_default(own: bool, of: Unknowns) -> Sentence:
    if own:
        return Sentence(_("Aún no se publica aquí."))
    if of.read_on:
        return Sentence(_("No se encontró en las fuentes que se leyeron (hasta el {day})."), {"day": of.read_on})
    read = _("No se encontró en las fuentes que se leyeron.")
    return Sentence(read if of.has_sources else _("No está en estos datos."))


def _not_found(own: bool, of: Unknowns, gap: Gap) -> Sentence:
    where: dict[str, Value] = {"where": _bare(gap.where)}
    if gap.where and gap.when:
        return Sentence(_("No se encontró. Se buscó el {day} en: {where}."), {"day": gap.when, **where})
    if gap.where:
        return Sentence(_("No se encontró. Se buscó en: {where}."), where)
    if gap.when:
        return Sentence(_("No se encontró. Se buscó el {day}."), {"day": gap.when})
    return _by_default(own, of)


def _unread(own: bool, of: Unknowns, gap: Gap) -> Sentence:
    where: dict[str, Value] = {"where": _bare(gap.where)}
    if gap.when:
        return Sentence(
            _("Existe y no lo hemos leído completo. Según lo que leímos el {day}, puede estar en: {where}."),
            {"day": gap.when, **where},
        )
    return Sentence(_("Existe y no lo hemos leído completo. Está en: {where}."), where)


def _unpublished(own: bool, of: Unknowns, gap: Gap) -> Sentence:
    if gap.where and gap.when:
        values: dict[str, Value] = {"day": gap.when, "where": _bare(gap.where)}
        return Sentence(_("No se ha publicado, según la fuente citada. Así se leyó el {day} en: {where}."), values)
    return Sentence(_("No se ha publicado, según la fuente citada."))


def _withheld(own: bool, of: Unknowns, gap: Gap) -> Sentence:
    values = {"reason": _bare(gap.reason), "law": _bare(proper(gap.law))}
    message = _("Está reservado. Por qué: {reason}. Con qué ley: {law}. Hasta cuándo: {day}.")
    return Sentence(message, {**values, "day": gap.until} if gap.until else values)


def _not_due(own: bool, of: Unknowns, gap: Gap) -> Sentence:
    return Sentence(_("Aún no toca. Su fecha: {day}."), {"day": gap.until} if gap.until else {})


def _answered(own: bool, of: Unknowns, gap: Gap) -> Sentence:
    question = of.answers[gap.id]
    values: dict[str, Value] = {"asked": question.asked, "answer": _bare(question.answer)}
    if question.answered:
        values["answered"] = question.answered
    return Sentence(_("Se preguntó el {asked} y la respuesta llegó el {answered}: {answer}."), values)


_TOLD = {
    NOT_FOUND: _not_found,
    UNREAD: _unread,
    UNPUBLISHED: _unpublished,
    WITHHELD: _withheld,
    NOT_DUE: _not_due,
    ANSWERED: _answered,
}


def in_plain_words(sentence: Sentence, language: str) -> str:
    """Returns the sentence as plain text in `language`, for what is not a page."""
    shown = {
        name: value.pick(language)[0] if isinstance(value, Text) else date_words(value, language)
        for name, value in sentence.values.items()
    }
    return catalogue(language).gettext(sentence.message).format(**shown)


def _bare(text: Text) -> Text:
    """Returns the text without its final full stop, to stand inside a sentence."""
    return text.each(lambda words: words.rstrip().removesuffix("."))


def gap_groups(own: bool, language: str, of: Unknowns) -> tuple[GapGroup, ...]:
    """Returns the gaps grouped by state, without the states that have no gaps."""
    found = {state: tuple(gap for gap in of.gaps if state_of(gap) == state) for state in (*STATES, ANSWERED)}
    return tuple(
        GapGroup(state, _words(own, state, len(gaps), language), gaps, tuple(_told_once(own, of, gaps)))
        for state, gaps in found.items()
        if gaps
    )


def _told_once(own: bool, of: Unknowns, gaps: tuple[Gap, ...]) -> Iterator[GapsTold]:
    """Yields the gaps of one state by what their sentence says, in the order in which each first comes."""
    alike: dict[tuple[object, ...], list[Gap]] = {}
    for gap in gaps:
        answer = of.answers.get(gap.id)
        alike.setdefault((gap.where, gap.when, gap.reason, gap.law, gap.until, gap.sources, answer), []).append(gap)
    for same in alike.values():
        yield GapsTold(told_gap(own, of, same[0]).sentence, same[0].sources, tuple(same))


def _words(own: bool, state: str, number: int, language: str) -> str:
    """Returns the words for `number` gaps of a state, to stand after the number."""
    ngettext = catalogue(language).ngettext
    if state == NOT_FOUND and own:
        return ngettext("dato que aún no se publica aquí", "datos que aún no se publican aquí", number)
    return {
        NOT_FOUND: ngettext("dato que buscamos y no encontramos", "datos que buscamos y no encontramos", number),
        UNREAD: ngettext(
            "dato que existe y no hemos leído completo", "datos que existen y no hemos leído completos", number
        ),
        UNPUBLISHED: ngettext(
            "dato que no se ha publicado, según su fuente", "datos que no se han publicado, según su fuente", number
        ),
        WITHHELD: ngettext("dato reservado", "datos reservados", number),
        NOT_DUE: ngettext("dato que aún no toca", "datos que aún no tocan", number),
        ANSWERED: ngettext(
            "dato que se preguntó y ya se contestó", "datos que se preguntaron y ya se contestaron", number
        ),
    }[state]
