"""`deliveries`: leaves the workbook of each cut that is owed in a folder of its own, and imports what is put there.

A workflow of a host runs both; so can a person, where the folder is synchronised with a drive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, PROBLEMS, add_to_comment, failed, progress, say, translate
from micrositio.cli.workbook import Imported, imported, name_of, refused, save_form
from micrositio.model.plan import ActionPlan
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.pipeline.publisher import exclusive
from micrositio.pipeline.site_reader import any_error, read_site
from micrositio.pipeline.source_writer import made_folder, put_right, take_out
from micrositio.problems.comment import code_span, in_markdown, section
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, problem
from micrositio.progress.cadence import next_due, paced
from micrositio.workbook.folder import Opened, books_of, deliveries_of, files_of
from micrositio.workbook.form import NoCut, cut_to_report, form_of

_ = translate
FOLDER = "entregas"
"""Folder of the site with the deliveries, one folder a cut; no site publishes it."""
OPEN = "open"
_BROUGHT = N_("Lo que trae la entrega de {place}")
_REFUSED = N_("No entró la entrega de {place}")
_MEND = N_("No se escribió nada. Corrija esto y arrastre otra vez los archivos a la misma carpeta:")
_LOOK = N_("Mire esto antes de aceptarlo:")


def run(order: Order) -> int:
    """Leaves the workbooks that are owed, or imports what was delivered; returns the exit code."""
    with exclusive(order.home / "output"):
        put_right(order.what.root)
        return _open(order) if order.options.accion == OPEN else _import(order)


def _open(order: Order) -> int:
    with progress() as report:
        reading = read_site(order.what, report)
    if reading.config is None or any_error(reading.problems):
        order.print_problems(reading.problems)
        return failed(reading.problems, _("No se dejó ningún libro."))
    day = order.options.fecha or date.today()
    plans = [paced(each, reading.config.cadence) for each in reading.plans]
    left = 0
    for plan in (each for each in plans if _is_owed(each, day)):
        try:
            form = form_of(plan, cut_to_report(plan, None))
        except NoCut:
            continue
        target = order.what.root / FOLDER / form.cut.id / name_of(form)
        if target.exists():
            continue
        left += 1
        if order.options.ensayo:
            say(_("Ensayo: se escribiría {file}.").format(file=target))
        else:
            made_folder(order.what.root, FOLDER, form.cut.id)
            save_form(form, reading.sources, target)
    if not left:
        say(_("No falta el libro de ningún corte que se deba."))
    return FINE


def _is_owed(plan: ActionPlan, day: date) -> bool:
    """Returns whether the day of a cut that the plan owes has come, and it has something to be reported."""
    is_reported = bool(plan.milestones) or TableName.OWN_UPDATES in plan.tables
    return is_reported and any(each.date <= day for each in next_due(plan))


def _import(order: Order) -> int:
    folders, loose = deliveries_of(order.what.root / FOLDER)
    codes = [PROBLEMS] if loose else []
    if loose:
        refused(order, loose)
        add_to_comment(
            order.options.comentario, [*_section(_REFUSED, FOLDER, _(_MEND)), *in_markdown(loose, translate)]
        )
    codes += [_folder(order, each) for each in folders]
    if not codes:
        say(_("En {folder} no hay ninguna entrega.").format(folder=FOLDER))
    return max(codes, default=FINE)


def _folder(order: Order, folder: Path) -> int:
    """Imports the workbooks of a folder, takes out of it what came in, and returns the exit code."""
    place = f"{FOLDER}/{folder.name}"
    say(f"{place}:")
    books, problems = books_of(folder)
    if problems:
        done = [refused(order, problems)]
    else:
        done = [imported(order, each, is_whole=len(books) == 1) for each in books]
        done += _unnamed(order, folder, books, done)
    add_to_comment(order.options.comentario, _told(place, done))
    code = max(each.code for each in done)
    if code == FINE and order.options.si and not order.options.ensayo:
        _renew(order, folder, books, any(each.is_written for each in done))
    return code


def _unnamed(order: Order, folder: Path, books: Sequence[Opened], done: Sequence[Imported]) -> list[Imported]:
    """Returns the refusal of documents that none of several workbooks names."""
    named = {each.file.name for each in books}.union(*(each.named for each in done))
    extra = [each.name for each in files_of(folder) if each.name not in named]
    problems = [problem(Kind.BOOK_FILE_EXTRA, Place(each), name=each) for each in extra]
    return [refused(order, problems)] if problems and len(books) > 1 else []


def _renew(order: Order, folder: Path, books: Sequence[Opened], is_written: bool) -> None:
    """Takes out of a folder what came in, and leaves the workbook as the tables are now, if the cut is still open.

    What is to be corrected afterwards is corrected in that one: in the other the program would see two people who say
    different things.
    """
    with progress() as report:
        reading = read_site(order.what, report, only=tuple({each.origin.plan for each in books}))
    assert reading.config is not None
    plans = {each.id: paced(each, reading.config.cadence) for each in reading.plans}
    forms = [
        form_of(plan, plan.index.cuts[each.origin.cut], each.origin.for_committee)
        for each in books if (plan := plans[each.origin.plan]) and each.origin.cut in plan.index.cuts
        and each.origin.cut not in plan.seals
    ]  # fmt: skip
    names = {each.name for each in files_of(folder)}
    if not is_written and (names == {name_of(each) for each in forms} or not _is_done(books, plans)):
        return
    for form in forms:
        save_form(form, reading.sources, folder / name_of(form))
    take_out(folder, names - {name_of(each) for each in forms})


def _is_done(books: Sequence[Opened], plans: dict[str, ActionPlan]) -> bool:
    """Returns whether the cut of each workbook is in the tables: one that nobody filled yet stays as it is."""
    return all(each.origin.cut in plans[each.origin.plan].index.cuts for each in books)


def _told(place: str, done: Sequence[Imported]) -> Iterator[str]:
    """Yields what came of a folder, as lines of a comment; nothing where it brings nothing."""
    bad = [each for each in done if each.code != FINE]
    if bad:
        yield from _section(_REFUSED, place, _(_MEND))
        yield from in_markdown([problem for each in bad for problem in each.problems if problem.is_error], translate)
        return
    for each in done:
        if each.words:
            yield from _section(_BROUGHT, place, code_span(each.words))
            if each.problems:
                yield from (_(_LOOK), "", *in_markdown(each.problems, translate))


def _section(title: str, place: str, words: str) -> Iterator[str]:
    return section(_(title).format(place=code_span(place)), words)
