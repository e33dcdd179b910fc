"""Imputation: gaps filled in from what is known; values that are known stay as they are.

Gaps that nothing can fill stay gaps. Sources: OECD/JRC, Handbook on Constructing Composite
Indicators (2008), step 3; names follow the R package COINr.
"""

from collections.abc import Callable
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from karaula.measure.index.kernels import moments
from karaula.measure.index.kernels.moments import UNITS, above_zero, highest, lowest
from karaula.measure.index.methods import Setting, method
from karaula.measure.index.values import Array

YEARS = -3
"""The axis of the years in ``(..., years, units, codes)``."""

HANDBOOK = "OECD/JRC handbook (2008), step 3"
Along = Literal["column", "row", "table"]
ALONG = (
    "column: from the other units; row: from the other indicators of the unit, each scaled to its "
    "range and turned by its direction; table: from all values, scaled in that way"
)
WITHIN = Setting(
    "level of the structure: a row is parted into the elements of that level", int | None, None
)
BY = Setting("the grouping of the units", str)
TREND = "on many years in a row: a trend or a break stays unseen"


@method("impute", "none", formula="x", source="", avoid="where a step after it needs all values")
def none(data: Array) -> Array:
    """Gaps stay gaps."""
    return data


@method(
    "impute", "mean", formula="mean of the known values", source=HANDBOOK,
    avoid="where many values are missing: the spread shrinks", asks={"within": WITHIN},
)  # fmt: skip
def mean(
    data: Array,
    direction: Array,
    blocks: npt.NDArray[np.int_],
    *,
    along: Annotated[Along, ALONG] = "column",
) -> Array:
    """The mean of what is known along a column, a row or the table."""
    return _along(moments.mean, data, direction, blocks, along)


@method(
    "impute", "median", formula="median of the known values", source=HANDBOOK,
    avoid="where many values are missing: the spread shrinks", asks={"within": WITHIN},
)  # fmt: skip
def median(
    data: Array,
    direction: Array,
    blocks: npt.NDArray[np.int_],
    *,
    along: Annotated[Along, ALONG] = "column",
) -> Array:
    """The median of what is known along a column, a row or the table."""
    return _along(moments.median, data, direction, blocks, along)


Statistic = Callable[[Array, int], Array]


def _along(
    statistic: Statistic, data: Array, direction: Array, blocks: npt.NDArray[np.int_], along: Along
) -> Array:
    """Fill from columns, rows or the table; ``blocks`` numbers the part of the row of each code."""
    if along == "column":
        return _filled(data, statistic(data, UNITS))
    least, width = lowest(data), highest(data) - lowest(data)
    scaled = (data - least) / above_zero(width)
    scaled = np.where(direction > 0, scaled, 1 - scaled)
    found = np.empty_like(scaled)
    for block in np.unique(blocks):
        part = scaled[..., blocks == block]
        if along == "row":
            found[..., blocks == block] = statistic(part, -1)
        else:
            flat = part.reshape(*part.shape[:-2], -1)
            found[..., blocks == block] = statistic(flat, -1)[..., None]
    back = np.where(direction > 0, found, 1 - found)
    return _filled(data, least + back * width)


@method(
    "impute", "group_mean", formula="mean of the known values of the group",
    source="COINr, i_mean_grp",
    avoid="with groups of a few units", asks={"by": BY},
)  # fmt: skip
def group_mean(data: Array, groups: npt.NDArray[np.int_]) -> Array:
    """The mean of the group of the unit, in the same indicator.

    ``groups`` numbers the group of each row, from 0 up; -1 is no group.
    """
    return _by_group(moments.mean, data, groups)


@method(
    "impute", "group_median", formula="median of the known values of the group",
    source="COINr, i_median_grp",
    avoid="with groups of a few units", asks={"by": BY},
)  # fmt: skip
def group_median(data: Array, groups: npt.NDArray[np.int_]) -> Array:
    """The median of the group of the unit, in the same indicator."""
    return _by_group(moments.median, data, groups)


def _by_group(statistic: Statistic, data: Array, groups: npt.NDArray[np.int_]) -> Array:
    filled = data.copy()
    for group in range(groups.max(initial=-1) + 1):
        rows = data[..., groups == group, :]
        filled[..., groups == group, :] = _filled(rows, statistic(rows, UNITS))
    return filled


@method(
    "impute", "latest", formula="the last known value before the gap", source="COINr, impute_panel",
    avoid=TREND,
)  # fmt: skip
def latest(
    data: Array,
    times: Array,
    *,
    most: Annotated[int | None, "years that a value may be old; nothing: any number"] = None,
) -> Array:
    """The last value known in an earlier year; years before the first known value stay gaps.

    ``data`` has the shape ``(..., years, units, codes)``, ``times`` ``(years,)``, rising.
    """
    before = _last_known(data)
    value, age = _taken(data, before), times[:, None, None] - times[before]
    usable = (before >= 0) & (age <= (np.inf if most is None else most))
    return _filled(data, np.where(usable, value, np.nan))


@method(
    "impute", "linear", formula="the straight line between the known values before and after",
    source="COINr, impute_panel", avoid="on values that jump",
)  # fmt: skip
def linear(data: Array, times: Array) -> Array:
    """A straight line through time; the first and last known value hold for the years beyond them.

    One known value holds for all years; with none all stay gaps. Shapes as for :func:`latest`.
    """
    before, after = _last_known(data), _next_known(data)
    start, end = _taken(data, before), _taken(data, after)
    upto = np.minimum(after, data.shape[YEARS] - 1)
    gap = above_zero(times[upto] - times[before])
    between = start + (end - start) * ((times[:, None, None] - times[before]) / gap)
    last = data.shape[YEARS]
    held = np.where(before < 0, end, start)
    return _filled(data, np.where((before < 0) | (after >= last), held, between))


@method(
    "impute", "constant", formula="the last known value, before the first one the first",
    source="COINr, impute_panel", avoid=TREND,
)  # fmt: skip
def constant(data: Array, times: Array) -> Array:  # noqa: ARG001 (told apart by its years)
    """The last known value holds until the next; the first also holds for the years before it."""
    before = _last_known(data)
    held = np.where(before < 0, _taken(data, _next_known(data)), _taken(data, before))
    return _filled(data, held)


def _filled(data: Array, with_what: Array) -> Array:
    return np.where(np.isnan(data), with_what, data)


def _last_known(data: Array) -> npt.NDArray[np.int_]:
    """Number of the last year up to each in which the value is known; -1 if there is none."""
    years = np.arange(data.shape[YEARS])[:, None, None]
    return np.maximum.accumulate(np.where(np.isnan(data), -1, years), axis=YEARS)


def _next_known(data: Array) -> npt.NDArray[np.int_]:
    """Number of the next year from each in which it is known; if none, the number of years."""
    last = data.shape[YEARS]
    turned = _last_known(np.flip(data, axis=YEARS))
    return np.flip(np.where(turned < 0, last, last - 1 - turned), axis=YEARS)


def _taken(data: Array, years: npt.NDArray[np.int_]) -> Array:
    """Values of the years named, nan where there is no such year."""
    there = (years >= 0) & (years < data.shape[YEARS])
    found = np.take_along_axis(data, np.where(there, years, 0), axis=YEARS)
    return np.where(there, found, np.nan)
