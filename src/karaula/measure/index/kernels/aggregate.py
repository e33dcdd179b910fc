"""Aggregation: the parts of an element gathered into one score for each unit.

A kernel takes ``data`` of the shape ``(..., units, parts)`` and ``weights`` of the shape
``(parts,)`` or ``(draws, parts)``, and gives ``(..., units)``; with weights for each draw the
first axis of the result is the draws. Only the ratio of weights matters. A part that is missing,
or whose weight is 0, is left out and the other weights count for more; nan where no part is left.
Sources: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6.
"""

from collections.abc import Callable
from typing import Annotated

import numpy as np

from karaula.measure.index.kernels.moments import above_zero
from karaula.measure.index.methods import method
from karaula.measure.index.values import Array

HANDBOOK = "OECD/JRC handbook (2008), step 6"
POSITIVE = "a part is not above 0"


@method(
    "aggregate", "arithmetic", formula="sum(w x) / sum(w)", source=HANDBOOK,
    avoid="where a very bad part must not be made up for by a good one",
)  # fmt: skip
def arithmetic(data: Array, weights: Array) -> Array:
    """Weighted arithmetic mean: a loss in one part is made up for by a gain in another."""
    missing = np.isnan(data)
    if not missing.any():
        whole = weights.sum(axis=-1, keepdims=weights.ndim > 1)
        return _dot(data, weights) / above_zero(whole)
    whole = _dot(np.where(missing, 0.0, 1.0), weights)
    return _dot(np.where(missing, 0.0, data), weights) / above_zero(whole)


def _dot(data: Array, weights: Array) -> Array:
    """Weighted sums; each case as the product that is fastest for it."""
    if data.ndim == 2:
        return np.asarray(weights @ data.T)
    if weights.ndim == 1:
        return np.asarray(data @ weights)
    return np.asarray(np.matmul(data, weights[:, :, None])[..., 0])


@method(
    "aggregate", "geometric", formula="exp(sum(w ln x) / sum(w))", source=HANDBOOK,
    avoid="on scores that reach 0 or below, such as min-max from 0 or z-scores: "
    "normalise to 1-100 first", undefined=POSITIVE,
)  # fmt: skip
def geometric(data: Array, weights: Array) -> Array:
    """Weighted geometric mean: a bad part is only partly made up for."""
    return _through(np.log, np.exp, data, weights)


@method(
    "aggregate", "harmonic", formula="sum(w) / sum(w / x)", source=HANDBOOK,
    avoid="on scores that reach 0 or below: normalise to 1-100 first", undefined=POSITIVE,
)  # fmt: skip
def harmonic(data: Array, weights: Array) -> Array:
    """Weighted harmonic mean: the worst part counts most."""
    return _through(np.reciprocal, np.reciprocal, data, weights)


@method(
    "aggregate", "generalised", formula="(sum(w x^p) / sum(w))^(1/p); p = 0 is the geometric mean",
    source="power mean; COINr, a_genmean", avoid="on scores that reach 0 or below, unless p = 1",
    undefined=POSITIVE,
)  # fmt: skip
def generalised(
    data: Array,
    weights: Array,
    *,
    power: Annotated[float, "the power p: 1 arithmetic, 0 geometric, -1 harmonic"],
) -> Array:
    """Weighted power mean: the lower the power, the less a bad part is made up for."""
    if power == 1:
        return arithmetic(data, weights)
    if power == 0:
        return geometric(data, weights)
    return _through(lambda x: x**power, lambda y: y ** (1 / power), data, weights)


@method(
    "aggregate", "median", formula="value at which half of the weight is reached",
    source="weighted median", avoid="with few parts: the others have no say",
)  # fmt: skip
def median(data: Array, weights: Array) -> Array:
    """Weighted median: the middle part; the mean of two where the weight is halved between them."""
    weight = np.where(np.isnan(data), 0.0, weights[..., None, :])
    data = np.where(weight > 0, data, np.nan)  # a part without weight is no part
    order = np.argsort(data, axis=-1, kind="stable")
    ordered = np.take_along_axis(data, order, axis=-1)
    sums = np.cumsum(np.take_along_axis(weight, order, axis=-1), axis=-1)
    half = sums[..., -1:] / 2
    slack = 1e-12 * half  # weights such as 0.1 do not add up exactly
    lower = np.argmax(sums >= half - slack, axis=-1)[..., None]
    upper = np.argmax(sums > half + slack, axis=-1)[..., None]
    middle = (
        np.take_along_axis(ordered, lower, axis=-1) + np.take_along_axis(ordered, upper, axis=-1)
    ) / 2
    return np.where(half > 0, middle, np.nan)[..., 0]


@method(
    "aggregate", "copeland", formula="units beaten - units lost to; i beats j where the weights of "
    "the parts in which it is higher are more than of those in which it is lower",
    source="A. H. Copeland (1951); COINr, a_copeland",
    avoid="where distances matter, and to compare years: a score says only how many were beaten",
)  # fmt: skip
def copeland(data: Array, weights: Array) -> Array:
    """Outranking in pairs: how many more units a unit beats than it loses to."""
    lead = margins(data, weights)
    sure = 1e-12 * weights.sum(axis=-1)[..., None, None]  # weights such as 0.1 may not cancel
    wins = (lead > sure).sum(axis=-1) - (lead < -sure).sum(axis=-1)
    known = (~np.isnan(data) & (weights[..., None, :] > 0)).any(axis=-1)
    return np.where(known, wins.astype(float), np.nan)


def margins(data: Array, weights: Array) -> Array:
    """By how much weight each unit is above each other, shape ``(..., units, units)``.

    The weights of the parts in which it is higher less those in which it is lower; a part that one
    of the two lacks says nothing.
    """
    lead = np.zeros(())
    for part in range(data.shape[-1]):
        column = data[..., part]
        higher = column[..., :, None] > column[..., None, :]
        difference = higher.astype(np.int8) - np.swapaxes(higher, -1, -2)
        lead = lead + weights[..., part][..., None, None] * difference
    return lead


def _through(
    there: Callable[[Array], Array], back: Callable[[Array], Array], data: Array, weights: Array
) -> Array:
    """Arithmetic mean of transformed values, transformed back; nan where a part is not above 0."""
    low = data <= 0
    if not low.any():
        return back(arithmetic(there(data), weights))
    wrong = (low & (weights[..., None, :] > 0)).any(axis=-1)
    return np.where(wrong, np.nan, back(arithmetic(there(np.where(low, 1.0, data)), weights)))
