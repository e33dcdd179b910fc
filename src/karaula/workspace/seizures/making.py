"""Make the table of seizures of any length: some claims at a time, by way of a file.

Of all rows together only what they are compared by is held in memory.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from karaula.evidence.seizure import SCHEMA
from karaula.lake.spool import Spool
from karaula.lake.write import write_batches

if TYPE_CHECKING:
    import ibis

    from karaula.measure.seizures.once import Once
    from karaula.vocabulary import Vocabulary

PART = 131_072
"""Claims that are turned into seizures at once."""

_WORDS = (
    *("division", "place", "substance_raw", "unit"),
    *("hiding_raw", "installation_raw", "transport_raw", "routing_raw"),
)
"""Columns whose words come again and again: each is held once, and its number in each row."""
_COMPARED = (
    *("claim_id", "origin", "area", "date_low", "date_high", "date_precision", "substance"),
    *("amount", "kg", "transport", "producing", "departure", "destination", *_WORDS),
    *("flags", "event", "copy"),
)
_FOUND = ("flags", "event", "copy")
"""What counting once changes."""


def normalised(claims: "ibis.Table", vocabulary: "Vocabulary", events: pa.Table) -> Spool:
    """Seizures that claims of kind ``incident`` tell, in the order of these, in a file."""
    from karaula.measure.seizures import seizures
    from karaula.measure.seizures.table import Coarse

    coarse = Coarse(vocabulary)
    for part in _parts(claims):
        coarse.add(part)
    made = Spool()
    parts = (seizures(part, vocabulary, events, coarse) for part in _parts(claims))
    batches = (batch for part in parts for batch in part.combine_chunks().to_batches())
    write_batches(made.path, SCHEMA, batches)
    return made


def _parts(claims: "ibis.Table") -> Iterator[pa.Table]:
    from karaula.evidence.table import schema
    from karaula.measure.seizures.table import NEEDED

    kinds = pa.schema([schema("incident").field(name) for name in NEEDED])
    for batch in claims.select(*NEEDED).to_pyarrow_batches(chunk_size=PART):
        yield pa.Table.from_batches([batch]).select(NEEDED).cast(kinds)


def compared(made: Spool) -> pa.Table:
    """The columns by which rows are counted once, each in one piece."""
    from pyarrow.parquet import ParquetFile

    with ParquetFile(made.path, read_dictionary=list(_WORDS)) as file:
        # One column after the other, so that none but it is there twice.
        return pa.table(
            {name: file.read([name]).column(name).combine_chunks() for name in _COMPARED}
        )


def write_counted(path: Path, made: Spool, once: "Once") -> None:
    """Write all columns of the seizures, those counted once with what was found; whole or not at
    all."""
    new = path.with_name(f".{path.name}.new")
    write_batches(new, SCHEMA, _with_found(made, once))
    new.replace(path)


def _with_found(made: Spool, once: "Once") -> Iterator[pa.RecordBatch]:
    from pyarrow.parquet import ParquetFile

    start = 0
    with ParquetFile(made.path) as file:
        for batch in file.iter_batches(PART):
            part = once.seizures.slice(start, batch.num_rows)
            start += batch.num_rows
            columns = {name: part[name].combine_chunks() for name in _FOUND}
            all_columns = [columns.get(name, batch[name]) for name in SCHEMA.names]
            yield pa.record_batch(all_columns, schema=SCHEMA)
