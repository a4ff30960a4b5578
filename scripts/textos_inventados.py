"""Invented texts as long as those of real plans, in one or two languages, for the sites of `sitio_grande`.

The lengths are those of the demonstration plan: 54 characters a description, 49 a difficulty, 31 a next step, 105 a
problem, 260 a long title; a page of the site has some 4,000.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Table = list[tuple[object, ...]]
Words = Callable[[int, str], dict[str, str]]
"""From the number of a row and a language to the texts of the row, by column."""

DONE = {
    "es": (
        "Se instalaron {} medidores en los pozos de la zona norte.",
        "Se revisaron {} expedientes con las áreas responsables.",
        "Se hicieron {} reuniones con vecinos; hay lista y minuta.",
        "Se capacitó a {} personas del área en dos sesiones.",
        "Se publicó la base con {} registros y su diccionario.",
    ),
    "en": (
        "{} meters were installed in the wells of the north.",
        "{} files were reviewed with the offices in charge.",
        "{} meetings were held with neighbours; minutes exist.",
        "{} people of the office were trained in two sessions.",
        "The data set was published with {} records.",
    ),
}
TROUBLE = {
    "es": "La compra de {} equipos se retrasó por el cambio de proveedor.",
    "en": "The purchase of {} devices was late: the supplier changed.",
}
NEXT = {"es": "Entregar el informe {} al comité.", "en": "Hand report {} to the committee."}
COMMITMENT = {
    "resumen": {
        "es": "Cualquier persona podrá ver en un mapa cómo está el servicio de su colonia {} y reportar lo que falla.",
        "en": "Anybody will see on a map how the service of neighbourhood {} is doing and report what fails.",
    },
    "problema": {
        "es": "En {} colonias no se sabía cuándo faltaría el servicio, y cada área llevaba su propio registro.",
        "en": "In {} neighbourhoods nobody knew when the service would fail, and each office kept its own records.",
    },
    "accion": {
        "es": "Medir cada semana en {} puntos, publicar los datos abiertos y atender los reportes en cinco días.",
        "en": "Measure every week in {} places, publish open data and answer reports within five working days.",
    },
}
TITLE = {
    "es": "Que las personas que viven en la zona {0} conozcan, con datos abiertos que se actualizan cada mes, cómo se "
    "presta el servicio en su colonia, quién responde por él, cuánto cuesta y qué falta por hacer, y puedan reportar "
    "lo que falla y saber qué pasó con su reporte",
    "en": "That the people of area {0} know, with open data renewed every month, how the service is given in their "
    "neighbourhood, which office is responsible, what it costs and what is still to be done, and can report what fails",
}
SHORT = {"es": "Servicio a la vista en la zona {}", "en": "Service in plain sight in area {}"}
MILESTONE = {
    "es": "Instalar y poner en marcha el equipo de medición {}",
    "en": "Install and start the measuring device {}",
}
PAPER = {"es": ("Minuta de la reunión {}", "Que la reunión {} se hizo y qué se acordó en ella."),
         "en": ("Minutes of meeting {}", "That meeting {} was held and what was agreed.")}  # fmt: skip
PARAGRAPHS = {
    "es": "Esta parte explica qué se mide y cómo se puede repetir la cuenta. **Cada número sale de una tabla** que "
    "se puede descargar; nada se copia a mano. Si algo no coincide, se corrige y se dice qué cambió.",
    "en": "This part explains what is measured and how the sum can be done again. **Each number comes from a table** "
    "that can be downloaded; nothing is copied by hand. If something does not agree, it is mended, and that is said.",
}
ITEMS = {
    "es": ("Se lee el informe de cada área.", "Se compara con el anterior.", "Se publica con su fecha."),
    "en": ("The report of each office is read.", "It is compared with the last one.", "It is published with its date."),
}
SECTIONS = 12


def lengthened(tables: dict[str, Table], languages: tuple[str, ...]) -> dict[str, Table]:
    """Returns the tables with texts as long as real ones, and with columns of their translations."""
    return {
        **tables,
        "compromisos": _with(tables["compromisos"], _of_commitment, languages),
        "actividades": _with(tables["actividades"], _of_milestone, languages),
        "avances": _with(tables["avances"], _of_update, languages),
    }


def _of_commitment(number: int, language: str) -> dict[str, str]:
    longer = {column: words[language].format(number) for column, words in COMMITMENT.items()}
    return {"titulo": TITLE[language].format(number), "titulo_corto": SHORT[language].format(number), **longer}


def _of_milestone(number: int, language: str) -> dict[str, str]:
    return {"texto": MILESTONE[language].format(number)}


def _of_update(number: int, language: str) -> dict[str, str]:
    done = DONE[language]
    return {
        "descripcion": done[number % len(done)].format(number % 997),
        "dificultad": TROUBLE[language].format(number % 89),
        "siguiente_paso": NEXT[language].format(number % 53),
    }


def _with(table: Table, words: Words, languages: tuple[str, ...]) -> Table:
    """Returns the table with the words of each row, by its number, in the columns of each language."""
    rows = [dict(zip(map(str, table[0]), row, strict=True)) for row in table[1:]]
    for number, row in enumerate(rows, 1):
        for language in languages:
            suffix = "" if language == languages[0] else f"_{language}"
            row |= {f"{column}{suffix}": text for column, text in words(number, language).items()}
    return [tuple(rows[0]), *(tuple(row.values()) for row in rows)]


def write_pages(content: Path, languages: tuple[str, ...]) -> None:
    """Replaces the texts of the site's pages in `content`, with their translations, by texts as long as real ones."""
    for page in sorted(content.glob("*.md")):
        for language in languages:
            folder = content if language == languages[0] else content / language
            folder.mkdir(exist_ok=True)
            text = f"---\ntitulo: {page.stem.capitalize()}\n---\n{markdown(language)}"
            (folder / page.name).write_text(text, encoding="utf-8")


def markdown(language: str) -> str:
    """Returns a text in Markdown with headings, paragraphs, emphasis, lists and links, of some 4,000 characters."""
    heading, paragraph = {"es": "Parte", "en": "Part"}[language], PARAGRAPHS[language]
    items = "".join(f"- {each}\n" for each in ITEMS[language])
    link = {"es": "Vea la [metodología](/metodologia/).", "en": "See the [methodology](/metodologia/)."}[language]
    return "\n".join(f"## {heading} {n}\n\n{paragraph}\n\n{items}\n{link}\n" for n in range(1, SECTIONS + 1))


def paper(number: int, languages: tuple[str, ...]) -> dict[str, str]:
    """Returns the title and what it shows of an invented document, in each language, by the keys of its descriptor."""
    words: dict[str, str] = {}
    for language in languages:
        suffix = "" if language == languages[0] else f"_{language}"
        title, shows = (text.format(number) for text in PAPER[language])
        words |= {f"title{suffix}": title, f"demuestra{suffix}": shows}
    return words
