"""Share of the variance of an output that each choice brings: estimators, and the exact answer.

Outputs of a design: ``a`` and ``b`` have the shape ``(n, …)``, ``ab`` has ``(choices, n, …)``: row
``i`` is the output with all choices as in ``a`` and choice ``i`` as in ``b``. Further axes are
further outputs. Shares come out as ``(choices, …)``.
"""

from collections.abc import Callable
from itertools import combinations
from math import factorial

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def _centred(a: Array, b: Array, ab: Array, mean: Array) -> Array:
    return (b - mean) * (ab - a)


def _jansen(_a: Array, b: Array, ab: Array, _mean: Array) -> Array:
    return -((b - ab) ** 2) / 2


FIRST: dict[str, tuple[Callable[[Array, Array, Array, Array], Array], bool, str]] = {
    "jansen": (_jansen, True, "Jansen 1999: 1 - mean((yB - yAB)^2) / 2V"),
    "saltelli": (_centred, False, "Saltelli et al. 2010, centred: mean((yB - m)(yAB - yA)) / V"),
}
"""Estimators of the first order: what is averaged, whether V is added to it, and the formula."""


def first_order(a: Array, b: Array, ab: Array, method: str = "jansen") -> Array:
    """Variance that goes if one choice were settled and nothing else, as a share of all.

    Both ways take the same for outputs that are moved by a constant, so that no share is blown up
    by the mean. ``nan`` where the output does not vary.
    """
    term, complement, _ = FIRST[method]
    mean, variance = _moments(a, b)
    part = term(a, b, ab, mean).mean(axis=1)
    return _share(part + variance if complement else part, variance)


def total_order(a: Array, b: Array, ab: Array) -> Array:
    """Variance that is left if all other choices were settled, as a share of all (Jansen 1999)."""
    _, variance = _moments(a, b)
    return _share(((a - ab) ** 2).mean(axis=1) / 2, variance)


def uncentred(a: Array, b: Array, ab: Array) -> tuple[Array, Array]:
    """First and total order as COINr 1.1 estimates them, to compare with what it published.

    The first order, ``mean(yB (yAB - yA)) / V``, hangs on where zero lies and may pass 1.
    """
    variance = np.concatenate([a, b]).var(axis=0, ddof=1)
    return (
        _share((b * (ab - a)).mean(axis=1), variance),
        _share(((a - ab) ** 2).mean(axis=1) / 2, variance),
    )


def bootstrap(
    a: Array,
    b: Array,
    ab: Array,
    *,
    method: str = "jansen",
    level: float = 0.9,
    times: int = 1000,
    seed: int = 0,
) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Intervals of the first and of the total order, each ``(low, high)``.

    The rows of the design are drawn again with replacement; the interval is centred on the
    estimate and as wide as the middle ``level`` of the resampled shares (the basic bootstrap,
    Davison and Hinkley 1997). Rows of a Sobol sequence scatter less than drawn ones, so that the
    interval is rather too wide there.
    """
    rows = a.shape[0]
    generator = np.random.default_rng(seed)
    again = np.stack([
        np.bincount(generator.integers(0, rows, rows), minlength=rows) for _ in range(times)
    ]) / rows  # fmt: skip
    tail = (1 - level) / 2
    term, complement, _ = FIRST[method]
    mean, _ = _moments(a, b)

    def resampled(values: Array) -> Array:
        return np.tensordot(again, values, axes=1)

    # Variances hold for the mean of all rows; that of a resample differs from it by little.
    square = resampled(((a - mean) ** 2 + (b - mean) ** 2) / 2)
    variance = _variance(square - resampled((a + b) / 2 - mean) ** 2, a)
    found: list[tuple[Array, Array]] = []
    for terms, added, at in (
        (term(a, b, ab, mean), complement, first_order(a, b, ab, method)),
        ((a - ab) ** 2 / 2, False, total_order(a, b, ab)),
    ):
        shares = np.stack([
            _share(resampled(each) + (variance if added else 0.0), variance) for each in terms
        ])  # fmt: skip
        low, high = np.quantile(shares, [tail, 1 - tail], axis=1)
        found.append((2 * at - high, 2 * at - low))
    return found[0], found[1]


def exact(table: Array, chances: list[Array]) -> tuple[Array, Array, Array]:
    """First order, total order and Shapley share of each choice from all combinations.

    ``table`` has an axis for each choice, then those of the outputs; ``chances`` is the probability
    of each alternative of each choice. Shapley shares split what choices do together evenly among
    them, and add up to 1 (Owen 2014). ``nan`` where the output does not vary.
    """
    count = len(chances)
    outputs, table = table, table - table.mean(axis=tuple(range(count)), keepdims=True)
    whole = _variance(_explained(table, chances, range(count)), outputs)
    explained = {
        subset: _explained(table, chances, subset)
        for size in range(count + 1)
        for subset in combinations(range(count), size)
    }
    everything = tuple(range(count))
    first = np.stack([explained[(each,)] for each in everything])
    total = np.stack([
        whole - explained[tuple(other for other in everything if other != each)]
        for each in everything
    ])  # fmt: skip
    shapley = np.zeros_like(first)
    for each in everything:
        for subset in explained:
            if each not in subset:
                weight = factorial(len(subset)) * factorial(count - len(subset) - 1)
                more = explained[tuple(sorted((*subset, each)))] - explained[subset]
                shapley[each] += weight / factorial(count) * more
    return _share(first, whole), _share(total, whole), _share(shapley, whole)


def moments(table: Array, chances: list[Array]) -> tuple[Array, Array]:
    """Mean and variance of the output over all combinations."""
    mean = table
    for weights in chances:
        mean = np.tensordot(weights, mean, axes=1)
    return mean, _variance(_explained(table - mean, chances, range(len(chances))), table)


def _explained(table: Array, chances: list[Array], subset: tuple[int, ...] | range) -> Array:
    """Variance of the mean of the output, given the choices of a subset."""
    mean = table
    for axis in reversed(range(len(chances))):
        weights = chances[axis].reshape(-1, *(1,) * (mean.ndim - axis - 1))
        mean = mean if axis in subset else (mean * weights).sum(axis=axis)
    kept = [chances[axis] for axis in sorted(subset)]
    for power in (2, 1):
        found = mean**power
        for weights in kept:
            found = np.tensordot(weights, found, axes=1)
        if power == 2:
            squares = found
    return np.maximum(squares - found**2, 0.0)


def _moments(a: Array, b: Array) -> tuple[Array, Array]:
    both = np.concatenate([a, b])
    return both.mean(axis=0), _variance(both.var(axis=0), both)


def _variance(found: Array, outputs: Array) -> Array:
    """No variance where there is only the noise of floating-point sums."""
    return np.where(found > 1e-24 * np.abs(outputs).max(initial=0.0) ** 2, found, 0.0)


def _share(part: Array, whole: Array) -> Array:
    share: Array = np.where(whole > 0, part, np.nan) / np.where(whole > 0, whole, 1.0)
    return share
