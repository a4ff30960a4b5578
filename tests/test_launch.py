"""What a site lacks before it goes live: asked for by `check --para-publicar`, and by nothing else."""

from pathlib import Path

from micrositio.formats.kept import Kept
from micrositio.pipeline.options import Options
from micrositio.pipeline.site_reader import read_site
from micrositio.validation.launch import launch_problems, without_pardon
from support import ROOT, Edit, found, make_site, of_plan, replace, run

SITE = "content/sitio.yaml"
PACKAGE = of_plan("datapackage.yaml")
LICENCE = """licenses:
  - name: CC-BY-4.0
    title: Creative Commons Atribución 4.0 Internacional
    path: "https://creativecommons.org/licenses/by/4.0/"
"""
READY = (
    replace(SITE, 'direccion: ""', "direccion: https://plan.example.org"),
    replace(
        SITE,
        "contacto:\n",
        "solicitudes:\n  nombre: Plataforma\n  direccion: https://pide.example.org\n"
        "cartas_revisadas:\n  por: Dirección Jurídica\n  fecha: 2024-05-02\ncontacto:\n",
    ),
)


def asked(root: Path, is_compared: bool = True) -> list[str]:
    reading = read_site(Options(root, (ROOT / "themes",), kept=Kept()), lambda *stage: None)
    assert reading.config
    lacking = launch_problems(reading.sources, reading.config, reading.plans, is_compared)
    return found([each for each in without_pardon([*reading.problems, *lacking]) if each.is_error])


def test_each_thing_that_is_lacking_is_said_at_its_place(tmp_path: Path) -> None:
    small = [f"{SITE}:6:1 Y133", f"{SITE} Y134", f"{SITE} Y136"]
    assert asked(make_site(tmp_path / "a")) == small
    assert asked(make_site(tmp_path / "b"), is_compared=False) == [*small, f"{SITE} P109"]
    bare: Edit = replace(PACKAGE, LICENCE, "licenses: []\n")
    assert asked(make_site(tmp_path / "c", *READY, bare)) == [f"{PACKAGE}:7:1 Y135"]
    assert asked(make_site(tmp_path / "d", *READY)) == []


def test_who_publishes_and_a_contact_are_only_asked_for_then(tmp_path: Path) -> None:
    contact = "contacto:\n  area: Unidad de Transparencia\n  correo: transparencia@example.org\n"
    root = make_site(tmp_path, *READY, replace(SITE, "oficial: no\n", ""), replace(SITE, contact, ""))
    assert asked(root) == [f"{SITE} Y123", f"{SITE} Y131"]
    checked = run("check", "--site", root)
    assert (checked.returncode, checked.stdout.count(" aviso: ")) == (0, 2)


def test_check_refuses_until_nothing_is_lacking(tmp_path: Path) -> None:
    root, output = make_site(tmp_path / "sitio"), tmp_path / "output"
    refused = run("check", "--para-publicar", "--site", root)
    assert refused.returncode == 1
    assert [line.partition("  ")[0].rpartition(" ")[2] for line in refused.stdout.splitlines()] == [
        "P109", "Y134", "Y136", "Y133",
    ]  # fmt: skip
    ready = make_site(tmp_path / "listo", *READY)
    assert run("build", "--site", ready, "--output", output).returncode == 0
    done = run("check", "--para-publicar", "--contra", output, "--site", ready)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith("Todo está bien.\n")
