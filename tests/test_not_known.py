"""What is not known is said in one place, by its state; nothing else says that something was never published."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from micrositio.formats.zip_archive import Spliced
from micrositio.i18n.not_known import STATES, Unknowns, gap_groups, told_gap, unknowns, why_unknown
from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Source
from micrositio.model.remarks import Gap
from micrositio.model.settings import SiteConfig
from micrositio.model.text import Text
from micrositio.pipeline.publisher import Site
from micrositio.profile.plan_descriptor import gap_rows
from reading import build, content, parse, rows, site, spoken, words
from support import MINIMAL, PLAN, ROOT, Edit, made, make_site, of_plan, plan_of, replace, run, write

NEVER = re.compile(
    r"(nadie|nobody|no one) |no se (ha )?public|never published|not (been )?published|sin publicar", re.IGNORECASE
)
"""How a text begins to say that nobody published, reported, reviewed or verified something."""
HERE = "micrositio/i18n/not_known.py"
LOCALE = ROOT / "src" / "micrositio" / "i18n" / "locale"

SAYS_OTHERWISE = {
    "**No se ha publicado:** solo se dice si una fuente lo dice": "explains the state no_publicado",
    "**Not published:** said only where a source says so": "explains the state no_publicado",
    "dice «aún no se publica aquí»": "quotes what the publisher's own site says",
    "it says “not published here yet”": "quotes what the publisher's own site says",
    "el sitio no se publica hasta que": "is about this site, which stops at an error",
    "the site is not published until": "is about this site, which stops at an error",
    "No se publican correos, teléfonos ni domicilios": "is about what this site leaves out",
    "No se publicó nada.": "is the command that tells what it did",
    "Se detuvo antes de terminar: no se publicó nada.": "is the command that tells what it did",
    "no se publican archivos «{extension}»": "is the command that tells what it refuses",
    "“{extension}” files are not published": "is the command that tells what it refuses",
    "para que nadie lo cambie en silencio": "is what a seal is for",
    "so that nobody changes it silently": "is what a seal is for",
}
"""Texts of the engine and of `content/` that only look so, each with its reason."""
TOLD_BY = {
    "No se ha publicado: solo se dice si una fuente lo dice": "explains the state no_publicado",
    "Not published: said only where a source says so": "explains the state no_publicado",
    "dice «aún no se publica aquí»": "quotes what the publisher's own site says",
    "it says “not published here yet”": "quotes what the publisher's own site says",
    "el sitio no se publica hasta que": "is about this site, which stops at an error",
    "the site is not published until": "is about this site, which stops at an error",
    "No se publican correos, teléfonos ni domicilios": "is about what this site leaves out",
    "dato que no se ha publicado, según su fuente": "no_publicado: each of them cites its source",
    "datos que no se han publicado, según su fuente": "no_publicado: each of them cites its source",
    "piece of data that has not been published, according to its source": "no_publicado: it cites its source",
    "pieces of data that have not been published, according to their source": "no_publicado: each cites its source",
    "No se ha publicado, según la fuente citada.": "no_publicado: its source stands beside it",
    "It has not been published, according to the source cited.": "no_publicado: its source stands beside it",
    "No se publicó cuántas mujeres y cuántos hombres fueron": "ogp-plan",
    "Attendance by sex was not published": "ogp-plan",
    "No se publicó la asistencia": "noticias-rp-2025-11-07",
    "Attendance was not published": "noticias-rp-2025-11-07",
    "No se publicó la hora ni la asistencia": "b1-streaming",
    "Time and attendance were not published": "b1-streaming",
}
"""What the site of the real plans may say so, with its reason or the id of the source that it comes from."""


def hits(text: str, known: dict[str, str]) -> list[str]:
    """Where a text, its spaces made single, says so and no known text does, with what is around."""
    text = " ".join(text.split())
    spans = [found.span() for each in known for found in re.finditer(re.escape(each), text)]
    found = (match for match in NEVER.finditer(text) if not any(a <= match.start() < b for a, b in spans))
    return [text[max(0, match.start() - 50) : match.end() + 50] for match in found]


def written() -> Iterator[tuple[str, str]]:
    """Each template, page of `content/` and schema, with its text."""
    folders = ((ROOT / "themes", "*.html"), (ROOT / "themes", "*.xml"), (ROOT / "content", "*.md"))
    for folder, pattern in (*folders, (ROOT / "src" / "micrositio" / "profile" / "schemas", "*.json")):
        for path in sorted(folder.rglob(pattern)):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


@cache
def catalogue_of(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source)


def catalogues() -> Iterator[tuple[str, set[str], str]]:
    """Each form of each text of the catalogues, with the files it is said in."""
    for path in (LOCALE / "micrositio.pot", *sorted(LOCALE.rglob("*.po"))):
        for message in catalogue_of(path):
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
            places = {str(name) for name, _line in message.locations}
            yield from ((path.name, places, form) for form in (*ids, *forms) if form)


@pytest.mark.parametrize(("name", "text"), [pytest.param(*each, id=each[0]) for each in written()])
def test_no_template_page_or_schema_says_that_something_was_never_published(name: str, text: str) -> None:
    assert hits(text, SAYS_OTHERWISE) == []


def test_no_text_of_the_catalogues_says_it_but_those_of_the_one_place() -> None:
    said = [(name, places, form) for name, places, form in catalogues() if hits(form, SAYS_OTHERWISE)]
    assert [each for each in said if each[1] != {HERE}] == []
    assert {form for _, places, form in said if places == {HERE}} >= {
        "Aún no se publica aquí.", "No se ha publicado, según la fuente citada.",
        "Not published here yet.", "It has not been published, according to the source cited.",
    }  # fmt: skip


def test_each_text_that_only_looks_so_is_still_there() -> None:
    every = [" ".join(text.split()) for _, text in written()] + [form for *_, form in catalogues()]
    assert [each for each in SAYS_OTHERWISE if not any(each in text for text in every)] == []


@pytest.mark.parametrize(
    "text", ["Nadie ha publicado su avance.", "No se publicó.", "It was never published", "No one reported it"]
)
def test_a_text_that_says_it_is_noticed(text: str) -> None:
    assert hits(text, SAYS_OTHERWISE) == [text]


# The built site


@cache
def real() -> Site:
    """The repository's site without its invented plan."""
    return build(ROOT, exclude_demo=True)


