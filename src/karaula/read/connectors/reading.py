"""What a connector's script is handed: the sheets of one file, and verbs to take them apart.

Every column and row is handled, ignored by name, or listed as unread with its place.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from karaula.evidence import Unread
from karaula.read.connectors.facts import Assertion, Facts
from karaula.read.connectors.numbers import numbers
from karaula.read.connectors.sheets import HEAD_ROWS, Cell, Sheet, letters, text_of
from karaula.read.errors import ReadError
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key

Key = TypeVar("Key", bound=Hashable)

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet below its header row, as columns. A name stands for a role or an indicator."""

    sheet: Sheet
    numbers: list[int]
    """Number of each row, as a spreadsheet program shows it."""
    columns: dict[str, list[Cell]]
    positions: dict[str, int]
    unread: tuple[str, ...]
    """Labels of the columns that nobody knows."""

    def locators(self, name: str) -> list[str]:
        """Place of each cell of a column: ``2021_dataset!D5``."""
        prefix = self.sheet.prefix + letters(self.positions[name])
        return [f"{prefix}{number}" for number in self.numbers]

    def place(self, row: int) -> str:
        """Place of a row, for people."""
        return self.sheet.place(f"row {self.numbers[row]}")

    def column_place(self, name: str) -> str:
        """Place of a column, for people."""
        return self.sheet.place(f"column {letters(self.positions[name])}")


@dataclass
class Reading:
    """One file on its way through one connector; ``unread`` grows while it is read."""

    path: Path
    facts: Facts
    vocabulary: Vocabulary
    sheets: list[Sheet]
    unread: list[Unread] = field(default_factory=list)

    def skip(self, place: str, reason: str) -> None:
        """List something that is not read."""
        self.unread.append(Unread(place=place, reason=reason))

    @cached_property
    def labels(self) -> dict[str, str]:
        """What a column is for, by the key of its label: a role of the facts or an indicator."""
        known = _label_keys(self.facts)
        if self.facts.index:
            for name, item in self.vocabulary.indicators.items():
                if item.index == self.facts.index:
                    own = self.facts.indicators.get(name, ())
                    for label in (name, item.name, *item.names, *own):
                        known.setdefault(name_key(label), name)
        return known

    @cached_property
    def scale(self) -> tuple[float, float] | None:
        """Lowest and highest score of the index that the columns belong to."""
        if self.facts.index is None:
            return None
        scale = self.vocabulary.indices[self.facts.index].scale
        return scale.low, scale.high

    def tables(self) -> Iterator[Table]:
        """Every sheet that has a header row, its columns known by name, never by position."""
        for sheet in self.sheets:
            found = header(sheet, self.facts)
            if found is not None:
                yield self._table(sheet, found)
            elif sheet.rows and not self._ignores(sheet):
                self.skip(
                    sheet.place("all rows"),
                    f"no header row with {wanted(self.facts)}; the first row has "
                    f"{_listed(text_of(cell) for cell in sheet.rows[0][1] if cell is not None)}",
                )

    def _ignores(self, sheet: Sheet) -> bool:
        return any(re.search(name, sheet.name or "") for name in self.facts.ignored.sheets)

    def _table(self, sheet: Sheet, head: int) -> Table:
        for number, cells in sheet.rows[:head]:
            said = " ".join(text_of(cell) for cell in cells if cell is not None)
            self.skip(sheet.place(f"row {number}"), f"stands above the header row: {said[:80]!r}")
        labels, body = sheet.rows[head][1], sheet.rows[head + 1 :]
        width = max((len(cells) for _, cells in sheet.rows[head:]), default=0)
        names = [self.labels.get(name_key(text_of(label))) for label in labels]
        names += [None] * (width - len(names))
        ignored = {_sign_key(label) for label in self.facts.ignored.columns}
        counts = Counter(name for name in names if name is not None)
        columns: dict[str, list[Cell]] = {}
        positions: dict[str, int] = {}
        unread: list[str] = []
        for position, name in enumerate(names):
            label = text_of(labels[position]) if position < len(labels) else ""
            column = [row[position] if position < len(row) else None for _, row in body]
            what = sheet.place(f"column {letters(position)} {label!r}")
            if name is not None and counts[name] == 1:
                columns[name], positions[name] = column, position
            elif name is not None:
                self.skip(what, f"{counts[name]} columns mean {name}; none of them is read")
            elif _sign_key(label) in ignored or not (
                label or any(cell is not None for cell in column)
            ):
                continue
            else:
                unread.append(label or letters(position))
                self.skip(what, "not known" + self._remedy() if label else "has no label")
        return Table(sheet, [number for number, _ in body], columns, positions, tuple(unread))

    def _remedy(self) -> str:
        if self.facts.index:
            return (
                "; to have it read, add it to the hub's vocabulary/indicators.yml with "
                f"index: {self.facts.index}"
            )
        return ""

    def areas(self, table: Table, name: str) -> dict[int, str]:
        """Area of each row that names a known one in a column; other rows are listed."""
        found: dict[int, str] = {}
        for row, cell in enumerate(table.columns[name]):
            area = self.vocabulary.find_area(text_of(cell)) if cell is not None else None
            if area is not None:
                found[row] = area
            elif cell is not None:
                self.skip(
                    table.place(row),
                    f"no area is known by the name {text_of(cell)!r}; add it to the hub's "
                    "vocabulary/areas.yml",
                )
            else:
                self.skip(table.place(row), f"names no {name}")
        return found

    def numbers(self, table: Table, name: str, rows: Sequence[int]) -> list[float | None]:
        """Numbers of some rows of a column; empty and unreadable cells are listed, never zero."""
        cells = [table.columns[name][row] for row in rows]
        values: list[float | None] = []
        empty: list[str] = []
        for row, value in zip(rows, numbers(cells, self.scale), strict=True):
            if isinstance(value, str):
                locator = table.sheet.locator(table.positions[name], table.numbers[row])
                self.skip(f"cell {locator}", f"{value}; {name} is not read here")
            elif value is None:
                empty.append(str(table.numbers[row]))
            values.append(value if isinstance(value, float) else None)
        if empty:
            self.skip(
                table.column_place(name),
                f"{len(empty)} of {len(rows)} cells of {name} are empty, in row {_listed(empty)}: "
                "a gap, not a zero",
            )
        return values

    def hold(self, name: str, number: int, place: str = "") -> None:
        """Hold a count against its assertion: too few stop the source, too many are listed.

        Raises :class:`ReadError` with the count, its minimum and what was last found unread.
        """
        bound = self.facts.assertions.get(name, Assertion())
        if number < bound.min:
            last = self.unread[-1] if self.unread else None
            why = f" (unread: {last.place}: {last.reason})" if last else ""
            raise ReadError(
                f"{place + ': ' if place else ''}{number} {name} could be read, and at least "
                f"{bound.min} are needed{why}",
                self.path,
                f"check that it is what the connector {self.facts.name} reads",
            )
        if bound.max is not None and number > bound.max:
            self.skip(place or "whole file", f"{number} {name}, more than {bound.max}: doubles?")


