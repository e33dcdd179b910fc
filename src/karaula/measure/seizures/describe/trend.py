"""Seizures over time: counts and kilograms with their intervals, gaps, and breaks.

Intervals of counts are Poisson's after Byar (Breslow and Day 1987), made wider by the
over-dispersion of months; those of kilograms come from resampling cases (Poisson bootstrap, Hanley
and MacGibbon 2006), in which all but the heaviest cases of a period enter by mean and variance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import numpy as np

from karaula.measure.seizures.describe.breaks import Break, Z, breaks
from karaula.measure.seizures.describe.chosen import (
    Every,
    Expression,
    Filter,
    at_level,
    chosen,
    period,
    weighed,
)
from karaula.measure.seizures.describe.coverage import Coverage

LEVEL = 0.95
"""What intervals hold."""
STEP: dict[Every, int] = {"year": 12, "quarter": 3, "month": 1}
"""Months of a period."""
DRAWS = 1000
SINGLE = 50
"""Heaviest cases of a period that are drawn one by one."""
LARGE = 1.0
"""Kilograms from which a seizure counts among the larger ones, to see what changed in a break."""


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
    date that reaches over periods.
    """

    every: Every
    points: tuple[Point, ...]
    dispersion: float
    steady: tuple[str, ...]
    breaks: tuple[Break, ...]
    unplaced: int
    coverage: Coverage
    unlooked: str | None = None


def trend(
    seizures: ibis.Table, wanted: Filter, cover: Coverage, every: Every = "year"
) -> Trend:  # fmt: skip
    """The seizures of a filter over time. ``cover`` is the coverage of all seizures there are."""
    cover = cover.among(wanted.areas)
    rows = at_level(chosen(seizures, wanted), wanted.copies)
    told, unplaced = _told(rows, every)
    seen = {*cover.years, *(day.year for day in told)}
    years = [y for y in range(min(seen), max(seen) + 1) if _within(y, wanted)] if seen else []
    months = _months(rows)
    reported = [year for year in years if cover.reporters(year)]
    steady = cover.throughout(reported)
    dispersion = _dispersion(months, reported, wanted)
    rng = np.random.default_rng(0)
    # The same draws for every period, which makes periods easier to compare.
    drawn = rng.poisson(1.0, (DRAWS, SINGLE)), rng.normal(size=DRAWS)
    points = []
    for start in _starts(years, every, wanted):
        reporters = len(cover.reporters(start.year))
        silent = sum(
            1 for cell in cover.in_year(start.year) if _months_of(start, every) & {*cell.unheard}
        )
        point = Point(start=start, reporters=reporters, silent=silent)
        if start in told or _heard(cover, start, every):
            point = _point(point, told.get(start, {}), dispersion, drawn)
            own = _of_period(months, steady, start, every) if steady and reporters else None
            point = replace(point, like_for_like=own)
        points.append(point)
    found, unlooked = _breaks(months, cover, reported, steady, wanted)
    return Trend(every, tuple(points), dispersion, steady, found, unplaced, cover, unlooked)


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


def _told(rows: ibis.Table, every: Every) -> tuple[dict[date, dict[str, Any]], int]:
    """Counts and weights by period, the heaviest cases one by one; and events in none."""
    mass = weighed(rows)
    named = rows.mutate(
        period=period(rows, every),
        heavy=ibis.ifelse(mass, rows.kg, None),
        estimate=ibis.ifelse(mass, None, rows.kg),
    )
    window = ibis.window(group_by="period", order_by=ibis.desc("heavy"))
    ranked = named.mutate(rank=ibis.row_number().over(window))
    rest: Expression = (ranked["rank"] >= SINGLE).fill_null(True)
    heavy: Expression = ranked.heavy
    found = ranked.group_by("period").aggregate(
        events=ranked.count(),
        weighed=heavy.count(),
        kg=heavy.sum(),
        largest=heavy.max(),
        kg_estimated=ranked.estimate.sum(),
        single=heavy.collect(where=~rest),
        rest=heavy.sum(where=rest),
        squares=(heavy * heavy).sum(where=rest),
    )
    table = {row["period"]: row for row in found.to_pyarrow().to_pylist()}
    unplaced = table.pop(None, {"events": 0})["events"]
    return {as_day(day): row for day, row in table.items()}, unplaced


def as_day(value: Any) -> date:
    """A first day of a period; engines give a day or a moment."""
    return date(value.year, value.month, value.day)


Drawn = tuple[np.ndarray, np.ndarray]
"""How often each of the heaviest cases is drawn, and standard normal deviates for the others."""


