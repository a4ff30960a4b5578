"""Pages, news and texts whose Markdown is broken, would lose something, or leads where there is nothing."""

# ruff: noqa: E501  a case that fits on a line is easier to compare with its neighbours

from __future__ import annotations

from malformed.case import ABOUT, NEWS, VISION, Case, append, bad, of_plan, remove, replace, rewrite, write
from malformed.csv_files import recoded

LINE = "8"
"""The line of `content/acerca.md` where what is added stands, after an empty one."""

LOST: dict[str, str] = {
    "script": "<script>alert(1)</script>",
    "script-in-capitals": "<SCRIPT SRC=https://x.example/a.js></SCRIPT>",
    "iframe": "<iframe src='https://x.example'></iframe>",
    "event": '<p onclick="alert(1)">Pulse</p>',
    "svg": "<svg onload=alert(1)></svg>",
    "style": "<style>body { display: none }</style>",
    "form": "<form action='https://x.example'><input name=curp></form>",
    "raw-bold": "Un texto con <b>negritas</b> de HTML.",
    "raw-line-end": "Un renglón<br>y otro.",
    "raw-table": "<table><tr><td>1</td></tr></table>",
    "comment": "Un texto <!-- y una nota --> más.",
    "meta-refresh": "<meta http-equiv=refresh content='0;url=https://x.example'>",
    "base": "<base href='https://x.example/'>",
    "attribute-list": "Un texto.\n{: onclick='alert(1)' }",
    "link-script": "[pulse](javascript:alert(1))",
    "link-script-entity": "[pulse](javascript&colon;alert(1))",
    "link-script-numeric-entity": "[pulse](&#106;avascript:alert(1))",
    "link-script-with-a-tab": "[pulse](<java\tscript:alert(1)>)",
    "link-script-capitals": "[pulse](JaVaScRiPt:alert(1))",
    "link-script-reference": "[pulse][x]\n\n[x]: javascript:alert(1)",
    "link-script-bare": "<javascript:alert(1)>",
    "link-vbscript": "[pulse](vbscript:msgbox(1))",
    "link-data": "[pulse](data:text/html;base64,PHNjcmlwdD4=)",
    "link-file": "[el archivo](file:///etc/hostname)",
    "link-disk": "[el archivo](C:\\Users\\Ana\\plan.docx)",
    "link-ftp": "[el archivo](ftp://example.org/plan.pdf)",
    "link-blob": "[el archivo](blob:https://x.example/1)",
    "link-with-a-user": "[el plan](https://ana:secreto@example.org/plan)",
    "link-that-deceives": "[el municipio](https://municipio.gob.mx@x.example/)",
    "link-without-a-host": "[el plan](https:///plan)",
    "link-port": "[el plan](https://example.org:99999/)",
    "link-with-a-space": "[el plan](https://example.org/el plan)",
    "link-empty": "[el plan]()",
    "link-to-nothing": "[el plan][no-existe]",
    "link-not-closed": "[el plan](https://example.org/plan",
    "image-elsewhere": "![Mapa](https://x.example/mapa.png)",
    "image-data": "![Punto](data:image/gif;base64,R0lGODlhAQABAAAAACw=)",
    "image-without-words": "![](/static/tarjeta.png)",
    "image-not-there": "![Mapa del parque](mapa-del-parque.png)",
    "first-level-heading": "# Otro título de la página",
    "first-level-heading-underlined": "Otro título de la página\n========================",
    "sixth-level-heading": "###### Un detalle",
    "footnote-to-nothing": "Lo dice el plan.[^1]",
    "override": "Un texto \u202eséver la.",
    "zero-width": "Un tex\u200bto.",
    "nul": "Un tex\0to.",
    "escape": "Un \x1b[31mtexto\x1b[0m.",
    "private-use": "Un texto \ue000.",
    "line-separator": "Un texto\u2028y otro.",
    "fence-not-closed": "```\nUn ejemplo que nunca termina.\n\n## Un título que se pierde",
    "conflict-marks": "<<<<<<< HEAD\nUn texto.\n=======\nOtro.\n>>>>>>> otra",
    "front-matter-again": "---\ntitulo: Otra vez\n---",
}
"""What is added to the end of a page; its first line is that of the fault."""

