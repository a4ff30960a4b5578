"""What is kept between builds: whole or not at all, shared by builds at once, and never too much."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from micrositio.formats.checksums import sha256
from micrositio.formats.kept import Kept, key_of

KEY = key_of("clave")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "guardado", is_written=True)


def files(kept: Kept) -> list[Path]:
    assert kept.folder
    return sorted(kept.folder.iterdir())


def test_a_value_is_as_it_was_kept(kept: Kept) -> None:
    assert kept.get(KEY) is None
    for value in (b"", b"uno", bytes(range(256)) * 9):
        kept.put(KEY, value)
        assert kept.get(KEY) == value
    assert kept.get(key_of("otra")) is None
    assert len(files(kept)) == 1


def test_a_file_is_found_by_its_digest(kept: Kept) -> None:
    digest = kept.put_file(b"contenido")
    found = kept.file(digest)
    assert digest == sha256(b"contenido")
    assert found
    assert found.read_bytes() == b"contenido"
    assert kept.file(sha256(b"otro")) is None


def test_parts_are_not_run_together_in_a_key() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("", "abc"), key_of("abc", "")}) == 5
    assert key_of("año") == key_of("año".encode())


@pytest.mark.parametrize("cut", [0, 1, 31, 32, 33, 40])
def test_a_truncated_value_is_as_a_missing_one_and_can_be_kept_again(kept: Kept, cut: int) -> None:
    kept.put(KEY, b"un valor de varios bytes")
    digest = kept.put_file(b"un archivo de varios bytes, de veras cuarenta")
    for path in files(kept):
        path.write_bytes(path.read_bytes()[:cut])
    assert (kept.get(KEY), kept.file(digest)) == (None, None)
    kept.put(KEY, b"otra vez")
    assert kept.get(KEY) == b"otra vez"


def test_no_byte_can_change_unseen_nor_a_value_take_the_place_of_another(kept: Kept) -> None:
    kept.put(KEY, b"valor")
    (path,) = files(kept)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kept.get(KEY) is None
    path.write_bytes(whole)
    path.rename(path.with_name(key_of("otra")))
    assert kept.get(key_of("otra")) is None


def test_nothing_is_written_unless_asked(tmp_path: Path) -> None:
    for kept in (Kept(tmp_path / "nada"), Kept(None, is_written=True), Kept()):
        with kept.in_use():
            kept.put(KEY, b"valor")
            kept.put_file(b"valor")
            assert kept.get(KEY) is None
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("no es una carpeta")
    kept = Kept(tmp_path / "archivo", is_written=True)
    with kept.in_use():
        kept.put(KEY, b"valor")
        assert kept.get(KEY) is None


def put_many(folder: Path, value: int) -> bool:
    kept = Kept(folder, is_written=True)
    seen = True
    for _ in range(200):
        kept.put(KEY, str(value).encode() * 5000)
        read = kept.get(KEY)
        seen = seen and read in {str(each).encode() * 5000 for each in range(4)}
    return seen


def test_processes_at_once_never_read_half_a_value(kept: Kept) -> None:
    assert kept.folder
    with ProcessPoolExecutor(4) as pool:
        assert all(pool.map(put_many, [kept.folder] * 4, range(4)))
    assert len(files(kept)) == 1


@contextmanager
def aged(kept: Kept, used_first: list[str]) -> Iterator[None]:
    """A use of the folder in which a value is added; the values in the list were used before it, in that order."""
    assert kept.folder
    for number, key in enumerate(used_first):
        os.utime(kept.folder / key, (number, number))
    with kept.in_use():
        yield
        kept.put(KEY, bytes(400))


def test_what_is_too_much_is_removed_the_oldest_use_first(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "guardado", is_written=True, most=1500)
    keys = [key_of(str(number)) for number in range(4)]
    for key in keys:
        kept.put(key, bytes(400))
    with aged(kept, keys):
        assert kept.get(keys[0]) is not None
    assert [key for key in (*keys, KEY) if kept.get(key) is not None] == [keys[0], keys[3], KEY]
    assert sum(path.stat().st_size for path in files(kept)) <= 1500


def test_nothing_is_removed_while_another_build_uses_the_folder(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "guardado", is_written=True, most=10)
    reader = Kept(kept.folder)
    kept.put(key_of("otra"), bytes(400))
    with reader.in_use(), aged(kept, []):
        pass
    assert len(files(kept)) == 2
    with kept.in_use():  # adds nothing
        pass
    assert len(files(kept)) == 2
    with aged(kept, []):
        pass
    assert files(kept) == []
