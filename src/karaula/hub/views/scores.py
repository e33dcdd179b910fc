"""Scores and ranks of an index as figures, for any edition that the lake holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from karaula.assess.numbers import number
from karaula.chart import Mark
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


def scored(shelf: "Shelf", measure: str, edition: str, areas: Sequence[str]) -> list[Scored]:
    """Score and ranks of each area, in the order given. A computed score has an interval; else the
    published one stands as it is."""
    rows = shelf.rows(
        "SELECT * FROM measures WHERE name = ? AND period = ? AND list_contains(?, area) "
        'ORDER BY "of" DESC NULLS LAST, among, measure_id',
        measure, edition, list(areas),
    )  # fmt: skip
    material = shelf.material
    decimals = material.index.decimals if material.index_id else 2
    found = []
    for area in areas:
        own = [row for row in rows if row["area"] == area]
        ranks = tuple(
            Ranked(_list_name(shelf, row["among"]), row["of"], of_measure(shelf, row, place(row)))
            for row in own
            if row["unit"] == "rank"
        )
        computed = next((row for row in own if row["unit"] == "score"), None)
        claim = material.score(area, measure, edition)
        score = None
        if computed:
            score = of_measure(shelf, computed, number(computed["value"], decimals))
        elif claim:
            score = of_claim(shelf, claim, number(claim["value"], decimals))
        found.append(Scored(area, score, ranks))
    return found


def place(row: "Row") -> str:
    """A rank as a range: ``4th–9th``; a bare ordinal only where the interval holds one place."""
    low, high = row["low"], row["high"]
    if low is None or high is None or low == high:
        return number(row["value"], 0, "ordinal")
    return f"{number(low, 0, 'ordinal')}–{number(high, 0, 'ordinal')}"


def mark(found: Figure | None) -> Mark | None:
    """A figure on a chart: it leads to its card."""
    if found is None or found.value is None:
        return None
    return Mark(value=found.value, low=found.low, high=found.high, href=SERVED.entry(found.ref))


def _list_name(shelf: "Shelf", among: str) -> str:
    known = shelf.vocabulary.regions.get(among)
    return known.name if known else among