TOLD = {"first-level-heading", "first-level-heading-underlined", "sixth-level-heading", "front-matter-again"}
"""Those that may be kept in another form, if it is said."""

DAMAGED: dict[str, str] = {
    "mojibake": "La informaciÃ³n es pÃºblica.",
    "replacement-sign": "La informaci\ufffdn es p\ufffdblica.",
    "entities": "La informaci&oacute;n es p&uacute;blica.",
    "excel-error": "El avance es #¡REF! en marzo.",
    "null": "El avance es NULL en marzo.",
}

LINKS: dict[str, str] = {
    "page": "[el tablero](/plan-minimo/tableros/)",
    "plan": "[el plan](/plan-2030/)",
    "relative": "[el tablero](../plan-minimo/tableros/)",
    "folder": "[los documentos](/documentos/)",
    "fragment": "[el corte](/glosario/#cortes)",
    "own-fragment": "[arriba](#quien-lo-hacen)",
    "file": "[la tabla](/plan-minimo/datos/avance.csv)",
    "document": "[el acta](/plan-minimo/evidencias/acta-2024-05/)",
    "case": "[el tablero](/Plan-Minimo/Tablero/)",
    "source-file": "[el glosario](glosario.md)",
    "leaves-the-site": "[otro](/../otro/)",
    "two-slashes": "[otro](//x.example/a)",
    "reference": "[el tablero][t]\n\n[t]: /plan-minimo/tableros/",
}

FRONTS: dict[str, tuple[str, str]] = {
    "not-closed": ("---\ntitulo: Acerca\n## Quién lo hace\n", ""),
    "not-opened": ("titulo: Acerca\n---\n## Quién lo hace\n", "1"),
    "after-a-blank-line": ("\n---\ntitulo: Acerca\n---\nTexto.\n", "1"),
    "with-more-dashes": ("-----\ntitulo: Acerca\n-----\nTexto.\n", "1"),
    "with-dashes-of-a-word-processor": ("—\ntitulo: Acerca\n—\nTexto.\n", "1"),
    "toml": ("+++\ntitulo = 'Acerca'\n+++\nTexto.\n", "1"),
    "json": ('{"titulo": "Acerca"}\nTexto.\n', "1"),
    "empty": ("---\n---\nTexto.\n", ""),
    "none": ("Texto.\n", "1"),
    "empty-file": ("", ""),
    "a-list": ("---\n- titulo\n---\nTexto.\n", ""),
    "in-english": ("---\ntitle: About\n---\nText.\n", "2"),
    "key-in-capitals": ("---\nTitulo: Acerca\n---\nTexto.\n", "2"),
    "html": ("<!DOCTYPE html>\n<html><body>Acerca</body></html>\n", "1"),
    "rich-text": ("{\\rtf1\\ansi Acerca}\n", "1"),
}

