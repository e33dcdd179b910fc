"""What ranks of many draws come to: how often, who above whom, and what stands in the middle.

Ranks are ``(draws, units)``, as :func:`karaula.measure.index.ranking.places` gives them.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Ranks = npt.NDArray[np.int32]
Counts = npt.NDArray[np.float64]
Numbers = npt.NDArray[Any]


def counted(ranked: Ranks, shares: Counts | None = None) -> Counts:
    """How often each unit had each rank: ``(draws, units)`` to ``(units, ranks + 1)``.

    Column 0 counts the draws in which a unit was not ranked. ``shares`` is what a draw counts for,
    1 by default.
    """
    units = ranked.shape[-1]
    cells = ranked + np.arange(units, dtype=np.int64) * (units + 1)
    weights = None if shares is None else np.repeat(shares, units)
    found = np.bincount(cells.ravel(), weights, minlength=units * (units + 1))
    return np.asarray(found.reshape(units, units + 1), dtype=np.float64)


def outranked(ranked: Ranks, shares: Counts | None = None) -> Counts:
    """In how many draws each unit (down) ranked above each other (across): ``(units, units)``.

    A tie counts half to either; a draw in which one of the two is not ranked counts for nobody.
    """
    columns = np.ascontiguousarray(ranked.T.astype(np.int16 if ranked.shape[1] < 2**15 else None))
    gaps = (columns == 0).any()
    above = np.zeros((len(columns), len(columns)))
    for unit, own in enumerate(columns):
        rest = columns[unit + 1 :]
        before, after = own < rest, own > rest
        if gaps:
            both = (own > 0) & (rest > 0)
            before, after = before & both, after & both
        wins, losses = _total(before, shares), _total(after, shares)
        met = _total(both, shares) if gaps else _whole(own, shares)
        ties = met - wins - losses
        above[unit, unit + 1 :] = wins + ties / 2
        above[unit + 1 :, unit] = losses + ties / 2
        above[unit, unit] = _total((own > 0)[None], shares).item() / 2
    return above


def _total(told: npt.NDArray[np.bool_], shares: Counts | None) -> Counts:
    if shares is None:
        # Bits are counted a word at a time: thrice as fast as truths one by one.
        bits = np.packbits(told, axis=-1)
        words = bits.view(np.uint64) if bits.shape[-1] % 8 == 0 else bits
        return np.asarray(np.bitwise_count(words).sum(axis=-1, dtype=np.float64))
    return np.asarray(told @ shares)


def _whole(own: Numbers, shares: Counts | None) -> float:
    return float(len(own) if shares is None else shares.sum())


def middle(values: Numbers, counts: Counts, level: float) -> tuple[Numbers, Numbers]:
    """Ends of the interval that holds the middle ``level`` of each row of counts.

    ``values`` rise, and ``counts`` (..., values) say how often each came out. The lower end is the
    smallest value with more than ``(1 - level) / 2`` of the draws at or below it, the upper end the
    largest with more than that at or above it: ends are values that came out, never between two.
    ``level=0`` gives the two middle values, whose mean is the median.
    """
    whole = counts.sum(axis=-1, keepdims=True)
    tail = whole * (0.5 - level / 2) * (1 + 1e-9) + 1e-12
    low = np.argmax(np.cumsum(counts, axis=-1) > tail, axis=-1)
    rising = np.cumsum(counts[..., ::-1], axis=-1)
    high = counts.shape[-1] - 1 - np.argmax(rising > tail, axis=-1)
    return values[np.minimum(low, high) if level else low], values[high]
