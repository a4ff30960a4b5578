"""The image of each commitment for links to it: its words, its shape, when it is made, and what it never carries."""

from __future__ import annotations

import hashlib
import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from micrositio.formats.kept import Kept
from micrositio.formats.share_image import HEIGHT, WIDTH, ShareWords, draw_share_image
from micrositio.pipeline import share_images
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.problems.problem import Place
from micrositio.sources.theme import Theme, find_theme
from reading import build, content, leads, parse, words
from support import PLAN, ROOT, Edit, found, make_site, of_plan, remove, replace, write
from test_theme import THEMES

BASE = "https://abierto.example.org"
ASKED = replace("content/sitio.yaml", "contacto:\n", "imagenes_para_compartir: true\ncontacto:\n")
WATER = f"{PLAN}/compromisos/agua"
IMAGE = f"{WATER}/compartir.png"
TABLE_DIGEST = "4f4318f7074f3f3530df2f3f777fd74ee2bbebbdacb3ed8cffcc4438d40c52ac"
PICTURE = (ROOT / "themes/base/static/tarjeta.png").read_bytes()
LOOKED = "revisado_por: Archivo\n    revisado_el: 2024-04-01"
WORDS = ShareWords("Sitio", "Compromiso 1", "Agua", "¿Se cumplió?", "En parte", "Plan", "Datos al 30 de junio de 2024")


def theme(name: str = "base") -> Theme:
    built, problems = find_theme(name, (THEMES,), Place("content/sitio.yaml"))
    assert built
    assert not problems
    return built


def drawn(given: ShareWords, of: Theme) -> bytes | None:
    usual, bold = of.letters
    return draw_share_image(given, (usual, bold), of.colours)


def asked(tmp_path: Path, *edits: Edit) -> Site:
    return build(make_site(tmp_path, ASKED, *edits), base_url=BASE)


def meta(of: Site, path: str, name: str) -> str:
    [node] = parse(of, path).all(f'meta[property="og:{name}"]')
    return str(node.attributes["content"])


def chunks(data: bytes) -> list[bytes]:
    """The kinds of the parts of a PNG file."""
    kinds, at = [], 8
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kinds.append(data[at + 4 : at + 8])
        at += size + 12
    return kinds


def test_a_link_to_a_commitment_shows_its_own_image_and_any_other_link_that_of_the_site(tmp_path: Path) -> None:
    of = asked(tmp_path)
    assert meta(of, f"{WATER}/index.html", "image") == f"{BASE}/{IMAGE}"
    assert meta(of, f"{WATER}/index.html", "image:width") == str(WIDTH)
    assert meta(of, f"{PLAN}/index.html", "image") == f"{BASE}/recursos/tarjeta.png"
    told = meta(of, f"{WATER}/index.html", "image:alt")
    shown = parse(of, f"{WATER}/index.html")
    assert shown.h1 in told
    assert f"¿Se cumplió? {words(shown.one('.kept .answer-word'))}." in told
    data = content(of, IMAGE)
    assert Image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT)
    assert set(chunks(data)) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}, "no metadata"
    assert len(data) < 40_000


def test_a_site_that_does_not_ask_for_images_has_none(tmp_path: Path) -> None:
    of = build(make_site(tmp_path), base_url=BASE)
    assert IMAGE not in of
    assert meta(of, f"{WATER}/index.html", "image") == f"{BASE}/recursos/tarjeta.png"


def test_an_image_is_in_the_language_of_its_page(tmp_path: Path) -> None:
    of = asked(tmp_path, replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]"))
    assert meta(of, f"en/{WATER}/index.html", "image") == f"{BASE}/en/{IMAGE}"
    assert content(of, f"en/{IMAGE}") != content(of, IMAGE)
    assert "Was it fulfilled?" in meta(of, f"en/{WATER}/index.html", "image:alt")


def test_a_document_called_like_an_image_for_links_is_linked_in_every_language(tmp_path: Path) -> None:
    folder = "evidencias/2024-03"
    root = make_site(
        tmp_path,
        replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]"),
        remove(of_plan(f"{folder}/tabla-agua.csv")),
        write(of_plan(f"{folder}/compartir.png"), PICTURE),
        replace(of_plan(f"{folder}/datapackage.yaml"), "path: tabla-agua.csv", f"path: compartir.png\n    {LOOKED}"),
        replace(of_plan(f"{folder}/datapackage.yaml"), "bytes: 32", f"bytes: {len(PICTURE)}"),
        replace(of_plan(f"{folder}/datapackage.yaml"), TABLE_DIGEST, hashlib.sha256(PICTURE).hexdigest()),
    )
    of, file = build(root), f"{PLAN}/evidencias/tabla-agua/archivo/compartir.png"
    assert content(of, file) == PICTURE
    shown = parse(of, f"en/{PLAN}/evidencias/tabla-agua/index.html")
    assert file in leads(shown, shown.one("main"))


def test_an_invented_plan_says_so_in_its_image(tmp_path: Path) -> None:
    invented = replace(of_plan("datapackage.yaml"), f"name: {PLAN}\n", f"name: {PLAN}\ndemostracion: true\n")
    told = meta(asked(tmp_path, invented), f"{WATER}/index.html", "image:alt")
    assert told.startswith("Plan inventado: es una demostración. ")
    assert drawn(WORDS._replace(notice="Plan inventado"), theme()) != drawn(WORDS, theme())


def test_the_same_words_give_the_same_bytes_and_other_colours_others() -> None:
    assert drawn(WORDS, theme()) == drawn(WORDS, theme())
    assert drawn(WORDS, theme("chihuahua")) != drawn(WORDS, theme())


@pytest.mark.parametrize("length", [1, 8, 20, 30])
def test_a_title_of_any_usual_length_fits(length: int) -> None:
    assert drawn(WORDS._replace(title=" ".join(["compromiso"] * length)), theme())


@pytest.mark.parametrize("title", ["interminable" * 12, "palabra " * 200, "水"])
def test_what_does_not_fit_or_has_no_letters_is_not_drawn(title: str) -> None:
    assert drawn(WORDS._replace(title=title), theme()) is None


def test_a_title_that_cannot_be_drawn_is_told_and_has_the_image_of_the_site(tmp_path: Path) -> None:
    root = make_site(tmp_path, ASKED, replace(of_plan("compromisos.csv"), "Agua con datos", "水"))
    of, problems = build_site(Options(root, (ROOT / "themes",), BASE), lambda *stage: None)
    assert of
    assert [each for each in found(problems) if "S121" in each] == [f"{of_plan('compromisos.csv')}:2 S121"]
    assert meta(of, f"{WATER}/index.html", "image") == f"{BASE}/recursos/tarjeta.png"


def test_with_too_many_commitments_none_is_drawn_and_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_images, "MOST", 1)
    of, problems = build_site(Options(make_site(tmp_path, ASKED), (ROOT / "themes",), BASE), lambda *stage: None)
    assert of
    assert found(problems) == ["content/sitio.yaml S119"]
    assert IMAGE not in of


def test_an_image_kept_from_another_build_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, kept = make_site(tmp_path / "sitio", ASKED), Kept(tmp_path / "guardadas", is_written=True)
    first = content(build(root, base_url=BASE, kept=kept), IMAGE)
    monkeypatch.setattr(share_images, "draw_share_image", lambda *_: pytest.fail("it is kept"))
    assert content(build(root, base_url=BASE, kept=kept), IMAGE) == first


def test_the_letters_of_the_theme_carry_their_licence() -> None:
    licence = (ROOT / "themes/base/letra/OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence.upper()
    assert theme("chihuahua").letters == theme("base").letters
