"""Checks of YAML files against their JSON Schema: each fault with its line, column and correction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from micrositio.formats.pattern import Unmatched, matcher
from micrositio.formats.web_address import address_fault, has_credentials
from micrositio.formats.yaml_document import Marked, is_read_otherwise
from micrositio.model.dates import is_date, parse_day, parse_partial
from micrositio.model.text import N_, Writing
from micrositio.problems.bounded import told
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.problems.suggest import closest, meant
from micrositio.profile.cells import date_fault, formula_start
from micrositio.profile.schemas import descriptor_schema_in

EXPECTED = {
    "string": N_("un texto"),
    "integer": N_("un número entero"),
    "number": N_("un número"),
    "boolean": N_("true o false"),
    "array": N_("una lista"),
    "object": N_("un grupo de claves"),
    "null": N_("nada"),
}
"""Names of the types of YAML values for readers."""
YEARS = range(1900, 2101)
"""Years that a date of a plan, a document or a news item can have."""
_CLOSED = frozenset(("format", "enum", "pattern", "const"))
"""What a schema says of a text that is not free: a key, a word of a list, a date, an address."""

_formats = FormatChecker(formats=())


@_formats.checks("dia", raises=ValueError)
def _is_day(value: Any) -> bool:
    return not isinstance(value, str) or parse_day(value).year in YEARS


@_formats.checks("edtf", raises=ValueError)
def _is_partial(value: Any) -> bool:
    return isinstance(value, list) or parse_partial(str(value)).year in YEARS


def descriptor_problems(document: Marked, schema: str) -> Iterator[Problem]:
    """Yields every fault of the YAML `document` under the JSON Schema called `schema`."""
    validator = _Written(descriptor_schema_in(schema, document.writing), format_checker=_formats)
    faults = (each for error in validator.iter_errors(document.value) for each in _explained(document, error))
    yield from told(faults, document.file)
    yield from credential_problems(document)
    for path, text in _texts(document.value) if schema in _IN_TABLES else ():
        if start := formula_start(text):
            yield problem(Kind.CELL_FORMULA_KEY, document.place(*path), key=_named(path), start=start)


_IN_TABLES = ("plan", "evidencias", "sitio")
"""Files whose texts are published as cells of tables."""


def _named(path: tuple[Any, ...]) -> str:
    return str(next((part for part in reversed(path) if isinstance(part, str)), "—"))


def credential_problems(document: Marked) -> Iterator[Problem]:
    """Yields a problem for each text of the document that holds an address with a user name or a password."""
    for path, text in _texts(document.value):
        if has_credentials(text):
            yield problem(Kind.WEB_ADDRESS_USER, document.place(*path))


def infinite_problems(document: Marked) -> Iterator[Problem]:
    """Yields a problem for each number of the document that is too large to be one, and would be published as none."""
    for path, value in _leaves(document.value):
        if isinstance(value, float) and not isfinite(value):
            yield problem(Kind.JSON_SYNTAX, document.place(*path))


def _texts(value: Any) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yields every text of a YAML value, with its path."""
    return ((path, each) for path, each in _leaves(value) if isinstance(each, str))


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yields every text, number and word of a YAML value, with its path."""
    if not isinstance(value, dict | list):
        yield path, value
    else:
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(each, (*path, key))


@_formats.checks("direccion-web")
def _is_address(value: Any) -> bool:
    return not isinstance(value, str) or address_fault(value) is None


@_formats.checks("direccion-segura")
def _is_secure(value: Any) -> bool:
    return not isinstance(value, str) or (address_fault(value) is None and value.startswith("https:"))


@_formats.checks("direccion-propia")
def _is_own_address(value: Any) -> bool:
    return not isinstance(value, str) or not value or address_fault(value, own=True) is None


@_formats.checks("regex")
def _is_regex(value: Any) -> bool:
    return not isinstance(value, str) or matcher(value) is not Unmatched.FAULTY


def _matches(validator: Any, pattern: str, value: Any, schema: Any) -> Iterator[ValidationError]:
    """Yields an error for a text that does not match; `$` is the end of the text, not also before a last line feed."""
    if isinstance(value, str) and not re.search(
        pattern.removesuffix("$") + (r"\Z" if pattern[-1:] == "$" else ""), value
    ):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _holds(validator: Any, keys: list[str], value: Any, schema: Any) -> Iterator[ValidationError]:
    """Yields one error for all the keys that are missing at a place."""
    if isinstance(value, dict) and any(key not in value for key in keys):
        yield ValidationError(f"{keys!r} are required")


def _is_of_kind(validator: Any, kinds: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    """Yields an error for a value of another type, and for a free text that is only a text between quotes."""
    yield from Draft202012Validator.VALIDATORS["type"](validator, kinds, value, schema)
    if kinds == "string" and isinstance(value, str) and _CLOSED.isdisjoint(schema) and is_read_otherwise(value):
        yield ValidationError(f"{value!r} is not a text without quotes")


_Validator: Any = extend(Draft202012Validator, {"pattern": _matches, "required": _holds})  # type: ignore[no-untyped-call]


def _where(validator: Any, condition: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    """Yields the errors of a condition that is met: what it asks is what a value is, and not how it is written."""
    keyword = "then" if _Validator(condition).is_valid(value) else "else"
    if keyword in schema:
        yield from validator.descend(value, schema[keyword], schema_path=keyword)


_Written: Any = extend(_Validator, {"type": _is_of_kind, "if": _where})  # type: ignore[no-untyped-call]
"""Validator of what a person wrote, where quotes decide what some values are."""


def faulty_parts(value: Any, schema: str, writing: Writing) -> list[str]:
    """Returns the parts of `value` that the JSON Schema called `schema` refuses, as paths such as `fields/2/type`."""
    validator = _Validator(descriptor_schema_in(schema, writing), format_checker=_formats)
    return sorted({"/".join(map(str, _path(error))) or "—" for error in validator.iter_errors(value)})


def _path(error: Any) -> list[Any]:
    lacking = error.validator_value if error.validator == "required" else ()
    return [*error.absolute_path, *(key for key in lacking if key not in error.instance)]


def _explained(document: Marked, error: Any) -> Iterator[Problem]:
    explain = _EXPLAINERS.get(str(error.validator), _form)
    yield from explain(document, error, tuple(error.absolute_path))


def _key(error: Any) -> str:
    return _named(tuple(error.absolute_path))


def _unknown(document: Marked, error: Any, path: tuple[Any, ...]) -> Iterator[Problem]:
    known = error.schema["properties"]
    for key in error.instance:
        if key not in known:
            yield problem(Kind.KEY_UNKNOWN, document.place(*path, key), key=key, near=closest(key, known))


def _missing(document: Marked, error: Any, path: tuple[Any, ...]) -> Iterator[Problem]:
    missing = [key for key in error.validator_value if key not in error.instance]
    if len(missing) == 1:
        yield problem(Kind.KEY_MISSING, document.place(*path), key=missing[0])
    else:
        keys = ", ".join(f"«{key}»" for key in missing)
        yield problem(Kind.KEY_MISSING_SEVERAL, document.place(*path), keys=keys)


def _kind(document: Marked, error: Any, path: tuple[Any, ...]) -> Iterator[Problem]:
    kinds = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    value = error.instance
    if isinstance(value, str) and "string" in kinds and path not in document.bare:
        return
    if "string" in kinds and isinstance(value, bool | int | float | str):
        yield problem(Kind.VALUE_KIND_TEXT, document.place(*path), key=_key(error), value=_written(value))
    else:
        yield problem(Kind.VALUE_KIND, document.place(*path), key=_key(error), expected=EXPECTED[kinds[0]])


def _written(value: object) -> str:
    """Returns a value as it is written in YAML."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _choice(document: Marked, error: Any, path: tuple[Any, ...]) -> Iterator[Problem]:
    words = [_written(each) for each in error.validator_value]
    choices, value = ", ".join(words), _written(error.instance)
    value = f'"{value}"' if value in words else value
    yield problem(
        Kind.VALUE_CHOICE, document.place(*path), key=_key(error), value=value, choices=choices,
        near=meant(value, words),
    )  # fmt: skip


