"""The site's catalogue of open data as DCAT-AP 3, in JSON-LD, for harvesting by data portals.

Its context is inside, so that nothing has to be fetched to read it. Every node that another node refers to has an
address (a fragment of the catalogue or of a page), so that a portal can identify it at the next harvest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from micrositio.formats.json_document import as_lines, stated
from micrositio.i18n.bilingual import interface_text
from micrositio.i18n.imprint import imprint_of
from micrositio.i18n.messages import catalogue
from micrositio.model.plan import ActionPlan, Licence
from micrositio.model.settings import Contact, SiteConfig
from micrositio.model.text import SOURCE_LANGUAGE, Text
from micrositio.model.vocabularies import Cadence
from micrositio.opendata.discovery.dataset_records import (
    DatasetDescription,
    FileDescription,
    joined,
    periods,
    provenance,
    shortest_cadence,
)
from micrositio.opendata.file_formats import FILE_TYPES, FileType
from micrositio.profile.schemas import PROFILE_VERSION, api_description
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath

_ = catalogue(SOURCE_LANGUAGE).gettext

Node = dict[str, Any]
CONTEXT: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gsp": "http://www.opengis.net/ont/geosparql#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority/"
"""Base address of the vocabularies of the European Union that DCAT-AP requires."""
IANA = "https://www.iana.org/assignments/media-types/"
THEMES = f"{EU}data-theme"
GOVERNMENT = f"{THEMES}/GOVE"
PUBLIC = f"{EU}access-right/PUBLIC"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
AGENT_TYPES = "http://purl.org/adms/publishertype/"
GOVERNMENTS: Mapping[str, tuple[str, str]] = {
    "local": ("LocalAuthority", _("Autoridad local")),
    "regional": ("RegionalAuthority", _("Autoridad regional")),
    "nacional": ("NationalAuthority", _("Autoridad nacional")),
}
"""Type (ADMS) of each level of government, and its name (a message)."""
PUBLISHERS: Mapping[str, tuple[str, str]] = {
    "sociedad_civil": ("NonGovernmentalOrganisation", _("Organización no gubernamental")),
    "academia": ("Academia-ScientificOrganisation", _("Academia u organización científica")),
}
"""Type (ADMS) of each kind of publisher that has one and is not a government, and its name (a message)."""
FREQUENCIES: Mapping[str, str] = {
    Cadence.MONTHLY: "MONTHLY",
    Cadence.BIMONTHLY: "BIMONTHLY",
    Cadence.QUARTERLY: "QUARTERLY",
    Cadence.FOUR_MONTHLY: "ANNUAL_3",
    Cadence.HALF_YEARLY: "ANNUAL_2",
    Cadence.YEARLY: "ANNUAL",
}
"""Frequency (EU) of each word of the plan's key `cadencia`."""
LANGUAGES: Mapping[str, str] = {"es": "SPA", "en": "ENG"}
"""Codes of our two languages in the list of the EU, whose codes are those of ISO 639-3 in capitals."""
ISO_639_1 = "http://id.loc.gov/vocabulary/iso639-1/"
"""Base address of the other languages of two letters, as DCAT advises."""
FORMATS: Mapping[str, FileType] = {each.media_type: each for each in FILE_TYPES.values() if each.name}
"""The file types in which data are published, by media type."""
_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_CATALOGUE, _PUBLISHER, _CONTACT, _PROFILE, _SERVICE = "catalogo", "publicador", "contacto", "perfil", "api"
_GOVERNMENT = "gobierno"
DATASET = "conjunto"
"""Fragment that names the data of a page, as distinct from the page itself."""


def dcat_catalogue(config: SiteConfig, addresses: Addresses, plans: Iterable[DatasetDescription]) -> bytes:
    """Returns the catalogue of the plans' data, each as a whole and table by table."""
    wholes = tuple(plans)
    datasets = [each for whole in wholes for each in (whole, *whole.parts)]
    graph = [
        _catalogue(config, addresses, datasets),
        _publisher(config, addresses),
        *_governments(config, addresses, wholes),
        *_contact(config.contact, addresses),
        _profile(addresses),
        _service(addresses, wholes),
        *_provenances(wholes, addresses),
        *_licences(wholes),
        *_terms(config, wholes),
        *(node for whole in wholes for node in _plan_nodes(config, addresses, whole)),
    ]
    document = {"@context": CONTEXT, "@graph": graph}
    return (as_lines(document) + "\n").encode("utf-8")


