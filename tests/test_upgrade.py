"""`upgrade`: folders as they were under earlier versions come to today's shape, with the same figures and seals."""

from __future__ import annotations

import contextlib
import csv
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from micrositio.cli import upgrade
from micrositio.cli.main import main
from micrositio.editing.listed import NoRoom
from micrositio.editing.yaml_splice import with_value, without_key
from micrositio.formats.yaml_document import read_yaml
from micrositio.model.plan import ActionPlan
from micrositio.pipeline.options import Options
from micrositio.pipeline.site_reader import Reading, read_site
from micrositio.profile.schemas import PROFILE_VERSION
from micrositio.progress.history import calculation_table, history
from support import (
    PLAN,
    ROOT,
    SITES,
    Edit,
    Files,
    append,
    digests,
    make_site,
    minimal_files,
    of_plan,
    remove,
    replace,
    write,
)

FOLDERS = ("antes-de-faltas", "antes-del-registro", "antes-de-lugares", "antes-de-grupos")
"""This site's folders as they were: each with the table `calculos` that the program of then published of its plan."""
INVENTED = "demostracion"
DESCRIPTOR = of_plan("datapackage.yaml")
BUDGET = "id,compromiso,pesos\nobra-1,calles,1200\n"
SCHEMA = """{
  "title": "Presupuesto", "title_en": "Budget",
  "fields": [
    {"name": "id", "type": "string", "title": "Clave", "title_en": "Key", "constraints": {"required": true}},
    {"name": "compromiso", "type": "string", "title": "Compromiso", "title_en": "Commitment"},
    {"name": "pesos", "type": "number", "title": "Pesos", "title_en": "Pesos"}
  ],
  "primaryKey": ["id"],
  "foreignKeys": [{"fields": ["compromiso"], "reference": {"resource": "compromisos", "fields": ["id"]}}]
}
"""


class Finished(NamedTuple):
    """How the command ended, and what it said."""

    code: int
    out: str
    err: str


def upgraded(root: Path, *arguments: str) -> Finished:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        code = main(["upgrade", "--site", str(root), *arguments], root.parent / "casa")
    return Finished(code, out.getvalue(), err.getvalue())


def reading(root: Path) -> Reading:
    return read_site(Options(root, (ROOT / "themes",)), lambda *stage: None)


