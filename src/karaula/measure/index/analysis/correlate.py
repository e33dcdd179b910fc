"""Which elements move together?"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product
from math import sqrt
from typing import Literal

import numpy as np

from karaula.extras import library
from karaula.measure.index.analysis.column import centred, is_constant, mean_ranks
from karaula.measure.index.analysis.view import AnalysisError, Codes, Grid, Subject, View, view
from karaula.measure.index.values import Array

Method = Literal["pearson", "spearman", "kendall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """How two elements move together over the units that have both."""

    first: str
    second: str
    value: float | None
    """From -1 to 1; None where it is not defined, and ``gap`` says why."""
    p: float | None
    """Chance of a correlation at least so strong, either way, if the two had none."""
    pairs: int
    """Units that have both."""
    gap: str | None = None


def correlations(
    item: Subject,
    codes: Codes | None = None,
    against: Codes | None = None,
    *,
    method: Method = "pearson",
    year: str | None = None,
) -> tuple[Correlation, ...]:
    """Correlation of each pair among ``codes`` (once), or of each of them with each of ``against``.

    Codes are a level or names; without any, the indicators. Each pair uses the units that have
    both values (pairwise complete cases). Needs the extra ``analytics``.

    - ``pearson``: covariance by the two standard deviations; ``p`` from Student's t with n - 2
      degrees of freedom.
    - ``spearman``: Pearson's of the ranks, ties sharing their mean rank; ``p`` as above.
    - ``kendall``: tau-b, which corrects for ties; ``p`` exact for few units without ties, else
      from the normal distribution.

    Source: Kendall and Gibbons, Rank Correlation Methods (1990).
    """
    seen = view(item, year)
    firsts = seen.codes(codes)
    if against is None:
        return _each(seen, combinations(firsts, 2), method)
    return _each(seen, product(firsts, seen.codes(against)), method)


def correlations_within(
    item: Subject,
    codes: Codes | None = None,
    *,
    group: int | None = None,
    method: Method = "pearson",
    year: str | None = None,
) -> tuple[Correlation, ...]:
    """Correlation of each pair of elements that count towards the same aggregate.

    ``group`` is the level of that aggregate; without it, pairs share their parent. Otherwise as
    :func:`correlations`.
    """
    seen = view(item, year)
    codes = seen.codes(codes)
    home = {code: _home(seen, code, group) for code in codes}
    if not any(home.values()):
        raise AnalysisError(
            "the elements are not gathered into anything at that level",
            seen.values.place,
            "give an Index with a structure",
        )
    return _each(
        seen,
        ((a, b) for a, b in combinations(codes, 2) if home[a] and home[a] == home[b]),
        method,
    )


def correlations_upward(
    item: Subject,
    codes: Codes | None = None,
    *,
    level: int | None = None,
    method: Method = "pearson",
    year: str | None = None,
) -> tuple[Correlation, ...]:
    """Correlation of each element with what it counts towards, up to the top.

    ``level`` keeps only what stands at that level; ``level=2`` with the indicators is each
    indicator against its own pillar. ``first`` is the element, ``second`` what stands above it.
    Otherwise as :func:`correlations`.
    """
    seen = view(item, year)
    pairs = [
        (code, above)
        for code in seen.codes(codes)
        for above in seen.ancestors(code)
        if level is None or seen.structure.level[above] == level
    ]
    seen.codes(list(dict.fromkeys(above for _, above in pairs)))
    return _each(seen, pairs, method)


def matrix(found: Iterable[Correlation], *, square: bool = True) -> Grid:
    """Correlations as a table.

    ``square`` has every element in rows and columns, and 1 on the diagonal of those that correlate
    with any; without it rows are the first elements and columns the second.
    """
    found = list(found)
    rows = tuple(dict.fromkeys(one.first for one in found))
    columns = tuple(dict.fromkeys(one.second for one in found))
    if square:
        rows = columns = tuple(dict.fromkeys(rows + columns))
    data = np.full((len(rows), len(columns)), np.nan)
    for one in found:
        if one.value is not None:
            data[rows.index(one.first), columns.index(one.second)] = one.value
            if square:
                data[rows.index(one.second), columns.index(one.first)] = one.value
    if square:
        data[np.diag_indices(len(rows))] = np.where(np.isnan(data).all(axis=1), np.nan, 1.0)
    return Grid(rows, columns, data)


def coefficient(x: Array, y: Array, method: Method) -> float:
    """Correlation of two columns of the shape ``(n,)`` that have no gaps and are not constant."""
    if method == "kendall":
        return float(library("scipy.stats", "analytics").kendalltau(x, y).statistic)
    if method == "spearman":
        x, y = mean_ranks(x), mean_ranks(y)
    x, y = centred(x), centred(y)
    return float(np.clip(x @ y / sqrt((x @ x) * (y @ y)), -1, 1))


def _each(seen: View, pairs: Iterable[tuple[str, str]], method: Method) -> tuple[Correlation, ...]:
    if method not in ("pearson", "spearman", "kendall"):
        raise AnalysisError(
            f"unknown correlation {method!r}", remedy="take pearson, spearman or kendall"
        )
    return tuple(_pair(seen, first, second, method) for first, second in pairs)


def _pair(seen: View, first: str, second: str, method: Method) -> Correlation:
    x, y = seen.values.column(first), seen.values.column(second)
    both = ~(np.isnan(x) | np.isnan(y))
    x, y, n = x[both], y[both], int(both.sum())
    gap = None
    if n < 3:
        gap = ("no units have both", "one unit has both", "two units have both")[n]
    else:
        still = [code for code, column in ((first, x), (second, y)) if is_constant(column)]
        if still:
            gap = f"{' and '.join(still)} is the same for all units that have both"
    if gap:
        return Correlation(first=first, second=second, value=None, p=None, pairs=n, gap=gap)
    value = coefficient(x, y, method)
    p = _significance(x, y, value, method)
    return Correlation(first=first, second=second, value=value, p=p, pairs=n)


def _significance(x: Array, y: Array, value: float, method: Method) -> float:
    if method == "kendall":
        return float(library("scipy.stats", "analytics").kendalltau(x, y).pvalue)
    if abs(value) == 1:
        return 0.0
    freedom = len(x) - 2
    t = abs(value) * sqrt(freedom / (1 - value**2))
    # scipy.stats has this too, and takes far longer to import.
    return float(2 * library("scipy.special", "analytics").stdtr(freedom, -t))


def _home(seen: View, code: str, group: int | None) -> str | None:
    """The aggregate by which an element is paired."""
    above = seen.ancestors(code)
    if group is None:
        return above[0] if above else None
    return next((a for a in above if seen.structure.level[a] == group), None)
