"""One year of a panel, and what changed between two."""

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index.change import changes
from karaula.measure.index.panel import at_year
from karaula.measure.index.whatif import what_if


def panel(over: str = "panel") -> index.Index:
    """Two units, two years; A doubles, B stays."""
    structure = index.Structure.of([
        index.Element(code="one", parent="top"), index.Element(code="two", parent="top"),
        index.Element(code="top"),
    ])  # fmt: skip
    data = np.array([[[1.0, 2], [5, 4]], [[2, 4], [5, 3]]])
    values = index.Values(("A", "B"), ("one", "two"), data, years=("2020", "2021"))
    made = index.normalise(index.Index(values, structure), method="min_max", over=over)
    return index.aggregate(made)


def test_a_year_keeps_the_numbers_of_the_panel() -> None:
    whole = panel()
    now = at_year(whole, "2021")
    assert now.raw.years is None and now.raw.year == "2021"
    assert now.steps == whole.steps
    for mine, stage in zip(now.stages, whole.stages, strict=True):
        assert mine.values.data.tolist() == stage.values.data[1].tolist()
    assert at_year(now, None) is now
    with pytest.raises(index.ChainError, match="there is no year 1999; there is 2020, 2021"):
        at_year(whole, "1999")


def test_years_of_one_panel_are_comparable_where_steps_looked_at_all_of_them() -> None:
    def told(over: str, together: bool) -> tuple[str, ...]:
        one = panel(over)
        return changes(at_year(one, "2020"), at_year(one, "2021"), panel=together).warnings

    assert told("panel", True) == ()
    assert len(told("year", True)) == len(told("panel", False)) == 1


def test_a_value_of_one_year_is_set_otherwise() -> None:
    whole = panel()
    then = what_if(whole, values={("A", "one"): 5.0}, year="2021")
    assert then.raw.column("one").tolist() == [[1, 5], [5, 5]]
    with pytest.raises(index.ChainError, match="say of which year the values are"):
        what_if(whole, values={("A", "one"): 5.0})
