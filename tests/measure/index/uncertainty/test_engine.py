"""Draws are what a rebuild with the same alternatives gives, whatever way they were made."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index import uncertainty as u
from karaula.measure.index.uncertainty import Choice, simulation
from karaula.measure.index.uncertainty.data import Ground, Noise, perturbed
from karaula.measure.index.uncertainty.engine import Engine

SETS = ({"trade": 3.0}, {"ports": 0.0, "woods": 5.0})


def one_by_one(made: index.Index, draw: Mapping[str, Any], noisy: tuple[str, ...] = ()) -> Any:
    """The scores of one draw, by rebuilding the index step by step."""
    raw, structure = made.raw, made.original
    if (code := draw.get("removal", "none")) != "none":
        structure = structure.without([code])
        raw = raw.of_codes([c for c in raw.codes if c in structure.elements])
    if draw.get("cells") == "other":
        data = raw.data.copy()
        data[0, 0], data[1, 1] = 7.0, np.nan
        raw = raw.having(data)
    weights = {**SETS[int(draw["sets"]) - 1]} if "sets" in draw else {}
    weights |= {c: w for name in noisy for c, w in draw[name].items()}
    structure = structure.weighing({c: w for c, w in weights.items() if c in structure.elements})
    changes: dict[str, Any] = {}
    if "most" in draw:
        changes["treat"] = None if draw["most"] == "left out" else {"most": int(draw["most"][-1])}
    if "low" in draw:
        changes["normalise"] = {"low": draw["low"]}
    if "way" in draw:
        changes["aggregate"] = {"method": draw["way"].removeprefix("method ")}
    steps = index.Index(raw, structure)
    kept = index.run(steps, [s for s in made.steps if changes.get(s.verb, {}) is not None])
    changed = index.rebuild(kept, **{v: c for v, c in changes.items() if c is not None})
    return changed.values.column("all")


CHOICES: dict[str, dict[str, Choice]] = {
    "steps": {
        "most": u.Settings(step="treat", alternatives=({"most": 1}, {"most": 2}, None)),
        "way": u.one_of("aggregate", method=("arithmetic", "geometric", "harmonic")),
    },
    "a range": {"low": u.Between(step="normalise", setting="low", low=1, high=20)},
    "a range of whole numbers": {"low": u.Between(step="normalise", setting="low", low=1, high=9,
                                                  every=2)},
    "sets of weights": {"sets": u.WeightSets(sets=SETS),
                        "way": u.one_of("aggregate", method=("geometric", "copeland", "median"))},
    "noisy weights": {"noise": u.NoisyWeights(by=0.5),
                      "way": u.one_of("aggregate", method=("arithmetic", "harmonic"))},
    "noise on sets": {"noise": u.NoisyWeights(by={1: 0.1, 2: 0.9}),
                      "sets": u.WeightSets(sets=SETS)},
    "removal": {"removal": u.Removal(codes=("roads", "nature")), "noise": u.NoisyWeights(by=0.2)},
    "other data": {
        "cells": u.Cells(versions={"other": {("A", "roads"): 7.0, ("B", "ports"): np.nan}}),
        "most": u.one_of("treat", most=(1, 2)),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("sequence", ["random", "sobol"])
def test_every_draw_is_a_rebuild(goods: index.Index, name: str, sequence: Any) -> None:
    if sequence == "sobol":
        pytest.importorskip("scipy")
    choices = CHOICES[name]
    drawn = u.simulate(goods, choices, draws=60, keep=True, sequence=sequence)
    assert drawn.drawn is not None
    met = set()
    for number in range(60):
        draw = {key: each[number] for key, each in drawn.drawn.items()}
        met.add(str(draw))
        noisy = ("noise",) if "noise" in draw else ()
        expected = one_by_one(goods, draw, noisy)
        assert drawn.held[number] == pytest.approx(expected, rel=1e-12)
        ranked = index.ranks(expected[:, None])[:, 0]
        assert drawn.ranks is not None and (drawn.ranks[number] == ranked).all()
    assert len(met) >= 3


NOISES: dict[str, Noise] = {
    "scores": u.ScoreError(scale=index.Scale(low=0, high=100, step=0.5)),
    "intervals": u.Interval(ends={"roads": (np.full(6, 1.0), np.full(6, 9.0))}),
    "gaps": u.Unknown(by="side"),
}


@pytest.mark.parametrize("screened", [{}, {"available": 0.8}, {"non_zero": 0.1}])
@pytest.mark.parametrize("name", NOISES)
def test_data_that_err_go_through_all_steps(
    goods: index.Index, name: str, screened: dict[str, float]
) -> None:
    """One table after the other through the verbs gives what many at once give."""
    if screened:
        screen = index.Step(verb="screen", settings=screened)
        goods = index.run(index.Index(goods.raw, goods.original), (screen, *goods.steps))
    choices: dict[str, Choice] = {name: NOISES[name], "way": u.one_of("treat", most=(1, 2)),
                                  "weights": u.NoisyWeights(by=0.3, levels=(2,))}  # fmt: skip
    engine = Engine(goods, choices, seed=5)
    ((rows,),) = engine.design.rows(30, "random", 5)
    found = engine.scores(rows)
    ground = Ground(goods.raw, goods.original)
    data = perturbed({name: NOISES[name]}, {name: rows[:, 0].astype(int)}, 5, ground,
                     goods.original.indicators)  # fmt: skip
    for number in range(30):
        weights = engine.picked("weights", rows)[number]
        plain = index.Index(goods.raw.having(data[number]), goods.original.weighing(weights))
        steps = index.run(plain, goods.steps)
        most = engine.picked("way", rows)[number].removeprefix("most ")
        expected = index.rebuild(steps, treat={"most": int(most)}).values.column("all")
        left = [goods.raw.units.index(unit) for unit in steps.values.units]
        assert found[number, left] == pytest.approx(expected, rel=1e-12)
        assert np.isnan(np.delete(found[number], left)).all()


def test_steps_that_pool_all_tables_are_taken_one_by_one(goods: index.Index) -> None:
    """A screen counts over all years of a panel; draws are no years."""
    steps = (index.Step(verb="screen", settings={"available": 0.7}), *goods.steps)
    made = index.run(index.Index(goods.raw, goods.original), steps)
    gap = {("A", "roads"): np.nan, ("A", "ports"): np.nan}
    choices: dict[str, Choice] = {
        "cells": u.Cells(versions={"gaps": gap}),
        "intervals": u.Interval(ends={"waste": (np.full(6, 1.0), np.full(6, 9.0))}),
    }
    drawn = u.simulate(made, choices, draws=40, keep=True)
    assert drawn.drawn is not None
    gone = np.array([label == "gaps" for label in drawn.drawn["cells"]])
    assert 0 < gone.sum() < 40
    assert (np.isnan(drawn.held[:, 0]) == gone).all()
    assert drawn.counts[0, 0] == gone.sum()
    assert drawn.above is not None and np.isfinite(drawn.above).all()


def test_draws_do_not_hang_on_how_many_there_are(scored: index.Index) -> None:
    choices: dict[str, Choice] = {"scores": u.ScoreError(), "weights": u.NoisyWeights(by=0.2)}
    few = u.simulate(scored, choices, draws=300, keep=True)
    many = u.simulate(scored, choices, draws=1500, keep=True)
    assert (many.held[:300] == few.held).all()
    assert (u.simulate(scored, choices, draws=300, keep=True).held == few.held).all()
    other = u.simulate(scored, choices, draws=300, keep=True, seed="another")
    assert (other.held != few.held).any()


def test_memory_is_bounded_and_intervals_hold(
    scored: index.Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    choices: dict[str, Choice] = {"scores": u.ScoreError()}
    whole = u.simulate(scored, choices, draws=3000)
    monkeypatch.setattr(simulation, "HELD", 5000)
    part = u.simulate(scored, choices, draws=3000)
    assert part.held.shape == (1000, 5)
    assert (part.counts == whole.counts).all()


def test_a_method_undefined_in_some_draws_is_told_with_its_alternatives(goods: index.Index) -> None:
    choices: dict[str, Choice] = {
        "scale": u.one_of("normalise", low=(1, 0)),
        "way": u.one_of("aggregate", method=("arithmetic", "geometric")),
    }
    with pytest.raises(index.ChainError, match=r"a part is not above 0.*scale low 0, way method g"):
        u.simulate(goods, choices, draws=50)


def test_values_that_were_not_turned_are_not_gathered(goods: index.Index) -> None:
    choices: dict[str, Choice] = {
        "scale": u.Settings(step="normalise", alternatives=({"low": 1}, None))
    }
    with pytest.raises(index.ChainError, match=r"not turned yet.*in draws with scale left out"):
        u.simulate(goods, choices, draws=20)


def test_several_tops_must_be_told_apart(scored: index.Index) -> None:
    elements = (*scored.original.elements.values(), index.Element(code="law", parent="state"),
                index.Element(code="state"))  # fmt: skip
    structure = index.Structure.of(elements, scale=scored.original.scale)
    data = np.column_stack([scored.raw.data, [1, 2, 3, 4, 5]])
    made = index.aggregate(index.Index(replace(scored.raw, data=data, codes=structure.indicators),
                                       structure))  # fmt: skip
    with pytest.raises(index.ChainError, match=r"several elements at the top; say .*crime, state"):
        u.simulate(made, {})
    with pytest.raises(index.ChainError, match="no aggregate crimes; did you mean crime"):
        u.simulate(made, {}, of="crimes")
    alone = u.simulate(scored, {"s": u.ScoreError()}, draws=100, keep=True)
    both = u.simulate(made, {"s": u.ScoreError()}, draws=100, keep=True, of="crime")
    assert (alone.held == both.held).all()  # what else stands beside them changes no draw
