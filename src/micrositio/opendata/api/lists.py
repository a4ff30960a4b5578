"""Lists of a plan that have a document of their own: its groups above the commitments, and its places."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.model.groups import Group
from micrositio.model.locations import SHAPES, Location
from micrositio.model.plan import ActionPlan
from micrositio.opendata.api import plan_shapes
from micrositio.opendata.api.data import PlanData
from micrositio.opendata.geojson_file import as_geojson, geometry_of
from micrositio.routes import anchors, api_paths
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class Shared:
    """What the documents of a plan share: the plan, its rows and figures, the site's addresses, their first keys."""

    plan: ActionPlan
    data: PlanData
    addresses: Addresses
    head: tuple[str, str, bool]

    def own_links(self, here: SitePath, **more: SitePath) -> dict[str, str]:
        """Returns the links of every document: to itself, to its plan's and to those in `more`."""
        return self.addresses.named(here, este=here, plan=api_paths.plan(self.plan), **more)


def location_list(of: Shared) -> plan_shapes.LocationList:
    """Returns the places with their shapes."""
    plan, here = of.plan, api_paths.locations(of.plan)
    files = {"pagina": router.locations(plan), "geojson": router.download(plan, SHAPES)} if plan.locations else {}
    pages = router.location_pages(plan)
    return plan_shapes.LocationList(
        *of.head,
        lugares=tuple(_location(of, here, pages[each.id], each) for each in plan.locations),
        enlaces=of.own_links(here, **files),
    )


def _location(of: Shared, here: SitePath, page: SitePath, each: Location) -> plan_shapes.ListedLocation:
    shape = as_geojson(geometry_of(of.plan, each))
    links = {"pagina": of.addresses.to(here, page, anchors.location_anchor(each.id))}
    return plan_shapes.ListedLocation(
        of.data.row(plan_shapes.ListedLocation, each.id), plan_shapes.Shape(**shape), links
    )


def group_list(of: Shared) -> plan_shapes.GroupList:
    """Returns the groups above the commitments, each with its figures at the last cut."""
    plan, here = of.plan, api_paths.groups(of.plan)
    return plan_shapes.GroupList(
        *of.head,
        corte=of.data.last.id if of.data.last else None,
        grupos=tuple(_group(of, here, each) for each in plan.groups),
        enlaces=of.own_links(here, **({"pagina": router.groups(plan)} if plan.groups else {})),
    )


def _group(of: Shared, here: SitePath, each: Group) -> plan_shapes.ListedGroup:
    row, figures = of.data.row(plan_shapes.ListedGroup, each.id), of.data.group_figures(each)
    return plan_shapes.ListedGroup(row, figures, of.addresses.named(here, pagina=router.group(of.plan, each)))
