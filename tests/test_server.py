"""The server that pages are measured on answers as the published one: netlify.toml's headers, compressed."""

from __future__ import annotations

import gzip
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from servidor import Netlify, headers, rules, served


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/", "X-Content-Type-Options", "nosniff"),
        ("/plan/datos/avances.csv", "Access-Control-Allow-Origin", "*"),
        ("/plan/datos/avances.csv", "Cross-Origin-Resource-Policy", "cross-origin"),
        ("/plan/tablero/feed.xml", "Content-Type", "application/atom+xml; charset=utf-8"),
        ("/plan/tablero/2026-01/feed.xml", "Content-Type", None),
        ("/plan/evidencias/a/index.html", "Access-Control-Allow-Origin", None),
    ],
)
def test_the_rules_of_an_address_are_those_of_the_service(path: str, name: str, value: str | None) -> None:
    assert headers(path, rules()).get(name) == value


def test_a_page_comes_compressed_and_what_is_not_there_is_the_site_s_own_page(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("hola", encoding="utf-8")
    (tmp_path / "404.html").write_text("no está", encoding="utf-8")
    with served(Netlify(tmp_path)) as address:
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as answer:
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert gzip.decompress(answer.read()) == b"hola"
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"{address}nada")
        assert (missing.value.code, missing.value.read().decode()) == (404, "no está")
        missing.value.close()
