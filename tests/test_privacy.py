"""Personal data is found however it is disguised, and never printed whole."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.privacy.check_digits import clabe_digit, curp_digit, luhn_digit, rfc_digit
from micrositio.privacy.contacts import has_contact, plain_words
from micrositio.privacy.detectors import masked, personal_data
from micrositio.privacy.masking import unnamed

ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"


def curp(body: str) -> str:
    """A CURP with the check digit that RENAPO's rule gives to its first 17 characters."""
    total = 0
    for weight, character in zip(range(18, 1, -1), body, strict=True):
        total += weight * ALPHABET.index(character)
    return body + str(-total % 10)


INVENTED = curp("XEXX010101HNEXXXA")
WITH_X = curp("XEXX010101XNEXXXA")
WITH_N = curp("ÑAÑX890229MCHÑÑÑ0")


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in personal_data(text)]


def full_width(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


@pytest.mark.parametrize("value", [INVENTED, WITH_X, WITH_N])
@pytest.mark.parametrize(
    "disguise",
    [
        str,
        str.lower,
        lambda text: " ".join(text),
        lambda text: "-".join(text),
        lambda text: ". ".join(text),
        lambda text: f"{text[:4]}\n{text[4:10]}\r\n{text[10:]}",
        lambda text: f"{text[:4]}\u00a0{text[4:]}",
        lambda text: "\u200b".join(text),
        lambda text: "_".join(text),
        full_width,
        lambda text: f"Su CURP es «{text}», según consta",
        lambda text: f"({text})",
    ],
)
def test_a_disguised_curp_is_found(value: str, disguise) -> None:  # type: ignore[no-untyped-def]
    assert "CURP" in kinds(disguise(value))


@given(st.integers(0, 10**9))
def test_any_curp_is_found_and_any_other_check_digit_is_not(seed: int) -> None:
    chance = random.Random(seed)
    letters = "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=4))
    date = f"{chance.randint(0, 99):02}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    rest = "".join(chance.choices("BCDFGHJKLMN", k=5))
    value = curp(f"{letters}{date}{chance.choice('HMX')}{rest}{chance.choice('0A')}")
    assert "CURP" in kinds(f"a {value} b")
    wrong = value[:17] + str((int(value[17]) + 1) % 10)
    assert "CURP" not in kinds(f"a {wrong} b")


@pytest.mark.parametrize("text", ["XAXX010101000", "rfc: xaxx010101000.", full_width("XAXX010101000")])
def test_the_rfc_of_a_person_is_found(text: str) -> None:
    assert kinds(text) == ["RFC"]


@pytest.mark.parametrize(
    "text",
    [
        "ABC010101AB1",
        "El proveedor es ABC010101AB1 desde 2024",
        "MXCHH0002",
        "Folio 123456789012345678",
        "Tel. 614 200 4800",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "ABCD991301000",
        "",
    ],
)
def test_what_is_public_passes(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CLABE: 032180000118359719", "CLABE"),
        ("Clabe interbancaria 0321 8000 0118 3597 19", "CLABE"),
        ("NSS 12345678903", "NSS"),
        ("número de seguro social: 12-34-56-7890-3", "NSS"),
    ],
)
def test_a_word_says_what_digits_are_and_alone_their_check_digit_does(text: str, kind: str) -> None:
    assert kinds(text) == [kind]
    alone = "".join(each for each in text if each.isdigit())
    digit = {"CLABE": clabe_digit, "NSS": luhn_digit}[kind](alone[:-1])
    assert kinds(alone[:-1] + digit) == [kind]
    assert kinds(alone[:-1] + str((int(digit) + 1) % 10)) == []


@given(
    st.integers(0, 10**9), st.lists(st.sampled_from(["", "", " ", "_", ".\n", "\u200b", "-"]), min_size=17, max_size=17)
)
def test_whatever_separates_its_characters_a_curp_is_found(seed: int, separators: list[str]) -> None:
    chance = random.Random(seed)
    day = f"{chance.randrange(100):02}{chance.randrange(1, 13):02}{chance.randrange(1, 32):02}"
    letters = "".join(chance.choices("ABCDEFGHIJKLMNÑOPQRSTUVWXYZ", k=7))
    value = curp(f"{letters[:4]}{day}{chance.choice('HMX')}NE{letters[4:]}{chance.choice('0A')}")
    disguised = "".join(map("".join, zip(value, [*separators, ""], strict=True)))
    assert "CURP" in kinds(f"2025-07-01 12 {disguised} 3"), disguised
    assert "RFC" in kinds(f"2025-07-01 12 {letters[:4]}{day}AB1 3")


@given(st.text(max_size=120))
def test_a_mask_never_shows_what_it_hides(text: str) -> None:
    for _, mask in personal_data(f"{text} {INVENTED} {text}"):
        assert mask.count("•") == len(mask) - 4 > 0


