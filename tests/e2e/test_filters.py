"""Filters: what depends on them is taken anew, and the address says what is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]


def asked(page: "Page") -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_another_measure_comes_without_another_page(open_page: Open) -> None:
    page = open_page("/")
    page.evaluate("window.same = true")
    page.get_by_label("Measure").select_option("resilience")
    page.locator("#map h2", has_text="Resilience").wait_for()
    page.locator(".map-ready").wait_for()
    assert asked(page)["measure"] == ["resilience"]
    assert page.evaluate("window.same")
    sent = open_page(f"/?{urlsplit(page.url).query}", java_script_enabled=False)
    assert sent.locator("#map h2").inner_text() == page.locator("#map h2").inner_text()


def test_years_are_set_by_two_thumbs_and_by_figures(open_page: Open) -> None:
    page = open_page("/routes")
    first, last = page.locator(".thumbs input").all()
    later = str(int(first.input_value()) + 1)
    first.focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("spinbutton", name="From").input_value() == later
    assert asked(page)["from"] == [later]
    # A thumb takes the other along.
    first.focus()
    page.keyboard.press("End")
    assert first.input_value() == last.input_value() == last.get_attribute("max")
    page.get_by_role("spinbutton", name="From").fill("2016")
    page.keyboard.press("Enter")
    assert first.input_value() == "2016"


def test_routes_are_links_of_their_own(open_page: Open) -> None:
    page = open_page("/routes")
    page.locator(".map-ready").first.wait_for()
    ways = page.locator(".ways a")
    assert ways.count() >= 2
    ways.first.focus()
    page.locator(".card-float:popover-open").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/corridor/**")
