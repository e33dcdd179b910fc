"""Sliders: the browser's arithmetic is the server's, and what they show can be sent."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]

OTHER = (
    {"w_criminal_markets": "3"},
    {"w_criminal_actors": "0"},
    {"w_heroin_trade": "5", "w_cocaine_trade": "0", "w_foreign_actors": "2.5"},
)


def set_to(page: "Page", slider: str, value: str) -> None:
    """Move a slider as a hand does: what hears of it is what hears of a hand."""
    page.locator(f"#{slider}").evaluate(
        """(at, value) => {
            at.value = value;
            at.dispatchEvent(new Event("input", {bubbles: true}));
            at.dispatchEvent(new Event("change", {bubbles: true}));
        }""",
        value,
    )


def shown(page: "Page") -> dict[str, tuple[str, str]]:
    rows = page.locator("#what-if tbody tr").all_inner_texts()
    return {cells[0]: (cells[1], cells[2]) for row in rows if (cells := row.split("\t"))}


@pytest.mark.parametrize("weights", OTHER, ids=str)
def test_scores_and_ranks_are_those_of_the_server(
    weights: dict[str, str], open_page: Open, indexed: str
) -> None:
    page = open_page("/index", base=indexed)
    before = shown(page)
    for slider, value in weights.items():
        set_to(page, slider, value)
    answer = page.request.get(f"{indexed}/data/index/supposed.json", params=weights)
    told = json.loads(answer.text())["rows"]
    server = {row["area"]: (row["score_then"], row["rank_then"]) for row in told}
    # The server tells of those that move; the others stay.
    assert server and shown(page) == before | server


def test_a_key_moves_a_slider_and_the_table_with_it(open_page: Open, indexed: str) -> None:
    page = open_page("/index", base=indexed)
    before = shown(page)
    page.locator("#w_criminal_markets").focus()
    page.keyboard.press("End")
    assert page.locator("output[for=w_criminal_markets]").inner_text() == "5"
    assert shown(page) != before
    scores = [float(score) for score, _ in shown(page).values()]
    assert scores == sorted(scores, reverse=True)
    assert "change their rank" in page.locator("[data-said]").inner_text()


def test_the_address_says_what_is_otherwise_and_nothing_else(open_page: Open, indexed: str) -> None:
    page = open_page("/index?edition=2025", base=indexed)
    set_to(page, "w_heroin_trade", "2.5")
    assert urlsplit(page.url).query == "edition=2025&w_heroin_trade=2.5"
    then = shown(page)
    sent = open_page(f"/index?{urlsplit(page.url).query}", base=indexed)
    assert sent.locator("#w_heroin_trade").input_value() == "2.5"
    assert shown(sent) == then


def test_usual_weights_come_back(open_page: Open, indexed: str) -> None:
    usual = shown(open_page("/index", base=indexed))
    page = open_page("/index?w_heroin_trade=5&w_criminal_actors=0", base=indexed)
    assert shown(page) != usual
    page.get_by_role("button", name="Usual weights").click()
    assert shown(page) == usual
    assert "w_" not in page.url
