"""What is left of a network when its countries are taken out one by one, in several orders.

After Giommoni, Berlusconi and Aziani (2021), who take countries out by their place in the network
and measure the share of pairs that a way still joins.
"""

from dataclasses import dataclass

import numpy as np

from karaula.measure.routes.network import figures
from karaula.measure.routes.position import after_removal
from karaula.measure.routes.ways import LEVEL, Edges, interval

ORDERS = ("degree", "strength", "betweenness")
"""By what countries are taken out, the highest first; figures are those of the whole network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Share of all ordered pairs that are joined after 0, 1, 2 … countries are gone."""

    order: str
    areas: tuple[str, ...]
    """In the order in which they go; none for chance."""
    joined: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    """Of the draws, for chance."""


def removal(
    edges: Edges, cases: np.ndarray, *, most: int = 30, draws: int = 200, seed: int = 0,
    level: float = LEVEL,
) -> list[Curve]:  # fmt: skip
    """Curves by degree, strength and betweenness, and by chance (mean of ``draws`` orders, with the
    interval that holds the share ``level`` of them)."""
    square = edges.matrix(cases)
    there = square > 0
    at = {area: place for place, area in enumerate(edges.areas)}
    most = min(most, len(at))
    countries = figures(edges.areas, square, there).countries
    curves = []
    for name in ORDERS:
        ranked = sorted(countries, key=lambda one: (-getattr(one, name), one.area))[:most]
        areas = tuple(one.area for one in ranked)
        left = after_removal(there, [at[area] for area in areas])
        curves.append(Curve(order=name, areas=areas, joined=tuple(left.tolist())))
    rng = np.random.default_rng(seed)
    drawn = np.array([
        after_removal(there, rng.permutation(len(at))[:most].tolist()) for _ in range(draws)
    ])  # fmt: skip
    mean = drawn.mean(axis=0)
    low, high = interval(mean, drawn, level)
    curves.append(Curve(order="chance", areas=(), joined=tuple(mean.tolist()),
                        low=tuple(low.tolist()), high=tuple(high.tolist())))  # fmt: skip
    return curves
