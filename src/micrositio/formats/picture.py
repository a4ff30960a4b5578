"""Photographs and screenshots → the smaller copies that pages show: upright, opaque, in sRGB, without metadata."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import NamedTuple

import PIL
from PIL import Image, ImageCms, ImageOps, features

from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

_EXTENSIONS = ("jpeg", "jpg", "png")
LONGEST_SIDES = (480, 960, 1600)
"""Pixels of the longest side of each copy for a page; a smaller picture has fewer copies, the last of its own size."""
THUMBNAIL = (192, 144)
"""Pixels of the copy for lists, cut to this shape; of a smaller picture, the largest part of this shape."""
MAXIMUM_PIXELS = 64_000_000
_QUALITIES = (78, 50, 20, 0)
"""Quality of a copy (0 to 100): the first with which it is not larger, in bytes, than the picture."""
_EFFORT = 1
"""Effort of the compression (0 to 6): more takes twice the time for a few bytes."""
_STEP = 1.2
"""A copy that is not this many times smaller than the next is not made."""
_FORMATS = ("JPEG", "PNG")
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned upright, by its orientation (EXIF 2.32, 4.6.4)."""
_DIRECT = ("RGB", "RGBA", "L", "LA", "CMYK")
"""The modes in which a picture is made smaller as it is."""
_FAULTS = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError, struct.error, zlib.error)
"""What the library raises for a damaged file."""

RECIPE = repr((PIL.__version__, features.version("webp"), LONGEST_SIDES, THUMBNAIL, _QUALITIES, _EFFORT, _STEP))
"""What the bytes of the copies depend on, besides those of the picture."""

Image.MAX_IMAGE_PIXELS = None  # `_opened` has its own limit, which does not depend on warnings


class Copy(NamedTuple):
    """A copy of a picture: its width and height in pixels, and its bytes (WebP) or the file that holds them."""

    width: int
    height: int
    data: bytes | Path


class Picture(NamedTuple):
    """The copies of a picture: those for its page, the narrowest first, and the one for lists."""

    copies: tuple[Copy, ...]
    thumbnail: Copy


class _TooLarge(Exception):
    """A picture with too many pixels; the arguments are its width and height."""


def is_picture(file: str) -> bool:
    """Returns whether a file is a picture, by the extension of its name."""
    return file.rpartition(".")[2].lower() in _EXTENSIONS


def read_picture(file: str, path: Path) -> tuple[Picture | None, list[Problem]]:
    """Returns the copies of the picture at `path`; None and a problem of `file` if it cannot be shown."""
    try:
        return _picture(path), []
    except _TooLarge as large:
        width, height = large.args
        details = {"width": width, "height": height, "limit": MAXIMUM_PIXELS // 1_000_000}
        return None, [problem(Kind.PICTURE_SIZE, Place(file), **details)]
    except _FAULTS:
        return None, [problem(Kind.PICTURE_BROKEN, Place(file))]


def _picture(path: Path) -> Picture:
    with Image.open(path, formats=_FORMATS) as image:
        if image.width * image.height > MAXIMUM_PIXELS:
            raise _TooLarge(*image.size)
        sides, flat = _sides(max(image.size)), image.format == "PNG"
        image.draft(None, _within(image.size, sides[-1]))  # a JPEG is decoded at the nearest size that is not smaller
        widest = _shown(image, sides[-1])
    limit = path.stat().st_size
    copies = [(widest, _encoded(widest, flat, limit))]
    for side in reversed(sides[:-1]):
        narrower = _resized(copies[0][0], side)
        data = _encoded(narrower, flat, limit)
        if len(data) < len(copies[0][1]):  # a drawing made smaller may need more bytes
            copies.insert(0, (narrower, data))
    thumbnail = _cut(widest)
    made = (*copies, (thumbnail, _encoded(thumbnail, flat, limit)))
    *for_page, for_lists = (Copy(each.width, each.height, data) for each, data in made)
    return Picture(tuple(for_page), for_lists)


def _sides(longest: int) -> tuple[int, ...]:
    """Returns the longest side of each copy of a picture, the shortest first; none is longer than the picture's."""
    last = min(longest, LONGEST_SIDES[-1])
    return (*(each for each in LONGEST_SIDES if each * _STEP < last), last)


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Returns a size of the same shape whose longest side is `side`."""
    longest = max(size)
    return max(1, round(size[0] * side / longest)), max(1, round(size[1] * side / longest))


def _shown(image: Image.Image, side: int) -> Image.Image:
    """Returns the picture as it is seen, with its longest side as asked: upright, on white, in sRGB."""
    image.load()
    profile, turn = image.info.get("icc_profile"), _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    small = _resized(_resizable(image), side)
    upright = small if turn is None else small.transpose(turn)
    return _in_srgb(upright, profile) if profile else _opaque(upright)


def _resizable(image: Image.Image) -> Image.Image:
    if image.mode.startswith(("I", "F")):  # grey with 16 bits
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        return image if image.mode in ("RGBA", "LA") else image.convert("RGBA")
    return image if image.mode in _DIRECT else image.convert("RGB")


def _resized(image: Image.Image, side: int) -> Image.Image:
    size = _within(image.size, side)
    # Bicubic weights are polynomials: they do not depend on the mathematics library of the machine.
    return image if size == image.size else image.resize(size, Image.Resampling.BICUBIC)


def _opaque(image: Image.Image) -> Image.Image:
    """Returns the picture in RGB, with what is transparent in white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    whole = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Returns the picture in sRGB; one whose profile is not valid or of other colours, as if it had none."""
    plain = image if image.mode in ("L", "CMYK") else _opaque(image)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return _opaque(image)
    return found or _opaque(image)


def _cut(image: Image.Image) -> Image.Image:
    """Returns the middle of the picture in the shape of a thumbnail, never larger than the picture."""
    scale = min(1.0, image.width / THUMBNAIL[0], image.height / THUMBNAIL[1])
    size = max(1, round(THUMBNAIL[0] * scale)), max(1, round(THUMBNAIL[1] * scale))
    return ImageOps.fit(image, size, Image.Resampling.BICUBIC)


def _encoded(image: Image.Image, flat: bool, limit: int) -> bytes:
    """Returns the picture as a file of `limit` bytes or fewer, if the lowest quality allows.

    `flat`: drawings and screenshots, which are often smaller and always sharper without loss.
    """
    data = _webp(image, quality=_QUALITIES[0])
    if flat:
        data = min(_webp(image, lossless=True, quality=50), data, key=len)
    for quality in _QUALITIES[1:]:
        if len(data) > limit:
            data = _webp(image, quality=quality)
    return data


def _webp(image: Image.Image, quality: int, lossless: bool = False) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, lossless=lossless, method=_EFFORT, exif=b"", xmp=b"", icc_profile=b"")
    return file.getvalue()
