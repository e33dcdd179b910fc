"""Sheets and text tables as one Arrow table of text: a column a slot, with place and row."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence import Unread
from karaula.read.connectors.mapped.mapping import Mapping
from karaula.read.connectors.refused import Refused
from karaula.read.connectors.rows import Rows, TextRows
from karaula.read.connectors.sheets import (
    Peek,
    Sheet,
    delimiter_of,
    head_text,
    letters,
    load_sheets,
    text_of,
)
from karaula.read.errors import ReadError
from karaula.vocabulary.fold import name_key

LOCATOR, QUOTE = "locator", "quote"


@dataclass(slots=True)
class Cells:
    """The rows of a file in pieces: tables with a column of text for each slot that the file
    tells, its distinct cells apart (dictionary), and with ``locator`` and ``quote``."""

    pieces: list[pa.Table] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def load_cells(path: Path, mapping: Mapping, encoding: str | None) -> Cells:
    """All rows of all sheets that have the columns of a mapping.

    Raises :class:`ReadError` where no sheet has a column for what a claim needs.
    """
    peek = Peek(path)
    sheets = peek.sheets if peek.kind == "text" else load_sheets(path)
    cells = Cells()
    for sheet in sheets:
        layout = _layout(sheet, mapping)
        if layout is None:
            if sheet.rows and (len(sheets) > 1 or not sheet.name):
                lacks = _lacking(sheet, mapping)
                cells.unread.append(Unread(place=sheet.place("all rows"), reason=lacks))
            continue
        cells.unread += layout.unread
        parts = (
            _text_parts(path, sheet, layout, encoding, cells)
            if peek.kind == "text"
            else iter([_sheet_rows(sheet, layout)])
        )
        cells.pieces += [_columns(part, sheet, layout, mapping) for part in parts]
    if not cells.pieces:
        wanted = cells.unread[0].reason if cells.unread else "it has no rows"
        raise ReadError(wanted, path, "name the columns in the mapping as the table does")
    return cells


@dataclass(slots=True)
class _Layout:
    head: int
    """Place of the header row among the rows of the sheet."""
    number: int
    labels: list[str]
    positions: dict[str, int]
    unread: list[Unread]


def _keys(mapping: Mapping) -> dict[str, str]:
    return {name_key(label): slot for slot, labels in mapping.columns.items() for label in labels}


def _layout(sheet: Sheet, mapping: Mapping) -> _Layout | None:
    """Where the columns stand: the row among the first that has most of the labels."""
    slots = _keys(mapping)
    best: tuple[int, int] | None = None
    for place, (_, row) in enumerate(sheet.rows[:40]):
        found = {slots.get(name_key(text_of(cell))) for cell in row if cell is not None} - {None}
        named = found | mapping.constants.keys()
        complete = all(named.intersection(group) for group in mapping.needed)
        if complete and found and (best is None or len(found) > best[0]):
            best = (len(found), place)
    if best is None:
        return None
    number, row = sheet.rows[best[1]]
    labels = [text_of(cell) for cell in row]
    layout = _Layout(best[1], number, labels, {}, [])
    for above, cells in sheet.rows[: best[1]]:
        said = " ".join(text_of(cell) for cell in cells if cell is not None)
        _tell(layout, sheet, f"row {above}", f"stands above the header row: {said[:80]!r}")
    meant = [slots.get(name_key(label)) for label in labels]
    counts = Counter(slot for slot in meant if slot)
    ignored = {name_key(label) for label in mapping.ignored.columns}
    for position, (label, slot) in enumerate(zip(labels, meant, strict=True)):
        what = f"column {letters(position)} {label!r}"
        if slot and counts[slot] == 1:
            layout.positions[slot] = position
        elif slot:
            _tell(layout, sheet, what, f"{counts[slot]} columns mean {slot}; none of them is read")
        elif label and name_key(label) not in ignored:
            _tell(layout, sheet, what, "is in no column of the mapping")
    if absent := [slot for slot in mapping.columns if slot not in layout.positions]:
        _tell(layout, sheet, "all rows", f"no column for {', '.join(absent)}: left empty")
    return layout


def _tell(layout: _Layout, sheet: Sheet, place: str, reason: str) -> None:
    layout.unread.append(Unread(place=sheet.place(place), reason=reason))


def _lacking(sheet: Sheet, mapping: Mapping) -> str:
    """What the best row lacks to be the header row of a mapping."""
    slots = _keys(mapping)
    rows = [
        {slots.get(name_key(text_of(cell))) for cell in row} - {None} for _, row in sheet.rows[:40]
    ]
    found = max(rows, key=len, default=set()) | mapping.constants.keys()
    groups = [group for group in mapping.needed if not found.intersection(group)]
    wanted = " and ".join(
        f"for {' or '.join(group)} ({', '.join(_labels(group, mapping)) or 'none is named'})"
        for group in groups
    )
    first = ", ".join(text_of(cell) for cell in sheet.rows[0][1] if cell is not None)
    return f"has no column {wanted}; its first row is {first[:200]}"


def _labels(group: tuple[str, ...], mapping: Mapping) -> list[str]:
    return [repr(label) for slot in group for label in mapping.columns.get(slot, ())][:4]


def _text_parts(
    path: Path, sheet: Sheet, layout: _Layout, encoding: str | None, cells: Cells
) -> Iterator[Rows]:
    rows = TextRows(path, layout.number, layout.labels, delimiter_of(head_text(path)), encoding)
    yield from rows.pieces()
    cells.refused += rows.refused
    if rows.unclear:
        reason = "hold bytes that are no text in the table's encoding; \N{REPLACEMENT CHARACTER} "
        cells.unread.append(
            Unread(place=sheet.place(f"{rows.unclear} rows"), reason=reason + "stands for them")
        )


def _sheet_rows(sheet: Sheet, layout: _Layout) -> Rows:
    below = sheet.rows[layout.head + 1 :]
    width = len(layout.labels)
    texts = [[text_of(cell) for cell in row[:width]] for _, row in below]
    columns = [
        pa.array([row[place] if place < len(row) else "" for row in texts], pa.string())
        for place in range(width)
    ]
    whole = pa.array(["; ".join(row) for row in texts], pa.string())
    return Rows(np.array([number for number, _ in below], np.int64), columns, whole)


def _columns(rows: Rows, sheet: Sheet, layout: _Layout, mapping: Mapping) -> pa.Table:
    numbers = pa.array(rows.numbers, pa.int64()).cast(pa.string())
    columns = {
        slot: _cleaned(rows.cells[position], mapping).dictionary_encode()
        for slot, position in layout.positions.items()
    }
    columns[LOCATOR] = pc.binary_join_element_wise(f"{sheet.prefix}row ", numbers, "")
    columns[QUOTE] = rows.texts
    empty = [pc.is_null(columns[slot]) for slot in layout.positions]
    blank = empty[0]
    for one in empty[1:]:
        blank = pc.and_(blank, one)
    return pa.table(columns).filter(pc.invert(blank))


def _cleaned(cells: pa.Array, mapping: Mapping) -> pa.Array:
    """Cells without outer blanks; those that say nothing are empty."""
    trimmed = pc.utf8_trim_whitespace(cells)
    silent = ["", *(word.lower() for word in mapping.missing)]
    said_nothing = pc.is_in(pc.utf8_lower(trimmed), pa.array(silent, pa.string()))
    return pc.if_else(said_nothing, pa.scalar(None, pa.string()), trimmed)


def decoded(piece: pa.Table) -> pa.Table:
    """A piece with its cells as plain text."""
    return piece.cast(pa.schema([(name, pa.string()) for name in piece.column_names]))
