"""What a network of routes looks like as a whole, and where each country stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from karaula.extras import library
from karaula.measure.routes.position import betweenness, falls, joined, levels
from karaula.measure.routes.unseen import all_edges, all_edges_interval, seen_interval
from karaula.measure.routes.ways import LEVEL, Edges, interval

if TYPE_CHECKING:
    import pyarrow as pa

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """Where one country stands. ``strength`` counts cases on its edges, ``degree`` its edges."""

    area: str
    in_degree: int
    out_degree: int
    in_strength: float
    out_strength: float
    betweenness: float
    """Share of the shortest ways between two others that lead through it (Freeman 1977)."""

    @property
    def degree(self) -> int:
        return self.in_degree + self.out_degree

    @property
    def strength(self) -> float:
        return self.in_strength + self.out_strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A directed network of countries without loops, and its figures."""

    countries: tuple[Country, ...]
    """The one with most edges first."""
    edges: int
    cases: float
    density: float
    """Edges of all that could be: ``m / (n (n - 1))``."""
    mean_degree: float
    """Edges in and out of a country, on average: ``2 m / n``."""
    in_centralisation: float
    out_centralisation: float
    """How far all edges lead into, or out of, one country: 1 for a star (Freeman 1978):
    ``sum(max - degree) / (n - 1)^2``."""
    betweenness_centralisation: float
    """``sum(max - betweenness) / (n - 1)``, betweenness as a share."""
    joined: float
    """Share of ordered pairs of countries that a way joins."""
    communities: tuple[tuple[str, ...], ...] = ()
    """Groups of countries with more cases among them than chance would give (Louvain, by cases)."""


WHOLE = (
    "edges", "density", "mean_degree", "in_centralisation", "out_centralisation",
    "betweenness_centralisation", "joined",
)  # fmt: skip
"""Figures of a network as a whole that resampling gives an interval."""


def network(edges: "pa.Table", weight: str = "cases") -> Network:
    """Figures of the network that edges make; edges of several layers between two countries are
    one edge. ``weight`` is what strengths and communities count: ``cases`` or ``kg``."""
    sums: dict[tuple[str, str], float] = {}
    columns = [edges[name].to_pylist() for name in ("start", "end", weight)]
    for start, end, size in zip(*columns, strict=True):
        sums[start, end] = sums.get((start, end), 0.0) + (size or 0)
    areas = tuple(sorted({area for pair in sums for area in pair}))
    at = {area: place for place, area in enumerate(areas)}
    square = np.zeros((len(areas), len(areas)))
    there = square.astype(bool)
    for (start, end), size in sums.items():
        square[at[start], at[end]] = size
        there[at[start], at[end]] = True
    return figures(areas, square, there, communities(sums))


def figures(
    areas: Sequence[str], weights: np.ndarray, there: np.ndarray,
    groups: tuple[tuple[str, ...], ...] = (),
) -> Network:  # fmt: skip
    """Figures from squares of countries: weights, and where an edge runs from row to column."""
    size, count = len(areas), int(there.sum())
    ways = levels(there)
    between = betweenness(there, ways)
    into, out = there.sum(axis=0), there.sum(axis=1)
    strong = weights.sum(axis=0), weights.sum(axis=1)
    countries = [
        Country(
            area=area,
            in_degree=int(into[at]),
            out_degree=int(out[at]),
            in_strength=float(strong[0][at]),
            out_strength=float(strong[1][at]),
            betweenness=float(between[at]),
        )
        for at, area in enumerate(areas)
    ]
    most = max(size - 1, 1)
    return Network(
        countries=tuple(sorted(countries, key=lambda one: (-one.degree, one.area))),
        edges=count,
        cases=float(weights.sum()),
        density=count / (size * most) if size else 0.0,
        mean_degree=2 * count / size if size else 0.0,
        in_centralisation=falls(into) / most**2,
        out_centralisation=falls(out) / most**2,
        betweenness_centralisation=falls(between) / most,
        joined=joined(there, ways),
        communities=groups,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Intervals of a network's figures.

    How many edges there are (and what is made of that alone: density and degrees) by how many are
    likely unseen, see :mod:`karaula.measure.routes.unseen`; the others from resampled cases. A
    sample can lose an edge that one case makes, and never finds one that no case showed: the upper
    ends of those are therefore mostly the figures themselves.
    """

    whole: dict[str, Interval]
    """Of the figures of :data:`WHOLE`."""
    betweenness: dict[str, Interval]
    degree: dict[str, Interval]
    strength: dict[str, Interval]
    every: float
    """At least how many edges there are, seen and unseen."""
    every_between: Interval


def network_doubt(
    edges: Edges, cases: np.ndarray, draws: np.ndarray, level: float = LEVEL
) -> Doubt:
    """How far figures of a network move when its cases are resampled.

    ``cases`` are those of the edges, ``draws`` samples of them (draws by edges); the countries
    stay those of the whole network.
    """
    point = figures(edges.areas, edges.matrix(cases), edges.matrix(cases) > 0)
    found = [figures(edges.areas, square, square > 0) for square in map(edges.matrix, draws)]
    whole = {
        name: _ends(getattr(point, name), [getattr(one, name) for one in found], level)
        for name in WHOLE
    }
    drawn = [{country.area: country for country in one.countries} for one in found]
    seen = seen_interval(cases, level)
    whole["edges"] = seen
    for name in ("density", "mean_degree"):
        each = getattr(point, name) / point.edges if point.edges else 0.0
        whole[name] = seen[0] * each, seen[1] * each
    by_area: dict[str, dict[str, Interval]] = {
        name: {
            country.area: _ends(
                getattr(country, name), [getattr(one[country.area], name) for one in drawn], level
            )
            for country in point.countries
        }
        for name in ("betweenness", "strength")
    }
    touching: dict[str, list[float]] = {}
    for pair, number in zip(edges.pairs, cases.tolist(), strict=True):
        for area in pair:
            touching.setdefault(area, []).append(number)
    by_area["degree"] = {
        area: seen_interval(np.array(numbers), level) for area, numbers in touching.items()
    }
    return Doubt(
        whole=whole, every=all_edges(cases), every_between=all_edges_interval(cases, level),
        **by_area,
    )  # fmt: skip


def _ends(point: float, drawn: Sequence[float], level: float) -> Interval:
    low, high = interval(point, np.array(drawn, float), level)
    return float(low), float(high)


def communities(sums: dict[tuple[str, str], float]) -> tuple[tuple[str, ...], ...]:
    """Groups of countries by Louvain's method (Blondel et al. 2008), with a fixed seed; the
    largest first. Weights are by pair of countries."""
    if not sums:
        return ()
    networkx = library("networkx", "analytics")
    ways = networkx.DiGraph()
    ways.add_weighted_edges_from((start, end, size) for (start, end), size in sorted(sums.items()))
    found = networkx.community.louvain_communities(ways, weight="weight", seed=1)
    return tuple(sorted((tuple(sorted(group)) for group in found), key=lambda g: (-len(g), g)))
