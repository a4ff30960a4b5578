"""What to build, as a command says it; it is known before anything that a build needs is imported."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.kept import Kept
from micrositio.render.template_store import TemplateStore


class Host(Enum):
    """A kind of host that a site can be written for; the value is its name in the command."""

    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    APACHE = "apache"
    NGINX = "nginx"


class Against(NamedTuple):
    """The published site to compare with, an address or a folder, and whether not being able to is an error."""

    where: str | Path
    strict: bool


@dataclass(frozen=True)
class Options:
    """What to build: the site's folder, folders of themes, address, whether to exclude invented plans, and the host.

    `against` is the published site with which the finished one is compared, or None; `kept` holds what is kept between
    builds and `kept_templates` compiled templates. So many `processes` make the pages, unless these stay in memory.
    """

    root: Path
    theme_folders: tuple[Path, ...]
    base_url: str | None = None
    exclude_demo: bool = False
    host: Host = Host.NETLIFY
    against: Against | None = None
    kept: Kept = Kept()
    kept_templates: TemplateStore = TemplateStore()
    processes: int = 1
