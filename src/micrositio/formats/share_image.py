"""The image that other sites show beside a link to a commitment: words, with a theme's colours and letters."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import PIL
from PIL import Image, ImageDraw, ImageFont, features

WIDTH, HEIGHT = 1200, 630
"""Pixels of the image: the shape that social networks show whole."""
_EDGE, _BAND, _STRIPE, _NOTICE = 64, 92, 8, 58
"""Pixels of the margin, of the band with the site's name, of the stripe below it and of the notice."""
_ANSWER_TOP, _DATE_TOP = 452, 560
_TITLE_SIZES = range(66, 27, -2)
"""Sizes in which a title is tried, in pixels: the first at which it fits, without parting a word."""
_LEADING = 1.18
"""Distance between two lines, in times the size of the letters."""
_COLOURS = 32
_MISSING = "\uffff"
"""A character that no font has: its drawing is that of any other that is missing."""

RECIPE = repr((PIL.__version__, features.version("freetype2"), features.version("zlib"), 2))
"""What the bytes of an image depend on, besides its words, its letters and its colours."""


class ShareWords(NamedTuple):
    """The words of an image, in one language; `notice` is "" unless the plan is invented."""

    site: str
    number: str
    title: str
    question: str
    answer: str
    plan: str
    date: str
    notice: str = ""


def draw_share_image(words: ShareWords, letters: tuple[Path, Path], colours: Mapping[str, str]) -> bytes | None:
    """Returns the image as PNG, without metadata; None if the letters lack a sign or a line does not fit."""
    usual, bold = (str(each) for each in letters)
    if not all(_has(bold, each) and _has(usual, each) for each in words):
        return None
    image = Image.new("RGB", (WIDTH, HEIGHT), colours["paper"])
    sheet = _Sheet(ImageDraw.Draw(image), colours, usual, bold)
    if not all(sheet.drawn(words)):
        return None
    file = io.BytesIO()
    image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


class _Sheet(NamedTuple):
    """The sheet that is drawn on, with its colours and the files of its letters."""

    pen: ImageDraw.ImageDraw
    colours: Mapping[str, str]
    usual: str
    bold: str

    def drawn(self, words: ShareWords) -> Iterator[bool]:
        """Draws every part of the image; yields whether each one fitted."""
        self._box(0, _BAND, "band")
        self._box(_BAND, _BAND + _STRIPE, "band-edge")
        top = _BAND + _STRIPE
        yield self._line(words.site, self.bold, 34, (_EDGE, 24), "band-ink")
        if words.notice:
            self._box(top, top + _NOTICE, "warn-paper")
            yield self._line(words.notice, self.bold, 28, (_EDGE, top + 10), "ink")
            top += _NOTICE
        yield self._line(words.number, self.bold, 30, (_EDGE, top + 22), "accent")
        yield self._title(words.title, top + 68)
        self.pen.rectangle((_EDGE, _ANSWER_TOP, _EDGE + 9, _ANSWER_TOP + 92), self.colours["accent"])
        yield self._line(words.question, self.usual, 30, (_EDGE + 32, _ANSWER_TOP - 8), "muted")
        yield self._line(words.answer, self.bold, 52, (_EDGE + 32, _ANSWER_TOP + 28), "ink")
        yield self._line(f"{words.plan} · {words.date}", self.usual, 28, (_EDGE, _DATE_TOP), "muted")

    def _box(self, top: int, bottom: int, colour: str) -> None:
        self.pen.rectangle((0, top, WIDTH - 1, bottom - 1), self.colours[colour])

    def _line(self, text: str, letters: str, size: int, place: tuple[int, int], colour: str) -> bool:
        """Draws a line, smaller if it is long; returns whether it fits."""
        for smaller in range(size, 19, -2):
            font = _font(letters, smaller)
            if font.getlength(text) <= WIDTH - _EDGE - place[0]:
                self.pen.text((place[0], place[1] + (size - smaller) * 0.7), text, self.colours[colour], font)
                return True
        return False

    def _title(self, title: str, top: int) -> bool:
        """Draws the title in as many lines as it needs, as large as it fits; returns whether it fits."""
        for size in _TITLE_SIZES:
            font, lines = _font(self.bold, size), _wrapped(title, _font(self.bold, size))
            if lines and top + len(lines) * size * _LEADING <= _ANSWER_TOP - 34:
                for number, line in enumerate(lines):
                    self.pen.text((_EDGE, top + number * size * _LEADING), line, self.colours["ink"], font)
                return True
        return False


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Returns the text in lines that fit in the image, of whole words; none if a word does not fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * _EDGE:
            lines[-1] = longer
        elif font.getlength(word) > WIDTH - 2 * _EDGE:
            return []
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=64)
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout gives the same places to the letters on every machine; the other one may not be installed.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _has(file: str, text: str) -> bool:
    """Returns whether the letters have every sign of the text."""
    return not any(_is_missing(file, sign) for sign in set(text))


@lru_cache(maxsize=1024)
def _is_missing(file: str, sign: str) -> bool:
    return not sign.isspace() and bytes(_font(file, 20).getmask(sign)) == bytes(_font(file, 20).getmask(_MISSING))
