"""How large seizures are: classes by powers of ten, their shares of the number and the weight."""

from collections.abc import Sequence
from dataclasses import dataclass

from karaula.chart.frame import About, Key, Spec, card, spec
from karaula.chart.rows import BELOW, across, aside, down, grid, lanes, layer, right_of
from karaula.chart.theme import HUES, WIDTH
from karaula.chart.words import number, several

BAR = 5.5
"""Half of the room that both bars of a class take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A class: how many there are and what they weigh together."""

    label: str
    events: int
    kg: float


def sizes(rows: Sequence[Size], about: About) -> Spec:
    """Two bars a class, from the lightest to the heaviest: the share of the seizures and that of
    the weight, in percent. Classes are equally far apart, so that the scale is logarithmic."""
    number_of, weight = sum(row.events for row in rows), sum(row.kg for row in rows)
    if not number_of or not weight:
        return card(about, "nothing was weighed")
    shares = [(row.events / number_of * 100, row.kg / weight * 100) for row in rows]
    where = lanes([row.label for row in rows], step=30.0)
    told = [f"{_share(a)} / {_share(b)}" if row.events else "" for row, (a, b) in
            zip(rows, shares, strict=True)]  # fmt: skip
    head = "seizures / weight"
    right = right_of(told, head)
    plot = WIDTH - where.left - right
    limits = (0.0, max(max(pair) for pair in shares) * 1.04)
    x, y = across(limits), down(where.height)
    layers = [*where.layers, *grid(limits, "% of all, each class ten times the one above", where,
                                   plot)]  # fmt: skip
    names = ("share of the seizures", "share of the weight")
    for place in (0, 1):
        bars = [
            {"x": 0.0, "to": round(pair[place], 4), "y": at - BAR * 2 * (1 - place) + 0.5,
             "y2": at + BAR * 2 * place - 0.5}
            for at, pair in zip(where.middles, shares, strict=True)
        ]  # fmt: skip
        mark = {"type": "rect", "fill": HUES[3 * place]}
        layers.append(layer(bars, mark, x=x, x2={"field": "to"}, y=y, y2={"field": "y2"}))
    layers += aside(list(zip(where.middles, told, strict=True)), where, plot, head)
    key = [Key("square", HUES[3 * place], name) for place, name in enumerate(names)]
    said = [
        f"{row.label}: {_share(a)} of the seizures, {_share(b)} of the weight"
        for row, (a, b) in zip(rows, shares, strict=True) if row.events
    ]  # fmt: skip
    return spec(about, layers, height=where.height, left=where.left, right=right, below=BELOW,
                key=key, alt=f"Sizes on a logarithmic scale. {several(said, 20)}.")  # fmt: skip


def _share(percent: float) -> str:
    return "< 0.1 %" if 0 < percent < 0.05 else f"{number(percent, 1)} %"
