"""`agenda`: prints the pending tasks of each plan that has not ended, and can save the due dates as a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, failed, print_lines, progress, say, translate, usage
from micrositio.model.plan import ActionPlan
from micrositio.model.vocabularies import PlanState
from micrositio.opendata.discovery.calendars import agenda_calendar
from micrositio.pipeline.publisher import write_calendar
from micrositio.pipeline.refusals import FileRefused
from micrositio.pipeline.site_reader import read_site
from micrositio.privacy.masking import printable
from micrositio.progress.agenda import agenda_of, in_words
from micrositio.progress.cadence import paced
from micrositio.routes.addresses import Addresses

_ = translate


def run(order: Order) -> int:
    """Prints the agenda and returns the exit code; with an error in the content, prints none: it could mislead."""
    options = order.options
    with progress() as report:
        _sources, config, plans, problems, _texts = read_site(order.what, report)
    if config is None or any(each.is_error for each in problems):
        order.print_problems(problems)
        return failed(problems, _("No hay agenda hasta que se corrija."))
    if options.plan and options.plan not in [plan.id for plan in plans]:
        choices = ", ".join(plan.id for plan in plans)
        return usage(_("no hay un plan «{plan}»; elija uno de: {choices}").format(plan=options.plan, choices=choices))
    day = options.fecha or date.today()
    agendas = [
        agenda_of(paced(plan, config.cadence), day, options.dias) for plan in plans if _is_wanted(plan, options.plan)
    ]
    if not agendas:
        say(_("Ningún plan está en curso; para ver uno que concluyó, nómbrelo con --plan."))
    if options.ics and not _saved(agenda_calendar(agendas, Addresses(config.base_url)), options.ics):
        return usage(_("no se escribe en {file}: debe ser un archivo que termine en .ics").format(file=options.ics))
    print_lines("\n".join(map(printable, in_words(each))) + ("" if each is agendas[-1] else "\n") for each in agendas)
    return FINE


def _saved(calendar: bytes, file: Path) -> bool:
    try:
        write_calendar(calendar, file)
    except FileRefused:
        return False
    say(_("Calendario guardado en {file}.").format(file=file))
    return True


def _is_wanted(plan: ActionPlan, named: str | None) -> bool:
    return plan.id == named if named else plan.state != PlanState.ENDED
