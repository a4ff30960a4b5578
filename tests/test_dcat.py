"""The catalogue for data portals: it expands, has what DCAT-AP 3 asks for, and every file it names is in the site."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from micrositio.opendata.discovery.dcat import EU, FREQUENCIES, GOVERNMENT, GOVERNMENTS, IANA, PUBLISHERS, THEMES
from micrositio.pipeline.publisher import Site
from micrositio.profile.schemas import PROFILE_VERSION, descriptor_schema, published_tables
from micrositio.progress.cadence import MONTHS
from micrositio.routes import paths as router
from reading import INVENTED, PLANS, ROOTS, build, content, plan, site
from support import PLAN, Edit, append, make_site, of_plan, replace

BASE = "https://abierto.example.org/gobierno"
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
VERSION = URIRef("http://www.w3.org/ns/dcat#version")
"""Of DCAT 3, which rdflib does not list yet."""
SITES = pytest.mark.parametrize("name", ROOTS)
EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
RANGES = {
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.publisher: FOAF.Agent,
    DCTERMS.subject: FOAF.Agent,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.rights: DCTERMS.RightsStatement,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS.temporal: DCTERMS.PeriodOfTime,
    DCTERMS.provenance: DCTERMS.ProvenanceStatement,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS.format: DCTERMS.MediaTypeOrExtent,
    DCTERMS.type: SKOS.Concept,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.theme: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme,
    DCAT.contactPoint: VCARD.Kind,
    DCAT.landingPage: FOAF.Document,
    DCAT.dataset: DCAT.Dataset,
    DCAT.distribution: DCAT.Distribution,
    DCAT.accessURL: RDFS.Resource,
    DCAT.downloadURL: RDFS.Resource,
    DCAT.service: DCAT.DataService,
    DCAT.servesDataset: DCAT.Dataset,
    DCAT.endpointURL: RDFS.Resource,
    DCAT.endpointDescription: RDFS.Resource,
    FOAF.homepage: FOAF.Document,
    SPDX.checksum: SPDX.Checksum,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
}
"""The class of what each property leads to (DCAT-AP 3.0.0): whoever checks it may have nothing but the catalogue."""
UNDER_WAY = "estado: en_curso\ncadencia: trimestral\n"
CONTACT = append("content/sitio.yaml", "  telefono: 614 200 4800\n")


@cache
def published(name: str) -> Site:
    return build(ROOTS[name], base_url=BASE)


def document(of: Site) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(content(of, router.DCAT))
    return value


def read(of: Site, place: str = f"{BASE}/{router.DCAT}") -> Graph:
    """The catalogue as a harvester reads it from `place`."""
    return Graph().parse(data=content(of, router.DCAT).decode(), format="json-ld", publicID=place)


@cache
def graph(name: str) -> Graph:
    return read(published(name))


def edited(folder: Path, *edits: Edit) -> Graph:
    return read(build(make_site(folder, *edits), base_url=BASE))


def catalogue(of: Graph) -> Node:
    [found] = of.subjects(RDF.type, DCAT.Catalog)
    return found


def dataset(plan_id: str, table: str = "") -> URIRef:
    return URIRef("/".join(filter(None, (BASE, plan_id, "datos", table))) + "/#conjunto")


def languages(of: Graph, subject: Node, predicate: URIRef) -> set[str]:
    return {each.language for each in of.objects(subject, predicate) if isinstance(each, Literal) and each.language}


def path_of(address: Node, base: str = BASE) -> str:
    return unquote(str(address).removeprefix(f"{base}/"))


def downloads(of: Graph, subject: Node) -> list[Node]:
    return [each for file in of.objects(subject, DCAT.distribution) for each in of.objects(file, DCAT.downloadURL)]


def tables(name: str, plan_id: str) -> list[str]:
    package = json.loads(content(published(name), f"{plan_id}/datos/datapackage.json"))
    tables = [each for each in package["resources"] if each.get("type") == "table"]
    return [each["name"] for each in tables if "deriva_de" not in each]


@SITES
def test_nothing_has_to_be_fetched_to_read_it(name: str) -> None:
    context = document(published(name))["@context"]
    assert all(isinstance(value, str) and value.startswith("http") for value in context.values())


@SITES
def test_the_catalogue_has_what_the_profile_asks_for(name: str) -> None:
    of, own = graph(name), catalogue(graph(name))
    assert languages(of, own, DCTERMS.title) >= {"es"}
    assert languages(of, own, DCTERMS.description) >= {"es"}
    [publisher] = of.objects(own, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in of
    assert languages(of, publisher, FOAF.name) >= {"es"}
    assert list(of.objects(own, FOAF.homepage)) == [URIRef(f"{BASE}/")]
    assert list(of.objects(own, DCAT.themeTaxonomy)) == [URIRef(THEMES)]
    given = {"raiz": ["SPA", "ENG"]}.get(name, ["SPA"])
    assert list(of.objects(own, DCTERMS.language)) == [URIRef(f"{EU}language/{each}") for each in given]
    assert (URIRef(THEMES + "/GOVE")) == URIRef(GOVERNMENT)


@EVERY
def test_every_plan_and_every_table_is_a_dataset_of_the_catalogue(name: str, plan_id: str) -> None:
    of, whole = graph(name), dataset(plan_id)
    parts = {dataset(plan_id, table) for table in tables(name, plan_id)}
    assert parts
    assert set(of.objects(whole, DCTERMS.hasPart)) == parts == set(of.subjects(DCTERMS.isPartOf, whole))
    assert parts | {whole} <= set(of.objects(catalogue(of), DCAT.dataset))


@SITES
def test_every_node_has_the_class_that_the_profile_asks_for_without_fetching_it(name: str) -> None:
    of = graph(name)
    untyped = {
        (predicate, node)
        for predicate, kind in RANGES.items()
        for node in of.objects(None, predicate)
        if (node, RDF.type, kind) not in of
    }
    assert untyped == set()
    for concept in of.subjects(RDF.type, SKOS.Concept):
        assert languages(of, concept, SKOS.prefLabel) == {"es", "en"}
    for scheme in of.subjects(RDF.type, SKOS.ConceptScheme):
        assert languages(of, scheme, DCTERMS.title) == {"es", "en"}


@SITES
def test_the_api_is_a_service_of_the_plans_with_its_description(name: str) -> None:
    of = graph(name)
    [api] = of.objects(catalogue(of), DCAT.service)
    assert languages(of, api, DCTERMS.title) == {"es"}
    for predicate in (DCAT.endpointURL, DCAT.endpointDescription):
        [address] = of.objects(api, predicate)
        assert path_of(address) in published(name)
    plans = {dataset(plan_id) for site_name, plan_id in PLANS if site_name == name}
    assert set(of.objects(api, DCAT.servesDataset)) == plans


def test_every_such_property_is_in_some_catalogue(tmp_path: Path) -> None:
    used = {each for name in ROOTS for each in graph(name).predicates()} | set(
        edited(tmp_path, CONTACT, replace(of_plan("datapackage.yaml"), "estado: en_curso\n", UNDER_WAY)).predicates()
    )
    assert set(RANGES) <= used


def test_a_file_has_one_licence_also_where_a_plan_gives_a_choice(tmp_path: Path) -> None:
    two = "licenses:\n  - {name: CC0-1.0, title: CC0, path: 'https://creativecommons.org/publicdomain/zero/1.0/'}\n"
    of = edited(tmp_path, replace(of_plan("datapackage.yaml"), "licenses:\n", two))
    for file in of.subjects(RDF.type, DCAT.Distribution):
        assert list(of.objects(file, DCTERMS.license)) == [URIRef("https://creativecommons.org/publicdomain/zero/1.0/")]


@SITES
def test_no_dataset_is_listed_that_is_not_described_nor_the_other_way_round(name: str) -> None:
    of = graph(name)
    assert set(of.objects(catalogue(of), DCAT.dataset)) == set(of.subjects(RDF.type, DCAT.Dataset))


@SITES
def test_a_dataset_has_what_the_profile_asks_for_and_recommends(name: str) -> None:
    of = graph(name)
    for each in of.subjects(RDF.type, DCAT.Dataset):
        assert isinstance(each, URIRef)
        for predicate in (DCTERMS.title, DCTERMS.description, DCAT.keyword):
            assert "es" in languages(of, each, predicate), (each, predicate)
        for predicate in (DCTERMS.identifier, DCTERMS.publisher, VERSION, DCAT.landingPage, DCTERMS.accessRights):
            assert len(list(of.objects(each, predicate))) == 1, (each, predicate)
        assert list(of.objects(each, DCAT.theme)) == [URIRef(GOVERNMENT)]
        assert list(of.objects(each, DCAT.distribution))
        assert list(of.objects(each, DCTERMS.language))


@EVERY
def test_a_plan_in_two_languages_is_told_in_both(name: str, plan_id: str) -> None:
    of = graph(name)
    if plan(name, plan_id).title.in_("en"):
        known = [table for table in tables(name, plan_id) if table in published_tables()]
        for each in (dataset(plan_id), *(dataset(plan_id, table) for table in known)):
            assert languages(of, each, DCTERMS.title) == {"es", "en"}
            assert len(set(of.objects(each, DCTERMS.language))) == 2


@EVERY
def test_where_when_and_which_version(name: str, plan_id: str) -> None:
    of, source = graph(name), plan(name, plan_id)
    whole = dataset(plan_id)
    [place] = of.objects(whole, DCTERMS.spatial)
    assert list(of.objects(place, SKOS.prefLabel)) == [Literal(source.jurisdiction.base, "es")]
    found = {
        tuple(str(of.value(period, each) or "") for each in (DCAT.startDate, DCAT.endDate))
        for period in of.objects(whole, DCTERMS.temporal)
    }
    assert found == {(str(each.start or ""), str(each.end or "")) for each in source.periods if each.start or each.end}
    assert set(of.objects(whole, OWL.versionInfo)) == {Literal(source.version)} == set(of.objects(whole, VERSION))


def test_a_date_is_no_more_precise_than_its_source() -> None:
    of = graph("raiz")
    ends = {of.value(each, DCAT.endDate) for each in of.objects(dataset("plan-2023-2024"), DCTERMS.temporal)}
    assert Literal("2024-09-09", datatype=XSD.date) in ends
    assert Literal("2024-05", datatype=XSD.gYearMonth) in ends


@SITES
def test_every_file_is_in_the_site_with_the_size_and_fingerprint_stated(name: str) -> None:
    of = graph(name)
    for each in of.subjects(RDF.type, DCAT.Distribution):
        [address] = of.objects(each, DCAT.downloadURL)
        assert list(of.objects(each, DCAT.accessURL)) == [address]
        data = content(published(name), path_of(address))
        assert of.value(each, DCAT.byteSize) == Literal(str(len(data)), datatype=XSD.nonNegativeInteger)
        checksum = of.value(each, SPDX.checksum)
        assert str(of.value(checksum, SPDX.checksumValue)).lower() == hashlib.sha256(data).hexdigest()
        assert of.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256


@EVERY
def test_every_file_of_the_data_folder_is_a_distribution_but_texts_and_those_of_the_cuts(
    name: str, plan_id: str
) -> None:
    of, folder = graph(name), f"{plan_id}/datos/"
    told = {path_of(each) for each in of.objects(None, DCAT.downloadURL)}
    there = {
        path
        for path in published(name)
        if path.startswith(folder) and not path.endswith((".html", ".txt", "/cita.bib"))
    }
    there |= {path for path in published(name) if path == f"{folder}sellos.txt"}
    cuts = {path for path in there if path.startswith(f"{folder}cortes/")}
    assert {path for path in told if path.startswith(folder)} == there - cuts


@EVERY
def test_a_table_is_offered_in_its_own_files_and_the_plan_in_those_of_the_whole(name: str, plan_id: str) -> None:
    of = graph(name)
    table = {path_of(each) for each in downloads(of, dataset(plan_id, "compromisos"))}
    whole = {path_of(each) for each in downloads(of, dataset(plan_id))}
    assert {f"{plan_id}/datos/compromisos.csv", f"{plan_id}/datos/compromisos.json"} <= table
    assert f"{plan_id}/datos/datapackage.json" in whole
    assert not table & whole


@SITES
def test_formats_are_those_that_portals_know(name: str) -> None:
    of = graph(name)
    found = set()
    for each in of.subjects(RDF.type, DCAT.Distribution):
        media, kind = of.value(each, DCAT.mediaType), of.value(each, DCTERMS["format"])
        found.add((str(media).removeprefix(IANA), str(of.value(kind, RDFS.label)), str(kind).removeprefix(EU)))
        assert next(of.objects(kind, RDF.type)) == DCTERMS.IMT
        assert "octet-stream" not in str(media)
    assert {("text/csv", "CSV", "file-type/CSV"), ("application/json", "JSON", "file-type/JSON")} <= found


@EVERY
def test_the_licence_of_the_plan_goes_with_each_file(name: str, plan_id: str) -> None:
    of = graph(name)
    expected = {URIRef(each.path) for each in plan(name, plan_id).licences}
    for each in of.objects(dataset(plan_id, "compromisos"), DCAT.distribution):
        assert set(of.objects(each, DCTERMS.license)) == expected
        assert all(of.value(licence, DCTERMS.title) for licence in expected)
        assert list(of.objects(each, DCTERMS.rights)) == [URIRef(f"{EU}access-right/PUBLIC")]


@EVERY
def test_an_invented_plan_says_so_in_every_title_and_in_its_provenance(name: str, plan_id: str) -> None:
    of, invented = graph(name), (name, plan_id) in INVENTED
    for each in (dataset(plan_id), *of.objects(dataset(plan_id), DCTERMS.hasPart)):
        titles = {str(title) for title in of.objects(each, DCTERMS.title)}
        assert all(title.startswith(("[Plan inventado] ", "[Invented plan] ")) is invented for title in titles)
        statements = list(of.objects(each, DCTERMS.provenance))
        assert bool(statements) is invented
        for node in statements:
            assert languages(of, node, RDFS.label) == {"es", "en"}


@SITES
def test_a_table_of_the_profile_says_which_and_a_plans_own_does_not(name: str) -> None:
    of = graph(name)
    [profile] = of.subjects(RDF.type, DCTERMS.Standard)
    assert of.value(profile, OWL.versionInfo) == Literal(PROFILE_VERSION)
    wholes = {dataset(plan_id) for of_site, plan_id in PLANS if of_site == name}
    assert wholes <= set(of.subjects(DCTERMS.conformsTo, profile))
    if name == "minimo":
        assert (dataset(PLAN, "recorridos"), DCTERMS.conformsTo, profile) not in of


def test_dates_are_those_of_the_data() -> None:
    of = graph("minimo")
    issued = of.value(dataset(PLAN), DCTERMS.issued)
    cuts = plan("minimo", PLAN).reporting_periods
    assert issued == Literal(str(min(each.published or each.date for each in cuts)), datatype=XSD.date)
    of_tables = {of.value(each, DCTERMS.modified) for each in of.objects(dataset(PLAN), DCTERMS.hasPart)} - {None}
    assert len(of_tables) > 1
    assert str(of.value(dataset(PLAN), DCTERMS.modified)) == max(map(str, of_tables))
    assert of.value(catalogue(of), DCTERMS.modified) == of.value(dataset(PLAN), DCTERMS.modified)


@pytest.mark.parametrize(("cadence", "expected"), FREQUENCIES.items())
def test_how_often_the_data_change_is_told_in_the_words_of_the_union(
    cadence: str, expected: str, tmp_path: Path
) -> None:
    of = edited(
        tmp_path, replace(of_plan("datapackage.yaml"), "estado: en_curso", f"estado: en_curso\ncadencia: {cadence}")
    )
    assert list(of.objects(dataset(PLAN), DCTERMS.accrualPeriodicity)) == [URIRef(f"{EU}frequency/{expected}")]


def test_every_word_of_the_cadence_has_its_frequency() -> None:
    assert set(FREQUENCIES) == set(MONTHS)


def test_of_a_plan_that_ended_no_frequency_is_told() -> None:
    assert not list(graph("raiz").objects(dataset("plan-2023-2024"), DCTERMS.accrualPeriodicity))


def test_a_contact_that_nobody_gave_is_left_out() -> None:
    assert not list(graph("raiz").triples((None, DCAT.contactPoint, None)))
    assert not list(graph("raiz").subjects(RDF.type, VCARD.Organization))


def test_the_contact_of_the_site_is_that_of_each_dataset(tmp_path: Path) -> None:
    of = edited(tmp_path, CONTACT)
    [contact] = set(of.objects(None, DCAT.contactPoint))
    assert of.value(contact, VCARD.hasEmail) == URIRef("mailto:transparencia@example.org")
    assert of.value(contact, VCARD.hasTelephone) == URIRef("tel:614-200-4800")
    assert of.value(contact, VCARD.fn) == Literal("Unidad de Transparencia", "es")
    assert set(of.subjects(DCAT.contactPoint, contact)) == set(of.subjects(RDF.type, DCAT.Dataset))


def types(of: Graph, agent: Node) -> list[str]:
    return [str(each).removeprefix("http://purl.org/adms/publishertype/") for each in of.objects(agent, DCTERMS.type)]


@pytest.mark.parametrize(("level", "kind"), [(level, kind) for level, (kind, _) in GOVERNMENTS.items()])
def test_the_level_is_the_type_of_the_government_and_of_a_publisher_that_is_that_government(
    level: str, kind: str, tmp_path: Path
) -> None:
    leveled = append("content/sitio.yaml", f"nivel: {level}\n")
    of = edited(tmp_path / "apart", leveled)
    [publisher], [government] = of.objects(catalogue(of), DCTERMS.publisher), set(of.objects(None, DCTERMS.subject))
    assert (types(of, publisher), types(of, government)) == (["NonGovernmentalOrganisation"], [kind])
    own = (
        "nombre: Observatorio de Río Chico\n  tipo: sociedad_civil\noficial: no",
        "nombre: X\n  tipo: gobierno\noficial: si",
    )
    of = edited(tmp_path / "own", leveled, replace("content/sitio.yaml", *own))
    [publisher] = of.objects(catalogue(of), DCTERMS.publisher)
    assert types(of, publisher) == [kind]
    another = (own[0], own[1].replace("oficial: si", "oficial: no"))
    of = edited(tmp_path / "another", leveled, replace("content/sitio.yaml", *another))
    [publisher] = of.objects(catalogue(of), DCTERMS.publisher)
    assert types(of, publisher) == [], "a government, but which level is not said"


@pytest.mark.parametrize("kind", descriptor_schema("sitio")["properties"]["publica"]["properties"]["tipo"]["enum"])
def test_a_publisher_has_the_type_that_the_list_has_for_its_kind_or_none(kind: str, tmp_path: Path) -> None:
    of = edited(tmp_path, replace("content/sitio.yaml", "tipo: sociedad_civil", f"tipo: {kind}"))
    [publisher] = of.objects(catalogue(of), DCTERMS.publisher)
    assert types(of, publisher) == [PUBLISHERS[kind][0]] if kind in PUBLISHERS else not types(of, publisher)


@SITES
def test_a_ckan_portal_can_take_every_keyword_and_know_every_node_again(name: str) -> None:
    of = graph(name)
    for each in of.objects(None, DCAT.keyword):
        assert 2 <= len(str(each)) <= 100
        assert all(sign.isalnum() or sign in " .-_" for sign in str(each)), each
    for predicate in (DCAT.dataset, DCAT.distribution, DCTERMS.publisher, DCTERMS.provenance, DCTERMS.conformsTo):
        assert all(isinstance(node, URIRef) for node in of.objects(None, predicate))
    identifiers = list(of.objects(None, DCTERMS.identifier))
    assert len(set(identifiers)) == len(identifiers) == len(set(of.subjects(RDF.type, DCAT.Dataset)))


@SITES
def test_without_an_address_every_name_is_relative_and_leads_to_the_same_files(name: str) -> None:
    text = content(site(name), router.DCAT).decode()
    assert BASE not in text
    of = read(site(name), "https://copia.example.org/x/catalogo.jsonld")
    for address in of.objects(None, DCAT.downloadURL):
        assert path_of(address, "https://copia.example.org/x") in site(name)
    for address in of.objects(None, DCAT.landingPage):
        assert path_of(address, "https://copia.example.org/x") in site(name)
    assert len(set(of.subjects(RDF.type, DCAT.Dataset))) == len(set(graph(name).subjects(RDF.type, DCAT.Dataset)))


def test_the_same_site_gives_the_same_bytes() -> None:
    assert content(build(ROOTS["minimo"], base_url=BASE), router.DCAT) == content(published("minimo"), router.DCAT)