READ = (".html", ".xml", ".json", ".jsonld", ".csv", ".ics", ".txt", ".js")


def visible(path: str, data: bytes) -> str:
    text = data.decode("utf-8")
    if path.endswith(".ics"):
        return text.replace("\r\n ", "")
    return html.unescape(re.sub("<[^>]*>", " ", text)) if path.endswith((".html", ".xml")) else text


def test_nothing_that_is_published_of_the_real_plans_says_it_without_its_reason_or_its_source() -> None:
    told = {
        path: found
        for path, data in real().items()
        if path.endswith(READ) and not isinstance(data, Spliced | Path)
        if (found := hits(visible(path, data), TOLD_BY))
    }
    assert told == {}


def test_all_that_people_and_programs_read_is_looked_at() -> None:
    looked_at = [path for path in real() if path.endswith(READ)]
    for end in (".html", "feed.xml", ".ics", ".csv", "openapi.json", "LEEME.txt", "datapackage.json"):
        assert any(path.endswith(end) for path in looked_at), end


def test_a_source_that_says_it_is_one_of_the_plans() -> None:
    known = {row["id"] for plan in ("plan-2023-2024", "plan-2026") for row in rows("raiz", plan, "fuentes")}
    assert {each for each in TOLD_BY.values() if " " not in each} <= known


# The sentences

DAY = dt.date(2026, 11, 22)
SOURCES = (made(Source, id="uno", read_on=DAY), made(Source, id="dos", read_on=dt.date(2026, 11, 3)))


