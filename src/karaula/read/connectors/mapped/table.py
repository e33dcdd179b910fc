"""Sheets and text tables as Arrow tables of text: a column a slot, with place and row."""

import re
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence import Unread
from karaula.evidence.claim import slot_types
from karaula.read.connectors.mapped.layout import Layout, lacking, layout_of
from karaula.read.connectors.mapped.mapping import ENDS, Mapping
from karaula.read.connectors.mapped.merged import merged_cells, spread
from karaula.read.connectors.mapped.rest import of_labels, of_totals
from karaula.read.connectors.mapped.side_by_side import one_amount
from karaula.read.connectors.refused import Refused, RefusedRows
from karaula.read.connectors.rows import Rows, TextRows, encoding_of
from karaula.read.connectors.sheets import (
    Peek,
    Sheet,
    delimiter_of,
    head_text,
    load_sheets,
    text_of,
)
from karaula.read.errors import ReadError

LOCATOR, QUOTE = "locator", "quote"

READ = ("area", *ENDS, "date", "period", "substance", "unit", "indicator")
"""Slots whose words are read and not only kept."""

AGAIN = "holds the labels of the columns again"
TOTALS = "is a row of totals: what it sums up stands in rows of its own"

_TEXT = pa.string()
_PARTS = ("year", "month", "day")
_SIGN = re.compile(r"\d[.,]\d")

HELD_BYTES = 256 * 2**20
"""Bytes of rows that are held between the two times that they are looked at; of a longer text
table the rest is read again."""


