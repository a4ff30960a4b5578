"""Every path of what people follow, share and cite: feeds, the pages that tell of them, images of links, references."""

from __future__ import annotations

from micrositio.routes import paths
from micrositio.routes.paths import Identified, SitePath

FOLLOW = paths.page("seguir")
"""The page that says how to receive what is new of the site, and the way to the same of each plan."""
_REFERENCE = "cita.bib"


def board_feed(plan: Identified) -> SitePath:
    """Returns the path of the feed of the plan's cuts."""
    return SitePath(f"{plan.id}/tablero/feed.xml")


def commitment_feed(plan: Identified, each: Identified) -> SitePath:
    """Returns the path of a commitment's feed, with one entry for each cut at which something of it changed."""
    return SitePath(f"{plan.id}/compromisos/{each.id}/feed.xml")


def institution_feed(plan: Identified, each: Identified) -> SitePath:
    """Returns the path of an institution's feed: an entry for each cut at which something in its charge changed."""
    return SitePath(f"{plan.id}/responsables/{each.id}/feed.xml")


def questions_feed(plan: Identified) -> SitePath:
    """Returns the path of the feed of the questions of the plan that were sent or answered."""
    return SitePath(f"{plan.id}/preguntas/feed.xml")


def follow(plan: Identified) -> SitePath:
    """Returns the path of the page that says how to receive what is new of the plan."""
    return paths.page(plan.id, "seguir")


def share_image(plan: Identified, each: Identified) -> SitePath:
    """Returns the path of the image that other sites show beside a link to a commitment."""
    return SitePath(f"{plan.id}/compromisos/{each.id}/{paths.SHARE_IMAGE}")


def reference(cited: SitePath) -> SitePath:
    """Returns the path of the reference, for bibliography managers, to what the page `cited` shows."""
    return SitePath(f"{cited.removesuffix(paths.INDEX)}{_REFERENCE}")
