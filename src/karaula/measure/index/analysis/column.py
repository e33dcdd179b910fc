"""What analyses ask of a single column."""

import numpy as np

from karaula.measure.index.ranking import ranks
from karaula.measure.index.values import Array


def is_constant(known: Array) -> bool:
    """Whether values differ by no more than the rounding of a float. Shape ``(n,)``, no gaps."""
    return bool(np.ptp(known) <= 1e-13 * np.abs(known).max())


def centred(known: Array) -> Array:
    """Distance from the mean in units of the largest, so that no power over- or underflows.

    ``known`` has the shape ``(n,)``, no gaps, and is not constant.
    """
    off = known - known.mean()
    scaled: Array = off / np.abs(off).max()
    return scaled


def mean_ranks(known: Array) -> Array:
    """Ranks from 1 for the lowest; equal values share their mean rank. Shape ``(n,)``, no gaps."""
    _, place, counts = np.unique(known, return_inverse=True, return_counts=True)
    shared: Array = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return shared


def places(scores: Array) -> Array:
    """Ranks from 1 for the highest; equal scores share the smallest (1, 2, 2, 4); gaps stay gaps.

    Shape ``(n,)``.
    """
    return ranks(scores[:, None])[:, 0]
