"""Which column of a table holds what, by its label and its cells."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from karaula.read.connectors.mapped.amounts import Amount, amounts
from karaula.read.connectors.mapped.dates import dates
from karaula.read.connectors.mapped.headers import BELOW, headers
from karaula.read.connectors.mapped.rest import silent
from karaula.read.connectors.mapped.words import Words, are_codes
from karaula.read.connectors.sheets import Sheet, text_of
from karaula.read.dates import MONTHS
from karaula.vocabulary.fold import fold, name_key

PARTS = {"month": r"0?[1-9]|1[0-2]", "day": r"0?[1-9]|[12]\d|3[01]"}
"""Columns that make a date with that of a year, and their cells."""

_AREAS = ("area", "producing", "departure", "destination")
_LABEL, _WITHIN = 1.0, 0.6
_ENOUGH = 0.8
"""A column is taken for what it says from this score: its label alone, or most of its cells."""

_UNIT_IN_LABEL = re.compile(r"[\[(]\s*([^\])]+?)\s*[\])]|\b(?:in|u|у|në)\s+(\S+)$|[\s_](kg|g)$")
_ROWS = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A column under a row that may be its header."""

    label: str
    cells: list[str]


def heads(sheet: Sheet, least: int = 2) -> Iterator[tuple[list[str], list[Column]]]:
    """What stands above each of the first rows that may be a header, and the columns under it.
    ``least`` labels of it begin with no digit."""
    for head in headers(sheet, _ROWS):
        below = [cells for _, cells in sheet.rows[head.last + 1 :]]
        words = [label for label in head.labels if label and not label[:1].isdigit()]
        if below and len(words) >= least:
            above = [text_of(c) for _, r in sheet.rows[: head.first] for c in r if c is not None]
            yield (
                above,
                [
                    Column(label, [text_of(r[n]) for r in below if n < len(r) and r[n] is not None])
                    for n, label in enumerate(head.labels)
                    if label
                ],
            )


def slots_of(columns: list[Column], words: Words) -> dict[str, Column]:
    """The best column for each slot; a slot and a column go together once."""
    scored = [
        (fits, -number, slot)
        for number, column in enumerate(columns)
        for slot in _labels()
        if (fits := score(slot, column, words)) >= _ENOUGH
    ]
    taken: dict[str, Column] = {}
    used: set[int] = set()
    for _, number, slot in sorted(scored, key=lambda one: (-one[0], -one[1])):
        if slot not in taken and -number not in used:
            taken[slot] = columns[-number]
            used.add(-number)
    return taken


@cache
def _labels() -> dict[str, tuple[str, ...]]:
    path = Path(__file__).with_suffix(".yml")
    said = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return {slot: tuple(map(name_key, labels)) for slot, labels in said.items()}


def _fit(slot: str, label: str) -> float:
    """How well a label, or either of the two that stand above a column, names a slot."""
    return max(_fit_alone(slot, one) for one in {label, *label.split(BELOW)})


def _fit_alone(slot: str, label: str) -> float:
    key = name_key(_UNIT_IN_LABEL.sub("", fold(label))) or name_key(label)
    if key in _labels()[slot]:
        return _LABEL
    return _WITHIN * any(f" {word} " in f" {key} " for word in _labels()[slot])


def score(slot: str, column: Column, words: Words, label: float | None = None) -> float:
    """How well a column fits a slot: by its label, and by the share of cells that can be read."""
    label = _fit(slot, column.label) if label is None else label
    if slot in ("quantity", "money") and words.is_money(unit_in(column.label, words)[1]):
        label = _LABEL if slot == "money" else 0.0
    reads = _reader(slot, words, column.cells) if label else None
    if reads is None and label < _LABEL:
        reads = _telling(slot, words, column.cells)
    if reads is None:
        return label
    if not column.cells:
        return label if label == _LABEL else 0.0
    share = sum(map(reads, column.cells)) / len(column.cells)
    if share < 0.5:
        return 0.0
    return label + share if label else share - 0.1


def _reader(slot: str, words: Words, cells: list[str]) -> Callable[[str], bool] | None:
    if slot in _AREAS:
        find = words.areas(codes=are_codes(set(cells)))
        beside = words.area_beside if slot == "area" else words.area_of_place
        return lambda text: (find(text) or beside(text)) is not None
    if slot in ("date", "period"):
        told = dict(zip(cells, dates(cells, "day.month.year"), strict=True))
        return lambda text: (
            told[text] is not None and (slot == "date" or len(told[text] or "") < 10)
        )
    if slot in PARTS:
        number = re.compile(PARTS[slot])
        name = MONTHS if slot == "month" else ()
        return lambda text: bool(number.fullmatch(text)) or text.lower() in name
    if slot == "substance":
        return lambda text: bool(words.substances(text))
    if slot == "unit":
        return lambda text: words.unit(text) is not None
    if slot == "indicator":
        return lambda text: words.indicator(text) is not None
    if slot in ("quantity", "value", "money", "cash", "arrests"):
        read = amounts(cells, words.unit, lambda name: (name, 1.0), ".")
        sound = {text for text, one in zip(cells, read, strict=True) if isinstance(one, Amount)}
        return lambda text: text in sound
    return None


def _telling(slot: str, words: Words, cells: list[str]) -> Callable[[str], bool] | None:
    """What cells must hold for a column to be taken for a slot that its label hardly names."""
    if slot == "area":
        find = words.areas(codes=are_codes(set(cells)))
        return lambda text: find(text) is not None
    if slot == "place":
        return lambda text: words.area_of_place(text) is not None
    if slot == "quantity":
        read = amounts(cells, words.unit, lambda name: (name, 1.0), ".")
        named = {
            text
            for text, one in zip(cells, read, strict=True)
            if isinstance(one, Amount) and one.unit
        }
        return lambda text: text in named
    return _reader(slot, words, cells) if slot in ("date", "substance") else None


def numeric(column: Column, words: Words) -> bool:
    """Whether most cells, of those that say anything, are numbers without a unit of their own."""
    cells = [cell for cell in column.cells if not silent([cell]) and cell.strip(" .…")]
    found = amounts(cells, words.unit, lambda name: (name, 1.0), ".")
    return not cells or 2 * sum(isinstance(o, Amount) and not o.unit for o in found) > len(cells)


def unit_in(label: str, words: Words) -> tuple[str, str | None]:
    """A label without the unit that it names, and that unit: "Amount (kg)", "količina u kg"."""
    low = fold(label)
    first, _, last = low.rpartition(BELOW)
    if first and (unit := words.unit(last)):
        return first, unit
    if match := _UNIT_IN_LABEL.search(low):
        named = next((part for part in match.groups() if part), "")
        if unit := words.unit(named):
            return _UNIT_IN_LABEL.sub("", low).strip(" ,:"), unit
    first, _, last = low.rpartition(" ")
    if first and words.is_money(words.unit(last)):
        return first.strip(" ,:"), words.unit(last)
    return label, words.unit(low.strip())
