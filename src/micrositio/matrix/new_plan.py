"""The rows of a matrix → the tables of a new plan, each cell with the cell of the matrix that it comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from micrositio.editing.meanings import folded
from micrositio.editing.new_evidence import free
from micrositio.editing.new_row import key_by_rule, short_key
from micrositio.formats.csv_table import write_csv
from micrositio.formats.file_names import kept_by_windows
from micrositio.formats.yaml_document import write_yaml
from micrositio.matrix.mapping import MatrixMap, Source
from micrositio.matrix.rows import Cells, Line
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.schemas import standard_tables, table_schema
from micrositio.routes.paths import is_part
from micrositio.sources.loader import DESCRIPTOR
from micrositio.workbook.provenance import Provenance

MATRIX = "matriz"
"""Id of the source of every row: the matrix itself."""
_REQUIRED = (TableName.INSTITUTIONS, TableName.COMMITMENTS, TableName.MILESTONES)
_SHORT = 8
"""Words of a short title that is made from a long one."""
_SEVERAL = re.compile(r"\s*;\s*|\s*\n\s*(?=[-•*·–])|\s*\n\s*(?=\d+[.)]\s)")
_BULLET = re.compile(r"(?:[-•*·–]|\d+[.)])\s*")
_LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Atribución 4.0 Internacional",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_TOTALS = ("total_pesos_actividades", "total_pesos_compromisos", "total_pesos_grupos")


class NewPlan:
    """The tables of a plan being made from the rows of a matrix; `problems` are what the rows contradict."""

    def __init__(self, key: str, found: MatrixMap, lines: Sequence[Line]) -> None:
        """Makes the rows of every table."""
        self.key, self.map = key, found
        self.problems: list[Problem] = []
        self.tables: dict[str, dict[Any, Cells]] = {name: {} for name in (TableName.GROUPS, *_REQUIRED)}
        self.updates: list[tuple[str, str, Cells]] = []
        self.targets: list[tuple[str, str, Cells]] = []
        self.counts: Counter[str] = Counter()
        self._keys: dict[str, set[str]] = {"grupos": {key}, "actividades": set(), "instituciones": set()}
        for line in lines:
            self._add(line)

    def _add(self, line: Line) -> None:
        parent, path = "", ()
        for name, said in line.levels:
            path = (*path, (folded(name), folded(said["titulo"][0])))  # type: ignore[assignment]
            parent = self._group(path, name, said, parent)
        commitment = self._commitment((*path, folded(line.commitment["titulo"][0])), line, parent)
        if line.milestone:
            milestone = self._milestone(line, commitment)
            self.targets += [(milestone, cut, said) for cut, said in line.targets.items()]
            self.updates += [(cut, milestone, {**said, "": ("", line.place())}) for cut, said in line.reports.items()]

    def _group(self, path: tuple[Any, ...], name: str, said: Cells, parent: str) -> str:
        rows = self.tables[TableName.GROUPS]
        place = said["titulo"][1]
        if path not in rows:
            key = self._key("grupos", short_key(said["titulo"][0]) or short_key(name))
            rows[path] = {"id": (key, place), "padre": (parent, place), "nivel": (name, place)}
        self._fill(rows[path], said)
        return rows[path]["id"][0]

    def _commitment(self, path: tuple[Any, ...], line: Line, group: str) -> str:
        rows, said = self.tables[TableName.COMMITMENTS], dict(line.commitment)
        place = said["titulo"][1]
        wanted, institutions = said.pop("clave", None), said.pop("responsables", None)
        said.setdefault("titulo_corto", (_short(said["titulo"][0]), place))
        if path not in rows:
            rule = key_by_rule("compromiso", {"titulo_corto": said["titulo_corto"][0]}, len(rows))
            key = self._key("grupos", folded(wanted[0]) if wanted else rule or "compromiso")
            rows[path] = {"id": (key, wanted[1] if wanted else place), "grupo": (group, place)}
            said.setdefault("numero", (str(len(rows)), place))
        self._fill(rows[path], said)
        if institutions:
            before = rows[path].get("responsables", ("", institutions[1]))
            keys = [*filter(None, before[0].split(";")), *self._institutions(line, institutions)]
            rows[path]["responsables"] = (";".join(dict.fromkeys(keys)), before[1])
        return rows[path]["id"][0]

    def _milestone(self, line: Line, commitment: str) -> str:
        rows, said = self.tables[TableName.MILESTONES], dict(line.milestone)
        place = said["texto"][1]
        wanted, institution = said.pop("clave", None), said.pop("institucion", None)
        self.counts[commitment] += 1
        order = str(self.counts[commitment])
        rule = key_by_rule("actividad", {"compromiso": commitment, "orden": order}, len(rows))
        key = folded(wanted[0]) if wanted else self._key("actividades", rule)
        row: Cells = {"id": (key, wanted[1] if wanted else place), "compromiso": (commitment, place),
                      "orden": (order, place), **said}  # fmt: skip
        if institution:
            self._responsible(row, line, institution)
        if before := rows.get(key):
            self.problems.append(problem(Kind.BOOK_TWICE, row["id"][1], other=str(before["id"][1])))
        rows[key] = row
        return key

    def _responsible(self, row: Cells, line: Line, said: tuple[str, Place]) -> None:
        """Writes who answers for an activity; of several, none of them, and a problem that says so."""
        keys = list(self._institutions(line, said))
        if len(keys) > 1:
            self.problems.append(problem(Kind.MATRIX_SEVERAL, said[1], value=" ".join(said[0].split())))
        elif keys:
            row["institucion"] = (keys[0], said[1])

    def _institutions(self, line: Line, said: tuple[str, Place]) -> Iterator[str]:
        """Yields the ids of the institutions that a cell names; a new one gets its row."""
        rows = self.tables[TableName.INSTITUTIONS]
        named = (" ".join(_BULLET.sub("", each, count=1).split()) for each in _SEVERAL.split(said[0]))
        for name in filter(None, named):
            if folded(name) not in rows:
                key = self._key("instituciones", short_key(name) or "institucion")
                rows[folded(name)] = {"id": (key, said[1]), "nombre": (name, said[1]), **_sector(line)}
            yield rows[folded(name)]["id"][0]

    def _key(self, kind: str, wanted: str) -> str:
        """Returns a key that no other row of the kind has, and that is no name of a page or of a device of Windows."""
        key = free(f"{kind}-{wanted}" if is_part(wanted) or kept_by_windows(wanted) else wanted, self._keys[kind])
        self._keys[kind].add(key)
        return key

    def _fill(self, row: Cells, said: Cells) -> None:
        """Adds to the row of a group or commitment what one more row of the matrix says of it; tells what differs."""
        for name, (text, place) in said.items():
            if not text:
                continue
            before = row.setdefault(name, (text, place))
            if before[0] != text and name not in ("titulo", "titulo_corto", "numero"):
                self.problems.append(
                    problem(Kind.MATRIX_DIFFERS, place, said=text, other=str(before[1]), before=before[0])
                )

    def rows(self) -> dict[str, list[Cells]]:
        """Returns the rows of each table of the plan, in the order of the profile; of an optional one only if any."""
        made: dict[str, list[Cells]] = {name: list(rows.values()) for name, rows in self.tables.items()}
        cuts = {each.cut: each for sheet in self.map.sheets for each in sheet.periods}
        order = sorted({cut for cut, _key, _said in self.updates}, key=lambda cut: cuts[cut].day)
        made[TableName.REPORTING_PERIODS] = [
            {"id": (cut, cuts[cut].place), "fecha": (cuts[cut].day, cuts[cut].place)} for cut in order
        ]
        made[TableName.UPDATES] = [
            {"corte": (cut, said[""][1]), "actividad": (key, said[""][1]), **{k: v for k, v in said.items() if k}}
            for cut, key, said in sorted(self.updates, key=lambda each: order.index(each[0]))
        ]
        made[TableName.PROGRAMME] = [
            {"actividad": (key, said["meta"][1]), "fecha": (cuts[cut].day, cuts[cut].place), **said}
            for key, cut, said in self.targets
        ]
        made[TableName.SOURCES] = [self._source()]
        return {name: made[name] for name in standard_tables() if name in _REQUIRED or made.get(name)}

    def _source(self) -> Cells:
        source, place = self.map.plan["fuente"], self.map.document.place("plan", "fuente")
        return {"id": (MATRIX, place), **{name: (str(text), place) for name, text in source.items()}}

    def files(self, folder: str, map_name: str) -> tuple[dict[str, bytes], Provenance]:
        """Returns the files of the plan by name, and from which cell of the matrix each part of them comes."""
        provenance = Provenance()
        files: dict[str, bytes] = {}
        rows = self.rows()
        for name, made in rows.items():
            file = f"{name}.csv"
            if cites(name):
                made = [{**each, "fuentes": (MATRIX, next(iter(each.values()))[1])} for each in made]
            columns = _columns(name, made)
            lines = [[row.get(column, ("",))[0] for column in columns] for row in made]
            files[file] = write_csv(columns, lines, "\n")
            sheet = self.map.sheets[0].grid
            provenance.tell(f"{folder}/{file}", sheet.place())
            for number, row in enumerate(made, 2):
                provenance.tell_row(f"{folder}/{file}", number, row)
        files[DESCRIPTOR] = write_yaml(self._descriptor(list(rows)))
        provenance.tell(f"{folder}/{DESCRIPTOR}", self.map.document.place("plan"))
        return files, provenance

    def _descriptor(self, tables: Sequence[str]) -> Mapping[str, Any]:
        plan = self.map.plan
        title = plan["titulo"]
        stated = {name: plan[name] for name in ("gobierno",) if plan.get(name)}
        method = {
            "avance": plan["metodo"],
            **{name: plan[name] for name in ("tope", "pesos_incompletos", *_TOTALS) if name in plan},
        }
        return {
            "name": self.key, "title": title, "titulo_corto": plan.get("titulo_corto") or _short(title),
            "description": plan.get("descripcion") or title, "version": "1.0.0", "licenses": [_LICENCE],
            "estado": plan.get("estado", "en_preparacion"), "ambito": plan["ambito"], **stated, "metodo": method,
            "resources": [{"name": str(name), "path": f"{name}.csv"} for name in tables],
        }  # fmt: skip


def cites(table: str) -> bool:
    """Returns whether the rows of a table cite the source that they come from."""
    return table in (TableName.GROUPS, TableName.PROGRAMME, *_REQUIRED)


def _columns(table: str, rows: Sequence[Cells]) -> list[str]:
    """Returns the columns of a table that some row says something in, and those that it must have."""
    said = {name for row in rows for name, (text, _place) in row.items() if text}
    return [each.name for each in table_schema(table).columns if each.required or each.name in said]


def _short(title: str) -> str:
    words = title.split()
    return title if len(words) <= _SHORT else " ".join(words[:_SHORT]).rstrip(",;:.") + "…"


def _sector(line: Line) -> Cells:
    source: Source = line.sheet.sector
    text = source.constant or str(line.sheet.grid.below(line.row, source.column)).strip() or source.default
    return {"sector": (folded(text).replace("-", "_"), line.place(source.column))}
