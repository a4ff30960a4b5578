"""`fix`: mends tables that a spreadsheet damaged; says what it takes each file for, what it changes, and asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from micrositio.cli.asking import confirmed
from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, PROBLEMS, print_lines, say, translate, usage
from micrositio.editing.mending import Change, Mended, MendedPlan, mended
from micrositio.formats.damaged_csv import SEPARATOR_NAMES
from micrositio.formats.file_names import resolved
from micrositio.model.text import N_
from micrositio.pipeline.publisher import exclusive
from micrositio.pipeline.source_writer import write_sources
from micrositio.privacy.masking import printable
from micrositio.problems.suggest import closest
from micrositio.sources.loader import load
from micrositio.sources.tree import PlanSource

_ = translate
EXAMPLES = 3
"""Changes of each kind that are shown."""
MAXIMUM_BYTES = 20_000_000
"""Bytes of a file that is mended at most."""
_SHOWN = 60
"""Letters of a text that are shown."""
_BOOKS = (".xlsx", ".xls", ".xlsm", ".ods")
LEFT_BY_EXCEL = N_("{file}: lo deja Excel mientras tiene abierto un libro; ciérrelo y bórrelo")
BOOK = N_("{file}: es un libro de cálculo, y de él no se lee nada aquí; guarde cada hoja como CSV UTF-8 y quítelo")
NOT_LISTED = N_(
    "{file}: no está en la lista de tablas del plan (¿es una copia de «{near}»?); compárelas, deje una y borre la otra"
)
NOT_A_TABLE = N_("{file}: no es la tabla de un plan de este sitio")
TOO_LARGE = N_("{file}: pesa más de lo que se lee")


def run(order: Order) -> int:
    """Mends the files and returns the exit code: 1 if something is left for a person to mend."""
    sources, _problems = load(order.what.root)
    found: dict[str, dict[str, Path]] = {}
    refused = []
    for path in dict.fromkeys(_files(order.options.archivos, order.what.root)):
        plan, reason = _plan_of(path, order.what.root, sources.plans)
        if plan is None:
            refused.append(
                _(reason).format(file=path, near=closest(path.name, _tables(sources.plans.get(path.parent.name))))
            )
        else:
            found.setdefault(plan.id, {})[path.name] = path
    print_lines(map(printable, refused))
    if not found:
        return usage(_("no hay aquí ninguna tabla que arreglar")) if not refused else PROBLEMS
    codes = [_mend(order, sources.plans[plan], paths) for plan, paths in found.items()]
    return PROBLEMS if refused or any(codes) else FINE


def _files(given: Sequence[Path], root: Path) -> Iterator[Path]:
    """Yields the files given, and those of each folder given that may be a table, a copy of one, or a book.

    Messages name files from the site's folder on, wherever the command is run.
    """
    for each in (path if path.exists() else root / path for path in given):
        if not each.is_dir():
            yield resolved(each.parent) / each.name
            continue
        for path in sorted(resolved(each).iterdir()):
            if path.is_file() and (path.suffix.lower() in (".csv", *_BOOKS) or path.name.startswith("~$")):
                yield path


def _plan_of(path: Path, root: Path, plans: Mapping[str, PlanSource]) -> tuple[PlanSource | None, str]:
    """Returns the plan that lists a file among its tables, or None and why the file is not mended."""
    if path.name.startswith("~$"):
        return None, LEFT_BY_EXCEL
    if path.suffix.lower() in _BOOKS:
        return None, BOOK
    plan = plans.get(path.parent.name)
    if plan is None or plan.descriptor is None or path.parent != root / plan.folder or path.suffix != ".csv":
        return None, NOT_A_TABLE
    if not path.is_file() or path.is_symlink():
        return None, NOT_A_TABLE
    if path.name not in _tables(plan):
        return None, NOT_LISTED
    return (plan, "") if path.stat().st_size <= MAXIMUM_BYTES else (None, TOO_LARGE)


def _tables(plan: PlanSource | None) -> list[str]:
    """Returns the names of the files of a plan's tables."""
    resources = plan.descriptor.value.get("resources", ()) if plan and plan.descriptor else ()
    return [str(each.get("path", "")) for each in resources if isinstance(each, dict)]


def _mend(order: Order, plan: PlanSource, paths: Mapping[str, Path]) -> int:
    damaged = {name: path.read_bytes() for name, path in paths.items()}
    made = mended(plan, damaged, order.what.kept)
    changed = {paths[name]: each for name, each in made.tables.items() if each.is_changed}
    for name, each in made.tables.items():
        print_lines(_told(f"{plan.folder}/{name}", each) if each.is_changed else ())
    if len(changed) < len(made.tables):
        say(_("No hay nada que arreglar en {n} tablas.").format(n=len(made.tables) - len(changed)))
    _say_left(order, made)
    if not changed:
        return PROBLEMS if made.left else FINE
    if order.options.ensayo or not confirmed(_("¿Escribir estos cambios? Escriba «sí» o «no»"), order.options.si):
        say(_("No se escribió nada. Para escribirlo sin que se pregunte, agregue --si."))
        return FINE if order.options.ensayo and not made.left else PROBLEMS
    end = _line_end(plan, order.what.root, paths)
    with exclusive(order.home / "output"):
        data = {f"{plan.folder}/{path.name}": each.data(end) for path, each in changed.items()}
        write_sources(order.what.root, plan.id, data)
    say(_("Listo: {n} archivos arreglados. Revise con: build.py check").format(n=len(changed)))
    return PROBLEMS if made.left else FINE


def _line_end(plan: PlanSource, root: Path, mending: Mapping[str, Path]) -> str:
    """Returns the line end of the plan's other tables, a line feed if there are none."""
    others = (root / plan.folder / name for name in _tables(plan) if name not in mending)
    heads = [path.read_bytes()[:4096] for path in others if path.is_file()]
    return "\r\n" if sum(b"\r\n" in each for each in heads) * 2 > len(heads) else "\n"


def _told(file: str, made: Mended) -> Iterator[str]:
    """Yields what a file is taken for and, by kind, how many changes it needs, with the first of each."""
    taken = made.taken
    table = _("{file}: tabla de {columns} columnas y {rows} filas, en {encoding}, separada con {separator}")
    yield table.format(file=file, columns=len(made.header), rows=len(made.rows), encoding=taken.encoding,
                       separator=SEPARATOR_NAMES.get(taken.separator, taken.separator))  # fmt: skip
    if not taken.is_sound:
        yield "  " + _("se guarda en UTF-8 y con comas")
    for words, changes in groupby(sorted(made.changes, key=attrgetter("words")), key=attrgetter("words")):
        of_kind = list(changes)
        yield f"  {_(words)}: {len(of_kind)}"
        yield from (f"    {_example(each)}" for each in of_kind[:EXAMPLES])


def _example(change: Change) -> str:
    where = _("fila {row}").format(row=change.row) + (f", {change.column}" if change.column else "")
    texts = [short(each) for each in (change.before, change.after)]
    return f"{where}: {texts[0]} → {texts[1]}" if any(texts) else where


def short(text: str) -> str:
    """Returns a text in one line, its first letters if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _say_left(order: Order, made: MendedPlan) -> None:
    if not made.is_sealed:
        say(_("Las erratas no se pudieron leer: no se comparó nada con los sellos. Arregle primero erratas.csv."))
    if made.left:
        say(_("Esto puede querer decir más de una cosa, o ninguna: corríjalo usted."))
        order.print_problems(list(made.left))