def known(*gaps: Gap, sources: tuple[Source, ...] = SOURCES) -> Unknowns:
    return unknowns(made(ActionPlan, id="plan", gaps=gaps, sources=sources))


def said(gap: Gap, own: bool = False) -> tuple[str, str]:
    told = told_gap(own, known(gap), gap).sentence
    return spoken(told, "es"), spoken(told, "en")


WHERE = Text("la página del plan.", "the page of the plan.")


@pytest.mark.parametrize(
    ("values", "spanish", "english"),
    [
        ({"where": WHERE, "when": DAY},
         "No se encontró. Se buscó el 22 de noviembre de 2026 en: la página del plan.",
         "It was not found. It was looked for on 22 November 2026 in: the page of the plan."),
        ({"where": WHERE}, "No se encontró. Se buscó en: la página del plan.",
         "It was not found. It was looked for in: the page of the plan."),
        ({"when": DAY}, "No se encontró. Se buscó el 22 de noviembre de 2026.",
         "It was not found. It was looked for on 22 November 2026."),
        ({}, "No se encontró en las fuentes que se leyeron (hasta el 22 de noviembre de 2026).",
         "It was not found in the sources that were read (up to 22 November 2026)."),
        ({"state": "existe_no_leido", "where": WHERE, "when": DAY},
         "Existe y no lo hemos leído completo. "
         "Según lo que leímos el 22 de noviembre de 2026, puede estar en: la página del plan.",
         "It exists and we have not read all of it. "
         "According to what we read on 22 November 2026, it may be at: the page of the plan."),
        ({"state": "existe_no_leido", "where": WHERE},
         "Existe y no lo hemos leído completo. Está en: la página del plan.",
         "It exists and we have not read it in full. It is at: the page of the plan."),
        ({"state": "no_publicado", "sources": ("uno",)}, "No se ha publicado, según la fuente citada.",
         "It has not been published, according to the source cited."),
        ({"state": "no_publicado", "sources": ("uno",), "where": WHERE, "when": DAY},
         "No se ha publicado, según la fuente citada. Así se leyó el 22 de noviembre de 2026 en: la página del plan.",
         "It has not been published, according to the source cited. This was read on 22 November 2026 in: "
         "the page of the plan."),
        ({"state": "reservado", "reason": Text("hay un juicio", "a trial"), "law": "Ley 1", "until": PartialDate(2027)},
         "Está reservado. Por qué: hay un juicio. Con qué ley: Ley 1. Hasta cuándo: 2027.",
         "It is withheld. Why: a trial. By which law: Ley 1. Until when: 2027."),
        ({"state": "aun_no_toca", "until": PartialDate(2026, 9)}, "Aún no toca. Su fecha: septiembre de 2026.",
         "Not due yet. Its date: September 2026."),
    ],
)  # fmt: skip
def test_a_gap_says_what_its_state_is(values: dict[str, object], spanish: str, english: str) -> None:
    assert said(made(Gap, id="uno", table="plan", **values)) == (spanish, english)


def test_what_no_gap_names_was_not_found_in_the_sources_that_were_read() -> None:
    def default(own: bool, *sources: Source) -> str:
        return spoken(why_unknown(own, known(sources=sources), "avances").sentence)

    assert default(False, *SOURCES) == (
        "No se encontró en las fuentes que se leyeron (hasta el 22 de noviembre de 2026)."
    )
    assert default(False, made(Source, id="uno")) == "No se encontró en las fuentes que se leyeron."
    assert default(False) == "No está en estos datos."
    assert default(True, *SOURCES) == "Aún no se publica aquí."


def test_on_the_publishers_own_site_a_gap_still_says_its_state() -> None:
    assert said(made(Gap, table="plan"), own=True) == ("Aún no se publica aquí.", "Not published here yet.")
    looked_for = made(Gap, table="plan", where=WHERE, when=DAY)
    assert said(looked_for, own=True) == said(looked_for)
    [group] = gap_groups(True, "es", known(made(Gap, table="plan"), looked_for))
    assert group.words == "datos que aún no se publican aquí"


