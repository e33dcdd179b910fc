"""Composite indices such as the Global Organized Crime Index: aggregates, ranks, intervals.

``measures`` takes the observations of a whole lake; ``aggregate``, ``rank`` and ``published`` work
on a plain mapping, without claims.
"""

from karaula.measure.index.exact import aggregate, published, rank, weights
from karaula.measure.index.interval import ASSUMPTION
from karaula.measure.index.measures import MEASURE_METHOD, measures

__all__ = [
    "ASSUMPTION",
    "MEASURE_METHOD",
    "aggregate",
    "measures",
    "published",
    "rank",
    "weights",
]
