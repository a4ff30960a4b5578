"""Readability of a text in Spanish: the Szigriszt-Pazos index on the INFLESZ scale, and its count of syllables.

The index is that of F. Szigriszt Pazos, «Sistemas predictivos de legibilidad del mensaje escrito: fórmula de
perspicuidad» (Universidad Complutense de Madrid, 1993): 206.835 − 62.3 × syllables/words − words/sentences. The scale
is that of I. M. Barrio Cantalejo et al., «Validación de la Escala INFLESZ» (An. Sist. Sanit. Navar., 2008).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from micrositio.model.text import N_

EASE = {80: N_("muy fácil"), 65: N_("bastante fácil"), 55: N_("normal"), 40: N_("algo difícil")}
"""The grades of the INFLESZ scale, by the index at which each begins."""
HARDEST = N_("muy difícil")
"""The grade of the INFLESZ scale below all the others."""

PLAIN = 55
"""Index on the INFLESZ scale from which a text is as easy as what most people read («normal»)."""
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…]+[»”\")\]]*(?=\s|$)")
_SILENT = re.compile(r"h|(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])")
_VOWEL_Y = re.compile(r"y(?![aeiouáéíóúü])")
_NUCLEUS = re.compile(r"[iuü]?[aeoáéó](?:[iuü](?![aeoáéóíú]))?|[iuü]?[íú]|[iuü]+")
"""Matches an open vowel with the closed ones beside it, or closed vowels together.

A stressed í or ú breaks the diphthong.
"""


@dataclass(frozen=True)
class Ease:
    """The counts from which the index is computed."""

    syllables: int
    words: int
    sentences: int

    @property
    def index(self) -> float:
        """The Szigriszt-Pazos index: the higher, the easier."""
        return 206.835 - 62.3 * self.syllables / self.words - self.words / self.sentences

    @property
    def shown(self) -> int:
        """The index as shown to people: a whole number from 0 to 100, rounded down."""
        return min(max(int(self.index), 0), 100)

    @property
    def is_plain(self) -> bool:
        """Whether most people can read the text."""
        return self.index >= PLAIN


def ease(paragraphs: Iterable[str]) -> Ease | None:
    """Returns the counts of the paragraphs, or None without words.

    Numbers are not words; the end of a paragraph ends its last sentence.
    """
    sentences = [words for each in paragraphs for part in _SENTENCE_END.split(each) if (words := _WORD.findall(part))]
    words = [word for each in sentences for word in each]
    return Ease(sum(map(syllables, words)), len(words), len(sentences)) if words else None


@lru_cache(maxsize=1 << 15)
def syllables(word: str) -> int:
    """Returns the syllables of a Spanish word, by the rules of its spelling (RAE, Ortografía, 2010); at least 1."""
    heard = _VOWEL_Y.sub("i", _SILENT.sub("", word.lower()))
    return len(_NUCLEUS.findall(heard)) or 1
