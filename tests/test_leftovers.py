"""What is left in a document is told; what nobody can read needs somebody who looked; a clean copy is another file."""

import hashlib
import io
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from leftovers import BOX, GPS, LEFTOVERS, PERSON, line, office, pdf, png, zipped
from micrositio.cli.main import main
from micrositio.formats.documents.contents import MOST_BYTES, Trace
from micrositio.formats.documents.opened import clean_copy, open_document
from micrositio.pipeline.options import Options
from micrositio.pipeline.site_reader import read_site
from micrositio.problems.problem import Problem
from support import PLAN, ROOT, Edit, Files, make_site, of_plan, write

FOLDER = of_plan("evidencias/2024-03")


def document(name: str, data: bytes, **more: str) -> Edit:
    """An edit that adds a document to the small site, with its entry."""
    digest = hashlib.sha256(data).hexdigest()
    entry = {
        "name": "nueva",
        "title": "Nueva",
        "path": name,
        "bytes": str(len(data)),
        "hash": f'"sha256:{digest}"',
        "tipo": "oficio",
        "fecha": "2024-03-01",
        "demuestra": "Que se hizo.",
        "plan": PLAN,
        "alternativo": "Un plano.",
        "fuentes": "[registro]",
        **more,
    }
    words = "".join(f"    {key}: {value}\n" for key, value in entry.items())

    def edit(files: Files) -> None:
        manifest = files[f"{FOLDER}/datapackage.yaml"]
        assert isinstance(manifest, bytes)
        files[f"{FOLDER}/datapackage.yaml"] = manifest + ("  -" + words[3:]).encode()
        files[f"{FOLDER}/{name}"] = data

    return edit


def told(root: Path) -> list[Problem]:
    problems = read_site(Options(root, (ROOT / "themes",)), lambda *stage: None).problems
    return [each for each in problems if each.kind.code.startswith("E13")]


def codes(problems: list[Problem]) -> list[str]:
    return [f"{each.kind.code} {each.severity.value}" for each in problems]


@pytest.mark.parametrize("name", LEFTOVERS)
def test_what_is_left_in_a_document_is_told(name: str, tmp_path: Path) -> None:
    file, data, expected = LEFTOVERS[name]
    reviewed = {"revisado_por": "Archivo", "revisado_el": "2024-03-02"}
    problems = told(make_site(tmp_path, document(file, data, **reviewed)))
    code, _, trace = expected.partition(" ")
    assert [each.kind.code for each in problems] == [code], [each.message(str) for each in problems]
    assert problems[0].place.file == f"{FOLDER}/{file}"
    assert PERSON not in problems[0].message(str) + problems[0].mend(str)
    if trace:
        assert Trace[trace].words in problems[0].message(str)
        assert problems[0].is_error == (trace not in ("PROPERTIES", "OTHER", "FORMULA"))


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.png", png(), ["E133 error"]),
        ("a.pdf", pdf("0 0 10 10 re f"), ["E135 aviso", "E133 error"]),
        ("a.pdf", pdf(line("hola"))[:300], ["E133 error"]),
        ("a.zip", zipped({"a.bin": b"\0\1\2"}), ["E133 error"]),
        ("a.pdf", pdf(line("hola")) + b"<html>", ["E133 error"]),
        ("a.zip", zipped({"a.txt": b"0" * (MOST_BYTES + 1)}), ["E133 error"]),
        ("a.zip", zipped({"../a.txt": b"0"}), ["E133 error"]),
        ("a.docx", office(word__document='<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), ["E133 error"]),
        ("a.pdf", pdf(line("hola"), "0.9 g 15 95 200 20 re f\n0 g " + line("hola")), []),
        ("a.pdf", pdf("0 g 15 95 200 20 re f 1 g\n" + line("encabezado")), []),
        ("a.txt", b"hola", []),
    ],
)
def test_what_cannot_be_read_needs_somebody_who_looked(
    name: str, data: bytes, expected: list[str], tmp_path: Path
) -> None:
    assert codes(told(make_site(tmp_path / "a", document(name, data)))) == expected
    looked = document(name, data, revisado_por="Archivo", revisado_el="2024-03-02")
    assert codes(told(make_site(tmp_path / "b", looked))) == [each for each in expected if "E133" not in each]


def test_what_was_published_before_is_a_warning(tmp_path: Path) -> None:
    listed = write("content/direcciones.txt", f"/{PLAN}/evidencias/nueva/\n")
    assert codes(told(make_site(tmp_path, document("a.jpg", GPS), listed))) == ["E132 aviso", "E134 aviso"]


