"""`build --aunque-falle`: where others look at a proposal, its faults are published, and never over a good site."""

from pathlib import Path

import pytest

from micrositio.cli.main import main
from people import Invented
from support import ROOT, Edit, append, digests, make_site, of_plan, replace, write

TABLE = of_plan("avances.csv")
ROW = "pozos.,,,,2024-03-12"
WRONG = replace(TABLE, ROW, "pozos.,,,,12/03/2024")


def noticed(root: Path, output: Path, *more: str) -> int:
    return main(["build", "--site", str(root), "--output", str(output), "--aunque-falle", *more], ROOT)


def page_of(tmp_path: Path, *edits: Edit) -> str:
    assert noticed(make_site(tmp_path / "sitio", *edits), tmp_path / "output") == 0
    return (tmp_path / "output/index.html").read_text("utf-8")


def test_the_page_has_the_row_the_cell_the_mend_and_why(tmp_path: Path) -> None:
    page = page_of(tmp_path, WRONG)
    shown = sorted(path.name for path in (tmp_path / "output").iterdir())
    assert shown == [".micrositio", "404.html", "_ayuda", "index.html"]
    for address in ("_ayuda/index.html", "_ayuda/estilo.css"):
        assert f'href="{address}"' in page
        assert (tmp_path / "output" / address).is_file()
    assert f"<h2>{TABLE}</h2>" in page
    assert "Fila 2, columna «terminado»" in page
    assert "<mark>12/03/2024</mark>" in page
    assert "Se publicó la tabla con los diez pozos." in page
    assert "<code>C105</code>" in page
    assert "Por qué importa" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "se actualiza sola" not in page


def test_a_line_of_a_text_is_shown_too(tmp_path: Path) -> None:
    page = page_of(tmp_path, replace("content/sitio.yaml", "idiomas:", "idiomass:"))
    assert "<h3>Renglón 5</h3><p>La clave «idiomass» no existe aquí" in page
    assert "<mark>idiomass:" in page
    assert page.count("<mark>") == 1, "of a key that is missing no line is at fault"


def test_a_long_row_begins_with_the_cell_at_fault(tmp_path: Path) -> None:
    page = page_of(tmp_path, replace(of_plan("actividades.csv"), "2024-03-15", "15/03/2024"))
    shown, folded = page.split("Toda la fila", 1)
    assert shown.count("<dt>") == 3
    assert "<mark>15/03/2024</mark>" in shown
    assert folded.count("<dt>") > 8


def test_of_keys_that_are_missing_no_line_is_at_fault(tmp_path: Path) -> None:
    page = page_of(tmp_path, write("content/sitio.yaml", "titulo: Gobierno Abierto\n"))
    assert "Faltan las claves" in page
    assert "<mark>" not in page


def test_a_good_site_is_built_as_always(tmp_path: Path) -> None:
    assert noticed(make_site(tmp_path / "sitio"), tmp_path / "output") == 0
    assert len(list((tmp_path / "output").rglob("*.html"))) > 20


def test_a_good_site_is_never_replaced_by_its_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "output"
    assert noticed(make_site(tmp_path / "sitio"), output) == 0
    before = digests(output)
    assert noticed(make_site(tmp_path / "otro", WRONG), output) == 1
    assert digests(output) == before
    assert "hay un sitio bueno, y se queda" in capsys.readouterr().err


def test_faults_are_replaced_by_other_faults_and_by_the_site(tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert noticed(make_site(tmp_path / "a", WRONG), output) == 0
    assert noticed(make_site(tmp_path / "b", replace(TABLE, ROW, "pozos.,,,,13/03/2024")), output) == 0
    assert "13/03/2024" in (output / "index.html").read_text("utf-8")
    assert noticed(make_site(tmp_path / "c"), output) == 0
    assert "Hay algo que corregir" not in (output / "index.html").read_text("utf-8")


def test_a_publication_is_never_one_of_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTEXT", "production")
    assert noticed(make_site(tmp_path / "sitio", WRONG), tmp_path / "output") == 2
    assert not (tmp_path / "output").exists()


def test_what_the_gate_refuses_is_not_published_as_a_fault(tmp_path: Path) -> None:
    invented = Invented(5)
    person, other = invented.curp(), invented.curp()
    page = page_of(
        tmp_path,
        WRONG,
        replace(TABLE, "Se publicó la tabla", f"Con {person} se publicó la tabla"),
        append("content/acerca.md", f"\nDe {other}.\n"),
    )
    assert "C105" in page
    assert "C119" in page
    assert person not in page
    assert other not in page
    assert "los diez pozos" not in page


def test_what_strangers_write_is_only_text(tmp_path: Path) -> None:
    page = page_of(
        tmp_path,
        WRONG,
        replace(TABLE, "Se publicó la tabla", "<script>alert(1)</script>"),
        write("data/<img src=x>.csv", "a\n"),
    )
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
