"""The map of flows: from country to country as curves that grow thinner towards where they lead.

A curve bends to the right of its way, so that both ways between two countries can be told apart.
Solid is what cases show, dashed what is only said; the same flows come as GeoJSON for other maps.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import hypot, log1p
from typing import Any

from karaula.chart.boundaries import CREDIT, NOTE, boundaries
from karaula.chart.frame import MARGIN, About, Layer, Spec, card, fixed, spec
from karaula.chart.geometry import Frame, Point, Ring, away, centre, size
from karaula.chart.ground import PLANE, ground, outline, sea, surfaces
from karaula.chart.rows import layer, lettering
from karaula.chart.theme import GRID, SMALL, TOKENS
from karaula.chart.words import line as plain
from karaula.chart.words import number, several, width
from karaula.vocabulary.models import Area

MOST, MOST_SAID = 60, 20
"""Flows that one map shows, the largest first, and of those that are only said; the others are
counted in words."""
NAMED = 14
"""Countries up to which they bear their names; with more, their codes."""
THICK, THIN = 9.0, 1.6
"""Width of the largest flow where it begins, and of the smallest."""
TAPER = 0.88
"""How much of its width a flow loses on its way."""
SLICES = 16
BEND = 0.18
"""How far a curve leaves the straight line, as a share of its length."""
POINTS = 14
NEAR = 38.0
"""Degrees from the middle of the areas that a map is of, up to which others are shown with them."""
SURE = ((10, 0.85), (3, 0.6), (0, 0.4))
"""Opacity of flows with at least so many cases."""
BELOW = 14 * GRID


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """From one area to another (ISO 3166-1 alpha-3). ``value`` gives the width; ``cases`` how sure
    it is; None where documents alone say it. ``facts`` go with it into GeoJSON."""

    start: str
    end: str
    value: float | None
    cases: int = 0
    facts: Mapping[str, Any] | None = None


def flow_map(
    flows: Sequence[Flow], about: About, areas: Mapping[str, Area], *, of: Collection[str] = ()
) -> Spec:
    """Flows on a map, the largest on top. Areas too small to be seen and flows that are not shown
    are told under it, with the mandatory notes of all that is to be seen. Where it is a map ``of``
    some areas, flows to and from what lies far from them are told alone."""
    ranked = sorted(flows, key=lambda f: (-(f.value or 0), f.start, f.end))
    names = {code: plain(areas[code].name if code in areas else code)
             for flow in flows for code in (flow.start, flow.end)}  # fmt: skip
    seen = [flow for flow in ranked if flow.value is not None]
    said = [flow for flow in ranked if flow.value is None]
    shown = [*seen[:MOST], *said[:MOST_SAID]]
    known = tuple(dict.fromkeys(
        code for flow in shown for code in (flow.start, flow.end) if code in boundaries()
    ))  # fmt: skip
    if not known:
        return card(about, "no flow between two countries is known")
    known = _near(known, of)
    shapes, frame = ground(known)
    places = {code: middle(shapes[code]) for code in known if code in shapes}
    drawn = [f for f in shown if f.start in places and f.end in places]
    lost = [f for f in shown if f not in drawn]
    rows = [_land(code, shapes[code], code in known) for code in sorted(shapes)]
    layers = [sea(frame), *surfaces(rows), *_curves(drawn, places)]
    degrees = [code for flow in drawn for code in (flow.start, flow.end)]
    by_flows = sorted(set(degrees), key=lambda code: (-degrees.count(code), code))
    labels = _labels(by_flows, names if len(by_flows) <= NAMED else {}, places, frame)
    layers += labels
    layers += _legend(drawn, about, frame[3])
    told = [_said(flow, names) for flow in lost]
    left = len(ranked) - len(shown)
    more = f"{left} smaller flows" if left else None
    noted = [a.note for code, a in sorted(areas.items()) if a.note and code in shapes]
    if any(one["mark"].get("text") in by_flows for one in labels):
        noted.append("Codes are ISO 3166-1 alpha-3, Kosovo XKX.")
    without = [f"Not on the map: {several(told, 20)}."] if told else []
    facts = replace(about, source=f"{about.source}. {CREDIT}",
                    notes=(*without, *about.notes, *noted, NOTE))  # fmt: skip
    alt = several([_said(flow, names) for flow in shown], 40)
    return spec(facts, layers, height=frame[3], left=MARGIN, right=MARGIN, below=BELOW, more=more,
                alt=f"Map of flows. {alt}.")  # fmt: skip


def _near(known: tuple[str, ...], of: Collection[str]) -> tuple[str, ...]:
    """Those of some areas that lie not far from the ones that a map is of."""
    places = {code: _centre(code) for code in known}
    own = [place for code, place in places.items() if code in of]
    if not own:
        return known
    middle_of = centre((x, y) for x, y in own)
    return tuple(code for code, (x, y) in places.items() if code in of
                 or away(middle_of, (x, y)) <= NEAR)  # fmt: skip


def _said(flow: Flow, names: Mapping[str, str]) -> str:
    value = "said in documents" if flow.value is None else number(flow.value, 0)
    return f"{names[flow.start]} to {names[flow.end]} {value}"


def middle(polygons: Sequence[Sequence[Ring]]) -> Point:
    """The centre of gravity of the largest part of a shape."""
    ring = max((polygon[0] for polygon in polygons), key=size)
    x = y = twice = 0.0
    for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a * d - c * b
        twice += cross
        x += (a + c) * cross
        y += (b + d) * cross
    if abs(twice) < 1e-9:
        return ring[0]
    return x / (3 * twice), y / (3 * twice)


def _land(code: str, polygons: list[list[Ring]], named: bool) -> dict[str, Any]:
    return {"type": "Feature", "id": code, "properties": {},
            "fill": TOKENS["line" if named else "land"],
            "geometry": outline(polygons)}  # fmt: skip


def _curves(flows: Sequence[Flow], places: Mapping[str, Point]) -> list[Layer]:
    """The smallest first, so that the largest lie on top; those that are only said below all."""
    layers: list[Layer] = []
    said = [_line(curve(places[f.start], places[f.end])) for f in flows if f.value is None]
    if said:
        mark = {"type": "geoshape", "filled": False, "stroke": TOKENS["ink"], "strokeWidth": 1.4,
                "strokeDash": [5, 4], "opacity": 0.75}  # fmt: skip
        layers.append(layer(said, mark) | {"projection": PLANE})
    for opacity in sorted({shade for _, shade in SURE}):
        ranked = [f for f in flows if f.value is not None and _shade(f.cases) == opacity]
        ranked.sort(key=lambda f: f.value or 0)
        shapes = [
            _ring(tapered(curve(places[f.start], places[f.end]), _wide(f.value or 0, flows)))
            for f in ranked
        ]  # fmt: skip
        mark = {"type": "geoshape", "fill": TOKENS["accent"], "stroke": None, "opacity": opacity}
        if shapes:
            layers.append(layer(shapes, mark) | {"projection": PLANE})
    return layers


def _shade(cases: int) -> float:
    return next(shade for least, shade in SURE if cases >= least)


def _wide(value: float, flows: Sequence[Flow]) -> float:
    highest = max((flow.value or 0 for flow in flows), default=0)
    return THIN + (THICK - THIN) * (log1p(value) / log1p(highest) if highest > 0 else 0)


def curve(start: Point, end: Point) -> list[Point]:
    """A bow from point to point, bent to the right of its way (y runs downwards)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    bent = ((start[0] + end[0]) / 2 - dy * BEND, (start[1] + end[1]) / 2 + dx * BEND)
    found = []
    for at in range(POINTS + 1):
        t = at / POINTS
        weights = ((1 - t) ** 2, 2 * t * (1 - t), t**2)
        found.append((
            sum(w * p[0] for w, p in zip(weights, (start, bent, end), strict=True)),
            sum(w * p[1] for w, p in zip(weights, (start, bent, end), strict=True)),
        ))  # fmt: skip
    return found