def _ref(addresses: Addresses, path: SitePath, anchor: str = "") -> Node:
    """Returns a reference to a file of the site, or to a place in it, as the catalogue writes it."""
    return {"@id": addresses.to(router.DCAT, path, anchor)}


def _node(addresses: Addresses, name: str) -> Node:
    """Returns a reference to a node that the catalogue describes."""
    return _ref(addresses, router.DCAT, name)


def _catalogue(config: SiteConfig, addresses: Addresses, datasets: list[DatasetDescription]) -> Node:
    licences = {licence.path for each in datasets for licence in each.plan.licences}
    return stated(
        {
            **_node(addresses, _CATALOGUE),
            "@type": "dcat:Catalog",
            "dct:title": _words(joined(": ", interface_text(_("Datos abiertos")), config.title)),
            "dct:description": _words(config.description or config.title),
            "dct:publisher": _node(addresses, _PUBLISHER),
            "dct:language": _languages(config.languages),
            "dct:issued": _day(min((each.issued for each in datasets if each.issued), default=None)),
            "dct:modified": _day(max((each.modified for each in datasets if each.modified), default=None)),
            "dct:license": {"@id": licences.pop()} if len(licences) == 1 else None,
            "foaf:homepage": {**_ref(addresses, router.HOME), "@type": "foaf:Document"},
            "dcat:themeTaxonomy": {"@id": THEMES},
            "dcat:dataset": [_ref(addresses, each.page, DATASET) for each in datasets],
            "dcat:service": _node(addresses, _SERVICE),
        }
    )


def _publisher(config: SiteConfig, addresses: Addresses) -> Node:
    """Returns the publisher. DCAT-AP requires a name: an unknown publisher is named «sin dato», in both languages."""
    imprint = imprint_of(config)
    kind = GOVERNMENTS.get(imprint.level_of_publisher) or PUBLISHERS.get(imprint.publisher.kind)
    return _agent(_node(addresses, _PUBLISHER), imprint.publisher.name or interface_text(_("sin dato")), kind)


def _governments(config: SiteConfig, addresses: Addresses, plans: Iterable[DatasetDescription]) -> Iterator[Node]:
    """Yields the governments of the plans, which are the subject of the data whether or not they publish them."""
    named = {_government(config, each.plan): each.plan for each in plans}
    for name, plan in named.items():
        yield _agent(_node(addresses, name), plan.government, GOVERNMENTS.get(plan.level))


def _government(config: SiteConfig, plan: ActionPlan) -> str:
    """Returns the fragment of a plan's government; plans of the site's government share one."""
    return _GOVERNMENT if plan.government == config.government else f"{_GOVERNMENT}-{plan.id}"


def _agent(node: Node, name: Text, kind: tuple[str, str] | None) -> Node:
    """Returns a publisher or a government, with its type (ADMS) and the name of the type if there is one."""
    return stated(
        {
            **node,
            "@type": "foaf:Agent",
            "foaf:name": _words(name),
            "dct:type": _agent_type(*kind) if kind else None,
        }
    )


def _agent_type(kind: str, name: str) -> Node:
    return {"@id": AGENT_TYPES + kind, "@type": "skos:Concept", "skos:prefLabel": _words(interface_text(name))}


def has_contact(contact: Contact) -> bool:
    """Returns whether there is an e-mail address or a telephone number."""
    return bool(contact.email or contact.phone)


def _contact(contact: Contact, addresses: Addresses) -> Iterator[Node]:
    if has_contact(contact):
        yield stated(
            {
                **_node(addresses, _CONTACT),
                "@type": ["vcard:Kind", "vcard:Organization"],
                "vcard:fn": _words(contact.area) or contact.email or contact.phone,
                "vcard:hasEmail": {"@id": f"mailto:{contact.email}"} if contact.email else None,
                "vcard:hasTelephone": {"@id": "tel:" + contact.phone.replace(" ", "-")} if contact.phone else None,
            }
        )


