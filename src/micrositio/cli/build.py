"""`build`: builds the site and publishes it in the output folder; with nothing new, it imports nothing for that."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from micrositio.cli.command import Order
from micrositio.cli.console.stopping import unstoppable
from micrositio.cli.console.terminal import FINE, failed, print_lines, progress, say, translate, usage
from micrositio.formats.file_names import resolved
from micrositio.pipeline.last_build import LastBuild, Said, last_build
from micrositio.pipeline.publisher import Staging, exclusive, refuse_unsafe, staging
from micrositio.pipeline.refusals import SiteKept, SiteName
from micrositio.routes.paths import HOME, NOT_FOUND, SitePath

if TYPE_CHECKING:  # a build with nothing new needs no settings
    from micrositio.pipeline.site_reader import Reading
    from micrositio.problems.problem import Problem
    from micrositio.sources.tree import Sources

_ = translate


def run(order: Order) -> int:
    """Builds the site, publishes it and returns the exit code."""
    output = order.options.output or order.home / "output"
    is_notice = getattr(order.options, "aunque_falle", False)
    if is_notice and os.environ.get("CONTEXT") == "production":
        return usage(_("--aunque-falle es para vistas previas, y esto es la publicación (CONTEXT=production)"))
    refuse_unsafe(output, order.what.root)
    with exclusive(output) as lock, staging(output, unstoppable) as staged, progress() as report:
        last = _last(order, output, lock)
        if last and (said := last.repeated(output)):
            print_lines(said.lines)
            return _done(output, said)
        from micrositio.pipeline.builder import site_of
        from micrositio.pipeline.site_reader import read_site

        reading = read_site(order.what, report)
        site, problems = site_of(reading, order.what, report, put=staged.put)
        lines = order.print_problems(problems)
        if site is None:
            return _notice(staged, output, reading, problems) if is_notice else failed(problems)
        shown = {**site, **_help()} if is_notice else site
        staged.publish(shown, _name(reading), _digests(reading.sources))
        said = Said(lines, sum(path.endswith(".html") for path in site), len(site))
        if last:
            last.put(output, said)
    return _done(output, said)


def _notice(staged: Staging, output: Path, reading: Reading, problems: list[Problem]) -> int:
    """Publishes the page of what is to be corrected, if the output folder has no good site, and returns the code."""
    from micrositio.render.problem_page import LEAD_THERE, problem_page

    errors = [each for each in problems if each.is_error]
    roots = {HOME: "", NOT_FOUND: "/"}  # the second is shown at every address
    pages = {path: problem_page(errors, reading.sources, translate, LEAD_THERE, root) for path, root in roots.items()}
    try:
        staged.publish_faults({**pages, **_help()})
    except SiteKept as kept:
        return failed(problems, _("En {folder} hay un sitio bueno, y se queda.").format(folder=kept))
    failed(problems, _("Se publicó la página que lo dice: {page}").format(page=output / "index.html"))
    return FINE


def _help() -> dict[SitePath, bytes]:
    """Returns the help of who keeps the site, which only previews have."""
    from micrositio.render.help_pages import help_pages

    return help_pages(translate)


def _name(reading: Reading) -> SiteName:
    config, plans = reading.config, " ".join(each.id for each in reading.plans)
    return SiteName(config.title.base, config.base_url, plans) if config else SiteName()


def _digests(sources: Sources) -> Mapping[Path, str]:
    """Returns the fingerprints of the documents, as their manifests state them: those bytes, or none, are published."""
    folders = (folder for plan in sources.plans.values() for folder in plan.evidence)
    return {each.path: each.sha256 for folder in folders for each in folder.files.values()}


def _last(order: Order, output: Path, lock: Path) -> LastBuild | None:
    """Returns the last build with the same options, or None if nothing is kept of it."""
    what, options = order.what, order.options
    if what.against or options.sin_cache:
        return None
    folders = (what.root / "content", what.root / "data", *what.theme_folders)
    asked = (
        resolved(output),
        what.base_url,
        what.exclude_demo,
        what.host.value,
        getattr(options, "aunque_falle", False),
        options.format,
        options.todo,
        Path.cwd(),
    )
    return last_build(what.kept, (*asked, *folders), filter(Path.is_dir, folders), lock)


def _done(output: Path, said: Said) -> int:
    say(_("Sitio listo: {place} ({pages} páginas, {files} archivos).").format(
        place=output / "index.html", pages=said.pages, files=said.files))  # fmt: skip
    return FINE
