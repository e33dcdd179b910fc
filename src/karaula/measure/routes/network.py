"""What a network of routes looks like as a whole, and where each country stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from karaula.extras import library

if TYPE_CHECKING:
    import networkx
    import pyarrow as pa


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
    communities: tuple[tuple[str, ...], ...]
    """Groups of countries with more cases among them than chance would give (Louvain, by cases)."""


def graph(edges: "pa.Table", weight: str = "cases") -> "networkx.DiGraph":
    """Edges (columns ``start``, ``end`` and the weight) as a directed graph."""
    found = library("networkx", "analytics").DiGraph()
    columns = [edges[name].to_pylist() for name in ("start", "end", weight)]
    for start, end, size in sorted(zip(*columns, strict=True)):
        if found.has_edge(start, end):
            found[start][end]["weight"] += size or 0
        else:
            found.add_edge(start, end, weight=size or 0)
    return found


def network(edges: "pa.Table", weight: str = "cases") -> Network:
    """Figures of the network that edges make; edges of several layers between two countries are
    one edge. ``weight`` is what strengths and communities count: ``cases`` or ``kg``."""
    networkx = library("networkx", "analytics")
    ways = graph(edges, weight)
    size, count = ways.number_of_nodes(), ways.number_of_edges()
    between = networkx.betweenness_centrality(ways) if size else {}
    countries = [
        Country(
            area=area,
            in_degree=ways.in_degree(area),
            out_degree=ways.out_degree(area),
            in_strength=float(ways.in_degree(area, weight="weight")),
            out_strength=float(ways.out_degree(area, weight="weight")),
            betweenness=between[area],
        )
        for area in sorted(ways)
    ]
    most = max(size - 1, 1)
    return Network(
        countries=tuple(sorted(countries, key=lambda one: (-one.degree, one.area))),
        edges=count,
        cases=float(sum(data["weight"] for _, _, data in ways.edges(data=True))),
        density=count / (size * most) if size else 0.0,
        mean_degree=2 * count / size if size else 0.0,
        in_centralisation=_falls(one.in_degree for one in countries) / most**2,
        out_centralisation=_falls(one.out_degree for one in countries) / most**2,
        betweenness_centralisation=_falls(one.betweenness for one in countries) / most,
        joined=_joined(ways),
        communities=_communities(ways),
    )


def _falls(values: Iterable[float]) -> float:
    """How far all stay behind the highest, added up."""
    found = np.fromiter(values, float)
    return float((found.max() - found).sum()) if found.size else 0.0


def _joined(ways: "networkx.DiGraph") -> float:
    size = ways.number_of_nodes()
    if size < 2:
        return 0.0
    descendants = library("networkx", "analytics").descendants
    reached = sum(len(descendants(ways, area)) for area in ways)
    return float(reached / (size * (size - 1)))


def _communities(ways: "networkx.DiGraph") -> tuple[tuple[str, ...], ...]:
    if not ways.number_of_edges():
        return ()
    community = library("networkx", "analytics").community
    found = community.louvain_communities(ways, weight="weight", seed=1)
    return tuple(sorted((tuple(sorted(group)) for group in found), key=lambda g: (-len(g), g)))
