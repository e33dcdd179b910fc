"""Draft the mapping of a table that nobody knows, by looking at its labels and cells."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from karaula.read.connectors.mapped.amounts import Amount, amounts
from karaula.read.connectors.mapped.columns import (
    PARTS,
    Column,
    heads,
    score,
    slots_of,
    unit_in,
)
from karaula.read.connectors.mapped.rest import silent
from karaula.read.connectors.mapped.side_by_side import Beside, amounts_beside
from karaula.read.connectors.mapped.words import Words
from karaula.read.connectors.sheets import Peek
from karaula.vocabulary import Vocabulary

_OF_OBSERVATIONS = ("area", "substance", "unit", "period", "indicator", "value")
_ONLY_THERE = ("period", "indicator", "value")
_FIGURES = ("value", "quantity", "money")
"""What may be the value of an observation, the surest first."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted mapping: its text, what the table is taken for, and what is still to be said."""

    text: str
    what: str
    open: tuple[str, ...] = ()


def draft_rows(path: Path, vocabulary: Vocabulary) -> Draft | None:
    """A mapping for a table of which a row is a seizure or an observation, else ``None``."""
    words = Words(vocabulary)
    found = [
        (columns, slots, amounts_beside(columns, slots, words))
        for sheet in Peek(path).sheets
        for _, columns in heads(sheet)
        if (slots := slots_of(columns, words))
    ]
    if not found:
        return None
    columns, slots, amounts = max(found, key=lambda one: len(one[1]) + len(one[2]))
    if amounts:
        return _written(path, columns, slots, amounts, "incident", words)
    slots = slots | _only_number(columns, slots, words)
    kind = _kind(slots)
    return _written(path, columns, slots, [], kind, words) if kind else None


def _only_number(
    columns: list[Column], slots: dict[str, Column], words: Words
) -> dict[str, Column]:
    """The value of a table that names no amount but has a single column of numbers."""
    if "quantity" in slots or "value" in slots:
        return {}
    rest = [column for column in columns if not any(column is one for one in slots.values())]
    numbers = [column for column in rest if score("value", column, words, label=1.0) > 1.0]
    return {"value": numbers[0]} if len(numbers) == 1 else {}


def _kind(slots: dict[str, Column]) -> str | None:
    """What the rows are: single seizures need a drug, an amount and a day or a month."""
    when = slots.get("date") or slots.get("period")
    years = when is None or all(re.fullmatch(r"\d{4}", cell) for cell in when.cells)
    fine = not years or ("period" in slots and "month" in slots)
    if "substance" in slots and "quantity" in slots and fine:
        return "incident"
    if "area" in slots and when is not None and slots.keys() & set(_FIGURES):
        return "observation"
    return None


def _written(
    path: Path,
    columns: list[Column],
    slots: dict[str, Column],
    amounts: Beside,
    kind: str,
    words: Words,
) -> Draft:
    constants: dict[str, str] = {}
    missing: list[str] = []
    parts = _date_parts(slots)
    if kind == "incident":
        slots = {slot: column for slot, column in slots.items() if slot not in _ONLY_THERE}
        for one, _ in amounts:
            slots = {slot: column for slot, column in slots.items() if column is not one}
        constants |= _money(slots, words)
    else:
        if "period" not in slots and not parts:
            slots["period"] = slots["date"]
        slots["value"] = next(slots[name] for name in _FIGURES if name in slots)
        slots = {slot: column for slot, column in slots.items() if slot in _OF_OBSERVATIONS}
        if "indicator" not in slots and (named := words.indicator(slots["value"].label)):
            constants["indicator"] = named
        elif "indicator" not in slots:
            missing.append("indicator")
    amount = slots.get("value" if kind == "observation" else "quantity")
    unit = unit_in(amount.label, words)[1] if amount else None
    lacking = not all(of.unit for _, of in amounts)
    if amount and kind == "incident":
        lacking = not _names_units(amount, words)
    if "unit" not in slots and unit:
        constants["unit"] = unit
    elif "unit" not in slots and lacking:
        missing.append("unit")
    if kind == "incident" and "area" not in slots and not _places(slots, words):
        missing.append("area")
    return Draft(
        _text(path, columns, slots, parts, amounts, kind, constants, missing),
        "single seizures" if kind == "incident" else "observations",
        tuple(missing),
    )


