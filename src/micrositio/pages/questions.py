"""The questions of a plan: what to ask about each gap and whom, and what was asked and answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from micrositio.i18n.not_known import Unknowns, unknowns
from micrositio.model.text import proper
from micrositio.pages.asking.inquiries import Stage, Topic, topics
from micrositio.pages.asking.letters import Letter, document_offer
from micrositio.pages.replying.replies import Replies, replies_of
from micrositio.pages.sharing.following import QUESTIONS, follow_places
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import Ref
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class QuestionsPage:
    """A part of the questions of a plan, by what they are about; `parts` are the paths of all parts, in order.

    `counts` are the plan's questions by stage; `asked` were sent; `has_address` states that an office that can be asked
    has an address to write to; `offer` is the letter that offers any document about the plan; `replies` are
    those of offices to any datum; `follow` is the place that says how to receive what is asked and answered.
    """

    layout: Layout
    unknowns: Unknowns
    topics: tuple[Topic, ...]
    here: SitePath
    parts: tuple[SitePath, ...]
    counts: Mapping[Stage, int]
    has_address: bool
    offer: Letter
    replies: Replies
    follow: Ref

    @property
    def number(self) -> int:
        """The number of this part, from 1."""
        return self.parts.index(self.here) + 1

    @property
    def asked(self) -> int:
        """The number of questions that were sent."""
        return self.counts[Stage.OPEN] + self.replied

    @property
    def replied(self) -> int:
        """The number of questions that have an answer, whether or not it says all that was asked."""
        return self.counts[Stage.REPLIED] + self.counts[Stage.SETTLED]


def question_pages(view: PlanView) -> Iterator[Page]:
    """Yields the parts of the plan's questions."""
    plan = view.plan
    parts = tuple(topics(view))
    every = [each for part in parts for topic in part for each in topic.inquiries]
    found = Counter(each.stage for each in every)
    paths = tuple(router.questions(plan, number) for number in range(1, len(parts) + 1))
    first = QuestionsPage(
        layout=view.site.plan_layout(view.frame, "questions"),
        unknowns=unknowns(plan),
        topics=(),
        here=paths[0],
        parts=paths,
        counts={stage: found[stage] for stage in Stage},
        has_address=any(each.letter and each.office.email for each in every),
        offer=document_offer(
            plan.title.pick(plan.language)[0], "", view.site.addresses.canonical(paths[0]), plan.language
        ),
        replies=replies_of(view),
        follow=follow_places(view)[QUESTIONS],
    )
    for number, (path, part) in enumerate(zip(paths, parts, strict=True), 1):
        way = [Crumb(path, proper(str(number)))] if number > 1 else []
        layout = view.site.plan_layout(view.frame, "questions", *way)
        yield Page(path, "questions.html", replace(first, layout=layout, here=path, topics=part), plan=plan.id)
