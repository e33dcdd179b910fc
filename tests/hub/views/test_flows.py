"""Seizures, routes and corridors on pages: filters, gaps, and what leads where."""

import html
import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from karaula.hub import app
from karaula.hub.page import Asked, MissingError, UnusableError
from karaula.hub.said import Link
from karaula.hub.shelf import Shelf
from karaula.hub.views.routes import corridor_page, corridors, routes_page
from karaula.hub.views.seizures import seizures_page
from karaula.workspace import Hub

HEAD = "date,area,substance,quantity,unit,departure,destination,transport\n"
ROWS = [
    "2019-03-04,Serbia,heroin,12,kg,Bulgaria,Austria,lorry",
    "2019-05-11,Serbia,heroin,3.5,kg,Bulgaria,Austria,car",
    "2020-02-01,Bulgaria,heroin,40,kg,Turkey,Germany,lorry",
    "2021-08-19,Croatia,cocaine,220,kg,Ecuador,Slovenia,ship",
    "2021-09-02,Albania,cocaine,49,kg,Ecuador,Italy,ship",
]
MAPPING = """kind: incident
columns: {date: [date], area: [area], substance: [substance], quantity: [quantity], unit: [unit],
  departure: [departure], destination: [destination], transport: [transport]}
"""
NEWS = "# Roads\n\nHeroin moves from Bulgaria through Serbia to Austria.\n"


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """A hub with five seizures, one report, and a row that is not for all."""
    from tests.hub.conftest import write

    hub = Hub.create(tmp_path_factory.mktemp("cases") / "hub")
    return write(
        hub,
        {
            "seized.csv": HEAD + "\n".join(ROWS) + "\n",
            "seized.csv.mapping.yml": MAPPING,
            "roads.md": NEWS,
            "hidden.csv": HEAD + "2021-01-01,Serbia,heroin,777,kg,Norway,Iceland,car\n",
            "hidden.csv.mapping.yml": MAPPING,
            "hidden.csv.source.yml": "title: Hidden\nhandling: TLP:RED\n",
        },
    )


@pytest.fixture(scope="module")
def seen(cases: Hub) -> Shelf:
    return Shelf(cases)


def asked(**values: str) -> Asked:
    return Asked(tuple((name.rstrip("_"), value) for name, value in values.items()))


def test_a_page_of_seizures_states_who_reports_first(seen: Shelf) -> None:
    view = seizures_page(seen, asked(area="all"))
    assert view.blocks[0].id == "coverage"
    assert view.span == (2019, 2021)
    assert all(block.rows or block.empty for block in view.blocks)


def test_the_largest_seizures_lead_to_their_rows(seen: Shelf) -> None:
    block = seizures_page(seen, asked(area="all")).block("largest")
    assert block is not None and len(block.rows) == len(ROWS)
    for row in block.rows:
        (link,) = row[0]  # type: ignore[misc]
        assert isinstance(link, Link)
        assert seen.row("SELECT 1 FROM claims_incident WHERE claim_id = ?", link.to.id)  # type: ignore[union-attr]


def test_what_the_reader_may_not_see_moves_no_figure(seen: Shelf, cases: Hub) -> None:
    for asks in (asked(area="all"), asked(area="SRB"), asked()):
        for make in (seizures_page, routes_page):
            shown = repr([(b.title, b.rows, b.notes) for b in make(seen, asks).blocks])
            assert "777" not in shown and "Iceland" not in shown
    secret = Shelf(cases, "TLP:RED")
    assert "777" in repr([b.rows for b in seizures_page(secret, asked(area="SRB")).blocks])


def test_flows_lead_to_their_corridors(seen: Shelf) -> None:
    block = routes_page(seen, asked(area="all")).block("map")
    assert block is not None
    ways = {(row[0][0].text, row[1][0].text) for row in block.rows}  # type: ignore[index, union-attr]
    assert {("Bulgaria", "Serbia"), ("Ecuador", "Croatia")} <= ways
    known = list(corridors(seen))
    assert {"start": "BGR", "end": "SRB"} in known


def test_a_corridor_shows_cases_and_words(seen: Shelf) -> None:
    view = corridor_page(seen, asked(start="BGR", end="SRB"))
    shown = repr([block.rows for block in view.blocks])
    assert "'2'" in shown and "from Bulgaria through Serbia" in shown


def test_a_way_that_no_case_shows_is_empty_and_no_zero(seen: Shelf) -> None:
    view = corridor_page(seen, asked(start="DEU", end="FRA"))
    assert all(block.empty or block.rows for block in view.blocks)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"drug": "sugar"}, UnusableError),
        ({"mode": "<script>"}, UnusableError),
        ({"area": "XXX"}, UnusableError),
        ({"from_": "soon"}, UnusableError),
        ({"from_": "2021", "to": "2019"}, UnusableError),
    ],
)
def test_what_cannot_be_asked(seen: Shelf, values: dict[str, str], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        routes_page(seen, asked(**values))


@pytest.mark.parametrize("way", [("AAA", "SRB"), ("SRB", "SRB"), ("SRB", "../x")])
def test_no_such_way(seen: Shelf, way: tuple[str, str]) -> None:
    with pytest.raises(MissingError):
        corridor_page(seen, asked(start=way[0], end=way[1]))


def test_a_hub_without_seizures_says_what_would_fill_the_page(
    new_hub: Callable[[dict[str, str]], Hub],
) -> None:
    client = TestClient(app(new_hub({"roads.md": NEWS})), base_url="http://localhost")
    for page in ("/seizures", "/seizures/doubts", "/routes", "/routes/network"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert re.search("What would fill it|Bulgaria", answer.text)


def test_shares_of_too_few_cases_are_told_as_nothing(seen: Shelf) -> None:
    block = routes_page(seen, asked(area="all")).block("shares")
    assert block is not None and block.empty is not None and not block.rows


def test_a_note_is_said_once_on_a_page_and_stays_with_the_data(cases: Hub) -> None:
    pages = TestClient(app(cases), base_url="http://localhost")
    shown = re.findall(r'<p class="remark">([^<]*)</p>', pages.get("/routes/network?area=all").text)
    again = "What is noted above holds here too."
    assert again in shown
    assert len(shown) == len(set(shown))
    notes = pages.get("/data/network/countries.json?area=all").json()["notes"]
    assert notes and {html.escape(note, quote=False) for note in notes} <= set(shown)
