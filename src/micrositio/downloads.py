"""Open data: every table as CSV and JSON, and the Data Package that describes them.

All of it comes from the same tables and schemas that validation and the pages use.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from . import router
from .csv_text import write_csv
from .dates import PartialDate
from .model import ActionPlan, TableData
from .router import SitePath
from .schemas import DIALECT, PACKAGE_PROFILE, PROFILE_VERSION, Schema

DESCRIPTOR = "datapackage.json"


class Dataset(NamedTuple):
    """A table as it is published: its files and their bytes."""

    table: TableData
    csv_path: SitePath
    csv: bytes
    json_path: SitePath
    json: bytes


def datasets(plan: ActionPlan) -> tuple[Dataset, ...]:
    """Every table of the plan that has rows, in reading order, in each format."""
    return tuple(
        Dataset(
            table,
            router.download(plan, f"{name}.csv"),
            write_csv(_names(table.schema), table.rows),
            router.download(plan, f"{name}.json"),
            _json(_table_json(plan, table)),
        )
        for name, table in plan.tables.items()
        if table.rows
    )


def plan_downloads(plan: ActionPlan, published: tuple[Dataset, ...]) -> Iterator[tuple[SitePath, bytes]]:
    """The files of the plan's data folder."""
    for dataset in published:
        yield dataset.csv_path, dataset.csv
        yield dataset.json_path, dataset.json
    yield router.download(plan, DESCRIPTOR), _json(package_descriptor(plan, published))


def package_descriptor(plan: ActionPlan, published: tuple[Dataset, ...]) -> dict[str, Any]:
    """The plan as a Data Package (version 2), with what our profile adds to it."""
    names = {dataset.table.name for dataset in published}
    descriptor = {
        "$schema": PACKAGE_PROFILE,
        "name": plan.id,
        "title": plan.title.es or plan.title.en,
        "title_en": plan.title.en,
        "description": plan.description.es,
        "description_en": plan.description.en,
        "version": plan.version,
        "licenses": [{"name": each.name, "title": each.title, "path": each.path} for each in plan.licences],
        "sources": [_source(each) for each in plan.sources],
        "profile_version": PROFILE_VERSION,
        **({"demostracion": True} if plan.invented else {}),
        "estado": plan.state,
        "ambito": plan.jurisdiction.es,
        "metodo": _method(plan),
        "estados": [_scale_step(each) for each in plan.scale],
        "periodos": [
            _without_gaps({"desde": _value(each.start), "hasta": _value(each.end), "segun": each.according_to.es,
                           "nota": each.note.es, "fuentes": list(each.sources)})
            for each in plan.periods
        ],
        "organos": [
            _without_gaps({"id": each.id, "nombre": each.name.es, "nombre_en": each.name.en, "siglas": each.acronym,
                           "funcion": list(each.functions), "desde": _value(each.since), "hasta": _value(each.until),
                           "fuentes": list(each.sources)})
            for each in plan.bodies
        ],
        "instrumentos": [
            _without_gaps({"id": each.id, "titulo": each.title.es, "titulo_en": each.title.en, "organo": each.body,
                           "fecha": _value(each.date), "enlace": each.link, "fuentes": list(each.sources)})
            for each in plan.instruments
        ],
        "datos_generales": [
            _without_gaps({"titulo": each.title.es, "valor": each.value.es, "nota": each.note.es,
                           "fuentes": list(each.sources)})
            for each in plan.facts
        ],
        "faltantes": [_without_gaps({"que": each.what.es, "quien": each.who.es}) for each in plan.gaps],
        "resources": [_resource(dataset, names) for dataset in published],
    }  # fmt: skip
    return _without_gaps(descriptor)


def _without_gaps(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [])}


def _source(source: Any) -> dict[str, Any]:
    return _without_gaps({"title": source.title.es, "path": source.url, "fuente": source.id})


def _method(plan: ActionPlan) -> dict[str, Any]:
    method = plan.method
    return _without_gaps(
        {
            "avance": method.progress,
            "tope": method.capped,
            "total_pesos_actividades": method.milestone_weights,
            "total_pesos_compromisos": method.commitment_weights,
        }
    )


def _scale_step(step: Any) -> dict[str, Any]:
    words = {"id": step.id, "titulo": step.title.es, "titulo_en": step.title.en}
    return _without_gaps({**words, "valor": step.value, "irm": step.irm})


def _resource(dataset: Dataset, names: set[str]) -> dict[str, Any]:
    schema = dataset.table.schema
    return {
        "name": dataset.table.name,
        "type": "table",
        "title": schema.get("title", dataset.table.name),
        "title_en": schema.get("title_en", dataset.table.name),
        "description": schema.get("description", ""),
        "description_en": schema.get("description_en", ""),
        "path": dataset.csv_path.rpartition("/")[2],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "bytes": len(dataset.csv),
        "hash": "sha256:" + sha256(dataset.csv),
        "schema": published_schema(schema, names),
    }


def published_schema(schema: Schema, names: set[str]) -> dict[str, Any]:
    """The Table Schema as published: with the foreign keys whose table is in the package (`names`)."""
    inner = ("name", "title", "title_en", "description", "description_en", "required")
    kept = {key: value for key, value in schema.items() if key not in inner}
    keys = [key for key in schema.get("foreignKeys", ()) if key["reference"]["resource"] in names]
    return {
        **{key: value for key, value in kept.items() if key != "foreignKeys"},
        **({"foreignKeys": keys} if keys else {}),
    }


def sha256(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _names(schema: Schema) -> tuple[str, ...]:
    return tuple(field["name"] for field in schema["fields"])


def _table_json(plan: ActionPlan, table: TableData) -> dict[str, Any]:
    names = _names(table.schema)
    rows = [{name: _value(value) for name, value in zip(names, row, strict=True)} for row in table.values]
    notice = {"demostracion": True} if plan.invented else {}
    return {"plan": plan.id, "tabla": table.name, **notice, "filas": rows}


def _value(value: Any) -> Any:
    if isinstance(value, date | PartialDate):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
