"""The map of amounts: circles, by their surface, on muted ground."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor, log10, pi, sqrt
from typing import Any, Protocol

from karaula.chart.boundaries import CREDIT, NOTE, boundaries
from karaula.chart.flows import middle
from karaula.chart.frame import MARGIN, About, Layer, Spec, card, fixed, spec
from karaula.chart.geometry import Point
from karaula.chart.ground import ground, outline, placing, sea, surfaces
from karaula.chart.rows import lettering
from karaula.chart.theme import GRID, SMALL, TOKENS
from karaula.chart.words import line, number, several, width
from karaula.vocabulary.models import Area

LARGEST = 34.0
"""Radius of the largest circle."""
SMALLEST = 1.6
FULL = 25
"""Seizures from which the largest circle has its full size, so that one looks like one."""
NAMED = 16
"""Circles, the largest first, that bear their names."""
BELOW = 2 * LARGEST + 4 * GRID


class Amount(Protocol):
    """How many seizures there are at a place, or in an area where it has no position."""

    @property
    def area(self) -> str: ...
    @property
    def events(self) -> int: ...
    @property
    def kg(self) -> float | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def longitude(self) -> float | None: ...
    @property
    def latitude(self) -> float | None: ...


@dataclass(frozen=True)
class _Circle:
    x: float
    y: float
    radius: float
    name: str
    amount: Amount


def circles(
    amounts: Sequence[Amount], about: About, *, areas: Mapping[str, Area],
    silent: Sequence[str] = (),
) -> Spec:  # fmt: skip
    """A circle for each amount, whose surface goes by the number of seizures. ``silent`` areas
    never reported: they are hatched, since no circle there means nothing. Mandatory notes of all
    areas that are to be seen stand under the map."""
    known = tuple(dict.fromkeys(
        code for code in (*(one.area for one in amounts), *silent) if code in boundaries()
    ))  # fmt: skip
    if not amounts or not known:
        return card(about, "no seizure here has a place on the map")
    shapes, frame = ground(known)
    place = placing(known)
    highest = max(one.events for one in amounts)
    drawn, lost = [], []
    for one in sorted(amounts, key=lambda one: (-one.events, one.area, one.place or "")):
        at = _position(one, shapes, place)
        inside = at is not None and 0 <= at[0] <= frame[2] and 0 <= at[1] <= frame[3]
        name = one.place or (areas[one.area].name if one.area in areas else one.area)
        if at is not None and inside:
            radius = _radius(one.events, highest)
            drawn.append(_Circle(round(at[0], 1), round(at[1], 1), radius, name, one))
        else:
            lost.append(f"{name} {number(one.events, 0)}")
    asked = {one.area for one in amounts}
    looks = dict.fromkeys(asked, "line") | dict.fromkeys(silent, "gap")
    land = [_land(code, shapes[code], looks.get(code, "land")) for code in sorted(shapes)]
    layers = [sea(frame), *surfaces(land), *(_disc(one) for one in drawn)]
    layers += [*_names(drawn, frame[2], frame[3]), *_legend(highest, about, frame[3], bool(silent))]
    noted = [area.note for code, area in sorted(areas.items()) if area.note and code in shapes]
    names = [areas[code].name if code in areas else code for code in silent]
    without = [f"Not on the map: {several(lost, 20)}."] if lost else []
    facts = replace(about, source=f"{about.source}. {CREDIT}",
                    notes=(*without, *about.notes, *noted, NOTE))  # fmt: skip
    said = [f"{one.name} {number(one.amount.events, 0)}" for one in drawn]
    return spec(facts, layers, height=frame[3], left=MARGIN, right=MARGIN, below=BELOW, gaps=names,
                alt=f"Map. {several(said, 40)}.")  # fmt: skip


def _radius(events: int, highest: int) -> float:
    return max(LARGEST * sqrt(events / max(highest, FULL)), SMALLEST)


def _position(one: Amount, shapes: Mapping[str, Any], place: Any) -> Point | None:
    if one.longitude is not None and one.latitude is not None:
        found: Point | None = place((one.longitude, one.latitude))
        return found
    return middle(shapes[one.area]) if one.area in shapes else None


def _land(code: str, polygons: Any, token: str) -> dict[str, Any]:
    return {"type": "Feature", "id": code, "properties": {}, "fill": TOKENS[token],
            "geometry": outline(polygons)}  # fmt: skip


def _disc(one: _Circle) -> Layer:
    return _ring(one.x, one.y, one.radius, {"fill": TOKENS["accent"], "fillOpacity": 0.6,
                                            "stroke": TOKENS["paper"]})  # fmt: skip


def _ring(x: float, y: float, radius: float, looks: Mapping[str, Any]) -> Layer:
    mark = {"type": "point", "shape": "circle", "x": x, "y": y, "strokeWidth": 0.8, "opacity": 1,
            "size": round(pi * radius**2, 1)}  # fmt: skip
    return fixed(mark | dict(looks))


def _names(drawn: Sequence[_Circle], right: float, bottom: float) -> list[Layer]:
    """Names of the largest circles with their numbers, within the frame, where they hide no other
    name."""
    halos: list[Layer] = []
    named: list[Layer] = []
    taken: list[tuple[float, float, float, float]] = []
    for one in drawn[:NAMED]:
        text = f"{line(one.name)} {number(one.amount.events, 0)}"
        wide = width(text, SMALL) / 2
        for x, y in ((one.x, one.y), (one.x, one.y + one.radius + 2 * GRID),
                     (one.x, one.y - one.radius - 2 * GRID),
                     (one.x + one.radius + wide + GRID, one.y),
                     (one.x - one.radius - wide - GRID, one.y)):  # fmt: skip
            if y == one.y and x == one.x and one.radius < wide:
                continue
            box = (x - wide, y - 6, x + wide, y + 6)
            if box[0] < 0 or box[1] < 0 or box[2] > right or box[3] > bottom:
                continue
            if all(box[2] < b[0] or b[2] < box[0] or box[3] < b[1] or b[3] < box[1] for b in taken):
                taken.append(box)
                word = lettering(align="center", x=round(x, 1), y=round(y, 1)) | {"text": text}
                halo = {"stroke": TOKENS["paper"], "strokeWidth": 2.5, "strokeOpacity": 0.8,
                        "strokeJoin": "round"}  # fmt: skip
                halos.append(fixed(word | halo))
                named.append(fixed(word))
                break
    return [*halos, *named]


def _legend(highest: int, about: About, top: float, silent: bool) -> list[Layer]:
    """Circles of round numbers, side by side, and what hatching means."""
    x, y = GRID, top + LARGEST + 3 * GRID
    layers: list[Layer] = []
    for value in dict.fromkeys((_round(highest), _round(highest / 10), _round(highest / 100))):
        radius = _radius(value, highest)
        x += radius
        layers.append(_ring(x, y, radius, {"fill": None, "stroke": TOKENS["ink"]}))
        text = number(value, 0)
        x += radius + 2 * GRID
        layers.append(fixed(lettering(fill="soft", x=round(x, 1), y=y) | {"text": text}))
        x += width(text, SMALL) + 4 * GRID
    unit = f"{line(about.unit)}, by the surface of the circle"
    layers.append(fixed(lettering(fill="soft", x=round(x, 1), y=y) | {"text": unit}))
    if silent:
        x += width(unit, SMALL) + 4 * GRID
        layers.append(fixed({"type": "rect", "x": x, "x2": x + 5 * GRID, "y": y - 1.5 * GRID,
                             "y2": y + 1.5 * GRID, "fill": TOKENS["gap"]}))  # fmt: skip
        layers.append(fixed(lettering(fill="soft", x=x + 6 * GRID, y=y)
                            | {"text": "never reported"}))  # fmt: skip
    return layers


def _round(value: float) -> int:
    """The largest of 1, 2 and 5 times a power of ten that is no more than a number."""
    power = int(10 ** floor(log10(max(value, 1))))
    return max(n * power for n in (1, 2, 5) if n * power <= max(value, 1))
