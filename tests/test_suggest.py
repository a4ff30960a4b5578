"""What a message suggests for a word that is not of the list: what it means, and not only what it looks like."""

import pytest

from micrositio.problems.suggest import closest, meant

PLAN = ["en_diseno", "firmado", "en_curso", "concluido"]
STATUS = ["sin_evidencia", "no_iniciado", "limitado", "sustancial", "completo", "retirado", "incumplido"]


@pytest.mark.parametrize(
    ("written", "choices", "suggested"),
    [
        ("terminado", PLAN, "concluido"),
        ("Finalizado", PLAN, "concluido"),
        ("en marcha", PLAN, "en_curso"),
        ("En ejecución", PLAN, "en_curso"),
        ("concluído", PLAN, "concluido"),
        ("firmada", PLAN, "firmado"),
        ("cumplido", STATUS, "completo"),
        ("superado", STATUS, "completo"),
        ("Cancelado", STATUS, "retirado"),
        ("no cumplido", STATUS, "incumplido"),
        ("incumplida", STATUS, "incumplido"),
        ("cumplida", STATUS, "completo"),
        ("Não cumprida", STATUS, "incumplido"),
        ("terminada", STATUS, "completo"),
        ("iniciado", STATUS, "limitado"),
        ("no inciado", STATUS, "no_iniciado"),
        ("sustansial", STATUS, "sustancial"),
        ("azul", PLAN, ""),
    ],
)
def test_the_word_of_the_list_that_is_meant(written: str, choices: list[str], suggested: str) -> None:
    assert meant(written, choices) == suggested


def test_of_words_too_long_or_too_many_none_is_looked_for() -> None:
    assert closest("a" * 101, ["a" * 101]) == ""
    assert closest("casa", map(str, range(1001))) == ""
    assert closest("cassa", ["casa"]) == "casa"
