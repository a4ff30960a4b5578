"""Sources → Plan + Problems: the engine's reading of each table, Frictionless's check, the typed plan, the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any

from micrositio.formats.file_names import kept_from_tables
from micrositio.formats.kept import Kept
from micrositio.formats.markdown_document import Document
from micrositio.formats.yaml_document import Marked
from micrositio.model.plan import TABLES, ActionPlan, TableData
from micrositio.model.records import Record
from micrositio.model.text import Writing
from micrositio.model.vocabularies import Completion, PlanState, TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.problems.suggest import closest
from micrositio.profile.json_schema import descriptor_problems
from micrositio.profile.plan_descriptor import Values, plan_parts, plan_texts, text_anchor
from micrositio.profile.schemas import standard_tables, table_schema
from micrositio.sources.tree import PlanSource
from micrositio.validation.evidence import evidence_table
from micrositio.validation.frictionless_check import gate_problems
from micrositio.validation.rules.all_rules import rule_problems
from micrositio.validation.rules.doubts import state_fits_the_dates
from micrositio.validation.rules.locations import area_problems, swapped_coordinates
from micrositio.validation.seal_files import read_seals, register_problems
from micrositio.validation.seal_rules import seal_problems
from micrositio.validation.stamp_rules import with_stamps
from micrositio.validation.tables import ReadTable, is_needed, read_tables, reference_problems

_NOWHERE = Kept()


def validate_plan(source: PlanSource, kept: Kept = _NOWHERE) -> tuple[ActionPlan | None, list[Problem]]:
    """Returns the plan in `source` and every problem found; None for the plan if its descriptor cannot be used.

    `kept` holds the verdicts of Frictionless in earlier builds.
    """
    descriptor = source.descriptor
    if descriptor is None:
        return None, []
    problems = list(descriptor_problems(descriptor, "plan"))
    if problems:
        return None, problems
    problems += _descriptor_rules(source, descriptor)
    evidence, found_in_evidence = evidence_table(source.evidence, source.writing, kept)
    problems += found_in_evidence
    tables = list(read_tables(source, descriptor, evidence, kept))
    found = {read.data.name: read for read in [*_left_out(source, descriptor), *tables]}
    problems += [each for read in tables for each in read.problems]
    problems += _resource_problems(source, descriptor)
    problems += [*reference_problems(found), *_ogp_rules(descriptor, found)]
    problems += swapped_coordinates(found[TableName.LOCATIONS].data if TableName.LOCATIONS in found else None)
    problems += gate_problems(
        {name: read.data for name, read in found.items() if read.whole or read.complete}, problems, kept
    )
    seals, found_in_seals = read_seals(source.seals)
    plan = replace(_plan(source, descriptor, found), seals=seals, absent=evidence.lost, report=source.report)
    plan, found_in_stamps = with_stamps(plan, source.seals)
    faulty = _faulty(found, problems)
    problems += _unread(source, descriptor, found)
    problems += [*found_in_seals, *found_in_stamps, *rule_problems(plan, faulty), *seal_problems(source, plan, faulty)]
    problems += [*register_problems(source, plan), *area_problems(source, plan, faulty)]
    problems += state_fits_the_dates(plan, descriptor.place("estado")) if not faulty else ()
    return plan, problems


def _left_out(source: PlanSource, descriptor: Marked) -> Iterator[ReadTable]:
    """Yields the tables that must be in the plan, or are in its folder, and are not listed: what they say is unread."""
    listed = {resource["name"] for resource in descriptor.value["resources"]}
    for name in standard_tables():
        if name not in listed and (is_needed(name, table_schema(name), listed) or f"{name}.csv" in source.tables):
            data = TableData(name, f"{source.folder}/{name}.csv", table_schema(name), (), (), ())
            yield ReadTable(data, (), [], complete=False)


def _faulty(found: Mapping[str, ReadTable], problems: list[Problem]) -> frozenset[str]:
    """Returns the tables with a row or cell that has an error."""
    files = {each.place.file for each in problems if each.is_error and each.kind.code.startswith(("T", "C"))}
    return frozenset(name for name, read in found.items() if not read.complete or not files.isdisjoint(_files(read)))


def _unread(source: PlanSource, descriptor: Marked, found: Mapping[str, ReadTable]) -> Iterator[Problem]:
    """Yields one notice of the tables that could not be read whole, if others depend on them.

    Of a table that is not there, or not listed, it is known that nothing of it was read.
    """
    needed = {each.target for read in found.values() for each in read.data.schema.references} - {TableName.EVIDENCE}
    there = {each["name"] for each in descriptor.value["resources"] if each["path"] in source.tables}
    names = [name for name, read in found.items() if not read.complete and name in needed & there]
    if names:
        yield problem(Kind.TABLE_UNREAD, Place(found[names[0]].data.file), tables=", ".join(names))


def _files(read: ReadTable) -> set[str]:
    return {read.data.file, *(place.file for place in read.data.origins)}


def _descriptor_rules(source: PlanSource, descriptor: Marked) -> Iterator[Problem]:
    values = descriptor.value
    if values["name"] != source.id:
        yield problem(Kind.PLAN_NAME, descriptor.place("name"), name=values["name"], folder=source.id)
    for number, period in enumerate(values.get("periodos", ())):
        start, end = str(period.get("desde", "")), str(period.get("hasta", ""))
        if end and end < start[: len(end)]:
            place, names = descriptor.place("periodos", number, "hasta"), {"early": "desde", "late": "hasta"}
            yield problem(Kind.DATES_ORDER, place, start=start, end=end, **names)
    yield from _source_rules(source, descriptor)
    yield from _state_rules(descriptor)
    yield from _scale_rules(descriptor)
    bodies = {each["id"] for each in values.get("organos", ())}
    for number, each in enumerate(values.get("instrumentos", ())):
        if each.get("organo"):
            yield from _unknown(descriptor.place("instrumentos", number, "organo"), each["organo"], "organos", bodies)
    for group in ("organos", "instrumentos", "estados", "resources"):
        yield from _repeated(descriptor, group, "name" if group == "resources" else "id")
    yield from _anchor_rules(source)


def _anchor_rules(source: PlanSource) -> Iterator[Problem]:
    """Yields the texts with the anchor of another text of their page."""
    seen: set[tuple[str, str]] = set()
    for each in _sound_texts(source):
        anchor = each.front.value["lugar"], text_anchor(each)
        if anchor in seen:
            yield problem(Kind.ID_REPEATED, each.front.place("ancla"), value=anchor[1])
        seen.add(anchor)


def _source_rules(source: PlanSource, descriptor: Marked) -> Iterator[Problem]:
    """Yields the sources cited that do not exist and, in a real plan that has any, the parts that must cite one."""
    known = _known_sources(source, descriptor)
    is_asked = bool(_path_of(descriptor, TableName.SOURCES)) and not descriptor.value.get("demostracion")
    for document, path, cited in _citing(source, descriptor):
        for number, value in enumerate(cited if known is not None else ()):
            yield from _unknown(document.place(*path, number), value, TableName.SOURCES, known or set())
        if not cited and is_asked:
            yield problem(Kind.SOURCE_MISSING, document.place(*path[:-1]))


def _state_rules(descriptor: Marked) -> Iterator[Problem]:
    """Yields the keys that a real, signed plan lacks: since when it is signed and by which source.

    No other data of the plan show that it is signed.
    """
    values = descriptor.value
    if values["estado"] == PlanState.SIGNED and not values.get("demostracion"):
        for key in ("estado_desde", "estado_fuentes"):
            if not values.get(key):
                yield problem(Kind.KEY_MISSING, descriptor.place("estado"), key=key)


def _scale_rules(descriptor: Marked) -> Iterator[Problem]:
    """Yields the steps of the plan's own scale that mean a broken promise and are not worth 0."""
    for number, step in enumerate(descriptor.value.get("estados", ())):
        if step["irm"] == Completion.BROKEN and step.get("valor") != 0:
            key = "valor" if step.get("valor") is not None else "irm"
            yield problem(Kind.SCALE_BROKEN, descriptor.place("estados", number, key), status=step["titulo"])


