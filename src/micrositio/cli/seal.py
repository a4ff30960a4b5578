"""`seal`: freezes a cut in a folder of its own, once; `--registro` lists in the register the seals it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, agreed, failed, print_lines, progress, say, translate, usage
from micrositio.formats.checksums import SUMS, sha256
from micrositio.formats.csv_table import read_csv
from micrositio.model.plan import ActionPlan, Seal
from micrositio.model.records import ReportingPeriod
from micrositio.pipeline.publisher import write_folder, write_source
from micrositio.pipeline.site_reader import read_site
from micrositio.problems.kinds import Kind
from micrositio.progress.seal_register import REGISTER, seal_register
from micrositio.progress.seals import SEAL_INVENTED, SEAL_README, cut_before, seal_files, sealing_obstacle
from micrositio.sources.loader import SEALS

_ = translate


def run(order: Order) -> int:
    """Freezes the cut and returns the exit code; if the content has an error, freezes nothing."""
    if order.options.registro == bool(order.options.corte):
        return usage(_("diga qué CORTE se sella, o --registro"))
    if order.options.registro:
        return _write_registers(order)
    with progress() as report:
        sources, config, plans, problems, _texts = read_site(order.what, report)
    if config is None or any(each.is_error for each in problems):
        order.print_problems(problems)
        return failed(problems, _("No se selló nada."))
    named = order.options.corte
    found = [plan for plan in plans if named in plan.index.cuts and order.options.plan in (None, plan.id)]
    if len(found) != 1:
        return usage(_unclear(named, found or plans, bool(found)))
    plan, cut = found[0], found[0].index.cuts[named]
    obstacle = sealing_obstacle(plan, cut)
    if obstacle:
        return usage(_(obstacle).format(cut=cut.id, before=getattr(cut_before(plan, cut), "id", "")))
    invented = _(SEAL_INVENTED) if plan.invented else ""
    files = seal_files(plan, cut, _(SEAL_README).format(invented=invented, plan=plan.id, cut=cut.id))
    folder = sources.root / sources.plans[plan.id].folder / SEALS / cut.id
    if order.options.ensayo:
        return _rehearse(plan, cut, folder, files)
    if not (order.options.sin_verificar or _verified(plan, cut) or agreed(_unverified(cut))):
        return usage(_("no se selló nada; para sellarlo sin verificar, agregue --sin-verificar"))
    return _write(plan, cut, folder, files)


def _write(plan: ActionPlan, cut: ReportingPeriod, folder: Path, files: Mapping[str, bytes]) -> int:
    """Writes the seal and, with it, the register; returns the exit code."""
    seal = Seal(cut.id, sha256(files[SUMS]), "", {}, files)
    register = seal_register(replace(plan, seals={**plan.seals, cut.id: seal}))
    write_folder(files, folder, {folder.parents[1] / REGISTER: register})
    say(_("Corte {cut} sellado en {folder}. Guárdela con los datos y anote este sello en el acta:").format(
        cut=cut.id, folder=folder))  # fmt: skip
    print_lines([seal.digest])
    return FINE


def _rehearse(plan: ActionPlan, cut: ReportingPeriod, folder: Path, files: Mapping[str, bytes]) -> int:
    """Says what a seal would hold, what is not verified, and the seal that would result."""
    say(*(f"{folder / name}{rows}" for name, rows in _with_rows(files)))
    reported = {each.milestone for each in plan.updates if each.period == cut.id}
    missing = sorted(reported - _verified(plan, cut))
    if missing:
        say(_("Sin verificar en este corte, {missing} de {reported} actividades informadas: {names}").format(
            missing=len(missing), reported=len(reported), names=", ".join(missing)))  # fmt: skip
    if not _verified(plan, cut):
        say(_unverified(cut))
    say(_("Ensayo: el sello sería este. No se escribió nada."))
    print_lines([sha256(files[SUMS])])
    return FINE


def _with_rows(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yields the name of each file and, for a table, its number of rows in words."""
    for name, data in sorted(files.items()):
        table = read_csv(name, name, data)[0] if name.endswith(".csv") else None
        yield name, _(" (filas: {rows})").format(rows=len(table.rows)) if table else ""


def _verified(plan: ActionPlan, cut: ReportingPeriod) -> set[str]:
    """Returns the ids of the milestones verified at the cut."""
    return {each.milestone for each in plan.verifications if each.period == cut.id}


def _unverified(cut: ReportingPeriod) -> str:
    return _("El corte {cut} no tiene ninguna verificación.").format(cut=cut.id)


def _unclear(cut: str, plans: Sequence[ActionPlan], several: bool) -> str:
    """Returns the message for the name of a cut that is in no plan, or in several."""
    names = ", ".join(plan.id for plan in plans)
    if several:
        return _("varios planes tienen un corte «{cut}»; diga cuál con --plan: {plans}").format(cut=cut, plans=names)
    return _("ningún plan tiene un corte «{cut}» en cortes.csv ({plans})").format(cut=cut, plans=names)


def _write_registers(order: Order) -> int:
    """Writes the registers that lack a seal and returns the exit code.

    Writes none if the content has any error other than a seal that is not registered: no line is ever rewritten.
    """
    named = order.options.plan
    with progress() as report:
        sources, _config, plans, problems, _texts = read_site(order.what, report)
    faults = [each for each in problems if each.is_error and each.kind is not Kind.REGISTER_WITHOUT]
    if faults:
        order.print_problems(faults)
        return failed(faults, _("No se escribió ningún registro."))
    if named and named not in [plan.id for plan in plans]:
        choices = ", ".join(plan.id for plan in plans)
        return usage(_("no hay un plan «{plan}»; elija uno de: {choices}").format(plan=named, choices=choices))
    chosen = [plan for plan in plans if plan.seals and named in (None, plan.id)]
    short = [plan for plan in chosen if sources.plans[plan.id].register != seal_register(plan)]
    for plan in short:
        file = sources.root / sources.plans[plan.id].folder / REGISTER
        if order.options.ensayo:
            say(_("Ensayo: se escribiría {file} ({seals} sellos).").format(file=file, seals=len(plan.seals)))
            continue
        write_source(seal_register(plan), file)
        say(_("Registro escrito: {file} ({seals} sellos).").format(file=file, seals=len(plan.seals)))
    if not short:
        say(_("No falta ningún sello en el registro."))
    return FINE
