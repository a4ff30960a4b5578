"""The commitments under OGP's names: what the plan says, OGP's codes where it says nothing, and nothing else."""

import csv
import io

import pytest

from micrositio.dates import parse_partial
from micrositio.downloads import published
from micrositio.model import ActionPlan, PlanPeriod
from micrositio.ogp import ogp_table
from micrositio.records import Assessment, Commitment, Institution, Text
from micrositio.schemas import table_schema
from reading import PLANS, plan
from support import made

NAMES = [field["name"] for field in table_schema("ogp")["fields"]]
WORKS = made(Institution, id="obras", name=Text("Obras Públicas", "Public Works"))
CITIZENS = made(Institution, id="vecinos", name=Text("Vecinos"))


def row(commitment: Commitment | None = None, **values: object) -> dict[str, object]:
    """The only row of a plan with one commitment."""
    each = commitment or made(Commitment, id="agua", number=1, short_title=Text("Agua"))
    given = {"id": "plan-1", "commitments": (each,), "institutions": (WORKS, CITIZENS), **values}
    [cells] = ogp_table(made(ActionPlan, **given)).values
    return dict(zip(NAMES, cells, strict=True))


def period(end: str) -> PlanPeriod:
    return PlanPeriod(None, parse_partial(end), Text(), Text(), ())


def answer(criterion: str, value: str, commitment: str = "agua") -> Assessment:
    return made(Assessment, criterion=Text("Criterio", criterion), value=Text("", value), commitment=commitment)


def test_what_the_plan_does_not_say_has_the_code_for_no_data_or_not_reviewed() -> None:
    found = row()
    assert {name: value for name, value in found.items() if value not in ("ND", "NR")} == {
        "Commitment Number": 1,
        "Short Title": "Agua",
    }
    assert {name for name, value in found.items() if value == "NR"} == {
        "Specificity", "Verifiable", "Potential Impact", "Potential for Results", "Completion (Progress Report)",
        "Completion (End Of Term)", "Early Results",
    }  # fmt: skip


def test_the_plans_own_words_go_in_english_where_there_is_english() -> None:
    each = made(
        Commitment, id="agua", number=2, ogp_id="MXCHH0002", title=Text("Agua limpia"), theme=Text("Agua", "Water"),
        start=parse_partial("2023-10"), leads=("obras", "vecinos"), supporting=("vecinos",),
    )  # fmt: skip
    found = row(each, jurisdiction=Text("Municipio de Río Chico", "Municipality of Río Chico"))
    assert found["Commitment Unique Identifier"] == "MXCHH0002"
    assert found["Commitment Title"] == "Agua limpia"
    assert found["Theme"] == "Water"
    assert (found["Start Date"], found["End Date"]) == ("2023-10", "ND")
    assert found["Lead Institution"] == "Public Works; Vecinos"
    assert found["Supporting Institution(s)"] == "Vecinos"
    assert found["Country/Locality"] == "Municipality of Río Chico"


@pytest.mark.parametrize(
    ("ends", "year"), [(["2024-09-09", "2024-05"], "2024"), (["2021", "2022-08"], "ND"), ([], "ND")]
)
def test_the_year_is_given_only_where_every_source_agrees(ends: list[str], year: str) -> None:
    assert row(periods=tuple(period(end) for end in ends))["Action Plan End Year"] == year


def test_a_value_is_denied_only_where_others_are_stated() -> None:
    each = made(Commitment, id="agua", number=1, ogp_values=("participacion_ciudadana",))
    values = {name: value for name, value in row(each).items() if name.startswith("OGP Value")}
    assert values == {
        "OGP Value Access To Information": "0",
        "OGP Value Civic Participation": "1",
        "OGP Value Public Accountability": "0",
        "OGP Value Technology": "0",
    }


def test_every_value_of_the_table_has_its_column() -> None:
    [field] = [each for each in table_schema("compromisos")["fields"] if each["name"] == "valores_ogp"]
    for each in field["categories"]:
        values = row(made(Commitment, id="agua", number=1, ogp_values=(each["value"],)))
        assert list(values.values()).count("1") == 1, each["value"]


def test_an_assessment_answers_the_column_of_its_name_and_of_its_commitment() -> None:
    assert row(assessments=(answer("Early results", "Major"),))["Early Results"] == "Major"
    assert row(assessments=(answer("Early results", "Major", "otro"),))["Early Results"] == "NR"
    assert row(assessments=(answer("Results", "Major"),))["Early Results"] == "NR"
    assert row(assessments=(answer("Verifiable", ""),))["Verifiable"] == "ND"
    both = (answer("Verifiable", "Yes"), answer("Verifiable", "No"), answer("Verifiable", "Yes"))
    assert row(assessments=both)["Verifiable"] == "Yes; No"


@pytest.mark.parametrize("name", PLANS, ids=[each[1] for each in PLANS])
def test_the_file_has_a_row_for_each_commitment_and_no_empty_cell(name: tuple[str, str]) -> None:
    out = published(plan(*name))
    [dataset] = [each for each in out.datasets if each.table.name == "ogp"]
    assert dataset.csv_path == f"{name[1]}/datos/ogp.csv"
    rows = list(csv.DictReader(io.StringIO(dataset.csv.decode("utf-8"))))
    assert [each["Commitment Number"] for each in rows] == [str(each.number) for each in out.plan.commitments]
    assert all(all(each.values()) for each in rows)
    assert all((each.get("inventado") == "true") is out.plan.invented for each in rows)
