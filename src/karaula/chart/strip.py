"""The key of a coloured surface: classes of a scale side by side, and what no value looks like."""

from karaula.chart.frame import Layer, fixed
from karaula.chart.rows import Axis, decimals_of, lettering
from karaula.chart.theme import GRID, SCALES, SMALL, TOKENS, Meaning, edges
from karaula.chart.words import line, number, width

BELOW = 11 * GRID
"""Room that it takes under a chart."""
CELL = 9 * GRID


def strip(
    meaning: Meaning, axis: Axis, unit: str, *, x: float, y: float, gaps: bool
) -> list[Layer]:
    """Classes of a scale from the low to the high end of ``axis``, beginning at a place."""
    colours = SCALES[meaning]
    places = edges(*axis, meaning)
    decimals = max(min(decimals_of(at), 2) for at in places)
    shown = [number(at, decimals) for at in places]
    x += width(shown[0], SMALL) / 2
    layers = [_box(x + at * CELL, y, colour, CELL - 1) for at, colour in enumerate(colours)]
    for at, told in enumerate(shown):
        mark = lettering(align="center", fill="soft", x=x + at * CELL - 0.5, y=y + 5 * GRID)
        layers.append(fixed(mark | {"text": told}))
    end = x + len(colours) * CELL + 3 * GRID
    layers.append(fixed(lettering(fill="soft", x=end, y=y + 1.5 * GRID) | {"text": line(unit)}))
    if gaps:
        end += width(line(unit), SMALL) + 4 * GRID
        layers.append(_box(end, y, TOKENS["gap"], 5 * GRID))
        layers.append(fixed(lettering(fill="soft", x=end + 6 * GRID, y=y + 1.5 * GRID)
                            | {"text": "no data"}))  # fmt: skip
    return layers


def _box(x: float, y: float, colour: str, wide: float) -> Layer:
    return fixed({"type": "rect", "x": x, "x2": x + wide, "y": y, "y2": y + 3 * GRID,
                  "fill": colour})  # fmt: skip
