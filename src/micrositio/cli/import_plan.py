"""`import`: writes the plan folder from which a published plan was made."""

from __future__ import annotations

import os

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, failed, problem_printer, say, translate, usage
from micrositio.formats.file_names import resolved
from micrositio.model.settings import SITE_FILE
from micrositio.pipeline.publisher import write_folder
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Format, problem
from micrositio.sources.loader import PACKAGE, writing_in
from micrositio.sources.published import published_folder, read_published

_ = translate


def run(order: Order) -> int:
    """Writes the plan folder and returns the exit code.

    If the published plan has an error, no file is written: part of a plan would pass for a whole one.
    """
    options = order.options
    published = published_folder(resolved(options.carpeta))
    if published is None:
        return usage(
            _(
                "en {folder} no hay lo que un sitio publica de un plan: falta {file}. Dé la carpeta del plan en el "
                "sitio publicado, o la que sale al descomprimir su .zip"
            ).format(folder=options.carpeta, file=PACKAGE)
        )
    plan, problems = read_published(published, writing_in(order.what.root))
    folder = order.what.root / "data" / (plan.id if plan else "")
    if plan and os.path.lexists(folder):
        problems = [*problems, problem(Kind.PLAN_EXISTS, plan.place, folder=folder)]
    problem_printer(Format(options.format), published.root, options.todo)(problems)
    if plan is None or any(each.is_error for each in problems):
        return failed(problems, _("No se importó nada."))
    if options.ensayo:
        say(*sorted(str(folder / name) for name in plan.files))
        say(_("Ensayo: se escribirían {files} archivos. No se escribió nada.").format(files=len(plan.files)))
        return FINE
    write_folder(plan.files, folder)
    say(
        _(
            "Plan importado en {folder} ({files} archivos). Agregue «{plan}» a «planes», en {site}, y revise con: "
            "python build.py check"
        ).format(folder=folder, files=len(plan.files), plan=plan.id, site=SITE_FILE)
    )
    return FINE
