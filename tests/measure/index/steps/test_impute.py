"""Impute: figures worked by hand, notes, and what is refused."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from karaula.measure.index.chain import ChainError, Index
from karaula.measure.index.steps.impute import impute
from karaula.measure.index.structure import Element, Structure
from karaula.measure.index.values import Array, Values

Table = Callable[..., Values]
GAP = None


def filled(values: Values, **settings: Any) -> list[list[float | None]]:
    """Rows after imputation, gaps as None."""
    data = impute(values, **settings).values.data
    return [[None if np.isnan(v) else round(v, 12) for v in row] for row in data.tolist()]


def test_the_mean_and_median_of_a_column(table: Table) -> None:
    values = table(x=(1, 2, 9, GAP), y=(5, 7, GAP, GAP))
    assert filled(values) == [[1, 5], [2, 7], [9, 6], [4, 6]]
    assert filled(values, method="median") == [[1, 5], [2, 7], [9, 6], [2, 6]]


def test_a_row_is_filled_on_the_range_of_each_indicator(table: Table) -> None:
    """C lies at 1/2 of x and at 1 of y, on average at 3/4; z reaches from 0 to 8."""
    values = table(x=(0, 10, 5), y=(0, 20, 20), z=(0, 8, GAP))
    assert filled(values, along="row")[2] == [5, 20, 6]


def test_a_row_is_filled_by_direction(table: Table) -> None:
    """Where less is better in z, 3/4 of the way is 2."""
    values = table(x=(0, 10, 5), y=(0, 20, 20), z=(0, 8, GAP))
    structure = Structure.of(Element(code=c, direction=-1 if c == "z" else 1) for c in "xyz")
    assert impute(Index(values, structure), along="row").values.data[2].tolist() == [5, 20, 2]


def test_a_row_is_filled_within_its_pillar(table: Table) -> None:
    values = table(x=(0, 10, 5), y=(0, 20, 20), z=(0, 8, GAP))
    structure = Structure.of(
        Element(code=code, parent=parent)
        for code, parent in {"x": "p", "y": "q", "z": "q", "p": None, "q": None}.items()
    )
    done = impute(Index(values, structure), along="row", within=2)
    assert done.values.data[2].tolist() == [5, 20, 8]


def test_the_table_is_filled_with_its_mean_place_on_the_ranges(table: Table) -> None:
    """Places 0, 1, 1/2 of x and 0, 1 of y: half way on average."""
    values = table(x=(0, 10, 5), y=(10, 30, GAP))
    assert filled(values, along="table")[2] == [5, 20]


def test_an_indicator_without_range_is_filled_with_its_value(table: Table) -> None:
    assert filled(table(x=(0, 10, 5), y=(3, 3, GAP)), along="row")[2] == [5, 3]


GROUPS = ("north", "north", "north", "south", "south", None)


@pytest.mark.parametrize(
    ("method", "wanted"), [("group_mean", (1, 3, 2, GAP, GAP, GAP)),
                           ("group_median", (1, 3, 2, GAP, GAP, GAP))]
)  # fmt: skip
def test_the_group_fills_and_what_it_cannot_fill_stays_a_gap_with_a_note(
    table: Table, method: str, wanted: Sequence[float | None]
) -> None:
    values = replace(table(x=(1, 3, GAP, GAP, GAP, GAP)), groups={"side": GROUPS})
    done = impute(values, method=method, by="side")
    assert [None if np.isnan(v) else v for v in done.values.column("x").tolist()] == list(wanted)
    told = {note.unit: (note.after, note.text) for note in done.stages[0].notes}
    assert told["C"] == (2, f"missing: filled in by {method} (by side)")
    assert [told[unit][0] for unit in "DEF"] == [None, None, None]
    assert all(told[unit][1].startswith("missing still") for unit in "DEF")


def test_groups_over_a_panel_or_in_each_year() -> None:
    data = np.array([[[1.0], [np.nan]], [[3.0], [np.nan]]])
    panel = Values(("A", "B"), ("x",), data, ("2020", "2021"), groups={"g": ("a", "a")})
    alone = impute(panel, method="group_mean", by="g").values.data[..., 0]
    together = impute(panel, method="group_mean", by="g", over="panel").values.data[..., 0]
    assert alone.tolist() == [[1, 1], [3, 3]]
    assert together.tolist() == [[1, 2], [3, 2]]


# Years 2018, 2019, 2020 and 2023.
SERIES: list[tuple[dict[str, Any], tuple[float | None, ...], tuple[float | None, ...]]] = [
    ({"method": "latest"}, (GAP, 5, GAP, GAP), (GAP, 5, 5, 5)),
    ({"method": "latest", "most": 1}, (GAP, 5, GAP, GAP), (GAP, 5, 5, GAP)),
    ({"method": "latest"}, (1, GAP, 2, GAP), (1, 1, 2, 2)),
    ({"method": "linear"}, (GAP, 5, GAP, GAP), (5, 5, 5, 5)),
    ({"method": "linear"}, (GAP, 1, GAP, 9), (1, 1, 3, 9)),
    ({"method": "linear"}, (0, GAP, GAP, 10), (0, 2, 4, 10)),
    ({"method": "linear"}, (GAP, GAP, GAP, 4), (4, 4, 4, 4)),
    ({"method": "constant"}, (GAP, 5, GAP, 7), (5, 5, 5, 7)),
    ({"method": "constant"}, (GAP, GAP, GAP, 7), (7, 7, 7, 7)),
    ({"method": "latest"}, (GAP, GAP, GAP, GAP), (GAP, GAP, GAP, GAP)),
    ({"method": "linear"}, (GAP, GAP, GAP, GAP), (GAP, GAP, GAP, GAP)),
    ({"method": "constant"}, (GAP, GAP, GAP, GAP), (GAP, GAP, GAP, GAP)),
]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("settings", "known", "wanted"), SERIES)
def test_years(
    settings: dict[str, Any], known: Sequence[float | None], wanted: Sequence[float | None]
) -> None:
    """None, one and two known values; another unit keeps the indicator from being empty."""
    data = np.array([[[np.nan if v is None else v], [1.0]] for v in known])
    panel = Values(("A", "B"), ("x",), data, ("2018", "2019", "2020", "2023"))
    done = impute(panel, **settings)
    found = [None if np.isnan(v) else v for v in done.values.data[:, 0, 0].tolist()]
    assert found == list(wanted)
    assert len(done.stages[0].notes) == sum(v is None for v in known)


def test_years_without_numbers_follow_one_another() -> None:
    data = np.array([[[0.0]], [[np.nan]], [[4.0]]])
    panel = Values(("A",), ("x",), data, ("first", "second", "third"))
    assert impute(panel, method="linear").values.data[:, 0, 0].tolist() == [0, 2, 4]


def test_a_function_of_ones_own(table: Table) -> None:
    def lowest(data: Array, *, minus: float) -> Array:
        return np.where(np.isnan(data), np.nanmin(data, axis=-2, keepdims=True) - minus, data)

    assert filled(table(x=(4, GAP, 6)), method=lowest, minus=1) == [[4], [3], [6]]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"method": np.nan_to_num, "per": {"y": {"method": "none"}}}, ""),
    ({"method": lambda data: np.where(np.isnan(data), 0, data + 1)}, "makes x of A 2.0 where it"),
    ({"method": lambda data: np.where(np.isnan(data), np.inf, data)}, "makes x of C inf where it"),
    ({"method": "group_mean"}, "group_mean needs by: the grouping of the units"),
    ({"method": "group_mean", "by": "side"}, "there is no grouping side"),
    ({"method": "latest"}, "latest needs the years of a panel"),
    ({"along": "diagonal"}, "along of mean is 'diagonal'; write column, row or table"),
    ({"within": 9}, "there is no level 9; the levels are 1 to 1"),
    ({"method": "latest", "most": 1.5}, "most of latest is 1.5; write a whole number or nothing"),
]


@pytest.mark.parametrize(("settings", "told"), REFUSED)
def test_what_is_refused(table: Table, settings: dict[str, Any], told: str) -> None:
    values = table(x=(1, 3, GAP), y=(1, 2, 3))
    if not told:
        assert filled(values, **settings)[2] == [0, 3]
        return
    with pytest.raises(ChainError) as error:
        impute(values, **settings)
    assert told in str(error.value)


def test_an_indicator_without_any_value_is_named(table: Table) -> None:
    with pytest.raises(ChainError, match="y has no value at all"):
        impute(table(x=(1, GAP), y=(GAP, GAP)))
