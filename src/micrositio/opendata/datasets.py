"""Every table of a plan in each of its formats, all made from the same rows: CSV, CSV with its codes in words, JSON."""

from __future__ import annotations

import json
from typing import NamedTuple

from micrositio.formats.csv_table import write_csv
from micrositio.model.plan import ActionPlan, TableData
from micrositio.opendata.ogp import ogp_table
from micrositio.opendata.with_labels import labelled
from micrositio.profile.plan_tables import json_value, marked, method_table, scale_table
from micrositio.profile.schemas import Schema
from micrositio.progress.history import CutState, calculation_table
from micrositio.progress.row_changes import change_table
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

PLAIN = "-plano"
"""What the name of a table's file with its codes in words ends in."""


class Dataset(NamedTuple):
    """A table as it is published: its files and their bytes; `plain` is that of the table with its codes in words."""

    table: TableData
    csv_path: SitePath
    csv: bytes
    json_path: SitePath
    json: bytes
    plain_schema: Schema
    plain_path: SitePath
    plain_csv: bytes

    @property
    def paths(self) -> tuple[SitePath, ...]:
        """Where its files are."""
        return self.csv_path, self.plain_path, self.json_path


def datasets(plan: ActionPlan, course: tuple[CutState, ...]) -> tuple[Dataset, ...]:
    """Every table of the plan that has rows, in reading order, in each format; `course` is its history."""
    made = (scale_table(plan), method_table(plan), change_table(plan), ogp_table(plan))
    every = (*plan.tables.values(), calculation_table(plan, course), *made)
    tables = {table.name: marked(plan, table) for table in every if table.rows}
    return tuple(_dataset(plan, table, labelled(table, tables)) for table in tables.values())


def _dataset(plan: ActionPlan, table: TableData, plain: TableData) -> Dataset:
    return Dataset(
        table,
        router.download(plan, f"{table.name}.csv"),
        _csv(table),
        router.download(plan, f"{table.name}.json"),
        _table_json(plan, table),
        plain.schema,
        router.download(plan, f"{table.name}{PLAIN}.csv"),
        _csv(plain),
    )


def _csv(table: TableData) -> bytes:
    return write_csv(_names(table.schema), table.rows)


def _names(schema: Schema) -> tuple[str, ...]:
    return tuple(field["name"] for field in schema["fields"])


def _table_json(plan: ActionPlan, table: TableData) -> bytes:
    """The table's rows as JSON objects with typed values, one a line."""
    names = _names(table.schema)
    notice = {"demostracion": True} if plan.invented else {}
    head = json.dumps({"plan": plan.id, "tabla": table.name, **notice}, ensure_ascii=False)
    objects = ({n: json_value(v) for n, v in zip(names, row, strict=True)} for row in table.values)
    rows = (json.dumps(each, ensure_ascii=False) for each in objects)
    return (head[:-1] + ', "filas": [\n' + ",\n".join(rows) + "\n]}\n").encode("utf-8")
