"""What would happen to the ranks without one element?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from karaula.errors import KaraulaError
from karaula.measure.index.analysis.again import aggregated_by
from karaula.measure.index.analysis.column import places
from karaula.measure.index.analysis.view import Codes, Grid, top, until, view
from karaula.measure.index.chain import Index
from karaula.measure.index.values import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Removals:
    """Ranks with everything, and with one element left out at a time."""

    of: str
    """The score that is ranked."""
    nominal: Mapping[str, int]
    """Rank of each unit with everything; a unit without a score is not in it."""
    ranks: Grid
    """One row a unit, one column an element left out; a gap where a unit has no score."""
    changes: Grid
    """Places that a unit gains when the element is left out; negative where it falls."""
    shift: Mapping[str, float]
    """Mean absolute change over the units that have both ranks, for each element."""
    gaps: Mapping[str, str]
    """Elements that cannot be left out, and why."""


def removals(
    index: Index, codes: Codes = 1, *, of: str | None = None, year: str | None = None
) -> Removals:
    """Leave out each element of a level, or each of those named, and rank again.

    The last aggregation is taken again without the element and all below it; the weights of the
    others keep their ratios, and what came before stays as it was. ``shift`` is the mean of
    ``|rank - rank without|`` over the units. A small shift is one hint among several that the
    element adds little. ``of`` is the only top if not named. Raises
    :class:`~karaula.measure.index.analysis.view.AnalysisError` where there are several, or no such
    score. Source: COINr ``remove_elements``.
    """
    seen = view(until(index, "aggregate"), year)
    of = top(seen.structure, of)
    (of,) = seen.codes([of])
    units = seen.values.units
    nominal = places(seen.values.column(of))
    ranks: dict[str, Array] = {}
    gaps: dict[str, str] = {}
    for code in seen.codes(codes):
        if of not in seen.ancestors(code):
            gaps[code] = f"{code} does not count towards {of}"
            continue
        try:
            structure = seen.structure.without([code])
            if of not in structure.elements:
                gaps[code] = f"nothing would be left of {of}"
                continue
            again = aggregated_by(index, structure)
        except KaraulaError as fault:
            gaps[code] = fault.problem
        else:
            ranks[code] = places(view(again, year).values.column(of))
    table = np.array([*ranks.values()]).reshape(len(ranks), len(units)).T
    changes = nominal[:, None] - table
    shift: dict[str, float] = {}
    for code, column in zip(list(ranks), changes.T, strict=True):
        both = ~np.isnan(column)
        if both.any():
            shift[code] = float(np.abs(column[both]).mean())
        else:
            gaps[code] = f"no unit has {of} with and without {code}"
    return Removals(
        of=of,
        nominal={u: int(rank) for u, rank in zip(units, nominal, strict=True) if rank == rank},
        ranks=Grid(units, tuple(ranks), table),
        changes=Grid(units, tuple(ranks), changes),
        shift=shift,
        gaps=gaps,
    )
