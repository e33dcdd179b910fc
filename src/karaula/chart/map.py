"""The map: areas in the colour of their class, on muted ground."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from karaula.chart.boundaries import CREDIT, NOTE, boundaries
from karaula.chart.frame import MARGIN, About, Mark, Spec, card, fixed, spec
from karaula.chart.geometry import Ring, room, size
from karaula.chart.ground import ground, outline, sea, surfaces
from karaula.chart.rows import Axis, reach
from karaula.chart.strip import BELOW, strip
from karaula.chart.theme import GRID, SCALES, SMALL, TOKENS, Meaning, level, on
from karaula.chart.words import number, several, width, wrap
from karaula.vocabulary import load
from karaula.vocabulary.models import Area

LABELLED = 40
"""Areas up to which each has its name and number on it; with more, the colours are the message."""
LINE = SMALL * 1.15


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
    shapes, frame = ground(known)
    rows = [
        _feature(code, shapes[code], held, limits, meaning, code in marks)
        for code in sorted(shapes)
    ]
    height = frame[3]
    layers = [sea(frame), *surfaces(rows)]
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


def _surface(polygons: list[list[Ring]]) -> float:
    return max((size(polygon[0]) for polygon in polygons), default=0.0)


def _feature(
    code: str, polygons: list[list[Ring]], held: Mapping[str, Mark], axis: Axis, meaning: Meaning,
    asked: bool,
) -> dict[str, Any]:  # fmt: skip
    mark = held.get(code)
    fill = TOKENS["gap" if asked else "land"]
    if mark:
        fill = SCALES[meaning][level(mark.value, *axis, meaning)]
    row = {"type": "Feature", "id": code, "properties": {}, "fill": fill,
           "geometry": outline(polygons)}  # fmt: skip
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
