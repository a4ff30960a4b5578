"""Time stamps of a third party beside seals: what is refused, what is published, and the orders that verify them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from authority import DAY, EXPIRES, SHA1, authority
from micrositio.formats.checksums import SUMS, sha256
from micrositio.formats.time_stamp import CERTIFICATES, REPLY, verified
from micrositio.model.plan import TimeStamp
from micrositio.problems.kinds import Kind
from reading import words
from support import PLAN, ROOT, digests, environment, followed, make_site, run

CUT = "2024-03"
OURS, ANOTHER = authority(), authority("Otra autoridad")
DATA = b"lo que se sella\n"
GOOD = OURS.reply(DATA)
LINE = f"openssl ts -verify -data {SUMS} -in {REPLY} -CAfile {CERTIFICATES}"


# What a stamp is


def test_a_stamp_says_who_saw_the_bytes_and_when_and_until_when_its_certificates_count() -> None:
    assert verified(DATA, GOOD, OURS.pem) == TimeStamp("Autoridad de Prueba, Notaría", DAY, EXPIRES)


def test_certificates_of_others_and_words_beside_the_root_do_no_harm() -> None:
    assert isinstance(verified(DATA, GOOD, "La raíz:\n".encode() + OURS.pem), TimeStamp)
    assert isinstance(verified(DATA, GOOD, ANOTHER.pem + OURS.pem), TimeStamp)


@pytest.mark.parametrize(
    ("reply", "certificates", "kind"),
    [
        (b"", OURS.pem, Kind.STAMP_UNREADABLE),
        (b"<html>404</html>", OURS.pem, Kind.STAMP_UNREADABLE),
        (GOOD[:-1], OURS.pem, Kind.STAMP_UNREADABLE),
        (OURS.reply(DATA, status=2), OURS.pem, Kind.STAMP_UNREADABLE),
        (OURS.reply(b"otra cosa\n"), OURS.pem, Kind.STAMP_OTHER),
        (OURS.reply(DATA, digest=SHA1), OURS.pem, Kind.STAMP_OTHER),
        (OURS.reply(DATA, certificate=False), OURS.pem, Kind.STAMP_UNSIGNED),
        (GOOD, b"", Kind.STAMP_CERTIFICATES),
        (GOOD, OURS.pem.replace(b"A", b"B"), Kind.STAMP_CERTIFICATES),
        (GOOD, OURS.pem + OURS.key_pem, Kind.STAMP_CERTIFICATES),
        (GOOD, ANOTHER.pem, Kind.STAMP_UNTRUSTED),
        (GOOD, OURS.own_pem, Kind.STAMP_UNTRUSTED),
        (OURS.reply(DATA, EXPIRES + timedelta(days=1)), OURS.pem, Kind.STAMP_UNTRUSTED),
        (OURS.reply(DATA, DAY - timedelta(days=400)), OURS.pem, Kind.STAMP_UNTRUSTED),
    ],
)
def test_what_is_wrong_with_a_stamp_is_told(reply: bytes, certificates: bytes, kind: Kind) -> None:
    assert verified(DATA, reply, certificates) is kind


@given(st.data())
def test_a_byte_that_changes_never_gives_another_stamp(data: st.DataObject) -> None:
    reply = bytearray(GOOD)
    at = data.draw(st.integers(0, len(reply) - 1))
    reply[at] ^= data.draw(st.integers(1, 255))
    answer = verified(DATA, bytes(reply), OURS.pem)
    assert isinstance(answer, Kind) or answer == verified(DATA, GOOD, OURS.pem)


@given(st.binary(max_size=200))
def test_any_bytes_beside_a_seal_are_told_and_stop_nothing(data: bytes) -> None:
    assert verified(DATA, data, OURS.pem) is Kind.STAMP_UNREADABLE
    assert verified(DATA, GOOD, data) is Kind.STAMP_CERTIFICATES


# Beside a seal


def stamped(root: Path, reply: bytes | None = None, certificates: bytes | None = OURS.pem, at: datetime = DAY) -> Path:
    """The site with its first cut sealed, and these files beside the seal; by default, those of a good stamp."""
    folder = root / "data" / PLAN / "sellos" / CUT
    if not folder.exists():
        assert run("seal", CUT, "--site", root).returncode == 0
    given = OURS.reply((folder / SUMS).read_bytes(), at) if reply is None else reply
    for name, content in ((REPLY, given), (CERTIFICATES, certificates)):
        (folder / name).unlink(missing_ok=True)
        if content:
            (folder / name).write_bytes(content)
    return root


def test_what_is_wrong_with_a_stamp_is_told_at_its_file_and_nothing_is_published(tmp_path: Path) -> None:
    root, output = stamped(make_site(tmp_path / "sitio")), tmp_path / "output"
    place = f"data/{PLAN}/sellos/{CUT}"
    cases: Mapping[str, tuple[bytes | None, bytes | None, datetime]] = {
        f"{REPLY} L140": (b"nada", OURS.pem, DAY),
        f"{REPLY} L141": (OURS.reply(DATA), OURS.pem, DAY),
        f"{CERTIFICATES} L143": (None, None, DAY),
        f"{REPLY} L143": (b"", OURS.pem, DAY),
        f"{CERTIFICATES} L144": (None, b"nada", DAY),
        f"{REPLY} L145": (None, ANOTHER.pem, DAY),
        f"{REPLY} L146": (None, OURS.pem, datetime(2024, 3, 30, 9, 59, tzinfo=UTC)),
    }
    for said, (reply, certificates, at) in cases.items():
        refused = run("--site", stamped(root, reply, certificates, at), "--output", output)
        assert refused.returncode == 1, said
        assert [each for each in refused.stdout.splitlines() if f"{place}/{said}" in each and " → " in each], said
        assert not output.exists()


def test_a_stamp_of_the_day_of_the_cut_where_the_day_begins_first_is_accepted(tmp_path: Path) -> None:
    root = stamped(make_site(tmp_path), at=datetime(2024, 3, 30, 10, 0, tzinfo=UTC))
    assert run("check", "--site", root).returncode == 0


def test_a_stamp_that_stands_in_the_sums_is_held_to_them(tmp_path: Path) -> None:
    root = stamped(make_site(tmp_path))
    sums = root / "data" / PLAN / "sellos" / CUT / SUMS
    sums.write_text(f"{sums.read_text()}{'0' * 64}  {REPLY}\n")
    assert f"{CUT}/{REPLY} L105" in run("check", "--site", root).stdout


def test_any_other_file_beside_a_seal_is_still_refused(tmp_path: Path) -> None:
    root = stamped(make_site(tmp_path))
    (root / "data" / PLAN / "sellos" / CUT / "SHA256SUMS.tsq").write_bytes(b"x")
    assert f"{CUT}/SHA256SUMS.tsq L104" in run("check", "--site", root).stdout


# Published


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stamped(make_site(tmp_path_factory.mktemp("con-sello")))


@pytest.fixture(scope="module")
def output(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("publicado") / "output"
    finished = run("--site", root, "--output", made)
    assert finished.returncode == 0, finished.stdout
    return made


def test_the_stamp_is_published_beside_the_seal_and_in_the_archive_of_everything(root: Path, output: Path) -> None:
    sealed, data = root / "data" / PLAN / "sellos" / CUT, output / PLAN / "datos"
    assert digests(data / "cortes" / CUT) == digests(sealed)
    listed = (data / SUMS).read_text().splitlines()
    with zipfile.ZipFile(next(data.glob("*.zip"))) as whole:
        for name in (REPLY, CERTIFICATES):
            content = (sealed / name).read_bytes()
            assert f"{sha256(content)}  cortes/{CUT}/{name}" in listed
            (inside,) = [each for each in whole.namelist() if each.endswith(f"cortes/{CUT}/{name}")]
            assert whole.read(inside) == content


def test_a_site_with_a_stamp_is_built_the_same_every_time(root: Path, output: Path, tmp_path: Path) -> None:
    assert run("--site", root, "--output", tmp_path / "output", env={"TZ": "Pacific/Kiritimati"}).returncode == 0
    assert digests(tmp_path / "output") == digests(output)


def test_the_page_says_who_saw_the_seal_and_when_and_what_that_adds(output: Path) -> None:
    shown = page_of(output)
    assert "Autoridad de Prueba, Notaría vio este sello el 2 de septiembre de 2024 a las 18:30, hora" in shown
    assert "ni en qué fecha" not in shown


def test_without_a_stamp_the_page_says_that_a_seal_proves_no_date(tmp_path: Path) -> None:
    root, output = make_site(tmp_path / "sitio"), tmp_path / "output"
    assert run("seal", CUT, "--site", root).returncode == 0
    assert run("--site", root, "--output", output).returncode == 0
    assert "ni en qué fecha" in page_of(output)
    assert "openssl" not in page_of(output)


def page_of(output: Path) -> str:
    return words(section(output))


def section(output: Path) -> LexborNode:
    """The part about the seal of the cut's page."""
    html = (output / PLAN / "tablero" / CUT / "index.html").read_text("utf-8")
    found = LexborHTMLParser(html).css_first("[aria-labelledby=sello]")
    assert found
    return found


