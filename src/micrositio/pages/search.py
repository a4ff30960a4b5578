"""The search: all searchable items of the site, as a page of links and as entries for the index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from micrositio.formats.markdown_document import Document, front_text, plain, prose, terms
from micrositio.i18n.display import language_name
from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Commitment, Meeting, Milestone
from micrositio.model.settings import Contact
from micrositio.model.text import N_, Prose, Text, proper
from micrositio.model.vocabularies import TableName
from micrositio.pages import agreements, board, purposes
from micrositio.pages.comparing import pages as comparing
from micrositio.pages.continuity.page import CONTINUITY
from micrositio.pages.milestones.partners import partners_of
from micrositio.pages.money.lines import MONEY
from micrositio.pages.replying import register
from micrositio.pages.reporting import contents
from micrositio.pages.sharing import following
from micrositio.pages.views.corrections import modifications
from micrositio.pages.views.cut_summary import MANY, WATCHED, is_large
from micrositio.pages.views.labels import KINDS, NEWS, SEARCH, SearchKind
from micrositio.pages.views.layout import Crumb, Frame, Layout, Page, PlanFrame
from micrositio.pages.views.news_item import NewsItem
from micrositio.pages.views.parts import category, commitment_title, institution_title
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.table_card import table_card
from micrositio.pages.views.verdict import conclusions
from micrositio.routes import anchors, continuity_paths, money_paths, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath
from micrositio.routes.synonyms import Synonyms, Target

MOST_LISTED = 100
"""Maximum number of entries of a kind on the page; the rest are on the page with all of that kind."""
CONTACT, AGENDA, CUT = N_("Contacto"), N_("Calendario (iCalendar)"), N_("Corte al %(day)s")
"""Titles of entries that have none of their own."""
SectionTexts = Mapping[str, Callable[[ActionPlan], Iterable[Text]]]
"""Texts beside its name by which the search finds the page of each section, by the key of the section."""


@dataclass(frozen=True)
class SearchEntry:
    """A searchable item: its kind (a key of `KINDS`), its place, its title or a message in place of the title.

    The message may hold `%(day)s`, the item's date. `about` is other text to search, the most significant first;
    `plan` is the plan of the item (None: the site). `names` are its numbers and codes: a commitment's «2» and its OGP
    id, a milestone's «2.3». `purpose` (messages) and `words` (of the site) are what people look for it by, separated
    by commas. `language` is that of a page that is found only from the pages in the other languages ("": from all).
    """

    kind: str
    path: SitePath
    anchor: str = ""
    title: Text = Text()
    message: str = ""
    about: tuple[Text, ...] = ()
    date: date | PartialDate | None = None
    plan: PlanFrame | None = None
    names: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    words: tuple[Text, ...] = ()
    language: str = ""

    @property
    def target(self) -> Target:
        """The page and the anchor."""
        return Target(self.path, self.anchor)


@dataclass(frozen=True)
class SearchGroup:
    """The first entries of one kind, out of `total`; `rest` is the page with all of them (None: these are all)."""

    kind: SearchKind
    entries: tuple[SearchEntry, ...]
    total: int
    rest: SitePath | None


@dataclass(frozen=True)
class SearchPart:
    """The entries of a plan (None: of the site). `folded` counts milestones found only on their commitments' pages."""

    plan: PlanFrame | None
    groups: tuple[SearchGroup, ...]
    folded: int


@dataclass(frozen=True)
class SearchPage:
    """The entries by plan and kind: the current plan first, then the others, then the site.

    `kinds` are those of any entry, offered as a filter.
    """

    layout: Layout
    parts: tuple[SearchPart, ...]
    kinds: tuple[SearchKind, ...]


def search_entries(
    views: Collection[PlanView],
    frame: Frame,
    documents: Mapping[str, Document],
    news: Iterable[NewsItem],
    about: SectionTexts,
) -> tuple[SearchEntry, ...]:
    """Returns all entries, in the order of the page: by plan (the current one first), then the site."""
    ordered = sorted(views, key=lambda each: frame.current is None or each.plan.id != frame.current.id)
    of_plans = [entry for each in ordered for entry in plan_entries(each, about)]
    return (*of_plans, *_news_entries(news), *_term_entries(documents), *_text_entries(documents))


