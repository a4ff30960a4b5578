"""Replies of offices, removals of personal data, and the letters that ask for either, on the built site."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborNode

from micrositio.pipeline.publisher import Site
from micrositio.routes import api_paths
from reading import Page, build, content, page, parse, plan, site, words
from support import PLAN, Edit, append, make_site, of_plan, replace, write

SITE = "content/sitio.yaml"
CONTACT = "contacto:\n  area: Unidad de Transparencia\n  correo: transparencia@example.org\n"
LISTED = "  - {name: discrepancias, path: discrepancias.csv}\n"
REPLIED = "id,tabla,registro,campo,institucion,cargo,fecha,texto,resultado,resuelta,explicacion,evidencias,nota"
KINDS = ("pedir-correccion", "pedir-replica", "pedir-retiro")


def replied(*lines: str) -> tuple[Edit, ...]:
    """The small site with these replies."""
    return (
        write(of_plan("replicas.csv"), "\n".join((REPLIED, *lines, ""))),
        replace(of_plan("datapackage.yaml"), LISTED, LISTED + "  - {name: replicas, path: replicas.csv}\n"),
    )


def corrections(of: Site) -> Page:
    return parse(of, f"{PLAN}/correcciones/index.html")


def letter(node: LexborNode) -> str:
    field = node.css_first("textarea")
    assert field is not None
    return field.text().strip()


def test_a_reply_stands_beside_its_datum_and_on_its_office_with_day_and_outcome(tmp_path: Path) -> None:
    rows = (
        "uno,verificaciones,2024-03|agua-1,estado,obras,Área,2024-05-02,Eran once.,se_mantiene,2024-05-09,Son diez.,,",
        "dos,compromisos,calles,titulo,cabildo,Secretaría,2024-05-03,Se llama de otro modo.,,,,,",
        "tres,evidencias,tabla-agua,,obras,Área,2024-05-04,Falta una hoja.,corregido,2024-05-10,Se agregó.,tabla-agua,",
    )
    made = build(make_site(tmp_path, *replied(*rows)))
    water = words(parse(made, f"{PLAN}/compromisos/agua/index.html").section("replicas"))
    assert "Réplica de Dirección de Obras (DO), del 2 de mayo de 2024." in water
    assert "Eran once. Se resolvió el 9 de mayo de 2024: El dato se mantiene. Son diez." in water
    milestone = parse(made, f"{PLAN}/compromisos/agua/index.html").one("#actividad-agua-1 a[href='#replica-uno']")
    assert words(milestone) == "Réplica de Dirección de Obras (DO), del 2 de mayo de 2024"
    streets = words(parse(made, f"{PLAN}/compromisos/calles/index.html").section("replicas"))
    assert "Se llama de otro modo. Se está revisando: todavía no hay resultado." in streets
    assert "Eran once." not in streets
    assert "Falta una hoja." in parse(made, f"{PLAN}/evidencias/tabla-agua/index.html").main
    office = words(parse(made, f"{PLAN}/responsables/obras/index.html").section("replicas"))
    assert "Eran once." in office
    assert "Falta una hoja." in office
    shown = corrections(made)
    assert words(shown.one(".lead")).startswith("Réplicas: 3; resueltas: 2.")
    assert {f"replica-{key}" for key in ("uno", "dos", "tres")} <= shown.ids


def test_a_reply_says_what_it_answers_and_leads_to_it(tmp_path: Path) -> None:
    """Also one to the whole plan, to a place, to a cut and to a comment; none stands where its key says nothing."""
    rows = (
        "uno,plan,,,obras,Área,2024-05-02,Falta un compromiso.,,,,,",
        "dos,lugares,agua,,obras,Área,2024-05-03,Está más al norte.,,,,,",
        "tres,cortes,2024-03,,obras,Área,2024-05-04,Era de abril.,,,,,",
    )
    places = "id,nombre,compromiso,actividad,latitud,longitud,area,direccion,fuentes\n"
    made = build(
        make_site(
            tmp_path,
            *replied(*rows),
            write(of_plan("lugares.csv"), f"{places}agua,Pozo,calles,,28.6,-106.1,,,plan-firmado\n"),
            append(of_plan("datapackage.yaml"), "  - {name: lugares, path: lugares.csv}\n"),
        )
    )
    shown = corrections(made)
    assert "Área · El plan · " in words(shown.one("#replica-uno"))
    for key, path in (("dos", "lugares/index.html#lugar-agua"), ("tres", "tablero/2024-03/index.html")):
        links = [str(each.attributes["href"]) for each in shown.one(f"#replica-{key}").css("a")]
        assert f"../{path}" in links
    for commitment in ("agua", "calles"):
        assert "replicas" not in parse(made, f"{PLAN}/compromisos/{commitment}/index.html").ids


def test_a_reply_to_a_gap_stands_beside_its_question() -> None:
    asked = words(page("raiz", "demostracion/preguntas").one("#pregunta-tiraderos-mayo-junio"))
    assert "Pedimos que se lea y se publique. Se está revisando" in asked


def test_a_removal_says_which_kind_of_datum_its_outcome_and_both_days() -> None:
    shown = page("raiz", "demostracion/correcciones")
    assert "retiro-retiro-1" in shown.ids
    row = words(shown.one("#retiro-retiro-1"))
    assert row.startswith("Imagen de una persona En un documento 12 de mayo de 2026 14 de mayo de 2026 Se cubrió.")
    assert "se está revisando todavía no hay" in words(shown.one("#retiro-retiro-3"))


def test_replies_and_removals_are_open_data_and_in_the_api() -> None:
    of = plan("raiz", "demostracion")
    document = json.loads(content(site("raiz"), api_paths.plan(of)))
    assert [each["id"] for each in document["replicas"]] == [each.id for each in of.replies]
    assert [each["dato"] for each in document["retiros"]] == ["imagen", "nombre", "contacto"]
    for name, rows in (("replicas", of.replies), ("retiros", of.removals)):
        data = content(site("raiz"), f"demostracion/datos/{name}.csv").decode("utf-8-sig")
        assert len(list(csv.DictReader(io.StringIO(data)))) == len(rows)


def test_the_real_plans_have_no_reply_and_no_removal_and_their_letters() -> None:
    for name in ("plan-2023-2024", "plan-2026"):
        of, shown = plan("raiz", name), page("raiz", f"{name}/correcciones")
        assert (of.replies, of.removals) == ((), ())
        assert "En estos datos ninguna oficina ha pedido una réplica." in words(shown.section("replicas"))
        assert "En estos datos no hay solicitudes de retiro." in words(shown.section("retiros"))
        assert all(letter(shown.one(f"#{kind}")) for kind in KINDS)


def test_a_site_without_a_contact_says_so_and_offers_no_way_that_does_not_exist(tmp_path: Path) -> None:
    made = build(make_site(tmp_path, replace(SITE, CONTACT, "")))
    shown = corrections(made)
    assert "Este sitio no puede recibir mensajes todavía." in shown.main
    assert not shown.all("main a[href^='mailto:']")
    assert all("Pueden contestarme en:" in letter(shown.one(f"#{kind}")) for kind in (KINDS[0], KINDS[2]))
    pages = [data.decode().lower() for path, data in made.items() if path.endswith(".html") and isinstance(data, bytes)]
    assert not [each for each in pages if any(word in each for word in ("mándenos", "cuéntenos", "escríbanos"))]


def test_a_site_with_an_address_sends_each_letter_there(tmp_path: Path) -> None:
    shown = page("minimo", f"{PLAN}/correcciones")
    assert "no puede recibir mensajes" not in shown.main
    for kind, subject in zip(KINDS, ("Pido una corrección:", "Réplica sobre:", "Pido el retiro"), strict=True):
        [link] = [each for each in shown.one(f"#{kind}").css("a") if words(each) == "Envíela por correo"]
        href = urlsplit(str(link.attributes["href"]))
        assert unquote(href.path) == "transparencia@example.org"
        fields = parse_qs(href.query, strict_parsing=True)
        assert fields["subject"][0].startswith(subject)
        assert fields["body"][0].replace("\r\n", "\n").strip() == letter(shown.one(f"#{kind}"))


def test_a_site_reached_only_by_hand_says_where(tmp_path: Path) -> None:
    by_hand = replace(SITE, "  correo: transparencia@example.org\n", "  telefono: 614 200 4800\n")
    shown = corrections(build(make_site(tmp_path, by_hand)))
    assert "llévela a quien publica este sitio" in shown.main
    assert "614 200 4800" in shown.main
    assert not shown.all("main a[href^='mailto:']")


def test_each_commitment_leads_to_its_letter_which_names_it() -> None:
    for name, plan_id in (("raiz", "plan-2023-2024"), ("raiz", "demostracion"), ("minimo", PLAN)):
        shown = page(name, f"{plan_id}/correcciones")
        for each in plan(name, plan_id).commitments:
            anchor = f"corregir-{each.id}"
            own = page(name, f"{plan_id}/compromisos/{each.id}")
            [way] = [link for link in own.all("main a") if words(link) == "Pida una corrección"]
            assert str(way.attributes["href"]).endswith(f"correcciones/index.html#{anchor}")
            title = (each.short_title or each.title).pick("es")[0]
            assert title in letter(shown.one(f"#{anchor}"))


def test_more_commitments_than_fit_lead_to_the_letter_for_any_datum(tmp_path: Path) -> None:
    head = (make_site(tmp_path / "antes") / of_plan("compromisos.csv")).read_text().split("\n")[0].split(",")
    line = {
        "titulo": "Compromiso",
        "titulo_corto": "Otro",
        "responsables": "obras",
        "fuentes": "plan-firmado",
        "peso": "1",
    }
    rows = "".join(
        ",".join({**line, "id": f"c-{n}", "numero": str(n)}.get(name, "") for name in head) + "\n" for n in range(3, 40)
    )
    unweighted = replace(of_plan("datapackage.yaml"), "  total_pesos_compromisos: 100\n", "")
    made = build(make_site(tmp_path / "sitio", append(of_plan("compromisos.csv"), rows), unweighted))
    assert not corrections(made).all("[id^='corregir-']")
    own = parse(made, f"{PLAN}/compromisos/c-9/index.html")
    [way] = [link for link in own.all("main a") if words(link) == "Pida una corrección"]
    assert str(way.attributes["href"]).endswith("correcciones/index.html#pedir-correccion")


def test_the_footer_and_the_page_about_the_site_lead_to_the_letters() -> None:
    for path in ("", "acerca", "plan-2026", "plan-2026/tablero"):
        assert "Correcciones y datos personales" in words(page("raiz", path).one("footer"))
    about = page("raiz", "acerca").texts("main a")
    assert "Pida una corrección, una réplica o el retiro de un dato personal" in about


def test_no_letter_names_a_law() -> None:
    for name, plan_id in (("raiz", "plan-2023-2024"), ("minimo", PLAN)):
        letters = [letter(node).lower() for node in page(name, f"{plan_id}/correcciones").all(".letter")]
        assert letters
        assert not [each for each in letters if any(word in each for word in ("ley ", "artículo", "fracción"))]
