"""Small hubs of texts of our own, built once, and a client that asks the hub in this process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from karaula.hub import app
from karaula.hub.shelf import Shelf
from karaula.workspace import Hub, build

SCORES = "area,indicator,period,value,unit\n" + "".join(
    f"{area},{indicator},{period},{value},score\n"
    for period, step in (("2021", 0.0), ("2023", 0.25))
    for area, value in (
        ("ALB", 5.0 + step),
        ("SRB", 6.5 + step),
        ("MNE", 5.5 + step),
        ("SVN", 4.0),
    )
    for indicator in ("criminality", "resilience", "heroin_trade", "cocaine_trade")
)

NEWS = """# Ports and roads

Albania is a key transit country for cocaine. Serbia is a destination for heroin.

In May 2022 police seized 200 kg of cocaine in the port of Durres, Albania, and arrested 4 people.

Cocaine is shipped from Ecuador to Albania. Heroin moves from Bulgaria through Serbia to Germany.
"""

SECRET = """# Not for all

Croatia is a key transit country for heroin. The secret word is zugzwang.
"""

SOURCES = {
    "scores.csv": SCORES,
    "news.md": NEWS,
    "secret.md": SECRET,
    "secret.md.source.yml": "title: The secret paper\nhandling: TLP:AMBER\n",
}


def write(hub: Hub, sources: dict[str, str]) -> Hub:
    """Put sources into a hub and build it."""
    for name, text in sources.items():
        (hub.sources / name).write_text(text, encoding="utf-8")
    build(hub)
    return hub


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """A hub with scores, a text, and a text that is not for all. Nobody changes it."""
    return write(Hub.create(tmp_path_factory.mktemp("hub") / "region"), SOURCES)


@pytest.fixture(scope="session")
def shelf(hub: Hub) -> Shelf:
    """What a reader of TLP:CLEAR sees of it."""
    return Shelf(hub)


@pytest.fixture(scope="session")
def client(hub: Hub) -> TestClient:
    """Asks the hub as a browser on this machine does."""
    return TestClient(app(hub), base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def new_hub(tmp_path: Path) -> Iterator[Callable[[dict[str, str]], Hub]]:
    """Make and build a hub of a test's own."""
    made = iter(range(100))
    yield lambda sources: write(Hub.create(tmp_path / f"hub-{next(made)}"), sources)
