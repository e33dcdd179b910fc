"""Seizures over time: counts and kilograms with their intervals, gaps, and breaks.

Intervals of counts are Poisson's, made wider by the over-dispersion of months; those of kilograms
come from resampling cases, in which all but the heaviest of a country's days enter by mean and
variance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import ibis
import numpy as np

from karaula.measure.seizures.describe.breaks import Break, Drift, changes
from karaula.measure.seizures.describe.chosen import Every, Filter
from karaula.measure.seizures.describe.coverage import Coverage
from karaula.measure.seizures.describe.days import STEP, UNPLACED, Days, days, month_of
from karaula.measure.seizures.describe.intervals import (
    SINGLE,
    Drawn,
    count_interval,
    dispersion,
    drawing,
    weight_interval,
)


@dataclass(frozen=True, kw_only=True)
class Point:
    """One period. All numbers are None where nobody (of those asked about) reported."""

    start: date
    reporters: int = 0
    """Countries that report in the year."""
    silent: int = 0
    """Those of them that fell silent, or hardly reported, in some of the period's months."""
    events: int | None = None
    events_low: float | None = None
    events_high: float | None = None
    like_for_like: int | None = None
    """Events in the countries that report throughout."""
    weighed: int | None = None
    kg: float | None = None
    """Weighed; None where nothing was."""
    kg_low: float | None = None
    kg_high: float | None = None
    largest_kg: float | None = None
    kg_estimated: float | None = None
    """Turned from counts and volumes; apart from those weighed."""


@dataclass(frozen=True)
class Trend:
    """Periods from the first to the last year that anybody reports, with breaks in counts.

    ``steady`` are the countries that report in all of the years that have reports, without a
    silence in them; breaks are looked for in their months alone (or in the runs of months of a
    single country), and ``unlooked`` says why not where they were not. ``unplaced`` events have a
    date that reaches over periods. ``dispersion`` is how many times the variance of Poisson's
    counts have.
    """

    every: Every
    points: tuple[Point, ...]
    dispersion: float
    steady: tuple[str, ...]
    breaks: tuple[Break, ...]
    unplaced: int
    coverage: Coverage
    unlooked: str | None = None
    drifts: tuple[Drift, ...] = ()
    """Runs of months that grew or fell steadily, in which there are no breaks."""


def trend(
    seizures: ibis.Table, wanted: Filter, cover: Coverage, every: Every = "year"
) -> Trend:  # fmt: skip
    """The seizures of a filter over time. ``cover`` is the coverage of all seizures there are."""
    cover = cover.among(wanted.areas)
    cells = days(seizures, wanted)
    told, unplaced = _told(cells, every)
    seen = {*cover.years, *(day.year for day in told)}
    years = [y for y in range(min(seen), max(seen) + 1) if _within(y, wanted)] if seen else []
    reported = [year for year in years if cover.reporters(year)]
    steady = cover.throughout(reported)
    everywhere = _months(cells, reported, None, wanted)
    lasting = _months(cells, reported, steady or cover.areas, wanted)
    spread = dispersion(_by_year(everywhere, cover, reported))[every != "month"]
    drawn = drawing()
    points = []
    for start in _starts(years, every, wanted):
        reporters = len(cover.reporters(start.year))
        silent = sum(
            1 for cell in cover.in_year(start.year) if _months_of(start, every) & {*cell.unheard}
        )
        point = Point(start=start, reporters=reporters, silent=silent)
        if start in told or _heard(cover, start, every):
            sampled = any(not cell.thin for cell in cover.in_year(start.year))
            point = _point(point, told.get(start), spread, sampled, drawn)
            own = lasting.within(start, every) if steady and reporters else None
            point = replace(point, like_for_like=own)
        points.append(point)
    found, drifts, unlooked = _changes(cells, lasting, cover, reported, steady)
    return Trend(every, tuple(points), spread, steady, found, unplaced, cover, unlooked, drifts)


def _heard(cover: Coverage, start: date, every: Every) -> bool:
    """Whether anybody reported in any month of a period, so that no seizure means none."""
    months = _months_of(start, every)
    return any(months - {*cell.unheard} for cell in cover.in_year(start.year))


def _months_of(start: date, every: Every) -> set[int]:
    return set(range(start.month, start.month + STEP[every]))


def _within(year: int, wanted: Filter) -> bool:
    first = wanted.since.year if wanted.since else year
    last = wanted.until.year if wanted.until else year
    return first <= year <= last


def _starts(years: Sequence[int], every: Every, wanted: Filter) -> Iterator[date]:
    """First days of the periods, those that lie wholly outside the filter left out."""
    step = STEP[every]
    for year in years:
        for month in range(1, 13, step):
            after = date(year + (month + step > 12), (month + step - 1) % 12 + 1, 1)
            early = wanted.since is not None and after <= wanted.since
            late = wanted.until is not None and date(year, month, 1) > wanted.until
            if not early and not late:
                yield date(year, month, 1)


@dataclass(frozen=True)
class _Sums:
    """What cells of a period add up to; ``single`` are its heaviest cases, heaviest first, and
    ``rest`` and ``squares`` the sum and the sum of the squares of all others."""

    events: int
    weighed: int
    kg: float | None
    largest: float | None
    kg_estimated: float | None
    single: np.ndarray
    rest: float
    squares: float