def test_a_mask_keeps_only_the_edges() -> None:
    assert masked("XEXX010101HNEXXXA4") == "XE••••••••••••••A4"


@pytest.mark.parametrize(
    "text",
    [
        "6142004800",
        "614 200 48 00",
        "614.200.4800",
        "(614) 200-48-00",
        "(614)200-4800",
        "+52 (614) 200 4800",
        "+526142004800",
        "614/200/4800",
        "614\u00a0200\u00a04800",
        "614–200–4800",
        "614 — 200 — 4800",
        full_width("614-200-4800"),
        "Llame el 2024-05-02 al 614 200 4800, ext. 12",
        "Son 1 200 pesos: pregunte en el 55 1234 5678.",
        "ana@example.org",
        "ana @example.org",
        "ana@ example.org",
        full_width("ana@example.org"),
        "ANA.RUIZ+obras@oficina.example.org.mx",
    ],
)
def test_an_address_or_a_telephone_is_found_as_people_write_it(text: str) -> None:
    assert has_contact(text)
    assert has_contact(f"Escriba a {text}, por favor.")


@pytest.mark.parametrize(
    "text",
    [
        "Folio 080139724000123",
        "Solicitud 0801 3972 4000 123",
        "El 2024-05-02 10:30",
        "El 02/05/2024 a las 10:30",
        "2024-05-02 2024-06-02",
        "1 234 567 890 pesos",
        "$1,234,567,890.00",
        "1.234.567.890,50",
        "El oficio 123/2024/456",
        "De 2021 a 2024",
        "Avanzó 45 %, 10 de 12 pozos",
        "Vea la cuenta @municipio. Ahí está",
        "Calle 5 de Mayo 1200, 31000 Chihuahua",
        "",
    ],
)
def test_numbers_that_are_no_telephone_pass(text: str) -> None:
    assert not has_contact(text)
    assert not has_contact(f"Se pidió así: {text}.")


@pytest.mark.parametrize(
    "name",
    [
        "Ana Núñez Ruiz",
        "ANA NÚÑEZ RUIZ",
        "ana nunez ruiz",
        "Ana  Nu\u0301n\u0303ez\nRuiz",
        full_width("ANA NUNEZ") + " Ruiz",
    ],
)
def test_a_name_is_the_same_with_other_capitals_accents_or_spaces(name: str) -> None:
    assert plain_words(name) == "ana nunez ruiz"


def test_words_without_personal_data_are_shown_whole() -> None:
    assert unnamed("centro") == "centro"
    assert unnamed(INVENTED) == masked(INVENTED)


@pytest.mark.parametrize("between", ['": {}, "', ": {}\n    ", '"\t{}\t"'])
def test_the_size_and_the_sum_of_a_file_are_no_key(between: str) -> None:
    sizes = [f"{year}{month:02}{day:02}" for year in (10, 29, 83) for month in range(1, 13) for day in range(1, 32)]
    texts = ("bytes" + between.format(size) + 'hash": "sha256:' + 64 * "a" for size in sizes)
    assert [found for text in texts for found in personal_data(text)] == []


@pytest.mark.parametrize(
    ("digit", "body", "expected"),
    [
        (curp_digit, "1" + "0" * 16, "2"),
        (curp_digit, "01" + "0" * 15, "3"),
        (curp_digit, "0" * 16 + "1", "8"),
        (curp_digit, "0" * 16 + "5", "0"),
        (curp_digit, "0" * 16 + "Ñ", "2"),
        (rfc_digit, "GODE561231GR", "8"),
        (rfc_digit, "01" + "0" * 10, "A"),
        (rfc_digit, "0" * 11 + "1", "9"),
        (rfc_digit, "0" * 12, "0"),
        (clabe_digit, "03218000011835971", "9"),
        (clabe_digit, "1" + "0" * 16, "7"),
        (clabe_digit, "4" + "0" * 16, "8"),
        (clabe_digit, "01" + "0" * 15, "3"),
        (clabe_digit, "001" + "0" * 14, "9"),
        (clabe_digit, "0" * 16 + "1", "3"),
        (luhn_digit, "7992739871", "3"),
        (luhn_digit, "411111111111111", "1"),
        (luhn_digit, "1", "8"),
        (luhn_digit, "5", "9"),
        (luhn_digit, "9", "1"),
        (luhn_digit, "10", "9"),
        (luhn_digit, "90", "1"),
    ],
)
def test_a_check_digit_is_that_of_who_gives_the_number(digit: Callable[[str], str], body: str, expected: str) -> None:
    """Examples that their issuers publish, and numbers of one figure, whose weight is read off."""
    assert digit(body) == expected
