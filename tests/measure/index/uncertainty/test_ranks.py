"""Ranks, pairs and intervals of many draws, against the plain way to count them."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from karaula.measure import index
from karaula.measure.index.interval import bounds
from karaula.measure.index.ranking import places
from karaula.measure.index.uncertainty.groups import lines
from karaula.measure.index.uncertainty.ranks import counted, middle, outranked

SCORES = arrays(
    np.float64, st.tuples(st.integers(1, 20), st.integers(1, 7)),
    elements=st.one_of(st.integers(0, 5).map(float), st.just(np.nan)),
)  # fmt: skip


@given(SCORES)
def test_ranks_are_one_more_than_the_number_of_higher_scores(scores: np.ndarray) -> None:
    plain = 1 + (scores[:, :, None] < scores[:, None, :]).sum(axis=2)
    assert (places(scores) == np.where(np.isnan(scores), 0, plain)).all()


def test_scores_that_are_equal_up_to_their_last_bits_share_a_rank() -> None:
    assert places(np.array([[0.1 + 0.2, 0.3, 0.4, np.nan]])).tolist() == [[2, 2, 1, 0]]


@given(SCORES)
def test_pairs_and_counts_are_those_of_a_loop(scores: np.ndarray) -> None:
    ranked = places(scores)
    above = outranked(ranked)
    draws, units = ranked.shape
    shares = np.arange(1.0, draws + 1)
    weighted, counts = outranked(ranked, shares), counted(ranked, shares)
    for a in range(units):
        for b in range(units):
            both = (ranked[:, a] > 0) & (ranked[:, b] > 0)
            wins = np.where(ranked[:, a] < ranked[:, b], 1.0, 0.0)
            wins[ranked[:, a] == ranked[:, b]] = 0.5
            assert above[a, b] == (wins * both).sum()
            assert weighted[a, b] == pytest.approx((wins * both * shares).sum())
    for unit in range(units):
        for rank in range(units + 1):
            assert counts[unit, rank] == shares[ranked[:, unit] == rank].sum()


@given(st.lists(st.integers(1, 9), min_size=1, max_size=60), st.sampled_from([0.5, 0.8, 0.9, 0.95]))
def test_intervals_from_counts_are_those_of_the_draws(ranks: list[int], level: float) -> None:
    counts = np.bincount(ranks, minlength=10)[None, 1:].astype(float)
    low, high = middle(np.arange(1, 10), counts, level)
    expected = bounds(np.array(ranks), level)
    assert (low[0], high[0]) == (expected[0], expected[1])
    inside = np.mean([low[0] <= rank <= high[0] for rank in ranks])
    assert inside >= level - 1e-9
    below, above = middle(np.arange(1, 10), counts, 0.0)
    assert (below[0] + above[0]) / 2 == np.median(ranks)


def test_units_that_cannot_be_told_apart_stand_on_one_line() -> None:
    above = np.full((5, 5), 0.5)
    for a, b, chance in ((0, 1, 0.99), (0, 2, 1), (0, 3, 1), (0, 4, 1), (1, 2, 0.7), (1, 3, 0.96),
                         (1, 4, 0.999), (2, 3, 0.6), (2, 4, 0.9), (3, 4, 0.8)):  # fmt: skip
        above[a, b], above[b, a] = chance, 1 - chance
    assert lines(range(5), above, 0.9) == [(0,), (1, 2), (2, 3, 4)]
    assert lines(range(5), above, 0.999) == [(0, 1), (1, 2, 3, 4)]
    assert lines([], np.empty((0, 0)), 0.9) == []


@given(st.integers(1, 8), st.integers(0, 2**32))
def test_no_pair_of_a_line_can_be_told_apart_and_every_unit_stands_on_one(
    units: int, seed: int
) -> None:
    draws = np.random.default_rng(seed).normal(np.arange(units), 1.5, (50, units))
    above = outranked(places(draws)) / 50
    order = np.argsort(places(draws).mean(axis=0)).tolist()
    runs = lines(order, above, 0.8)
    assert {unit for run in runs for unit in run} == set(range(units))
    for run in runs:
        assert all(above[a, b] < 0.9 for a in run for b in run)
        assert list(run) == order[order.index(run[0]) :][: len(run)]
    for run, after in pairwise(runs):
        next_ = order[order.index(run[-1]) + 1]
        assert next_ in after
        assert any(max(above[a, next_], above[next_, a]) >= 0.9 for a in run)


def test_ranks_of_the_chain_are_the_same(scored: index.Index) -> None:
    scores = scored.values.column("crime")
    ranked = index.rank(scored).values.column("crime")
    assert (places(scores) == ranked).all()
