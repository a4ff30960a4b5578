"""The real command, as staff, a forge and a host run it."""

import fcntl
import filecmp
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from support import PLAN, ROOT, SITES, command, digests, environment, make_site, of_plan, remove, replace, run, write

MARKER = ".micrositio"
SITES_TO_BUILD = {
    "raiz": ROOT,
    "minimo": SITES / "minimo",
    "costa-rica": SITES / "costa-rica",
    "seis-pasos": SITES / "seis-pasos",
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> dict[str, Path]:
    """Each site, published once by the real command, whichever of the test processes comes first."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "publicados"
    folder.mkdir(exist_ok=True)
    with (folder / "candado").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name, site in SITES_TO_BUILD.items():
            if not (folder / name).exists():
                finished = run("build", "--site", site, "--output", folder / name)
                assert finished.returncode == 0, finished.stdout + finished.stderr
    return {name: folder / name for name in SITES_TO_BUILD}


def same(first: Path, second: Path) -> bool:
    return digests(first) == digests(second)


# What it says and how it ends


def test_a_sound_site_is_published_and_its_place_is_told(tmp_path: Path) -> None:
    finished = run("--site", make_site(tmp_path / "sitio"), "--output", tmp_path / "output")
    assert (finished.returncode, finished.stdout) == (0, "")
    assert re.fullmatch(r"Sitio listo: .*output/index\.html \(\d+ páginas, \d+ archivos\)\.\n", finished.stderr)
    assert (tmp_path / "output" / "index.html").is_file()


def told(finished: subprocess.CompletedProcess[str]) -> str:
    """What `check` says before its last line: how easy each text is to read."""
    *lines, _last = finished.stderr.splitlines(keepends=True)
    assert lines[0].startswith("Facilidad de lectura")
    return "".join(lines)


def test_check_says_that_all_is_well_and_writes_nothing(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    before = digests(tmp_path)
    finished = run("check", "--site", root, cwd=tmp_path)
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "", told(finished) + "Todo está bien.\n")
    assert digests(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sitio"]


def test_a_warning_is_told_and_does_not_stop_the_publication(tmp_path: Path) -> None:
    package = of_plan("evidencias/2024-03/datapackage.yaml")
    root = make_site(tmp_path / "sitio", replace(package, "actividad: agua-1", "actividad: agua-2"))
    checked = run("check", "--site", root)
    assert (checked.returncode, checked.stderr) == (0, told(checked) + "Sin errores; 1 avisos.\n")
    assert " D119  aviso: " in checked.stdout
    assert run("--site", root, "--output", tmp_path / "output").returncode == 0


@pytest.mark.parametrize("order", ["check", "build"])
def test_a_fault_ends_in_1_and_nothing_is_made(order: str, tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio", remove("content/acerca.md"))
    finished = run(order, "--site", root, "--output", tmp_path / "output")
    assert finished.returncode == 1
    assert finished.stdout == "content/acerca.md Y115  falta la página «acerca» → cree content/acerca.md\n"
    more = "Por qué importa, con un ejemplo: python build.py explain Y115\n" if order == "check" else ""
    assert finished.stderr == f"{more}1 por corregir. No se publicó nada.\n"
    assert not (tmp_path / "output").exists()


def test_places_are_told_from_where_the_command_is_run(tmp_path: Path) -> None:
    make_site(tmp_path / "mi sitio", remove("content/acerca.md"))
    finished = run("check", "--site", "mi sitio", cwd=tmp_path)
    assert finished.stdout.startswith("mi sitio/content/acerca.md Y115  ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--nada",), "no se conoce: --nada"),
        (("construir",), "'construir' no es una opción; elija una de: 'build', 'check', 'serve', 'agenda'"),
        (("agenda", "build"), "no se conoce: build"),
        (("build", "--fecha", "2026-07-10"), "no se conoce: --fecha"),
        (("--format", "xml"), "'xml' no es una opción"),
        (("--site",), "falta su valor"),
        (("check", "otra"), "no se conoce: otra"),
        (("--exclude",), "no se conoce: --exclude"),
        (("--base-url", "www.example.org"), "--base-url: no es una dirección web → escríbala completa, con https://"),
        (("--base-url", "https://ana:secreto@example.org"), "--base-url: hay una dirección con usuario o contraseña"),
        (("--base-url", "https://example.org/?a=1"), "--base-url: la dirección del sitio lleva «?» o «#»"),
        (("--site", "/no/existe"), "no hay un sitio en /no/existe: falta content/sitio.yaml"),
    ],
)
def test_a_wrong_order_ends_in_2_and_is_explained_in_spanish(arguments: tuple[str, ...], said: str) -> None:
    finished = run(*arguments)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert said in finished.stderr
    assert not re.search(r"usage|error:|invalid|expected|Traceback", finished.stderr)


def test_the_help_is_spanish_and_tells_the_exit_codes() -> None:
    finished = run("--help", env={"COLUMNS": "100"})
    assert finished.returncode == 0
    assert not re.search(r"usage|options:|positional|show this help", finished.stdout)
    options = ("--site", "--output", "--base-url", "--exclude-demo", "--format", "build", "check", "serve", "agenda")
    assert [each for each in options if each not in finished.stdout] == []
    assert all(each in finished.stdout for each in ("0 si todo está bien", "1 si hay algo", "2 si", "3 si", "75 si"))


@pytest.mark.parametrize("order", ["build", "check", "serve", "agenda"])
def test_the_help_of_each_order_is_spanish(order: str) -> None:
    finished = run(order, "--help", env={"COLUMNS": "100"})
    assert finished.returncode == 0
    assert not re.search(r"usage|options:|positional|show this help", finished.stdout)
    assert ("--fecha AAAA-MM-DD" in finished.stdout) == (order in ("check", "agenda"))
    assert "--site CARPETA" in finished.stdout


@pytest.mark.parametrize("order", ["check", "agenda"])
def test_an_option_may_stand_before_or_after_the_order_and_the_last_one_counts(order: str, tmp_path: Path) -> None:
    root = make_site(tmp_path, remove("content/acerca.md"))
    option = ("--site", root, "--format", "json")
    before, after = run(*option, order), run(order, *option)
    assert (before.returncode, before.stdout, before.stderr) == (after.returncode, after.stdout, after.stderr)
    assert [each["codigo"] for each in json.loads(after.stdout)] == ["Y115"]
    assert run("--site", root, order, "--site", SITES / "minimo").returncode == 0


@pytest.mark.parametrize("where", ["content", ".", "ajena"])
def test_a_folder_that_is_not_ours_is_refused_with_2(where: str, tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio", write("ajena/tesis.doc", "años"))
    before = digests(root)
    finished = run("--site", root, "--output", root / where)
    assert finished.returncode == 2
    assert "no se escribe en" in finished.stderr
    assert digests(root) == before


def test_another_build_of_the_same_folder_ends_in_75(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with (tmp_path / ".output.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        finished = run("--site", SITES / "minimo", "--output", output)
    assert (finished.returncode, output.exists()) == (75, False)
    assert finished.stderr.startswith("Otra construcción está escribiendo en ")


def test_a_bug_of_ours_ends_in_3_and_asks_to_be_reported(tmp_path: Path) -> None:
    hook = "import micrositio.pipeline.site_reader\nmicrositio.pipeline.site_reader.load = lambda root: 1 / 0\n"
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.path.insert(0, {str(ROOT / 'src')!r})\n{hook}")
    finished = run("check", "--site", SITES / "minimo", env={"PYTHONPATH": str(tmp_path)})
    assert finished.returncode == 3
    assert "ZeroDivisionError" in finished.stderr
    assert finished.stderr.endswith("Falló el programa, no el contenido. Guarde este mensaje y repórtelo.\n")


def test_what_the_machine_refuses_to_read_is_told_without_a_traceback(tmp_path: Path) -> None:
    hook = "import pathlib\nread = pathlib.Path.read_bytes\ndef refuse(path):\n"
    hook += "    if path.name == 'avances.csv': raise PermissionError(13, 'Permission denied', str(path))\n"
    hook += "    return read(path)\npathlib.Path.read_bytes = refuse\n"
    (tmp_path / "sitecustomize.py").write_text(hook)
    finished = run("check", "--site", SITES / "minimo", env={"PYTHONPATH": str(tmp_path)})
    assert finished.returncode == 2
    assert "avances.csv" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_closed_pipe_is_no_failure(tmp_path: Path) -> None:
    root = make_site(tmp_path, *(write(f"data/{number}.csv", "x") for number in range(3000)))
    line = " ".join(f"'{part}'" for part in command("check", "--site", root))
    finished = subprocess.run(f"{line} | head -1", shell=True, capture_output=True, text=True, check=False)
    assert finished.stdout.count("\n") == 1
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize(
    "locale", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_a_terminal_that_lacks_letters_is_no_failure(locale: dict[str, str], tmp_path: Path) -> None:
    root = make_site(tmp_path, remove("content/acerca.md"))
    finished = run("check", "--site", root, env=locale)
    assert finished.returncode == 1
    assert "content/acerca.md Y115" in finished.stdout


def test_a_file_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    os.close(os.open(os.fsencode(root) + b"/data/a\xf1o.csv", os.O_CREAT | os.O_WRONLY))
    for how in ("text", "json", "github"):
        finished = run("check", "--site", root, "--format", how)
        assert (finished.returncode, "T125" in finished.stdout) == (1, True), finished.stderr


# The same input gives the same bytes


@pytest.mark.parametrize(
    "changes",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1234", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"TZ": "America/Ojinaga", "LC_ALL": "es_MX.UTF-8", "LANGUAGE": "en", "PYTHONUTF8": "0"},
    ],
    ids=lambda changes: " ".join(changes),
)
def test_the_machine_does_not_change_what_is_published(
    changes: dict[str, str], built: dict[str, Path], tmp_path: Path
) -> None:
    finished = run("--output", tmp_path / "output", env=changes, cwd=tmp_path)
    assert finished.returncode == 0, finished.stderr
    assert same(tmp_path / "output", built["raiz"])


def test_neither_does_the_umask_the_place_nor_the_times_of_the_files(built: dict[str, Path], tmp_path: Path) -> None:
    moved = shutil.copytree(SITES / "minimo", tmp_path / "otro lugar")
    for path in moved.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    line = " ".join(f"'{part}'" for part in command("--site", ".", "--output", tmp_path / "output"))
    subprocess.run(f"umask 077; {line}", shell=True, cwd=moved, env=environment(), check=True, capture_output=True)
    assert same(tmp_path / "output", built["minimo"])


def test_building_again_over_a_site_gives_the_same_site(built: dict[str, Path], tmp_path: Path) -> None:
    output = tmp_path / "output"
    for _ in range(2):
        assert run("--site", SITES / "minimo", "--sin-cache", "--output", output).returncode == 0
    assert same(output, built["minimo"])
    assert filecmp.cmp(output / MARKER, built["minimo"] / MARKER)


def test_no_file_tells_where_it_was_made(built: dict[str, Path]) -> None:
    traces = [str(ROOT).encode(), str(Path.home()).encode() + b"/", b"/tmp/"]
    for path in files(built["raiz"]):
        content = path.read_bytes()
        assert not [trace for trace in traces if trace in content], path


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


# What is published


@pytest.mark.parametrize(
    ("site", "plans"),
    [
        ("costa-rica", ["plan-2019-2022"]),
        ("seis-pasos", ["pal-2025"]),
        ("raiz", ["plan-2023-2024", "plan-2026", "demostracion"]),
    ],
)
def test_each_site_shows_its_plans(site: str, plans: list[str], built: dict[str, Path]) -> None:
    for plan in plans:
        folder = built[site] / plan
        assert (folder / "index.html").is_file()
        package = json.loads((folder / "datos" / "datapackage.json").read_text(encoding="utf-8"))
        assert package["name"] == plan
        commitments = json.loads((folder / "datos" / "compromisos.json").read_text(encoding="utf-8"))["filas"]
        for commitment in commitments:
            page = (folder / "compromisos" / commitment["id"] / "index.html").read_text(encoding="utf-8")
            title = commitment["titulo_corto"].split("«")[0].split('"')[0].split("&")[0]
            assert title in page


def test_costa_ricas_impossible_date_is_told_and_not_published_as_a_date(built: dict[str, Path]) -> None:
    page = built["costa-rica"] / "plan-2019-2022"
    dates = [row["fin"] for row in json.loads((page / "datos" / "actividades.json").read_text())["filas"]]
    assert "2022-06-31" not in dates
    assert None in dates
    assert any("31/06/2022" in path.read_text(encoding="utf-8") for path in page.rglob("*.html"))


@pytest.mark.parametrize("site", SITES_TO_BUILD)
def test_every_link_and_anchor_leads_somewhere(site: str, built: dict[str, Path]) -> None:
    pages = {path: Page.read(path) for path in files(built[site]) if path.suffix == ".html"}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            relative = path.name != "404.html"
            assert relative or parts.path[:1] in ("", "/"), "the 404 page answers at any depth"
            base = path.parent if relative else built[site]
            target = (base / unquote(parts.path).lstrip("/" if not relative else "")).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in pages[target].ids):
                broken.append(f"{path.relative_to(built[site])} → {link}")
    assert len(pages) > 20
    assert broken == []


DATA_BLOCK = "application/ld+json"
"""The type of a script that is no code: what the page says to machines."""


class Page(HTMLParser):
    """The links and ids of a page, and what it asks for, by the standard library's parser."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.requested: list[str] = []
        self.inline: list[str] = []

    @classmethod
    def read(cls, path: Path) -> "Page":
        page = cls()
        page.feed(path.read_text(encoding="utf-8"))
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given["id"]} if "id" in given else set()
        if tag in ("a", "area") and "href" in given:
            self.links.append(given["href"])
        asks = given.get("src") or (given.get("href") if tag == "link" and given.get("rel") not in _CITED else None)
        if asks is not None:
            self.links.append(asks)
            self.requested.append(asks)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += (
            [tag]
            if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != DATA_BLOCK)
            else []
        )


