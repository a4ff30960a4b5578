"""Personal data, all of it invented, in every file that is a text and in every disguise."""

# ruff: noqa: E501  a case that fits on a line is easier to compare with its neighbours

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from malformed.case import (
    ABOUT,
    MANIFEST,
    NEWS,
    PACKAGE,
    SITE,
    VISION,
    Case,
    Edit,
    append,
    bad,
    cell,
    of_plan,
    replace,
    row,
    table,
    write,
)
from malformed.documents import INVENTED as CURP
from malformed.maps_and_seals import CATALOGUE, PO, SHAPES
from test_privacy import curp

WITH_ENIE = curp("ÑAÑX890229MCHÑÑÑ0")
RFC = "XAXE900101XX1"
"""Of an invented person: thirteen characters, the first of them nobody's."""
ELECTOR = "XXXXNV90010108M500"
"""The key of an invented voter: six letters, date, state, sex and three figures."""


def luhn(body: str) -> str:
    """The figures with the check digit of cards and of social security numbers."""
    total = 0
    for position, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def clabe(body: str) -> str:
    """The seventeen figures of a bank account with their check digit: weights 3, 7, 1, modulo 10."""
    total = sum(int(digit) * weight % 10 for digit, weight in zip(body, (3, 7, 1) * 6, strict=False))
    return body + str(-total % 10)


CARD, NSS, CLABE = luhn("400000123456789"), luhn("9990000123"), clabe("99918000012345678")
MAIL, TELEPHONE, HOME = (
    "persona.inventada@correo.example",
    "614 555 0123",
    "calle Inventada 123 interior 4, colonia Centro",
)

KINDS: dict[str, str] = {
    "curp": f"Su CURP es {CURP}.",
    "curp-alone": CURP,
    "curp-with-enie": f"Asistió {WITH_ENIE}.",
    "rfc": f"Su RFC es {RFC}.",
    "rfc-alone": RFC,
    "elector": f"Su clave de elector es {ELECTOR}.",
    "clabe": f"Su CLABE es {CLABE}.",
    "clabe-alone": f"Deposite en {CLABE}, por favor.",
    "card": f"Su tarjeta es {CARD}.",
    "card-grouped": f"Tarjeta {CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:]}.",
    "nss": f"Su NSS es {NSS}.",
    "nss-social": f"Número de seguridad social: {NSS}.",
    "mail": f"Escriba a {MAIL}.",
    "telephone": f"Llame a su celular {TELEPHONE}.",
    "home": f"Vive en la {HOME}.",
}
"""A sentence with each kind; the last three may be told as a warning."""
TOLD = {"mail", "telephone", "home"}


def full_width(value: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in value)


DISGUISES: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "spaces": " ".join,
    "hyphens": "-".join,
    "in-groups": lambda value: f"{value[:4]} {value[4:10]} {value[10:]}",
    "line-end": lambda value: f"{value[:10]}\n{value[10:]}",
    "zero-width": "\u200b".join,
    "soft-hyphens": "\u00ad".join,
    "full-width": full_width,
    "hard-space": lambda value: f"{value[:4]}\u00a0{value[4:]}",
    "entities": lambda value: "".join(f"&#{ord(each)};" for each in value),
    "entity-in-the-middle": lambda value: value[:10] + "&shy;" + value[10:],
    "o-for-zero": lambda value: value.replace("0", "O"),
    "i-for-one": lambda value: value.replace("1", "I"),
    "cyrillic": lambda value: value.replace("X", "\u0425").replace("A", "\u0410"),
    "bold-letters": lambda value: "".join(chr(ord(each) - 65 + 0x1D400) if each.isalpha() else each for each in value),
    "markdown": lambda value: f"{value[:9]}**{value[9:]}**",
}

COMMENTS, DIFFICULTY = table("comentarios"), table("avances")


def split_in_two(*columns: str) -> tuple[Edit, ...]:
    parts = (CURP[:10], CURP[10:])
    return tuple(cell("avances", 6, column, part) for column, part in zip(columns, parts, strict=True))


