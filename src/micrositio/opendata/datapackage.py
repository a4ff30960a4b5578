"""Data Package (version 2): the descriptor of a plan's data, and that of the documents that prove them.

A resource that is not a table has no `type`: the standard defines only `table`. For a file that programs would open
as a table (a workbook, a third-party CSV), `format` is `OPAQUE` and only the media type states its form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from micrositio.formats.checksums import tagged
from micrositio.formats.json_document import as_lines, stated
from micrositio.formats.zip_archive import Content, size_of
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.records import Evidence
from micrositio.model.text import Text
from micrositio.opendata.about import Edition
from micrositio.opendata.datasets import Dataset, DatasetFile
from micrositio.opendata.file_formats import file_type
from micrositio.profile.plan_descriptor import described
from micrositio.profile.schemas import DIALECT, MADE_FROM, PACKAGE_PROFILE, PROFILE_VERSION, Descriptor
from micrositio.routes.paths import SitePath

OPAQUE = "documento"
"""Format of a file that must not be opened as a table, whatever its extension."""
_PUBLISHER, _GOVERNMENT = "publisher", "government"
"""Roles of the data's publisher and of the plan's government, neither of them necessarily the author of the data."""


def package_descriptor(edition: Edition, resources: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Returns the plan as a Data Package, with the additions of our profile."""
    plan = edition.plan
    sources = [stated({"title": s.title.base, "path": s.url, "fuente": s.id}) for s in plan.sources]
    return {
        "$schema": PACKAGE_PROFILE,
        "profile_version": PROFILE_VERSION,
        **described(plan),
        **_edition(edition),
        **({"sources": sources} if sources else {}),
        "resources": list(resources),
    }


def _edition(edition: Edition) -> dict[str, Any]:
    """Returns the known properties of the package: home page, date, keywords, contributors, imprint."""
    created = f"{edition.changed}T00:00:00Z" if edition.changed else ""
    return stated(
        {
            "homepage": edition.homepage,
            "created": created,
            "keywords": [words for each in edition.keywords if (words := each.in_(edition.plan.language))],
            "contributors": list(_contributors(edition)),
            **{key: stated(each) or "" for key, each in edition.imprint.keys.items()},
        }
    )


def _contributors(edition: Edition) -> Iterator[dict[str, Any]]:
    """Yields the publisher, the government of the plan, and the bodies of the process with the functions of each."""
    named = ((edition.imprint.publisher.name, _PUBLISHER), (edition.plan.government, _GOVERNMENT))
    for name, role in named:
        if name:
            yield {"title": name.first, "roles": [role]}
    for body in edition.plan.bodies:
        yield stated({"title": body.name.first, "roles": list(body.functions)})


def table_resources(datasets: Sequence[Dataset]) -> Iterator[dict[str, Any]]:
    """Yields a resource for each table, then one for each of its other formats."""
    names = {each.table.name for each in datasets}
    for each in datasets:
        yield _table(each.table.name, each.files[0], names)
    for each in datasets:
        for file in each.files[1:]:
            yield {**_other_form(each.table, file, names), MADE_FROM: each.table.name}


def _other_form(table: TableData, file: DatasetFile, names: set[str]) -> dict[str, Any]:
    """Returns the resource of a table in another format: with a schema if the format is `in_words`, else as a file."""
    name = table.name + file.format.resource_suffix
    if file.format.in_words:
        described = _table(name, file, names)
        return {**described, "schema": _short(described["schema"])}
    return {**file_resource(name, _file_name(file.path), file.content), **_titles(table.schema.descriptor, table.name)}


def _table(name: str, file: DatasetFile, names: set[str]) -> dict[str, Any]:
    schema = file.schema.descriptor
    words = {key: schema.get(key, "") for key in ("description", "description_en")}
    return {
        "name": name,
        "type": "table",
        **_titles(schema, name),
        **words,
        "path": _file_name(file.path),
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "dialect": DIALECT,
        **_fingerprint(file.content),
        "schema": _published_schema(schema, names),
    }


