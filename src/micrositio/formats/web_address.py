"""What an address of the web must be to be published as a link: one rule for tables, YAML, Markdown and the command."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from micrositio.problems.kinds import Kind

_SCHEMES = ("http", "https")
_SEVERAL = re.compile(r"[\s;,|]+(?:https?:)?//", re.IGNORECASE)
"""A second address after a mark that separates: one inside another, as web archives write it, is a single address."""
_NO_SIGN = re.compile(r'[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff\\<>"]')
"""Spaces, invisible signs and those that no address has (RFC 3986); browsers read a backslash as a slash."""
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_CREDENTIALS = re.compile(r"(?:^|:|\s)[\\/]{2}[^\s\\/?#]*@")


def address_fault(text: str, own: bool = False) -> Kind | None:
    """Why `text` is no address to be published, or None where it is one: http or https, a host, and nothing to hide.

    `own` is for the address of the site itself, under which all of its pages are: it ends before any «?» or «#».
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


def has_credentials(text: str) -> bool:
    """Whether some address in `text` carries a user name or a password: what comes before «@» in its host."""
    return "@" in text and _CREDENTIALS.search(text) is not None


def _place_fault(parts: SplitResult) -> Kind | None:
    """What is wrong with the host or its port."""
    host = parts.hostname or ""
    named = all(map(_LABEL.fullmatch, host.removesuffix(".").split(".")))
    if not (named or parts.netloc.startswith("[")):
        return Kind.WEB_ADDRESS_HOST
    try:
        port = parts.port
    except ValueError:
        return Kind.WEB_ADDRESS_PORT
    return Kind.WEB_ADDRESS_PORT if port == 0 or parts.netloc.endswith(":") else None
