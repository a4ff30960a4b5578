"""The table of broken inputs: what is done to the small valid site, and each `place CODE` that must be said.

`group` names the plan of the big site in which the case stands beside others; "" leaves it out of the big site, because
there it would hide others or be hidden. `follows` are the codes of what comes of it when it stands alone.
"""

from __future__ import annotations

import dataclasses
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from authority import DAY, authority
from micrositio.formats.checksums import SUMS
from micrositio.formats.time_stamp import CERTIFICATES, REPLY
from micrositio.opendata.bundle import plan_downloads, plan_files
from micrositio.progress.plan_history import plan_history
from micrositio.progress.seals import seal_files
from micrositio.sources.tree import SealFolder
from micrositio.validation.seal_files import read_seals
from pictures import huge, photograph, pictured, screenshot
from support import (
    MINIMAL,
    Edit,
    Files,
    Link,
    append,
    make_site,
    minimal_files,
    of_plan,
    plan_of,
    remove,
    replace,
    write,
)
from test_privacy import INVENTED

SITE = "content/sitio.yaml"
PACKAGE = of_plan("datapackage.yaml")
MANIFEST = of_plan("evidencias/2024-03/datapackage.yaml")
FOLDER = of_plan("evidencias/2024-03")
NOVELTY = "content/novedades/2024-04-03-primer-corte.md"
VISION = of_plan("textos/vision.md")
BASE = minimal_files()
TABLE_HASH = hashlib.sha256(BASE[f"{FOLDER}/tabla-agua.csv"]).hexdigest()  # type: ignore[arg-type]


@dataclass(frozen=True)
class Case:
    """A way of breaking the small site."""

    name: str
    group: str
    edits: tuple[Edit, ...]
    said: tuple[str | Callable[[], str], ...]
    follows: tuple[str, ...] = ()

    @property
    def expected(self) -> tuple[str, ...]:
        """What must be said of it, as `place CODE`."""
        return tuple(each if isinstance(each, str) else each() for each in self.said)


def case(
    name: str,
    group: str,
    edits: Edit | tuple[Edit, ...],
    *said: str | Callable[[], str],
    follows: tuple[str, ...] = (),
) -> Case:
    """A case; what only the small site's plan can tell is given as a function, so that nothing is read beforehand."""
    return Case(name, group, edits if isinstance(edits, tuple) else (edits,), said, follows)


def csv(name: str) -> str:
    return of_plan(f"{name}.csv")


GAPS = "id,tabla,registro,campo,estado,donde,cuando,fuentes,pregunta,motivo,fundamento,hasta,nota"


def gaps(*lines: str) -> tuple[Edit, ...]:
    """The small site's plan with a table of gaps."""
    listed = "  - {name: discrepancias, path: discrepancias.csv}\n"
    return (
        write(csv("faltas"), "\n".join((GAPS, *lines, ""))),
        replace(PACKAGE, listed, f"{listed}  - {{name: faltas, path: faltas.csv}}\n"),
    )


ASKED = "id,falta,preguntada,folio,contestada,contesta,respuesta,evidencias"


def asked(*lines: str) -> tuple[Edit, ...]:
    """The small site's plan with a register of questions; what its descriptor states is missing is its only gap."""
    listed = "  - {name: discrepancias, path: discrepancias.csv}\n"
    return (
        write(csv("preguntas"), "\n".join((ASKED, *lines, ""))),
        replace(PACKAGE, listed, f"{listed}  - {{name: preguntas, path: preguntas.csv}}\n"),
    )


def listed(table: str, head: str, *lines: str) -> tuple[Edit, ...]:
    """The small site's plan with one more table."""
    before = "  - {name: discrepancias, path: discrepancias.csv}\n"
    return (
        write(csv(table), "\n".join((head, *lines, ""))),
        replace(PACKAGE, before, f"{before}  - {{name: {table}, path: {table}.csv}}\n"),
    )


REPLIED = "id,tabla,registro,campo,institucion,cargo,fecha,texto,resultado,resuelta,explicacion,evidencias"
REMOVED = "id,fecha,dato,donde,resultado,resuelto,motivo"


def text(path: str) -> str:
    content = BASE[path]
    assert isinstance(content, bytes)
    return content.decode()


def line(path: str, start: str) -> int:
    """The number of the only line of a file that begins so."""
    [number] = [number for number, each in enumerate(text(path).splitlines(), 1) if each.lstrip(" -").startswith(start)]
    return number


def recoded(path: str, encoding: str) -> Edit:
    return write(path, text(path).encode(encoding))


def header(name: str) -> str:
    return text(csv(name)).splitlines()[0]


def cell(name: str, row: int, old: str, new: str) -> Edit:
    """An edit of the only `old` in a row, counted as a spreadsheet does, of a table whose cells have no line breaks."""

    def edit(files: dict[str, bytes | Link]) -> None:
        content = files[csv(name)]
        assert isinstance(content, bytes)
        lines = content.decode().split("\n")
        assert lines[row - 1].count(old) == 1, f"{name}:{row}: {old!r}"
        lines[row - 1] = lines[row - 1].replace(old, new)
        files[csv(name)] = "\n".join(lines).encode()

    return edit


def document(name: str, content: bytes, *keys: str) -> tuple[Edit, ...]:
    """Edits that add an evidence file and its entry, at the end of the manifest; `keys` come after the usual ones."""
    usual = (
        "  - name: documento-nuevo",
        "    title: Prueba",
        "    tipo: acta",
        "    demuestra: Algo.",
        f"    path: {name}",
        *(f"    {key}" for key in keys),
    )
    return write(f"{FOLDER}/{name}", content), append(MANIFEST, "\n".join(usual) + "\n")


def stated(content: bytes) -> tuple[str, str]:
    return f"bytes: {len(content)}", f'hash: "sha256:{hashlib.sha256(content).hexdigest()}"'


def claimed(row: str) -> tuple[Edit, ...]:
    """Edits that give the plan a table of claims with one row."""
    listed = append(PACKAGE, "  - {name: afirmaciones, path: afirmaciones.csv}\n")
    return write(csv("afirmaciones"), f"tabla,registro,campo,fuente,dice\n{row}\n"), listed


END = text(MANIFEST).count("\n")
"""How many lines the manifest has; a document added to it begins on the next."""