_CITED = ("canonical", "alternate", "license", "author")


@pytest.mark.parametrize("site", SITES_TO_BUILD)
def test_no_page_asks_another_site_for_anything_or_holds_code(site: str, built: dict[str, Path]) -> None:
    for path in files(built[site]):
        if path.suffix == ".html":
            page = Page.read(path)
            assert [each for each in page.requested if "//" in each or each.startswith("data:")] == [], path
            assert page.inline == [], path
        if path.suffix == ".css":
            assert not re.search(r"@import|url\((?![\"']?(?:#|[\w.-]+\.\w+[\"']?\)))", path.read_text()), path


def test_every_link_works_from_disk(built: dict[str, Path]) -> None:
    for path in files(built["minimo"]):
        if path.suffix == ".html" and path.name != "404.html":
            local = [link for link in Page.read(path).links if not urlsplit(link).scheme and link]
            assert [link for link in local if link.startswith("/") or urlsplit(link).path.endswith("/")] == [], path


@pytest.mark.parametrize(
    ("site", "plan"),
    [
        ("raiz", "plan-2023-2024"),
        ("raiz", "demostracion"),
        ("minimo", PLAN),
        ("costa-rica", "plan-2019-2022"),
        ("seis-pasos", "pal-2025"),
    ],
)
def test_frictionless_itself_accepts_the_data_folder_alone(
    site: str, plan: str, built: dict[str, Path], tmp_path: Path
) -> None:
    alone = shutil.copytree(built[site] / plan / "datos", tmp_path / "datos")
    frictionless = Path(sys.executable).with_name("frictionless")
    finished = subprocess.run(
        [frictionless, "validate", "datapackage.json"], cwd=alone, capture_output=True, text=True, check=False,
        env=environment({"COLUMNS": "200"}),
    )  # fmt: skip
    assert finished.returncode == 0, finished.stdout
    assert "INVALID" not in finished.stdout


