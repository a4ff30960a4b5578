"""`check`: reads and builds the site without writing files, and prints how easy its texts are to read."""

from __future__ import annotations

from collections.abc import Sequence

from micrositio.cli.command import Order
from micrositio.cli.terminal import FINE, failed, progress, say, translate
from micrositio.pipeline.builder import read_site, site_of
from micrositio.validation.plain_language import Scored
from micrositio.validation.readability import EASE, HARDEST, PLAIN

_ = translate
MOST_TEXTS = 60
"""Maximum number of texts listed with their ease of reading."""


def run(order: Order) -> int:
    """Checks the site, prints what is found and returns the exit code."""
    with progress() as report:
        reading = read_site(order.what, report)
        site, problems = site_of(reading, order.what, report, put=lambda path, content: b"")
    order.print_problems(problems)
    if site is None:
        return failed(problems)
    _say_ease(reading.texts)
    warnings = len(problems)
    say(_("Todo está bien.") if not warnings else _("Sin errores; {n} avisos.").format(n=warnings))
    return FINE


def _say_ease(texts: Sequence[Scored]) -> None:
    """Prints the ease of reading of each text, the hardest first, at most `MOST_TEXTS`."""
    say(_("Facilidad de lectura (escala INFLESZ; se pide {least} o más):").format(least=PLAIN))
    for place, ease in sorted(texts, key=lambda each: (each.ease.index, each.place))[:MOST_TEXTS]:
        word = next((word for least, word in EASE.items() if ease.index >= least), HARDEST)
        say(f"{ease.shown:>5}  {_(word):<16}{place}")
    if len(texts) > MOST_TEXTS:
        say(_("Hay {n} textos más, y todos son más fáciles.").format(n=len(texts) - MOST_TEXTS))
