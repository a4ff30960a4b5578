"""The files of a new site: settings, pages, a plan without rows, a theme of one colour, and what each host reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from string import Template
from typing import NamedTuple

from micrositio import __version__
from micrositio.editing.colours import sheet_of
from micrositio.formats.csv_table import write_csv
from micrositio.formats.yaml_document import quoted
from micrositio.profile.schemas import OPTIONAL, standard_tables, table_schema

_PAGES = ("inicio", "acerca", "metodologia", "privacidad", "accesibilidad", "glosario")
_AS_THEY_ARE = {
    "README.md": "README.md",
    "revisar.yml": ".github/workflows/revisar.yml",
    "entregas.yml": ".github/workflows/entregas.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
}
"""Where each template of a file beside the site's own goes."""
_TO_WRITE = "‹por escribir›"
_THEME = "# Cambie los colores en static/colores.css. Vea la guía de temas.\ntitulo: Propio\nextiende: base\n"
_SHORT = 40
"""Letters of a title that is short enough for the way to a page."""
_FIRST_TABLES = ("instituciones", "compromisos", "actividades")


class NewSite(NamedTuple):
    """What a person decides of a new site."""

    title: str
    government: str
    publisher: str
    publisher_kind: str
    colour: str
    cadence: str
    plan: str
    email: str


class NewPlan(NamedTuple):
    """What a person decides of a new plan; a cadence of "" is that of the site."""

    id: str
    title: str
    scope: str
    cadence: str = ""


def site_files(site: NewSite, colours: str, headers: str) -> dict[str, bytes]:
    """Returns the files of a new site by path; `colours` is the base theme's sheet, `headers` those of Netlify."""
    values = _values(site)
    texts = {f"content/{page}.md": _filled(f"content/{page}.md", values) for page in _PAGES}
    texts |= {"content/sitio.yaml": _filled("content/sitio.yaml", values)}
    texts |= {path: _filled(name, values) for name, path in _AS_THEY_ARE.items()}
    texts |= {
        "netlify.toml": _filled("netlify.toml", values) + headers,
        "requirements.txt": f"micrositio=={__version__}\n",
        "themes/propio/theme.yaml": _THEME,
        "themes/propio/static/colores.css": sheet_of(site.colour, colours),
    }
    plan = plan_files(NewPlan(site.plan, "Plan de acción de gobierno abierto", site.government))
    folder = {f"data/{site.plan}/{name}": data for name, data in plan.items()}
    return {**{path: text.encode() for path, text in texts.items()}, **folder}


def _values(site: NewSite) -> Mapping[str, str]:
    """Returns what fills the templates: in a YAML, each text as it is to be quoted."""
    contact = f"  correo: {quoted(site.email)}" if site.email else f"  nota: {quoted(f'Contacto: {_TO_WRITE}')}"
    return {
        "titulo": quoted(site.title),
        "descripcion": quoted(f"Qué prometió {site.government}, quién responde y con qué documento se comprueba."),
        "pregunta": quoted(f"Qué prometió {site.government} y en qué va"),
        "gobierno": quoted(site.government),
        "publica": quoted(site.publisher),
        "tipo": site.publisher_kind,
        "oficial": "en_revision" if site.publisher == site.government else "no",
        "cadencia": site.cadence,
        "plan": site.plan,
        "contacto": contact,
        "color": site.colour,
        "nombre": site.title,
    }


def _filled(name: str, values: Mapping[str, str]) -> str:
    template = files("micrositio").joinpath("editing", "site", *name.split("/")).read_text(encoding="utf-8")
    return Template(template).substitute(values)


def plan_files(plan: NewPlan) -> dict[str, bytes]:
    """Returns the files of a plan that has no rows yet, in preparation, by name."""
    tables = [name for name in standard_tables() if name in _FIRST_TABLES]
    descriptor = "".join(f"{line}\n" for line in _descriptor(plan, tables))
    return {"datapackage.yaml": descriptor.encode(), **{f"{name}.csv": empty_table(name) for name in tables}}


def _descriptor(plan: NewPlan, tables: list[str]) -> Iterator[str]:
    yield from (f"name: {plan.id}", f"title: {quoted(plan.title)}", f"titulo_corto: {quoted(_short(plan))}")
    yield from (f"description: {quoted('Qué se prometió y quién responde.')}", 'version: "1.0.0"', "licenses:")
    yield from ("  - name: CC-BY-4.0", "    title: Creative Commons Atribución 4.0 Internacional")
    yield from ("    path: https://creativecommons.org/licenses/by/4.0/", "estado: en_preparacion")
    yield from (f"ambito: {quoted(plan.scope)}", *([f"cadencia: {plan.cadence}"] if plan.cadence else []))
    yield from ("metodo:", "  avance: estatus", "resources:")
    yield from (f"  - {{name: {name}, path: {name}.csv}}" for name in tables)


def _short(plan: NewPlan) -> str:
    return plan.title if len(plan.title) <= _SHORT else plan.id


def empty_table(name: str) -> bytes:
    """Returns a table of the profile without rows: the names of its columns in Spanish."""
    usual = (each.name for each in table_schema(name).columns if OPTIONAL not in each.descriptor)
    columns = [each for each in usual if not each.endswith("_en")]
    return write_csv(columns, (), "\n")