def _ogp_rules(descriptor: Marked, found: Mapping[str, ReadTable]) -> Iterator[Problem]:
    """Yields the commitments that OGP's data name and the plan does not have."""
    commitments = found.get("compromisos")
    said = descriptor.value.get("ogp", {}).get("compromisos", ()) if commitments and commitments.complete else ()
    known = {row[0] for row in commitments.data.values} if commitments else set()
    for number, each in enumerate(said):
        place = descriptor.place("ogp", "compromisos", number, "compromiso")
        yield from _unknown(place, each["compromiso"], TableName.COMMITMENTS, known)


def _unknown(place: Place, value: str, where: str, known: set[str]) -> Iterator[Problem]:
    if value not in known:
        yield problem(Kind.REFERENCE_UNKNOWN, place, value=value, where=where, near=closest(value, known))


def _known_sources(source: PlanSource, descriptor: Marked) -> set[str] | None:
    """Returns the keys of the table `fuentes`, or None if it could not be read whole and its keys are not known."""
    path = _path_of(descriptor, "fuentes")
    raw = source.tables.get(path)
    if raw is None:
        return None if path or f"{TableName.SOURCES}.csv" in source.tables else set()
    if not raw.complete or "id" not in raw.header:
        return None
    return {row.cells[raw.header.index("id")] for row in raw.rows}


