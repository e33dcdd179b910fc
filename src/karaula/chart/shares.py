"""Shares over time: a column a period, its parts on top of each other."""

from collections.abc import Sequence

from karaula.chart.frame import MARGIN, About, ChartError, Key, Layer, Spec, card, fixed, spec
from karaula.chart.rows import layer, lettering
from karaula.chart.theme import GRID, HUES, SMALL, TOKENS, WIDTH
from karaula.chart.words import line, number, several, width

HIGH = 260.0
LEFT = MARGIN + 12 * GRID


def shares(
    periods: Sequence[str], names: Sequence[str], table: Sequence[Sequence[float]], about: About
) -> Spec:
    """Parts of each period in percent, the first at the bottom; ``table`` has a row a period and a
    number a part. Above each column stands how many it is made of. Beyond seven parts the smallest
    are taken together. A period of nothing is a gap."""
    if any(len(row) != len(names) for row in table) or len(table) != len(periods):
        raise ChartError(f"each of {len(periods)} periods has {len(names)} parts")
    if not any(sum(row) for row in table):
        return card(about, "nothing tells it")
    kept = sorted(range(len(names)), key=lambda at: -sum(row[at] for row in table))
    most = len(HUES) - 1
    shown = kept if len(kept) <= most else kept[:most]
    labels = [names[at] for at in shown]
    values = [[row[at] for at in shown] for row in table]
    if len(kept) > most:
        labels.append(f"{len(kept) - most} others together")
        values = [[*row, sum(whole) - sum(row)] for row, whole in zip(values, table, strict=True)]
    plot = WIDTH - LEFT - MARGIN
    step = plot / len(periods)
    wide = min(step * 0.78, 70.0)
    colours = [HUES[at] if at < most else HUES[-1] for at in range(len(labels))]
    layers = _axis(plot)
    for part, colour in enumerate(colours):
        rows = []
        for at, row in enumerate(values):
            whole = sum(row)
            if whole and row[part]:
                start = sum(row[:part]) / whole * HIGH
                end = start + row[part] / whole * HIGH
                x = (at + 0.5) * step
                rows.append({"x": round(x - wide / 2, 2), "x2": round(x + wide / 2, 2),
                             "y": round(HIGH - end, 2), "y2": round(HIGH - start, 2)})  # fmt: skip
        mark = {"type": "rect", "fill": colour, "stroke": TOKENS["paper"], "strokeWidth": 0.8}
        if rows:
            layers.append(_placed(rows, mark, plot))
    blank = [
        {"x": round((at + 0.5) * step - wide / 2, 2), "x2": round((at + 0.5) * step + wide / 2, 2),
         "y": 0, "y2": HIGH}
        for at, row in enumerate(values) if not sum(row)
    ]  # fmt: skip
    if blank:
        layers.append(_placed(blank, {"type": "rect", "fill": TOKENS["gap"]}, plot))
    layers += _words(periods, [sum(row) for row in values], step)
    key = [Key("square", colour, name) for colour, name in zip(colours, labels, strict=True)]
    gaps = [name for name, row in zip(periods, values, strict=True) if not sum(row)]
    total = sum(sum(row) for row in values)
    told = [
        f"{name} {number(sum(row[at] for row in values) / total * 100, 0)} %"
        for at, name in enumerate(labels)
    ]
    alt = f"Shares over {periods[0]} to {periods[-1]}, in all: {several(told)}."
    return spec(about, layers, height=HIGH, left=LEFT, right=MARGIN, above=4 * GRID,
                below=6 * GRID, key=key, gaps=gaps, alt=alt)  # fmt: skip


def _axis(plot: float) -> list[Layer]:
    layers: list[Layer] = []
    for percent in (0, 25, 50, 75, 100):
        y = HIGH * (1 - percent / 100)
        layers.append(fixed({"type": "rule", "x": 0, "x2": plot, "y": y, "y2": y,
                             "stroke": TOKENS["line"], "strokeWidth": 1}))  # fmt: skip
        layers.append(fixed(lettering(align="right", fill="soft", x=-2 * GRID, y=y)
                            | {"text": f"{percent} %"}))  # fmt: skip
    return layers


def _words(periods: Sequence[str], totals: Sequence[float], step: float) -> list[Layer]:
    """Periods under their columns, and what each is made of above, as far as there is room."""
    layers: list[Layer] = []
    for texts, y in (([line(p) for p in periods], HIGH + 3 * GRID),
                     ([number(t, 0) if t else "" for t in totals], -2.2 * GRID)):  # fmt: skip
        widest = max(width(text, SMALL) for text in texts)
        every = max(1, round(widest * 1.2 / step + 0.49))
        layers += [
            fixed(lettering(align="center", fill="soft", x=round((at + 0.5) * step, 2), y=y)
                  | {"text": text})
            for at, text in enumerate(texts) if at % every == 0 and text
        ]  # fmt: skip
    return layers


def _placed(rows: Sequence[dict[str, float]], mark: dict[str, object], plot: float) -> Layer:
    def units(field: str, length: float) -> dict[str, object]:
        scale = {"domain": [0, length], "range": [0, length], "nice": False, "zero": False}
        return {"field": field, "type": "quantitative", "scale": scale, "axis": None}

    return layer(rows, dict(mark), x=units("x", plot), x2={"field": "x2"}, y=units("y", HIGH),
                 y2={"field": "y2"})  # fmt: skip
