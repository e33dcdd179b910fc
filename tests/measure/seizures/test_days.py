"""Seizures added up by country and date."""

import numpy as np
import pytest

from karaula.measure.seizures.describe import Every, Filter
from karaula.measure.seizures.describe.days import UNPLACED, days
from tests.measure.seizures.test_describe import day, seizures, weighed

DATES: list[tuple[str, Every, tuple[int, int] | None]] = [
    # A date, and year and first month of the period that all of it lies in.
    ("2014-05-06", "month", (2014, 5)),
    ("2014-05-06", "quarter", (2014, 4)),
    ("2014-05-06", "year", (2014, 1)),
    ("2014-12-31", "month", (2014, 12)),
    ("2014-05", "month", (2014, 5)),
    ("2014", "month", None),
    ("2014", "year", (2014, 1)),
    ("1969-12-31", "quarter", (1969, 10)),
]


MAY = 2014 * 12 + 4


@pytest.mark.parametrize(("told", "every", "expected"), DATES)
def test_a_date_lies_in_the_period_that_holds_all_of_it(
    told: str, every: Every, expected: tuple[int, int] | None
) -> None:
    [start] = days(seizures([weighed(1, 1.0, **day(told))]), Filter()).periods(every)
    assert (None if start == UNPLACED else (start // 12, start % 12 + 1)) == expected


def test_seizures_of_a_date_are_one_cell() -> None:
    rows = [
        weighed(1, 3.0, area="SRB", **day("2014-05-06")),
        weighed(2, 0.5, area="SRB", **day("2014-05-06")),
        weighed(3, 4.0, area="SRB", kg_basis="volume", **day("2014-05-06")),
        weighed(4, None, area="SRB", kg_basis=None, **day("2014-06-07")),
        weighed(5, 8.0, area=None, date_low=None, date_high=None, date_precision=None),
        weighed(6, 9.0, area="SRB", copy=1, **day("2014-05-06")),
    ]
    cells = days(seizures(rows), Filter())
    told = {
        int(first): (int(events), int(large), int(heavy), kg, squares, largest, estimated)
        for first, events, large, heavy, kg, squares, largest, estimated in zip(
            cells.first, cells.events, cells.large, cells.weighed, cells.kg, cells.squares,
            cells.largest, cells.kg_estimated, strict=True,
        )
    }  # fmt: skip
    assert told[MAY] == (3, 1, 2, 3.5, 9.25, 3.0, 4.0)
    assert told[MAY + 1][:3] == (1, 0, 0) and all(np.isnan(told[MAY + 1][3:]))
    assert told[UNPLACED][:4] == (1, 1, 1, 8.0)
    assert sorted(cells.events[cells.within(["SRB"])].tolist()) == [1, 3]
    assert (cells.periods("year") == UNPLACED).sum() == 1


def test_no_seizures_are_no_cells() -> None:
    cells = days(seizures([]), Filter())
    assert (cells.names, len(cells.events), len(cells.periods("month"))) == ((), 0, 0)
