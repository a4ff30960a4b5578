"""How easy a text in Spanish is to read: the Szigriszt-Pazos index on the INFLESZ scale, and the syllables it counts.

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
"""The words of the INFLESZ scale, each from the index at which it begins."""
HARDEST = N_("muy difícil")
"""Its word for what is below all of them."""

PLAIN = 55
"""From here on, on the INFLESZ scale, a text is as easy as what most people read («normal»)."""
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…]+[»”\")\]]*(?=\s|$)")
_SILENT = re.compile(r"h|(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])")
_VOWEL_Y = re.compile(r"y(?![aeiouáéíóúü])")
_NUCLEUS = re.compile(r"[iuü]?[aeoáéó](?:[iuü](?![aeoáéóíú]))?|[iuü]?[íú]|[iuü]+")
"""An open vowel with the closed ones beside it, or closed vowels together; a stressed í or ú breaks the diphthong."""


@dataclass(frozen=True)
class Ease:
    """What the index is made of."""

    syllables: int
    words: int
    sentences: int

    @property
    def index(self) -> float:
        """The Szigriszt-Pazos index: the higher, the easier."""
        return 206.835 - 62.3 * self.syllables / self.words - self.words / self.sentences

    @property
    def shown(self) -> int:
        """The index as people see it: whole, from 0 to 100, never above what it is."""
        return min(max(int(self.index), 0), 100)

    @property
    def is_plain(self) -> bool:
        """Whether most people can read it."""
        return self.index >= PLAIN


def ease(paragraphs: Iterable[str]) -> Ease | None:
    """How easy the paragraphs are, or None without words. Numbers are not words; a paragraph ends its last sentence."""
    sentences = [words for each in paragraphs for part in _SENTENCE_END.split(each) if (words := _WORD.findall(part))]
    words = [word for each in sentences for word in each]
    return Ease(sum(map(syllables, words)), len(words), len(sentences)) if words else None


@lru_cache(maxsize=1 << 15)
def syllables(word: str) -> int:
    """The syllables of a Spanish word, by the rules of its spelling (RAE, Ortografía, 2010); at least 1."""
    heard = _VOWEL_Y.sub("i", _SILENT.sub("", word.lower()))
    return len(_NUCLEUS.findall(heard)) or 1
