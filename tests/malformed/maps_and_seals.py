"""Maps, seals and their register, lists of addresses, catalogues of translations, themes, and options of the command."""

# ruff: noqa: E501  a case that fits on a line is easier to compare with its neighbours

from __future__ import annotations

import hashlib

from malformed.case import SITE, Case, Files, Link, append, bad, of_plan, raw, remove, replace, rewrite, write
from malformed.csv_files import recoded
from support import ROOT

SHAPES, ADDRESSES, REGISTER = of_plan("lugares.geojson"), "content/direcciones.txt", of_plan("sellos.txt")
MARCH, JUNE = of_plan("sellos/2024-03"), of_plan("sellos/2024-06")
RING = "[[-125.01, 25.0], [-125.0, 25.0], [-125.0, 25.01], [-125.01, 25.01], [-125.01, 25.0]]"
GEOMETRY = f'"geometry": {{"type": "Polygon", "coordinates": [{RING}]}}'
FEATURE = f'{{"type": "Feature", "id": "centro", "properties": {{"nombre": "Centro"}}, {GEOMETRY}}}'

FIGURES: dict[str, tuple[str, str]] = {
    "ring-open": (", [-125.01, 25.0]]", "]"),
    "ring-of-three": (RING, "[[-125.01, 25.0], [-125.0, 25.0], [-125.01, 25.0]]"),
    "latitude-first": (RING, "[[25.0, -125.01], [25.0, -125.0], [25.01, -125.0], [25.01, -125.01], [25.0, -125.01]]"),
    "in-metres": (RING, "[[389412.5, 3169312.8], [389512.5, 3169312.8], [389512.5, 3169412.8], [389412.5, 3169312.8]]"),
    "out-of-range": ("[-125.01, 25.01]", "[-125.01, 95.01]"),
    "nan": ("[-125.01, 25.01]", "[-125.01, NaN]"),
    "infinite": ("[-125.01, 25.01]", "[-125.01, Infinity]"),
    "too-large": ("[-125.01, 25.01]", "[-125.01, 1e400]"),
    "text": ("[-125.01, 25.01]", '["-125.01", "25.01"]'),
    "null": ("[-125.01, 25.01]", "[null, null]"),
    "one-number": ("[-125.01, 25.01]", "[-125.01]"),
    "decimal-comma": ("[-125.01, 25.01]", "[-125,01, 25,01]"),
    "point": (GEOMETRY, '"geometry": {"type": "Point", "coordinates": [-125.0, 25.0]}'),
    "collection-of-geometries": (GEOMETRY, '"geometry": {"type": "GeometryCollection", "geometries": []}'),
    "nesting-of-a-line": (GEOMETRY, f'"geometry": {{"type": "LineString", "coordinates": [{RING}]}}'),
    "kind-in-capitals": ('"type": "Polygon"', '"type": "POLYGON"'),
    "no-geometry": (GEOMETRY, '"geometry": null'),
    "no-id": ('"id": "centro", ', ""),
    "id-twice": (FEATURE, f"{FEATURE},\n{FEATURE}"),
    "id-number": ('"id": "centro"', '"id": 7'),
    "id-of-nobody": ('"id": "centro"', '"id": "Centro"'),
    "key-twice": ('"id": "centro"', '"id": "otro", "id": "centro"'),
    "not-a-feature": ('"type": "Feature",', '"type": "Figura",'),
    "not-a-collection": ('"FeatureCollection"', '"Topology"'),
    "single-quotes": ('"FeatureCollection"', "'FeatureCollection'"),
    "comma-last": (FEATURE, f"{FEATURE},"),
    "comment": (FEATURE, f"// el centro\n{FEATURE}"),
    "other-reference-system": (
        '"features"',
        '"crs": {"type": "name", "properties": {"name": "EPSG:32613"}}, "features"',
    ),
    "no-figures": (FEATURE, ""),
    "ring-empty": (RING, "[]"),
    "depth": (RING, "[" * 100_000),
    "two-documents": ('"FeatureCollection"', '"FeatureCollection"}{"type": "FeatureCollection"'),
}

