"""Reading the disk: everything is read, named or refused; nothing is skipped but what programs leave behind."""

import os
from pathlib import Path

import pytest

from micrositio.sources.loader import load
from support import MINIMAL, PLAN, Link, found, make_site, of_plan, write

FOLDER = of_plan("evidencias/2024-03")


def problems(root: Path) -> list[str]:
    return found(load(root)[1])


def test_the_small_site_is_read_whole() -> None:
    sources, faults = load(MINIMAL)
    plan = sources.plans[PLAN]
    assert faults == []
    assert sorted(sources.pages) == ["accesibilidad", "acerca", "glosario", "inicio", "metodologia", "privacidad"]
    assert list(sources.news) == ["2024-04-03-primer-corte"]
    assert len(plan.tables) == 18
    assert list(plan.schemas) == ["recorridos.schema.json"]
    assert [text.file for text in plan.texts] == [of_plan("textos/vision.md")]
    assert sorted(plan.evidence[0].files) == ["acta-2024-04.txt", "tabla-agua.csv"]


@pytest.mark.parametrize(
    "path",
    [
        "content/.DS_Store",
        "content/novedades/Thumbs.db",
        "data/desktop.ini",
        of_plan("~$avances.xlsx"),
        of_plan(".~lock.avances.csv#"),
        of_plan("evidencias/.gitkeep"),
        f"{FOLDER}/.DS_Store",
        f"{FOLDER}/Icon\r",
    ],
)
def test_what_programs_leave_behind_is_passed_over(path: str, tmp_path: Path) -> None:
    assert problems(make_site(tmp_path, write(path, b"x"))) == []


@pytest.mark.parametrize(
    "path",
    [
        "content/foto.png",
        "content/borradores/nota.md",
        "content/novedades/foto.jpg",
        "content/acerca.md/nota.txt",
        "data/avances.csv",
        of_plan("avances.xlsx"),
        of_plan("anexos/acta.pdf"),
        of_plan("textos/foto.png"),
        of_plan("textos/otros/x.md"),
        of_plan("evidencias/acta.pdf"),
        f"{FOLDER}/anexos/acta.pdf",
        of_plan("avales.csv/x"),
    ],
)
def test_what_has_no_place_here_is_named(path: str, tmp_path: Path) -> None:
    root = make_site(tmp_path, lambda files: files.pop(str(Path(path).parent), None), write(path, b"x"))
    assert [each for each in problems(root) if each.endswith("T125")], problems(root)


@pytest.mark.parametrize(
    "path", ["content/mapa.md", "data/otro-plan", of_plan("avales.csv"), f"{FOLDER}/x.pdf", of_plan("evidencias/x")]
)
def test_a_link_is_refused_and_not_followed(path: str, tmp_path: Path) -> None:
    assert problems(make_site(tmp_path, write(path, Link("/etc")))) == [f"{path} T101"]


@pytest.mark.parametrize("where", ["content", of_plan("textos"), FOLDER, of_plan("")])
def test_a_pipe_is_named_and_nobody_waits_for_it(where: str, tmp_path: Path) -> None:
    root = make_site(tmp_path)
    os.mkfifo(root / where / "tubo.md")
    assert problems(root) == [f"{where.rstrip('/')}/tubo.md T125"]


def test_a_name_that_is_not_unicode_can_still_be_told(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    os.close(os.open(os.fsencode(root / FOLDER) + b"/a\xf1o.pdf", os.O_CREAT | os.O_WRONLY))
    sources, _ = load(root)
    assert "a\udcf1o.pdf" in sources.plans[PLAN].evidence[0].files


def test_files_come_in_the_order_of_their_names_whatever_the_disk_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(tmp_path)
    listing = os.listdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: (folder / name for name in sorted(listing(folder))[::-1]))
    sources, _ = load(root)
    assert list(sources.plans[PLAN].tables) == sorted(sources.plans[PLAN].tables)
    assert list(sources.pages) == sorted(sources.pages)


def test_the_digest_of_a_plan_changes_with_any_of_its_files(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    before = load(root)[0].plans[PLAN].digest
    assert load(root)[0].plans[PLAN].digest == before
    path = root / of_plan("textos/vision.md")
    state, said = path.stat(), path.read_bytes()
    path.write_bytes(said.swapcase())
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))  # the same size and time, other bytes
    assert load(root)[0].plans[PLAN].digest != before
    path.write_bytes(said)
    assert load(root)[0].plans[PLAN].digest == before
    path.rename(path.with_name("mision.md"))
    assert load(root)[0].plans[PLAN].digest != before