def _format(document: Marked, error: Any, path: tuple[Any, ...]) -> Iterator[Problem]:
    """Yields the problem of a text that is not a date or not an address; for an address, the specific one."""
    wanted = error.validator_value
    fault = address_fault(error.instance, own=wanted == "direccion-propia") if wanted.startswith("direccion") else None
    if fault or wanted == "direccion-segura":
        yield problem(fault or Kind.WEB_ADDRESS_PLAIN, document.place(*path))
    elif is_date(str(error.instance)):
        years = {"first": YEARS[0], "last": YEARS[-1]}
        yield problem(Kind.VALUE_DATE_FAR_YEAR, document.place(*path), value=error.instance, **years)
    else:
        kind, details = date_fault(str(error.instance))
        yield problem(_DATES.get(kind, Kind.VALUE_DATE), document.place(*path), **details)


_DATES = {Kind.CELL_DATE_AS: Kind.VALUE_DATE_AS, Kind.CELL_DATE_EITHER: Kind.VALUE_DATE_EITHER}


def _form(document: Marked, error: Any, path: tuple[Any, ...]) -> Iterator[Problem]:
    if error.instance in ("", []):
        yield problem(Kind.KEY_MISSING, document.place(*path), key=_key(error))
    else:
        yield problem(Kind.VALUE_FORM, document.place(*path), key=_key(error), value=error.instance)


_Explain = Callable[[Marked, Any, tuple[Any, ...]], Iterator[Problem]]
_EXPLAINERS: Mapping[str, _Explain] = {
    "additionalProperties": _unknown,
    "required": _missing,
    "type": _kind,
    "enum": _choice,
    "format": _format,
}
