"""Characters that nobody sees, keys that lead nowhere, and rows that contradict one another."""

# ruff: noqa: E501  a case that fits on a line is easier to compare with its neighbours

from __future__ import annotations

from malformed.case import PACKAGE, Case, added, bad, cell, replace, rewrite, row, table

CHARACTERS: dict[str, str] = {
    "zero-width-space": "Se\u200babrió el registro.",
    "zero-width-joiner": "Se\u200dabrió el registro.",
    "word-joiner": "Se\u2060abrió el registro.",
    "left-to-right-mark": "Se abrió\u200e el registro.",
    "right-to-left-override": "Se abrió \u202eortsiger le.",
    "right-to-left-embedding": "Se abrió \u202bel registro.",
    "isolate-never-closed": "Se abrió \u2066el registro.",
    "soft-hyphen": "Se abrió el regis\u00adtro.",
    "bell": "Se abrió\x07 el registro.",
    "backspace": "Se abrió\x08 el registro.",
    "escape": "Se abrió \x1b[31mel registro\x1b[0m.",
    "delete": "Se abrió\x7f el registro.",
    "vertical-tab": "Se abrió\x0b el registro.",
    "form-feed": "Se abrió\x0c el registro.",
    "next-line": "Se abrió\u0085 el registro.",
    "line-separator": "Se abrió\u2028el registro.",
    "paragraph-separator": "Se abrió\u2029el registro.",
    "private-use": "Se abrió \ue000 el registro.",
    "not-a-character": "Se abrió \uffff el registro.",
    "not-assigned": "Se abrió \u0378 el registro.",
    "tag-letters": "Se abrió \U000e0041\U000e0042 el registro.",
    "interlinear": "Se abrió \ufff9el registro\ufffb.",
    "seems-empty-hangul": "\u3164",
    "seems-empty-braille": "\u2800",
    "seems-empty-zero-width": "\u200b",
    "only-a-combining-mark": "\u0301",
    "file-separator": "Se abrió\x1c el registro.",
}
"""What is written as `siguiente_paso` of the third row, the last cells of which are seldom read."""

UPDATES, COMMITMENTS, MILESTONES = table("avances"), table("compromisos"), table("actividades")
PLACES, MEETINGS, PLAN = table("lugares"), table("sesiones"), "data/plan-minimo/datapackage.yaml"
SHAPES = "data/plan-minimo/lugares.geojson"

