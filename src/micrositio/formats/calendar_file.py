"""Calendar files written (iCalendar, RFC 5545): properties as folded lines of UTF-8, components, whole calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

_LONGEST = 74
"""Maximum bytes of a line: RFC 5545 asks for at most 75 octets."""


def text_line(name: str, words: str) -> bytes:
    r"""Returns a property whose value is a text, with `\`, `;`, `,` and line ends escaped."""
    words = words.replace(r"\N", "\n").replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
    return line(name, words.replace("\r\n", r"\n").replace("\n", r"\n").replace("\r", r"\n"))


def time_line(name: str, when: date | datetime) -> bytes:
    """Returns a property whose value is a day, or a time in UTC or in no zone."""
    stamp = when.isoformat().replace("+00:00", "Z").replace("-", "").replace(":", "")
    return line(name if isinstance(when, datetime) else f"{name};VALUE=DATE", stamp)


def line(name: str, value: str) -> bytes:
    """Returns a property with a value as it is written, folded: no character and no escape is split."""
    data = f"{name}:{value}\r\n".encode()
    parts: list[bytes] = []
    start, last = 0, len(data) - 2
    while last - start > _LONGEST:
        end = start + _LONGEST
        while data[end] & 0xC0 == 0x80:
            end -= 1
        end -= data[end - 1] in b"\\^"
        parts.append(data[start:end])
        start = end
    return b"\r\n ".join((*parts, data[start:]))


def component(name: str, parts: Iterable[bytes]) -> bytes:
    """Returns a component with its properties and inner components, in order."""
    return b"BEGIN:%b\r\n%bEND:%b\r\n" % (name.encode(), b"".join(parts), name.encode())
