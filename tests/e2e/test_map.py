"""The map takes the drawing's place, and leads on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCROLLED = """() => new Promise(done =>
    scrollY > 0 ? done() : addEventListener('scroll', done, {once: true}))"""
Open = Callable[..., "Page"]


def ready(page: "Page") -> "Page":
    page.locator(".map-ready").first.wait_for()
    return page


def test_nothing_moves_when_the_map_comes(open_page: Open) -> None:
    bare = open_page("/", java_script_enabled=False)
    full = ready(open_page("/"))
    places = [page.locator("#map").bounding_box() for page in (bare, full)]
    assert places[0] == places[1]
    ground = full.locator("[data-drawn] > svg [fill='#f7fafc']").first.bounding_box()
    stage = full.locator(".map-stage").bounding_box()
    assert ground and stage
    assert stage == pytest.approx(ground, abs=1)


def test_it_is_drawn(open_page: Open) -> None:
    page = ready(open_page("/"))
    names = page.locator(".over .names a")
    assert names.count() == 10
    assert page.get_by_role("link", name="Serbia 6.22").count() == 1
    # Not one colour: land, sea and classes are there.
    picture = page.locator(".map-ground canvas").screenshot()
    assert len(picture) > 5000


def test_an_area_leads_to_its_country_by_click_and_by_key(open_page: Open) -> None:
    page = ready(open_page("/"))
    page.locator(".over .names a", has_text="Romania").click()
    page.wait_for_url("**/country/ROU")
    page.go_back()
    ready(page)
    page.locator(".over .names a", has_text="Bulgaria").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/country/BGR")


def test_the_colour_of_an_area_is_that_of_its_drawing(open_page: Open) -> None:
    page = ready(open_page("/"))
    box = page.locator(".over .names a", has_text="Romania").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] - 24)  # on the land, not on the name
    page.wait_for_url("**/country/ROU")


def test_the_wheel_moves_the_page_and_not_the_map(open_page: Open) -> None:
    page = ready(open_page("/", viewport={"width": 1280, "height": 500}))
    before = page.locator(".over .names a", has_text="Serbia").get_attribute("transform")
    page.locator(".map-stage").hover()
    page.mouse.wheel(0, 200)
    page.evaluate(SCROLLED)
    assert page.locator(".over .names a", has_text="Serbia").get_attribute("transform") == before


def test_without_webgl_the_drawing_stays(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    assert page.locator("#map svg").first.is_visible()
    assert page.locator(".map-stage").count() == 0


def test_it_is_dark_on_dark_paper(open_page: Open) -> None:
    page = ready(open_page("/"))
    light = page.locator(".map-ground canvas").screenshot()
    page.get_by_role("button", name="Dark").click()
    sea = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--sea')")
    assert sea.strip() == "#171d24"
    assert page.locator(".map-ground canvas").screenshot() != light