def test_the_report_of_the_plan_is_read_too(tmp_path: Path) -> None:
    root = make_site(tmp_path, write(of_plan("informe.pdf"), pdf(BOX + line(PERSON, 20))))
    assert sorted(codes(told(root))) == ["E131 error", "E132 aviso"]


@pytest.mark.parametrize("name", ["jpeg-lugar", "jpeg-comentario", "jpeg-camara", "png-texto", "pdf-propiedades", "pdf-programa", "docx-propiedades"])  # fmt: skip  # noqa: E501
def test_a_clean_copy_shows_the_same_and_holds_nothing_else(name: str) -> None:
    file, data, _ = LEFTOVERS[name]
    made = clean_copy(file, data)
    assert made is not None
    contents = open_document(file, made)
    assert (contents.traces, contents.names, contents.unread) == (set(), [], [])
    if file.endswith(("jpg", "png")):
        with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(made)) as after:
            assert before.tobytes() == after.tobytes()
            assert before.getexif().get(0x0112) == after.getexif().get(0x0112)


def test_the_command_makes_a_copy_beside_and_says_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site(tmp_path, document("a.jpg", GPS))
    original = root / FOLDER / "a.jpg"
    order = ["evidence", "clean", str(original), "--site", str(root)]
    assert main(order, tmp_path) == 0
    made = (root / FOLDER / "a-limpio.jpg").read_bytes()
    assert original.read_bytes() == GPS
    assert capsys.readouterr().out.splitlines() == [
        "path: a-limpio.jpg",
        f"bytes: {len(made)}",
        f'hash: "sha256:{hashlib.sha256(made).hexdigest()}"',
        f'hash_original: "sha256:{hashlib.sha256(GPS).hexdigest()}"',
    ]
    assert main(order, tmp_path) == 2
    assert main(["evidence", "clean", str(root / "content" / "sitio.yaml"), "--site", str(root)], tmp_path) == 2
    clean = document(
        "a-limpio.jpg", made, hash_original=f'"sha256:{"0" * 64}"', revisado_por="Archivo", revisado_el="2024-03-02"
    )
    assert told(make_site(tmp_path / "otra", clean)) == []


def test_what_only_its_program_can_take_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site(tmp_path, document("a.pdf", pdf(BOX)))
    assert main(["evidence", "clean", str(root / FOLDER / "a.pdf"), "--site", str(root)], tmp_path) == 1
    assert "programa con que se hizo" in capsys.readouterr().err
    assert sorted(path.name for path in (root / FOLDER).iterdir()).count("a-limpio.pdf") == 0


def test_a_zip_with_a_wrong_size_is_not_unpacked() -> None:
    made = bytearray(zipped({"a.txt": b"0" * 100_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(made))) as archive:
        header = archive.start_dir
    made[header + 24 : header + 28] = (10).to_bytes(4, "little")
    assert open_document("a.zip", bytes(made)).unread == ["a.zip"]


@pytest.mark.parametrize("text", ["pozo,nota\n1,-5\n", "cuenta,+52 614\n@municipio,a = b\n", "a,- seguir\n"])
def test_a_table_without_formulas_has_none(text: str) -> None:
    assert open_document("a.csv", text.encode()).traces == set()


@pytest.mark.parametrize(
    ("name", "data", "is_told"),
    [
        ("a.xlsx", office(word__document="<w:p/>"), True),
        ("a.docx", office(xl__workbook="<sheets/>"), True),
        ("a.ods", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), True),
        ("a.docx", office(word__document="<w:p/>"), False),
        ("a.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), False),
        ("a.zip", zipped({"b.docx": office(word__document="<w:p/>")}), False),
        ("a.docx", zipped({"b.txt": "hola"}), True),
    ],
)
def test_a_document_of_an_office_is_of_its_extension(name: str, data: bytes, is_told: bool, tmp_path: Path) -> None:
    problems = read_site(Options(make_site(tmp_path, document(name, data)), (ROOT / "themes",)), lambda *stage: None)
    assert ("E105" in [each.kind.code for each in problems.problems]) is is_told


def test_a_picture_is_not_unpacked_to_read_what_its_camera_wrote() -> None:
    header = (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big") for kind, body in chunks
    )
    contents = open_document("a.png", data)
    assert (contents.pictures, contents.unread) == (True, [])


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("a.exe.pdf", pdf(line("x")), "T146"), ("a.txt", b" \n \n", "E108")],
)
def test_a_document_that_is_no_document_is_told(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    problems = read_site(Options(make_site(tmp_path, document(name, data)), (ROOT / "themes",)), lambda *stage: None)
    assert code in [each.kind.code for each in problems.problems]
