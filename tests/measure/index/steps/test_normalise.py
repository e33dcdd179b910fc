"""Normalise: figures worked by hand, and what is refused."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from karaula.measure.index.chain import ChainError, Index
from karaula.measure.index.steps.normalise import normalise
from karaula.measure.index.structure import Element, Structure
from karaula.measure.index.values import Array, Values

Table = Callable[..., Values]
GAP = None
X = (2.0, 4.0, 4.0, 10.0, GAP)

# Direction, method and settings, scores of 2, 4, 4, 10 and a gap. Mean 5, sum of squares 36,
# standard deviation of a sample sqrt(12).
SD = 12**0.5
CASES: list[tuple[int, dict[str, Any], tuple[float | None, ...]]] = [
    (1, {"method": "min_max"}, (0, 25, 25, 100, GAP)),
    (-1, {"method": "min_max"}, (100, 75, 75, 0, GAP)),
    (1, {"method": "min_max", "low": 1, "high": 5}, (1, 2, 2, 5, GAP)),
    (1, {"method": "z_score"}, (-3 / SD, -1 / SD, -1 / SD, 5 / SD, GAP)),
    (-1, {"method": "z_score", "mean": 10, "sd": SD}, (13, 11, 11, 5, GAP)),
    (1, {"method": "scaled", "low": 0, "high": 20}, (10, 20, 20, 50, GAP)),
    (1, {"method": "distance_to_max"}, (0, 0.25, 0.25, 1, GAP)),
    (-1, {"method": "distance_to_max"}, (1, 0.75, 0.75, 0, GAP)),
    (1, {"method": "distance_to_reference", "unit": "B"}, (0, 1, 1, 4, GAP)),
    (1, {"method": "distance_to_reference", "unit": "B", "cap": True}, (0, 1, 1, 1, GAP)),
    (-1, {"method": "distance_to_reference", "unit": "B"}, (8 / 6, 1, 1, 0, GAP)),
    (1, {"method": "distance_to_target", "target": 6}, (0, 0.5, 0.5, 2, GAP)),
    (1, {"method": "distance_to_target", "target": 6, "cap": True}, (0, 0.5, 0.5, 1, GAP)),
    (-1, {"method": "distance_to_target", "target": 2}, (1, 0.75, 0.75, 0, GAP)),
    (1, {"method": "fraction_of_max"}, (0.2, 0.4, 0.4, 1, GAP)),
    (1, {"method": "goalposts", "low": 4, "high": 8}, (0, 0, 0, 1, GAP)),
    (-1, {"method": "goalposts", "low": 4, "high": 8, "scale": 10}, (10, 10, 10, 0, GAP)),
    (1, {"method": "goalposts", "low": 4, "high": 8, "truncate": False}, (-0.5, 0, 0, 1.5, GAP)),
    (1, {"method": "percentile_rank"}, (0, 1 / 3, 1 / 3, 1, GAP)),
    (1, {"method": "borda"}, (0, 1, 1, 3, GAP)),
    (-1, {"method": "borda"}, (3, 1, 1, 0, GAP)),
    (1, {"method": "rank"}, (1, 2, 2, 4, GAP)),
]


def index(values: Values, **elements: dict[str, Any]) -> Index:
    """Values whose indicators are told by code."""
    return Index(
        values, Structure.of(Element(code=code, **elements.get(code, {})) for code in values.codes)
    )


@pytest.mark.parametrize(("direction", "settings", "wanted"), CASES)
def test_scores(
    table: Table, direction: int, settings: dict[str, Any], wanted: tuple[float | None, ...]
) -> None:
    done = normalise(index(table(x=X), x={"direction": direction}), **settings)
    scores = [None if np.isnan(s) else s for s in done.values.column("x").tolist()]
    assert scores[-1] is None
    assert scores[:-1] == pytest.approx(wanted[:-1])
    assert done.structure.directed


def test_targets_come_from_the_structure(table: Table) -> None:
    made = index(table(x=X, y=X), x={"target": 6.0}, y={"target": 2.0, "direction": -1})
    done = normalise(made, method="distance_to_target")
    assert done.values.column("x")[:4].tolist() == [0, 0.5, 0.5, 2]
    assert done.values.column("y")[:4].tolist() == [1, 0.75, 0.75, 0]


def test_an_indicator_may_have_settings_or_a_method_of_its_own(table: Table) -> None:
    per = {"y": {"high": 10}, "z": {"method": "borda"}}
    done = normalise(table(x=X, y=X, z=X), low=0, high=1, per=per)
    assert done.values.column("x")[:4].tolist() == [0, 0.25, 0.25, 1]
    assert done.values.column("y")[:4].tolist() == [0, 2.5, 2.5, 10]
    assert done.values.column("z")[:4].tolist() == [0, 1, 1, 3]


def test_a_function_of_ones_own_gets_turned_values_and_its_settings(table: Table) -> None:
    def doubled(data: Array, *, plus: float, direction: Array) -> Array:
        assert direction.tolist() == [-1]
        return 2 * data + plus

    done = normalise(index(table(x=X), x={"direction": -1}), method=doubled, plus=1)
    assert done.values.column("x")[:4].tolist() == [-3, -7, -7, -19]


def test_values_are_turned_once_however_often_they_are_normalised(table: Table) -> None:
    once = normalise(index(table(x=X), x={"direction": -1}))
    assert normalise(once).values.column("x")[:4].tolist() == [100, 75, 75, 0]
    assert [note.code for note in once.stages[0].notes] == ["x"]


@pytest.mark.parametrize(("over", "wanted"), [
    ("panel", [[0, 50], [50, 100]]),
    ("year", [[0, 100], [0, 100]]),
])  # fmt: skip
def test_years_together_or_apart(over: Any, wanted: list[list[float]]) -> None:
    data = np.array([[[1.0], [2.0]], [[2.0], [3.0]]])
    done = normalise(Values(("A", "B"), ("x",), data, ("2020", "2021")), over=over)
    assert done.values.data[..., 0].tolist() == wanted


def test_a_unit_of_reference_is_that_of_the_same_year() -> None:
    data = np.array([[[0.0], [2.0]], [[1.0], [4.0]]])
    panel = Values(("A", "B"), ("x",), data, ("2020", "2021"))
    done = normalise(panel, method="distance_to_reference", unit="B")
    assert done.values.data[..., 0].tolist() == [[0, 1], [0.25, 1]]


SETTINGS: list[tuple[dict[str, Any], str]] = [
    ({"method": "minmax"}, "there is no method to normalise minmax; did you mean min_max?"),
    ({"lowest": 3}, "there is no setting of min_max lowest; did you mean low?"),
    ({"low": "zero"}, "low of min_max is 'zero'; write a number"),
    ({"low": True}, "low of min_max is True; write a number"),
    ({"low": float("nan")}, "low of min_max is nan; write a number"),
    ({"over": "decade"}, "over is 'decade'; write panel or year"),
    ({"per": {"z": {"low": 1}}}, "there is no element to normalise z"),
    ({"per": {"x": 5}}, "per: x is 5; write a method and settings"),
    ({"method": "goalposts", "low": 1}, "goalposts needs high: upper post"),
    ({"method": "distance_to_reference"}, "distance_to_reference needs unit: code of the unit"),
    ({"low": 1, "per": {"x": {"method": "rank"}}}, "low: set for min_max, which nothing uses"),
    ({"method": 7}, "there is no method to normalise 7"),
]


@pytest.mark.parametrize(("settings", "told"), SETTINGS)
def test_wrong_settings_are_told(table: Table, settings: dict[str, Any], told: str) -> None:
    with pytest.raises(ChainError) as error:
        normalise(table(x=X), **settings)
    assert told in str(error.value)


def test_all_wrong_settings_are_told_at_once(table: Table) -> None:
    with pytest.raises(ChainError, match="3 faults") as error:
        normalise(table(x=X), lo=1, over="decade", per={"q": {}})
    assert all(word in str(error.value) for word in ("lo", "decade", "q"))


UNDEFINED: list[tuple[dict[str, Any], tuple[float | None, ...], str]] = [
    ({}, (3, 3, GAP), "x cannot be normalised by min_max: all its values are equal"),
    ({"method": "z_score"}, (0.1, 0.1, 0.1), "all its values are equal"),
    ({"method": "distance_to_max"}, (3, 3, 3), "all its values are equal"),
    ({"method": "fraction_of_max"}, (-1, 0, -2), "its greatest value, after the direction, is not"),
    ({"method": "percentile_rank"}, (1, GAP, GAP), "it has only one value"),
    ({"method": "distance_to_target", "target": 1}, (2, 4, 6), "its target does not lie on the"),
    ({"method": "distance_to_reference", "unit": "A"}, (1, 2, 3), "none above the lowest"),
    ({"method": "distance_to_reference", "unit": "A"}, (GAP, 2, 3), "has no value"),
    ({"method": "goalposts", "low": 4, "high": 2}, (1, 2, 3), "high is not above low"),
    ({"method": "distance_to_target"}, (1, 2, 3), "x has no target; add it to the structure"),
    ({"method": "distance_to_reference", "unit": "Q"}, (1, 2, 3), "reference Q is not among"),
    ({"method": np.log}, (0, 1, 2), "x cannot be normalised by log: it gives no number"),
    ({"method": lambda data: data[0]}, (0, 1, 2), "gives the shape (1,), not (3, 1)"),
    ({"method": lambda data: data.nothing}, (0, 1, 2), "<lambda> fails: AttributeError"),
]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("settings", "column", "told"), UNDEFINED)
def test_what_cannot_be_normalised_is_named(
    table: Table, settings: dict[str, Any], column: tuple[float | None, ...], told: str
) -> None:
    with pytest.raises(ChainError) as error:
        normalise(table(x=column), **settings)
    assert told in str(error.value)


def test_a_constant_year_of_a_panel_is_named() -> None:
    data = np.array([[[1.0], [2.0]], [[2.0], [2.0]]])
    panel = Values(("A", "B"), ("x",), data, ("2020", "2021"))
    with pytest.raises(ChainError, match="x in 2021 cannot be normalised"):
        normalise(panel, over="year")
