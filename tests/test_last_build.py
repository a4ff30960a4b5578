"""A build with nothing new writes nothing and says the same; with anything new it is as if it were the first."""

import os
import time
from pathlib import Path

import pytest

from micrositio.formats.kept import FOLDER
from support import PLAN, ROOT, digests, make_site, run

KEPT = ROOT / FOLDER


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = make_site(tmp_path / "sitio")
    time.sleep(0.1)  # a file that has just changed could change again without a sign
    return folder


def build(site: Path, *more: str) -> tuple[int, str, str]:
    finished = run("--site", site, "--output", site.parent / "salida", *more)
    return finished.returncode, finished.stdout, finished.stderr


def written(site: Path) -> dict[str, tuple[int, int]]:
    """Returns the number and the time of change of each file of the published site."""
    files = (each for each in (site.parent / "salida").rglob("*") if each.is_file())
    return {str(each): (each.stat().st_ino, each.stat().st_mtime_ns) for each in files}


def test_a_build_with_nothing_new_writes_nothing_and_says_the_same(site: Path) -> None:
    first, before = build(site), written(site)
    assert (build(site), written(site)) == (first, before)


@pytest.mark.parametrize("file", ["content/acerca.md", f"data/{PLAN}/compromisos.csv"])
def test_a_file_that_changes_is_seen_though_its_time_is_put_back(site: Path, file: str) -> None:
    path = site / file
    before, stat = (build(site), written(site)), path.stat()
    text = path.read_bytes()
    path.write_bytes(text[:-1] + (b" " if text[-1:] != b" " else b"\n"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (build(site), written(site)) != before


def test_a_page_changed_by_hand_is_written_again(site: Path) -> None:
    build(site)
    before = digests(site.parent / "salida")
    (site.parent / "salida" / "index.html").write_text("ajeno")
    build(site)
    assert digests(site.parent / "salida") == before


def test_other_options_are_another_build(site: Path) -> None:
    build(site)
    before = digests(site.parent / "salida")
    assert build(site, "--base-url", "https://gobierno.example.org")[0] == 0
    assert digests(site.parent / "salida") != before


def test_without_what_is_kept_the_site_is_made_again(site: Path) -> None:
    first, before = build(site), written(site)
    assert build(site, "--sin-cache") == first
    assert written(site) != before


@pytest.mark.parametrize("damage", [b"", b"{", bytes(40)])
def test_what_is_kept_and_damaged_is_told_and_made_again(site: Path, damage: bytes) -> None:
    first, place = build(site), str(site.parent / "salida").encode()
    (kept,) = (each for each in KEPT.iterdir() if place in each.read_bytes() and each.suffix != ".file")
    kept.write_bytes(damage)
    code, out, said = build(site)
    assert (code, out) == first[:2]
    assert said == f"{first[2]}Se hizo otra vez lo que estaba dañado entre lo guardado de antes: 1.\n"
    assert build(site) == first


def test_a_site_with_errors_is_not_kept_as_sound(site: Path) -> None:
    first, settings = build(site), site / "content" / "sitio.yaml"
    sound = settings.read_text("utf-8")
    settings.write_text(sound.replace("titulo:", "titulos:", 1), "utf-8")
    time.sleep(0.1)
    assert build(site)[0] == build(site)[0] == 1
    settings.write_text(sound, "utf-8")
    assert build(site) == first
