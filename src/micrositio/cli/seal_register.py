"""`seal --registro`: adds to the register of each plan the seals that it does not list."""

from __future__ import annotations

from micrositio.cli.command import Order
from micrositio.cli.terminal import FINE, failed, progress, say, translate, usage
from micrositio.pipeline.publisher import write_source
from micrositio.pipeline.site_reader import read_site
from micrositio.problems.kinds import Kind
from micrositio.progress.seal_register import REGISTER, seal_register

_ = translate


def write_registers(order: Order) -> int:
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
