"""What the program says is for people: no name that somebody chose becomes an order for the service that runs it."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

import pytest

from micrositio.cli.console.terminal import say, usage
from micrositio.cli.main import _report_bug, main
from micrositio.privacy.masking import printable
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Format, Place, formatted, problem
from support import make_site, of_plan, replace

ORDER = "::error file=a::forged"
ODD = ("libro\n::error::forged.xlsx", "\r\n::add-mask::forged", "::stop-commands::forged", " \t::error::forged",
       "a\u2028::error::forged", "##[error]forged", "\x1b[2Jforged", "%0A::error::forged")  # fmt: skip


def orders(text: str) -> list[str]:
    """The lines that a service would take for orders."""
    return [each for each in text.splitlines() if each.lstrip().startswith("::") or "##[" in each or "\x1b" in each]


@pytest.mark.parametrize("odd", ODD, ids=ascii)
@pytest.mark.parametrize(
    "given",
    [
        ("workbook", "import"),
        ("workbook", "export", "--output"),
        ("workbook", "export", "--plan"),
        ("workbook", "export", "--corte"),
        ("fix",),
        ("upgrade",),
        ("import",),
        ("evidence", "add"),
        ("evidence", "clean"),
        ("seal",),
        ("seal", "--plan"),
        ("agenda", "--plan"),
        ("agenda", "--ics"),
        ("agenda", "--fecha"),
        ("sin-indexar",),
        ("explain",),
        ("new",),
        ("new", "acuerdo", "--plan"),
        ("check", "--contra"),
        ("check", "--site"),
        ("check", "--base-url"),
        ("check", "zzz"),
        (),
    ],
    ids=" ".join,
)
def test_a_name_given_on_the_command_line_is_no_order(
    given: tuple[str, ...], odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path / "sitio")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    chosen = () if "--site" in given else ("--site", str(site))
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), contextlib.suppress(SystemExit):
        main([*given, odd, *chosen], tmp_path)
    assert said.getvalue()
    assert orders(said.getvalue()) == []


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_what_is_said_is_one_line_for_each_thing_said(odd: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(odd)
    usage(odd)
    said = capsys.readouterr().err
    assert said.count("\n") == 2
    assert orders(said) == []


def test_a_failure_of_the_program_tells_its_lines_and_no_order(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _report_bug(ValueError, ValueError(f"uno\n{ORDER}"), None)
    said = capsys.readouterr().err
    assert orders(said) == []
    assert said.count("\n") == 3


def test_the_place_of_a_problem_is_no_order_and_the_forge_has_its_own() -> None:
    of_file = problem(Kind.FILE_NAME, Place(ORDER))
    assert orders("\n".join(formatted([of_file], Format.TEXT, str))) == []
    [line] = formatted([of_file], Format.GITHUB, str)
    assert line.startswith("::error file=%3A %3Aerror file=a%3A%3Aforged,title=T103::")


def test_the_words_of_a_table_are_no_order_in_the_agenda(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = of_plan("instituciones.csv")
    site = make_site(tmp_path, replace(table, "Dirección de Obras", ORDER))
    main(["agenda", "--site", str(site), "--plan", "plan-minimo", "--fecha", "2031-01-01"], tmp_path)
    said = capsys.readouterr()
    assert "forged" in said.out
    assert orders(said.out + said.err) == []


def test_what_only_looks_like_an_order_within_a_line_stays() -> None:
    assert printable("Avances::F12") == "Avances::F12"
    assert printable(":: uno") == ": : uno"
