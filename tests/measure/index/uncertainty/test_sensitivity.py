"""Shares of variance where the truth is known by pencil."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.errors import KaraulaError
from karaula.measure import index
from karaula.measure.index import uncertainty as u
from karaula.measure.index.uncertainty import Choice, sensitivity


def design(function: object, rows: int, choices: int, seed: int) -> tuple[np.ndarray, ...]:
    """Outputs of a function of uniform numbers on a Saltelli design."""
    assert callable(function)
    a, b = np.random.default_rng(seed).random((2, rows, choices))
    ab = np.repeat(a[None], choices, axis=0)
    for at in range(choices):
        ab[at, :, at] = b[:, at]
    return function(a), function(b), np.stack([function(each) for each in ab])


def linear(x: np.ndarray) -> np.ndarray:
    """Shares are 1, 4 and 16 in 21; nothing is done together."""
    return 100 + x @ np.array([1.0, 2.0, 4.0])


def product(x: np.ndarray) -> np.ndarray:
    """(x1 - 1/2)(x2 - 1/2): all of the variance is done together."""
    return (x[:, 0] - 0.5) * (x[:, 1] - 0.5)


@pytest.mark.parametrize("method", sensitivity.FIRST)
def test_shares_of_a_sum(method: str) -> None:
    a, b, ab = design(linear, 20_000, 3, 1)
    truth = np.array([1, 4, 16]) / 21
    assert sensitivity.first_order(a, b, ab, method) == pytest.approx(truth, abs=0.02)
    assert sensitivity.total_order(a, b, ab) == pytest.approx(truth, abs=0.02)


@pytest.mark.parametrize("method", sensitivity.FIRST)
def test_shares_of_what_choices_do_together(method: str) -> None:
    a, b, ab = design(product, 20_000, 2, 1)
    assert sensitivity.first_order(a, b, ab, method) == pytest.approx([0, 0], abs=0.03)
    assert sensitivity.total_order(a, b, ab) == pytest.approx([1, 1], abs=0.05)


@given(st.floats(-1e3, 1e3), st.sampled_from([*sensitivity.FIRST]))
def test_no_share_hangs_on_where_zero_lies(shift: float, method: str) -> None:
    a, b, ab = design(linear, 64, 3, 2)
    moved = sensitivity.first_order(a + shift, b + shift, ab + shift, method)
    assert moved == pytest.approx(sensitivity.first_order(a, b, ab, method), abs=1e-6)


def test_the_uncentred_estimator_passes_one_where_zero_is_far() -> None:
    a, b, ab = design(linear, 500, 3, 3)
    assert sensitivity.uncentred(a, b, ab)[0].max() > 1
    assert sensitivity.first_order(a, b, ab).max() < 1


def test_bootstrap_intervals_hold_the_truth_as_often_as_they_say() -> None:
    truth = np.array([1, 4, 16]) / 21
    held = np.zeros((2, 3))
    for seed in range(60):
        a, b, ab = design(linear, 256, 3, seed)
        for order, (low, high) in enumerate(sensitivity.bootstrap(a, b, ab, times=300)):
            held[order] += (low <= truth) & (truth <= high)
    assert held.min() >= 60 * 0.9 - 3 * np.sqrt(60 * 0.09)


def test_many_outputs_are_estimated_side_by_side() -> None:
    a, b, ab = design(lambda x: np.stack([linear(x), product(x)], axis=-1), 300, 3, 4)
    ends = sensitivity.bootstrap(a, b, ab, times=50)
    for at in range(2):
        one = a[:, at], b[:, at], ab[..., at]
        assert sensitivity.first_order(a, b, ab)[:, at] == pytest.approx(
            sensitivity.first_order(*one)
        )
        alone = sensitivity.bootstrap(*one, times=50)
        for order in range(2):
            assert ends[order][0][:, at] == pytest.approx(alone[order][0])


def test_an_output_that_does_not_vary_has_no_shares() -> None:
    a = np.full(10, 0.1 + 0.2)
    assert np.isnan(sensitivity.first_order(a, a, np.stack([a, a]))).all()
    assert np.isnan(
        sensitivity.exact(np.full((2, 3), 0.3), [np.full(2, 0.5), np.full(3, 1 / 3)])
    ).all()


@settings(max_examples=30)
@given(st.integers(0, 2**32))
def test_exact_shares_are_the_variances_of_means(seed: int) -> None:
    generator = np.random.default_rng(seed)
    table = generator.normal(size=(2, 3, 4))
    chances = [generator.dirichlet(np.ones(n)) for n in table.shape]
    joint = np.einsum("i,j,k->ijk", *chances)
    mean = (joint * table).sum()
    variance = (joint * (table - mean) ** 2).sum()
    first, total, shapley = sensitivity.exact(table, chances)
    of_first = np.einsum("ijk,j,k->i", table, *chances[1:])
    assert first[0] * variance == pytest.approx((chances[0] * (of_first - mean) ** 2).sum())
    others = np.einsum("ijk,i->jk", table, chances[0])
    left = np.einsum("jk,j,k->", (others - mean) ** 2, *chances[1:])
    assert total[0] == pytest.approx(1 - left / variance)
    assert shapley.sum() == pytest.approx(1)
    assert (first <= shapley + 1e-12).all() and (shapley <= total + 1e-12).all()
    assert sensitivity.moments(table, chances) == pytest.approx((mean, variance))


class TestOfAnIndex:
    def choices(self) -> dict[str, Choice]:
        return {
            "most": u.one_of("treat", most=(1, 2)),
            "weights": u.WeightSets(sets=({"trade": 3}, {"nature": 3}, {}), chances=(1, 1, 2)),
        }

    def test_estimates_meet_the_exact_shares(self, goods: index.Index) -> None:
        pytest.importorskip("scipy")
        for output in ("rank_change", "rank", "score"):
            exact, outputs = u.exact(goods, self.choices(), output=output)  # type: ignore[arg-type]
            found = u.shares(goods, self.choices(), draws=512, output=output)  # type: ignore[arg-type]
            assert outputs.shape[:2] == (2, 3)
            assert found.total == pytest.approx(exact.total, abs=0.06, nan_ok=True)
            assert found.first == pytest.approx(exact.first, abs=0.12, nan_ok=True)
            assert exact.exact and not found.exact

    def test_rows_say_whose_share_it_is(self, goods: index.Index) -> None:
        exact, _ = u.exact(goods, self.choices(), output="rank")
        rows = exact.rows()
        assert [(row["choice"], row["unit"]) for row in rows][:7] == [
            ("most", unit) for unit in "ABCDEF"
        ] + [("weights", "A")]
        assert all(row["first"] is None or 0 <= row["first"] <= 1 for row in rows)
        plain = u.exact(goods, self.choices())[0].rows()
        assert [row["choice"] for row in plain] == ["most", "weights"]
        assert sum(row["shapley"] for row in plain) == pytest.approx(1)

    def test_data_that_err_have_a_share_too(self, scored: index.Index) -> None:
        pytest.importorskip("scipy")
        choices: dict[str, Choice] = {"scores": u.ScoreError(), "weights": u.NoisyWeights(by=0.01)}
        found = u.shares(scored, choices, draws=1024, output="score")
        assert found.total[0, :4].min() > 0.9 and found.total[1, :4].max() < 0.05

    @pytest.mark.parametrize(
        ("choices", "told"),
        [
            ({"w": u.NoisyWeights(by=0.1)}, "w has no list of alternatives"),
            ({"w": u.WeightSets(sets=({},) * 300_000)}, "300,000 combinations"),
            ({}, "at least one choice"),
        ],
    )
    def test_what_cannot_be_walked_is_refused(
        self, goods: index.Index, choices: dict[str, Choice], told: str
    ) -> None:
        with pytest.raises(KaraulaError, match=told):
            u.exact(goods, choices)

    def test_unknown_names_are_refused(self, goods: index.Index) -> None:
        with pytest.raises(KaraulaError, match="no estimator janson; did you mean jansen"):
            u.shares(goods, self.choices(), estimator="janson")
        with pytest.raises(KaraulaError, match="no output ranks; did you mean rank"):
            u.shares(goods, self.choices(), output="ranks")  # type: ignore[arg-type]
        with pytest.raises(KaraulaError, match="no sequence of draws halton"):
            u.simulate(goods, {}, sequence="halton")  # type: ignore[arg-type]
