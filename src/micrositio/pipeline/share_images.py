"""The images of commitments for links to their pages, drawn in each language and kept between builds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.kept import Kept, key_of
from micrositio.formats.picture import Copy, Picture
from micrositio.formats.share_image import HEIGHT, RECIPE, WIDTH, ShareWords, draw_share_image
from micrositio.model.settings import SITE_FILE, SiteConfig
from micrositio.pages.sharing.image import page_image, share_words
from micrositio.pages.views.layout import PageImage
from micrositio.pages.views.parts import CommitmentCard
from micrositio.pages.views.plan_view import PlanView
from micrositio.pipeline.pictures import keep_picture, kept_picture
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath
from micrositio.sources.theme import Theme

MOST = 200
"""Maximum number of commitments of a site with an image for each one."""


class ShareImages(NamedTuple):
    """The images by the path of their page, the content of each file, and the problems of those that are not made."""

    of_pages: Mapping[SitePath, PageImage]
    files: Mapping[SitePath, bytes | Path]
    problems: tuple[Problem, ...]


NONE = ShareImages({}, {}, ())


def share_images(config: SiteConfig, views: Iterable[PlanView], theme: Theme, kept: Kept) -> ShareImages:
    """Returns the image of each commitment, if the site asks for them, has few enough and its theme has letters."""
    every = [(view, card) for view in views for card in view.cards]
    if not config.share_images:
        return NONE
    if len(every) > MOST:
        return ShareImages({}, {}, (problem(Kind.SHARE_MANY, Place(SITE_FILE), count=len(every), most=MOST),))
    if not theme.letters:
        return ShareImages({}, {}, (problem(Kind.SHARE_LETTERS, Place(SITE_FILE), theme=theme.name),))
    pages: dict[SitePath, PageImage] = {}
    files: dict[SitePath, bytes | Path] = {}
    problems: list[Problem] = []
    for view, card in every:
        image = page_image(config, view, card)
        made = dict(_versions(config, view, card, image, (theme, kept)))
        if all(made.values()):
            pages[card.path] = image
            files |= {path: data for path, data in made.items() if data}
        else:
            problems.append(problem(Kind.SHARE_WORDS, card.record.origin, commitment=card.record.id))
    return ShareImages(pages, files, tuple(problems))


def _versions(
    config: SiteConfig, view: PlanView, card: CommitmentCard, image: PageImage, tools: tuple[Theme, Kept]
) -> Iterator[tuple[SitePath, bytes | Path | None]]:
    """Yields the image in each language; None for one whose words cannot be drawn."""
    for language in config.languages:
        words = share_words(config, view, card, language)
        yield router.localized(image.path, language, config.languages[0]), _drawn(words, *tools)


def _drawn(words: ShareWords, theme: Theme, kept: Kept) -> bytes | Path | None:
    """Returns the image of the words, kept from another build or drawn now."""
    key = _key(words, theme)
    found = kept_picture(kept, key)
    if found:
        return found.thumbnail.data
    usual, bold = theme.letters
    data = draw_share_image(words, (usual, bold), theme.colours)
    return keep_picture(kept, key, Picture((), Copy(WIDTH, HEIGHT, data))).thumbnail.data if data else None


def _key(words: ShareWords, theme: Theme) -> str:
    """Returns the name under which an image is kept: other words, letters, colours or recipe, another name."""
    letters = [hashlib.sha256(each.read_bytes()).hexdigest() for each in theme.letters]
    return key_of("share image", repr((words, letters, sorted(theme.colours.items()), RECIPE)))
