"""The questions of a plan: what to ask about each gap and whom, and what was asked and answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from micrositio.i18n.not_known import Unknowns, unknowns
from micrositio.pages.asking.inquiries import Stage, Topic, topics
from micrositio.pages.asking.letters import Letter, document_offer
from micrositio.pages.views.layout import Layout, Page
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import paths as router


@dataclass(frozen=True)
class QuestionsPage:
    """All questions of a plan by what they are about; `offer` is the letter that offers any document about the plan."""

    layout: Layout
    unknowns: Unknowns
    topics: tuple[Topic, ...]
    offer: Letter

    def count(self, *stages: str) -> int:
        """Returns the number of questions at any of `stages`."""
        return sum(each.stage in stages for topic in self.topics for each in topic.inquiries)

    @property
    def asked(self) -> int:
        """The number of questions that were sent."""
        return self.count(Stage.OPEN, Stage.REPLIED, Stage.SETTLED)

    @property
    def has_address(self) -> bool:
        """Whether any office that can be asked has an address to write to."""
        return any(each.letter and each.office.email for topic in self.topics for each in topic.inquiries)


def question_pages(view: PlanView) -> Iterator[Page]:
    """Yields the page of the plan's questions."""
    plan = view.plan
    here = router.questions(plan)
    title = plan.title.pick(plan.language)[0]
    context = QuestionsPage(
        layout=view.site.plan_layout(view.frame, "questions"),
        unknowns=unknowns(plan),
        topics=topics(view),
        offer=document_offer(title, "", view.site.addresses.canonical(here), plan.language),
    )
    yield Page(here, "questions.html", context, plan=plan.id)
