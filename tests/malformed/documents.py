"""Documents of an evidence folder: their bytes, their entry, their name, and what is hidden within them."""

# ruff: noqa: E501  a case that fits on a line is easier to compare with its neighbours

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

from PIL import Image

from leftovers import zipped
from malformed.case import (
    FOLDER,
    MANIFEST,
    Case,
    Edit,
    Files,
    Link,
    append,
    bad,
    base_files,
    document,
    of_plan,
    raw,
    remove,
    write,
)
from test_privacy import curp

INVENTED = curp("XAXE900101MNEXXX0")
"""An invented person's key: its form and its check digit are right, and its letters are nobody's."""


def base(name: str) -> bytes:
    content = base_files()[f"{FOLDER}/{name}"]
    assert isinstance(content, bytes)
    return content


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType='
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(body: str, **more: str | bytes) -> bytes:
    """A text of a word processor with one paragraph, and other parts (`__` stands for a slash, `_dot_` for a dot)."""
    parts = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return zipped(
        {
            "[Content_Types].xml": f'{TYPES}"{WORD}.document.main+xml"/></Types>',
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>',
            **parts,
        }
    )


def sheet(cells: str) -> str:
    return f'<worksheet xmlns="{S}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'


def inline(value: str) -> str:
    return f'<c r="A1" t="inlineStr"><is><t>{value}</t></is></c>'


def book(visible: str, hidden: str = "", **more: str) -> bytes:
    """A workbook with a sheet, and a hidden one if it is given."""
    second = f'<sheet name="Oculta" sheetId="2" state="hidden" xmlns:r="{R}" r:id="rId2"/>' if hidden else ""
    first = f'<sheet name="Hoja1" sheetId="1" xmlns:r="{R}" r:id="rId1"/>'
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": f'{TYPES}"application/xml"/></Types>',
            "xl/workbook.xml": f'<workbook xmlns="{S}"><sheets>{first}{second}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{relations}</Relationships>',
            "xl/worksheets/sheet1.xml": sheet(inline(visible)),
            "xl/worksheets/sheet2.xml": sheet(inline(hidden)),
            **{name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()},
        }
    )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(*extra: bytes) -> bytes:
    """The picture of the good site with other chunks after its header."""
    content = base("mapa.png")
    return content[:33] + b"".join(extra) + content[33:]


@cache
def photograph() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), (30, 90, 160)).save(file, "JPEG")
    return file.getvalue()


def jpeg(*segments: bytes) -> bytes:
    """A small photograph with more segments."""
    return photograph()[:2] + b"".join(segments) + photograph()[2:]


def gps() -> bytes:
    """The segment of a photograph that says where it was taken: at 25° north and 125° west, in the sea."""
    place = b"\x00\x04" + struct.pack(">HHI4s", 1, 2, 2, b"N\0\0\0") + struct.pack(">HHII", 2, 5, 3, 80)
    place += struct.pack(">HHI4s", 3, 2, 2, b"W\0\0\0") + struct.pack(">HHII", 4, 5, 3, 104) + b"\0" * 4
    body = b"MM\x00\x2a\x00\x00\x00\x08" + b"\x00\x01" + struct.pack(">HHII", 0x8825, 4, 1, 26) + b"\0" * 4
    values = struct.pack(">6I", 25, 1, 0, 1, 0, 1) + struct.pack(">6I", 125, 1, 0, 1, 0, 1)
    data = b"Exif\0\0" + body + place + values
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data


PDF = base("oficio.pdf")


def pdf(catalog: str = "", trailer: str = "", text: str = "Informe.", packed: bool = False) -> bytes:
    """A document of one page, with more keys in its catalogue or its trailer, or its text compressed."""
    drawn = f"BT /F1 14 Tf 20 150 Td ({text}) Tj ET".encode()
    content, how = (zlib.compress(drawn), " /Filter /FlateDecode") if packed else (drawn, "")
    parts = (
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)}{how} >>\nstream\n".encode() + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R {trailer} >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + end.encode()


