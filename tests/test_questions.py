"""Each gap is a question: whom to ask, a letter to copy, what was asked and answered, and the way to it."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from selectolax.lexbor import LexborNode

from micrositio.pages.asking.inquiries import MOST
from micrositio.pipeline.publisher import Site
from reading import PLANS, Page, build, content, hrefs, link_to, page, parse, rows, site, words
from support import MINIMAL, PLAN, Edit, make_site, of_plan, plan_of, replace, run, write

SITE = "content/sitio.yaml"
PACKAGE = of_plan("datapackage.yaml")
LISTED = "  - {name: discrepancias, path: discrepancias.csv}\n"
STATED = "el-presupuesto-de-cada-compromiso"
GAPS = "id,tabla,registro,campo,estado,donde,cuando,fuentes,pregunta,quien,institucion,motivo,fundamento,hasta,nota"
ASKED = "id,falta,preguntada,folio,contestada,contesta,respuesta,evidencias,nota"
BASE = "https://abierto.example.org"
PARTS = "nav[aria-label='Partes de la lista']"
WITHOUT_CONTACT = replace(SITE, "contacto:\n  area: Unidad de Transparencia\n  correo: transparencia@example.org\n", "")
COSTS = "costo,compromisos,agua,nota,no_encontrado,la cuenta pública,2024-06-01,,¿Cuánto costó?,Obras,obras,,,,"
UNREAD = "texto,plan,,,existe_no_leido,https://example.org/plan.pdf,2024-06-01,,¿Qué dice el texto?,,,,,,"
SECRET = "contrato,actividades,agua-1,nota,reservado,,,plan-firmado,¿Qué dice el contrato?,,,Hay un juicio.,Ley 1,2027,"


def asking(gaps: tuple[str, ...], asked: tuple[str, ...] = ()) -> tuple[Edit, ...]:
    """The small site with these gaps, and these questions about them."""
    resources = "".join(f"  - {{name: {name}, path: {name}.csv}}\n" for name in ("faltas", "preguntas"))
    return (
        write(of_plan("faltas.csv"), "\n".join((GAPS, *gaps, ""))),
        write(of_plan("preguntas.csv"), "\n".join((ASKED, *asked, ""))),
        replace(PACKAGE, LISTED, LISTED + resources),
    )


def questions(of: Site, part: str = "") -> Page:
    return parse(of, f"{PLAN}/preguntas/{part}index.html")


def question(shown: Page, key: str) -> LexborNode:
    """What a question holds, once it is opened."""
    return shown.one(f"#pregunta-{key}")


def letter(node: LexborNode) -> list[str]:
    field = node.css_first("textarea")
    assert field is not None
    return field.text().strip().split("\n")


def mail(node: LexborNode, said: str) -> tuple[str, str, list[str]]:
    """To whom the letter behind a link goes, its subject and its lines."""
    [href] = [str(each.attributes["href"]) for each in node.css("a") if words(each) == said]
    fields = parse_qs(urlsplit(href).query, strict_parsing=True)
    return unquote(urlsplit(href).path), fields["subject"][0], fields["body"][0].split("\r\n")


# Whom to ask, and the letter


def test_a_question_has_its_office_and_a_letter_that_is_read_without_scripts(tmp_path: Path) -> None:
    shown = questions(build(make_site(tmp_path, *asking((COSTS,))), base_url=BASE))
    inside = question(shown, "costo")
    assert "A quién se le pregunta: Obras, obras@example.org." in words(inside)
    assert link_to(inside, "responsables/obras/index.html")
    written = letter(inside)
    assert written[0] == "Para: Obras"
    assert "¿Cuánto costó?" in written
    assert "No se encontró. Se buscó el 1 de junio de 2024 en: la cuenta pública." in written
    assert f"La pregunta está en: {BASE}/{PLAN}/preguntas/#pregunta-costo" in written
    assert "readonly" in inside.css_first("textarea").attributes  # type: ignore[union-attr]
    to, subject, lines = mail(inside, "Envíela por correo")
    assert (to, subject) == ("obras@example.org", "Solicitud de información: ¿Cuánto costó?")
    assert [each for each in lines if each] == [each for each in written if each]


def test_without_an_address_of_the_office_the_letter_is_only_to_copy(tmp_path: Path) -> None:
    shown = questions(build(make_site(tmp_path)))
    inside = question(shown, STATED)
    assert letter(inside)[0] == "Para: La Tesorería"
    assert "Envíela por correo" not in words(inside)
    assert "no dan el correo de esas oficinas" in shown.main


def test_the_platform_of_the_settings_is_linked_and_must_be_encrypted(tmp_path: Path) -> None:
    platform = "solicitudes:\n  nombre: Plataforma de Río Chico\n  direccion: {}\ncontacto:\n"
    sound = make_site(tmp_path / "a", replace(SITE, "contacto:\n", platform.format("https://pide.example.org/")))
    shown = questions(build(sound))
    assert words(link_to(shown.one("main"), "https://pide.example.org/")).startswith("Plataforma de Río Chico")
    unsafe = make_site(tmp_path / "b", replace(SITE, "contacto:\n", platform.format("http://pide.example.org/")))
    said = run("check", "--site", unsafe)
    assert said.returncode == 1
    assert " Y132  " in said.stdout + said.stderr


def test_what_nobody_else_can_give_has_no_letter(tmp_path: Path) -> None:
    shown = questions(build(make_site(tmp_path, *asking((UNREAD, SECRET)))))
    unread, secret = question(shown, "texto"), question(shown, "contrato")
    assert unread.css_first("textarea") is None
    assert words(link_to(unread, "https://example.org/plan.pdf"))
    assert unread.css_first("a.button") is not None
    assert secret.css_first("textarea") is None
    assert "Está reservado." in words(secret)
    assert "Además, 1 dato existe y a nosotros nos falta leerlo." in shown.main


@pytest.mark.parametrize(("name", "plan_id"), [each for each in PLANS if each[0] == "raiz"])
def test_no_letter_of_the_project_names_a_law(name: str, plan_id: str) -> None:
    parts = [path for path in site(name) if path.startswith(f"{plan_id}/preguntas/") and path.endswith(".html")]
    fields = [field.text() for path in parts for field in parse(site(name), path).all("textarea")]
    assert len(fields) > 1
    assert not [each for each in fields if "artículo" in each.lower() or " ley " in each.lower()]


# The register


def test_what_was_never_asked_is_not_counted_as_unanswered(tmp_path: Path) -> None:
    one, several = (
        questions(build(make_site(tmp_path / number, *edits))).main
        for number, edits in (("1", ()), ("2", asking((COSTS,))))
    )
    assert "Hay 1 pregunta por hacer; no se ha enviado." in one
    assert "2 preguntas por hacer; ninguna se ha enviado." in several
    assert "Con respuesta" not in one + several


def test_a_question_that_was_sent_counts_its_days_to_the_day_of_the_data(tmp_path: Path) -> None:
    asked = ("una,costo,2024-05-01,F-7,,,,,", f"otra,{STATED},2024-08-20,,,,,,")
    shown = questions(build(make_site(tmp_path, *asking((COSTS,), asked))))
    assert "Preguntas por hacer: 0. Enviadas y sin respuesta: 2. Con respuesta: 0." in shown.main
    sent, later = (words(question(shown, key)) for key in ("costo", STATED))
    assert "Se preguntó el 1 de mayo de 2024, con el folio F-7." in sent
    assert "Al 20 de agosto de 2024, fecha de los datos, lleva 111 días sin respuesta." in sent
    assert "folio: sin dato." in later
    assert "lleva 0 días sin respuesta" in later
    assert "Última actualización de los datos de este plan: 20 de agosto de 2024" in words(shown.one("footer"))


def test_an_answer_that_says_it_changes_the_gap_wherever_it_is_told(tmp_path: Path) -> None:
    asked = (
        "una,costo,2024-05-01,F-7,2024-05-31,no,Que no lo tiene.,,",
        "dos,costo,2024-06-01,F-8,2024-06-11,si,Costó 30 pesos.,tabla-agua,Se turnó.",
    )
    of = build(make_site(tmp_path, *asking((COSTS,), asked)))
    shown = questions(of)
    inside = words(question(shown, "costo"))
    assert "La respuesta llegó 30 días después, el 31 de mayo de 2024. No contesta: Que no lo tiene." in inside
    assert "Contesta: Costó 30 pesos." in inside
    assert link_to(question(shown, "costo"), "evidencias/tabla-agua/index.html")
    assert question(shown, "costo").css_first("textarea") is None
    told = "Se preguntó el 1 de junio de 2024 y la respuesta llegó el 11 de junio de 2024: Costó 30 pesos."
    for path, section in (("", "faltantes"), ("compromisos/agua/", "promesa")):
        assert told in words(parse(of, f"{PLAN}/{path}index.html").one(f"#{section}"))
    home = words(parse(of, "index.html").one(".answers"))
    assert "1 dato que falta 1 dato que buscamos y no encontramos; 1 dato que se preguntó y ya se contestó." in home


@pytest.mark.parametrize("outcome", ["en_parte", "no"])
def test_an_answer_that_does_not_say_it_leaves_the_gap_and_its_letter(tmp_path: Path, outcome: str) -> None:
    asked = (f"una,costo,2024-05-01,F-7,2024-05-31,{outcome},Que lo busca.,,",)
    of = build(make_site(tmp_path, *asking((COSTS,), asked)))
    assert letter(question(questions(of), "costo"))
    assert "2 datos que buscamos y no encontramos" in parse(of, f"{PLAN}/index.html").main


def test_the_register_is_open_data_and_part_of_the_plan_in_the_api(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, *asking((COSTS,), ("una,costo,2024-05-01,F-7,,,,,",))))
    assert content(of, f"{PLAN}/datos/preguntas.csv").decode().splitlines()[1].startswith("una,costo,2024-05-01,F-7")
    [row] = json.loads(content(of, f"api/v1/planes/{PLAN}/index.json"))["preguntas"]
    assert (row["falta"], row["preguntada"], row["contestada"]) == ("costo", "2024-05-01", None)
    assert parse(of, f"{PLAN}/datos/preguntas/index.html").h1


# A document that somebody has


def test_a_document_is_offered_to_whoever_publishes_with_its_question(tmp_path: Path) -> None:
    shown = questions(build(make_site(tmp_path, *asking((COSTS,))), base_url=BASE))
    to, subject, lines = mail(question(shown, "costo"), "Tengo un documento que la contesta")
    assert (to, subject) == ("transparencia@example.org", "Tengo un documento: ¿Cuánto costó?")
    assert f"Página: {BASE}/{PLAN}/preguntas/#pregunta-costo" in lines
    assert "Envíelo a quien publica este sitio: Observatorio de Río Chico." in shown.main


def test_a_site_that_cannot_be_reached_says_so_and_gives_the_letter(tmp_path: Path) -> None:
    root = make_site(tmp_path, WITHOUT_CONTACT, *asking((COSTS,)))
    of = build(root)
    shown = questions(of)
    section = shown.section("tengo-un-documento")
    assert "Este sitio no puede recibir mensajes todavía." in words(section)
    assert "es para quien lo publica, Observatorio de Río Chico." in words(section)
    assert "Tengo un documento sobre: Plan de Acción de Río Chico 2024." in letter(section)
    assert [each for each in hrefs(question(shown, "costo")) if each == "#tengo-un-documento"]
    pages = [content(of, path).decode().lower() for path in of if path.endswith(".html")]
    assert not [each for each in pages if any(word in each for word in ("mándenos", "cuéntenos", "envíelo a quien"))]
    said = run("check", "--site", root)
    assert said.returncode == 0
    assert (said.stdout + said.stderr).count(" Y131 ") == 1


def test_a_site_with_a_telephone_is_reached_by_it(tmp_path: Path) -> None:
    phone = replace(SITE, "  correo: transparencia@example.org\n", "  telefono: 614 000 0000\n")
    root = make_site(tmp_path, phone)
    assert "Observatorio de Río Chico (614 000 0000)." in questions(build(root)).main
    assert "Y131" not in run("check", "--site", root).stdout


# The ways to it


def test_what_has_questions_leads_to_them_with_their_number(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, *asking((COSTS, UNREAD))))
    plan, agua = (parse(of, f"{PLAN}/{path}index.html").one("main") for path in ("", "compromisos/agua/"))
    assert words(link_to(plan, "preguntas/index.html")) == "Pregunte por 2 datos que faltan"
    assert words(link_to(agua, "preguntas/index.html#compromiso-agua")) == "Pregunte por 1 dato que falta"
    assert questions(of).one("#compromiso-agua")
    other = parse(of, f"{PLAN}/compromisos/calles/index.html")
    assert not [each for each in other.all("main a") if "Pregunte" in words(each)]


def test_the_empty_board_leads_to_the_questions_of_its_plan() -> None:
    assert words(link_to(page("raiz", "plan-2026/tablero").one("main"), "preguntas/index.html")).startswith("Pregunte")


@pytest.mark.parametrize(("name", "plan_id"), [each for each in PLANS if rows(*each, "faltas")])
def test_each_gap_on_the_page_of_its_plan_leads_to_its_question(name: str, plan_id: str) -> None:
    shown = page(name, plan_id)
    for row in rows(name, plan_id, "faltas"):
        gap = shown.one(f"#falta-{row['id']}")
        [href] = [each for each in hrefs(gap) if each.endswith(f"#pregunta-{row['id']}")]
        path = f"{plan_id}/{href.partition('#')[0]}"
        assert row["pregunta"] in words(parse(site(name), path).one(f"#seccion-pregunta-{row['id']}"))


def test_many_questions_come_in_parts_that_lead_to_each_other(tmp_path: Path) -> None:
    lines = tuple(f"g{number},plan,,,,,,,¿Qué fue de {number}?,,,,,," for number in range(MOST))
    of = build(make_site(tmp_path, *asking((COSTS, *lines))))
    first, second = questions(of), questions(of, "parte-2/")
    assert [len(each.all(".folded")) for each in (first, second)] == [MOST, 2]
    assert link_to(first.one(PARTS), "parte-2/index.html")
    assert hrefs(second.one(PARTS)) == ["../index.html"]
    assert first.h1 != second.h1


def test_a_plan_without_gaps_has_no_page_of_questions(tmp_path: Path) -> None:
    stated = "faltantes:\n  - que: El presupuesto de cada compromiso.\n    quien: La Tesorería\n"
    of = build(make_site(tmp_path, replace(PACKAGE, stated, "")))
    assert f"{PLAN}/preguntas/index.html" not in of
    assert "Pregunte" not in parse(of, f"{PLAN}/index.html").html


def test_a_folder_of_before_has_no_register_and_all_its_questions_to_ask() -> None:
    plan = plan_of(MINIMAL)
    assert plan.questions == ()
    assert [gap.id for gap in plan.gaps] == [STATED]
