"""Further cases of the kinds that the part set aside found accepted or told badly when it was run."""

# ruff: noqa: E501  a case that fits on a line is easier to compare with its neighbours

from __future__ import annotations

from leftovers import office
from malformed.case import (
    ABOUT,
    FOLDER,
    MANIFEST,
    NEWS,
    PACKAGE,
    SITE,
    VISION,
    Case,
    Edit,
    append,
    bad,
    document,
    good,
    remove,
    replace,
    table,
    write,
)

GOVERNMENT = "gobierno: Municipio de Río Chico"
SAID = "descripcion: El sitio más pequeño que usa cada tabla. Es un ejemplo para las pruebas."
GLOSSARY = "content/glosario.md"
FRENCH = "content/idiomas/fr.po"
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
NOT_TEXTS: dict[str, str] = {
    "day": "2024-03-12",
    "moment": "2024-03-12 10:30:00",
    "hour": "10:30",
    "word-yes": "yes",
    "word-Off": "Off",
    "thousands": "12_000",
    "hexadecimal": "0x1F",
    "octal": "0777",
    "point-first": ".5",
    "not-a-number": ".NaN",
}
"""Texts without quotes that YAML reads as something else."""


def _listed(name: str) -> str:
    return f"  - {{name: {name}, path: {name}.csv}}\n"


def _glossary(body: str) -> Edit:
    return write(GLOSSARY, f"---\ntitulo: Glosario\ndescripcion: Palabras del sitio.\n---\nCorte\n:   Uno.\n\n{body}")


def _texts(value: str, name: str) -> tuple[Case, ...]:
    return (
        bad(f"bare.site-{name}", "yaml", replace(SITE, GOVERNMENT, f"gobierno: {value}"), SITE, "4"),
        bad(f"bare.news-{name}", "yaml", replace(NEWS, "titulo: Primer corte publicado", f"titulo: {value}"), NEWS, "2"),
        bad(f"bare.plan-{name}", "yaml", replace(PACKAGE, "titulo_corto: Plan 2024", f"titulo_corto: {value}"), PACKAGE),
        bad(f"bare.manifest-{name}", "yaml", replace(MANIFEST, "title: Acta de la sesión 2", f"title: {value}"),
            MANIFEST, "17"),
    )  # fmt: skip


def _words(value: str, name: str) -> tuple[Case, ...]:
    """The value where one of a few words, or a map or a list, is expected."""
    plan = replace(PACKAGE, "titulo_corto: ", f"cadencia: {value}\ntitulo_corto: ")
    return (
        bad(f"word.official-{name}", "yaml", replace(SITE, "oficial: no", f"oficial: {value}"), SITE, "14"),
        bad(f"word.cadence-{name}", "yaml", plan, PACKAGE),
    )


YEARS: tuple[Case, ...] = tuple(
    bad(f"year.{where}-{number}", "date", replace(path, old, f"{old.partition(': ')[0]}: {year}{rest}"), path)
    for number, year in enumerate(("0024", "1024", "20204", "2924"))
    for where, path, old, rest in (
        ("period-start", PACKAGE, "desde: 2024-01-01", "-01-01"),
        ("document", MANIFEST, "fecha: 2024-03-12", "-03-12"),
        ("read", MANIFEST, "consultado: 2024-02-01", "-02-01"),
        ("instrument", PACKAGE, "fecha: 2024-07", "-07"),
    )
)

