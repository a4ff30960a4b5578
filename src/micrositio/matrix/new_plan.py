"""The rows of a matrix → the tables of a new plan, each cell with the cell of the matrix that it comes from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from micrositio.editing.meanings import folded
from micrositio.editing.new_evidence import free
from micrositio.editing.new_row import key_by_rule, short_key
from micrositio.formats.csv_table import write_csv
from micrositio.formats.file_names import kept_by_windows
from micrositio.formats.yaml_document import write_yaml
from micrositio.matrix.mapping import AMOUNTS, MatrixMap, Source
from micrositio.matrix.rows import IN_PERCENT, Cells, Line
from micrositio.model.text import N_
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
_CITING = (
    *_REQUIRED,
    TableName.GROUPS,
    TableName.PROGRAMME,
    TableName.BUDGET,
    TableName.PARTNERS,
    TableName.INDICATORS,
)
_SHORT = 8
"""Words of a short title that is made from a long one."""
_SEVERAL = re.compile(r"\s*;\s*|\s*\n\s*(?=[-•*·–])|\s*\n\s*(?=\d+[.)]\s)")
_GOES_ON = re.compile(
    r"(?:.*\s)?(?:de|del|la|las|los|el|y|e|para|da|do|dos|das|a|en|al|por)|.*[,(-]|"
    r"(?:sub)?secretar[ií]a|direcci[oó]n|instituto|coordinaci[oó]n|oficina|unidad|departamento",
    re.IGNORECASE,
)
"""A line of a name that goes on in the next one: it ends in a word that asks for more, or is one."""
_TEXTS = ("descripcion", "dificultad", "siguiente_paso", "nota")
_OF_INDICATORS = ("formula", "factor", "tipo", "frecuencia")
"""What only an indicator of the table `indicadores` says."""
_TELL_APART = ("financiamiento", "concepto")
_OF_ONE = N_("el monto de un solo compromiso: esta celda combinada es de varios")
OF_SEVERAL = N_("las metas por periodo de varios indicadores")
OF_ONE = N_("la fórmula, la frecuencia y la clase de un indicador que lleva metas por periodo")
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
        names = (TableName.GROUPS, *_REQUIRED, TableName.INDICATORS)
        self.tables: dict[str, dict[Any, Cells]] = {name: {} for name in names}
        self.updates: dict[tuple[str, str], Cells] = {}
        self.own: dict[tuple[str, str], Cells] = {}
        self.measured: dict[str, list[Line]] = {}
        self.partners: dict[tuple[str, str], Cells] = {}
        self.money: dict[Any, Cells] = {}
        self._owners: dict[tuple[str, int], tuple[str, str]] = {}
        self._by_title: dict[str, list[Any]] = {}
        self._of_text: dict[tuple[str, str], tuple[str, str]] = {}
        self.targets: list[tuple[str, str, Cells]] = []
        self.counts: Counter[str] = Counter()
        self._keys: defaultdict[str, set[str]] = defaultdict(set, {"grupos": {key}})
        self.days: dict[str, tuple[str, Place]] = {}
        for line in lines:
            self._add(line)
            self.days |= {cut: each for cut, each in line.days.items() if cut not in self.days}
        for line in lines:
            self._add_money(line)
        self.measurements = list(self._measurements())

    def _add(self, line: Line) -> None:
        parent, path = "", ()
        for name, said in line.levels:
            path = (*path, (folded(name), folded(said["titulo"][0])))  # type: ignore[assignment]
            parent = self._group(path, name, said, parent)
        commitment = self._commitment((*path, folded(line.commitment["titulo"][0])), line, parent)
        milestone = self._milestone(line, commitment) if line.milestone else ""
        self._owners[line.sheet.grid.name, line.row] = (commitment, milestone)
        self.targets += [(milestone, cut, said) for cut, said in line.targets.items() if milestone]
        for key, reports, rows in ((milestone, line.reports, self.updates), (commitment, line.own, self.own)):
            for cut, said in reports.items() if key else ():
                self._join(rows.setdefault((cut, key), {"": ("", line.place())}), said)
        for role, text, place in line.partners:
            self._partners(line, role, (text, place), commitment, milestone)

    def _join(self, row: Cells, said: Cells) -> None:
        """Adds what one more row says of the same report: its texts one after the other, and nothing twice."""
        self._fill(row, {name: each for name, each in said.items() if name not in _TEXTS})
        for name in (each for each in _TEXTS if each in said):
            before, place = row.get(name, ("", said[name][1]))
            texts = dict.fromkeys([*before.split("\n"), *said[name][0].split("\n")])
            row[name] = ("\n".join(filter(None, texts)), place)

    def _partners(self, line: Line, role: str, said: tuple[str, Place], commitment: str, milestone: str) -> None:
        """Writes who else takes part in an activity or, where there is none, in the commitment."""
        keys = list(self._institutions(line, said))
        if not milestone:
            row = next(each for each in self.tables[TableName.COMMITMENTS].values() if each["id"][0] == commitment)
            before = row.get("apoyo", ("", said[1]))
            row["apoyo"] = (";".join(dict.fromkeys([*filter(None, before[0].split(";")), *keys])), before[1])
            return
        for key in keys:
            if self.tables[TableName.MILESTONES][milestone].get("institucion", ("",))[0] != key:
                row = {"actividad": (milestone, said[1]), "institucion": (key, said[1]), "papel": (role, said[1])}
                self.partners.setdefault((milestone, key), row)

    def _add_money(self, line: Line) -> None:
        """Writes the money of a row; where its cell covers several, that is of what all of them are of."""
        for each in line.money:
            covered = range(line.row, each.until + 1)
            owners = {own for row in covered if (own := self._owners.get((line.sheet.grid.name, row)))}
            commitments, milestones = {own[0] for own in owners}, {own[1] for own in owners}
            place = next(each.cells[name][1] for name in AMOUNTS if name in each.cells)
            if len(commitments) > 1:
                value = next(each.cells[name][0] for name in AMOUNTS if name in each.cells)
                self.problems.append(problem(Kind.BOOK_VALUE, place, value=value, what=_OF_ONE))
                continue
            alone = len(milestones) == 1 and milestones != {""} and not each.of.of_commitment
            owner = ("actividad", next(iter(milestones))) if alone else ("compromiso", next(iter(commitments)))
            entry = (owner, tuple(each.of.said.items()), *(each.cells.get(name, ("",))[0] for name in _TELL_APART))
            if entry not in self.money:
                key = self._key("presupuesto", f"dinero-{len(self.money) + 1}")
                self.money[entry] = {
                    "id": (key, place), owner[0]: (owner[1], place), "moneda": (self.map.plan["moneda"], place),
                    **{name: (text, each.of.place) for name, text in each.of.said.items()},
                }  # fmt: skip
            self._fill(self.money[entry], each.cells)

    def _measurements(self) -> Iterator[tuple[str, str, Cells]]:
        """Yields the measurements, by cut; of an activity of one indicator, its own report and row say them."""
        milestones = self.tables[TableName.MILESTONES]
        with_targets = {key for key, _cut, _said in self.targets}
        for key, lines in self.measured.items():
            parts = any({"numerador"} & {*cells} for line in lines for cells in line.measures.values())
            only = lines[0].indicator
            if len(lines) == 1 and not parts and (key in with_targets or not {*only} & {*_OF_INDICATORS}):
                self._as_its_own(milestones[key], lines[0])
                continue
            for order, line in enumerate(lines, 1):
                indicator = self._indicator(key, order, line)
                yield from ((cut, indicator, cells) for cut, cells in line.measures.items())
            self._untold([each for each in self.targets if each[0] == key], OF_SEVERAL)
            self.targets = [each for each in self.targets if each[0] != key]

    def _untold(self, told: Sequence[tuple[str, str, Cells]], what: str) -> None:
        if told:
            place = next(iter(told[0][2].values()))[1]
            self.problems.append(problem(Kind.MATRIX_NOT_YET, place, what=what, columns=str(place)))

    def _as_its_own(self, row: Cells, line: Line) -> None:
        """Writes the indicator of an activity that has only that one in the row of the activity."""
        said = {name: each for name, each in line.indicator.items() if name not in ("clave", "peso", *_OF_INDICATORS)}
        row |= {"indicador" if name == "nombre" else name: each for name, each in said.items()}
        for cut, cells in line.measures.items():
            self.updates[cut, row["id"][0]] |= cells
        self._untold([("", "", {name: line.indicator[name]}) for name in _OF_INDICATORS if name in line.indicator],
                     OF_ONE)  # fmt: skip

    def _indicator(self, milestone: str, order: int, line: Line) -> str:
        said = dict(line.indicator)
        name = said["nombre"]
        wanted = said.pop("clave", None)
        key = self._key("indicadores", short_key(wanted[0]) if wanted else f"{milestone}-{order}")
        parts = any("numerador" in each for each in line.measures.values())
        if parts and "factor" not in said and IN_PERCENT.search(said.get("unidad", ("",))[0]):
            said["factor"] = ("100", said["unidad"][1])
        own = {"id": (key, name[1]), "actividad": (milestone, name[1]), "orden": (str(order), name[1])}
        self.tables[TableName.INDICATORS][key] = {**own, **said}
        return key

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
        known = self._by_title.get(path[-1], ())
        if path not in rows and not line.levels and len(known) == 1:
            path = known[0]  # a sheet without levels goes on with the commitments of another
        if path not in rows:
            self._by_title.setdefault(path[-1], []).append(path)
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
        text = (commitment, folded(said["texto"][0]))
        known, sheet = self._of_text.get(text, ("", ""))
        if known and (line.sheet.indicator or line.sheet.by_row or sheet != line.sheet.grid.name):
            self._fill(rows[known], {name: each for name, each in said.items() if name != "texto"})
            self._measure(known, line)
            return known
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
            return ""
        rows[key] = row
        self._of_text[text] = (key, line.sheet.grid.name)
        self._measure(key, line)
        return key

    def _measure(self, milestone: str, line: Line) -> None:
        if line.indicator:
            self.measured.setdefault(milestone, []).append(line)

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
        named = (" ".join(_BULLET.sub("", each, count=1).split()) for each in _names(said[0]))
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
        order = sorted({cut for cut, _key in (*self.updates, *self.own)}, key=lambda cut: self.days[cut][0])
        made[TableName.REPORTING_PERIODS] = [{"id": (cut, self.days[cut][1]), "fecha": self.days[cut]} for cut in order]
        for table, name, reports in ((TableName.UPDATES, "actividad", self.updates),
                                     (TableName.OWN_UPDATES, "compromiso", self.own)):  # fmt: skip
            made[table] = [
                {"corte": (cut, said[""][1]), name: (key, said[""][1]), **{k: v for k, v in said.items() if k}}
                for (cut, key), said in sorted(reports.items(), key=lambda each: order.index(each[0][0]))
            ]
        made[TableName.MEASUREMENTS] = [
            {"corte": (cut, next(iter(said.values()))[1]), "indicador": (key, next(iter(said.values()))[1]), **said}
            for cut, key, said in sorted(self.measurements, key=lambda each: order.index(each[0]))
        ]
        made[TableName.PARTNERS] = list(self.partners.values())
        made[TableName.BUDGET] = list(self.money.values())
        made[TableName.PROGRAMME] = [
            {"actividad": (key, said["meta"][1]), "fecha": self.days[cut], **said} for key, cut, said in self.targets
        ]
        made[TableName.SOURCES] = [self._source()]
        required = [each for each in _REQUIRED if each != TableName.MILESTONES or not made[TableName.OWN_UPDATES]]
        return {name: made[name] for name in standard_tables() if name in required or made.get(name)}

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
            **({"estados": self.map.scale} if self.map.scale else {}),
            "resources": [{"name": str(name), "path": f"{name}.csv"} for name in tables],
        }  # fmt: skip


def _names(text: str) -> Iterator[str]:
    """Yields the names in a cell: parted by semicolons or by lines, but for a line that goes on in the next."""
    for part in _SEVERAL.split(text):
        name = ""
        for line in part.splitlines():
            if name and (_GOES_ON.fullmatch(name.split("\n")[-1]) or not line[:1].isupper()):
                name = f"{name}\n{line.strip()}"
                continue
            yield name
            name = line.strip()
        yield name


def cites(table: str) -> bool:
    """Returns whether the rows of a table cite the source that they come from."""
    return table in _CITING


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
