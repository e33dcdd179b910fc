"""How far scores and ranks may move if the experts' scores err: simulation over whole columns.

All numbers are integers in millionths of a point, so that equal scores stay equal and draws of the
same input are the same everywhere.
"""

from hashlib import sha256

import numpy as np
import numpy.typing as npt

from karaula.vocabulary.models import Scale

Integers = npt.NDArray[np.int64]

POINT = 10**6
"""One point of a score. A published score has two decimals; six hold any that a table may state."""

DRAWS = 2_000
LEVEL = 0.9
ASSUMPTION = (
    "each expert score is taken to be off by half a point down, none or half a point up with equal "
    "chance, independently; this is an assumption, not an estimate of expert error"
)


def draws(parts: Integers, weights: Integers, scale: Scale, seed: str) -> Integers:
    """Aggregates under 2,000 draws of the experts' errors.

    ``parts`` are the single scores, one row an area and one column an indicator; ``weights`` is
    what a column counts for. Each score moves by -1, 0 or +1 step of the scale and stays on it.
    Returns weighted sums, one row a draw and one column an area. ``seed`` is any text: the same
    text gives the same draws.
    """
    generator = np.random.default_rng(int.from_bytes(sha256(seed.encode()).digest()[:8]))
    step, low, high = (round(x * POINT) for x in (scale.step, scale.low, scale.high))
    total = np.zeros((DRAWS, len(parts)), np.int64)
    for column, weight in zip(parts.T, weights, strict=True):
        errors = generator.integers(-1, 2, size=total.shape, dtype=np.int8)
        total += weight * np.clip(column + errors * np.int64(step), low, high)
    return total


def ranks(scores: Integers) -> Integers:
    """Ranks along the last axis: 1 is the highest, equal scores share the smallest rank."""
    order = np.argsort(-scores, axis=-1, kind="stable")
    falling = np.take_along_axis(scores, order, axis=-1)
    place = np.broadcast_to(np.arange(1, scores.shape[-1] + 1), scores.shape).copy()
    place[..., 1:][falling[..., 1:] == falling[..., :-1]] = 0
    result = np.empty_like(place)
    np.put_along_axis(result, order, np.maximum.accumulate(place, axis=-1), axis=-1)
    return result


def bounds(drawn: Integers) -> tuple[Integers, Integers]:
    """Lower and upper end, for each column, of the middle 90 % of the draws."""
    ordered = np.sort(drawn, axis=0)
    tail = round(len(ordered) * (1 - LEVEL) / 2)
    return ordered[tail], ordered[-1 - tail]
