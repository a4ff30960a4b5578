"""Publishing: the old site stays whole until the new one is; nothing of anybody else is ever touched."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from micrositio.pipeline.publisher import MARKER, AnotherBuild, OutputRefused, Site, exclusive, publish, refuse_unsafe
from micrositio.routes.paths import SitePath
from support import ROOT, digests, environment


def site(text: str, pages: int = 3) -> Site:
    return {SitePath(f"{number}/index.html"): f"{text} {number}".encode() for number in range(pages)}


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def published(text: str, pages: int = 3) -> dict[str, str]:
    return {str(path): bytes(content).decode() for path, content in site(text, pages).items() if path}  # type: ignore[arg-type]


def leftovers(folder: Path) -> list[str]:
    return sorted(
        path.name for path in folder.iterdir() if path.name.startswith(".") and not path.name.endswith(".lock")
    )


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def site_root(tmp_path: Path) -> Path:
    root = tmp_path / "sitio"
    for name in ("content", "data", "themes"):
        (root / name).mkdir(parents=True)
    return root


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path, site_root: Path) -> None:
    output = tmp_path / "a" / "b" / "output"
    refuse_unsafe(output, site_root)
    with exclusive(output):
        publish(site("uno"), output)
    assert texts(output) == published("uno")


def test_an_empty_folder_is_used(output: Path, site_root: Path) -> None:
    output.mkdir()
    refuse_unsafe(output, site_root)
    publish(site("uno"), output)
    assert texts(output) == published("uno")


def test_a_site_of_ours_is_replaced_whole(output: Path, site_root: Path) -> None:
    publish(site("viejo", pages=5), output)
    refuse_unsafe(output, site_root)
    publish(site("nuevo"), output)
    assert texts(output) == published("nuevo")
    assert leftovers(output.parent) == []


def test_files_are_copied_and_bytes_written(tmp_path: Path, output: Path) -> None:
    (tmp_path / "acta.pdf").write_bytes(b"%PDF-")
    (tmp_path / "acta.pdf").chmod(0o600)
    publish({SitePath("a/acta.pdf"): tmp_path / "acta.pdf", SitePath("á/ñ.html"): b"x"}, output)
    assert (output / "a/acta.pdf").read_bytes() == b"%PDF-"
    assert (output / "á/ñ.html").read_bytes() == b"x"
    assert (output / MARKER).is_file()


@pytest.mark.parametrize("mask", [0o000, 0o027, 0o077])
def test_the_umask_does_not_change_what_is_published(tmp_path: Path, output: Path, mask: int) -> None:
    (tmp_path / "acta.pdf").write_bytes(b"%PDF-")
    old = os.umask(mask)
    try:
        publish({SitePath("a/b/acta.pdf"): tmp_path / "acta.pdf", SitePath("a/index.html"): b"x"}, output)
    finally:
        os.umask(old)
    modes = {path.relative_to(output).as_posix(): path.stat().st_mode & 0o777 for path in output.rglob("*")}
    assert modes == {MARKER: 0o644, "a": 0o755, "a/b": 0o755, "a/b/acta.pdf": 0o644, "a/index.html": 0o644}
    assert output.stat().st_mode & 0o777 == 0o755


def test_somebody_elses_folder_is_refused_and_left_as_it_was(output: Path, site_root: Path) -> None:
    output.mkdir()
    (output / "tesis.doc").write_text("años de trabajo")
    with pytest.raises(OutputRefused):
        refuse_unsafe(output, site_root)
    assert texts(output) == {"tesis.doc": "años de trabajo"}


def test_a_folder_of_what_is_kept_between_builds_is_refused(site_root: Path) -> None:
    with pytest.raises(OutputRefused):
        refuse_unsafe(site_root / ".cache" / "sitio", site_root)


def test_a_file_is_refused(output: Path, site_root: Path) -> None:
    output.write_text("no soy una carpeta")
    with pytest.raises(OutputRefused):
        refuse_unsafe(output, site_root)


def test_a_link_is_refused_even_to_a_site_of_ours(tmp_path: Path, output: Path, site_root: Path) -> None:
    publish(site("uno"), tmp_path / "otra")
    output.symlink_to(tmp_path / "otra")
    with pytest.raises(OutputRefused):
        refuse_unsafe(output, site_root)


def test_a_repository_is_refused_even_with_our_marker(output: Path, site_root: Path) -> None:
    publish(site("uno"), output)
    (output / ".git").mkdir()
    with pytest.raises(OutputRefused):
        refuse_unsafe(output, site_root)


@pytest.mark.parametrize(
    "where", [".", "..", "/", "~", "sitio", "sitio/content", "sitio/data/salida", "sitio/themes/x"]
)
def test_places_that_hold_something_of_value_are_refused(
    where: str, tmp_path: Path, site_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site_root)
    monkeypatch.setenv("HOME", str(tmp_path / "casa"))
    (tmp_path / "casa").mkdir()
    place = {"~": tmp_path / "casa"}.get(where) or (Path(where) if where in (".", "..", "/") else tmp_path / where)
    with pytest.raises(OutputRefused):
        refuse_unsafe(place, site_root)


def test_a_folder_beside_the_sources_is_allowed(site_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site_root)
    refuse_unsafe(Path("output"), site_root)
    refuse_unsafe(site_root / "publicado" / "hoy", site_root)


def test_a_second_build_of_the_same_folder_is_turned_away(output: Path) -> None:
    second = f"""
