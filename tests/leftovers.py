"""Documents with what is left in them without anybody seeing it: each names what must be told of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from people import Invented

PERSON = Invented(7).curp()
"""The key of nobody."""
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def office(**parts: str) -> bytes:
    """A document of an office with some parts (`__` stands for a slash)."""
    named = {f"{name.replace('__', '/')}.xml": content for name, content in parts.items()}
    return zipped({"[Content_Types].xml": f'<Types xmlns="{_CONTENT}"/>', **named})


def pdf(*pages: str, change: Callable[[PdfWriter], object] | None = None) -> bytes:
    """A PDF with what each page draws."""
    writer = PdfWriter()
    for drawn in pages:
        page = writer.add_blank_page(300, 200)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        fonts = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(fonts)})}
        )
        stream = DecodedStreamObject()
        stream.set_data(drawn.encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    if change:
        change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def line(text: str, y: int = 100) -> str:
    return f"BT /F1 12 Tf 20 {y} Td ({text}) Tj ET\n"


def jpeg(exif: Image.Exif | None = None, **more: bytes) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 6), (30, 90, 160)).save(made, "JPEG", exif=exif or Image.Exif(), **more)
    return made.getvalue()


def png(**texts: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    for name, text in texts.items():
        info.add_text(name, text)
    made = io.BytesIO()
    Image.new("RGB", (8, 6), (30, 90, 160)).save(made, "PNG", pnginfo=info)
    return made.getvalue()


def _placed() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 0.0, 0.0), 3: "W", 4: (125.0, 0.0, 0.0)})
    return exif


def _named(tag: int, value: str) -> Image.Exif:
    exif = Image.Exif()
    exif[tag] = value
    return exif


def _signed(writer: PdfWriter) -> None:
    writer.add_metadata({"/Author": "Ana Inventada"})


def _alert(writer: PdfWriter) -> None:
    action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(
        DictionaryObject({NameObject(key): value for key, value in action.items()})
    )


GPS = jpeg(_placed())
BOX = line("Persona inventada") + "0 g 15 95 200 20 re f\n"
LEFTOVERS: Mapping[str, tuple[str, bytes, str]] = {
    "asistencia-csv": ("a.csv", f"nombre,clave\nPersona,{PERSON}\n".encode(), "E131"),
    "csv-formula": ("a.csv", b"pozo,nota\n1,=1+1\n", "E132 FORMULA"),
    "csv-arroba": ("a.csv", b'pozo;nota\n1;"@SUM(1)"\n', "E132 FORMULA"),
    "asistencia-txt": ("a.txt", f"Persona {PERSON[:10]}\n{PERSON[10:]}\n".encode("cp1252"), "E131"),
    "pdf-texto": ("a.pdf", pdf(line(f"Su clave es {PERSON}")), "E131"),
    "pdf-recuadro": ("a.pdf", pdf(BOX), "E132 BOX"),
    "pdf-propiedades": ("a.pdf", pdf(line("x"), change=_signed), "E132 PROPERTIES"),
    "pdf-programa": ("a.pdf", pdf(line("x"), change=_alert), "E132 CODE"),
    "pdf-adjunto": ("a.pdf", pdf(line("x"), change=lambda w: w.add_attachment("b.txt", PERSON.encode())), "E131"),
    "xlsx-oculta": ("a.xlsx", office(xl__workbook='<sheets><sheet name="B" state="hidden"/></sheets>'), "E132 HIDDEN"),
    "xlsx-comentario": ("a.xlsx", office(xl__comments1="<comment><t>Llamar</t></comment>"), "E132 COMMENT"),
    "xlsx-texto": ("a.xlsx", office(xl__sharedStrings=f"<si><t>{PERSON[:5]}</t><t>{PERSON[5:]}</t></si>"), "E131"),
    "docx-propiedades": ("a.docx", office(docProps__core="<dc:creator>Ana Inventada</dc:creator>"), "E132 PROPERTIES"),
    "docx-cambios": ("a.docx", office(word__document="<w:del><w:delText>x</w:delText></w:del>"), "E132 CHANGES"),
    "docx-comentario": ("a.docx", office(word__comments="<w:comment>x</w:comment>"), "E132 COMMENT"),
    "odt-comentario": ("a.odt", zipped({"mimetype": "x", "content.xml": "<office:annotation>"}), "E132 COMMENT"),
    "zip-dentro": ("a.zip", zipped({"b.zip": zipped({"c.csv": PERSON})}), "E131"),
    "jpeg-lugar": ("a.jpg", GPS, "E132 PLACE"),
    "jpeg-autora": ("a.jpg", jpeg(_named(0x013B, "Ana Inventada")), "E132 NAME"),
    "jpeg-comentario": ("a.jpg", jpeg(comment=b"La casa de Ana"), "E132 NAME"),
    "jpeg-camara": ("a.jpg", jpeg(_named(0x010F, "Camara")), "E132 OTHER"),
    "png-texto": ("a.png", png(Comment="La casa de Ana"), "E132 NAME"),
    "docx-foto": ("a.docx", zipped({"[Content_Types].xml": "<Types/>", "word/media/image1.jpeg": GPS}), "E132 PLACE"),
}  # fmt: skip
"""Documents by what they hide: name, bytes, and what is told of it: the code, and the trace."""
