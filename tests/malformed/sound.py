"""Odd inputs that are right, each with its reason: what is refused must not be refused because it looks strange."""

# ruff: noqa: E501  a case that fits on a line is easier to compare with its neighbours

from __future__ import annotations

import unicodedata

from leftovers import zipped
from malformed.case import (
    ABOUT,
    FOLDER,
    MANIFEST,
    NEWS,
    PACKAGE,
    SITE,
    Case,
    append,
    cell,
    document,
    good,
    of_plan,
    raw,
    replace,
    rewrite,
    table,
    write,
)
from malformed.documents import PDF, book, pdf, png, word
from malformed.maps_and_seals import SHAPES

UPDATES = table("avances")


def noted(name: str, reason: str, value: str, column: str = "siguiente_paso") -> Case:
    """A text that must stand in a cell just as it is."""
    return good(name, reason, cell("avances", 3, column, value))


TEXTS = (
    noted("list-in-a-cell", "a hyphen and a space begin a list, not a formula", "- Contratar una cuadrilla\n- Comprar equipo"),
    noted("sao-paulo", "«São» is Portuguese and not damaged text", "Visitar el programa de São Paulo y el de Curitiba."),
    noted("not-available-in-a-sentence", "«N/D» within a sentence is an abbreviation that people use",
        "Pedir los datos que salen como N/D en el informe."),
    noted("number-sign-in-a-sentence", "a hash within a CSV text cuts nothing", "Cumplir el acuerdo #4 de la sesión."),
    noted("word-null-in-a-sentence", "«null» in lower case is a word in a sentence", "El efecto fue casi null, según dijo."),
    noted("percent-in-a-text", "a text may have a percentage", "Llegar al 70 % de las fugas."),
    noted("equals-inside", "an equals sign within a text is no formula", "Bajar a 3 días (meta = 3)."),
    noted("at-inside", "an at sign within a text is no formula", "Avisar en la cuenta @obras del municipio."),
    noted("quotes-inside", "quotes of every kind are text", "Poner el letrero «agua», \"fuga\" y 'pozo'."),
    noted("commas-and-lines", "a quoted cell may have commas and line ends", "Contratar, comprar,\ny avisar; luego revisar."),
    noted("emoji-of-a-family", "the joiner within an emoji is part of it", "Hacer una jornada para familias 👩‍👩‍👧‍👦 en el parque."),
    noted("flags-and-skin", "emoji with modifiers are assigned characters", "Agradecer a la brigada 👍🏽."),
    noted("indigenous-letters", "letters of Rarámuri and other languages of Mexico", "Traducirlo al rarámuri: mapu regá kʼo."),
    noted("greek-letter-of-a-unit", "µ and Ω are units", "Medir 5 µg/L y 10 Ω en el pozo."),
    noted("superscripts", "m² and m³ are units", "Pintar 30 m² y medir 4 m³."),
    noted("minus-sign-of-typography", "a typographic minus within a text", "Bajó −2 días en marzo."),
    noted("long-address", "a text may give an address", "Ver https://www.example.org/plan?a=1&b=2#c para más."),
    noted("law-with-numbers", "an article of a law is no person's number", "Cumplir el artículo 70, fracción XXVIII, inciso A."),
    noted("folio-of-18-figures", "eighteen figures without a word that names them and a false check digit",
        "El folio es 330026724000000001."),
    noted("licence-plate-of-a-unit", "the number of a vehicle of the municipality is public", "Reparar la unidad PIPA-07."),
    noted("company-rfc", "the RFC of a company has twelve characters and is public", "Contratar a ABC010101AB1."),
    noted("toll-free", "an institution's free telephone is public", "Atender reportes en el 800 000 0000."),
    noted("street-of-a-public-place", "the address of a public building is public",
        "Atender en el Palacio Municipal, Plaza Principal sin número."),
    noted("html-words", "a text that explains a sign keeps it", "Escribir «<» o «>» según sea menor o mayor."),
    noted("accent-decomposed", "an accent typed in two characters is the same text once read",
        unicodedata.normalize("NFD", "Contratar una cuadrilla más, según el acuerdo de la sesión.")),
    noted("edge-spaces", "spaces at the edges are trimmed when they are read, and said once", "  Contratar una cuadrilla  "),
    noted("two-dots-and-more", "three dots and dashes are text", "Contratar… —si hay presupuesto— una cuadrilla."),
    noted("long-sentence", "a cell of 3,000 characters is long and allowed", ("Contratar una cuadrilla. " * 120).strip()),
)  # fmt: skip

