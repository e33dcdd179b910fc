"""Squares of numbers: how indicators go together, and how surely one unit is above another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import isfinite
from typing import Any

from karaula.chart.frame import MARGIN, MOST, About, ChartError, Layer, Spec, card, spec, window
from karaula.chart.rows import Axis, layer, lettering
from karaula.chart.strip import BELOW, strip
from karaula.chart.theme import BODY, GRID, SCALES, SMALL, TOKENS, WIDTH, Meaning, level, on
from karaula.chart.words import line, number, width, wrap

PRINTED = 16
"""Rows up to which every cell has its number."""
Matrix = Sequence[Sequence[float | None]]
Pair = tuple[int, int]
"""Numbers of a row and a column."""


def correlations(
    names: Sequence[str], matrix: Matrix, about: About, *, page: int = 1, most: int = MOST
) -> Spec:
    """Correlation of each indicator with each before it, from -1 to 1.

    ``matrix`` is square and symmetric; a number that could not be computed is None or ``nan``.
    """
    return _square(names, matrix, about, "correlation", (-1.0, 1.0), page, most, half=True)


def pairwise(
    names: Sequence[str], matrix: Matrix, about: About, *, page: int = 1, most: int = MOST
) -> Spec:
    """Probability, from 0 to 1, that the unit of a row ranks above the unit of a column.

    Give the units in the order of their ranks: then groups that cannot be told apart are pale
    blocks around the diagonal.
    """
    return _square(names, matrix, about, "probability", (0.0, 1.0), page, most, half=False)


def _square(
    names: Sequence[str], matrix: Matrix, about: About, meaning: Meaning, axis: Axis, page: int,
    most: int, *, half: bool,
) -> Spec:  # fmt: skip
    count = len(names)
    if len(matrix) != count or any(len(row) != count for row in matrix):
        raise ChartError(f"a matrix of {count} names has {count} rows of {count} numbers")
    part, more = window(count, page, most)
    places = range(count)[part]
    pairs = [(i, j) for i, j in product(places, places) if (j < i if half else i != j)]
    known = {
        (i, j): float(value) for i, j in pairs
        if (value := matrix[i][j]) is not None and isfinite(value)
    }  # fmt: skip
    gaps = [f"{names[i]} and {names[j]}" for i, j in pairs if (i, j) not in known]
    if not known:
        return card(about, "there are no two rows to compare" if not pairs else
                    "none of the pairs has a value", gaps)  # fmt: skip
    off = [v for v in known.values() if not axis[0] - 1e-9 <= v <= axis[1] + 1e-9]
    if off:
        raise ChartError(f"{off[0]:g} does not lie between {axis[0]:g} and {axis[1]:g}")
    size = BODY if len(places) <= PRINTED else SMALL - 1
    labels = [f"{place + 1}  {line(names[place])}" for place in places]
    left = MARGIN + min(max(width(text, size) for text in labels), 230.0) + 2 * GRID
    wide = min((WIDTH - left - MARGIN) / len(places), 11 * GRID)
    high = min(max(wide, size * 1.25), 7 * GRID)
    board = _Board(wide, high, len(places), places[0])
    colours = {pair: SCALES[meaning][level(v, *axis, meaning)] for pair, v in known.items()}
    layers = board.squares({pair: colours.get(pair, TOKENS["gap"]) for pair in pairs})
    if len(places) <= PRINTED:
        told = {pair: number(value, about.decimals) for pair, value in known.items()}
        for ink in sorted({on(colour) for colour in colours.values()}):
            mark = lettering(align="center", size=min(SMALL, wide / 2.9)) | {"fill": ink}
            own = [pair for pair in told if on(colours[pair]) == ink]
            middles = [(*board.middle(pair), told[pair]) for pair in own]
            layers.append(board.words(middles, mark))
    side = [
        (-2.0 * GRID, board.middle((place, place))[1], wrap(text, size, left - MARGIN, 1)[0])
        for place, text in zip(places, labels, strict=True)
    ]
    heads = [(board.middle((p, p))[0], -2.0 * GRID, str(p + 1)) for p in places]
    layers.append(board.words(side, lettering(align="right", size=size)))
    small = lettering(align="center", fill="soft", size=min(SMALL, wide / 1.6))
    layers.append(board.words(heads, small))
    layers += strip(meaning, axis, about.unit, x=MARGIN - left, y=board.height + 3 * GRID,
                    gaps=bool(gaps))  # fmt: skip
    order = sorted(known, key=lambda pair: known[pair])
    told_ends = [
        f"{names[i]} and {names[j]} {number(known[i, j], about.decimals)}"
        for i, j in dict.fromkeys((order[-1], order[0]))
    ]
    alt = f"{len(known)} pairs. Highest and lowest: {'; '.join(told_ends)}."
    return spec(about, layers, height=round(board.height, 1), left=round(left, 1),
                right=round(WIDTH - left - board.width, 1), above=3 * GRID, below=BELOW,
                gaps=gaps, more=more, alt=alt)  # fmt: skip


@dataclass(frozen=True)
class _Board:
    """Cells in units: how wide and high one is, how many there are, and the first one's number."""

    wide: float
    high: float
    count: int
    first: int

    @property
    def width(self) -> float:
        return self.wide * self.count

    @property
    def height(self) -> float:
        return self.high * self.count

    def middle(self, pair: Pair) -> tuple[float, float]:
        """The middle of the cell of a row and a column."""
        row, column = (place - self.first + 0.5 for place in pair)
        return round(column * self.wide, 2), round(row * self.high, 2)

    def squares(self, colours: dict[Pair, str]) -> list[Layer]:
        """A cell for each pair, those of one colour together."""
        layers = []
        for colour in sorted(set(colours.values())):
            middles = [self.middle(pair) for pair, own in colours.items() if own == colour]
            rows = [
                {"x": round(x - self.wide / 2, 2), "x2": round(x + self.wide / 2, 2),
                 "y": round(y - self.high / 2, 2), "y2": round(y + self.high / 2, 2)}
                for x, y in middles
            ]  # fmt: skip
            mark = {"type": "rect", "fill": colour, "stroke": TOKENS["paper"], "strokeWidth": 0.8}
            layers.append(self._placed(rows, mark, x2={"field": "x2"}, y2={"field": "y2"}))
        return layers

    def words(self, told: list[tuple[float, float, str]], mark: dict[str, Any]) -> Layer:
        """Type at places."""
        rows = [{"x": x, "y": y, "text": text} for x, y, text in told]
        return self._placed(rows, mark, text={"field": "text"})

    def _placed(self, rows: list[dict[str, Any]], mark: dict[str, Any], **more: Any) -> Layer:
        def units(field: str, length: float) -> dict[str, Any]:
            scale = {"domain": [0, length], "range": [0, length], "nice": False, "zero": False}
            return {"field": field, "type": "quantitative", "scale": scale, "axis": None}

        return layer(rows, mark, x=units("x", self.width), y=units("y", self.height), **more)
