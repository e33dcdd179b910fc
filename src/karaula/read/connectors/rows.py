"""Large text tables as columns of text: read in pieces, so that memory stays bounded.

A row keeps its number, counted as a spreadsheet program does, and its text as it stands. A quote
that is opened and never closed costs the row that it stands in, not the rest of the file.
"""

import csv
from codecs import getincrementaldecoder, lookup
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from karaula.read.connectors.packed import opened
from karaula.read.connectors.refused import Refused
from karaula.read.connectors.spans import MAX_ROW_BYTES, Spans, cells_of, spans_of
from karaula.read.decode import decode
from karaula.read.errors import ReadError

PIECE = 8 * 2**20
"""Bytes that are read at a time."""

MAX_TABLE_BYTES = 4 * 2**30
"""Bytes of a text table, unpacked."""

_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows as columns of text, with the number and the text of each."""

    numbers: np.ndarray
    cells: list[pa.Array]
    texts: pa.Array


@dataclass
class TextRows:
    """The rows of one text table, all with as many cells as its header row, which is row ``head``
    counted from 1. What cannot be such a row is refused while they are read."""

    path: Path
    head: int
    labels: list[str]
    delimiter: str
    encoding: str | None = None
    piece: int = PIECE
    refused: list[Refused] = field(default_factory=list)
    unclear: int = 0
    """Rows with bytes that are no text in the table's encoding; U+FFFD stands for them."""

    def pieces(self) -> Iterator[Rows]:
        """The rows below the header row, some megabytes at a time."""
        behind, rest, size, skipping = 0, b"", 0, False
        with opened(self.path) as file:
            for raw in _utf8(file, encoding_of(self.path, self.encoding, self.piece), self.piece):
                size += len(raw)
                if size > MAX_TABLE_BYTES:
                    limit = f"{MAX_TABLE_BYTES / 2**30:.0f} GB"
                    raise ReadError(f"is a table of more than {limit}", self.path, "split it")
                new = raw
                if skipping:  # the rest of a row without end
                    cut = raw.find(b"\n")
                    skipping, new = cut < 0, raw[cut + 1 :] if cut >= 0 else b""
                rest += new
                spans = spans_of(rest, self.delimiter, len(self.labels), last=not raw)
                if spans.rows:
                    yield self._read(rest, spans, behind)
                    behind += spans.rows
                rest = rest[spans.used :]
                if len(rest) > max(self.piece, 2 * MAX_ROW_BYTES):
                    behind += 1
                    self._refuse(behind, rest[:_SHOWN], f"is longer than {MAX_ROW_BYTES:,} bytes")
                    skipping, rest = True, b""

    def _refuse(self, number: int, text: bytes, reason: str) -> None:
        if number > self.head:
            shown = text.decode("utf-8", "replace").rstrip("\r\n")
            self.refused.append(Refused(f"row {number}", reason, shown))

    def _read(self, piece: bytes, spans: Spans, behind: int) -> Rows:
        numbers = behind + 1 + np.arange(spans.rows)
        below = numbers > self.head
        for place in np.flatnonzero(spans.broken & below):
            text = piece[spans.starts[place] : spans.ends[place]]
            self._refuse(int(numbers[place]), text[: 4 * _SHOWN], spans.why(int(place)))
        plain = np.flatnonzero(below & ~spans.broken & ~spans.special & ~spans.blank)
        special = np.flatnonzero(below & spans.special)
        parts = [
            self._plain(self._text(piece, spans, plain), numbers[plain]),
            self._special(
                [(int(numbers[i]), piece[spans.starts[i] : spans.ends[i]]) for i in special]
            ),
        ]
        return _in_order([part for part in parts if part.numbers.size] or parts[:1])

    def _text(self, piece: bytes, spans: Spans, kept: np.ndarray) -> bytes:
        """Some rows of a piece as sound UTF-8, one a line."""
        if kept.size == spans.rows:
            text = piece[: spans.used]
        else:
            bounds = zip(spans.starts[kept].tolist(), spans.ends[kept].tolist(), strict=True)
            text = b"".join(piece[start:end] + b"\n" for start, end in bounds)
        return self._sound(text)

    def _sound(self, text: bytes) -> bytes:
        try:
            text.decode("utf-8")
        except UnicodeDecodeError:
            found = text.decode("utf-8", "replace")
            self.unclear += sum("\N{REPLACEMENT CHARACTER}" in line for line in found.split("\n"))
            return found.encode()
        return text

    def _plain(self, text: bytes, numbers: np.ndarray) -> Rows:
        """Rows of one line each, parsed at once."""
        odd: list[tuple[int, str]] = []

        def other(row: Any) -> str:
            odd.append((row.number, row.text))
            return "skip"

        names = [str(place) for place in range(len(self.labels))]
        if not numbers.size:
            return Rows(
                numbers, [pa.array([], pa.string())] * len(names), pa.array([], pa.string())
            )
        table = arrow_csv.read_csv(
            pa.py_buffer(text),
            arrow_csv.ReadOptions(use_threads=False, block_size=len(text) + 1, column_names=names),
            arrow_csv.ParseOptions(
                delimiter=self.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=other,
            ),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
        lines = _lines(text)
        if table.num_rows + len(odd) != numbers.size:  # a cell's quote ran over the line
            each = zip(numbers.tolist(), lines.to_pylist(), strict=True)
            return self._special([(number, line.encode()) for number, line in each])
        cells = [column.combine_chunks() for column in table.columns]
        if not odd:
            return Rows(numbers, cells, lines)
        places = np.array([number - 1 for number, _ in odd])
        kept = np.ones(numbers.size, bool)
        kept[places] = False
        rest = self._special(
            [(int(numbers[place]), lines[int(place)].as_py().encode()) for place in places]
        )
        return _in_order([Rows(numbers[kept], cells, lines.filter(pa.array(kept))), rest])

    def _special(self, rows: list[tuple[int, bytes]]) -> Rows:
        """Rows that need a closer look, one after the other."""
        width = len(self.labels)
        numbers, texts, found = [], [], []
        for number, raw in rows:
            text = self._sound(raw).decode("utf-8").rstrip("\r\n")
            try:
                cells = cells_of(text, self.delimiter)
            except csv.Error as error:
                self._refuse(number, raw, f"is no row of a table ({error})")
                continue
            if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
                cells = cells[:width]
            if len(cells) == width:
                numbers.append(number)
                texts.append(text)
                found.append(cells)
            elif any(cell.strip() for cell in cells):
                self._refuse(number, raw, f"has {len(cells)} cells, and the header row {width}")
        columns = zip(*found, strict=True) if found else [()] * width
        return Rows(
            np.array(numbers, np.int64),
            [pa.array(column, pa.string()) for column in columns],
            pa.array(texts, pa.string()),
        )


def _lines(text: bytes) -> pa.Array:
    """Each line of a text, without its end."""
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")) + 1
    offsets = np.concatenate([[0], ends]).astype(np.int32)
    lines = pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(text))
    return pc.utf8_rtrim(lines, "\r\n")


