"""Distances by sea beside those of another network of sea lanes (package searoute 1.6.0)."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.measure.routes import RoutesError
from karaula.measure.routes.sea import lanes, miles, sea_leg
from karaula.vocabulary import load

PORTS = load().ports

KNOWN = [
    # from, to, without, nautical miles, passages
    ("guayaquil", "durres", [], 6546, ["Panama Canal", "Gibraltar"]),
    ("guayaquil", "durres", ["panama"], 11115, ["Strait of Magellan", "Gibraltar"]),
    ("guayaquil", "bar", [], 6598, ["Panama Canal", "Gibraltar"]),
    ("guayaquil", "ploce", [], 6671, ["Panama Canal", "Gibraltar"]),
    ("guayaquil", "rijeka", [], 6868, ["Panama Canal", "Gibraltar"]),
    ("guayaquil", "koper", [], 6914, ["Panama Canal", "Gibraltar"]),
    # Most ships do not fit into the canal.
    ("guayaquil", "piraeus", ["corinth"], 6655, ["Panama Canal", "Gibraltar"]),
    ("guayaquil", "thessaloniki", ["corinth"], 6904, ["Panama Canal", "Gibraltar"]),
    ("guayaquil", "constanta", ["corinth"], 7208, ["Panama Canal", "Gibraltar", "Bosporus"]),
    ("guayaquil", "gioia_tauro", [], 6233, ["Panama Canal", "Gibraltar"]),
    ("guayaquil", "antwerp", [], 5672, ["Panama Canal"]),
    ("santos", "durres", [], 5804, ["Gibraltar"]),
    ("turbo", "durres", [], 5626, ["Gibraltar"]),
    ("piraeus", "durres", [], 351, ["Corinth Canal"]),
    ("mersin", "rijeka", ["corinth"], 1259, []),
    ("batumi", "burgas", [], 612, []),
]


@pytest.mark.parametrize(("start", "end", "without", "known", "passages"), KNOWN)
def test_distances_are_near_those_of_another_network(
    start: str, end: str, without: list[str], known: float, passages: list[str]
) -> None:
    found = sea_leg(PORTS[start], PORTS[end], without)
    assert found.nautical_miles == pytest.approx(known, rel=0.075)
    assert [one.name for one in found.passages] == passages


PAIRS = st.tuples(st.sampled_from(sorted(PORTS)), st.sampled_from(sorted(PORTS))).filter(
    lambda pair: pair[0] != pair[1]
)


@given(PAIRS)
def test_a_way_is_no_shorter_than_straight_and_as_long_back(pair: tuple[str, str]) -> None:
    start, end = (PORTS[name] for name in pair)
    found = sea_leg(start, end)
    straight = miles((start.longitude, start.latitude), (end.longitude, end.latitude))
    assert found.nautical_miles >= straight - 1e-6
    assert found.nautical_miles == pytest.approx(sea_leg(end, start).nautical_miles)
    assert sum(miles(a, b) for a, b in pairwise(found.line)) == pytest.approx(found.nautical_miles)


@given(PAIRS, st.sampled_from(sorted(lanes().passages)))
def test_without_a_passage_it_is_no_shorter_and_keeps_clear(
    pair: tuple[str, str], passage: str
) -> None:
    start, end = (PORTS[name] for name in pair)
    try:
        without = sea_leg(start, end, [passage])
    except RoutesError as error:
        assert re.search("no way by sea is known|lies at what is to be avoided", str(error))
        return
    assert lanes().passages[passage] not in without.passages
    assert without.nautical_miles >= sea_leg(start, end).nautical_miles - 1e-6


def test_a_port_at_a_passage_cannot_keep_clear_of_it() -> None:
    with pytest.raises(RoutesError, match="Algeciras lies at what is to be avoided"):
        sea_leg(PORTS["algeciras"], PORTS["bar"], ["gibraltar"])


def test_the_black_sea_has_one_way_out() -> None:
    with pytest.raises(RoutesError, match="from Batumi to Durrës without Bosporus"):
        sea_leg(PORTS["batumi"], PORTS["durres"], ["bosporus"])


def test_faults_are_told() -> None:
    with pytest.raises(RoutesError, match="there is no passage kiel; take"):
        sea_leg(PORTS["bar"], PORTS["koper"], ["kiel"])
    with pytest.raises(RoutesError, match="are one place"):
        sea_leg(PORTS["bar"], PORTS["bar"])


def test_days_at_sea() -> None:
    found = sea_leg(PORTS["guayaquil"], PORTS["durres"])
    assert found.days(12) == pytest.approx(found.nautical_miles / 288)


def test_every_point_lies_on_a_lane_and_every_lane_joins_known_points() -> None:
    known = lanes()
    assert all(known.beside[name] for name in known.points)
    assert all(one.at in known.points for one in known.passages.values())
