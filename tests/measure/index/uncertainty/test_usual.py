"""What is taken to be uncertain where nobody says."""

import pytest

from karaula.measure import index
from karaula.measure.index import uncertainty as u


def test_expert_scores_err_by_a_step(scored: index.Index) -> None:
    assert u.usual(scored, of="crime") == {"expert scores": u.ScoreError()}
    single = u.by_indicator(scored, of="crime")
    assert single == {code: u.ScoreError(codes=(code,)) for code in ("arms", "drugs", "fraud")}


def test_any_other_index_has_weights_and_what_fits(goods: index.Index) -> None:
    """On a scale from 1 all units can be scored by a geometric mean, on one from 0 they cannot."""
    found = u.usual(goods, of="all")
    assert list(found) == ["weights", "normalisation", "aggregation"]
    assert u.simulate(goods, found, draws=50).draws == 50
    from_zero = goods.changed(normalise={"low": 0})
    assert list(u.usual(from_zero, of="all")) == ["weights", "normalisation"]
    ranked = goods.changed(normalise={"method": "z_score", "mean": 50, "sd": 10})
    assert u.usual(ranked, of="all")["normalisation"] == u.Settings(
        step="normalise", alternatives=({}, {"method": "min_max", "low": 1, "high": 100})
    )


def test_scores_on_two_scales_have_no_interval(goods: index.Index) -> None:
    assert not u.one_scale(goods, u.usual(goods, of="all"))
    points = u.one_of("treat", most=(1, 2))
    assert u.one_scale(goods, {"weights": u.NoisyWeights(by=0.25), "points": points})


SAID: list[tuple[u.Choice, str]] = [
    (u.Settings(step="treat", alternatives=({}, None)),
     "treat is taken as it is or not at all, with equal chance"),
    (u.Settings(step="treat", alternatives=({"most": 1}, {"most": 2}), chances=(3, 1)),
     "treat is taken by most 1 or by most 2, with the chances 75%, 25%"),
    (u.Between(step="normalise", setting="low", low=1, high=5),
     "low of normalise may lie anywhere from 1 to 5"),
    (u.WeightSets(sets=({}, {}), names=("experts", "equal")),
     "weights are those of the set experts or equal, with equal chance"),
    (u.NoisyWeights(by=0.25),
     "each weight may be off by up to 25 % either way, with equal chance"),
    (u.Removal(codes=("roads", "ports")),
     "nothing is left out, or one of roads, ports, with equal chance"),
    (u.Cells(versions={"without post": {}}),
     "values are as it is or without post, with equal chance"),
    (u.Unknown(), u.Unknown.assumption),
]  # fmt: skip


@pytest.mark.parametrize(("choice", "sentence"), SAID, ids=[type(c).__name__ for c, _ in SAID])
def test_every_choice_is_told_in_a_sentence(choice: u.Choice, sentence: str) -> None:
    assert u.said([choice, choice]) == (sentence,)
