"""Scores and ranks of an index as figures, for any edition that the lake holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from karaula.assess.numbers import number
from karaula.chart import Mark
from karaula.hub.block import Strip
from karaula.hub.figure import Figure, of_claim, of_measure
from karaula.hub.links import SERVED

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf


@dataclass(frozen=True, slots=True)
class Scored:
    """What is known of one area by one measure in one edition."""

    area: str
    score: Figure | None
    ranks: tuple["Ranked", ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in a named list, as the range that holds the true one."""

    among: str
    of: int
    place: Figure


class Scores:
    """All scores and ranks of some areas in one edition, read in one query."""

    def __init__(self, shelf: "Shelf", edition: str, areas: Sequence[str]) -> None:
        self.shelf, self.edition, self.areas = shelf, edition, areas
        rows = shelf.rows(
            "SELECT * FROM measures WHERE period = ? AND list_contains(?, area) "
            'ORDER BY "of" DESC NULLS LAST, among, measure_id',
            edition, list(areas),
        )  # fmt: skip
        self._rows: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            self._rows.setdefault((row["name"], row["area"]), []).append(row)

    def of(self, measure: str) -> list[Scored]:
        """Each area by one measure, in the order given."""
        return [self.at(measure, area) for area in self.areas]

    def at(self, measure: str, area: str) -> Scored:
        """Score and ranks of an area. A computed score has an interval; else the published one
        stands as it is."""
        shelf, material = self.shelf, self.shelf.material
        own = self._rows.get((measure, area), [])
        ranks = tuple(
            Ranked(_list_name(shelf, row["among"]), row["of"], of_measure(shelf, row, place(row)))
            for row in own
            if row["unit"] == "rank"
        )
        decimals = material.index.decimals if material.index_id else 2
        computed = next((row for row in own if row["unit"] == "score"), None)
        claim = material.score(area, measure, self.edition)
        score = None
        if computed:
            score = of_measure(shelf, computed, number(computed["value"], decimals))
        elif claim:
            score = of_claim(shelf, claim, number(claim["value"], decimals))
        return Scored(area, score, ranks)


def place(row: "Row") -> str:
    """A rank as a range: ``4th–9th``; a bare ordinal only where the interval holds one place."""
    low, high = row["low"], row["high"]
    if low is None or high is None or low == high:
        return number(row["value"], 0, "ordinal")
    return f"{number(low, 0, 'ordinal')}–{number(high, 0, 'ordinal')}"


def beside(own: Figure, others: Sequence[Figure]) -> tuple[int, int, int]:
    """Of how many others a score stands surely above, cannot be told from, and surely below: where
    intervals overlap, the order says nothing."""
    low, high = _ends(own)
    above = sum(_ends(other)[1] < low for other in others)
    below = sum(_ends(other)[0] > high for other in others)
    return above, len(others) - above - below, below


def _ends(figure: Figure) -> tuple[float, float]:
    value = figure.value or 0.0
    low, high = figure.low, figure.high
    return (value if low is None else low), (value if high is None else high)


def strip(
    own: Figure | None,
    axis: tuple[float, float],
    others: Sequence[Figure] = (),
    means: str = "plain",
) -> Strip:
    """A score drawn in a field, with a tick for each of the others."""
    ticks = tuple(sorted({other.value for other in others if other.value is not None}))
    if own is None:
        return Strip(value=None, axis=axis)
    return Strip(
        value=own.value, low=own.low, high=own.high, others=ticks, axis=axis, meaning=means
    )


def reach(scores: Sequence[Figure], whole: tuple[float, float]) -> tuple[float, float]:
    """The whole numbers of a scale between which all scores lie with their intervals, so that these
    can be seen."""
    ends = [end for score in scores for end in _ends(score)]
    if not ends:
        return whole
    low, high = floor(min(ends)), ceil(max(ends))
    return (max(low, whole[0]), min(high, whole[1])) if high > low else whole


def interval(own: Figure | None, decimals: int = 2) -> str | None:
    """The ends of an interval in words; nothing where there is none."""
    if own is None or own.low is None or own.high is None:
        return None
    return f"{number(own.low, decimals)}–{number(own.high, decimals)}"


def mark(found: Figure | None) -> Mark | None:
    """A figure on a chart: it leads to its card."""
    if found is None or found.value is None:
        return None
    return Mark(value=found.value, low=found.low, high=found.high, href=SERVED.entry(found.ref))


def _list_name(shelf: "Shelf", among: str) -> str:
    known = shelf.vocabulary.regions.get(among)
    return known.name if known else among
