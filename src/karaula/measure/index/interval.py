"""How far scores and ranks may move if the experts' scores err: simulation over whole columns.

Scores are floats, or whole numbers (millionths of a point for published scores), so that sums are
exact and halves are rounded as they should be.
"""

from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt

from karaula.vocabulary.models import Scale

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]

POINT = 10**6
"""One point of a score. A published score has two decimals; six hold any that a table may state."""

DRAWS = 2_000
LEVEL = 0.9
ASSUMPTION = (
    "each expert score is taken to be off by half a point down, none or half a point up with equal "
    "chance, independently; this is an assumption, not an estimate of expert error"
)


def errors(generator: np.random.Generator, shape: tuple[int, ...]) -> npt.NDArray[np.int8]:
    """Errors of experts: one step down, none, or one step up, with equal chance."""
    return generator.integers(-1, 2, size=shape, dtype=np.int8)


def moved(
    scores: Numbers, steps: npt.NDArray[np.int8], step: float, low: float, high: float
) -> Numbers:
    """Scores moved by so many steps of their scale, and kept on it.

    Whole numbers stay whole; give the scale in their unit.
    """
    kind = scores.dtype.type
    found: Numbers = scores + steps * kind(step)
    return np.clip(found, kind(low), kind(high), out=found)


def draws(parts: Integers, weights: Integers, scale: Scale, seed: str) -> Integers:
    """Aggregates under 2,000 draws of the experts' errors, in whole numbers.

    ``parts`` are the single scores, one row an area and one column an indicator; ``weights`` is
    what a column counts for. Returns weighted sums, one row a draw and one column an area. ``seed``
    is any text: the same text gives the same draws.
    """
    generator = np.random.default_rng(int.from_bytes(sha256(seed.encode()).digest()[:8]))
    step, low, high = (round(x * POINT) for x in (scale.step, scale.low, scale.high))
    total = np.zeros((DRAWS, len(parts)), np.int64)
    for column, weight in zip(parts.T, weights, strict=True):
        total += weight * moved(column, errors(generator, total.shape), step, low, high)
    return total


def bounds(drawn: Numbers, level: float = LEVEL) -> tuple[Numbers, Numbers]:
    """Lower and upper end, for each column, of the middle ``level`` of the draws.

    As many draws are left out below as above; ends are values that came out, never between two.
    """
    ordered = np.sort(drawn, axis=0)
    tail = min(int(len(ordered) * (0.5 - level / 2) + 1e-9), (len(ordered) - 1) // 2)
    return ordered[tail], ordered[-1 - tail]
