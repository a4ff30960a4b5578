"""The kinds of host that a site can be written for, by the names that the command gives them."""

from __future__ import annotations

from enum import Enum


class Host(Enum):
    """A kind of host; the value is its name in the command."""

    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    APACHE = "apache"
    NGINX = "nginx"
