"""The hidden sheet of the workbook that says what it was made from, written and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from micrositio import __version__
from micrositio.workbook.form import Form

FORMAT = "1"
COMMITTEE = "comite"
STATED, PROPOSED = "dice", "propone"


@dataclass
class Origin:
    """What a workbook was made from: its plan and cut, the SHA-256 of its tables, and its cells at export.

    `cells` are by sheet, key and field; those in `stated` rows (sheet and key) stood in a table.
    """

    plan: str = ""
    cut: str = ""
    day: str = ""
    for_committee: bool = False
    format: str = ""
    digests: dict[str, str] = field(default_factory=dict)
    cells: dict[tuple[str, str, str], str] = field(default_factory=dict)
    stated: set[tuple[str, str]] = field(default_factory=set)


def origin_rows(form: Form, digests: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Returns the rows of the sheet; cells of the open fields that were empty are left out."""
    facts = (
        ("formato", FORMAT), ("programa", __version__), ("plan", form.plan.id), ("corte", form.cut.id),
        ("fecha", str(form.cut.date)), ("para", COMMITTEE if form.for_committee else ""),
    )  # fmt: skip
    tables = (("tabla", name, digest) for name, digest in sorted(digests.items()))
    return [*facts, *tables, *_cells(form)]


def _cells(form: Form) -> Iterator[tuple[str, ...]]:
    for sheet in form.sheets:
        for row in sheet.rows:
            word = STATED if row.is_stated else PROPOSED
            yield word, sheet.layout.name, row.key, "", ""
            for each in sheet.layout.open_fields:
                if text := row.cells.get(each.name, ""):
                    yield word, sheet.layout.name, row.key, each.name, text


def read_origin(rows: Iterable[Sequence[str]]) -> Origin:
    """Returns what the rows of the sheet say; what is not there is empty."""
    found = Origin()
    for row in rows:
        word, first, second, name, text = (*row, "", "", "", "", "")[:5]
        if word == "tabla":
            found.digests[first] = second
        elif word in (STATED, PROPOSED):
            found.stated |= {(first, second)} if word == STATED else set()
            found.cells |= {(first, second, name): text} if name else {}
        elif word in _FACTS:
            setattr(found, _FACTS[word], first)
    found.for_committee = bool(found.for_committee)
    return found


_FACTS = {"plan": "plan", "corte": "cut", "fecha": "day", "para": "for_committee", "formato": "format"}
