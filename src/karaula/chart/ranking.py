"""Units by their score, each with its interval; and one unit against all the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from karaula.chart import theme
from karaula.chart.frame import MOST, About, Key, Mark, Spec, card, spec, window
from karaula.chart.rows import (
    BELOW,
    STEP,
    Axis,
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
from karaula.chart.theme import GRID, TOKENS, WIDTH, Meaning

CLOSE = 3.5 * GRID
"""Height of a row in a profile, which has many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A unit or an element with its number; no ``mark`` means that there is no value."""

    label: str
    mark: Mark | None
    aside: str = ""
    """Words at the right of the row, such as its rank: ``33 (24–45)``."""
    strong: bool = False
    """Set off from its neighbours: an aggregate among its parts."""
    others: tuple[float, ...] = ()
    """In a profile: the same number of every other unit."""


def ranking(
    rows: Sequence[Row], about: About, *, meaning: Meaning | None = None,
    axis: Axis | None = None, head: str = "", page: int = 1, most: int = MOST,
    lowest_first: bool = False,
) -> Spec:  # fmt: skip
    """Units from the highest to the lowest, as a point on its interval; those without a value last.

    ``lowest_first`` turns that round, for ranks. Equal values keep the order that they come in.
    ``axis`` is the scale of the numbers; ``head`` stands over the words at the right. A chart shows
    ``most`` rows of a ``page``.
    """
    gaps = [row.label for row in rows if row.mark is None]
    if len(gaps) == len(rows):
        return card(about, _nothing(rows), gaps)
    sign = 1 if lowest_first else -1
    order = sorted(rows, key=lambda row: sign * row.mark.value if row.mark else float("inf"))
    part, more = window(len(order), page, most)
    shown = order[part]
    said = [row.mark.said(about.decimals) for row in order if row.mark]
    alt = (
        f"{len(said)} with a value, from {order[0].label} with {said[0]} "
        f"{'up' if lowest_first else 'down'} to {order[len(said) - 1].label} with {said[-1]}."
    )
    if len(said) == 1:
        alt = f"{order[0].label}: {said[0]}."
    return _sheet(shown, about, meaning, reach(ends(r.mark for r in rows), axis), head, STEP,
                  gaps=gaps, more=more, alt=alt, who=())  # fmt: skip


def profile(
    rows: Sequence[Row], about: About, *, unit: str, others: str, meaning: Meaning | None = None,
    axis: Axis | None = None, page: int = 1, most: int = 60,
) -> Spec:  # fmt: skip
    """One unit against the others, row by row in the order given: its point, and a tick for each of
    the others.

    ``unit`` and ``others`` are what they are called in the key. Where rows mean different things,
    ``meaning`` is left out.
    """
    gaps = [row.label for row in rows if row.mark is None]
    if len(gaps) == len(rows):
        return card(about, _nothing(rows), gaps)
    part, more = window(len(rows), page, most)
    held = [*ends(row.mark for row in rows), *(n for row in rows for n in row.others)]
    told = [f"{r.label} {r.mark.said(about.decimals)}" for r in rows if r.mark and r.strong]
    alt = f"{unit} in {len(rows)} rows beside {others}" + (f": {'; '.join(told)}." if told else ".")
    return _sheet(rows[part], about, meaning, reach(held, axis), "", CLOSE,
                  gaps=gaps, more=more, alt=alt, who=(unit, others))  # fmt: skip


def _sheet(
    rows: Sequence[Row], about: About, meaning: Meaning | None, axis: Axis, head: str, step: float,
    *, gaps: Sequence[str], more: str | None, alt: str, who: tuple[str, ...],
) -> Spec:  # fmt: skip
    where = lanes([row.label for row in rows], step=step, strong=[row.strong for row in rows])
    said = [row.aside for row in rows]
    right = right_of([one for one in said if one], head if any(said) else "")
    plot = WIDTH - where.left - right
    x = across(axis)
    colour, weak = theme.strong(meaning), theme.weak(meaning)
    layers = [*where.layers, *grid(axis, about.unit, where, plot)]
    marks = [(y, row.mark) for y, row in zip(where.middles, rows, strict=True) if row.mark]
    ticks = [
        {"x": value, "y": y - step * 0.3, "y2": y + step * 0.3}
        for y, row in zip(where.middles, rows, strict=True)
        for value in sorted(set(row.others))
    ]
    if ticks:
        rule = {"type": "rule", "stroke": TOKENS["others"], "strokeWidth": 1.2}
        layers.append(layer(ticks, rule, x=x, y=down(where.height), y2={"field": "y2"}))
    key = []
    if who:
        key = [Key("disc", colour, who[0])]
        key += [Key("tick", TOKENS["others"], who[1])] if ticks else []
    if any(m.low is not None for _, m in marks):
        key += [Key("bar", weak, about.interval or "interval")]
    layers += points(marks, where, x, colour=colour, weak=weak)
    layers += missing([y for y, row in zip(where.middles, rows, strict=True) if row.mark is None],
                      where)  # fmt: skip
    layers += aside(list(zip(where.middles, said, strict=True)), where, plot, head)
    return spec(about, layers, height=where.height, left=where.left, right=right, below=BELOW,
                key=key, gaps=gaps, more=more, alt=alt)  # fmt: skip


def _nothing(rows: Sequence[Row]) -> str:
    return f"none of the {len(rows)} rows has a value" if rows else "there is nothing to show"
