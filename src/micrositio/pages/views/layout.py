"""What surrounds the content of every page: the plans, the sections of a plan, the breadcrumbs and the government."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from micrositio.formats.checksums import sha256
from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan, Licence
from micrositio.model.text import Text
from micrositio.pages.views.labels import PLAN_STATES
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class PageImage:
    """The image that other sites show beside a link to a page: its path, its text, and its size in pixels."""

    path: SitePath
    alt: Text
    width: int
    height: int


@dataclass(frozen=True)
class Page:
    """A page to write: its path, its template and context, and the id of its plan ("" for a page of the site).

    The page is written in each language of the site or, if it is not `translated`, only in the first. `structured` is
    its data block (JSON-LD, already escaped for its element), "" if there is none. `image` is that of the links to it
    (None: the site's).
    """

    path: SitePath
    template: str
    context: object
    plan: str = ""
    structured: str = ""
    translated: bool = True
    image: PageImage | None = None


@dataclass(frozen=True)
class Section:
    """A section of a plan: its key, its label and the label of its group in the menu (messages), and its path."""

    key: str
    label: str
    group: str
    path: SitePath


@dataclass(frozen=True)
class SectionGroup:
    """Sections that the menu shows under one label (a message), in their order."""

    label: str
    sections: tuple[Section, ...]


MOST_SOURCES = 50
"""Maximum number of sources on a page: with the facts of each one, it takes more than a row of a list."""


@dataclass(frozen=True)
class SourceMark:
    """How a source is cited beside a fact: its number and title, and its anchor and the page that has it."""

    number: int
    title: Text
    anchor: str
    path: SitePath


class SourceMarks(dict[str, SourceMark]):
    """The marks of a plan's sources, by id; its `repr` is a digest: it is a part of every page's, and may be long."""

    def __repr__(self) -> str:
        """Returns the digest of the marks, which are not changed once they have been read."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return sha256(super().__repr__().encode())


@dataclass(frozen=True)
class PlanFrame:
    """Data shared by all the pages of a plan.

    `government` is the one that the plan belongs to; `state` is a message, `state_since` is the first day of that state
    (None: unknown) and `state_sources` are the sources for the state; `has_gaps` is true if the plan names unknown
    data, and `gives_figures` if its charts are also files; `sections` are those the plan has content for; `sources` are
    by id; `changed` is the last day on which its data changed (None: unknown).
    """

    id: str
    title: Text
    short_title: Text
    government: Text
    jurisdiction: Text
    version: str
    invented: bool
    has_gaps: bool
    gives_figures: bool
    state: str
    state_since: PartialDate | None
    state_sources: tuple[str, ...]
    path: SitePath
    sections: tuple[Section, ...]
    sources: SourceMarks
    corrections_path: SitePath
    licences: tuple[Licence, ...]
    changed: date | None

    def has(self, key: str) -> bool:
        """Returns whether the plan has the section."""
        return any(section.key == key for section in self.sections)

    def at(self, key: str) -> SitePath:
        """Returns the path of the page of a section that the plan has."""
        return next(section.path for section in self.sections if section.key == key)

    @property
    def groups(self) -> tuple[SectionGroup, ...]:
        """The sections by group; the groups stand in the order of their first section."""
        labels = dict.fromkeys(section.group for section in self.sections)
        return tuple(SectionGroup(label, tuple(s for s in self.sections if s.group == label)) for label in labels)


@dataclass(frozen=True)
class Crumb:
    """A breadcrumb: a title, or a message where there is no title."""

    path: SitePath
    title: Text = Text()
    message: str = ""


NEAR = 2
"""Number of parts before and after a part of a list that it leads to, beside the first and the last."""


@dataclass(frozen=True)
class Pager:
    """Where a page stands among the parts of a list: its own path and the paths of all parts, in order."""

    here: SitePath
    parts: tuple[SitePath, ...]

    @property
    def number(self) -> int:
        """The number of this part, from 1."""
        return self.parts.index(self.here) + 1

    @property
    def near(self) -> tuple[tuple[int, SitePath], ...]:
        """The first and the last part and those about this one, each with its number."""
        wanted = {1, len(self.parts), *range(self.number - NEAR, self.number + NEAR + 1)}
        return tuple((number, path) for number, path in enumerate(self.parts, 1) if number in wanted)


FEW_PLANS = 6
"""Number of plans that the menu of every page names, and that the home page shows unfolded."""


@dataclass(frozen=True)
class Layout:
    """The surroundings of a page.

    `plans` are all the plans of the site; `menu` is the plan whose sections are offered (the plan of the page, else the
    current one); `plan` is the plan of the page; `section` is the key of the page's section; `crumbs` lead from the
    home page to this page; `extra` are pages of the site that no fixed link names; `pager` leads to the other parts of
    the list of the page (None: it is whole).
    """

    plans: tuple[PlanFrame, ...]
    menu: PlanFrame | None
    plan: PlanFrame | None
    section: str
    crumbs: tuple[Crumb, ...]
    extra: tuple[Crumb, ...]
    pager: Pager | None = None

    @property
    def offered(self) -> tuple[PlanFrame, ...]:
        """The plans that the menu names: all if they are few, else the one whose sections it has."""
        return self.plans if len(self.plans) <= FEW_PLANS or not self.menu else (self.menu,)

    @property
    def is_first(self) -> bool:
        """Whether the page is the first part of its list, or all of it."""
        return self.pager is None or self.pager.number == 1


@dataclass(frozen=True)
class Frame:
    """Data from which layouts are made: the frames of all plans, the current one, extra pages, the site's addresses."""

    plans: tuple[PlanFrame, ...]
    current: PlanFrame | None
    extra: tuple[Crumb, ...]
    addresses: Addresses

    def site_layout(self, section: str = "", *crumbs: Crumb) -> Layout:
        """Returns the layout of a page of the site."""
        return Layout(self.plans, self.current, None, section, crumbs, self.extra)

    def plan_layout(self, plan: PlanFrame, section: str, *crumbs: Crumb) -> Layout:
        """Returns the layout of a page of `plan`, below its section (for «plan», the plan's own page)."""
        found = next((each for each in plan.sections if each.key == section), plan.sections[0])
        way = [Crumb(plan.path, plan.short_title)]
        way += [Crumb(found.path, message=found.label)] if section != "plan" else []
        return Layout(self.plans, plan, plan, section, (*way, *crumbs), self.extra)


def _part_of(plan: ActionPlan, number: int) -> SitePath:
    """Returns the part of the sources that has the one with that number, from 1."""
    return router.part(router.sources(plan), 1 + (number - 1) // MOST_SOURCES)


def plan_frame(plan: ActionPlan, sections: tuple[Section, ...], changed: date | None = None) -> PlanFrame:
    """Returns the frame of `plan`, which has `sections`; `changed` is the last day on which its data changed."""
    return PlanFrame(
        id=plan.id,
        title=plan.title,
        short_title=plan.short_title or plan.title,
        government=plan.government,
        jurisdiction=plan.jurisdiction,
        version=plan.version,
        invented=plan.invented,
        has_gaps=bool(plan.gaps),
        gives_figures=router.gives_figures(plan),
        state=PLAN_STATES[plan.state],
        state_since=plan.state_since,
        state_sources=plan.state_sources,
        path=router.plan(plan),
        sections=sections,
        sources=SourceMarks(
            (each.id, SourceMark(number, each.title, anchors.source_anchor(each.id), _part_of(plan, number)))
            for number, each in enumerate(plan.sources, 1)
        ),
        corrections_path=router.corrections(plan),
        licences=plan.licences,
        changed=changed,
    )
