"""Tables damaged as files: their bytes, their shape, their names of columns, their place in the folder."""

# ruff: noqa: E501  a case that fits on a line is easier to compare with its neighbours

from __future__ import annotations

import gzip
import io
import zipfile

from malformed.case import (
    PACKAGE,
    Case,
    Files,
    Link,
    bad,
    cell,
    of_plan,
    raw,
    remove,
    replace,
    rewrite,
    row,
    table,
    write,
)

UPDATES, COMMITMENTS, PLACES = table("avances"), table("compromisos"), table("lugares")
PROCESS, INSTITUTIONS, SOURCES = table("pasos"), table("instituciones"), table("fuentes")
HEAD = "id,numero,id_ogp,titulo,titulo_en,titulo_corto,problema"


def recoded(path: str, encoding: str):  # type: ignore[no-untyped-def]
    return raw(path, lambda data: data.decode().encode(encoding))


def line(path: str, number: int, old: str, new: str):  # type: ignore[no-untyped-def]
    """An edit of the first `old` of a line."""

    def change(content: str) -> str:
        lines = content.split("\n")
        assert old in lines[number - 1], (path, number, old)
        lines[number - 1] = lines[number - 1].replace(old, new, 1)
        return "\n".join(lines)

    return rewrite(path, change)


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr(zipfile.ZipInfo("xl/workbook.xml"), "<workbook/>")
    return file.getvalue()


def as_folder(files: Files) -> None:
    files[f"{UPDATES}/avances.csv"] = files.pop(UPDATES)


ENCODINGS = (
    bad("csv.cp1252", "encoding", recoded(COMMITMENTS, "cp1252"), COMMITMENTS, "3"),
    bad("csv.mac-roman", "encoding", recoded(COMMITMENTS, "mac_roman"), COMMITMENTS, "3"),
    bad("csv.cp850", "encoding", recoded(INSTITUTIONS, "cp850"), INSTITUTIONS, "2"),
    bad("csv.utf-16-le", "encoding", raw(UPDATES, lambda d: b"\xff\xfe" + d.decode().encode("utf-16-le")), UPDATES),
    bad("csv.utf-16-be-no-mark", "encoding", recoded(UPDATES, "utf-16-be"), UPDATES),
    bad("csv.utf-16-le-no-mark", "encoding", recoded(PROCESS, "utf-16-le"), PROCESS),
    bad("csv.utf-32", "encoding", recoded(UPDATES, "utf-32"), UPDATES),
    bad("csv.one-byte-of-latin-1", "encoding", raw(UPDATES, lambda d: d.replace("abrió".encode(), b"abri\xf3")),
        UPDATES, "3"),
    bad("csv.half-a-letter-at-the-end", "encoding", raw(UPDATES, lambda d: d.rstrip(b"\n") + b"\xc3"), UPDATES, "7"),
    bad("csv.overlong-utf-8", "encoding", raw(UPDATES, lambda d: d.replace(b"Se hizo", b"Se\xc0\xafhizo")), UPDATES, "7"),
    bad("csv.surrogate-bytes", "encoding", raw(UPDATES, lambda d: d.replace(b"Se hizo", b"Se\xed\xa0\x80")), UPDATES, "7"),
    bad("csv.mark-in-the-middle", "encoding", cell("avances", 3, "descripcion", "Se abrió\ufeff el registro."), UPDATES,
        "3:descripcion"),
    bad("csv.two-marks", "encoding", raw(UPDATES, lambda d: b"\xef\xbb\xbf\xef\xbb\xbf" + d), UPDATES, "1"),
    bad("csv.two-files-joined", "encoding", raw(UPDATES, lambda d: d + b"\xef\xbb\xbf" + d), UPDATES, "8"),
    bad("csv.nul", "encoding", raw(UPDATES, lambda d: d.replace(b"Se hizo", b"Se\0hizo")), UPDATES),
    bad("csv.nul-only", "encoding", write(UPDATES, b"\0" * 4096), UPDATES),
    bad("csv.mojibake", "encoding", cell("avances", 2, "descripcion", "Se publicÃ³ la informaciÃ³n."), UPDATES,
        "2:descripcion", warns=True),
    bad("csv.mojibake-twice", "encoding", cell("instituciones", 2, "nombre", "DirecciÃƒÂ³n de Obras"), INSTITUTIONS,
        "2:nombre", warns=True),
    bad("csv.mojibake-enie", "encoding", cell("pasos", 2, "descripcion", "Se preguntÃ³ a niÃ±as y niÃ±os."), PROCESS,
        "2:descripcion", warns=True),
    bad("csv.mojibake-quotes", "encoding", cell("pasos", 3, "descripcion", "Se revisa â€œcada corteâ€\u009d."), PROCESS,
        "3:descripcion", warns=True),
    bad("csv.mojibake-of-dos", "encoding", cell("pasos", 2, "descripcion", "Informaci├│n de cada colonia."), PROCESS,
        "2:descripcion", warns=True),
    bad("csv.replacement-sign", "encoding", cell("avances", 2, "descripcion", "Se public\ufffd la tabla."), UPDATES,
        "2:descripcion", warns=True),
    bad("csv.question-mark-in-a-word", "encoding", cell("pasos", 2, "descripcion", "Informaci?n de las ni?as."), PROCESS,
        "2:descripcion", warns=True),
    bad("csv.gzip", "encoding", raw(UPDATES, lambda d: gzip.compress(d, mtime=0)), UPDATES),
    bad("csv.workbook-called-csv", "encoding", write(UPDATES, zipped()), UPDATES),
    bad("csv.page-called-csv", "encoding", write(UPDATES, "<!DOCTYPE html><html><body><table><tr><td>corte</td></tr>"
        "</table></body></html>\n"), UPDATES),
    bad("csv.json-called-csv", "encoding", write(UPDATES, '[{"corte": "2024-03", "actividad": "agua-1"}]\n'), UPDATES),
)  # fmt: skip

