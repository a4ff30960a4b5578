"""How easy a text is to read: syllables counted by hand, the published formula, and what the command says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from micrositio.formats.markdown_document import paragraphs
from micrositio.pipeline.options import Options
from micrositio.pipeline.site_reader import read_site
from micrositio.validation.readability import EASE, PLAIN, ease, syllables
from support import ROOT, make_site, run, write

BY_HAND = """
a y o qué quién muy rey ley tren buey guion huir
a-vión pa-ís o-ír le-er ca-os rí-o ciu-dad cons-truir re-hén que-so gue-rra a-gua a-ún su-bir le-yes due-ño hue-so
go-bier-no prohi-bi-do pin-güi-no lí-ne-a es-tu-dio a-ho-ra to-a-lla ac-tú-a U-ru-guay co-he-te ex-tra-er po-e-ta
com-pro-mi-so e-va-lua-ción a-é-re-o a-ve-ri-guáis ins-ti-tu-ción trans-pa-ren-cia pers-pec-ti-va con-ti-nú-e
ciu-da-da-ní-a zo-o-ló-gi-co pe-rió-di-co de-mo-cra-cia par-ti-ci-pa-ción reu-nión a-hín-co sa-bí-a hue-lla viu-da
Chi-hua-hua quín-tu-ple hé-li-ce o-cé-a-no hé-ro-e i-de-a re-al vein-tiún co-o-pe-rar al-co-hol ve-hí-cu-lo de-sahu-cio
pro-hí-be ca-ca-hua-te bú-ho dí-as cui-dar obs-tá-cu-lo ins-tru-men-to me-dios
"""


@pytest.mark.parametrize("word", BY_HAND.split())
def test_syllables_are_those_counted_by_hand(word: str) -> None:
    assert syllables(word.replace("-", "")) == word.count("-") + 1


def test_the_index_is_the_published_formula() -> None:
    text = "El agua llega limpia. ¿Quién la cuida? La junta."
    # el a-gua lle-ga lim-pia / quién la cui-da / la jun-ta: 7 + 4 + 3 syllables, 4 + 3 + 2 words, 3 sentences.
    score = ease([text])
    assert score is not None
    assert (score.syllables, score.words, score.sentences) == (14, 9, 3)
    assert score.index == pytest.approx(206.835 - 62.3 * 14 / 9 - 9 / 3)


@pytest.mark.parametrize(
    ("paragraphs", "sentences"),
    [(["Uno dos tres"], 1), (["Uno.", "Dos"], 2), (["Uno. Dos… ¿Tres? «Cuatro.» Cinco"], 5), (["Vale 3.5 puntos"], 1)],
)
def test_a_sentence_ends_with_its_mark_or_its_paragraph(paragraphs: list[str], sentences: int) -> None:
    score = ease(paragraphs)
    assert score is not None
    assert score.sentences == sentences


@pytest.mark.parametrize("text", ["", " ", "2024, 15 %", "…"])
def test_without_words_there_is_no_index(text: str) -> None:
    assert ease([text]) is None


def test_longer_words_and_longer_sentences_are_harder() -> None:
    easy, long_words, long_sentence = (
        ease([each])
        for each in ("Pan y sal. Sol y mar.", "Institucionalización y coordinación.", "Pan y sal y sol y mar.")
    )
    assert easy
    assert long_words
    assert long_sentence
    assert easy.index > long_sentence.index > long_words.index
    assert not long_words.is_plain


def test_titles_tables_and_code_are_not_read_through() -> None:
    table = "| a | b |\n|---|---|\n| c | d |"
    body = f"## Título\n\nUno *dos* [tres](/a/).\n\n- cuatro\n- cinco\n\n{table}\n\nT\n:   Seis `x`\n"
    assert paragraphs(body) == ["Uno dos tres.", "cuatro", "cinco", "Seis"]


HARD = "La institucionalización administrativa posibilita la coordinación interinstitucional."
LONG = " ".join(["El sol da luz y la luz nos da paz y con ella la vida va bien"] * 9) + "."


def codes(root: Path) -> list[str]:
    read = read_site(Options(root, (ROOT / "themes",)), lambda *stage: None)
    return [f"{each.place} {each.kind.name}" for each in read.problems if each.kind.code == "R101"]


@pytest.mark.parametrize(("text", "why"), [(HARD, "HARD_TO_READ_WORDS"), (LONG, "HARD_TO_READ")])
def test_what_is_hard_to_read_is_told_with_what_makes_it_so(text: str, why: str, tmp_path: Path) -> None:
    root = make_site(tmp_path, write("content/dura.md", f"---\ntitulo: Dura\n---\n{text}\n"))
    assert codes(root) == [f"content/dura.md {why}"]


def test_a_hard_text_does_not_stop_the_publication_and_check_prints_the_list(tmp_path: Path) -> None:
    root = make_site(tmp_path, write("content/dura.md", f"---\ntitulo: Dura\n---\n{HARD}\n"))
    checked = run("check", "--site", root, "--fecha", "2024-06-30")
    assert checked.returncode == 0, checked.stderr
    assert "content/dura.md R101  aviso: cuesta leerlo" in checked.stdout
    lines = checked.stderr.splitlines()
    assert lines[0] == f"Facilidad de lectura (escala INFLESZ; se pide {PLAIN} o más):"
    assert lines[1].split() == [lines[1].split()[0], "muy", "difícil", "content/dura.md"]
    assert [int(each.split()[0]) for each in lines[1:-1]] == sorted(int(each.split()[0]) for each in lines[1:-1])


def test_the_scale_has_its_plain_step_where_the_warning_is() -> None:
    assert PLAIN in EASE


def test_every_page_and_summary_of_chihuahua_is_plain() -> None:
    read = read_site(Options(ROOT, (ROOT / "themes",)), lambda *stage: None)
    assert [str(each.place) for each in read.texts if not each.ease.is_plain] == []
    summaries = [each for each in read.texts if each.place.column == "resumen"]
    assert len(summaries) == sum(len(plan.commitments) for plan in read.plans)