TEXTS = (
    case(
        "a page saved as Windows-1252",
        "sitio",
        write("content/cifras.md", "---\ntitulo: x\n---\n\naño".encode("cp1252")),
        "content/cifras.md:5 Y101",
    ),
    case(
        "a required page saved as Windows-1252", "", recoded("content/acerca.md", "cp1252"), "content/acerca.md:4 Y101"
    ),
    case(
        "quotes not closed in YAML",
        "sitio",
        write("content/equipo.md", '---\ntitulo: "Equipo\n---\n'),
        "content/equipo.md:2:9 Y102",
    ),
    case(
        "a tab in the indentation",
        "sitio",
        write("content/enlaces.md", "---\ntitulo: x\n\tdescripcion: y\n---\n"),
        "content/enlaces.md:3:1 Y102",
    ),
    case(
        "two colons in a text",
        "sitio",
        write("content/citas.md", "---\ntitulo: Primero: el agua\n---\n"),
        "content/citas.md:2:16 Y102",
    ),
    case(
        "a page of long words",
        "sitio",
        write("content/dura.md", "---\ntitulo: x\n---\nInstitucionalización administrativa interinstitucional.\n"),
        "content/dura.md R101",
    ),
    case(
        "a page of long sentences",
        "sitio",
        write("content/larga.md", f"---\ntitulo: x\n---\n{'el agua llega a la casa y luego se va ' * 13}.\n"),
        "content/larga.md R101",
    ),
    case("a key twice", "plan-uno", replace(VISION, "orden: 1", "orden: 1\norden: 2"), f"{VISION}:5:1 Y103"),
    case("an anchor", "plan-dos", replace(VISION, "orden: 1", "orden: &uno 1"), f"{VISION}:4:8 Y104"),
    case("an alias", "", replace(SITE, "plan_actual: plan-minimo", "plan_actual: *p"), f"{SITE}:10:14 Y104"),
    case("a tag", "plan-tres", replace(VISION, "orden: 1", "orden: !!int 1"), f"{VISION}:4:8 Y104"),
    case(
        "a merge key",
        "",
        replace(PACKAGE, "  tope: true", "  <<: {tope: true}"),
        f"{PACKAGE}:{line(PACKAGE, 'tope: true')}:3 Y104",
    ),
    case(
        "too many levels",
        "sitio",
        write("content/hondo.md", f"---\ntitulo: {'[' * 22}{']' * 22}\n---\n"),
        "content/hondo.md:2:29 Y105",
    ),
    case(
        "an unknown key of a page",
        "sitio",
        write("content/raro.md", "---\ntitulo: x\ndescripsion: y\n---\n"),
        "content/raro.md:3:1 Y106",
    ),
    case("an unknown key of the site", "", replace(SITE, "cadencia:", "candencia:"), f"{SITE}:8:1 Y106"),
    case(
        "an unknown key of the plan",
        "",
        replace(PACKAGE, "  tope: true", "  topes: true"),
        f"{PACKAGE}:{line(PACKAGE, 'tope: true')}:3 Y106",
    ),
    case(
        "a missing key of a page",
        "sitio",
        write("content/vacio.md", "---\ndescripcion: x\n---\n"),
        "content/vacio.md:2:1 Y107",
    ),
    case("a missing key of the plan", "", replace(PACKAGE, "estado: en_curso\n", ""), f"{PACKAGE}:1:1 Y107"),
    case("an empty key", "sitio", write("content/nada.md", '---\ntitulo: ""\n---\n'), "content/nada.md:2:1 Y107"),
    case("a word where a number goes", "plan-cuatro", replace(VISION, "orden: 1", "orden: uno"), f"{VISION}:4:1 Y108"),
    case(
        "a text where a list goes",
        "plan-cinco",
        replace(VISION, "fuentes: [plan-firmado]", "fuentes: plan-firmado"),
        f"{VISION}:5:1 Y108",
    ),
    case(
        "a place that texts do not have",
        "plan-seis",
        replace(VISION, "lugar: plan", "lugar: planes"),
        f"{VISION}:3:1 Y109",
    ),
    case(
        "a state that plans do not have",
        "",
        replace(PACKAGE, "estado: en_curso", "estado: en curso"),
        f"{PACKAGE}:{line(PACKAGE, 'estado: en_curso')}:1 Y109",
    ),
    case(
        "an address of the site without https",
        "",
        replace(SITE, 'direccion: ""', "direccion: www.example.org"),
        f"{SITE}:6:1 C114",
    ),
    case("no front matter", "sitio", write("content/suelto.md", "Solo texto.\n"), "content/suelto.md:1 Y111"),
    case(
        "a plan that is not there",
        "",
        replace(SITE, "planes: [plan-minimo]", "planes: [plan-minimo, plan-2030]"),
        f"{SITE}:9:23 Y112",
    ),
    case(
        "a plan that is not listed",
        "sitio",
        write("data/plan-borrador/fuentes.csv", text(csv("fuentes"))),
        "data/plan-borrador Y113",
    ),
    case(
        "a plan called otherwise than its folder",
        "",
        replace(PACKAGE, "name: plan-minimo", "name: plan-maximo"),
        f"{PACKAGE}:1:1 Y114",
    ),
    case(
        "a translation of no page",
        "",
        write("content/en/ayuda.md", "---\ntitulo: Help\n---\nText.\n"),
        "content/en/ayuda.md Y121",
    ),
    case(
        "a translation with a key of the original",
        "",
        write("content/en/acerca.md", "---\ntitulo: About\ntitulo_en: About\n---\nText.\n"),
        "content/en/acerca.md:3:1 Y106",
    ),
    case(
        "a language without a catalogue",
        "",
        replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, zz]"),
        "content/sitio.yaml:5:15 Y122",
    ),
    case(
        "a catalogue that fills in what the text does not tell",
        "sitio",
        write("content/idiomas/fr.po", 'msgid "Inicio"\nmsgstr "Accueil %(nom)s"\n'),
        "content/idiomas/fr.po:1 Y129",
    ),
    case(
        "a file that is no catalogue",
        "sitio",
        write("content/idiomas/pt.po", "Esto no es un catálogo.\n"),
        "content/idiomas/pt.po:1 Y128",
    ),
    case(
        "a catalogue that lacks texts",
        "sitio",
        write("content/idiomas/it.po", 'msgid "Inicio"\nmsgstr "Home"\n'),
        "content/idiomas/it.po Y130",
    ),
    case(
        "a site of which nobody knows who publishes it",
        "",
        replace(SITE, "publica:\n  nombre: Observatorio de Río Chico\n  tipo: sociedad_civil\noficial: no\n", ""),
        f"{SITE} Y123",
    ),
    case("a site that does not say whether it is official", "", replace(SITE, "oficial: no\n", ""), f"{SITE} Y123"),
    case(
        "an official site that does not say since when",
        "sitio",
        replace(SITE, "oficial: no", "oficial: si"),
        f"{SITE}:14:1 Y124",
    ),
    case(
        "an official site that does not say by which document",
        "",
        replace(SITE, "oficial: no", "oficial:\n  estado: si\n  desde: 2024-01"),
        f"{SITE}:14:1 Y124",
    ),
    case(
        "a government that is of another kind",
        "sitio",
        replace(SITE, "nombre: Observatorio de Río Chico", "nombre: Municipio de Río Chico"),
        f"{SITE}:13:3 Y125",
        follows=("Y125",),
    ),
    case(
        "a site that the government publishes and has not adopted",
        "",
        replace(
            SITE,
            "  nombre: Observatorio de Río Chico\n  tipo: sociedad_civil",
            "  nombre: Municipio de Río Chico\n  tipo: gobierno",
        ),
        f"{SITE}:14:1 Y125",
    ),
    case(
        "a word that official does not have",
        "",
        replace(SITE, "oficial: no", "oficial: quizá"),
        f"{SITE}:14:1 Y109",
    ),
    case(
        "a date of adoption that does not exist",
        "",
        replace(SITE, "oficial: no", "oficial: {estado: si, desde: 2024-02-31, documento: Acuerdo}"),
        f"{SITE}:14:23 Y119",
    ),
    case(
        "a publisher without a kind",
        "",
        replace(SITE, "  tipo: sociedad_civil\n", ""),
        f"{SITE}:11:1 Y107",
    ),
    case("a missing page", "sitio", remove("content/privacidad.md"), "content/privacidad.md Y115"),
    case(
        "a script",
        "sitio",
        append("content/acerca.md", "\n<script>alert(1)</script>\n"),
        "content/acerca.md:8:1 Y116",
        "content/acerca.md:8:17 Y116",
    ),
    case(
        "an external image",
        "sitio",
        append("content/metodologia.md", "\nMire: ![](https://x.example/a.gif)\n"),
        "content/metodologia.md:11:7 Y116",
    ),
    case(
        "a script address",
        "sitio",
        append("content/accesibilidad.md", "[x](javascript:alert(1))\n"),
        "content/accesibilidad.md:5:5 Y116",
    ),
    case(
        "a raw tag in a plan's text",
        "plan-siete",
        append(VISION, "<iframe src='https://x.example'></iframe>\n"),
        f"{VISION}:8:1 Y116",
        f"{VISION}:8:33 Y116",
    ),
    case(
        "a current plan that is not listed",
        "",
        replace(SITE, "plan_actual: plan-minimo", "plan_actual: plan-2030"),
        f"{SITE}:10:1 Y117",
    ),
    case(
        "news of a plan that is not there",
        "sitio",
        replace(NOVELTY, "plan: plan-minimo", "plan: plan-2030"),
        f"{NOVELTY}:5:1 Y117",
    ),
    case(
        "a period citing no known source",
        "plan-uno",
        replace(PACKAGE, "segun: Registro\n    fuentes: [registro]", "segun: Registro\n    fuentes: [rejistro]"),
        f"{PACKAGE}:{line(PACKAGE, 'segun: Registro') + 1}:15 Y117",
    ),
    case(
        "a text citing no known source",
        "plan-ocho",
        replace(VISION, "[plan-firmado]", "[plan-firmado, otra]"),
        f"{VISION}:5:25 Y117",
    ),
    case(
        "a body without a source",
        "plan-dos",
        replace(PACKAGE, "    contacto: grupo@example.org\n    fuentes: [registro]\n", ""),
        f"{PACKAGE}:{line(PACKAGE, 'id: grupo-impulsor')}:5 D114",
    ),
    case(
        "a table listed twice",
        "plan-tres",
        replace(PACKAGE, "{name: avales, path: avales.csv}", "{name: cortes, path: avales.csv}"),
        f"{PACKAGE}:{line(PACKAGE, '{name: avales')}:6 Y118",
        follows=("C101", "C105", "C117", "T111", "T112", "D115"),
    ),
    case(
        "a day that does not exist",
        "sitio",
        write("content/novedades/2024-02-30-nada.md", "---\ntitulo: x\nfecha: 2024-02-30\nresumen: y\n---\n"),
        "content/novedades/2024-02-30-nada.md:3:1 Y119",
    ),
    case(
        "a period with a day that does not exist",
        "",
        replace(PACKAGE, "hasta: 2024-12-31", "hasta: 2024-06-31"),
        f"{PACKAGE}:{line(PACKAGE, 'hasta: 2024-12-31')}:5 Y119",
    ),
    case(
        "a name of a page that fails on the web",
        "sitio",
        write("content/Preguntas frecuentes.md", "---\ntitulo: x\n---\n"),
        "content/Preguntas frecuentes.md T103",
    ),
)

FILES = (
    case(
        "a table that is a link",
        "plan-uno",
        write(csv("avales"), Link("/etc/hostname")),
        f"{csv('avales')} T101",
        f"{PACKAGE}:{line(PACKAGE, '{name: avales')}:20 T120",
    ),
    case("a page that is a link", "sitio", write("content/mapa.md", Link("acerca.md")), "content/mapa.md T101"),
    case(
        "an evidence file that is a link",
        "plan-uno",
        write(f"{FOLDER}/clave.txt", Link("/etc/passwd")),
        f"{FOLDER}/clave.txt T101",
    ),
    case(
        "a table saved as Windows-1252",
        "plan-uno",
        recoded(csv("comentarios"), "cp1252"),
        f"{csv('comentarios')}:2 T104",
    ),
    case("a table saved as UTF-16", "plan-uno", recoded(csv("acuerdos"), "utf-16"), f"{csv('acuerdos')} T105"),
    case("a NUL byte", "plan-uno", append(csv("integrantes"), "\0"), f"{csv('integrantes')}:4 T106"),
    case(
        "semicolons",
        "plan-uno",
        write(csv("participacion"), text(csv("participacion")).replace(",", ";")),
        f"{csv('participacion')}:1 T107",
    ),
    case(
        "a first line sep=",
        "plan-uno",
        write(csv("evaluaciones"), "sep=,\n" + text(csv("evaluaciones"))),
        f"{csv('evaluaciones')}:1 T108",
    ),
    case(
        "a quote that is not closed",
        "plan-uno",
        cell("discrepancias", 2, "Unas 40", '"Unas 40'),
        f"{csv('discrepancias')}:2 T109",
    ),
    case("an empty table", "plan-uno", write(csv("recorridos"), ""), f"{csv('recorridos')} T110"),
    case(
        "an unknown column",
        "plan-dos",
        cell("pasos", 1, "titulo", "título"),
        f"{csv('pasos')}:1:título T111",
        follows=("T147",),
    ),
    case(
        "a key column with another name",
        "",
        cell("pasos", 1, "id,orden", "clave,orden"),
        f"{csv('pasos')}:1:clave T111",
        f"{csv('pasos')}:1:id T112",
        follows=("T147",),
    ),
    case(
        "a missing required column",
        "plan-dos",
        write(csv("cortes"), "id,publicado\n2024-03,2024-04-03\n2024-06,\n"),
        f"{csv('cortes')}:1:fecha T112",
        follows=("T147",),
    ),
    case(
        "a column twice",
        "plan-dos",
        cell("fuentes", 1, "titulo_en", "titulo"),
        f"{csv('fuentes')}:1:titulo T113",
        follows=("C101",),
    ),
    case("a column without a name", "plan-dos", cell("integrantes", 1, "nombre", ""), f"{csv('integrantes')}:1 T114"),
    case(
        "a cell too many", "plan-dos", cell("acuerdos", 2, "agua y calles", "agua, calles"), f"{csv('acuerdos')}:2 T115"
    ),
    case("a cell too few", "plan-dos", cell("comentarios", 5, "Foro,,", "Foro,"), f"{csv('comentarios')}:4 T115"),
    case("hundreds of columns", "plan-dos", append(csv("avales"), "x" + "," * 300 + "\n"), f"{csv('avales')}:4 T116"),
    case(
        "a required table without rows",
        "",
        write(csv("actividades"), header("actividades") + "\n"),
        f"{csv('actividades')}:1 T117",
        follows=("T147",),
    ),
    case(
        "an optional table without rows",
        "plan-dos",
        write(csv("participacion"), header("participacion") + "\n"),
        f"{csv('participacion')}:1 T118",
    ),
    case(
        "a table that is not listed",
        "plan-dos",
        write(csv("copia-de-avances"), text(csv("avances"))),
        f"{csv('copia-de-avances')} T119",
    ),
    case(
        "a listed table that is not there",
        "plan-tres",
        remove(csv("comentarios")),
        f"{PACKAGE}:{line(PACKAGE, '{name: comentarios')}:25 T120",
    ),
    case(
        "a required table that is not listed",
        "",
        (remove(csv("instituciones")), replace(PACKAGE, "  - {name: instituciones, path: instituciones.csv}\n", "")),
        f"{PACKAGE}:{line(PACKAGE, 'resources:')}:1 T121",
        follows=("C117",),
    ),
    case(
        "a misspelt table",
        "plan-cuatro",
        replace(PACKAGE, "{name: avales, ", "{name: aveles, "),
        f"{PACKAGE}:{line(PACKAGE, '{name: avales')}:6 T122",
    ),
    case(
        "a schema that is not one",
        "plan-cinco",
        replace(of_plan("recorridos.schema.json"), '"primaryKey": ["id"]', '"primaryKey": []'),
        f"{of_plan('recorridos.schema.json')}:1 T123",
    ),
    case(
        "a schema that is not JSON",
        "plan-nueve",
        replace(of_plan("recorridos.schema.json"), '"title_en": "Walks",', '"title_en": Walks,'),
        f"{of_plan('recorridos.schema.json')}:4:15 Y120",
    ),
    case(
        "a table outside of its folder",
        "plan-siete",
        replace(PACKAGE, "path: avales.csv", "path: ../../../avales.csv"),
        f"{PACKAGE}:{line(PACKAGE, '{name: avales')}:20 T124",
        f"{csv('avales')} T119",
    ),
    case(
        "a table at an address",
        "plan-ocho",
        replace(PACKAGE, "path: avales.csv", "path: 'http://x.example/avales.csv'"),
        f"{PACKAGE}:{line(PACKAGE, '{name: avales')}:20 T124",
        f"{csv('avales')} T119",
    ),
    case(
        "an Excel book in the plan's folder",
        "plan-dos",
        write(of_plan("avances.xlsx"), b"PK\x03\x04"),
        f"{of_plan('avances.xlsx')} T125",
    ),
    case(
        "a document beside the evidence folders",
        "plan-dos",
        write(of_plan("evidencias/acta.pdf"), b"%PDF-1.7"),
        f"{of_plan('evidencias/acta.pdf')} T125",
    ),
    case("a folder that nobody reads", "plan-dos", write(of_plan("anexos/nota.md"), "x"), f"{of_plan('anexos')} T125"),
    case("a loose file in data", "sitio", write("data/avances.csv", "x"), "data/avances.csv T125"),
    case("a picture among the pages", "sitio", write("content/foto.png", b"\x89PNG"), "content/foto.png T125"),
)

