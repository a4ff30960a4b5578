"""The reading of a finished page: by its tags if it is plain, by a parser if it is not."""

from __future__ import annotations

from micrositio.pipeline.page_facts import PageFacts
from micrositio.pipeline.parsed_page import parsed_facts
from micrositio.pipeline.plain_page import plain_facts
from micrositio.routes.paths import SitePath


def facts_of(path: SitePath, content: bytes, parsed: bool = False) -> PageFacts:
    """Returns the facts of a page, with its own faults; `parsed` has the parser read even a plain page."""
    html = content.decode("utf-8")
    return (None if parsed else plain_facts(html)) or parsed_facts(path, html)
