"""The zip of everything: a bag that any archive can check, whose documents are never in memory."""

import hashlib
import io
import subprocess
import tracemalloc
import zipfile
from pathlib import Path

import bagit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from micrositio.formats.checksums import sha256, sums
from micrositio.formats.spool import Spool
from micrositio.formats.zip_archive import Entry, Spliced, size_of, zipped
from micrositio.opendata.bag import Kept, bag, kept
from micrositio.pipeline.publisher import publish, refresh
from micrositio.routes.paths import SitePath


def whole(content: Spliced) -> bytes:
    return b"".join(content.chunks())


def opened(content: Spliced) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(whole(content)))


def unpacked(content: Spliced, folder: Path) -> Path:
    with opened(content) as files:
        files.extractall(folder)
    return folder


def document(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=300)), max_size=6))
def test_any_mixture_of_bytes_and_documents_comes_out_as_it_went_in(
    tmp_path: Path, contents: list[tuple[bool, bytes]]
) -> None:
    entries = [
        Entry(f"c/{number}", document(tmp_path, str(number), data) if on_disk else data)
        for number, (on_disk, data) in enumerate(contents)
    ]
    content = zipped(entries)
    with opened(content) as files:
        assert files.testzip() is None
        assert [(name, files.read(name)) for name in files.namelist()] == [
            (f"c/{number}", data) for number, (_, data) in enumerate(contents)
        ]
    assert [part for part in content.parts if isinstance(part, Path)] == [
        each.content for each in entries if isinstance(each.content, Path)
    ]


def test_its_size_and_sum_are_those_of_what_is_written(tmp_path: Path) -> None:
    content = zipped([Entry("a", b"uno"), Entry("b", document(tmp_path, "b", b"dos" * 1000))])
    publish({SitePath("todo.zip"): content}, tmp_path / "sitio")
    written = (tmp_path / "sitio" / "todo.zip").read_bytes()
    assert (len(written), hashlib.sha256(written).hexdigest()) == (content.bytes, content.sha256)
    assert (tmp_path / "sitio" / "todo.zip").stat().st_mode & 0o777 == 0o644
    assert (size_of(b"uno"), sha256(b"uno")) == (3, hashlib.sha256(b"uno").hexdigest())
    assert (size_of(content), sha256(content)) == (content.bytes, content.sha256)


def test_nothing_in_it_tells_when_or_where_it_was_made(tmp_path: Path) -> None:
    path = document(tmp_path, "b.pdf", b"%PDF-1.4")
    path.chmod(0o600)
    content = zipped([Entry("a.csv", b"uno"), Entry("b.pdf", path)])
    with opened(content) as files:
        for member in files.infolist():
            assert member.date_time == (1980, 1, 1, 0, 0, 0)
            assert (member.external_attr >> 16, member.create_system, member.extra) == (0o100644, 3, b"")
        assert [member.compress_type for member in files.infolist()] == [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]
    assert whole(content) == whole(zipped([Entry("a.csv", b"uno"), Entry("b.pdf", path)]))


def test_documents_do_not_pass_through_memory(tmp_path: Path) -> None:
    size = 32_000_000
    path = document(tmp_path, "grande.mp4", bytes(size))
    tracemalloc.start()
    content = zipped([Entry("grande.mp4", path)])
    assert len(content.sha256) == 64
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < size / 4
    assert content.bytes > size


def test_a_bag_is_valid_and_a_changed_file_makes_it_invalid(tmp_path: Path) -> None:
    path = document(tmp_path, "acta.pdf", b"%PDF-1.4 acta")
    proof = Kept("evidencias/acta/acta.pdf", path, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
    info = [("Source-Organization", "Gobierno de\n  prueba"), ("Bagging-Date", "2024-03-31"), ("Aviso", "")]
    folder = unpacked(bag("plan", [kept("á.csv", b"a,b\r\n"), proof], info), tmp_path / "abierto") / "plan"
    found = bagit.Bag(str(folder))
    assert found.is_valid()
    assert found.info == {
        "Source-Organization": "Gobierno de prueba",
        "Bagging-Date": "2024-03-31",
        "Payload-Oxum": "18.2",
    }
    assert set(found.tagfile_entries()) == {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}
    (folder / "data/evidencias/acta/acta.pdf").write_bytes(b"%PDF-1.4 otra")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(folder)).validate()


def test_sums_are_read_by_the_tool_that_everybody_has(tmp_path: Path) -> None:
    document(tmp_path, "b.csv", b"dos")
    document(tmp_path, "a.csv", b"uno")
    listed = sums([("b.csv", sha256(b"dos")), ("a.csv", sha256(b"uno"))])
    assert listed.decode().splitlines()[0].endswith("  a.csv")
    document(tmp_path, "SHA256SUMS", listed)
    checked = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    assert subprocess.run(checked, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    document(tmp_path, "a.csv", b"otra")
    assert subprocess.run(checked, cwd=tmp_path, check=False, capture_output=True).returncode == 1


def test_only_the_first_contents_of_a_spool_are_in_memory(tmp_path: Path) -> None:
    keep = Spool(room=4)
    small, large, last = keep([b"u", b"no"]), keep([b"dos", b"", b"tres"]), keep([b"cuatro"])
    assert small == b"uno"
    assert isinstance(large, Spliced)
    assert isinstance(last, Spliced)
    assert [(whole(each), each.bytes) for each in (large, last)] == [(b"dostres", 7), (b"cuatro", 6)]
    assert [sha256(each) for each in (small, large)] == [
        hashlib.sha256(each).hexdigest() for each in (b"uno", b"dostres")
    ]
    kept, expected = zipped([Entry("a", large)], Spool(room=0)), zipped([Entry("a", b"dostres")])
    assert whole(kept) == whole(expected)
    folder = tmp_path / "vista"
    known = refresh({SitePath("a"): large}, folder, {})
    assert refresh({SitePath("a"): Spool(room=0)([b"dostres"])}, folder, known) == known
    assert refresh({SitePath("a"): Spool(room=0)([b"otros"])}, folder, known) != known
    assert (folder / "a").read_bytes() == b"otros"


def test_a_preview_writes_it_again_only_when_a_document_of_it_changes(tmp_path: Path) -> None:
    path = document(tmp_path, "b.txt", b"uno")
    site, folder = {SitePath("todo.zip"): zipped([Entry("b.txt", path)])}, tmp_path / "vista"
    known = refresh(site, folder, {})
    (folder / "todo.zip").write_bytes(b"")
    assert refresh(site, folder, known) == known
    assert (folder / "todo.zip").read_bytes() == b""
    document(tmp_path, "b.txt", b"otra cosa")
    refresh({SitePath("todo.zip"): zipped([Entry("b.txt", path)])}, folder, known)
    with zipfile.ZipFile(folder / "todo.zip") as files:
        assert files.read("b.txt") == b"otra cosa"
