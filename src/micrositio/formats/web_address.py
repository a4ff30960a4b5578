"""The rule for a web address published as a link, shared by tables, YAML, Markdown and the command line."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from micrositio.problems.kinds import Kind

_SCHEMES = ("http", "https")
_SEVERAL = re.compile(r"[\s;,|]+(?:https?:)?//", re.IGNORECASE)
"""A second address after a separator; an address within another, as web archives write it, counts as one."""
_NO_SIGN = re.compile(r'[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff\\<>"]')
"""Spaces, invisible characters and those not allowed in an address (RFC 3986); browsers read a backslash as a slash."""
_NO_PART = re.compile(r"[\s\\<>\"?#|]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
"""Signs that no path has, as it is written and once it is decoded."""
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_CREDENTIALS = re.compile(r"(?:^|:|\s)[\\/]{2}[^\s\\/?#]*@")


def address_fault(text: str, own: bool = False) -> Kind | None:
    """Returns why `text` cannot be published as an address, or None if it can: http or https, a host, no credentials.

    `own` is for the address of the site itself, the base of all its pages: no «?» or «#» is allowed.
    No message of these kinds repeats the address, since it may hold a password.
    """
    if has_credentials(text):
        return Kind.WEB_ADDRESS_USER
    if _SEVERAL.search(text):
        return Kind.WEB_ADDRESS_SEVERAL
    if _NO_SIGN.search(text):
        return Kind.WEB_ADDRESS_SIGNS
    try:
        parts = urlsplit(text)
    except ValueError:  # a bracket that is not closed, or closes no IPv6 address
        return Kind.WEB_ADDRESS_HOST
    if parts.scheme not in _SCHEMES:
        return Kind.WEB_ADDRESS
    return _place_fault(parts) or (Kind.WEB_ADDRESS_TAIL if own and ("?" in text or "#" in text) else None)


def is_rooted(text: str) -> bool:
    """Returns whether `text` is the address of a path of a site from its root: `/`, names, and nothing that leaves it.

    The names are decoded first, as servers and browsers do.
    """
    read = unquote(text)
    parts = re.split(r"[/\\]", read)
    is_sound = _NO_PART.search(text) is None and _CONTROL.search(read) is None
    return is_sound and text.startswith("/") and "" not in parts[1:-1] and not {".", ".."} & set(parts)


def has_credentials(text: str) -> bool:
    """Returns whether an address in `text` has a user name or a password: text before «@» in its host."""
    return "@" in text and _CREDENTIALS.search(text) is not None


def _place_fault(parts: SplitResult) -> Kind | None:
    """Returns the fault of the host or of its port, or None."""
    host = parts.hostname or ""
    named = all(map(_LABEL.fullmatch, host.removesuffix(".").split(".")))
    if not (named or parts.netloc.startswith("[")):
        return Kind.WEB_ADDRESS_HOST
    try:
        port = parts.port
    except ValueError:
        return Kind.WEB_ADDRESS_PORT
    return Kind.WEB_ADDRESS_PORT if port == 0 or parts.netloc.endswith(":") else None
