"""The contents of the report: the place of each thing in its parts, and the way from one part to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from micrositio.model.text import N_, Text
from micrositio.pages.paging.cut_parts import MOST_LINES
from micrositio.pages.paging.parting import MOST, numbers, place
from micrositio.pages.views.cut_summary import Standing, is_large
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

TITLE, WHOLE_TITLE = N_("Informe"), N_("Informe entero, para imprimir")
CORRECTIONS = N_("Correcciones y cambios de fecha")
STANDING, DOCUMENTS, CLOSING, WHOLE = "como-va", "documentos", "correcciones", "completo"
"""Folders of parts of the report, and of the page with all of it."""
MOST_DOCUMENTS = 30
"""Maximum number of documents in a part of the report."""
MOST_NAMED, MOST_NAMED_COMMITMENTS = MOST, MOST // 2
"""Maximum number of milestones or documents that the contents name, and of commitments under the state of the plan."""
_BY_COMMITMENT = N_("Por compromiso")
_WATCH = N_("Qué mirar de cerca")


@dataclass(frozen=True)
class Place:
    """A line of the contents: a thing of the report, its title or a message in its place, its page and its id.

    It has that id on its page and in the contents; if it `is_page`, the line leads to the top of the page. `heading` is
    the id of the heading of a part that folds, "" if it is the same; `inside` are the things within it, folded under
    the name of their `kind` or, without one, listed under the line.
    """

    anchor: str
    path: SitePath
    title: Text = Text()
    message: str = ""
    heading: str = ""
    inside: tuple[Place, ...] = ()
    kind: Literal["", "lists", "milestones", "documents"] = ""
    is_page: bool = False

    @property
    def there(self) -> str:
        """The anchor that the line leads to."""
        return "" if self.is_page else self.anchor


@dataclass(frozen=True)
class Way:
    """A part of the report between the one before and the one after; None at the ends."""

    here: Place
    previous: Place | None
    next: Place | None


def contents(view: PlanView, now: Standing | None, whole: SitePath | None = None) -> tuple[Place, ...]:
    """Returns the contents; `now` is the state of the plan, and `whole` the page with everything (None: the parts)."""
    plan = view.plan
    closing = whole or router.report_part(plan, CLOSING)
    documents = whole or router.report_part(plan, DOCUMENTS)
    chapters = () if is_large(plan) else tuple(_chapters(view, whole))
    return (
        *_state(now, whole or router.report_part(plan, STANDING), whole),
        Place(
            "uno-por-uno",
            chapters[0].path if chapters else whole or router.commitments(plan),
            message=N_("Compromisos, uno por uno"),
            inside=chapters,
            is_page=not whole,
        ),
        Place(
            "documentos",
            documents,
            message=N_("Documentos"),
            inside=() if whole else tuple(_documents(view)),
            kind="documents",
        ),
        Place("correcciones", closing, message=CORRECTIONS),
        Place("metodo", closing, message=N_("Cómo se hizo")),
    )


def ways(view: PlanView, places: tuple[Place, ...]) -> Mapping[SitePath, Way]:
    """Returns the way through the parts of the report, by the path of each part; `places` are its contents."""
    chapters = () if is_large(view.plan) else next(each.inside for each in places if each.anchor == "uno-por-uno")
    others = {each.path: each for each in places if each.anchor not in ("uno-por-uno", "metodo")}
    state = [place for path, place in others.items() if path == router.report_part(view.plan, STANDING)]
    rest = [place for place in others.values() if place not in state]
    parts = [replace(each, inside=()) for each in (*state, *chapters, *rest)]
    around = zip((None, *parts), parts, (*parts[1:], None), strict=False)
    return {here.path: Way(here, before, after) for before, here, after in around}


def _state(now: Standing | None, path: SitePath, whole: SitePath | None) -> Iterator[Place]:
    """Yields the line about the state of the plan; on the page with everything, also while there are no reports."""
    if now is None:
        yield from [Place("como-va", path, message=N_("Cómo va"))] if whole else []
        return
    if whole:
        names = (("por-estado", now.chart.title), ("por-compromiso", _BY_COMMITMENT), ("que-mirar", _WATCH))
        inside = tuple(Place(anchor, path, message=message) for anchor, message in names)
        yield Place("como-va", path, message=N_("Cómo va"), inside=inside)
        return
    parts = numbers((len(each.lines) for each in now.rows), MOST_LINES)
    rows = tuple(
        Place(each.anchor, router.part(path, number), title=each.card.title)
        for each, number in zip(now.rows, parts, strict=True)
    )
    lists = (Place(each.anchor, path, message=each.title, heading=f"seccion-{each.anchor}") for each in now.watch)
    inside = (
        Place("por-estado", path, message=now.chart.title, heading="seccion-por-estado"),
        Place(
            "por-compromiso", path, message=_BY_COMMITMENT, inside=rows if len(rows) <= MOST_NAMED_COMMITMENTS else ()
        ),
        Place("que-mirar", path, message=_WATCH, inside=tuple(lists)),
    )
    yield Place("", path, message=N_("Cómo va, compromiso por compromiso"), inside=inside, kind="lists")


def _chapters(view: PlanView, whole: SitePath | None) -> Iterator[Place]:
    plan = view.plan
    is_told = not whole and len(plan.milestones) <= MOST_NAMED
    for card in view.cards:
        path = whole or router.report_commitment(plan, card.record)
        own = plan.index.milestones_of.get(card.record.id, ()) if is_told else ()
        lines = tuple(Place(anchors.report_milestone(each), path, title=each.text) for each in own)
        yield Place(anchors.report_chapter(card.record), path, title=card.numbered, inside=lines, kind="milestones")


def _documents(view: PlanView) -> Iterator[Place]:
    path = router.report_part(view.plan, DOCUMENTS)
    every = view.documents(view.plan.evidence)
    for number, each in enumerate(every if len(every) <= MOST_NAMED else ()):
        where = place(path, number, MOST_DOCUMENTS)
        yield Place(anchors.report_document(each.record), where, title=each.record.title)
