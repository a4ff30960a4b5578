"""The questions of a plan: what to ask about each gap and whom, and what was asked and answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from micrositio.i18n.not_known import Unknowns, unknowns
from micrositio.pages.asking.inquiries import MOST, Stage, Topic, topics
from micrositio.pages.asking.letters import Letter, document_offer
from micrositio.pages.paging.parting import in_parts
from micrositio.pages.replying.replies import Replies, replies_of
from micrositio.pages.views.layout import Layout, Page
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import paths as router
from micrositio.routes import sharing_paths
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class QuestionsPage:
    """The questions of a plan, by what they are about.

    `counts` are the plan's questions by stage; `asked` were sent; `has_address` states that an office that can be asked
    has an address to write to; `offer` is the letter that offers any document about the plan; `replies` are
    those of offices to any datum; `follow` is the page that says how to receive what is asked and answered.
    """

    layout: Layout
    unknowns: Unknowns
    topics: tuple[Topic, ...]
    counts: Mapping[Stage, int]
    has_address: bool
    offer: Letter
    replies: Replies
    follow: SitePath

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
    plan, path = view.plan, router.questions(view.plan)
    found = topics(view)
    every = [each for topic in found for each in topic.inquiries]
    stages = Counter(each.stage for each in every)
    context = QuestionsPage(
        layout=view.site.plan_layout(view.frame, "questions"),
        unknowns=unknowns(plan),
        topics=found,
        counts={stage: stages[stage] for stage in Stage},
        has_address=any(each.letter and each.office.email for each in every),
        offer=document_offer(plan.title.pick(plan.language)[0], "", view.site.addresses.canonical(path), plan.language),
        replies=replies_of(view),
        follow=sharing_paths.follow(plan),
    )
    yield from in_parts(Page(path, "questions.html", context, plan=plan.id), "topics", "inquiries", MOST)
