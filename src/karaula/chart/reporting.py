"""How many in which year: rows of names by columns of years, the darker the more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10

from karaula.chart.frame import MARGIN, MOST, About, Key, Layer, Spec, card, fixed, spec, window
from karaula.chart.rows import layer, lettering
from karaula.chart.theme import GRID, SCALES, SMALL, TOKENS, WIDTH, level, on
from karaula.chart.words import line, number, several, width

STEP = 5 * GRID
WIDEST = 17 * GRID
POWERS = 5
"""Powers of ten that the colours tell apart; more rows have the last colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Rows of a name in a year. ``partial`` is a year reported in part."""

    rows: int
    partial: bool = False


def reporting(
    table: Mapping[str, Sequence[Cell | None]], years: Sequence[str], about: About, *,
    page: int = 1, most: int = MOST,
) -> Spec:  # fmt: skip
    """A field a name and year, with the number of rows in it; None is a gap. Fields reported in
    part have a line under their number. Colours go by powers of ten."""
    if not table or not any(cell for cells in table.values() for cell in cells):
        return card(about, "nothing in any year", list(table))
    part, more = window(len(table), page, most)
    names = list(table)[part]
    left = MARGIN + min(max(width(line(name), SMALL) for name in names), 230.0) + 3 * GRID
    wide = min((WIDTH - left - MARGIN) / len(years), WIDEST)
    apart = ceil((max(width(line(year), SMALL) for year in years) + GRID) / wide)
    height, plot = STEP * len(names), wide * len(years)
    layers: list[Layer] = []
    fields = [
        (row, column, cell)
        for row, name in enumerate(names)
        for column, cell in enumerate(table[name])
    ]
    colours = [TOKENS["gap"] if cell is None else _colour(cell.rows) for _, _, cell in fields]
    for colour in sorted(set(colours)):
        boxes = [
            {"x": round(column * wide, 2), "x2": round((column + 1) * wide, 2),
             "y": row * STEP, "y2": (row + 1) * STEP}
            for (row, column, _), own in zip(fields, colours, strict=True) if own == colour
        ]  # fmt: skip
        mark = {"type": "rect", "fill": colour, "stroke": TOKENS["paper"], "strokeWidth": 1}
        layers.append(_placed(boxes, mark, plot, height))
    for (row, column, cell), colour in zip(fields, colours, strict=True):
        if cell is None:
            continue
        text = number(cell.rows, 0)
        x, y = round((column + 0.5) * wide, 2), (row + 0.5) * STEP
        if width(text, SMALL) < wide - GRID:
            layers.append(fixed(lettering(align="center", x=x, y=y) | {
                "text": text, "fill": on(colour)}))  # fmt: skip
        if cell.partial:
            under = {"type": "rect", "x": round(x - wide * 0.3, 2), "x2": round(x + wide * 0.3, 2),
                     "y": y + 6.5, "y2": y + 8, "fill": on(colour)}  # fmt: skip
            layers.append(fixed(under))
    layers += [
        fixed(lettering(align="right", x=-2 * GRID, y=(row + 0.5) * STEP) | {"text": line(name)})
        for row, name in enumerate(names)
    ]
    layers += [
        fixed(lettering(align="center", fill="soft", x=round((at + 0.5) * wide, 2), y=-2 * GRID)
              | {"text": line(year)})
        for at, year in enumerate(years)
        if (len(years) - 1 - at) % apart == 0
    ]  # fmt: skip
    cells = [cell for name in names for cell in table[name]]
    key = [
        Key("square", _colour(10**power), f"{10**power:,}+")
        for power in range(POWERS)
        if any(cell and _power(cell.rows) == power for cell in cells)
    ]
    if None in cells:
        key.append(Key("square", TOKENS["gap"], "none: a gap"))
    if any(cell and cell.partial for cell in cells):
        key.append(Key("tick", TOKENS["ink"], "underlined: part of the year only"))
    said = [f"{name} {sum(cell is not None for cell in table[name])} of {len(years)} years"
            for name in names]  # fmt: skip
    never = [name for name in names if not any(table[name])]
    return spec(about, layers, height=height, left=round(left, 1),
                right=round(WIDTH - left - plot, 1), above=4 * GRID, key=key, gaps=never, more=more,
                alt=f"{several(said, 40)}.")  # fmt: skip


def _power(rows: int) -> int:
    return min(int(log10(max(rows, 1)) + 1e-9), POWERS - 1)


def _colour(rows: int) -> str:
    return SCALES["score"][level(_power(rows) + 0.5, 0, POWERS, "score")]


def _placed(
    rows: Sequence[dict[str, float]], mark: dict[str, object], plot: float, height: float
) -> Layer:
    def units(field: str, length: float) -> dict[str, object]:
        scale = {"domain": [0, length], "range": [0, length], "nice": False, "zero": False}
        return {"field": field, "type": "quantitative", "scale": scale, "axis": None}

    return layer(rows, mark, x=units("x", plot), x2={"field": "x2"}, y=units("y", height),
                 y2={"field": "y2"})  # fmt: skip
