"""Readability of the texts of the site: each page, news item and summary, with its index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from micrositio.formats.markdown_document import Document, paragraphs
from micrositio.model.plan import ActionPlan
from micrositio.model.rounding import half_up
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.sources.tree import Sources
from micrositio.validation.readability import PLAIN, Ease, ease

LONG_SENTENCE = 20
"""Average number of words of a sentence above which length is the first thing to correct."""


class Scored(NamedTuple):
    """A text with words: its place and its readability."""

    place: Place
    ease: Ease


def scored(sources: Sources, plans: Iterable[ActionPlan]) -> tuple[Scored, ...]:
    """Returns every text in Spanish for readers: pages, news, the plans' texts and the commitments' summaries."""
    plans = tuple(plans)
    texts = [text for plan in plans if plan.id in sources.plans for text in sources.plans[plan.id].texts]
    documents = (*sources.pages.values(), *sources.news.values(), *texts)
    found = [(Place(each.file), ease(_read_through(each))) for each in documents]
    found += [(each.at("summary"), ease((each.summary.base,))) for plan in plans for each in plan.commitments]
    return tuple(Scored(place, score) for place, score in found if score)


def _read_through(document: Document) -> Iterator[str]:
    """Yields the summary of a news item, and the paragraphs of the body."""
    front = document.front.value
    yield str(front.get("resumen", "")) if isinstance(front, dict) else ""
    yield from paragraphs(document.body)


def hard_texts(texts: Iterable[Scored]) -> Iterator[Problem]:
    """Yields the texts that are not plain, with the cause: long sentences or, if these are short, long words."""
    for place, score in texts:
        if not score.is_plain:
            words = half_up(score.words / score.sentences, 0)
            kind = Kind.HARD_TO_READ if words > LONG_SENTENCE else Kind.HARD_TO_READ_WORDS
            yield problem(kind, place, index=score.shown, least=PLAIN, words=words)
