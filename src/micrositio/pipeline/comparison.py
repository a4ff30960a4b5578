"""The finished site compared with the one already published: what was promised there must be here, equal.

Both are compared by what they publish: the API's list of plans, the register and errata of each plan, and the list of
addresses. What is published is foreign material: anything that is not as this program writes it counts as not there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import unquote

from micrositio.formats.checksums import read_sums
from micrositio.formats.csv_table import RawTable, read_csv
from micrositio.formats.zip_archive import pieces_of
from micrositio.model.vocabularies import TableName
from micrositio.opendata.file_formats import CSV, DESCRIPTOR
from micrositio.pipeline.options import Against
from micrositio.pipeline.publisher import Site
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.profile.schemas import SLUG
from micrositio.progress.seal_register import REGISTER, registered_cut
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath
from micrositio.sources.published_site import Files, PublishedSite, read_published_site

_ADDRESS = re.compile(rb"/[!-~]*")
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
_STATED = ("corte", "tabla", "registro", "campo", "antes", "despues", "motivo", "quien", "fecha")
"""Columns of an erratum that never change; the others (a note, a translation) may be filled in later."""


class _Seal(NamedTuple):
    """A seal that was published: its digest in hexadecimal and the line of the register that lists it, if any."""

    digest: str
    line: int | None


def comparison_problems(against: Against, site: Site, left_out: Collection[str]) -> Iterator[Problem]:
    """Yields what the published site has and the finished `site` lacks or has otherwise.

    `left_out` are the parts of a path that identify what this site leaves out: invented plans and their news.
    """
    there = read_published_site(against.where, _wanted)
    if there.fault:
        yield replace(there.fault, strict=against.strict)
        return
    published, own = _plans(there.files.get(router.API)), _plans(_bytes(site, router.API)) or {}
    if published is None or _is_another_site(there, published, own):
        yield problem(Kind.PUBLISHED_FIRST, there.place(router.API))
        return
    absent = {plan for plan in published if plan not in own}
    for plan, invented in published.items():
        if plan in own:
            yield from _seal_problems(there, site, plan)
            yield from _errata_problems(there, site, plan)
        elif not invented:
            yield problem(Kind.PUBLISHED_PLAN_GONE, there.place(router.API), plan=plan)
    yield from _address_problems(there, site, {*left_out, *absent})


def _wanted(files: Files) -> Iterator[SitePath]:
    """Yields the paths to read of a published site; a plan's package, only if it has no register."""
    yield from (router.API, router.ADDRESSES)
    for plan in _plans(files.get(router.API)) or {}:
        register = _of(plan, REGISTER)
        yield from (register, _of(plan, _ERRATA))
        if register in files and _registered(files[register]) is None:
            yield _of(plan, DESCRIPTOR.name)


_ERRATA = TableName.ERRATA + CSV.ending


def _of(plan: str, name: str) -> SitePath:
    return router.download(SimpleNamespace(id=plan), name)


def _bytes(site: Site, path: SitePath) -> bytes | None:
    content = site.get(path)
    return None if content is None or isinstance(content, Path) else b"".join(pieces_of(content))


def _document(data: bytes | None) -> Mapping[str, Any]:
    """Returns the object that the data hold as JSON, or an empty one if they hold none."""
    try:
        document = json.loads(data or b"")
    except (ValueError, RecursionError):  # no JSON, or nested without end
        return {}
    return document if isinstance(document, dict) else {}


def _plans(data: bytes | None) -> Mapping[str, bool] | None:
    """Returns whether each plan of the API's list is invented, by its id, or None if the data are no such list."""
    listed = _document(data).get("planes")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        return None
    named = [each for each in listed if isinstance(each.get("id"), str) and re.fullmatch(SLUG, each["id"])]
    return {each["id"]: each.get("inventado") is True for each in named}


def _is_another_site(there: PublishedSite, published: Mapping[str, bool], own: Collection[str]) -> bool:
    """Returns whether the published site has no plan of this one, and none of its real plans has a seal.

    With a seal it is not: otherwise giving every plan another name would be a way to replace the sealed past.
    """
    real = (plan for plan, invented in published.items() if not invented)
    return published.keys().isdisjoint(own) and not any(_published_seals(there, plan) for plan in real)


