"""The hub as files, opened from the disk: every page reads, and every link leads to a file."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from karaula.hub.site import write_site
from karaula.workspace import Hub

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def folder(example: Hub, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example hub as files."""
    out = tmp_path_factory.mktemp("site") / "files"
    write_site(example, out)
    return out


@pytest.fixture
def home(browser: "Browser", folder: Path) -> "Page":
    """The first page, from its file."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto((folder / "index.html").as_uri())
    return page


def test_the_map_is_drawn_and_leads_to_countries(home: "Page") -> None:
    assert home.locator("#map svg").first.is_visible()
    home.get_by_role("link", name="Serbia").first.click()
    assert "country/SRB" in home.url
    assert home.locator("h1").inner_text() == "Serbia"


def test_it_has_the_looks_of_the_served_hub(home: "Page") -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = home.evaluate(paper)
    home.get_by_role("button", name="Dark").click()
    assert home.evaluate(paper) != light
    assert home.evaluate("[...document.styleSheets].length") >= 3


def test_words_are_three_clicks_away(home: "Page") -> None:
    home.get_by_role("link", name="Serbia").first.click()
    for _ in range(2):
        if home.locator("main blockquote.passage mark").count():
            break
        figures = home.locator("main a.figure:visible")
        leads = figures.evaluate_all("found => found.map(link => link.href)")
        here = home.url.split("#")[0]
        figures.nth(next(at for at, to in enumerate(leads) if to.split("#")[0] != here)).click()
    assert home.locator("main blockquote.passage mark").first.inner_text().strip()


def test_every_link_of_the_menu_leads_to_a_file(home: "Page", folder: Path) -> None:
    links = home.locator("header a").evaluate_all("found => found.map(link => link.href)")
    assert links
    for link in links:
        assert link.startswith(folder.as_uri())
        assert (folder / link.removeprefix(folder.as_uri() + "/").split("#")[0]).is_file(), link