def _in_order(parts: list[Rows]) -> Rows:
    if len(parts) == 1:
        return parts[0]
    numbers = np.concatenate([part.numbers for part in parts])
    order = pa.array(np.argsort(numbers, kind="stable"))
    columns = zip(*(part.cells for part in parts), strict=True)
    return Rows(
        numbers[np.asarray(order)],
        [pa.concat_arrays(column).take(order) for column in columns],
        pa.concat_arrays([part.texts for part in parts]).take(order),
    )


def encoding_of(path: Path, given: str | None = None, size: int = PIECE) -> str:
    """The encoding of a text table: as given, by its mark, UTF-8 where nearly all of it is that,
    else as it is guessed from the first piece that is not."""
    if given is not None:
        return lookup(given).name
    good = bad = 0
    sample = b""
    with opened(path) as file:
        decoder = getincrementaldecoder("utf-8")("replace")
        piece = file.read(size)
        if piece.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in piece[:1024]:
            return decode(piece[: len(piece) // 4 * 4] or piece, place=path)[1]
        while piece:
            text = decoder.decode(piece)
            if not text.isascii():
                wrong = text.count("\N{REPLACEMENT CHARACTER}")
                good += len(text.encode()) - len(text)
                bad += wrong
                sample = sample or (piece if wrong else b"")
            piece = file.read(size)
    return "utf-8" if bad * 10 <= good else decode(sample, place=path)[1]


def _utf8(file: IO[bytes], encoding: str, size: int) -> Iterator[bytes]:
    """A file in pieces as UTF-8 with a line feed at the end of lines; the last one is empty."""
    first = True
    decoder = None if encoding == "utf-8" else getincrementaldecoder(encoding)("replace")
    old_ends = False
    while True:
        raw = file.read(size)
        piece = raw if decoder is None else decoder.decode(raw, final=not raw).encode()
        if first:
            piece = piece.removeprefix(b"\xef\xbb\xbf")
            old_ends = b"\n" not in piece and b"\r" in piece
            first = False
        if old_ends:
            piece = piece.replace(b"\r", b"\n")
        if piece:
            yield piece
        if not raw:
            break
    yield b""
