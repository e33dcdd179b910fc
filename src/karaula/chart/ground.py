"""The ground of a map: areas around some countries, in units of the drawing, and the sea."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from karaula.chart.boundaries import boundaries
from karaula.chart.frame import MARGIN, Layer, fixed
from karaula.chart.geometry import (
    Frame,
    Point,
    Points,
    Projection,
    Ring,
    around,
    away,
    bounds,
    centre,
    cut,
    equal_earth,
    size,
    thinned,
    unwound,
)
from karaula.chart.rows import layer
from karaula.chart.theme import GRID, TOKENS, WIDTH

TALLEST = 500.0
FAR = 55.0
"""Degrees from the middle of the areas to the farthest, up to which they are shown as a region."""
MAIN = 0.25
"""A part of an area as large as this share of its largest belongs to what the map must show."""
PLANE = {"type": "identity", "scale": 1, "translate": [0, 0]}
"""Shapes are projected before they are written."""


def sea(frame: Frame) -> Layer:
    """The water around everything."""
    return fixed({"type": "rect", "x": 0, "y": 0, "x2": frame[2], "y2": frame[3],
                  "fill": TOKENS["sea"]})  # fmt: skip


def surfaces(rows: list[dict[str, Any]]) -> list[Layer]:
    """Areas by colour: the ground first, so that the borders of the others lie on top."""
    layers = []
    for fill in dict.fromkeys(sorted((row["fill"] for row in rows), key=TOKENS["land"].__ne__)):
        mark = {"type": "geoshape", "fill": fill, "stroke": TOKENS["border"], "strokeWidth": 0.8,
                "strokeJoin": "round"}  # fmt: skip
        for linked in (False, True):
            group = [row for row in rows if row["fill"] == fill and ("href" in row) is linked]
            if group:
                href = {"href": {"field": "href"}} if linked else {}
                bare = [{k: v for k, v in row.items() if k != "fill"} for row in group]
                layers.append(layer(bare, mark, **href) | {"projection": PLANE})
    return layers


@lru_cache(maxsize=16)
def ground(codes: tuple[str, ...]) -> tuple[dict[str, list[list[Ring]]], Frame]:
    """What lies in the frame around some areas, in units of the drawing."""
    put, frame, wide = _laid(codes)
    shapes = _whole() if wide else _placed(_in_degrees(), put, frame, 0.5)
    # A map of the world is seen as a whole: what is finer than its lines only makes it heavy.
    least = 2.0 if wide else 0.5
    found: dict[str, list[list[Ring]]] = {}
    for code, polygons in shapes.items():
        seen = 0.5 if code in codes else least
        kept = [rings for rings in polygons if size(rings[0]) > seen]
        if kept:
            found[code] = kept
    return found, frame


@cache
def _whole() -> dict[str, list[list[Ring]]]:
    """The whole world in units of the drawing."""
    put, frame = _world()
    parts = {code: [part for polygon in polygons for part in unwound(polygon)]
             for code, polygons in boundaries().items()}  # fmt: skip
    return _placed(Shapes.of(parts), put, frame, 1.2)


@cache
def _in_degrees() -> "Shapes":
    return Shapes.of(boundaries())


@dataclass(frozen=True, slots=True)
class Shapes:
    """Areas with the points of all their rings in one array, which is projected at once: rings are
    many and mostly short. ``starts`` says where each ring begins, in the order of the areas."""

    areas: Mapping[str, list[list[Ring]]]
    points: Points
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, areas: Mapping[str, list[list[Ring]]]) -> "Shapes":
        """The same areas with their points side by side."""
        rings = [ring for polygons in areas.values() for polygon in polygons for ring in polygon]
        ends = np.cumsum([0, *(len(ring) for ring in rings)])
        return cls(areas, np.array([point for ring in rings for point in ring]), ends[:-1])


def _placed(
    shapes: Shapes, put: Projection, frame: Frame, apart: float
) -> dict[str, list[list[Ring]]]:
    """Shapes on the plane as far as they lie in a frame, without what is finer than ``apart``, to
    a tenth of a unit."""
    left, top, right, bottom = frame
    at = put(shapes.points)
    # What is not a number for one point is so for the ends of its ring, which then lies nowhere.
    (west, north), (east, south) = (
        ends.reduceat(at, shapes.starts).T for ends in (np.minimum, np.maximum)
    )
    seen = (west <= right) & (east >= left) & (north <= bottom) & (south >= top)
    inside = (west >= left) & (east <= right) & (north >= top) & (south <= bottom)
    rings = zip(shapes.starts.tolist(), seen.tolist(), inside.tolist(), strict=True)

    def place(ring: Ring) -> Ring:
        start, is_seen, is_inside = next(rings)
        if not is_seen:
            return []
        placed: Ring = [(x, y) for x, y in at[start : start + len(ring)].tolist()]
        thin = thinned(placed if is_inside else cut(placed, frame), apart)
        return [(round(x, 1), round(y, 1)) for x, y in thin]

    found = {}
    for code, polygons in shapes.areas.items():
        placed = [[r for ring in polygon if (r := place(ring))] for polygon in polygons]
        found[code] = [polygon for polygon in placed if polygon]
    return found


def outline(polygons: list[list[Ring]]) -> dict[str, Any]:
    """A shape of the ground as the geometry of a feature, its rings closed."""
    rings = [[[*ring, ring[0]] for ring in polygon] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": rings}


def placing(codes: tuple[str, ...]) -> Callable[[Point], Point | None]:
    """Where a point in degrees lies in the drawing of the ground around some areas."""
    put = _laid(codes)[0]

    def place(point: Point) -> Point | None:
        x, y = put(np.array([point]))[0].tolist()
        return None if isnan(x) else (x, y)

    return place


@lru_cache(maxsize=16)
def _laid(codes: tuple[str, ...]) -> tuple[Projection, Frame, bool]:
    """How the globe is laid on the drawing around some areas, its frame, and whether it is the
    whole world."""
    main = [ring for code in codes for ring in _main(boundaries()[code])]
    middle = centre(point for ring in main for point in ring)
    if max(away(middle, point) for ring in main for point in ring) > FAR:
        return *_world(), True
    return *_fitted(around(middle), main), False


@cache
def _world() -> tuple[Projection, Frame]:
    """The same for the whole world, whichever areas it is about."""
    world = boundaries()
    return _fitted(equal_earth, [p[0] for code in world if code != "ATA" for p in world[code]])


def _fitted(project: Projection, rings: Sequence[Ring]) -> tuple[Projection, Frame]:
    """A projection in units of a drawing that holds some rings, and its frame."""
    shown = np.concatenate([project(np.array(ring)) for ring in rings])
    (left, top), (right, bottom) = np.nanmin(shown, axis=0), np.nanmax(shown, axis=0)
    plot, edge = WIDTH - 2 * MARGIN, 4 * GRID
    scale = min((plot - 2 * edge) / (right - left), (TALLEST - 2 * edge) / (bottom - top))
    height = round((bottom - top) * scale + 2 * edge)
    dx, dy = plot / 2 - scale * (left + right) / 2, height / 2 - scale * (top + bottom) / 2

    def put(points: Points) -> Points:
        placed: Points = project(points) * scale + np.array([dx, dy])
        return placed

    return put, (0.0, 0.0, plot, float(height))


def extent(codes: Iterable[str]) -> Frame | None:
    """West, south, east and north of some areas, in degrees; None where none has boundaries."""
    world = boundaries()
    rings = [ring for code in codes if code in world for ring in _main(world[code])]
    return bounds(point for ring in rings for point in ring) if rings else None


def _main(polygons: list[list[Ring]]) -> list[Ring]:
    """Outer rings of the parts that matter: those overseas would make any map one of the world."""
    sizes = [size(polygon[0]) for polygon in polygons]
    return [p[0] for p, s in zip(polygons, sizes, strict=True) if s >= MAIN * max(sizes)]
