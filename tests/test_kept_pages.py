"""Pages kept between builds: after any change the site is a clean build's, and little more is made than changes."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from micrositio.formats.kept import FOLDER, Kept
from micrositio.formats.zip_archive import Spliced
from micrositio.model.text import Text
from micrositio.pages.sections import Page, plan_pages
from micrositio.pages.views.layout import SourceMark, SourceMarks
from micrositio.pages.views.plan_view import PlanView
from micrositio.pipeline import artifacts, page_maker, workers
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.pipeline.workers import shared
from micrositio.problems.problem import Problem
from micrositio.render import renderer
from micrositio.render.renderer import Renderer
from micrositio.routes.paths import SitePath
from micrositio.sources import loader
from support import PLAN, ROOT, SITES, digests, environment

EACH = 5
SEALED = f"data/{PLAN}/sellos/2024-03"
FULL = SITES / "formato-1"
Change = Callable[[Path, random.Random], None]
"""Changes a file of a project; the same seed, the same change."""


class Made(NamedTuple):
    """A built site, what was found, and the paths of the pages that were rendered for it."""

    site: Site | None
    problems: list[Problem]
    rendered: list[str]


def project(folder: Path) -> Path:
    """A project with a site, one sealed cut and a theme of its own."""
    shutil.copytree(FULL, folder)
    shutil.copytree(ROOT / "themes", folder / "themes")
    return folder


def built(root: Path, kept: Kept | None = None) -> Made:
    rendered: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        render = Renderer.render

        def counted(self: Renderer, page: Page, language: str) -> bytes:
            rendered.append(f"{language} {page.path}")
            return render(self, page, language)

        patch.setattr(Renderer, "render", counted)
        site, problems = build_site(Options(root, (root / "themes",), kept=kept or Kept()), lambda *_: None)
    return Made(site, problems, rendered)


def as_bytes(site: Site | None) -> dict[str, bytes]:
    return {path: _whole(content) for path, content in (site or {}).items()}


def _whole(content: bytes | Path | Spliced) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.read_bytes() if isinstance(content, Path) else b"".join(content.chunks())


def kept_in(root: Path) -> Kept:
    return Kept(root / FOLDER, is_written=True)


# The changes, each of a kind


def row(root: Path, chance: random.Random) -> None:
    """Another word in a cell of text, or a row that goes."""
    path = root / "data" / PLAN / chance.choice(["avances", "actividades", "compromisos", "sesiones", "fuentes"])
    path = path.with_suffix(".csv")
    head, *rows = csv.reader(io.StringIO(path.read_text("utf-8")))
    chosen = chance.choice(rows)
    column = max(range(len(head)), key=lambda number: (len(chosen[number]), number))
    chosen[column] += f" {chance.choice(['ayer', 'hoy', 'pronto'])}"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([head, *rows])


def text(root: Path, chance: random.Random) -> None:
    """A sentence more in a text of the site or of the plan."""
    found = sorted([*(root / "content").rglob("*.md"), *(root / "data").rglob("textos/*.md")])
    path = chance.choice(found)
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\nSe agregó algo {chance.randrange(99)}.\n", "utf-8")


def theme(root: Path, chance: random.Random) -> None:
    """An attribute more in a template, or a rule more in a sheet."""
    folder = root / "themes" / "base"
    templates = [each for each in sorted((folder / "templates").glob("*.html")) if "<p>" in each.read_text("utf-8")]
    path = chance.choice([*templates, *sorted((folder / "css").rglob("*.css"))])
    said = path.read_text("utf-8")
    more = f"{said}\n.mas{{color:inherit}}\n" if path.suffix == ".css" else said.replace("<p>", '<p class="mas">')
    path.write_text(more, "utf-8")


def evidence(root: Path, chance: random.Random) -> None:
    """Another title of a document, or a document that is not the one of its sum."""
    folder = root / "data" / PLAN / "evidencias" / "2024-03"
    path = folder / chance.choice(["datapackage.yaml", "datapackage.yaml", "datapackage.yaml", "acta-2024-04.txt"])
    said = path.read_text("utf-8")
    if path.suffix == ".txt":
        path.write_text(f"{said}Algo más.\n", "utf-8")
        return
    titles = [line for line in said.splitlines() if line.strip().startswith("title:")]
    chosen = chance.choice(titles)
    path.write_text(said.replace(chosen, f"{chosen.rstrip()} {chance.randrange(99)}", 1), "utf-8")


def settings(root: Path, chance: random.Random) -> None:
    path = root / "content" / "sitio.yaml"
    said = path.read_text("utf-8")
    more = chance.choice(["solicitudes:\n  nombre: Plataforma\n  enlace: https://ejemplo.org/\n", "# una nota\n", "\n"])
    path.write_text(said + ("" if more in said else more), "utf-8")


def seal(root: Path, chance: random.Random) -> None:
    """A sealed file with another byte, or a sealed cut that goes, or a word more in what was sealed."""
    folder = root / SEALED
    if chance.random() < 0.3 and folder.exists():
        shutil.rmtree(folder)
        return
    folder.mkdir(parents=True, exist_ok=True)
    path = chance.choice(sorted([*folder.iterdir(), folder / "LEEME.txt"]))
    path.write_text(f"{path.read_text('utf-8') if path.exists() else ''}#\n", "utf-8")


CHANGES: tuple[Change, ...] = (row, text, theme, evidence, settings, seal)


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__)
def test_after_each_change_the_site_is_that_of_a_clean_build(
    change: Change, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, chance = project(tmp_path / "proyecto"), random.Random(f"{change.__name__}-4")
    kept, before = kept_in(root), as_bytes(built(root).site)
    built(root, kept)
    made = changed = 0
    for _ in range(EACH):
        change(root, chance)
        warm, clean = built(root, kept), built(root)
        assert warm.problems == clean.problems
        assert as_bytes(warm.site) == as_bytes(clean.site)
        now = as_bytes(clean.site) or before
        pages = {path for path in now if path.endswith((".html", ".xml", ".svg"))}
        made, changed = made + len(warm.rendered), changed + sum(now[path] != before.get(path) for path in pages)
        before = now
    with capsys.disabled():
        print(f"\n{change.__name__}: {made} páginas hechas otra vez, {changed} páginas distintas")  # noqa: T201
    assert made <= 2 * changed + 2


def test_a_word_in_a_report_makes_again_little_more_than_the_pages_that_show_it(tmp_path: Path) -> None:
    root = project(tmp_path / "proyecto")
    kept, before = kept_in(root), as_bytes(built(root).site)
    built(root, kept)
    shutil.rmtree(root / "data" / PLAN / "sellos")
    before = as_bytes(built(root, kept).site)
    path = root / "data" / PLAN / "avances.csv"
    rows = path.read_text("utf-8")
    path.write_text(rows.replace("2024-06,agua-1,10,", '2024-06,agua-1,"10",', 1), "utf-8")
    assert built(root, kept).rendered == []
    path.write_text(rows.replace("La tabla se actualizó.", "La tabla se actualizó en junio.", 1), "utf-8")
    warm = built(root, kept)
    changed = [path for path, content in as_bytes(warm.site).items() if content != before.get(path)]
    assert 0 < len(warm.rendered) <= 2 * len([path for path in changed if path.endswith((".html", ".xml", ".svg"))])


def test_a_page_is_made_again_when_a_source_that_it_may_cite_changes_and_its_key_does_not_grow_with_them() -> None:
    many = SourceMarks((f"f-{number}", SourceMark(number, Text("Acta"), "", SitePath("x"))) for number in range(1000))
    other = SourceMarks({**many, "f-7": SourceMark(7, Text("Minuta"), "", SitePath("x"))})
    assert len(repr(many)) < 100
    assert repr(many) == repr(SourceMarks(many))
    assert repr(many) != repr(other)


def layout(root: Path, _chance: random.Random) -> None:
    """A comment in the template that every page extends."""
    path = root / "themes" / "base" / "templates" / "layout.html"
    path.write_text(path.read_text("utf-8") + "<!-- otra -->\n", "utf-8")


def words(root: Path, _chance: random.Random) -> None:
    """Another word of the interface."""
    path = root / "content" / "idiomas" / "en.po"
    path.parent.mkdir()
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    path.write_text(f'{head}\nmsgid "Compromisos"\nmsgstr "Promises"\n', "utf-8")


PARTS = {"the templates": layout, "the catalogues": words, "what is shown": text}


@pytest.mark.parametrize("part", PARTS)
def test_what_is_left_out_of_the_key_is_missed(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part of the key is needed: without it, a page of before is taken for the one of now."""
    root = project(tmp_path / "proyecto")
    monkeypatch.setattr(
        page_maker, "repr", (lambda page: page.path) if part == "what is shown" else repr, raising=False
    )
    if part == "the templates":
        monkeypatch.setattr(renderer, "closure", lambda *given: ())
    if part == "the catalogues":
        monkeypatch.setattr(renderer, "catalogue_digest", lambda language: "")
    languages = root / "content" / "sitio.yaml"
    languages.write_text(languages.read_text("utf-8").replace("idiomas: [es]", "idiomas: [es, en]"), "utf-8")
    built(root, kept_in(root))
    PARTS[part](root, random.Random(2))
    warm, clean = built(root, kept_in(root)), built(root)
    assert clean.site, clean.problems
    assert as_bytes(warm.site) != as_bytes(clean.site)


