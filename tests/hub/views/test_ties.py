"""The network of routes: both directions together, each number leading on, and bounded."""

from typing import Any

import pytest

from karaula.hub.page import Asked
from karaula.hub.said import Link
from karaula.hub.shelf import Shelf
from karaula.hub.views import ties
from karaula.hub.views.routes import routes_page
from karaula.hub.views.ties import Pair, pairs, ties_block


def way(start: str, end: str, cases: int = 0, documents: int = 0) -> dict[str, Any]:
    about = {"kind": "flow", "from": start, "to": end, "cases": cases, "documents": documents}
    return {"properties": about}


WAYS = [way("SRB", "ALB", 2), way("ALB", "SRB", 3, 1), way("MNE", "ALB", 0, 1),
        way("ALB", "ALB", 9), {"properties": {"kind": "area", "area": "ALB"}}]  # fmt: skip


def test_ways_there_and_back_are_one_pair() -> None:
    assert pairs(WAYS) == [Pair("ALB", "SRB", 3, 2, 1), Pair("ALB", "MNE", 0, 0, 1)]


def test_numbers_lead_to_the_way_that_they_count(shelf: Shelf) -> None:
    block = ties_block(shelf, WAYS, "A source", "2020–2022")
    first, said = block.rows
    there, back = first[2], first[3]
    assert there == (Link("3", "corridor", (("start", "ALB"), ("end", "SRB"))),)
    assert back == (Link("2", "corridor", (("start", "SRB"), ("end", "ALB"))),)
    assert said[2] is None and said[3] is None and said[4] == 1  # a gap, no zero


def test_what_moves_says_the_same(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    block = ties_block(shelf, WAYS, "A source", "")
    assert block.island is not None
    data = block.island.data()
    assert [node["name"] for node in data["nodes"]] == ["Albania", "Serbia", "Montenegro"]
    assert [(link["weight"], link["dashed"]) for link in data["links"]] == [(5, False), (1, True)]
    monkeypatch.setattr(ties, "MOST", 1)
    assert len(block.island.data()["links"]) == 1
    assert len(block.rows) == 2


def test_no_way_is_told_as_none(shelf: Shelf) -> None:
    assert ties_block(shelf, [], "", "").empty is not None


@pytest.mark.parametrize("weight", ["kg", "cases"])
def test_ways_are_as_wide_as_asked_and_say_what_that_is(shelf: Shelf, weight: str) -> None:
    block = routes_page(shelf, Asked((("area", "all"), ("weight", weight)))).block("map")
    assert block is not None and block.chart is not None and block.island is not None
    spec = block.chart()
    assert spec["usermeta"]["unit"] == weight
    data = block.island.data()
    assert data["weight"] == weight
    for one in data["ways"]:
        assert one["seen"] == "documents" or sum(cases for _, cases, _ in one["years"]) > 0
