"""Addresses of the web follow one rule by whatever door they come; a password in one is neither published nor said."""

from __future__ import annotations

from pathlib import Path

import pytest

from micrositio.formats.web_address import address_fault, has_credentials, is_rooted
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Format, formatted
from support import ROOT, Edit, make_site, of_plan, replace, run, write

GOOD = (
    "https://municipio.example.org",
    "http://municipio.example.org:8080/a?b=c#d",
    "https://web.archive.org/web/2024/https://municipio.example.org/plan",
    "https://medios.example.org//@municipio",
    "https://example.org/busca?correo=ana@example.org",
    "https://españa.example/año",
    "https://[::1]/",
    "HTTPS://EXAMPLE.ORG/PLAN",
)
BAD = {
    "javascript:alert(1)": Kind.WEB_ADDRESS,
    "file:///etc/passwd": Kind.WEB_ADDRESS,
    "data:text/html,x": Kind.WEB_ADDRESS,
    "www.example.org": Kind.WEB_ADDRESS,
    "//example.org/plan": Kind.WEB_ADDRESS,
    "https:": Kind.WEB_ADDRESS_HOST,
    "https:///plan": Kind.WEB_ADDRESS_HOST,
    "https:https://example.org": Kind.WEB_ADDRESS_HOST,
    "https://example..org": Kind.WEB_ADDRESS_HOST,
    "https://[::1": Kind.WEB_ADDRESS_HOST,
    "https://ana:secreto@example.org": Kind.WEB_ADDRESS_USER,
    "https://municipio.example@otro.example/": Kind.WEB_ADDRESS_USER,
    "https:\\\\ana:secreto@example.org": Kind.WEB_ADDRESS_USER,
    "https://example.org:99999/": Kind.WEB_ADDRESS_PORT,
    "https://example.org:0/": Kind.WEB_ADDRESS_PORT,
    "https://example.org:/": Kind.WEB_ADDRESS_PORT,
    "https://example.org:http/": Kind.WEB_ADDRESS_PORT,
    "https://example.org/a b": Kind.WEB_ADDRESS_SIGNS,
    "https://example.org/\u200b": Kind.WEB_ADDRESS_SIGNS,
    "https://example.org/\n": Kind.WEB_ADDRESS_SIGNS,
    "https://example.org\\plan": Kind.WEB_ADDRESS_SIGNS,
    "https://example.org/a;https://example.org/b": Kind.WEB_ADDRESS_SEVERAL,
    "https://example.org/a, https://example.org/b": Kind.WEB_ADDRESS_SEVERAL,
}
ADDRESS = "https://www.example.org/plan"
MANIFEST = of_plan("evidencias/2024-03/datapackage.yaml")
SOURCES = of_plan("fuentes.csv")
PASSWORD = "secreto-9"


@pytest.mark.parametrize("address", GOOD)
def test_an_address_of_the_web_is_one(address: str) -> None:
    assert address_fault(address) is None


@pytest.mark.parametrize(("address", "kind"), BAD.items())
def test_what_is_none_is_told_by_what_is_wrong_with_it(address: str, kind: Kind) -> None:
    assert address_fault(address) is kind


@pytest.mark.parametrize("address", ["https://example.org/?a=1", "https://example.org/#plan"])
def test_the_sites_own_address_ends_before_any_query_or_anchor(address: str) -> None:
    assert address_fault(address) is None
    assert address_fault(address, own=True) is Kind.WEB_ADDRESS_TAIL


@pytest.mark.parametrize("text", ["Vea https://ana:x@example.org/ aquí", "//ana@example.org"])
def test_a_password_is_found_within_a_text(text: str) -> None:
    assert has_credentials(text)


@pytest.mark.parametrize("text", ["Escriba a ana@example.org", "https://example.org/@ana", "1 // 2 @ 3"])
def test_an_e_mail_or_an_account_is_no_password(text: str) -> None:
    assert not has_credentials(text)


DOORS: dict[str, tuple[str, str]] = {
    "a source": (SOURCES, ADDRESS),
    "an institution": (of_plan("instituciones.csv"), "https://obras.example.org/"),
    "a document elsewhere": (MANIFEST, ADDRESS),
    "a licence": (of_plan("datapackage.yaml"), "https://creativecommons.org/licenses/by/4.0/"),
}


def into_a_text(address: str) -> Edit:
    return write("content/enlace.md", f"---\ntitulo: Enlace\n---\nVea [la página]({address}).\n")


def edits(address: str) -> dict[str, Edit]:
    doors = {door: replace(path, old, address) for door, (path, old) in DOORS.items()}
    site = replace("content/sitio.yaml", 'direccion: ""', f"direccion: {address}")
    return {**doors, "a text": into_a_text(address), "the site itself": site}


@pytest.mark.parametrize("door", edits(""))
@pytest.mark.parametrize("address", ["https:///x", "https://example.org:99999/x", "file:///etc/hosts"])
def test_every_door_holds_to_the_rule(door: str, address: str, tmp_path: Path) -> None:
    _, problems = build_site(
        Options(make_site(tmp_path, edits(address)[door]), (ROOT / "themes",)), lambda *stage: None
    )
    lines = list(formatted(problems, Format.TEXT, str))
    assert ["C114" in line and address not in line for line in lines] == [True]


DOORS_AND_FORMATS = [
    *((door, "text") for door in (*edits(""), "a note", "a text in YAML", "a schema of the plan's own")),
    ("a source", "json"),
    ("a text", "github"),
]


@pytest.mark.parametrize(("door", "how"), DOORS_AND_FORMATS)
def test_a_password_is_neither_published_nor_said(door: str, how: str, tmp_path: Path) -> None:
    address = f"https://ana:{PASSWORD}@example.org/"
    schema = of_plan("recorridos.schema.json")
    others = {
        "a schema of the plan's own": replace(schema, '"primaryKey"', f'"nota": "{address}", "primaryKey"'),
        "a note": replace(of_plan("compromisos.csv"), "No se sabe si", f"{address} No se sabe si"),
        "a text in YAML": replace("content/sitio.yaml", "titulo: ", f"titulo: {address} "),
    }
    site = make_site(tmp_path / "sitio", {**edits(address), **others}[door])
    finished = run("--site", site, "--output", tmp_path / "salida", "--format", how)
    assert finished.returncode == 1
    assert PASSWORD not in finished.stdout + finished.stderr
    assert "C114" in finished.stdout
    assert not (tmp_path / "salida").exists()


def test_a_script_is_told_once_in_a_text(tmp_path: Path) -> None:
    finished = run("check", "--site", make_site(tmp_path, into_a_text("javascript:alert(1)")))
    assert [line.split()[1] for line in finished.stdout.splitlines()] == ["Y116"]


@pytest.mark.parametrize(
    ("path", "rooted"),
    [
        ("/", True),
        ("/a", True),
        ("/a/", True),
        ("/a/b/c.html", True),
        ("/a%C3%B1o/", True),
        ("", False),
        ("a/b", False),
        ("//a/b", False),
        ("/a//b", False),
        ("/a//", False),
        ("/a/../b", False),
        ("/..", False),
        ("/./a", False),
        ("/%2e%2e/a", False),
        ("/a%5C..", False),
        ("/a b", False),
        ("/a?b", False),
        ("/a#b", False),
        ("/a%00", False),
        ("/a%0Ab", False),
    ],
)
def test_a_path_of_a_site_does_not_leave_it(path: str, rooted: bool) -> None:
    assert is_rooted(path) is rooted
