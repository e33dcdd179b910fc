"""Evidence cards: by pointer, by key and by finger."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Open = Callable[..., "Page"]


def card(page: "Page") -> "Locator":
    return page.locator(".card-float:popover-open")


def figure(page: "Page") -> "Locator":
    return page.locator("main .lead a.figure").first


def test_hovering_a_figure_shows_what_its_page_says_first(open_page: Open) -> None:
    page = open_page("/country/SRB")
    assert not card(page).is_visible()
    figure(page).hover()
    card(page).wait_for()
    said = card(page).inner_text()
    figure(page).click()
    assert page.locator("h1").inner_text() in said


def test_it_stays_under_the_pointer_and_goes_with_it(open_page: Open) -> None:
    page = open_page("/country/SRB")
    figure(page).hover()
    card(page).hover()
    assert card(page).is_visible()
    page.mouse.move(5, 5)
    card(page).wait_for(state="hidden")


def test_focus_shows_it_and_escape_closes_it(open_page: Open) -> None:
    page = open_page("/country/SRB")
    page.locator("main").focus()
    page.keyboard.press("Tab")
    assert figure(page).evaluate("at => at === document.activeElement")
    card(page).wait_for()
    assert figure(page).get_attribute("aria-describedby") == card(page).get_attribute("id")
    page.keyboard.press("Escape")
    card(page).wait_for(state="hidden")
    assert figure(page).evaluate("at => at === document.activeElement")


def test_the_first_tap_shows_and_the_second_follows(open_page: Open) -> None:
    page = open_page("/country/SRB", has_touch=True, viewport={"width": 390, "height": 800})
    there = page.url
    figure(page).tap()
    card(page).wait_for()
    assert page.url == there
    box = card(page).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    figure(page).tap()
    page.wait_for_url(lambda url: url != there)


def test_a_figure_of_the_map_has_one(open_page: Open) -> None:
    page = open_page("/")
    page.locator(".map-ready").wait_for()
    page.locator(".over .names a", has_text="Serbia").hover()
    card(page).wait_for()
    assert "Serbia" in card(page).inner_text()


def test_what_cannot_be_fetched_is_told(open_page: Open) -> None:
    page = open_page("/country/SRB")
    page.route("**/measure/*", lambda route: route.fulfill(status=200, body="<p>held</p>"))
    page.evaluate(
        "document.querySelector('main .lead a.figure').dataset.card = 'data:text/plain,x'"
    )
    page.locator("main .lead a.figure").nth(1).hover()
    card(page).wait_for()
    assert "held" in card(page).inner_text()
