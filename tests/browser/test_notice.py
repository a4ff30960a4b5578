"""The page of faults of a proposal, as a phone shows it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from support import append, make_site
from test_notice import WRONG, noticed


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_page_of_faults_fits_its_screen(width: int, page: Page, tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio", WRONG, append("content/acerca.md", "\n<b>x</b>\n"))
    assert noticed(root, tmp_path / "output") == 0
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((tmp_path / "output/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
