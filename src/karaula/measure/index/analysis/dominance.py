"""Which unit stands above which, whatever the weights?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from karaula.measure.index.analysis.view import AnalysisError, Codes, Grid, Subject, view


@dataclass(frozen=True, slots=True, kw_only=True)
class Outranking:
    """How far each unit is above each other over the same elements."""

    codes: tuple[str, ...]
    matrix: Grid
    """Weight of the elements on which the row is above the column; ties count half; 0 on the
    diagonal. A gap where the two have no element in common."""
    dominant: tuple[tuple[str, str], ...]
    """Pairs (upper, lower) where the upper is above on every element that both have."""
    share: float
    """Dominant pairs of all pairs that can be compared: 1 means that weights do not matter."""
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs of units that have no element in common."""


def outranking(
    item: Subject,
    codes: Codes | None = None,
    *,
    weights: Mapping[str, float] | None = None,
    year: str | None = None,
) -> Outranking:
    """The outranking matrix of the units, and the pairs in which one dominates the other.

    ``m(a, b)`` is the sum of the weights of the elements on which ``a`` is above ``b``, and half
    the weight of those where they tie, by the weight of all that both have. ``codes`` are a level
    or names (without any, the indicators), equally weighted unless ``weights`` are given. Values
    are compared as they stand, so that indicators must point the same way: normalise first.
    Raises :class:`AnalysisError` where more is not better in a column, and where weights do not
    fit. Source: Munda and Nardo (2009), the matrix of Copeland's and Kemeny's rules; COINr
    ``outrankMatrix``.
    """
    seen = view(item, year)
    codes = seen.codes(codes)
    falling = [
        c for c in codes if seen.structure.elements[c].direction < 0 and not seen.structure.directed
    ]
    if falling:
        raise AnalysisError(
            f"less is better in {', '.join(falling)}", seen.values.place, "normalise first"
        )
    given = dict.fromkeys(codes, 1.0) if weights is None else dict(weights)
    unfit = [f"no weight of {code}" for code in codes if code not in given]
    unfit += [f"weight of {code}, which is not compared" for code in given if code not in codes]
    unfit += [f"weight of {c} is {w}" for c, w in given.items() if not 0 <= w < np.inf]
    if not unfit and not any(given.values()):
        unfit.append("all weights are 0")
    if unfit:
        raise AnalysisError("; ".join(unfit), seen.values.place)

    codes = tuple(code for code in codes if given[code] > 0)
    units = seen.values.units
    shape = (len(units), len(units))
    above, both = np.zeros(shape), np.zeros(shape)
    everywhere = np.ones(shape, bool)
    for code in codes:
        column = seen.values.column(code)
        known = ~np.isnan(column)
        shared = known[:, None] & known[None, :]
        higher = shared & (column[:, None] > column[None, :])
        tied = shared & (column[:, None] == column[None, :])
        above += given[code] * (higher + tied / 2)
        both += given[code] * shared
        everywhere &= higher | ~shared
    compared = both > 0
    matrix = np.divide(above, both, out=np.full(shape, np.nan), where=compared)
    np.fill_diagonal(matrix, 0.0)
    np.fill_diagonal(compared, False)
    pairs = int(compared.sum()) // 2
    dominant = [(units[a], units[b]) for a, b in np.argwhere(everywhere & compared)]
    apart = [(units[a], units[b]) for a, b in np.argwhere(~compared) if a < b]
    if not pairs:
        raise AnalysisError("no two units can be compared", seen.values.place)
    return Outranking(
        codes=codes,
        matrix=Grid(units, units, matrix),
        dominant=tuple(dominant),
        share=len(dominant) / pairs,
        apart=tuple(apart),
    )