NUMBERS = (
    good("number-7.0", "7.0 and 7 are the same number", cell("avances", 3, "valor", "7.0")),
    good("number-with-13-decimals", "a mean has as many decimals as it has", cell("avances", 3, "valor", "7.3333333333333")),
    good("number-zero", "zero is a value and not an empty cell", cell("avances", 3, "valor", "0")),
    good("number-negative", "an indicator may go below zero", cell("actividades", 3, "linea_base", "-2"),
        cell("avances", 3, "valor", "-1"), cell("avances", 6, "valor", "-1")),
    good("id-agua-24", "a key that ends in 24 is no date", rewrite(table("actividades"), lambda t: t.replace("parque-1,",
        "agua-24,")), rewrite(table("lugares"), lambda t: t.replace("parque-1,", "agua-24,"))),
    good("leap-day", "2024 was a leap year", cell("comentarios", 2, "respondido", "2024-02-29")),
    good("year-only", "a partial date may be a year", cell("compromisos", 4, "inicio", "2024"),
        cell("compromisos", 4, "fin", "2024")),
    good("attendance-unknown", "an empty cell is «no datum»", *(cell("sesiones", 2, name, "") for name in
        ("asistentes", "mujeres", "hombres", "sexo_no_dicho", "de_gobierno", "de_sociedad_civil"))),
)  # fmt: skip

SHAPES_OF_FILES = (
    good("byte-order-mark", "Excel writes one when it saves as UTF-8", raw(UPDATES, lambda d: b"\xef\xbb\xbf" + d)),
    good("windows-line-ends", "Excel writes CR LF", raw(UPDATES, lambda d: d.replace(b"\n", b"\r\n"))),
    good("no-line-end-last", "the last line may lack its end", raw(UPDATES, lambda d: d.rstrip(b"\n"))),
    good("all-quoted", "every cell may be quoted", rewrite(UPDATES, lambda t: "".join(
        ",".join(f'"{each}"' for each in line.split(",")) + "\n" for line in t.splitlines()))),
    good("columns-in-another-order", "columns go by their name", rewrite(table("cortes"), lambda t: "".join(
        ",".join([*line.split(",")[1:], line.split(",")[0]]) + "\n" for line in t.splitlines()))),
    good("rows-in-another-order", "rows go by their key", rewrite(table("pasos"), lambda t: "\n".join(
        [t.splitlines()[0], *reversed(t.splitlines()[1:])]) + "\n")),
    good("empty-rows-last", "a spreadsheet leaves empty rows at the end", rewrite(UPDATES, lambda t: t + "," * 8 + "\n")),
    good("left-by-a-mac", "the file that a Mac leaves is skipped", write(of_plan(".DS_Store"), b"\0\0\0\1Bud1")),
    good("left-by-excel", "the lock of an open workbook is skipped", write(of_plan("~$avances.xlsx"), b"\x05Ana")),
    good("left-by-windows", "the thumbnails of Windows are skipped", write(f"{FOLDER}/Thumbs.db", b"\xd0\xcf\x11\xe0")),
    good("left-by-libreoffice", "the lock of LibreOffice is skipped", write(of_plan(".~lock.avances.csv#"), b",ana,;")),
    good("map-with-a-z", "a third coordinate is a height and is allowed", replace(SHAPES, "[-125.0, 25.0],", "[-125.0, 25.0, 12],")),
    good("map-with-a-mark", "some programs write a byte order mark", raw(SHAPES, lambda d: b"\xef\xbb\xbf" + d)),
)  # fmt: skip

