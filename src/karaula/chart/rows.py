"""What charts of rows share: names at the left, a common axis, intervals with points on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from karaula.chart.frame import LEADING, MARGIN, NO_DATA, Layer, Mark, fixed, values
from karaula.chart.theme import BODY, GRID, SMALL, TOKENS, WIDTH
from karaula.chart.words import line, number, width, wrap

STEP = 6 * GRID
"""Height of a row with one line of type."""
BELOW = 9 * GRID
"""Room under the rows for the figures of an axis and what they are."""
LABELS = 240.0
"""The most that names may take of the width; longer ones go on a second line."""
BOLD = 1.07
"""How much wider strong type is."""

Axis = tuple[float, float]
"""Both ends of an axis, in the unit of the chart."""


@dataclass(frozen=True)
class Lanes:
    """Where rows lie: the room at the left for their names, the middle of each, their height."""

    left: float
    middles: list[float]
    height: float
    layers: list[Layer]


def lanes(
    labels: Sequence[str], *, step: float = STEP, strong: Sequence[bool] | None = None
) -> Lanes:
    """Rows with their names, every other one shaded, so that the eye keeps to its row."""
    size = BODY if step >= STEP else SMALL
    heavy = list(strong) if strong is not None else [False] * len(labels)
    sizes = [size * BOLD if bold else size for bold in heavy]
    wanted = [width(line(label), s) for label, s in zip(labels, sizes, strict=True)]
    room = min(max(wanted, default=0.0), LABELS)
    left = round(MARGIN + max(room, 12 * GRID) + 3 * GRID, 1)
    names: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    bands, middles, top = [], [], 0.0
    for place, (label, bold) in enumerate(zip(labels, heavy, strict=True)):
        rows = wrap(label, sizes[place], room + 1, lines=2)
        bottom = top + (step if len(rows) == 1 else len(rows) * size * LEADING + GRID)
        middle = (top + bottom) / 2
        for at, text in enumerate(rows):
            y = middle + (at - (len(rows) - 1) / 2) * size * LEADING
            names[bold].append({"y": round(y, 1), "text": text})
        if place % 2 == 0:
            bands.append({"y": round(top, 1), "y2": round(bottom, 1)})
        middles.append(round(middle, 1))
        top = bottom
    height = round(top, 1)
    shade = {"type": "rect", "x": GRID - left, "x2": WIDTH - left - GRID, "fill": TOKENS["band"]}
    layers = [layer(bands, shade, y=down(height), y2={"field": "y2"})]
    for bold, rows_ in names.items():
        mark = lettering(x=-3 * GRID, size=size, align="right", weight="bold" if bold else "normal")
        if rows_:
            layers.append(layer(rows_, mark, y=down(height), text={"field": "text"}))
    return Lanes(left, middles, height, layers)


def layer(rows: Sequence[dict[str, Any]], mark: dict[str, Any], **encoding: Any) -> Layer:
    """One kind of mark over rows of data."""
    return {"data": values(rows), "mark": mark, "encoding": encoding}


def lettering(
    *, size: float = SMALL, align: str = "left", fill: str = "ink", weight: str = "normal",
    style: str = "normal", **place: float,
) -> dict[str, Any]:  # fmt: skip
    """A mark of type, its middle at the place given."""
    return {"type": "text", "align": align, "baseline": "middle", "fontSize": size,
            "fontWeight": weight, "fontStyle": style, "fill": TOKENS[fill], **place}  # fmt: skip


def down(height: float, field: str = "y") -> dict[str, Any]:
    """The place of a row, in units from the top."""
    scale = {"domain": [0, height], "range": [0, height]}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def across(axis: Axis, field: str = "x") -> dict[str, Any]:
    """The place of a number on the common axis."""
    scale = {"domain": list(axis), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def grid(axis: Axis, title: str, lanes: Lanes, plot: float, *, signed: bool = False) -> list[Layer]:
    """Lines down the rows at round numbers, the numbers below them, and what they are."""
    places = ticks(*axis)
    step = places[1] - places[0] if len(places) > 1 else 1.0
    decimals = decimals_of(step)
    rows = [{"x": at, "text": number(at, decimals, signed=signed)} for at in places]
    rule = {"type": "rule", "stroke": TOKENS["line"], "strokeWidth": 1}
    under = lettering(align="center", fill="soft", y=lanes.height + 3 * GRID)
    name = lettering(align="center", fill="soft", x=plot / 2, y=lanes.height + 7 * GRID)
    return [
        layer(rows, rule, x=across(axis)),
        layer(rows, under, x=across(axis), text={"field": "text"}),
        fixed(name | {"text": line(title)}),
    ]


def decimals_of(step: float) -> int:
    """How many decimals the figures of an axis need."""
    return next(
        places for places in range(17) if abs(step - round(step, places)) <= abs(step) * 1e-6
    )


def ticks(low: float, high: float) -> list[float]:
    """Round values from end to end of an axis, four to nine of them."""
    rough = (high - low) / 6
    power = 10.0 ** floor(log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough * 0.999)
    first = -floor(-low / step + 1e-9)
    count = floor((high - first * step) / step + 1e-9)
    return [round((first + at) * step, 12) for at in range(count + 1)]


def reach(numbers: Iterable[float], axis: Axis | None = None) -> Axis:
    """An axis that holds every number: the one asked for, made longer where one lies outside it."""
    held = [*numbers, *(axis or ())]
    low, high = min(held), max(held)
    if axis is not None and (low, high) == axis:
        return axis
    slack = 0.04 * (high - low) or max(abs(high) * 0.05, 0.5)
    return (
        low if axis and low == axis[0] else low - slack,
        high if axis and high == axis[1] else high + slack,
    )


def ends(marks: Iterable[Mark | None]) -> list[float]:
    """All numbers of some marks, with the ends of their intervals."""
    return [n for m in marks if m for n in (m.value, m.low, m.high) if n is not None]


def points(
    marks: Sequence[tuple[float, Mark]], lanes: Lanes, x: dict[str, Any], *,
    colour: str, weak: str, hollow: bool = False,
) -> list[Layer]:  # fmt: skip
    """Intervals first, their points on top: ``marks`` are places from the top with their marks."""
    rows = [{"x": m.value, "low": m.low, "high": m.high, "y": y, "href": m.href} for y, m in marks]
    spans = [row for row in rows if row["low"] is not None and row["high"] is not None]
    y, fill = down(lanes.height), TOKENS["paper"] if hollow else colour
    dot = {"type": "point", "size": 55, "fill": fill, "stroke": colour, "strokeWidth": 1.6,
           "opacity": 1}  # fmt: skip
    bar = {"type": "rule", "stroke": weak, "strokeWidth": 2 if hollow else 4, "strokeCap": "butt"}
    found = []
    if spans:
        found.append(layer(spans, bar, x=x | {"field": "low"}, x2={"field": "high"}, y=y))
    for linked in (True, False):
        group = [row for row in rows if (row["href"] is not None) is linked]
        href = {"href": {"field": "href"}} if linked else {}
        if group:
            found.append(layer(group, dot, x=x, y=y, **href))
    return found


def missing(places: Sequence[float], lanes: Lanes, say: str = NO_DATA) -> list[Layer]:
    """The words that stand in a row without a value."""
    rows = [{"y": y, "text": say} for y in places]
    mark = lettering(x=2 * GRID, fill="soft", style="italic")
    return [layer(rows, mark, y=down(lanes.height), text={"field": "text"})] if rows else []


def aside(
    rows: Sequence[tuple[float, str]], lanes: Lanes, plot: float, head: str = ""
) -> list[Layer]:
    """Figures in words at the right of their rows, under a head."""
    told = [{"y": y, "text": line(said)} for y, said in rows if said]
    if not told:
        return []
    mark = lettering(x=plot + 3 * GRID)
    found = [layer(told, mark, y=down(lanes.height), text={"field": "text"})]
    if head:
        title = lettering(x=plot + 3 * GRID, y=-3.35 * GRID, fill="soft")
        found.append(fixed(title | {"text": line(head)}))
    return found


def right_of(said: Sequence[str], head: str = "") -> float:
    """The room that figures in words take at the right."""
    widest = max((width(line(one), SMALL) for one in [*said, head]), default=0.0)
    return round(widest + 6 * GRID if widest else 6 * GRID, 1)
