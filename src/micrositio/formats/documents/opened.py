"""A document of any kind that is published, read by what its bytes are."""

from __future__ import annotations

import contextlib
import re

from micrositio.formats.documents import images, office, pdf
from micrositio.formats.documents.contents import DEEPEST, Contents, TooMuch, Trace
from micrositio.model.dates import parse_day

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")
_DAY = re.compile(r"(?:D:)?(\d{4})[-:]?(\d\d)[-:]?(\d\d)")
_FORMULA = re.compile(r"""(?:^|[,;\t"])[ ]*(?:=[A-Za-z0-9(+'"-]|@[A-Za-z]+\(|[+-][A-Za-z]+(?:\(|\|))""", re.MULTILINE)
"""The start of a cell that a spreadsheet would take for a formula: no sign of a number, no user of a network."""
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def open_document(name: str, data: bytes) -> Contents:
    """Returns what a document holds; what cannot be read is named in `unread`."""
    contents = Contents()
    _open(name, data, contents, 0)
    return contents


def _open(name: str, data: bytes, contents: Contents, depth: int) -> None:
    try:
        if depth > DEEPEST:
            raise TooMuch
        _read(name, data, contents, depth)
    except (TooMuch, *images.FAULTS, *office.FAULTS, *pdf.FAULTS):
        contents.unread.append(name)


def _read(name: str, data: bytes, contents: Contents, depth: int) -> None:
    if b"%PDF-" in data[:1024]:
        pdf.read_pdf(data, contents, depth, _open)
    elif data.startswith(b"PK"):
        if office.is_office(data):
            contents.form = contents.form if depth else office.form_of(data)
            office.read_office(data, contents, depth, _open)
        else:
            contents.form = contents.form if depth else "zip"
            office.read_zip(data, contents, depth, _open)
    elif data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        images.read_image(data, contents)
    elif b"\0" in data[:4096] and data[:2] not in _BOMS:
        contents.unread.append(name)
    else:
        text = _decoded(data)
        contents.add(text)
        if name.lower().endswith(".csv") and _FORMULA.search(text):
            contents.traces.add(Trace.FORMULA)


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def stated_day(data: bytes) -> str:
    """Returns the day (AAAA-MM-DD) that a document's properties state, or ""; it may be that of a scanner or a copy."""
    try:
        if b"%PDF-" in data[:1024]:
            stated = pdf.made_on(data)
        elif data.startswith(b"PK"):
            stated = office.changed_on(data) if office.is_office(data) else ""
        else:
            stated = images.taken_on(data) if data.startswith(_IMAGES) else ""
    except (TooMuch, *images.FAULTS, *office.FAULTS, *pdf.FAULTS):
        return ""
    match = _DAY.match(stated)
    with contextlib.suppress(ValueError):
        return str(parse_day("-".join(match.groups()))) if match else ""
    return ""


def clean_copy(name: str, data: bytes) -> bytes | None:
    """Returns the document without its metadata, or None if that is to be done in the program that made it."""
    try:
        if b"%PDF-" in data[:1024]:
            return pdf.clean_pdf(data)
        if data.startswith(b"PK"):
            return office.clean_office(data) if office.is_office(data) else None
        return images.clean_image(data)
    except (*images.FAULTS, *office.FAULTS, *pdf.FAULTS):
        return None