KEYS = (
    bad("key.update-twice", "key", row("avances", "2024-06,agua-1,10,completo,Otra vez.,,,,2024-03-12"), UPDATES, "8"),
    bad("key.commitment-twice", "key", cell("compromisos", 4, "id", "agua"), COMMITMENTS, "4"),
    bad("key.same-as-another-by-a-zero-width", "key", row("pasos", "consulta\u200b,3,Otra,Otra.,hecho,2023-11,2023-11,,registro"),
        table("pasos"), "4"),
    bad("key.milestone-of-no-commitment", "key", cell("actividades", 5, "compromiso", "parques"), MILESTONES, "5:compromiso"),
    bad("key.milestone-without-commitment", "key", cell("actividades", 5, "compromiso", ""), MILESTONES, "5:compromiso"),
    bad("key.update-of-no-milestone", "key", cell("avances", 7, "actividad", "calles-9"), UPDATES, "7:actividad"),
    bad("key.update-of-no-cut", "key", cell("avances", 7, "corte", "2024-07"), UPDATES, "7:corte"),
    bad("key.reference-in-capitals", "key", cell("avances", 7, "actividad", "Calles-1"), UPDATES, "7:actividad"),
    bad("key.reference-in-cyrillic", "key", cell("avances", 7, "actividad", "c\u0430lles-1"), UPDATES, "7:actividad"),
    bad("key.reference-as-a-date-of-excel", "spreadsheet", cell("avances", 7, "actividad", "01-ago"), UPDATES, "7:actividad"),
    bad("key.list-with-commas", "key", cell("compromisos", 3, "responsables", "cabildo,obras"), COMMITMENTS, "3:responsables"),
    bad("key.list-with-an-empty-one", "key", cell("compromisos", 3, "responsables", "cabildo;;obras"), COMMITMENTS,
        "3:responsables"),
    bad("key.list-with-one-twice", "key", cell("compromisos", 3, "responsables", "obras;obras"), COMMITMENTS, "3:responsables"),
    bad("key.list-with-a-stranger", "key", cell("compromisos", 3, "responsables", "cabildo;obra"), COMMITMENTS,
        "3:responsables"),
    bad("key.source-that-is-not", "key", cell("pasos", 2, "fuentes", "prensa"), table("pasos"), "2:fuentes"),
    bad("key.document-that-is-not", "key", cell("verificaciones", 2, "evidencias", "tabla"), table("verificaciones"),
        "2:evidencias"),
    bad("key.step-that-is-not", "key", cell("sesiones", 2, "paso", "mesas"), MEETINGS, "2:paso"),
    bad("key.body-that-is-not", "key", cell("sesiones", 3, "organo", "comite"), MEETINGS, "3:organo"),
    bad("key.instrument-that-is-not", "key", cell("evaluaciones", 2, "instrumento", "encuesta"), table("evaluaciones"),
        "2:instrumento"),
    bad("key.disagreement-about-nothing", "key", cell("discrepancias", 2, "registro", "sesion-9"), table("discrepancias"), "2"),
    bad("key.gap-about-a-column-that-is-not", "key", cell("faltas", 2, "campo", "actas"), table("faltas"), "2"),
    bad("key.question-about-no-gap", "key", cell("preguntas", 2, "falta", "acta-mayo"), table("preguntas"), "2:falta"),
    bad("key.reply-about-nothing", "key", cell("replicas", 2, "registro", "2024-03|agua-9"), table("replicas"), "2"),
    bad("key.area-that-is-not", "map", cell("lugares", 4, "area", "norte"), PLACES, "4:area"),
    bad("key.own-table-dangling", "key", cell("recorridos", 2, "compromiso", "calle"), table("recorridos"), "2:compromiso"),
    bad("key.own-table-twice", "key", cell("recorridos", 3, "id", "recorrido-1"), table("recorridos"), "3"),
)  # fmt: skip

