"""Intervals of counts and of sums of weights, and how much months vary."""

from collections.abc import Sequence
from functools import cache

import numpy as np

Z = 1.96
LEVEL = 0.95
"""What intervals hold."""
DRAWS = 1000
SINGLE = 50
"""Heaviest cases of a period that are drawn one by one, of those that are known."""
STEADIEST, SLOWEST = 1.0, 0.9
"""The least dispersion, and the most that a month is taken to hang on the one before."""

Drawn = tuple[np.ndarray, np.ndarray]
"""How often each of the heaviest cases is drawn, and standard normal deviates for the others."""


def count_interval(count: int, dispersion: float = 1.0) -> tuple[float, float]:
    """95 % interval of a count (Byar, in Breslow and Day 1987), with ``dispersion`` times the
    variance of Poisson's."""
    own, more = count / dispersion, count / dispersion + 1
    low = own * (1 - 1 / (9 * own) - Z / (3 * own**0.5)) ** 3 if own > 0 else 0.0
    high = more * (1 - 1 / (9 * more) + Z / (3 * more**0.5)) ** 3
    return max(low, 0.0) * dispersion, high * dispersion


@cache
def drawing() -> Drawn:
    """What :func:`weight_interval` draws with: the same for every period, by a fixed seed."""
    rng = np.random.default_rng(0)
    return rng.poisson(1.0, (DRAWS, SINGLE)), rng.normal(size=DRAWS)


def weight_interval(
    single: np.ndarray, rest: float, squares: float, drawn: Drawn
) -> tuple[float, float]:
    """95 % interval of a sum of weights, each case drawn as often as Poisson's law of mean 1 says
    (Hanley and MacGibbon 2006).

    ``single`` are the heaviest, ``rest`` and ``squares`` the sum and the sum of squares of all
    others. How much rests on single large seizures is what this shows.
    """
    times, noise = drawn
    sums = times[:, : len(single)] @ single + rest + noise * squares**0.5
    low, high = np.quantile(sums, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return max(float(low), 0.0), float(high)


def dispersion(years: Sequence[np.ndarray]) -> tuple[float, float]:
    """How much more months vary than Poisson's law says: of single months, and of sums and levels
    over many, which vary more where a busy month follows a busy one.

    Both are medians of what ``years`` (counts by month) say each on its own, so that a change from
    year to year does not count. The second is the first times (1 + r) / (1 - r) for the correlation
    r of months that follow each other, without its bias in short series (Kendall 1954).
    """
    spread, follow = [], []
    for counts in years:
        if counts.sum() and len(counts) > 3:
            far = counts - counts.mean()
            spread.append(counts.var(ddof=1) / counts.mean())
            number = len(counts)
            raw = float(far[1:] @ far[:-1] / max(far @ far, 1e-12))
            follow.append((raw + 1 / number) / (1 - 4 / number))
    if not spread:
        return STEADIEST, STEADIEST
    single = max(float(np.median(spread)), STEADIEST)
    slow = float(np.clip(np.median(follow), 0, SLOWEST))
    return single, single * (1 + slow) / (1 - slow)
