"""What a document holds: its texts, what was left in it, and whether anybody can read all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from micrositio.model.text import N_

MOST_BYTES = 60_000_000
"""Bytes of all that is unpacked from a document, whatever it holds."""
MOST_PARTS = 3000
"""Files within a document, or objects of a PDF."""
MOST_PAGES = 600
MOST_TEXT = 8_000_000
"""Characters of text read from a document."""
DEEPEST = 3
"""How many documents may be one within another."""


class TooMuch(ValueError):
    """Raised where a document holds more than its budget, or is not what it seems."""


class Trace(Enum):
    """What is left in a document beside what it shows: its name for people, and whether a copy can be without it."""

    PLACE = (N_("el lugar en que se tomó (GPS)"), True)
    NAME = (N_("un nombre o un comentario"), True)
    HIDDEN = (N_("una hoja, filas o texto que no se ven"), False)
    COMMENT = (N_("comentarios o notas"), False)
    CHANGES = (N_("el control de cambios, con lo que se borró"), False)
    LINKS = (N_("enlaces a otros archivos, con lo que se leyó de ellos"), False)
    BOX = (N_("un recuadro que tapa un texto que sigue ahí"), False)
    CODE = (N_("un programa (JavaScript, macros)"), True)
    PROPERTIES = (N_("propiedades: quién lo hizo"), True)
    FORMULA = (N_("una fórmula, que Excel correría al abrirlo"), False)
    OTHER = (N_("otros metadatos: con qué y cuándo se hizo"), True)

    def __init__(self, words: str, is_removable: bool) -> None:
        """Sets the attributes from the parts of the value."""
        self.words, self.is_removable = words, is_removable


@dataclass
class Contents:
    """The contents of a document, gathered while it is read.

    `names` are those of who made it, from its properties; `unread`, the parts that cannot be read; `pictures`: it is,
    or holds, a picture; `is_mute`: it is a PDF with a page that is only a picture of a text; `form`: the
    extension that its parts are of, "" where it is not a document of an office.
    """

    texts: list[str] = field(default_factory=list)
    traces: set[Trace] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    pictures: bool = False
    is_mute: bool = False
    form: str = ""
    bytes: int = 0
    parts: int = 0
    characters: int = 0

    def add(self, text: str) -> None:
        """Adds a text; raises `TooMuch` past the budget."""
        self.characters += len(text)
        if self.characters > MOST_TEXT:
            raise TooMuch
        self.texts.append(text)

    def spend(self, size: int, parts: int = 1) -> None:
        """Counts what is unpacked; raises `TooMuch` past the budget."""
        self.bytes += size
        self.parts += parts
        if self.bytes > MOST_BYTES or self.parts > MOST_PARTS:
            raise TooMuch

    def name(self, *names: str) -> None:
        """Adds the names of who made the document, which are also texts."""
        for each in names:
            if each.strip():
                self.names.append(each.strip())
                self.add(each)
