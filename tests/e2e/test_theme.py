"""Light and dark, chosen and kept, without a flash of the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
PAPER = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("chosen, system", [("Dark", "light"), ("Light", "dark")])
def test_a_choice_holds_on_every_page_and_against_the_system(
    chosen: str, system: str, open_page: Open
) -> None:
    page = open_page("/", color_scheme=system)
    before = page.evaluate(PAPER)
    page.get_by_role("button", name=chosen, exact=True).click()
    after = page.evaluate(PAPER)
    assert after != before
    page.goto(page.url + "country/SRB")
    assert page.evaluate(PAPER) == after
    page.get_by_role("button", name="Auto", exact=True).click()
    assert page.evaluate(PAPER) == before


def test_without_script_the_system_decides(open_page: Open) -> None:
    light, dark = (
        open_page("/", java_script_enabled=False, color_scheme=scheme)
        for scheme in ("light", "dark")
    )
    shot = [page.locator("header").screenshot() for page in (light, dark)]
    assert shot[0] != shot[1]
    assert not light.get_by_role("button", name="Dark").is_visible()


def test_fonts_come_from_the_hub_and_hold_both_scripts(open_page: Open) -> None:
    page = open_page("/country/SRB")
    for face in (
        "16px 'Source Serif 4 Variable'",
        "italic 16px 'Source Serif 4 Variable'",
        "16px 'Source Sans 3 Variable'",
    ):
        told = page.evaluate(
            "face => document.fonts.load(face, 'Šarić Шарић Σ').then(found => found.length)", face
        )
        assert told == 4, face  # Latin, its extension, Cyrillic and Greek


def test_figures_stand_in_columns(open_page: Open) -> None:
    page = open_page("/country/SRB")
    page.evaluate("document.fonts.load(\"16px 'Source Sans 3 Variable'\", '0123456789')")
    widths = page.evaluate(
        """() => ["1111", "0000", "4747"].map(text => {
            const told = document.createElement("span");
            told.textContent = text;
            document.querySelector("td").append(told);
            return told.getBoundingClientRect().width;
        })"""
    )
    assert len(set(widths)) == 1