def _registered(data: bytes | None) -> dict[str, _Seal] | None:
    """Returns the seals of a register by cut, or None if the data are no register."""
    lines, wrong = read_sums(data) if data is not None else ((), (1,))
    seals = {registered_cut(each.name): _Seal(each.sha256, each.line) for each in lines}
    return None if wrong or None in seals else {cut: seal for cut, seal in seals.items() if cut}


def _published_seals(there: PublishedSite, plan: str) -> dict[str, _Seal] | None:
    """Returns the published seals of a plan by cut, of its register or else its package, or None without both."""
    seals = _registered(there.files.get(_of(plan, REGISTER)))
    data = there.files.get(_of(plan, DESCRIPTOR.name)) if seals is None else None
    return _packaged(data) if data else seals


def _packaged(data: bytes) -> dict[str, _Seal] | None:
    """Returns the seals that a plan's package states, by cut, or None if the data are no package."""
    package = _document(data)
    stated = package.get("sellos", []) if "resources" in package else None
    if not isinstance(stated, list) or not all(isinstance(each, dict) for each in stated):
        return None
    found = [(str(each.get("corte")), _DIGEST.fullmatch(str(each.get("hash")))) for each in stated]
    return {cut: _Seal(match[1], None) for cut, match in found if match}


def _seal_problems(there: PublishedSite, site: Site, plan: str) -> Iterator[Problem]:
    """Yields the published seals of a plan that this site lacks or has with other contents."""
    published, own = _published_seals(there, plan), _registered(_bytes(site, _of(plan, REGISTER))) or {}
    if published is None:
        yield problem(Kind.PUBLISHED_OLDER, there.place(_of(plan, REGISTER)))
    for cut, seal in (published or {}).items():
        place = there.place(_of(plan, REGISTER if seal.line else DESCRIPTOR.name), seal.line)
        if cut not in own:
            yield problem(Kind.PUBLISHED_SEAL_GONE, place, plan=plan, cut=cut)
        elif own[cut].digest != seal.digest:
            yield problem(Kind.PUBLISHED_SEAL_OTHER, place, plan=plan, cut=cut)


def _errata_problems(there: PublishedSite, site: Site, plan: str) -> Iterator[Problem]:
    """Yields the published errata of a plan that this site lacks, or of which it says something else."""
    path = _of(plan, _ERRATA)
    published, ours = _errata(there.files.get(path)), _errata(_bytes(site, path))
    own = [dict(zip(ours.header, row.cells, strict=True)) for row in ours.rows] if ours else []
    for row in published.rows if published else ():
        stated = dict(zip(published.header, row.cells, strict=True)) if published else {}
        if not any(_holds(stated, each) for each in own):
            cut, record, field = (stated[name] for name in ("corte", "registro", "campo"))
            yield problem(
                Kind.PUBLISHED_ERRATUM_GONE, there.place(path, row.number), cut=cut, record=record, column=field
            )


def _errata(data: bytes | None) -> RawTable | None:
    """Returns a table of errata, or None if the data are no such table."""
    table, _problems = read_csv(TableName.ERRATA, _ERRATA, data) if data else (None, [])
    return table if table and set(_STATED) <= set(table.header) else None


def _holds(stated: Mapping[str, str], own: Mapping[str, str]) -> bool:
    """Returns whether a row says what the published one `stated`; what that left empty may be filled in, if it may."""
    return all(own.get(name, "") == cell or (not cell and name not in _STATED) for name, cell in stated.items())


def _address_problems(there: PublishedSite, site: Site, left_out: Collection[str]) -> Iterator[Problem]:
    """Yields the published addresses that this site neither has nor moved; those of what is `left_out` do not count."""
    published, own = _addresses(there.files.get(router.ADDRESSES)), _addresses(_bytes(site, router.ADDRESSES)) or ()
    if published is None:
        yield problem(Kind.PUBLISHED_OLDER, there.place(router.ADDRESSES))
    known = frozenset(own)
    for line, address in enumerate(published or (), 1):
        if address not in known and set(left_out).isdisjoint(unquote(address).split("/")):
            yield problem(Kind.PUBLISHED_ADDRESS_GONE, there.place(router.ADDRESSES, line), address=address)


def _addresses(data: bytes | None) -> tuple[str, ...] | None:
    """Returns the addresses of a list of addresses, or None if the data are no such list."""
    lines = (data or b"").split(b"\n")[:-1]
    return tuple(line.decode() for line in lines) if lines and all(map(_ADDRESS.fullmatch, lines)) else None