RULES = (
    bad("rule.end-before-start", "rule", cell("actividades", 5, "fin", "2024-06-30"), MILESTONES, "5"),
    bad("rule.commitment-ends-before", "rule", cell("compromisos", 4, "fin", "2024-02"), COMMITMENTS, "4"),
    bad("rule.outside-the-plan", "rule", cell("actividades", 5, "inicio", "2022-07-01"), MILESTONES, "5:inicio"),
    bad("rule.weights-of-commitments", "rule", cell("compromisos", 4, "peso", "25"), COMMITMENTS),
    bad("rule.weights-of-milestones", "rule", cell("actividades", 3, "peso", "40"), MILESTONES),
    bad("rule.weight-missing", "rule", cell("actividades", 3, "peso", ""), MILESTONES, "3:peso"),
    bad("rule.finished-after-the-cut", "rule", cell("avances", 2, "terminado", "2024-04-12"), UPDATES, "2:terminado"),
    bad("rule.finished-and-not-complete", "rule", cell("avances", 3, "terminado", "2024-03-12"), UPDATES, "3"),
    bad("rule.status-missing", "rule", cell("avances", 7, "estado", ""), UPDATES, "7:estado"),
    bad("rule.difficulty-missing", "rule", (cell("avances", 6, "dificultad_tipo", ""), cell("avances", 6, "dificultad", ""),
        cell("avances", 6, "estado", "no_iniciado")),
        UPDATES, "6"),
    bad("rule.verified-before-the-cut", "rule", cell("verificaciones", 2, "fecha", "2024-03-10"), table("verificaciones"),
        "2:fecha"),
    bad("rule.change-of-date-not-chained", "rule", cell("reprogramaciones", 3, "antes", "2024-10-31"),
        table("reprogramaciones"), "3:antes"),
    bad("rule.parts-and-total", "rule", cell("participacion", 3, "valor", "17"), table("participacion")),
    bad("rule.attendance-by-sex", "rule", cell("sesiones", 2, "mujeres", "17"), MEETINGS, "2"),
    bad("rule.attendance-twice", "rule", cell("sesiones", 2, "asistentes_aproximados", "30"), MEETINGS, "2"),
    bad("rule.two-cuts-on-a-day", "rule", cell("cortes", 3, "fecha", "2024-03-31"), table("cortes")),
    bad("rule.published-before-the-cut", "rule", cell("cortes", 2, "publicado", "2024-02-03"), table("cortes"),
        "2:publicado", warns=True),
    bad("rule.read-before-it-was-written", "rule", cell("fuentes", 2, "consultada", "2023-02-01"), table("fuentes"), "2",
        warns=True),
    bad("rule.answered-before-asked", "rule", cell("comentarios", 2, "respondido", "2024-02-01"), table("comentarios"), "2"),
    bad("rule.closed-and-pending", "rule", cell("acuerdos", 3, "cerrado", "2024-05-30"), table("acuerdos"), "3"),
    bad("rule.closed-before-the-meeting", "rule", cell("acuerdos", 2, "cerrado", "2023-11-01"), table("acuerdos"), "2"),
    bad("rule.member-leaves-before", "rule", cell("integrantes", 2, "hasta", "2023-12"), table("integrantes"), "2"),
    bad("rule.looked-for-and-not-when", "rule", cell("faltas", 2, "cuando", ""),
        table("faltas"), "2", warns=True),
    bad("rule.answer-without-a-day", "rule", cell("preguntas", 2, "contestada", ""), table("preguntas"), "2"),
    bad("rule.answered-before-the-question", "rule", cell("preguntas", 2, "contestada", "2024-06-01"), table("preguntas"), "2"),
    bad("rule.reply-without-a-reason", "rule", (cell("replicas", 2, "resultado", "no_procede"),
        cell("replicas", 2, "resuelta", "2024-05-01")), table("replicas"), "2"),
    bad("rule.removal-solved-before", "rule", cell("retiros", 2, "resuelto", "2024-05-01"), table("retiros"), "2"),
    bad("rule.point-and-area", "map", cell("lugares", 2, "area", "centro"), PLACES, "2"),
    bad("rule.half-a-point", "map", cell("lugares", 2, "longitud", ""), PLACES, "2"),
    bad("rule.place-of-nothing", "map", (cell("lugares", 4, "compromiso", "")), PLACES, "4"),
    bad("rule.coordinates-swapped", "map", (cell("lugares", 2, "latitud", "-125.0"), cell("lugares", 2, "longitud", "25.0")),
        PLACES, "2"),
    bad("rule.commitment-without-a-title", "rule", cell("compromisos", 4, "titulo", ""), COMMITMENTS, "4"),
    bad("rule.value-far-away", "rule", cell("avances", 3, "valor", "700000"), UPDATES, "3:valor", warns=True),
    bad("rule.cut-of-another-month", "rule", cell("cortes", 3, "fecha", "2024-05-31"), table("cortes"), "3", warns=True),
    bad("rule.plan-not-begun-with-reports", "rule", replace(PACKAGE, "estado: en_curso", "estado: en_preparacion"), PACKAGE,
        warns=True),
    bad("rule.complete-and-then-not", "rule", (cell("avances", 5, "estado", "sustancial"), cell("avances", 5, "terminado", "")),
        UPDATES, warns=True),
)  # fmt: skip

OWN_SCHEMA = """{"title": "Talleres", "fields": [{"name": "id", "type": "string", "title": "Clave", "constraints":
 {"required": true}}, {"name": "texto", "type": "string", "title": "Texto"}], "primaryKey": ["id"]}"""


