"""Which unit and year each row of a table is about."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from karaula.measure.index.cells import column_numbers, mostly_numbers
from karaula.measure.index.faults import listed
from karaula.measure.index.table import Column, Table
from karaula.measure.index.values import Array
from karaula.read.connectors.sheets import text_of

Key = tuple[str, str | None]


@dataclass
class Frame:
    """Rows of a table by unit and year; ``faults`` and ``unread`` grow while columns are read."""

    table: Table
    rows: Mapping[int, Key]
    """Unit and year of each row that counts, by its place in the table."""
    units: tuple[str, ...]
    years: tuple[str, ...] | None
    year: str | None = None
    """The only year, where rows tell one."""
    missing: frozenset[str] = frozenset()
    faults: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of a column: ``(units,)`` or ``(years, units)``."""
        return (len(self.units),) if self.years is None else (len(self.years), len(self.units))

    @cached_property
    def _places(self) -> tuple[dict[str, int], dict[str | None, int]]:
        years = self.years or ()
        return {u: at for at, u in enumerate(self.units)}, {y: at for at, y in enumerate(years)}

    def place(self, row: int) -> tuple[int, ...]:
        """Where a row stands in a column."""
        unit, year = self.rows[row]
        units, years = self._places
        return (units[unit],) if self.years is None else (years[year], units[unit])

    def read(self, column: Column) -> dict[int, float]:
        """Numbers of a column by row, ``nan`` for a gap; other texts are faults."""
        rows = list(self.rows)
        found, faults = column_numbers(column, rows, self.table.rows, self.missing)
        self.faults += faults
        return dict(zip(rows, found, strict=True))

    def numbers(self, column: Column) -> Array:
        """Numbers of a column, in place."""
        made = np.full(self.shape, np.nan)
        for row, number in self.read(column).items():
            if not np.isnan(number):
                made[self.place(row)] = number
        return made

    def texts(self, column: Column) -> dict[str, str]:
        """What each unit is said to be, where it is said."""
        said: dict[str, str] = {}
        for row, (unit, _) in self.rows.items():
            if column.cells[row] is not None:
                said.setdefault(unit, text_of(column.cells[row]))
        return said

    def settled(self, column: Column, key: Callable[[Key], object]) -> bool:
        """Whether all rows of one key say the same."""
        said: dict[object, object] = {}
        told = ((key(which), column.cells[row]) for row, which in self.rows.items())
        return all(cell == said.setdefault(of, cell) for of, cell in told if cell is not None)

    def single(self) -> None:
        """Find units that stand in several rows, in a panel in several of one year."""
        found: dict[Key, list[int]] = {}
        for row, key in self.rows.items():
            found.setdefault(key, []).append(self.table.rows[row])
        for (unit, year), rows in found.items():
            if len(rows) > 1:
                what = unit if year is None else f"{unit} in {year}"
                self.faults.append(f"{what} stands in the rows {listed(rows)}; keep one of them")

    def spare(
        self, columns: Iterable[Column], divided_by: Iterable[str] = ()
    ) -> tuple[dict[str, tuple[str | None, ...]], dict[str, Array]]:
        """Groupings and denominators among columns that no element claims."""
        groups: dict[str, tuple[str | None, ...]] = {}
        denominators: dict[str, Array] = {}
        wanted = set(divided_by)
        for column in columns:
            filled = [cell for row in self.rows if (cell := column.cells[row]) is not None]
            if not filled:
                self.unread.append(f"{column.place} is empty")
            elif column.label in wanted or mostly_numbers(filled):
                if self.settled(column, lambda key: key):
                    denominators[column.label] = self.numbers(column)
                else:
                    self._unsettled(column, "denominator")
            elif self.settled(column, lambda key: key[0]):
                said = self.texts(column)
                groups[column.label] = tuple(said.get(unit) for unit in self.units)
            else:
                self._unsettled(column, "grouping")
        return groups, denominators

    def _unsettled(self, column: Column, kind: str) -> None:
        self.unread.append(
            f"{column.place} differs between rows of one unit, and is no {kind} for that"
        )


def frame(
    table: Table, unit: Column, year: Column | None, *, wanted: str | None = None,
    among: Sequence[str] | None = None, missing: frozenset[str] = frozenset(),
) -> Frame:  # fmt: skip
    """Tell the unit and year of every row.

    ``wanted`` picks one year; a table of a single year has none. ``among`` are the units that
    count, in their order; without it all do, as they come.
    """
    faults: list[str] = []
    rows: dict[int, Key] = {}
    for row, cell in enumerate(unit.cells):
        when = None if year is None else text_of(year.cells[row])
        for what, place, given in (("unit", unit, cell), ("year", year, when)):
            if place is not None and given in (None, ""):
                faults.append(f"row {table.rows[row]}, {place.place}: no {what}; name it")
        if cell is not None and when != "":
            rows[row] = (text_of(cell), when)
    said = sorted({when for _, when in rows.values() if when is not None})
    unread = []
    if wanted is not None:
        if wanted not in said:
            faults.append(f"no row is of the year {wanted}; there is {listed(said) or 'no year'}")
        rows = {row: key for row, key in rows.items() if key[1] == wanted}
    elif len(said) == 1:
        unread.append(f"all rows are of the year {said[0]}")
    years = tuple(said) if wanted is None and len(said) > 1 else None
    if among is not None:
        known = set(among)
        rows = {row: key for row, key in rows.items() if key[0] in known}
    if years is None:
        rows = {row: (of, None) for row, (of, _) in rows.items()}
    units = tuple(among if among is not None else dict.fromkeys(of for of, _ in rows.values()))
    only = wanted or (said[0] if len(said) == 1 else None)
    return Frame(table, rows, units, years, only, missing, faults, unread)