def _told(cells: Days, every: Every) -> tuple[dict[date, _Sums], int]:
    """Counts and weights by period, and events that lie in none."""
    periods = cells.periods(every)
    found = {}
    for start in np.flatnonzero(np.bincount(periods[periods != UNPLACED])).tolist():
        day = date(start // 12, start % 12 + 1, 1)
        found[day] = _sums(cells, np.flatnonzero(periods == start))
    return found, int(cells.events.sum()) - sum(sums.events for sums in found.values())


def _sums(cells: Days, part: np.ndarray) -> _Sums:
    weighed, kg, largest = cells.weighed[part], cells.kg[part], cells.largest[part]
    estimated = cells.kg_estimated[part]
    # The heaviest case of each cell is known, and of two the other is what remains.
    single = np.concatenate([largest[weighed > 0], (kg - largest)[weighed == 2]])
    single = np.sort(single)[::-1][:SINGLE]
    heavy = bool(weighed.any())
    return _Sums(
        events=int(cells.events[part].sum()),
        weighed=int(weighed.sum()),
        kg=float(np.nansum(kg)) if heavy else None,
        largest=float(single[0]) if heavy else None,
        kg_estimated=None if np.isnan(estimated).all() else float(np.nansum(estimated)),
        single=single,
        rest=float(np.nansum(kg) - single.sum()),
        squares=max(float(np.nansum(cells.squares[part]) - single @ single), 0.0),
    )


def _point(point: Point, sums: _Sums | None, spread: float, sampled: bool, drawn: Drawn) -> Point:
    events = sums.events if sums else 0
    # What is told where nobody, or hardly anybody, reports is no sample of the year.
    low, high = count_interval(events, spread) if sampled else (None, None)
    point = replace(point, events=events, events_low=low, events_high=high, weighed=0)
    if sums is None:
        return point
    several = sums.weighed > 1
    kg_low, kg_high = (
        weight_interval(sums.single, sums.rest, sums.squares, drawn) if several else (None, None)
    )
    return replace(
        point,
        weighed=sums.weighed,
        kg=sums.kg,
        kg_low=kg_low,
        kg_high=kg_high,
        largest_kg=sums.largest,
        kg_estimated=sums.kg_estimated,
    )


@dataclass(frozen=True)
class _Months:
    """Months of some years in a row, with counts of all and of large seizures."""

    starts: tuple[date, ...]
    counts: np.ndarray
    large: np.ndarray

    def within(self, start: date, every: Every) -> int:
        """Events of a period."""
        months = _months_of(start, every)
        return int(
            sum(
                count
                for day, count in zip(self.starts, self.counts, strict=True)
                if day.year == start.year and day.month in months
            )
        )


def _months(
    cells: Days, years: Sequence[int], areas: Sequence[str] | None, wanted: Filter
) -> _Months:
    """Months of some countries, or of all rows, as far as their month is known."""
    starts = tuple(_starts(years, "month", wanted))
    months = cells.periods("month")
    here = months != UNPLACED
    if areas is not None:
        here &= cells.within(areas)
    asked = np.array([month_of(day) for day in starts], int)
    counts, large = (
        np.bincount(months[here], of[here], asked.max(initial=0) + 1)[asked]
        for of in (cells.events, cells.large)
    )
    return _Months(starts, counts, large)


def _by_year(months: _Months, cover: Coverage, years: Sequence[int]) -> list[np.ndarray]:
    """Counts of the months of each year; of a single country without those it did not report."""
    alone = cover.areas[0] if len(cover.areas) == 1 else None
    found = []
    for year in years:
        unheard = cover.cells[alone, year].unheard if alone else ()
        kept = [day.year == year and day.month not in unheard for day in months.starts]
        found.append(months.counts[kept])
    return found


def _changes(
    cells: Days, months: _Months, cover: Coverage, years: Sequence[int], steady: Sequence[str]
) -> tuple[tuple[Break, ...], tuple[Drift, ...], str | None]:  # fmt: skip
    """Breaks and drifts in the months of those who report throughout; of one country in each of
    its runs."""
    if (cells.periods("month") == UNPLACED).all():
        return (), (), "no seizure is dated to a month"
    if not steady and len(cover.areas) > 1:
        return (), (), "no country reports in all of the years in full"
    areas = steady or cover.areas
    starts, counts, large = months.starts, months.counts, months.large
    lasting = dispersion(_by_year(months, cover, years))[1]
    silent = {
        (year, month)
        for area in areas
        for year in years
        for month in cover.cells[area, year].unheard
    }
    found: list[Break] = []
    drifts: list[Drift] = []
    at = 0
    while at < len(starts):
        end = at
        while end < len(starts) and _follows(starts, at, end, silent):
            end += 1
        more, drift = changes(starts[at:end], counts[at:end], large[at:end], lasting)
        found += more
        drifts += [drift] if drift else []
        at = max(end, at + 1)
    return tuple(found), tuple(drifts), None


def _follows(starts: Sequence[date], first: int, at: int, silent: set[tuple[int, int]]) -> bool:
    """Whether a month was reported and belongs to the run of months that began before."""
    year, month = starts[at].year, starts[at].month
    apart = (year - starts[first].year) * 12 + month - starts[first].month
    return (year, month) not in silent and apart == at - first
