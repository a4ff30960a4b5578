"""Publishing by dragging a folder: the steps of the workflow, as they are written, on deliveries of every kind."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import yaml

from forge import MAIN, Forge
from leftovers import PERSON
from micrositio.cli.console.terminal import FINE, PROBLEMS
from micrositio.editing.new_site import NewSite, site_files
from micrositio.problems.comment import MOST_IN_ALL, code_span, in_markdown, joined
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, problem
from month import MONTH, PLAN, delivered, difference, fill, july, order
from support import ROOT, SITES, Once, digests
from test_workbook_import import FAULTY, GOLDEN

IN = Path("entregas") / "2026-06"
BOOK = f"{PLAN}-2026-06.xlsx"
BRANCH = "persona-patch-1"
NEW = NewSite("Río", "Municipio", "Unidad", "gobierno", "#0d5c55", "mensual", "plan", "")
SHEET = (ROOT / "themes/base/static/colores.css").read_text("utf-8")


def of_init(name: str) -> str:
    return site_files(NEW, SHEET, "")[name].decode()


WORKFLOW = of_init(".github/workflows/entregas.yml")


@pytest.fixture(scope="session")
def start(once: Once) -> Path:
    """The site at the beginning of July with what `init` writes for git, and the workbook that it exports."""

    def make(folder: Path) -> None:
        july(folder / "sitio")
        for name in (".gitattributes", ".gitignore"):
            (folder / "sitio" / name).write_text(of_init(name), "utf-8")
        assert order(folder / "sitio", "workbook", "export", "--output", folder / "libro.xlsx") == FINE

    return once("entregas", make)


@pytest.fixture
def forge(start: Path, tmp_path: Path) -> Forge:
    shutil.copytree(start / "sitio", tmp_path / "persona")
    return Forge(tmp_path, tmp_path / "persona", WORKFLOW)


def tables(forge: Forge, name: str) -> Path:
    """What the site is made of, in a branch."""
    place = forge.checkout(name, f"mirado-{len(list(forge.folder.glob('mirado-*')))}")
    for each in [each for each in place.iterdir() if each.name not in ("data", "content")]:
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    return place


def month(start: Path, forge: Forge, cells: list[tuple[str, str, str, object]] = MONTH) -> Path:
    folder = forge.person / IN
    fill(start / "libro.xlsx", forge.folder / "lleno.xlsx", cells)
    return delivered(folder, forge.folder / "lleno.xlsx")


def test_the_workbook_of_a_cut_that_is_owed_is_left_once(start: Path, forge: Forge) -> None:
    before = forge.head(MAIN)
    assert forge.run("abrir", MAIN).is_fine
    after = forge.head(MAIN)
    assert forge.git("diff", "--name-only", before, after, at=forge.origin).split() == [f"{IN}/{BOOK}"]
    left = forge.checkout(MAIN, "visto") / IN / BOOK
    assert left.read_bytes() == (start / "libro.xlsx").read_bytes()
    again = forge.run("abrir", MAIN)
    assert again.is_fine
    assert "No falta el libro" in again.said
    assert forge.head(MAIN) == after


@pytest.mark.parametrize(("day", "names"), [("2026-06-29", []), ("2026-06-30", [BOOK])])
def test_a_cut_opens_on_its_day(start: Path, tmp_path: Path, day: str, names: list[str]) -> None:
    shutil.copytree(start / "sitio", tmp_path / "sitio")
    assert order(tmp_path / "sitio", "deliveries", "open", "--fecha", day) == FINE
    assert [each.name for each in (tmp_path / "sitio").glob("entregas/*/*")] == names


def test_a_cut_of_a_plan_of_commitments_alone_opens_too(tmp_path: Path) -> None:
    site = tmp_path / "sitio"
    shutil.copytree(SITES / "solo-compromisos", site)
    descriptor = site / "data" / "plan-orilla" / "datapackage.yaml"
    descriptor.write_text(descriptor.read_text("utf-8") + "cadencia: trimestral\n", "utf-8")
    assert order(site, "deliveries", "open", "--fecha", "2026-12-31") == FINE
    assert [each.name for each in site.glob("entregas/*/*")] == ["plan-orilla-2026-03.xlsx"]


def test_a_rehearsal_leaves_no_workbook(start: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(start / "sitio", tmp_path / "sitio")
    assert order(tmp_path / "sitio", "deliveries", "open", "--fecha", "2026-07-01", "--ensayo") == FINE
    assert not (tmp_path / "sitio" / "entregas").exists()
    assert f"se escribiría {tmp_path / 'sitio' / IN / BOOK}" in capsys.readouterr().err


def test_a_good_delivery_is_committed_with_the_golden_difference(start: Path, forge: Forge) -> None:
    month(start, forge)
    sent = forge.push(BRANCH)
    done = forge.run("recibir", BRANCH, proposal="7")
    assert done.is_fine, done.said
    assert forge.head(BRANCH) != sent
    assert difference(tables(forge, MAIN), tables(forge, BRANCH)) == GOLDEN.read_text("utf-8")
    assert (forge.folder / "commented").read_text() == "7\n"
    assert "Corte 2026-06: 29 avances (9 cambian, 20 siguen igual); 3 documentos" in done.comment
    assert done.summary == done.comment
    assert [each.name for each in (forge.checkout(BRANCH, "visto") / IN).iterdir()] == [BOOK]
    taken = forge.head(BRANCH)
    again = forge.run("recibir", BRANCH, proposal="7")
    assert (again.is_fine, again.comment, forge.head(BRANCH)) == (True, "", taken)


def test_what_was_wrong_is_corrected_in_the_workbook_that_was_left(start: Path, forge: Forge) -> None:
    month(start, forge)
    forge.push(BRANCH)
    assert forge.run("recibir", BRANCH).is_fine
    forge.git("pull", "--quiet", "origin", BRANCH)
    book = forge.person / IN / BOOK
    fill(book, book, [("Avances", "caminos-2", "Valor", 18)])
    forge.push(BRANCH)
    done = forge.run("recibir", BRANCH)
    assert done.is_fine, done.said
    assert "2026-06,caminos-2,18," in (tables(forge, BRANCH) / "data" / PLAN / "avances.csv").read_text("utf-8")


def test_a_faulty_delivery_is_told_by_its_cells_and_nothing_changes(start: Path, forge: Forge) -> None:
    month(start, forge, FAULTY)
    for each in ("Décimo reporte.csv", "acta junio.txt", "pagos-agua.txt"):
        (forge.person / IN / each).unlink()
    sent = forge.push(BRANCH)
    done = forge.run("recibir", BRANCH, proposal="7")
    assert not done.is_fine
    assert forge.head(BRANCH) == sent
    told = re.findall(r"^- `(\S+![A-Z]+\d+ X\d+)", done.comment, re.MULTILINE)
    assert len(told) == 12
    assert "Avances!J6 X110" in told
    assert "### No entró la entrega de `entregas/2026-06`" in done.comment
    assert len(re.findall(r"^::error file=", done.said, re.MULTILINE)) == 12


def test_without_a_proposal_the_summary_tells_it(start: Path, forge: Forge) -> None:
    month(start, forge, FAULTY)
    forge.push(BRANCH)
    done = forge.run("recibir", BRANCH)
    assert (done.is_fine, done.comment) == (False, "")
    assert "Avances!J6 X110" in done.summary


def test_what_only_the_finished_site_shows_is_told_too(start: Path, forge: Forge) -> None:
    news = [("Novedad", "+1", "Fecha", "2026-07-10"), ("Novedad", "+1", "Título", "Corte de junio"),
            ("Novedad", "+1", "Resumen", "Ya está el corte de junio."),
            ("Novedad", "+1", "Texto", "Vea [el corte](../no-existe/index.md).")]  # fmt: skip
    fill(start / "libro.xlsx", forge.folder / "lleno.xlsx", [*MONTH[:-4], *news])
    delivered(forge.person / IN, forge.folder / "lleno.xlsx")
    sent = forge.push(BRANCH)
    done = forge.run("recibir", BRANCH, proposal="7")
    assert (done.is_fine, forge.head(BRANCH)) == (False, sent), done.said
    assert "no-existe" in done.comment


HOSTILE = (
    "a\n::error::forged.pdf",
    "`@todos` <img src=x onerror=forged> #1.pdf",
    "-rf --forged.pdf",
    "%0A::error::x.pdf",
    "```\nforged.pdf",
    "\u202eforged.pdf",
    "$(touch forged).pdf",
    "';touch forged;'.pdf",
    "[a](https://x.example)",
)


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_is_refused_and_does_nothing(start: Path, forge: Forge, name: str) -> None:
    (month(start, forge) / name.replace("/", "∕")).write_bytes(b"x")
    sent = forge.push(BRANCH)
    done = forge.run("recibir", BRANCH, proposal="7")
    assert (done.is_fine, forge.head(BRANCH)) == (False, sent)
    assert "X116" in done.comment
    assert not list(forge.folder.rglob("forged"))
    assert_quiet(done.said, done.comment)


def assert_quiet(said: str, comment: str) -> None:
    """Nothing of what a stranger wrote is an order for the runner, nor acts in a comment."""
    for line in said.splitlines():
        if line.lstrip().startswith("::"):
            assert re.fullmatch(r"::(error|warning) file=[^:,]*(,line=\d+)?,title=[A-Z]\d{3}::.*", line), line
        assert "##[" not in line
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\u2028]", comment)
    for line in comment.splitlines():
        outside = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", line)
        assert not re.search(r"[@<`\[]|#\d|https?:", outside), line


def linked(folder: Path) -> None:
    (folder / "acta junio.txt").unlink()
    (folder / "acta junio.txt").symlink_to("/etc/passwd")


def linked_folder(folder: Path) -> None:
    (folder.parent / "2026-07").symlink_to("/etc")


def nested(folder: Path) -> None:
    (folder / "fotos").mkdir()
    (folder / "fotos" / "pozo.txt").write_text("x")


def loose(folder: Path) -> None:
    (folder.parent / "acta.pdf").write_bytes(b"x")


def no_text(folder: Path) -> None:
    (Path(str(folder)) / "a\udcff.pdf").write_bytes(b"x")


def personal(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / BOOK)
    book.create_sheet("oculta")["A1"] = PERSON
    book["oculta"].sheet_state = "hidden"
    book.save(folder / BOOK)


def without_book(folder: Path) -> None:
    (folder / BOOK).unlink()


def not_a_book(folder: Path) -> None:
    (folder / BOOK).write_bytes(b"PK\x03\x04 nada")


@pytest.mark.parametrize(
    ("damage", "code"),
    [(linked, "X119"), (linked_folder, "X119"), (nested, "X119"), (loose, "X119"), (no_text, "X116"),
     (personal, "X104"), (without_book, "X121"), (not_a_book, "X101")],
)  # fmt: skip
def test_what_is_not_a_delivery_is_refused(
    start: Path, forge: Forge, damage: Callable[[Path], None], code: str
) -> None:
    damage(month(start, forge))
    sent = forge.push(BRANCH)
    done = forge.run("recibir", BRANCH, proposal="7")
    assert (done.is_fine, forge.head(BRANCH)) == (False, sent)
    assert f" {code}  " in done.comment, done.comment
    assert PERSON not in done.said + done.comment
    assert "root:" not in done.said + done.comment
    assert_quiet(done.said, done.comment)


@pytest.mark.parametrize("name", ["demostracion-2026-06 (1).xlsx", "a.xlsx", "@b.xlsx"])
def test_of_two_workbooks_of_the_same_both_are_named_and_the_older_is_to_be_removed(
    start: Path, forge: Forge, name: str
) -> None:
    folder = month(start, forge)
    (folder / BOOK).rename(folder / name)
    shutil.copy(start / "libro.xlsx", folder / BOOK)  # the one that was left there, empty
    sent = forge.push(BRANCH)
    done = forge.run("recibir", BRANCH, proposal="7")
    assert (done.is_fine, forge.head(BRANCH)) == (False, sent)
    [told] = [line for line in done.comment.splitlines() if line.startswith("- ")]
    assert " X118  " in told
    assert f"«{BOOK}»" in told
    assert f"«{name}»" in told
    assert f"quite «{BOOK}», que se guardó antes" in told


def test_two_equal_workbooks_are_told_by_the_name_of_the_copy(
    start: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("avances.xlsx", "avances (1).xlsx"):
        (tmp_path / "entrega").mkdir(exist_ok=True)
        shutil.copy(start / "libro.xlsx", tmp_path / "entrega" / name)
    assert order(start / "sitio", "workbook", "import", tmp_path / "entrega") == PROBLEMS
    assert "quite «avances (1).xlsx», que parece una copia" in capsys.readouterr().out


def test_nothing_of_the_deliveries_is_read_or_published(start: Path, tmp_path: Path) -> None:
    site = tmp_path / "sitio"
    shutil.copytree(start / "sitio", site)
    assert order(site, "build", "--sin-cache", "--output", tmp_path / "antes") == FINE
    (site / IN).mkdir(parents=True)
    for name in ("a.md", "b.csv", "datapackage.yaml", "index.html", "libro.xlsx", "c.pdf"):
        (site / IN / name).write_text(f"{PERSON} <script>", "utf-8")
    (site / "entregas" / "enlace").symlink_to("/etc")
    assert order(site, "build", "--sin-cache", "--output", tmp_path / "luego") == FINE
    assert digests(tmp_path / "antes") == digests(tmp_path / "luego")


def test_check_says_nothing_of_the_deliveries(start: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "sitio"
    shutil.copytree(start / "sitio", site)
    said = []
    for _time in range(2):
        assert order(site, "check", "--fecha", "2026-07-10") == FINE  # what is due is told by the day
        said.append(capsys.readouterr())
        (site / IN).mkdir(parents=True, exist_ok=True)
        (site / IN / "a.md").write_text(PERSON, "utf-8")
    assert said[0] == said[1]


def test_the_workflow_has_the_least_permissions_and_no_secret() -> None:
    found = yaml.safe_load(WORKFLOW)
    assert found["permissions"] == {}
    assert found["jobs"]["abrir"]["permissions"] == {"contents": "write"}
    assert found["jobs"]["recibir"]["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert "secrets" not in WORKFLOW
    assert "pull_request_target" not in WORKFLOW
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each) for each in re.findall(r"uses: (\S+)", WORKFLOW))
    for job in found["jobs"].values():
        [checkout] = [each for each in job["steps"] if "checkout" in each.get("uses", "")]
        assert checkout["with"]["persist-credentials"] is False
        for step in job["steps"]:
            has_token = "GH_TOKEN" in step.get("env", {})
            assert has_token == ("name" in step)  # those that keep or comment, and not those that install or read
            assert "${{" not in step.get("run", "")  # a name of a branch is never part of a program
            assert not (has_token and re.search(r"\b(pip|micrositio) ", step["run"]))
    assert "github.event.pull_request.head.repo.full_name == github.repository" in found["jobs"]["recibir"]["if"]
    assert "!= github.event.repository.default_branch" in found["jobs"]["recibir"]["if"]


def test_gitlab_only_tells_whether_it_can_come_in() -> None:
    job = yaml.safe_load(of_init(".gitlab-ci.yml"))["entregas"]
    assert job["script"][-1] == "micrositio deliveries import --ensayo"
    assert job["rules"] == [
        {"if": "$CI_COMMIT_BRANCH && $CI_COMMIT_BRANCH != $CI_DEFAULT_BRANCH", "changes": ["entregas/**/*"]}
    ]


def test_a_comment_is_never_longer_than_a_host_takes() -> None:
    many = [problem(Kind.BOOK_FILE_EXTRA, Place(f"{n}.pdf"), name="ñ" * 5000 + str(n)) for n in range(500)]
    text = joined("", in_markdown(many, str), str)
    assert len(text.encode()) <= MOST_IN_ALL + 200
    assert re.search(r"y \d+ más: están en el registro", text)


@pytest.mark.parametrize(
    ("text", "span"), [("a", "`a`"), ("a`b", "`` a`b ``"), ("```", "```` ``` ````"), ("", "`  `"), ("a\nb", "`a\\nb`")]
)
def test_a_span_of_code_ends_where_its_text_does(text: str, span: str) -> None:
    assert code_span(text) == span
