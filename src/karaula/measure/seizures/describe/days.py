"""Seizures added up by country and date: what counts and weights over time are made of.

The rows are gone through once, and what is asked of periods is told of a few thousand cells.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import ibis
import numpy as np
import pyarrow as pa

from karaula.measure.seizures.describe.asking import ask_table
from karaula.measure.seizures.describe.chosen import Every, Filter, at_level, chosen, weighed

STEP: dict[Every, int] = {"year": 12, "quarter": 3, "month": 1}
"""Months of a period."""
LARGE = 1.0
"""Kilograms from which a seizure counts among the larger ones, to see what changed in a break."""

UNPLACED = -1
"""In place of a month: the date lies in none, or is not told."""

_NUMBERS = (
    "first",
    "last",
    "events",
    "large",
    "weighed",
    "kg",
    "squares",
    "largest",
    "kg_estimated",
)


def month_of(day: date) -> int:
    """Month of a day, counted from the year 0."""
    return 12 * day.year + day.month - 1


@dataclass(frozen=True)
class Days:
    """One cell for all seizures of a country with the same date.

    Each column is an array of a number for each cell. ``large`` are events of at least
    :data:`LARGE`, ``squares`` the sum of the squares of the kilograms weighed; of kilograms NaN is
    what nothing was told of.
    """

    names: tuple[str, ...]
    area: np.ndarray
    """Place of the country in ``names``, -1 where none is told."""
    first: np.ndarray
    """Month of the date's first day as of :func:`month_of`; :data:`UNPLACED` where none is told."""
    last: np.ndarray
    events: np.ndarray
    large: np.ndarray
    weighed: np.ndarray
    kg: np.ndarray
    squares: np.ndarray
    largest: np.ndarray
    kg_estimated: np.ndarray

    def periods(self, every: Every) -> np.ndarray:
        """First month (:func:`month_of`) of the period that a cell's whole date lies in;
        :data:`UNPLACED` where it reaches over."""
        first, last = (month // STEP[every] * STEP[every] for month in (self.first, self.last))
        inside = (first == last) & (self.first != UNPLACED) & (self.last != UNPLACED)
        starts: np.ndarray = np.where(inside, first, UNPLACED)
        return starts

    def within(self, areas: Collection[str]) -> np.ndarray:
        """Whether a cell is of one of some countries."""
        named = np.array([*(name in areas for name in self.names), False])
        inside: np.ndarray = named[self.area]
        return inside


def days(seizures: ibis.Table, wanted: Filter) -> Days:
    """The cells of the seizures of a filter."""
    found: pa.Table = ask_table(_by_date, seizures, wanted)
    area = found["area"].combine_chunks().dictionary_encode()
    return Days(
        tuple(area.dictionary.to_pylist()),
        area.indices.fill_null(-1).to_numpy(),
        *(found[name].to_numpy() for name in _NUMBERS),
    )


def _by_date(seizures: ibis.Table, wanted: Filter) -> ibis.Table:
    rows = at_level(chosen(seizures, wanted), wanted.copies)
    mass = weighed(rows)
    rows = rows.mutate(
        heavy=ibis.ifelse(mass, rows.kg, None), estimate=ibis.ifelse(mass, None, rows.kg)
    )
    cells = rows.group_by("area", "date_low", "date_high").aggregate(
        events=rows.count(),
        large=rows.count(where=rows.heavy >= LARGE),
        weighed=rows.heavy.count(),
        kg=rows.heavy.sum(),
        squares=(rows.heavy * rows.heavy).sum(),
        largest=rows.heavy.max(),
        kg_estimated=rows.estimate.sum(),
    )
    # Told as numbers by the engine, which is many times as fast at it as NumPy with dates.
    first, last = (
        (day.year() * 12 + day.month() - 1).fill_null(UNPLACED).cast("int32")
        for day in (cells.date_low, cells.date_high)
    )
    return cells.mutate(first=first, last=last).drop("date_low", "date_high")