def _date_parts(slots: dict[str, Column]) -> dict[str, Column]:
    """The columns of year, month and day, where there is none of whole dates; they are no slots."""
    parts = {part: slots.pop(part) for part in PARTS if part in slots}
    if "month" not in parts or "date" in slots or "period" not in slots:
        return {}
    return {"year": slots.pop("period"), **parts}


def _money(slots: dict[str, Column], words: Words) -> dict[str, str]:
    """What is the same of all sums of money. Where nothing tells their currency, their column is
    none of ``slots``; neither is that of cash beside one of values."""
    cash = slots.pop("cash", None)
    money = slots.setdefault("money", cash) if cash else slots.get("money")
    if money is None:
        slots.pop("currency", None)
        return {}
    unit = unit_in(money.label, words)[1]
    if not words.is_money(unit) and "currency" not in slots and not _names_units(money, words):
        del slots["money"]
        return {}
    told = {"currency": str(unit).upper()} if words.is_money(unit) else {}
    told |= {"money_kind": "cash"} if money is cash else {}
    return {name: value for name, value in told.items() if name not in slots}


def _places(slots: dict[str, Column], words: Words) -> bool:
    """Whether most places tell their country."""
    cells = slots["place"].cells if "place" in slots else []
    return 2 * sum(words.area_of_place(cell) is not None for cell in cells) > len(cells)


def _names_units(column: Column, words: Words) -> bool:
    read = amounts(column.cells, words.unit, lambda name: (name, 1.0), ".")
    return any(isinstance(one, Amount) and one.unit for one in read)


_HEAD = """\
# How the columns of {name} are read, drafted by looking at them. Check it, correct what is wrong,
# and run `karaula build`. It is read as {what}.
#   columns    a slot, and the labels of its column
#   amounts    columns of amounts side by side, for each unit or drug; of a drug the first tells it
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
    columns: list[Column],
    slots: dict[str, Column],
    parts: dict[str, Column],
    amounts: Beside,
    kind: str,
    constants: dict[str, str],
    missing: list[str],
) -> str:
    what = "single seizures" if kind == "incident" else "observations"
    lines = [_HEAD.format(name=path.name, what=what, kind=kind), "columns:\n"]
    for column in columns:
        for slot, other in slots.items():
            if other is column:
                lines.append(f"  {slot}: [{quoted(column.label)}]\n")
    lines += ["date_parts:\n"] * bool(parts)
    lines += [f"  {part}: [{quoted(column.label)}]\n" for part, column in parts.items()]
    lines += ["amounts:\n"] * bool(amounts)
    for _, of in amounts:
        told = of.model_dump(exclude_none=True) | {"label": quoted(of.label)}
        lines.append(f"  - {{{', '.join(f'{name}: {value}' for name, value in told.items())}}}\n")
    said = [f"  {name}: {quoted(value)}\n" for name, value in constants.items()]
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
    listed = [word if re.fullmatch(r"[^\W\d][\w/ ]*", word) else quoted(word) for word in words]
    lines.append(f"missing: [{', '.join(listed)}]\n")
    read = (*slots.values(), *parts.values(), *(one for one, _ in amounts))
    rest = [column.label for column in columns if not any(one is column for one in read)]
    if rest:
        lines.append(
            "# Columns that are not read; those named here are no longer told as unread.\n"
        )
        lines.append("ignored:\n  columns: []\n")
        lines.append(f"  # [{', '.join(map(quoted, rest))}]\n")
    return "".join(lines)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
