"""When counts changed for good: segments of a series of months, found by penalised likelihood.

Counts are taken for quasi-Poisson. The best segments for each number of them are found by optimal
partitioning (Jackson et al. 2005, An algorithm for optimal partitioning of data on an interval); a
further segment has to gain 1.5 log n in log-likelihood, after the modified information criterion of
Zhang and Siegmund (2007). Libraries for this have no cost for over-dispersed counts and bring SciPy
into the core, for series of a few hundred months.

Counts that grow or fall steadily are cut into steps by this as well, none of which is a break. So a
run's breaks only stand if they fit better than one rate of growth does (a quasi-Poisson regression
on time, McCullagh and Nelder 1989), which pays for its one number as in the Bayesian criterion of
Schwarz (1978); else the run has a drift. A run that drifts and breaks as well is cut into steps.

Only months in a row that were reported are looked at together: what lies on both sides of a gap is
never called a break.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt
from typing import Literal

import numpy as np

from karaula.measure.seizures.describe.intervals import Z

SHORTEST = 6
"""Months that a segment has at least."""
PENALTY = 1.5
ENOUGH = 10
"""Larger seizures on both sides together from which their change can be told."""


@dataclass(frozen=True)
class Break:
    """A month from which counts are on another level.

    ``earliest`` and ``latest`` bound the month (95 %, profile likelihood). ``before`` and ``after``
    are means a month of the segments at both sides, ``ratio`` their ratio with its 95 % interval;
    ``ratio_large`` is that of larger seizures alone. ``reading`` is ``level`` (all sizes changed),
    ``small`` (only small seizures changed in number, which a change of what is reported does too)
    or ``unknown`` (too few large ones to tell).
    """

    month: date
    earliest: date
    latest: date
    before: float
    after: float
    ratio: float
    ratio_low: float
    ratio_high: float
    ratio_large: float | None
    reading: Literal["level", "small", "unknown"]


@dataclass(frozen=True)
class Drift:
    """Months in a row whose counts grew or fell steadily, ``yearly`` times a year (95 %)."""

    first: date
    last: date
    yearly: float
    yearly_low: float
    yearly_high: float


def changes(
    months: Sequence[date], counts: np.ndarray, large: np.ndarray, dispersion: float
) -> tuple[tuple[Break, ...], Drift | None]:
    """Breaks in ``counts`` of the ``months`` of one run without a gap, or the drift that fits
    better. ``large`` are the counts of larger seizures among them; ``dispersion`` is how often they
    have the variance of Poisson's over many months."""
    starts = [*segments(counts, dispersion), len(counts)]
    if len(starts) < 3:
        return (), None
    sums = np.concatenate([[0.0], np.cumsum(counts)])
    ends = np.array(starts)
    stepwise = float(_likelihood(sums, ends[:-1], ends[1:]).sum()) / dispersion
    rate, error, steadily = _growth(counts, dispersion)
    size = log(len(counts))
    if steadily - size / 2 >= stepwise - PENALTY * size * (len(starts) - 2):
        by_year = [float(exp(12 * (rate + far * error))) for far in (0, -Z, Z)]
        return (), Drift(months[0], months[-1], *by_year)
    return _breaks(months, counts, large, dispersion, starts), None


def _growth(counts: np.ndarray, dispersion: float) -> tuple[float, float, float]:
    """Growth a month as a logarithm, its standard error, and the likelihood of steady growth, by
    iteratively reweighted least squares."""
    time = np.arange(len(counts)) - (len(counts) - 1) / 2
    level, rate = log(max(float(counts.mean()), 0.5)), 0.0
    for _ in range(50):
        fitted = np.exp(np.clip(level + rate * time, -50, 50))
        sides = np.array([(counts - fitted).sum(), ((counts - fitted) * time).sum()])
        inner = float((fitted * time).sum())
        square = np.array([[fitted.sum(), inner], [inner, (fitted * time**2).sum()]])
        step = np.linalg.solve(square, sides)
        level, rate = level + float(step[0]), rate + float(step[1])
        if float(np.abs(step).max()) < 1e-10:
            break
    error = sqrt(dispersion * float(np.linalg.inv(square)[1, 1]))
    likelihood = float((counts * (level + rate * time)).sum() - np.exp(level + rate * time).sum())
    return rate, error, (likelihood + float(counts.sum())) / dispersion


