"""Faults of choices, all told at once and before any draw."""

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index import uncertainty as u
from karaula.measure.index.uncertainty import Choice

FAULTS: list[tuple[Choice, str]] = [
    (u.one_of("treet", most=(1, 2)), "no step treet; did you mean treat"),
    (
        u.one_of("treat", moste=(1, 2)),
        "no setting of winsorise then skew_or_kurtosis moste; did you mean most",
    ),
    (u.one_of("normalise", method=("min_max", "minmax")), "no method to normalise minmax"),
    (u.one_of("treat", most=()), "no alternatives are given"),
    (u.Settings(step="aggregate", alternatives=({}, None)), "aggregate cannot be left out"),
    (u.Settings(step="treat", alternatives=({"most": 1},), chances=(0.5, 0.5)), "2 chances"),
    (u.Settings(step="treat", alternatives=({"most": 1}, None), chances=(0, -1)), "not all 0"),
    (u.Between(step="normalise", setting="low", low=3, high=3), "the range from 3 to 3 is empty"),
    (u.Between(step="normalise", setting="lo", low=1, high=3), "no setting of min_max lo;"),
    (u.Between(step="normalise", setting="low", low=1, high=3, every=0), "every is 0"),
    (u.WeightSets(sets=({"rods": 1},)), "set 1: there is no element rods; did you mean roads"),
    (u.WeightSets(sets=({"roads": -1},), names=("mine",)), "set mine: weight of roads is -1"),
    (u.WeightSets(sets=({"roads": 0, "ports": 0},)), "all parts of trade have the weight 0"),
    (u.WeightSets(sets=({},), names=("a", "b")), "2 names are given for 1 sets"),
    (u.NoisyWeights(by=1.5), "weights vary by 1.5"),
    (u.NoisyWeights(by=0.1, levels=(7,)), "there is no level 7"),
    (u.Removal(codes=("rods",)), "no element to leave out rods; did you mean roads"),
    (u.Removal(codes=("all",)), "without all nothing is left of all"),
    (u.Cells(versions={"x": {("Z", "roads"): 1.0}}), "x replaces roads of Z, which is not in"),
    (u.ScoreError(), "the structure has no scale"),
    (u.ScoreError(scale=index.Scale(low=1, high=10, step=1)), "scores are not on the scale"),
    (u.ScoreError(codes=("rods",), scale=index.Scale(low=0, high=99, step=1)), "no column rods"),
    (u.Interval(ends={"rods": (np.zeros(6), np.ones(6))}), "intervals are given for rods"),
    (u.Interval(ends={"roads": (np.zeros(5), np.ones(5))}), "the ends of roads have the shapes"),
    (u.Interval(ends={"roads": (np.ones(6), np.zeros(6))}), "the low end of roads is above"),
    (u.Graded(grades={("A", "roads"): "Z9"}), "roads of A has the grade 'Z9'"),
    (u.Graded(grades={("Q", "roads"): "B2"}), "a grade is given for roads of Q"),
    (u.Unknown(by="shore"), "no grouping shore; there is side"),
]


@pytest.mark.parametrize(("choice", "told"), FAULTS, ids=[told for _, told in FAULTS])
def test_a_fault_is_told(goods: index.Index, choice: Choice, told: str) -> None:
    with pytest.raises(index.ChainError) as error:
        u.simulate(goods, {"mine": choice}, draws=2)
    assert told in str(error.value)
    assert "mine: " in str(error.value)


def test_all_faults_are_told_at_once(goods: index.Index) -> None:
    with pytest.raises(index.ChainError) as error:
        u.simulate(goods, {str(at): choice for at, (choice, _) in enumerate(FAULTS)}, draws=2)
    assert all(told in str(error.value) for _, told in FAULTS)


def test_an_index_that_is_not_aggregated_has_no_ranks(goods: index.Index) -> None:
    with pytest.raises(index.ChainError, match="not aggregated"):
        u.simulate(index.Index(goods.raw, goods.original), {}, draws=2)


def test_alternatives_come_as_often_as_they_should(goods: index.Index) -> None:
    way = u.Settings(step="treat", alternatives=({"most": 1}, {"most": 2}, None),
                     chances=(6, 3, 1))  # fmt: skip
    low = u.Between(step="normalise", setting="low", low=1, high=9, every=2)
    drawn = u.simulate(goods, {"way": way, "low": low}, draws=4000, keep=True).drawn
    assert drawn is not None
    shares = [drawn["way"].count(label) / 4000 for label in way.labels]
    assert shares == pytest.approx([0.6, 0.3, 0.1], abs=0.03)
    assert set(drawn["low"]) == {1, 3, 5, 7, 9}
    assert [drawn["low"].count(n) / 4000 for n in (1, 9)] == pytest.approx([0.2, 0.2], abs=0.03)


def test_noisy_weights_stay_within_their_share(goods: index.Index) -> None:
    drawn = u.simulate(goods, {"w": u.NoisyWeights(by=0.25)}, draws=2000, keep=True).drawn
    assert drawn is not None
    assert set(drawn["w"][0]) == {"roads", "ports", "waste", "woods", "trade", "nature"}
    ports = np.array([weights["ports"] for weights in drawn["w"]])
    assert 1.5 <= ports.min() < 1.52 and 2.48 < ports.max() <= 2.5
    assert abs(ports.mean() - 2) < 0.02
