"""Data that err: on the scale, within their ends, from what is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.measure import index
from karaula.measure.index import uncertainty as u
from karaula.measure.index.interval import moved
from karaula.measure.index.uncertainty.data import BLOCK, Ground, Noise, margins, perturbed


def drawn(made: index.Index, noise: Noise, numbers: list[int]) -> np.ndarray:
    """Tables of some draws."""
    ground = Ground(made.raw, made.original)
    return perturbed({"n": noise}, {"n": np.array(numbers)}, 1, ground, made.original.indicators)


def test_scores_move_by_a_step_with_equal_chance_and_stay_on_the_scale(scored: index.Index) -> None:
    tables = drawn(scored, u.ScoreError(), list(range(3000)))
    first = tables[:, 1, 0]  # a score of 7
    assert [(first == value).mean() for value in (6.5, 7, 7.5)] == pytest.approx(
        [1 / 3] * 3, abs=0.04
    )
    assert set(np.unique(tables[:, 4])) == {9.5, 10.0}
    assert (tables[:, 4, 0] == 10).mean() == pytest.approx(2 / 3, abs=0.04)
    assert abs(np.corrcoef(tables[:, 1].T) - np.eye(3)).max() < 0.08  # independent


@given(st.integers(2, 20), st.integers(-1, 1))
def test_floats_and_whole_numbers_move_alike(halves: int, step: int) -> None:
    steps = np.array([step], np.int8)
    as_float = moved(np.array([halves / 2]), steps, 0.5, 1, 10)
    as_whole = moved(np.array([halves * 500_000]), steps, 500_000, 1_000_000, 10_000_000)
    assert as_whole.dtype == np.int64
    assert as_whole[0] / 1_000_000 == as_float[0]


def test_a_draw_is_known_by_its_number(scored: index.Index) -> None:
    whole = drawn(scored, u.ScoreError(), list(range(2 * BLOCK)))
    some = [3, BLOCK + 1, 5, 2 * BLOCK - 1, 3]
    assert (drawn(scored, u.ScoreError(), some) == whole[some]).all()


def test_values_stay_within_their_ends(scored: index.Index) -> None:
    low = np.array([8, np.nan, 6.5, 3, 9])
    high = np.array([10, np.nan, 8, 3, 11])
    tables = drawn(scored, u.Interval(ends={"arms": (low, high)}), list(range(2000)))
    column = tables[:, :, 0]
    assert (column[:, 1] == 7).all() and (column[:, 3] == 3).all()
    assert 8 <= column[:, 0].min() < 8.01 and 9.99 < column[:, 0].max() <= 10
    assert column[:, 0].mean() == pytest.approx(9, abs=0.05)
    assert (tables[:, :, 1:] == scored.raw.data[:, 1:]).all()


def test_a_worse_grade_gives_a_wider_interval(goods: index.Index) -> None:
    grades = {("A", "ports"): "A1", ("B", "ports"): "B2", ("C", "ports"): "A5", ("D", "ports"): "F"}
    tables = drawn(goods, u.Graded(grades=grades), list(range(2000)))
    known = goods.raw.data[:, 1]
    half = np.abs(tables[:, :, 1] / known - 1).max(axis=0)
    expected = [margins()[sign] for sign in ("A", "B", "5", "F")]
    assert half[:4] == pytest.approx(expected, rel=0.02)
    assert half[0] < half[1] < half[2] and (half[4:] == 0).all()


def test_graded_scores_stay_on_their_scale(scored: index.Index) -> None:
    tables = drawn(scored, u.Graded(grades={("E", "arms"): "C3"}), list(range(1000)))
    assert 9.1 <= tables[:, 4, 0].min() < 9.12 and tables[:, 4, 0].max() <= 10


def test_a_missing_value_is_like_the_known_ones_of_its_group(goods: index.Index) -> None:
    of_all = drawn(goods, u.Unknown(), list(range(500)))[:, 3, 3]
    assert set(of_all) == {2, 7, 3, 4, 9}
    of_side = drawn(goods, u.Unknown(by="side"), list(range(500)))[:, 3, 3]
    assert set(of_side) == {4, 9}


def test_a_group_that_knows_nothing_takes_from_the_whole_column(goods: index.Index) -> None:
    lone = replace(goods.raw, groups={"side": ("e", "e", "e", "x", "w", "w")})
    made = index.Index(lone, goods.original)
    assert set(drawn(made, u.Unknown(by="side"), list(range(500)))[:, 3, 3]) == {2, 7, 3, 4, 9}


def test_errors_of_two_kinds_add_up(scored: index.Index) -> None:
    """An unknown score, drawn from others, errs as they do."""
    data = scored.raw.data.copy()
    data[0, 0] = np.nan
    made = index.Index(scored.raw.having(data), scored.original)
    noises = {"gap": u.Unknown(), "err": u.ScoreError()}
    numbers = {name: np.arange(2000) for name in noises}
    ground = Ground(made.raw, made.original)
    column = perturbed(noises, numbers, 1, ground, made.original.indicators)[:, 0, 0]
    assert set(np.unique(column)) == {2.5, 3, 3.5, 6.5, 7, 7.5, 9.5, 10}
