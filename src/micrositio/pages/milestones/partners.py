"""The institutions that take part in a milestone besides the responsible one, and where one takes part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from micrositio.model.partners import Partner
from micrositio.model.records import Institution, Milestone
from micrositio.model.table_schema import BETWEEN_PARTS
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.corrections import Corrections
from micrositio.pages.views.parts import Ref, category
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors


@dataclass(frozen=True)
class PartnerView:
    """A partner of a milestone: `ref` leads to the institution, or to the milestone on the institution's page."""

    record: Partner
    ref: Ref
    role: Text


def partners_of(view: PlanView, milestone: Milestone) -> tuple[PartnerView, ...]:
    """Returns the partners of a milestone in the order of the table, without the institution now responsible."""
    found = view.plan.index.partners_of.get(milestone.id, ())
    others = (each for each in found if each.institution != milestone.institution)
    return tuple(_shown(each, view.institutions[each.institution]) for each in others)


def partnerships(view: PlanView, institution: Institution) -> Iterator[PartnerView]:
    """Yields the milestones in which an institution takes part without being responsible, in the order of the table."""
    for each in view.plan.index.partners_by.get(institution.id, ()):
        milestone = view.plan.index.milestones[each.milestone]
        if milestone.institution != institution.id:
            page = view.commitments[milestone.commitment].path
            yield _shown(each, Ref(milestone.text, page, anchors.milestone_anchor(milestone)))


def partner_errata(errata: Mapping[tuple[str, str], Corrections], milestone: Milestone) -> Corrections:
    """Returns the errata of the partners of a milestone, not those of an institution with the same key as it."""
    found = errata.get((TableName.PARTNERS, milestone.id), Corrections())
    keys = ((each, each.record.record.partition(BETWEEN_PARTS)[0]) for each in found.all)
    return Corrections(tuple(each for each, key in keys if key == milestone.id))


def _shown(each: Partner, ref: Ref) -> PartnerView:
    return PartnerView(each, ref, category(TableName.PARTNERS, "papel", each.role))
