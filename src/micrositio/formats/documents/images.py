"""Photographs and pictures: what their metadata say, and a copy without them, with the same points."""

from __future__ import annotations

import io
import re
import struct
import zlib
from typing import Any

from PIL import Image

from micrositio.formats.documents.contents import Contents, Trace

_GPS, _EXIF = 0x8825, 0x8769
_NAMES = (0x010E, 0x013B, 0x8298, 0x9286, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F, 0xA430)
"""Description, artist, rights, comments, title, author, keywords, subject and owner (EXIF 2.32, and Windows')."""
_ORIENTATION = 0x0112
_TAKEN, _CHANGED = 0x9003, 0x0132
_HARMLESS = frozenset(
    (_ORIENTATION, 0x011A, 0x011B, 0x0128, 0x0213, 0x0100, 0x0101, _EXIF, _GPS, 0xA001, 0xA002, 0xA003)
)
"""What says how to show the picture, and nothing else."""
_SHOWING = frozenset(
    ("dpi", "gamma", "icc_profile", "jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform",
     "progressive", "progression", "transparency", "background", "loop", "duration", "srgb", "chromaticity",
     "interlace",
     "aspect", "exif", "timestamp", "bbox", "compression", "mp", "mpoffset", "default_image")
)  # fmt: skip
FAULTS = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError),
    *(MemoryError, struct.error, zlib.error),
)
"""What the library raises for a damaged file."""
_PLACES = re.compile(r"GPS(?:Latitude|Longitude|Position)|<[^>]*(?:City|Location)>", re.IGNORECASE)
_MOST = 1_000_000
"""Bytes of a packed text that are read."""
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"pHYs",
        b"bKGD",
        b"hIST",
    )
)
_KEPT_SEGMENTS = frozenset((0xE0, 0xE2, 0xEE))
"""Segments of a JPEG that say how to show it: JFIF, colour profile and Adobe's transform."""


def read_image(data: bytes, contents: Contents) -> None:
    """Adds the metadata of a picture to `contents`, without reading its points; raises `FAULTS` if it is damaged."""
    contents.pictures = True
    with Image.open(io.BytesIO(data)) as image:
        exif = _exif(image, data)
        stated = {**exif, **exif.get_ifd(_EXIF)}
        info = dict(image.info)
    if exif.get_ifd(_GPS):
        contents.traces.add(Trace.PLACE)
    for tag, value in stated.items():
        text = _text(value)
        if tag in _NAMES and text.strip("\x00 "):
            contents.traces.add(Trace.NAME)
            contents.add(text)
        elif tag not in _HARMLESS:
            contents.traces.add(Trace.OTHER)
    info |= {f"{name}-": text for name, text in _chunks(data)}
    for name, value in info.items():
        if str(name).rstrip("-").lower() not in _SHOWING:
            text = _text(value)
            contents.traces.add(Trace.PLACE if _PLACES.search(text) else Trace.NAME)
            contents.add(f"{name}: {text}")


def _exif(image: Image.Image, data: bytes) -> Image.Exif:
    """Returns what the camera wrote in a picture; the library would read the points of a PNG to know it."""
    if image.format != "PNG":
        return image.getexif()
    exif = Image.Exif()
    exif.load(next((body for kind, body in _png_chunks(data) if kind == b"eXIf"), b""))
    return exif


def taken_on(data: bytes) -> str:
    """Returns the moment at which a photograph says that it was taken, as its camera writes it, or ""."""
    with Image.open(io.BytesIO(data)) as image:
        exif = _exif(image, data)
        return str(exif.get_ifd(_EXIF).get(_TAKEN) or exif.get(_CHANGED) or "")


def _text(value: Any) -> str:
    """Returns a value of the metadata as text: those of Windows are in UTF-16."""
    if isinstance(value, tuple) and all(isinstance(each, int) and 0 <= each < 256 for each in value):
        value = bytes(value)
    if isinstance(value, bytes):
        is_wide = len(value) > 3 and value[1::2].count(0) * 2 > len(value[1::2])
        return value.decode("utf-16-le" if is_wide else "utf-8", "replace")
    return str(value)


def _chunks(data: bytes) -> list[tuple[str, str]]:
    """Returns the texts of a PNG, also those after its points, which the library reads only with them."""
    found: list[tuple[str, str]] = []
    for kind, body in _png_chunks(data):
        name, _, rest = body.partition(b"\0")
        if kind == b"tEXt":
            found.append((name.decode("latin-1"), rest.decode("latin-1")))
        elif kind == b"zTXt":
            found.append(
                (name.decode("latin-1"), zlib.decompressobj().decompress(rest[1:], 1_000_000).decode("latin-1"))
            )
        elif kind == b"iTXt":
            packed, text = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
            text = zlib.decompressobj().decompress(text, _MOST) if packed else text
            found.append((name.decode("latin-1"), text.decode("utf-8", "replace")))
        elif kind == b"tIME":
            found.append(("date", kind.decode()))
    return found


def _png_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    place = len(_PNG) if data.startswith(_PNG) else len(data)
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        found.append((data[place + 4 : place + 8], data[place + 8 : place + 8 + length]))
        place += 12 + length
    return found


def clean_image(data: bytes) -> bytes | None:
    """Returns the picture without metadata, its points and its turn as they were; None if it is of another kind."""
    if data.startswith(_PNG):
        kept = ((kind, body) for kind, body in _png_chunks(data) if kind in _KEPT_CHUNKS)
        return _PNG + b"".join(
            len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
            for kind, body in kept
        )
    return _clean_jpeg(data) if data.startswith(b"\xff\xd8\xff") else None


def _clean_jpeg(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        turned = image.getexif().get(_ORIENTATION, 1)
    made, place = [data[:2]], 2
    if turned != 1:
        exif = Image.Exif()
        exif[_ORIENTATION] = turned
        body = exif.tobytes()
        made.append(b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body)
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        kind, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if kind in _KEPT_SEGMENTS or not (0xE0 <= kind <= 0xEF or kind == 0xFE):
            made.append(data[place : place + 2 + length])
        place += 2 + length
    return b"".join(made) + data[place:]
