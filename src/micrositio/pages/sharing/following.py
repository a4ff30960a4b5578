"""The pages that say how to receive what is new: of the site, and of a plan, its commitments and its institutions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from micrositio.model.plan import ActionPlan
from micrositio.model.records import Institution
from micrositio.model.text import N_, Text, proper
from micrositio.opendata.discovery.calendars import commitment_events
from micrositio.pages.views.labels import NEWS
from micrositio.pages.views.layout import Crumb, Frame, Layout, Page
from micrositio.pages.views.parts import Ref
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

FOLLOW = N_("Reciba los avisos")
MOST = 100
"""Maximum number of things to follow on a page."""
_OF_PLAN, _COMMITMENTS, _OFFICES = N_("Del plan"), N_("De cada compromiso"), N_("De cada oficina")
WHOLE, QUESTIONS = "todo-el-plan", "las-preguntas"
"""Anchors of the feed of the plan's cuts and of that of its questions."""
_CUTS = N_("Qué cambió en cada corte")
_ASKED = N_("Qué se preguntó y qué se contestó")


@dataclass(frozen=True)
class Followed:
    """Something to follow: its anchor and the `group` that it stands in (a message), its page, and its addresses.

    `aspect` is what of it is followed (a message), "" where its name says it; `calendar` is None without dates.
    """

    anchor: str
    group: str
    page: Ref
    aspect: str
    feed: SitePath
    calendar: SitePath | None = None


@dataclass(frozen=True)
class FollowGroup:
    """Things to follow under one title (a message)."""

    title: str
    entries: tuple[Followed, ...]


@dataclass(frozen=True)
class FollowPage:
    """A part of the things to follow of a plan, or those of the site; `parts` are the paths of all parts, in order.

    `others` are the pages with what else can be followed: those of the plans from that of the site, and back.
    """

    layout: Layout
    groups: tuple[FollowGroup, ...]
    here: SitePath
    parts: tuple[SitePath, ...]
    others: tuple[Ref, ...]

    @property
    def number(self) -> int:
        """The number of this part, from 1."""
        return self.parts.index(self.here) + 1


def site_follow_page(frame: Frame, views: Iterable[PlanView]) -> Page:
    """Returns the page of the site: its novedades, and the way to the page of each plan."""
    here = sharing_paths.FOLLOW
    news = Followed("novedades", NEWS, Ref(Text(), router.NEWS), NEWS, router.FEED, router.CALENDAR)
    plans = tuple(Ref(view.frame.short_title, sharing_paths.follow(view.plan)) for view in views)
    layout = frame.site_layout("follow", Crumb(here, message=FOLLOW))
    return Page(here, "follow.html", FollowPage(layout, (FollowGroup(NEWS, (news,)),), here, (here,), plans))


def follow_pages(view: PlanView) -> Iterator[Page]:
    """Yields the parts of the things to follow of the plan."""
    plan, parts = view.plan, tuple(_parts(view))
    paths = tuple(sharing_paths.follow(plan, number) for number in range(1, len(parts) + 1))
    for number, (path, part) in enumerate(zip(paths, parts, strict=True), 1):
        way = [Crumb(path, proper(str(number)))] if number > 1 else []
        layout = view.site.plan_layout(view.frame, "plan", Crumb(paths[0], message=FOLLOW), *way)
        groups = tuple(FollowGroup(title, tuple(own)) for title, own in groupby(part, key=lambda each: each.group))
        site = (Ref(Text(), sharing_paths.FOLLOW),)
        yield Page(path, "follow.html", FollowPage(layout, groups, path, paths, site), plan=plan.id)


def follow_places(view: PlanView) -> Mapping[str, Ref]:
    """Returns the place where each thing of the plan can be followed, by its anchor."""
    return {
        each.anchor: Ref(each.page.title, sharing_paths.follow(view.plan, number), each.anchor)
        for number, part in enumerate(_parts(view), 1)
        for each in part
    }


def in_charge(plan: ActionPlan) -> tuple[Institution, ...]:
    """Returns the institutions that lead a commitment or are responsible for a milestone: those with a feed."""
    found = {key for each in plan.commitments for key in each.leads} | {each.institution for each in plan.milestones}
    return tuple(each for each in plan.institutions if each.id in found)


def _parts(view: PlanView) -> Iterator[tuple[Followed, ...]]:
    every = tuple(_followed(view))
    yield from (every[start : start + MOST] for start in range(0, len(every), MOST))


def _followed(view: PlanView) -> Iterator[Followed]:
    plan = view.plan
    board = Ref(view.frame.short_title, router.board(plan))
    yield Followed(WHOLE, _OF_PLAN, board, _CUTS, sharing_paths.board_feed(plan), router.CALENDAR)
    if plan.gaps:
        asked = Ref(view.frame.short_title, router.questions(plan))
        yield Followed(QUESTIONS, _OF_PLAN, asked, _ASKED, sharing_paths.questions_feed(plan))
    for card in view.cards:
        calendar = router.commitment_calendar(plan, card.record) if commitment_events(plan, card.record) else None
        anchor, feed = anchors.commitment_anchor(card.record), sharing_paths.commitment_feed(plan, card.record)
        yield Followed(anchor, _COMMITMENTS, Ref(card.title, card.path), "", feed, calendar)
    for each in in_charge(plan):
        anchor, feed = sharing_paths.institution_anchor(each), sharing_paths.institution_feed(plan, each)
        yield Followed(anchor, _OFFICES, view.institutions[each.id], "", feed)