class Cells:
    """The rows of a file in pieces: tables with a column of text for each slot that the file
    tells, its distinct cells apart (dictionary), and with ``locator`` and ``quote``.

    The pieces are looked at twice, because only the whole column tells how some cells are meant;
    what does not fit into memory in between is read twice.
    """

    def __init__(self, path: Path, mapping: Mapping, encoding: str | None) -> None:
        """Raises :class:`ReadError` where no sheet has a column for what a claim needs."""
        self.path, self.mapping = path, mapping
        self._numbers = _number_slots(mapping)
        self.unread: list[Unread] = []
        self.refused = RefusedRows()
        peek = Peek(path)
        self._text = peek.kind == "text"
        sheets = peek.sheets if self._text else load_sheets(path)
        self._found = list(self._laid_out(sheets))
        if not self._found:
            wanted = self.unread[0].reason if self.unread else "it has no rows"
            raise ReadError(wanted, path, "name the columns in the mapping as the table does")
        self._encoding = encoding_of(path, encoding) if self._text else ""
        self._held: list[pa.Table] = []
        self._long = False

    def _laid_out(self, sheets: list[Sheet]) -> Iterator[tuple[Sheet, Layout]]:
        merged = {} if self._text else merged_cells(self.path)
        for sheet in sheets:
            layout = layout_of(sheet, self.mapping)
            if layout is None:
                if sheet.rows:
                    self._tell(sheet, "all rows", lacking(sheet, self.mapping))
                continue
            if sheet.hidden:
                reason = "the sheet is hidden and not read; show it if it is to be read"
                self._tell(sheet, "all rows", reason)
                continue
            self.unread += layout.unread
            self._spread(sheet, layout, merged.get(sheet.name or "", []))
            yield sheet, layout

    def _spread(self, sheet: Sheet, layout: Layout, merged: list[tuple[range, range]]) -> None:
        columns = {p for slot, p in layout.positions.items() if slot not in self._numbers}
        if filled := spread(sheet, merged, columns, layout.number):
            more = f" and {len(filled) - 1} more" * (len(filled) > 1)
            reason = "merged cells count for each of their rows; a number in them for the first"
            self._tell(sheet, f"row {filled[0]}{more}", reason)

    def _tell(self, sheet: Sheet, place: str, reason: str) -> None:
        self.unread.append(Unread(place=sheet.place(place), reason=reason))

    def first(self) -> Iterator[pa.Table]:
        """All pieces for the first time: what cannot be a row is told and refused."""
        size = 0
        for piece in self._pieces(first=True):
            size += piece.nbytes
            self._long = size > HELD_BYTES and self._text
            if self._long:
                self._held.clear()
            else:
                self._held.append(piece)
            yield piece

    def again(self) -> Iterator[pa.Table]:
        """The same pieces once more; each is let go."""
        if self._long:
            yield from self._pieces(first=False)
        while self._held:
            yield self._held.pop(0)

    def _pieces(self, *, first: bool) -> Iterator[pa.Table]:
        for sheet, layout in self._found:
            parts = (
                self._text_rows(sheet, layout, first)
                if self._text
                else iter([_sheet_rows(sheet, layout, self.mapping)])
            )
            for part in parts:
                yield self._columns(part, sheet, layout, first)

    def _text_rows(self, sheet: Sheet, layout: Layout, first: bool) -> Iterator[Rows]:
        delimiter = delimiter_of(head_text(self.path))
        rows = TextRows(self.path, layout.number, layout.labels, delimiter, self._encoding)
        for part in rows.pieces():
            if first:
                self.refused.add(rows.refused)
            rows.refused.clear()
            yield part
        if first:
            self.refused.add(rows.refused)
            if rows.unclear:
                reason = "hold bytes that are no text in the table's encoding; "
                reason += "\N{REPLACEMENT CHARACTER} stands for them"
                self._tell(sheet, f"{rows.unclear} rows", reason)

    def _columns(self, rows: Rows, sheet: Sheet, layout: Layout, first: bool) -> pa.Table:
        """The cells of the slots; without empty rows, and without those that are no facts."""
        cells = {
            slot: self._cleaned(slot, rows.cells[position])
            for slot, position in layout.positions.items()
        }
        numbers = pa.array(rows.numbers, pa.int64()).cast(pa.string())
        places = pc.binary_join_element_wise(f"{sheet.prefix}row ", numbers, "")
        table = pa.table({**self._dated(cells), LOCATOR: places, QUOTE: rows.texts})
        labels = {slot: layout.labels[position] for slot, position in layout.positions.items()}
        words = {slot: cells[slot] for slot in cells.keys() - self._numbers}
        again, totals = of_labels(cells, labels), of_totals(words, rows.cells[0])
        if first:
            for mask, reason in ((again, AGAIN), (totals, TOTALS)):
                self._refuse(table.filter(mask), reason)
        empty = [pc.is_null(one) for one in cells.values()]
        left_out = pc.or_(again, totals)
        kept = table.filter(pc.invert(pc.or_(left_out, reduce(pc.and_, empty))))
        return self._apart(kept, first) if self.mapping.amounts else kept

    def _apart(self, table: pa.Table, first: bool) -> pa.Table:
        """The rows with one amount each."""
        amounts = [one for one in self.mapping.amounts if one.slot in table.column_names]
        taken = one_amount(table, amounts, self._numbers)
        for column, rows in taken.left_out if first else ():
            more = f" and {rows.num_rows - 1} more" * (rows.num_rows > 1)
            reason = f"{column.label!r} is left out: another column tells the amount of the seizure"
            self.unread.append(Unread(place=rows[LOCATOR][0].as_py() + more, reason=reason))
        return taken.rows

    def _dated(self, cells: dict[str, pa.Array]) -> dict[str, pa.Array]:
        """The cells with one of year, month and day in the place of each of these."""
        if "year" not in cells:
            return cells
        year, month, day = (cells.get(part) for part in _PARTS)
        if month is not None and day is not None:
            # A day of no month is no month.
            month = pc.coalesce(month, pc.if_else(pc.is_valid(day), "?", pa.scalar(None, _TEXT)))
        parts = [part for part in (year, month, day) if part is not None]
        date = pc.binary_join_element_wise(*parts, "-", null_handling="skip")
        if month is not None:
            named = pc.fill_null(pc.match_substring_regex(month, r"^\D"), False)
            words = pc.binary_join_element_wise(*parts[::-1], " ", null_handling="skip")
            date = pc.if_else(named, words, date)
        date = pc.if_else(pc.is_null(year), None, date).dictionary_encode()
        rest = {slot: column for slot, column in cells.items() if slot not in _PARTS}
        return {**rest, self.mapping.when: date}

    def _cleaned(self, slot: str, cells: pa.Array) -> pa.Array:
        """Cells without outer blanks; those that say nothing are empty. Those of a slot that has
        values of its own have their distinct ones apart, other words are left as they are."""
        trimmed = pc.utf8_trim_whitespace(cells)
        silent = ["", *(word.lower() for word in self.mapping.missing)]
        said_nothing = pc.is_in(pc.utf8_lower(trimmed), pa.array(silent, pa.string()))
        said = pc.if_else(said_nothing, pa.scalar(None, pa.string()), trimmed)
        return said.dictionary_encode() if slot in READ or slot in self._numbers else said

    def _refuse(self, rows: pa.Table, reason: str) -> None:
        places, texts = rows[LOCATOR].to_pylist(), rows[QUOTE].to_pylist()
        each = zip(places, texts, strict=True)
        self.refused.add(Refused(place, reason, text) for place, text in each)


def _number_slots(mapping: Mapping) -> set[str]:
    types = slot_types(mapping.kind)
    return {one.slot for one in mapping.amounts} | {
        slot for slot in mapping.columns if types[slot][0] is not str
    }


def _sheet_rows(sheet: Sheet, layout: Layout, mapping: Mapping) -> Rows:
    below = sheet.rows[layout.head + 1 :]
    width = len(layout.labels)
    texts = [[text_of(cell) for cell in row[:width]] for _, row in below]
    columns = [[row[place] if place < len(row) else "" for row in texts] for place in range(width)]
    for slot in _number_slots(mapping) & layout.positions.keys():
        place = layout.positions[slot]
        given = [row[place] if place < len(row) else None for _, row in below]
        if any(isinstance(cell, str) and _SIGN.search(cell) for cell in given):
            # How people write decimals here is told by what they wrote, not by its numbers.
            columns[place] = [
                f"{cell!r}e0" if isinstance(cell, float) and "e" not in repr(cell) else text
                for cell, text in zip(given, columns[place], strict=True)
            ]
    whole = pa.array(["; ".join(row) for row in texts], pa.string())
    cells = [pa.array(column, pa.string()) for column in columns]
    return Rows(np.array([number for number, _ in below], np.int64), cells, whole)


def decoded(piece: pa.Table) -> pa.Table:
    """A piece with its cells as plain text."""
    return piece.cast(pa.schema([(name, pa.string()) for name in piece.column_names]))