CELLS = (
    case(
        "a required cell that is empty",
        "plan-tres",
        cell("instituciones", 3, "Cabildo de Río Chico", ""),
        f"{csv('instituciones')}:3:nombre C101",
    ),
    case(
        "a space at the end",
        "plan-tres",
        cell("instituciones", 2, "Dirección de Obras", "Dirección de Obras "),
        f"{csv('instituciones')}:2:nombre C102",
    ),
    case(
        "a no-break space at the start",
        "plan-tres",
        cell("acuerdos", 2, "cabildo", "\u00a0cabildo"),
        f"{csv('acuerdos')}:2:responsable C102",
    ),
    case(
        "an invisible character",
        "plan-tres",
        cell("acuerdos", 3, "una cuadrilla", "una\u200bcuadrilla"),
        f"{csv('acuerdos')}:3:texto C103",
    ),
    case(
        "a formula",
        "plan-tres",
        cell("sesiones", 2, "Mesa de temas", "=SUMA(A1:A2)"),
        f"{csv('sesiones')}:2:titulo C104",
    ),
    case(
        "a formula with +",
        "plan-tres",
        cell("sesiones", 2, "Se eligieron", "+52 Se eligieron"),
        f"{csv('sesiones')}:2:descripcion C104",
    ),
    case(
        "a formula with @",
        "plan-tres",
        cell("sesiones", 3, "Presidencia", "@Presidencia"),
        f"{csv('sesiones')}:3:lugar C104",
    ),
    case(
        "a dash before a word",
        "plan-tres",
        cell("acuerdos", 2, "Trabajar", "-Trabajar"),
        f"{csv('acuerdos')}:2:texto C104",
    ),
    case(
        "a date with slashes",
        "plan-cuatro",
        cell("comentarios", 2, "2024-02-10", "10/02/2024"),
        f"{csv('comentarios')}:2:fecha C105",
    ),
    case(
        "a date with the month first",
        "plan-cuatro",
        cell("comentarios", 2, "2024-02-20", "2/20/2024"),
        f"{csv('comentarios')}:2:respondido C105",
    ),
    case(
        "Costa Rica's 31 June",
        "plan-cuatro",
        cell("actividades", 3, "2024-10-31", "31/06/2022"),
        f"{csv('actividades')}:3:fin C106",
        follows=("C117",),
    ),
    case(
        "31 June in ISO form",
        "plan-cuatro",
        cell("compromisos", 2, "2024-12", "2024-06-31"),
        f"{csv('compromisos')}:2:fin C106",
    ),
    case(
        "a year two centuries away",
        "plan-cuatro",
        cell("acuerdos", 2, "2024-01-10", "2204-01-10"),
        f"{csv('acuerdos')}:2:limite C107",
    ),
    case(
        "a comma for decimals", "plan-cuatro", cell("avances", 2, ",10,", ',"9,5",'), f"{csv('avances')}:2:valor C108"
    ),
    case("a percent sign", "plan-cuatro", cell("avances", 3, ",7,", ",70 %,"), f"{csv('avances')}:3:valor C108"),
    case(
        "people counted in halves",
        "plan-cuatro",
        cell("participacion", 3, ",16,", ",16.5,"),
        f"{csv('participacion')}:3:valor C108",
    ),
    case(
        "a number with its unit",
        "plan-cuatro",
        cell("recorridos", 3, ",2,", ",2 km,"),
        f"{csv('recorridos')}:3:kilometros C108",
    ),
    case(
        "a misspelt sector",
        "plan-cinco",
        cell("instituciones", 2, "gobierno", "gobiero"),
        f"{csv('instituciones')}:2:sector C109",
    ),
    case(
        "a status that the plan's scale does not have",
        "plan-cinco",
        cell("avances", 2, "completo", "concluido"),
        f"{csv('avances')}:2:estado C109",
    ),
    case(
        "a body that the plan does not have",
        "plan-cinco",
        cell("integrantes", 2, "grupo-impulsor", "grupo-impulso"),
        f"{csv('integrantes')}:2:organo C109",
    ),
    case(
        "an unknown value in a list",
        "plan-cinco",
        cell("compromisos", 3, "rendicion_cuentas", "rendicion_de_cuentas"),
        f"{csv('compromisos')}:3:valores_ogp C109",
    ),
    case(
        "an id with capitals and spaces",
        "plan-cinco",
        cell("acuerdos", 2, "acuerdo-1", "Acuerdo 1"),
        f"{csv('acuerdos')}:2:id C110",
    ),
    case(
        "an hour without its minutes",
        "plan-cinco",
        cell("sesiones", 2, "10:00", "10 h"),
        f"{csv('sesiones')}:2:hora_inicio C110",
    ),
    case(
        "an OGP id of another form",
        "plan-cinco",
        cell("compromisos", 2, "MXRIO0001", "MX-RIO-1"),
        f"{csv('compromisos')}:2:id_ogp C110",
    ),
    case(
        "a text that is too long",
        "plan-cinco",
        cell("comentarios", 2, "Foro", "Foro " * 30 + "final"),
        f"{csv('comentarios')}:2:canal C111",
    ),
    case(
        "a negative number of people",
        "plan-cinco",
        cell("participacion", 3, ",16,", ",-16,"),
        f"{csv('participacion')}:3:valor C112",
    ),
    case(
        "the number of another commitment",
        "plan-cinco",
        cell("compromisos", 3, "calles,2,", "calles,1,"),
        f"{csv('compromisos')}:3:numero C113",
    ),
    case(
        "an address without https",
        "plan-cinco",
        cell("fuentes", 2, "https://www.example.org/plan", "www.example.org/plan"),
        f"{csv('fuentes')}:2:direccion C114",
    ),
    case(
        "a script where an address goes",
        "plan-cuatro",
        cell("instituciones", 2, "https://obras.example.org/", "javascript:alert(1)"),
        f"{csv('instituciones')}:2:url C114",
    ),
    case(
        "an address with a password, in a table",
        "plan-seis",
        cell("fuentes", 2, "https://www.example.org/plan", "https://ana:secreto@example.org/plan"),
        f"{csv('fuentes')}:2:direccion C114",
    ),
    case(
        "two addresses in a cell",
        "plan-siete",
        cell("fuentes", 2, "https://www.example.org/plan", "https://www.example.org/a;https://www.example.org/b"),
        f"{csv('fuentes')}:2:direccion C114",
    ),
    case(
        "an address with a password, in a manifest",
        "",
        replace(MANIFEST, "https://www.example.org/plan", "https://ana:secreto@example.org/plan"),
        f"{MANIFEST}:{line(MANIFEST, 'enlace: ')}:5 C114",
    ),
    case(
        "a port that does not exist, in a manifest",
        "",
        replace(MANIFEST, "https://www.example.org/plan", "https://www.example.org:99999/plan"),
        f"{MANIFEST}:{line(MANIFEST, 'enlace: ')}:5 C114",
    ),
    case(
        "an address with a password, in a text",
        "sitio",
        write("content/clave.md", "---\ntitulo: x\n---\nVea [esto](https://ana:secreto@example.org/).\n"),
        "content/clave.md:4 C114",
    ),
    case(
        "a link to somewhere that is no address of the web",
        "sitio",
        write("content/archivo.md", "---\ntitulo: x\n---\n\nVea [esto](file:///etc/hosts) y [esto](https://).\n"),
        "content/archivo.md:5 C114",
    ),
    case(
        "the site's own address with a question",
        "",
        replace(SITE, 'direccion: ""', "direccion: https://www.example.org/?p=1"),
        f"{SITE}:6:1 C114",
    ),
    case(
        "a telephone where the e-mail goes",
        "plan-cinco",
        cell("instituciones", 2, "obras@example.org", "614 200 4800"),
        f"{csv('instituciones')}:2:contacto C115",
    ),
    case(
        "a key of a row twice",
        "plan-seis",
        cell("acuerdos", 3, "acuerdo-2", "acuerdo-1"),
        f"{csv('acuerdos')}:3:id C116",
    ),
    case(
        "two updates of one milestone at one cut",
        "plan-seis",
        cell("avances", 6, "agua-2", "agua-1"),
        f"{csv('avances')}:6:actividad C116",
    ),
    case(
        "an evidence id twice",
        "plan-seis",
        replace(MANIFEST, "name: pagina-plan", "name: tabla-agua"),
        f"{MANIFEST}:{line(MANIFEST, 'name: pagina-plan')}:id C116",
    ),
    case(
        "an institution that is not there",
        "plan-seis",
        cell("actividades", 4, ",cabildo,", ",cavildo,"),
        f"{csv('actividades')}:4:institucion C117",
    ),
    case(
        "an institution of a list that is not there",
        "plan-seis",
        cell("compromisos", 3, "cabildo;obras", "cabildo;obra"),
        f"{csv('compromisos')}:3:responsables C117",
    ),
    case(
        "a source of a list that is not there",
        "plan-seis",
        cell("instituciones", 4, "registro", "rejistro"),
        f"{csv('instituciones')}:4:fuentes C117",
    ),
    case(
        "a cut that is not there",
        "plan-seis",
        cell("avances", 7, "2024-06", "2024-07"),
        f"{csv('avances')}:7:corte C117",
    ),
    case(
        "a document that is not there",
        "plan-seis",
        cell("verificaciones", 2, "tabla-agua", "tabla-agu"),
        f"{csv('verificaciones')}:2:evidencias C117",
    ),
    case(
        "an activity of a document that is not there",
        "plan-seis",
        replace(MANIFEST, "actividad: agua-1", "actividad: agua-9"),
        f"{MANIFEST}:{line(MANIFEST, 'name: tabla-agua')}:actividad C117",
        follows=("D119",),
    ),
    case(
        "a reference of the plan's own table",
        "plan-seis",
        cell("recorridos", 2, "calles", "caminos"),
        f"{csv('recorridos')}:2:compromiso C117",
    ),
    case(
        "an empty item in a list",
        "plan-seis",
        cell("instituciones", 2, "plan-firmado", "plan-firmado;;registro"),
        f"{csv('instituciones')}:2:fuentes C118",
    ),
    case(
        "a CURP in a comment",
        "plan-tres",
        cell("evaluaciones", 2, "Es lo que más se pidió.", f"La pidió {INVENTED}."),
        f"{csv('evaluaciones')}:2:explicacion C119",
    ),
    case(
        "a CURP with spaces in it",
        "plan-tres",
        cell("evaluaciones", 3, "Media", " ".join(INVENTED)),
        f"{csv('evaluaciones')}:3:valor C119",
    ),
)