def tapered(line: Sequence[Point], wide: float) -> list[Point]:
    """The outline of a curve that is ``wide`` where it begins and runs out where it ends."""
    left, right = [], []
    for at, point in enumerate(line):
        before, after = line[max(at - 1, 0)], line[min(at + 1, len(line) - 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = hypot(dx, dy) or 1.0
        half = wide / 2 * (1 - TAPER * at / (len(line) - 1))
        left.append((point[0] - dy / length * half, point[1] + dx / length * half))
        right.append((point[0] + dy / length * half, point[1] - dx / length * half))
    return [*left, *right[::-1]]


def _line(points: Sequence[Point]) -> dict[str, Any]:
    line = [[round(x, 1), round(y, 1)] for x, y in points]
    return {"type": "Feature", "properties": {},
            "geometry": {"type": "LineString", "coordinates": line}}  # fmt: skip


def _ring(points: Sequence[Point]) -> dict[str, Any]:
    ring = [[round(x, 1), round(y, 1)] for x, y in [*points, points[0]]]
    return {"type": "Feature", "properties": {},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip


def _labels(
    codes: Sequence[str], names: Mapping[str, str], places: Mapping[str, Point], frame: Frame
) -> list[Layer]:
    """A dot for every country, and its name or code where it hides no other."""
    dots = [{"x": round(places[code][0], 1), "y": round(places[code][1], 1)} for code in codes]
    layers: list[Layer] = [
        fixed({"type": "point", "size": 16, "fill": TOKENS["ink"], "stroke": TOKENS["paper"],
               "strokeWidth": 0.8, "opacity": 1, **dot})
        for dot in dots
    ]  # fmt: skip
    halos: list[Layer] = []
    named: list[Layer] = []
    taken: list[Frame] = []
    for code in codes:
        # A name that has no room within the frame gives way to its code.
        for text in dict.fromkeys((names.get(code, code), code)):
            box = _room(places[code], width(text, SMALL), taken, frame)
            if box is not None:
                taken.append(box)
                halo = {"stroke": TOKENS["paper"], "strokeWidth": 2.5, "strokeOpacity": 0.8}
                x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                word = lettering(align="center", x=round(x, 1), y=round(y, 1)) | {"text": text}
                halos.append(fixed(word | halo))
                named.append(fixed(word))
                break
    return [*layers, *halos, *named]


def _room(at: Point, wide: float, taken: Sequence[Frame], frame: Frame) -> Frame | None:
    """Where a word beside a point stands within the frame and over no other, if anywhere."""
    x, y = at
    for dx, dy in ((GRID + wide / 2, -2 * GRID), (-GRID - wide / 2, -2 * GRID),
                   (GRID + wide / 2, 2 * GRID), (-GRID - wide / 2, 2 * GRID)):  # fmt: skip
        box = (x + dx - wide / 2, y + dy - 6, x + dx + wide / 2, y + dy + 6)
        free = all(box[2] < b[0] or b[2] < box[0] or box[3] < b[1] or b[3] < box[1] for b in taken)
        inside = frame[0] <= box[0] and frame[1] <= box[1]
        if free and inside and box[2] <= frame[2] and box[3] <= frame[3]:
            return box
    return None


def _legend(flows: Sequence[Flow], about: About, top: float) -> list[Layer]:
    """Three curves of the width of some number, one that is only said, and what opacity means."""
    highest = max((flow.value or 0 for flow in flows), default=0)
    y = top + 4 * GRID
    x = GRID
    layers: list[Layer] = []
    samples = dict.fromkeys(_round(highest ** (part / 3)) for part in (1, 2)) if highest > 1 else {}
    for value in [*samples, *([highest] if highest else [])]:
        layers += _sample(x, y, _wide(value, flows))
        text = number(value, 0)
        x += 9 * GRID
        layers.append(fixed(lettering(fill="soft", x=x, y=y) | {"text": text}))
        x += width(text, SMALL) + 4 * GRID
    if highest:
        layers.append(fixed(lettering(fill="soft", x=x - 2 * GRID, y=y) | {"text": (
            f"{plain(about.unit)}, wide where it begins (logarithmic)")}))  # fmt: skip
    x, y = GRID, y + 5 * GRID
    for least, shade in SURE:
        ends = {"x": x, "x2": x + 3 * GRID, "y": y - 1.5 * GRID, "y2": y + 1.5 * GRID}
        box = {"type": "rect", **ends}
        layers.append(fixed(box | {"fill": TOKENS["accent"], "opacity": shade}))
        text = {10: "10 cases and more", 3: "3 to 9", 0: "1 or 2"}[least]
        x += 4 * GRID
        layers.append(fixed(lettering(fill="soft", x=x, y=y) | {"text": text}))
        x += width(text, SMALL) + 4 * GRID
    if any(flow.value is None for flow in flows):
        layers += [
            fixed({"type": "rect", "x": x + at * 2.5 * GRID, "x2": x + at * 2.5 * GRID + 6,
                   "y": y - 0.7, "y2": y + 0.7, "fill": TOKENS["ink"]})
            for at in range(3)
        ]  # fmt: skip
        layers.append(fixed(lettering(fill="soft", x=x + 9 * GRID, y=y)
                            | {"text": "said in documents only"}))  # fmt: skip
    return layers


def _sample(x: float, y: float, wide: float) -> list[Layer]:
    """A straight flow in the key, in slices: shapes are cut off at the edge of the map."""
    x, step = round(x), 8 * GRID / SLICES
    halves = [wide / 2 * (1 - TAPER * at / SLICES) for at in range(SLICES)]
    return [
        fixed({"type": "rect", "x": round(x + at * step, 1), "x2": round(x + (at + 1) * step, 1),
               "y": round(y - half, 2), "y2": round(y + half, 2), "fill": TOKENS["accent"]})
        for at, half in enumerate(halves)
    ]  # fmt: skip


def _round(value: float) -> float:
    """A value with one digit that is not 0."""
    places = len(str(int(value))) - 1
    return float(round(value / 10**places) * 10**places)


def flows_geojson(flows: Sequence[Flow], areas: Mapping[str, Area]) -> dict[str, Any]:
    """Flows as a GeoJSON collection (RFC 7946): a line each, between the centres of both areas,
    with its facts, and a point for each area with its name and note."""
    codes = sorted({code for flow in flows for code in (flow.start, flow.end)})
    at = {code: list(_centre(code)) for code in codes if code in boundaries()}
    points = [
        {"type": "Feature", "id": code, "geometry": {"type": "Point", "coordinates": at[code]},
         "properties": {"kind": "area", "area": code,
                        "name": areas[code].name if code in areas else code,
                        "note": areas[code].note if code in areas else None}}
        for code in at
    ]  # fmt: skip
    lines = [
        {"type": "Feature", "id": f"{flow.start}-{flow.end}",
         "geometry": {"type": "LineString", "coordinates": [at[flow.start], at[flow.end]]},
         "properties": {"kind": "flow", "from": flow.start, "to": flow.end, "value": flow.value,
                        "cases": flow.cases, **(flow.facts or {})}}
        for flow in flows if flow.start in at and flow.end in at
    ]  # fmt: skip
    return {"type": "FeatureCollection", "note": NOTE, "attribution": CREDIT,
            "features": [*points, *lines]}  # fmt: skip


@cache
def _centre(code: str) -> Point:
    """The middle of the largest part of an area, in degrees."""
    ring = max((polygon[0] for polygon in boundaries()[code]), key=size)
    x, y = centre(ring)
    return round(x, 3), round(y, 3)
