"""Two series over the same periods, one above the other, with intervals, gaps and breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from karaula.chart.frame import MARGIN, About, Key, Layer, Spec, card, fixed, spec
from karaula.chart.rows import Axis, decimals_of, layer, lettering, ticks
from karaula.chart.theme import GRID, SMALL, TOKENS, WIDTH
from karaula.chart.words import line, number, several, width

HIGH = 160.0
"""Height of each of the two parts."""
BETWEEN = 40.0
BOTTOM = 8 * GRID


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A period with a number in each part; None is a gap. ``partial`` is one reported in part."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    second: float | None = None
    second_low: float | None = None
    second_high: float | None = None
    partial: bool = False


Break = tuple[float, str]
"""Where a break lies, in periods from the beginning of the first, and what is said of it."""


def timeline(
    moments: Sequence[Moment], about: About, *, second: str, breaks: Sequence[Break] = ()
) -> Spec:
    """Points with intervals for each period: ``about.unit`` above, ``second`` below, each on its
    own axis from zero. Periods that nobody reported are hatched; a hollow point was reported in
    part. Breaks are lines across both parts, which never cross a gap."""
    if all(one.value is None for one in moments):
        return card(about, "nobody reported in these years" if moments else "there is nothing")
    parts = [
        [(one.value, one.low, one.high) for one in moments],
        [(one.second, one.second_low, one.second_high) for one in moments],
    ]
    limits: list[Axis] = []
    for series in parts:
        highest = max((n for row in series for n in row if n is not None), default=1.0)
        limits.append((0.0, highest * 1.05 or 1.0))
    scales = [ticks(*ends) for ends in limits]
    room = max(width(_said(at, scale), SMALL) for scale in scales for at in scale)
    left = round(MARGIN + room + 3 * GRID, 1)
    plot = WIDTH - left - MARGIN - 2 * GRID
    step = plot / len(moments)
    middles = [round((at + 0.5) * step, 2) for at in range(len(moments))]
    height = 2 * HIGH + BETWEEN
    layers = _gaps(moments, step, height, plot)
    names = (about.unit, second)
    for place, (series, ends, scale) in enumerate(zip(parts, limits, scales, strict=True)):
        top = place * (HIGH + BETWEEN)
        layers += _axis(scale, ends, top, plot, height, names[place])
        layers += _points(series, moments, middles, ends, top, plot, height)
    layers += _breaks(breaks, step, plot, height)
    every = max(1, round(max(width(one.label, SMALL) for one in moments) * 1.25 / step + 0.49))
    layers += [
        fixed(lettering(align="center", fill="soft", x=x, y=height + 3 * GRID)
              | {"text": line(one.label)})
        for at, (x, one) in enumerate(zip(middles, moments, strict=True)) if at % every == 0
    ]  # fmt: skip
    key = [Key("disc", TOKENS["accent"], "number reported")]
    if any(one.low is not None for one in moments):
        key.append(Key("bar", TOKENS["others"], about.interval or "interval"))
    if any(one.partial for one in moments):
        key.append(Key("ring", TOKENS["accent"], "reported for part of it"))
    if any(one.value is None for one in moments):
        key.append(Key("square", TOKENS["gap"], "not reported: a gap, no zero"))
    if breaks:
        key.append(Key("tick", TOKENS["ink"], "break"))
    gaps = [one.label for one in moments if one.value is None]
    told = [f"{one.label} {number(one.value, 0)}" for one in moments if one.value is not None]
    alt = f"{about.unit} and {second} over time. {several(told, 12)}."
    if breaks:
        alt += f" Breaks: {several([said for _, said in breaks])}."
    return spec(about, layers, height=height, left=left, right=MARGIN + 2 * GRID, above=7 * GRID,
                below=BOTTOM, key=key, gaps=gaps, alt=alt)  # fmt: skip


def _x(plot: float) -> dict[str, Any]:
    scale = {"domain": [0, plot], "range": [0, plot], "nice": False, "zero": False}
    return {"field": "x", "type": "quantitative", "scale": scale, "axis": None}


def _y(height: float, field: str = "y") -> dict[str, Any]:
    scale = {"domain": [0, height], "range": [0, height], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _down(value: float, ends: Axis, top: float) -> float:
    return round(top + HIGH * (1 - (value - ends[0]) / (ends[1] - ends[0])), 2)


def _said(value: float, scale: Sequence[float]) -> str:
    return number(value, decimals_of(scale[1] - scale[0]) if len(scale) > 1 else 0)


def _axis(
    scale: Sequence[float], ends: Axis, top: float, plot: float, height: float, name: str
) -> list[Layer]:
    rows = [{"x": 0.0, "x2": plot, "y": _down(at, ends, top)} for at in scale]
    rule = {"type": "rule", "stroke": TOKENS["line"], "strokeWidth": 1}
    found = [layer(rows, rule, x=_x(plot), x2={"field": "x2"}, y=_y(height))]
    found += [
        fixed(lettering(align="right", fill="soft", x=-2 * GRID, y=_down(at, ends, top))
              | {"text": _said(at, scale)})
        for at in scale
    ]  # fmt: skip
    title = lettering(x=-2 * GRID, y=top - 3 * GRID, fill="soft", weight="bold")
    return [*found, fixed(title | {"text": line(name)})]


def _points(
    series: Sequence[tuple[float | None, float | None, float | None]], moments: Sequence[Moment],
    middles: Sequence[float], ends: Axis, top: float, plot: float, height: float,
) -> list[Layer]:  # fmt: skip
    spans = [
        {"x": x, "y": _down(low, ends, top), "y2": _down(min(high, ends[1]), ends, top)}
        for x, (_, low, high) in zip(middles, series, strict=True)
        if low is not None and high is not None
    ]
    found: list[Layer] = []
    x, y = _x(plot), _y(height)
    wide = min(5.0, max(1.5, plot / len(moments) / 2.5))
    if spans:
        bar = {"type": "rule", "stroke": TOKENS["others"], "strokeWidth": wide,
               "strokeCap": "butt"}  # fmt: skip
        found.append(layer(spans, bar, x=x, y=y, y2={"field": "y2"}))
    size = min(55.0, (plot / len(moments)) ** 2 / 2 + 8)
    for partial in (False, True):
        dots = [
            {"x": at, "y": _down(value, ends, top)}
            for at, (value, _, _), one in zip(middles, series, moments, strict=True)
            if value is not None and one.partial is partial
        ]
        mark = {"type": "point", "size": size, "stroke": TOKENS["accent"], "strokeWidth": 1.6,
                "fill": TOKENS["paper" if partial else "accent"], "opacity": 1}  # fmt: skip
        if dots:
            found.append(layer(dots, mark, x=x, y=y))
    return found


def _gaps(
    moments: Sequence[Moment], step: float, height: float, plot: float
) -> list[Layer]:  # fmt: skip
    """Runs of periods that nobody reported."""
    runs: list[list[int]] = []
    for at, one in enumerate(moments):
        if one.value is None:
            if runs and runs[-1][1] == at:
                runs[-1][1] = at + 1
            else:
                runs.append([at, at + 1])
    rows = [
        {"x": round(first * step, 2), "x2": round(end * step, 2), "y": top, "y2": top + HIGH}
        for first, end in runs
        for top in (0.0, HIGH + BETWEEN)
    ]
    mark = {"type": "rect", "fill": TOKENS["gap"]}
    encoding = {"x": _x(plot), "x2": {"field": "x2"}, "y": _y(height), "y2": {"field": "y2"}}
    return [layer(rows, mark, **encoding)] if rows else []


def _breaks(
    breaks: Sequence[Break], step: float, plot: float, height: float
) -> list[Layer]:  # fmt: skip
    """Lines through both parts; what is said of them stands between these, on as many rows as it
    takes for no words to meet."""
    found: list[Layer] = []
    free: list[float] = []
    for at, said in breaks:
        x = round(min(at * step, plot), 2)
        found.append(fixed({"type": "rect", "x": x - 0.6, "x2": x + 0.6, "y": 0, "y2": height,
                            "fill": TOKENS["ink"]}))  # fmt: skip
        wide = width(line(said), SMALL)
        start = x + GRID if x + GRID + wide <= plot else x - GRID - wide
        row = next((row for row, end in enumerate(free) if end < start), len(free))
        free[row:] = [start + wide + GRID, *free[row + 1 :]]
        halo = {"stroke": TOKENS["paper"], "strokeWidth": 3, "strokeJoin": "round"}
        word = lettering(x=round(start, 1), y=HIGH + (row + 0.9) * 3.2 * GRID)
        word |= {"text": line(said)}
        found += [fixed(word | halo), fixed(word)]
    return found
