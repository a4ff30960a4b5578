"""Who signs what a site publishes, in words: who publishes it and whether the government of its plans adopted it."""

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
"""What each state of `oficial` says (messages)."""
_SHORT: Mapping[str, str] = {
    UNOFFICIAL: _("Sitio no oficial."),
    IN_REVIEW: _("Sitio aún no oficial."),
    OFFICIAL: _("Sitio oficial."),
}
"""The same without the government: where it is who publishes, or where the page is about another."""


class Imprint(NamedTuple):
    """Who publishes a site and where (`base_url`, "" for none), and which government its plans are of by default."""

    publisher: Publisher = Publisher()
    official: Official = Official()
    government: Text = Text()
    level: str = ""
    base_url: str = ""

    @property
    def by_government(self) -> bool:
        """Whether it is the government of the plans that publishes."""
        return bool(self.publisher.name) and self.publisher.name.base == self.government.base

    @property
    def level_of_publisher(self) -> str:
        """The level of government of the publisher; "" where it is none, or another than that of the plans."""
        ours = self.official.state == OFFICIAL or self.by_government
        return self.level if self.publisher.kind == GOVERNMENT_KIND and ours else ""

    @property
    def keys(self) -> Mapping[str, Mapping[str, str]]:
        """What the settings say under `publica` and `oficial`, its short form whole; "" for what is not known."""
        name, official, document = self.publisher.name, self.official, self.official.document
        since = {"estado": official.state, "desde": str(official.since or "")}
        return {
            "publica": {**name.keys("nombre"), "tipo": self.publisher.kind},
            "oficial": {**since, **document.keys("documento"), "enlace": official.link},
        }


def imprint_of(config: SiteConfig) -> Imprint:
    """What a site's settings say of who publishes it."""
    return Imprint(config.publisher, config.official, config.government, config.level, config.base_url)


def standing(imprint: Imprint, government: Text | None, language: str) -> str:
    """Whether the site is official and who publishes it, as whole sentences: the line under the site's name.

    `government` is the one whose plan is shown; of another than the site's, the site's adoption says nothing. None is
    for where it is named already.
    """
    translate = catalogue(language).gettext
    publisher = imprint.publisher.name
    if not publisher and not imprint.official.state:
        return translate(_("Quién publica este sitio: sin dato."))
    signed = _("Lo publica {publisher}.") if publisher else _("Quién lo publica: sin dato.")
    last = translate(signed).format(publisher=publisher.pick(language)[0])
    return " ".join(filter(None, (adoption(imprint, government, language), last)))


def adoption(imprint: Imprint, government: Text | None, language: str) -> str:
    """Whether the site is official, since when and by which document; "" where that is not for `government` to say."""
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