CLOSED = "id,sesion,texto,responsable,limite,estado,cerrado,evidencia,fuentes\n"


def agreements(*rows: str) -> Edit:
    return write(of_plan("acuerdos.csv"), CLOSED + "".join(f"{row}\n" for row in rows))


AGREED = (
    case(
        "closings that do not fit their agreement",
        "",
        agreements(
            "a1,sesion-1,Uno.,cabildo,2024-01-10,pendiente,2024-02-01,,registro",
            "a2,sesion-1,Dos.,cabildo,2024-01-10,,,acta-2024-04,registro",
            "a3,sesion-1,Tres.,cabildo,2024-01-10,cancelado,2001-01-01,,registro",
            "a4,sesion-1,Cuatro.,cabildo,2024-01-10,cumplido,2024-02-01,,registro",
        ),
        f"{of_plan('acuerdos.csv')}:2:cerrado D146",
        f"{of_plan('acuerdos.csv')}:3:evidencia D146",
        f"{of_plan('acuerdos.csv')}:4:cerrado D147",
        f"{of_plan('acuerdos.csv')}:5:evidencia D145",
    ),
    case(
        "a proof of closing that does not exist",
        "",
        agreements("a1,sesion-1,Uno.,cabildo,2024-01-10,cumplido,2024-02-01,nada,registro"),
        f"{of_plan('acuerdos.csv')}:2:evidencia C117",
    ),
)
RULES = (
    case(
        "a commitment without a title",
        "plan-siete",
        cell("compromisos", 3, "Decidir con vecinas qué calles se arreglan", ""),
        f"{csv('compromisos')}:3:titulo D101",
    ),
    case(
        "an end before its start",
        "plan-siete",
        cell("actividades", 3, "2024-10-31", "2024-01-31"),
        f"{csv('actividades')}:3:fin D102",
        follows=("D107", "D110"),
    ),
    case(
        "an activity outside of the plan",
        "plan-siete",
        cell("actividades", 4, "2024-09-30", "2026-09-30"),
        f"{csv('actividades')}:4:fin D103",
    ),
    case(
        "weights of activities that do not add up",
        "",
        cell("actividades", 2, ",50,", ",40,"),
        f"{csv('actividades')}:2:peso D104",
    ),
    case(
        "weights of commitments that do not add up",
        "plan-siete",
        cell("compromisos", 3, ",40,", ",41,"),
        f"{csv('compromisos')}:2:peso D104",
    ),
    case("a weight missing", "plan-ocho", cell("compromisos", 3, ",40,", ",,"), f"{csv('compromisos')}:3:peso D105"),
    case(
        "a weight missing where no total was declared",
        "",
        (replace(PACKAGE, "  total_pesos_actividades: 100\n", ""), cell("actividades", 3, ",50,", ",,")),
        f"{csv('actividades')}:3:peso D105",
        follows=("D106",),
    ),
    case(
        "a weight that was not declared",
        "plan-nueve",
        replace(PACKAGE, "  total_pesos_actividades: 100\n", ""),
        f"{csv('actividades')}:2:peso D106",
    ),
    case(
        "no start in half a year and no reason",
        "plan-siete",
        cell("avances", 7, "limitado", "no_iniciado"),
        f"{csv('avances')}:7:dificultad_tipo D107",
    ),
    case(
        "a difficulty of a kind and without words",
        "plan-siete",
        cell("avances", 6, "limitado,SIN AVANCE,personal,Falta una cuadrilla", "no_iniciado,SIN AVANCE,personal,"),
        f"{csv('avances')}:6:dificultad D107",
    ),
    case(
        "finished after the cut",
        "plan-siete",
        cell("avances", 2, "2024-03-12", "2024-04-12"),
        f"{csv('avances')}:2:terminado D108",
    ),
    case(
        "finished and yet not complete",
        "plan-siete",
        cell("avances", 3, "Contratar una cuadrilla,", "Contratar una cuadrilla,2024-03-20"),
        f"{csv('avances')}:3:terminado D109",
    ),
    case(
        "a rescheduling from a date that was not in force",
        "plan-siete",
        cell("reprogramaciones", 3, "2024-11-30", "2024-10-31"),
        f"{csv('reprogramaciones')}:3:antes D110",
    ),
    case(
        "a verification before its cut",
        "plan-siete",
        cell("verificaciones", 3, "2024-04-10", "2024-03-10"),
        f"{csv('verificaciones')}:3:fecha D111",
    ),
    case(
        "a verification that accepts something on no document",
        "plan-siete",
        cell("verificaciones", 3, ",no_iniciado,", ",limitado,"),
        f"{csv('verificaciones')}:3:evidencias D122",
    ),
    case(
        "an assessment of completion in a word that is not the IRM's",
        "plan-siete",
        cell("evaluaciones", 2, ",Relevancia,agua,Alta,", ",Cumplimiento,agua,Alta,"),
        f"{csv('evaluaciones')}:2:valor D130",
    ),
    case(
        "parts that do not make their total",
        "plan-siete",
        cell("participacion", 4, ",14,", ",15,"),
        f"{csv('participacion')}:2:valor D112",
    ),
    case(
        "more women and men than people",
        "plan-siete",
        cell("sesiones", 2, ",30,16,13,1,", ",30,16,13,2,"),
        f"{csv('sesiones')}:2:asistentes D113",
    ),
    case(
        "more people from sectors than people",
        "plan-siete",
        cell("sesiones", 3, ",8,,,,,,", ",8,,,,6,3,"),
        f"{csv('sesiones')}:3:asistentes D113",
    ),
    case(
        "the anchor of another text",
        "plan-siete",
        write(
            of_plan("textos/zeta.md"),
            "---\ntitulo: Otra\nancla: texto-vision\nlugar: plan\nfuentes: [registro]\n---\nSe cumple.\n",
        ),
        f"{of_plan('textos/zeta.md')}:3:1 Y118",
    ),
    case(
        "an exact attendance beside an approximate one",
        "plan-siete",
        (
            cell("sesiones", 1, ",fuentes", ",asistentes_aproximados,fuentes"),
            cell("sesiones", 2, ",registro", ",31,registro"),
            cell("sesiones", 3, ",registro", ",,registro"),
        ),
        f"{csv('sesiones')}:2:asistentes_aproximados D137",
    ),
    case(
        "a row without a source",
        "plan-siete",
        cell("acuerdos", 2, ",registro", ","),
        f"{csv('acuerdos')}:2:fuentes D114",
    ),
    case(
        "a disagreement about no row",
        "plan-siete",
        cell("discrepancias", 2, "sesion-1", "sesion-9"),
        f"{csv('discrepancias')}:2:registro D115",
    ),
    case(
        "a disagreement about no column",
        "plan-ocho",
        cell("discrepancias", 2, ",asistentes,", ",asistencia,"),
        f"{csv('discrepancias')}:2:campo D115",
    ),
    case(
        "a disagreement about no table",
        "plan-nueve",
        cell("discrepancias", 2, ",sesiones,", ",sesion,"),
        f"{csv('discrepancias')}:2:tabla D115",
    ),
    case(
        "a gap about no row",
        "plan-siete",
        gaps("uno,compromisos,agu,resumen,,,,,¿Qué?,,,,"),
        f"{csv('faltas')}:2:registro D123",
    ),
    case(
        "a gap about no table",
        "plan-ocho",
        gaps("uno,compromiso,,,,,,,¿Qué?,,,,"),
        f"{csv('faltas')}:2:tabla D123",
    ),
    case(
        "a gap about no column, nor a table whose rows hang from its row",
        "plan-nueve",
        gaps("uno,compromisos,agua,actividades;avance,,,,,¿Qué?,,,,"),
        f"{csv('faltas')}:2:campo D123",
    ),
    case(
        "gaps that lack what their state asks for",
        "plan-diez",
        gaps(
            "uno,plan,,,existe_no_leido,,,,¿Qué?,,,,",
            "dos,plan,,,no_publicado,,,,¿Qué?,,,,",
            "tres,plan,,,reservado,,,,¿Qué?,,Ley 1,,",
            "cuatro,plan,,,aun_no_toca,,,,¿Qué?,,,,",
        ),
        f"{csv('faltas')}:2:donde D124",
        f"{csv('faltas')}:3:fuentes D124",
        f"{csv('faltas')}:4:motivo D124",
        f"{csv('faltas')}:4:hasta D124",
        f"{csv('faltas')}:5:hasta D124",
    ),
    case(
        "a gap that says where it was looked for and not when",
        "plan-uno",
        gaps("uno,plan,,,,la prensa,,,¿Qué?,,,,"),
        f"{csv('faltas')}:2:cuando D125",
    ),
    case(
        "a gap that the descriptor states too",
        "plan-dos",
        gaps("el-presupuesto-de-cada-compromiso,plan,,,,,,,¿Cuánto?,,,,"),
        f"{csv('faltas')}:2:id D126",
    ),
    case(
        "questions that were answered before they were asked, or without having been",
        "plan-tres",
        asked(
            "uno,el-presupuesto-de-cada-compromiso,2024-06-02,,2024-06-01,si,30 pesos.,",
            "dos,el-presupuesto-de-cada-compromiso,,,2024-06-01,si,30 pesos.,",
        ),
        f"{csv('preguntas')}:2:contestada D102",
        f"{csv('preguntas')}:3:preguntada C101",
    ),
    case(
        "a question about no gap, and an answer with no such document",
        "plan-cuatro",
        asked(
            "uno,el-presupuesto,2024-06-01,,,,,",
            "dos,el-presupuesto-de-cada-compromiso,2024-06-01,,2024-06-02,si,30 pesos.,oficio",
        ),
        f"{csv('preguntas')}:2:falta C117",
        f"{csv('preguntas')}:3:evidencias C117",
    ),
    case(
        "an answer without its words or whether it answers, and one without its day",
        "plan-cinco",
        asked(
            "uno,el-presupuesto-de-cada-compromiso,2024-06-01,,2024-06-02,,,",
            "dos,el-presupuesto-de-cada-compromiso,2024-06-01,,,si,30 pesos.,",
        ),
        f"{csv('preguntas')}:2:contesta D138",
        f"{csv('preguntas')}:2:respuesta D138",
        f"{csv('preguntas')}:3:contestada D139",
        f"{csv('preguntas')}:3:contestada D139",
    ),
    case(
        "replies to nothing, of no office and with no such document",
        "plan-siete",
        listed(
            "replicas",
            REPLIED,
            "uno,verificaciones,2024-03|agua-9,,obras,Jefatura,2024-05-02,No es así.,,,,",
            "dos,verificaciones,2024-03|agua-1,estados,obra,Jefatura,2024-05-02,No es así.,,,,oficio",
        ),
        f"{csv('replicas')}:2:registro D115",
        f"{csv('replicas')}:3:campo D115",
        f"{csv('replicas')}:3:institucion C117",
        f"{csv('replicas')}:3:evidencias C117",
    ),
    case(
        "a reply without its outcome, one before its datum and one after all that is told",
        "plan-ocho",
        listed(
            "replicas",
            REPLIED,
            "uno,actividades,agua-1,,obras,Jefatura,2024-05-02,No es así.,,2024-05-03,,",
            "dos,verificaciones,2024-03|agua-1,estado,obras,Jefatura,2024-04-09,No es así.,,,,",
            "tres,actividades,agua-1,,obras,Jefatura,2034-05-02,No es así.,,,,",
            "cuatro,actividades,agua-1,,obras,Jefatura,2024-05-02,No es así.,otro,2024-05-01,Sí.,",
            "cinco,actividades,calles-1,,cabildo,Jefatura,2024-03-20,Todavía no empieza.,,,,",
        ),
        f"{csv('replicas')}:2:resultado D155",
        f"{csv('replicas')}:2:explicacion D155",
        f"{csv('replicas')}:3:fecha D156",
        f"{csv('replicas')}:4:fecha D157",
        f"{csv('replicas')}:5:resultado C109",
        follows=("D102",),
    ),
    case(
        "registers that name a person",
        "plan-nueve",
        (
            *listed(
                "retiros",
                REMOVED,
                "uno,2024-05-02,contacto,tabla,retirado,2024-05-03,Era ana @example.org.",
                "dos,2024-05-02,contacto,tabla,retirado,2024-05-03,Era el (614) 200-48-00.",
                "tres,2024-05-02,contacto,tabla,retirado,,",
                "cuatro,2024-05-02,nombre,tabla,retirado,2024-05-03,Era PERSONA  uno.",
                "cinco,2024-05-02,contacto,tabla,retirado,2024-05-03,Se pidió con el folio 080139724000123.",
            ),
            replace(csv("integrantes"), "grupo-impulsor,,sociedad_civil", "grupo-impulsor,Persóna Uno,sociedad_civil"),
        ),
        f"{csv('retiros')}:2:motivo D158",
        f"{csv('retiros')}:3:motivo D158",
        f"{csv('retiros')}:4:resuelto D155",
        f"{csv('retiros')}:4:motivo D155",
        f"{csv('retiros')}:5:motivo D158",
    ),
    case(
        "a reference number that two requests share",
        "plan-seis",
        asked(
            "uno,el-presupuesto-de-cada-compromiso,2024-06-01,F-1,,,,",
            "dos,el-presupuesto-de-cada-compromiso,2024-06-02,F-1,,,,",
        ),
        f"{csv('preguntas')}:3:folio D140",
    ),
    case(
        "a platform for requests that is not encrypted",
        "",
        replace(
            SITE, "contacto:\n", "solicitudes:\n  nombre: Plataforma\n  direccion: http://pide.example.org\ncontacto:\n"
        ),
        f"{SITE}:17:3 Y132",
    ),
    case(
        "a channel of messages that is not encrypted",
        "",
        replace(SITE, "contacto:\n", "seguir:\n  - nombre: Lista\n    url: http://lista.example.org\ncontacto:\n"),
        f"{SITE}:17:5 Y132",
    ),
    case(
        "a channel of messages without its address",
        "",
        replace(SITE, "contacto:\n", "seguir:\n  - nombre: Lista\ncontacto:\n"),
        f"{SITE}:16:5 Y107",
    ),
    case(
        "a title with a sign that the letters of the images lack",
        "",
        (
            replace(SITE, "contacto:\n", "imagenes_para_compartir: true\ncontacto:\n"),
            replace(of_plan("compromisos.csv"), "Agua con datos", "水"),
        ),
        f"{csv('compromisos')}:2 S121",
    ),
    case(
        "a site that says nobody to write to",
        "",
        replace(SITE, "contacto:\n  area: Unidad de Transparencia\n  correo: transparencia@example.org\n", ""),
        f"{SITE} Y131",
    ),
    case(
        "a claim about no row",
        "plan-trece",
        claimed("sesiones,sesion-9,asistentes,registro,Fueron 30."),
        f"{csv('afirmaciones')}:2:registro D115",
    ),
    case(
        "a claim about no column",
        "plan-cuatro",
        claimed("sesiones,sesion-1,asistencia,registro,Fueron 30."),
        f"{csv('afirmaciones')}:2:campo D115",
    ),
    case(
        "a claim about the plan as a whole",
        "plan-once",
        claimed("plan,plan-minimo,periodo,registro,Dura un año."),
        f"{csv('afirmaciones')}:2:tabla D115",
    ),
    case(
        "a claim of no source",
        "",
        claimed("sesiones,sesion-1,asistentes,registros,Fueron 30."),
        f"{csv('afirmaciones')}:2:fuente C117",
    ),
    case(
        "a claim that says nothing",
        "",
        claimed("sesiones,sesion-1,asistentes,registro,"),
        f"{csv('afirmaciones')}:2:dice C101",
    ),
    case(
        "an update without status", "plan-ocho", cell("avances", 3, "limitado", ""), f"{csv('avances')}:3:estado D116"
    ),
    case(
        "an update without value where progress is measured",
        "plan-nueve",
        (replace(PACKAGE, "avance: estatus", "avance: indicador"), cell("avances", 3, ",7,", ",,")),
        f"{csv('avances')}:3:valor D117",
    ),
    case(
        "a stated progress without value",
        "plan-diez",
        (replace(PACKAGE, "avance: estatus", "avance: manual"), cell("avances", 7, ",1,", ",,")),
        f"{csv('avances')}:7:valor D117",
    ),
    case(
        "an indicator without a target",
        "",
        (replace(PACKAGE, "avance: estatus", "avance: indicador"), cell("actividades", 3, ",8,3,", ",8,,")),
        f"{csv('actividades')}:3:meta D118",
    ),
    case(
        "an indicator that goes the other way",
        "",
        (replace(PACKAGE, "avance: estatus", "avance: indicador"), cell("actividades", 3, "descendente", "ascendente")),
        f"{csv('actividades')}:3:meta D118",
    ),
    case(
        "complete without a document",
        "plan-ocho",
        replace(MANIFEST, "actividad: agua-1", "actividad: agua-2"),
        f"{csv('avances')}:5:estado D119",
    ),
    case(
        "two cuts of one day",
        "plan-ocho",
        cell("cortes", 3, "2024-06-30", "2024-03-31"),
        f"{csv('cortes')}:3:fecha D120",
    ),
    case(
        "a cut named as a page of the board",
        "",
        append(csv("cortes"), "calendario,2024-09-30,,,\n"),
        f"{csv('cortes')}:4:id D127",
        follows=("D107", "D110"),
    ),
    case(
        "records and news named as a part of their list",
        "",
        (
            append(csv("instituciones"), "parte-2,Oficina segunda,,gobierno,,,registro\n"),
            replace(MANIFEST, "name: pagina-plan", "name: parte-10"),
            write(
                "content/novedades/parte-3.md",
                "---\ntitulo: Tres\nfecha: 2024-07-01\nresumen: Una nota.\n---\nTexto.\n",
            ),
        ),
        f"{csv('instituciones')}:5:id D127",
        f"{MANIFEST}:{line(MANIFEST, 'name: pagina-plan')}:id D127",
        "content/novedades/parte-3.md D127",
    ),
    case(
        "complete and nobody says when",
        "plan-ocho",
        cell("avances", 5, "2024-03-12", ""),
        f"{csv('avances')}:5:terminado D121",
    ),
    case(
        "no value of OGP's and one of them",
        "plan-nueve",
        cell("compromisos", 2, "acceso_informacion", "acceso_informacion;ninguno"),
        f"{csv('compromisos')}:2:valores_ogp D132",
    ),
    case(
        "a cut dated in a month that is not its own",
        "plan-siete",
        cell("cortes", 3, "2024-06-30", "2024-05-31"),
        f"{csv('cortes')}:3:fecha D133",
    ),
    case(
        "complete at a cut and not at the next",
        "plan-diez",
        (cell("avances", 5, "completo", "sustancial"), cell("avances", 5, "2024-03-12", "")),
        f"{csv('avances')}:5:estado D134",
    ),
    case(
        "a value far beyond the target",
        "plan-nueve",
        cell("avances", 6, ",7,", ",24,"),
        f"{csv('avances')}:6:valor D135",
    ),
    case(
        "a source read before it existed",
        "",
        cell("fuentes", 2, "2024-02-01", "2023-02-01"),
        f"{csv('fuentes')}:2:consultada D159",
    ),
    case(
        "a plan in preparation that reports",
        "",
        replace(PACKAGE, "estado: en_curso", "estado: en_preparacion"),
        f"{PACKAGE}:{line(PACKAGE, 'estado:')}:1 D136",
    ),
    case(
        "a signed plan that does not say since when",
        "",
        replace(PACKAGE, "estado: en_curso", "estado: firmado"),
        f"{PACKAGE}:{line(PACKAGE, 'estado:')}:1 Y107",
        follows=("D136",),
    ),
    case(
        "what OGP says of a commitment that is not there",
        "",
        replace(
            PACKAGE,
            "estado: en_curso",
            "ogp:\n  fuentes: [registro]\n  compromisos:\n    - {compromiso: agu, fuentes: [registro]}\n"
            "estado: en_curso",
        ),
        f"{PACKAGE}:{line(PACKAGE, 'estado:') + 3}:8 Y117",
    ),
)