def test_production_has_no_trace_of_the_invented_plan(built: dict[str, Path], tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert run("--exclude-demo", "--output", output).returncode == 0
    told = [path for path in files(output) if b"demostraci" in path.read_bytes().lower()]
    assert told == []
    assert [path for path in output.rglob("*") if "demostraci" in path.name.lower()] == []
    whole = {path.relative_to(built["raiz"]) for path in files(built["raiz"])}
    without = {path.relative_to(output) for path in files(output)}
    assert without < whole
    assert {path.parts[0] for path in whole - without} <= {"demostracion", "novedades", "api", "en"}


def test_every_page_of_the_invented_plan_says_so(built: dict[str, Path]) -> None:
    for path in files(built["raiz"] / "demostracion"):
        if path.suffix == ".html":
            assert "inventad" in path.read_text(encoding="utf-8").lower(), path


def test_the_address_is_used_in_full_where_it_is_given(tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert (
        run("--site", SITES / "minimo", "--output", output, "--base-url", "https://abierto.example.org/x").returncode
        == 0
    )
    assert 'href="https://abierto.example.org/x/acerca/"' in (output / "acerca" / "index.html").read_text()
    assert 'href="/x/' in (output / "404.html").read_text()


# A build that dies


def test_a_build_killed_at_any_time_leaves_the_old_site_whole(built: dict[str, Path], tmp_path: Path) -> None:
    output, chance = tmp_path / "output", random.Random(3)
    began = time.monotonic()
    assert run("--site", SITES / "minimo", "--output", output).returncode == 0
    took = time.monotonic() - began
    other = make_site(tmp_path / "otro", replace("content/acerca.md", "Quién lo hace", "Quién lo hizo"))
    for _ in range(6):
        builder = subprocess.Popen(
            command("--site", other, "--output", output), env=environment(), stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.2, 1.0) * took)
        builder.send_signal(signal.SIGKILL)
        builder.wait()
        text = (output / "acerca" / "index.html").read_text(encoding="utf-8")
        if "Quién lo hace" in text:
            assert same(output, built["minimo"])
        else:
            assert run("--site", SITES / "minimo", "--output", output).returncode == 0
    assert run("--site", SITES / "minimo", "--output", output).returncode == 0
    assert same(output, built["minimo"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [".output.lock", "otro", "output"]


def test_help_imports_nothing_that_only_a_build_needs() -> None:
    asked = (
        "import sys, runpy, contextlib\n"
        "with contextlib.suppress(SystemExit):\n runpy.run_path('build.py', run_name='__main__')\n"
    )
    printed = "print(*sorted(sys.modules), file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", asked + printed, "--help"],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    loaded = set(ran.stderr.split())
    assert "usage" in ran.stdout or "uso" in ran.stdout
    assert "micrositio.cli.commands" in loaded
    libraries = {
        "frictionless",
        "jinja2",
        "jsonschema",
        "icalendar",
        "PIL",
        "xlsxwriter",
        "markdown",
        "yaml",
        "selectolax",
    }
    assert loaded.isdisjoint(
        {*libraries, "micrositio.pipeline.builder", "micrositio.pipeline.site_reader", "micrositio.model.plan"}
    )
