"""Whether seizures follow the seasons: a circular test that single busy months cannot pass."""

from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np

from karaula.measure.seizures.describe.asking import ask
from karaula.measure.seizures.describe.chosen import Filter, at_level, chosen
from karaula.measure.seizures.describe.coverage import Coverage

FEWEST = 24
"""Events of a country's year from which its seasons are looked at."""
YEARS = 3
"""Countries' years from which the test is made."""
DRAWS = 2000
_LENGTHS = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


@dataclass(frozen=True)
class Season:
    """Shares of the months, each country's year counting once.

    ``index`` is 1 for a month that has its share by its length, with 95 % bounds from resampling
    the countries' years. ``peak`` is the mean direction as a month between 1 and 13, ``strength``
    from 0 (none) to 1 (all in one month), ``p`` the chance of such a strength if each year had
    begun in any month, which keeps the runs of busy months that a year has. ``months_only`` are
    countries left out, in all years or in some, because their days are not told. Without enough
    years there is no test.
    """

    years: int
    events: int
    months_only: tuple[str, ...]
    index: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    peak: float | None = None
    strength: float | None = None
    p: float | None = None


def season(seizures: ibis.Table, wanted: Filter, cover: Coverage) -> Season:
    """The seasons of the seizures of a filter. ``cover`` is the coverage of all there are."""
    cover = cover.among(wanted.areas)
    part = {key for key, cell in cover.cells.items() if cell.partial}
    coarse = {key for key, cell in cover.cells.items() if cell.to_the_day < 0.5}
    found = ask(_by_month, seizures, wanted)
    cells: dict[tuple[str, int], np.ndarray] = {}
    for row in found:
        key = (row["area"], row["year"])
        cells.setdefault(key, np.zeros(12))[row["month"] - 1] += row["n"]
    whole = [key for key in sorted(cells) if cells[key].sum() >= FEWEST and key not in part]
    whole = [key for key in whole if key not in coarse]
    counts = np.array([cells[key] for key in whole]).reshape(-1, 12)
    told = Season(len(whole), int(counts.sum()), tuple(sorted({area for area, _ in coarse})))
    return told if len(whole) < YEARS else _tested(counts, told)


def _by_month(seizures: ibis.Table, wanted: Filter) -> ibis.Table:
    rows = at_level(chosen(seizures, wanted), wanted.copies)
    exact = rows.filter(rows.date_precision == "day", rows.area.notnull())
    keys: dict[str, Any] = {
        "area": exact.area, "year": exact.date_low.year(), "month": exact.date_low.month()
    }  # fmt: skip
    return exact.group_by(**keys).aggregate(n=exact.count())


def _tested(counts: np.ndarray, told: Season) -> Season:
    shares = counts / _LENGTHS
    shares = shares / shares.sum(axis=1, keepdims=True)
    turn = np.exp(2j * np.pi * (np.arange(12) + 0.5) / 12)
    vectors = shares @ turn
    mean = vectors.mean()
    rng = np.random.default_rng(0)
    turned = np.exp(2j * np.pi * rng.integers(0, 12, (DRAWS, len(vectors))) / 12)
    chance = np.abs((turned * vectors).mean(axis=1))
    again = shares[rng.integers(0, len(shares), (DRAWS, len(shares)))].mean(axis=1)
    low, high = np.quantile(again * 12, [0.025, 0.975], axis=0)
    strength = float(abs(mean))
    return Season(
        told.years,
        told.events,
        told.months_only,
        tuple((shares.mean(axis=0) * 12).tolist()),
        tuple(low.tolist()),
        tuple(high.tolist()),
        float(np.angle(mean) / (2 * np.pi) * 12 % 12) + 1,
        strength,
        float((1 + np.sum(chance >= strength - 1e-12)) / (DRAWS + 1)),
    )
