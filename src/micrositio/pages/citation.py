"""How to cite a plan's open data: what a reference must say, and the same in BibTeX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..records import Text

_SPECIAL = str.maketrans({"\\": r"\textbackslash{}"} | {sign: f"\\{sign}" for sign in "&%$#_{}"})


@dataclass(frozen=True)
class Citation:
    """What a reference to a plan's data says.

    `key` names it; `day` is that of the last cut (None: there is none); `address` is "" while the site has none;
    `digest` is the SHA-256 of the file `digested`, in hexadecimal.
    """

    key: str
    title: Text
    version: str
    day: date | None
    address: str
    digested: str
    digest: str

    def bibtex(self, publisher: str) -> str:
        """The reference for a bibliography manager; `publisher` is who publishes the data, as the page names it."""
        lines = (f"  {name} = {{{value}}}" for name, value in self._fields(publisher) if value)
        return f"@misc{{{self.key}-{self.version},\n" + ",\n".join(lines) + "\n}\n"

    def _fields(self, publisher: str) -> Iterator[tuple[str, str]]:
        yield "author", f"{{{_escaped(publisher)}}}"
        yield "title", f"{{{_escaped(self.title.pick('es')[0])}}}"
        yield "version", self.version
        yield "year", str(self.day.year) if self.day else ""
        yield "date", str(self.day or "")
        yield "url", self.address
        yield "note", f"SHA-256 ({_escaped(self.digested)}): {self.digest}"


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
