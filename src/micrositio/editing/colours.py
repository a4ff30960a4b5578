"""The colours of a theme from one: each as near to it as lets every text on it, or in it, be read (WCAG 2.2)."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable, Mapping

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
ENOUGH = 4.5
"""The least contrast of a text with what is behind it (WCAG 2.2, 1.4.3)."""
_STEP = 0.01
_TOKEN = re.compile(r"--([\w-]+): *(#[0-9a-fA-F]{3,6});")


def contrast(one: str, other: str) -> float:
    """Returns the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _parts(colour: str) -> list[float]:
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    return [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]


def _nearest(colour: str, step: float, is_enough: Callable[[str], bool]) -> str:
    """Returns the colour made lighter or darker, step by step, until it is enough; at last white or black."""
    hue, light, strength = colorsys.rgb_to_hls(*_parts(colour))
    end = 0 if step < 0 else 1
    while not is_enough(made := _hex(colorsys.hls_to_rgb(hue, light, strength))) and light != end:
        light = min(1, max(0, light + step))
    return made


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(each * 255):02x}" for each in parts)


def sheet_of(colour: str, base: str) -> str:
    """Returns the style sheet of colours `base` with those that tell a theme from another made from `colour`."""
    light, mark, dark = base.partition("@media")
    return _with(light, colour, -_STEP) + mark + _with(dark, colour, _STEP)


def _with(block: str, colour: str, step: float) -> str:
    """Returns the block of one mode; `step` makes a text's colour tell more from the papers of that mode."""
    own = dict(_TOKEN.findall(block))
    papers, ink = (own["paper"], own["surface"]), own["accent-ink"]
    accent = _nearest(colour, step, lambda made: all(contrast(made, each) >= ENOUGH for each in (*papers, ink)))
    band = _nearest(colour, -_STEP, lambda made: contrast(made, "#fff") >= 2 * ENOUGH)
    return _replaced(block, {"accent": accent, "band": band})


def _replaced(block: str, colours: Mapping[str, str]) -> str:
    return _TOKEN.sub(lambda found: f"--{found[1]}: {colours.get(found[1], found[2])};", block)
