"""Statistics and availability, on columns that can be checked by hand."""

import numpy as np
import pytest

from karaula.measure.index import analysis
from karaula.measure.index.chain import Index
from karaula.measure.index.values import Values

GAP = np.nan


def of(*column: float) -> analysis.Statistics:
    """Statistics of one column."""
    units = tuple(f"u{number}" for number in range(len(column)))
    (one,) = analysis.statistics(Values(units, ("x",), np.array(column)[:, None]))
    return one


def test_a_column_in_figures() -> None:
    one = of(1, 2, 3, 4, 5, 6)
    assert (one.minimum, one.maximum, one.mean, one.median) == (1, 6, 3.5, 3.5)
    assert one.deviation == pytest.approx(3.5**0.5)
    assert one.skew == pytest.approx(0, abs=1e-12)
    assert one.kurtosis == pytest.approx(-1.2)
    assert (one.available, one.nonzero, one.distinct, one.same) == (6, 6, 6, 1)
    assert one.gap is None


def test_the_printed_vector_of_the_field() -> None:
    one = of(*range(1, 11), 30, 100)
    assert one.skew == pytest.approx(3.063241, abs=5e-7)
    assert one.kurtosis == pytest.approx(9.741391, abs=5e-7)
    assert one.outliers


@pytest.mark.parametrize(
    ("column", "few_available", "few_nonzero", "few_distinct"),
    [
        ((1, 2, 3, 4), False, False, False),
        ((1, 2, GAP, GAP), True, False, False),
        ((0, 0, 0, 4), False, True, False),
        ((0, 0, 1, 1), False, False, False),
        ((2, 2, 2, 2), False, False, True),
        ((GAP, GAP, GAP, GAP), True, True, True),
    ],
)
def test_flags(
    column: tuple[float, ...], few_available: bool, few_nonzero: bool, few_distinct: bool
) -> None:
    one = of(*column)
    assert one.few_available == few_available
    assert one.few_nonzero == few_nonzero
    assert one.few_distinct == few_distinct


@pytest.mark.parametrize(
    ("column", "absent", "said"),
    [
        ((GAP, GAP, GAP), {"minimum", "mean", "deviation", "skew", "share_same"}, "no unit has"),
        ((5, 5, 5, 5), {"skew", "kurtosis"}, "one value throughout"),
        ((5, GAP, GAP), {"deviation", "skew", "kurtosis"}, "one value throughout"),
        ((1, 2, 4), {"kurtosis"}, "3 values"),
    ],
)
def test_what_cannot_be_had_is_a_gap_with_its_reason(
    column: tuple[float, ...], absent: set[str], said: str
) -> None:
    one = of(*column)
    assert absent <= {name for name in one.__slots__ if getattr(one, name) is None}
    assert said in str(one.gap)
    numbers = [getattr(one, name) for name in one.__slots__]
    assert not any(isinstance(value, float) and np.isnan(value) for value in numbers)


def test_what_is_known_of_a_unit(toy: Index) -> None:
    found = {one.unit: one for one in analysis.availability(toy)}
    assert found["F"].missing == ("ports", "clinics")
    assert found["F"].available == pytest.approx(3 / 5)
    assert found["F"].within == pytest.approx({"links": 1 / 2, "people": 2 / 3, "whole": 3 / 5})
    assert (found["A"].zero, found["A"].nonzero) == (1, pytest.approx(4 / 5))


def test_a_unit_of_which_nothing_is_known_has_no_share_of_zeros() -> None:
    (one,) = analysis.availability(Values(("u",), ("x", "y"), np.full((1, 2), GAP)))
    assert (one.available, one.nonzero, one.missing) == (0, None, ("x", "y"))
