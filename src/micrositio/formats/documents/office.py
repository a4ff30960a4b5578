"""Documents that are zips: workbooks and texts of an office (OOXML, ODF), and plain zips of other documents."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable

from micrositio.formats.documents.contents import Contents, TooMuch, Trace

FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, LookupError)
"""What the library raises for a damaged or locked zip."""
_ENDS = re.compile(
    r"</(?:w:p|w:tc|si|c|text:p|text:h|table:table-cell|a:p|comment|dc:[a-z]+|cp:[A-Za-z]+|meta:[a-z-]+)>"
)
_TAGS = re.compile(r"<[^>]*>")
_STATED = re.compile(r'(?:Target|xlink:href|descr|title|sheet name|table:name|author|displayName)="([^"]{1,2000})"')
_AUTHORS = re.compile(r"<(dc:creator|cp:lastModifiedBy|meta:initial-creator|Manager|dc:contributor)[^>]*>([^<]+)</\1>")
_WHERE: tuple[tuple[Trace, re.Pattern[str]], ...] = (
    (Trace.COMMENT, re.compile(r"(?:word|xl|ppt)/(?:threadedC|c)omments[^/]*(?:/.*)?\.xml|ppt/notesSlides/.*\.xml")),
    (Trace.LINKS, re.compile(r"xl/externalLinks/[^/]+\.xml")),
    (Trace.CODE, re.compile(r".*/vbaProject\.bin|Basic/.*|Scripts/.*")),
)
"""The parts of a document that, by their name, are left in it."""
_INSIDE: tuple[tuple[Trace, re.Pattern[str], re.Pattern[str]], ...] = (
    (Trace.HIDDEN, re.compile(r"xl/workbook\.xml"), re.compile(r'state="(?:hidden|veryHidden)"')),
    (Trace.HIDDEN, re.compile(r"xl/worksheets/.*\.xml"), re.compile(r'<(?:row|col)\b[^>]*\bhidden="(?:1|true)"')),
    (Trace.HIDDEN, re.compile(r"word/document\.xml"), re.compile(r"<w:vanish\s*/>|<w:vanish w:val=\"(?:1|true)\"")),
    (Trace.LINKS, re.compile(r".*\.rels"), re.compile(r'Target="(?:file:|\\\\|[A-Za-z]:\\)')),
    (Trace.LINKS, re.compile(r"content\.xml"), re.compile(r'xlink:href="(?:file:|/[A-Za-z]:/)')),
    (Trace.CHANGES, re.compile(r"word/.*\.xml"), re.compile(r"<w:(?:ins|del|moveFrom|moveTo)\b")),
    (Trace.CHANGES, re.compile(r"xl/revisions/.*"), re.compile("")),
    (Trace.COMMENT, re.compile(r"content\.xml"), re.compile(r"<office:annotation\b")),
    (Trace.CHANGES, re.compile(r"content\.xml"), re.compile(r"<(?:text|table):tracked-changes\b")),
    (Trace.HIDDEN, re.compile(r"content\.xml"), re.compile(
        r'table:visibility="(?:collapse|filter)"|table:display="false"|text:display="none"')),
)  # fmt: skip
"""What a part of a document says where something is left in it."""
_EMBEDDED = re.compile(r"(?:word|xl|ppt)/(?:media|embeddings)/.*|(?:Pictures|media|Object[^/]*)/.*\.\w+")
_CHANGED = re.compile(r"<(?:dcterms:modified|dc:date)[^>]*>([^<]+)<")
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_TEXTS = (".xml", ".rels", ".vml")
_FOLDERS = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
_MEDIA = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
Open = Callable[[str, bytes, Contents, int], None]
"""Reads a document within another: its name, its bytes, what to add to, and how deep it is."""


def read_office(data: bytes, contents: Contents, depth: int, opened: Open) -> None:
    """Adds what a document of an office holds, hidden or not; its pictures are read by `opened`."""
    for name, part in parts_of(data, contents):
        contents.traces |= {trace for trace, where in _WHERE if where.fullmatch(name)}
        if name.endswith(_TEXTS):
            _read_part(
                name, part.decode("utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace"), contents
            )
        elif _EMBEDDED.fullmatch(name):
            opened(name, part, contents, depth + 1)


def _read_part(name: str, text: str, contents: Contents) -> None:
    if "<!ENTITY" in text:
        raise TooMuch
    contents.traces |= {trace for trace, where, what in _INSIDE if where.fullmatch(name) and what.search(text)}
    if name in _PROPERTIES:
        contents.name(*(html.unescape(each) for _tag, each in _AUTHORS.findall(text)))
    shown = "\n".join(
        html.unescape(each) for each in _STATED.findall(text) if not each.startswith(("http://schemas", "/"))
    )
    contents.add(html.unescape(_TAGS.sub("", _ENDS.sub("\n", text))) + f"\n{shown}")


def read_zip(data: bytes, contents: Contents, depth: int, opened: Open) -> None:
    """Adds what each file of a zip holds, and its name."""
    for name, part in parts_of(data, contents):
        contents.add(name)
        opened(name, part, contents, depth + 1)


def parts_of(data: bytes, contents: Contents) -> list[tuple[str, bytes]]:
    """Returns the files of a zip, by name; raises `TooMuch` before anything is unpacked beyond the budget."""
    found: list[tuple[str, bytes]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        listed = [each for each in archive.infolist() if not each.is_dir()]
        contents.spend(sum(each.file_size for each in listed), len(listed))
        if archive.comment:
            contents.add(archive.comment.decode("utf-8", "replace"))
        for each in listed:
            if each.filename.startswith(("/", "\\")) or ".." in each.filename.split("/"):
                raise TooMuch
            with archive.open(each) as part:
                content = part.read(each.file_size + 1)
            if len(content) > each.file_size:
                raise TooMuch
            found.append((each.filename, content))
    return found


def changed_on(data: bytes) -> str:
    """Returns the moment at which a document says that it was last changed, as its properties write it, or ""."""
    parts = (part.decode("utf-8", "replace") for name, part in parts_of(data, Contents()) if name in _PROPERTIES)
    return next((found[1] for each in parts if (found := _CHANGED.search(each))), "")


def clean_office(data: bytes) -> bytes:
    """Returns the document without the names of who made it in its properties."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for each in archive.infolist():
            part = archive.read(each)
            if each.filename in _PROPERTIES:
                part = _AUTHORS.sub(r"<\1></\1>", part.decode()).encode()
            written.writestr(each, part)
    return made.getvalue()


def is_office(data: bytes) -> bool:
    """Returns whether a zip is a document of an office."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
    return "[Content_Types].xml" in names or "mimetype" in names


def form_of(data: bytes) -> str:
    """Returns the extension that a document of an office is to have, "" where nothing says which."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {each.partition("/")[0] for each in archive.namelist()}
        kind = archive.open("mimetype").read(80).decode("ascii", "replace").strip() if "mimetype" in found else ""
    known = [extension for folder, extension in _FOLDERS.items() if folder in found]
    return _MEDIA.get(kind, known[0] if len(known) == 1 and not kind else "")