PLACES: tuple[tuple[str, Edit | tuple[Edit, ...], str, str], ...] = (
    ("table", cell("comentarios", 4, "texto", f"Soy {CURP}."), COMMENTS, "4"),
    ("table-note", cell("pasos", 2, "nota", f"Firma {CURP}"), table("pasos"), "2:nota"),
    ("table-member", cell("integrantes", 2, "nombre", f"Persona inventada {CURP}"), table("integrantes"), "2:nombre"),
    ("table-own", cell("recorridos", 2, "lugar", f"Casa de {CURP}"), table("recorridos"), "2:lugar"),
    ("table-as-id", cell("comentarios", 4, "id", f"comentario-{CURP.lower()}"), COMMENTS, "4"),
    ("table-header", cell("avances", 2, CURP, "x"), DIFFICULTY, "1"),
    ("table-address", cell("fuentes", 2, "direccion", f"https://example.org/curp/{CURP}"), table("fuentes"), "2:direccion"),
    ("table-address-encoded", cell("fuentes", 2, "direccion", f"https://example.org/?c={CURP[:5]}%2D{CURP[5:]}"),
     table("fuentes"), "2:direccion"),
    ("table-two-cells", split_in_two("dificultad", "siguiente_paso"), DIFFICULTY, "6"),
    ("table-a-date-cell", cell("avances", 2, "terminado", CURP), DIFFICULTY, "2:terminado"),
    ("table-a-mail-cell", cell("instituciones", 2, "contacto", CURP), table("instituciones"), "2:contacto"),
    ("table-a-word-cell", cell("instituciones", 2, "sector", CURP), table("instituciones"), "2:sector"),
    ("table-a-reference", cell("avances", 7, "actividad", CURP.lower()), DIFFICULTY, "7:actividad"),
    ("table-a-line-too-long", row("avances", f"2024-06,calles-1,,,,,,,,,{CURP}"), DIFFICULTY, "8"),
    ("settings", replace(SITE, "descripcion: El sitio más pequeño", f"descripcion: Por {CURP}. El sitio más pequeño"), SITE, "3"),
    ("settings-contact", replace(SITE, "  area: Unidad de Transparencia", f"  area: Unidad de {CURP}"), SITE, "16"),
    ("settings-comment", append(SITE, f"# lo hizo {CURP}\n"), SITE, "18"),
    ("settings-key", append(SITE, f"{CURP}: x\n"), SITE, "18"),
    ("plan", replace(PACKAGE, "quien: La Tesorería", f"quien: {CURP}"), PACKAGE, ""),
    ("manifest", replace(MANIFEST, "title: Acta de la sesión 2", f"title: Acta de {CURP}"), MANIFEST, ""),
    ("manifest-words-of-a-picture", replace(MANIFEST, "Un plano azul del parque.", f"Retrato de {CURP}."), MANIFEST, ""),
    ("manifest-link", replace(MANIFEST, "enlace: https://www.example.org/plan", f"enlace: https://www.example.org/{CURP}"),
     MANIFEST, ""),
    ("page", append(ABOUT, f"\nLo hace {CURP}.\n"), ABOUT, "8"),
    ("page-link-address", append(ABOUT, f"\n[la ficha](https://example.org/{CURP})\n"), ABOUT, "8"),
    ("page-link-title", append(ABOUT, f"\n[la ficha](https://example.org/ \"{CURP}\")\n"), ABOUT, "8"),
    ("page-code", append(ABOUT, f"\nEscriba `{CURP}`.\n"), ABOUT, "8"),
    ("page-heading", append(ABOUT, f"\n## {CURP}\n"), ABOUT, "8"),
    ("page-table", append(ABOUT, f"\n| Nombre | Clave |\n|---|---|\n| Persona inventada | {CURP} |\n"), ABOUT, "10"),
    ("page-table-two-cells", append(ABOUT, f"\n| A | B |\n|---|---|\n| {CURP[:10]} | {CURP[10:]} |\n"), ABOUT, "10"),
    ("front-matter", replace(ABOUT, "titulo: Acerca de este sitio", f"titulo: Acerca de {CURP}"), ABOUT, "2"),
    ("news", append(NEWS, f"\nLa firma {CURP}.\n"), NEWS, "9"),
    ("news-summary", replace(NEWS, "resumen: Ya", f"resumen: De {CURP}. Ya"), NEWS, "4"),
    ("text-of-the-plan", append(VISION, f"\nLa firma {CURP}.\n"), VISION, "9"),
    ("glossary", append("content/glosario.md", f"\nEjemplo\n:   {CURP}\n"), "content/glosario.md", "11"),
    ("synonyms", replace("content/sinonimos.yaml", "queja, denuncia", f"queja, {CURP}"), "content/sinonimos.yaml", "2"),
    ("moves", append("content/direcciones.yaml", f"  - de: /{CURP}/\n    motivo: Se quitó.\n"), "content/direcciones.yaml", "4"),
    ("addresses", append("content/direcciones.txt", f"/{CURP.lower()}/\n"), "content/direcciones.txt", "6"),
    ("map", replace(SHAPES, '"nombre": "Centro"', f'"nombre": "Casa de {CURP}"'), SHAPES, "4"),
    ("schema", replace(of_plan("recorridos.schema.json"), "Recorridos por las calles", f"Recorridos de {CURP} por las calles"),
     of_plan("recorridos.schema.json"), ""),
    ("catalogue", write(PO, f'{CATALOGUE}msgid "Inicio"\nmsgstr "{CURP}"\n'), PO, "6"),
    ("theme", append("themes/propio/theme.yaml", f"tarjeta: Retrato de {CURP}\n"), "themes/propio/theme.yaml", "3"),
    ("style", append("themes/propio/static/propio.css", f"/* {CURP} */\n"), "themes/propio/static/propio.css", "2"),
    ("name-of-a-page", write(f"content/{CURP.lower()}.md", "---\ntitulo: x\n---\nTexto.\n"), "content", ""),
)  # fmt: skip