def figures(plan: ActionPlan) -> list[dict[str, str]]:
    table = calculation_table(plan, history(plan))
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def is_sealed(name: str) -> bool:
    return "/sellos/" in name or name.endswith("/sellos.txt")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of before, each below its name."""
    root = tmp_path_factory.mktemp("antes")
    with tarfile.open(SITES / "carpetas-de-antes.tar.xz") as files:
        files.extractall(root, filter="data")
    return root


@pytest.fixture(scope="module", params=FOLDERS)
def older(request: pytest.FixtureRequest, before: Path) -> Path:
    return before / str(request.param)


class Passed(NamedTuple):
    """A folder of before, upgraded: what the command said, what was read, and the digests of the files."""

    root: Path
    said: Finished
    read: tuple[Reading, Reading]
    digests: tuple[dict[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def passed(older: Path) -> Passed:
    read, were = reading(older), digests(older)
    said = upgraded(older, "--si")
    return Passed(older, said, (read, reading(older)), (were, digests(older)))


def test_a_folder_of_before_is_upgraded_without_errors(passed: Passed) -> None:
    assert passed.said.code == 0, passed.said
    assert not [each for each in passed.read[1].problems if each.is_error]


def test_the_second_time_nothing_changes(passed: Passed) -> None:
    said = upgraded(passed.root, "--si")
    assert said.code == 0
    assert "No hay nada que cambiar" in said.err
    assert digests(passed.root) == passed.digests[1]


def test_no_seal_no_register_and_no_sealed_table_is_touched(passed: Passed) -> None:
    before, after = passed.digests
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert any(map(is_sealed, before))
    assert {Path(name).name for name in changed} <= {"datapackage.yaml", "faltas.csv"}


def test_the_figures_and_what_is_not_known_are_those_of_before(passed: Passed) -> None:
    before, after = (each.plans for each in passed.read)
    assert [each.id for each in after] == [each.id for each in before] == ["plan-2023-2024", "plan-2026", INVENTED]
    for was, now in zip(before, after, strict=True):
        assert figures(now) == figures(was)
        assert [each.question for each in now.gaps] == [each.question for each in was.gaps]
        assert [each.id for each in now.gaps] == [each.id for each in was.gaps]


def test_the_figures_are_those_that_the_program_of_then_published(passed: Passed) -> None:
    """Each cell of the table that was published, to the letter; the mark of an invented plan is added on publishing."""
    plan = next(each for each in passed.read[1].plans if each.id == INVENTED)
    now = {(each["corte"], each["nivel"], each["registro"]): each for each in figures(plan)}
    with (passed.root / "calculos.csv").open(encoding="utf-8-sig", newline="") as published:
        rows = list(csv.DictReader(published))
    assert len(rows) == len(now) > 400
    for row in rows:
        row.pop("inventado")
        found = now[row["corte"], row["nivel"], row["registro"]]
        assert {name: found[name] for name in row} == row


def test_only_the_oldest_of_them_states_its_gaps_in_the_descriptor(passed: Passed) -> None:
    oldest = passed.root.name == FOLDERS[0]
    assert ("faltantes" in passed.said.out) == oldest
    assert ("Listo: 6 archivos" in passed.said.err) == oldest
    assert (f"De la forma del perfil 1.0.0 a la del {PROFILE_VERSION}" in passed.said.out) == oldest
    assert ("Las cifras de plan-2023-2024, plan-2026, demostracion son las mismas." in passed.said.err) == oldest
    for plan in (passed.root / "data").iterdir():
        assert "faltantes:" not in (plan / "datapackage.yaml").read_text("utf-8")


def test_what_only_a_person_can_change_is_told(before: Path, passed: Passed) -> None:
    told = {name: name in passed.said.out for name in ("L120", "Y123")}
    assert told == {"L120": passed.root.name in FOLDERS[:2], "Y123": passed.root.name == FOLDERS[0]}
    assert ("solo usted" in passed.said.err) == any(told.values())


def test_a_folder_of_today_has_nothing_to_change() -> None:
    said = upgraded(ROOT, "--si")
    assert said.code == 0, said
    assert said.out == ""
    assert f"la forma del perfil {PROFILE_VERSION}" in said.err


def lines(root: Path, name: str = DESCRIPTOR) -> list[str]:
    return (root / name).read_text("utf-8").splitlines()


def test_the_gaps_of_the_descriptor_are_rows_and_the_rest_keeps_its_bytes(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    was = lines(root)
    assert upgraded(root, "--si").code == 0
    gone = was.index("faltantes:")
    assert lines(root) == [*was[:gone], *was[gone + 3 :], "  - name: faltas", "    path: faltas.csv"]
    with (root / of_plan("faltas.csv")).open(encoding="utf-8", newline="") as table:
        (row,) = csv.DictReader(table)
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "el-presupuesto-de-cada-compromiso",
        "tabla": "plan",
        "estado": "no_encontrado",
        "pregunta": "El presupuesto de cada compromiso.",
        "quien": "La Tesorería",
    }


GAP = "id,tabla,estado,pregunta\nel-horario,plan,no_encontrado,El horario.\n"
WITH_TABLE = (
    write(of_plan("faltas.csv"), GAP),
    append(DESCRIPTOR, "  - {name: faltas, path: faltas.csv}\n"),
)


def test_gaps_come_after_those_that_the_table_has(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio", *WITH_TABLE)
    ids = [each.id for each in reading(root).plans[0].gaps]
    assert upgraded(root, "--si").code == 0
    text = (root / of_plan("faltas.csv")).read_text("utf-8")
    assert text.startswith("id,tabla,estado,pregunta,quien\nel-horario,plan,no_encontrado,El horario.,\n")
    assert [each.id for each in reading(root).plans[0].gaps] == ids


def with_comments(files: Files) -> None:
    replace(
        DESCRIPTOR,
        "faltantes:\n  - que: El presupuesto de cada compromiso.\n",
        ('faltantes:  # lo que se pidió\n  # en marzo\n  - que: "El presupuesto # 1"  # por escrito\n'),
    )(files)
    replace(DESCRIPTOR, "resources:\n", "\n# Las tablas.\nresources:\n")(files)


def test_comments_stay(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio", with_comments)
    was = lines(root)
    assert upgraded(root, "--si").code == 0
    gone = was.index("faltantes:  # lo que se pidió")
    kept = ["# lo que se pidió", "# en marzo", "# por escrito", "", "# Las tablas.", "resources:"]
    assert lines(root)[gone : gone + 6] == kept


def test_line_ends_stay(tmp_path: Path) -> None:
    text = minimal_files()[DESCRIPTOR]
    assert isinstance(text, bytes)
    root = make_site(tmp_path / "sitio", write(DESCRIPTOR, text.replace(b"\n", b"\r\n")))
    assert upgraded(root, "--si").code == 0
    data = (root / DESCRIPTOR).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 60


def own_table(name: str) -> tuple[Edit, ...]:
    """A table of the plan's own, from when the profile had none of its name."""
    return (
        write(of_plan(f"{name}.csv"), BUDGET),
        write(of_plan(f"{name}.schema.json"), SCHEMA),
        append(DESCRIPTOR, f"  - {{name: {name}, path: {name}.csv, schema: {name}.schema.json}}  # nuestra\n"),
    )