ACT = b"Acta.\n"
PDF = b"%PDF-1.7\n"
EVIDENCE = (
    case(
        "a document that proves nothing",
        "plan-uno",
        replace(MANIFEST, "    plan: plan-minimo\n", ""),
        f"{MANIFEST}:{line(MANIFEST, 'name: pagina-plan')}:5 E101",
    ),
    case(
        "a document of another plan",
        "",
        replace(MANIFEST, "    plan: plan-minimo\n", "    plan: plan-2020\n"),
        f"{MANIFEST}:{line(MANIFEST, 'plan: plan-minimo')}:5 Y117",
    ),
    case(
        "an instrument of an unknown body",
        "",
        replace(
            PACKAGE,
            "    titulo: Monitoreo a los seis meses\n    organo: grupo-impulsor\n",
            "    titulo: Monitoreo a los seis meses\n    organo: grupo-impulso\n",
        ),
        f"{PACKAGE}:{line(PACKAGE, 'titulo: Monitoreo a los seis meses') + 1}:5 Y117",
    ),
    case(
        "a file that is not there",
        "plan-siete",
        remove(f"{FOLDER}/tabla-agua.csv"),
        f"{MANIFEST}:{line(MANIFEST, 'path: tabla-agua.csv')}:5 E102",
    ),
    case(
        "a wrong size",
        "plan-ocho",
        replace(MANIFEST, "bytes: 32", "bytes: 34"),
        f"{MANIFEST}:{line(MANIFEST, 'bytes: 32')}:5 E103",
    ),
    case(
        "a wrong fingerprint",
        "plan-ocho",
        replace(MANIFEST, TABLE_HASH, "0" * 64),
        f"{MANIFEST}:{line(MANIFEST, 'bytes: 32') + 1}:5 E104",
    ),
    case(
        "a picture that is no picture",
        "plan-tres",
        document("foto.png", ACT, *stated(ACT), "plan: plan-minimo", "alternativo: Un pozo."),
        f"{FOLDER}/foto.png E105",
    ),
    case(
        "a picture that nothing says in words",
        "plan-dos",
        pictured("foto-sola", "foto-sola.png", screenshot()),
        f"{MANIFEST}:{END + 1}:5 E116",
    ),
    case(
        "a picture without words, later than one with them",
        "plan-cuatro",
        (
            *pictured("foto-antes", "foto-antes.png", screenshot(), "fecha: 2024-02-01", "alternativo: Un pozo."),
            *pictured("foto-luego", "foto-luego.png", screenshot(), "fecha: 2024-03"),
        ),
        f"{MANIFEST}:{END + 13}:5 E115",
    ),
    case(
        "a proof of fulfilment of nothing",
        "",
        document("acta.txt", ACT, *stated(ACT), "plan: plan-minimo", "sobre: cumplimiento"),
        f"{MANIFEST}:{END + 1} E119",
    ),
    case(
        "a proof of what was not reported done",
        "",
        (
            *document("acta.txt", ACT, *stated(ACT), "actividad: calles-1", "sobre: cumplimiento"),
            replace(csv("avances"), "2024-06,calles-1,1,limitado,", "2024-06,calles-1,0,no_iniciado,"),
        ),
        f"{MANIFEST}:{END + 1} E120",
        follows=("D107",),
    ),
    case(
        "a proof that was accepted and is said to be none",
        "plan-cinco",
        replace(MANIFEST, "    actividad: agua-1\n", "    actividad: agua-1\n    sobre: proceso\n"),
        f"{MANIFEST}:{line(MANIFEST, 'name: tabla-agua')} E121",
    ),
    case(
        "a word that is not one of what documents bear on",
        "",
        document("acta.txt", ACT, *stated(ACT), "actividad: agua-1", "sobre: prueba"),
        f"{MANIFEST}:{END + 9}:5 Y109",
    ),
    case(
        "a picture that was cut short",
        "",
        pictured("foto-rota", "foto-rota.jpg", photograph()[:9000], "alternativo: Un pozo."),
        f"{FOLDER}/foto-rota.jpg E117",
        follows=("E132",),
    ),
    case(
        "a picture of thousands of millions of pixels",
        "",
        pictured("foto-bomba", "foto-bomba.png", huge(), "alternativo: Un pozo."),
        f"{FOLDER}/foto-bomba.png E118",
    ),
    case(
        "a CSV that is a PDF",
        "plan-cuatro",
        document("datos.csv", PDF, *stated(PDF), "plan: plan-minimo"),
        f"{FOLDER}/datos.csv E105",
    ),
    case(
        "a video that is a text",
        "plan-cinco",
        document("video.mp4", ACT, *stated(ACT), "plan: plan-minimo"),
        f"{FOLDER}/video.mp4 E105",
    ),
    case(
        "a link whose kept copy is not there",
        "plan-siete",
        replace(MANIFEST, "    consultado: 2024-02-01", "    consultado: 2024-02-01\n    path: x.pdf"),
        f"{MANIFEST}:{line(MANIFEST, 'consultado: ') + 1}:5 E102",
    ),
    case(
        "neither a file nor a link",
        "plan-nueve",
        replace(MANIFEST, "    enlace: https://www.example.org/plan\n", ""),
        f"{MANIFEST}:{line(MANIFEST, 'name: pagina-plan')}:5 E106",
    ),
    case(
        "links without any copy",
        "plan-diez",
        replace(MANIFEST, "    copia_archivada: https://archivo.example.org/plan\n", ""),
        f"{MANIFEST} E114",
    ),
    case("a file that is not declared", "plan-uno", write(f"{FOLDER}/lista.txt", ACT), f"{FOLDER}/lista.txt E107"),
    case(
        "an empty file",
        "plan-seis",
        document("nada.pdf", b"", *stated(b""), "plan: plan-minimo"),
        f"{FOLDER}/nada.pdf E108",
        follows=("C112",),
    ),
    case(
        "a folder without a manifest",
        "plan-uno",
        write(of_plan("evidencias/2024-06/acta.txt"), ACT),
        f"{of_plan('evidencias/2024-06')} E109",
    ),
    case(
        "a link nobody says when was read",
        "plan-diez",
        replace(MANIFEST, "    consultado: 2024-02-01\n", ""),
        f"{MANIFEST}:{line(MANIFEST, 'enlace: ')}:5 E110",
    ),
    case(
        "a kind of file that is not published",
        "plan-dos",
        document("programa.exe", b"MZ", *stated(b"MZ"), "plan: plan-minimo"),
        f"{FOLDER}/programa.exe E111",
    ),
    case(
        "a file without size or fingerprint",
        "plan-once",
        document("acta.pdf", PDF, "plan: plan-minimo"),
        f"{MANIFEST}:{END + 5}:5 E112",
    ),
    case(
        "a document outside of its folder",
        "plan-once",
        replace(MANIFEST, "path: acta-2024-04.txt", "path: ../../../../../etc/passwd"),
        f"{MANIFEST}:{line(MANIFEST, 'path: acta-2024-04.txt')}:5 T124",
        f"{FOLDER}/acta-2024-04.txt E107",
    ),
    case(
        "a document at an address",
        "plan-doce",
        replace(MANIFEST, "path: acta-2024-04.txt", "path: 'http://x.example/acta.txt'"),
        f"{MANIFEST}:{line(MANIFEST, 'path: acta-2024-04.txt')}:5 T124",
        f"{FOLDER}/acta-2024-04.txt E107",
    ),
    case(
        "a document with accents and spaces in its name",
        "plan-doce",
        document("Acta Número 1.pdf", PDF, *stated(PDF), "plan: plan-minimo"),
        f"{FOLDER}/Acta Número 1.pdf T103",
    ),
    case(
        "a kind of document that does not exist",
        "",
        replace(MANIFEST, "tipo: acta", "tipo: actas"),
        f"{MANIFEST}:{line(MANIFEST, 'tipo: acta')}:5 Y109",
        follows=("C117", "D119"),
    ),
    case(
        "a manifest called otherwise than its folder",
        "",
        replace(MANIFEST, "name: 2024-03", "name: 2024-04"),
        f"{MANIFEST}:1:1 Y114",
    ),
    case(
        "a folder within an evidence folder",
        "plan-diez",
        write(f"{FOLDER}/anexos/acta.pdf", PDF),
        f"{FOLDER}/anexos T125",
    ),
)