def search_page(frame: Frame, views: Iterable[PlanView], entries: tuple[SearchEntry, ...]) -> Page:
    """Returns the page that lists the entries."""
    layout = frame.site_layout("search", Crumb(router.SEARCH, message=SEARCH))
    folded = {each.plan.id: len(each.plan.milestones) for each in views if _folds(each.plan)}
    owners = dict.fromkeys(entry.plan.id if entry.plan else "" for entry in entries)
    parts = (_part([each for each in entries if (each.plan.id if each.plan else "") == owner]) for owner in owners)
    counted = (SearchPart(plan, groups, folded.get(plan.id, 0) if plan else 0) for plan, groups in parts)
    found = {each.kind for each in entries}
    kinds = tuple(words for kind, words in KINDS.items() if kind in found)
    return Page(router.SEARCH, "search.html", SearchPage(layout, tuple(counted), kinds))


def _part(entries: list[SearchEntry]) -> tuple[PlanFrame | None, tuple[SearchGroup, ...]]:
    plan, kinds = entries[0].plan, dict.fromkeys(each.kind for each in entries)
    return plan, tuple(_group(plan, kind, [each for each in entries if each.kind == kind]) for kind in kinds)


def _group(plan: PlanFrame | None, kind: str, entries: list[SearchEntry]) -> SearchGroup:
    shown = tuple(entries[:MOST_LISTED])
    whole = plan.at(_WHOLE[kind]) if plan and kind in _WHOLE else _WHOLE_OF_SITE.get(kind)
    return SearchGroup(KINDS[kind], shown, len(entries), whole if len(entries) > len(shown) else None)


_WHOLE = {
    "commitment": "commitments",
    "milestone": "board",
    "place": "places",
    "evidence": "evidence",
    "cut": "board",
    "meeting": "meetings",
    "institution": "institutions",
    "assessment": "assessments",
    "table": "catalogue",
}
"""The section of a plan whose first page has all the entries of a kind, or leads to them."""
_WHOLE_OF_SITE = {"news": router.NEWS, "term": router.GLOSSARY}


def with_words(entries: Iterable[SearchEntry], groups: Iterable[Synonyms]) -> tuple[SearchEntry, ...]:
    """Returns the entries, each with the words by which the site says that its page is looked for."""
    given: dict[Target, tuple[Text, ...]] = {}
    for group in groups:
        if group.target:
            given[group.target] = (*given.get(group.target, ()), group.words)
    return tuple(replace(each, words=given.get(each.target, ())) for each in entries)


def site_entries(contact: Contact, languages: Collection[str]) -> Iterator[SearchEntry]:
    """Yields the contact and the calendar of the site, and its home page in each language if it has several."""
    about = (contact.area, *map(proper, (contact.email, contact.phone, contact.address)), contact.note)
    yield SearchEntry("page", router.ABOUT, message=CONTACT, about=about, purpose=(purposes.CONTACT,))
    yield SearchEntry("page", router.CALENDAR, message=AGENDA, purpose=(purposes.AGENDA,))
    yield SearchEntry("page", sharing_paths.FOLLOW, message=following.FOLLOW, purpose=(purposes.FOLLOW,))
    for each in languages if len(languages) > 1 else ():
        name = Text(**{each: language_name(each)})
        yield SearchEntry("page", router.HOME, title=name, purpose=(purposes.LANGUAGE,), language=each)


def plan_entries(view: PlanView, about: SectionTexts) -> Iterator[SearchEntry]:
    """Yields the entries of a plan; if its milestones are many, their texts are part of their commitment's entry."""
    folds = _folds(view.plan)
    yield from _section_entries(view, about)
    yield from _page_entries(view)
    yield from _commitment_entries(view, folds=folds)
    yield from _group_entries(view)
    yield from [] if folds else _milestone_entries(view)
    yield from _place_entries(view)
    yield from _evidence_entries(view)
    yield from _cut_entries(view)
    yield from _meeting_entries(view)
    yield from _institution_entries(view)
    yield from _assessment_entries(view)
    yield from _table_entries(view)


def _folds(plan: ActionPlan) -> bool:
    return len(plan.milestones) > MANY


def _section_entries(view: PlanView, about: SectionTexts) -> Iterator[SearchEntry]:
    plan, frame = view.plan, view.frame
    for section in frame.sections:
        title, message = (frame.short_title, "") if section.key == "plan" else (Text(), section.label)
        found, purpose = tuple(about[section.key](plan)), [purposes.OF_SECTIONS[section.key]]
        if section.key == "board" and not view.course:
            purpose += [board.CALENDAR, *(title for _, _, title, *_ in WATCHED), *purposes.WATCHED.values()]
        yield SearchEntry(
            "page", section.path, title=title, message=message, about=found, plan=frame, purpose=tuple(purpose)
        )  # fmt: skip