YAMLS = (
    good("yaml-hash-in-quotes", "a hash between quotes is text", replace(SITE, "titulo: Gobierno Abierto de Río Chico",
        'titulo: "Gobierno Abierto #1 de Río Chico"')),
    good("yaml-hash-inside-a-word", "a hash without a space before it is text", replace(SITE,
        "titulo: Gobierno Abierto de Río Chico", "titulo: Gobierno#Abierto de Río Chico")),
    good("yaml-comment-of-a-line", "a line that begins with a hash is a comment", append(SITE, "# quién lo revisa\n")),
    good("yaml-colon-in-quotes", "a colon between quotes is text", replace(NEWS, "titulo: Primer corte publicado",
        'titulo: "Primer corte: qué cambió"')),
    good("yaml-hour-in-a-text", "12:30 is an hour within a text", replace(NEWS, "resumen: Ya se puede",
        "resumen: A las 12:30 ya se puede")),
    good("yaml-no-is-a-text", "«no» is the word that «oficial» admits", replace(SITE, "oficial: no", 'oficial: "no"')),
    good("yaml-block-text", "a text of several lines", replace(SITE, "descripcion: El sitio más pequeño que usa cada tabla. Es un "
        "ejemplo para las pruebas.", "descripcion: >-\n  El sitio más pequeño que usa cada tabla.\n  Es un ejemplo.")),
    good("yaml-windows-line-ends", "an editor of Windows writes CR LF", raw(PACKAGE, lambda d: d.replace(b"\n", b"\r\n"))),
    good("yaml-mark", "Notepad writes a byte order mark", raw(SITE, lambda d: b"\xef\xbb\xbf" + d)),
    good("yaml-document-mark", "a file may begin with ---", raw(SITE, lambda d: b"---\n" + d)),
)  # fmt: skip

PAGES = (
    good("markdown-telephone", "tel: is the address of a telephone of the institution", append(ABOUT,
        "\nLlame al [614 555 0100](tel:+526145550100).\n")),
    good("markdown-mail", "mailto: is the address of the institution's mail", append(ABOUT,
        "\nEscriba a [la Unidad](mailto:transparencia@example.org).\n")),
    good("markdown-code-of-html", "HTML between backticks is shown and not run", append(ABOUT, "\nLa marca `<b>` no se usa.\n")),
    good("markdown-angle-in-words", "a sign between spaces is no tag", append(ABOUT, "\nVale si 3 < 5 y 5 > 3.\n")),
    good("markdown-footnote-like", "brackets with words are text", append(ABOUT, "\nDijo que «sí [se] puede».\n")),
    good("markdown-list-after-a-paragraph", "GitHub shows a list right after a paragraph", append(ABOUT,
        "\nHace tres cosas:\n- publica\n- responde\n- corrige\n")),
    good("markdown-windows-line-ends", "an editor of Windows writes CR LF", raw(ABOUT, lambda d: d.replace(b"\n", b"\r\n"))),
    good("markdown-table-with-empty-cells", "a table may have empty cells", append(ABOUT, "\n| A | B |\n|---|---|\n| 1 | |\n")),
    good("markdown-underscores-in-words", "an underscore within a word is no emphasis", append(ABOUT,
        "\nLa columna se llama siguiente_paso_en.\n")),
    good("markdown-colon-words", "the word «data:» before a space is no address", append(ABOUT,
        "\nEl archivo empieza con «data: nada».\n")),
)  # fmt: skip

DOCUMENTS = (
    good("document-pdf", "a text document without anybody's data", *document("informe.pdf", pdf(text="Informe de marzo."))),
    good("document-same-content", "two documents may be equal, byte for byte", *document("informe.pdf", PDF)),
    good("document-docx", "a text without macros or comments", *document("informe.docx", word("Informe de marzo."))),
    good("document-xlsx", "a workbook without hidden sheets", *document("informe.xlsx", book("Informe de marzo"))),
    good("document-zip", "an archive with a text", *document("informe.zip", zipped({"leeme.txt": "Informe de marzo.\n"}))),
    good("document-png-with-a-gamma", "a chunk that only tells colours", *document("informe.png",
        png(), "alternativo: Un plano azul.", "revisado_por: Archivo", "revisado_el: 2024-03-21")),
    good("document-txt-with-windows-line-ends", "a document is kept just as it was received", *document("informe.txt",
        b"Informe.\r\nDe marzo.\r\n")),
    good("document-of-a-company", "the name and RFC of a company are public", *document("informe.txt",
        b"Contrato con ABC010101AB1, S.A. de C.V.\n")),
    good("document-unlisted-link", "a document may be only an address", replace(MANIFEST,
        "    copia_archivada: https://archivo.example.org/plan\n", "    copia_archivada: https://archivo.example.org/otro\n")),
)  # fmt: skip

CASES: tuple[Case, ...] = (*TEXTS, *NUMBERS, *SHAPES_OF_FILES, *YAMLS, *PAGES, *DOCUMENTS)
