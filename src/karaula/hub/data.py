"""The data of a block: rows for programs, and a table that a spreadsheet opens without harm."""

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from karaula.hub.block import Block, Cell, Column
from karaula.hub.figure import Figure
from karaula.hub.links import SERVED
from karaula.hub.page import Asked, MissingError, Page
from karaula.hub.said import Gap, words

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def as_json(block: Block) -> dict[str, Any]:
    """A block as plain values: what it says, and its rows by the keys of their columns."""
    columns, rows = _told(block)
    return {
        "id": block.id,
        "title": block.heading,
        "unit": block.unit,
        "period": block.period,
        "source": words(block.source),
        "coverage": block.coverage,
        "notes": list(block.notes),
        "empty": {"why": block.empty.why, "fill": block.empty.fill} if block.empty else None,
        "columns": [{"key": column.key, "label": column.label} for column in columns],
        "rows": [
            {column.key: _value(cell) for column, cell in zip(columns, row, strict=True)}
            for row in rows
        ],
    }


def as_csv(block: Block) -> str:
    """A block as CSV (RFC 4180). A figure takes four fields: the value, the ends of its interval,
    and where it comes from. Words that a spreadsheet would take for a formula begin with ``'``."""
    columns, rows = _told(block)
    bound = [any(_figure(row[place]) for row in rows) for place in range(len(columns))]
    head: list[str] = []
    for column, wide in zip(columns, bound, strict=True):
        head.append(column.key)
        head += [f"{column.key}_{end}" for end in ("low", "high", "evidence")] if wide else []
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head)
    for row in rows:
        line: list[Any] = []
        for cell, wide in zip(row, bound, strict=True):
            found = _figure(cell)
            if found:
                ends = (found.value, found.low, found.high)
                line += [*("" if end is None else end for end in ends), SERVED.entry(found.ref)]
            else:
                line += [_field(cell), *([""] * 3 if wide else [])]
        writer.writerow(line)
    return file.getvalue()


def _told(block: Block) -> tuple[list[Column], list[tuple[Cell, ...]]]:
    """Columns and rows without those of drawings."""
    columns, rows = block.table
    told = [place for place, column in enumerate(columns) if column.key]
    return [columns[place] for place in told], [tuple(row[p] for p in told) for row in rows]


def harmless(said: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{said}" if said.lstrip(" ").startswith(_FORMULA) or said[:1] in _FORMULA else said


def _field(cell: Cell) -> Any:
    if isinstance(cell, (int, float)):
        return cell
    return harmless(_text(cell))


def _figure(cell: Cell) -> Figure | None:
    """The figure that a field is, where it is nothing else."""
    if isinstance(cell, tuple) and len(cell) == 1 and isinstance(cell[0], Figure):
        return cell[0]
    return None


def _text(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return words(tuple(part for part in cell if not isinstance(part, Gap)))
    return "" if cell is None else str(cell)


def _value(cell: Cell) -> Any:
    found = _figure(cell)
    if found:
        return {
            "value": found.value, "low": found.low, "high": found.high, "level": found.level,
            "unit": found.unit, "text": found.text, "state": found.state,
            "evidence": SERVED.entry(found.ref),
        }  # fmt: skip
    if isinstance(cell, (int, float)):
        return cell
    return _text(cell) or None


def block_data(shelf: "Shelf", known: Page, asked: Asked, block: str, ending: str) -> str:
    """The data of a block as CSV or JSON text. Raises :class:`MissingError` for an unknown one."""
    found = known.make(shelf, asked).block(block)
    if found is None:
        raise MissingError("there is no such block on this page")
    return as_csv(found) if ending == "csv" else block_json(shelf, known, asked, found)


def block_json(shelf: "Shelf", known: Page, asked: Asked, block: Block) -> str:
    """The data of a block as JSON text, with where it stands."""
    about = {"page": known.name, "asked": dict(asked.values), "version": shelf.version}
    return json.dumps(about | as_json(block), ensure_ascii=False, indent=1) + "\n"
