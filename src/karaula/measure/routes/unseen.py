"""How many edges there are, when cases show only some of them.

Edges that single cases show are to a network what species are to a catch: the fewer cases an edge
has, the more edges there are that no case showed. Drawing the same cases again can only lose edges,
so that its intervals lie on one side; these do not.
"""

from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np

from karaula.measure.routes.ways import LEVEL


def all_edges(cases: np.ndarray) -> float:
    """At least how many edges there are, seen and unseen: ``cases`` are those of each edge seen.

    Bias-corrected estimator of a lower bound, from edges with one and with two cases (Chao 1987,
    Estimating the population size for capture-recapture data with unequal catchability; Chao 2005).
    """
    once, twice = int(np.sum(cases == 1)), int(np.sum(cases == 2))
    return float(np.sum(cases > 0)) + once * (once - 1) / (2 * (twice + 1))


def all_edges_interval(cases: np.ndarray, level: float = LEVEL) -> tuple[float, float]:
    """Interval of :func:`all_edges`, by the logarithm of what is unseen (Chao 1987); it begins at
    the edges seen."""
    seen, once, twice = (float(np.sum(one)) for one in (cases > 0, cases == 1, cases == 2))
    more = all_edges(cases) - seen
    if more <= 0:
        return seen, seen
    part = twice + 1
    spread = once * (once - 1) / (2 * part) + once * (2 * once - 1) ** 2 / (4 * part**2)
    spread += once**2 * twice * (once - 1) ** 2 / (4 * part**4)
    factor = exp(_z(level) * sqrt(log(1 + spread / more**2)))
    return seen + more / factor, seen + more * factor


def seen_interval(cases: np.ndarray, level: float = LEVEL) -> tuple[float, float]:
    """How many edges as many other cases of the same trade would show.

    Each of :func:`all_edges` is seen or not, so that the number seen varies by ``s (1 - s / all)``
    (Colwell, Mao and Chang 2004, Interpolating, extrapolating, and comparing incidence-based
    species accumulation curves, equation 6).
    """
    seen, every = float(np.sum(cases > 0)), all_edges(cases)
    far = _z(level) * sqrt(seen * (1 - seen / every)) if every else 0.0
    return max(seen - far, 0.0), min(seen + far, every)


def _z(level: float) -> float:
    return NormalDist().inv_cdf(0.5 + level / 2)