def _sign_key(label: str) -> str:
    """Key of a label that may be a mere sign, such as "#"."""
    return name_key(label) or label.strip()


def _label_keys(facts: Facts) -> dict[str, str]:
    return {name_key(label): role for role, labels in facts.columns.items() for label in labels}


def header(sheet: Sheet, facts: Facts) -> int | None:
    """Place, among the sheet's rows, of the first that can be a header row; ``None`` if none."""
    roles = _label_keys(facts)
    marks = {name_key(label) for label in facts.takes.labels}
    for place, (_, cells) in enumerate(sheet.rows[:HEAD_ROWS]):
        keys = {name_key(text_of(cell)) for cell in cells if isinstance(cell, str)}
        known = {roles[key] for key in keys if key in roles}
        if all(known.intersection(group) for group in facts.takes.columns) and (
            not marks or keys & marks
        ):
            return place
    return None


def holds(sheet: Sheet, facts: Facts) -> bool:
    """Whether a sheet has a header row of the data set, and below it the values that tell it from
    others with the same header."""
    head = header(sheet, facts)
    if head is None:
        return False
    labels, body = sheet.rows[head][1], sheet.rows[head + 1 : HEAD_ROWS]
    roles = _label_keys(facts)
    names = [roles.get(name_key(text_of(label))) for label in labels]
    for role, values in facts.takes.values.items():
        known = {name_key(value) for value in values}
        places = [place for place, name in enumerate(names) if name == role]
        cells = (row[place] for place in places for _, row in body if place < len(row))
        if not any(name_key(text_of(cell)) in known for cell in cells):
            return False
    return True


def wanted(facts: Facts) -> str:
    """What a header row of the data set must have, in words."""
    groups = [" or ".join(repr(facts.columns[role][0]) for role in g) for g in facts.takes.columns]
    marks = facts.takes.labels
    one_of = f" and one such as {', '.join(map(repr, marks[:3]))}" if marks else ""
    values = [f"; {facts.columns[r][0]!r} {v[0]!r}" for r, v in facts.takes.values.items()]
    return f"the columns {', '.join(groups)}{one_of}{''.join(values)}"


def repeated(keys: Sequence[Key]) -> dict[Key, list[int]]:
    """Rows of each key that stands more than once."""
    rows: dict[Key, list[int]] = {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    return {key: places for key, places in rows.items() if len(places) > 1}


def _listed(items: Iterator[str] | Sequence[str]) -> str:
    words = list(items)
    more = f" … and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return ", ".join(words[:_SHOWN]) + more
