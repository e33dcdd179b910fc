"""The arithmetic that figures of a structure keep, for checking: levels, scale, bounds, means."""

from collections.abc import Collection, Mapping, Sequence
from math import inf
from typing import Any

import numpy as np

from karaula.check import structure as check
from karaula.measure.index.methods import Method
from karaula.measure.index.scoring import usual_chain
from karaula.measure.index.step import Step
from karaula.measure.index.steps.aggregate import gatherings_of
from karaula.measure.index.structure import Structure

ARITHMETIC = "arithmetic"
RISING = ("geometric", "harmonic", "generalised", "median")
"""Means that never fall where a part rises, so that bounds of parts bound them."""
_QUIET = ("aggregate", "rank", "screen", "weight")
"""Steps that leave the values as they were."""
_TELLING = ("weight", "custom", "select")
"""Steps after which weights and parts are others than the structure says."""


def on_scale(structure: Structure) -> bool:
    """Whether indicators count as they are given: nothing brings them onto another scale first."""
    steps = structure.chain if structure.chain is not None else usual_chain(structure)
    return all(step.verb in _QUIET for step in steps)


def arithmetic(
    structure: Structure, *, units: int | None = None, full: Collection[str] = ()
) -> check.Structure:
    """What figures of a structure must keep among themselves, without any data.

    ``units`` is how many units the index scores, where that is known; ``full`` are elements that
    have a figure for every unit. A level that is no mean of its parts, such as one by outranking,
    one whose weights come from data, or one that may lack parts, is held against nothing.
    """
    steps = structure.chain if structure.chain is not None else usual_chain(structure)
    settings = next((s.settings for s in reversed(steps) if s.verb == "aggregate"), {})
    told = not any(step.verb in _TELLING for step in steps)
    codes = (*structure.indicators, *structure.aggregates)
    levels: dict[str, dict[str, float]] = {}
    means: dict[str, check.Mean] = {}
    for one in gatherings_of(structure, codes, settings) if told else ():
        parts = structure.parts[one.code]
        whole = one.available >= 1 or set(parts) <= set(full)
        if whole and one.method.name in (ARITHMETIC, *RISING):
            levels[one.code] = {part: structure.elements[part].weight for part in parts}
            if one.method.name in RISING:
                means[one.code] = _mean(one.method, one.settings)
    scale = structure.scale if on_scale(structure) else None
    return check.Structure(
        levels,
        decimals=structure.decimals,
        scale=None if scale is None else (scale.low, scale.high, scale.step),
        bounds=_bounds(steps),
        means=means,
        opaque=[code for code in structure.aggregates if code not in levels],
        areas=units,
    )


def _mean(method: Method, settings: Mapping[str, Any]) -> check.Mean:
    def mean(values: Sequence[float], weights: Sequence[float]) -> float:
        made = method(np.array([values]), np.array(weights), **settings)
        return float(np.asarray(made).reshape(-1)[0])

    return mean


def _bounds(steps: Sequence[Step]) -> check.Span:
    """Ends of the scale that values are brought to; none where that is not known."""
    last = next((s.settings for s in reversed(steps) if s.verb == "normalise"), None)
    if last is None or last.get("per") or last.get("method", "min_max") != "min_max":
        return -inf, inf
    low, high = last.get("low", 0.0), last.get("high", 100.0)
    return float(min(low, high)), float(max(low, high))