@pytest.mark.parametrize("name", ["presupuesto", "seguimiento", "programacion", "periodos"])
def test_a_table_of_the_plans_own_gives_way_to_one_of_the_profile(name: str, tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio", *own_table(name))
    assert any(each.is_error for each in reading(root).problems)
    said = upgraded(root, "--si")
    assert said.code == 0, said
    new = f"{name}_propia"
    assert f"  - {{name: {new}, path: {name}.csv, schema: {name}.schema.json}}  # nuestra" in lines(root)
    assert (root / of_plan(f"{name}.csv")).read_text("utf-8") == BUDGET
    (plan,) = reading(root).plans
    assert [table.name for table in plan.tables.values() if table.name == new] == [new]
    assert "No hay nada que cambiar" in upgraded(root, "--si").err


def test_what_names_the_table_names_it_as_today(tmp_path: Path) -> None:
    linked = SCHEMA.replace(
        '{"resource": "compromisos", "fields": ["id"]}', '{"resource": "presupuesto", "fields": ["id"]}'
    )
    root = make_site(
        tmp_path / "sitio",
        *own_table("presupuesto"),
        write(of_plan("pagos.csv"), "id,compromiso,pesos\npago-1,obra-1,3\n"),
        write(of_plan("pagos.schema.json"), linked),
        append(DESCRIPTOR, "  - {name: pagos, path: pagos.csv, schema: pagos.schema.json}\n"),
        append(of_plan("discrepancias.csv"), "otra-cifra,presupuesto,obra-1,pesos,1300,,registro\n"),
        write("content/direcciones.txt", "/\n/plan-minimo/datos/presupuesto.csv\n/plan-minimo/datos/presupuesto/\n"),
    )
    said = upgraded(root, "--si")
    assert said.code == 0, said
    assert "Las cifras de" not in said.err  # with its errors, the plan gave none
    assert '"resource": "presupuesto_propia"' in (root / of_plan("pagos.schema.json")).read_text("utf-8")
    assert "otra-cifra,presupuesto_propia,obra-1" in (root / of_plan("discrepancias.csv")).read_text("utf-8")
    assert (root / "content/direcciones.yaml").read_text("utf-8").splitlines() == [
        "direcciones:",
        "  - de: /plan-minimo/datos/presupuesto.csv",
        "    a: /plan-minimo/datos/presupuesto_propia.csv",
        "  - de: /plan-minimo/datos/presupuesto/",
        "    a: /plan-minimo/datos/presupuesto_propia/",
    ]
    code = main(["check", "--site", str(root)], ROOT)
    assert code == 0


def test_an_address_that_leads_on_already_is_not_led_on_twice(tmp_path: Path) -> None:
    led = "direcciones:\n  - de: /plan-minimo/datos/presupuesto.csv\n    a: /plan-minimo/datos/presupuesto_propia.csv\n"
    root = make_site(
        tmp_path / "sitio",
        *own_table("presupuesto"),
        write("content/direcciones.txt", "/\n/plan-minimo/datos/presupuesto.csv\n"),
        write("content/direcciones.yaml", led),
    )
    said = upgraded(root, "--si")
    assert said.code == 0, said
    assert (root / "content/direcciones.yaml").read_text("utf-8") == led
    assert main(["check", "--site", str(root)], ROOT) == 0


def test_a_table_of_the_profile_that_states_a_schema_stays(tmp_path: Path) -> None:
    root = make_site(
        tmp_path / "sitio",
        replace(DESCRIPTOR, "path: avales.csv}", "path: avales.csv, schema: recorridos.schema.json}"),
    )
    assert upgraded(root, "--si").code == 0
    assert "  - {name: avales, path: avales.csv, schema: recorridos.schema.json}" in lines(root)


@pytest.mark.parametrize(
    ("file", "old", "new", "after"),
    [
        (DESCRIPTOR, "valor: 10 de enero de 2024", "valor: 2024-01-10", "valor: '2024-01-10'"),
        (DESCRIPTOR, "titulo: Entrega a OGP", "titulo: 12:30", "titulo: '12:30'"),
        ("content/sitio.yaml", "gobierno: Municipio de Río Chico", "gobierno: No", "gobierno: 'No'"),
    ],
)  # fmt: skip
def test_a_text_that_others_read_otherwise_goes_between_quotes(
    file: str, old: str, new: str, after: str, tmp_path: Path
) -> None:
    root = make_site(tmp_path / "sitio", replace(file, old, new))
    assert any(each.is_error for each in reading(root).problems)
    assert upgraded(root, "--si").code == 0
    assert after in "\n".join(lines(root, file))


def test_the_site_that_is_published_is_the_same_to_the_byte(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    for name in ("antes", "hoy"):
        assert main(["build", "--site", str(root), "--output", str(tmp_path / name)], tmp_path) == 0
        assert upgraded(root, "--si").code == 0
    assert digests(tmp_path / "hoy") == digests(tmp_path / "antes")


def second_plan(files: Files) -> None:
    """A second plan like the first, and settings with a text that needs quotes."""
    for name, data in list(files.items()):
        if name.startswith(of_plan("")):
            assert isinstance(data, bytes)
            is_yaml = name.endswith(".yaml")
            files[name.replace(PLAN, "plan-dos")] = data.replace(PLAN.encode(), b"plan-dos") if is_yaml else data
    replace("content/sitio.yaml", "planes: [plan-minimo]", "planes: [plan-minimo, plan-dos]")(files)
    replace("content/sitio.yaml", "gobierno: Municipio de Río Chico", "gobierno: 12:30")(files)


def test_plans_are_changed_one_after_another_and_the_settings_with_them(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio", second_plan)
    said = upgraded(root, "--si")
    assert said.code == 0, said
    assert "Listo: 5 archivos" in said.err
    assert "gobierno: '12:30'" in lines(root, "content/sitio.yaml")
    assert [len(plan.gaps) for plan in reading(root).plans] == [1, 1]
    assert sorted(each.name for each in root.iterdir()) == ["content", "data"]
    assert "No hay nada que cambiar" in upgraded(root, "--si").err


def test_gaps_keep_their_words_in_each_language_of_the_site(tmp_path: Path) -> None:
    more = "  - que: El presupuesto de cada compromiso.\n    que_en: The budget.\n    que_fr: Le budget.\n"
    root = make_site(
        tmp_path / "sitio",
        replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en, fr]"),
        write("content/idiomas/fr.po", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'),
        replace(DESCRIPTOR, "  - que: El presupuesto de cada compromiso.\n", more),
    )
    was = reading(root).plans[0].gaps[0].question
    assert (was.in_("en"), was.in_("fr")) == ("The budget.", "Le budget.")
    assert upgraded(root, "--si").code == 0
    assert reading(root).plans[0].gaps[0].question == was


def test_an_expression_that_is_no_longer_checked_is_left_to_a_person(tmp_path: Path) -> None:
    pattern = replace(of_plan("recorridos.schema.json"), '"pattern": "[a-z0-9]+', '"pattern": "(?=r)[a-z0-9]+')
    root = make_site(tmp_path / "sitio", pattern)
    said = upgraded(root, "--si")
    assert said.code == 0
    assert "T145" in said.out
    assert "solo usted puede cambiarlo" in said.err


def test_what_a_gap_says_is_no_order_for_a_service(tmp_path: Path) -> None:
    text = "##[error]x ::error::y"
    root = make_site(
        tmp_path / "sitio", replace(DESCRIPTOR, "que: El presupuesto de cada compromiso.", f"que: '{text}'")
    )
    said = upgraded(root, "--ensayo")
    assert "##[" not in said.out
    assert not [each for each in said.out.splitlines() if each.lstrip().startswith("::")]


def test_a_rehearsal_and_an_unanswered_question_write_nothing(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    were = digests(root)
    rehearsed, unasked = upgraded(root, "--ensayo"), upgraded(root)
    assert (rehearsed.code, unasked.code) == (0, 1)
    assert "El presupuesto de cada compromiso. → faltas.csv:2" in rehearsed.out == unasked.out
    assert digests(root) == were


FAULTS: dict[str, tuple[Edit, str]] = {
    "an error of the data": (append(of_plan("cortes.csv"), "x,no,es\n"), "cortes.csv"),
    "a descriptor that is no YAML": (write(DESCRIPTOR, "name: [\n"), "datapackage.yaml"),
    "settings that are no YAML": (write("content/sitio.yaml", "titulo: [\n"), "sitio.yaml"),
    "settings that are a list": (write("content/sitio.yaml", "- titulo\n"), "sitio.yaml"),
    "plans that are a text": (
        replace("content/sitio.yaml", "planes: [plan-minimo]", "planes: plan-minimo"),
        "sitio.yaml",
    ),
    "a table in another encoding": (write(of_plan("fuentes.csv"), "id,título\n".encode("latin-1")), "fuentes.csv"),
    "a table of gaps that is not listed": (write(of_plan("faltas.csv"), GAP), "faltas.csv"),
    "a descriptor that is a list": (write(DESCRIPTOR, "- a\n"), "datapackage.yaml"),
    "no descriptor": (remove(DESCRIPTOR), "plan-minimo"),
    "a plan that is not listed": (write("data/plan-dos/datapackage.yaml", "name: plan-dos\n"), "plan-dos"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_folder_with_errors_is_to_be_mended_first(fault: str, tmp_path: Path) -> None:
    edit, where = FAULTS[fault]
    root = make_site(tmp_path / "sitio", edit)
    were = digests(root)
    said = upgraded(root, "--si")
    assert said.code == 1, said
    assert where in said.out
    assert "Corrija antes esto" in said.err
    assert "No hay nada que cambiar" not in said.err
    assert digests(root) == were


def test_a_gap_in_both_places_is_told_and_not_written_twice(tmp_path: Path) -> None:
    twice = GAP + "el-presupuesto-de-cada-compromiso,plan,no_encontrado,El presupuesto.\n"
    root = make_site(tmp_path / "sitio", *WITH_TABLE, write(of_plan("faltas.csv"), twice))
    said = upgraded(root, "--si")
    assert said.code == 1
    assert "D126" in said.out


def test_a_folder_that_would_give_other_figures_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: Iterator[int] = iter(range(100))
    monkeypatch.setattr(upgrade, "_figures", lambda plan: next(counted))
    root = make_site(tmp_path / "sitio")
    were = digests(root)
    said = upgraded(root, "--si")
    assert said.code == 1
    assert f"Daría otras cifras en {PLAN}" in said.err
    assert digests(root) == were


BLOCK = b"a: 1\nb:\n  - x\n  # dentro\n\n# de c\nc: 2\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BLOCK, b"a: 1\n# dentro\n\n# de c\nc: 2\n"),
        (b"b: []\na: 1\n", b"a: 1\n"),
        (b"a: 1\nb: {x: [1,\n  2]}", b"a: 1\n"),
        (b"a: 1\nb: |\n  # texto\n  mas\nc: 2\n", b"a: 1\nc: 2\n"),
        (b"a: 1\nb: 'x # y'  # z\n", b"a: 1\n# z\n"),
    ],
)
def test_a_key_is_taken_out_with_what_it_holds(before: bytes, after: bytes) -> None:
    assert without_key("a.yaml", before, "b") == after


@pytest.mark.parametrize("before", [b"{a: 1, b: 2}\n", b"- a\n"])
def test_a_key_that_does_not_stand_on_lines_of_its_own_stays(before: bytes) -> None:
    with pytest.raises(NoRoom):
        without_key("a.yaml", before, "b")


Place = tuple[int, int]


@pytest.mark.parametrize(
    ("before", "place", "after"),
    [
        (b"a: 2024-01-01\n", (1, 1), b"a: '2024-01-01'\n"),
        (b"a: [2024-01-01, no]\n", (1, 17), b"a: [2024-01-01, 'no']\n"),
        (b"a: {b: no, c: 1}\n", (1, 5), b"a: {b: 'no', c: 1}\n"),
        (b"a:\n  - no\n", (2, 5), b"a:\n  - 'no'\n"),
    ],
)
def test_a_value_is_written_otherwise_where_it_stands(before: bytes, place: Place, after: bytes) -> None:
    document, _problems = read_yaml("a.yaml", before)
    assert document
    assert with_value("a.yaml", before, place, "'{}'", document.value) == after


def test_a_value_of_several_lines_stays() -> None:
    before = b"a: |\n  2024-01-01\n"
    with pytest.raises(NoRoom):
        with_value("a.yaml", before, (1, 1), "'{}'", {"a": "2024-01-01\n"})
