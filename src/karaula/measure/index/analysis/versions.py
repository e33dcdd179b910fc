"""How do versions of an index differ, unit by unit?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from karaula.measure.index.analysis.column import places
from karaula.measure.index.analysis.view import AnalysisError, Grid, Subject, top, view
from karaula.measure.index.chain import index_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One score in several versions of an index."""

    of: str
    by: Literal["ranks", "scores"]
    base: str
    """The version that the others are compared with."""
    values: Grid
    """Rank or score: one row a unit, in the order of the base, one column a version."""
    changes: Grid
    """What a unit gains against the base: places up, or points up; negative where it loses."""
    shift: Mapping[str, float]
    """Mean absolute change of each other version over the units that both have."""
    gaps: Mapping[tuple[str, str], str]
    """Why a unit (first) has no figure in a version (second)."""


def compare_versions(
    versions: Mapping[str, Subject],
    *,
    of: str | None = None,
    by: Literal["ranks", "scores"] = "ranks",
    base: str | None = None,
    year: str | None = None,
) -> Comparison:
    """Ranks or scores of two or more versions of an index beside each other.

    Each version ranks the units that it has. ``changes`` is ``rank in base - rank`` or ``score -
    score in base``. ``of`` is the score to compare (the only top of the base, if not named),
    ``base`` the first version unless named. Compare scores only where the versions share their
    scale. Raises :class:`AnalysisError` for fewer than two versions, an unknown base, or a
    version without that score. Source: COINr ``compare_coins_multi``.
    """
    base = base or next(iter(versions), "")
    if len(versions) < 2 or base not in versions:
        raise AnalysisError(
            f"there is no version {base}"
            if len(versions) > 1
            else "a comparison needs two versions",
            remedy=f"versions are {', '.join(versions) or 'none'}",
        )
    if by not in ("ranks", "scores"):
        raise AnalysisError(f"versions are not compared by {by}", remedy="take ranks or scores")
    of = top(index_of(versions[base]).structure, of)
    seen = {name: view(item, year) for name, item in versions.items()}
    without = [name for name, one in seen.items() if of not in one.values.codes]
    if without:
        raise AnalysisError(f"no values of {of} in {', '.join(without)}")
    figures: dict[str, dict[str, float]] = {}
    for name, one in seen.items():
        column = one.values.column(of)
        column = places(column) if by == "ranks" else column
        figures[name] = dict(zip(one.values.units, map(float, column), strict=True))

    gap = float("nan")
    every = dict.fromkeys(unit for found in figures.values() for unit in found)
    first = {unit: figures[base].get(unit, gap) for unit in every}
    units = sorted(
        every, key=lambda u: (np.isnan(first[u]), first[u] if by == "ranks" else -first[u])
    )
    data = np.array([[found.get(unit, gap) for found in figures.values()] for unit in units])
    start = np.array([first[unit] for unit in units])[:, None]
    changes = start - data if by == "ranks" else data - start
    names = tuple(versions)
    shift = {
        name: float(np.abs(column[~np.isnan(column)]).mean())
        for name, column in zip(names, changes.T, strict=True)
        if name != base and not np.isnan(column).all()
    }
    gaps = {
        (unit, name): f"no {of}" if unit in figures[name] else "not in this version"
        for row, unit in zip(data, units, strict=True)
        for name, figure in zip(names, row, strict=True)
        if np.isnan(figure)
    }
    return Comparison(
        of=of,
        by=by,
        base=base,
        values=Grid(tuple(units), names, data),
        changes=Grid(tuple(units), names, changes),
        shift=shift,
        gaps=gaps,
    )
