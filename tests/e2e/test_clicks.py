"""From what a page shows to the words behind it, in three clicks at most."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from karaula.hub.shelf import Shelf
from tests.e2e.pages import NAMES, path_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Open = Callable[..., "Page"]
WORDS = "main blockquote.passage mark"
ON = (
    "main a.figure",
    "main a[href^='/claim/']",
    "main a[href^='/measure/']",
    "main a[href^='/corridor/']",
    "main a[href^='/source/']",
    "main a[href^='/seizures']",
    "main a[href^='/routes']",
)
"""What leads on, the shortest way first."""


def on(page: "Page") -> "Locator":
    """The first link that leads on from here, and not to here."""
    here = page.evaluate("location.pathname")
    ways = (page.locator(f"{way}:not([href='{here}']):visible") for way in ON)
    return next(way.first for way in ways if way.count())


@pytest.mark.parametrize("name", [name for name in NAMES if name != "api"])  # it tells of no fact
def test_every_page_leads_to_words_in_three_clicks(
    name: str, open_page: Open, shelf: Shelf
) -> None:
    page = open_page(path_of(name, shelf))
    if page.locator(".block .empty").count() == page.locator(".block").count() > 0:
        pytest.skip("the example has nothing to show there, and the page says why")
    for _ in range(3):
        if page.locator(WORDS).count():
            break
        for shown in page.locator("[data-island=map]").all():
            shown.and_(page.locator(".map-ready")).wait_for()
        before = page.url
        # A line on a map is thin: the key hits what a steady hand does.
        on(page).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
    assert page.locator(WORDS).first.inner_text().strip()


def test_from_the_map_to_the_words_in_three_clicks(open_page: Open) -> None:
    page = open_page("/")
    page.locator(".map-ready").wait_for()
    page.locator(".over .names a", has_text="Serbia").click()
    page.wait_for_url("**/country/SRB")
    page.locator("main .lead a.figure").first.click()
    if not page.locator(WORDS).count():
        on(page).click()
    assert page.locator(WORDS).first.inner_text().strip()


def test_words_stand_in_their_document(open_page: Open, shelf: Shelf) -> None:
    claim = shelf.rows("SELECT claim_id, quote FROM claims_role WHERE quote <> '' LIMIT 1")[0]
    page = open_page(f"/claim/{claim['claim_id']}")
    assert page.locator(WORDS).first.inner_text() == claim["quote"]
    page.locator("main a[href^='/source/'][href*='#c-']").first.click()
    assert page.url.endswith(f"#c-{claim['claim_id']}")
    top = page.locator(f"#c-{claim['claim_id']}").evaluate("at => at.getBoundingClientRect().top")
    assert 0 <= top < 900
