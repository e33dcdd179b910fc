"""Draft the mapping of a table that nobody knows, by looking at its labels and cells."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from karaula.read.connectors.mapped.amounts import Amount, amounts
from karaula.read.connectors.mapped.dates import dates
from karaula.read.connectors.mapped.rest import silent
from karaula.read.connectors.mapped.words import Words, are_codes
from karaula.read.connectors.sheets import Peek, Sheet, text_of
from karaula.read.dates import MONTHS
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold, name_key

_OF_OBSERVATIONS = ("area", "substance", "unit", "period", "indicator", "value")
_ONLY_THERE = ("period", "indicator", "value")
_PARTS = {"month": r"0?[1-9]|1[0-2]", "day": r"0?[1-9]|[12]\d|3[01]"}
"""Columns that make a date with that of a year, and their cells."""
_AREAS = ("area", "producing", "departure", "destination")
_LABEL, _WITHIN = 1.0, 0.6
_ENOUGH = 0.8
"""A column is taken for what it says from this score: its label alone, or most of its cells."""

_UNIT_IN_LABEL = re.compile(r"[\[(]\s*([^\])]+?)\s*[\])]|\b(?:in|u|у|në)\s+(\S+)$|[\s_](kg|g)$")
_ROWS = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted mapping: its text, what the table is taken for, and what is still to be said."""

    text: str
    what: str
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    cells: list[str]


def draft(path: Path, vocabulary: Vocabulary) -> Draft | None:
    """A mapping for a table that looks like seizures or observations, else ``None``."""
    words = Words(vocabulary)
    found = [
        (len(slots), columns, slots)
        for sheet in Peek(path).sheets
        for columns in _heads(sheet)
        if (slots := _slots(columns, words))
    ]
    if not found:
        return None
    _, columns, slots = max(found, key=lambda one: one[0])
    slots = slots | _only_number(columns, slots, words)
    kind = _kind(slots)
    return _written(path, columns, slots, kind, words) if kind else None


def _heads(sheet: Sheet) -> Iterator[list[_Column]]:
    """The columns under each of the first rows that may be a header row."""
    for place, (_, row) in enumerate(sheet.rows[:_ROWS]):
        labels = [text_of(cell) for cell in row]
        below = [cells for _, cells in sheet.rows[place + 1 :]]
        words = [label for label in labels if label and not label[:1].isdigit()]
        if below and len(words) >= 2:
            yield [
                _Column(label, [text_of(r[n]) for r in below if n < len(r) and r[n] is not None])
                for n, label in enumerate(labels)
                if label
            ]


def _slots(columns: list[_Column], words: Words) -> dict[str, _Column]:
    """The best column for each slot; a slot and a column go together once."""
    scored = [
        (score, -number, slot)
        for number, column in enumerate(columns)
        for slot in _labels()
        if (score := _score(slot, column, words)) >= _ENOUGH
    ]
    taken: dict[str, _Column] = {}
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
    """How well a label names a slot."""
    key = name_key(_UNIT_IN_LABEL.sub("", fold(label))) or name_key(label)
    if key in _labels()[slot]:
        return _LABEL
    return _WITHIN * any(f" {word} " in f" {key} " for word in _labels()[slot])


def _score(slot: str, column: _Column, words: Words, label: float | None = None) -> float:
    """How well a column fits a slot: by its label, and by the share of cells that can be read."""
    label = _fit(slot, column.label) if label is None else label
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
        return lambda text: (find(text) or words.area_beside(text)) is not None
    if slot in ("date", "period"):
        told = dict(zip(cells, dates(cells, "day.month.year"), strict=True))
        return lambda text: (
            told[text] is not None and (slot == "date" or len(told[text] or "") < 10)
        )
    if slot in _PARTS:
        number = re.compile(_PARTS[slot])
        name = MONTHS if slot == "month" else ()
        return lambda text: bool(number.fullmatch(text)) or text.lower() in name
    if slot == "substance":
        return lambda text: bool(words.substances(text))
    if slot == "unit":
        return lambda text: words.unit(text) is not None
    if slot == "indicator":
        return lambda text: words.indicator(text) is not None
    if slot in ("quantity", "value", "arrests"):
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
        return lambda text: words.area_beside(text) is not None
    if slot == "quantity":
        read = amounts(cells, words.unit, lambda name: (name, 1.0), ".")
        named = {
            text
            for text, one in zip(cells, read, strict=True)
            if isinstance(one, Amount) and one.unit
        }
        return lambda text: text in named
    return _reader(slot, words, cells) if slot in ("date", "substance") else None


def _only_number(
    columns: list[_Column], slots: dict[str, _Column], words: Words
) -> dict[str, _Column]:
    """The value of a table that names no amount but has a single column of numbers."""
    if "quantity" in slots or "value" in slots:
        return {}
    rest = [column for column in columns if not any(column is one for one in slots.values())]
    numbers = [column for column in rest if _score("value", column, words, label=_LABEL) > _LABEL]
    return {"value": numbers[0]} if len(numbers) == 1 else {}