def test_a_text_of_the_site_asks_for_no_page_of_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path / "proyecto")
    built(root, kept_in(root))
    path, asked = root / "content" / "acerca.md", list[str]()
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\nSe agregó algo.\n", "utf-8")

    def counted(view: PlanView, *given: Any) -> Iterator[Page]:
        asked.append(view.plan.id)
        return plan_pages(view, *given)

    monkeypatch.setattr(artifacts, "plan_pages", counted)
    warm = built(root, kept_in(root))
    assert asked == []
    clean = built(root)
    assert asked == [PLAN]
    assert as_bytes(warm.site) == as_bytes(clean.site)


def test_a_plan_of_which_one_kept_page_is_gone_is_made_again(tmp_path: Path) -> None:
    root = project(tmp_path / "proyecto")
    clean = built(root, kept_in(root))
    listed = next(body for each in kept_files(root) if (body := each.read_bytes()[32:]).startswith(b"[[[0, "))
    _number, language, path, key = json.loads(listed)[0][-1]
    (root / FOLDER / key).unlink()
    warm = built(root, kept_in(root))
    assert warm.rendered == [f"{language} {path}"]
    assert as_bytes(warm.site) == as_bytes(clean.site)


def plan_row(root: Path, _chance: random.Random) -> None:
    """Another word in a cell of a page of the plan."""
    path = root / "data" / PLAN / "avances.csv"
    path.write_text(path.read_text("utf-8").replace("La tabla se actualizó.", "La tabla se cambió.", 1), "utf-8")


