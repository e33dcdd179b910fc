"""The map: areas in the colour of their class, on muted ground."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from karaula.chart.boundaries import CREDIT, NOTE, boundaries
from karaula.chart.frame import MARGIN, About, Layer, Mark, Spec, card, fixed, spec
from karaula.chart.geometry import (
    Frame,
    Projection,
    Ring,
    around,
    away,
    bounds,
    centre,
    cut,
    equal_earth,
    room,
    size,
    thinned,
    unwound,
)
from karaula.chart.rows import Axis, layer, reach
from karaula.chart.strip import BELOW, strip
from karaula.chart.theme import GRID, SCALES, SMALL, TOKENS, WIDTH, Meaning, level, on
from karaula.chart.words import number, several, width, wrap
from karaula.vocabulary import load
from karaula.vocabulary.models import Area

TALLEST = 500.0
FAR = 55.0
"""Degrees from the middle of the areas to the farthest, up to which they are shown as a region."""
LABELLED = 40
"""Areas up to which each has its name and number on it; with more, the colours are the message."""
LINE = SMALL * 1.15
MAIN = 0.25
"""A part of an area as large as this share of its largest belongs to what the map must show."""


def choropleth(
    marks: Mapping[str, Mark | None], about: About, *, meaning: Meaning = "score",
    areas: Mapping[str, Area] | None = None, axis: Axis | None = None,
) -> Spec:  # fmt: skip
    """Areas, by ISO 3166-1 alpha-3, in the colour of their class; hatched where none has a value.

    For intensive numbers alone: scores, shares, rates, never amounts. Names come from ``areas``,
    the vocabulary by default, and with them the mandatory notes of all that is to be seen,
    under the map by themselves.
    """
    areas = load().areas if areas is None else areas
    names = {code: areas[code].name if code in areas else code for code in marks}
    gaps = [names[code] for code, mark in marks.items() if mark is None]
    held = {code: mark for code, mark in marks.items() if mark}
    if not held:
        why = f"none of the {len(marks)} areas has a value" if marks else "there is nothing to show"
        return card(about, why, gaps)
    limits = reach((mark.value for mark in held.values()), axis)
    known = tuple(code for code in marks if code in boundaries())
    if not known:
        return card(about, "no area among these has boundaries here", gaps)
    shapes, frame = _shapes(known)
    rows = [
        _feature(code, shapes[code], held, limits, meaning, code in marks)
        for code in sorted(shapes)
    ]
    height = frame[3]
    sea = fixed({"type": "rect", "x": 0, "y": 0, "x2": frame[2], "y2": height,
                 "fill": TOKENS["sea"]})  # fmt: skip
    layers = [sea, *_surfaces(rows)]
    short = [c for c in known if c not in shapes]
    for code in sorted(set(known) & set(shapes)) if len(known) <= LABELLED else ():
        said, whole = _label(names[code], areas[code].iso2 if code in areas else code, shapes[code],
                            held.get(code), about.decimals)  # fmt: skip
        ink = TOKENS["soft"]
        if value := held.get(code):
            ink = on(SCALES[meaning][level(value.value, *limits, meaning)])
        layers += [fixed(word | {"fill": ink}) for word in said]
        short += [] if whole else [code]
    short += [code for code in marks if code not in known]
    layers += strip(meaning, limits, about.unit, x=GRID, y=height + 3 * GRID, gaps=bool(gaps))
    told = [f"{names[c]} {held[c].said(about.decimals)}" for c in short if c in held]
    where = "Not in full" if len(known) <= LABELLED else "Too small to be seen"
    ranked = sorted(held, key=lambda code: -held[code].value)
    alt = several([f"{names[c]} {held[c].said(about.decimals)}" for c in ranked], LABELLED)
    noted = [a.note for code, a in sorted(areas.items()) if a.note and code in shapes]
    told_so = [f"{where} on the map: {several(told)}."] if told else []
    said_of = replace(about, source=f"{about.source}. {CREDIT}",
                      notes=(*told_so, *about.notes, *noted, NOTE))  # fmt: skip
    return spec(said_of, layers, height=height, left=MARGIN, right=MARGIN, below=BELOW, gaps=gaps,
                alt=f"Map. {alt}.")  # fmt: skip


def _surfaces(rows: list[dict[str, Any]]) -> list[Layer]:
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
                plane = {"type": "identity", "scale": 1, "translate": [0, 0]}
                layers.append(layer(bare, mark, **href) | {"projection": plane})
    return layers


@lru_cache(maxsize=8)
def _shapes(codes: tuple[str, ...]) -> tuple[dict[str, list[list[Ring]]], Frame]:
    """What lies in the frame around some areas, in units of the drawing."""
    world = boundaries()
    main = [ring for code in codes for ring in _main(world[code])]
    middle = centre(point for ring in main for point in ring)
    wide = max(away(middle, point) for ring in main for point in ring) > FAR
    project: Projection = equal_earth if wide else around(middle)
    if wide:
        main = [polygon[0] for code in world if code != "ATA" for polygon in world[code]]
    left, top, right, bottom = bounds(p for ring in main for q in ring if (p := project(q)))
    plot, edge = WIDTH - 2 * MARGIN, 4 * GRID
    scale = min((plot - 2 * edge) / (right - left), (TALLEST - 2 * edge) / (bottom - top))
    height = round((bottom - top) * scale + 2 * edge)
    dx, dy = plot / 2 - scale * (left + right) / 2, height / 2 - scale * (top + bottom) / 2
    frame = (0.0, 0.0, plot, float(height))

    def place(ring: Ring) -> Ring:
        points = [project(point) for point in ring]
        seen = [(p[0] * scale + dx, p[1] * scale + dy) for p in points if p]
        return thinned(cut(seen, frame)) if len(seen) == len(points) else []

    found: dict[str, list[list[Ring]]] = {}
    for code, polygons in world.items():
        whole = [part for polygon in polygons for part in unwound(polygon)] if wide else polygons
        placed = [[r for ring in polygon if (r := place(ring))] for polygon in whole]
        kept = [rings for rings in placed if rings and size(rings[0]) > 0.5]
        if kept:
            found[code] = kept
    return found, frame


def _main(polygons: list[list[Ring]]) -> list[Ring]:
    """Outer rings of the parts that matter: those overseas would make any map one of the world."""
    sizes = [size(polygon[0]) for polygon in polygons]
    return [p[0] for p, s in zip(polygons, sizes, strict=True) if s >= MAIN * max(sizes)]


def _surface(polygons: list[list[Ring]]) -> float:
    return max((size(polygon[0]) for polygon in polygons), default=0.0)


def _feature(
    code: str, polygons: list[list[Ring]], held: Mapping[str, Mark], axis: Axis, meaning: Meaning,
    asked: bool,
) -> dict[str, Any]:  # fmt: skip
    rings = [[[[round(x, 1), round(y, 1)] for x, y in [*r, r[0]]] for r in rings] for rings in
             polygons]  # fmt: skip
    mark = held.get(code)
    fill = TOKENS["gap" if asked else "land"]
    if mark:
        fill = SCALES[meaning][level(mark.value, *axis, meaning)]
    row = {"type": "Feature", "id": code, "properties": {}, "fill": fill,
           "geometry": {"type": "MultiPolygon", "coordinates": rings}}  # fmt: skip
    return row | ({"href": mark.href} if mark and mark.href else {})


def _label(
    name: str, code: str, polygons: list[list[Ring]], mark: Mark | None, decimals: int
) -> tuple[list[dict[str, Any]], bool]:  # fmt: skip
    """Name, number and interval where they fit into an area, with less where there is little room;
    and whether all of it is there."""
    value = [number(mark.value, decimals)] if mark else []
    span = []
    if mark and mark.low is not None and mark.high is not None:
        span = [f"{number(mark.low, decimals)}–{number(mark.high, decimals)}"]
    rings = max(polygons, key=lambda polygon: size(polygon[0]))
    names = ([name], wrap(name, SMALL, 70), [code])
    for lines, told in [
        *((n, [*value, *span]) for n in names),
        *((n, value) for n in (*names, [])),
    ]:
        said = [*lines, *told]
        wide = max((width(text, SMALL) for text in said), default=0.0)
        at = room(rings, wide, len(said) * LINE) if said else None
        if at is None:
            continue
        top = at[1] - (len(said) - 1) * LINE / 2
        words = [
            {"type": "text", "text": text, "x": round(at[0], 1), "y": round(top + row * LINE, 1),
             "fontSize": SMALL, "align": "center", "baseline": "middle",
             "fontWeight": "bold" if row == len(lines) and value else "normal"}
            for row, text in enumerate(said)
        ]  # fmt: skip
        return words, told == [*value, *span]
    return [], False
