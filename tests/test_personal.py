"""Personal data stops a site wherever it is written, and no message repeats it."""

import json
import re
import string
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from micrositio.cli.main import _report_bug
from micrositio.formats.kept import Kept
from micrositio.formats.spool import Spool
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.page_reader import facts_of
from micrositio.pipeline.site_reader import read_site
from micrositio.pipeline.tree_gate import file_problems
from micrositio.privacy.contacts import contacts
from micrositio.privacy.detectors import identifiers, masked, personal_data
from micrositio.privacy.folding import folded, traced
from micrositio.privacy.masking import hidden, printable
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Format, Place, formatted, problem
from micrositio.render.problem_page import LEAD_HERE, problem_page
from micrositio.routes.paths import SitePath
from micrositio.sources.loader import load
from micrositio.sources.texts import SiteText, site_texts
from micrositio.validation.personal import personal_problems
from people import DISGUISES, IDENTIFIERS, SENTENCES, Invented
from support import MINIMAL, ROOT, append, found, make_site, of_plan, replace, write

EACH = 40
HIDDEN: tuple[Callable[[str], str], ...] = (str, "-".join, str.lower, "\u200b".join, str, " ".join)
SEEN = [make(Invented(7)) for make in IDENTIFIERS.values()]
PERSON = SEEN[0]


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).upper()


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("kind", IDENTIFIERS)
def test_an_identifier_is_found_however_it_is_disguised(kind: str, disguise: str, sentence: str) -> None:
    invented = Invented(11)
    values = [IDENTIFIERS[kind](invented) for _ in range(EACH)]
    texts = [sentence.format(kind=kind, value=DISGUISES[disguise](invented, value)) for value in values]
    missed = [each for each in texts if not list(personal_data(each))]
    assert not missed
    assert all(value not in squeezed(printable(text)) for value, text in zip(values, texts, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-01 2024-12-31 40",
        "Rendición de cuentas: 2024-02-01 2024-12-31 40",
        "Teléfonos: 614 555 0123, 614 555 0124, 614 555 0125",
        "28.4000001234567899, -106.5105105105105100",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
        "sin dato\x0142\x0110\x0113\x0124\x015",
        "377 377 377 377 377 377",
        "00 01 00 01 00 01 00 00 00",
        "2021 2022 2023 2024 2025",
        "Folio 080139724000123; oficio OBRA/240512/001; HOJA 24/05/12 del corte; para 24-05-12 QUE",
        "hecho,2020,2020,pagina",
        "sha256:7e9daee24197d26827d18e866d250b98b823a79bf85db2a3ba0d2f2739c98c15",
        "$ 4,000,001,234,567,899.00",
        "550e8400-e29b-41d4-a716-446655440000",
        "El proveedor es ABC010101AB1; el informe del 24 05 12 hombres y mujeres",
    ],
)
def test_dates_amounts_and_tables_of_figures_are_nobodys(text: str) -> None:
    assert identifiers(folded(text)) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Escriba a persona.inventada@correo.example", "correo"),
        ("persona (arroba) correo (punto) example", "correo"),
        ("Llame al 614 555 0123", "teléfono"),
        ("Celular: 6145550123", "teléfono"),
        ("Vive en la calle Inventada 123 interior 4", "domicilio"),
        ("Av. de los Inventos #12, colonia Centro", "domicilio"),
    ],
)
def test_what_leads_to_a_person_is_found_unless_it_is_of_the_site(text: str, what: str) -> None:
    assert [each.what for each in contacts(folded(text))] == [what]
    assert [each.what for each in contacts(folded(text), {"OTRA@CORREO.EXAMPLE", "6145550123"})] == (
        [what] if what == "domicilio" else []
    )


def test_a_traced_text_is_the_folded_one_with_its_origin() -> None:
    text = "Señora &#88;&amp; ｆｕｌｌ\u200b %41 fin"
    trace = traced(text)
    assert trace.text == folded(text)
    assert [text[trace.starts[trace.text.index(each)]] for each in "XFÑ"] == ["&", "ｆ", "ñ"]
    assert len(trace.starts) == len(trace.ends) == len(trace.text)


ACTING = "\n::error title=x::y\r\x1b[2J\x9b1m\u202e\u2028\u0007##[error]"


SOURCES = load(MINIMAL)[0]