_SHORT = ("name", "type", "title", "title_en", "rdfType", "delimiter", "itemType")


def _short(schema: Descriptor) -> dict[str, Any]:
    """Returns the schema with only the basic properties of its columns; the rest stands once, in the table itself."""
    fields = [{key: field[key] for key in _SHORT if key in field} for field in schema["fields"]]
    return {**schema, "fields": fields}


def _titles(schema: Descriptor, name: str) -> dict[str, str]:
    return {key: schema.get(key, name) for key in ("title", "title_en")}


def _file_name(path: SitePath) -> str:
    return path.rpartition("/")[2]


def _fingerprint(data: Content) -> dict[str, Any]:
    return {"bytes": size_of(data), "hash": tagged(data)}


def file_resource(name: str, path: str, data: Content, title: Text | None = None) -> dict[str, Any]:
    """Returns the resource of a file of the package that is not a table."""
    words = {"title": title.base, "title_en": title.in_("en")} if title else {}
    return {"name": name, **words, "path": path, **_form(path), **_fingerprint(data)}


def _form(path: str) -> dict[str, str]:
    kind = file_type(path)
    form = OPAQUE if kind.tabular else path.rpartition(".")[2].lower()
    return {"format": form, "mediatype": kind.media_type}


def _published_schema(schema: Descriptor, names: set[str]) -> dict[str, Any]:
    """Returns the Table Schema as published: with the foreign keys whose table is in the package (`names`)."""
    inner = ("name", "title", "title_en", "description", "description_en", "required")
    kept = {key: value for key, value in schema.items() if key not in inner}
    keys = [key for key in schema.get("foreignKeys", ()) if key["reference"]["resource"] in names]
    return {
        **{key: value for key, value in kept.items() if key != "foreignKeys"},
        **({"foreignKeys": keys} if keys else {}),
    }


def evidence_descriptor(edition: Edition, paths: Mapping[str, str]) -> dict[str, Any]:
    """Returns the plan's documents as a Data Package of their own; `paths` are those of the files, by evidence id."""
    plan = edition.plan
    notice = {"demostracion": True} if plan.invented else {}
    return {
        "$schema": PACKAGE_PROFILE,
        "profile_version": PROFILE_VERSION,
        "name": f"{plan.id}-evidencias",
        "title": f"{edition.title}: evidencias",
        "description": edition.notice or plan.description.first,
        **notice,
        "version": plan.version,
        "licenses": [{"name": each.name, "title": each.title, "path": each.path} for each in plan.licences],
        **_edition(edition),
        "resources": [evidence_resource(plan, each, paths[each.id]) for each in plan.evidence if each.id in paths],
    }


def evidence_resource(plan: ActionPlan, each: Evidence, path: str) -> dict[str, Any]:
    """Returns the resource of a document: titles, what it proves, size in bytes, hash, licence and source."""
    return stated(
        {
            "name": f"evidencia.{each.id}",
            **each.title.keys("title"),
            "title": each.title.first,
            **each.proves.keys("description"),
            "description": each.proves.first,
            "path": path,
            **_form(path),
            "bytes": each.bytes,
            "hash": each.hash,
            "licenses": [_licence(plan, each.licence)] if each.licence else [],
            "sources": [{"title": each.title.first, "path": each.link}] if each.link else [],
            "consultado": str(each.read_on) if each.link else "",
            "evidencia": each.id,
        }
    )


def _licence(plan: ActionPlan, name: str) -> dict[str, str]:
    known = next((each for each in plan.licences if name in (each.name, each.title)), None)
    return {"name": known.name, "title": known.title, "path": known.path} if known else {"name": name}


def written(descriptor: Mapping[str, Any]) -> bytes:
    """Returns the descriptor as the bytes of a JSON file."""
    return (as_lines(descriptor) + "\n").encode("utf-8")
