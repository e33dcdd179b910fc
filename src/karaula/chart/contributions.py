"""What a score is made of: the contributions of its parts, end to end."""

from collections.abc import Sequence
from dataclasses import dataclass

from karaula.chart.frame import MOST, About, ChartError, Key, Mark, Spec, card, spec, window
from karaula.chart.rows import (
    BELOW,
    across,
    aside,
    down,
    grid,
    lanes,
    layer,
    missing,
    right_of,
)
from karaula.chart.theme import HUES, TOKENS, WIDTH
from karaula.chart.words import number, several


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A unit: its score and what each part adds to it, in the unit of the score."""

    label: str
    total: Mark | None
    parts: tuple[float | None, ...]


def contributions(
    rows: Sequence[Stack], names: Sequence[str], about: About, *, page: int = 1, most: int = MOST
) -> Spec:
    """Stacked bars in the order given, a colour a part, the score with its interval at the end.

    Beyond seven parts the smallest are taken together. What takes away from the score lies at the
    left of zero. A row without a score, or with a part missing, is a gap.
    """
    wrong = [row.label for row in rows if len(row.parts) != len(names)]
    if wrong:
        raise ChartError(f"{several(wrong)} must have {len(names)} parts, one for each name")
    gaps = [row.label for row in rows if row.total is None or None in row.parts]
    whole = [row for row in rows if row.label not in gaps]
    if not whole:
        return card(about, f"none of the {len(rows)} rows has a score with all of its parts", gaps)
    for row in whole:
        summed = sum(part or 0.0 for part in row.parts)
        if row.total and abs(summed - row.total.value) > 10.0**-about.decimals:
            problem = f"the parts of {row.label} add up to {summed:g}, not to its score"
            raise ChartError(problem, None, "draw so only what is the sum of its parts")
    labels, table = _largest(whole, names)
    part, more = window(len(rows), page, most)
    shown = rows[part]
    where = lanes([row.label for row in shown])
    stacks = dict(zip((id(row) for row in whole), table, strict=True))
    bars, high, low = [], 0.0, 0.0
    for at, row in zip(where.middles, shown, strict=True):
        right_end = left_end = 0.0
        for place, value in enumerate(stacks.get(id(row), ())):
            start = right_end if value >= 0 else left_end
            bars.append({"x": start, "to": start + value, "y": at - 7, "y2": at + 7, "part": place})
            right_end, left_end = right_end + max(value, 0), left_end + min(value, 0)
        high, low = max(high, right_end), min(low, left_end)
    totals = [
        (at, row.total) for at, row in zip(where.middles, shown, strict=True)
        if row.total and id(row) in stacks
    ]  # fmt: skip
    high = max([high, *(m.high for _, m in totals if m.high is not None)])
    told = [
        row.total.said(about.decimals) if row.total and id(row) in stacks else "" for row in shown
    ]
    right = right_of(told, "score")
    plot = WIDTH - where.left - right
    limits = (low * 1.02, high * 1.02 or 1.0)
    x, y = across(limits), down(where.height)
    layers = [*where.layers, *grid(limits, about.unit, where, plot)]
    colours = [HUES[place] for place in range(len(labels))]
    if len(labels) < len(names):
        colours[-1] = HUES[-1]
    for place, colour in enumerate(colours):
        own = [
            {k: v for k, v in bar.items() if k != "part"} for bar in bars if bar["part"] == place
        ]
        mark = {"type": "rect", "fill": colour, "stroke": TOKENS["paper"], "strokeWidth": 0.8}
        if own:
            layers.append(layer(own, mark, x=x, x2={"field": "to"}, y=y, y2={"field": "y2"}))
    spans = [{"x": m.low, "to": m.high, "y": at} for at, m in totals if m.low is not None]
    rule = {"type": "rule", "stroke": TOKENS["ink"], "strokeWidth": 1.6}
    if spans:
        layers.append(layer(spans, rule, x=x, x2={"field": "to"}, y=y))
    layers += missing([at for at, row in zip(where.middles, shown, strict=True)
                       if id(row) not in stacks], where)  # fmt: skip
    layers += aside(list(zip(where.middles, told, strict=True)), where, plot, "score")
    key = [Key("square", colour, name) for colour, name in zip(colours, labels, strict=True)]
    if spans:
        key.append(Key("bar", TOKENS["ink"], about.interval or "interval"))
    first = whole[0]
    alt = f"Parts: {several(list(labels), 40)}. {first.label}: " + several(
        [f"{name} {number(value, about.decimals)}" for name, value in zip(labels, table[0],
                                                                         strict=True)], 40
    ) + "."  # fmt: skip
    return spec(about, layers, height=where.height, left=where.left, right=right, below=BELOW,
                key=key, gaps=gaps, more=more, alt=alt)  # fmt: skip


def _largest(rows: Sequence[Stack], names: Sequence[str]) -> tuple[list[str], list[list[float]]]:
    """Names and values of the parts, the smallest taken together where there are many."""
    table = [[part or 0.0 for part in row.parts] for row in rows]
    if len(names) < len(HUES):
        return list(names), table
    weight = [sum(abs(row[place]) for row in table) for place in range(len(names))]
    largest = sorted(sorted(range(len(names)), key=lambda place: -weight[place])[: len(HUES) - 1])
    rest = [place for place in range(len(names)) if place not in largest]
    return (
        [*(names[place] for place in largest), f"{len(rest)} others together"],
        [[*(row[p] for p in largest), sum(row[p] for p in rest)] for row in table],
    )
