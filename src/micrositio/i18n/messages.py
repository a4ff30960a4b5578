"""Interface texts: gettext catalogues read from their .po files; Spanish is the source language."""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from micrositio.model.text import SOURCE_LANGUAGE

DOMAIN = "micrositio"


@cache
def languages() -> tuple[str, ...]:
    """The languages that the interface can be in: Spanish, and every one that has a catalogue."""
    found = (each.name for each in files("micrositio").joinpath("i18n", "locale").iterdir() if each.is_dir())
    return (SOURCE_LANGUAGE, *sorted(found))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations into `language`; a text without one comes back as it is (Spanish)."""
    path = files("micrositio").joinpath("i18n", "locale", language, "LC_MESSAGES", f"{DOMAIN}.po")
    if not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as source:
        messages = read_po(source, locale=language, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
