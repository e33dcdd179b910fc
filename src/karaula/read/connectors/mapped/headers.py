"""Rows of a sheet that may be its header, one alone or two on top of each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from karaula.read.connectors.sheets import Cell, Sheet, text_of

BELOW = ": "
"""Stands between the labels of two rows: ``Quantity: kg``."""


@dataclass(frozen=True, slots=True)
class Header:
    """What may be the header of a sheet: the places of its first and last row, and its labels."""

    first: int
    last: int
    labels: list[str]


def headers(sheet: Sheet, rows: int) -> Iterator[Header]:
    """Whatever may be a header among the first ``rows`` of a sheet; of two rows before the upper
    one alone, so that they are taken where they say as much."""
    for place, (_, row) in enumerate(sheet.rows[:rows]):
        if place + 1 < len(sheet.rows) and (both := _both(row, sheet.rows[place + 1][1])):
            yield Header(place, place + 1, both)
        yield Header(place, place, [text_of(cell) for cell in row])


def _both(upper: tuple[Cell, ...], lower: tuple[Cell, ...]) -> list[str] | None:
    """The labels of two rows, where an upper one stands over several columns and the lower row
    names these; ``None`` where the lower row is one of facts or of labels for all columns."""
    above, below = ([text_of(cell) for cell in row] for row in (upper, lower))
    if any(label[:1].isdigit() for label in below):
        return None
    labels, over = [], ""
    spans = alone = False
    for high, low in zip_longest(above, below, fillvalue=""):
        spans |= bool(low and over and not high)
        alone |= bool(high and not low)
        # An upper label reaches as far as labels stand below it.
        over = high or (over if low else "")
        labels.append(BELOW.join(filter(None, (over if low else high, low))))
    return labels if spans and alone else None