CASES: tuple[Case, ...] = (
    *(case for name, value in NOT_TEXTS.items() for case in _texts(value, name)),
    *(case for name, value in NOT_TEXTS.items() if name != "word-yes" for case in _words(value, name)),
    *YEARS,
    bad("news.another-day", "date", replace(NEWS, "fecha: 2024-04-03", "fecha: 2024-04-30"), NEWS, "3", warns=True),
    bad("news.another-year", "date", replace(NEWS, "fecha: 2024-04-03", "fecha: 2023-04-03"), NEWS, "3", warns=True),
    bad("catalogue.a-text-twice", "catalogue", write(FRENCH, f'{HEADER}msgid "Inicio"\nmsgstr "A"\n\n'
        'msgid "Inicio"\nmsgstr "B"\n'), FRENCH, "8"),
    bad("catalogue.in-two-lines", "catalogue", write(FRENCH, f'{HEADER}msgid "Inicio"\nmsgstr "A"\n\n'
        'msgid ""\n"Ini"\n"cio"\nmsgstr "B"\n'), FRENCH, "8"),
    bad("catalogue.two-heads", "catalogue", write(FRENCH, HEADER * 2), FRENCH, "5"),
    bad("link.another-workbook", "document", document("ligado.xlsx", office(
        xl__workbook='<sheets><sheet name="A"/></sheets>', **{"xl__externalLinks/externalLink1": "<externalLink/>"}),
        "revisado_por: Oficina", "revisado_el: 2024-04-05"), f"{FOLDER}/ligado.xlsx|{MANIFEST}", warns=True),
    bad("cascade.settings-blank", "yaml", write(SITE, "\n\n"), SITE, "1"),
    bad("cascade.settings-one-key", "yaml", write(SITE, "titulo: Río Chico\n"), SITE, "1"),
    bad("cascade.plan-blank", "yaml", write(PACKAGE, "# por hacer\n"), PACKAGE, "1"),
    bad("cascade.manifest-blank", "yaml", write(MANIFEST, ""), MANIFEST, "1"),
    bad("cascade.milestones-unlisted", "table", replace(PACKAGE, _listed("actividades"), ""), PACKAGE),
    bad("cascade.bodies-unlisted", "table", replace(PACKAGE, _listed("instituciones"), ""), PACKAGE),
    bad("cascade.meetings-unlisted", "table", replace(PACKAGE, _listed("sesiones"), ""), table("sesiones")),
    bad("cascade.sources-unlisted", "table", replace(PACKAGE, _listed("fuentes"), ""), table("fuentes")),
    bad("cascade.milestones-absent", "table", remove(table("actividades")), PACKAGE),
    bad("cascade.bodies-absent", "table", remove(table("instituciones")), PACKAGE),
    bad("cascade.sources-absent", "table", remove(table("fuentes")), PACKAGE),
    bad("cascade.bodies-gone", "table", (replace(PACKAGE, _listed("instituciones"), ""), remove(table("instituciones"))),
        PACKAGE),
    bad("glossary.a-term-twice", "text", _glossary("Corte\n:   Dos.\n"), GLOSSARY, "8"),
    bad("glossary.a-term-and-a-heading", "text", _glossary("## Avance\n\nTexto.\n\nAvance\n:   Dos.\n"), GLOSSARY, "12"),
    bad("glossary.a-term-in-bold", "text", _glossary("**Corte**\n\n:   Dos.\n"), GLOSSARY, "8"),
    *(bad(f"formula.site-{key}", "formula", replace(SITE, line, f'{key}: "{value}"'), SITE, at)
      for key, line, value, at in (("titulo", "titulo: Gobierno Abierto de Río Chico", "=1+1", "1"),
                                   ("descripcion", SAID, "@SUM(A1)", "3"),
                                   ("nombre", "nombre: Observatorio de Río Chico", "+1+1", "12"))),
    good("bare.a-quoted-day", "entre comillas es un texto", replace(NEWS, "titulo: Primer corte publicado",
        'titulo: "2024-03-12"')),
    good("bare.a-year-in-words", "no es solo un número", replace(NEWS, "titulo: Primer corte publicado",
        "titulo: 2024 en números")),
    good("news.without-a-day-in-its-name", "el nombre no dice fecha", write("content/novedades/aviso-breve.md",
        "---\ntitulo: Aviso breve\nfecha: 2024-05-02\nresumen: Un aviso.\n---\nTexto.\n")),
    good("link.percent-in-markdown", "así se escribe una dirección con espacios", append(ABOUT,
        "\nVea [el plan](https://www.example.org/el%20plan%20de%20a%C3%B1o.pdf) y [otro][o].\n\n"
        "[o]: https://www.example.org/mi%20plan\n")),
    good("link.percent-in-a-mail", "el asunto de un correo lleva %20", append(VISION,
        "\nEscriba a [la oficina](mailto:transparencia@example.org?subject=Una%20duda).\n")),
    good("catalogue.a-text-of-two-contexts", "cada contexto tiene su traducción", write(FRENCH,
        f'{HEADER}msgctxt "a"\nmsgid "Inicio"\nmsgstr "A"\n\nmsgid "Inicio"\nmsgstr "B"\n')),
    good("glossary.headings-alike", "cada título recibe su ancla", _glossary("## Avance\n\nUno.\n\n## Avance\n\nDos.\n")),
)  # fmt: skip
