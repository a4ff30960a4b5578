"""`serve`: serves the site on this machine and rebuilds the site after each change."""

from __future__ import annotations

from micrositio.cli.command import Command, Order
from micrositio.cli.terminal import FINE, say, translate

_ = translate


def _serve(order: Order) -> int:
    from micrositio.pipeline.preview import serve  # livereload is only needed here

    def started(address: str) -> None:
        say(_("El sitio está en {address} (termine con Ctrl+C).").format(address=address))

    serve(order.what, order.options.port, order.print_problems, started, translate)
    return FINE


COMMAND = Command(_("muestra el sitio en este equipo y lo actualiza con cada cambio"), _serve)
