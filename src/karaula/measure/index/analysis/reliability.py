"""Do the parts of an aggregate measure one thing?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from karaula.measure.index.analysis.view import Subject, view
from karaula.measure.index.values import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Internal consistency of an aggregate."""

    code: str
    parts: tuple[str, ...]
    alpha: float | None
    """At most 1; negative where the parts pull apart; None where ``gap`` says why."""
    gap: str | None = None


def cronbach(
    item: Subject, aggregates: Sequence[str] | None = None, *, year: str | None = None
) -> tuple[Reliability, ...]:
    """Cronbach's alpha of the parts of each aggregate.

    ``alpha = k^2 c / S`` with ``k`` parts, ``c`` the mean covariance of two of them, ``S`` the sum
    of their covariance matrix; each covariance over the units that have both values. It means
    something only once the parts share a scale and a direction, after ``normalise``. Without
    ``aggregates``, all whose parts have values. Source: Cronbach (1951); COINr ``get_cronbach``.
    """
    seen = view(item, year)
    found = []
    for code in seen.aggregates(aggregates):
        parts = seen.structure.parts[code]
        alpha, gap = _alpha(seen.values.columns(parts), parts)
        found.append(Reliability(code=code, parts=parts, alpha=alpha, gap=gap))
    return tuple(found)


def _alpha(data: Array, parts: tuple[str, ...]) -> tuple[float | None, str | None]:
    k = len(parts)
    if k < 2:
        return None, "one part has nothing to agree with"
    covariance = np.empty((k, k))
    for i, j in [*zip(range(k), range(k), strict=True), *combinations(range(k), 2)]:
        x, y = data[:, i], data[:, j]
        both = ~(np.isnan(x) | np.isnan(y))
        n = int(both.sum())
        if n < 2:
            what = parts[i] if i == j else f"{parts[i]} and {parts[j]}"
            return None, f"fewer than two units have {what}"
        x, y = x[both], y[both]
        covariance[i, j] = covariance[j, i] = (x - x.mean()) @ (y - y.mean()) / (n - 1)
    whole = covariance.sum()
    if whole <= 1e-13 * np.trace(covariance):
        return None, "the parts cancel out: their sum does not vary"
    mean = (whole - np.trace(covariance)) / (k * (k - 1))
    return float(k**2 * mean / whole), None
