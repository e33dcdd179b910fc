"""Tables of any kind as columns of cells, each with its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any

import yaml

from karaula.errors import KaraulaError
from karaula.measure.index.faults import listed
from karaula.read.connectors.numbers import Told, readings
from karaula.read.connectors.sheets import Cell, Sheet, letters, load_sheets, text_of
from karaula.vocabulary.fold import name_key

_PARQUET = b"PAR1"
_NAMES = Path(__file__).with_name("columns.yml")

Source = str | Path | Mapping[Any, Any] | Iterable[Mapping[str, Any]] | Any
"""A file (CSV, TSV, XLSX, Parquet), a mapping of units to their values or of labels to columns,
rows as mappings, or whatever gives Arrow data (an Arrow table, a data frame, a query)."""


class TableError(KaraulaError):
    """A source that holds no table."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column below its label."""

    label: str
    cells: Sequence[Cell]
    place: str
    """Where it stands, for people: ``column Goods (F)``."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of equal length, and the number of each row as people see it."""

    columns: tuple[Column, ...]
    rows: Sequence[int]
    place: str | None = None
    above: tuple[str, ...] = ()
    """What stands above the row of labels."""

    def role(self, kind: str, name: str, given: Mapping[str, str | None], *, text: bool = False,
             besides: Iterable[Column | None] = ()) -> Column | None:  # fmt: skip
        """The column that plays a role, by the label given or else by its usual names.

        ``text`` asks for a column that does not hold numbers only. Raises :class:`TableError`
        where a label given is not there.
        """
        if name in given:
            wanted = given[name]
            found = [column for column in self.columns if column.label == wanted]
            if wanted is not None and not found:
                labels = listed(column.label for column in self.columns)
                raise TableError(
                    f"there is no column {wanted} for the {name}", self.place, f"it has {labels}"
                )
            return found[0] if found else None
        for label in usual_names()[kind][name]:
            for column in self.columns:
                if (
                    name_key(column.label) == label
                    and column not in besides
                    and not (text and _all_numbers(column.cells))
                ):
                    return column
        return None


def _all_numbers(cells: Iterable[Cell]) -> bool:
    """Whether all that is there are numbers as such or in digits."""
    filled = [cell for cell in cells if cell is not None]
    return bool(filled) and all(
        not isinstance(cell, str) or readings(cell) != Told() for cell in filled
    )


@cache
def usual_names() -> dict[str, dict[str, list[str]]]:
    """Usual labels of the columns, by the kind of table and the role."""
    names: dict[str, dict[str, list[str]]] = yaml.safe_load(_NAMES.read_text(encoding="utf-8"))
    return names


def load_table(source: Source, sheet: str | None = None) -> Table:
    """Any source as a table. Raises :class:`TableError` or a reading error where it is none."""
    if isinstance(source, (str, Path)):
        path = Path(source)
        if not path.is_file() or not _starts_with(path, _PARQUET):
            return _of_sheet(_sheet(load_sheets(path), path, sheet), path)
        import pyarrow.parquet as pq

        return _of_arrow(pq.read_table(path), str(path))
    if isinstance(source, Mapping):
        return _of_mapping(source)
    if hasattr(source, "__arrow_c_stream__"):
        import pyarrow as pa

        return _of_arrow(pa.table(source), None)
    if isinstance(source, Iterable):
        rows = list(source)
        if rows and all(isinstance(row, Mapping) for row in rows):
            labels = list(dict.fromkeys(label for row in rows for label in row))
            return _of_columns({label: [row.get(label) for row in rows] for label in labels})
    raise TableError(
        f"a {type(source).__name__} is no table",
        remedy="give a file, a mapping, rows as mappings, an Arrow table or a data frame",
    )


def _starts_with(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def _sheet(sheets: Sequence[Sheet], path: Path, wanted: str | None) -> Sheet:
    filled = [sheet for sheet in sheets if sheet.rows]
    found = [sheet for sheet in filled if wanted is None or sheet.name == wanted]
    if len(found) != 1:
        names = listed(sheet.name for sheet in filled) or "none with anything in it"
        what = "several sheets" if wanted is None else f"no sheet {wanted} with a table"
        raise TableError(f"has {what}", path, f"name one with sheet= or --sheet; there is {names}")
    return found[0]


def _of_sheet(sheet: Sheet, path: Path) -> Table:
    """The first row with at least two cells holds the labels; what stands above is a title."""
    wide = (at for at, (_, cells) in enumerate(sheet.rows) if sum(c is not None for c in cells) > 1)
    head = next(wide, None)
    if head is None:
        raise TableError("has no row with two cells or more", path, "give it a row of labels")
    above = tuple(
        sheet.place(f"row {row}: {' '.join(text_of(cell) for cell in cells if cell is not None)}")
        for row, cells in sheet.rows[:head]
    )
    labels, body = sheet.rows[head][1], sheet.rows[head + 1 :]
    width = max(len(cells) for _, cells in sheet.rows[head:])
    columns = []
    for at in range(width):
        label = text_of(labels[at]) if at < len(labels) else ""
        cells = [cells[at] if at < len(cells) else None for _, cells in body]
        if label or any(cell is not None for cell in cells):
            name = f"column {label} ({letters(at)})" if label else f"column {letters(at)}"
            columns.append(Column(label, cells, sheet.place(name)))
    return Table(tuple(columns), [row for row, _ in body], str(path), above)


def _of_arrow(table: Any, place: str | None) -> Table:
    return _of_columns(
        {str(name): column.to_pylist() for name, column in
         zip(table.column_names, table.columns, strict=True)}, place,
    )  # fmt: skip


def _of_mapping(source: Mapping[Any, Any]) -> Table:
    if all(isinstance(item, Mapping) for item in source.values()):
        labels = list(dict.fromkeys(label for row in source.values() for label in row))
        rows = {label: [row.get(label) for row in source.values()] for label in labels}
        return _of_columns({"unit": list(source), **rows})
    columns = {label: list(cells) for label, cells in source.items()}
    if len({len(cells) for cells in columns.values()}) > 1:
        sizes = listed(f"{label} {len(cells)}" for label, cells in columns.items())
        raise TableError("columns differ in length", remedy=f"make them equal; they have {sizes}")
    return _of_columns(columns)


def _of_columns(columns: Mapping[Any, Sequence[object]], place: str | None = None) -> Table:
    made = [
        Column(str(label).strip(), [_cell(value) for value in cells], f"column {label}")
        for label, cells in columns.items()
    ]
    size = len(made[0].cells) if made else 0
    return Table(tuple(made), range(1, size + 1), place)


def _cell(value: object) -> Cell:
    """A value of a program as a cell; nan is an empty one."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, str)):
        return value
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (float, Decimal)) or hasattr(value, "__float__"):
        number = float(value)
        return None if isnan(number) else number
    return str(value)
