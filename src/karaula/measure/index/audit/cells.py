"""Cells of published tables as figures: as written, and with the places of their column."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from karaula.check.structure import Figure
from karaula.measure.index.audit.labels import words
from karaula.read.connectors.sheets import Cell, text_of

MOST_PLACES = 9
SHARE = 5
"""Places beyond those of the index count where one in so many cells has them."""

_NUMBER = re.compile(r"([-+]?\d{1,12})(?:[.,](\d+))?")
_RANK = re.compile(
    r"(?:no\.? ?|[#=t] ?)?(\d{1,6})(?:[.,]0*(5?)0*)?(?: ?(?:st|nd|rd|th))?[=*]?"
    r"(?: ?(?:/|of|out of) ?(\d{1,6}))?",
    re.IGNORECASE,
)
_MISREAD = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "S": "5", "B": "8", ";": "."})


class Rank(NamedTuple):
    """A rank, and the length of its list where the cell gives it ("61/193"). Those who share
    places may have a half."""

    rank: Figure
    of: int | None


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing."""
    return cell is None or text_of(cell).casefold() in words()["blank"]


def number_of(cell: Cell) -> Figure | None:
    """A number as written; a decimal comma is a point."""
    text = repr(cell) if isinstance(cell, float) else text_of(cell).replace("\N{MINUS SIGN}", "-")
    if isinstance(cell, float) and ("e" in text or "n" in text):
        text = f"{cell:.{MOST_PLACES}f}"
    found = _NUMBER.fullmatch(text.removesuffix(".0") if isinstance(cell, float) else text)
    if found is None:
        return None
    whole, rest = found[1].lstrip("+-"), found[2] or ""
    kept = rest[:MOST_PLACES]
    units = int(whole + kept) + (rest[MOST_PLACES : MOST_PLACES + 1] >= "5")
    return Figure(-units if found[1].startswith("-") else units, len(kept))


def rank_of(cell: Cell) -> Rank | None:
    """A rank: "61", "61st", "=61", "61/193", "61.5"."""
    found = _RANK.fullmatch(text_of(cell))
    if found is None:
        return None
    half = Figure(int(found[1]) * 10 + 5, 1) if found[2] else Figure(int(found[1]))
    return Rank(half, int(found[3]) if found[3] else None)


def misread(cell: Cell) -> str | None:
    """What a cell that is no number was likely meant to be: blanks, doubled points and letters
    that look like digits put right."""
    text = re.sub(r"[\s'’]", "", text_of(cell)).translate(_MISREAD)
    text = re.sub(r"[.,]{2,}", ".", text).strip(".,%*")
    return text.replace(",", ".") if _NUMBER.fullmatch(text) else None


def places_of(figures: Iterable[Figure], decimals: int) -> int:
    """Places that a column is given with: trailing noughts may be gone, and a digit may be too
    many in a few cells."""
    counts = Counter(figure.places for figure in figures)
    enough = max(2, counts.total() / SHARE)
    fitting = [
        places
        for places in counts
        if places <= decimals
        or sum(many for more, many in counts.items() if more >= places) >= enough
    ]
    return max(fitting, default=0)
