"""Texts that state who publishes a site and whether the government of its plans adopted the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from micrositio.i18n.display import date_words
from micrositio.i18n.messages import catalogue
from micrositio.model.settings import GOVERNMENT_KIND, IN_REVIEW, OFFICIAL, UNOFFICIAL, Official, Publisher, SiteConfig
from micrositio.model.text import SOURCE_LANGUAGE, Text

_ = catalogue(SOURCE_LANGUAGE).gettext

_STATES: Mapping[str, str] = {
    UNOFFICIAL: _("Sitio no oficial: el gobierno ({government}) no lo ha adoptado."),
    IN_REVIEW: _("Sitio aún no oficial: el gobierno ({government}) lo revisa."),
    OFFICIAL: _("Sitio oficial: el gobierno ({government}) lo adoptó."),
}
"""Message of each state of `oficial`."""
_SHORT: Mapping[str, str] = {
    UNOFFICIAL: _("Sitio no oficial."),
    IN_REVIEW: _("Sitio aún no oficial."),
    OFFICIAL: _("Sitio oficial."),
}
"""The same messages without the government, for a publisher that is the government or a page about another one."""


class Imprint(NamedTuple):
    """Publisher of a site and the default government of its plans."""

    publisher: Publisher = Publisher()
    official: Official = Official()
    government: Text = Text()
    level: str = ""

    @property
    def by_government(self) -> bool:
        """Whether the publisher is the government of the plans."""
        return bool(self.publisher.name) and self.publisher.name.base == self.government.base

    @property
    def level_of_publisher(self) -> str:
        """Level of government of the publisher; "" if it is not a government or not the one of the plans."""
        ours = self.official.state == OFFICIAL or self.by_government
        return self.level if self.publisher.kind == GOVERNMENT_KIND and ours else ""

    @property
    def keys(self) -> Mapping[str, Mapping[str, str]]:
        """Settings under `publica` and `oficial`, the latter always in its long form; "" for unknown values."""
        name, official, document = self.publisher.name, self.official, self.official.document
        since = {"estado": official.state, "desde": str(official.since or "")}
        return {
            "publica": {**name.keys("nombre"), "tipo": self.publisher.kind},
            "oficial": {**since, **document.keys("documento"), "enlace": official.link},
        }


def imprint_of(config: SiteConfig) -> Imprint:
    """Returns the imprint that a site's settings state."""
    return Imprint(config.publisher, config.official, config.government, config.level)


def standing(imprint: Imprint, government: Text | None, language: str) -> str:
    """Returns whole sentences on whether the site is official and who publishes it: the line under the site's name.

    `government` is the government of the plan shown; if it is not the site's, the site's adoption says nothing about
    that government. None is for a place that already names the government.
    """
    translate = catalogue(language).gettext
    publisher = imprint.publisher.name
    if not publisher and not imprint.official.state:
        return translate(_("Quién publica este sitio: sin dato."))
    signed = _("Lo publica {publisher}.") if publisher else _("Quién lo publica: sin dato.")
    last = translate(signed).format(publisher=publisher.pick(language)[0])
    return " ".join(filter(None, (adoption(imprint, government, language), last)))


def adoption(imprint: Imprint, government: Text | None, language: str) -> str:
    """Returns the words for whether the site is official, since when and by which document.

    If `government` is None or not the site's, only the state, in short, and "" for an official site.
    """
    return " ".join(_adoption(imprint, government, language))


def _adoption(imprint: Imprint, government: Text | None, language: str) -> Iterator[str]:
    translate, official = catalogue(language).gettext, imprint.official
    if not official.state:
        yield translate(_("Si este sitio es oficial: sin dato."))
    elif government is None or government != imprint.government:
        yield "" if official.state == OFFICIAL else translate(_SHORT[official.state])
    else:
        words = _SHORT if imprint.by_government else _STATES
        yield translate(words[official.state]).format(government=government.pick(language)[0])
        if official.since:
            yield translate(_("Desde: {day}.")).format(day=date_words(official.since, language))
        if official.document:
            yield translate(_("Documento: {document}.")).format(document=official.document.pick(language)[0])