def number_in(sentence: str) -> str:
    """The key or number that a sentence gives in one piece, which no message may repeat; "" if there is none."""
    return next((word for each in sentence.split() if len(word := each.strip(".,")) > 9 and word[-2].isdigit()), "")


CASES: tuple[Case, ...] = (
    *(bad(f"person.kind.{name}", "personal", cell("avances", 6, "dificultad", value), DIFFICULTY, "6:dificultad",
          warns=name in TOLD, secret=number_in(value))
      for name, value in KINDS.items()),
    *(bad(f"person.page.{name}", "personal", append(ABOUT, f"\n{value}\n"), ABOUT, "8", warns=name in TOLD)
      for name, value in KINDS.items() if not name.endswith("-alone")),
    *(bad(f"person.cell.{name}", "disguise", cell("avances", 6, "dificultad", hide(CURP)), DIFFICULTY, "6", secret=CURP)
      for name, hide in DISGUISES.items()),
    *(bad(f"person.text.{name}", "disguise", append(ABOUT, f"\nLo hace {hide(CURP)}.\n"), ABOUT, "8", secret=CURP)
      for name, hide in DISGUISES.items()),
    *(bad(f"person.rfc.{name}", "disguise", cell("avances", 6, "dificultad", hide(RFC)), DIFFICULTY, "6", secret=RFC)
      for name, hide in DISGUISES.items() if name in ("spaces", "hyphens", "line-end", "zero-width", "full-width", "entities")),
    *(bad(f"person.clabe.{name}", "disguise", append(ABOUT, f"\nCLABE: {hide(CLABE)}\n"), ABOUT, "8", secret=CLABE)
      for name, hide in DISGUISES.items() if name in ("spaces", "hyphens", "line-end", "zero-width", "full-width", "entities")),
    *(bad(f"person.in.{name}", "personal", edit, file, at, secret=CURP) for name, edit, file, at in PLACES),
)  # fmt: skip
assert unicodedata.is_normalized("NFC", WITH_ENIE)
