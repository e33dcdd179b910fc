"""Scores of one element for many draws, by matrix products wherever the method is a mean."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import numpy.typing as npt

from karaula.measure.index.kernels.gather import Gathering, gather
from karaula.measure.index.structure import Structure

Array = npt.NDArray[np.float64]
Weights = Mapping[str, float | Array]
"""Weight of each element: a number, or one for each draw."""


def scores_of(
    of: str, data: Array, codes: Sequence[str], structure: Structure,
    gatherings: Sequence[Gathering], weights: Weights,
) -> Array:  # fmt: skip
    """Scores of an aggregate from ``(units, codes)``, or ``(draws, units, codes)``.

    Returns ``(units,)`` where neither values nor weights differ between draws, else
    ``(draws, units)``. ``gatherings`` are those of the columns ``codes`` and then all aggregates.
    ``nan`` where a part is missing, or where a method is not defined.
    """
    below = structure.below(of)
    inner = {code for code in structure.aggregates if set(structure.below(code)) <= set(below)}
    wanted = [one for one in gatherings if one.code in inner]
    columns = data[..., [codes.index(code) for code in below]] if below != codes else data
    # Taken level by level, such a mean is one mean with the products of the weights.
    if all(one.method.name in ("arithmetic", "geometric") and one.available == 1 and
           one.method is wanted[0].method and not one.settings for one in wanted):  # fmt: skip
        if wanted[0].method.name == "arithmetic":
            return _product(columns, _effective(of, structure, weights))
        with np.errstate(all="ignore"):
            logs = np.log(np.where(columns > 0, columns, np.nan))
        return np.exp(_product(logs, _effective(of, structure, weights)))
    everything = [weights[code] for code in (*codes, *structure.aggregates)]
    at = next(one.at for one in wanted if one.code == of)
    return np.asarray(gather(data, wanted, _side_by_side(everything))[..., at])


def _effective(of: str, structure: Structure, weights: Weights) -> Array:
    """What each indicator counts for in the end: ``(codes,)`` or ``(draws, codes)``."""
    counts: dict[str, float | Array] = {of: 1.0}
    for code in reversed(structure.aggregates):
        if code in counts:
            parts = structure.parts[code]
            whole = reduce(add, (weights[part] for part in parts))
            for part in parts:
                counts[part] = counts[code] * weights[part] / whole
    return _side_by_side([counts[code] for code in structure.below(of)])


def _side_by_side(columns: list[Any]) -> Array:
    return np.stack(np.broadcast_arrays(*columns), axis=-1).astype(np.float64)


def _product(data: Array, weights: Array) -> Array:
    """Weighted sums over the last axis, by the product that copies least."""
    if data.ndim == 2:
        return np.asarray(weights @ data.T)
    if weights.ndim == 1:
        return np.asarray(np.tensordot(weights, np.moveaxis(data, -1, 0), axes=1))
    return np.asarray(np.matmul(data, weights[:, :, None])[..., 0])
