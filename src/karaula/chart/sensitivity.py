"""Which choice the result hangs on: shares of its variance, alone and with all others."""

from collections.abc import Sequence

from karaula.chart.change import Pair
from karaula.chart.frame import About, Key, Spec, card, spec
from karaula.chart.rows import (
    BELOW,
    STEP,
    across,
    aside,
    ends,
    grid,
    lanes,
    missing,
    points,
    reach,
    right_of,
)
from karaula.chart.theme import GRID, TOKENS, WIDTH


def sensitivity(rows: Sequence[Pair], about: About) -> Spec:
    """Shares of the variance of a result by choice: ``first`` is the share that a choice makes by
    itself, ``second`` the one that it has part in, each with its interval.

    Rows are in the order given. An estimate below 0 or above 1, which no share can be, is shown
    where it lies.
    """
    gaps = [row.label for row in rows if row.first is None or row.second is None]
    if all(row.first is None and row.second is None for row in rows):
        return card(about, "no share of the variance is known", gaps)
    where = lanes([row.label for row in rows], step=STEP * 1.3)
    limits = reach(ends(m for row in rows for m in (row.first, row.second)), (0.0, 1.0))
    told = [
        " / ".join(mark.said(about.decimals) if mark else "no data"
                   for mark in (row.first, row.second)) for row in rows
    ]  # fmt: skip
    right = right_of(told, "alone / in all")
    plot = WIDTH - where.left - right
    layers = [*where.layers, *grid(limits, about.unit, where, plot)]
    for marks, shift, hollow in (
        ([row.first for row in rows], -1.6 * GRID, True),
        ([row.second for row in rows], 1.6 * GRID, False),
    ):
        held = [(at + shift, mark) for at, mark in zip(where.middles, marks, strict=True) if mark]
        layers += points(held, where, across(limits), colour=TOKENS["accent"],
                         weak=TOKENS["others"], hollow=hollow)  # fmt: skip
    empty = [at for at, row in zip(where.middles, rows, strict=True)
             if row.first is None and row.second is None]  # fmt: skip
    layers += missing(empty, where)
    layers += aside(list(zip(where.middles, told, strict=True)), where, plot, "alone / in all")
    key = [Key("ring", TOKENS["accent"], "alone (first order)"),
           Key("disc", TOKENS["accent"], "with all others (total order)")]  # fmt: skip
    if any(m and m.low is not None for row in rows for m in (row.first, row.second)):
        key.append(Key("bar", TOKENS["others"], about.interval or "interval"))
    alt = "; ".join(f"{row.label} {text}" for row, text in zip(rows, told, strict=True)) + "."
    return spec(about, layers, height=where.height, left=where.left, right=right, below=BELOW,
                key=key, gaps=gaps, alt=f"Alone / with all others: {alt}")  # fmt: skip