SHAPES = (
    bad("csv.empty", "shape", write(UPDATES, b""), UPDATES),
    bad("csv.mark-only", "shape", write(UPDATES, b"\xef\xbb\xbf"), UPDATES),
    bad("csv.line-ends-only", "shape", write(UPDATES, b"\r\n\r\n\r\n"), UPDATES),
    bad("csv.obligatory-without-rows", "shape", rewrite(COMMITMENTS, lambda t: t.split("\n")[0] + "\n"), COMMITMENTS),
    bad("csv.sep-line", "shape", raw(UPDATES, lambda d: b"sep=,\r\n" + d), UPDATES, "1"),
    bad("csv.sep-line-semicolon", "shape", raw(PROCESS, lambda d: b"sep=;\n" + d.replace(b",", b";")), PROCESS, "1"),
    bad("csv.semicolons", "shape", raw(PLACES, lambda d: d.replace(b",", b";")), PLACES, "1"),
    bad("csv.tabs", "shape", raw(PLACES, lambda d: d.replace(b",", b"\t")), PLACES, "1"),
    bad("csv.bars", "shape", raw(PLACES, lambda d: d.replace(b",", b"|")), PLACES, "1"),
    bad("csv.rows-with-semicolons-only", "shape", rewrite(PROCESS, lambda t: t.split("\n")[0] + "\n" +
        "\n".join(t.split("\n")[1:]).replace(",", ";")), PROCESS, "2"),
    bad("csv.quote-never-closed", "shape", line(UPDATES, 3, "Se abrió", '"Se abrió'), UPDATES, "3"),
    bad("csv.quote-never-closed-at-the-end", "shape", line(UPDATES, 7, "Se hizo", '"Se hizo'), UPDATES, "7"),
    bad("csv.quote-never-closed-in-the-header", "shape", line(UPDATES, 1, "actividad", '"actividad'), UPDATES, "1"),
    bad("csv.text-after-a-quote", "shape", line(UPDATES, 3, "Se abrió el", '"Se abrió" el'), UPDATES, "3"),
    bad("csv.quotes-escaped-with-bars", "shape", line(UPDATES, 3, "Se abrió el registro de fugas.",
        '"Se abrió el \\"registro\\", y ya."'), UPDATES, "3"),
    bad("csv.typographic-quotes", "shape", line(UPDATES, 3, "Se abrió el registro de fugas.",
        "“Se abrió, por fin, el registro.”"), UPDATES, "3"),
    bad("csv.short-row", "shape", line(UPDATES, 4, ",SIN AVANCE,,,,", ",SIN AVANCE,"), UPDATES, "4"),
    bad("csv.long-row", "shape", line(UPDATES, 4, ",SIN AVANCE,,,,", ",SIN AVANCE,,,,,sobra"), UPDATES, "4"),
    bad("csv.comma-not-quoted", "shape", line(UPDATES, 7, "Se hizo la", "Se hizo, por fin, la"), UPDATES, "7"),
    bad("csv.note-at-the-foot", "shape", row("avances", "* Cifras preliminares"), UPDATES, "8"),
    bad("csv.total-at-the-foot", "shape", row("compromisos", "TOTAL,,,,,,,,,,,,,100,"), COMMITMENTS, "5"),
    bad("csv.eight-thousand-columns", "budget", rewrite(UPDATES, lambda t: t.replace("\n", "," * 8000 + "\n")), UPDATES),
    bad("csv.cell-of-25000", "budget", cell("avances", 2, "descripcion", "agua limpia " * 2100), UPDATES, "2"),
    bad("csv.cell-of-40000", "budget", cell("pasos", 2, "descripcion", "agua y calles " * 2900), PROCESS, "2"),
    bad("csv.twenty-mega-of-quotes", "budget", write(UPDATES, b'"' * 20_000_000), UPDATES),
    bad("csv.cell-of-twenty-mega", "budget", cell("avances", 2, "descripcion", "agua " * 4_000_000), UPDATES),
)  # fmt: skip