import sys; sys.path.insert(0, {str(ROOT / "src")!r})
from pathlib import Path
from micrositio.pipeline.publisher import AnotherBuild, exclusive
try:
    with exclusive(Path({str(output)!r})): print("entra")
except AnotherBuild: print("espera")
"""

    def tried() -> str:
        return subprocess.run([sys.executable, "-c", second], capture_output=True, text=True, check=True).stdout.strip()

    with exclusive(output):
        assert tried() == "espera"
        with pytest.raises(AnotherBuild), exclusive(output):
            pass
    assert tried() == "entra"


def test_without_an_exchange_of_folders_two_renames_serve(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("micrositio.pipeline.publisher._exchange", lambda first, second: False)
    publish(site("viejo"), output)
    publish(site("nuevo"), output)
    assert texts(output) == published("nuevo")
    assert leftovers(output.parent) == []


def test_a_build_that_fails_while_writing_leaves_the_old_site(output: Path) -> None:
    publish(site("viejo"), output)
    before = digests(output)
    with pytest.raises(FileNotFoundError):
        publish({**site("nuevo"), SitePath("z.pdf"): output.parent / "no-existe.pdf"}, output)
    assert digests(output) == before
    publish(site("nuevo"), output)
    assert texts(output) == published("nuevo")
    assert leftovers(output.parent) == []


def test_what_a_stranger_put_where_we_stage_is_not_removed(output: Path) -> None:
    staged = output.with_name(".output.staged")
    staged.mkdir()
    (staged / "ajeno.txt").write_text("no es nuestro")
    with pytest.raises(OutputRefused):
        publish(site("uno"), output)
    assert (staged / "ajeno.txt").read_text() == "no es nuestro"


PAGES = 60
LOOP = f"""
import itertools, sys
sys.path.insert(0, {str(ROOT / "src")!r})
from pathlib import Path
from micrositio.pipeline.publisher import exclusive, publish
output = Path(sys.argv[1])
print("listo", flush=True)
for turn in itertools.count():
    with exclusive(output):
        publish({{f"{{number}}/index.html": f"{{turn}} {{number}}".encode() for number in range({PAGES})}}, output)
"""


def test_a_build_killed_at_any_moment_leaves_one_whole_site(output: Path) -> None:
    chance = random.Random(7)
    for _ in range(25):
        builder = subprocess.Popen([sys.executable, "-c", LOOP, output], stdout=subprocess.PIPE, env=environment())
        assert builder.stdout is not None
        builder.stdout.readline()
        time.sleep(chance.uniform(0.005, 0.08))
        builder.send_signal(signal.SIGKILL)
        builder.communicate()
        if output.exists():
            found = texts(output)
            turns = {text.split()[0] for text in found.values()}
            assert (len(found), len(turns)) == (PAGES, 1), "a site of two builds, or of half of one"
    publish(site("después"), output)
    assert texts(output) == published("después")
    assert leftovers(output.parent) == []


DYING = f"""
import os, sys
sys.path.insert(0, {str(ROOT / "src")!r})
from pathlib import Path
from micrositio.pipeline.publisher import publish
left = int(sys.argv[2])
def die_at_the_last(event, arguments):
    global left
    left -= event in ("os.remove", "os.rmdir")
    if left < 0: os._exit(9)
sys.addaudithook(die_at_the_last)
publish({{"a/index.html": b"nuevo", "index.html": b"nuevo"}}, Path(sys.argv[1]))
"""


def test_a_removal_killed_half_way_is_finished_by_the_next_build(output: Path) -> None:
    publish(site("viejo", pages=2), output)
    steps = 0
    while subprocess.run([sys.executable, "-c", DYING, output, str(steps)], check=False).returncode == 9:
        assert texts(output) == {"a/index.html": "nuevo", "index.html": "nuevo"}
        publish(site("viejo", pages=2), output)
        assert leftovers(output.parent) == []
        steps += 1
    assert steps == 6, "two pages in their two folders, the marker, and the folder itself"
