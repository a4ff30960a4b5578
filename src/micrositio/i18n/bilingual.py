"""Interface texts for files outside the pages: in the language of the data or, if the format allows, in all."""

from __future__ import annotations

from micrositio.i18n.messages import catalogue, languages
from micrositio.model.text import SOURCE_LANGUAGE, Text

ENGLISH = "en"
_ = catalogue(SOURCE_LANGUAGE).gettext


def interface_text(message: str) -> Text:
    """Returns an interface text in each language of the interface."""
    return Text(**{language: catalogue(language).gettext(message) for language in languages()})


def invented_notice() -> Text:
    """Returns the notice, in both languages, for every file made from an invented plan."""
    first = interface_text(_("Plan inventado."))
    then = interface_text(
        _("Esto es una demostración: el municipio, el plan, las cifras y los documentos son inventados.")
    )
    return Text(**{language: f"{words} {then.in_(language)}" for language, words in first.words})
