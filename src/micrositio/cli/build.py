"""`build`: builds the site and publishes it in the output folder; with nothing new, it imports nothing for that."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from micrositio.cli.command import Order
from micrositio.cli.terminal import FINE, failed, print_lines, progress, say, translate
from micrositio.pipeline.last_build import LastBuild, Said, last_build
from micrositio.pipeline.publisher import SiteName, exclusive, refuse_unsafe, staging

if TYPE_CHECKING:  # a build with nothing new needs no settings
    from micrositio.pipeline.site_reader import Reading
    from micrositio.sources.tree import Sources

_ = translate


def run(order: Order) -> int:
    """Builds the site, publishes it and returns the exit code."""
    output = order.options.output or order.home / "output"
    refuse_unsafe(output, order.what.root)
    with exclusive(output) as lock, staging(output) as staged, progress() as report:
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
            return failed(problems)
        staged.publish(site, _name(reading), _digests(reading.sources))
        said = Said(lines, sum(path.endswith(".html") for path in site), len(site))
        if last:
            last.put(output, said)
    return _done(output, said)


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
        output.resolve(),
        what.base_url,
        what.exclude_demo,
        what.host.value,
        options.format,
        options.todo,
        Path.cwd(),
    )
    return last_build(what.kept, (*asked, *folders), filter(Path.is_dir, folders), lock)


def _done(output: Path, said: Said) -> int:
    say(_("Sitio listo: {place} ({pages} páginas, {files} archivos).").format(
        place=output / "index.html", pages=said.pages, files=said.files))  # fmt: skip
    return FINE
