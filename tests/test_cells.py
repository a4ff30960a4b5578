"""A cell's text becomes what its column says, or a fault that says what to write instead."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.dates import PartialDate
from micrositio.model.table_schema import EDTF, Column
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, problem
from micrositio.problems.suggest import closest
from micrositio.profile.cells import plain_text_faults, same_value, typed

CHOICES = [{"value": "gobierno"}, {"value": "academia"}]
PARTIAL = Column.of({"name": "t", "type": "string", "rdfType": EDTF})


def field(kind: str, **rest: object) -> Column:
    return Column.of({"name": "c", "type": kind, **rest})


def said(text: str, of: Column) -> str:
    """The whole message about a cell that is at fault."""
    value, [(kind, details)] = typed(of, text)
    assert value is None
    each = problem(kind, Place("t.csv"), **details)
    return f"{kind.code} {each.message(str)} → {each.mend(str)}"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "0", 0),
        ("integer", "-12", -12),
        ("integer", "007", 7),
        ("number", "-3.25", -3.25),
        ("number", "1527", 1527),
        ("number", "0.5", 0.5),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("boolean", "true", True),
        ("boolean", "false", False),
        ("string", "-5 grados", "-5 grados"),
        ("string", "a=b", "a=b"),
        ("string", "dos\nlíneas", "dos\nlíneas"),
    ],
)
def test_a_right_cell_is_typed(kind: str, text: str, value: object) -> None:
    found, faults = typed(field(kind), text)
    assert (found, type(found), faults) == (value, type(value), [])


def test_partial_dates_keep_their_precision() -> None:
    assert typed(PARTIAL, "2023-10") == (PartialDate(2023, 10), [])


def test_lists_are_split_and_trimmed() -> None:
    assert typed(field("list"), "a;b; c") == (("a", "b", "c"), [])


@pytest.mark.parametrize(
    ("kind", "empty"), [("string", ""), ("list", ()), ("integer", None), ("number", None), ("date", None)]
)
def test_an_empty_cell_is_unknown_not_zero(kind: str, empty: object) -> None:
    assert typed(field(kind), "") == (empty, [])


def test_an_empty_required_cell_is_a_fault() -> None:
    _, faults = typed(field("string", constraints={"required": True}), "")
    assert [kind for kind, _ in faults] == [Kind.CELL_REQUIRED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/05/2024", "C105 «31/05/2024» no es una fecha AAAA-MM-DD → escriba 2024-05-31"),
        ("31/12/2024", "C105 «31/12/2024» no es una fecha AAAA-MM-DD → escriba 2024-12-31"),
        ("5/31/2024", "C105 «5/31/2024» no es una fecha AAAA-MM-DD → escriba 2024-05-31"),
        ("31-05-2024", "C105 «31-05-2024» no es una fecha AAAA-MM-DD → escriba 2024-05-31"),
        ("10/06/2023", "C105 «10/06/2023» no es una fecha AAAA-MM-DD → si es el día 10 del mes 6, escriba 2023-06-10"),
        ("10/13/2023", "C105 «10/13/2023» no es una fecha AAAA-MM-DD → escriba 2023-10-13"),
        ("12/06/2023", "C105 «12/06/2023» no es una fecha AAAA-MM-DD → si es el día 12 del mes 6, escriba 2023-06-12"),
        ("06/12/2023", "C105 «06/12/2023» no es una fecha AAAA-MM-DD → si es el día 6 del mes 12, escriba 2023-12-06"),
        ("6/6/2023", "C105 «6/6/2023» no es una fecha AAAA-MM-DD → escriba 2023-06-06"),
        ("2024/5/1", "C105 «2024/5/1» no es una fecha AAAA-MM-DD → escriba 2024-05-01"),
        ("2024-05-01 00:00:00", "C105 «2024-05-01 00:00:00» no es una fecha AAAA-MM-DD → escriba 2024-05-01"),
        ("2024-05", "C105 «2024-05» no es una fecha AAAA-MM-DD → escríbala como AAAA-MM-DD"),
        ("mayo de 2024", "C105 «mayo de 2024» no es una fecha AAAA-MM-DD → escríbala como AAAA-MM-DD"),
        ("45412", "C105 «45412» no es una fecha AAAA-MM-DD → escríbala como AAAA-MM-DD"),
    ],
)
def test_a_date_in_another_form_is_explained(text: str, expected: str) -> None:
    assert said(text, field("date")) == expected


@pytest.mark.parametrize("text", ["31/06/2022", "2022-06-31", "2023-02-29", "00/10/2022", "2024-13-01", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_called_so(text: str) -> None:
    assert said(text, field("date")).startswith(f"C106 la fecha «{text}» no existe en el calendario")


def test_a_month_that_no_calendar_has_is_called_so() -> None:
    assert said("2022-13", PARTIAL).startswith("C106")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("number", "50 %", "C108 «50 %» no es un número → escríbalo sin el signo %, en la unidad de la columna"),
        (
            "number",
            "1,5",
            "C108 «1,5» no es un número → use punto para los decimales y nada para los miles (¿quiso decir «1.5»?)",
        ),
        ("number", "1,527", "C108 «1,527» no es un número → use punto para los decimales y nada para los miles"),
        (
            "number",
            "$10",
            "C108 «$10» no es un número → escriba solo cifras, con punto para los decimales (¿quiso decir «10»?)",
        ),
        ("number", "NaN", "C108 «NaN» no es un número → deje la celda vacía: así se dice que no hay dato"),
        ("number", "N/A", "C108 «N/A» no es un número → deje la celda vacía: así se dice que no hay dato"),
        ("number", "INF", "C108 «INF» no es un número → escriba solo cifras, con punto para los decimales"),
        (
            "number",
            "1e3",
            "C108 «1e3» no es un número: Excel lo abrevió → escríbalo completo, con todas sus cifras "
            "(¿quiso decir «1000»?)",
        ),
        ("number", "4_5", "C108 «4_5» no es un número → escriba solo cifras, con punto para los decimales"),
        ("number", "٤٥", "C108 «٤٥» no es un número → escriba solo cifras, con punto para los decimales"),
        ("integer", "8.0", "C108 «8.0» no es un número entero → escriba solo cifras, sin decimales"),
        (
            "integer",
            "9" * 16,
            f"C112 {'9' * 16} es más que {'9' * 15}, lo máximo que admite la columna → corrija el número",
        ),
        (
            "number",
            "9" * 400,
            f"C112 {'9' * 400} es más que {'9' * 15}, lo máximo que admite la columna → corrija el número",
        ),
        (
            "number",
            "-1" + "0" * 15,
            f"C112 -1{'0' * 15} es menos que -{'9' * 15}, lo mínimo que admite la columna → corrija el número",
        ),
        ("number", f"0.{'0' * 307}1", "C111 el texto tiene 310 caracteres y el máximo es 46 → acórtelo"),
        ("boolean", "sí", "C109 «sí» no es un valor de esta columna → use uno de: true, false"),
    ],
)
def test_a_number_that_means_something_else_is_refused(kind: str, text: str, expected: str) -> None:
    assert said(text, field(kind)) == expected


def test_a_misspelt_choice_names_the_near_one() -> None:
    _, [(kind, details)] = typed(field("string", categories=CHOICES), "gobiero")
    told = problem(kind, Place("t.csv"), **details).mend(str)
    assert told == "use uno de: gobierno, academia (¿quiso decir «gobierno»?)"


def test_every_wrong_item_of_a_list_is_told() -> None:
    _, faults = typed(field("list", categories=CHOICES), "academia;gobiero;otro")
    assert [details["value"] for _, details in faults] == ["gobiero", "otro"]


@pytest.mark.parametrize("text", ["a;;b", "a;", ";a", "a;b;a", "a; ;b"])
def test_a_list_has_no_empty_or_repeated_item(text: str) -> None:
    assert said(text, field("list")).startswith("C118")


@pytest.mark.parametrize("text", ["=1+1", "+52 614", "@usuario", "-x", "-", "-=1", "-1+1", "-2+cmd|' /C'!A0", "＝1"])
def test_what_excel_would_run_is_refused(text: str) -> None:
    assert [kind for kind, _ in plain_text_faults(text)] == [Kind.CELL_FORMULA]


@pytest.mark.parametrize("text", ["-5", "-5 a 3", "- guion", "- uno\n- dos", "-5.5 °C", "5-3", "a@b.org", "1+1", "x=y"])
def test_what_only_looks_like_a_formula_passes(text: str) -> None:
    assert not list(plain_text_faults(text))


@pytest.mark.parametrize("character", ["\u200b", "\ufeff", "\u202e", "\x07", "\x85", "\x7f", "\x1b"])
def test_an_invisible_character_is_named(character: str) -> None:
    faults = [(kind, details) for kind, details in plain_text_faults(f"a{character}b")]
    assert faults == [(Kind.TEXT_INVISIBLE, {"character": f"U+{ord(character):04X}"})]


@pytest.mark.parametrize(
    ("name", "text", "near"), [("id", "mar-24", "2024-03"), ("id", "ENE-24", "2024-01"), ("id", "03-may", "")]
)
def test_a_key_that_excel_made_a_date_is_named(name: str, text: str, near: str) -> None:
    column = Column.of({"name": name, "type": "string"})
    assert typed(column, text)[1] == [(Kind.CELL_EXCEL_DATE, {"value": text, "near": near})]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("#REF!", [Kind.TEXT_EXCEL_ERROR]),
        ("letra\ufffd", [Kind.TEXT_LOST]),
        ("=#REF!", [Kind.TEXT_EXCEL_ERROR]),
        ("informaciÃ³n", []),
        ("a\u200bb", [Kind.TEXT_INVISIBLE]),
        ("=a\u200bb", [Kind.TEXT_INVISIBLE]),
    ],
)
def test_a_text_of_any_column_has_the_faults_that_are_errors(text: str, kinds: list[Kind]) -> None:
    assert [kind for kind, _ in plain_text_faults(text)] == kinds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{'1' * 15}.{'1' * 31}", "C111"),
        (f"-{'1' * 15}.{'1' * 31}", "C111"),
        ("1" * 16, "C112"),
        (f"-{'1' * 16}", "C112"),
    ],
)
def test_a_number_of_too_many_digits_is_too_exact_or_too_far(text: str, code: str) -> None:
    assert said(text, field("number"))[:4] == code


@pytest.mark.parametrize("text", ["agua-24", "2024-03", "mar-2024", "mayo-24"])
def test_a_key_that_only_looks_like_a_date_passes(text: str) -> None:
    assert typed(Column.of({"name": "id", "type": "string"}), text)[1] == []


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("1E+03", "1000"),
        ("1,234.50", "1234.50"),
        ("$ 1,234", "1234"),
        ("3,5", "3.5"),
        ("1 234", "1234"),
        ("1.234,50", "1234.50"),
        ("7 MXN", "7"),
        ("\u22127", "-7"),
        ("1,527", ""),
        ("45%", ""),
        ("siete", ""),
    ],
)
def test_the_number_that_was_meant_is_offered_if_it_can_be_only_one(text: str, near: str) -> None:
    [(_kind, details)] = typed(field("number"), text)[1]
    assert details["near"] == near


def test_a_number_has_as_many_decimals_as_it_has() -> None:
    assert typed(field("number"), "0.3333333333333333") == (0.3333333333333333, [])


def test_a_damaged_text_is_told_and_kept() -> None:
    value, [(kind, details)] = typed(field("string"), "informaciÃ³n")
    assert (value, kind, details["near"]) == ("informaciÃ³n", Kind.TEXT_DAMAGED, "información")


def test_a_damaged_formula_is_a_formula() -> None:
    assert [kind for kind, _ in plain_text_faults("=informaciÃ³n")] == [Kind.CELL_FORMULA]


def test_only_numbers_have_several_forms() -> None:
    number, words = field("number"), field("string")
    assert same_value(number, "7.0", "7")
    assert same_value(field("integer"), "07", "7")
    assert same_value(None, "7", "7")
    assert not same_value(number, "7", "8")
    assert not same_value(number, "7", "siete")
    assert not same_value(words, "7.0", "7")
    assert not same_value(None, "7.0", "7")


def test_the_near_word_is_empty_where_none_is_near() -> None:
    assert closest("xyz", ["gobierno"]) == ""


@given(st.sampled_from(["string", "list", "integer", "number", "date", "boolean", "partial"]), st.text(max_size=12))
def test_any_text_is_a_value_or_a_fault_that_can_be_worded(kind: str, text: str) -> None:
    of = PARTIAL if kind == "partial" else field(kind)
    value, faults = typed(of, text)
    for fault, details in faults:
        each = problem(fault, Place("t.csv"), **details)
        assert each.message(str)
        assert each.mend(str)
    assert faults or value is not None or text == ""


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_the_hint_of_a_spanish_date_is_that_date(day: date) -> None:
    _, [(_, details)] = typed(field("date"), f"{day:%d/%m/%Y}")
    assert details["iso"] == day.isoformat()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_the_day_after_a_months_last_does_not_exist(day: date) -> None:
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    _, [(kind, _)] = typed(field("date"), f"{last.day + 1}/{last:%m/%Y}")
    assert kind is Kind.CELL_DATE_UNREAL or last.day + 1 <= 12