@cache
def seals() -> dict[str, dict[str, bytes]]:
    """What sealing the small site's cuts writes: cut → file → bytes."""
    made: dict[str, dict[str, bytes]] = {}
    with tempfile.TemporaryDirectory() as folder:
        plan = plan_of(make_site(Path(folder)))
    for cut in plan.index.cuts_in_order:
        known, _ = read_seals([SealFolder(name, name, files) for name, files in made.items()])
        made[cut.id] = seal_files(dataclasses.replace(plan, seals=known), cut, "Sello de prueba.\n")
    return made


def seal(cut: str, name: str = "") -> str:
    """The path of a seal's folder, or of a file of it."""
    return of_plan(f"sellos/{cut}/{name}").rstrip("/")


REGISTER = of_plan("sellos.txt")


def sealed(*cuts: str) -> Edit:
    """An edit that puts seals, and their register, in their place."""

    def edit(files: Files) -> None:
        files |= {seal(cut, name): data for cut in cuts for name, data in seals()[cut].items()}
        lines = [f"{hashlib.sha256(seals()[cut][SUMS]).hexdigest()}  cortes/{cut}/{SUMS}\n" for cut in cuts]
        files[REGISTER] = "".join(lines).encode()

    return edit


def changed(path: str, change: Callable[[bytes], bytes]) -> Edit:
    """An edit that gives a file what `change` returns of its bytes."""

    def edit(files: Files) -> None:
        data = files[path]
        assert isinstance(data, bytes)
        files[path] = change(data)

    return edit


FALSE = f"{'0' * 64}  avances.csv\n".encode()
"""A line of a seal that is false of its file."""


def summed_again(cut: str) -> Edit:
    """An edit that makes the sums of a seal anew, as somebody who covers a change would."""

    def edit(files: Files) -> None:
        own = {path.removeprefix(seal(cut) + "/"): data for path, data in files.items() if path.startswith(seal(cut))}
        lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in own.items() if name != SUMS]  # type: ignore[arg-type]
        files[seal(cut, SUMS)] = "".join(sorted(lines, key=lambda line: line[66:])).encode()

    return edit