OF_A_PLAN: dict[str, tuple[object, str, object, Change]] = {
    "its folder": (loader, "_digest", lambda *_: "", plan_row),
    "what makes it": (Renderer, "whole_key", "", layout),
}


@pytest.mark.parametrize("part", OF_A_PLAN)
def test_what_is_left_out_of_the_key_of_a_plan_is_missed(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path / "proyecto")
    shutil.rmtree(root / "data" / PLAN / "sellos")
    where, name, nothing, change = OF_A_PLAN[part]
    monkeypatch.setattr(where, name, nothing)
    built(root, kept_in(root))
    change(root, random.Random(2))
    warm, clean = built(root, kept_in(root)), built(root)
    assert clean.site, clean.problems
    assert as_bytes(warm.site) != as_bytes(clean.site)


# The command

COMMAND = """
import sys
from pathlib import Path
from micrositio.cli.main import main
sys.exit(main(home=Path(sys.argv.pop(1))))
"""
QUIET = environment({"PYTHONPATH": str(ROOT / "src")})


def ordered(root: Path, *more: str) -> list[str]:
    return [sys.executable, "-c", COMMAND, str(root), *more]


def ran(root: Path, *more: str) -> tuple[int, str, dict[str, str]]:
    """The exit code of a build, what it printed, and the digests of what it published."""
    finished = subprocess.run(
        ordered(root, *more), cwd=root, env=QUIET, capture_output=True, text=True, timeout=600, check=False
    )
    return finished.returncode, finished.stdout, digests(root / "output")