MAPS = (
    *(bad(f"map.{name}", "map", replace(SHAPES, old, new), f"{SHAPES}|{of_plan('lugares.csv')}") for name, (old, new) in FIGURES.items()),
    bad("map.empty", "map", write(SHAPES, b""), SHAPES),
    bad("map.utf-16", "encoding", recoded(SHAPES, "utf-16"), SHAPES),
    bad("map.kml", "map", write(SHAPES, "<kml><Document/></kml>\n"), SHAPES, "1"),
    bad("map.shapefile-zip", "map", write(SHAPES, b"PK\x03\x04" + b"\0" * 60), SHAPES),
    bad("map.gone", "map", remove(SHAPES), f"{of_plan('lugares.csv')}|{SHAPES}"),
    bad("map.cut", "map", rewrite(SHAPES, lambda t: t[:150]), SHAPES),
    bad("map.another-name", "name", write(of_plan("mapa.geojson"), "{}\n"), of_plan("mapa.geojson")),
    bad("map.link", "name", write(SHAPES, Link("/etc/hostname")), SHAPES),
    bad("map.two-mega", "budget", rewrite(SHAPES, lambda t: t.replace(RING, "[[-125.01, 25.0], " +
        "[-125.0, 25.0], " * 140_000 + "[-125.01, 25.0]]")), SHAPES),
)  # fmt: skip


def summed_again(folder: str):  # type: ignore[no-untyped-def]
    """An edit that makes the sums of a seal anew, as somebody who covers a change would."""

    def edit(files: Files) -> None:
        lines = []
        for line in bytes(files[f"{folder}/SHA256SUMS"]).decode().splitlines():  # type: ignore[arg-type]
            name = line[66:]
            content = files.get(f"{folder}/{name}")
            lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}" if isinstance(content, bytes) else line)
        files[f"{folder}/SHA256SUMS"] = ("\n".join(lines) + "\n").encode()

    return edit