def test_gaps_are_counted_by_state_in_one_and_in_many() -> None:
    gaps = [made(Gap, id=f"{state}-{n}", table="plan", state=state) for state in STATES for n in range(2)]
    many = [(len(each.gaps), each.words) for each in gap_groups(False, "es", known(*gaps))]
    assert many == [
        (2, "datos que buscamos y no encontramos"),
        (2, "datos que existen y no hemos leído completos"),
        (2, "datos que no se han publicado, según su fuente"),
        (2, "datos reservados"),
        (2, "datos que aún no tocan"),
    ]
    one = [each.words for each in gap_groups(False, "en", known(*gaps[::2]))]
    assert one[0] == "piece of data that we looked for and did not find"
    assert gap_groups(False, "es", known()) == ()


def answer(*gaps: Gap) -> str:
    """The gap that tells why the progress of a milestone of a commitment is not known."""
    found = why_unknown(False, known(*gaps), "avances", ("actividades", "a-1"), ("compromisos", "a"))
    return found.gap.id if found.gap else ""


def about(name: str, table: str, record: str = "", *fields: str) -> Gap:
    return made(Gap, id=name, table=table, record=record, fields=fields)


def test_the_nearest_gap_that_names_the_field_tells_it() -> None:
    plan, table = about("plan", "plan", "", "avances"), about("tabla", "avances")
    commitment = about("compromiso", "compromisos", "a", "actividades", "avances")
    milestone, whole = about("actividad", "actividades", "a-1", "avances"), about("todo", "actividades", "a-1")
    others = (
        about("otro", "compromisos", "b", "avances"),
        about("general", "plan"),
        about("x", "actividades", "a-1", "fin"),
    )
    assert answer(*others) == ""
    assert answer(table, *others) == "tabla"
    assert answer(plan, table, *others) == "plan"
    assert answer(whole, *others) == "todo"
    assert answer(plan, commitment, whole, *others) == "compromiso"
    assert answer(plan, commitment, milestone, *others) == "actividad"


# The gaps that a plan's descriptor states


def ids(*texts: str) -> list[str]:
    return [row["id"] for row in gap_rows({"faltantes": [{"que": text} for text in texts]})]


def test_the_ids_of_stated_gaps_are_made_of_their_words_in_any_order() -> None:
    long = "Las actas, las listas de asistencia y los acuerdos del Grupo Impulsor de "
    texts = ["El título en español.", long + "2023", "¿?", long + "2024"]
    assert ids(*texts)[::2] == ["el-titulo-en-espanol", "falta"]
    assert ids(*texts) == ids(*texts[::-1])[::-1]
    assert len(set(ids(*texts))) == 4
    assert ids(long + "2023")[0] in ids(*texts)[1]
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each) and len(each) <= 60 for each in ids(*texts))
    assert ids("Lo mismo", "Lo mismo") == ["lo-mismo", "lo-mismo-2"]


FALTAS = "id,tabla,registro,campo,estado,donde,cuando,fuentes,pregunta,quien,motivo,fundamento,hasta,nota"


def with_gaps(*lines: str) -> tuple[Edit, ...]:
    listed = "  - {name: discrepancias, path: discrepancias.csv}\n"
    return (
        write(of_plan("faltas.csv"), "\n".join((FALTAS, *lines, ""))),
        replace(of_plan("datapackage.yaml"), listed, f"{listed}  - {{name: faltas, path: faltas.csv}}\n"),
    )


