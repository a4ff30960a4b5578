"""Open data: every table as CSV and JSON, and the Data Package that describes them.

All of it comes from the same tables and schemas that validation and the pages use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

from . import router
from .calculations import CutState, calculation_table, history
from .changes import CutChanges, changes_by_cut
from .csv_text import write_csv
from .dates import PartialDate
from .derived import marked, method_table, scale_table
from .model import ActionPlan, Body, GeneralFact, Instrument, PlanPeriod, TableData
from .records import ReportingPeriod, Text
from .router import SitePath
from .schemas import DIALECT, PACKAGE_PROFILE, PROFILE_VERSION, Schema
from .seals import cut_files, sha256

DESCRIPTOR = "datapackage.json"


class Dataset(NamedTuple):
    """A table as it is published: its files and their bytes."""

    table: TableData
    csv_path: SitePath
    csv: bytes
    json_path: SitePath
    json: bytes


class Published(NamedTuple):
    """A plan as it goes out: itself at each cut, what changed at each, the cut's files by name, and its tables."""

    plan: ActionPlan
    course: tuple[CutState, ...]
    changes: tuple[CutChanges, ...]
    archives: tuple[Mapping[str, bytes], ...]
    datasets: tuple[Dataset, ...]


def published(plan: ActionPlan) -> Published:
    """The plan with every figure computed and every table written."""
    course = history(plan)
    archives = tuple(_archive(plan, each.cut) for each in course)
    return Published(plan, course, changes_by_cut(course), archives, datasets(plan, course))


def _archive(plan: ActionPlan, cut: ReportingPeriod) -> Mapping[str, bytes]:
    """The plan's data as they were at the cut: the files of its seal or, without one, those it would freeze today."""
    seal = plan.seals.get(cut.id)
    return seal.files if seal else cut_files(plan, cut)


def datasets(plan: ActionPlan, course: tuple[CutState, ...]) -> tuple[Dataset, ...]:
    """Every table of the plan that has rows, in reading order, in each format; `course` is its history."""
    own = (*plan.tables.values(), calculation_table(plan, course), scale_table(plan), method_table(plan))
    tables = (marked(plan, table) for table in own if table.rows)
    return tuple(
        Dataset(
            table,
            router.download(plan, f"{table.name}.csv"),
            write_csv(_names(table.schema), table.rows),
            router.download(plan, f"{table.name}.json"),
            _table_json(plan, table),
        )
        for table in tables
    )


def plan_downloads(out: Published) -> Iterator[tuple[SitePath, bytes]]:
    """The files of the plan's data folder."""
    plan = out.plan
    for dataset in out.datasets:
        yield dataset.csv_path, dataset.csv
        yield dataset.json_path, dataset.json
    yield router.download(plan, DESCRIPTOR), _json(package_descriptor(plan, out.datasets))
    for at, files in zip(out.course, out.archives, strict=True):
        for name, data in files.items():
            yield router.cut_file(plan, at.cut, name), data


def package_descriptor(plan: ActionPlan, published: tuple[Dataset, ...]) -> dict[str, Any]:
    """The plan as a Data Package (version 2), with what our profile adds to it."""
    names = {dataset.table.name for dataset in published}
    standard = {
        "$schema": PACKAGE_PROFILE,
        "name": plan.id,
        **_texts("title", plan.title),
        **_texts("description", plan.description),
        "version": plan.version,
        "licenses": [asdict(each) for each in plan.licences],
        "sources": [_without_gaps({"title": s.title.es, "path": s.url, "fuente": s.id}) for s in plan.sources],
    }
    return _without_gaps({**standard, **_profile(plan), "resources": [_resource(each, names) for each in published]})


def _profile(plan: ActionPlan) -> dict[str, Any]:
    """What the profile «Paquete de datos de plan de gobierno abierto» adds: what the plan's own descriptor says."""
    return {
        "profile_version": PROFILE_VERSION,
        "demostracion": plan.invented or None,
        "estado": plan.state,
        **_texts("ambito", plan.jurisdiction),
        "metodo": _method(plan),
        "estados": [
            _without_gaps({"id": s.id, **_texts("titulo", s.title), "valor": s.value, "irm": s.irm}) for s in plan.scale
        ],
        "periodos": [_period(each) for each in plan.periods],
        "organos": [_body(each) for each in plan.bodies],
        "instrumentos": [_instrument(each) for each in plan.instruments],
        "datos_generales": [_fact(each) for each in plan.facts],
        "faltantes": [_without_gaps({**_texts("que", g.what), **_texts("quien", g.who)}) for g in plan.gaps],
    }


def _texts(name: str, text: Text) -> dict[str, str]:
    return {name: text.es or text.en, f"{name}_en": text.en}


def _period(each: PlanPeriod) -> dict[str, Any]:
    dates = {"desde": _value(each.start), "hasta": _value(each.end)}
    words = {**_texts("segun", each.according_to), **_texts("nota", each.note)}
    return _without_gaps({**dates, **words, "fuentes": list(each.sources)})


def _body(each: Body) -> dict[str, Any]:
    words = {"id": each.id, **_texts("nombre", each.name), "siglas": each.acronym, "funcion": list(each.functions)}
    dates = {"desde": _value(each.since), "hasta": _value(each.until)}
    return _without_gaps({**words, **_texts("descripcion", each.description), **dates, "fuentes": list(each.sources)})


def _instrument(each: Instrument) -> dict[str, Any]:
    words = {"id": each.id, **_texts("titulo", each.title), **_texts("descripcion", each.description)}
    rest = {"organo": each.body, "fecha": _value(each.date), "enlace": each.link, "fuentes": list(each.sources)}
    return _without_gaps({**words, **rest})


def _fact(each: GeneralFact) -> dict[str, Any]:
    words = {**_texts("titulo", each.title), **_texts("valor", each.value), **_texts("nota", each.note)}
    return _without_gaps({**words, "fuentes": list(each.sources)})


def _without_gaps(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [])}


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


def _names(schema: Schema) -> tuple[str, ...]:
    return tuple(field["name"] for field in schema["fields"])


def _table_json(plan: ActionPlan, table: TableData) -> bytes:
    """The table's rows as JSON objects with typed values, one a line."""
    names = _names(table.schema)
    notice = {"demostracion": True} if plan.invented else {}
    head = json.dumps({"plan": plan.id, "tabla": table.name, **notice}, ensure_ascii=False)
    rows = (
        json.dumps({n: _value(v) for n, v in zip(names, row, strict=True)}, ensure_ascii=False) for row in table.values
    )
    return (head[:-1] + ', "filas": [\n' + ",\n".join(rows) + "\n]}\n").encode("utf-8")


def _value(value: Any) -> Any:
    if isinstance(value, date | PartialDate):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
