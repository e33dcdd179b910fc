"""How many dimensions do the parts of an aggregate have, and what would they weigh by variance?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from karaula.measure.index.analysis.column import centred, is_constant
from karaula.measure.index.analysis.view import AnalysisError, Grid, Subject, view
from karaula.measure.index.values import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """Principal components of the parts of an aggregate."""

    code: str
    parts: tuple[str, ...]
    deviations: tuple[float, ...] = ()
    """Standard deviation of each component, the largest first."""
    explained: tuple[float, ...] = ()
    """Share of the variance that each component explains."""
    loadings: Grid | None = None
    """One row a part, one column a component; each column has the length 1."""
    left_out: tuple[str, ...] = ()
    """Units with a missing part."""
    gap: str | None = None
    """Why there are no components."""


def principal_components(
    item: Subject, aggregates: Sequence[str] | None = None, *, year: str | None = None
) -> tuple[Components, ...]:
    """Principal components of the parts of each aggregate, each part scaled to variance 1.

    The singular value decomposition of the standardised values ``Z = U D V'``: columns of ``V`` are
    the loadings, ``D / sqrt(n - 1)`` the deviations. Units with a missing part are left out and
    named. The sign of a component is free; here its loadings sum to a positive number. Without
    ``aggregates``, all whose parts have values. Source: Handbook on Constructing Composite
    Indicators (OECD and JRC, 2008); COINr ``get_PCA``.
    """
    seen = view(item, year)
    found = []
    for code in seen.aggregates(aggregates):
        parts = seen.structure.parts[code]
        data = seen.values.columns(parts)
        whole = np.isnan(data).sum(axis=1) == 0
        left_out = tuple(u for u, kept in zip(seen.values.units, whole, strict=True) if not kept)
        found.append(_components(code, parts, data[whole], left_out))
    return tuple(found)


def principal_weights(
    item: Subject,
    aggregates: Sequence[str] | None = None,
    *,
    squared: bool = False,
    year: str | None = None,
) -> Mapping[str, float]:
    """Weights of the parts of each aggregate: their loadings on its first component.

    ``squared`` takes the squares of the loadings, which sum to 1: the part's share in the
    component. Loadings of different sign cannot be weights: the parts do not measure one thing.
    Raises :class:`AnalysisError` naming every such part, and every aggregate without components.
    Source: as :func:`principal_components`.
    """
    weights: dict[str, float] = {}
    faults = []
    for one in principal_components(item, aggregates, year=year):
        if one.loadings is None:
            faults.append(f"{one.code} has no components: {one.gap}")
            continue
        first = one.loadings.data[:, 0]
        against = [part for part, value in zip(one.parts, first, strict=True) if value < 0]
        if against and not squared:
            faults.append(f"{', '.join(against)} weighs against the other parts of {one.code}")
        taken = first**2 if squared else first
        weights.update(zip(one.parts, map(float, taken), strict=True))
    if faults:
        raise AnalysisError(
            "; ".join(faults), remedy="leave those out, or set squared=True, or give weights"
        )
    return weights


def _components(
    code: str, parts: tuple[str, ...], data: Array, left_out: tuple[str, ...]
) -> Components:
    gap = None
    if len(parts) < 2:
        gap = "it has one part"
    elif len(data) < 3:
        gap = f"{len(data)} units have all parts, 3 are needed"
    else:
        still = [part for part, column in zip(parts, data.T, strict=True) if is_constant(column)]
        if still:
            gap = f"{', '.join(still)} is the same for all units"
    if gap:
        return Components(code=code, parts=parts, left_out=left_out, gap=gap)
    off = np.column_stack([centred(column) for column in data.T])
    standard = off / off.std(axis=0, ddof=1)
    _, singular, rotation = np.linalg.svd(standard, full_matrices=False)
    signs = np.where(rotation.sum(axis=1) < 0, -1.0, 1.0)
    loadings = (rotation * signs[:, None]).T
    labels = tuple(str(number) for number in range(1, loadings.shape[1] + 1))
    return Components(
        code=code,
        parts=parts,
        deviations=tuple(map(float, singular / np.sqrt(len(data) - 1))),
        explained=tuple(map(float, singular**2 / (singular**2).sum())),
        loadings=Grid(parts, labels, loadings),
        left_out=left_out,
    )
