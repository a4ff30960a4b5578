"""The site's settings, whole and typed: what `content/sitio.yaml` says, with nothing left to guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .records import Text


@dataclass(frozen=True)
class Contact:
    """Where to write to the people who keep the site; "" where unknown."""

    area: Text
    email: str
    phone: str
    address: str
    note: Text


@dataclass(frozen=True)
class SiteConfig:
    """Name, owner, languages, address, theme and plans of a site.

    `base_url` is "" where the address is not known yet; otherwise it ends without a slash. `level` is that of the
    government (local, regional, nacional), "" where unknown.
    """

    title: Text
    description: Text
    owner: Text
    languages: tuple[str, ...]
    base_url: str
    theme: str
    cadence: str
    plans: tuple[str, ...]
    current_plan: str
    contact: Contact
    level: str = ""

    @property
    def own(self) -> bool:
        """Whether the site is its publisher's own: what is not here, the publisher does not publish yet."""
        return False


def text(values: Mapping[str, Any], key: str) -> Text:
    """The text under `key` and its English under `key_en`; "" where absent."""
    return Text(values.get(key, ""), values.get(f"{key}_en", ""))


def site_config(values: Mapping[str, Any], base_url: str | None = None) -> SiteConfig:
    """The settings in `values`, already checked against their schema; `base_url` overrides the file's."""
    contact = values.get("contacto", {})
    address = base_url if base_url is not None else values.get("direccion", "")
    return SiteConfig(
        title=text(values, "titulo"),
        description=text(values, "descripcion"),
        owner=text(values, "gobierno"),
        languages=tuple(values["idiomas"]),
        base_url=address.rstrip("/"),
        theme=values["tema"],
        cadence=values.get("cadencia", ""),
        plans=tuple(values["planes"]),
        current_plan=values["plan_actual"],
        contact=Contact(
            area=text(contact, "area"),
            email=contact.get("correo", ""),
            phone=contact.get("telefono", ""),
            address=contact.get("domicilio", ""),
            note=text(contact, "nota"),
        ),
        level=values.get("nivel", ""),
    )
