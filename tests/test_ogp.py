"""The commitments under OGP's names: what the plan says, OGP's codes where it says nothing, and nothing else."""

import csv
import io
import os
from dataclasses import replace

import pytest

from micrositio.model.dates import parse_partial
from micrositio.model.plan import ActionPlan
from micrositio.model.plan_facts import Instrument, OgpCommitment, OgpPlan, PlanPeriod
from micrositio.model.records import NO_VALUE, Assessment, Commitment, Institution, Source
from micrositio.model.text import Text
from micrositio.opendata.bundle import plan_files
from micrositio.opendata.file_formats import CSV
from micrositio.opendata.ogp import ogp_page, ogp_table
from micrositio.profile.schemas import table_schema
from micrositio.progress.plan_history import plan_history
from reading import PLANS, content, page, plan, site, words
from support import ROOT, made, whole

NAMES = list(table_schema("ogp").names)
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
    }
    assert {name for name, value in found.items() if value == "NR"} == {
        "Specificity", "Verifiable", "Potential Impact", "Potential for Results", "Completion (Progress Report)",
        "Completion (End Of Term)", "Change In Completion", "Early Results", "Did It Open Government (Overall)",
        "Did It Open Government (Access To Information)", "Did It Open Government (Civic Participation)",
        "Did It Open Government: Public Accountability", "Carried Forward",
    }  # fmt: skip


def test_the_columns_are_ogps_in_its_order() -> None:
    assert NAMES == [
        "Commitment Unique Identifier", "Country/Locality", "Action Plan Number", "Commitment Number", "Code", "Region",
        "National Or Local", "Year Of Submission", "Action Plan End Year", "Action Plan Duration (Years)", "Theme",
        "Commitment Title", "Short Title", "Full Text", "Start Date", "End Date", "Lead Institution",
        "Supporting Institution(s)", "Specificity", "Verifiable", "OGP Value Access To Information",
        "OGP Value Civic Participation", "OGP Value Public Accountability", "OGP Value Technology", "Potential Impact",
        "Potential for Results", "Completion (Progress Report)", "Completion (End Of Term)", "Change In Completion",
        "Early Results", "Did It Open Government (Overall)", "Did It Open Government (Access To Information)",
        "Did It Open Government (Civic Participation)", "Did It Open Government: Public Accountability",
        "Carried Forward", "URL",
    ]  # fmt: skip


def test_what_ogp_says_goes_in_its_own_words_and_labels_of_ours_do_not() -> None:
    each = made(
        Commitment, id="agua", number=1, title=Text("Agua limpia"), short_title=Text("Agua", "Water"),
        theme=Text("Servicios", "Services"), summary=Text("Agua para todas"), action=Text("Dar agua"),
    )  # fmt: skip
    labels = {"Agua", "Water", "Servicios", "Services", "Agua para todas", "Dar agua"}
    assert not labels & set(row(each).values())
    said = OgpCommitment("agua", "Water & Sanitation", "Clean water for all", "Clean water…", ())
    own = OgpPlan("Río Chico, Mexico", 3, "MXRIO", "Americas", "Local", 2024, 2026, 2.5, (said,))
    found = row(each, ogp=own, jurisdiction=Text("Municipio de Río Chico"), periods=(period("2025"), period("2026")))
    assert [found[name] for name in NAMES[:14]] == [
        "ND", "Río Chico, Mexico", "3", 1, "MXRIO", "Americas", "Local", "2024", "2026", "2.5", "Water & Sanitation",
        "Agua limpia", "Clean water for all", "Clean water…",
    ]  # fmt: skip


def test_a_title_that_is_not_the_official_one_is_no_data() -> None:
    each = made(Commitment, id="agua", number=1, title=Text("", "Clean water"))
    assert row(each)["Commitment Title"] == "Clean water"
    assert row(each, own_titles=True)["Commitment Title"] == "ND"
    short = OgpPlan(commitments=(OgpCommitment("agua", "", "Clean water", "", ()),))
    assert (row(each, ogp=short)["Commitment Title"], row(each, ogp=short)["Short Title"]) == ("ND", "Clean water")


def test_the_plans_own_words_go_in_english_where_there_is_english() -> None:
    each = made(
        Commitment, id="agua", number=2, ogp_id="MXCHH0002", title=Text("Agua limpia"), theme=Text("Agua", "Water"),
        start=parse_partial("2023-10"), leads=("obras", "vecinos"), supporting=("vecinos",),
    )  # fmt: skip
    found = row(each, jurisdiction=Text("Municipio de Río Chico", "Municipality of Río Chico"))
    assert found["Commitment Unique Identifier"] == "MXCHH0002"
    assert found["Commitment Title"] == "Agua limpia"
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
    [field] = [each for each in table_schema("compromisos").descriptor["fields"] if each["name"] == "valores_ogp"]
    for each in field["categories"]:
        found = row(made(Commitment, id="agua", number=2, ogp_values=(each["value"],)))
        values = [value for name, value in found.items() if name.startswith("OGP Value")]
        assert sorted(map(str, values)) == ["0", "0", "0", "0" if each["value"] == NO_VALUE else "1"], each["value"]