def own(name: str, old: str = "", new: str = "", rows: str = "id,texto\nuno,Un texto.\n"):  # type: ignore[no-untyped-def]
    """Edits that add a table of the plan's own, with a fault in its schema."""
    assert not old or OWN_SCHEMA.count(old) == 1, old
    return added(name, rows, OWN_SCHEMA.replace(old, new) if old else OWN_SCHEMA)


def schema_of(name: str) -> str:
    return f"data/plan-minimo/{name}.schema.json"


TALKS = schema_of("talleres")
OWN = (
    *(bad(f"own.table-called-{name}", "reserved", own(name), f"{PACKAGE}|{table(name)}|{schema_of(name)}")
      for name in ("datapackage", "sqlite_x", "tablero", "leeme", "diccionario", "con", "aux", "sqlite_master")),
    bad("own.schema-not-json", "schema", own("talleres", '"title": "Talleres",', "title: Talleres,"), TALKS),
    bad("own.schema-cut", "schema", rewrite(table("recorridos").replace(".csv", ".schema.json"), lambda t: t[:200]),
        schema_of("recorridos")),
    bad("own.schema-nan", "schema", own("talleres", '{"required": true}', '{"required": true, "minimum": NaN}'), TALKS),
    bad("own.schema-key-twice", "schema", own("talleres", '"title": "Talleres"', '"title": "A", "title": "B"'), TALKS),
    bad("own.schema-type", "schema", own("talleres", '"texto", "type": "string"', '"texto", "type": "texto"'), TALKS),
    bad("own.schema-geopoint", "schema", own("talleres", '"texto", "type": "string"', '"texto", "type": "geopoint"'), TALKS),
    bad("own.schema-unknown-key", "schema", own("talleres", '"title": "Talleres"', '"title": "T", "titulo": "T"'), TALKS),
    bad("own.schema-field-twice", "schema", own("talleres", '"name": "texto"', '"name": "id"'), TALKS),
    bad("own.schema-key-of-no-field", "schema", own("talleres", '["id"]', '["clave"]'), TALKS),
    bad("own.schema-pattern-broken", "schema", own("talleres", '{"required": true}', '{"pattern": "[a-"}'), TALKS),
    bad("own.schema-pattern-explodes", "budget", own("talleres", '{"required": true}', '{"pattern": "(a+)+$"}',
        f"id,texto\n{'a' * 40}!,Un texto.\n"), f"{TALKS}|{table('talleres')}"),
    bad("own.schema-of-100000-brackets", "budget", added("talleres", "id\na\n", "[" * 100_000), TALKS),
    bad("own.schema-from-the-web", "schema", rewrite(PACKAGE, lambda t: t.replace("recorridos.schema.json",
        "https://x.example/s.json")), PACKAGE),
    bad("own.schema-outside", "schema", rewrite(PACKAGE, lambda t: t.replace("recorridos.schema.json",
        "../../../etc/hostname")), PACKAGE),
    bad("own.schema-gone", "schema", rewrite(PACKAGE, lambda t: t.replace("recorridos.schema.json", "recorrido.json")),
        PACKAGE),
    bad("own.no-schema", "schema", added("talleres", "id\na\n"), PACKAGE),
    bad("own.schema-surrogate", "schema", own("talleres", '"title": "Talleres"', '"title": "\\ud800"'), TALKS),
    bad("own.schema-latin-1", "schema", rewrite(schema_of("recorridos"), lambda t: t.replace("ó", "\udcf3")),
        schema_of("recorridos")),
)  # fmt: skip

CASES: tuple[Case, ...] = (
    *(bad(f"character.{name}", "character", cell("avances", 3, "siguiente_paso", value), UPDATES, "3:siguiente_paso")
      for name, value in CHARACTERS.items()),
    *KEYS, *RULES, *OWN,
)  # fmt: skip
