"""JSON Schema of the JSON file of each table of the profile, at an address with the version of the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from micrositio.model.vocabularies import TableName
from micrositio.opendata.api.openapi import column_schema
from micrositio.profile.schemas import OPTIONAL, table_schema
from micrositio.routes import api_paths
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath

OF_THE_PROFILE = frozenset(map(str, TableName))
"""The tables that have such a schema: a plan may have others, of its own."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def row_schemas(addresses: Addresses) -> Iterator[tuple[SitePath, dict[str, Any]]]:
    """Yields the schema of each table of the profile by its path."""
    for name in TableName:
        path = api_paths.row_schema(name)
        yield path, row_schema(name, addresses.canonical(path))


def row_schema(table: str, address: str = "") -> dict[str, Any]:
    """Returns the schema of a table's JSON file; `address` is its own ("" for none).

    A plan may add columns: texts in its other languages, and whether it is invented.
    """
    schema = table_schema(table)
    row = {
        "type": "object",
        "properties": {each.name: column_schema(each) for each in schema.columns},
        "required": [each.name for each in schema.columns if OPTIONAL not in each.descriptor],
    }
    return {
        "$schema": DIALECT,
        **({"$id": address} if address else {}),
        "title": schema.title.base,
        "description": schema.description.base,
        "type": "object",
        "properties": {
            "plan": {"type": "string"},
            "tabla": {"type": "string", "const": table},
            "filas": {"type": "array", "items": row},
        },
        "required": ["plan", "tabla", "filas"],
    }
