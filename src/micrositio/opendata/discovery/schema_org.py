"""The open data for search engines: schema.org in a data block of each page of data.

A data block is not code: no browser runs it, and the site's Content-Security-Policy does not apply to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from micrositio.formats.json_document import stated
from micrositio.model.settings import GOVERNMENT_KIND, SiteConfig
from micrositio.model.text import Text
from micrositio.opendata.discovery.dataset_records import (
    DatasetDescription,
    FileDescription,
    joined,
    periods,
    provenance,
)
from micrositio.opendata.discovery.dcat import DATASET, has_contact
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath

Node = dict[str, Any]
VOCABULARY = "https://schema.org/"
ORGANISATIONS: Mapping[str, str] = {
    GOVERNMENT_KIND: "GovernmentOrganization",
    "sociedad_civil": "NGO",
    "medio": "NewsMediaOrganization",
}
"""Type of each kind of publisher that has one of its own; any other is an `Organization`."""
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""JSON escapes of the characters that could end the block or be read as markup."""


def data_blocks(config: SiteConfig, addresses: Addresses, whole: DatasetDescription) -> Mapping[SitePath, str]:
    """Returns the content of the data block of each page of the plan's data, escaped for its element."""
    return {path: _block(node) for path, node in _nodes(config, addresses, whole)}


def _block(node: Node) -> str:
    return json.dumps({"@context": VOCABULARY, **node}, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _nodes(config: SiteConfig, addresses: Addresses, whole: DatasetDescription) -> Iterator[tuple[SitePath, Node]]:
    yield whole.page, _catalogue(config, addresses, whole)
    for each in whole.parts:
        yield each.page, _table(config, addresses, whole, each)


def _catalogue(config: SiteConfig, addresses: Addresses, whole: DatasetDescription) -> Node:
    """Returns the plan's catalogue with its data as a whole; of its tables, only names and addresses."""
    to = partial(addresses.to, whole.page)
    tables = [
        {"@type": "Dataset", "@id": to(each.page, DATASET), **_named(each), "url": to(each.page)}
        for each in whole.parts
    ]
    return stated(
        {
            "@type": "DataCatalog",
            **_named(whole),
            "url": to(whole.page),
            "about": _government(whole),
            "publisher": _publisher(config),
            "dataset": {**_dataset(config, addresses, whole), "hasPart": tables},
        }
    )


def _table(config: SiteConfig, addresses: Addresses, whole: DatasetDescription, each: DatasetDescription) -> Node:
    catalogue = {"@type": "DataCatalog", "name": _one(whole.title), "url": addresses.to(each.page, whole.page)}
    columns = [
        {"@type": "PropertyValue", "name": name, "description": _told(title, each)} for name, title in each.columns
    ]
    return {
        **_dataset(config, addresses, each),
        "isPartOf": {"@id": addresses.to(each.page, whole.page, DATASET)},
        "includedInDataCatalog": catalogue,
        "variableMeasured": columns,
    }


def _dataset(config: SiteConfig, addresses: Addresses, each: DatasetDescription) -> Node:
    plan = each.plan
    licences = [licence.path for licence in plan.licences]
    return stated(
        {
            "@type": "Dataset",
            "@id": addresses.to(each.page, each.page, DATASET),
            **_named(each),
            "url": addresses.to(each.page, each.page),
            "identifier": each.identifier,
            "version": plan.version,
            "inLanguage": list(each.languages),
            "keywords": [_one(keyword) for keyword in each.keywords],
            "license": licences[0] if len(licences) == 1 else licences,
            "isAccessibleForFree": True,
            "about": _government(each),
            "creator": _publisher(config),
            "publisher": _publisher(config),
            "datePublished": str(each.issued or ""),
            "dateModified": str(each.modified or ""),
            "temporalCoverage": ["/".join(end or ".." for end in period) for period in periods(plan)],
            "spatialCoverage": _place(plan.jurisdiction, each.box),
            "distribution": [_download(addresses.to(each.page, file.path), file) for file in each.files],
        }
    )


def _place(name: Text, box: Sequence[float]) -> Node | None:
    """Returns the place with its name and, if its `box` (west, south, east, north) is not empty, its bounds."""
    sides = dict(zip(("west", "south", "east", "north"), box, strict=False))
    shape = {"@type": "GeoShape", "box": "{south} {west} {north} {east}".format(**sides)} if sides else None
    return stated({"@type": "Place", "name": _one(name), "geo": shape}) if name or box else None


def _download(address: str, file: FileDescription) -> Node:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": address,
        "encodingFormat": file.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def _government(each: DatasetDescription) -> Node:
    """Returns the government of the plan, not necessarily the author of the data."""
    return {"@type": ORGANISATIONS[GOVERNMENT_KIND], "name": _one(each.plan.government)}


def _publisher(config: SiteConfig) -> Node | None:
    """Returns the publisher, or None if it is not known."""
    publisher, contact = config.publisher, config.contact
    if not publisher.name:
        return None
    point = {"@type": "ContactPoint", "email": contact.email, "telephone": contact.phone}
    return stated(
        {
            "@type": ORGANISATIONS.get(publisher.kind, "Organization"),
            "name": _one(publisher.name),
            "contactPoint": stated(point) if has_contact(contact) else None,
        }
    )


def _named(each: DatasetDescription) -> Node:
    """Returns the name and description; that of an invented plan begins with the notice that it is invented."""
    description = joined(" ", provenance(each.plan), each.description)
    return {"name": _told(each.title, each), "description": _told(description, each)}


def _told(text: Text, within: DatasetDescription) -> str | Node:
    """Returns the words, with their language where it is not the plan's: the profile's are in Spanish in any site."""
    words, language = text.pick(text.language)
    return words if language in ("", within.plan.language) else {"@value": words, "@language": language}


def _one(text: Text) -> str:
    return text.first