def _kind(slots: dict[str, _Column]) -> str | None:
    """What the rows are: single seizures need a drug, an amount and a day or a month."""
    when = slots.get("date") or slots.get("period")
    years = when is None or all(re.fullmatch(r"\d{4}", cell) for cell in when.cells)
    fine = not years or ("period" in slots and "month" in slots)
    if "substance" in slots and "quantity" in slots and fine:
        return "incident"
    if "area" in slots and when is not None and ("value" in slots or "quantity" in slots):
        return "observation"
    return None


def _written(
    path: Path, columns: list[_Column], slots: dict[str, _Column], kind: str, words: Words
) -> Draft:
    constants: dict[str, str] = {}
    missing: list[str] = []
    parts = _date_parts(slots)
    if kind == "incident":
        slots = {slot: column for slot, column in slots.items() if slot not in _ONLY_THERE}
        amount = slots["quantity"]
    else:
        if "period" not in slots and not parts:
            slots["period"] = slots["date"]
        if "value" not in slots:
            slots["value"] = slots["quantity"]
        slots = {slot: column for slot, column in slots.items() if slot in _OF_OBSERVATIONS}
        amount = slots["value"]
        if "indicator" not in slots and (named := words.indicator(amount.label)):
            constants["indicator"] = named
        elif "indicator" not in slots:
            missing.append("indicator")
    unit = _unit_of(amount, words)
    if "unit" not in slots and unit:
        constants["unit"] = unit
    elif "unit" not in slots and kind == "incident" and not _names_units(amount, words):
        missing.append("unit")
    if kind == "incident" and "area" not in slots and not _places(slots, words):
        missing.append("area")
    return Draft(
        _text(path, columns, slots, parts, kind, constants, missing),
        "single seizures" if kind == "incident" else "observations",
        tuple(missing),
    )


def _date_parts(slots: dict[str, _Column]) -> dict[str, _Column]:
    """The columns of year, month and day, where there is none of whole dates; they are no slots."""
    parts = {part: slots.pop(part) for part in _PARTS if part in slots}
    if "month" not in parts or "date" in slots or "period" not in slots:
        return {}
    return {"year": slots.pop("period"), **parts}


def _places(slots: dict[str, _Column], words: Words) -> bool:
    """Whether most places tell their country."""
    cells = slots["place"].cells if "place" in slots else []
    return 2 * sum(words.area_beside(cell) is not None for cell in cells) > len(cells)


def _unit_of(column: _Column, words: Words) -> str | None:
    """The unit that a label names: "Amount (kg)", "količina u kg"."""
    match = _UNIT_IN_LABEL.search(fold(column.label))
    named = next((part for part in match.groups() if part), "") if match else fold(column.label)
    return words.unit(named)


def _names_units(column: _Column, words: Words) -> bool:
    read = amounts(column.cells, words.unit, lambda name: (name, 1.0), ".")
    return any(isinstance(one, Amount) and one.unit for one in read)


_HEAD = """\
# How the columns of {name} are read, drafted by looking at them. Check it, correct what is wrong,
# and run `karaula build`. It is read as {what}.
#   columns    a slot, and the labels of its column
#   constants  slots that are the same in all rows
#   date_parts year, month and day, where they stand in columns of their own
#   dates      day.month.year or month.day.year, where 03/04/2014 could be either
#   decimal    "," or ".", where 1,234 could be either
#   missing    cells that say nothing
#   words      for a slot, what to read instead of a cell as written
kind: {kind}
"""


def _text(
    path: Path,
    columns: list[_Column],
    slots: dict[str, _Column],
    parts: dict[str, _Column],
    kind: str,
    constants: dict[str, str],
    missing: list[str],
) -> str:
    what = "single seizures" if kind == "incident" else "observations"
    lines = [_HEAD.format(name=path.name, what=what, kind=kind), "columns:\n"]
    for column in columns:
        for slot, other in slots.items():
            if other is column:
                lines.append(f"  {slot}: [{_quoted(column.label)}]\n")
    lines += ["date_parts:\n"] * bool(parts)
    lines += [f"  {part}: [{_quoted(column.label)}]\n" for part, column in parts.items()]
    said = [f"  {name}: {_quoted(value)}\n" for name, value in constants.items()]
    said += ["  indicator:  # say which one; no column tells it\n"] * ("indicator" in missing)
    lines += ["constants:\n", *said] if said else ["# constants:\n"]
    lines += [
        f"#   {name}:  # say it here if it is the same in all rows\n"
        for name in missing
        if name != "indicator"
    ]
    lines.append('# dates: day.month.year\n# decimal: ","\n')
    said_nothing = silent(cell for column in slots.values() for cell in column.cells)
    words = dict.fromkeys(["-", "unknown", "n/a", *said_nothing])
    listed = [word if re.fullmatch(r"[^\W\d][\w/ ]*", word) else _quoted(word) for word in words]
    lines.append(f"missing: [{', '.join(listed)}]\n")
    read = (*slots.values(), *parts.values())
    rest = [column.label for column in columns if not any(one is column for one in read)]
    if rest:
        lines.append(
            "# Columns that are not read; those named here are no longer told as unread.\n"
        )
        lines.append("ignored:\n  columns: []\n")
        lines.append(f"  # [{', '.join(map(_quoted, rest))}]\n")
    return "".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