FIRST = "b1c822642a9fb5e970f9c818101a437b27bb15fdd0eb288766de95dbafc398a5  cortes/2024-03/SHA256SUMS\n"
SEALS = (
    bad("seal.sealed-value-changed", "seal", replace(of_plan("avances.csv"), "2024-03,agua-2,7,", "2024-03,agua-2,6,"),
        of_plan("avances.csv"), "3:valor", sealed=True),
    bad("seal.sealed-row-taken-out", "seal", rewrite(of_plan("avances.csv"), lambda t: t.replace(
        "2024-03,calles-1,0,no_iniciado,SIN AVANCE,,,,\n", "")), of_plan("avances.csv"), sealed=True),
    bad("seal.promise-changed", "seal", replace(of_plan("compromisos.csv"), "Parque para todas", "Parque para casi todas"),
        of_plan("compromisos.csv"), "4:titulo_corto", sealed=True),
    bad("seal.date-changed", "seal", replace(of_plan("actividades.csv"), "2024-11-30", "2024-12-30"),
        of_plan("actividades.csv"), "5:fin", sealed=True),
    bad("seal.target-changed", "seal", replace(of_plan("actividades.csv"), "rampas,0,3", "rampas,0,1"),
        of_plan("actividades.csv"), "5:meta", sealed=True),
    bad("seal.digit-of-a-sealed-file", "seal", replace(f"{MARCH}/avances.csv", "agua-2,7,", "agua-2,8,"), MARCH, sealed=True),
    bad("seal.digit-covered", "seal", (replace(f"{MARCH}/avances.csv", "agua-2,7,", "agua-2,8,"), summed_again(MARCH)),
        f"{MARCH}|{JUNE}|{REGISTER}|{of_plan('avances.csv')}", sealed=True),
    bad("seal.line-ends-changed", "seal", raw(f"{MARCH}/avances.csv", lambda d: d.replace(b"\r\n", b"\n")
        if b"\r\n" in d else d.replace(b"\n", b"\r\n")), MARCH, sealed=True),
    bad("seal.sums-with-windows-line-ends", "seal", raw(f"{MARCH}/SHA256SUMS", lambda d: d.replace(b"\n", b"\r\n")),
        f"{MARCH}|{JUNE}|{REGISTER}", sealed=True),
    bad("seal.sums-that-are-no-sums", "seal", append(f"{MARCH}/SHA256SUMS", "fin\n"), MARCH, sealed=True),
    bad("seal.sums-in-capitals", "seal", rewrite(f"{MARCH}/SHA256SUMS", str.upper), MARCH, sealed=True),
    bad("seal.sums-that-leave", "seal", append(f"{MARCH}/SHA256SUMS", f"{'0' * 64}  ../../../../content/sitio.yaml\n"),
        MARCH, sealed=True),
    bad("seal.sums-empty", "seal", write(f"{MARCH}/SHA256SUMS", b""), MARCH, sealed=True),
    bad("seal.sums-utf-16", "encoding", recoded(f"{MARCH}/SHA256SUMS", "utf-16"), MARCH, sealed=True),
    bad("seal.file-gone", "seal", remove(f"{MARCH}/avances.csv"), MARCH, sealed=True),
    bad("seal.file-too-many", "seal", write(f"{MARCH}/notas.txt", "Notas.\n"), MARCH, sealed=True),
    bad("seal.first-one-gone", "seal", lambda files: [files.pop(each) for each in list(files) if each.startswith(MARCH)],
        f"{JUNE}|{REGISTER}|{MARCH}", sealed=True),
    bad("seal.of-no-cut", "seal", lambda files: files.update({each.replace(JUNE, of_plan("sellos/2024-09")): files[each]
        for each in list(files) if each.startswith(JUNE)}), of_plan("sellos/2024-09"), sealed=True),
    bad("seal.format-unknown", "seal", (write(f"{JUNE}/formato.txt", "99\n"), summed_again(JUNE)), f"{JUNE}|{REGISTER}",
        sealed=True),
    bad("seal.cut-moved", "seal", replace(of_plan("cortes.csv"), "2024-06,2024-06-30", "2024-06,2024-06-29"),
        of_plan("cortes.csv"), "3:fecha", sealed=True),
    bad("seal.link", "name", write(f"{MARCH}/avances.csv", Link("../../avances.csv")), MARCH, sealed=True),
    bad("seal.time-stamp-that-is-none", "seal", write(f"{MARCH}/SHA256SUMS.tsr", b"\x30\x03\x02\x01\x00"), MARCH, sealed=True),
    bad("seal.certificates-alone", "seal", write(f"{MARCH}/SHA256SUMS.pem", "-----BEGIN CERTIFICATE-----\n"), MARCH,
        sealed=True),
    bad("register.line-taken-out", "seal", replace(REGISTER, FIRST, ""), f"{REGISTER}|{MARCH}", sealed=True),
    bad("register.line-twice", "seal", rewrite(REGISTER, lambda t: FIRST + t), REGISTER, "2", sealed=True),
    bad("register.order", "seal", rewrite(REGISTER, lambda t: "\n".join(reversed(t.splitlines())) + "\n"), REGISTER,
        sealed=True),
    bad("register.digit", "seal", replace(REGISTER, "b1c8", "b1c9"), f"{REGISTER}|{MARCH}", sealed=True),
    bad("register.no-register", "seal", append(REGISTER, "hola\n"), REGISTER, "3", sealed=True),
    bad("register.path-that-leaves", "seal", append(REGISTER, f"{'0' * 64}  ../../../SHA256SUMS\n"), REGISTER, "3",
        sealed=True),
    bad("register.cut-never-sealed", "seal", append(REGISTER, f"{'0' * 64}  cortes/2024-09/SHA256SUMS\n"), REGISTER, "3",
        sealed=True),
    bad("register.nul", "encoding", raw(REGISTER, lambda d: d + b"\0\0\n"), REGISTER, "3", sealed=True),
)  # fmt: skip

