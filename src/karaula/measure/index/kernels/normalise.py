"""Normalisation: indicators of any unit brought onto one scale, column by column.

Directions come first: every kernel sees values that were multiplied by 1 or -1, so that more is
more of what the index measures. Statistics leave gaps out, and gaps stay gaps. Sources: the
handbook is OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; names follow it
and the R package COINr, whose published figures these methods reproduce.
"""

from typing import Annotated

import numpy as np

from karaula.measure.index.kernels import moments
from karaula.measure.index.kernels.moments import UNITS, above_zero, count, highest, lowest
from karaula.measure.index.methods import Setting, method
from karaula.measure.index.values import Array

HANDBOOK = "OECD/JRC handbook (2008), step 5"
NEUTRAL = "where outliers stretch the range: all others are pressed together"
EQUAL = "all its values are equal"


@method(
    "normalise", "min_max", formula="low + (high - low) (x - min) / (max - min)",
    source=HANDBOOK, avoid=NEUTRAL, undefined=EQUAL,
)  # fmt: skip
def min_max(
    data: Array,
    *,
    low: Annotated[float, "score of the lowest value"] = 0.0,
    high: Annotated[float, "score of the highest value"] = 100.0,
) -> Array:
    """The range of the indicator is stretched from one bound to the other."""
    least, most = lowest(data), highest(data)
    return low + (high - low) * ((data - least) / above_zero(most - least))


@method(
    "normalise", "z_score", formula="mean + sd (x - mean(x)) / sd(x), divisor n - 1",
    source=HANDBOOK, avoid="before a geometric or harmonic mean: half of the scores are below 0 "
    "unless the mean lies some deviations above it", undefined=EQUAL,
)  # fmt: skip
def z_score(
    data: Array,
    *,
    mean: Annotated[float, "mean of the scores"] = 0.0,
    sd: Annotated[float, "standard deviation of the scores"] = 1.0,
) -> Array:
    """All indicators get one mean and one standard deviation."""
    return mean + sd * ((data - moments.mean(data)) / moments.deviation(data))


@method(
    "normalise", "scaled", formula="100 (x - low) / (high - low)",
    source="COINr, n_scaled", avoid="where the indicators have different scales: a fixed range "
    "leaves each with the spread that it has", undefined="high is not above low",
)  # fmt: skip
def scaled(
    data: Array,
    *,
    low: Annotated[float, "value, after the direction, that scores 0"] = 0.0,
    high: Annotated[float, "value, after the direction, that scores 100"] = 100.0,
) -> Array:
    """A fixed range becomes 0 to 100, whatever the values are."""
    return 100.0 * ((data - low) / above_zero(np.asarray(high - low)))


@method(
    "normalise", "distance_to_max", formula="1 - (max - x) / (max - min)",
    source="COINr, n_dist2max", avoid=NEUTRAL, undefined=EQUAL,
)  # fmt: skip
def distance_to_max(data: Array) -> Array:
    """How near the best unit: 1 for the best, 0 for the last."""
    least, most = lowest(data), highest(data)
    return 1.0 - (most - data) / above_zero(most - least)


@method(
    "normalise", "distance_to_reference", formula="1 - (reference - x) / (reference - min)",
    source=HANDBOOK, avoid="where the unit of reference is the last one in some indicator",
    undefined="the unit of reference has no value, or none above the lowest",
    asks={"unit": Setting("code of the unit of reference", str)},
)  # fmt: skip
def distance_to_reference(
    data: Array,
    reference: Array,
    *,
    cap: Annotated[bool, "whether a score above 1 becomes 1"] = False,
) -> Array:
    """How near a unit of reference: 1 for that unit, 0 for the last.

    ``reference`` holds its values, in a shape that goes with ``data``.
    """
    return _distance(data, reference, cap)