def test_the_order_of_the_page_verifies_the_stamp_also_after_its_certificates_expire(output: Path) -> None:
    folder = output / PLAN / "datos" / "cortes" / CUT
    codes = [words(each) for each in section(output).css("code")]
    *others, line = [each for each in codes if " " in each and not each.startswith("-")]
    (later,) = [each for each in codes if each.startswith("-attime ")]
    assert line == LINE
    assert "Desde el 1 de marzo de 2025" in page_of(output)
    assert subprocess.run(line.split(), cwd=folder, capture_output=True, check=False).returncode != 0
    assert followed([*others, f"{line} {later}"], folder)[-1] == "Verification: OK\n"


def test_the_order_of_the_page_refuses_another_seal(output: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(output / PLAN / "datos" / "cortes" / CUT, tmp_path / CUT)
    (folder / SUMS).write_bytes(b"otro\n")
    order = [*LINE.split(), "-attime", str(int(DAY.timestamp()))]
    assert subprocess.run(order, cwd=folder, capture_output=True, check=False).returncode != 0


def test_the_api_gives_the_stamp_of_a_cut(output: Path) -> None:
    api = output / "api" / "v1" / "planes" / PLAN / "cortes"
    stamp = json.loads((api / f"{CUT}.json").read_text())["sello"]["sello_de_tiempo"]
    assert stamp["autoridad"] == "Autoridad de Prueba, Notaría"
    assert stamp["momento"] == "2024-09-02T18:30:05Z"
    for key, name in (("respuesta", REPLY), ("certificados", CERTIFICATES)):
        assert stamp["enlaces"][key].endswith(f"datos/cortes/{CUT}/{name}")


def test_what_was_published_is_read_back_with_its_stamp(root: Path, output: Path, tmp_path: Path) -> None:
    home = tmp_path / "sitio"
    shutil.copytree(root / "content", home / "content")
    assert run("import", output / PLAN, "--site", home).returncode == 0
    assert digests(home / "data" / PLAN / "sellos") == digests(root / "data" / PLAN / "sellos")
    assert run("check", "--site", home).returncode == 0


# As the manual tells it


def test_a_stamp_asked_for_as_the_manual_says_is_accepted_and_verified(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    assert run("seal", CUT, "--site", root).returncode == 0
    folder = root / "data" / PLAN / "sellos" / CUT
    current = authority("Autoridad de hoy", datetime(2100, 1, 1, tzinfo=UTC))
    query, verify = manual_orders()
    followed([query], folder)
    (own := tmp_path / "autoridad").mkdir()
    (own / "propio.pem").write_bytes(current.own_pem)
    (own / "clave.pem").write_bytes(current.key_pem)
    (own / "serie").write_text("01\n")
    (own / "ts.cnf").write_text(f"[a]\nserial = {own}/serie\nsigner_digest = sha256\ndefault_policy = 1.2.3\n"
                                "digests = sha256\ness_cert_id_alg = sha256\n")  # fmt: skip
    (asked,) = folder.glob("*.tsq")
    answer = f"openssl ts -reply -config {own}/ts.cnf -section a -queryfile {asked} -inkey {own}/clave.pem"
    followed([f"{answer} -signer {own}/propio.pem -out {REPLY}"], folder)
    asked.unlink()
    (folder / CERTIFICATES).write_bytes(current.pem)
    assert followed([verify], folder) == ["Verification: OK\n"]
    assert run("check", "--site", root).returncode == 0


def manual_orders() -> list[str]:
    """The orders of OpenSSL in the manual, in their order."""
    lines = (ROOT / "docs" / "manual.md").read_text("utf-8").splitlines()
    return [each.strip() for each in lines if each.strip().startswith("openssl ts ")]


def test_a_site_without_stamps_does_not_wait_for_the_library(tmp_path: Path) -> None:
    code = (
        "import sys; from micrositio.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print([each for each in ('rfc3161_client', 'cryptography') if each in sys.modules])"
    )
    root = make_site(tmp_path)
    order = [sys.executable, "-c", code, "check", "--site", str(root)]
    env = environment({"PYTHONPATH": str(ROOT / "src")})
    printed = subprocess.run(order, env=env, capture_output=True, text=True, check=True).stdout
    assert printed.splitlines()[-1] == "[]"