LISTS = (
    bad("addresses.gone", "address", append(ADDRESSES, "/transparencia/\n"), ADDRESSES, "6"),
    bad("addresses.plan-gone", "address", append(ADDRESSES, "/plan-2021/\n/plan-2021/tablero/\n"), ADDRESSES),
    bad("addresses.cp1252", "encoding", raw(ADDRESSES, lambda d: d + b"/informaci\xf3n/\n"), ADDRESSES, "6"),
    bad("addresses.utf-16", "encoding", recoded(ADDRESSES, "utf-16"), ADDRESSES),
    bad("addresses.nul", "encoding", raw(ADDRESSES, lambda d: d + b"/a\0b/\n"), ADDRESSES, "6"),
    bad("addresses.no-address", "address", append(ADDRESSES, "Lista de direcciones\n"), ADDRESSES, "6"),
    bad("addresses.leaves", "address", append(ADDRESSES, "/../../etc/hostname\n"), ADDRESSES, "6"),
    bad("addresses.of-another-site", "address", append(ADDRESSES, "https://x.example/acerca/\n"), ADDRESSES, "6"),
)

PO = "content/idiomas/fr.po"
CATALOGUE = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
CATALOGUES = (
    bad("catalogue.mark-not-in-the-original", "catalogue", write(PO, CATALOGUE + 'msgid "Inicio"\nmsgstr "Accueil %(n)s"\n'),
        PO),
    bad("catalogue.not-a-catalogue", "catalogue", write(PO, "Bonjour\n"), PO, "1"),
    bad("catalogue.quote-not-closed", "catalogue", write(PO, CATALOGUE + 'msgid "Inicio\nmsgstr "Accueil"\n'), PO, "5"),
    bad("catalogue.latin-1", "encoding", write(PO, (CATALOGUE + 'msgid "Días"\nmsgstr "Journées"\n').encode("latin-1")), PO,
        "5"),
    bad("catalogue.charset-false", "catalogue", write(PO, CATALOGUE.replace("UTF-8", "klingon")), PO),
    bad("catalogue.twice", "catalogue", write(PO, CATALOGUE + 'msgid "Inicio"\nmsgstr "Accueil"\n\nmsgid "Inicio"\n'
        'msgstr "Début"\n'), PO),
    bad("catalogue.empty", "catalogue", write(PO, b""), PO, warns=True),
    bad("catalogue.nul", "encoding", write(PO, CATALOGUE + 'msgid "Inicio"\nmsgstr "Acc\0ueil"\n'), PO, "6"),
    bad("catalogue.compiled", "name", write("content/idiomas/fr.mo", b"\xde\x12\x04\x95"), "content/idiomas/fr.mo"),
    bad("catalogue.name-in-words", "name", write("content/idiomas/frances.po", CATALOGUE), "content/idiomas/frances.po"),
    bad("catalogue.of-spanish", "name", write("content/idiomas/es.po", CATALOGUE), "content/idiomas/es.po"),
    bad("catalogue.workbook", "catalogue", write(PO, b"PK\x03\x04" + bytes(range(200, 256))), PO),
    bad("catalogue.language-without-one", "catalogue", replace(SITE, "idiomas: [es]", "idiomas: [es, eo]"), SITE),
)  # fmt: skip

