"""The documents of the API that are of no plan: the list of the plans, the description of the API, the schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from micrositio.formats.json_document import as_line
from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SiteConfig
from micrositio.opendata.api import plan_shapes
from micrositio.opendata.api.openapi import api_version, openapi
from micrositio.opendata.api.parts import as_json
from micrositio.opendata.api.row_schemas import row_schemas
from micrositio.routes import api_paths
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath


def site_documents(
    config: SiteConfig, plans: Iterable[ActionPlan], addresses: Addresses
) -> Iterator[tuple[SitePath, bytes]]:
    """Yields the document that lists the plans, the description of the API and the schema of each table."""
    listed = tuple(_listed_plan(addresses, each, config.current_plan) for each in plans)
    own = addresses.named(router.API, este=router.API, pagina=router.HOME, descripcion=router.OPENAPI)
    yield router.API, _bytes(plan_shapes.SiteDocument(api_version(), _imprint(config), listed, own))
    yield router.OPENAPI, _bytes(openapi(addresses))
    yield from ((path, _bytes(schema)) for path, schema in row_schemas(addresses))


def _imprint(config: SiteConfig) -> plan_shapes.Imprint:
    publisher, official = config.publisher, config.official
    return plan_shapes.Imprint(
        titulo=config.title,
        descripcion=config.description,
        gobierno=config.government,
        publica=plan_shapes.Publisher(publisher.name, publisher.kind or None),
        oficial=plan_shapes.Adoption(official.state or None, official.since, official.document, official.link or None),
    )


def _listed_plan(addresses: Addresses, plan: ActionPlan, current: str) -> plan_shapes.ListedPlan:
    return plan_shapes.ListedPlan(
        id=plan.id,
        titulo=plan.title,
        gobierno=plan.government,
        estado=plan.state,
        actual=plan.id == current,
        inventado=plan.invented,
        enlaces=addresses.named(router.API, documento=api_paths.plan(plan), pagina=router.plan(plan)),
    )


def _bytes(document: Any) -> bytes:
    return (as_line(as_json(document)) + "\n").encode("utf-8")
