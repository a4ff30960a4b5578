"""Lists of sums are read as `sha256sum -c` reads them, and no line is passed over."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micrositio.formats.checksums import SUMS, Sum, read_sums, repeated, sha256, sums

DIGEST = hashlib.sha256(b"agua\n").hexdigest()


def test_what_is_written_is_read_back() -> None:
    written = sums([("b.csv", DIGEST), ("a.csv", "0" * 64), ("../2024-03/SHA256SUMS", "1" * 64)])
    lines, wrong = read_sums(written)
    assert wrong == ()
    assert lines == (
        Sum(1, "1" * 64, "../2024-03/SHA256SUMS"),
        Sum(2, "0" * 64, "a.csv"),
        Sum(3, DIGEST, "b.csv"),
    )
    assert read_sums(b"") == ((), ())


@pytest.mark.parametrize(
    "line",
    [
        f"{DIGEST.upper()}  a.csv\n",
        f"{DIGEST} *a.csv\n",
        f"{DIGEST} a.csv\n",
        f"\\{DIGEST}  a\\nb.csv\n",
        f"SHA256 (a.csv) = {DIGEST}\n",
        f"{DIGEST}  a.csv\r\n",
        f"{DIGEST}  a.csv \n",
        f" {DIGEST}  a.csv\n",
        f"{DIGEST}  á.csv\n",
        f"{DIGEST[:-1]}  a.csv\n",
        f"{DIGEST}  a.csv",
        "# a.csv\n",
        "\n",
        "<!doctype html>\n",
    ],
)
def test_any_other_form_of_a_line_is_named_by_its_number(line: str) -> None:
    good = f"{DIGEST}  z.csv\n".encode()
    assert read_sums(good + line.encode())[1] == (2,)
    if line.endswith("\n"):
        assert read_sums(line.encode() + good)[1] == (1,)


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\r"])
def test_only_a_line_feed_ends_a_line(sign: str) -> None:
    hidden = f"{DIGEST}  a.csv{sign}{'0' * 64}  b.csv\n"
    assert read_sums(hidden.encode()) == ((), (1,))


def test_a_name_that_comes_again_is_told() -> None:
    lines, _ = read_sums(f"{DIGEST}  a\n{'0' * 64}  b\n{'0' * 64}  a\n{DIGEST}  a\n".encode())
    assert [each.line for each in repeated(lines)] == [3, 4]


LINES = st.lists(
    st.sampled_from([DIGEST, "0" * 64, DIGEST.upper(), "x", ""]).flatmap(
        lambda digest: st.sampled_from([f"{digest}  a.csv", f"{digest} *a.csv", f"{digest}  no", digest, f"{digest}  "])
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None, database=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\x0b", ""]))
def test_a_list_that_we_accept_is_accepted_by_the_standard_program(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str
) -> None:
    folder = tmp_path_factory.mktemp("lista")
    (folder / "a.csv").write_bytes(b"agua\n")
    (folder / SUMS).write_bytes("".join(line + end for line in lines).encode())
    read, wrong = read_sums((folder / SUMS).read_bytes())
    ours = not wrong and read and all(each.name == "a.csv" and each.sha256 == DIGEST for each in read)
    assert accepted(folder) or not ours


def accepted(folder: Path) -> bool:
    order = ["sha256sum", "--strict", "-c", SUMS]
    return subprocess.run(order, cwd=folder, capture_output=True, check=False).returncode == 0


def test_a_sum_is_that_of_the_standard_program(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"agua\n")
    (tmp_path / SUMS).write_bytes(sums([("a.csv", sha256(b"agua\n"))]))
    assert accepted(tmp_path)
