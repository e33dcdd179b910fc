"""Shapes on the plane: from the globe to units of a drawing, cut to its frame, with room for words.

All is done before the specification is written, so that a map holds no more than what it shows.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Ring = list[Point]
Points = NDArray[np.float64]
"""One row a point."""
Projection = Callable[[Points], Points]
"""Degrees of longitude and latitude to a plane with y downwards; not a number for what lies
behind."""
Frame = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def centre(points: Iterable[Point]) -> Point:
    """The middle of points on the globe."""
    x = y = z = 0.0
    for longitude, latitude in points:
        a, b = radians(longitude), radians(latitude)
        x, y, z = x + cos(b) * cos(a), y + cos(b) * sin(a), z + sin(b)
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))


def away(one: Point, other: Point) -> float:
    """Degrees from a point of the globe to another."""
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    return degrees(2 * asin(min(sqrt(
        sin((d - b) / 2) ** 2 + cos(b) * cos(d) * sin((c - a) / 2) ** 2), 1.0)))  # fmt: skip


def around(middle: Point) -> Projection:
    """Lambert's azimuthal equal-area projection, for a part of the world."""
    a0, b0 = radians(middle[0]), radians(middle[1])

    def project(points: Points) -> Points:
        a, b = np.radians(points[:, 0]) - a0, np.radians(points[:, 1])
        near = 1 + sin(b0) * np.sin(b) + cos(b0) * np.cos(b) * np.cos(a)
        k = np.sqrt(2 / np.where(near < 0.2, np.nan, near))
        y = cos(b0) * np.sin(b) - sin(b0) * np.cos(b) * np.cos(a)
        return np.column_stack((k * np.cos(b) * np.sin(a), -k * y))

    return project


def equal_earth(points: Points) -> Points:
    """The Equal Earth projection (Šavrič, Patterson and Jenny 2018), for the whole world."""
    m = sqrt(3) / 2
    t = np.arcsin(m * np.sin(np.radians(points[:, 1])))
    t2 = t * t
    t6 = t2**3
    below = m * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2))
    x = np.radians(points[:, 0]) * np.cos(t) / below
    return np.column_stack((x, -t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))))


def bounds(points: Iterable[Point]) -> Frame:
    """The smallest frame around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def cut(ring: Ring, frame: Frame) -> Ring:
    """The part of a ring inside a frame (Sutherland and Hodgman 1974); empty if there is none."""
    left, top, right, bottom = frame
    for axis, edge, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        kept: Ring = []
        for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            inside, was = ((p[axis] - edge) * sign >= 0 for p in (point, before))
            if inside is not was:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + share * (point[0] - before[0]),
                             before[1] + share * (point[1] - before[1])))  # fmt: skip
            if inside:
                kept.append(point)
        ring = kept
    return ring


def unwound(polygon: list[Ring]) -> list[list[Ring]]:
    """A polygon in parts that do not cross the 180th meridian, for a projection of the whole."""
    rings = []
    for ring in polygon:
        turned, turn = [ring[0]], 0.0
        for before, point in pairwise(ring):
            turn += 360 * ((before[0] - point[0] > 180) - (point[0] - before[0] > 180))
            turned.append((point[0] + turn, point[1]))
        rings.append(turned)
    if all(-180 <= x <= 180 for ring in rings for x, _ in ring):
        return [polygon]
    parts = []
    for turn in (-360, 0, 360):
        moved = [cut([(x + turn, y) for x, y in ring], (-180, -90, 180, 90)) for ring in rings]
        parts += [[ring for ring in moved if ring]] if moved[0] else []
    return parts


def thinned(ring: Ring, apart: float = 0.5) -> Ring:
    """The ring without points that lie closer to the one before than can be seen."""
    kept = ring[:1]
    for point in ring[1:]:
        if hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= apart:
            kept.append(point)
    return kept if len(kept) > 2 else []


def size(ring: Sequence[Point]) -> float:
    """The surface of a ring in units, whichever way it runs."""
    closed = [*ring, *ring[:1]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(closed))) / 2


def room(rings: Sequence[Ring], wide: float, high: float) -> Point | None:
    """Where a box fits into a shape with the most room at its sides; None if it fits nowhere."""
    _, top, _, bottom = bounds(point for ring in rings for point in ring)
    best: tuple[float, Point] | None = None
    y = top + high / 2
    while y <= bottom - high / 2:
        rows = [_inside(rings, y + high * share) for share in (-0.5, -0.25, 0.0, 0.25, 0.5)]
        for start, end in _shared(rows):
            if end - start >= wide and (best is None or end - start > best[0]):
                best = end - start, ((start + end) / 2, y)
        y += 3
    return best[1] if best else None


def _inside(rings: Sequence[Ring], y: float) -> list[Point]:
    """The stretches of a level line that lie in a shape."""
    crossed = sorted(
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for ring in rings
        for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True)
        if (a[1] <= y) is not (b[1] <= y)
    )
    return list(zip(crossed[::2], crossed[1::2], strict=True))


def _shared(rows: list[list[Point]]) -> list[Point]:
    """The stretches that lie in every row."""
    found = rows[0]
    for row in rows[1:]:
        found = [(max(a, c), min(b, d)) for a, b in found for c, d in row if min(b, d) > max(a, c)]
    return found
