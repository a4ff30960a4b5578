"""The publication's settings are ones that the service knows; what it misspells it ignores without a word."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest

import servidor
from micrositio.formats.checksums import SUMS
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Commitment, Institution, ReportingPeriod
from micrositio.opendata.discovery.sitemap import robots
from micrositio.opendata.file_formats import DESCRIPTOR, EXTENSIONS, FILE_TYPES
from micrositio.pipeline.headers import with_charset
from micrositio.routes import paths as router
from micrositio.routes import sharing_paths
from micrositio.routes.addresses import Addresses
from reading import PLANS, plan, site
from support import ROOT, made

SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))
HEADERS = servidor.rules()


def test_only_known_keys_are_used() -> None:
    assert set(SETTINGS) == {"build", "context", "headers", "redirects"}
    assert set(SETTINGS["build"]) == {"command", "publish", "environment"}
    assert set(SETTINGS["context"]) == {"deploy-preview", "branch-deploy"}
    assert all(set(each) == {"command"} for each in SETTINGS["context"].values())
    assert all(set(each) == {"for", "values"} for each in SETTINGS["headers"])


def test_what_is_not_there_is_answered_in_the_language_that_was_asked_for() -> None:
    there = {each.partition("/")[0] for each in site("raiz") if re.fullmatch(r"[a-z]{2}/404\.html", each)}
    assert there
    assert SETTINGS["redirects"] == [
        {"from": f"/{each}/*", "to": f"/{each}/404.html", "status": 404} for each in sorted(there)
    ]


def test_production_leaves_the_invented_plan_out_and_previews_ask_not_to_be_indexed() -> None:
    assert "--exclude-demo" in SETTINGS["build"]["command"]
    for context in SETTINGS["context"].values():
        assert "sin-indexar output" in context["command"]


@pytest.mark.parametrize("command", [SETTINGS["build"]["command"], SETTINGS["context"]["deploy-preview"]["command"]])
def test_the_scripts_that_are_called_are_there(command: str) -> None:
    scripts = re.findall(r"\./(scripts/[a-z-]+)", command)
    assert scripts
    assert all(os.access(ROOT / script, os.X_OK) for script in scripts)


def test_what_is_published_is_what_is_built() -> None:
    assert SETTINGS["build"]["publish"] == "output"


def test_every_page_is_closed_to_what_is_not_its_own() -> None:
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["/*"]["Content-Security-Policy"].split(";"))
    assert policy.pop("default-src") == "'none'"
    assert set(policy.values()) <= {"'self'", "'none'"}
    assert policy["frame-ancestors"] == "'none'"
    assert HEADERS["/*"]["X-Content-Type-Options"] == "nosniff"


def frame_ancestors(path: str) -> str:
    [found] = re.findall(r"frame-ancestors ([^;]+)", servidor.headers(path, HEADERS)["Content-Security-Policy"])
    return str(found)


def test_a_commitments_card_and_no_other_page_may_be_framed_by_other_sites() -> None:
    pages = [path for path in site("raiz") if path.endswith(".html")]
    cards = {path for path in pages if router.is_embed(path)}
    assert len(cards) == 2 * sum(len(plan("raiz", each).commitments) for _, each in PLANS[:3])
    for path in pages:
        may = path in cards
        for shown in (f"/{path}", f"/{router.folder(path)}"):
            assert frame_ancestors(shown) == ("*" if may else "'none'"), shown
            assert servidor.headers(shown, HEADERS)["X-Frame-Options"] == ("ALLOWALL" if may else "DENY"), shown
    for card in cards:
        assert servidor.headers(f"/{card}", HEADERS)["X-Content-Type-Options"] == "nosniff"
    assert frame_ancestors("/en/index.html") == "'none'"


def test_no_second_transport_security_header_is_declared() -> None:
    assert not any("strict-transport-security" in map(str.lower, values) for values in HEADERS.values())


def test_calendars_are_served_as_calendars_and_open_to_other_sites() -> None:
    of_commitment = router.commitment_calendar(made(ActionPlan, id=":plan"), made(Commitment, id=":compromiso"))
    assert HEADERS[f"/{of_commitment}"] == HEADERS[f"/{router.CALENDAR}"]
    headers = HEADERS[f"/{router.CALENDAR}"]
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_every_feed_is_served_as_atom_and_open_to_other_sites() -> None:
    plan, commitment = made(ActionPlan, id=":plan"), made(Commitment, id=":compromiso")
    office = made(Institution, id=":institucion")
    for path in (
        router.FEED,
        sharing_paths.board_feed(plan),
        sharing_paths.commitment_feed(plan, commitment),
        sharing_paths.institution_feed(plan, office),
        sharing_paths.questions_feed(plan),
    ):
        assert HEADERS[f"/{path}"] == {
            "Content-Type": "application/atom+xml; charset=utf-8",
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        (router.DCAT, "application/ld+json"),
        (f"{router.API_ROOT.partition('/')[0]}/*", "application/json"),
        (router.download(made(ActionPlan, id=":plan"), DESCRIPTOR.name), "application/json"),
    ],
)
def test_what_other_programs_read_says_what_it_is_and_is_open_to_other_sites(path: str, media_type: str) -> None:
    assert HEADERS[f"/{path}"] == {
        "Content-Type": f"{media_type}; charset=utf-8",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def test_a_preview_that_is_not_to_be_indexed_may_still_be_read_for_it_says_so_itself(tmp_path: Path) -> None:
    """What robots.txt forbids is never read, so its «noindex» would not be seen."""
    (tmp_path / "index.html").write_text("", encoding="utf-8")
    (tmp_path / router.ROBOTS).write_bytes(robots(Addresses("https://vista.example.org")))
    subprocess.run([ROOT / "scripts" / "sin-indexar", tmp_path], check=True, capture_output=True)
    assert (tmp_path / "_headers").read_text(encoding="utf-8") == "/*\n  X-Robots-Tag: noindex\n"
    rules = RobotFileParser()
    rules.parse((tmp_path / router.ROBOTS).read_text(encoding="utf-8").splitlines())
    assert rules.can_fetch("*", "https://vista.example.org/")


def test_data_are_open_to_other_sites_and_documents_are_sandboxed() -> None:
    assert HEADERS["/:plan/datos/*"]["Access-Control-Allow-Origin"] == "*"
    documents = HEADERS["/:plan/evidencias/:evidencia/archivo/*"]
    assert documents["Content-Security-Policy"].startswith("sandbox;")


def test_every_file_of_the_whole_plan_says_what_it_is() -> None:
    plan, cut = made(ActionPlan, id=":plan"), made(ReportingPeriod, id=":corte")
    for sums in (router.download(plan, SUMS), router.cut_file(plan, cut, SUMS)):
        assert HEADERS[f"/{sums}"] == {"Content-Type": "text/plain; charset=utf-8"}
    for extension in {*EXTENSIONS, "xlsx", "sqlite", "zip"} - {"csv", "json", "txt"}:
        assert HEADERS[f"/*.{extension}"] == {"Content-Type": with_charset(FILE_TYPES[extension].media_type)}
    package = HEADERS[f"/{router.evidence_descriptor(plan)}"]
    assert package["Access-Control-Allow-Origin"] == "*"
    assert package["Content-Type"].startswith("application/json")
