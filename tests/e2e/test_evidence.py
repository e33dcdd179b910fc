"""Search in both scripts, and the reader beside its claims."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from karaula.hub.shelf import Shelf

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]


@pytest.mark.parametrize("asked", ["Durres", "Durrës", "durrës", "Дуррес"])
def test_search_finds_a_place_however_it_is_written(asked: str, open_page: Open) -> None:
    page = open_page("/evidence")
    page.get_by_role("searchbox").fill(asked)
    page.keyboard.press("Enter")
    found = page.locator(".results mark")
    found.first.wait_for()
    assert {text[:4].casefold() for text in found.all_inner_texts()} & {"durr"}
    page.locator(".results a").first.click()
    assert page.locator("h1").inner_text()


def test_a_search_can_be_sent(open_page: Open) -> None:
    page = open_page("/evidence?q=heroin")
    assert page.get_by_role("searchbox").input_value() == "heroin"
    assert page.locator(".results mark").count()


def test_markup_in_a_search_is_text(open_page: Open) -> None:
    page = open_page("/evidence?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert page.get_by_role("searchbox").input_value() == "<img src=x onerror=alert(1)>"
    assert page.locator("main img").count() == 0


def test_the_list_of_claims_follows_the_text(open_page: Open, shelf: Shelf) -> None:
    most = shelf.rows(
        "SELECT source_id FROM claims_role WHERE quote <> '' GROUP BY 1 ORDER BY count(*) DESC, 1"
    )[0]
    page = open_page(f"/source/{most['source_id']}", viewport={"width": 1280, "height": 600})
    marks = page.locator("[data-reader] [data-claim]")
    last = marks.last
    item = page.locator(f"#claims [data-claim='{last.get_attribute('data-claim')}']")
    assert "in-view" not in (item.get_attribute("class") or "")
    last.evaluate("at => at.scrollIntoView({block: 'center'})")
    page.locator(f"#claims .in-view[data-claim='{last.get_attribute('data-claim')}']").wait_for()