def _page_entries(view: PlanView) -> Iterator[SearchEntry]:
    """Yields the pages of a plan that are not the first of a section, and the lists of its board."""
    plan, frame = view.plan, view.frame
    yield from _report_entries(view)
    told = tuple(text for each in plan.replies for text in (each.text, each.explanation))
    yield SearchEntry(
        "page",
        router.corrections(plan),
        message=register.TITLE,
        about=told,
        plan=frame,
        purpose=(purposes.CORRECTIONS,),
    )
    lists = (
        (True, sharing_paths.follow(plan), following.FOLLOW, purposes.FOLLOW),
        (len(view.course) > 1 and plan.milestones, router.comparison(plan), comparing.TITLE, purposes.COMPARISON),
        (plan.agreements, router.agreements(plan), agreements.AGREEMENTS, purposes.AGREEMENTS),
        (plan.budget, money_paths.money(plan), MONEY, purposes.MONEY),
        (plan.continuity, continuity_paths.continuity(plan), CONTINUITY, purposes.CONTINUITY),
    )
    for has_any, path, message, words in lists:
        if has_any:
            yield SearchEntry("page", path, message=message, plan=frame, purpose=(words,))
    pages = (
        (router.board_milestones(plan), board.MILESTONES, purposes.MILESTONES),
        (router.board_calendar(plan), board.CALENDAR, purposes.CALENDAR),
    )
    for path, message, words in pages if view.course and plan.milestones else ():
        yield SearchEntry("page", path, message=message, plan=frame, purpose=(words,))
    for anchor, _icon, message, _remark, _chosen in WATCHED if view.course else ():
        words = purposes.WATCHED.get(anchor, "")
        yield SearchEntry("page", router.board(plan), anchor, message=message, plan=frame, purpose=(words,))


def _report_entries(view: PlanView) -> Iterator[SearchEntry]:
    """Yields the report, its page for paper and those of its parts that no other entry leads to."""
    plan = view.plan
    pages = (
        (router.report(plan), contents.TITLE, purposes.REPORT),
        (router.report_part(plan, contents.CLOSING), contents.CORRECTIONS, purposes.ERRATA),
    )
    for path, message, words in pages:
        yield SearchEntry("page", path, message=message, plan=view.frame, purpose=(words,))
    if not is_large(plan):
        path, purpose = router.report_part(plan, contents.WHOLE), (purposes.REPORT,)
        yield SearchEntry("page", path, message=contents.WHOLE_TITLE, plan=view.frame, purpose=purpose)


def _cut_entries(view: PlanView) -> Iterator[SearchEntry]:
    for each in reversed(view.cuts):
        path, purpose = router.board_at(view.plan, each), (purposes.CUT,)
        yield SearchEntry("cut", path, message=CUT, date=each.date, plan=view.frame, purpose=purpose)


def _commitment_entries(view: PlanView, *, folds: bool) -> Iterator[SearchEntry]:
    for card in view.cards:
        tasks = view.plan.index.milestones_of.get(card.record.id, ())
        answering = (*(lead.title for lead in card.leads), *(proper(each.area) for each in tasks))
        own = view.course[-1].own.get(card.record.id) if view.course else None
        told = (own.update.done,) if own and own.update else ()
        about = (*_promise(card.record), *_said_before(view, TableName.COMMITMENTS, card.record.id), *answering, *told)
        about += tuple(each.text for each in tasks if folds)
        names = (str(card.record.number), *([card.record.ogp_id] if card.record.ogp_id else ()))
        yield SearchEntry("commitment", card.path, title=card.title, about=about, plan=view.frame, names=names)


def _promise(each: Commitment) -> tuple[Text, ...]:
    """Returns the texts of a commitment beside its displayed title."""
    title = () if each.title == commitment_title(each) else (each.title,)
    told = (each.summary, each.theme, each.action, each.problem, each.status_quo, each.long_term_goal)
    return (*title, *told)


def _said_before(view: PlanView, table: str, record: str) -> Iterator[Text]:
    """Yields the words that a commitment or milestone had before its modifications, and why they changed."""
    for each in modifications(view, table, record):
        yield from (each.before, each.record.reason)


def _milestone_entries(view: PlanView) -> Iterator[SearchEntry]:
    for card in view.cards:
        for each in view.plan.index.milestones_of.get(card.record.id, ()):
            anchor = anchors.milestone_anchor(each)
            about = (card.title, *_task(view, each), *_said_before(view, TableName.MILESTONES, each.id))
            names = (f"{card.record.number}.{each.order}",)
            title, frame = each.text, view.frame
            yield SearchEntry("milestone", card.path, anchor, title=title, about=about, plan=frame, names=names)


