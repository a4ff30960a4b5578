"""The bench against Hugo: its twin has the pages that ours has, each edit is on both sides, and the table tells truly.

Nothing here is timed, and none of it needs Hugo.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import cast

import pytest

import bench
from contra import varios
from contra.concurso import EDITS
from contra.etapas import ENGINE, OTHER, STAGES, stage
from contra.filas import plan_of
from contra.hugo import Translator, pages
from contra.informe import Goal, Line, table
from contra.lugar import Contest, Site
from contra.medida import Run, made_in
from contra.plantillas import NAMES, english, whole
from contra.propio import build
from contra.propio import pages as own_pages
from sitio_grande import make_site

WORDS = re.compile(r'_\("([^"]+)"\)')


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Contest:
    """Both sides of a site of three commitments in two languages."""
    made = Contest(tmp_path_factory.mktemp("bench"), Site(3, ("es", "en")))
    made.prepare()
    return made


def front(both: Contest, path: str) -> dict:  # type: ignore[type-arg]
    text = (both.twin / "content" / path).read_text("utf-8")
    return json.JSONDecoder().raw_decode(text)[0]  # type: ignore[no-any-return]


def addresses(content: Path) -> set[str]:
    """The addresses that Hugo gives to the files of a folder of content."""
    files = (path.relative_to(content).with_suffix("").as_posix() for path in content.rglob("*.md"))
    return {file.removesuffix("_index").strip("/") for file in files}


def test_the_twin_of_three_commitments_has_every_page_in_each_language(both: Contest) -> None:
    boards = {"plan/tablero", *(f"plan/tablero/2025-{month:02}" for month in range(1, 13))}
    commitments = {f"plan/compromisos/c{n}{card}" for n in range(3) for card in ("", "/tarjeta")}
    areas = {f"plan/responsables/i{n}" for n in range(12)}
    lists = {"", "plan", "plan/compromisos", "plan/informe"}
    texts = {"acerca", "metodologia", "glosario", "accesibilidad", "privacidad"}
    for language in ("es", "en"):
        assert addresses(both.twin / "content" / language) == boards | commitments | areas | lists | texts


def test_our_side_has_the_pages_of_the_twin(both: Contest) -> None:
    plan = plan_of(both.own.site)
    ours = {path for path, _template, _shown in own_pages(plan)}
    assert ours == addresses(both.twin / "content" / "es")


def test_a_commitment_of_the_twin_has_every_update_of_its_milestones(both: Contest) -> None:
    shown = front(both, "en/plan/compromisos/c1/_index.md")
    assert [len(each["updates"]) for each in shown["commitment"]["milestones"]] == [12] * 8
    assert len(shown["commitment"]["papers"]) == 3
    assert "supplier" in shown["commitment"]["milestones"][0]["updates"][0]["trouble"]


def test_documents_are_in_folders_that_the_engine_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitio_grande.PAPERS_OF_FOLDER", 4)
    make_site(tmp_path / "sitio", 3, real=True)
    folders = [path.name for path in sorted((tmp_path / "sitio" / "data" / "plan" / "evidencias").iterdir())]
    assert folders == ["enlaces", "enlaces-1", "enlaces-2"]
    assert [len(each.papers) for each in plan_of(tmp_path / "sitio").commitments] == [3, 3, 3]


def test_every_page_of_the_twin_names_a_template_that_it_has(both: Contest) -> None:
    named = {str(each["layout"]) for _path, each, _text in pages(plan_of(both.own.site))}
    written = {path.stem for path in (both.twin / "layouts" / "_default").iterdir()}
    assert named | {"baseof"} == written


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("several", [False, True])
def test_a_template_is_whole_in_the_language_of_hugo(name: str, several: bool) -> None:
    text = Translator(several).template(name)
    assert "{%" not in text
    opened = re.findall(r"\{\{ (?:range|if|define|block) ", text)
    assert len(opened) == text.count("{{ end }}")


def test_what_hugo_could_not_say_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contra.hugo.whole", lambda name: "{{ page.title | upper }}")
    with pytest.raises(TypeError, match="no translation"):
        Translator(several=False).template("base")


def test_every_word_of_the_templates_has_its_english() -> None:
    assert {word for name in NAMES for word in WORDS.findall(whole(name))} == set(english())


@pytest.mark.lento
def test_pages_alone_are_built_by_our_renderer_in_each_language(both: Contest) -> None:
    build(both.own.site, both.folder / "plantillas", both.pages_output, both.site.languages, workers=1)
    made = made_in(both.pages_output)
    assert made.pages == 2 * len(addresses(both.twin / "content" / "es"))
    assert made.commitment > 100_000
    english_page = (both.pages_output / "en" / "plan" / "compromisos" / "c0" / "index.html").read_text("utf-8")
    assert "What was done" in english_page
    assert 'href="/en/plan/tablero/2025-12/"' in english_page


@pytest.mark.parametrize("edit", [name for name in EDITS if name != "sin cambio"])
def test_an_edit_is_on_both_sides_and_can_be_made_again(both: Contest, edit: str) -> None:
    for mark in ("medida-0", "medida-1"):
        EDITS[edit](both, mark)
        for side in (both.own.site, both.twin):
            assert any(mark in path.read_text("utf-8") for path in side.rglob("*") if path.is_file())


def moment(*calls: tuple[str, str]) -> FrameType:
    """The innermost frame of functions that call each other, from the outermost: their files and names."""
    frame = None
    for file, name in calls:
        frame = SimpleNamespace(f_code=SimpleNamespace(co_filename=file, co_name=name), f_back=frame)
    return cast(FrameType, frame)


@pytest.mark.parametrize(
    ("calls", "named"),
    [
        ([("pipeline/builder.py", "build"), ("opendata/bundle.py", "write"), ("formats/csv.py", "rows")], "opendata"),
        ([("cli/main.py", "main"), ("pipeline/checker.py", "check"), ("routes/paths.py", "page")], "checker"),
        ([("pipeline/artifacts.py", "parts"), ("pages/board.py", "board_pages")], "pages"),
        ([("render/renderer.py", "render"), ("/site-packages/jinja2/environment.py", "compile")], "compile"),
        ([("render/renderer.py", "render"), ("<frozen importlib._bootstrap>", "_load")], "imports"),
    ],
)
def test_a_moment_of_a_build_is_of_the_stage_that_asked_for_the_work(calls: list[tuple[str, str]], named: str) -> None:
    inside = [(file if file[0] in "/<" else f"{ENGINE}/{file}", name) for file, name in calls]
    assert stage(moment(*inside)) == STAGES[named]
    assert stage(moment(("/usr/lib/python3/threading.py", "run"))) == OTHER


def test_the_stages_are_rooms_and_modules_of_the_engine() -> None:
    rooms = {path.stem for path in (*ENGINE.iterdir(), *(ENGINE / "pipeline").iterdir())}
    assert {*STAGES} - {"compile", "imports"} <= rooms


def test_the_digest_of_a_text_sees_words_and_not_tags(tmp_path: Path) -> None:
    digests = []
    for number, text in enumerate(("<p>Uno &amp; dos</p>", "<div>Uno\n &amp; <b>dos</b></div>", "<p>Uno y dos</p>")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "index.html").write_text(text, "utf-8")
        digests.append(made_in(folder).digest)
    assert digests[0] == digests[1] != digests[2]


def test_the_table_says_the_ratio_of_each_turn_and_whether_the_goal_is_met() -> None:
    ratio = Line("1000", "páginas", "reloj", (1.0, 3.0, 2.0), (10.0, 10.0, 2.0), goal=Goal(0.6, of_hugo=True))
    assert ratio.ratio == 0.3
    assert ratio.is_met
    missed = Line("1000", "sin cambio", "CPU", (0.6,), (6.0,), goal=Goal(0.3))
    told = table([ratio, missed, Line("3", "todo", "CPU", (2.0,))])
    assert "0.30 ×" in told
    assert "se alcanza" in told
    assert "no: 2.0 veces la meta" in told
    assert told.splitlines()[-1].split()[-2:] == ["—", "—"]


def test_the_options_of_the_bench() -> None:
    given = bench.parser().parse_args(["--contra", "hugo", "3", "1000", "--escenarios", "páginas,un texto"])
    assert (given.contra, given.tamaños, given.escenarios) == ("hugo", [3, 1000], ("páginas", "un texto"))
    assert (given.idiomas, given.textos, given.veces) == ("es", "reales", 3)
    assert bench.parser().parse_args(["--sitios", "50"]).sitios == 50
    assert bench.main(["--escenarios", "nada"]) == 2


def test_a_line_on_many_sites_tells_the_sum_the_median_and_the_largest() -> None:
    runs = [Run(1, cpu, largest * 2**20, 0) for cpu, largest in ((1.0, 60), (1.5, 80), (3.0, 70))]
    assert varios._line("en frío", 4.0, runs) == "| en frío | 4.0 s | 5.5 s | 1.50 s | 80 MiB |"


def test_an_option_that_is_not_known_is_refused() -> None:
    with pytest.raises(SystemExit):
        bench.parser().parse_args(["--contra", "otro"])