LAYOUT, SHEET = "themes/propio/templates/content.html", "themes/propio/static/propio.css"
TEMPLATES: dict[str, str] = {
    "tag-not-closed": "{% if page %}hola",
    "brace-not-closed": "{{ page.title ",
    "unknown-tag": "{% inventado %}",
    "unknown-filter": "{{ 'a' | inventado }}",
    "undefined": "{{ inventada }}",
    "undefined-part": "{{ inventada.parte }}",
    "end-too-many": "{% endif %}",
    "parent-not-there": "{% extends 'inventada.html' %}",
    "includes-itself": "{% include 'content.html' %}",
    "extends-itself": "{% extends 'content.html' %}",
    "part-not-there": "{% include 'inventada.html' %}",
    "outside": "{% include '../../../content/sitio.yaml' %}",
    "absolute": "{% include '/etc/hostname' %}",
    "division-by-zero": "{{ 1 // 0 }}",
    "no-page": "hola",
}
WITHIN: dict[str, str] = {
    "script-within": "<script>alert(1)</script>",
    "style-within": "<p style='color: red'>hola</p>",
    "script-elsewhere": "<script src='https://x.example/a.js'></script>",
    "image-elsewhere": "<img src='https://x.example/a.png' alt=''>",
}
"""What is added to the foot of every page."""
FOOT = "themes/propio/templates/footer.html"
SHEETS: dict[str, str] = {
    "import": "@import 'https://x.example/a.css';\n",
    "import-url": "@import url(//x.example/a.css);\n",
    "url": "body { background: url(https://x.example/a.png) }\n",
    "url-without-scheme": "body { background: url('//x.example/a.png') }\n",
    "image-set": "body { background: image-set('https://x.example/a.png' 1x) }\n",
    "font": "@font-face { font-family: a; src: url(https://fonts.example/a.woff2) }\n",
    "escaped": "body { background: u\\72l(https://x.example/a.png) }\n",
}

THEMES = (
    *(bad(f"template.{name}", "theme", write(LAYOUT, value + "\n"), LAYOUT) for name, value in TEMPLATES.items()),
    *(bad(f"template.{name}", "theme", write(FOOT, (ROOT / "themes/base/templates/footer.html").read_text("utf-8") + value),
          FOOT) for name, value in WITHIN.items()),
    *(bad(f"style.{name}", "theme", append(SHEET, value), SHEET) for name, value in SHEETS.items()),
    bad("template.latin-1", "encoding", write(LAYOUT, "{# información #}".encode("latin-1")), LAYOUT),
    bad("template.link", "theme", write(LAYOUT, Link("/etc/hostname")), LAYOUT),
    bad("template.folder-link", "theme", write("themes/propio/templates", Link("/etc")), "themes/propio/templates"),
    bad("style.link", "theme", write("themes/propio/static/otra.css", Link("/etc/hostname")), "themes/propio/static/otra.css"),
    bad("theme.name-with-a-hash", "name", write("themes/propio/static/a#b.css", "a { }\n"), "themes/propio/static/a#b.css"),
    bad("theme.name-with-a-question", "name", write("themes/propio/static/a?.css", "a { }\n"), "themes/propio/static/a?.css"),
    bad("theme.names-by-case", "name", (write("themes/propio/static/A.css", "a { }\n"), write("themes/propio/static/a.css",
        "b { }\n")), "themes/propio/static/A.css|themes/propio/static/a.css"),
    bad("theme.folder-of-content", "name", lambda files: files.update({"content/plantillas/a.html": b"<p>a</p>\n"}),
        "content/plantillas"),
)  # fmt: skip

ORDERS: dict[str, tuple[str, ...]] = {
    "base-url-without-scheme": ("--base-url", "example.org"),
    "base-url-with-a-user": ("--base-url", "https://ana:secreto@example.org/"),
    "base-url-with-a-query": ("--base-url", "https://example.org/?a=1"),
    "base-url-script": ("--base-url", "javascript:alert(1)"),
    "base-url-line-end": ("--base-url", "https://example.org/\n"),
    "processes-none": ("--procesos", "0"),
    "processes-arabic": ("--procesos", "٢"),
    "host-unknown": ("--para-host", "geocities"),
    "against-nothing": ("--contra", ""),
    "against-not-encrypted": ("--contra", "http://example.org/"),
    "strict-alone": ("--estricto",),
    "format-unknown": ("--format", "xml"),
    "option-misspelt": ("--exclude-dema",),
    "option-cut": ("--exclude",),
}
COMMANDS = tuple(bad(f"command.{name}", "command", (), arguments=words, code=2) for name, words in ORDERS.items())

CASES: tuple[Case, ...] = (*MAPS, *SEALS, *LISTS, *CATALOGUES, *THEMES, *COMMANDS)
