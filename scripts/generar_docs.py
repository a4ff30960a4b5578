"""Writes docs/perfil.md and docs/problemas.md from the schemas, the rules and the catalogue of problems.

Also writes, in docs/diseno.md, the table of the packages of the engine.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from string import Template
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "scripts" / "plantillas"
sys.path.insert(0, str(ROOT / "src"))

from micrositio.formats.xlsx_file import MAXIMUM_ROWS  # noqa: E402
from micrositio.model.table_schema import PARTIAL, Column  # noqa: E402
from micrositio.pages.sections import SECTIONS  # noqa: E402
from micrositio.problems.continuity import ContinuityKind  # noqa: E402
from micrositio.problems.entry import Entry, Family, families, unfilled  # noqa: E402
from micrositio.problems.kinds import Kind  # noqa: E402
from micrositio.problems.severity import Told  # noqa: E402
from micrositio.profile import json_schema, schemas  # noqa: E402  # la ruta se acaba de agregar
from micrositio.profile.plan_descriptor import IRM_SCALE  # noqa: E402
from micrositio.progress.methods import METHODS  # noqa: E402
from micrositio.routes import api_paths, continuity_paths, money_paths, sharing_paths  # noqa: E402  # la ruta se acaba de agregar
from micrositio.routes import paths as router  # noqa: E402
from micrositio.routes.paths import SitePath  # noqa: E402
from micrositio.validation.rules import continuity, doubts  # noqa: E402  # la ruta se acaba de agregar
from micrositio.validation.rules.all_rules import RULES  # noqa: E402  # la ruta se acaba de agregar

YAML_FILES = (
    ("sitio", "content/sitio.yaml", "El sitio: nombre, dirección, tema y planes."),
    (
        "direcciones",
        "content/direcciones.yaml",
        "Las direcciones que ya no responden solas: a dónde fueron o por qué se quitaron.",
    ),
    ("excepciones", "content/excepciones.yaml", "Lo que parece un dato personal y se publica, con su razón."),
    ("sinonimos", "content/sinonimos.yaml", "Con qué palabras busca la gente lo que el sitio llama de otra manera."),
    ("pagina", "content/*.md (ficha)", "La ficha que abre cada página, entre dos líneas `---`."),
    ("novedad", "content/novedades/AAAA-MM-DD-nombre.md (ficha)", "La ficha de cada novedad."),
    ("plan", "data/<plan>/datapackage.yaml", "El plan: lo que no cabe en una tabla, y la lista de sus tablas."),
    (
        "paquete",
        "/<plan>/datos/datapackage.json",
        "Lo que el paquete publicado agrega a la ficha del plan. Se genera solo.",
    ),
    (
        "traduccion",
        "content/<idioma>/*.md, content/<idioma>/novedades/*.md (ficha)",
        "La ficha de una página o novedad en otro idioma; el archivo se llama como el original.",
    ),
    ("texto", "data/<plan>/textos/*.md (ficha)", "La ficha de cada texto del plan."),
    ("evidencias", "data/<plan>/evidencias/<carpeta>/datapackage.yaml", "La ficha de una carpeta de documentos."),
    ("tema", "themes/<tema>/theme.yaml", "El tema."),
    ("matriz", "MAPA.yaml (mapa de una matriz)", "De qué columna de una hoja de cálculo sale cada cosa."),
)

_PLAN, _ITEM = SimpleNamespace(id="<plan>"), SimpleNamespace
ADDRESS_WORDS: tuple[tuple[Callable[..., SitePath], tuple[Any, ...], str], ...] = (
    (router.search_index, ("<idioma>",), "Lo que lee la búsqueda, en un idioma."),
    (router.plan, (_PLAN,), "El plan: periodos, órganos, textos, documentos y lo que falta."),
    (router.commitments, (_PLAN,), "Los compromisos."),
    (router.commitment, (_PLAN, _ITEM(id="<compromiso>")), "Un compromiso; cada actividad tiene su ancla."),
    (router.embed, (_PLAN, _ITEM(id="<compromiso>")), "Su tarjeta, que otros sitios pueden poner en un marco."),
    (
        sharing_paths.commitment_feed,
        (_PLAN, _ITEM(id="<compromiso>")),
        "Qué cambió de un compromiso en cada corte, en Atom.",
    ),
    (
        sharing_paths.share_image,
        (_PLAN, _ITEM(id="<compromiso>")),
        "Su imagen para los enlaces compartidos, si el sitio la pide. No se promete: cambia con los datos.",
    ),
    (
        sharing_paths.reference,
        (router.page("<plan>", "…"),),
        "La cita de un plan, un compromiso, un corte o una tabla, en BibTeX: junto a su página.",
    ),
    (router.commitment_calendar, (_PLAN, _ITEM(id="<compromiso>")), "Las fechas de un compromiso, en iCalendar."),
    (
        router.groups,
        (_PLAN,),
        "Los ejes y programas, si hay: cómo se ordena el plan. Si son muchos, sigue en `parte-2/`.",
    ),
    (router.group, (_PLAN, _ITEM(id="<grupo>")), "Un eje o programa: su avance, sus partes y sus compromisos."),
    (
        router.locations,
        (_PLAN,),
        "Los lugares, si hay: su mapa, su lista y qué pasa en cada uno. Si son muchos, sigue en `parte-2/`.",
    ),
    (router.report, (_PLAN,), "El informe: lo principal de todo el plan y su contenido, que se lee por partes."),
    (
        router.report_part,
        (_PLAN, "<parte>"),
        "Una parte del informe: `como-va`, `documentos` o `correcciones`; `completo` es el informe entero, para papel.",
    ),
    (router.report_commitment, (_PLAN, _ITEM(id="<compromiso>")), "La parte del informe de un compromiso."),
    (router.report_file, (_PLAN,), "El informe en PDF, si el sitio lo tiene."),
    (router.board, (_PLAN,), "El tablero en el último corte."),
    (router.board_milestones, (_PLAN,), "Todas las actividades en el último corte, con filtros."),
    (router.board_calendar, (_PLAN,), "Las actividades en el tiempo."),
    (
        money_paths.money,
        (_PLAN,),
        "El dinero, si se publica: lo aprobado y lo gastado, por compromiso. Si es mucho, sigue en `parte-2/`.",
    ),
    (
        continuity_paths.continuity,
        (_PLAN,),
        "Qué pasó con los compromisos de los planes anteriores, si se publica. Si son muchos, sigue en `parte-2/`.",
    ),
    (router.comparison, (_PLAN,), "Dos cortes cualesquiera, comparados en el navegador, si hay dos o más."),
    (
        router.comparison,
        (_PLAN, _ITEM(id="<corte>"), _ITEM(id="<corte>")),
        "Qué cambió entre dos cortes: cada uno con el anterior, y el primero con el último.",
    ),
    (
        router.figure,
        (_PLAN, "<grafica>"),
        "Una gráfica de una página, como imagen. No se promete: va y viene con sus datos.",
    ),
    (router.figure_data, (_PLAN, "<grafica>"), "Los números de esa gráfica. Tampoco se promete."),
    (
        router.board_at,
        (_PLAN, _ITEM(id="<corte>")),
        "Un corte: cómo iba, qué cambió, los datos como estaban y su sello.",
    ),
    (
        sharing_paths.board_feed,
        (_PLAN,),
        "Los cortes del plan, en Atom: sus cambios uno por uno, o cuántos son si pasan de 200.",
    ),
    (
        sharing_paths.follow,
        (_PLAN,),
        "Cómo recibir lo nuevo del plan, de cada compromiso y de cada oficina. Si son muchos, sigue en `parte-2/`.",
    ),
    (
        sharing_paths.institution_feed,
        (_PLAN, _ITEM(id="<institucion>")),
        "Qué cambió en cada corte de lo que tiene a su cargo una institución, en Atom.",
    ),
    (sharing_paths.questions_feed, (_PLAN,), "Las preguntas que se enviaron o se contestaron, en Atom."),
    (router.evidence_list, (_PLAN,), "El repositorio de evidencias."),
    (router.evidence, (_PLAN, _ITEM(id="<evidencia>")), "La ficha de un documento, con su huella."),
    (router.evidence_file, (_PLAN, _ITEM(id="<evidencia>", file="<archivo>")), "El documento."),
    (
        router.evidence_picture,
        (_PLAN, _ITEM(id="<evidencia>"), "<ancho>"),
        "Una copia de una imagen, para su página; «miniatura», para las listas. No se promete: nadie la cita.",
    ),
    (router.evidence_descriptor, (_PLAN,), "Los documentos como Data Package, con su tamaño y su huella."),
    (router.institutions, (_PLAN,), "Quién responde, quién apoya y quién vigila."),
    (router.institution, (_PLAN, _ITEM(id="<institucion>")), "Una institución y lo que tiene a su cargo."),
    (
        router.corrections,
        (_PLAN,),
        "Correcciones: las cartas para pedir una, una réplica o un retiro, y el registro de lo que se resolvió.",
    ),
    (router.process, (_PLAN,), "Los pasos del proceso y quién participó."),
    (router.meetings, (_PLAN,), "Las sesiones."),
    (router.agreements, (_PLAN,), "Los acuerdos de las sesiones, si hay: en qué van y con qué se prueba."),
    (router.meeting, (_PLAN, _ITEM(id="<sesion>")), "Una sesión, con su asistencia y sus acuerdos."),
    (router.participation, (_PLAN,), "Las cifras de participación y los comentarios con su respuesta."),
    (
        router.questions,
        (_PLAN,),
        "Las preguntas: a quién hacerlas, su carta y qué se contestó. Si son muchas, sigue en `parte-2/`.",
    ),
    (router.assessments, (_PLAN,), "Lo que concluyeron las evaluaciones."),
    (router.assessment, (_PLAN, _ITEM(id="<instrumento>")), "Una evaluación: qué concluyó, respuesta por respuesta."),
    (router.sources, (_PLAN,), "De dónde sale cada hecho."),
    (router.catalogue, (_PLAN,), "El catálogo de datos abiertos."),
    (router.table, (_PLAN, "<tabla>"), "El diccionario y una muestra de una tabla."),
    (
        router.download,
        (_PLAN, "<archivo>"),
        "Un archivo de datos. [Lo que se publica](#lo-que-se-publica) dice cuáles hay.",
    ),
    (
        router.cut_file,
        (_PLAN, _ITEM(id="<corte>"), "<archivo>"),
        "Los datos como estaban en un corte; si está sellado, con `SHA256SUMS`.",
    ),
    (api_paths.row_schema, ("<tabla>",), "API: el JSON Schema de una tabla del perfil."),
    (api_paths.plan, (_PLAN,), "[API](api.md): el plan y dónde está lo demás."),
    (api_paths.commitments, (_PLAN,), "API: los compromisos."),
    (api_paths.commitment, (_PLAN, _ITEM(id="<compromiso>")), "API: un compromiso, con sus cifras y actividades."),
    (api_paths.milestone, (_PLAN, _ITEM(id="<actividad>")), "API: una actividad, corte por corte."),
    (api_paths.cuts, (_PLAN,), "API: los cortes."),
    (api_paths.cut, (_PLAN, _ITEM(id="<corte>")), "API: un corte, con sus cifras, qué cambió y su sello."),
    (api_paths.evidence_list, (_PLAN,), "API: las evidencias."),
    (api_paths.evidence, (_PLAN, _ITEM(id="<evidencia>")), "API: un documento, con su tamaño y su huella."),
    (api_paths.groups, (_PLAN,), "API: los ejes y programas, con sus cifras."),
    (api_paths.money, (_PLAN,), "API: el dinero, por renglón y sumado."),
    (api_paths.continuity, (_PLAN,), "API: qué pasó con los compromisos de los planes anteriores."),
    (api_paths.locations, (_PLAN,), "API: los lugares, con sus figuras."),
    (api_paths.figures, (_PLAN,), "API: las cifras del plan en todos los cortes."),
    (api_paths.tables, (_PLAN,), "API: las tablas y sus archivos."),
    (
        router.localized,
        (router.page("…"), "en", "es"),
        "Cualquier página en otro idioma del sitio; los archivos no cambian.",
    ),
    (router.content_page, ("<pagina>",), "Una página de `content/`: `acerca`, `metodologia`, `glosario`…"),
    (router.news_item, ("<novedad>",), "Una novedad, con el nombre de su archivo."),
    (router.asset, ("<archivo>",), "Un archivo del tema."),
    (router.sitemap_part, ("<número>",), "Una parte de la lista de páginas, si pasan de 50,000."),
)
"""Each route with its arguments and a Spanish description. A test fails if a route of the router is missing here."""


def documents() -> dict[Path, str]:
    """Returns the text of each generated document by its path."""
    docs = ROOT / "docs"
    return {docs / "perfil.md": profile(), docs / "problemas.md": problems(), docs / "diseno.md": design()}


SMALLEST = ROOT / "tests" / "sites" / "tres-tablas"
_SMALLEST_FIRST = ("instituciones.csv", "compromisos.csv", "actividades.csv", "datapackage.yaml", "sitio.yaml")
_FENCES = {".csv": "csv", ".yaml": "yaml", ".md": "markdown"}


def _smallest() -> Iterator[str]:
    """Yields the lines of every file of the smallest site, its tables first, each in a block with its path."""
    files = sorted(each for each in SMALLEST.rglob("*") if each.is_file())
    first = {name: number for number, name in enumerate(_SMALLEST_FIRST)}
    for path in sorted(files, key=lambda each: first.get(each.name, len(first))):
        yield f"```{_FENCES[path.suffix]} {path.relative_to(SMALLEST).as_posix()}"
        yield path.read_text(encoding="utf-8").rstrip("\n")
        yield "```"
        yield ""


ENGINE = ROOT / "src" / "micrositio"
ROOMS_BEGIN, ROOMS_END = "<!-- cuartos: los escribe scripts/docs -->\n", "<!-- fin de los cuartos -->\n"


def design() -> str:
    """Returns the design document with the table of packages up to date."""
    text = (ROOT / "docs" / "diseno.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(ROOMS_BEGIN)
    return before + ROOMS_BEGIN + _lines(_room_rows()) + "\n" + ROOMS_END + rest.partition(ROOMS_END)[2]


def _room_rows() -> Iterator[str]:
    """Yields the table lines, one per package: its own docstring (in English, as in the code) and its modules."""
    yield "| Cuarto | Qué es, dicho en su código | Módulos |"
    yield "|---|---|---|"
    for name in room_order():
        folder = ENGINE / name
        sentence = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
        modules = ", ".join(f"`{path.stem}`" for path in sorted(folder.glob("*.py")) if path.stem != "__init__")
        yield f"| `{name}/` | {sentence} | {modules} |"


def room_order() -> list[str]:
    """Returns the packages from the lowest layer to the highest, as listed in `ROOMS` of tests/test_layers.py."""
    tree = ast.parse((ROOT / "tests" / "test_layers.py").read_text(encoding="utf-8"))
    [rooms] = [
        each.value for each in tree.body if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "ROOMS"
    ]
    return [name.replace(".", "/") for name in ast.literal_eval(rooms)]


def profile() -> str:
    """Returns the text of the data profile, docs/perfil.md."""
    return _filled(
        "perfil",
        version=schemas.PROFILE_VERSION,
        indice=_table_index(),
        tablas="\n".join(_table(name) for name in schemas.published_tables()),
        tabla=_yaml_table("tabla"),
        pequeno=_lines(_smallest()),
        escala=_lines(_scale_rows()),
        metodos=_lines(f"| `{key}` | {each.worth} |" for key, each in METHODS.items()),
        yaml="\n".join(_yaml_file(*each) for each in YAML_FILES),
        reglas=_lines(_rule_rows()),
        direcciones=_lines(_address_rows()),
        filas_xlsx=f"{MAXIMUM_ROWS:,}",
    )


def _filled(name: str, **parts: str) -> str:
    template = Template((TEMPLATES / f"{name}.tmpl").read_text(encoding="utf-8"))
    return template.substitute(parts).rstrip("\n") + "\n"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")


def _table_index() -> str:
    rows = ["| Tabla | Qué lleva | ¿Hace falta? |", "|---|---|---|"]
    for name in schemas.published_tables():
        schema = schemas.table_schema(name)
        need = "obligatoria" if schema.required else "se genera" if name in schemas.DERIVED else "opcional"
        rows.append(f"| [`{name}`](#{name}) | {_cell(schema.description.base)} | {need} |")
    return _lines(rows)


_SOURCES = {
    "evidencias": "las fichas de `evidencias/`",
    "estados": "la ficha del plan",
    "metodo": "la ficha del plan",
    "calculos": "las demás tablas",
    "seguimiento": "las demás tablas",
    "cambios": "los cortes, sus sellos, `reprogramaciones`, `modificaciones` y `erratas`",
    "ogp": "las demás tablas",
}


def _table(name: str) -> str:
    schema = schemas.table_schema(name)
    key = ", ".join(f"`{column}`" for column in schema.key)
    (title, title_en), (description, description_en) = (
        (text.base, text.in_("en")) for text in (schema.title, schema.description)
    )
    source = _SOURCES.get(name, f"`data/<plan>/{name}.csv`")
    rows = [
        f"### {name}",
        "",
        f"**{title}** (*{title_en}*). {description} *{description_en}*",
        "",
        f"Archivo: {source}. Clave: {key}.",
        "",
        "| Columna | Título (*title*) | Tipo | Obligatoria | Límites y valores | Ejemplo | Qué es |",
        "|---|---|---|---|---|---|---|",
    ]
    return _lines([*rows, *map(_column_row, schema.columns)])


def _column_row(column: Column) -> str:
    example = "" if column.example == "" else f"`{_cell(column.example)}`"
    cells = (
        f"`{column.name}`",
        f"{column.title.base} (*{column.title.in_('en')}*)",
        _type(column),
        "sí" if column.required else "",
        _cell("; ".join(_limits(column))),
        example,
        _cell(column.description.base),
    )
    return f"| {' | '.join(cells)} |"


def _type(column: Column) -> str:
    formats = {"uri": "dirección web", "email": "correo"}
    names = {
        "string": "texto",
        "list": "lista",
        "integer": "entero",
        "number": "número",
        "date": "fecha",
        "boolean": "sí o no",
        PARTIAL: "fecha parcial",
    }
    return formats.get(column.format, names[column.type])


def _limits(column: Column) -> Iterator[str]:
    constraints = column.rules
    pattern = constraints.get("pattern")
    if pattern == schemas.SLUG:
        yield "forma de clave"
    elif pattern and column.type != PARTIAL:
        yield f"forma `{pattern}`"
    if "maxLength" in constraints:
        yield f"hasta {constraints['maxLength']} caracteres"
    if "minimum" in constraints:
        yield f"desde {constraints['minimum']}"
    if "maximum" in constraints:
        yield f"hasta {constraints['maximum']}"
    if constraints.get("unique"):
        yield "sin repetir"
    if column.unit:
        yield f"en: {column.unit.base}"
    yield from _words(column)


def _words(column: Column) -> Iterator[str]:
    if column.categories:
        yield ", ".join(f"`{value}`" for value in column.categories)
    if "vocabulary" in column.descriptor:
        yield f"una clave de `{column.descriptor['vocabulary']}` del plan"
    if column.refers_to:
        yield f"clave de [`{column.refers_to}`](#{column.refers_to})"


def _scale_rows() -> Iterator[str]:
    for step in IRM_SCALE:
        yield f"| `{step['id']}` | {step['titulo']} | {step['titulo_en']} | {step.get('valor', '—')} |"


def _yaml_file(name: str, path: str, description: str) -> str:
    return f"### `{path}`\n\n{description}\n\n{_yaml_table(name)}"


def _yaml_table(name: str) -> str:
    header = ["| Clave | Tipo | Obligatoria | Límites y valores | Qué es |", "|---|---|---|---|---|"]
    return _lines([*header, *_yaml_rows(schemas.descriptor_schema(name), "")])


def _yaml_rows(schema: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for key, value in schema.get("properties", {}).items():
        required = "sí" if key in schema.get("required", ()) else ""
        limits, words = _cell("; ".join(_yaml_limits(value))), _cell(value.get("description", ""))
        yield f"| `{prefix}{key}` | {_yaml_type(value)} | {required} | {limits} | {words} |"
        if "object" in value.get("type", ()):
            yield from _yaml_rows(value, f"{prefix}{key}.")
        elif "properties" in value.get("items", {}):
            yield from _yaml_rows(value["items"], f"{prefix}{key}[].")


_FORMATS = {
    "dia": "fecha",
    "edtf": "fecha parcial",
    "direccion-web": "dirección web",
    "direccion-segura": "dirección web con https://",
    "direccion-propia": "dirección web o vacía",
}
"""Spanish name of each text format that the JSON Schemas of the project use."""


def _yaml_type(value: Mapping[str, Any]) -> str:
    if value.get("format") in _FORMATS:
        return _FORMATS[value["format"]]
    if "enum" in value or "const" in value:
        return "lista" if isinstance(value.get("const"), list) else "texto"
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return " o ".join(json_schema.EXPECTED[kind].removeprefix("un ").removeprefix("una ") for kind in kinds)


def _yaml_limits(value: Mapping[str, Any]) -> Iterator[str]:
    if "const" in value:
        yield f"siempre `{json.dumps(value['const'], ensure_ascii=False)}`"
    for choices in (value.get("enum"), value.get("items", {}).get("enum")):
        if choices:
            yield ", ".join(f"`{choice}`" for choice in choices)
    pattern = value.get("pattern") or value.get("items", {}).get("pattern")
    if pattern:
        yield _known_patterns().get(pattern, f"forma `{pattern}`")
    if value.get("uniqueItems"):
        yield "sin repetir"
    for key, words in _LIMIT_WORDS:
        if key in value:
            yield f"{words} {value[key]}"


_LIMIT_WORDS = (
    ("minimum", "desde"),
    ("maximum", "hasta"),
    ("exclusiveMinimum", "mayor que"),
    ("minItems", "al menos"),
)


def _known_patterns() -> dict[str, str]:
    return {
        f"^{schemas.SLUG}$": "forma de clave",
        "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$": "correo",
        "^sha256:[0-9a-f]{64}$": "`sha256:` y 64 cifras hexadecimales",
        "^\\d+\\.\\d+\\.\\d+$": "tres números con puntos",
        "^(?!.*/[.]{1,2}(?![^/]))/[^\\s#?\\\\\\x00-\\x1f\\x7f]*$": "ruta del sitio, sin `..`",
    }


def _rule_rows() -> Iterator[str]:
    kinds_of = _kinds_by_function()
    for rule in (*(rule for rule, _ in RULES), doubts.state_fits_the_dates, continuity.earlier_plans_are_there):
        said = dict.fromkeys(f"**{kind.code}** {unfilled(kind.message)}" for kind in kinds_of[rule.__name__])
        text = " ".join((inspect.getdoc(rule) or "").split())
        yield f"| *{_cell(text)}* | {_cell('<br>'.join(said))} |"


def _kinds_by_function() -> dict[str, list[Told]]:
    """Returns the problems that each function of the rule modules can yield, also through functions that it calls."""
    modules = {doubts.__name__: doubts, **{rule.__module__: sys.modules[rule.__module__] for rule, _ in RULES}}
    body = [node for module in modules.values() for node in ast.parse(inspect.getsource(module)).body]
    functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    families: dict[str, type[Told]] = {each.__name__: each for each in (Kind, ContinuityKind)}
    found: dict[str, list[Told]] = {}

    def kinds(name: str, seen: frozenset[str] = frozenset()) -> list[Told]:
        if name in found or name in seen:
            return found.get(name, [])
        result: list[Told] = []
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in families:
                result.append(families[node.value.id][node.attr])
            elif isinstance(node, ast.Name) and node.id in functions and node.id != name:
                result += kinds(node.id, seen | {name})
        return result

    for name in functions:
        found[name] = sorted(set(kinds(name)), key=lambda kind: (kind.code, kind.name))
    return found


def address_words() -> tuple[tuple[Callable[..., SitePath], tuple[Any, ...], str], ...]:
    """Returns the makers of addresses, their arguments and their words; a section without any has its name."""
    told = {function for function, _arguments, _words in ADDRESS_WORDS}
    return (*ADDRESS_WORDS, *((each.path, (_PLAN,), f"{each.label}.") for each in SECTIONS if each.path not in told))


def _address_rows() -> Iterator[str]:
    rows = [("/" + router.folder(function(*arguments)), words) for function, arguments, words in address_words()]
    site = (
        (router.HOME, "La portada."), (router.SEARCH, "La lista de todo lo que hay, con su búsqueda."),
        (router.NEWS, "Las novedades."), (router.FEED, "Las novedades en Atom."),
        (router.CALENDAR, "Las fechas de todos los planes, en iCalendar."),
        (router.API, "API: el sitio y sus planes."),
        (router.OPENAPI, "La descripción de la API, en OpenAPI 3.1."),
        (router.DCAT, "El catálogo de datos abiertos, en DCAT-AP 3 (JSON-LD)."),
        (router.SITEMAP, "La lista de páginas, si el sitio tiene dirección."),
        (router.ROBOTS, "Lo que se dice a los buscadores."),
        (router.ADDRESSES, "Todas las direcciones del sitio, una por línea: las de hoy y las que se mudaron."),
        (router.NOT_FOUND, "La página de lo que no existe."),
    )  # fmt: skip
    rows += [("/" + router.folder(path), words) for path, words in site]
    return (f"| `{address}` | {words} |" for address, words in rows)


def problems() -> str:
    """Returns the text of the catalogue of problems, docs/problemas.md."""
    header = "| Código | Gravedad | Qué está mal | Cómo se arregla |\n|---|---|---|---|\n"
    groups = []
    for family in families():
        rows, entries = _lines(_problem_rows(family)), "\n".join(map(_entry, family.entries))
        groups.append(f"## {family.letter}: {family.title}\n\n{family.about}\n\n{header}{rows}\n{entries}")
    return _filled("problemas", problemas="\n".join(groups))


def _problem_rows(family: Family) -> Iterator[str]:
    for entry in family.entries:
        for (severity, message), mends in entry.faults.items():
            code = f"[{entry.code}](#{entry.code.lower()})"
            yield f"| {code} | {severity.value} | {_cell(message)} | {_cell('<br>'.join(mends))} |"


def _entry(entry: Entry) -> str:
    where = f", en `{entry.file}`" if entry.file else ""
    example = f"Antes{where}:\n\n```\n{entry.before}\n```\n\nDespués:\n\n```\n{entry.after}\n```\n"
    return f"### {entry.code}\n\n{entry.why}\n\n{example}"


def main() -> int:
    """Writes the documents and prints which ones changed."""
    for path, text in documents().items():
        changed = not path.is_file() or path.read_text(encoding="utf-8") != text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path.relative_to(ROOT)}: {'actualizado' if changed else 'sin cambios'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
