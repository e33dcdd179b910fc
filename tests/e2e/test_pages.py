"""What holds of every page, whatever is on it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from karaula.hub.shelf import Shelf
from tests.e2e.conftest import FRONTEND
from tests.e2e.pages import NAMES, path_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
WIDTHS = {"phone": 390, "laptop": 1280, "wall": 1920}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_in_both_themes_at_three_widths(
    name: str, open_page: Open, shelf: Shelf
) -> None:
    source = FRONTEND / "node_modules/axe-core/axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is not installed: make front")
    page = open_page(path_of(name, shelf))
    page.evaluate(source.read_text(encoding="utf-8"))
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for width, pixels in WIDTHS.items():
            page.set_viewport_size({"width": pixels, "height": 900})
            told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [
                f"{theme}, {width}: {one['id']}: {node['target']}: {node['failureSummary']}"
                for one in told["violations"]
                if one["impact"] in ("serious", "critical")
                for node in one["nodes"]
            ]
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_wider_than_a_phone(name: str, open_page: Open, shelf: Shelf) -> None:
    page = open_page(path_of(name, shelf), viewport={"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", NAMES)
def test_a_page_reads_without_script(name: str, open_page: Open, shelf: Shelf) -> None:
    path = path_of(name, shelf)
    bare = open_page(path, java_script_enabled=False)
    full = open_page(path)
    assert bare.locator("h1").inner_text() == full.locator("h1").inner_text()
    blocks = bare.locator("main section, main article").all_inner_texts()
    assert blocks and all(len(text.split()) > 3 for text in blocks)
    for link in bare.locator("main a[href]").all()[:40]:
        assert not (link.get_attribute("href") or "").startswith(("#!", "javascript:"))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_be_walked_by_keyboard(name: str, open_page: Open, shelf: Shelf) -> None:
    page = open_page(path_of(name, shelf))
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('main') !== null")
    assert inside or page.locator("main :is(a, button, select, input)").count() == 0
