"""All levels of an index at once: each aggregate a score of its parts, on any number of draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from karaula.measure.index.methods import Method
from karaula.measure.index.values import Array

SLACK = 1e-9
"""A share of parts is compared with its threshold to within this."""


@dataclass(frozen=True)
class Gathering:
    """How one aggregate is made of columns that come before it."""

    code: str
    at: int
    """Its column."""
    parts: tuple[int, ...]
    """The columns of its parts."""
    method: Method
    settings: Mapping[str, Any]
    available: float
    """The share of its parts that a unit must have."""

    def enough(self, parts: Array, weights: Array) -> npt.NDArray[np.bool_]:
        """Whether a unit has enough parts, ``(..., units)``; those of weight 0 do not count."""
        counted = weights[..., None, :] > 0
        there = (~np.isnan(parts) & counted).sum(axis=-1)
        least = (self.available - SLACK) * counted.sum(axis=-1)
        return np.asarray((there >= least) & (there > 0))

    def score(self, parts: Array, weights: Array) -> Array:
        """Scores ``(..., units)`` of parts ``(..., units, parts)``; nan with too few parts."""
        scores = np.asarray(self.method(parts, weights, **self.settings), dtype=float)
        if np.isnan(parts).any():
            return np.where(self.enough(parts, weights), scores, np.nan)
        return scores


def gather(data: Array, gatherings: Sequence[Gathering], weights: Array) -> Array:
    """Every aggregate of every table, beside what it is made of.

    ``data`` has the shape ``(..., units, columns)``, with the columns that are no aggregates;
    ``weights`` ``(all columns,)`` or ``(draws, all columns)``: what each column counts for in its
    aggregate. Gives ``(..., units, all columns)``, the first axis the draws if weights have them.
    """
    leading = np.broadcast_shapes(data.shape[:-2], weights.shape[:-1])
    scores = np.full((*leading, data.shape[-2], weights.shape[-1]), np.nan)
    scores[..., : data.shape[-1]] = data
    for one in gatherings:
        part = list(one.parts)
        # Parts that are the same in every draw are multiplied by all weights at once.
        plain = max(part) < data.shape[-1]
        parts = (data if plain else scores)[..., part]
        scores[..., one.at] = one.score(parts, weights[..., part])
    return scores
