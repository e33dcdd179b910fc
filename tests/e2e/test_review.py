"""Review without a mouse: every key does what the page's own button does."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Open = Callable[..., "Page"]


@pytest.fixture
def queue(open_page: Open, reviewed: str) -> "Page":
    """The queue, with a name given."""
    page = open_page("/review", base=reviewed)
    name = page.get_by_label("Your name")
    if name.first.is_visible():
        name.first.fill("Ana")
        page.keyboard.press("Enter")
        page.locator("[data-key=a]").first.wait_for()
    return page


def current(page: "Page") -> "Locator":
    return page.locator("[data-item][aria-current=true]")


def waiting(page: "Page") -> int:
    found = re.search(r"[\d,]+", page.locator(".under").inner_text())
    assert found
    return int(found[0].replace(",", ""))


def test_j_and_k_go_through_the_queue(queue: "Page") -> None:
    titles = queue.locator("[data-item] h2").all_inner_texts()
    assert current(queue).locator("h2").inner_text() == titles[0]
    queue.keyboard.press("j")
    queue.keyboard.press("j")
    assert current(queue).locator("h2").inner_text() == titles[2]
    queue.keyboard.press("k")
    assert current(queue).locator("h2").inner_text() == titles[1]
    queue.keyboard.press("k")
    queue.keyboard.press("k")
    assert current(queue).locator("h2").inner_text() == titles[0]
    box = current(queue).bounding_box()
    assert box and box["y"] < 900


def test_a_accepts_and_u_takes_it_back(queue: "Page") -> None:
    before = waiting(queue)
    title = current(queue).locator("h2").inner_text()
    queue.keyboard.press("a")
    queue.locator("#decided .made").wait_for()
    assert waiting(queue) == before - 1
    assert current(queue).locator("h2").inner_text() != title
    assert "Ana" in queue.locator("#decided .made").inner_text()
    queue.keyboard.press("u")
    queue.locator("#decided .undone").first.wait_for()
    assert waiting(queue) == before
    assert title in queue.locator("[data-item] h2").all_inner_texts()


def test_r_asks_for_a_reason_and_rejects(queue: "Page") -> None:
    before = waiting(queue)
    queue.keyboard.press("r")
    # While words are written, keys are letters.
    queue.keyboard.type("just a joke")
    assert waiting(queue) == before
    queue.keyboard.press("Enter")
    queue.locator("#decided .made", has_text="just a joke").wait_for()
    assert waiting(queue) == before - 1
    queue.keyboard.press("u")
    queue.locator("#decided .undone").first.wait_for()


def test_the_queue_goes_on_where_one_was(queue: "Page") -> None:
    queue.keyboard.press("j")
    queue.keyboard.press("j")
    after = queue.locator("[data-item] h2").all_inner_texts()[3]
    before = waiting(queue)
    queue.keyboard.press("a")
    queue.locator("#decided .made").wait_for()
    assert waiting(queue) == before - 1
    assert current(queue).locator("h2").inner_text() == after
    queue.keyboard.press("u")
    queue.locator("#decided .undone").first.wait_for()


@pytest.mark.parametrize("key", ["c", "g"])
def test_c_and_g_open_the_fields_and_escape_leaves_them(key: str, queue: "Page") -> None:
    claims = queue.locator(f"[data-item]:has([data-key={key}])")
    if not claims.count():
        pytest.skip("no claim waits on the first page")
    while not current(queue).locator(f"[data-key={key}]").count():
        queue.keyboard.press("j")
    field = current(queue).locator(f"[data-key={key}]")
    assert not field.is_visible()
    queue.keyboard.press(key)
    assert field.is_visible()
    assert field.evaluate("at => at === document.activeElement")
    queue.keyboard.press("Escape")
    assert not field.evaluate("at => at === document.activeElement")


def test_a_question_mark_tells_the_keys(queue: "Page") -> None:
    queue.keyboard.press("?")
    help_ = queue.get_by_role("dialog")
    help_.wait_for()
    assert "undo" in help_.inner_text()
    at = current(queue).locator("h2").inner_text()
    queue.keyboard.press("j")  # under the dialog, nothing moves
    queue.keyboard.press("Escape")
    help_.wait_for(state="hidden")
    assert current(queue).locator("h2").inner_text() == at


def test_the_same_can_be_done_without_script(open_page: Open, reviewed: str) -> None:
    page = open_page("/review", base=reviewed, java_script_enabled=False)
    page.get_by_label("Your name").first.fill("Ben")
    page.get_by_role("button", name="Begin").click()
    before = waiting(page)
    page.get_by_role("button", name=re.compile("Accept")).first.click()
    assert waiting(page) == before - 1
    assert "Ben" in page.locator("#decided .made").inner_text()