def test_a_folder_that_only_states_what_is_missing_builds_and_publishes_it_as_a_table(tmp_path: Path) -> None:
    done = run("build", "--output", tmp_path / "salida", "--site", MINIMAL)
    assert done.returncode == 0, done.stderr
    published = tmp_path / "salida" / PLAN / "datos"
    key = "el-presupuesto-de-cada-compromiso"
    assert (published / "faltas.csv").read_text("utf-8").splitlines()[1].startswith(f"{key},plan,,,no_encontrado,")
    package = json.loads((published / "datapackage.json").read_text("utf-8"))
    assert package["faltantes"] == [{"que": "El presupuesto de cada compromiso.", "quien": "La Tesorería"}]
    api = json.loads((tmp_path / "salida" / "api" / "v1" / "planes" / PLAN / "index.json").read_text("utf-8"))
    assert [each["id"] for each in api["faltas"]] == [key]
    assert f'id="falta-{key}"' in (tmp_path / "salida" / PLAN / "index.html").read_text("utf-8")


def test_gaps_of_the_table_and_of_the_descriptor_are_one_list(tmp_path: Path) -> None:
    plan = plan_of(make_site(tmp_path, *with_gaps("uno,plan,,,,,,,¿Cuánto costó?,,,,,")))
    assert [gap.id for gap in plan.gaps] == ["uno", "el-presupuesto-de-cada-compromiso"]
    assert [row[0] for row in plan.tables["faltas"].rows] == [gap.id for gap in plan.gaps]


# The pages


def test_a_row_of_gaps_is_told_where_the_datum_would_stand_and_on_its_record(tmp_path: Path) -> None:
    lines = (
        "dos,sesiones,sesion-2,mujeres;hombres,reservado,,,plan-firmado,¿Quién?,El Cabildo,Hay un juicio.,Ley 1,2027,",
        "tres,compromisos,agua,situacion,existe_no_leido,https://www.example.org/a/b.pdf,2024-06-01,,¿Cómo era?,,,,,",
    )
    built = build(make_site(tmp_path, *with_gaps(*lines)))
    meeting = parse(built, f"{PLAN}/sesiones/sesion-2/index.html")
    section = meeting.section("asistencia")
    told = "sin dato. Está reservado. Por qué: Hay un juicio. Con qué ley: Ley 1. Hasta cuándo: 2027."
    assert told in words(section)
    assert "Lo puede dar: El Cabildo." in words(section)
    assert section.css_first(".cite a") is not None
    assert not meeting.all(".gaps"), "what its section tells is not told twice"
    commitment = parse(built, f"{PLAN}/compromisos/agua/index.html").section("promesa")
    [line] = commitment.css(".gaps > li")
    assert words(line) == (
        "¿Cómo era? Existe y no lo hemos leído completo. "
        "Según lo que leímos el 1 de junio de 2024, puede estar en: example.org."
    )
    links = [each.attributes["href"] for each in line.css("a")]
    assert links == ["../../index.html#falta-tres", "https://www.example.org/a/b.pdf"]


def test_on_the_publishers_own_site_what_is_missing_is_not_published_here_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SiteConfig, "own", True)
    built = build(make_site(tmp_path), base_url="https://propio.example.org")
    attendance = words(parse(built, f"{PLAN}/sesiones/sesion-2/index.html").section("asistencia"))
    assert "sin dato. Aún no se publica aquí." in attendance
    assert words(parse(built, "index.html").one(".answers")).count("1 dato que aún no se publica aquí") == 1


def test_the_invented_plan_has_a_gap_of_every_state_and_each_row_says_that_it_is_invented() -> None:
    given = rows("raiz", "demostracion", "faltas")
    assert {row["estado"] for row in given} == set(STATES)
    published = content(site("raiz"), "demostracion/datos/faltas.csv").decode().splitlines()
    assert published[0].endswith(",inventado")
    assert all(line.endswith(",true") for line in published[1:])


def test_the_home_page_tells_several_states_one_by_one(tmp_path: Path) -> None:
    built = build(make_site(tmp_path, *with_gaps("uno,plan,,,aun_no_toca,,,,¿Qué?,,,,2027,")))
    shown = words(parse(built, "index.html").one(".answers"))
    assert "2 datos que faltan 1 dato que buscamos y no encontramos; 1 dato que aún no toca" in shown