def _profile(addresses: Addresses) -> Node:
    title = interface_text(_("Paquete de datos de plan de gobierno abierto"))
    return {
        **_node(addresses, _PROFILE),
        "@type": "dct:Standard",
        "dct:title": _words(title),
        "owl:versionInfo": PROFILE_VERSION,
    }


def _service(addresses: Addresses, plans: Iterable[DatasetDescription]) -> Node:
    """Returns the API, in the words of its own description."""
    info = api_description()["info"]
    return {
        **_node(addresses, _SERVICE),
        "@type": "dcat:DataService",
        "dct:title": _words(Text(info["title"])),
        "dct:description": _words(Text(info["summary"])),
        "dct:publisher": _node(addresses, _PUBLISHER),
        "dct:accessRights": {"@id": PUBLIC},
        "dcat:endpointURL": {**_ref(addresses, router.API), "@type": "rdfs:Resource"},
        "dcat:endpointDescription": {**_ref(addresses, router.OPENAPI), "@type": "rdfs:Resource"},
        "dcat:servesDataset": [_ref(addresses, each.page, DATASET) for each in plans],
    }


def _provenances(plans: Iterable[DatasetDescription], addresses: Addresses) -> Iterator[Node]:
    for each in plans:
        if each.plan.invented:
            kind = {"@type": "dct:ProvenanceStatement"}
            yield {**_node(addresses, _provenance(each)), **kind, "rdfs:label": _words(provenance(each.plan))}


def _provenance(each: DatasetDescription) -> str:
    return f"procedencia-{each.plan.id}"


def _licences(plans: Iterable[DatasetDescription]) -> list[Node]:
    found: dict[str, Licence] = {licence.path: licence for each in plans for licence in each.plan.licences}
    kind = {"@type": "dct:LicenseDocument"}
    return [{"@id": path, **kind, "dct:title": _words(Text(each.title))} for path, each in found.items()]


def _terms(config: SiteConfig, plans: Sequence[DatasetDescription]) -> Iterator[Node]:
    """Yields the terms of external vocabularies in the catalogue, with their class: a check has nothing to fetch."""
    scheme, theme = (
        _words(interface_text(_("Temas de datos de la Unión Europea"))),
        _words(interface_text(_("Gobierno y sector público"))),
    )
    yield {"@id": THEMES, "@type": "skos:ConceptScheme", "dct:title": scheme}
    yield {"@id": GOVERNMENT, "@type": "skos:Concept", "skos:prefLabel": theme, "skos:inScheme": {"@id": THEMES}}
    yield {"@id": PUBLIC, "@type": "dct:RightsStatement"}
    yield {"@id": SHA256, "@type": "spdx:ChecksumAlgorithm"}
    for language in sorted({*config.languages, *(each for plan in plans for each in plan.languages)}):
        yield {"@id": _language(language), "@type": "dct:LinguisticSystem"}
    for frequency in sorted({_frequency(each) for each in plans} - {""}):
        yield {"@id": frequency, "@type": "dct:Frequency"}


def _frequency(each: DatasetDescription) -> str:
    """Returns the address of the frequency of change of the plan's data, or "" if there is none."""
    found = FREQUENCIES.get(shortest_cadence(each.plan))
    return f"{EU}frequency/{found}" if found else ""


def _plan_nodes(config: SiteConfig, addresses: Addresses, whole: DatasetDescription) -> Iterator[Node]:
    """Yields the plan's data as a whole and each table, with their files."""
    parts = [_ref(addresses, each.page, DATASET) for each in whole.parts]
    yield {**_dataset(config, addresses, whole), "dct:hasPart": parts}
    for table in whole.parts:
        yield {**_dataset(config, addresses, table), "dct:isPartOf": _ref(addresses, whole.page, DATASET)}


