"""Aggregate: figures worked by hand, levels, missing parts, and what is refused."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from karaula.measure.index.chain import ChainError, Index
from karaula.measure.index.steps.aggregate import aggregate
from karaula.measure.index.structure import Element, Structure
from karaula.measure.index.values import Array, Values

Table = Callable[..., Values]
GAP = None


def pillars(values: Values, **elements: dict[str, Any]) -> Index:
    """x (weight 1) and y (weight 3) make p; z makes q; p (2) and q (1) make top."""
    parents = {"x": "p", "y": "p", "z": "q", "p": "top", "q": "top", "top": None}
    weights = {"y": 3.0, "p": 2.0}
    return Index(values, Structure.of(
        Element(**{"code": code, "parent": parent, "weight": weights.get(code, 1.0),
                   **elements.get(code, {})})
        for code, parent in parents.items()
    ))  # fmt: skip


def row(index: Index, unit: str) -> dict[str, float | None]:
    """Values of a unit by code, gaps as None."""
    data = index.values.data[index.values.units.index(unit)].tolist()
    return {c: None if np.isnan(v) else v for c, v in zip(index.values.codes, data, strict=True)}


# The parts 1 (weight 1) and 4 (weight 3) of p, and 8 of q; then p (weight 2) and q (weight 1).
CASES: list[tuple[dict[str, Any], float, float]] = [
    ({"method": "arithmetic"}, 13 / 4, (2 * 13 / 4 + 8) / 3),
    ({"method": "geometric"}, 4**0.75, (4**1.5 * 8) ** (1 / 3)),
    ({"method": "harmonic"}, 4 / (1 + 3 / 4), 3 / (2 * 7 / 16 + 1 / 8)),
    ({"method": "generalised", "power": 2}, (49 / 4) ** 0.5, ((2 * 49 / 4 + 64) / 3) ** 0.5),
    ({"method": "generalised", "power": 0}, 4**0.75, (4**1.5 * 8) ** (1 / 3)),
    ({"method": "generalised", "power": -1}, 16 / 7, 3 / (2 * 7 / 16 + 1 / 8)),
    ({"method": "generalised", "power": 1}, 13 / 4, (2 * 13 / 4 + 8) / 3),
    ({"method": "median"}, 4, 4),
]


@pytest.mark.parametrize(("settings", "pillar", "top"), CASES)
def test_means(table: Table, settings: dict[str, Any], pillar: float, top: float) -> None:
    index = aggregate(pillars(table(x=(1, 5), y=(4, 5), z=(8, 5))), **settings)
    assert index.values.codes == ("x", "y", "z", "p", "q", "top")
    assert row(index, "A")["p"] == pytest.approx(pillar)
    assert row(index, "A")["top"] == pytest.approx(top)
    assert row(index, "B")["top"] == pytest.approx(5)


def test_a_median_halved_between_two_parts_is_their_mean(table: Table) -> None:
    index = pillars(table(x=(1, 0), y=(4, 0), z=(8, 0)), y={"weight": 1.0}, p={"weight": 0.1},
                    q={"weight": 0.1})  # fmt: skip
    assert row(aggregate(index, method="median"), "A")["p"] == 2.5
    assert row(aggregate(index, method="median"), "A")["top"] == 5.25


def test_copeland_counts_the_units_beaten_less_those_lost_to(table: Table) -> None:
    """y decides p: C, B, A from above; B and C are equal in z; q is as z."""
    index = aggregate(pillars(table(x=(9, 1, 1), y=(1, 2, 3), z=(1, 2, 2))), method="copeland")
    found = {code: index.values.column(code).tolist() for code in ("p", "q", "top")}
    assert found == {"p": [-2, 0, 2], "q": [-2, 1, 1], "top": [-2, 0, 2]}


def test_methods_by_level_and_by_aggregate(table: Table) -> None:
    values = table(x=(1, 1), y=(4, 4), z=(8, 8))
    by_level = aggregate(pillars(values), per={2: {"method": "geometric"}})
    assert row(by_level, "A")["top"] == pytest.approx((2 * 4**0.75 + 8) / 3)
    by_code = aggregate(pillars(values), per={"p": {"method": "geometric"}})
    np.testing.assert_allclose(by_level.values.data, by_code.values.data)
    mixed = aggregate(
        pillars(values), per={"2": {"method": "geometric"}, "p": {"method": "median"}}
    )
    assert row(mixed, "A")["p"] == 4


def test_only_the_ratio_of_weights_counts_and_a_part_of_weight_0_is_none(table: Table) -> None:
    values = table(x=(0, GAP), y=(4, 4), z=(8, 8))
    index = aggregate(pillars(values, x={"weight": 0.0}), method="geometric")
    assert index.values.column("p").tolist() == pytest.approx([4, 4])
    assert index.stages[0].notes == ()


def test_a_missing_part_is_a_gap_with_a_note(table: Table) -> None:
    index = aggregate(pillars(table(x=(GAP, 1), y=(4, 4), z=(8, 8))))
    assert row(index, "A") == {"x": None, "y": 4, "z": 8, "p": None, "q": 8, "top": None}
    told = [(note.code, note.unit, note.text) for note in index.stages[0].notes]
    assert told == [("p", "A", "no score: lacks x"), ("top", "A", "no score: lacks p")]


def test_with_enough_parts_the_score_is_of_what_is_there(table: Table) -> None:
    values = table(x=(GAP, GAP), y=(4, GAP), z=(8, 8))
    index = aggregate(pillars(values), available=0.5)
    assert row(index, "A")["p"] == 4
    assert row(index, "A")["top"] == pytest.approx(16 / 3)
    assert row(index, "B")["p"] is None
    assert row(index, "B")["top"] == 8
    told = [(note.code, note.unit, note.text, note.after) for note in index.stages[0].notes]
    assert told == [
        ("p", "A", "score of 1 of 2 parts: lacks x", 4),
        ("p", "B", "no score: lacks x, y", None),
        ("top", "B", "score of 1 of 2 parts: lacks p", 8),
    ]
    strict = aggregate(pillars(values), available=0.5, per={"p": {"available": 1}})
    assert row(strict, "A")["p"] is None


def test_a_given_aggregate_is_computed_anew_and_said_so(table: Table) -> None:
    index = aggregate(pillars(table(x=(1, 1), p=(77, 77), y=(5, 5), z=(8, 8))))
    assert row(index, "A")["p"] == 4
    assert [(note.code, note.text) for note in index.stages[0].notes] == [
        ("p", "was given, and is computed anew")
    ]


def test_a_panel(table: Table) -> None:
    one = table(x=(1, GAP), y=(4, 4), z=(8, 8))
    panel = Values(one.units, one.codes, np.stack([one.data, one.data + 1]), ("2020", "2021"))
    index = aggregate(pillars(panel), available=0.5)
    assert index.values.column("p").tolist() == [[3.25, 4], [4.25, 5]]
    assert [note.year for note in index.stages[0].notes] == ["2020", "2021"]


def test_a_function_of_ones_own(table: Table) -> None:
    def worst(data: Array, weights: Array, *, plus: float) -> Array:
        assert weights.shape == (data.shape[-1],)
        return np.asarray(data.min(axis=-1) + plus)

    index = aggregate(pillars(table(x=(1, 2), y=(4, 1), z=(8, 8))), method=worst, plus=0.5)
    assert index.values.column("p").tolist() == [1.5, 1.5]


REFUSED: list[tuple[dict[str, Any], dict[str, dict[str, Any]], str]] = [
    ({"method": "geometric"}, {}, "p cannot be aggregated by geometric: a part is not above 0: "
     "x of A (0); normalise to a scale above 0"),
    ({"method": "harmonic"}, {}, "a part is not above 0: x of A (0)"),
    ({"method": "generalised", "power": 0.5}, {}, "a part is not above 0: x of A (0)"),
    ({"method": "generalised"}, {}, "generalised needs power: the power p"),
    ({"method": "mean"}, {}, "there is no method to aggregate mean"),
    ({"power": 2}, {}, "there is no setting of arithmetic power"),
    ({"available": 0}, {}, "available is 0; write a share above 0, up to 1"),
    ({"per": {"p": {"available": 2}}}, {}, "available is 2; write a share above 0, up to 1"),
    ({"per": {"x": {"method": "median"}}}, {}, "there is no element to aggregate x"),
    ({"per": {7: {"method": "median"}}}, {}, "there is no element to aggregate 7"),
    ({}, {"x": {"direction": -1}}, "direction of x is -1, and values were not turned yet"),
    ({}, {"p": {"direction": -1}}, "direction of p is -1, but only indicators are turned"),
    ({"method": lambda data, _: data}, {}, "gives the shape (2, 2), not (2,)"),
    ({"method": lambda data, _: data[:, 0] / 0}, {}, "it gives no number"),
]  # fmt: skip


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("settings", "elements", "told"), REFUSED)
def test_what_is_refused(
    table: Table, settings: dict[str, Any], elements: dict[str, dict[str, Any]], told: str
) -> None:
    with pytest.raises(ChainError) as error:
        aggregate(pillars(table(x=(0, 1), y=(4, 4), z=(8, 8)), **elements), **settings)
    assert told in str(error.value)


def test_an_indicator_without_values_and_a_table_without_structure(table: Table) -> None:
    with pytest.raises(ChainError, match="no values for z; add them"):
        aggregate(pillars(table(x=(1, 2), y=(1, 2))))
    with pytest.raises(ChainError, match="nothing to aggregate"):
        aggregate(table(x=(1, 2)))