def kept_files(root: Path) -> Iterator[Path]:
    return (each for each in (root / FOLDER).iterdir() if each.is_file())


def test_cold_warm_damaged_or_shared_out_it_is_the_same_site(tmp_path: Path) -> None:
    root = project(tmp_path / "proyecto")
    clean = ran(root, "--sin-cache", "--procesos", "1")
    assert clean[0] == 0
    assert ran(root, "--sin-cache", "--procesos", "2") == clean
    assert ran(root, "--procesos", "2") == clean
    for damage in (b"", b"\0" * 99, None):
        for number, path in enumerate(sorted(kept_files(root))):
            whole = path.read_bytes()
            path.write_bytes(whole[: len(whole) // 2] if damage is None else whole[: number % 40] + damage)
        shutil.rmtree(root / "output")
        assert ran(root, "--procesos", str(2 if damage is None else 1)) == clean
    shutil.rmtree(root / "output")
    assert ran(root) == clean


def test_killed_in_the_middle_the_next_build_is_as_the_first(tmp_path: Path) -> None:
    root, chance = project(tmp_path / "proyecto"), random.Random(5)
    began = time.monotonic()
    clean = ran(root, "--sin-cache", "--procesos", "2")
    took = time.monotonic() - began
    assert clean[0] == 0
    for _ in range(4):
        shutil.rmtree(root / FOLDER, ignore_errors=True)
        builder = subprocess.Popen(
            ordered(root, "--procesos", "2"), cwd=root, env=QUIET, stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(chance.uniform(0.3, 0.9) * took)
        builder.send_signal(signal.SIGKILL)
        builder.wait()
        assert ran(root, "--procesos", "2") == clean
    assert not [each.name for each in root.iterdir() if each.name.startswith((".output.staged", ".output.retired"))]


def test_a_fault_of_a_template_is_the_same_whoever_makes_the_page(tmp_path: Path) -> None:
    root = project(tmp_path / "proyecto")
    path = root / "themes" / "base" / "templates" / "commitment.html"
    path.write_text(path.read_text("utf-8").replace("<p>", "<p>{{ no.hay }}", 1), "utf-8")
    alone, both = (ran(root, "--sin-cache", "--procesos", each)[:2] for each in "12")
    assert alone == both
    assert alone[0] == 1
    assert "commitment.html" in alone[1]
    assert not (root / "output").exists()
    assert not (root / ".output.staged").exists()


def test_a_large_site_is_made_by_fewer_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST_MEMORY", 1 << 50)
    assert workers.fitting(2) == 2
    monkeypatch.setattr(workers, "MOST_MEMORY", 1_000_000)
    assert workers.fitting(2) == 1


def test_a_share_whose_process_is_lost_is_made_here() -> None:
    def make(share: int) -> int:
        if share == 1 and multiprocessing.parent_process():
            signal.raise_signal(signal.SIGKILL)
        return share * 10

    assert shared(make, 3) == [0, 10, 20]


def test_a_template_that_changes_during_a_build_is_in_the_next_one(tmp_path: Path) -> None:
    root = project(tmp_path / "proyecto")
    kept, render = kept_in(root), Renderer.render

    def edited(self: Renderer, page: Page, language: str) -> bytes:
        content = render(self, page, language)
        if page.template == "home.html":  # the first page: its template and the layout are compiled, others are not
            layout(root, random.Random(3))
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Renderer, "render", edited)
        assert build_site(Options(root, (root / "themes",), kept=kept), lambda *_: None)[0]
    assert as_bytes(built(root, kept).site) == as_bytes(built(root).site)


def test_a_page_that_is_refused_is_not_kept(tmp_path: Path) -> None:
    root = project(tmp_path / "proyecto")
    path = root / "themes" / "base" / "templates" / "commitment.html"
    path.write_text(path.read_text("utf-8").replace("<p>", '<p style="color:red">', 1), "utf-8")
    first, second = built(root, kept_in(root)), built(root, kept_in(root))
    assert first.site is None
    assert second.problems == first.problems
    assert 0 < len(second.rendered) < len(first.rendered)
    assert all("/compromisos/" in each for each in second.rendered)
