"""Photographs and screenshots among the documents: what is shown of them, and that the document stays what it was."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from micrositio.cli.main import main
from micrositio.formats.kept import Kept
from micrositio.formats.picture import LONGEST_SIDES, THUMBNAIL, Copy, read_picture
from micrositio.model.vocabularies import TableName
from micrositio.pipeline import pictures
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.progress.seal_formats import adds
from micrositio.routes.paths import SitePath
from pictures import FOLDER, HEIGHT, NORTH, SOUTH, WIDTH, huge, opened, photograph, pictured, screenshot
from reading import build, content, page, parse
from support import PLAN, ROOT, digests, found, make_site, run

PAGE = f"{PLAN}/evidencias/pozo"
WORDS = "Un pozo con su bomba, visto de frente."
NEAR = 12
"""How far a colour may be from the picture's, of 255."""


def shown(site: Site, path: str = PAGE) -> dict[str, bytes]:
    """The copies of a picture in a site, by name."""
    folder = f"{path}/imagen/"
    return {name.removeprefix(folder): content(site, name) for name in site if name.startswith(folder)}


def data(copy: Copy) -> bytes:
    """The bytes of a copy just made."""
    assert isinstance(copy.data, bytes)
    return copy.data


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with a photograph and a screenshot, both with words."""
    words = (f"alternativo: {WORDS}", "alternativo_en: A well with its pump.")
    return make_site(
        tmp_path_factory.mktemp("sitio"),
        *pictured("pozo", "pozo.jpg", photograph(), *words),
        *pictured("pantalla", "pantalla.png", screenshot("RGBA"), "alternativo: La tabla en la pantalla."),
    )


@pytest.fixture(scope="module")
def site(small: Path) -> Site:
    return build(small)


# The copies


def test_a_photograph_has_copies_for_each_screen_and_one_for_lists(site: Site) -> None:
    found = {name: opened(data).size for name, data in shown(site).items()}
    assert found.pop("miniatura.webp") == THUMBNAIL
    assert sorted(found.values()) == [(round(side * HEIGHT / WIDTH), side) for side in LONGEST_SIDES]
    assert set(found) == {f"{width}.webp" for width, _ in found.values()}


def test_a_photograph_that_lay_on_its_side_is_upright(site: Site) -> None:
    for data in shown(site).values():
        image = opened(data)
        for height, colour in ((0.1, NORTH), (0.9, SOUTH)):
            pixel = image.getpixel((image.width // 2, int(image.height * height)))
            assert isinstance(pixel, tuple)
            assert all(abs(seen - told * 0.9 - 12) < 2 * NEAR for seen, told in zip(pixel, colour, strict=True)), pixel


def test_no_copy_says_where_when_or_with_what_it_was_taken(site: Site) -> None:
    assert b"SECRETO" in photograph()
    for data in (*shown(site).values(), *shown(site, f"{PLAN}/evidencias/pantalla").values()):
        image = opened(data)
        assert not image.getexif()
        assert image.info.keys() <= {"loop", "background", "duration", "timestamp"}
        assert {data[at : at + 4] for at in chunks(data)} <= {b"VP8 ", b"VP8L"}


def chunks(data: bytes) -> list[int]:
    """Where each part of a WebP file begins."""
    starts, at = [], 12
    while at < len(data):
        starts.append(at)
        at += 8 + -(-int.from_bytes(data[at + 4 : at + 8], "little") // 2) * 2
    return starts


def test_the_document_stays_byte_for_byte(site: Site) -> None:
    assert content(site, f"{PAGE}/archivo/pozo.jpg") == photograph()
    assert content(site, f"{PLAN}/evidencias/pantalla/archivo/pantalla.png") == screenshot("RGBA")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_screenshot_in_any_mode_is_seen_on_white_and_never_larger(mode: str, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(screenshot(mode))
    picture, problems = read_picture("a.png", file)
    assert (problems, picture is not None) == ([], True)
    assert picture is not None
    for each in (*picture.copies, picture.thumbnail):
        assert len(data(each)) <= len(screenshot(mode))
        assert (each.width <= 700, each.height <= 300) == (True, True)
    if mode == "I;16":
        assert opened(data(picture.copies[-1])).getpixel((5, 5)) == (117, 117, 117)
    elif mode in ("LA", "RGBA"):
        assert opened(data(picture.copies[-1])).getpixel((690, 290)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (100, 80)])
def test_a_small_picture_is_not_enlarged(size: tuple[int, int], tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(screenshot("RGB", *size))
    picture, _ = read_picture("a.png", file)
    assert picture is not None
    assert picture.copies[-1][:2] == size
    assert picture.thumbnail.width <= size[0]
    assert picture.thumbnail.height <= size[1]


def test_a_photograph_already_squeezed_gives_no_copy_with_more_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    opened(photograph()).convert("RGB").save(file, quality=1)
    picture, _ = read_picture("a.jpg", file)
    assert picture is not None
    assert max(len(data(each)) for each in picture.copies) <= file.stat().st_size


def test_a_photograph_for_the_press_in_four_inks_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    opened(photograph()).convert("CMYK").save(file)
    picture, problems = read_picture("a.jpg", file)
    assert problems == []
    assert picture is not None
    assert opened(data(picture.thumbnail)).mode == "RGB"


# The pages


def test_the_page_of_a_picture_shows_it_with_its_words_and_keeps_its_place(site: Site) -> None:
    found = parse(site, f"{PAGE}/index.html")
    image = found.one("main img").attributes
    widths = sorted(int(name.removesuffix(".webp")) for name in shown(site) if name != "miniatura.webp")
    assert image["alt"] == WORDS
    assert image["src"] == f"imagen/{widths[-1]}.webp"
    assert image["srcset"] == ", ".join(f"imagen/{width}.webp {width}w" for width in widths)
    assert (image["width"], image["height"]) == (str(widths[-1]), str(LONGEST_SIDES[-1]))
    assert image["sizes"]
    assert "archivo/pozo.jpg" in content(site, f"{PAGE}/index.html").decode()


def test_the_words_are_in_the_language_of_the_page() -> None:
    spanish, english = (page("raiz", f"{at}demostracion/evidencias/foto-medidor") for at in ("", "en/"))
    assert str(spanish.one("main img").attributes["alt"]).startswith("Dibujo inventado de un medidor")
    assert str(english.one("main img").attributes["alt"]).startswith("Invented drawing of a round pressure meter")


def test_lists_show_a_small_copy_that_waits_until_it_is_near(site: Site) -> None:
    found = parse(site, f"{PLAN}/evidencias/index.html")
    images = {str(each.attributes["src"]): each.attributes for each in found.all(".documents img")}
    assert set(images) == {"pozo/imagen/miniatura.webp", "pantalla/imagen/miniatura.webp"}
    image = images["pozo/imagen/miniatura.webp"]
    assert [image[key] for key in ("loading", "alt", "width", "height")] == ["lazy", WORDS, *map(str, THUMBNAIL)]


def test_a_picture_without_words_has_its_title_on_its_page_and_is_not_repeated_in_lists(tmp_path: Path) -> None:
    site = build(make_site(tmp_path, *pictured("pozo", "pozo.png", screenshot())))
    assert parse(site, f"{PAGE}/index.html").one("main img").attributes["alt"] == "Imagen pozo"
    assert not parse(site, f"{PLAN}/evidencias/index.html").one(".documents img").attributes["alt"]


def test_every_picture_of_the_invented_plan_is_seen_and_told_in_words() -> None:
    listed = page("raiz", "demostracion/evidencias").all(".documents img")
    assert len({each.attributes["src"] for each in listed}) == 9
    assert all(len(str(each.attributes["alt"])) > 20 for each in listed)


def test_without_pictures_nothing_changes() -> None:
    for path, data in build(ROOT / "tests" / "sites" / "minimo").items():
        assert "/imagen/" not in path
        assert not (path.endswith(".html") and isinstance(data, bytes) and b"<img" in data)


def test_copies_are_no_address_that_must_last(site: Site) -> None:
    listed = content(site, "direcciones.txt").decode()
    assert f"/{PAGE}/archivo/pozo.jpg\n" in listed
    assert "/imagen/" not in listed


def test_the_words_are_open_data(site: Site) -> None:
    rows = json.loads(content(site, f"{PLAN}/datos/evidencias.json"))["filas"]
    api = json.loads(content(site, f"api/v1/planes/{PLAN}/evidencias/pozo.json"))
    [row] = [each for each in rows if each["id"] == "pozo"]
    assert (row["alternativo"], row["alternativo_en"]) == (WORDS, "A well with its pump.")
    assert WORDS in json.dumps(api, ensure_ascii=False)


def test_the_words_of_a_picture_can_be_added_to_a_sealed_document_and_not_changed() -> None:
    assert adds(TableName.EVIDENCE, "alternativo", "", WORDS, is_translation=False)
    assert not adds(TableName.EVIDENCE, "alternativo", WORDS, "Otra cosa.", is_translation=False)
    assert not adds(TableName.EVIDENCE, "demuestra", "", WORDS, is_translation=False)


# What is wrong with a picture


@pytest.mark.parametrize("damage", ["cut", "header", "text"])
def test_a_damaged_picture_is_told_and_its_page_has_none(damage: str, tmp_path: Path) -> None:
    whole = photograph()
    data = {"cut": whole[: len(whole) // 2], "header": whole[:3], "text": whole[:4] + b"nada de nada " * 9}[damage]
    root = make_site(tmp_path / "sitio", *pictured("pozo", "pozo.jpg", data, "alternativo: Un pozo."))
    done = run("build", "--site", root, "--output", tmp_path / "salida")
    told = [line for line in (done.stdout + done.stderr).splitlines() if "E117" in line]
    assert (done.returncode, len(told)) == (0, 1), done.stderr
    assert told[0].startswith(f"{FOLDER}/pozo.jpg E117 ")
    assert "Traceback" not in done.stderr
    published = (tmp_path / "salida" / PAGE / "index.html").read_text()
    assert "<img" not in published
    assert (tmp_path / "salida" / PAGE / "archivo" / "pozo.jpg").read_bytes() == data


def test_a_picture_of_thousands_of_millions_of_pixels_is_not_opened(tmp_path: Path) -> None:
    root = make_site(tmp_path, *pictured("pozo", "pozo.png", huge(), "alternativo: Un pozo."))
    site, problems = build_site(Options(root, (ROOT / "themes",)), lambda *stage: None)
    assert site is not None
    assert found(problems) == [f"{FOLDER}/pozo.png E118"]
    assert "60000 × 60000" in problems[0].message(str)


# What is kept between builds


def copies_made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []

    def read(file: str, path: Path) -> object:
        made.append(path.name)
        return read_picture(file, path)

    monkeypatch.setattr(pictures, "read_picture", read)
    return made


def test_a_second_build_makes_no_copy_again_and_gives_the_same_bytes(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = copies_made(monkeypatch)
    kept = Kept(tmp_path / "guardadas", is_written=True)
    first = build(small, kept=kept)
    assert sorted(made) == ["pantalla.png", "pozo.jpg"]
    second = build(small, kept=kept)
    assert len(made) == 2
    alone = build(small)
    assert len(made) == 4
    for path in (f"{PAGE}", f"{PLAN}/evidencias/pantalla"):
        assert shown(first, path) == shown(second, path) == shown(alone, path)
    assert first.keys() == second.keys() == alone.keys()


@pytest.mark.parametrize("name", ["*.file", "*[0-9a-f][0-9a-f]"])
def test_a_copy_damaged_where_it_is_kept_is_made_again(
    small: Path, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    kept = Kept(tmp_path / "guardadas", is_written=True)
    build(small, kept=kept)
    for file in (tmp_path / "guardadas").glob(name):
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    made = copies_made(monkeypatch)
    assert shown(build(small, kept=kept)) == shown(site)
    assert len(made) == 2
    build(small, kept=kept)
    assert len(made) == 2


def test_a_document_with_other_bytes_has_other_copies(small: Path, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "guardadas", is_written=True)
    before = shown(build(small, kept=kept))
    other = make_site(tmp_path / "otro", *pictured("pozo", "pozo.jpg", photograph(shade=40), "alternativo: Un pozo."))
    assert shown(build(other, kept=kept)) != before


def test_a_folder_that_cannot_be_written_stops_nothing(small: Path, site: Site, tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("no es una carpeta")
    assert shown(build(small, kept=Kept(tmp_path / "archivo", is_written=True))) == shown(site)


def test_a_build_keeps_its_copies_beside_the_project_and_a_check_writes_nothing(small: Path, tmp_path: Path) -> None:
    home = tmp_path / "proyecto"
    home.mkdir()
    shutil.copytree(ROOT / "themes", home / "themes")
    assert main(["check", "--site", str(small)], home) == 0
    assert not (home / ".cache").exists()
    assert main(["build", "--site", str(small), "--output", str(tmp_path / "uno")], home) == 0
    assert sum(each.suffix == ".file" for each in (home / ".cache" / "micrositio").iterdir()) > 2
    assert main(["build", "--site", str(small), "--output", str(tmp_path / "dos")], home) == 0
    assert digests(tmp_path / "uno") == digests(tmp_path / "dos")


def test_two_documents_with_the_same_bytes_share_their_copies(tmp_path: Path) -> None:
    edits = [edit for key in "abcdef" for edit in pictured(key, f"{key}.png", screenshot(), "alternativo: Un pozo.")]
    site = build(make_site(tmp_path / "sitio", *edits), kept=Kept(tmp_path / "guardadas", is_written=True))
    seen = {frozenset(shown(site, f"{PLAN}/evidencias/{key}").items()) for key in "abcdef"}
    assert len(seen) == 1
    assert not [each for each in (tmp_path / "guardadas").iterdir() if each.name.startswith(".")]


def test_a_site_of_many_photographs_has_every_one(tmp_path: Path) -> None:
    edits = [
        edit
        for number in range(12)
        for edit in pictured(
            f"foto-{number}", f"foto-{number}.jpg", photograph(400, 300, number), "alternativo: Un pozo."
        )
    ]
    site = build(make_site(tmp_path, *edits))
    found = {SitePath(path) for path in site if path.endswith("/miniatura.webp")}
    assert found == {SitePath(f"{PLAN}/evidencias/foto-{number}/imagen/miniatura.webp") for number in range(12)}
