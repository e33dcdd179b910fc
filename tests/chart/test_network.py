"""The network: the same places each time, apart from each other and within the frame."""

import numpy as np
import pytest

from karaula import chart
from karaula.chart.frame import MARGIN
from karaula.chart.network import HEIGHT, MOST, Tie, network, settled
from karaula.chart.theme import WIDTH

from .conftest import HOSTILE, about

TIES = [
    Tie(one="Arcadia", other="Elbonia", value=40.0),
    Tie(one="Elbonia", other="Ruritania", value=3.0),
    Tie(one="Arcadia", other="Sylvania", value=None),
]


def test_places_are_the_same_each_time_and_apart() -> None:
    pairs = [(0, 1), (1, 2), (0, 3), (4, 5)]
    at = settled(6, pairs)
    assert np.array_equal(at, settled(6, pairs))
    far = np.sqrt(((at[:, None] - at[None, :]) ** 2).sum(axis=2)) + np.eye(6) * 9
    assert far.min() > 0.3


def test_dots_lie_in_the_frame() -> None:
    many = [Tie(one=f"a{n}", other=f"a{n + 1}", value=1.0) for n in range(30)]
    dots = [
        one["mark"] for one in network(many, about())["layer"] if one["mark"]["type"] == "point"
    ]
    assert len(dots) == 31
    for dot in dots:
        assert 0 < dot["x"] < WIDTH - 2 * MARGIN and 0 < dot["y"] < HEIGHT


def test_what_is_not_known_is_dashed_and_what_is_stronger_is_wider() -> None:
    rules = [
        one["mark"] for one in network(TIES, about())["layer"] if one["mark"]["type"] == "rule"
    ]
    assert [("strokeDash" in rule) for rule in rules] == [True, False, False]
    assert rules[1]["strokeWidth"] < rules[2]["strokeWidth"]
    assert "Arcadia and Elbonia 40" in network(TIES, about())["description"]
    assert "Arcadia and Sylvania of unknown strength" in network(TIES, about())["description"]


def test_more_than_can_be_seen_is_counted() -> None:
    many = [Tie(one="hub", other=f"a{n}", value=float(99 - n)) for n in range(60)]
    spec = network(many, about())
    assert spec["usermeta"]["more"] == f"{60 - (MOST - 1)} weaker ties"


def test_nothing_is_said_to_be_nothing() -> None:
    assert chart.shows_nothing(network([], about()))


@pytest.mark.skipif(not chart.drawable(), reason="the extra that draws charts is not installed")
def test_hostile_words_are_drawn_as_words() -> None:
    drawing = chart.svg(network([Tie(one=HOSTILE, other="b", value=1.0)], about()))
    assert "<script" not in drawing
