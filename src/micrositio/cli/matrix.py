"""`matrix`: proposes the map of the spreadsheet of an institution, and makes a plan, or fills a workbook, with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from micrositio.cli.asking import slug
from micrositio.cli.command import Misread, Order
from micrositio.cli.console.terminal import FINE, agreed, failed, say, translate, usage
from micrositio.cli.workbook import name_of, print_of_book, read_of_site, save_form
from micrositio.matrix.fill import filled, not_filled
from micrositio.matrix.grid import Grid, grid_of
from micrositio.matrix.header import Header, find_header
from micrositio.matrix.map_file import map_text
from micrositio.matrix.mapping import MatrixMap, lacking, read_map
from micrositio.matrix.new_plan import NewPlan
from micrositio.matrix.proposal import proposed
from micrositio.matrix.rows import lines_of
from micrositio.matrix.said import SheetSaid
from micrositio.matrix.sheets import commitment_elsewhere, of_one_plan
from micrositio.matrix.weights import common_total, in_words, sums, weight_problems
from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SITE_FILE
from micrositio.pipeline.publisher import exclusive, write_folder, write_new
from micrositio.pipeline.site_reader import any_error
from micrositio.pipeline.source_writer import staged_sources
from micrositio.problems.problem import Problem
from micrositio.progress.cadence import paced
from micrositio.progress.history import history
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from micrositio.workbook.book import MAXIMUM_BYTES, Book, read_book
from micrositio.workbook.form import NoCut, cut_to_report, form_of
from micrositio.workbook.provenance import Provenance

_ = translate
PROPOSE = "propose"
_NOTHING = translate("No se escribió nada.")


def run(order: Order) -> int:
    """Proposes a map, or imports a matrix with one; returns the exit code."""
    options = order.options
    if not options.matriz.is_file():
        return usage(_("no existe {file}").format(file=options.matriz))
    size = options.matriz.stat().st_size
    data = options.matriz.read_bytes() if size <= MAXIMUM_BYTES else bytes(MAXIMUM_BYTES + 1)
    book, problems = read_book(options.matriz.name, data)
    if book is None:
        return _refused(order, problems)
    if options.accion == PROPOSE:
        return _propose(order, book)
    if options.mapa is None or not options.mapa.is_file():
        return usage(_("diga con --map qué mapa se usa; «matrix propose» hace uno"))
    if (options.nuevo is None) == (options.plan is None):
        return usage(_("diga --nuevo y la clave de un plan que se empieza, o --plan y la de uno que ya está"))
    found, problems = read_map(options.mapa.name, options.mapa.read_bytes(), book)
    if found is None:
        return _refused(order, problems)
    with exclusive(order.home / "output"):
        return _new(order, found, problems) if options.nuevo else _fill(order, found, problems)


def _refused(order: Order, problems: Sequence[Problem]) -> int:
    print_of_book(order, problems)
    return failed(list(problems), _NOTHING)


def _propose(order: Order, book: Book) -> int:
    file: Path = order.options.matriz
    grids = [grid_of(book, name) for name in book.sheets]
    found = {grid.name: header for grid in grids if (header := find_header(grid))}
    said = of_one_plan(_said([grid for grid in grids if grid.name in found], found))
    if not said:
        return usage(_("en {file} no se encontró ninguna tabla con encabezados").format(file=file.name))
    others = [name for name in book.sheets if name not in {each.name for each in said}]
    text = map_text(file.name, said, others, {})
    if any(each.weighs for each in said):
        text = map_text(file.name, said, others, _totals(text, book))
    target = order.options.output or Path(f"{file.stem}.yaml")
    if target.suffix.lower() not in (".yaml", ".yml") or not target.parent.is_dir():
        return usage(_("no se escribe en {file}: debe ser un archivo que termine en .yaml").format(file=target))
    if not write_new(text.encode(), target):
        return usage(_("ya existe {file}: bórrelo, o diga otro nombre con --output").format(file=target))
    levels = sum(len(each.levels) for each in said)
    columns = sum(len(each.header.columns) for each in said)
    left = sum(len(each.unused) for each in said)
    words = _("Mapa propuesto en {file}. Hojas: {sheets}; niveles: {levels}; columnas: {columns}; sin usar: {left}.")
    say(words.format(file=target, sheets=len(said), levels=levels, columns=columns, left=left))
    say(_("Revíselo, complete lo vacío e impórtelo con «matrix import»."))
    return FINE


def _said(grids: Sequence[Grid], headers: Mapping[str, Header]) -> list[SheetSaid]:
    """Returns what the sheets seem to say; where one has the commitments of another, that is said of both."""
    said = [proposed(grid, headers[grid.name]) for grid in grids]
    of = [commitment_elsewhere(each, said) for each in said]
    return [proposed(grid, headers[grid.name], name) if name else each
            for grid, each, name in zip(grids, said, of, strict=True)]  # fmt: skip


def _totals(text: str, book: Book) -> dict[str, str]:
    """Returns the sum of each kind of weights of a proposed map or, in words, that they add up to different ones."""
    dated = text.replace('fecha: ""', 'fecha: "2000-01-01"')  # of no matter to the weights
    found, _problems = read_map("", dated.encode(), book)
    if found is None:
        return {}
    found = replace(found, sheets=tuple(replace(each, periods=(), money=(), partners=()) for each in found.sheets))
    rows = NewPlan("plan", found, lines_of(found)[0]).rows()
    told = {}
    for key in ("total_pesos_grupos", "total_pesos_compromisos", "total_pesos_actividades"):
        if of := sums(rows, key):
            total = common_total(of)
            told[key] = f"{total:.6g}" if total is not None else in_words(of)
    return told


def _new(order: Order, found: MatrixMap, problems: list[Problem]) -> int:
    """Makes the folder of a plan, lets the checker judge it, and writes it if nothing is wrong."""
    try:
        key = slug(order.options.nuevo)
    except Misread as fault:
        return usage(f"--nuevo: {fault}")
    folder = order.what.root / "data" / key
    if folder.exists():
        return usage(_("ya existe {file}").format(file=folder))
    if wanted := list(lacking(found)):
        return _refused(order, [*problems, *wanted])
    lines, in_rows = lines_of(found)
    made = NewPlan(key, found, lines)
    files, provenance = made.files(f"data/{key}", order.options.mapa.name)
    told = [*problems, *in_rows, *made.problems, *weight_problems(made.rows(), found.plan)]
    if any_error(told):
        return _refused(order, told)
    plan, judged = _judged(order, key, files, provenance)
    told += judged
    if plan is None or any_error(told):
        return _refused(order, told)
    return _write(order, plan, files, folder, told)


def _judged(
    order: Order, key: str, files: dict[str, bytes], provenance: Provenance
) -> tuple[ActionPlan | None, list[Problem]]:
    """Returns the plan as the checker reads it, and what it finds, at the cells of the matrix that it comes from."""
    with staged_sources(order.what.root, key, {f"data/{key}/{name}": data for name, data in files.items()}) as stage:
        sources, in_files = load(stage)
        own = [each for each in in_files if each.place.file.startswith(f"data/{key}/")]
        plan, in_plan = validate_plan(sources.plans[key])
    return plan, [provenance.in_the_book(each) for each in (*own, *in_plan)]


def _write(order: Order, plan: ActionPlan, files: dict[str, bytes], folder: Path, told: list[Problem]) -> int:
    if told:
        print_of_book(order, told)
    say(*_in_words(plan))
    if order.options.ensayo:
        say(_("Es un ensayo. No se escribió nada."))
        return FINE
    if not (order.options.si or agreed(_("Se escribirán {n} archivos.").format(n=len(files)))):
        return usage(_("no se escribió nada; para escribirlo sin preguntar, agregue --si"))
    write_folder(files, folder)
    say(_("Plan empezado en {folder}. Agregue «{plan}» a «planes», en {site}, y revise con «check».").format(
        folder=folder, plan=plan.id, site=SITE_FILE))  # fmt: skip
    return FINE


def _in_words(plan: ActionPlan) -> list[str]:
    """Returns what the plan has, and its figure at each cut, to be compared with those of the matrix."""
    levels = Counter(each.level.base for each in plan.groups)
    parts = [f"{name.lower()}: {number}" for name, number in levels.items()]
    parts += [
        _("compromisos: {n}").format(n=len(plan.commitments)),
        _("actividades: {n}").format(n=len(plan.milestones)),
        _("instituciones: {n}").format(n=len(plan.institutions)),
        _("avances: {n}").format(n=len(plan.updates)),
    ]
    lines = [_("Plan {plan}: {parts}.").format(plan=plan.id, parts="; ".join(parts))]
    for each in history(plan):
        figure = each.whole().figure
        if figure.value is not None:
            value = f"{100 * figure.value:.6g}"
            lines.append(_("Corte {cut}: {value} % de avance, {counted} de {total} con dato.").format(
                cut=each.cut.id, value=value, counted=figure.counted, total=figure.total))  # fmt: skip
    return lines


def _fill(order: Order, found: MatrixMap, problems: list[Problem]) -> int:
    """Writes the workbook of a cut of a plan with what the matrix says of that cut."""
    options = order.options
    reading = read_of_site(order, order.what.root, only=(options.plan,))
    if any_error(reading.problems) or reading.config is None:
        order.print_problems(reading.problems)
        return failed(reading.problems, _("Corrija antes lo que ya está en el sitio. No se escribió nada."))
    if not reading.plans:
        return usage(_("no hay un plan «{plan}» en el sitio").format(plan=options.plan))
    plan = paced(reading.plans[0], reading.config.cadence)
    try:
        form = form_of(plan, cut_to_report(plan, options.corte))
    except NoCut as none:
        return usage(str(none))
    target = options.output or Path(name_of(form))
    if target.suffix.lower() != ".xlsx" or target.is_dir() or not target.parent.is_dir():
        return usage(_("no se escribe en {file}: debe ser un archivo que termine en .xlsx").format(file=target))
    lines, in_rows = lines_of(replace(found, plan={**found.plan, "metodo": plan.method.progress}))
    cuts = {each.cut for sheet in found.sheets for each in sheet.periods} | {cut for line in lines for cut in line.days}
    if form.cut.id not in cuts:
        return usage(_("el mapa no trae el corte {cut} en «periodos»").format(cut=form.cut.id))
    done = filled(form, lines)
    told = [*problems, *in_rows, *done.problems, *not_filled(lines, form.cut.id)]
    if any_error(told):
        return _refused(order, told)
    print_of_book(order, told)
    save_form(done.form, reading.sources, target, exported=form)
    words = _(
        "Actividades llenas con lo que dice la matriz: {rows}. Filas que no son de ninguna: {left}. Ábralo, revíselo e "
        "impórtelo con «workbook import»."
    )
    say(words.format(rows=done.rows, left=len(done.problems)))
    return FINE
