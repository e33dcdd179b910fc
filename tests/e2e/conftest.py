"""The example hub in a real browser: real server, real pages, and the front end as it was built.

Each test waits for what it wants to see; none sleeps.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from karaula.hub.shelf import Shelf
from karaula.vocabulary import load
from karaula.workspace import Hub, build
from karaula.workspace.demo import copy_example

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

HERE = Path(__file__).parent
FRONTEND = HERE.parents[1] / "frontend"
BUILT = files("karaula.hub").joinpath("static/built/karaula.js")
QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--no-first-run",
)  # fmt: skip
"""Chromium asks nobody for anything of its own accord."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder are in a browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, where it and the front end are there."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("chromium is not installed")
    if not BUILT.is_file():
        pytest.skip("the front end is not built: make front")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(
            executable_path=chromium, args=list(QUIET), chromium_sandbox=False
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def example(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """The example hub with some more seizures, built. Nobody changes it."""
    assert browser  # without one, nothing is built
    hub = copy_example(tmp_path_factory.mktemp("e2e") / "example")
    (hub.sources / "made-up.csv").write_text(seizures(), encoding="utf-8")
    build(hub)
    return hub


def seizures() -> str:
    """Made-up seizures on two ways, one of them busier from year to year."""
    head = (
        "REGION;SUBREGION;COUNTRY;ADMINISTRATIVE_DIVISION;PLACE;SEIZURE_DATE;DRUG_NAME;AMOUNT;"
        "DRUG_UNIT;HIDING_PLACE;INSTALLATION;TRANSPORT;PRODUCING_COUNTRY;DEPARTURE_COUNTRY;"
        "DESTINATION_COUNTRY;ROUTING"
    )
    ways = (
        ("Bulgaria", "Heroin", "Commercial road", "Turkey", "Germany", (2, 4, 6)),
        ("Albania", "Cocaine", "Commercial sea", "Ecuador", "Italy", (1, 1, 2)),
    )
    rows = [
        f";;{area};;Town {at};{year}-{at + 1:02d}-{at + 7:02d};{drug};{7.5 * (at + 1) + year % 10};"
        f"Kilogram;;;{means};;{start};{end};"
        for area, drug, means, start, end, counts in ways
        for year, count in zip((2016, 2017, 2018), counts, strict=True)
        for at in range(count)
    ]
    return "\n".join([head, *rows, ""])


@pytest.fixture(scope="session")
def reviewed(example: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where another copy of the example hub is served, in which people decide."""
    folder = tmp_path_factory.mktemp("e2e") / "reviewed"
    shutil.copytree(example.folder, folder)
    yield from served(Hub.open(folder))


@pytest.fixture(scope="session")
def indexed(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a hub is served that holds a whole edition of an index, which nobody published."""
    assert browser
    hub = Hub.create(tmp_path_factory.mktemp("e2e") / "indexed")
    (hub.sources / "edition.csv").write_text(whole_edition("2025"), encoding="utf-8")
    build(hub)
    yield from served(hub)


def whole_edition(period: str) -> str:
    """Made-up scores of every indicator of an edition, for the ten countries of the example."""
    vocabulary = load()
    (index,) = vocabulary.indices.values()
    levels = index.editions[period].levels
    leaves = [part for level in levels.values() for part in level.mean_of if part not in levels]
    areas = sorted(vocabulary.area_sets["SEE.dpnsee-2021"].members)
    rows = [
        f"{area},{leaf},{period},{1 + (5 * at + 3 * place + at * place) % 19 / 2},score"
        for at, area in enumerate(areas)
        for place, leaf in enumerate(leaves)
    ]
    return "\n".join(["area,indicator,period,value,unit", *rows, ""])


@pytest.fixture(scope="session")
def shelf(example: Hub) -> Shelf:
    """What a reader of the example hub sees."""
    return Shelf(example)


@pytest.fixture(scope="session")
def address(example: Hub) -> Iterator[str]:
    """Where ``karaula serve`` shows the example hub, without the last slash."""
    yield from served(example)


def served(hub: Hub) -> Iterator[str]:
    """Run ``karaula serve`` on a free port as long as its address is wanted."""
    command = "from karaula.cli import main; main()"
    asked = ["serve", "--hub", str(hub.folder), "--port", "0"]
    server = subprocess.Popen(
        [sys.executable, "-c", command, *asked], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    found = None
    for line in server.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            break
    assert found, "the server does not say where it is"
    try:
        yield found[0]
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def open_page(browser: "Browser", address: str) -> "Iterator[Callable[..., Page]]":
    """Open a page of the hub: ``open_page("/", color_scheme="dark")``.

    A fault of a script, and anything that the policy refuses or that is not there, fails the test.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_(path: str, **settings: object) -> "Page":
        base = settings.pop("base", address)
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | settings)
        contexts.append(context)
        page = context.new_page()
        _watch(page, str(base), faults)
        page.goto(f"{base}{path}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _watch(page: "Page", base: str, faults: list[str]) -> None:
    """Note what goes wrong on a page, and everything that it asks of anybody else."""
    own = (base, "blob:", "data:")

    def said(message: "ConsoleMessage") -> None:
        if message.type == "error" or message.text.startswith("island:"):
            faults.append(message.text)

    def asked(request: "Request") -> None:
        if not request.url.startswith(own):
            faults.append(f"asks {request.url}")

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", said)
    page.on("request", asked)
