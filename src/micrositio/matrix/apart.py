"""Rows of a matrix that are not of the plan: totals, notes, and the names of the columns again."""

from __future__ import annotations

import re

from micrositio.editing.meanings import folded
from micrositio.model.text import N_

A_TOTAL = N_("parece un total («{text}»)")
A_HEADER = N_("repite los nombres de las columnas")
A_TITLE = N_("parece un título o una nota («{text}»)")
_OF_LEVEL = (
    "eje|eixo|objetivo|programa|linea|sector|proyecto|compromiso|tema|meta|dependencia|secretaria|area|componente"
)
_TOTAL = re.compile(
    r"(?:sub-?|gran-)?total(?:es)?(?:-(?:general|geral|global|acumulado|parcial))?|sumas?(?:-total)?|"
    rf"subtotal-.*|(?:promedio|media|avance)(?:-(?:general|geral|total|promedio|global))*|"
    rf"(?:total|promedio|media|avance)-(?:del?-|d[ao]-)?(?:{_OF_LEVEL})(?:-[a-z]?[\divx]+)?"
)
"""Titles of rows of totals; «Avance» alone is one too."""
_TOTAL_OF = re.compile(r"(?:sub-?)?total(?:es)?-.*|(?:promedio|media)-.*")
_NOTE = re.compile(
    r"\*+.*|(?:notas?|fuentes?|elabor|valid|autoriz|revis|corte|actualiza|fecha-de|vo-bo|pagina)\w*(?:-.*)?"
)


def is_total(text: str, has_milestone: bool = True) -> bool:
    """Returns whether a text is the title of a row of totals: «Total de becas» may be that of an indicator."""
    plain = folded(text)
    return bool(_TOTAL.fullmatch(plain) or (not has_milestone and _TOTAL_OF.fullmatch(plain)))


def is_note(text: str) -> bool:
    """Returns whether a text that stands alone in its row is a note, as those below a table."""
    return text.lstrip().startswith("*") or bool(_NOTE.fullmatch(folded(text)))
