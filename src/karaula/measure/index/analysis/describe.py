"""What does each column look like, and is anything odd about it?"""

from dataclasses import dataclass

import numpy as np

from karaula.measure.index.analysis.view import Codes, Subject, view
from karaula.measure.index.kernels import moments
from karaula.measure.index.values import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """One column in figures. A figure that cannot be had is None, and ``gap`` says why."""

    code: str
    minimum: float | None
    maximum: float | None
    mean: float | None
    median: float | None
    deviation: float | None
    """Sample standard deviation."""
    skew: float | None
    kurtosis: float | None
    """Excess kurtosis: 0 for a normal distribution."""
    available: int
    """Units that have a value."""
    nonzero: int
    distinct: int
    same: int
    """Units that share the commonest value."""
    share_available: float
    """Of all units; the three below are of the units that have a value."""
    share_nonzero: float | None
    share_distinct: float | None
    share_same: float | None
    few_available: bool
    few_nonzero: bool
    few_distinct: bool
    outliers: bool
    """Skew and kurtosis are both beyond their thresholds: a sign of outliers."""
    gap: str | None = None


def statistics(
    item: Subject,
    codes: Codes | None = None,
    *,
    year: str | None = None,
    available: float = 0.65,
    nonzero: float = 0.5,
    distinct: float = 0.5,
    skew: float = 2.0,
    kurt: float = 3.5,
) -> tuple[Statistics, ...]:
    """Figures and flags of each column, in the order of the structure.

    A column is flagged where fewer units than the share ``available`` have a value, where the
    units with a value other than 0, or the distinct values, are fewer than the shares ``nonzero``
    and ``distinct`` of all units, and where ``|skew|`` and kurtosis (sample-corrected, type 2 of
    Joanes and Gill, 1998) are both above their thresholds. Source of the table, the flags and
    their thresholds: COINr ``get_stats``; of 65 %: the COIN Tool of the Joint Research Centre.
    """
    seen = view(item, year)
    found = []
    for code in seen.codes(codes):
        column = seen.values.column(code)
        known = column[~np.isnan(column)]
        units, n = len(column), len(known)
        _, counts = np.unique(known, return_counts=True)
        bent, peaked = _known(moments.skew(column, 0)), _known(moments.kurtosis(column, 0))
        other = int((known != 0).sum())
        found.append(
            Statistics(
                code=code,
                minimum=float(known.min()) if n else None,
                maximum=float(known.max()) if n else None,
                mean=float(known.mean()) if n else None,
                median=float(np.median(known)) if n else None,
                deviation=float(known.std(ddof=1)) if n > 1 else None,
                skew=bent,
                kurtosis=peaked,
                available=n,
                nonzero=other,
                distinct=len(counts),
                same=int(counts.max(initial=0)),
                share_available=n / units,
                share_nonzero=other / n if n else None,
                share_distinct=len(counts) / n if n else None,
                share_same=int(counts.max()) / n if n else None,
                few_available=n / units < available,
                few_nonzero=other / units < nonzero,
                few_distinct=len(counts) / units < distinct,
                outliers=bent is not None
                and peaked is not None
                and abs(bent) > skew
                and peaked > kurt,
                gap=_gap(known),
            )
        )
    return tuple(found)


def _known(figure: Array) -> float | None:
    return None if np.isnan(figure) else float(figure)


def _gap(known: Array) -> str | None:
    if not len(known):
        return "no unit has a value"
    if known.max() == known.min():
        return "one value throughout: skew and kurtosis are not defined"
    if len(known) < 4:
        return f"{len(known)} values: skew needs 3, kurtosis needs 4"
    return None
