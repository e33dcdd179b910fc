"""Rows of a table that are none of its facts: totals, and labels that stand again."""

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import yaml

_BEFORE_MORE = ("area", "date", "period", "substance")
"""Slots whose cells may say what is summed up, after the word; in others ("Total" in the name of a
filling station) the word must stand alone."""


def of_totals(columns: dict[str, pa.Array], first: pa.Array) -> pa.Array:
    """Which rows sum up others, told by the cells of their slots and by their first cell."""
    mask = _says(first, _alone())
    for slot, cells in columns.items():
        mask = pc.or_(mask, _says(cells, _leading() if slot in _BEFORE_MORE else _alone()))
    return mask


def of_labels(columns: dict[str, pa.Array], labels: dict[str, str]) -> pa.Array:
    """Which rows hold the labels of their columns, as on the next page of a printed table."""
    whole: pa.Array = True
    some: pa.Array = False
    for slot, cells in columns.items():
        same = _of_cells(cells, partial(pc.equal, pa.scalar(labels[slot])))
        whole = pc.and_(whole, pc.fill_null(same, True))
        some = pc.or_(some, pc.fill_null(same, False))
    return pc.and_(whole, some)


def _says(cells: pa.Array, pattern: str) -> pa.Array:
    found = _of_cells(cells, lambda texts: pc.match_substring_regex(texts, pattern))
    return pc.fill_null(found, False)


def _of_cells(cells: pa.Array, test: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """A test of every cell, of each distinct one once where they are told apart."""
    if isinstance(cells, pa.DictionaryArray):
        return test(cells.dictionary).take(cells.indices)
    return test(cells)


def silent(cells: Iterable[str]) -> list[str]:
    """Cells among these that say nothing, each in one spelling, in their order."""
    known = frozenset(_said()["silent"])
    return list(dict.fromkeys(low for cell in cells if (low := cell.lower()) in known))


@cache
def _said() -> dict[str, list[str]]:
    said: dict[str, list[str]] = yaml.load(
        Path(__file__).with_suffix(".yml").read_bytes(), Loader=yaml.CSafeLoader
    )
    return said


def _words() -> str:
    return "|".join(sorted(map(re.escape, _said()["totals"]), key=len, reverse=True))


def _alone() -> str:
    return rf"(?i)^(?:{_words()})\s*[:.]?$"


def _leading() -> str:
    return rf"(?i)^(?:{_words()})(?:[\s:.,;(–-].{{0,40}})?$"