def with_sealed_erratum(cut: str) -> Edit:
    """An edit that gives a seal an erratum, and makes its sums anew."""

    def edit(files: Files) -> None:
        row = "2024-03,avances,2024-03|agua-1,valor,8,9,Se contó mal.,Obras,2024-05-01\n"
        files[seal(cut, "erratas.csv")] = f"corte,tabla,registro,campo,antes,despues,motivo,quien,fecha\n{row}".encode()
        summed_again(cut)(files)

    return edit


def stamped(reply: bytes = b"", pem: bytes = b"", at: datetime = DAY, *, certificate: bool = True) -> Edit:
    """An edit that puts the first seal in its place with a time stamp: a good one, but for what is given."""

    def edit(files: Files) -> None:
        sealed(MARCH)(files)
        good = authority().reply(seals()[MARCH][SUMS], at, certificate=certificate)
        files |= {seal(MARCH, REPLY): reply or good, seal(MARCH, CERTIFICATES): pem or authority().pem}

    return edit


def errata(*rows: str) -> tuple[Edit, ...]:
    """Edits that add a table of errata."""
    lines = ("corte,tabla,registro,campo,antes,despues,motivo,quien,fecha", *rows, "")
    listed = replace(
        PACKAGE,
        "  - {name: fuentes, path: fuentes.csv}\n",
        "  - {name: fuentes, path: fuentes.csv}\n  - {name: erratas, path: erratas.csv}\n",
    )
    return listed, write(csv("erratas"), "\n".join(lines))


def last_line(cut: str) -> int:
    return seals()[cut][SUMS].count(b"\n")


MARCH, JUNE = "2024-03", "2024-06"
SEALS = (
    case(
        "a report of a sealed cut that says something else",
        "plan-trece",
        (sealed(MARCH), cell("avances", 3, ",7,", ",6,")),
        f"{csv('avances')}:3:valor L108",
    ),
    case(
        "an original date that changed after a seal",
        "plan-trece",
        (sealed(MARCH), cell("actividades", 4, "2024-09-30", "2024-10-30")),
        f"{csv('actividades')}:4:fin L108",
    ),
    case(
        "a report of a sealed cut taken out",
        "plan-trece",
        (sealed(MARCH), replace(csv("avances"), "2024-03,calles-1,0,no_iniciado,SIN AVANCE,,,,\n", "")),
        f"{csv('avances')} L109",
    ),
    case(
        "a change of date put into a sealed cut",
        "plan-trece",
        (
            sealed(MARCH),
            append(csv("reprogramaciones"), "calles-1,2024-03-20,inicio,2024-04-01,2024-05-01,Lluvias.,Grupo\n"),
            replace(csv("avances"), "2024-06,calles-1,1,limitado", "2024-06,calles-1,1,sustancial"),
        ),
        f"{csv('reprogramaciones')}:4 L110",
    ),
    case(
        "an erratum that explains nothing",
        "plan-trece",
        errata("2024-03,avances,2024-03|agua-1,valor,9,10,Se contó mal.,Obras,2024-07-01"),
        f"{csv('erratas')}:2:antes L111",
    ),
    case(
        "an erratum dated before what it corrects",
        "",
        errata("2024-06,avances,2024-06|agua-1,valor,9,10,Se contó mal.,Obras,2024-06-01"),
        f"{csv('erratas')}:2:fecha L113",
        follows=("L111",),
    ),
    case(
        "an erratum dated after all that the data tell",
        "",
        errata("2024-06,avances,2024-06|agua-1,valor,9,10,Se contó mal.,Obras,2029-06-01"),
        f"{csv('erratas')}:2:fecha L114",
        follows=("L111", "D136"),
    ),
    case(
        "a short title of a sealed cut that says something else",
        "plan-trece",
        (sealed(MARCH), replace(csv("compromisos"), "Agua con datos", "Agua clara")),
        f"{csv('compromisos')}:2:titulo_corto L108",
    ),
    case(
        "an erratum that was sealed and is gone",
        "",
        (
            sealed(MARCH),
            with_sealed_erratum(MARCH),
            *errata("2024-03,avances,2024-03|agua-1,valor,9,10,x,Obras,2024-07-01"),
        ),
        f"{csv('erratas')} L112",
        follows=("L111", "L124"),
    ),
    case(
        "a seal of a format that is not known",
        "",
        (sealed(MARCH), write(seal(MARCH, "formato.txt"), "9\n"), summed_again(MARCH)),
        f"{seal(MARCH, 'formato.txt')}:1 L115",
        follows=("L124",),
    ),
    case(
        "a seal of no cut",
        "",
        lambda files: files.update({seal("2024-09", SUMS): b"x\n"}),
        f"{seal('2024-09')} L101",
        follows=("L106", "L120"),
    ),
    case("a seal without the one before", "", sealed(JUNE), f"{seal(JUNE)} L102"),
    case(
        "a seal that lost a file",
        "",
        (sealed(MARCH), remove(seal(MARCH, "avances.csv"))),
        f"{seal(MARCH, 'avances.csv')} L103",
    ),
    case("a seal that lost its sums", "", (sealed(MARCH), remove(seal(MARCH, SUMS))), f"{seal(MARCH, SUMS)} L103"),
    case(
        "a file put into a seal",
        "",
        (sealed(MARCH), write(seal(MARCH, "notas.txt"), "Notas.\n")),
        f"{seal(MARCH, 'notas.txt')} L104",
    ),
    case(
        "a digit of a sealed file",
        "",
        (sealed(MARCH), replace(seal(MARCH, "avances.csv"), "agua-2,7,", "agua-2,8,")),
        f"{seal(MARCH, 'avances.csv')} L105",
    ),
    case(
        "a line of a seal that is no sum",
        "",
        (sealed(MARCH), append(seal(MARCH, SUMS), "fin\n")),
        lambda: f"{seal(MARCH, SUMS)}:{len(seals()[MARCH])} L106",
        follows=("L124",),
    ),
    case(
        "a false line before the true one of the same file",
        "",
        (sealed(MARCH), changed(seal(MARCH, SUMS), lambda data: FALSE + data)),
        f"{seal(MARCH, 'avances.csv')} L105",
        follows=("L106", "L124"),
    ),
    case(
        "a seal that gives the sum of a file twice",
        "",
        (sealed(MARCH), changed(seal(MARCH, SUMS), lambda data: data * 2)),
        *(lambda n=n: f"{seal(MARCH, SUMS)}:{len(seals()[MARCH]) + n} L106" for n in (0, 1)),
        follows=("L106", "L124"),
    ),
    case("seals without a register", "plan-catorce", (sealed(MARCH), remove(REGISTER)), f"{REGISTER} L120"),
    case(
        "a register with a line that is no seal, and one twice",
        "",
        (sealed(MARCH), changed(REGISTER, lambda data: b"fin\n" + data * 2)),
        f"{REGISTER}:1 L121",
        f"{REGISTER}:3 L121",
    ),
    case(
        "a register out of order",
        "",
        (sealed(JUNE), sealed(JUNE, MARCH)),
        f"{REGISTER}:2 L122",
    ),
    case(
        "a registered seal that was deleted",
        "",
        (sealed(MARCH, JUNE), lambda files: [files.pop(each) for each in [*files] if each.startswith(seal(JUNE))]),
        f"{REGISTER}:2 L123",
    ),
    case(
        "a registered seal that was made again",
        "",
        (sealed(MARCH), append(seal(MARCH, "LEEME.txt"), "Otra vez.\n"), summed_again(MARCH)),
        f"{REGISTER}:1 L124",
    ),
    case(
        "a seal that was not registered",
        "",
        (sealed(MARCH, JUNE), changed(REGISTER, lambda data: data.splitlines(True)[0])),
        f"{seal(JUNE)} L125",
    ),
    case(
        "a chain that was broken",
        "",
        (sealed(MARCH, JUNE), replace(seal(JUNE, SUMS), "  ../2024-03/", "  ../2024-02/")),
        lambda: f"{seal(JUNE, SUMS)}:{last_line(JUNE)} L107",
        follows=("L124",),
    ),
    case("a stamp that is none", "", stamped(b"nada"), f"{seal(MARCH, REPLY)} L140"),
    case("a stamp of other bytes", "", stamped(authority().reply(b"otra cosa")), f"{seal(MARCH, REPLY)} L141"),
    case("a stamp without its signer", "", stamped(certificate=False), f"{seal(MARCH, REPLY)} L142"),
    case(
        "a stamp without certificates",
        "",
        (stamped(), remove(seal(MARCH, CERTIFICATES))),
        f"{seal(MARCH, CERTIFICATES)} L143",
    ),
    case(
        "certificates with a key among them", "", stamped(pem=authority().key_pem), f"{seal(MARCH, CERTIFICATES)} L144"
    ),
    case("a stamp of another authority", "", stamped(pem=authority("Otra").pem), f"{seal(MARCH, REPLY)} L145"),
    case("a stamp older than its cut", "", stamped(at=datetime(2024, 3, 1, tzinfo=UTC)), f"{seal(MARCH, REPLY)} L146"),
    case(
        "a table that makes itself, listed",
        "plan-doce",
        append(PACKAGE, "  - {name: calculos, path: calculos.csv}\n"),
        f"{PACKAGE}:{text(PACKAGE).count(chr(10)) + 1}:6 T126",
    ),
)

FINISHED = (
    case(
        "a link to a page that is not there",
        "",
        replace("content/inicio.md", "/plan-minimo/tablero/", "/plan-minimo/tableros/"),
        "content/inicio.md:6 S102",
    ),
    case(
        "a link to a place that is not on its page",
        "",
        replace("content/acerca.md", "#corte", "#cortes"),
        "content/acerca.md:6 S103",
    ),
    case(
        "a CURP on a page",
        "",
        append("content/acerca.md", f"\nEscriba a {INVENTED}.\n"),
        "content/acerca.md:8:11 C119",
    ),
)

MOVES = "content/direcciones.yaml"
LISTED = "content/direcciones.txt"


def moved(*entries: str) -> Edit:
    return write(MOVES, "direcciones:\n" + "".join(f"  - {{{each}}}\n" for each in entries))


