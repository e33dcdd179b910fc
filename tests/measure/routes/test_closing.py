"""What closing a border or a country does, worked by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.measure.routes.closing import alternatives, closing, least_cut
from karaula.measure.routes.removal import removal
from karaula.measure.routes.ways import edges_of, resampled
from tests.measure.routes.cases import cases

# From Turkey two ways to Germany: by Bulgaria (most) and by Greece; Romania lies behind Bulgaria.
FOUND = cases(
    ">TUR>BGR>DEU 60", ">TUR>GRC>DEU 20", ">TUR>GRC>ITA 20", ">BGR>ROU> 10", ">ITA>DEU> 5"
)
EDGES = edges_of(FOUND)
WEIGHTS = EDGES.add(FOUND.cases)


def test_a_closed_border_sends_its_cases_over_what_is_left() -> None:
    found = closing(FOUND, EDGES, {("TUR", "BGR")})
    assert (found.affected, found.total) == (60, 115)
    assert (found.rerouted, found.ended, found.stopped) == (60, 0, 0)
    assert [(gain.start, gain.end, gain.cases, gain.now) for gain in found.gains] == [
        ("GRC", "DEU", 60, 20), ("TUR", "GRC", 60, 40)
    ]  # fmt: skip
    # before: TUR to all five, BGR to 2, GRC to 2, ITA to 1; after, TUR does not reach BGR and ROU
    assert found.joined_before == pytest.approx(10 / 30)
    assert found.joined_after == pytest.approx(8 / 30)


def test_a_closed_country_ends_what_begins_or_ends_there() -> None:
    found = closing(FOUND, EDGES, (), ["BGR"])
    # 60 went through it and go by Greece; 10 began there
    assert (found.affected, found.rerouted, found.ended, found.stopped) == (70, 60, 10, 0)


def test_without_another_way_cases_are_stopped() -> None:
    found = closing(FOUND, EDGES, {("TUR", "BGR"), ("TUR", "GRC")})
    assert (found.affected, found.rerouted, found.stopped) == (100, 0, 100)
    assert found.gains == ()


def test_several_ways_share_by_their_cases() -> None:
    found = cases(">TUR>BGR>DEU 60", ">TUR>GRC>DEU 30", ">TUR>ROU>DEU 10")
    gains = closing(found, edges_of(found), {("TUR", "BGR")}).gains
    assert {(g.start, g.end): g.cases for g in gains} == pytest.approx(
        {("TUR", "GRC"): 45, ("GRC", "DEU"): 45, ("TUR", "ROU"): 15, ("ROU", "DEU"): 15}
    )


CASES = st.lists(
    st.tuples(*[st.sampled_from(["", "A", "B", "C", "D", "E"])] * 4, st.integers(1, 9)), max_size=9
)


@settings(max_examples=60)
@given(CASES)
def test_closing_nothing_changes_nothing(rows: list[tuple[str, str, str, str, int]]) -> None:
    found = cases(*(f"{'>'.join(row[:4])} {row[4]}" for row in rows))
    told = closing(found, edges_of(found), ())
    assert (told.affected, told.rerouted, told.ended, told.stopped) == (0, 0, 0, 0)
    assert told.gains == () and told.joined_before == told.joined_after


@settings(max_examples=60)
@given(CASES, st.sampled_from("ABC"), st.integers(0, 3))
def test_every_affected_case_is_accounted_for(
    rows: list[tuple[str, str, str, str, int]], area: str, seed: int
) -> None:
    found = cases(*(f"{'>'.join(row[:4])} {row[4]}" for row in rows))
    edges = edges_of(found)
    told = closing(found, edges, (), [area], draws=resampled(found, 5, seed))
    assert told.rerouted + told.ended + told.stopped == pytest.approx(told.affected)
    assert all(area not in (gain.start, gain.end) for gain in told.gains)
    assert all(gain.low <= gain.cases <= gain.high for gain in told.gains)
    assert told.low <= told.rerouted <= told.high


def test_the_likeliest_ways_come_first() -> None:
    found = alternatives(EDGES, WEIGHTS, ["TUR"], ["DEU"])
    assert [(one.stops, one.weakest, round(one.chance, 3)) for one in found] == [
        (("TUR", "BGR", "DEU"), 60, 0.514),  # 60/100 x 60/70
        # of two that are as likely the shorter one
        (("TUR", "GRC", "DEU"), 20, 0.2),  # 40/100 x 20/40
        (("TUR", "GRC", "ITA", "DEU"), 5, 0.2),  # 40/100 x 20/40 x 5/5
    ]
    (first, *_) = alternatives(EDGES, WEIGHTS, ["TUR"], ["DEU"], {("TUR", "BGR")})
    assert "GRC" in first.stops
    assert alternatives(EDGES, WEIGHTS, ["DEU"], ["TUR"]) == []


def test_least_cuts() -> None:
    by_edges = least_cut(EDGES, WEIGHTS, ["TUR"], ["DEU"], by_cases=False)
    assert by_edges.edges == (("TUR", "BGR"), ("TUR", "GRC"))
    by_cases = least_cut(EDGES, WEIGHTS, ["TUR"], ["DEU"], by_cases=True)
    assert set(by_cases.edges) == {("BGR", "DEU"), ("GRC", "DEU"), ("ITA", "DEU")} or (
        by_cases.cases == 85
    )
    assert least_cut(EDGES, WEIGHTS, ["DEU"], ["TUR"], by_cases=True).edges == ()


@settings(max_examples=60)
@given(CASES)
def test_a_least_cut_leaves_no_way_and_is_that_of_another_library(
    rows: list[tuple[str, str, str, str, int]],
) -> None:
    import networkx

    found = cases(*(f"{'>'.join(row[:4])} {row[4]}" for row in rows))
    edges = edges_of(found)
    weights = edges.add(found.cases)
    cut = least_cut(edges, weights, ["A"], ["B"], by_cases=True)
    assert alternatives(edges, weights, ["A"], ["B"], cut.edges) == []
    graph = networkx.DiGraph()
    graph.add_nodes_from("AB")
    for pair, size in zip(edges.pairs, weights.tolist(), strict=True):
        graph.add_edge(*pair, capacity=size)
    assert cut.cases == networkx.minimum_cut_value(graph, "A", "B")


def test_curves_of_removal() -> None:
    curves = {curve.order: curve for curve in removal(EDGES, WEIGHTS, draws=20)}
    assert list(curves) == ["degree", "strength", "betweenness", "chance"]
    assert curves["degree"].areas[0] == "BGR"  # of several with three edges the first by code
    for curve in curves.values():
        assert curve.joined[0] == pytest.approx(10 / 30)
        assert curve.joined[-1] == 0.0
        assert all(np.diff(curve.joined) <= 1e-12)
    chance = curves["chance"]
    assert all(a <= b <= c for a, b, c in zip(chance.low, chance.joined, chance.high, strict=True))
    assert removal(EDGES, WEIGHTS, draws=20) == list(curves.values())
