"""What a simulation tells, and one thing changed at a time."""

import numpy as np
import pytest

from karaula.errors import KaraulaError
from karaula.measure import index
from karaula.measure.index import uncertainty as u
from karaula.measure.index.uncertainty import Choice


class TestSimulation:
    def test_without_choices_every_draw_is_the_index(self, goods: index.Index) -> None:
        found = u.simulate(goods, {}, draws=7)
        assert found.score == pytest.approx(goods.values.column("all"))
        for ends in (found.rank_interval, (found.rank_median, found.rank_mean)):
            assert all((end == found.rank).all() for end in ends)
        assert found.score_interval[0] == pytest.approx(found.score)
        assert found.groups() == [(unit,) for unit in np.array(found.units)[np.argsort(found.rank)]]

    def test_scores_that_err_give_intervals_and_groups(self, scored: index.Index) -> None:
        found = u.simulate(scored, {"scores": u.ScoreError()}, draws=4000)
        assert found.rank.tolist() == [2, 3, 3, 5, 1]
        assert found.above is not None
        assert found.above[1, 2] == pytest.approx(0.5, abs=0.03)
        assert (found.above + found.above.T == 1).all()
        assert [set(run) for run in found.groups()] == [{"E"}, {"A"}, {"B", "C"}, {"D"}]
        rows = {row["unit"]: row for row in found.rows()}
        assert (rows["B"]["rank_low"], rows["B"]["rank_high"]) == (3, 4)
        assert rows["D"]["score_low"] == pytest.approx((2.5 + 1.5 + 1) / 3)
        assert "not an estimate" in found.assumptions[0]

    def test_ties_count_half(self, scored: index.Index) -> None:
        found = u.simulate(scored, {}, draws=3)
        assert found.above is not None and found.above[1, 2] == 0.5 == found.above[2, 1]

    def test_a_unit_without_a_score_is_a_gap(self, scored: index.Index) -> None:
        data = scored.raw.data.copy()
        data[3, 0] = np.nan
        made = index.aggregate(index.Index(scored.raw.having(data), scored.original))
        found = u.simulate(made, {"scores": u.ScoreError()}, draws=50)
        row = found.rows()[3]
        assert row["unit"] == "D" and all(row[key] is None for key in row if key != "unit")
        assert found.above is not None and np.isnan(found.above[3]).all()
        assert {unit for run in found.groups() for unit in run} == {"A", "B", "C", "E"}
        filled = u.simulate(made, {"gap": u.Unknown(), "scores": u.ScoreError()}, draws=50)
        assert filled.counts[3, 0] == 0 and np.isnan(filled.rank[3])

    def test_kept_draws_say_what_was_picked(self, goods: index.Index) -> None:
        choices: dict[str, Choice] = {"most": u.one_of("treat", most=(1, 2))}
        found = u.simulate(goods, choices, draws=5, keep=True)
        assert found.drawn is not None and len(found.drawn["most"]) == 5
        assert set(found.drawn["most"]) <= {"most 1", "most 2"}
        assert found.ranks is not None and found.ranks.shape == (5, 6)
        assert u.simulate(goods, choices, draws=5).drawn is None

    def test_probabilities_that_were_not_asked_for_are_not_there(self, goods: index.Index) -> None:
        found = u.simulate(goods, {}, draws=2, pairs=False)
        assert found.above is None
        with pytest.raises(KaraulaError, match="pairs=True"):
            found.groups()

    @pytest.mark.parametrize(("draws", "level"), [(0, 0.9), (5, 1.0), (5, 0)])
    def test_no_draws_say_nothing(self, goods: index.Index, draws: int, level: float) -> None:
        with pytest.raises(KaraulaError, match="say nothing"):
            u.simulate(goods, {}, draws=draws, level=level)


class TestSwings:
    def test_each_indicator_left_out_is_a_rebuild(self, goods: index.Index) -> None:
        removal = u.without_indicators(goods)
        found = u.swings(goods, {"indicator": removal}, units=("B",))
        assert [swing.alternative for swing in found] == ["none", *goods.original.indicators]
        assert found[0].rank_shift == 0 and found[0].score_shift == pytest.approx(0)
        for swing in found[1:]:
            structure = goods.original.without([swing.alternative])
            values = goods.raw.of_codes(structure.indicators)
            made = index.run(index.Index(values, structure), goods.steps)
            scores = made.values.column("all")
            assert swing.score == pytest.approx(scores[1])
            assert swing.rank == index.ranks(scores[:, None])[1, 0]

    def test_a_source_left_out_leaves_what_others_say(self, scored: index.Index) -> None:
        sources = u.without_sources({
            "report": {("A", "arms"): 4.0},
            "press": {("B", "arms"): np.nan},
        })  # fmt: skip
        found = {(s.alternative, s.unit): s for s in u.swings(scored, {"source": sources})}
        assert found["without report", "A"].score == pytest.approx((4 + 8 + 9.5) / 3)
        assert found["without press", "B"].score is None
        assert found["without press", "B"].rank_shift is None
        assert found["without press", "C"].rank == 3
        assert found["as it is", "A"].rank_shift == 0

    def test_what_has_no_alternatives_or_no_place_is_refused(self, scored: index.Index) -> None:
        with pytest.raises(KaraulaError, match="no list of alternatives"):
            u.swings(scored, {"s": u.ScoreError()})
        with pytest.raises(KaraulaError, match="no such unit: Z"):
            u.swings(scored, {}, units=("Z",))
