"""From one edition to the next: two points a row, with what lies between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from karaula.chart.frame import MOST, About, Key, Layer, Mark, Spec, card, spec, window
from karaula.chart.rows import (
    BELOW,
    Axis,
    Lanes,
    across,
    aside,
    down,
    ends,
    grid,
    lanes,
    layer,
    missing,
    points,
    reach,
    right_of,
)
from karaula.chart.theme import GRID, SCALES, TOKENS, WIDTH
from karaula.chart.words import line, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two numbers of one thing; None where there is no value."""

    label: str
    first: Mark | None
    second: Mark | None


def change(
    rows: Sequence[Pair], about: About, *, before: str, after: str, axis: Axis | None = None,
    page: int = 1, most: int = MOST,
) -> Spec:  # fmt: skip
    """Rows in the order given: a ring for the edition ``before``, a disc for the one ``after``.

    The line between has the colour of a rise or a fall, whose size stands at the right. Where the
    editions are not comparable, ``about.warning`` says so above the rows.
    """
    gaps = [
        row.label if row.first is row.second else f"{row.label} ({after if row.first else before})"
        for row in rows if row.first is None or row.second is None
    ]  # fmt: skip
    if all(row.first is None and row.second is None for row in rows):
        return card(about, "no row has a value in either edition", gaps)
    part, more = window(len(rows), page, most)
    shown = rows[part]
    where = lanes([row.label for row in shown])
    places = list(zip(where.middles, shown, strict=True))
    limits = reach(ends(mark for row in rows for mark in (row.first, row.second)), axis)
    told = [_difference(row, about.decimals) for row in shown]
    right = right_of(told, "change")
    plot = WIDTH - where.left - right
    x, y = across(limits), down(where.height)
    fall, rise = SCALES["change"][0], SCALES["change"][-1]
    layers = [*where.layers, *grid(limits, about.unit, where, plot)]
    both = [(y, row.first, row.second) for y, row in places if row.first and row.second]
    for colour, sign in ((fall, -1), (rise, 1)):
        moved = [
            {"y": at, "x": a.value, "to": b.value} for at, a, b in both
            if (b.value - a.value) * sign > 0
        ]  # fmt: skip
        bar = {"type": "rule", "stroke": colour, "strokeWidth": 3}
        if moved:
            layers.append(layer(moved, bar, x=x, x2={"field": "to"}, y=y))
    # Intervals lie beside the line of the change, which they would hide.
    layers += _beside(places, where, limits)
    first = [(at, row.first) for at, row in places if row.first]
    second = [(at, row.second) for at, row in places if row.second]
    layers += points(_bare(first), where, x, colour=TOKENS["soft"], weak=TOKENS["others"],
                     hollow=True)  # fmt: skip
    layers += points(_bare(second), where, x, colour=TOKENS["ink"], weak=TOKENS["others"])
    layers += missing([at for at, row in places if not row.first and not row.second], where)
    layers += aside([(at, text) for (at, _), text in zip(places, told, strict=True)], where, plot,
                    "change")  # fmt: skip
    key = [Key("ring", TOKENS["soft"], before), Key("disc", TOKENS["ink"], after),
           Key("bar", rise, "rise"), Key("bar", fall, "fall")]  # fmt: skip
    if any(mark.low is not None for _, mark in [*first, *second]):
        key.append(Key("bar", TOKENS["others"], about.interval or "interval"))
    moves = [f"{line(row.label)} {_difference(row, about.decimals)}" for row in shown]
    return spec(about, layers, height=where.height, left=where.left, right=right, below=BELOW,
                key=key, gaps=gaps, more=more,
                alt=f"From {before} to {after}: {'; '.join(moves)}.")  # fmt: skip


def _difference(row: Pair, decimals: int) -> str:
    if row.first and row.second:
        difference = row.second.value - row.first.value
        return number(difference, decimals, signed=True)
    return "no data" if not row.first and not row.second else "one edition only"


def _bare(marks: Sequence[tuple[float, Mark]]) -> list[tuple[float, Mark]]:
    return [(at, Mark(value=mark.value, href=mark.href)) for at, mark in marks]


def _beside(places: Sequence[tuple[float, Pair]], where: Lanes, limits: Axis) -> list[Layer]:
    """Intervals, the first edition's above its row, the second's below."""
    rows = [
        {"x": mark.low, "to": mark.high, "y": at + shift}
        for at, row in places
        for mark, shift in ((row.first, -2 * GRID), (row.second, 2 * GRID))
        if mark and mark.low is not None and mark.high is not None
    ]
    bar = {"type": "rule", "stroke": TOKENS["others"], "strokeWidth": 1.6}
    encoding = {"x": across(limits), "x2": {"field": "to"}, "y": down(where.height)}
    return [layer(rows, bar, **encoding)] if rows else []
