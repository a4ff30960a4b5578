"""The site's settings, complete and typed: the values of `content/sitio.yaml`, with defaults for absent ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from micrositio.model.dates import PartialDate, parse_partial
from micrositio.model.text import SOURCE_LANGUAGE, Text, Writing
from micrositio.model.vocabularies import Cadence

SITE_FILE = "content/sitio.yaml"
OFFICIAL, IN_REVIEW, UNOFFICIAL = "si", "en_revision", "no"
"""Values of `oficial`: whether the government whose plans the site shows has adopted the site."""
GOVERNMENT_KIND = "gobierno"
"""Kind of a publisher that is a government or a part of one."""


@dataclass(frozen=True)
class Publisher:
    """Publisher of the site, apart from the government whose plans the site shows; an empty name where unknown."""

    name: Text = Text()
    kind: str = ""


@dataclass(frozen=True)
class Official:
    """Whether the site is official: `OFFICIAL`, `IN_REVIEW`, `UNOFFICIAL` or "" (unknown); since when and by what.

    `document` names the document that states it and `link` is its address, "" where unknown.
    """

    state: str = ""
    since: PartialDate | None = None
    document: Text = Text()
    link: str = ""


@dataclass(frozen=True)
class Contact:
    """Contact of the site's publisher; "" where unknown."""

    area: Text
    email: str
    phone: str
    address: str
    note: Text

    @property
    def is_reachable(self) -> bool:
        """Whether it says a way to send a message."""
        return bool(self.email or self.phone or self.address)


@dataclass(frozen=True)
class RequestPlatform:
    """The platform where people ask the government for data; an empty name and address where unknown."""

    name: Text = Text()
    address: str = ""


@dataclass(frozen=True)
class Channel:
    """A mailing list or a channel of messages by which the publisher tells what is new: its name and its address."""

    name: Text
    address: str


@dataclass(frozen=True)
class SiteConfig:
    """Name, government, publisher, languages, address, theme and plans of a site.

    The first of `languages` has no prefix in addresses; `writing` gives the language in which the texts are written.

    `government` is the one that the plans belong to, unless a plan names its own; `level` is its level (local,
    regional, nacional), "" if unknown. `base_url` is "" if the address is not yet known; otherwise it ends without a
    slash. `current_plan` is "" until the plans are known, if the settings name none. `share_images` is whether the site
    asks for an image of each commitment, which other sites show beside a link to it.
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
    requests: RequestPlatform = RequestPlatform()
    channels: tuple[Channel, ...] = ()
    share_images: bool = False
    writing: Writing = Writing()

    @property
    def own(self) -> bool:
        """Whether the government has adopted the site, so that the site's statements are the government's own."""
        return self.official.state == OFFICIAL


def writing_of(settings: Any) -> Writing:
    """Returns the languages and keys of the texts of a site, from its settings, which are not yet validated.

    The base language is the one under `idioma_base`; without that key, Spanish if the site has it, otherwise the first
    of the site's languages.
    """
    values = settings if isinstance(settings, dict) else {}
    listed = values["idiomas"] if isinstance(values.get("idiomas"), list) else []
    languages = [each for each in listed if isinstance(each, str)]
    usual = SOURCE_LANGUAGE if SOURCE_LANGUAGE in languages else next(iter(languages), SOURCE_LANGUAGE)
    base = str(values.get("idioma_base") or usual)
    return Writing(base, tuple(code for code in dict.fromkeys(("en", *languages)) if code != base))


def site_config(values: Mapping[str, Any], base_url: str | None = None) -> SiteConfig:
    """Returns the settings in `values`, already checked against their schema; `base_url` overrides the file's."""
    contact, publisher, requests = (values.get(key, {}) for key in ("contacto", "publica", "solicitudes"))
    writing = writing_of(values)
    text = writing.text
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
        publisher=Publisher(text(publisher, "nombre"), publisher.get("tipo", "")),
        official=_official(values.get("oficial", ""), text),
        requests=RequestPlatform(text(requests, "nombre"), requests.get("direccion", "")),
        channels=tuple(Channel(text(each, "nombre"), each["url"]) for each in values.get("seguir", ())),
        share_images=values.get("imagenes_para_compartir", False),
        writing=writing,
    )


def _official(stated: str | Mapping[str, Any], text: Callable[[Mapping[str, Any], str], Text]) -> Official:
    """Returns the value of `oficial`, stated as a word or as a mapping with details."""
    if isinstance(stated, str):
        return Official(stated)
    since = parse_partial(str(stated["desde"])) if stated.get("desde") else None
    return Official(stated["estado"], since, text(stated, "documento"), stated.get("enlace", ""))
