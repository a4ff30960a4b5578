"""`build`: builds the site and publishes it in the output folder."""

from __future__ import annotations

from micrositio.cli.command import Order
from micrositio.cli.terminal import FINE, failed, progress, say, translate
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.publisher import exclusive, publish, refuse_unsafe

_ = translate


def run(order: Order) -> int:
    """Builds the site, publishes it and returns the exit code."""
    output = order.options.output or order.home / "output"
    refuse_unsafe(output, order.what.root)
    with exclusive(output), progress() as report:
        site, problems = build_site(order.what, report)
        order.print_problems(problems)
        if site is None:
            return failed(problems)
        publish(site, output)
    pages = sum(path.endswith(".html") for path in site)
    say(_("Sitio listo: {place} ({pages} páginas, {files} archivos).").format(
        place=output / "index.html", pages=pages, files=len(site)))  # fmt: skip
    return FINE
