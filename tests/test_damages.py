"""Whatever the files hold, a build through to publishing ends in 0 or 1: the program never fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danos import damage, damaged, outcome, sound_files
from malformed.case import of_plan

NUMBERS = 200
SOUND = sound_files()
PACKAGE = of_plan("datapackage.yaml")
SCHEMA = of_plan("recorridos.schema.json")
OWN = "themes/propio/templates"
ODD = {
    "un salto al final de la dirección": ("content/sitio.yaml", b"\n", b'\ndireccion: "https://a.example\\n"\n'),
    "una tabla que se llama sqlite_x": (PACKAGE, b"recorridos, ", b"sqlite_x, "),
    "un esquema con NaN": (SCHEMA, b'"minimum": 0', b'"minimum": NaN'),
    "un esquema con infinito": (SCHEMA, b'"minimum": 0', b'"minimum": -1e999'),
    "medio carácter en un esquema": (SCHEMA, b'"Walks"', b'"\\ud800"'),
    "medio carácter en un YAML": ("content/sitio.yaml", b"titulo: ", b'titulo_en: "\\ud800"\ntitulo: '),
    "NUL en direcciones.yaml": ("content/direcciones.yaml", b"/vieja/", b'"/vie\\0ja/"'),
    "una dirección que sale": ("content/direcciones.yaml", b"/vieja/", b"/../x/"),
    "una dirección que sale al final": ("content/direcciones.yaml", b"/vieja/", b"/a/.."),
    "un NUL en un YAML": ("content/sitio.yaml", b"titulo: ", b"titulo_en: a\0b\ntitulo: "),
    "corchetes en un JSON": (SCHEMA, b"{", b"[" * 100_000),
    "guiones bajos": ("content/acerca.md", b"\n", b"\n\n" + b"_" * 20_000 + b"\n\n"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("danos")


def ended(folder: Path, files: dict[str, bytes]) -> tuple[int, str]:
    return outcome(folder / "sitio", folder / "publicado" / "output", files)


def test_the_sound_site_is_published(folder: Path) -> None:
    assert ended(folder, SOUND) == (0, "")


@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_is_no_failure(name: str, folder: Path) -> None:
    path, old, new = ODD[name]
    data = SOUND[path]
    assert old in data
    code, said = ended(folder, {**SOUND, path: data.replace(old, new, 1) if old != b"\n" else data + new})
    assert code == 1, said
    assert path in said


@pytest.mark.parametrize(
    "template",
    [
        b"{% include 'acerca.html' %}{% include 'content.html' %}",
        b"{% extends 'content.html' %}",
        b"{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        b"{{ 1 // 0 }}",
        b"{{ 'a' * 10 ** 20 }}",
        b"{{ none.x.y }}",
        b"{{ [1][5] }}",
        b"{{ page | nada }}",
        b"\xff\xfe",
        b"{% for x in 5 %}{% endfor %}",
        b"{{ 'x' | int('a') + [] }}",
        b"{{ 10 ** 10 ** 3 | length }}",
        b"{{ '%d' % 'x' }}",
        b"{{ layout.encode('ascii') }}",
        b"{{ 'x'.encode('nada') }}",
    ],
)
def test_a_template_that_fails_is_a_fault_of_the_theme(template: bytes, folder: Path) -> None:
    code, said = ended(folder, {**SOUND, f"{OWN}/content.html": template})
    assert code == 1, said
    assert "content.html" in said


def numbered() -> Iterator[range]:
    return (range(start, start + 50) for start in range(0, NUMBERS, 50))


@pytest.mark.parametrize("numbers", numbered(), ids=str)
def test_no_damage_of_a_file_makes_the_program_fail(numbers: range, folder: Path) -> None:
    found = damaged(folder, numbers)
    assert [(number, made.file, made.how, code, said[-500:]) for number, made, code, said in found] == []


def test_a_damage_is_the_same_wherever_it_is_made() -> None:
    assert damage(7, SOUND) == damage(7, SOUND)
    assert len({damage(number, SOUND).file for number in range(300)}) > 40
