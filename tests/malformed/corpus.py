"""Every case of the first writing, and the parts of the corpus that `scripts/fallas` may run."""

from __future__ import annotations

from malformed import (
    csv_cells,
    csv_files,
    csv_rules,
    documents,
    maps_and_seals,
    markdown_files,
    mended,
    personal,
    sound,
    yaml_files,
)
from malformed.case import Case

CASES: tuple[Case, ...] = (
    *csv_files.CASES,
    *csv_cells.CASES,
    *csv_rules.CASES,
    *yaml_files.CASES,
    *markdown_files.CASES,
    *maps_and_seals.CASES,
    *documents.CASES,
    *personal.CASES,
    *sound.CASES,
)

PARTS = {
    "visible": tuple(each for each in CASES if not each.reason and not each.is_aside),
    "aside": tuple(each for each in CASES if each.is_aside),
    "after": tuple(each for each in mended.CASES if not each.reason),
    "good": tuple(each for each in (*CASES, *mended.CASES) if each.reason),
}
"""The malformed ones in view, those set aside until the end, those that came after them, and the odd but right."""
