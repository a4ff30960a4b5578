"""Lists of a plan that have a document of their own: its groups, its places, its money and its continuity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from micrositio.model.continuity import Continuation
from micrositio.model.groups import Group
from micrositio.model.locations import SHAPES, Location
from micrositio.model.money import BudgetLine
from micrositio.model.plan import ActionPlan
from micrositio.model.succession import Passage
from micrositio.model.text import Text
from micrositio.model.vocabularies import FigureLevel
from micrositio.opendata.api import list_shapes, plan_shapes
from micrositio.opendata.api.data import PlanData
from micrositio.opendata.geojson_file import as_geojson, geometry_of
from micrositio.progress.money import MoneyTotal, lines_of_commitment, lines_of_group, totals
from micrositio.routes import anchors, api_paths, continuity_paths, money_paths
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.continuity_paths import Key
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


def location_list(of: Shared) -> list_shapes.LocationList:
    """Returns the places with their shapes."""
    plan, here = of.plan, api_paths.locations(of.plan)
    files = {"pagina": router.locations(plan), "geojson": router.download(plan, SHAPES)} if plan.locations else {}
    pages = router.location_pages(plan)
    return list_shapes.LocationList(
        *of.head,
        lugares=tuple(_location(of, here, pages[each.id], each) for each in plan.locations),
        enlaces=of.own_links(here, **files),
    )


def _location(of: Shared, here: SitePath, page: SitePath, each: Location) -> list_shapes.ListedLocation:
    shape = as_geojson(geometry_of(of.plan, each))
    links = {"pagina": of.addresses.to(here, page, anchors.location_anchor(each.id))}
    return list_shapes.ListedLocation(
        of.data.row(list_shapes.ListedLocation, each.id), list_shapes.Shape(**shape), links
    )


def group_list(of: Shared) -> list_shapes.GroupList:
    """Returns the groups above the commitments, each with its figures at the last cut."""
    plan, here = of.plan, api_paths.groups(of.plan)
    return list_shapes.GroupList(
        *of.head,
        corte=of.data.last.id if of.data.last else None,
        grupos=tuple(_group(of, here, each) for each in plan.groups),
        enlaces=of.own_links(here, **({"pagina": router.groups(plan)} if plan.groups else {})),
    )


def _group(of: Shared, here: SitePath, each: Group) -> list_shapes.ListedGroup:
    row, figures = of.data.row(list_shapes.ListedGroup, each.id), of.data.group_figures(each)
    return list_shapes.ListedGroup(row, figures, of.addresses.named(here, pagina=router.group(of.plan, each)))


def money(of: Shared) -> list_shapes.Money:
    """Returns the money: the totals of the plan, of each group and of each commitment, and every line."""
    plan, here = of.plan, api_paths.money(of.plan)
    return list_shapes.Money(
        *of.head,
        totales=tuple(_sums(plan)),
        renglones=tuple(of.data.row(list_shapes.BudgetLine, each.id) for each in plan.budget),
        enlaces=of.own_links(here, **({"pagina": money_paths.money(plan)} if plan.budget else {})),
    )


def _sums(plan: ActionPlan) -> Iterator[list_shapes.MoneySum]:
    yield from _sums_of(FigureLevel.PLAN, plan.id, plan.budget)
    for group in plan.groups:
        yield from _sums_of(FigureLevel.GROUP, group.id, lines_of_group(plan, group.id))
    for each in plan.commitments:
        yield from _sums_of(FigureLevel.COMMITMENT, each.id, lines_of_commitment(plan, each.id))


def _sums_of(level: FigureLevel, key: str, lines: Iterable[BudgetLine]) -> Iterator[list_shapes.MoneySum]:
    return (_sum(level, key, each) for each in totals(lines))


def _sum(level: FigureLevel, key: str, each: MoneyTotal) -> list_shapes.MoneySum:
    return list_shapes.MoneySum(
        nivel=level,
        registro=key,
        moneda=each.currency,
        renglones=len(each.lines),
        aprobado=_number(each.approved.total),
        comprometido=_number(each.committed.total),
        ejercido=_number(each.spent.total),
        aprobado_comparado=_number(each.compared_approved),
        ejercido_comparado=_number(each.compared_spent),
        parte_ejercida=each.share,
    )


def _number(amount: Decimal | None) -> float | None:
    """Returns an amount as JSON: a whole one without decimals."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def continuity(of: Shared) -> list_shapes.Continuity:
    """Returns what the plan states of the commitments of earlier plans, in the order of its rows."""
    plan, here = of.plan, api_paths.continuity(of.plan)
    return list_shapes.Continuity(
        *of.head,
        compromisos=tuple(_continuation(of, here, each) for each in plan.continuity),
        enlaces=of.own_links(here, **({"pagina": continuity_paths.continuity(plan)} if plan.continuity else {})),
    )


def afterwards(of: Shared, after: Iterable[Passage], here: SitePath, key: str) -> Iterator[plan_shapes.Afterwards]:
    """Yields what became of a commitment in the later plans of the site; `here` is the path of its document."""
    for passage in after:
        later = Key(passage.later)
        for each in (fate for fate in passage.fates if fate.earlier and fate.earlier.id == key):
            row, taken = each.row, each.row.commitment if each.row else ""
            place = continuity_paths.continuity(later, each.number)
            own = {"compromiso": api_paths.commitment(later, Key(taken))} if taken else {}
            links = of.addresses.named(here, continuidad=api_paths.continuity(later), **own)
            page = of.addresses.to(here, place, anchors.continuity_anchor(row.id) if row else "")
            yield plan_shapes.Afterwards(
                plan=passage.later,
                que_paso=row.outcome if row else None,
                compromiso=taken or None,
                motivo=row.reason if row else Text(),
                enlaces={**links, "pagina": page},
            )


def _continuation(of: Shared, here: SitePath, each: Continuation) -> list_shapes.ListedContinuation:
    links: dict[str, SitePath] = {}
    if each.earlier_plan:
        links["anterior"] = api_paths.commitment(Key(each.earlier_plan), Key(each.earlier))
    if each.commitment:
        links["compromiso"] = api_paths.commitment(of.plan, Key(each.commitment))
    row = of.data.row(list_shapes.ListedContinuation, each.id)
    return list_shapes.ListedContinuation(row, of.addresses.named(here, **links))
