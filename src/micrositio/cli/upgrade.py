"""`upgrade`: puts a folder of an earlier version of the profile in today's shape; says what changes, and asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from micrositio.cli.asking import confirmed
from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, PROBLEMS, failed, print_lines, say, translate
from micrositio.cli.fix import EXAMPLES, short
from micrositio.cli.workbook import read_of_site
from micrositio.editing.older import LEFT, OF_VERSION, Change, Upgraded, upgraded
from micrositio.model.plan import ActionPlan
from micrositio.pipeline.publisher import exclusive
from micrositio.pipeline.site_reader import Reading, any_error
from micrositio.pipeline.source_writer import put_in_place, put_right, staged_sources
from micrositio.problems.problem import Problem
from micrositio.profile.schemas import PROFILE_VERSION
from micrositio.progress.history import calculation_table, history
from micrositio.sources.tree import PlanSource

_ = translate


def run(order: Order) -> int:
    """Shows what is of an earlier shape, judges the site without it, asks, and writes; returns the exit code."""
    with exclusive(order.home / "output"):
        put_right(order.what.root)
        reading = read_of_site(order, order.what.root)
        plans = tuple(reading.sources.plans.values())
        made = upgraded(reading.sources, plans)
        print_lines(_changes(made.changes))
        judged = _judged(order, made, plans) if made.changes else [reading]
        problems = _unrepeated(each for found in judged for each in found.problems)
        if any_error(problems):
            order.print_problems([each for each in problems if each.is_error])
            return failed(problems, _("Corrija antes esto, y vuelva a correr la orden. No se escribió nada."))
        same, other = _compared(reading, judged)
        if other:
            say(_("Daría otras cifras en {plans}. No se escribió nada.").format(plans=", ".join(other)))
            return PROBLEMS
        code = _written(order, made, plans, same)
    _say_left(order, problems)
    return code


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    """Yields the version of the profile before and after, and what changes in each file."""
    if changes:
        yield _("De la forma del perfil {before} a la del {now}:").format(before=OF_VERSION, now=PROFILE_VERSION)
    for file, of_file in groupby(sorted(changes, key=attrgetter("place.file")), key=attrgetter("place.file")):
        yield file
        yield from _told(list(of_file))


def _told(changes: Sequence[Change]) -> Iterator[str]:
    """Yields what changes in a file: each kind with how many there are, and the first of them."""
    for words, alike in groupby(sorted(changes, key=attrgetter("words")), key=attrgetter("words")):
        of_kind = list(alike)
        yield f"  {_(words)}: {len(of_kind)}"
        for each in of_kind[:EXAMPLES]:
            where = _("renglón {row}").format(row=each.place.row)
            yield f"    {where}: {short(each.before)}" + (f" → {each.after}" if each.after else "")


def _judged(order: Order, made: Upgraded, plans: Sequence[PlanSource]) -> list[Reading]:
    """Returns what the checker reads of each plan of the site with the changes."""
    found = []
    for source in plans:
        with staged_sources(order.what.root, source.id, made.of_plan(source)) as stage:
            found.append(read_of_site(order, stage, only=(source.id,)))
    return found


def _unrepeated(found: Iterable[Problem]) -> list[Problem]:
    """Returns the problems, each once: those of the site's own files are found with every plan."""
    return list({(each.place, each.kind, repr(each.details)): each for each in found}.values())


def _compared(reading: Reading, judged: Sequence[Reading]) -> tuple[list[str], list[str]]:
    """Returns the plans whose figures and whose gaps are those of before, and those where they are not.

    A plan that has errors is in neither: what it gives before they are mended is no figure.
    """
    faulty = tuple(each.place.file for each in reading.problems if each.is_error)
    after = {plan.id: _figures(plan) for each in judged for plan in each.plans}
    sound = [each for each in reading.plans if not any(file.startswith(f"data/{each.id}/") for file in faulty)]
    same = [each.id for each in sound if after.get(each.id) == _figures(each)]
    return same, [each.id for each in sound if each.id not in same]


def _figures(plan: ActionPlan) -> object:
    return list(calculation_table(plan, history(plan)).rows), [(each.id, each.question) for each in plan.gaps]


def _written(order: Order, made: Upgraded, plans: Sequence[PlanSource], same: Sequence[str]) -> int:
    """Writes what changes, a plan at a time, if it is agreed to; returns the exit code.

    `same` are the plans of which it is known that their figures are those of before.
    """
    if not made.changes:
        say(_("No hay nada que cambiar: la carpeta tiene la forma del perfil {now}.").format(now=PROFILE_VERSION))
        return FINE
    if same:
        say(_("Las cifras de {plans} son las mismas.").format(plans=", ".join(same)))
    if order.options.ensayo or not confirmed(_("¿Escribir estos cambios? Escriba «sí» o «no»"), order.options.si):
        say(_("No se escribió nada. Para escribirlo sin que se pregunte, agregue --si."))
        return FINE if order.options.ensayo else PROBLEMS
    for source in plans:
        if changes := made.of_plan(source):
            with staged_sources(order.what.root, source.id, changes):
                put_in_place(order.what.root, source.id, changes)
    say(_("Listo: {n} archivos escritos. Revise con «check» y publique.").format(n=len(made.files)))
    return FINE


def _say_left(order: Order, problems: Sequence[Problem]) -> None:
    """Says what is of an earlier shape, and a person has to change."""
    if left := [each for each in problems if each.kind in LEFT]:
        say(_("Esto también es de antes, y solo usted puede cambiarlo:"))
        order.print_problems(left)