@pytest.mark.parametrize("how", Format)
@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_no_message_of_any_code_repeats_what_it_found_or_acts_on_who_reads_it(kind: Kind, how: Format) -> None:
    texts = (kind.message, kind.mend)
    names = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    for value, disguise in zip(SEEN, HIDDEN, strict=True):
        shown = disguise(value)
        details = dict.fromkeys(names, f"{ACTING} {shown} {ACTING}") | {"near": shown}
        place = Place(f"data/{shown}.csv", 3, shown)
        each = problem(kind, place, **details)
        lines = list(formatted([each], how, str))
        page = problem_page([each], SOURCES, str, LEAD_HERE, "").decode()
        assert value not in squeezed("".join(lines))
        assert value not in squeezed(page)
        assert len(lines) == 1
        if how is Format.JSON:
            lines = [value for value in json.loads(lines[0])[0].values() if isinstance(value, str)]
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u202e]|##\\[", "".join(lines))
        assert not re.search("[\x1b\x9b\u202e]", page)


def test_what_a_failure_says_is_masked_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _report_bug(ValueError, ValueError(f"{PERSON}\x1b"), None)
    said = capsys.readouterr().err
    assert PERSON not in said
    assert "\x1b" not in said
    assert "ValueError" in said


def test_a_message_keeps_what_is_not_personal() -> None:
    assert hidden("uno\tdos\n614 555 0123") == "uno\tdos\n614 555 0123"
    assert printable("uno\tdos\n") == "uno\\tdos\\n"
    assert printable("llame al 614 555 0123", whole=True) == "llame al 61••••••23"


def gate(tmp_path, *edits) -> list[str]:  # type: ignore[no-untyped-def]
    return found(personal_problems(site_texts(make_site(tmp_path, *edits)), Kept()))


