"""`serve`: serves the site on this machine and rebuilds the site after each change."""

from __future__ import annotations

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, say, translate
from micrositio.pipeline.preview import serve
from micrositio.routes.help_paths import HELP
from micrositio.routes.paths import folder

_ = translate


def run(order: Order) -> int:
    """Serves the site until it is interrupted and returns the exit code."""

    def started(address: str) -> None:
        say(_("El sitio está en {address} (termine con Ctrl+C).").format(address=address))
        say(_("El manual está en {address}.").format(address=f"{address}{folder(HELP)}"))

    serve(order.what, order.options.port, order.print_problems, started, translate)
    return FINE
