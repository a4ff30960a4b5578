"""The corpus of malformed inputs is sound as a corpus: how the engine answers it is measured by `scripts/fallas`."""

import pytest

from malformed import mended
from malformed.case import Case, base_files
from malformed.corpus import CASES as FIRST
from malformed.corpus import PARTS
from orden_fallas import Bench
from support import write_files
from veredicto import faults

CASES = (*FIRST, *mended.CASES)


def test_there_are_many_cases_each_with_its_own_name() -> None:
    names = [each.id for each in CASES]
    assert sorted(names) == sorted(set(names))
    assert len(PARTS["visible"]) + len(PARTS["aside"]) >= 240
    assert len(PARTS["good"]) >= 40


def test_a_third_is_set_aside_by_its_name() -> None:
    assert 0.25 < len(PARTS["aside"]) / (len(PARTS["visible"]) + len(PARTS["aside"])) < 0.42
    assert not [each.id for each in PARTS["good"] if not each.reason]


def test_each_case_changes_the_good_site() -> None:
    same = [each.id for each in CASES if each.files() == base_files(each.sealed) and not each.arguments]
    assert same == []


def test_no_two_cases_are_the_same_site() -> None:
    made: dict[int, list[str]] = {}
    for case in CASES:
        if not case.arguments:
            made.setdefault(hash(frozenset(case.files().items())), []).append(case.id)
    assert [each for each in made.values() if len(each) > 1] == []


def test_every_case_can_be_written_to_a_disk(tmp_path_factory: pytest.TempPathFactory) -> None:
    for number, case in enumerate(each for each in CASES if each.kind in ("name", "document")):
        write_files(tmp_path_factory.mktemp(f"caso-{number}"), case.files())


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The folder in which `scripts/fallas corpus` runs its cases."""
    return Bench(tmp_path_factory.mktemp("banco"), 60, quick=True)


WORDS = ("word.official-hour", "word.cadence-word-Off")
"""Cases of values that are a word or a map, a word or a list."""
SAMPLE = [*PARTS["after"][::8], *(each for each in mended.CASES if each.reason or each.id in WORDS)]


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.id)
def test_a_sample_of_the_last_cases_is_answered_as_it_must_be(case: Case, bench: Bench) -> None:
    answer = bench.run(case)
    assert faults(case, answer) == (), answer.lines