ADDRESSES = (
    case(
        "a plan that vanished",
        "",
        write(LISTED, "/\n/otro/\n/otro/datos/\n/api/v1/planes/otro/index.json\n"),
        f"{LISTED}:2 S116",
    ),
    case("an address that vanished", "", write(LISTED, "/\n/plan-minimo/antes/\n"), f"{LISTED}:2 S111"),
    case("a list of addresses saved as Windows-1252", "", write(LISTED, b"/a\xf1o/\n"), f"{LISTED}:1 Y101"),
    case(
        "moves of every wrong kind",
        "sitio",
        moved("de: /a/", "de: /b/, a: /, motivo: No.", "de: /c/, a: /", "de: /c/index.html, a: /", "de: /d.csv, a: /"),
        f"{MOVES}:2:6 S112",
        f"{MOVES}:3:6 S112",
        f"{MOVES}:5:6 S113",
    ),
    case("an address that is not one", "", moved("de: ejemplo, a: /"), f"{MOVES}:2:6 Y110"),
    case("a move of what is still there", "", moved("de: /acerca/, a: /"), f"{MOVES}:2:6 S114"),
    case("a move to nowhere", "", moved("de: /a/, a: /b/"), f"{MOVES}:2:15 S115"),
)

SYNONYMS = "content/sinonimos.yaml"


def alike(*entries: str) -> Edit:
    return write(SYNONYMS, "sinonimos:\n" + "".join(f"  - {{{each}}}\n" for each in entries))


SEARCHED = (
    case(
        "words that mean the same as nothing, and a phrase among them",
        "sitio",
        alike('palabras: "agua"', 'palabras: "agua, agua de la llave"', 'palabras: "a, b", palabras_en: "a"'),
        f"{SYNONYMS}:2:6 S117",
        f"{SYNONYMS}:3:6 S117",
        f"{SYNONYMS}:4:6 S117",
    ),
    case(
        "a key of the synonyms that is not one",
        "",
        alike("palabra: agua"),
        f"{SYNONYMS}:2:5 Y107",
        f"{SYNONYMS}:2:6 Y106",
    ),
    case("words that lead nowhere", "", alike("palabras: agua, pagina: /agua/"), f"{SYNONYMS}:2:22 S118"),
    case(
        "words that lead to an anchor that is not one",
        "",
        alike("palabras: a, pagina: /acerca/#x"),
        f"{SYNONYMS}:2:19 S118",
    ),
)


def published_plan(files: Files) -> None:
    """Put what the site publishes of the plan, without its documents, in the place of the plan's folder."""
    for path in [path for path in files if path.startswith(of_plan(""))]:
        del files[path]
    for path, data in plan_downloads(plan_files(plan_history(plan_of(MINIMAL)))):
        if isinstance(data, bytes) and "/datos/" in path:
            files[of_plan(path.partition("/datos/")[2])] = data


PUBLISHED = of_plan("datapackage.json")
IMPORTED = (
    case("a published plan among the data", "", published_plan, f"{PUBLISHED} Y126"),
    case(
        "a published plan among the data that is cut off and not in the list",
        "",
        (published_plan, write(PUBLISHED, "{"), replace(SITE, "planes: [plan-minimo]", "planes: []")),
        f"{PUBLISHED} Y126",
        follows=("Y107", "Y110", "Y117"),
    ),
    case(
        "a document that nobody keeps",
        "",
        (
            remove(f"{FOLDER}/tabla-agua.csv"),
            replace(MANIFEST, "    path: tabla-agua.csv\n", "    path: tabla-agua.csv\n    perdido: true\n"),
        ),
        f"{MANIFEST}:{line(MANIFEST, 'path: tabla-agua.csv')}:5 E113",
    ),
)

PLACES = "id,nombre,compromiso,actividad,latitud,longitud,area,fuentes"
SHAPES = of_plan("lugares.geojson")
SQUARE = "[[[-106, 28], [-106, 28.1], [-105.9, 28.1], [-106, 28]]]"


def placed(*lines: str) -> tuple[Edit, ...]:
    """The small site's plan with a table of places."""
    return write(csv("lugares"), "\n".join((PLACES, *lines, ""))), append(
        PACKAGE, "  - {name: lugares, path: lugares.csv}\n"
    )


def shape(key: str, kind: str = "Polygon", coordinates: str = SQUARE, more: str = "") -> str:
    """A feature of GeoJSON, in a line of its own."""
    return f'{{"type": "Feature", {key}{more} "geometry": {{"type": "{kind}", "coordinates": {coordinates}}}}}'


def shapes(*features: str, head: str = '"type": "FeatureCollection"') -> tuple[Edit, ...]:
    """The small site's plan with a place that is the area «centro», and a file of shapes, the first on line 2."""
    text = f'{{{head}, "features": [\n' + ",\n".join(features) + "\n]}\n"
    return (*placed("centro,Centro,agua,,,,centro,plan-firmado"), write(SHAPES, text))


CENTRO = shape('"id": "centro",')

PLACED = (
    case(
        "places with swapped, half, far or no coordinates, of nothing, or with an unknown area",
        "plan-once",
        placed(
            "uno,Uno,agua,,28.6,-106.1,,plan-firmado",
            "dos,Dos,agua,,28.7,-106.2,,plan-firmado",
            "tres,Tres,,agua-1,28.8,-106.3,,plan-firmado",
            "cuatro,Cuatro,agua,,28.6,106.1,,plan-firmado",
            "cinco,Cinco,agua,,28.6,,,plan-firmado",
            "seis,Seis,agua,,,-106.1,,plan-firmado",
            "siete,Siete,agua,,,,,plan-firmado",
            "ocho,Ocho,agua,,28.6,-106.1,centro,plan-firmado",
            "nueve,Nueve,,,28.6,-106.1,,plan-firmado",
        ),
        f"{csv('lugares')}:5:latitud D154",
        f"{csv('lugares')}:6:longitud D149",
        f"{csv('lugares')}:7:latitud D149",
        f"{csv('lugares')}:8:latitud D149",
        f"{csv('lugares')}:9:area D149",
        f"{csv('lugares')}:9:area D151",
        f"{csv('lugares')}:10:compromiso D150",
    ),
    case(
        "coordinates that are swapped, too large, or no numbers, and a place of no milestone and without a source",
        "plan-doce",
        placed(
            "uno,Uno,agua,,-106.1,28.6,,plan-firmado",
            "dos,Dos,agua,,128.6,-206.1,,plan-firmado",
            'tres,Tres,agua,,"28,6",106°O,,plan-firmado',
            "cuatro,Cuatro,,agua-9,28.6,-106.1,,",
        ),
        f"{csv('lugares')}:2:latitud D148",
        f"{csv('lugares')}:3:latitud C112",
        f"{csv('lugares')}:3:longitud C112",
        f"{csv('lugares')}:4:latitud C108",
        f"{csv('lugares')}:4:longitud C108",
        f"{csv('lugares')}:5:actividad C117",
        f"{csv('lugares')}:5:fuentes D114",
    ),
    case(
        "coordinates that are swapped and could be those of a place",
        "plan-diecisiete",
        placed(
            "uno,Uno,agua,,20.97,-79.62,,plan-firmado",
            "dos,Dos,agua,,-79.62,20.97,,plan-firmado",
            "tres,Tres,agua,,20.98,-79.61,,plan-firmado",
        ),
        f"{csv('lugares')}:3:latitud D154",
    ),
    case(
        "an area that is far from the other places",
        "plan-dieciocho",
        (
            *placed(
                "uno,Uno,agua,,18.1,-105.9,,plan-firmado",
                "dos,Dos,agua,,18.2,-105.8,,plan-firmado",
                "tres,Tres,agua,,18.15,-105.85,,plan-firmado",
                "centro,Centro,agua,,,,centro,plan-firmado",
            ),
            write(of_plan("lugares.geojson"), '{"type": "FeatureCollection", "features": [' + CENTRO + "]}"),
        ),
        f"{csv('lugares')}:5:area D154",
    ),
    case(
        "shapes that cannot be used, each in its line",
        "plan-catorce",
        shapes(
            CENTRO,
            shape('"id": "centro",'),
            shape('"properties": {"nombre": "Sin clave"},'),
            '"centro"',
            shape('"id": "a",', "Circle"),
            shape('"id": "b",', coordinates="[[[0, 0], [0, 1], [1, 1]]]"),
            shape('"id": "c",', "LineString", "[[0]]"),
            shape('"id": "d",', "LineString", "[0, 1]"),
            shape('"id": "e",', "LineString", "[[1e999, 0]]"),
            shape('"id": "f",', "LineString", "[[389412.5, 3169312.8]]"),
            shape('"id": "g",', "LineString", "[[28.6, -106.1]]"),
            shape('"id": "h",', "Point", "[-106.1, 28.6]"),
            shape('"id": "i",', "LineString", "[[-106.1, 28.6]]"),
        ),
        *(f"{SHAPES}:{line}:1 D152" for line in (3, 4, 5)),
        f"{SHAPES}:6:32 D152",
        f"{SHAPES}:7:64 D152",
        *(f"{SHAPES}:{line}:83 D152" for line in (8, 9, 10, 11, 12)),
        f"{SHAPES}:13:32 D152",
        f"{SHAPES}:14:67 D152",
    ),
    case(
        "an area that no shape has, shapes of no place, and personal data among their properties",
        "plan-trece",
        shapes(
            shape('"id": "centra",'),
            shape('"id": 7,'),
            shape(f'"id": "otra", "properties": {{"notas": [{{"nota": "{INVENTED}"}}]}},'),
            shape(f'"id": "{INVENTED}",'),
        ),
        f"{csv('lugares')}:2:area D151",
        f"{SHAPES}:2:1 D153",
        f"{SHAPES}:4:70 C119",
        f"{SHAPES}:5:28 C119",
    ),
    case("shapes that are no collection", "", shapes(CENTRO, head='"type": "Feature"'), f"{SHAPES}:1:2 D152"),
    case(
        "shapes in another reference system",
        "",
        shapes(CENTRO, head='"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:32613"}}'),
        f"{SHAPES}:1:31 D152",
    ),
    case(
        "a coordinate that JSON has not",
        "",
        shapes(CENTRO, shape('"id": "e",', "LineString", "[[NaN, 0]]")),
        f"{SHAPES}:3:84 Y120",
    ),
    case("shapes that are no JSON", "", (*shapes(CENTRO), write(SHAPES, '{"type": ')), f"{SHAPES}:1:10 Y120"),
    case("shapes with a key twice", "", shapes(shape('"id": "centro", "id": "centro",')), f"{SHAPES}:2:37 Y103"),
    case("shapes nested without end", "", (*shapes(), write(SHAPES, "[" * 100_000)), f"{SHAPES}:1:22 Y105"),
    case("shapes that are too many", "", (*shapes(), write(SHAPES, " " * 1_000_001)), f"{SHAPES} T102"),
    case(
        "shapes in a file of another name",
        "",
        write(of_plan("zonas.geojson"), "{}"),
        f"{of_plan('zonas.geojson')} T125",
    ),
)

CASES = (
    *TEXTS,
    *FILES,
    *CELLS,
    *RULES,
    *EVIDENCE,
    *SEALS,
    *AGREED,
    *FINISHED,
    *ADDRESSES,
    *SEARCHED,
    *IMPORTED,
    *PLACED,
)
