"""Rows of a table that are none of its facts: totals, and labels that stand again."""

import re
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import yaml

from karaula.evidence.table import by_distinct

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
        same = by_distinct(cells, labels[slot].__eq__, pa.bool_())
        whole = pc.and_(whole, pc.fill_null(same, True))
        some = pc.or_(some, pc.fill_null(same, False))
    return pc.and_(whole, some)


def _says(cells: pa.Array, pattern: re.Pattern[str]) -> pa.Array:
    found = by_distinct(cells, lambda one: bool(pattern.fullmatch(one.lower())), pa.bool_())
    return pc.fill_null(found, False)


@cache
def _words() -> str:
    said = yaml.load(Path(__file__).with_suffix(".yml").read_bytes(), Loader=yaml.CSafeLoader)
    return "|".join(sorted((re.escape(word) for word in said["totals"]), key=len, reverse=True))


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words()})\s*[:.]?")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words()})(?:\W.{{0,40}})?")
