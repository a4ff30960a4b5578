"""Addresses of the API's documents: promises too, as those of `paths`."""

from __future__ import annotations

from micrositio.model.plan import ActionPlan
from micrositio.model.records import Evidence, Milestone, ReportingPeriod
from micrositio.routes.paths import API_ROOT, Identified, SitePath


def _api(*parts: str) -> SitePath:
    return SitePath("/".join((API_ROOT, *parts)) + ".json")


def plan(plan: ActionPlan) -> SitePath:
    """Returns the path of the plan in the API, which lists its other documents."""
    return _api("planes", plan.id, "index")


def commitments(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of commitments in the API."""
    return _api("planes", plan.id, "compromisos", "index")


def commitment(plan: Identified, each: Identified) -> SitePath:
    """Returns the path of a commitment in the API."""
    return _api("planes", plan.id, "compromisos", each.id)


def milestone(plan: ActionPlan, each: Milestone) -> SitePath:
    """Returns the path of a milestone in the API, with its state at every cut."""
    return _api("planes", plan.id, "actividades", each.id)


def cuts(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of cuts in the API."""
    return _api("planes", plan.id, "cortes", "index")


def cut(plan: ActionPlan, cut: ReportingPeriod) -> SitePath:
    """Returns the path of a cut in the API."""
    return _api("planes", plan.id, "cortes", cut.id)


def evidence_list(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of documents in the API."""
    return _api("planes", plan.id, "evidencias", "index")


def evidence(plan: ActionPlan, each: Evidence) -> SitePath:
    """Returns the path of a document's data in the API."""
    return _api("planes", plan.id, "evidencias", each.id)


def groups(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of the plan's groups."""
    return _api("planes", plan.id, "grupos", "index")


def locations(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of the plan's places in the API, with their shapes."""
    return _api("planes", plan.id, "lugares", "index")


def money(plan: ActionPlan) -> SitePath:
    """Returns the path of the plan's money in the API: its totals and the lines that they are made of."""
    return _api("planes", plan.id, "presupuesto", "index")


def continuity(plan: Identified) -> SitePath:
    """Returns the path of what became of the commitments of the plans before, in the API."""
    return _api("planes", plan.id, "continuidad", "index")


def figures(plan: ActionPlan) -> SitePath:
    """Returns the path of the plan's figures at every cut, in the API."""
    return _api("planes", plan.id, "cifras")


def tables(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of the plan's tables in the API, with the addresses of their files."""
    return _api("planes", plan.id, "tablas", "index")


def row_schema(table: str) -> SitePath:
    """Returns the path of the JSON Schema of a table of the profile."""
    return _api("esquemas", table)
