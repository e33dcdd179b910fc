"""Edges that no case showed: the estimators on catches whose truth is known."""

import numpy as np
import pytest

from karaula.measure.routes.unseen import all_edges, all_edges_interval, seen_interval


@pytest.mark.parametrize(
    ("cases", "every"),
    [
        ([], 0.0),
        ([5, 9, 2], 3.0),  # none rests on one case: nothing speaks for unseen ones
        ([1, 1, 1, 2, 7], 5 + 3 * 2 / (2 * 2)),
        ([1, 1, 1, 1], 4 + 4 * 3 / 2),
        ([0, 3], 1.0),
    ],
)
def test_unseen_edges_by_those_with_one_case_and_two(cases: list[int], every: float) -> None:
    assert all_edges(np.array(cases)) == every


def test_intervals_lie_on_both_sides_of_what_is_seen() -> None:
    cases = np.array([1] * 30 + [2] * 12 + [5] * 40)
    low, high = seen_interval(cases)
    assert low < 82 < high <= all_edges(cases)
    least, most = all_edges_interval(cases)
    assert 82 < least < all_edges(cases) < most
    assert seen_interval(np.array([4, 4])) == (2.0, 2.0)


def test_intervals_hold_what_other_cases_show() -> None:
    """Cases fall on 300 edges of uneven weight; another draw of as many cases shows a number that
    lies in the interval of the first about as often as it says for the difference of two."""
    rng = np.random.default_rng(4)
    weight = rng.lognormal(0, 2, 300)
    weight /= weight.sum()
    draws = rng.multinomial(2_000, weight, size=200)
    held = [
        low <= np.sum(weight_draws > 0) <= high
        for drawn in draws
        for low, high in [seen_interval(drawn)]
        for weight_draws in [rng.multinomial(2_000, weight)]
    ]
    truth = float(np.mean((draws > 0).sum(axis=1)))
    around = [low <= truth <= high for low, high in map(seen_interval, draws)]
    assert np.mean(around) > 0.85
    assert np.mean(held) > 0.7
    assert np.mean([all_edges(drawn) for drawn in draws]) <= 300
