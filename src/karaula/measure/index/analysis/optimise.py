"""Which weights would make elements matter as much as they are meant to?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log

import numpy as np

from karaula.extras import library
from karaula.measure.index.analysis.again import aggregated_by
from karaula.measure.index.analysis.column import is_constant
from karaula.measure.index.analysis.correlate import Method, coefficient
from karaula.measure.index.analysis.view import AnalysisError, Codes, top, until, view
from karaula.measure.index.chain import Index
from karaula.measure.index.faults import listed
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimised:
    """Weights that bring the influence of elements as near as can be to what is wanted."""

    of: str
    """The score that the elements are to matter for."""
    weights: Mapping[str, float]
    """Among the parts of each parent, those that moved keep the sum that they had."""
    correlation: Mapping[str, float]
    """Of each element with ``of`` under these weights."""
    wanted: Mapping[str, float]
    """Share of the importance that each element was to have."""
    obtained: Mapping[str, float]
    """Share of the correlations that it has."""
    residual: float
    """Root mean square of obtained less wanted: 0 where the aim is met."""
    reached: bool
    """Whether the optimiser found a minimum nearby; it may still be far from the aim."""
    status: str
    """What the optimiser says."""
    rounds: int
    """Aggregations taken."""
    floored: tuple[str, ...] = ()
    """Elements whose weight would be lower still, if it might."""


def optimised_weights(
    index: Index,
    codes: Codes,
    *,
    importance: Mapping[str, float] | None = None,
    of: str | None = None,
    method: Method = "pearson",
    ratio: float = 100.0,
    most: int = 2000,
    year: str | None = None,
) -> Optimised:
    """Weights of ``codes`` (a level or names) that balance their correlations with ``of``.

    Minimises the sum of ``(r(i) / sum of r - wanted(i))^2`` over the weights, where ``r(i)``
    is the correlation of element ``i`` with ``of`` (the only top, if not named) when the index is
    aggregated with those weights. ``importance`` is equal, or a number for each code. No weight is
    more than ``ratio`` times another among the parts of one parent. The aim may be out of reach:
    look at ``residual`` and ``floored``. ``most`` bounds the aggregations. Needs the extra
    ``analytics``.

    Raises :class:`AnalysisError` where importance does not fit the codes, where an element does
    not count towards ``of``, or a score is missing or constant. Source: Becker et al. (2017),
    doi 10.1016/j.ecolind.2017.03.056; COINr ``get_opt_weights``.
    """
    seen = view(until(index, "aggregate"), year)
    structure = seen.structure
    moving = seen.codes(codes)
    of = top(structure, of)
    wanted = _wanted(structure, moving, of, importance)
    groups = [
        [i for i, code in enumerate(moving) if structure.elements[code].parent == parent]
        for parent in dict.fromkeys(structure.elements[code].parent for code in moving)
    ]
    if not ratio > 1:
        raise AnalysisError(f"ratio is {ratio}", remedy="set a number above 1")
    held = np.array([structure.elements[code].weight for code in moving])
    if weightless := [moving[i] for group in groups if not held[group].any() for i in group]:
        raise AnalysisError(f"{listed(weightless)} together weigh nothing", seen.values.place)
    rounds = 0

    def weights(power: Array) -> Array:
        found = np.empty(len(moving))
        for group in groups:
            raised = np.exp(power[group] - power[group].max())
            found[group] = raised / raised.sum() * held[group].sum()
        return found

    def correlation(power: Array) -> Array:
        nonlocal rounds
        rounds += 1
        given = dict(zip(moving, weights(power), strict=True))
        scores = view(aggregated_by(index, structure.weighing(given)), year).values
        whole = scores.column(of)
        return np.array([_correlation(scores.column(code), whole, code, method) for code in moving])

    def miss(power: Array) -> Array:
        found = correlation(power)
        # Shares of correlations mean nothing once these cancel out.
        total = max(float(found.sum()), 1e-3)
        return found / total - wanted

    best, reached, status = _search(miss, len(moving), log(ratio) / 2, method, most)
    found = correlation(best)
    obtained = found / max(float(found.sum()), 1e-3)
    given = weights(best)
    floored = [
        moving[i] for group in groups for i in group if given[i] * ratio < 1.01 * given[group].max()
    ]
    return Optimised(
        of=of,
        weights=dict(zip(moving, map(float, given), strict=True)),
        correlation=dict(zip(moving, map(float, found), strict=True)),
        wanted=dict(zip(moving, map(float, wanted), strict=True)),
        obtained=dict(zip(moving, map(float, obtained), strict=True)),
        residual=float(np.sqrt(((obtained - wanted) ** 2).mean())),
        reached=reached,
        status=status,
        rounds=rounds,
        floored=tuple(floored),
    )


def _search(
    miss: Callable[[Array], Array], size: int, far: float, method: Method, most: int
) -> tuple[Array, bool, str]:
    """Where the sum of squares is least, whether it is, and what the optimiser says."""
    optimise = library("scipy.optimize", "analytics")
    start = np.zeros(size)
    if method == "pearson":
        end = optimise.least_squares(
            miss, start, bounds=(-far, far), xtol=1e-12, ftol=1e-14, gtol=1e-12,
            max_nfev=max(1, most // (size + 1)),
        )  # fmt: skip
    else:
        # Ranks move in steps, so that there is no slope to follow.
        simplex = np.vstack([start, start + np.eye(size) * far / 4])
        end = optimise.minimize(
            lambda power: float((miss(power) ** 2).sum()), start, method="Nelder-Mead",
            bounds=[(-far, far)] * size,
            options={"maxfev": most, "adaptive": True, "initial_simplex": simplex},
        )  # fmt: skip
    return np.asarray(end.x), bool(end.success), str(end.message)


def _wanted(
    structure: Structure, codes: tuple[str, ...], of: str, importance: Mapping[str, float] | None
) -> Array:
    """Shares of importance, in the order of the codes."""
    given = dict.fromkeys(codes, 1.0) if importance is None else dict(importance)
    faults = [f"no importance of {code}" for code in codes if code not in given]
    faults += [f"importance of {code}, which does not move" for code in given if code not in codes]
    faults += [
        f"importance of {code} is {value}"
        for code, value in given.items()
        if not 0 <= value < np.inf
    ]
    for code in codes:
        at: str | None = code
        while at is not None and at != of:
            at = structure.elements[at].parent
        if at is None or code == of:
            faults.append(f"{code} does not count towards {of}")
    if not faults and not any(given.values()):
        faults.append("nothing is to have importance")
    if faults:
        raise AnalysisError("; ".join(faults), structure.place or structure.name or None)
    wanted = np.array([given[code] for code in codes])
    shares: Array = wanted / wanted.sum()
    return shares


def _correlation(part: Array, whole: Array, code: str, method: Method) -> float:
    both = ~(np.isnan(part) | np.isnan(whole))
    if both.sum() < 3:
        raise AnalysisError(f"fewer than three units have {code} and the score above it")
    part, whole = part[both], whole[both]
    if is_constant(part) or is_constant(whole):
        raise AnalysisError(f"{code} or the score above it is the same for all units")
    return coefficient(part, whole, method)