@method(
    "normalise", "distance_to_target", formula="(x - min) / (target - min)",
    source=HANDBOOK, avoid="where targets are wishes rather than agreed: they set the weights",
    undefined="its target does not lie on the better side of its worst value",
    asks={"target": Setting("the target, in the unit of the indicator; without it that of the "
                            "structure", float | None, None)},
)  # fmt: skip
def distance_to_target(
    data: Array,
    target: Array,
    direction: Array,
    *,
    cap: Annotated[bool, "whether a score above 1 becomes 1"] = False,
) -> Array:
    """How much of the way from the worst unit to a target: 1 at the target.

    ``target`` and ``direction`` have the shape ``(codes,)``.
    """
    return _distance(data, target * direction, cap)


def _distance(data: Array, aim: Array, cap: bool) -> Array:
    least = lowest(data)
    scores = (data - least) / above_zero(aim - least)
    return np.minimum(scores, 1.0) if cap else scores


@method(
    "normalise", "fraction_of_max", formula="x / max",
    source="COINr, n_fracmax", avoid="where zero is no natural zero, and where an indicator "
    "counts with direction -1: its greatest value is then below 0 and the order would turn round",
    undefined="its greatest value, after the direction, is not above 0",
)  # fmt: skip
def fraction_of_max(data: Array) -> Array:
    """Each value as a share of the greatest."""
    return data / above_zero(highest(data))


@method(
    "normalise", "goalposts", formula="scale (x - low) / (high - low), cut off at 0 and scale",
    source="UNDP, Human Development Report, technical notes", avoid="where no bounds are agreed: "
    "they decide both scores and weights", undefined="high is not above low",
)  # fmt: skip
def goalposts(
    data: Array,
    direction: Array,
    *,
    low: Annotated[float, "lower post, in the unit of the indicator"],
    high: Annotated[float, "upper post, in the unit of the indicator"],
    scale: Annotated[float, "score at the better post"] = 1.0,
    truncate: Annotated[bool, "whether values beyond a post count as on it"] = True,
) -> Array:
    """The way from the worse of two fixed posts to the better one.

    With direction -1 the lower post is the better one. ``direction`` has the shape ``(codes,)``.
    """
    worse = np.where(direction > 0, low, -high)
    better = np.where(direction > 0, high, -low)
    share = (data - worse) / above_zero(better - worse)
    return scale * (np.clip(share, 0.0, 1.0) if truncate else share)


@method(
    "normalise", "percentile_rank", formula="(rank - 1) / (n - 1), ties take the lowest rank",
    source="COINr, n_prank", avoid="where distances matter: only the order is kept",
    undefined="it has only one value",
)  # fmt: skip
def percentile_rank(data: Array) -> Array:
    """Share of the other units that a unit stands above."""
    return (ranks(data) - 1) / above_zero(count(data) - 1)


@method(
    "normalise", "borda", formula="rank - 1, ties take the lowest rank",
    source="J.-C. de Borda (1781)", avoid="where distances matter: only the order is kept",
)  # fmt: skip
def borda(data: Array) -> Array:
    """Number of units that a unit stands above."""
    return ranks(data) - 1


@method(
    "normalise", "rank", formula="1 + number of units with a lower value",
    source=HANDBOOK, avoid="where distances matter: only the order is kept",
)  # fmt: skip
def ranks(data: Array) -> Array:
    """Rank from the lowest value up, so that more is better; ties take the lowest rank."""
    order = np.argsort(data, axis=UNITS, kind="stable")
    ordered = np.take_along_axis(data, order, axis=UNITS)
    new = np.ones(data.shape, dtype=bool)
    new[..., 1:, :] = ordered[..., 1:, :] != ordered[..., :-1, :]
    places = np.arange(1, data.shape[UNITS] + 1)[:, None]
    first = np.maximum.accumulate(np.where(new, places, 0), axis=UNITS)
    found = np.empty(data.shape)
    np.put_along_axis(found, order, first, axis=UNITS)
    return np.where(np.isnan(data), np.nan, found)
