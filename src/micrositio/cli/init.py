"""`init`: writes the files of a new site in a new folder; asks for what only a person can decide."""

from __future__ import annotations

import os
import re
from pathlib import Path

from micrositio.cli.asking import Answers, Question, one_of, slug, worded
from micrositio.cli.command import Misread, Order
from micrositio.cli.console.terminal import FINE, say, translate, usage
from micrositio.editing.colours import COLOUR
from micrositio.editing.new_site import NewSite, site_files
from micrositio.model.vocabularies import KINDS_OF_PUBLISHER, Cadence
from micrositio.pipeline.hosts import netlify_settings
from micrositio.pipeline.publisher import write_folder

_ = translate
_COLOURS = ("base", "static", "colores.css")
_USUAL_COLOUR, _USUAL_PLAN = "#0d5c55", "plan-de-accion"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def run(order: Order) -> int:
    """Writes the site and returns the exit code."""
    folder = Path(os.path.abspath(order.options.carpeta))  # noqa: PTH100  # a link is looked at, not followed
    if folder == Path.cwd():
        return usage(_("dé el nombre de una carpeta nueva, no la carpeta en que está"))
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        return usage(_("{folder} ya existe y tiene algo: elija otra carpeta").format(folder=folder))
    answers = Answers(order.options)
    site = _site(answers)
    if answers.faults:
        return usage("; ".join(answers.faults))
    colours = next(each.joinpath(*_COLOURS) for each in order.what.theme_folders if each.joinpath(*_COLOURS).is_file())
    files = site_files(site, colours.read_text(encoding="utf-8"), netlify_settings(["es"]))
    write_folder(files, folder)
    told = _("Sitio empezado en {folder} ({files} archivos). Lea su README.md, busque «‹por escribir›» y revise con: "
             "build.py check --site {folder}")  # fmt: skip
    say(told.format(folder=folder, files=len(files)))
    return FINE


def _site(answers: Answers) -> NewSite:
    return NewSite(
        answers.of(Question("--nombre", _("¿Cómo se llama el sitio?"), worded)),
        answers.of(Question("--gobierno", _("¿De qué gobierno es el plan?"), worded)),
        answers.of(Question("--publica", _("¿Quién publica el sitio?"), worded)),
        answers.of(Question("--tipo", _("¿Qué es quien publica?"), one_of(KINDS_OF_PUBLISHER), "gobierno")),
        answers.of(Question("--color", _("¿De qué color, como #0d5c55?"), _colour, _USUAL_COLOUR)),
        answers.of(Question("--cadencia", _("¿Cada cuánto hay un corte?"), one_of(list(Cadence)), Cadence.MONTHLY)),
        answers.of(Question("--plan", _("¿Qué clave lleva el plan en su dirección?"), slug, _USUAL_PLAN)),
        answers.of(Question("--correo", _("¿A qué correo se le escribe? (puede quedar vacío)"), _email, "")),
    )


def _colour(answer: str) -> str:
    if not COLOUR.fullmatch(answer.strip()):
        raise Misread(_("«{value}» no es un color como #0d5c55").format(value=answer))
    return answer.strip().lower()


def _email(answer: str) -> str:
    if answer.strip() and not _EMAIL.fullmatch(answer.strip()):
        raise Misread(_("«{value}» no es un correo").format(value=answer))
    return answer.strip()
