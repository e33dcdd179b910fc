"""Weights and scores of many draws, by matrix products wherever the method is a mean."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import numpy.typing as npt

from karaula.measure.index.kernels.gather import Gathering, gather
from karaula.measure.index.structure import Structure
from karaula.measure.index.uncertainty.choices import Choice, NoisyWeights, WeightSets

Array = npt.NDArray[np.float64]
Weights = Mapping[str, float | Array]
"""Weight of each element: a number, or one for each draw."""


def drawn_weights(
    choices: Mapping[str, Choice], places: Mapping[str, Array], full: Structure, left: Structure
) -> dict[str, float | Array]:
    """Weight of each element that is left, in each draw; one number where all draws agree.

    ``places`` are the columns of each choice in the design. Sets of weights come first, then noise.
    ``full`` is the structure before anything was left out.
    """
    weights: dict[str, float | Array] = {
        code: element.weight for code, element in left.elements.items()
    }
    for name, choice in choices.items():
        if isinstance(choice, WeightSets):
            picked = choice.picked(places[name][:, 0])
            for code in weights.keys() & {code for one in choice.sets for code in one}:
                own = left.elements[code].weight
                weights[code] = np.array([one.get(code, own) for one in choice.sets])[picked]
    for name, choice in choices.items():
        if isinstance(choice, NoisyWeights):
            within = choice.within(full)
            for place, code in zip(places[name].T, choice.codes(full), strict=True):
                if code in weights:
                    weights[code] = weights[code] * (1 + within[full.level[code]] * (2 * place - 1))
    return weights


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
