"""Distance by sea between two ports, and the passages on the way.

The shortest way over a small network of sea lanes set by hand (``lanes.yml``): it knows no
services, calls or transhipment, so that it says how far it is and not where ships go.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import heappop, heappush
from importlib.resources import files
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

import yaml

from karaula.measure.routes.edges import RoutesError
from karaula.vocabulary.models import Port

Point = tuple[float, float]
MILE = 1.852
"""Kilometres of a nautical mile."""
EARTH = 6371.0088 / MILE
"""Mean radius of the earth in nautical miles."""
NEAR = 1.6
"""A port is joined to the nearest point of the lanes, and to all up to so many times as far."""


KEPT = 512
"""Ports of which it is kept how far all points are."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A strait or canal: what it is called, its point, and what is to be known of it."""

    name: str
    at: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Lanes:
    """Points by name, their neighbours with how far they are, and passages by their ids."""

    points: Mapping[str, Point]
    beside: Mapping[str, Mapping[str, float]]
    passages: Mapping[str, Passage]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaLeg:
    """The shortest way by sea. ``line`` is in degrees of longitude and latitude."""

    nautical_miles: float
    passages: tuple[Passage, ...]
    """Those it leads through, in their order."""
    line: tuple[Point, ...]

    def days(self, knots: float) -> float:
        """Days at sea at a speed, without calls."""
        return self.nautical_miles / knots / 24


@cache
def lanes() -> Lanes:
    """The packaged sea lanes."""
    packaged = files("karaula.measure.routes").joinpath("lanes.yml").read_text("utf-8")
    told = yaml.load(packaged, Loader=yaml.CSafeLoader)
    points = {name: (float(x), float(y)) for name, (x, y) in told["points"].items()}
    beside: dict[str, set[str]] = {name: set() for name in points}
    for run in told["lanes"]:
        for one, other in pairwise(run.split()):
            beside[one].add(other)
            beside[other].add(one)
    passages = {key: Passage(**one) for key, one in told["passages"].items()}
    steps = {
        name: {other: miles(points[name], points[other]) for other in sorted(found)}
        for name, found in beside.items()
    }
    return Lanes(points, steps, passages)


def miles(one: Point, other: Point) -> float:
    """Nautical miles along the great circle."""
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    half = sin((d - b) / 2) ** 2 + cos(b) * cos(d) * sin((c - a) / 2) ** 2
    return 2 * EARTH * asin(min(sqrt(half), 1.0))


def sea_leg(start: Port, end: Port, avoid: Collection[str] = ()) -> SeaLeg:
    """The shortest way from port to port that keeps clear of some passages (by id).

    Raises :class:`RoutesError` for a passage that is not known, for a port that lies at one which
    is to be avoided, or where no way is left.
    """
    known = lanes()
    if unknown := [name for name in avoid if name not in known.passages]:
        raise RoutesError(
            f"there is no passage {', '.join(unknown)}", None, f"take {', '.join(known.passages)}"
        )
    shut = {known.passages[name].at for name in avoid}
    places = [(port.longitude, port.latitude) for port in (start, end)]
    if places[0] == places[1]:
        raise RoutesError(f"{start.name} and {end.name} are one place")
    doors = [_doors(place) for place in places]
    for port, near in zip((start, end), doors, strict=True):
        if near.keys() <= shut:
            raise RoutesError(f"{port.name} lies at what is to be avoided")
    ends = {at: far for at, far in doors[1].items() if at not in shut}
    found = _shortest(_reached(places[0], frozenset(shut)), ends)
    if found is None:
        without = f" without {', '.join(known.passages[name].name for name in avoid)}"
        raise RoutesError(f"no way by sea is known from {start.name} to {end.name}{without}")
    length, way = found
    named = {passage.at: passage for passage in known.passages.values()}
    return SeaLeg(
        nautical_miles=length,
        passages=tuple(named[point] for point in way if point in named),
        line=(places[0], *(known.points[point] for point in way), places[1]),
    )


@lru_cache(maxsize=KEPT)
def _doors(place: Point) -> Mapping[str, float]:
    """Points that a port is joined to, with their distance."""
    far = {name: miles(place, at) for name, at in lanes().points.items()}
    least = min(far.values())
    return {name: length for name, length in far.items() if length <= NEAR * least}


Reached = Mapping[str, tuple[float, tuple[str, ...]]]
"""Points in the order of their distance from a port, with that and the way there."""


@lru_cache(maxsize=KEPT)
def _reached(place: Point, shut: frozenset[str]) -> Reached:
    """All points that a port leads to over the lanes (Dijkstra 1959): the same port has many
    others at its ways' ends."""
    known = lanes()
    heap: list[tuple[float, str, tuple[str, ...]]] = []
    for name, length in _doors(place).items():
        if name not in shut:
            heappush(heap, (length, name, (name,)))
    found: dict[str, tuple[float, tuple[str, ...]]] = {}
    while heap:
        length, name, way = heappop(heap)
        if name in found:
            continue
        found[name] = length, way
        for other, step in known.beside[name].items():
            if other not in found and other not in shut:
                heappush(heap, (length + step, other, (*way, other)))
    return found


def _shortest(reached: Reached, ends: Mapping[str, float]) -> tuple[float, tuple[str, ...]] | None:
    """The shortest way on to the points that another port is joined to, with the distance there."""
    best: tuple[float, tuple[str, ...]] | None = None
    for name, (length, way) in reached.items():
        if name in ends and (best is None or length + ends[name] < best[0]):
            best = (length + ends[name], way)
    return best
