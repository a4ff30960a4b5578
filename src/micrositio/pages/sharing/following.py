"""The pages that say how to receive what is new: of the site, and of a plan, its commitments and its institutions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from micrositio.model.records import Institution
from micrositio.model.text import N_
from micrositio.opendata.discovery.calendars import has_calendar
from micrositio.pages.paging.parting import in_parts, place
from micrositio.pages.views.labels import NEWS
from micrositio.pages.views.layout import Crumb, Frame, Layout, Page
from micrositio.pages.views.parts import Ref
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

FOLLOW = N_("Reciba los avisos")
_OF_SITE, _OF_PLAN = N_("Del sitio"), N_("Del plan")
_COMMITMENTS, _OFFICES = N_("De cada compromiso"), N_("De cada oficina")


@dataclass(frozen=True)
class Followed:
    """Something to follow: its anchor and the `group` that it stands in (a message), its page, and its addresses.

    The page has a title, or a message that says what of it is followed. `feed` is None where only its dates can be
    followed, and `calendar` where it has no dates.
    """

    anchor: str
    group: str
    page: Crumb
    feed: SitePath | None
    calendar: SitePath | None = None


@dataclass(frozen=True)
class FollowGroup:
    """Things to follow under one title (a message)."""

    title: str
    entries: tuple[Followed, ...]


@dataclass(frozen=True)
class FollowPage:
    """A part of the things to follow of a plan, or those of the site, which leads to the same page of its `plans`."""

    layout: Layout
    groups: tuple[FollowGroup, ...]
    plans: tuple[Ref, ...] = ()


def site_follow_page(frame: Frame, views: Iterable[PlanView]) -> Page:
    """Returns the page of the site: its novedades, the dates of all plans, and the way to the page of each plan."""
    here = sharing_paths.FOLLOW
    dates = Crumb(router.HOME, message=N_("Las fechas de todos los planes"))
    entries = (
        Followed("novedades", _OF_SITE, Crumb(router.NEWS, message=NEWS), router.FEED),
        Followed(anchors.FOLLOW_DATES, _OF_SITE, dates, None, router.CALENDAR),
    )
    plans = tuple(Ref(view.frame.short_title, sharing_paths.follow(view.plan)) for view in views)
    layout = frame.site_layout("follow", Crumb(here, message=FOLLOW))
    return Page(here, "follow.html", FollowPage(layout, (FollowGroup(_OF_SITE, entries),), plans))


def follow_pages(view: PlanView) -> Iterator[Page]:
    """Yields the parts of the things to follow of the plan."""
    here = sharing_paths.follow(view.plan)
    layout = view.site.plan_layout(view.frame, "plan", Crumb(here, message=FOLLOW))
    by_group = groupby(_followed(view), key=lambda each: each.group)
    context = FollowPage(layout, tuple(FollowGroup(title, tuple(own)) for title, own in by_group))
    yield from in_parts(Page(here, "follow.html", context, plan=view.plan.id), "groups", "entries")


def follow_places(view: PlanView) -> Mapping[str, Ref]:
    """Returns the place where each commitment and institution of the plan can be followed, by its anchor."""
    here = sharing_paths.follow(view.plan)
    return {
        each.anchor: Ref(each.page.title, place(here, index), each.anchor)
        for index, each in enumerate(_followed(view))
        if each.page.title
    }


def in_charge(view: PlanView) -> tuple[Institution, ...]:
    """Returns the institutions with a feed: in charge of a commitment or a milestone, today or at any cut."""
    found: set[str] = set()
    for plan in (view.plan, *(at.plan for at in view.course)):
        found.update(*(each.leads for each in plan.commitments), (each.institution for each in plan.milestones))
    return tuple(each for each in view.plan.institutions if each.id in found)


def _followed(view: PlanView) -> Iterator[Followed]:
    plan = view.plan
    cuts = Crumb(router.board(plan), message=N_("Qué cambió en cada corte"))
    yield Followed(anchors.FOLLOW_PLAN, _OF_PLAN, cuts, sharing_paths.board_feed(plan))
    if plan.gaps:
        asked = Crumb(router.questions(plan), message=N_("Qué se preguntó y qué se contestó"))
        yield Followed(anchors.FOLLOW_QUESTIONS, _OF_PLAN, asked, sharing_paths.questions_feed(plan))
    for card in view.cards:
        calendar = router.commitment_calendar(plan, card.record) if has_calendar(plan, card.record) else None
        anchor, feed = anchors.commitment_anchor(card.record), sharing_paths.commitment_feed(plan, card.record)
        yield Followed(anchor, _COMMITMENTS, Crumb(card.path, card.title), feed, calendar)
    for each in in_charge(view):
        anchor, feed = anchors.institution_anchor(each), sharing_paths.institution_feed(plan, each)
        page = Crumb(router.institution(plan, each), view.institutions[each.id].title)
        yield Followed(anchor, _OFFICES, page, feed)
