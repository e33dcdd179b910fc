"""Ranks and published scores, told from scores that floats hold only nearly."""

from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from karaula.measure.index.values import Array

Ties = Literal["min", "max", "average", "dense", "first"]
TIES: tuple[str, ...] = get_args(Ties)

SAME = 1e-12
"""Scores that differ by less than this share of the largest are one score: sums of the same parts
in another order are no different result."""


def places(scores: npt.NDArray[Any]) -> npt.NDArray[np.int32]:
    """Ranks along the last axis, of floats or whole numbers: equal scores share the smallest.

    The way for many draws. A unit without a score (``nan``) has rank 0: it is not ranked.
    """
    falling = -scores
    order = np.argsort(falling, axis=-1)  # gaps go last; equal scores get one rank in any order
    ordered = np.take_along_axis(falling, order, axis=-1)
    known = ordered == ordered
    size = np.where(known, np.abs(ordered), 0).max(axis=-1, keepdims=True, initial=0)
    place = np.broadcast_to(np.arange(1, scores.shape[-1] + 1, dtype=np.int32), scores.shape).copy()
    place[..., 1:][np.diff(ordered, axis=-1) <= SAME * size] = 0
    place = np.maximum.accumulate(place, axis=-1)
    place[~known] = 0
    result = np.empty_like(place)
    np.put_along_axis(result, order, place, axis=-1)
    return result


def ranks(scores: Array, ties: Ties = "min") -> Array:
    """Ranks down the units, 1 for the highest; ``nan`` for a unit without a score.

    ``scores`` has the shape ``(..., units, codes)``. Equal scores share the smallest rank
    (``min``: 1, 2, 2, 4), the largest (``max``), their mean (``average``), the next whole number
    (``dense``: 1, 2, 2, 3), or stand in the order of the units (``first``).
    """
    if ties == "min":
        found = places(np.moveaxis(scores, -2, -1))
        return np.moveaxis(np.where(found > 0, found, np.nan), -1, -2)
    falling = np.moveaxis(-scores, -2, -1)
    order = np.argsort(falling, axis=-1, kind="stable")  # gaps go last
    ordered = np.take_along_axis(falling, order, axis=-1)
    known = ~np.isnan(ordered)
    size = np.where(known, np.abs(ordered), 0).max(axis=-1, keepdims=True, initial=0)
    new = np.ones(ordered.shape, bool)
    new[..., 1:] = ~(np.diff(ordered, axis=-1) <= SAME * size)
    place = np.broadcast_to(np.arange(1, ordered.shape[-1] + 1), ordered.shape)
    lowest = np.maximum.accumulate(np.where(new, place, 0), axis=-1)
    if ties == "first":
        order, lowest = _in_order(falling, order, lowest), place
    last = np.ones(ordered.shape, bool)
    last[..., :-1] = new[..., 1:]
    ending = np.where(last, place, place.shape[-1] + 1)[..., ::-1]
    highest = np.minimum.accumulate(ending, axis=-1)[..., ::-1]
    told = {
        "max": highest, "average": (lowest + highest) / 2,
        "dense": np.cumsum(new, axis=-1), "first": lowest,
    }[ties]  # fmt: skip
    result = np.empty(ordered.shape)
    np.put_along_axis(result, order, np.where(known, told, np.nan), axis=-1)
    return np.moveaxis(result, -1, -2)


def ranks_within(scores: Array, groups: tuple[str | None, ...], ties: Ties = "min") -> Array:
    """Ranks inside each group; ``nan`` outside of any. ``scores`` is ``(..., units, codes)``."""
    found = np.full(scores.shape, np.nan)
    for group in dict.fromkeys(groups):
        rows = [at for at, own in enumerate(groups) if own == group and group is not None]
        if rows:
            found[..., rows, :] = ranks(scores[..., rows, :], ties)
    return found


def _in_order(falling: Array, order: np.ndarray, lowest: np.ndarray) -> np.ndarray:
    """Order in which scores that are one to the last bits stand as their units do."""
    shared = np.empty(falling.shape)
    np.put_along_axis(shared, order, lowest.astype(float), axis=-1)
    return np.argsort(shared, axis=-1, kind="stable")


def published(scores: Array, decimals: int) -> Array:
    """Scores as they are printed: rounded half up, once. Gaps stay gaps.

    A score that lies on a half up to the last bits of a float counts as lying on it, as it does
    in exact arithmetic.
    """
    scaled = scores * 10.0**decimals
    upward = np.floor(scaled + 0.5 + 1e-11 * np.maximum(1.0, np.abs(scaled)))
    return np.asarray(upward / 10.0**decimals)