def _task(view: PlanView, each: Milestone) -> tuple[Text, ...]:
    responsible = view.institutions.get(each.institution)
    answering = (responsible.title if responsible else Text(), proper(each.area))
    partners = (words for partner in partners_of(view, each) for words in (partner.ref.title, partner.record.task))
    return each.output, each.indicator, *answering, each.means_of_verification, *partners


def _group_entries(view: PlanView) -> Iterator[SearchEntry]:
    for each in view.plan.groups:
        names = (f"{each.level.first} {each.number}",) if each.number else ()
        about = (each.level, each.description)
        path = view.groups[each.id].path
        yield SearchEntry("group", path, title=each.title, about=about, plan=view.frame, names=names)


def _place_entries(view: PlanView) -> Iterator[SearchEntry]:
    for each in view.plan.locations:
        tasks = (view.plan.index.milestones[key].text for key in each.milestones)
        about = (each.address, *(view.commitments[key].title for key in each.commitments), *tasks)
        place = view.locations[each.id]
        yield SearchEntry("place", place.path, place.anchor, title=place.title, about=about, plan=view.frame)


def _evidence_entries(view: PlanView) -> Iterator[SearchEntry]:
    for each in view.documents(view.plan.evidence):
        record = each.record
        about = (each.kind, record.proves, proper(record.file))
        yield SearchEntry(
            "evidence", each.path, title=record.title, about=about, date=record.date, plan=view.frame
        )  # fmt: skip


def _meeting_entries(view: PlanView) -> Iterator[SearchEntry]:
    for each in view.plan.meetings:
        path = router.meeting(view.plan, each)
        yield SearchEntry(
            "meeting", path, title=each.title, about=_held(view, each), date=each.date, plan=view.frame
        )  # fmt: skip


def _held(view: PlanView, each: Meeting) -> tuple[Text, ...]:
    agreed = view.plan.index.agreements_of.get(each.id, ())
    kind = category(TableName.MEETINGS, "tipo", each.kind)
    return kind, each.description, each.theme, each.place, *(one.text for one in agreed)


def _institution_entries(view: PlanView) -> Iterator[SearchEntry]:
    for each in view.plan.institutions:
        about = (category(TableName.INSTITUTIONS, "sector", each.sector),)
        path = router.institution(view.plan, each)
        yield SearchEntry("institution", path, title=institution_title(each), about=about, plan=view.frame)


def _assessment_entries(view: PlanView) -> Iterator[SearchEntry]:
    plan = view.plan
    for each in plan.instruments:
        found = conclusions(view, each)
        if found:
            asked = (question.criterion for question in (*found.of_plan, *found.questions))
            about = (each.description, *found.by, *dict.fromkeys(asked))
            yield SearchEntry(
                "assessment", found.page.path, title=each.title, about=about, date=found.day, plan=view.frame
            )  # fmt: skip


def _table_entries(view: PlanView) -> Iterator[SearchEntry]:
    for each in view.files.datasets:
        card = table_card(view.plan, each, None)
        about = (card.description, proper(card.name))
        yield SearchEntry("table", card.path, title=card.title, about=about, plan=view.frame)


def _news_entries(items: Iterable[NewsItem]) -> Iterator[SearchEntry]:
    yield SearchEntry("page", router.NEWS, message=NEWS, purpose=(purposes.NEWS,))
    for each in items:
        about = (each.summary, _words_of(each.body))
        yield SearchEntry("news", each.path, title=each.title, about=about, date=each.date, plan=each.plan)


def _words_of(text: Prose) -> Text:
    """Returns the words of a text, without markup, in each of its languages."""
    return Text(**{language: plain(html) for language, html in text.versions})


def _term_entries(documents: Mapping[str, Document]) -> Iterator[SearchEntry]:
    glossary = documents.get("glosario")
    if glossary:
        text = prose(glossary)
        found = {language: {anchor: words for anchor, *words in terms(html)} for language, html in text.versions}
        for anchor in found[text.language]:
            given = [(language, each[anchor]) for language, each in found.items() if anchor in each]
            title, meaning = (Text(**{language: words[part] for language, words in given}) for part in (0, 1))
            yield SearchEntry("term", router.GLOSSARY, anchors.text_anchor(anchor), title=title, about=(meaning,))


def _text_entries(documents: Mapping[str, Document]) -> Iterator[SearchEntry]:
    for slug, each in documents.items():
        body = Text() if slug == "glosario" else _words_of(prose(each))
        about, purpose = (front_text(each, "descripcion"), body), (purposes.OF_PAGES.get(slug, ""),)
        title = front_text(each, "titulo")
        yield SearchEntry("page", router.content_page(slug), title=title, about=about, purpose=purpose)
