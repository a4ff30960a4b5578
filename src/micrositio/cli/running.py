"""One run of a command: what it builds, from the options, and the errors of the system, in words."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from pathlib import Path

from micrositio.cli.command import Command, Given, Order
from micrositio.cli.console.stopping import stopped
from micrositio.cli.console.terminal import BUSY, FINE, problem_printer, say, translate, usage
from micrositio.formats.file_names import resolved
from micrositio.formats.kept import FOLDER, Kept, write_whole
from micrositio.formats.web_address import address_fault
from micrositio.model.settings import SITE_FILE
from micrositio.model.text import N_
from micrositio.pipeline.options import Against, Host, Options
from micrositio.pipeline.publisher import make_private
from micrositio.pipeline.refusals import AnotherBuild, FileChanged, FileRefused, MountRefused, OtherSite, OutputRefused
from micrositio.pipeline.workers import usual
from micrositio.problems.problem import Format
from micrositio.render.template_store import FOLDER as TEMPLATES
from micrositio.render.template_store import TemplateStore

COMPARED = ("build", "check")
"""The commands that compare the finished site with the published one."""
WRITING = ("build", "serve", "workbook", "deliveries")
"""The commands that keep what they make for the next build."""
MACHINE = {
    "EACCES": N_("no hay permiso para leer o escribir {file}"),
    "EPERM": N_("no hay permiso para leer o escribir {file}"),
    "EROFS": N_("no se puede escribir en {file}: es de solo lectura"),
    "ENOSPC": N_("no queda espacio para escribir {file}"),
    "ENOENT": N_("no existe {file}"),
    "EISDIR": N_("{file} es una carpeta, y ahí va un archivo"),
    "ENOTDIR": N_("{file} no es una carpeta"),
    "ELOOP": N_("{file} es un enlace simbólico, y no se sigue"),
    "EMFILE": N_("hay demasiados archivos abiertos en el equipo: cierre otros programas ({file})"),
    "EIO": N_("el disco falló al leer o escribir {file}"),
    "ENAMETOOLONG": N_("el nombre es demasiado largo: {file}"),
    "EADDRINUSE": N_("otro programa usa ese puerto; elija uno con --port"),
}
"""Messages for system errors, by the symbolic name of their errno."""
REFUSED: Mapping[type[Exception], str] = {
    MountRefused: N_("no se escribe en {place}: es un punto de montaje; elija una carpeta dentro de él"),
    OtherSite: N_("en {place} está publicado otro sitio, «{site}»: elija otra carpeta, o borre esa"),
    OutputRefused: N_(
        "no se escribe en {place}: debe ser una carpeta nueva, vacía o generada por este programa, "
        "y estar fuera de content/, data/ y themes/"
    ),
    FileRefused: N_("«{place}» no es un lugar en que se escriba"),
    FileChanged: N_("{place} cambió mientras se publicaba: vuelva a intentarlo"),
}
"""Messages for what is not written, by its reason."""
OTHER_REFUSAL = N_("el equipo no lo permite ({name}): {file}")
ENGINE = Path(__file__).resolve().parents[1]
_ = translate


def run(command: Command, options: Given, home: Path) -> int:
    """Runs a command with the options given and returns its exit code; `home` is the project's folder."""
    try:
        root = resolved(options.site or home)
        if misuse := _misuse(command, options, root):
            return usage(misuse)
        order = _order(options, root, home)
        return _kept_in_use(command, order)
    except BrokenPipeError:
        return FINE
    except KeyboardInterrupt as stop:
        return FINE if options.orden == "serve" else stopped(stop)
    except tuple(REFUSED) as refused:
        return usage(_(REFUSED[type(refused)]).format(place=refused, site=getattr(refused, "name", "")))
    except AnotherBuild as busy:
        say(_("Otra construcción está escribiendo en {folder}; espere a que termine.").format(folder=busy))
        return BUSY
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "—")
        return usage(_(MACHINE.get(name, OTHER_REFUSAL)).format(name=name, file=error.filename or ""))


def _kept_in_use(command: Command, order: Order) -> int:
    """Runs a command while what is kept between builds is in use; tells how much of it was damaged."""
    kept = order.what.kept
    with kept.in_use():
        code = command.run(order)
    if kept.damaged:
        say(_("Se hizo otra vez lo que estaba dañado entre lo guardado de antes: {n}.").format(n=len(kept.damaged)))
    return code


def _misuse(command: Command, options: Given, root: Path) -> str:
    """Returns why the options cannot be used, or ""."""
    if options.base_url and (fault := address_fault(options.base_url, own=True)):
        return f"--base-url: {_(fault.message)} → {_(fault.mend)}"
    if (options.contra and options.orden not in COMPARED) or (options.estricto and not options.contra):
        return _("--contra es de build y de check, y --estricto va con --contra")
    if isinstance(options.contra, Path) and not options.contra.is_dir():
        return _("--contra: no hay una carpeta {folder}; si es una dirección, escríbala con https://").format(
            folder=options.contra)  # fmt: skip
    if command.needs_site and not (root / SITE_FILE).is_file():
        return _("no hay un sitio en {folder}: falta {file}").format(folder=root, file=SITE_FILE)
    return ""


def _order(options: Given, root: Path, home: Path) -> Order:
    themes, host = (root / "themes", *_theme_folders(home)), Host(options.para_host)
    against = Against(options.contra, options.estricto) if options.contra else None
    kept = Kept() if options.sin_cache else Kept(home / FOLDER, is_written=options.orden in WRITING)
    what = Options(
        root, themes, options.base_url, options.exclude_demo, host, against, kept, _kept_templates(options, home),
        options.procesos or usual(),
    )  # fmt: skip
    return Order(options, what, home, problem_printer(Format(options.format), root, options.todo))


def _kept_templates(options: Given, home: Path) -> TemplateStore:
    if options.sin_cache:
        return TemplateStore()
    if options.orden not in WRITING:
        return TemplateStore(home / TEMPLATES)
    make_private(home / TEMPLATES)
    return TemplateStore(home / TEMPLATES, write_whole)


def _theme_folders(home: Path) -> Iterator[Path]:
    """Yields the existing folders of themes beside the site's own: the project's, then the installed engine's."""
    return (folder for folder in (home / "themes", ENGINE.parents[1] / "themes", ENGINE / "themes") if folder.is_dir())