OTHERS = (
    bad("markdown.cp1252", "encoding", recoded(ABOUT, "cp1252"), ABOUT, "4"),
    bad("markdown.utf-16", "encoding", recoded(ABOUT, "utf-16"), ABOUT),
    bad("markdown.brackets", "budget", append(ABOUT, "\n" + "[" * 20_000 + "\n"), ABOUT),
    bad("markdown.underscores", "budget", append(ABOUT, "\n" + "_" * 20_000 + "a\n"), ABOUT),
    bad("markdown.stars", "budget", append(ABOUT, "\n" + "*a " * 20_000 + "\n"), ABOUT, warns=True),
    bad("markdown.quotes", "budget", append(ABOUT, "\n" + ">" * 5000 + " a\n"), ABOUT),
    bad("markdown.lists", "budget", append(ABOUT, "\n" + "".join(" " * 4 * n + "- a\n" for n in range(500))), ABOUT),
    bad("markdown.three-mega", "budget", append(ABOUT, "\n" + "Un texto corto.\n\n" * 180_000), ABOUT),
    bad("markdown.text-script", "markdown", append(VISION, "\n<script>alert(1)</script>\n"), VISION, "9"),
    bad("markdown.text-heading", "markdown", append(VISION, "\n# Visión\n"), VISION, "9", warns=True),
    bad("markdown.news-telephone-script", "markdown", append(NEWS, "\n[llame](javascript:alert(1))\n"), NEWS, "9"),
    bad("markdown.news-link", "link", replace(NEWS, "(/plan-minimo/tablero/)", "(/plan-minimo/tablero/2030-01/)"), NEWS, "7"),
    bad("markdown.heading-in-front", "markdown", rewrite(ABOUT, lambda t: t.replace("## Quién", "# Quién")), ABOUT, "4",
        warns=True),
    bad("markdown.glossary-script", "markdown", append("content/glosario.md", "\nMeta\n:   <img src=x onerror=alert(1)>\n"),
        "content/glosario.md", "11"),
    bad("markdown.page-missing", "name", remove("content/privacidad.md"), "content/privacidad.md"),
    bad("markdown.news-name-of-another-day", "name", write("content/novedades/2024-05-03-corte.md", "---\ntitulo: x\n"
        "fecha: 2024-04-03\nresumen: x\n---\nTexto.\n"), "content/novedades/2024-05-03-corte.md", warns=True),
    bad("markdown.name-with-spaces", "name", write("content/Preguntas frecuentes.md", "---\ntitulo: x\n---\nTexto.\n"),
        "content/Preguntas frecuentes.md"),
    bad("markdown.name-of-a-device", "reserved", write("content/con.md", "---\ntitulo: x\n---\nTexto.\n"), "content/con.md"),
    bad("markdown.name-of-our-own", "reserved", write("content/buscar.md", "---\ntitulo: x\n---\nTexto.\n"),
        "content/buscar.md"),
    bad("markdown.word-document", "name", write("content/acerca.docx", b"PK\x03\x04"), "content/acerca.docx"),
    bad("markdown.picture-in-content", "name", write("content/mapa.png", b"\x89PNG\r\n\x1a\n"), "content/mapa.png"),
    bad("markdown.translation-of-nothing", "name", write("content/en/ayuda.md", "---\ntitulo: Help\n---\nText.\n"),
        "content/en/ayuda.md"),
    bad("markdown.text-in-a-folder", "name", write(of_plan("textos/otros/a.md"), "---\ntitulo: x\n---\nTexto.\n"),
        of_plan("textos/otros")),
    bad("markdown.two-headings-one-anchor", "markdown", append("content/glosario.md", "\nCorte\n:   Otra vez el corte.\n"),
        "content/glosario.md", "10"),
)  # fmt: skip

CASES: tuple[Case, ...] = (
    *(bad(f"markdown.{name}", "markdown", append(ABOUT, f"\n{value}\n"), ABOUT, LINE if "\n" not in value else "", warns=name in TOLD)
      for name, value in LOST.items()),
    *(bad(f"markdown.{name}", "encoding", append(ABOUT, f"\n{value}\n"), ABOUT, LINE, warns=True)
      for name, value in DAMAGED.items()),
    *(bad(f"link.{name}", "link", append(ABOUT, f"\n{value}\n"), ABOUT, "" if "\n" in value else LINE)
      for name, value in LINKS.items()),
    *(bad(f"front.{name}", "front", write(ABOUT, value), ABOUT, at) for name, (value, at) in FRONTS.items()),
    *OTHERS,
)  # fmt: skip
