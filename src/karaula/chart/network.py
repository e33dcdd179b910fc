"""A network as dots and lines: places by forces that rest, the same for the same network."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, log1p, sin, sqrt

import numpy as np

from karaula.chart.frame import MARGIN, About, Layer, Spec, card, fixed, spec
from karaula.chart.geometry import Frame, Point, Points
from karaula.chart.rows import layer, lettering
from karaula.chart.theme import GRID, SMALL, TOKENS, WIDTH
from karaula.chart.words import line, number, several, width

HEIGHT = 420.0
MOST = 40
"""Dots that one drawing shows, those with the largest ties first."""
STEPS = 200
CLASSES = 4
"""Widths of lines."""
THIN, THICK = 1.0, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two ends, by their names, and how strong the tie between them is; None where that is not
    known (dashed)."""

    one: str
    other: str
    value: float | None


def network(ties: Sequence[Tie], about: About) -> Spec:
    """Ties between names. What is not shown is counted in words."""
    ranked = sorted(ties, key=lambda tie: (-(tie.value or 0), tie.one, tie.other))
    names: dict[str, float] = {}
    for tie in ranked:
        for end in (tie.one, tie.other):
            if end in names or len(names) < MOST:
                names[end] = names.get(end, 0.0) + (tie.value or 0.0)
    shown = [tie for tie in ranked if tie.one in names and tie.other in names]
    if not shown:
        return card(about, "no tie is known")
    order = list(names)
    pairs = [(order.index(tie.one), order.index(tie.other)) for tie in shown]
    places = dict(zip(order, _fitted(settled(len(order), pairs)), strict=True))
    layers = [*_lines(shown, places), *_dots(names, places)]
    left = len(ranked) - len(shown)
    told = [f"{tie.one} and {tie.other} {_said(tie)}" for tie in shown]
    return spec(about, layers, height=HEIGHT, left=MARGIN, right=MARGIN,
                more=f"{left} weaker ties" if left else None,
                alt=f"Network. {several([line(one) for one in told], 40)}.")  # fmt: skip


def _said(tie: Tie) -> str:
    return "of unknown strength" if tie.value is None else number(tie.value, 0)


def settled(count: int, pairs: Sequence[tuple[int, int]]) -> Points:
    """Places of dots that push each other away and are pulled by their ties (Fruchterman and
    Reingold 1991), begun on a spiral, so that no two begin in one place."""
    at = np.array([
        (sqrt(dot + 0.5) * cos(dot * 2.399963), sqrt(dot + 0.5) * sin(dot * 2.399963))
        for dot in range(count)
    ])  # fmt: skip
    one, other = (np.array([pair[end] for pair in pairs]) for end in (0, 1))
    for step in range(STEPS):
        apart = at[:, None] - at[None, :]
        far = np.maximum((apart**2).sum(axis=2), 0.01)
        moved = (apart / far[:, :, None]).sum(axis=1)
        along = at[one] - at[other]
        pull = along * np.sqrt((along**2).sum(axis=1))[:, None]
        np.add.at(moved, one, -pull)
        np.add.at(moved, other, pull)
        moved -= 0.15 * at  # parts without a tie between them stay together
        length = np.sqrt((moved**2).sum(axis=1))[:, None]
        most = 0.5 * (1 - step / STEPS)
        at = at + moved / np.maximum(length, 1e-9) * np.minimum(length, most)
    return at


def _fitted(at: Points) -> list[Point]:
    """Places in units of the drawing, with room for names at its sides."""
    room = np.array([WIDTH - 2 * MARGIN - 40 * GRID, HEIGHT - 14 * GRID])
    low, high = at.min(axis=0), at.max(axis=0)
    scaled = (at - (low + high) / 2) * room / np.maximum(high - low, 1e-9)
    middle = np.array([(WIDTH - 2 * MARGIN) / 2, HEIGHT / 2])
    return [(round(x, 1), round(y, 1)) for x, y in (scaled + middle).tolist()]


def _lines(ties: Sequence[Tie], places: dict[str, Point]) -> list[Layer]:
    """The weakest first, so that the strongest lie on top."""
    highest = max(tie.value or 0.0 for tie in ties)
    groups: dict[int, list[Tie]] = {}
    for tie in ties:
        share = log1p(tie.value) / log1p(highest) if tie.value and highest else 0.0
        at = -1 if tie.value is None else min(int(share * CLASSES), CLASSES - 1)
        groups.setdefault(at, []).append(tie)
    layers = []
    for at in sorted(groups):
        rows = [dict(zip(("x", "y", "x2", "y2"), (*places[tie.one], *places[tie.other]),
                         strict=True)) for tie in groups[at]]  # fmt: skip
        wide = THIN + (THICK - THIN) * max(at, 0) / (CLASSES - 1)
        mark = {"type": "rule", "stroke": TOKENS["others"], "strokeWidth": round(wide, 2)}
        mark |= {"strokeDash": [5, 4]} if at < 0 else {}
        plain = {"type": "quantitative", "scale": None, "axis": None}
        layers.append(layer(rows, mark, x={"field": "x", **plain}, y={"field": "y", **plain},
                            x2={"field": "x2"}, y2={"field": "y2"}))  # fmt: skip
    return layers


def _dots(names: dict[str, float], places: dict[str, Point]) -> list[Layer]:
    """A dot for each name, whose surface grows with its ties, and the name over it."""
    highest = max(names.values()) or 1.0
    dots, halos, words = [], [], []
    sizes = {name: 3.0 + 7.0 * sqrt(value / highest) for name, value in names.items()}
    taken = [_around(*places[name], sizes[name], sizes[name]) for name in names]
    for name, radius in sizes.items():
        x, y = places[name]
        dots.append(fixed({"type": "point", "shape": "circle", "x": x, "y": y, "opacity": 1,
                           "size": round(3.1416 * radius**2, 1), "fill": TOKENS["accent"],
                           "stroke": TOKENS["paper"], "strokeWidth": 1}))  # fmt: skip
        across, down = width(line(name), SMALL) / 2, 0.6 * SMALL
        beside, over = radius + across + GRID, radius + 2 * GRID
        rooms = [_around(x + dx, y + dy, across, down) for dx, dy in
                 ((0, -over), (0, over), (beside, 0), (-beside, 0))]  # fmt: skip
        box = next((one for one in rooms if not any(_meet(one, own) for own in taken)), rooms[0])
        taken.append(box)
        word = lettering(align="center", x=round((box[0] + box[2]) / 2, 1),
                         y=round((box[1] + box[3]) / 2, 1)) | {"text": line(name)}  # fmt: skip
        halos.append(fixed(word | {"stroke": TOKENS["paper"], "strokeWidth": 2.5,
                                   "strokeOpacity": 0.8}))  # fmt: skip
        words.append(fixed(word))
    return [*dots, *halos, *words]


def _around(x: float, y: float, across: float, down: float) -> Frame:
    return x - across, y - down, x + across, y + down


def _meet(one: Frame, other: Frame) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
