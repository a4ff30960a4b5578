"""Our side of «pages alone»: the pages of the twin, by this engine's renderer, from the tables, without validation.

Run as a program with the folders of the site, of the templates and of the output, and the site's languages.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

if __name__ == "__main__":
    HERE = Path(__file__).resolve().parents[1]
    sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

from markupsafe import Markup

from contra.filas import Commitment, Cut, Plan, plan_of
from contra.plantillas import ENGLISH, TITLES
from micrositio.formats.markdown_document import html
from micrositio.formats.yaml_document import read_yaml
from micrositio.i18n.messages import install
from micrositio.model.settings import SITE_FILE, SiteConfig, site_config
from micrositio.pages.sections import Page
from micrositio.render.renderer import Renderer
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath
from micrositio.sources.theme import Theme


@dataclass(frozen=True)
class Shown:
    """What a template of `paginas` shows of its page."""

    title: str
    home: str
    long: str = ""
    commitment: Commitment | None = None
    commitments: tuple[Commitment, ...] = ()
    answered: tuple[Commitment, ...] = ()
    cut_date: str = ""
    cut_words: str = ""
    position: int = 0
    text: Markup = Markup()
    layout: None = None


Made = tuple[str, str, Shown]
"""The path of a page, its template and what it shows."""
Work = tuple[str, str, Shown, str]
"""The same, with its language."""


def pages(plan: Plan, home: str = "/") -> Iterator[Made]:
    """Yields the pages of the twin in one language, the heaviest first; `home` is the root of its addresses."""
    titles, every = TITLES[plan.language], plan.commitments
    yield "plan/informe", "report", Shown(titles["report"], home, commitments=every)
    yield "plan", "list_commitments", Shown(titles["plan"], home, commitments=every)
    yield "plan/compromisos", "list_commitments", Shown(titles["commitments"], home, commitments=every)
    yield from _boards(plan, home)
    for area, name in plan.areas.items():
        own = tuple(each for each in every if each.area == area)
        yield f"plan/responsables/{area}", "area", Shown(name, home, answered=own)
    for each in every:
        yield f"plan/compromisos/{each.cid}", "commitment", Shown(each.title, home, each.long, each)
        yield f"plan/compromisos/{each.cid}/tarjeta", "card", Shown(each.title, home, commitment=each)
    yield "", "text", Shown(titles["home"], home)
    for name, text in plan.texts.items():
        yield name, "text", Shown(titles[name], home, text=Markup(html(text) + "\n"))


def _boards(plan: Plan, home: str) -> Iterator[Made]:
    title, last = TITLES[plan.language]["board"], plan.cuts[-1]
    for cut in plan.cuts:
        yield f"plan/tablero/{cut.id}", "board", _board(plan, f"{title} {cut.id}", home, cut)
    yield "plan/tablero", "board", _board(plan, title, home, last)


def _board(plan: Plan, title: str, home: str, cut: Cut) -> Shown:
    day, words, commitments = cut.date, cut.words, plan.commitments
    return Shown(title, home, commitments=commitments, cut_date=day, cut_words=words, position=cut.position)


def build(site: Path, templates: Path, output: Path, languages: tuple[str, ...], workers: int) -> None:
    """Writes the pages of a site in `output`, with `templates` and as many processes as `workers`."""
    install({"en": ENGLISH.read_bytes()})
    gc.disable()
    work = list(_of_languages(site, languages))
    renderer = Renderer(Theme("contra", (templates,), {}, {}, ()), _config(site), Addresses(""))
    gc.freeze()
    if workers == 1 or not hasattr(os, "fork"):
        return _write(renderer, work, output, iter(range(len(work))))
    context = multiprocessing.get_context("fork")
    taken = context.Value("l", 0)
    others = [
        context.Process(target=_write, args=(renderer, work, output, _turns(taken, len(work)))) for _ in range(workers)
    ]
    for each in others:
        each.start()
    for each in others:
        each.join()
    if any(each.exitcode for each in others):
        sys.exit("Falló un proceso.")
    return None


def _of_languages(site: Path, languages: tuple[str, ...]) -> Iterator[Work]:
    for language in languages:
        prefix = "" if language == languages[0] else f"{language}/"
        yield from (
            (prefix + path, template, shown, language)
            for path, template, shown in pages(plan_of(site, language), f"/{prefix}")
        )


def _config(site: Path) -> SiteConfig:
    settings, _problems = read_yaml(SITE_FILE, (site / SITE_FILE).read_bytes())
    assert settings
    return site_config(settings.value)


def _turns(taken: Synchronized[int], end: int) -> Iterator[int]:
    """Yields the numbers below `end` that no other process has taken."""
    while True:
        with taken.get_lock():
            number = taken.value
            taken.value += 1
        if number >= end:
            return
        yield number


def _write(renderer: Renderer, work: list[Work], output: Path, turns: Iterator[int]) -> None:
    for number in turns:
        path, template, shown, language = work[number]
        content = renderer.render(Page(SitePath(path), f"{template}.html", shown, translated=False), language)
        folder = output / path
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_bytes(content)


if __name__ == "__main__":
    sources, theme, made = (Path(each) for each in sys.argv[1:4])
    build(sources, theme, made, tuple(sys.argv[4].split(",")), os.cpu_count() or 1)
