"""What the weights of a matrix add up to, group by group: a total that all keep can be declared; else it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from micrositio.matrix.rows import Cells
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem

_SETS: Mapping[str, tuple[str, str]] = {
    "total_pesos_grupos": (TableName.GROUPS, "padre"),
    "total_pesos_compromisos": (TableName.COMMITMENTS, "grupo"),
    "total_pesos_actividades": (TableName.MILESTONES, "compromiso"),
}
"""The key of the map that declares a total, with the table of the weights and the column that says whose they are."""
_NEAR = 1e-6
_SHOWN = 3
_USUAL = (1.0, 100.0)
"""What weights that add up usually add up to."""
Rows = Mapping[str, Sequence[Cells]]


def sums(rows: Rows, key: str) -> dict[str, float]:
    """Returns what the weights add up to in each set, by the id of what they are parts of ("" for the plan)."""
    table, column = _SETS[key]
    found: dict[str, float] = {}
    groups_weigh = any("peso" in row for row in rows.get(TableName.GROUPS, ()))
    for row in rows.get(table, ()):
        if "peso" in row:
            alone = table == TableName.COMMITMENTS and not groups_weigh
            owner = "" if alone else row[column][0]
            found[owner] = found.get(owner, 0.0) + _number(row["peso"][0])
    return found


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def common_total(found: Mapping[str, float]) -> float | None:
    """Returns what all of the sums are, None if they differ or there is none."""
    values = list(found.values())
    if not values or any(abs(each - values[0]) > _NEAR for each in values):
        return None
    return round(values[0], 6)


def weight_problems(rows: Rows, declared: Mapping[str, object]) -> Iterator[Problem]:
    """Yields one problem for each kind of weights that do not add up to the same, and whose total is not declared."""
    for key, (table, _column) in _SETS.items():
        found = sums(rows, key)
        if key in declared or len(found) < 2 or common_total(found) is not None:
            continue
        first = next(row for row in rows[table] if "peso" in row)
        yield problem(Kind.MATRIX_WEIGHTS, first["peso"][1], sums=in_words(found), total=key)


def in_words(found: Mapping[str, float]) -> str:
    """Returns the sums in words, those that stand apart first."""
    values = [round(each, 6) for each in found.values()]
    usual = next((each for each in _USUAL if each in values), max(values, key=values.count))
    apart = [(name, value) for name, value in found.items() if abs(value - usual) > _NEAR]
    told = ", ".join(f"{name or '—'}: {value:.6g}" for name, value in apart[:_SHOWN])
    return f"{told}{'…' if len(apart) > _SHOWN else ''} (el resto, {usual:.6g})"
