"""Files on their way into the lake: what is too much for memory waits in a temporary file."""

import os
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa


class Spool:
    """A temporary file that goes with the last who holds it. Pickled, it changes hands: the one
    who reads the pickle holds it then."""

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            handle, name = tempfile.mkstemp(prefix="karaula-")
            os.close(handle)
            path = Path(name)
        self.path = path
        self._kept = weakref.finalize(self, path.unlink, missing_ok=True)

    def __reduce__(self) -> tuple[type["Spool"], tuple[Path]]:
        self._kept.detach()
        return Spool, (self.path,)


@dataclass(frozen=True, slots=True)
class SpooledTable:
    """A table of any length in a temporary file, written and read batch by batch."""

    schema: pa.Schema
    num_rows: int
    spool: Spool

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Its rows in their order, some at a time."""
        with pa.OSFile(str(self.spool.path)) as file, pa.ipc.open_stream(file) as reader:
            yield from reader

    def to_table(self) -> pa.Table:
        """All of it in memory."""
        return pa.Table.from_batches(self.batches(), self.schema)


MAX_HELD_BYTES = 512 * 2**20
"""Bytes of a table that grows piece by piece, up to which it is held in memory."""


class GrowingTable:
    """Tables of one schema put below one another, in memory or, once they are many, on disk."""

    def __init__(self, schema: pa.Schema, held: int = MAX_HELD_BYTES) -> None:
        self.schema, self.num_rows = schema, 0
        self._most, self._bytes = held, 0
        self._tables: list[pa.Table] = []
        self._spool: Spool | None = None
        self._writer: pa.RecordBatchWriter | None = None

    def add(self, table: pa.Table) -> None:
        """Put a table below."""
        self.num_rows += table.num_rows
        self._tables.append(table)
        self._bytes += table.nbytes
        if self._bytes > self._most and self._writer is None:
            self._spool = Spool()
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._writer = pa.ipc.new_stream(str(self._spool.path), self.schema, options=options)
        if self._writer is not None:
            for one in self._tables:
                self._writer.write_table(one.combine_chunks())
            self._tables = []

    def finished(self) -> pa.Table | SpooledTable:
        """All that was added; nothing is added afterwards."""
        if self._writer is None or self._spool is None:
            return pa.concat_tables([self.schema.empty_table(), *self._tables])
        self._writer.close()
        return SpooledTable(self.schema, self.num_rows, self._spool)