@cache
def swollen(part: str, size: int) -> bytes:
    """A small archive with a part of `size` bytes, all the same."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w", force_zip64=True) as out:
        for _ in range(size // 1_000_000):
            out.write(b"0" * 1_000_000)
    return file.getvalue()


def bomb(name: str, part: str, size: int) -> Edit:
    """An edit that adds a swollen archive, which is made when it is needed."""
    return lambda files: [edit(files) for edit in document(name, swollen(part, size))]


STATED = (
    bad("document.gone", "evidence", remove(f"{FOLDER}/oficio.pdf"), f"{MANIFEST}|{FOLDER}/oficio.pdf"),
    bad("document.not-listed", "evidence", write(f"{FOLDER}/foto.png", base("mapa.png")), f"{FOLDER}/foto.png"),
    bad("document.hash-of-another", "evidence", document("informe.pdf", PDF, hash=f'"sha256:{"0" * 64}"'),
        f"{MANIFEST}|{FOLDER}/informe.pdf"),
    bad("document.size-of-another", "evidence", document("informe.pdf", PDF, bytes=1), f"{MANIFEST}|{FOLDER}/informe.pdf"),
    bad("document.no-hash", "evidence", document("informe.pdf", PDF, hash=None), f"{MANIFEST}|{FOLDER}/informe.pdf"),
    bad("document.one-byte-changed", "evidence", raw(f"{FOLDER}/oficio.pdf", lambda d: d.replace(b"entrega", b"Entrega")),
        f"{MANIFEST}|{FOLDER}/oficio.pdf"),
    bad("document.windows-line-ends", "evidence", raw(f"{FOLDER}/acta-2024-04.txt", lambda d: d.replace(b"\n", b"\r\n")),
        f"{MANIFEST}|{FOLDER}/acta-2024-04.txt"),
    bad("document.empty", "evidence", document("informe.pdf", b""), f"{MANIFEST}|{FOLDER}/informe.pdf"),
    bad("document.zeros", "evidence", document("informe.pdf", b"\0" * 4096), f"{MANIFEST}|{FOLDER}/informe.pdf"),
    bad("document.spaces-only", "evidence", document("informe.txt", b" \n \n"), f"{MANIFEST}|{FOLDER}/informe.txt",
        warns=True),
    bad("document.folder-without-an-entry", "evidence", write(of_plan("evidencias/2024-06/a.txt"), "a\n"),
        of_plan("evidencias/2024-06")),
    bad("document.in-no-folder", "evidence", write(of_plan("evidencias/oficio.pdf"), PDF), of_plan("evidencias/oficio.pdf")),
    bad("document.folder-within", "evidence", write(f"{FOLDER}/fotos/a.png", base("mapa.png")), f"{FOLDER}/fotos"),
    bad("document.listed-twice", "evidence", append(MANIFEST, "  - name: otro-oficio\n    title: Otro\n    path: oficio.pdf\n"
        f"    bytes: {len(PDF)}\n    tipo: oficio\n    demuestra: Lo mismo.\n    compromiso: parque\n"), MANIFEST),
    bad("document.link", "evidence", (*document("informe.pdf", PDF), write(f"{FOLDER}/informe.pdf", Link("/etc/hostname"))),
        f"{FOLDER}/informe.pdf"),
    bad("document.link-within", "evidence", (*document("informe.pdf", PDF), write(f"{FOLDER}/informe.pdf",
        Link("oficio.pdf"))), f"{FOLDER}/informe.pdf"),
    bad("document.folder-is-a-link", "evidence", write(of_plan("evidencias/2024-06"), Link("/etc")),
        of_plan("evidencias/2024-06")),
)  # fmt: skip

FORMS: dict[str, tuple[str, bytes]] = {
    "png-called-pdf": ("informe.pdf", base("mapa.png")),
    "pdf-called-png": ("informe.png", PDF),
    "pdf-called-txt": ("informe.txt", PDF),
    "png-called-csv": ("informe.csv", base("mapa.png")),
    "page-called-pdf": ("informe.pdf", b"<!DOCTYPE html><html><body>No encontrado</body></html>"),
    "page-called-txt": ("informe.txt", b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
    "page": ("informe.html", b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"),
    "svg": ("informe.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    "svg-called-png": ("informe.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "program": ("informe.exe", b"MZ" + b"\0" * 62),
    "program-called-pdf": ("informe.pdf", b"MZ" + b"\0" * 62),
    "script": ("informe.js", b"alert(1)\n"),
    "shell": ("informe.sh", b"#!/bin/sh\ntrue\n"),
    "mail": ("informe.eml", b"From: a@example.org\n\nHola\n"),
    "old-word": ("informe.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504),
    "macros": ("informe.docm", word("Informe", word__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0")),
    "macros-called-docx": ("informe.docx", word("Informe", word__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0")),
    "macros-in-a-book-called-xlsx": ("informe.xlsx", book("Informe", xl__vbaProject_dot_bin="x")),
    "zip-called-docx": ("informe.docx", zipped({"a.txt": "hola"})),
    "docx-called-xlsx": ("informe.xlsx", word("Informe")),
    "docx-cut": ("informe.docx", word("Informe " * 400)[:-60]),
    "docx-leaves": ("informe.docx", word("Informe", **{"../../fuera_dot_txt": "hola"})),
    "docx-entities": ("informe.docx", zipped({"[Content_Types].xml": f'{TYPES}"{WORD}.document.main+xml"/></Types>',
        "word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'})),
    "xlsx-linked": ("informe.xlsx", book("Informe", xl__externalLinks__externalLink1_dot_xml="<externalLink/>")),
    "zip-with-a-program": ("informe.zip", zipped({"instalar.exe": b"MZ" + b"\0" * 62})),
    "zip-that-leaves": ("informe.zip", zipped({"../../content/sitio.yaml": "titulo: x\n"})),
    "zip-empty": ("informe.zip", b"PK\x05\x06" + b"\0" * 18),
    "pdf-encrypted": ("informe.pdf", pdf(trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -4 >> "
        "/ID [<00> <00>]")),
    "pdf-cut": ("informe.pdf", PDF[: len(PDF) // 2]),
    "pdf-header-only": ("informe.pdf", b"%PDF-1.4\n"),
    "pdf-with-javascript": ("informe.pdf", pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")),
    "pdf-that-launches": ("informe.pdf", pdf("/OpenAction << /S /Launch /F (cmd.exe) >>")),
    "pdf-with-a-file": ("informe.pdf", pdf("/Names << /EmbeddedFiles << /Names [(a.exe) << /F (a.exe) >>] >> >>")),
    "pdf-and-page": ("informe.pdf", PDF + b"<html><script>alert(1)</script></html>"),
    "pdf-and-zip": ("informe.pdf", PDF + zipped({"a.exe": b"MZ"})),
    "png-and-zip": ("informe.png", base("mapa.png") + zipped({"a.exe": b"MZ"})),
    "png-cut": ("informe.png", base("mapa.png")[:70]),
    "png-header-only": ("informe.png", b"\x89PNG\r\n\x1a\n"),
    "png-damaged": ("informe.png", base("mapa.png")[:50] + b"\0\0\0\0" + base("mapa.png")[54:]),
    "png-of-60000-by-60000": ("informe.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8,
        2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")),
    "png-of-0-by-0": ("informe.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 0, 8, 2, 0, 0, 0))
        + chunk(b"IEND", b"")),
    "jpeg-cut": ("informe.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
    "jpeg-called-png": ("informe.png", jpeg()),
    "txt-utf-16": ("informe.txt", "Acta de la sesión.\n".encode("utf-16")),
    "txt-nul": ("informe.txt", b"Acta\0\0\0 de la sesion.\n"),
    "csv-formula": ("informe.csv", b"pozo,resultado\n1,=cmd|' /C calc'!A0\n"),
    "eleven-mega": ("informe.txt", b"Un renglon corto.\n" * 620_000),
}  # fmt: skip
TOLD = {
    "jpeg-cut",
    "png-cut",
    "png-damaged",
    "png-header-only",
    "png-of-60000-by-60000",
    "png-of-0-by-0",
    "csv-mojibake",
}
TOLD |= {
    "csv-formula",
    "txt-bidi",
    "csv-latin-1",
    "txt-latin-1",
    "txt-utf-16",
    "pdf-cut",
    "pdf-header-only",
    "docx-cut",
}
"""Those of which the site says already that a warning is enough, or that may be just as they were received."""

PLACE = f"{FOLDER}/{{}}|{MANIFEST}"
HIDDEN: dict[str, tuple[str, bytes]] = {
    "pdf-text": ("informe.pdf", pdf(text=f"Persona inventada: {INVENTED}")),
    "pdf-compressed": ("informe.pdf", pdf(text=f"Persona inventada: {INVENTED}", packed=True)),
    "pdf-title": ("informe.pdf", pdf(trailer=f"/Info << /Title ({INVENTED}) >>")),
    "pdf-file-name": ("informe-" + INVENTED.lower() + ".pdf", PDF),
    "docx-text": ("informe.docx", word(f"Asistió {INVENTED}")),
    "docx-split-in-runs": ("informe.docx", word(f"{INVENTED[:9]}</w:t></w:r><w:r><w:t>{INVENTED[9:]}")),
    "docx-comment": ("informe.docx", word("Informe", word__comments_dot_xml=f'<w:comments xmlns:w="{W}"><w:comment w:id="0">'
        f"<w:p><w:r><w:t>{INVENTED}</w:t></w:r></w:p></w:comment></w:comments>")),
    "docx-deleted-text": ("informe.docx", word(f"Informe</w:t></w:r><w:del><w:r><w:delText>{INVENTED}</w:delText></w:r></w:del>"
        "<w:r><w:t>.")),
    "docx-author": ("informe.docx", word("Informe", docProps__core_dot_xml="<cp:coreProperties xmlns:cp='http://schemas."
        "openxmlformats.org/package/2006/metadata/core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator>"
        f"{INVENTED}</dc:creator></cp:coreProperties>")),
    "xlsx-cell": ("informe.xlsx", book(INVENTED)),
    "xlsx-hidden-sheet": ("informe.xlsx", book("Informe", INVENTED)),
    "xlsx-comment": ("informe.xlsx", book("Informe", xl__comments1_dot_xml=f'<comments xmlns="{S}"><commentList><comment '
        f'ref="A1"><text><t>{INVENTED}</t></text></comment></commentList></comments>')),
    "zip-csv": ("informe.zip", zipped({"asistencia.csv": f"nombre,curp\nPersona inventada,{INVENTED}\n"})),
    "zip-docx": ("informe.zip", zipped({"a.docx": word(f"Asistió {INVENTED}")})),
    "png-text": ("informe.png", png(chunk(b"tEXt", b"Comment\0" + INVENTED.encode()))),
    "png-compressed-text": ("informe.png", png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(INVENTED.encode())))),
    "png-exif": ("informe.png", png(chunk(b"eXIf", b"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x0e\x00\x02" + struct.pack(">II",
        19, 26) + b"\0" * 4 + INVENTED.encode() + b"\0"))),
    "jpeg-comment": ("informe.jpg", jpeg(b"\xff\xfe" + struct.pack(">H", 20) + INVENTED.encode())),
    "jpeg-place": ("informe.jpg", jpeg(gps())),
    "csv-list": ("informe.csv", f"nombre,curp\nPersona inventada,{INVENTED}\n".encode()),
    "csv-split-in-two": ("informe.csv", f"nombre,a,b\nPersona inventada,{INVENTED[:10]},{INVENTED[10:]}\n".encode()),
    "csv-semicolons": ("informe.csv", f"nombre;curp\nPersona inventada;{INVENTED}\n".encode()),
    "csv-utf-16": ("informe.csv", f"nombre\tcurp\nPersona inventada\t{INVENTED}\n".encode("utf-16")),
    "txt": ("informe.txt", f"Lista de asistencia\n1. Persona inventada, {INVENTED}\n".encode()),
    "txt-latin-1": ("informe.txt", f"Lista de la sesión\n1. Persona inventada, {INVENTED}\n".encode("latin-1")),
    "txt-o-for-zero": ("informe.txt", f"Persona inventada, {INVENTED.replace('0', 'O')}\n".encode()),
    "txt-i-for-one": ("informe.txt", f"Persona inventada, {INVENTED.replace('1', 'I')}\n".encode()),
    "txt-in-two-lines": ("informe.txt", f"Persona inventada, {INVENTED[:10]}\n{INVENTED[10:]}\n".encode()),
}  # fmt: skip

NAMES: dict[str, str] = {
    "reserved-con": "con.pdf",
    "reserved-nul": "nul.pdf",
    "reserved-lpt1": "lpt1.pdf",
    "dot-last": "informe.pdf.",
    "space-last": "informe.pdf ",
    "space-first": " informe.pdf",
    "space-inside": "informe final.pdf",
    "capitals": "Informe.PDF",
    "accent": "sesión.pdf",
    "accent-decomposed": "sesio\u0301n.pdf",
    "copy": "informe (1).pdf",
    "two-extensions": "informe.exe.pdf",
    "no-extension": "informe",
    "too-long": "i" * 240 + ".pdf",
    "hash": "informe#1.pdf",
    "question": "informe?.pdf",
    "percent": "informe%20final.pdf",
    "colon": "informe:final.pdf",
    "backslash": "..\\informe.pdf",
    "line-end": "informe\n.pdf",
    "override": "informe\u202efdp.exe.pdf",
    "zero-width": "infor\u200bme.pdf",
    "cyrillic": "inf\u043erme.pdf",
    "hyphen-first": "-rf.pdf",
    "our-own": "datapackage.json",
    "our-own-page": "index.html",
}


def two_by_case(files: Files) -> None:
    for edit in document("informe.pdf", PDF):
        edit(files)
    files[f"{FOLDER}/INFORME.pdf"] = PDF


CASES: tuple[Case, ...] = (
    *STATED,
    *(bad(f"document.{key}", "document", document(name, content, "alternativo: Un plano."), PLACE.format(name),
          warns=key in TOLD) for key, (name, content) in FORMS.items()),
    *(bad(f"document.person.{key}", "personal", document(name, content, "alternativo: Un plano."), FOLDER, secret=INVENTED)
      for key, (name, content) in HIDDEN.items()),
    *(bad(f"document.name.{key}", "name", document(name, PDF), f"{FOLDER}|{MANIFEST}") for key, name in NAMES.items()),
    bad("document.zip-bomb", "budget", bomb("informe.zip", "a.csv", 600_000_000), f"{FOLDER}/informe.zip"),
    bad("document.docx-bomb", "budget", bomb("informe.docx", "word/document.xml", 200_000_000), f"{FOLDER}/informe.docx"),
    bad("document.name.by-case", "name", two_by_case, f"{FOLDER}|{MANIFEST}"),
)  # fmt: skip
