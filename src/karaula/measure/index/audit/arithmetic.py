"""The arithmetic that figures of a structure keep, for checking: levels, scale, bounds, means."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

import numpy as np

from karaula.check import structure as check
from karaula.measure.index.methods import Method
from karaula.measure.index.step import Step
from karaula.measure.index.steps.aggregate import gatherings_of
from karaula.measure.index.structure import Structure

ARITHMETIC = "arithmetic"
RISING = ("geometric", "harmonic", "generalised", "median")
"""Means that never fall where a part rises, so that bounds of parts bound them."""
_QUIET = ("aggregate", "rank", "screen")
"""Steps that leave the values as they were."""


def arithmetic(structure: Structure, units: int | None = None) -> check.Structure:
    """What figures of a structure must keep among themselves, without any data.

    ``units`` is how many units the index scores, where that is known. A level that is no mean of
    its parts, such as one by outranking, is held against nothing but its bounds.
    """
    steps = structure.chain or ()
    as_given = all(step.verb in _QUIET for step in steps) and (
        structure.chain is not None or structure.scale is not None
    )
    scale = structure.scale if as_given else None
    settings = next((s.settings for s in reversed(steps) if s.verb == "aggregate"), {})
    levels: dict[str, dict[str, float]] = {}
    means: dict[str, check.Mean] = {}
    if any(step.verb in ("weight", "custom", "select") for step in steps):
        codes: tuple[str, ...] = ()  # weights and parts are known only once the steps are taken
    else:
        codes = (*structure.indicators, *structure.aggregates)
    for one in gatherings_of(structure, codes, settings) if codes else ():
        name = one.method.name
        if name == ARITHMETIC or name in RISING:
            levels[one.code] = {
                part: structure.elements[part].weight for part in structure.parts[one.code]
            }
        if name in RISING:
            means[one.code] = _mean(one.method, one.settings)
    return check.Structure(
        levels,
        decimals=structure.decimals,
        scale=None if scale is None else (scale.low, scale.high, scale.step),
        bounds=(-inf, inf) if as_given else _bounds(structure.chain),
        means=means,
        areas=units,
    )


def _mean(method: Method, settings: Mapping[str, Any]) -> check.Mean:
    def mean(values: Sequence[float], weights: Sequence[float]) -> float:
        made = method(np.array([values]), np.array(weights), **settings)
        return float(np.asarray(made).reshape(-1)[0])

    return mean


def _bounds(chain: Sequence[Step] | None) -> check.Span:
    """Ends of the scale that values are brought to; none where that is not known."""
    if chain is None:
        return 0.0, 100.0
    last = next((s.settings for s in reversed(chain) if s.verb == "normalise"), None)
    if last is None or last.get("per") or last.get("method", "min_max") != "min_max":
        return -inf, inf
    low, high = last.get("low", 0.0), last.get("high", 100.0)
    return float(min(low, high)), float(max(low, high))
