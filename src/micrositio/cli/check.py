"""`check`: reads and builds the site without writing files, and prints how easy its texts are to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, add_to_comment, failed, progress, say, translate
from micrositio.pipeline.builder import site_of
from micrositio.pipeline.site_reader import Reading, read_site
from micrositio.problems.comment import in_markdown, section
from micrositio.problems.problem import Problem, in_order
from micrositio.progress.agenda import lapsing_cuts
from micrositio.progress.cadence import paced
from micrositio.validation.launch import launch_problems, without_pardon
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
    if order.options.para_publicar and reading.config:
        asked = launch_problems(reading.sources, reading.config, reading.plans, bool(order.what.against))
        problems = without_pardon([*problems, *asked])
    order.print_problems(problems)
    if site is None or any(each.is_error for each in problems):
        _say_where_more_is_told(problems)
        words = _("Nada se guardó. Corrija esto, en el libro si viene de él:")
        errors = in_markdown((each for each in problems if each.is_error), translate)
        told = [*section(_("La revisión del sitio encontró algo"), words), *errors]
        add_to_comment(order.options.comentario, told)
        return failed(problems)
    _say_ease(reading.texts)
    _say_lapsing_cuts(reading, order.options.fecha or date.today())
    warnings = len(problems)
    say(_("Todo está bien.") if not warnings else _("Sin errores; {n} avisos.").format(n=warnings))
    return FINE


def _say_where_more_is_told(problems: list[Problem]) -> None:
    """Says which command explains a code, that of the first error."""
    code = next(each.kind.code for each in in_order(problems) if each.is_error)
    say(_("Por qué importa, con un ejemplo: python build.py explain {code}").format(code=code))


def _say_lapsing_cuts(reading: Reading, day: date) -> None:
    """Says which cuts are owed on `day` or soon after; a build says nothing of this: it does not read the clock."""
    cadence = reading.config.cadence if reading.config else None
    for plan in reading.plans:
        for sentence in lapsing_cuts(paced(plan, cadence), day):
            say(sentence)


def _say_ease(texts: Sequence[Scored]) -> None:
    """Prints the ease of reading of each text, the hardest first, at most `MOST_TEXTS`."""
    say(_("Facilidad de lectura (escala INFLESZ; se pide {least} o más):").format(least=PLAIN))
    for place, ease in sorted(texts, key=lambda each: (each.ease.index, each.place))[:MOST_TEXTS]:
        word = next((word for least, word in EASE.items() if ease.index >= least), HARDEST)
        say(f"{ease.shown:>5}  {_(word):<16}{place}")
    if len(texts) > MOST_TEXTS:
        say(_("Hay {n} textos más, y todos son más fáciles.").format(n=len(texts) - MOST_TEXTS))
