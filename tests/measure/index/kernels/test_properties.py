"""What holds for any numbers: bounds, order, means in their order, draws as loops."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from karaula.measure.index.kernels import aggregate as agg
from karaula.measure.index.kernels import impute as imp
from karaula.measure.index.kernels import moments
from karaula.measure.index.kernels import normalise as norm
from karaula.measure.index.kernels import treat as tr
from karaula.measure.index.kernels.gather import Gathering, gather
from karaula.measure.index.methods import METHODS, Method
from karaula.measure.index.values import Array

Kernel = Callable[..., Array]
few = settings(max_examples=40)

# Numbers with ties and gaps, of a size whose squares do not run out of digits.
numbers = st.integers(-50, 50).map(lambda n: n / 4)
maybe = st.one_of(numbers, numbers, numbers, st.just(np.nan))
tables = arrays(float, st.tuples(st.integers(2, 8), st.integers(1, 4)), elements=maybe)
stacks = arrays(
    float, st.tuples(st.integers(1, 3), st.integers(4, 9), st.integers(1, 3)), elements=maybe
)
positive = arrays(
    float, st.tuples(st.integers(1, 5), st.integers(1, 4)), elements=st.integers(1, 80).map(float)
)

ONE = np.ones
NORMALISATIONS: dict[str, Kernel] = {
    "min_max": norm.min_max,
    "z_score": norm.z_score,
    "scaled": norm.scaled,
    "distance_to_max": norm.distance_to_max,
    "distance_to_reference": lambda data: norm.distance_to_reference(data, data[..., :1, :]),
    "distance_to_target": lambda data: norm.distance_to_target(
        data, np.full(data.shape[-1], 60.0), ONE(data.shape[-1])
    ),
    "fraction_of_max": norm.fraction_of_max,
    "goalposts": lambda data: norm.goalposts(data, ONE(data.shape[-1]), low=-5, high=5),
    "percentile_rank": norm.percentile_rank,
    "borda": norm.borda,
    "rank": norm.ranks,
}
AGGREGATIONS: dict[str, Kernel] = {
    "arithmetic": agg.arithmetic,
    "geometric": agg.geometric,
    "harmonic": agg.harmonic,
    "generalised": partial(agg.generalised, power=-2),
    "median": agg.median,
    "copeland": agg.copeland,
}
TREATMENTS: dict[str, Kernel] = {
    "none": tr.none,
    "winsorise": lambda data: tr.winsorise(data, tr.skew_or_kurtosis, most=3),
    "log": tr.log,
    "log_by_skew": tr.log_by_skew,
    "log_plus_one": tr.log_plus_one,
    "log_gii": tr.log_gii,
    "box_cox": partial(tr.box_cox, power=0.5),
}


def groups(rows: int) -> Any:
    return np.arange(rows) % 2


def codes(data: Array) -> tuple[Array, Any]:
    return ONE(data.shape[-1]), np.zeros(data.shape[-1], dtype=int)


IMPUTATIONS: dict[str, Kernel] = {
    "none": imp.none,
    "mean": lambda data: imp.mean(data, *codes(data)),
    "median": lambda data: imp.median(data, *codes(data), along="row"),
    "group_mean": lambda data: imp.group_mean(data, groups(data.shape[-2])),
    "group_median": lambda data: imp.group_median(data, groups(data.shape[-2])),
}


def test_every_registered_method_is_tried_here() -> None:
    tried = {
        "normalise": NORMALISATIONS, "aggregate": AGGREGATIONS, "treat": TREATMENTS,
        "impute": {**IMPUTATIONS, "latest": None, "linear": None, "constant": None},
        "test": {"skew_or_kurtosis": None},
    }  # fmt: skip
    assert {step: set(found) for step, found in tried.items()} == {
        step: set(METHODS[step]) for step in tried
    }


@pytest.mark.parametrize("name", NORMALISATIONS)
@few
@given(data=tables)
def test_a_normalisation_never_turns_the_order_and_keeps_gaps(name: str, data: Array) -> None:
    with np.errstate(all="ignore"):
        scores = NORMALISATIONS[name](data)
    assert not np.isinf(scores).any()
    assert np.isnan(scores[np.isnan(data)]).all()
    for code in range(data.shape[-1]):
        known = ~np.isnan(scores[:, code])
        value, score = data[known, code], scores[known, code]
        rises = (value[:, None] > value) & (score[:, None] < score - 1e-9)
        assert not rises.any()
        assert (score[(value[:, None] == value).any(axis=0)] == score).all()


@few
@given(data=tables, low=st.integers(-5, 5), width=st.integers(1, 100))
def test_min_max_reaches_both_bounds_and_stays_within(data: Array, low: int, width: int) -> None:
    scores = norm.min_max(data, low=low, high=low + width)
    spread = moments.highest(data) > moments.lowest(data)
    assert (np.isnan(scores) == (np.isnan(data) | ~spread)).all()
    for code in np.flatnonzero(spread):
        column = scores[:, code]
        assert np.nanmin(column) == low
        assert np.nanmax(column) == pytest.approx(low + width, abs=1e-12)


@pytest.mark.parametrize("name", ["percentile_rank", "borda", "rank"])
@few
@given(data=tables)
def test_ranks_do_not_change_with_the_scale(name: str, data: Array) -> None:
    ranks = NORMALISATIONS[name]
    np.testing.assert_array_equal(ranks(data), ranks(4 * data + 8))


@few
@given(data=positive, seed=st.integers(0, 99))
def test_harmonic_geometric_arithmetic_rise_in_that_order(data: Array, seed: int) -> None:
    weights = np.random.default_rng(seed).random(data.shape[-1]) + 0.1
    means = [agg.harmonic, agg.geometric, agg.arithmetic]
    harmonic, geometric, arithmetic = (mean(data, weights) for mean in means)
    assert (harmonic <= geometric + 1e-9).all()
    assert (geometric <= arithmetic + 1e-9).all()
    assert (data.min(axis=-1) <= harmonic + 1e-9).all()
    assert (arithmetic <= data.max(axis=-1) + 1e-9).all()


@pytest.mark.parametrize("name", AGGREGATIONS)
@few
@given(data=positive, times=st.sampled_from([0.1, 3.0, 1e6]))
def test_only_the_ratio_of_weights_counts(name: str, data: Array, times: float) -> None:
    weights = np.arange(1, data.shape[-1] + 1) / 10
    once = AGGREGATIONS[name](data, weights)
    np.testing.assert_allclose(once, AGGREGATIONS[name](data, times * weights), rtol=1e-9)


@few
@given(data=tables)
def test_copeland_scores_add_up_to_nothing(data: Array) -> None:
    scores = agg.copeland(data, np.arange(1.0, data.shape[-1] + 1))
    assert np.nansum(scores) == 0


@pytest.mark.parametrize("name", [*NORMALISATIONS, *TREATMENTS, *IMPUTATIONS])
@few
@given(data=stacks)
def test_leading_axes_are_loops(name: str, data: Array) -> None:
    kernel = {**NORMALISATIONS, **TREATMENTS, **IMPUTATIONS}[name]
    with np.errstate(all="ignore"):
        whole = kernel(data)
        alone = np.stack([kernel(one) for one in data])
    np.testing.assert_allclose(whole, alone, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", AGGREGATIONS)
@pytest.mark.parametrize("shared", ["data", "weights", "neither"])
@few
@given(data=stacks, seed=st.integers(0, 99))
def test_draws_of_data_and_of_weights_are_loops(
    name: str, shared: str, data: Array, seed: int
) -> None:
    kernel = AGGREGATIONS[name]
    random = np.random.default_rng(seed)
    weights = random.integers(0, 3, (len(data), data.shape[-1])) + 0.1 * (shared != "neither")
    if shared == "weights":
        whole = kernel(data, weights[0])
        alone = [kernel(one, weights[0]) for one in data]
    elif shared == "data":
        whole = kernel(data[0], weights)
        alone = [kernel(data[0], one) for one in weights]
    else:
        whole = kernel(data, weights)
        alone = [kernel(one, weight) for one, weight in zip(data, weights, strict=True)]
    np.testing.assert_allclose(whole, np.stack(alone), rtol=1e-9, atol=1e-12)


@few
@given(data=stacks, seed=st.integers(0, 99))
def test_all_levels_of_many_draws_are_loops(data: Array, seed: int) -> None:
    columns = data.shape[-1]
    mean = METHODS["aggregate"]["arithmetic"]
    weights = np.random.default_rng(seed).random((len(data), columns + 2)) + 0.1
    levels = (
        Gathering("p", columns, tuple(range(columns)), mean, {}, 0.5),
        Gathering("top", columns + 1, (columns, 0), mean, {}, 1.0),
    )
    np.testing.assert_allclose(
        gather(data, levels, weights),
        np.stack([gather(one, levels, own) for one, own in zip(data, weights, strict=True)]),
        rtol=1e-12,
    )
    np.testing.assert_allclose(
        gather(data[0], levels, weights),
        np.stack([gather(data[0], levels, own) for own in weights]),
        rtol=1e-12,
    )


@few
@given(data=stacks)
def test_treatment_in_stages_leaves_what_passes_alone(data: Array) -> None:
    log: Kernel = lambda columns, _: tr.log(columns)  # noqa: E731
    cut: Kernel = lambda columns, passes: tr.winsorise(columns, passes, most=2)  # noqa: E731
    strict = partial(tr.skew_or_kurtosis, skew=0.5, kurtosis=0.0)
    with np.errstate(all="ignore"):
        found = tr.in_stages(data, (cut, log), strict)
    passed = np.moveaxis(data, -2, -1)[found.passed[0]]
    np.testing.assert_array_equal(np.moveaxis(found.data, -2, -1)[found.passed[0]], passed)
    assert (found.passed[0] <= found.passed[1]).all()
    assert (found.passed[1] <= found.passed[2]).all()


@few
@given(data=stacks)
def test_winsorising_keeps_all_values_between_the_old_ones(data: Array) -> None:
    never: Any = lambda columns: np.zeros((*columns.shape[:-2], columns.shape[-1]), bool)  # noqa: E731
    moved = tr.winsorise(data, never, most=2)
    assert (np.isnan(moved) == np.isnan(data)).all()
    assert set(np.unique(moved[~np.isnan(moved)])) <= set(np.unique(data[~np.isnan(data)]))
    wide = moments.highest(data) > moments.lowest(data)
    assert (moments.highest(moved) > moments.lowest(moved))[wide].all()


@pytest.mark.parametrize("name", ["latest", "linear", "constant"])
@few
@given(data=stacks)
def test_imputing_over_years_keeps_what_is_known(name: str, data: Array) -> None:
    kernel: Method = METHODS["impute"][name]
    times = np.cumsum(np.arange(1.0, len(data) + 1))
    filled = kernel(data, given={"times": times})
    known = ~np.isnan(data)
    np.testing.assert_array_equal(filled[known], data[known])
    low, high = np.fmin.reduce(data, axis=0), np.fmax.reduce(data, axis=0)
    there = ~np.isnan(filled)
    slack = 1e-12
    assert ((filled >= low - slack) | ~there).all()
    assert ((filled <= high + slack) | ~there).all()
    if name != "latest":
        assert (there == ~np.isnan(low)).all()


@few
@given(data=tables)
def test_moments_and_medians_are_those_of_numpy(data: Array) -> None:
    for code in range(data.shape[-1]):
        known = data[~np.isnan(data[:, code]), code]
        if known.size:
            assert moments.mean(data)[0, code] == pytest.approx(known.mean())
            assert moments.median(data)[0, code] == pytest.approx(np.median(known))
        if known.size > 1 and np.ptp(known) > 0:
            assert moments.deviation(data)[0, code] == pytest.approx(known.std(ddof=1))
