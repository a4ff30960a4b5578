"""The words of what is read outside the pages: in Spanish or, where the format holds two languages, in both."""

from __future__ import annotations

from micrositio.i18n.messages import catalogue
from micrositio.model.text import SOURCE_LANGUAGE, Text

ENGLISH = "en"
_ = catalogue(SOURCE_LANGUAGE).gettext


def spanish(text: Text) -> str:
    """The text in Spanish, or in English where that is all there is."""
    return text.pick(SOURCE_LANGUAGE)[0]


def both(message: str) -> Text:
    """A text of the interface in both languages."""
    return Text(message, catalogue(ENGLISH).gettext(message))


def invented_notice() -> Text:
    """What everything that is made of an invented plan says of itself."""
    first = both(_("Plan inventado."))
    then = both(_("Esto es una demostración: el municipio, el plan, las cifras y los documentos son inventados."))
    return Text(f"{first.es} {then.es}", f"{first.en} {then.en}")