def _dataset(config: SiteConfig, addresses: Addresses, each: DatasetDescription) -> Node:
    plan = each.plan
    frequency = _frequency(each)
    return stated(
        {
            **_ref(addresses, each.page, DATASET),
            "@type": "dcat:Dataset",
            "dct:identifier": each.identifier,
            "dct:title": _words(each.title),
            "dct:description": _words(each.description),
            "dct:publisher": _node(addresses, _PUBLISHER),
            "dct:subject": _node(addresses, _government(config, plan)),
            "dcat:contactPoint": _node(addresses, _CONTACT) if has_contact(config.contact) else None,
            "dcat:keyword": [word for keyword in each.keywords for word in _words(keyword)],
            "dcat:theme": {"@id": GOVERNMENT},
            "dct:language": _languages(each.languages),
            "dct:spatial": _place(plan.jurisdiction, each.box),
            "dct:temporal": [_period(*period) for period in periods(plan)],
            "dct:accrualPeriodicity": {"@id": frequency} if frequency else None,
            "dct:issued": _day(each.issued),
            "dct:modified": _day(each.modified),
            "dcat:version": plan.version,
            "owl:versionInfo": plan.version,
            "dcat:landingPage": {**_ref(addresses, each.page), "@type": "foaf:Document"},
            "dct:accessRights": {"@id": PUBLIC},
            "dct:conformsTo": _node(addresses, _PROFILE) if each.in_profile else None,
            "dct:provenance": _node(addresses, _provenance(each)) if plan.invented else None,
            "dcat:distribution": [_distribution(addresses, each, file) for file in each.files],
        }
    )


def _distribution(addresses: Addresses, dataset: DatasetDescription, file: FileDescription) -> Node:
    licences = dataset.plan.licences
    return stated(
        {
            **_ref(addresses, dataset.page, file.name),
            "@type": "dcat:Distribution",
            "dct:title": _words(file.title) or file.name,
            "dcat:accessURL": {**_ref(addresses, file.path), "@type": "rdfs:Resource"},
            "dcat:downloadURL": _ref(addresses, file.path),
            "dct:format": _format(file),
            "dcat:mediaType": {"@id": IANA + file.media_type, "@type": "dct:MediaType"},
            "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": SHA256},
                "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
            },
            "dct:license": {"@id": licences[0].path} if licences else None,
            "dct:rights": {"@id": PUBLIC},
            "dct:issued": _day(dataset.issued),
            "dct:modified": _day(dataset.modified),
        }
    )


def _format(file: FileDescription) -> Node:
    """Returns the format by its address in the EU's list and by its label, which CKAN shows if it finds dct:IMT."""
    kind = FORMATS[file.media_type]
    address = {"@id": f"{EU}file-type/{kind.name}"} if kind.in_eu_list else {}
    return {**address, "@type": ["dct:IMT", "dct:MediaTypeOrExtent"], "rdfs:label": kind.name}


def _place(name: Text, box: Sequence[float]) -> Node | None:
    """Returns the place by its own name (of names in several languages, portals keep any one), with its bounding box.

    The box has the degrees of its west, south, east and north sides, or is empty.
    """
    own = Text(**dict(name.words[:1])) if name.base else name
    sides = {"dcat:bbox": {"@value": _rectangle(*box), "@type": "gsp:wktLiteral"}} if box else {}
    return stated({"@type": "dct:Location", "skos:prefLabel": _words(own), **sides}) if name or box else None


def _rectangle(west: float, south: float, east: float, north: float) -> str:
    """Returns a rectangle as well-known text (OGC), longitude first."""
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return "POLYGON((" + ", ".join(f"{x} {y}" for x, y in corners) + "))"


def _period(start: str, end: str) -> Node:
    return stated({"@type": "dct:PeriodOfTime", "dcat:startDate": _date(start), "dcat:endDate": _date(end)})


def _day(value: date | None) -> Node | None:
    return _date(str(value)) if value else None


def _date(value: str) -> Node | None:
    """Returns a date as a typed value with its own precision, or None if `value` is empty."""
    return {"@value": value, "@type": _DATE_TYPES[len(value)]} if value else None


def _words(text: Text) -> list[Node]:
    return [{"@value": value, "@language": language} for language, value in text.words if value]


def _languages(languages: Iterable[str]) -> list[Node]:
    return [{"@id": _language(each)} for each in languages]


def _language(code: str) -> str:
    listed = LANGUAGES.get(code, code.upper())
    return f"{EU}language/{listed}" if len(listed) > len("es") else ISO_639_1 + code
