"""The files of each seal, compared with the sums that the seal states, and the register compared with the seals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from micrositio.formats.checksums import SUMS, Sum, read_sums, repeated, sha256
from micrositio.formats.csv_table import read_csv
from micrositio.formats.time_stamp import BESIDE
from micrositio.model.plan import ActionPlan, Seal
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.progress.milestones import cuts_in_order
from micrositio.progress.seal_formats import FORMAT_FILE, LATEST, table_of
from micrositio.progress.seal_register import REGISTER, registered_cut, registered_name
from micrositio.progress.seals import row_key
from micrositio.sources.tree import PlanSource, SealFolder

UP = "../"
"""Start of the name of another seal's list of sums."""


def read_seals(folders: Sequence[SealFolder]) -> tuple[dict[str, Seal], list[Problem]]:
    """Returns the seals on disk, by cut, and the problems of each one's own files and sums."""
    problems: list[Problem] = []
    seals: dict[str, Seal] = {}
    for folder in folders:
        found = list(_file_problems(folder))
        problems += found
        if SUMS in folder.files:
            previous = next((digest for digest, name in stated_sums(folder) if name.startswith(UP)), "")
            tables, form = {} if found else _tables(folder), _format(folder)
            seals[folder.cut] = Seal(folder.cut, sha256(folder.files[SUMS]), previous, tables, folder.files, form)
    return seals, problems


def _format(folder: SealFolder) -> int:
    """Returns the number of the seal's format, or 0 if its file does not state one that is known."""
    stated = folder.files.get(FORMAT_FILE, b"1").decode("ascii", "replace").strip()
    known = {str(number): number for number in range(1, LATEST + 1)}
    return known.get(stated, 0)


def _tables(folder: SealFolder) -> dict[str, tuple[Mapping[str, str], ...]]:
    """Returns the rows of each table of the seal; columns that stand in a second file are joined by key."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name, data in sorted(folder.files.items(), key=lambda each: len(each[0])):
        if name.endswith(".csv"):
            table = table_of(name.removesuffix(".csv"))
            rows = found.setdefault(table, {})
            for row in _rows(name, data):
                rows.setdefault(row_key(table, row), {}).update(row)
    return {table: tuple(rows.values()) for table, rows in found.items()}


def _rows(name: str, data: bytes) -> tuple[Mapping[str, str], ...]:
    table, _ = read_csv(name, name, data)
    return tuple(dict(zip(table.header, row.cells, strict=True)) for row in table.rows) if table else ()


def stated_sums(folder: SealFolder) -> list[tuple[str, str]]:
    """Returns the sums that the seal states, as pairs of SHA-256 and name."""
    return [(each.sha256, each.name) for each in read_sums(folder.files[SUMS])[0]]


def _file_problems(folder: SealFolder) -> Iterator[Problem]:
    place = f"{folder.folder}/{SUMS}"
    if SUMS not in folder.files:
        yield problem(Kind.SEAL_FILE_MISSING, Place(place), cut=folder.cut, name=SUMS)
        return
    lines, wrong = read_sums(folder.files[SUMS])
    yield from (problem(Kind.SEAL_SUMS, Place(place, number), cut=folder.cut) for number in sorted(wrong)[:1])
    if len(wrong) > 1:  # the list itself is damaged: what it says of each file is not known
        return
    for each in repeated(lines):
        yield problem(Kind.SEAL_SUMS_TWICE, Place(place, each.line), cut=folder.cut, name=each.name)
    for each in lines:
        yield from _sum_problems(folder, each)
    is_whole = (FORMAT_FILE, sha256(folder.files.get(FORMAT_FILE, b""))) in {(each.name, each.sha256) for each in lines}
    if is_whole and not _format(folder):
        place = f"{folder.folder}/{FORMAT_FILE}"
        yield problem(Kind.SEAL_FORMAT, Place(place, 1), cut=folder.cut, latest=LATEST)
    for name in folder.files.keys() - {SUMS, *BESIDE, *(each.name for each in lines)}:
        yield problem(Kind.SEAL_FILE_ADDED, Place(f"{folder.folder}/{name}"), cut=folder.cut, name=name)


def _sum_problems(folder: SealFolder, stated: Sum) -> Iterator[Problem]:
    """Yields the problem of a line of a seal's own sums, if its file is missing or is another."""
    data, place = folder.files.get(stated.name), Place(f"{folder.folder}/{stated.name}")
    if data is None and not stated.name.startswith(UP):
        yield problem(Kind.SEAL_FILE_MISSING, place, cut=folder.cut, name=stated.name)
    elif data is not None and sha256(data) != stated.sha256:
        yield problem(Kind.SEAL_FILE_CHANGED, place, cut=folder.cut, name=stated.name)


def register_problems(source: PlanSource, plan: ActionPlan) -> Iterator[Problem]:
    """Yields the problems of the register of seals: its own lines, then the seals that it lists and those it does not.

    Seals without a register, as in folders older than it, are a warning.
    """
    place = f"{source.folder}/{REGISTER}"
    if source.register is None:
        yield from [problem(Kind.REGISTER_ABSENT, Place(place), plan=source.id)] if plan.seals else []
        return
    lines, wrong = read_sums(source.register)
    foreign = [each.line for each in lines if registered_cut(each.name) is None]
    yield from (problem(Kind.REGISTER_LINE, Place(place, number)) for number in sorted({*wrong, *foreign}))
    for each in repeated(lines):
        yield problem(Kind.REGISTER_LINE_TWICE, Place(place, each.line), name=each.name)
    yield from _listed_problems(source, plan, lines)
    listed = {each.name for each in lines}
    for folder in source.seals:
        if folder.cut in plan.index.cuts and registered_name(folder.cut) not in listed:
            yield problem(Kind.REGISTER_WITHOUT, Place(folder.folder), cut=folder.cut, plan=source.id)


def _listed_problems(source: PlanSource, plan: ActionPlan, lines: Sequence[Sum]) -> Iterator[Problem]:
    """Yields a problem for each line whose seal is missing or is another, or that comes after a later cut's line."""
    on_disk = {folder.cut for folder in source.seals}
    order = {cut.id: number for number, cut in enumerate(cuts_in_order(plan))}
    latest = -1
    for each in lines:
        cut, place = registered_cut(each.name) or "", Place(f"{source.folder}/{REGISTER}", each.line)
        seal, number = plan.seals.get(cut), order.get(cut, latest)
        if cut and cut not in on_disk:
            yield problem(Kind.REGISTER_SEAL_GONE, place, cut=cut)
        elif seal and seal.digest != each.sha256:
            yield problem(Kind.REGISTER_SEAL_OTHER, place, cut=cut)
        if number < latest:
            yield problem(Kind.REGISTER_ORDER, place, cut=cut)
        latest = max(latest, number)