HALVES = PERSON[:10], PERSON[10:]


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (append("content/acerca.md", f"\nDe {PERSON}.\n"), "content/acerca.md:8:4 C119"),
        (append("content/acerca.md", f"\n[x](https://example.org/{PERSON})\n"), "content/acerca.md:8:25 C119"),
        (append("content/acerca.md", f'\n[x](https://example.org/ "{PERSON}")\n'), "content/acerca.md:8:27 C119"),
        (append("content/acerca.md", "\n| {} | {} |\n".format(*HALVES)), "content/acerca.md:8:3 C119"),
        (append("content/sitio.yaml", f"# {PERSON}\n"), "content/sitio.yaml:18:3 C119"),
        (write("content/idiomas/en.po", f'msgid "x"\nmsgstr "{PERSON}"\n'), "content/idiomas/en.po:2:9 C119"),
        (write("themes/x/static/x.css", f"/* {PERSON} */"), "themes/x/static/x.css:1:4 C119"),
        (write(f"content/{PERSON.lower()}.md", "x"), f"content/{PERSON.lower()}.md C119"),
        (write(of_plan("x.csv"), f"a,b\n1,2\n1,{PERSON}\n"), of_plan("x.csv:3:b C119")),
        (write(of_plan("x.csv"), "a,b,c\n1,{},{}\n".format(*HALVES)), of_plan("x.csv:2:b C119")),
        (write(of_plan("x.csv"), "a,clabe\n1,032180000118359711\n"), of_plan("x.csv:2:clabe C119")),
        (write(of_plan("x.csv"), f'a,b\n"1,{PERSON}\n'), of_plan("x.csv:2:4 C119")),
        (write(of_plan("x.schema.json"), f'{{"title": "{PERSON}"}}'), of_plan("x.schema.json:1:12 C119")),
        (append("content/acerca.md", "\nEscriba a ana@otro.example.\n"), "content/acerca.md:8:11 C141"),
        (write(of_plan("x.csv"), "a,b\n1,Escriba a ana@otro.example\n"), of_plan("x.csv:2:b C141")),
    ],
)
def test_personal_data_is_told_where_it_is_written(edit, place: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert gate(tmp_path, edit) == [place]


def test_the_contacts_of_offices_are_not_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    edit = append("content/acerca.md", "\nEscriba a transparencia@example.org o a otra@example.org.\n")
    assert gate(tmp_path, edit) == []


def test_the_description_of_the_site_is_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    edit = replace("content/sitio.yaml", "descripcion: ", f"descripcion: {PERSON} ")
    assert [each.rpartition(" ")[2] for each in gate(tmp_path, edit)] == ["C119"]


EXCEPTION = """excepciones:
  - archivo: content/acerca.md
    dato: {dato}
    motivo: Es el ejemplo de la guía.
    quien: Unidad de Transparencia
    hasta: {hasta}
"""


@pytest.mark.parametrize(
    ("hasta", "dato", "codes"),
    [
        ("2030-01-01", masked(PERSON), []),
        ("2024-01-01", masked(PERSON), ["C142"]),
        ("2030-01-01", "XX••XX", ["C119", "C143"]),
        ("nunca", masked(PERSON), ["C119", "Y119"]),
    ],
)
def test_an_exception_has_a_reason_and_an_end_counted_in_the_data(  # type: ignore[no-untyped-def]
    hasta: str, dato: str, codes: list[str], tmp_path
) -> None:
    told = append("content/acerca.md", f"\nPor ejemplo: {PERSON}.\n")
    root = make_site(tmp_path, told, write("content/excepciones.yaml", EXCEPTION.format(dato=dato, hasta=hasta)))
    _, problems = build_site(Options(root, (ROOT / "themes",)), lambda *stage: None)
    assert sorted(each.kind.code for each in problems) == codes


@pytest.mark.parametrize(
    "page",
    [
        f"<title>{PERSON}</title></head><body>",
        f'<meta content="De {PERSON}"></head><body>',
        f'</head><body><a href="https://example.org/{PERSON}">x</a>',
        f'</head><body><a title="{"&shy;".join(PERSON)}">x</a>',
        f'</head><body><img alt="{HALVES[0]} {HALVES[1]}">',
        f"</head><body><table><tr><td>{HALVES[0]}</td>\n      <td>{HALVES[1]}</td></tr></table>",
    ],
)
def test_a_page_is_read_within_its_tags_too(page: str) -> None:
    found = facts_of(SitePath("a/index.html"), f"<!doctype html><html><head>{page}</body></html>".encode()).problems
    assert [each.kind.code for each in found if each.kind is Kind.PERSONAL_DATA] == ["C119"]


def test_figures_in_cells_of_a_page_are_not_one_number() -> None:
    row = "".join(f"<td>{each}</td>" for each in SEEN[5])
    page = f"<!doctype html><html><body><table><tr>{row}</tr></table></body></html>"
    assert Kind.PERSONAL_DATA not in [each.kind for each in facts_of(SitePath("a/index.html"), page.encode()).problems]


def test_a_text_without_personal_data_is_remembered_by_its_words(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    kept = Kept(tmp_path / "guardado", is_written=True)
    (tmp_path / "guardado").mkdir()
    texts = [SiteText("content/a.md", "Nada."), SiteText("content/b.md", f"La clave es {PERSON}.")]
    first = found(personal_problems(texts, kept))
    assert first == ["content/b.md:1:13 C119"]
    monkeypatch.setattr("micrositio.validation.personal.identifiers", lambda text: [])
    assert found(personal_problems(texts[:1], kept)) == []
    assert len(list((tmp_path / "guardado").iterdir())) == 1
    monkeypatch.undo()
    assert found(personal_problems([SiteText("content/a.md", PERSON), texts[1]], kept)) == [
        "content/a.md:1:1 C119",
        *first,
    ]


@pytest.mark.parametrize("before", [b"x" * (5 << 20), b"fila,12345678,x\n" * 300_000])
def test_a_large_finished_file_is_read_to_its_end(before: bytes) -> None:
    large = Spool(room=0)(before[at : at + 65_000] for at in range(0, len(before), 65_000))
    site = {SitePath("a.json"): large, SitePath("b.json"): Spool(room=0)([before, PERSON.encode()])}
    assert found(list(file_problems(site, (), Kept()))) == ["b.json C119"]


def test_figures_below_1_hide_no_identifier_and_are_passed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    table = b"2024-03,0.198675496689,0.25\r\n" * 9
    read: list[str] = []

    def told(text: str) -> str:
        read.append(text)
        return folded(text)

    monkeypatch.setattr("micrositio.pipeline.tree_gate.folded", told)
    among = table + f"{PERSON},0.198675496689\r\n".encode() + table
    site = {SitePath("a.csv"): table, SitePath("b.csv"): among, SitePath("c.csv"): b"0.1986754966891234567,\r\n"}
    assert found(list(file_problems(site, (), Kept()))) == ["b.csv C119"]
    assert len(read) == 2, "more decimals than a table prints are read"


@pytest.mark.parametrize("name", ["a.csv", "api/v1/a.json", "canal.xml", "calendario.ics", "SHA256SUMS", "a.ttl"])
def test_a_finished_file_is_read_and_what_is_clean_is_remembered(name: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    kept, clean = Kept(tmp_path, is_written=True), {SitePath(f"b{name}"): b"nada 2024-03-01"}
    site = {
        **clean,
        SitePath(f"c{name}"): b'"9": 123456789012',
        SitePath(name): f"x,{PERSON}\n".encode(),
        SitePath("pagina/index.html"): PERSON.encode(),
    }
    for _ in range(2):
        assert found(list(file_problems(site, {SitePath("pagina/index.html")}, kept))) == [f"{name} C119"]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_cell_with_personal_data_has_no_other_message(tmp_path: Path) -> None:
    hidden = "".join(f"&#{ord(each)};" for each in Invented(3).rfc())
    root = make_site(tmp_path, replace(of_plan("avances.csv"), "Contratar una cuadrilla", hidden))
    problems = read_site(Options(root, (ROOT / "themes",)), lambda *stage: None).problems
    assert [each.kind.code for each in problems] == ["C119"]