def _breaks(
    months: Sequence[date],
    counts: np.ndarray,
    large: np.ndarray,
    dispersion: float,
    starts: Sequence[int],
) -> tuple[Break, ...]:
    sums = np.concatenate([[0.0], np.cumsum(counts)])
    found = []
    for place in range(1, len(starts) - 1):
        first, at, end = starts[place - 1 : place + 2]
        low, high = _when(sums, first, at, end, dispersion)
        ratio = _ratio(counts, first, at, end, dispersion)
        of_large = large[first:end].sum() >= ENOUGH
        larger = _ratio(large, first, at, end, dispersion) if of_large else None
        found.append(
            Break(
                month=months[at],
                earliest=months[low],
                latest=months[high],
                before=float(counts[first:at].mean()),
                after=float(counts[at:end].mean()),
                ratio=ratio[0],
                ratio_low=ratio[1],
                ratio_high=ratio[2],
                ratio_large=larger and larger[0],
                reading=_reading(ratio[0], larger),
            )
        )
    return tuple(found)


def segments(counts: np.ndarray, dispersion: float) -> list[int]:
    """Where segments of a series begin, the first at 0."""
    size = len(counts)
    if size < 2 * SHORTEST:
        return [0]
    sums = np.concatenate([[0.0], np.cumsum(counts)])
    penalty = PENALTY * log(size)
    best = np.full(size + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(size + 1, int)
    for end in range(SHORTEST, size + 1):
        start = np.arange(0, end - SHORTEST + 1)
        cost = best[start] + penalty - _likelihood(sums, start, end) / dispersion
        chosen = int(np.argmin(cost))
        best[end], last[end] = cost[chosen], chosen
    found, at = [], size
    while at > 0:
        at = int(last[at])
        found.append(at)
    return found[::-1]


def _likelihood(sums: np.ndarray, start: np.ndarray, end: np.ndarray | int) -> np.ndarray:
    """Log-likelihood of one rate from ``start`` to ``end``, but for what all divisions share."""
    total, length = sums[end] - sums[start], np.maximum(end - start, 1)
    return np.asarray(total * np.log(np.maximum(total, 1e-300) / length))


def _when(
    sums: np.ndarray, first: int, at: int, end: int, dispersion: float
) -> tuple[int, int]:  # fmt: skip
    """Bounds of a break between two segments: months that are nearly as likely."""
    split = np.arange(first + 1, end)
    both = _likelihood(sums, np.full(split.shape, first), split) + _likelihood(sums, split, end)
    near = split[2 * (both.max() - both) / dispersion <= Z * Z]
    return min(int(near.min()), at), max(int(near.max()), at)


def _ratio(
    counts: np.ndarray, first: int, at: int, end: int, dispersion: float
) -> tuple[float, float, float]:
    """Ratio of the means after and before, with half a seizure added so that none is no end."""
    before, after = counts[first:at].sum() + 0.5, counts[at:end].sum() + 0.5
    ratio = after / (end - at) / (before / (at - first))
    spread = Z * sqrt(dispersion * (1 / before + 1 / after))
    return float(ratio), float(ratio * exp(-spread)), float(ratio * exp(spread))


def _reading(
    ratio: float, larger: tuple[float, float, float] | None
) -> Literal["level", "small", "unknown"]:
    if larger is None:
        return "unknown"
    moved = larger[1] > 1 if ratio > 1 else larger[2] < 1
    return "level" if moved else "small"
