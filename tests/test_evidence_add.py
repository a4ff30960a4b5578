"""`evidence add`: a document comes into its folder and its manifest, and the checker has nothing to say of it."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path

import pytest
import yaml
from PIL import Image
from pypdf import PdfWriter

from leftovers import PERSON
from micrositio.cli.main import main
from micrositio.editing.listed import NoRoom, with_element
from micrositio.editing.new_evidence import NewDocument, added
from micrositio.formats.documents.opened import stated_day
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from pictures import photograph
from support import PLAN, ROOT, digests, make_site, of_plan

FOLDER = of_plan("evidencias/2024-03")
GIVEN = ("--actividad", "agua-1", "--titulo", "Guía de #riego: «a»", "--demuestra", "Que se publicó.",
         "--tipo", "publicacion", "--fecha", "2024-03-20")  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "sitio")


def run(root: Path, *arguments: str | Path) -> tuple[int, str]:
    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(said):
        code = main(["evidence", "add", *map(str, arguments), "--site", str(root)], ROOT)
    return code, said.getvalue()


def document(folder: Path, name: str = "Guía de Riego (1).TXT", data: bytes = b"Riegue de noche.\n") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def codes(root: Path) -> set[str]:
    sources, problems = load(root)
    return {each.kind.code for each in (*problems, *validate_plan(sources.plans[PLAN])[1]) if each.is_error}


def test_a_document_comes_in_with_a_safe_name_and_the_rest_stays(site: Path, tmp_path: Path) -> None:
    before, manifest = digests(site), (site / FOLDER / "datapackage.yaml").read_bytes()
    assert run(site, document(tmp_path), *GIVEN)[0] == 0
    after = digests(site)
    assert {name for name in after if after[name] != before.get(name)} == {
        f"{FOLDER}/guia-de-riego-1.txt",
        f"{FOLDER}/datapackage.yaml",
    }
    written = (site / FOLDER / "datapackage.yaml").read_bytes()
    assert written.startswith(manifest.rstrip(b"\n"))
    entry = yaml.safe_load(written)["resources"][-1]
    assert (entry["name"], entry["title"], entry["actividad"]) == ("guia-de-riego-1", "Guía de #riego: «a»", "agua-1")
    assert codes(site) == set()


def test_the_same_bytes_are_not_added_twice(site: Path, tmp_path: Path) -> None:
    run(site, document(tmp_path), *GIVEN)
    before = digests(site)
    code, said = run(site, document(tmp_path, "otra.txt"), *GIVEN)
    assert (code, "guia-de-riego-1.txt" in said) == (2, True)
    assert digests(site) == before


def test_another_of_the_same_name_gets_another(site: Path, tmp_path: Path) -> None:
    run(site, document(tmp_path), *GIVEN)
    assert run(site, document(tmp_path, data=b"Otra cosa.\n"), *GIVEN)[0] == 0
    assert (site / FOLDER / "guia-de-riego-1-2.txt").is_file()
    assert codes(site) == set()


def test_all_that_is_missing_is_told_and_the_date_is_only_proposed(site: Path, tmp_path: Path) -> None:
    before = digests(site)
    code, said = run(site, document(tmp_path, "a.pdf", pdf("D:20240215103000Z")), "--actividad", "agua-1", "--tal-cual")
    assert code == 2
    for each in ("--titulo", "--demuestra", "--tipo", "--fecha", "2024-02-15"):
        assert each in said
    assert digests(site) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--actividad", "nada-9"), "nada-9"),
        (("--tipo", "foto"), "foto"),
        (("--fecha", "20/03/2024"), "20/03/2024"),
        (("--enlace", "javascript:x"), "--enlace"),
        (("--titulo", " "), "--titulo"),
    ],
)
def test_a_wrong_answer_is_told(arguments: tuple[str, ...], told: str, site: Path, tmp_path: Path) -> None:
    before = digests(site)
    code, said = run(site, document(tmp_path), *GIVEN, *arguments)
    assert (code, told in said) == (2, True)
    assert digests(site) == before


def pdf(moment: str = "", author: str = "") -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/CreationDate": moment, **({"/Author": author} if author else {})})
    writer.write(out)
    return out.getvalue()


def taken(moment: str) -> bytes:
    exif = Image.Exif()
    exif[0x0132] = moment
    out = io.BytesIO()
    Image.open(io.BytesIO(photograph())).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_the_day_of_a_document_is_read_where_it_says_one() -> None:
    assert stated_day(pdf("D:20240215103000Z")) == "2024-02-15"
    assert stated_day(taken("2024:03:09 10:00:00")) == "2024-03-09"
    assert stated_day((ROOT / "data/demostracion/evidencias/agua/reportes-calidad.xlsx").read_bytes()) != "x"
    for odd in (b"", b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", pdf("D:20249999"), b"hola"):
        assert stated_day(odd) == ""


def test_what_was_left_in_a_document_is_told_and_cleaned_if_asked(site: Path, tmp_path: Path) -> None:
    path = document(tmp_path, "foto.jpg", taken("2024:03:09 10:00:00"))
    more = ("--alternativo", "Una manguera.", "--revisado-por", "Transparencia", "--revisado-el", "2024-03-21")
    before = digests(site)
    code, said = run(site, path, *GIVEN, *more)
    assert (code, "--limpiar" in said) == (1, True)
    assert digests(site) == before
    assert run(site, path, *GIVEN, *more, "--limpiar")[0] == 0
    entry = yaml.safe_load((site / FOLDER / "datapackage.yaml").read_bytes())["resources"][-1]
    assert entry["hash_original"] != entry["hash"]
    assert (site / FOLDER / "foto.jpg").read_bytes() != path.read_bytes()
    assert codes(site) == set()


def test_personal_data_are_refused_and_not_repeated(site: Path, tmp_path: Path) -> None:
    path = document(tmp_path, "lista.txt", f"CURP: {PERSON}\n".encode())
    before = digests(site)
    code, said = run(site, path, *GIVEN, "--tal-cual", "--limpiar")
    assert PERSON not in said
    assert (code, digests(site) == before) == (1, True)


def test_a_link_alone_is_added(site: Path) -> None:
    code, said = run(site, *GIVEN, "--enlace", "https://example.org/guia", "--consultado", "2024-03-22")
    assert code == 0, said
    entry = yaml.safe_load((site / FOLDER / "datapackage.yaml").read_bytes())["resources"][-1]
    assert (entry["enlace"], "path" in entry) == ("https://example.org/guia", False)
    assert codes(site) == set()


def test_a_file_that_is_already_in_its_folder_is_listed_as_the_message_says(site: Path) -> None:
    document(site / FOLDER, "lista.txt")
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
        assert main(["check", "--site", str(site)], ROOT) == 1
    assert f"evidence add {FOLDER}/lista.txt" in out.getvalue()
    assert run(site, f"{FOLDER}/lista.txt", *GIVEN)[0] == 0
    assert codes(site) == set()
    assert run(site, f"{FOLDER}/lista.txt", *GIVEN)[0] == 2


def test_the_first_document_of_a_plan_makes_its_folder(site: Path, tmp_path: Path) -> None:
    shutil.rmtree(site / of_plan("evidencias"))
    path = document(tmp_path)
    assert run(site, path, *GIVEN)[0] == 0
    assert (site / of_plan("evidencias/agua/guia-de-riego-1.txt")).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", ["nada.txt", "vacio.txt", "pagina.html", "falso.pdf"])
def test_what_is_not_published_is_refused(name: str, site: Path, tmp_path: Path) -> None:
    if name != "nada.txt":
        document(tmp_path, name, b"" if name == "vacio.txt" else b"<html>")
    before = digests(site)
    assert run(site, tmp_path / name, *GIVEN)[0] == 2
    assert digests(site) == before


def test_a_manifest_that_ends_in_something_else_keeps_it_there(site: Path, tmp_path: Path) -> None:
    manifest = site / FOLDER / "datapackage.yaml"
    manifest.write_text(manifest.read_text("utf-8") + '\ndescription: "Al final"\n', "utf-8")
    assert run(site, document(tmp_path), *GIVEN)[0] == 0
    assert manifest.read_text("utf-8").endswith('\ndescription: "Al final"\n')
    assert codes(site) == set()


def test_a_manifest_with_its_list_in_one_line_is_not_touched(site: Path) -> None:
    manifest = site / FOLDER / "datapackage.yaml"
    manifest.write_text('name: "2024-03"\ntitle: A\nresources: [{name: a, title: A, actividad: agua-1}]\n', "utf-8")
    source = load(site)[0].plans[PLAN]
    with pytest.raises(NoRoom):
        added(source, NewDocument("a.txt", b"a", {"title": "A", "actividad": "agua-1"}))


@pytest.mark.parametrize("listed", ["resources: []\n", "resources:\n"])
def test_an_empty_list_takes_its_first_document(listed: str, site: Path) -> None:
    before = f"name: a\ntitle: ' A'\n{listed}".encode()
    made, line = with_element("a.yaml", before, ["name: b", "title: B"])
    assert (made.decode().splitlines()[2:], line) == (["resources:", "  - name: b", "    title: B"], 4)


def test_what_nobody_said_of_a_document_is_not_stated(site: Path, tmp_path: Path) -> None:
    assert run(site, document(tmp_path), *GIVEN)[0] == 0
    manifest = yaml.safe_load((site / FOLDER / "datapackage.yaml").read_text("utf-8"))
    assert {"licencia", "version_publica"}.isdisjoint(manifest["resources"][-1])


def test_nothing_to_add_is_a_wrong_order(site: Path) -> None:
    assert run(site)[0] == 2
