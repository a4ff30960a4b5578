"""A sample of each row of the fault matrix: `scripts/fallas` tries them whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from copias import Trials
from fallas_contenido import PROBES, formulas_in_all, xss
from fallas_entornos import entornos
from fallas_lugares import REFUSED_OUTPUTS, salidas
from fallas_proceso import dos, senales
from fallas_rutas import GIVEN, KEYS, OPTIONS, UNSAFE, rutas
from sondas import Shapes, Spot, filled, formulas, planted, running, shapes, spots, unread
from support import write_files

STEPS = 4
ROWS: dict[str, tuple[Callable[[Path], Trials], tuple[str, ...]]] = {
    "señales": (lambda folder: senales(folder, STEPS), ("en el paso", "SIGTERM a los 1.0 s", "SIGHUP a los 0.4 s")),
    "dos": (dos, ("a los 0.3 s, con", "SIGTERM", "no termina", "de una sola")),
    "salidas": (
        salidas,
        (
            *("un enlace a sí mismo", "una tubería", "el sitio", "lugar del ensayo, un", "el cerrojo es", "300 letras"),
            *("de otro sitio", "buena: una nuestra con un enlace", "la raíz", "/dev/shm"),
        ),
    ),
    "entornos": (entornos, ("LANG=C", "TZ a +14", "(0, 1, 2)", "sin HOME ni", "Windows", "autocrlf", "ya no existe")),
    "rutas": (
        rutas,
        (
            *("tabla: arriba", "documento: un enlace", "esquema: absoluta", "tema: nombre de 300", "plan: con NUL"),
            *("de antes: por un rodeo", "evidencias/2024-03: 'a\\nb'", "en lugar de themes/propio/theme.yaml"),
            *("--comentario: una carpeta aj", "fix: un enlace a sí mismo", "import: uno que no acaba"),
            *("--site: un enlace a sí mismo", "indexar: donde no"),
        ),
    ),
    "xss": (xss, ("ninguna", "srcdoc")),
    "fórmulas": (formulas_in_all, ("sites/minimo", "'=1+1'")),
}
"""Each row, and parts of the names of what is tried here."""


@pytest.mark.parametrize("name", ROWS)
def test_a_sample_of_each_row_is_as_it_must_be(name: str, tmp_path: Path) -> None:
    row, sample = ROWS[name]
    found = {what: trial() for what, trial in row(tmp_path) if any(each in what for each in sample)}
    assert len(found) >= len(sample)
    assert {what: fault for what, fault in found.items() if fault} == {}


def test_the_rows_are_long() -> None:
    assert len(REFUSED_OUTPUTS) >= 40
    assert len(KEYS) * len(UNSAFE) + len(OPTIONS) * len(GIVEN) >= 600
    assert len(PROBES) >= 30
    assert len(spots()) >= 250


CLEAN = Shapes(frozenset((each, "") for each in ("html", "head", "body", "p")), frozenset({"SUMMARY"}))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p><img src=x onerror=sonda()>"),
        ("a.html", "<p onclick=sonda()>"),
        ("a.html", "<p><a href=' java\tscript:sonda()'>x</a>"),
        ("a.html", "<p><script>sonda()</script>"),
        ("a.html", "<p><iframe srcdoc=x></iframe>"),
        ("a.html", "<p><b>x</b>"),
        ("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("a.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"),
        ("a.xml", "<feed><content type='html'>&lt;p onclick='x'&gt;</content></feed>"),
        ("a.js", "datos = [1]; sonda()"),
        (
            "a.ics",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nATTACH:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        ),
    ],
)
def test_what_runs_would_be_seen(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert list(running(tmp_path, CLEAN))


def test_what_does_not_run_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>&lt;script&gt; <a href='/x'>javascript:</a><em>x</em>")
    (tmp_path / "a.js").write_text('datos = ["sonda"];')
    assert list(running(tmp_path, CLEAN)) == []
    assert ("a", "href") in shapes(tmp_path).elements


def test_formulas_and_broken_files_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,x\n1,=1+1\n2,-1.5\n3,- uno\n")
    (tmp_path / "a.xml").write_text("<a>")
    (tmp_path / "a.json").write_text("{")
    assert list(formulas(tmp_path)) == ["a.csv: '=1+1'"]
    assert [each.partition(":")[0] for each in unread(tmp_path)] == ["a.json", "a.xml"]


def test_a_text_is_planted_where_it_is_taken_and_left_out_where_it_is_refused(tmp_path: Path) -> None:
    titles = [each for each in spots() if each.column in ("titulo", "titulo_en")]
    key = Spot("data/plan-minimo/recorridos.csv", 2, "compromiso")
    files = filled([titles[0]], str.upper)
    assert write_files(tmp_path / "uno", files).is_dir()
    found = planted(tmp_path, lambda text: f"{text} sonda", [*titles, key])
    assert (found.accepted, found.fault) == (tuple(titles), "")
    assert any(b"sonda" in path.read_bytes() for path in found.output.rglob("*.html"))
