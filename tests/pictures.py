"""Photographs and screenshots for the tests, made the same each time: no picture of anybody is kept with them."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from functools import cache
from typing import Any

from PIL import Image, ImageCms

from support import Edit, Files, append, of_plan, write

FOLDER = of_plan("evidencias/2024-03")
MANIFEST = f"{FOLDER}/datapackage.yaml"
ADDRESSES = "content/direcciones.txt"
WIDTH, HEIGHT = 2400, 1800
NORTH = (40, 90, 200)
SOUTH = (200, 120, 40)


@cache
def photograph(width: int = WIDTH, height: int = HEIGHT, shade: int = 0) -> bytes:
    """A JPEG as a telephone leaves it: lying on its side, with where and when it was taken, and a profile of colours.

    Upright it is `height` wide and `width` high; its top is `NORTH` and its bottom `SOUTH`.
    """
    image = Image.new("RGB", (width, height), SOUTH)
    image.paste(tuple(max(0, each - shade) for each in NORTH), (0, 0, width // 2, height))
    noise = Image.frombytes("L", (256, 256), bytes((x * x * 7 + x * 13) % 251 for x in range(256 * 256)))
    image = Image.blend(image, noise.resize((width, height)).convert("RGB"), 0.1)
    told = Image.Exif()
    told[0x0112] = 6
    told[0x010F] = "SECRETO"
    told.get_ifd(0x8825)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return _saved(image, "JPEG", quality=90, exif=told, icc_profile=profile, comment=b"SECRETO")


@cache
def screenshot(mode: str = "RGB", width: int = 700, height: int = 300) -> bytes:
    """A PNG of few colours, in any mode of the library."""
    image = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    image.paste((20, 40, 60, 255), (10, 10, width // 2, height // 2))
    if mode == "I;16":
        return _saved(Image.new("I;16", (width, height), 30_000), "PNG")
    return _saved(image.convert(mode), "PNG")


def huge(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it has thousands of millions of pixels."""
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(b"\0" * 9),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    )


def _saved(image: Image.Image, form: str, **how: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    """A picture with its pixels."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def pictured(name: str, file: str, content: bytes, *keys: str) -> tuple[Edit, ...]:
    """Edits that add a document that is a picture to the small site, at the end of the manifest.

    Somebody looked at it; one that says where it was taken was published before that was refused.
    """
    entry = (
        f"  - name: {name}",
        f"    title: Imagen {name}",
        "    tipo: fotografia",
        "    demuestra: Algo que se ve.",
        "    plan: plan-minimo",
        f"    path: {file}",
        f"    bytes: {len(content)}",
        f'    hash: "sha256:{hashlib.sha256(content).hexdigest()}"',
        *(f"    {key}" for key in keys),
        "    revisado_por: Unidad de Transparencia",
        "    revisado_el: 2024-04-01",
    )
    edits = write(f"{FOLDER}/{file}", content), append(MANIFEST, "\n".join(entry) + "\n")
    return (*edits, _published(name)) if content.startswith(b"\xff\xd8") else edits


def _published(name: str) -> Edit:
    def edit(files: Files) -> None:
        listed = files.get(ADDRESSES, b"")
        assert isinstance(listed, bytes)
        files[ADDRESSES] = listed + f"/plan-minimo/evidencias/{name}/\n".encode()

    return edit
