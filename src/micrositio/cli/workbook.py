"""`workbook`: exports the workbook in which a cut is reported, and imports it with its documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, agreed, failed, print_lines, progress, say, translate, usage
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
from micrositio.workbook.book import Book
from micrositio.workbook.delivery import OTHER_PLAN, Delivery, cut_of
from micrositio.workbook.draft import Draft
from micrositio.workbook.folder import Opened, books_of, files_of, opened
from micrositio.workbook.form import Form, NoCut, cut_to_report, form_of
from micrositio.workbook.origin import COMMITTEE, Origin
from micrositio.workbook.summary import in_words

_ = translate
EXPORT, IMPORT = "export", "import"
_NOTHING = translate("No se escribió nada.")


@dataclass
class Imported:
    """What came of a workbook: exit code, what is wrong or odd, in words what it brings, and the documents it names."""

    code: int = FINE
    problems: list[Problem] = field(default_factory=list)
    words: str = ""
    named: frozenset[str] = frozenset()
    is_written: bool = False


def run(order: Order) -> int:
    """Exports or imports a workbook and returns the exit code."""
    if order.options.accion == EXPORT:
        return _export(order)
    if order.options.entrega is None:
        return usage(_("diga qué libro se importa, o la carpeta en que está"))
    with exclusive(order.home / "output"):
        put_right(order.what.root)
        return _import(order, order.options.entrega)


def _import(order: Order, place: Path) -> int:
    if place.is_file():
        return imported(order, opened(place), is_whole=False).code
    if not place.is_dir():
        return usage(_("no existe {file}").format(file=place))
    books, problems = books_of(place)
    if problems:
        return refused(order, problems).code
    if len(books) > 1:
        names = ", ".join(each.file.name for each in books)
        return usage(_("en {folder} hay varios libros: impórtelos uno por uno ({names})").format(
            folder=place, names=names))  # fmt: skip
    return imported(order, books[0], is_whole=True).code


def name_of(form: Form) -> str:
    """Returns the usual name of the workbook of a cut."""
    suffix = f"-{COMMITTEE}" if form.for_committee else ""
    return f"{form.plan.id}-{form.cut.id}{suffix}.xlsx"


def read_of_site(
    order: Order, root: Path, only: Sequence[str] | None = None, *, is_read_again: bool = False
) -> Reading:
    """Returns what is in the folder of a site; of the plans, those of `only` (None: all).

    Where it `is_read_again` before anything is written, the second check of its tables waits until then.
    """
    kept = replace(order.what.kept, trusted=is_read_again)
    with progress() as report:
        return read_site(replace(order.what, root=root, kept=kept), report, only=only)


def _export(order: Order) -> int:
    reading = read_of_site(order, order.what.root)
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
    target = options.output or Path(name_of(form))
    if target.suffix.lower() != ".xlsx" or target.is_dir() or not target.parent.is_dir():
        return usage(_("no se escribe en {file}: debe ser un archivo que termine en .xlsx").format(file=target))
    save_form(form, reading.sources, target)
    return FINE


def save_form(form: Form, sources: Sources, target: Path, exported: Form | None = None) -> None:
    """Writes the workbook of a cut and says where; `exported` is the form before somebody else filled it in."""
    from micrositio.workbook.form_file import form_file  # an import writes no workbook

    write_source(form_file(form, _digests(sources, form.plan), exported), target)
    say(_("Libro del corte {cut} guardado en {file}.").format(cut=form.cut.id, file=target))


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


def imported(order: Order, delivered: Opened, *, is_whole: bool) -> Imported:
    """Imports a workbook with the documents beside it, says what came of it, and returns that.

    Where it is the `is_whole` delivery, each file beside it must be one of its documents.
    """
    if delivered.book is None or delivered.problems:
        return refused(order, delivered.problems)
    origin = delivered.origin
    reading = read_of_site(order, order.what.root, only=(origin.plan,), is_read_again=True)
    if any_error(reading.problems):
        order.print_problems(reading.problems)
        code = failed(reading.problems, _("Corrija antes lo que ya está en el sitio. No se escribió nada."))
        return Imported(code, reading.problems)
    if not reading.plans:
        why = _(OTHER_PLAN).format(plan=origin.plan)
        return refused(order, [problem(Kind.BOOK_ORIGIN, Place(delivered.file.name), why=why)])
    return _Import(order, reading, origin, delivered.file, is_whole=is_whole).run(delivered.book)


def print_of_book(order: Order, problems: Sequence[Problem]) -> None:
    """Prints problems of the workbook: their places are cells, and not files of the site."""
    most = None if order.options.todo else MOST_ALIKE
    print_lines(formatted(problems, Format(order.options.format), translate, most=most))


def refused(order: Order, problems: Sequence[Problem], **more: Any) -> Imported:
    """Says why a delivery is not written, and returns what came of it."""
    print_of_book(order, problems)
    return Imported(failed(list(problems), _NOTHING), list(problems), **more)


class _Import:
    """The import of one workbook, into a site that has no errors."""

    def __init__(self, order: Order, reading: Reading, origin: Origin, file: Path, *, is_whole: bool) -> None:
        assert reading.config is not None
        self.order, self.reading, self.origin, self.file, self.is_whole = order, reading, origin, file, is_whole
        self.plan = paced(reading.plans[0], reading.config.cadence)
        self.root = order.what.root
        self.named: frozenset[str] = frozenset()

    def run(self, book: Book) -> Imported:
        """Merges, judges, asks and writes; returns what came of it."""
        draft = Draft(self.root, self.reading.sources.plans[self.plan.id])
        problems = self._merge(book, draft)
        changes = draft.changes
        if not changes or any_error(problems):
            return self._without_changes(problems)
        with staged_sources(self.root, self.plan.id, changes) as stage:
            told = [*problems, *self._judged(stage, draft)]
            if any_error(told):
                return refused(self.order, told, named=self.named)
            done = Imported(problems=told, words=in_words(self.origin.cut, draft.counts, draft.corrected),
                            named=self.named)  # fmt: skip
            done.code = self._write(done, changes)
            return done

    def _judged(self, stage: Path, draft: Draft) -> list[Problem]:
        """Returns what the checker finds in the staged site and did not find before, at the cells it comes from."""
        before = {(each.place.file, each.kind) for each in self.reading.problems}
        judged = read_of_site(self.order, stage, only=(self.plan.id,)).problems
        placed = [(each, draft.in_the_book(each)) for each in judged]
        return [told for each, told in placed if told is not each or (each.place.file, each.kind) not in before]

    def _merge(self, book: Book, draft: Draft) -> list[Problem]:
        """Puts what the workbook says into the draft, and returns the faults of the workbook itself."""
        delivery = Delivery(book, self.origin, draft, self.plan, cut_of(self.plan, self.origin))
        beside = [each for each in files_of(self.file.parent) if each != self.file]
        problems = delivery.merge(beside, is_whole=self.is_whole)
        self.named = frozenset(delivery.named)
        return problems

    def _without_changes(self, problems: list[Problem]) -> Imported:
        if any_error(problems):
            return refused(self.order, problems, named=self.named)
        print_of_book(self.order, problems)
        say(_("El libro no trae nada que no esté ya en las tablas. No se escribió nada."))
        return Imported(problems=problems, named=self.named)

    def _write(self, done: Imported, changes: dict[str, bytes | Path]) -> int:
        """Says in words what would be written, asks, and writes; returns the exit code."""
        say(done.words)
        if done.problems:
            say(_("Mire esto:"))
            print_of_book(self.order, done.problems)
        if self.order.options.ensayo:
            say(_("Es un ensayo. No se escribió nada."))
            return FINE
        if not (self.order.options.si or agreed(_("Se escribirán {n} archivos.").format(n=len(changes)))):
            return usage(_("no se escribió nada; para escribirlo sin preguntar, agregue --si"))
        put_in_place(self.root, self.plan.id, changes)
        done.is_written = True
        say(_("Listo: {n} archivos escritos. Revise con «check» y publique.").format(n=len(changes)))
        return FINE
