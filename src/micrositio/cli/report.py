"""`informe`: saves the report of each plan as a PDF among its data; the next build publishes it."""

from __future__ import annotations

from pathlib import Path

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, failed, print_lines, progress, say, translate, usage
from micrositio.model.plan import ActionPlan
from micrositio.pages.reporting.contents import WHOLE
from micrositio.pipeline.builder import site_of
from micrositio.pipeline.publisher import write_source
from micrositio.pipeline.site_reader import read_site
from micrositio.render.printed_report import NoBrowser, PrintedReport, browser, printed_report
from micrositio.routes import paths as router

_ = translate


def run(order: Order) -> int:
    """Writes the PDF of each plan and returns the exit code; with errors, or without a browser, writes nothing."""
    try:
        with browser() as opened:
            with progress() as report:
                reading = read_site(order.what, report)
                site, problems = site_of(reading, order.what, report)
            if site is None or reading.config is None:
                order.print_problems([each for each in problems if each.is_error])
                return failed(problems, _("No se hizo ningún PDF."))
            files = {path: content for path, content in site.items() if isinstance(content, bytes | Path)}
            for plan in reading.plans:
                whole = router.report_part(plan, WHOLE)  # a plan too large for one page has only its first
                path = whole if whole in files else router.report(plan)
                printed = printed_report(opened, files, path, reading.config.base_url)
                print_lines([_saved(order.what.root, plan, printed)])
    except ModuleNotFoundError:
        return usage(_('falta Playwright, que maneja el navegador: pip install "micrositio[informe]"'))
    except NoBrowser:
        return usage(
            _("no hay Chromium, Chrome ni Edge: instale uno, o diga dónde está en la variable MICROSITIO_CHROMIUM. "
              "También puede imprimir la página del informe desde su navegador")
        )  # fmt: skip
    say(_("Para publicarlos, construya el sitio otra vez."))
    return FINE


def _saved(root: Path, plan: ActionPlan, printed: PrintedReport) -> str:
    """Puts the PDF in place of earlier ones; returns a line with its path and its size."""
    target = root / "data" / plan.id / (f"informe-{printed.day}.pdf" if printed.day else "informe.pdf")
    write_source(printed.data, target, instead_of=list(target.parent.glob("informe*.pdf")))
    return f"{target.relative_to(root).as_posix()}: {len(printed.data):,} bytes"
