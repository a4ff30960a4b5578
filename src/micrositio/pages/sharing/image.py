"""The words of the image of each commitment, which other sites show beside a link to its page."""

from __future__ import annotations

from micrositio.formats.share_image import HEIGHT, WIDTH, ShareWords
from micrositio.i18n.display import date_words
from micrositio.i18n.messages import catalogue
from micrositio.model.settings import SiteConfig
from micrositio.model.text import Text
from micrositio.pages.views.layout import PageImage
from micrositio.pages.views.parts import CommitmentCard
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import sharing_paths


def share_words(config: SiteConfig, view: PlanView, card: CommitmentCard, language: str) -> ShareWords:
    """Returns the words of the image of a commitment in a language."""
    _ = catalogue(language).gettext
    day = view.frame.changed
    return ShareWords(
        site=config.title.pick(language)[0],
        number=_("Compromiso {number}").format(number=card.record.number),
        title=card.title.pick(language)[0],
        question=_("¿Se cumplió?"),
        answer=_(card.fulfilment.word),
        plan=view.frame.short_title.pick(language)[0],
        date=_("Datos al {day}").format(day=date_words(day, language)) if day else _("Fecha de los datos: sin dato"),
        notice=_("Plan inventado: es una demostración") if view.plan.invented else "",
    )


def page_image(config: SiteConfig, view: PlanView, card: CommitmentCard) -> PageImage:
    """Returns the image of a commitment's page, with its words as its text alternative."""
    alternatives = {each: _told(share_words(config, view, card, each)) for each in config.languages}
    return PageImage(sharing_paths.share_image(view.plan, card.record), Text(**alternatives), WIDTH, HEIGHT)


def _told(words: ShareWords) -> str:
    parts = (words.notice, f"{words.number}: {words.title}", f"{words.question} {words.answer}", words.plan, words.date)
    return ". ".join(each.rstrip(".") for each in parts if each) + "."
