"""Moments and extremes of each column, gaps left out, any axes in front."""

import numpy as np

from karaula.measure.index.values import Array

UNITS = -2
"""The axis of the units in ``(..., units, codes)``."""


def lowest(data: Array, axis: int = UNITS) -> Array:
    """Least known value, the axis kept with length 1; nan where nothing is known."""
    return np.asarray(np.fmin.reduce(data, axis=axis, keepdims=True))


def highest(data: Array, axis: int = UNITS) -> Array:
    """Greatest known value, the axis kept with length 1; nan where nothing is known."""
    return np.asarray(np.fmax.reduce(data, axis=axis, keepdims=True))


def above_zero(width: Array) -> Array:
    """A divisor, or nan where it is not above 0: the order would be lost or turned around."""
    return np.where(width > 0, width, np.nan)


def count(data: Array, axis: int = UNITS) -> Array:
    """How many values are known, the axis kept with length 1."""
    return np.asarray((~np.isnan(data)).sum(axis=axis, keepdims=True), dtype=float)


def mean(data: Array, axis: int = UNITS) -> Array:
    """Arithmetic mean of the known values, the axis kept with length 1."""
    known = count(data, axis)
    total = np.where(np.isnan(data), 0.0, data).sum(axis=axis, keepdims=True)
    return np.asarray(total / above_zero(known))


def median(data: Array, axis: int = UNITS) -> Array:
    """Median of the known values, the axis kept with length 1."""
    known = count(data, axis)
    ordered = np.sort(data, axis=axis)  # gaps come last
    below = np.take_along_axis(ordered, np.maximum((known - 1) // 2, 0).astype(int), axis=axis)
    above = np.take_along_axis(ordered, (known // 2).astype(int), axis=axis)
    return np.asarray(np.where(known > 0, (below + above) / 2, np.nan))


def deviation(data: Array, axis: int = UNITS) -> Array:
    """Standard deviation of a sample (divisor n - 1), the axis kept with length 1.

    nan for fewer than two values, and where all are equal.
    """
    squares = np.where(np.isnan(data), 0.0, data - mean(data, axis)) ** 2
    variance = squares.sum(axis=axis, keepdims=True) / above_zero(count(data, axis) - 1)
    # Values that are all equal may miss their own mean by a rounding error.
    return np.asarray(np.sqrt(np.where(highest(data, axis) > lowest(data, axis), variance, np.nan)))


def skew(data: Array, axis: int = UNITS) -> Array:
    """Skewness of a sample, without the axis: "type 2", as in Excel and SAS.

    nan for fewer than three values, and where all are equal. Source: D. N. Joanes and C. A. Gill,
    Comparing measures of sample skewness and kurtosis, The Statistician 47 (1998), G1.
    """
    return skew_and_kurtosis(data, axis)[0]


def kurtosis(data: Array, axis: int = UNITS) -> Array:
    """Excess kurtosis of a sample, without the axis: "type 2", as in Excel and SAS.

    nan for fewer than four values, and where all are equal. Source: as for :func:`skew`, G2.
    """
    return skew_and_kurtosis(data, axis)[1]


def skew_and_kurtosis(data: Array, axis: int = UNITS) -> tuple[Array, Array]:
    """Both at once, in one way through the data."""
    n = count(data, axis)
    away = np.where(np.isnan(data), 0.0, data - mean(data, axis))
    square = away * away
    spread = highest(data, axis) > lowest(data, axis)
    known = above_zero(n)
    second = square.sum(axis=axis, keepdims=True) / known
    second = np.where(spread & (second > 0), second, np.nan)
    third = (square * away).sum(axis=axis, keepdims=True) / known
    fourth = (square * square).sum(axis=axis, keepdims=True) / known
    leaning = third / second**1.5 * np.sqrt(n * (n - 1)) / above_zero(n - 2)
    peak = ((n + 1) * (fourth / second**2 - 3) + 6) * (n - 1)
    peak = peak / np.where(n > 3, (n - 2) * (n - 3), np.nan)
    return leaning.squeeze(axis), peak.squeeze(axis)
