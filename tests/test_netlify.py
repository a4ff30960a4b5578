"""The publication's settings are ones that the service knows; what it misspells it ignores without a word."""

from __future__ import annotations

import os
import re
import tomllib
from typing import Any

import pytest

from micrositio import router
from micrositio.model import ActionPlan
from micrositio.records import Commitment
from support import ROOT, made

SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))
HEADERS = {each["for"]: each["values"] for each in SETTINGS["headers"]}


def test_only_known_keys_are_used() -> None:
    assert set(SETTINGS) == {"build", "context", "headers"}
    assert set(SETTINGS["build"]) == {"command", "publish", "environment"}
    assert set(SETTINGS["context"]) == {"deploy-preview", "branch-deploy"}
    assert all(set(each) == {"command"} for each in SETTINGS["context"].values())
    assert all(set(each) == {"for", "values"} for each in SETTINGS["headers"])


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
    for path in (router.FEED, router.board_feed(plan), router.commitment_feed(plan, commitment)):
        assert HEADERS[f"/{path}"] == {
            "Content-Type": "application/atom+xml; charset=utf-8",
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }


def test_data_are_open_to_other_sites_and_documents_are_sandboxed() -> None:
    assert HEADERS["/:plan/datos/*"]["Access-Control-Allow-Origin"] == "*"
    documents = HEADERS["/:plan/evidencias/:evidencia/archivo/*"]
    assert documents["Content-Security-Policy"].startswith("sandbox;")
