"""Write tables so that the same rows give the same bytes."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from karaula.evidence import KINDS, Source
from karaula.evidence.table import schema as claim_schema
from karaula.lake.files import KEY, replace_folder, sources_folder, write_json, write_whole
from karaula.lake.schemas import CLAIM_ORDER
from karaula.lake.spool import Spool, SpooledTable

REFUSED = "refused.csv"
"""Where a source's refused rows stand, in its own folder."""


_GROUP = 131_072
"""Rows of a group in a Parquet file."""

_OFTEN = 8
"""Times that each word of a column stands in it, on average, from which it is packed lightly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTables:
    """All that the lake keeps of one source. ``text`` is ``None`` for a data set. Claims too many
    to be held lie on disk, each id once, in the order in which they are written."""

    source: Source
    text: str | None
    passages: pa.Table
    unread: pa.Table
    claims: dict[str, pa.Table | SpooledTable] = field(default_factory=dict)
    refused: Spool | None = None
    """Rows of a table that are not read, with their reasons, as CSV."""


def table_bytes(table: pa.Table) -> bytes:
    """A table as Parquet. Neither a time nor the schema metadata of the library goes in."""
    plain = table.replace_schema_metadata(None)
    sink = pa.BufferOutputStream()
    with _writer(sink, plain.slice(0, _GROUP)) as writer:
        # One group of rows after the other, so that a large table is never copied as a whole.
        for start in range(0, max(plain.num_rows, 1), _GROUP):
            writer.write_table(plain.slice(start, _GROUP).combine_chunks(), row_group_size=_GROUP)
    return bytes(sink.getvalue())


def _writer(sink: Any, first: pa.Table) -> pq.ParquetWriter:
    """A writer of rows like the first ones."""
    # Words that hardly repeat make most of the bytes. All else is what questions have to read.
    columns = [(one, *pair) for one in first.schema for pair in _columns(one.name, one.type)]
    words = [
        name
        for one, name, kind in columns
        if pa.types.is_string(kind) and not _repeats(first[one.name])
    ]
    return pq.ParquetWriter(
        sink,
        first.schema,
        compression={name: "lz4" for _, name, _ in columns} | dict.fromkeys(words, "zstd"),
        compression_level=dict.fromkeys(words, 3),
        version="2.6",
        store_schema=False,
    )


def _repeats(column: pa.ChunkedArray) -> bool:
    """Whether a column is of words each of which stands in it many times."""
    if not pa.types.is_string(column.type):
        return False
    different: int = pc.count_distinct(column).as_py()
    return different * _OFTEN <= len(column)


def _columns(name: str, kind: pa.DataType) -> Iterator[tuple[str, pa.DataType]]:
    """Columns as Parquet names them, which parts lists and records."""
    if pa.types.is_list(kind):
        yield from _columns(f"{name}.list.element", kind.value_type)
    elif pa.types.is_struct(kind):
        for field in kind:
            yield from _columns(f"{name}.{field.name}", field.type)
    else:
        yield name, kind


def write_batches(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write a table of any length, some rows at a time, in the order in which they stand."""
    groups = _groups(batches)
    first = next(groups, schema.empty_table())
    with _writer(str(path), first) as writer:
        for group in chain([first], groups):
            writer.write_table(group)


def _groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows in tables of about a group each."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(one.num_rows for one in waiting) >= _GROUP:
            yield pa.Table.from_batches(waiting).combine_chunks()
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting).combine_chunks()


def write_table(path: Path, table: pa.Table) -> None:
    """Write one table as one Parquet file, whole or not at all."""
    write_whole(path, table_bytes(table))


def write_source(lake: Path, tables: SourceTables, key: dict[str, Any]) -> None:
    """Write a source's folder anew; what lay there before is replaced in one step."""
    source_id = tables.source.source_id
    folder = sources_folder(lake)
    new = folder / f".{source_id}.new"
    if new.exists():
        for path in new.iterdir():
            path.unlink()
    new.mkdir(parents=True, exist_ok=True)
    if tables.text is not None:
        write_whole(new / "document.txt", tables.text.encode("utf-8", "surrogatepass"))
    if tables.refused is not None:
        shutil.copyfile(tables.refused.path, new / REFUSED)
    for name, table in (("passages", tables.passages), ("unread", tables.unread)):
        if table.num_rows:
            write_table(new / f"{name}.parquet", table)
    for kind in KINDS:
        claims, path = tables.claims.get(kind), new / f"claims-{kind}.parquet"
        if isinstance(claims, SpooledTable):
            write_batches(path, claims.schema, claims.batches())
        elif (unique := unique_claims(kind, claims)).num_rows:
            write_table(path, unique)
    write_json(new / "source.json", asdict(tables.source))
    write_json(new / KEY, key)
    replace_folder(new, folder / source_id)


def unique_claims(kind: str, table: pa.Table | SpooledTable | None) -> pa.Table:
    """Claims in their order, each id once.

    Two methods that find the same fact at the same place make the same claim: that of the surer
    method stays.
    """
    schema = claim_schema(kind)
    if table is None:
        return schema.empty_table()
    held: pa.Table = table.to_table() if isinstance(table, SpooledTable) else table
    held = held.select(schema.names).cast(schema)
    if held.num_rows == 0:
        return held
    if pc.count_distinct(held["claim_id"]).as_py() == held.num_rows:
        return held.sort_by(CLAIM_ORDER)
    surest = [("claim_id", "ascending"), ("confidence", "descending"), ("method", "ascending")]
    ordered = held.sort_by(surest)
    ids = ordered.column("claim_id").to_pylist()
    first = [index == 0 or ids[index - 1] != claim_id for index, claim_id in enumerate(ids)]
    return ordered.filter(pa.array(first)).sort_by(CLAIM_ORDER)
