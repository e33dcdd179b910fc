"""Seizures over time: counts and kilograms with their intervals, gaps, and breaks.

Intervals of counts are Poisson's, made wider by the over-dispersion of months; those of kilograms
come from resampling cases, in which all but the heaviest of a period enter by mean and variance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import numpy as np

from karaula.measure.seizures.describe.asking import ask
from karaula.measure.seizures.describe.breaks import Break, Drift, changes
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
from karaula.measure.seizures.describe.intervals import (
    SINGLE,
    Drawn,
    count_interval,
    dispersion,
    drawing,
    weight_interval,
)

STEP: dict[Every, int] = {"year": 12, "quarter": 3, "month": 1}
"""Months of a period."""
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
    told, unplaced = _told(seizures, wanted, every)
    seen = {*cover.years, *(day.year for day in told)}
    years = [y for y in range(min(seen), max(seen) + 1) if _within(y, wanted)] if seen else []
    months = _months(seizures, wanted)
    reported = [year for year in years if cover.reporters(year)]
    steady = cover.throughout(reported)
    spread = dispersion(_by_year(months, cover, reported, None, wanted))[every != "month"]
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
            point = _point(point, told.get(start, {}), spread, sampled, drawn)
            own = _of_period(months, steady, start, every) if steady and reporters else None
            point = replace(point, like_for_like=own)
        points.append(point)
    found, drifts, unlooked = _changes(months, cover, reported, steady, wanted)
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


def _told(
    seizures: ibis.Table, wanted: Filter, every: Every
) -> tuple[dict[date, dict[str, Any]], int]:
    """Counts and weights by period, the heaviest cases one by one; and events in none."""
    table = {row["period"]: row for row in ask(_by_period, seizures, wanted, every)}
    unplaced = table.pop(None, {"events": 0})["events"]
    return {as_day(day): row for day, row in table.items()}, unplaced


def _by_period(seizures: ibis.Table, wanted: Filter, every: Every) -> ibis.Table:
    rows = at_level(chosen(seizures, wanted), wanted.copies)
    mass = weighed(rows)
    named = rows.select(
        period=period(rows, every),
        heavy=ibis.ifelse(mass, rows.kg, None),
        estimate=ibis.ifelse(mass, None, rows.kg),
    )
    window = ibis.window(group_by="period", order_by=ibis.desc("heavy"))
    ranked = named.mutate(rank=ibis.row_number().over(window))
    rest: Expression = (ranked["rank"] >= SINGLE).fill_null(True)
    heavy: Expression = ranked.heavy
    return ranked.group_by("period").aggregate(
        events=ranked.count(),
        weighed=heavy.count(),
        kg=heavy.sum(),
        largest=heavy.max(),
        kg_estimated=ranked.estimate.sum(),
        single=heavy.collect(where=~rest),
        rest=heavy.sum(where=rest),
        squares=(heavy * heavy).sum(where=rest),
    )


def as_day(value: Any) -> date:
    """A first day of a period; engines give a day or a moment."""
    return date(value.year, value.month, value.day)


def _point(point: Point, row: dict[str, Any], spread: float, sampled: bool, drawn: Drawn) -> Point:
    events = row.get("events", 0)
    # What is told where nobody, or hardly anybody, reports is no sample of the year.
    low, high = count_interval(events, spread) if sampled else (None, None)
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


Months = dict[tuple[str | None, int, int], tuple[int, int]]
"""Events, and those of at least :data:`LARGE`, by country, year and month."""


def _months(seizures: ibis.Table, wanted: Filter) -> Months:
    """Events by country and month, as far as their month is known."""
    return {
        (row["area"], row["start"].year, row["start"].month): (row["n"], row["large"])
        for row in ask(_by_month, seizures, wanted)
    }


def _by_month(seizures: ibis.Table, wanted: Filter) -> ibis.Table:
    rows = at_level(chosen(seizures, wanted), wanted.copies)
    heavy = weighed(rows) & (rows.kg >= LARGE)
    days = rows.group_by("area", "date_low", "date_high").aggregate(
        n=rows.count(), large=rows.count(where=heavy)
    )
    days = days.mutate(start=period(days, "month"))
    days = days.filter(days.start.notnull())
    return days.group_by("area", "start").aggregate(n=days.n.sum(), large=days.large.sum())


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


def _by_year(
    months: Months, cover: Coverage, years: Sequence[int], areas: Sequence[str] | None,
    wanted: Filter,
) -> list[np.ndarray]:  # fmt: skip
    """Counts of the months of each year; of a single country without those it did not report."""
    alone = cover.areas[0] if len(cover.areas) == 1 else None
    found = []
    for year in years:
        starts, counts, _ = _series(months, [year], areas, wanted)
        unheard = cover.cells[alone, year].unheard if alone else ()
        found.append(counts[[start.month not in unheard for start in starts]])
    return found


def _of_period(months: Months, areas: Sequence[str], start: date, every: Every) -> int:
    return sum(
        months.get((area, start.year, month), (0, 0))[0]
        for area in areas
        for month in _months_of(start, every)
    )


def _changes(
    months: Months, cover: Coverage, years: Sequence[int], steady: Sequence[str], wanted: Filter
) -> tuple[tuple[Break, ...], tuple[Drift, ...], str | None]:  # fmt: skip
    """Breaks and drifts in the months of those who report throughout; of one country in each of
    its runs."""
    if not months:
        return (), (), "no seizure is dated to a month"
    if not steady and len(cover.areas) > 1:
        return (), (), "no country reports in all of the years in full"
    areas = steady or cover.areas
    starts, counts, large = _series(months, years, areas, wanted)
    lasting = dispersion(_by_year(months, cover, years, areas, wanted))[1]
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
