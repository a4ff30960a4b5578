"""`new`: adds a row, a plan or a news item, with its key by rule; asks only what is required."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from micrositio.cli.asking import Answers, Question, day, one_of, slug, worded
from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, PROBLEMS, say, translate, usage
from micrositio.editing.listed import NoRoom
from micrositio.editing.meanings import folded
from micrositio.editing.new_row import NEW_ROWS, NewRow, asked_columns, file_of, with_row
from micrositio.editing.new_site import NewPlan, plan_files
from micrositio.formats.csv_table import read_csv
from micrositio.formats.yaml_document import quoted, read_yaml
from micrositio.model.table_schema import Column
from micrositio.pipeline.publisher import exclusive, write_folder, write_new
from micrositio.pipeline.source_writer import write_sources
from micrositio.problems.problem import Problem
from micrositio.sources.loader import DESCRIPTOR, NEWS, load
from micrositio.sources.tree import PlanSource
from micrositio.validation.plan_assembly import validate_plan

_ = translate
KINDS = ("plan", *NEW_ROWS, "novedad")


def run(order: Order) -> int:
    """Adds what is asked for and returns the exit code: 1 if the checker has something to say of it."""
    kind = order.options.que
    if kind == "plan":
        return _plan(order)
    return _news(order) if kind == "novedad" else _row(order, kind)


def _row(order: Order, kind: str) -> int:
    plans = load(order.what.root)[0].plans
    answers = Answers(order.options)
    plan = plans.get(answers.of(Question("--plan", _("¿De qué plan?"), one_of(list(plans)), _only(plans))))
    cites = plan is not None and not (plan.descriptor and plan.descriptor.value.get("demostracion"))
    row = {each.name: answers.of(_asked(each)) for each in asked_columns(kind, cites)}
    row |= _given(order.options.dato, answers) | ({"id": order.options.id} if order.options.id else {})
    if answers.faults or plan is None:
        return usage("; ".join(answers.faults))
    folder = order.what.root / plan.folder
    table = folder / file_of(plan, kind)
    try:
        before = table.read_bytes() if table.is_file() else b""
        made = with_row(plan, kind, row, before, (folder / DESCRIPTOR).read_bytes())
    except NoRoom:
        told = _("{file} no se puede leer o no admite una fila más: revise con build.py check")
        return usage(told.format(file=table))
    found = _found(plan, kind, made)
    order.print_problems(found)
    if any(each.kind.code.startswith(("T", "C")) for each in found):
        say(_("No se agregó nada."))
        return PROBLEMS
    with exclusive(order.home / "output"):
        write_sources(order.what.root, plan.id, {f"{plan.folder}/{name}": data for name, data in made.files.items()})
    say(_("Agregado: {id}, en {file}.").format(id=made.id, file=table))
    return PROBLEMS if found else FINE


def _only(plans: Mapping[str, PlanSource]) -> str | None:
    """Returns the plan of a site that has only one."""
    return next(iter(plans)) if len(plans) == 1 else None


def _asked(column: Column) -> Question:
    words = f"{column.title.base}: {column.description.base}"
    read = one_of(list(column.categories)) if column.categories else worded
    return Question(f"--{column.name.replace('_', '-')}", words, read)


def _given(data: Sequence[str], answers: Answers) -> dict[str, str]:
    """Returns the cells of other columns, each given as `columna=texto`."""
    pairs = [each.partition("=") for each in data]
    wrong = [name for name, mark, _text in pairs if not mark]
    answers.faults += [_("--dato: «{value}» no es columna=texto").format(value=each) for each in wrong]
    return {name.strip(): text.strip() for name, mark, text in pairs if mark}


def _found(plan: PlanSource, kind: str, made: NewRow) -> list[Problem]:
    """Returns the errors that the checker finds in the table with the new row, and did not before.

    With one of the table or of a cell nothing is written; one of the plan, as weights that do not add up, may need more
    rows.
    """
    file = file_of(plan, kind)
    place = f"{plan.folder}/{file}"
    table, found = read_csv(file.removesuffix(".csv"), place, made.files[file])
    descriptor = plan.descriptor
    if DESCRIPTOR in made.files and descriptor is not None:
        read, _problems = read_yaml(descriptor.file, made.files[DESCRIPTOR])
        descriptor = replace(read, writing=descriptor.writing) if read else descriptor
    after = replace(plan, tables={**plan.tables, file: table}, descriptor=descriptor)
    before = {(str(each.place), each.kind) for each in validate_plan(plan)[1]}
    problems = [*found, *validate_plan(after)[1]]
    return [each for each in problems if each.is_error and (str(each.place), each.kind) not in before]


def _plan(order: Order) -> int:
    answers = Answers(order.options)
    title = answers.of(Question("--titulo", _("¿Cómo se titula el plan?"), worded))
    key = answers.of(Question("--id", _("¿Qué clave lleva en su dirección, como plan-2027?"), slug))
    scope = answers.of(Question("--ambito", _("¿De qué lugar o gobierno es?"), worded))
    if answers.faults:
        return usage("; ".join(answers.faults))
    folder = order.what.root / "data" / key
    if folder.exists():
        return usage(_("ya existe {file}").format(file=folder))
    write_folder(plan_files(NewPlan(key, title, scope)), folder)
    told = _("Plan empezado en {folder}. Agregue «{plan}» a «planes», en content/sitio.yaml.")
    say(told.format(folder=folder, plan=key))
    return FINE


def _news(order: Order) -> int:
    answers = Answers(order.options)
    title = answers.of(Question("--titulo", _("¿Cómo se titula la novedad?"), worded))
    when = answers.of(Question("--fecha", _("¿De qué día es?"), day))
    summary = answers.of(Question("--resumen", _("¿Qué dice, en una o dos frases?"), worded))
    if answers.faults:
        return usage("; ".join(answers.faults))
    target: Path = order.what.root / "content" / NEWS / f"{when}-{folded(title)[:60].strip('-')}.md"
    text = f"---\ntitulo: {quoted(title)}\nfecha: {when}\nresumen: {quoted(summary)}\n---\n\n{summary}\n"
    if not target.parent.is_dir():
        write_folder({target.name: text.encode()}, target.parent)
    elif not write_new(text.encode(), target):
        return usage(_("ya existe {file}").format(file=target))
    say(_("Novedad en {file}: escriba ahí lo demás.").format(file=target))
    return FINE
