"""The site's settings, whole and typed: what `content/sitio.yaml` says, with nothing left to guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from micrositio.model.dates import PartialDate, parse_partial
from micrositio.model.text import Text, Writing
from micrositio.model.vocabularies import Cadence

OFFICIAL, IN_REVIEW, UNOFFICIAL = "si", "en_revision", "no"
"""What `oficial` says: whether the government whose plans the site shows has adopted it."""
GOVERNMENT_KIND = "gobierno"
"""The kind of a publisher that is a government or a part of it."""


@dataclass(frozen=True)
class Publisher:
    """Who publishes the site, apart from the government whose plans it shows; an empty name where unknown."""

    name: Text = Text()
    kind: str = ""


@dataclass(frozen=True)
class Official:
    """Whether the site is official: `OFFICIAL`, `IN_REVIEW`, `UNOFFICIAL` or "" (unknown); since when and by what.

    `document` names what says so and `link` is its address, "" where unknown.
    """

    state: str = ""
    since: PartialDate | None = None
    document: Text = Text()
    link: str = ""


@dataclass(frozen=True)
class Contact:
    """Where to write to whoever publishes the site; "" where unknown."""

    area: Text
    email: str
    phone: str
    address: str
    note: Text


@dataclass(frozen=True)
class SiteConfig:
    """Name, government, publisher, languages, address, theme and plans of a site.

    `government` is the one whose plans these are, but for a plan that names its own; `level` is its level (local,
    regional, nacional), "" where unknown. `base_url` is "" where the address is not known yet; otherwise it ends
    without a slash. `current_plan` is "" until the plans are known, where the settings name none.
    """

    title: Text
    description: Text
    government: Text
    languages: tuple[str, ...]
    base_url: str
    theme: str
    cadence: Cadence | None
    plans: tuple[str, ...]
    current_plan: str
    contact: Contact
    level: str = ""
    publisher: Publisher = Publisher()
    official: Official = Official()

    @property
    def own(self) -> bool:
        """Whether the government has adopted the site: what it says is said by the government itself."""
        return self.official.state == OFFICIAL


def site_config(values: Mapping[str, Any], base_url: str | None = None) -> SiteConfig:
    """The settings in `values`, already checked against their schema; `base_url` overrides the file's."""
    contact = values.get("contacto", {})
    text = Writing().text
    address = base_url if base_url is not None else values.get("direccion", "")
    return SiteConfig(
        title=text(values, "titulo"),
        description=text(values, "descripcion"),
        government=text(values, "gobierno"),
        languages=tuple(values["idiomas"]),
        base_url=address.rstrip("/"),
        theme=values["tema"],
        cadence=Cadence(values["cadencia"]) if "cadencia" in values else None,
        plans=tuple(values["planes"]),
        current_plan=values.get("plan_actual", ""),
        contact=Contact(
            area=text(contact, "area"),
            email=contact.get("correo", ""),
            phone=contact.get("telefono", ""),
            address=contact.get("domicilio", ""),
            note=text(contact, "nota"),
        ),
        level=values.get("nivel", ""),
        publisher=_publisher(values.get("publica", {})),
        official=_official(values.get("oficial", "")),
    )


def _publisher(values: Mapping[str, Any]) -> Publisher:
    return Publisher(Writing().text(values, "nombre"), values.get("tipo", ""))


def _official(stated: str | Mapping[str, Any]) -> Official:
    """What a word says, or a word with its details."""
    if isinstance(stated, str):
        return Official(stated)
    since = parse_partial(str(stated["desde"])) if stated.get("desde") else None
    return Official(stated["estado"], since, Writing().text(stated, "documento"), stated.get("enlace", ""))
