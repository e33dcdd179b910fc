"""Distance by sea between two ports, and the passages on the way.

The shortest way over a small network of sea lanes set by hand (``lanes.yml``): it knows no
services, calls or transhipment, so that it says how far it is and not where ships go.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
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


@dataclass(frozen=True, slots=True)
class Passage:
    """A strait or canal: what it is called, its point, and what is to be known of it."""

    name: str
    at: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Lanes:
    """Points by name, their neighbours, and passages by their ids."""

    points: Mapping[str, Point]
    beside: Mapping[str, tuple[str, ...]]
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
    told = yaml.safe_load(files("karaula.measure.routes").joinpath("lanes.yml").read_text("utf-8"))
    points = {name: (float(x), float(y)) for name, (x, y) in told["points"].items()}
    beside: dict[str, set[str]] = {name: set() for name in points}
    for run in told["lanes"]:
        for one, other in pairwise(run.split()):
            beside[one].add(other)
            beside[other].add(one)
    passages = {key: Passage(**one) for key, one in told["passages"].items()}
    return Lanes(points, {name: tuple(sorted(found)) for name, found in beside.items()}, passages)


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
    doors = [_doors(place, known) for place in places]
    for port, near in zip((start, end), doors, strict=True):
        if near.keys() <= shut:
            raise RoutesError(f"{port.name} lies at what is to be avoided")
    doors = [{at: far for at, far in near.items() if at not in shut} for near in doors]
    found = _shortest(doors[0], doors[1], known, shut)
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


def _doors(place: Point, known: Lanes) -> dict[str, float]:
    """Points that a port is joined to, with their distance."""
    far = {name: miles(place, at) for name, at in known.points.items()}
    least = min(far.values())
    return {name: length for name, length in far.items() if length <= NEAR * least}


def _shortest(
    starts: Mapping[str, float], ends: Mapping[str, float], known: Lanes, shut: Collection[str]
) -> tuple[float, tuple[str, ...]] | None:
    """The shortest way over the lanes (Dijkstra 1959), with the distance to and from them."""
    heap: list[tuple[float, str, tuple[str, ...]]] = []
    for name, length in starts.items():
        heappush(heap, (length, name, (name,)))
    done: set[str] = set()
    best: tuple[float, tuple[str, ...]] | None = None
    while heap:
        length, name, way = heappop(heap)
        if best is not None and length >= best[0]:
            return best
        if name in done:
            continue
        done.add(name)
        if name in ends and (best is None or length + ends[name] < best[0]):
            best = (length + ends[name], way)
        for other in known.beside[name]:
            if other not in done and other not in shut:
                step = miles(known.points[name], known.points[other])
                heappush(heap, (length + step, other, (*way, other)))
    return best
