"""Lines over a common axis, each with the band of its interval: shares over time, what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor

from karaula.chart.frame import MARGIN, About, Key, Layer, Mark, Spec, card, spec
from karaula.chart.rows import Axis, layer, lettering, reach, ticks
from karaula.chart.theme import GRID, HUES, SMALL, TOKENS, WIDTH
from karaula.chart.words import line, number, several, width

HEIGHT = 260.0
EACH = 12
"""Whole places along the axis up to which each has its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: places along the axis with what stands there; None is a gap, where it breaks."""

    label: str
    marks: tuple[tuple[float, Mark | None], ...]


def curves(
    lines: Sequence[Line], about: About, *, along: str, axis: Axis | None = None,
    whole: bool = True,
) -> Spec:  # fmt: skip
    """Lines in the order given, at most as many as there are colours. ``along`` says what the axis
    below is (``year``, ``countries taken out``); ``axis`` are ends that the other one has at
    least; ``whole`` says that places along are whole numbers."""
    lines = lines[: len(HUES)]
    held = [mark for one in lines for _, mark in one.marks if mark]
    if not held:
        return card(about, "there is nothing to show", [one.label for one in lines])
    ends = [end for m in held for end in (m.value, m.low, m.high) if end is not None]
    down, across = reach(ends, axis), _ends([at for one in lines for at, _ in one.marks])
    left = round(MARGIN + max(width(number(end, 0), SMALL) for end in down) + 4 * GRID, 1)
    plot = WIDTH - left - 6 * GRID
    x = _place("x", across, (0, plot))
    y = _place("y", down, (HEIGHT, 0))
    layers = _grid(down, across, x, y, plot, along, whole)
    key = []
    for colour, one in zip(HUES, lines, strict=False):
        key.append(Key("bar", colour, one.label))
        for run in _runs(one):
            layers += _drawn(run, colour, x, y)
    gaps = [one.label for one in lines if not any(mark for _, mark in one.marks)]
    return spec(about, layers, height=HEIGHT, left=left, right=6 * GRID, below=10 * GRID, key=key,
                gaps=gaps, alt=f"Lines over {along}. {_told(lines, about.decimals)}.")  # fmt: skip


def _ends(places: Sequence[float]) -> Axis:
    low, high = min(places), max(places)
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def _place(field: str, axis: Axis, extent: Axis) -> dict[str, object]:
    scale = {"domain": list(axis), "range": list(extent), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _grid(
    down: Axis, across: Axis, x: dict[str, object], y: dict[str, object], plot: float, along: str,
    whole: bool,
) -> list[Layer]:  # fmt: skip
    rule = {"type": "rule", "stroke": TOKENS["line"], "strokeWidth": 1}
    side = [{"y": at, "text": number(at, 0 if at == int(at) else 1)} for at in ticks(*down)]
    places = sorted({round(at) if whole else at for at in ticks(*across)})
    if whole and across[1] - across[0] <= EACH:
        places = list(range(ceil(across[0]), floor(across[1]) + 1))
    under = [{"x": at, "text": f"{at:g}"} for at in places if across[0] <= at <= across[1]]
    text = {"field": "text"}
    return [
        layer([{"y": row["y"]} for row in side], rule | {"x": 0, "x2": plot}, y=y),
        layer(side, lettering(align="right", fill="soft", x=-2 * GRID), y=y, text=text),
        layer(under, lettering(align="center", fill="soft", y=HEIGHT + 3 * GRID), x=x, text=text),
        layer([{"text": line(along)}], lettering(align="center", fill="soft", x=plot / 2,
                                          y=HEIGHT + 7 * GRID), text=text),
    ]  # fmt: skip


def _runs(one: Line) -> list[list[tuple[float, Mark]]]:
    """Stretches without a gap."""
    return [
        [(at, mark) for at, mark in run if mark]
        for there, run in groupby(one.marks, key=lambda item: item[1] is not None) if there
    ]  # fmt: skip


def _drawn(
    run: Sequence[tuple[float, Mark]], colour: str, x: dict[str, object], y: dict[str, object]
) -> list[Layer]:
    band = [{"x": at, "y": m.low, "y2": m.high} for at, m in run if m.low is not None]
    rows = [{"x": at, "y": m.value} for at, m in run]
    layers = []
    if len(band) > 1:
        mark = {"type": "area", "fill": colour, "opacity": 0.16, "line": False}
        layers.append(layer(band, mark, x=x, y=y, y2={"field": "y2"}))
    elif band:
        mark = {"type": "rule", "stroke": colour, "strokeWidth": 3, "opacity": 0.3}
        layers.append(layer(band, mark, x=x, y=y, y2={"field": "y2"}))
    if len(rows) > 1:
        mark = {"type": "line", "stroke": colour, "strokeWidth": 2, "opacity": 1}
        layers.append(layer(rows, mark, x=x, y=y))
    if len(rows) <= 12:
        dot = {"type": "point", "size": 30, "fill": colour, "stroke": colour, "opacity": 1}
        layers.append(layer(rows, dot, x=x, y=y))
    return layers


def _told(lines: Sequence[Line], decimals: int) -> str:
    told = []
    for one in lines:
        marks = [(at, mark) for at, mark in one.marks if mark]
        if marks:
            (first, a), (last, b) = marks[0], marks[-1]
            told.append(f"{one.label} {a.said(decimals)} at {first:g}, {b.said(decimals)} at "
                        f"{last:g}")  # fmt: skip
    return several(told)
