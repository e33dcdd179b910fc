"""Treatment of outliers: a test, a first treatment of what fails, the test, a second one, the test.

The two stages and their limits are those of the JRC's COIN Tool and of the R package COINr, whose
figures these methods reproduce. Treatments see only columns that failed, before the direction is
applied.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import numpy as np
import numpy.typing as npt

from karaula.extras import library
from karaula.measure.index.kernels import moments
from karaula.measure.index.kernels.moments import UNITS, above_zero, highest, lowest
from karaula.measure.index.methods import method
from karaula.measure.index.values import Array

Flags = npt.NDArray[np.bool_]
Passes = Callable[[Array], Flags]
"""Whether each column, ``(..., units, codes)``, needs no treatment: ``(..., codes)``."""

Treatment = Callable[..., Array]
"""``treatment(data, passes) -> data`` on columns that failed."""

TOOL = "JRC COIN Tool; COINr"
BINARY = "where outliers are true and matter"
EQUAL = "all its values are equal"


@method(
    "test", "skew_or_kurtosis", formula="passes if |skewness| < skew or excess kurtosis < kurtosis",
    source=TOOL, avoid="with few units: both are uncertain below about 20",
)  # fmt: skip
def skew_or_kurtosis(
    data: Array,
    *,
    skew: Annotated[float, "limit of the absolute skewness"] = 2.0,
    kurtosis: Annotated[float, "limit of the excess kurtosis"] = 3.5,
) -> Flags:
    """Skewness and excess kurtosis of a sample ("type 2"): a column fails that exceeds both.

    A column that cannot be tested (fewer than four values, or all equal) passes.
    """
    leaning, peak = moments.skew_and_kurtosis(data)
    return np.asarray(~((np.abs(leaning) >= skew) & (peak >= kurtosis)))


@method(
    "treat", "none", formula="x", source="", avoid="where a few values rule the scores of all",
)  # fmt: skip
def none(data: Array) -> Array:
    """Values stay as they are."""
    return data


@method(
    "treat", "winsorise", formula="the extreme value becomes the next one, until the test passes",
    source="JRC COIN Tool; COINr, winsorise", avoid=BINARY,
)  # fmt: skip
def winsorise(
    data: Array,
    passes: Passes,
    *,
    most: Annotated[
        int | None, "points at which to stop; the last tie may pass it; nothing: no limit"
    ] = 5,
) -> Array:
    """One point or tie at a time, on the side of the skew, is moved to the next value inwards.

    A column is never made constant.
    """
    rows = _rows(data)
    moved = np.zeros(rows.shape, dtype=bool)
    limit = rows.shape[-1] if most is None else most
    at = np.arange(len(rows)) if limit > 0 else np.arange(0)
    at = at[~passes(rows[at, :, None])[:, 0]]
    while at.size:
        side = np.where(moments.skew(rows[at], axis=-1) >= 0, 1.0, -1.0)[:, None]
        turned = rows[at] * side
        edge = turned == highest(turned, axis=-1)
        inwards = highest(np.where(edge, np.nan, turned), axis=-1)
        goes = inwards > lowest(turned, axis=-1)
        edge &= goes
        rows[at] = np.where(edge, inwards * side, rows[at])
        moved[at] |= edge
        on = goes[:, 0] & (moved[at].sum(axis=-1) < limit)
        at = at[on]
        at = at[~passes(rows[at, :, None])[:, 0]]
    return _columns(rows, data)


@method(
    "treat", "log", formula="ln(x - min + share (max - min))", source="COINr, log_CT", avoid=
    "on a skew to the left, which it makes worse: take log_by_skew", undefined=EQUAL,
)  # fmt: skip
def log(
    data: Array,
    *,
    share: Annotated[float, "what is added, as a share of the range"] = 0.01,
) -> Array:
    """Logarithm of the distance from the lowest value, shifted by a share of the range."""
    least = lowest(data)
    return np.log(above_zero(data - least + share * (highest(data) - least)))


@method(
    "treat", "log_by_skew", formula="as log; skewed to the left: -ln(max - x + share (max - min))",
    source="COINr, log_CT_plus", avoid=BINARY, undefined=EQUAL,
)  # fmt: skip
def log_by_skew(
    data: Array,
    *,
    share: Annotated[float, "what is added, as a share of the range"] = 0.01,
) -> Array:
    """The logarithm that draws in the long tail, on whichever side it is."""
    side = np.where(np.expand_dims(moments.skew(data), UNITS) > 0, 1.0, -1.0)
    return side * log(data * side, share=share)


@method(
    "treat", "log_plus_one", formula="ln(x - min + 1)", source="JRC COIN Tool; COINr, log_CT_orig",
    avoid="on values whose range is far from 1 to 1,000: the 1 then does nothing or everything",
)  # fmt: skip
def log_plus_one(data: Array) -> Array:
    """Logarithm of the distance from the lowest value, shifted by 1."""
    return np.log(data - lowest(data) + 1)


@method(
    "treat", "log_gii", formula="ln((max - 1) (x - min) / (max - min) + 1)",
    source="Global Innovation Index 2020; COINr, log_GII", avoid="on small values",
    undefined="its greatest value is not above 1: the order would turn round",
)  # fmt: skip
def log_gii(data: Array) -> Array:
    """Logarithm of the values stretched to lie from 1 to their greatest."""
    least, most = lowest(data), highest(data)
    return np.log(above_zero(most - 1) * (data - least) / above_zero(most - least) + 1)


@method(
    "treat", "box_cox", formula="(y^power - 1) / power, y = x - min + 1; power 0 is ln y",
    source="G. E. P. Box and D. R. Cox, An analysis of transformations (1964)",
    avoid="where readers must follow the transformation, or the power has to stay from year to "
    "year: give a power then", undefined="no power can be found",
)  # fmt: skip
def box_cox(
    data: Array,
    *,
    power: Annotated[
        float | None, "the power; nothing: the most likely one (needs the extra analytics)"
    ] = None,
) -> Array:
    """The power that makes the values most like a normal distribution, or a given one."""
    rows = _rows(data - lowest(data) + 1)
    for row in rows:
        known = ~np.isnan(row)
        row[known] = _box_cox(row[known], _likeliest(row[known]) if power is None else power)
    return _columns(rows, data)


def _box_cox(values: Array, power: float) -> Array:
    return np.log(values) if power == 0 else (values**power - 1) / power


def _likeliest(values: Array) -> float:
    stats = library("scipy.stats", "analytics")
    return float(stats.boxcox_normmax(values, method="mle"))


def _rows(data: Array) -> Array:
    """A copy with one row for each column of each leading axis."""
    return np.array(np.moveaxis(data, UNITS, -1)).reshape(-1, data.shape[UNITS])


def _columns(rows: Array, like: Array) -> Array:
    """Rows back in the shape that they came from."""
    shape = (*like.shape[:UNITS], like.shape[-1], like.shape[UNITS])
    return np.moveaxis(rows.reshape(shape), -1, UNITS)


@dataclass(frozen=True)
class Treated:
    """What treatment gave."""

    data: Array
    seen: tuple[Array, ...]
    """The values as they stood at each test, ``(..., units, codes)``."""
    passed: tuple[Flags, ...]
    """What each test said, ``(..., codes)``; a later one repeats an earlier pass."""


def in_stages(
    data: Array, treatments: tuple[Treatment, ...], passes: Passes, *, combined: bool = False
) -> Treated:
    """Test, and treat the columns that fail, once for each treatment.

    A later treatment starts from the original values, unless treatments are ``combined``.
    """
    seen, passed = [data], [passes(data)]
    for treatment in treatments:
        fails, now, passing = ~passed[-1], seen[-1].copy(), passed[-1].copy()
        if fails.any():
            start = now if combined else data
            columns = np.moveaxis(start, UNITS, -1)[fails][:, :, None]
            treated = treatment(columns, passes)
            np.moveaxis(now, UNITS, -1)[fails] = treated[:, :, 0]
            passing[fails] = passes(treated)[:, 0]
        seen.append(now)
        passed.append(passing)
    return Treated(seen[-1], tuple(seen), tuple(passed))