def _point(point: Point, row: dict[str, Any], dispersion: float, drawn: Drawn) -> Point:
    events = row.get("events", 0)
    # What texts tell where nobody reports is no sample of anything.
    low, high = count_interval(events, dispersion) if point.reporters else (None, None)
    weights = np.sort([kg for kg in row.get("single") or () if kg is not None])[::-1]
    kg_low, kg_high = None, None
    if row.get("weighed", 0) > 1:
        kg_low, kg_high = weight_interval(
            weights, row["rest"] or 0.0, row["squares"] or 0.0, drawn
        )  # fmt: skip
    return replace(
        point,
        events=events,
        events_low=low,
        events_high=high,
        weighed=row.get("weighed", 0),
        kg=row.get("kg"),
        kg_low=kg_low,
        kg_high=kg_high,
        largest_kg=row.get("largest"),
        kg_estimated=row.get("kg_estimated"),
    )


def count_interval(count: int, dispersion: float = 1.0) -> tuple[float, float]:
    """95 % interval of a count (Byar), with ``dispersion`` times the variance of Poisson's."""
    own, more = count / dispersion, count / dispersion + 1
    low = own * (1 - 1 / (9 * own) - Z / (3 * own**0.5)) ** 3 if own > 0 else 0.0
    high = more * (1 - 1 / (9 * more) + Z / (3 * more**0.5)) ** 3
    return max(low, 0.0) * dispersion, high * dispersion


def weight_interval(
    single: np.ndarray, rest: float, squares: float, drawn: Drawn
) -> tuple[float, float]:
    """95 % interval of a sum of weights, each case drawn as often as Poisson's law of mean 1 says.

    ``single`` are the heaviest, ``rest`` and ``squares`` the sum and the sum of squares of all
    others. How much rests on single large seizures is what this shows.
    """
    times, noise = drawn
    sums = times[:, : len(single)] @ single + rest + noise * squares**0.5
    low, high = np.quantile(sums, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return max(float(low), 0.0), float(high)


Months = dict[tuple[str | None, int, int], tuple[int, int]]
"""Events, and those of at least :data:`LARGE`, by country, year and month."""


def _months(rows: ibis.Table) -> Months:
    """Events by country and month, as far as their month is known."""
    named = rows.mutate(start=period(rows, "month"))
    named = named.filter(named.start.notnull())
    heavy = weighed(named) & (named.kg >= LARGE)
    found = named.group_by("area", "start").aggregate(
        n=named.count(), large=named.count(where=heavy)
    )
    return {
        (row["area"], row["start"].year, row["start"].month): (row["n"], row["large"])
        for row in found.to_pyarrow().to_pylist()
    }


def _series(
    months: Months, years: Sequence[int], areas: Sequence[str] | None, wanted: Filter
) -> tuple[list[date], np.ndarray, np.ndarray]:
    """Months of some years in a row, with counts of all and of large seizures."""
    starts = list(_starts(years, "month", wanted))
    counts, large = np.zeros(len(starts)), np.zeros(len(starts))
    place = {(start.year, start.month): at for at, start in enumerate(starts)}
    for (area, year, month), (events, heavy) in months.items():
        at = place.get((year, month))
        if at is not None and (areas is None or area in areas):
            counts[at] += events
            large[at] += heavy
    return starts, counts, large


def _dispersion(
    months: Months, years: Sequence[int], wanted: Filter, areas: Sequence[str] | None = None
) -> float:
    """Variance of months over their mean within a year: the median of the years, at least 1."""
    each = []
    for year in years:
        counts = _series(months, [year], areas, wanted)[1]
        if counts.sum() and len(counts) > 1:
            each.append(counts.var(ddof=1) / counts.mean())
    return max(float(np.median(each)), 1.0) if each else 1.0


def _of_period(months: Months, areas: Sequence[str], start: date, every: Every) -> int:
    return sum(
        months.get((area, start.year, month), (0, 0))[0]
        for area in areas
        for month in _months_of(start, every)
    )


def _breaks(
    months: Months, cover: Coverage, years: Sequence[int], steady: Sequence[str], wanted: Filter
) -> tuple[tuple[Break, ...], str | None]:  # fmt: skip
    """Breaks in the months of those who report throughout; of one country in each of its runs."""
    if not months:
        return (), "no seizure is dated to a month"
    if not steady and len(cover.areas) > 1:
        return (), "no country reports in all of the years in full"
    areas = steady or cover.areas
    starts, counts, large = _series(months, years, areas, wanted)
    dispersion = _dispersion(months, years, wanted, areas)
    silent = {
        (year, month)
        for area in areas
        for year in years
        for month in cover.cells[area, year].unheard
    }
    found: list[Break] = []
    at = 0
    while at < len(starts):
        end = at
        while end < len(starts) and _follows(starts, at, end, silent):
            end += 1
        found += breaks(starts[at:end], counts[at:end], large[at:end], dispersion)
        at = max(end, at + 1)
    return tuple(found), None


def _follows(starts: Sequence[date], first: int, at: int, silent: set[tuple[int, int]]) -> bool:
    """Whether a month was reported and belongs to the run of months that began before."""
    year, month = starts[at].year, starts[at].month
    apart = (year - starts[first].year) * 12 + month - starts[first].month
    return (year, month) not in silent and apart == at - first