HEADERS = (
    bad("csv.header-twice", "header", line(UPDATES, 1, "dificultad,", "dificultad_tipo,"), UPDATES, "1:dificultad_tipo"),
    bad("csv.header-misspelt", "header", line(UPDATES, 1, "siguiente_paso", "siguente_paso"), UPDATES, "1"),
    bad("csv.header-with-an-accent", "header", line(UPDATES, 1, "descripcion", "descripción"), UPDATES, "1"),
    bad("csv.header-in-capitals", "header", line(UPDATES, 1, "actividad", "ACTIVIDAD"), UPDATES, "1"),
    bad("csv.header-with-a-space-inside", "header", line(UPDATES, 1, "siguiente_paso", "siguiente paso"), UPDATES, "1"),
    bad("csv.header-blank", "header", line(UPDATES, 1, "siguiente_paso", ""), UPDATES, "1"),
    bad("csv.header-blank-with-rows", "header", rewrite(UPDATES, lambda t: t.replace("\n", ",x\n").replace(
        "terminado,x", "terminado,")), UPDATES, "1"),
    bad("csv.header-lacks-an-obligatory-one", "header", line(UPDATES, 1, "descripcion", "nota"), UPDATES),
    bad("csv.header-merged-above", "header", rewrite(UPDATES, lambda t: "Avances del plan,,,,,,,,\n" + t), UPDATES, "1"),
    bad("csv.header-in-two-rows", "header", line(UPDATES, 1, "terminado", "terminado\n,,,,(qué se hizo),,,,(fecha)"),
        UPDATES, "2"),
    bad("csv.header-again-in-the-middle", "header", rewrite(UPDATES, lambda t: t + t.split("\n")[0] + "\n"), UPDATES, "8"),
    bad("csv.header-with-a-line-end", "header", line(UPDATES, 1, "descripcion", '"descrip\ncion"'), UPDATES, "1"),
    bad("csv.header-with-a-zero-width", "header", line(UPDATES, 1, "estado", "esta\u200bdo"), UPDATES, "1"),
    bad("csv.header-with-a-letter-from-elsewhere", "header", line(UPDATES, 1, "estado", "est\u0430do"), UPDATES, "1"),
    bad("csv.header-is-missing", "header", rewrite(UPDATES, lambda t: t.split("\n", 1)[1]), UPDATES, "1"),
    bad("csv.header-numbered", "header", rewrite(UPDATES, lambda t: "1,2,3,4,5,6,7,8,9\n" + t), UPDATES, "1"),
    bad("csv.rows-as-columns", "header", write(PROCESS, "id,consulta,seguimiento\norden,1,2\ntitulo,Consulta,Seguimiento\n"),
        PROCESS, "1"),
)  # fmt: skip

PLACES_OF_FILES = (
    bad("file.copy-in-brackets", "name", write(of_plan("avances (1).csv"), b"corte\n"), of_plan("avances (1).csv")),
    bad("file.copy-in-words", "name", write(of_plan("avances - copia.csv"), b"corte\n"), of_plan("avances - copia.csv")),
    bad("file.capital", "name", write(of_plan("Avances.csv"), b"corte\n"), of_plan("Avances.csv")),
    bad("file.accent", "name", write(of_plan("évaluacion.csv"), b"id\n"), of_plan("évaluacion.csv")),
    bad("file.decomposed-accent", "name", write(of_plan("e\u0301valuacion.csv"), b"id\n"), "|".join(
        (of_plan("évaluacion.csv"), of_plan("e\u0301valuacion.csv")))),
    bad("file.csv-csv", "name", write(of_plan("avances.csv.csv"), b"corte\n"), of_plan("avances.csv.csv")),
    bad("file.workbook", "name", write(of_plan("avances.xlsx"), zipped()), of_plan("avances.xlsx")),
    bad("file.not-listed", "name", write(of_plan("presupuesto.csv"), b"id\na\n"), of_plan("presupuesto.csv")),
    bad("file.listed-and-gone", "name", remove(PROCESS), f"{PACKAGE}|{PROCESS}"),
    bad("file.link", "name", write(UPDATES, Link("/etc/hostname")), UPDATES),
    bad("file.link-to-a-folder", "name", write("data/otro", Link("/etc")), "data/otro"),
    bad("file.folder-called-csv", "name", as_folder, f"{UPDATES}|{PACKAGE}"),
    bad("file.in-data", "name", write("data/avances.csv", b"corte\n"), "data/avances.csv"),
    bad("file.in-a-folder-of-the-plan", "name", write(of_plan("tablas/avances.csv"), b"corte\n"), of_plan("tablas")),
    bad("file.obligatory-not-listed", "name",
        replace(PACKAGE, "  - {name: compromisos, path: compromisos.csv}\n", ""), f"{PACKAGE}|{COMMITMENTS}"),
    bad("file.generated-table", "name", write(table("calculos"), b"id\na\n"), table("calculos")),
)  # fmt: skip

CASES: tuple[Case, ...] = (*ENCODINGS, *SHAPES, *HEADERS, *PLACES_OF_FILES)