def _citing(source: PlanSource, descriptor: Marked) -> Iterator[tuple[Marked, tuple[Any, ...], Sequence[str]]]:
    """Yields each part that must cite sources: its document, the path of its list of sources, and the list."""
    values = descriptor.value
    stated = {group: values.get(group, ()) for group in ("periodos", "organos", "instrumentos", "datos_generales")}
    groups: list[tuple[tuple[str, ...], Sequence[Values]]] = [((name,), each) for name, each in stated.items()]
    if "ogp" in values:
        groups.append((("ogp", "compromisos"), values["ogp"].get("compromisos", ())))
        yield descriptor, ("ogp", "fuentes"), values["ogp"].get("fuentes", ())
    if values.get("estado_fuentes"):
        yield descriptor, ("estado_fuentes",), values["estado_fuentes"]
    for path, group in groups:
        for number, each in enumerate(group):
            yield descriptor, (*path, number, "fuentes"), each.get("fuentes", ())
    for document in _sound_texts(source):
        yield document.front, ("fuentes",), document.front.value.get("fuentes", ())


def _sound_texts(source: PlanSource) -> tuple[Document, ...]:
    return tuple(each for each in source.texts if not any(_text_problems(each)))


def _text_problems(text: Document) -> Iterator[Problem]:
    yield from descriptor_problems(text.front, "texto")
    for each in text.translations.values():
        yield from descriptor_problems(each.front, "traduccion")


def _repeated(descriptor: Marked, group: str, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, each in enumerate(descriptor.value.get(group, ())):
        if each[key] in seen:
            yield problem(Kind.ID_REPEATED, descriptor.place(group, number, key), value=each[key])
        seen.add(each[key])


def _path_of(descriptor: Marked, table: str) -> str:
    paths = {resource["name"]: resource["path"] for resource in descriptor.value["resources"]}
    return str(paths.get(table, ""))


def _resource_problems(source: PlanSource, descriptor: Marked) -> Iterator[Problem]:
    listed = {resource["path"] for resource in descriptor.value["resources"]}
    names = {resource["name"] for resource in descriptor.value["resources"]}
    schemas = (resource.get("schema") for resource in descriptor.value["resources"])
    used = {each for each in schemas if isinstance(each, str)}
    for number, resource in enumerate(descriptor.value["resources"]):
        if why := kept_from_tables(resource["name"]):
            place = descriptor.place("resources", number, "name")
            yield problem(Kind.NAME_RESERVED, place, name=resource["name"], why=why)
    needed = (each for each in standard_tables() if is_needed(each, table_schema(each), names))
    required = {f"{each}.csv": each for each in needed if each not in names}
    for path in (*source.tables, *source.schemas):
        if path not in listed | used | required.keys():
            yield problem(Kind.TABLE_UNLISTED, Place(f"{source.folder}/{path}"))
    for path, name in required.items():
        kind = Kind.TABLE_REQUIRED_UNLISTED if path in source.tables else Kind.TABLE_REQUIRED
        yield problem(kind, descriptor.place("resources"), table=name)
    for text in source.texts:
        yield from _text_problems(text)


def _plan(source: PlanSource, descriptor: Marked, found: Mapping[str, ReadTable]) -> ActionPlan:
    records: dict[str, tuple[Record, ...]] = {}
    for name, (kind, attribute) in TABLES.items():
        if name in found:
            records[attribute] = tuple(_records(kind, found[name].data, found[name].whole, source.writing))
    tables = {name: found[name].data for name in (*standard_tables(), *found) if name in found}
    parts = plan_parts(descriptor.value, source.writing)
    texts, areas = plan_texts(_sound_texts(source)), source.shapes.by_id if source.shapes else {}
    return ActionPlan(**parts, texts=texts, tables=tables, areas=areas, **records)  # type: ignore[arg-type]


def _records(kind: type[Record], data: TableData, whole: tuple[int, ...], writing: Writing) -> Iterator[Record]:
    """Yields the records of the whole rows; those with the same text have it once in memory."""
    names = data.columns
    bound = [each for each in fields(kind) if each.metadata.get("column") in data.columns]
    bindings = [(each.name, each.metadata["column"], each.type == "Text") for each in bound]
    shared = cache(lambda text: text)
    for index in whole:
        values = dict(zip(names, data.values[index], strict=True))
        attributes = {
            name: shared(writing.text(values, column)) if is_text else values[column]
            for name, column, is_text in bindings
        }
        yield kind(origin=data.origins[index], **attributes)
