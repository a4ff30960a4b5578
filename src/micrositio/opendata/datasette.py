"""The file with which Datasette shows a plan's database: titles, descriptions of columns, licence and source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from micrositio.formats.json_document import as_lines, stated
from micrositio.model.plan import TableData
from micrositio.model.table_schema import Column
from micrositio.opendata.about import Edition


def datasette_metadata(edition: Edition, tables: Sequence[TableData]) -> bytes:
    """Returns the metadata of the database, which has the plan's id as its name."""
    plan = edition.plan
    licence = plan.licences[0] if plan.licences else None
    words = " ".join(filter(None, (edition.notice, plan.description.first)))
    told = {
        "title": edition.title,
        "description": words,
        "license": licence.title if licence else "",
        "license_url": licence.path if licence else "",
        "source": edition.imprint.publisher.name.first,
        "source_url": edition.homepage,
    }
    notice = {"demostracion": True} if plan.invented else {}
    of_tables = {each.name: _table(each) for each in tables}
    return (as_lines({**stated(told), **notice, "databases": {plan.id: {"tables": of_tables}}}) + "\n").encode()


def _table(table: TableData) -> dict[str, Any]:
    schema = table.schema
    columns = {each.name: _column(each) for each in schema.columns}
    words = {"title": schema.title.first or table.name, "description": schema.description.first}
    return {**stated(words), "columns": columns}


def _column(each: Column) -> str:
    return ". ".join(filter(None, (each.title.first, each.description.first)))