def test_an_assessment_answers_the_column_of_its_name_and_of_its_commitment() -> None:
    assert row(assessments=(answer("Early results", "Major"),))["Early Results"] == "Major"
    assert row(assessments=(answer("Early results", "Major", "otro"),))["Early Results"] == "ND"
    assert row(assessments=(answer("Results", "Major"),))["Early Results"] == "ND"
    assert row(assessments=(answer("Verifiable", ""),))["Verifiable"] == "ND"
    both = (answer("Verifiable", "Yes"), answer("Verifiable", "No"), answer("Verifiable", "Yes"))
    assert row(assessments=both)["Verifiable"] == "Yes; No"


@pytest.mark.parametrize(
    ("criterion", "column"),
    [
        ("Did it open government?", "Did It Open Government (Overall)"),
        ("Did it open government (overall)", "Did It Open Government (Overall)"),
        ("Did it open government: access to information", "Did It Open Government (Access To Information)"),
        ("Did It Open Government (Civic Participation)", "Did It Open Government (Civic Participation)"),
        ("Did it open government? Public accountability", "Did It Open Government: Public Accountability"),
        ("Completion (end of term)", "Completion (End Of Term)"),
    ],
)
def test_a_criterion_is_known_by_its_words(criterion: str, column: str) -> None:
    found = row(assessments=(answer(criterion, "Major"),))
    assert [name for name, value in found.items() if value == "Major"] == [column]


def test_only_what_has_no_assessment_at_all_is_not_reviewed() -> None:
    assert "NR" in row().values()
    assert "NR" not in row(assessments=(answer("Design", "Good", ""),)).values()
    assert "NR" not in row(instruments=(made(Instrument, id="informe"),)).values()


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://www.opengovpartnership.org/members/x/commitments/MX0002", True),
        ("https://opengovpartnership.org/members/x/commitments/mx0002/", True),
        ("https://www.opengovpartnership.org/members/x/commitments/MX00021", False),
        ("https://www.opengovpartnership.org/documents/MX0002", False),
        ("https://notopengovpartnership.org/members/x/commitments/MX0002", False),
        ("https://example.org/commitments/MX0002", False),
        ("", False),
    ],
)
def test_the_page_at_ogp_is_the_source_whose_address_ends_with_the_id(url: str, leads: bool) -> None:
    each = made(Commitment, id="agua", number=1, ogp_id="MX0002", sources=("otra", "pagina"))
    sources = (made(Source, id="otra", url="https://example.org"), made(Source, id="pagina", url=url))
    plan_of = made(ActionPlan, id="p", commitments=(each,), sources=sources)
    assert ogp_page(plan_of, each) == (url if leads else "")
    assert ogp_page(plan_of, replace(each, ogp_id="")) == ""


def test_an_id_leads_to_its_page_at_ogp_where_a_source_gives_it() -> None:
    shown = page("raiz", "plan-2023-2024/compromisos/emprendimiento")
    [link] = [each for each in shown.section("promesa").css("a.external") if "MXCHH0002" in words(each)]
    address = "https://www.opengovpartnership.org/members/chihuahua-municipality-mexico/commitments/MXCHH0002"
    assert link.attributes["href"] == address
    geoexplora = page("costa-rica", "plan-2019-2022/compromisos/geoexplora").section("promesa")
    assert "CR0061" in words(geoexplora)
    assert not [each for each in geoexplora.css("a.external") if "CR0061" in words(each)]


@pytest.mark.parametrize("name", [("raiz", "plan-2023-2024"), ("costa-rica", "plan-2019-2022")])
def test_the_file_of_a_real_plan_is_its_golden_one(name: tuple[str, str]) -> None:
    """After changing it on purpose, write it again and read the difference: REGENERAR=1 … tests/test_ogp.py."""
    golden = ROOT / "tests" / "golden" / f"ogp-{name[1]}.csv"
    made_now = content(site(name[0]), f"{name[1]}/datos/ogp.csv")
    if os.environ.get("REGENERAR") and not os.environ.get("CI"):
        golden.write_bytes(made_now)
    assert made_now == golden.read_bytes()


def test_titles_of_ours_are_in_no_column_of_the_second_plan() -> None:
    for each in csv.DictReader(io.StringIO(content(site("raiz"), "plan-2026/datos/ogp.csv").decode())):
        assert each["Commitment Title"] == each["Short Title"] == each["Theme"] == "ND"


@pytest.mark.parametrize("name", PLANS, ids=[each[1] for each in PLANS])
def test_the_file_has_a_row_for_each_commitment_and_no_empty_cell(name: tuple[str, str]) -> None:
    out = plan_files(plan_history(plan(*name)))
    [dataset] = [each for each in out.datasets if each.table.name == "ogp"]
    assert dataset.file(CSV).path == f"{name[1]}/datos/ogp.csv"
    rows = list(csv.DictReader(io.StringIO(whole(dataset.file(CSV).content).decode("utf-8"))))
    assert [each["Commitment Number"] for each in rows] == [str(each.number) for each in out.edition.plan.commitments]
    assert all(all(each.values()) for each in rows)
    assert all((each.get("inventado") == "true") is out.edition.plan.invented for each in rows)
