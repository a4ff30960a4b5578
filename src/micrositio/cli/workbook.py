"""`workbook`: exports the workbook in which a cut is reported, and imports it with its documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from micrositio.cli.command import Order
from micrositio.cli.terminal import FINE, agreed, failed, print_lines, progress, say, translate, usage
from micrositio.formats.checksums import sha256
from micrositio.model.plan import ActionPlan
from micrositio.model.vocabularies import PlanState
from micrositio.pipeline.publisher import exclusive, write_source
from micrositio.pipeline.site_reader import Reading, any_error, read_site
from micrositio.pipeline.source_writer import put_in_place, put_right, staged_sources
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import MOST_ALIKE, Format, Place, Problem, formatted, problem
from micrositio.progress.cadence import paced
from micrositio.sources.tree import Sources
from micrositio.workbook.book import EXTENSIONS, MAXIMUM_BYTES, Book, read_book
from micrositio.workbook.delivery import OTHER_PLAN, Delivery, cut_of, origin_of
from micrositio.workbook.draft import Draft
from micrositio.workbook.form import NoCut, cut_to_report, form_of
from micrositio.workbook.layout import ORIGIN
from micrositio.workbook.origin import COMMITTEE, Origin
from micrositio.workbook.summary import in_words

_ = translate
EXPORT, IMPORT = "export", "import"
_LEFT = ("~$", ".")
"""Start of the names of files that nobody delivers."""
_NOTHING = translate("No se escribió nada.")


def run(order: Order) -> int:
    """Exports or imports a workbook and returns the exit code."""
    if order.options.accion == EXPORT:
        return _export(order)
    if order.options.entrega is None:
        return usage(_("diga qué libro se importa, o la carpeta en que está"))
    with exclusive(order.home / "output"):
        put_right(order.what.root)
        return _import(order, order.options.entrega)


def _read(order: Order, root: Path, only: Sequence[str] | None = None) -> Reading:
    with progress() as report:
        return read_site(replace(order.what, root=root), report, only=only)


def _export(order: Order) -> int:
    reading = _read(order, order.what.root)
    if reading.config is None or any_error(reading.problems):
        order.print_problems(reading.problems)
        return failed(reading.problems, _("No se exportó nada."))
    found = _wanted(order, reading)
    if isinstance(found, str):
        return usage(found)
    plan, options = paced(found, reading.config.cadence), order.options
    try:
        form = form_of(plan, cut_to_report(plan, options.corte), options.para == COMMITTEE)
    except NoCut as none:
        return usage(str(none))
    suffix = f"-{COMMITTEE}" if form.for_committee else ""
    target = options.output or Path(f"{plan.id}-{form.cut.id}{suffix}.xlsx")
    if target.suffix.lower() != ".xlsx" or target.is_dir() or not target.parent.is_dir():
        return usage(_("no se escribe en {file}: debe ser un archivo que termine en .xlsx").format(file=target))
    from micrositio.workbook.form_file import form_file  # an import writes no workbook

    write_source(form_file(form, _digests(reading.sources, plan)), target)
    say(_("Libro del corte {cut} guardado en {file}.").format(cut=form.cut.id, file=target))
    return FINE


def _wanted(order: Order, reading: Reading) -> ActionPlan | str:
    """Returns the plan asked for, or the only one under way; or else, in words, why there is none."""
    named = order.options.plan
    found = [plan for plan in reading.plans if plan.id == named or (not named and plan.state != PlanState.ENDED)]
    if len(found) == 1:
        return found[0]
    choices = ", ".join(plan.id for plan in (found or reading.plans))
    return _("diga con --plan de qué plan es el libro; hay: {choices}").format(choices=choices)


def _digests(sources: Sources, plan: ActionPlan) -> dict[str, str]:
    """Returns the SHA-256 of each table of a plan, by the name of its file."""
    source = sources.plans[plan.id]
    return {name: sha256((sources.root / source.folder / name).read_bytes()) for name in source.tables}


def _import(order: Order, place: Path) -> int:
    found = _workbook(place)
    if isinstance(found, str):
        return usage(found)
    file, book, problems = found
    if book is None:
        return _refused(order, problems)
    origin, problems = origin_of(book, file.name)
    if problems:
        return _refused(order, problems)
    reading = _read(order, order.what.root, only=(origin.plan,))
    if any_error(reading.problems):
        order.print_problems(reading.problems)
        return failed(reading.problems, _("Corrija antes lo que ya está en el sitio. No se escribió nada."))
    if not reading.plans:
        why = _(OTHER_PLAN).format(plan=origin.plan)
        return _refused(order, [problem(Kind.BOOK_ORIGIN, Place(file.name), why=why)])
    return _Import(order, reading, origin, file, is_folder=place.is_dir()).run(book)


def _workbook(place: Path) -> tuple[Path, Book | None, list[Problem]] | str:
    """Returns the workbook named, or the only one of a folder, with its faults; or else, in words, why there is none.

    Documents may be workbooks too: one that `export` made is known by its hidden sheet.
    """
    if place.is_file():
        return place, *_book(place)
    if not place.is_dir():
        return _("no existe {file}").format(file=place)
    listed = [(each, *_book(each)) for each in _files(place) if each.suffix.lower() in EXTENSIONS]
    found = [each for each in listed if each[1] and ORIGIN in each[1].sheets]
    faulty = [each for each in listed if each[1] is None]
    chosen = found or faulty
    if len(chosen) == 1:
        return chosen[0]
    return _("en {folder} debe haber un libro exportado, y hay {n}").format(folder=place, n=len(chosen))


def _book(file: Path) -> tuple[Book | None, list[Problem]]:
    size = file.stat().st_size
    return read_book(file.name, file.read_bytes() if size <= MAXIMUM_BYTES else bytes(MAXIMUM_BYTES + 1))


def _files(folder: Path) -> list[Path]:
    """Returns the files of a folder that somebody put there."""
    listed = (each for each in sorted(folder.iterdir()) if each.is_file() and not each.is_symlink())
    return [each for each in listed if not each.name.startswith(_LEFT)]


def _print(order: Order, problems: Sequence[Problem]) -> None:
    """Prints problems of the workbook: their places are cells, and not files of the site."""
    most = None if order.options.todo else MOST_ALIKE
    print_lines(formatted(problems, Format(order.options.format), translate, most=most))


def _refused(order: Order, problems: list[Problem]) -> int:
    _print(order, problems)
    return failed(problems, _NOTHING)


class _Import:
    """The import of one workbook, into a site that has no errors."""

    def __init__(self, order: Order, reading: Reading, origin: Origin, file: Path, *, is_folder: bool) -> None:
        assert reading.config is not None
        self.order, self.reading, self.origin, self.file, self.is_folder = order, reading, origin, file, is_folder
        self.plan = paced(reading.plans[0], reading.config.cadence)
        self.root = order.what.root

    def run(self, book: Book) -> int:
        """Merges, judges, asks and writes; returns the exit code."""
        draft = Draft(self.root, self.reading.sources.plans[self.plan.id])
        problems = self._merge(book, draft)
        changes = draft.changes
        if not changes or any_error(problems):
            return self._without_changes(problems)
        with staged_sources(self.root, self.plan.id, changes) as stage:
            told = self._judged(stage, draft)
            if any_error(told):
                return _refused(self.order, [*problems, *told])
            return self._write(draft, changes, [*problems, *told])

    def _judged(self, stage: Path, draft: Draft) -> list[Problem]:
        """Returns what the checker finds in the staged site and did not find before, at the cells it comes from."""
        before = {(each.place.file, each.kind) for each in self.reading.problems}
        judged = _read(self.order, stage, only=(self.plan.id,)).problems
        placed = [(each, draft.in_the_book(each)) for each in judged]
        return [told for each, told in placed if told is not each or (each.place.file, each.kind) not in before]

    def _merge(self, book: Book, draft: Draft) -> list[Problem]:
        """Puts what the workbook says into the draft, and returns the faults of the workbook itself."""
        delivery = Delivery(book, self.origin, draft, self.plan, cut_of(self.plan, self.origin))
        beside = [each for each in _files(self.file.parent) if each != self.file]
        return delivery.merge(beside, is_whole=self.is_folder)

    def _without_changes(self, problems: list[Problem]) -> int:
        if any_error(problems):
            return _refused(self.order, problems)
        _print(self.order, problems)
        say(_("El libro no trae nada que no esté ya en las tablas. No se escribió nada."))
        return FINE

    def _write(self, draft: Draft, changes: dict[str, bytes | Path], told: list[Problem]) -> int:
        """Says in words what would be written, asks, and writes; returns the exit code."""
        say(in_words(self.origin.cut, draft.counts, draft.corrected))
        if told:
            say(_("Mire esto:"))
            _print(self.order, told)
        if self.order.options.ensayo:
            say(_("Es un ensayo. No se escribió nada."))
            return FINE
        if not (self.order.options.si or agreed(_("Se escribirán {n} archivos.").format(n=len(changes)))):
            return usage(_("no se escribió nada; para escribirlo sin preguntar, agregue --si"))
        put_in_place(self.root, self.plan.id, changes)
        say(_("Listo: {n} archivos escritos. Revise con «check» y publique.").format(n=len(changes)))
        return FINE
