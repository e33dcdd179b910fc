"""Memory and time in which a build makes the seizures of a long table, as the table grows."""

import resource
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks import Table
from benchmarks._seizures import ABSENT, ARCHIVE

TITLE = "Seizures in a build"
COLUMNS = ("rows", "way", "processor", "largest memory", "of it by the rows", "bytes a row")
TIMES = (2, 6)


def run() -> Table:
    """Peak memory of the stage at two sizes, some rows at a time and all at once."""
    if not ARCHIVE.is_file():
        return Table(title=TITLE, columns=COLUMNS, rows=(), note=ABSENT)
    from karaula.read.connectors import find
    from karaula.read.sidecar import source_of
    from karaula.vocabulary import load

    connector = find(ARCHIVE)
    assert connector is not None
    claims = connector.read(ARCHIVE, source_of(ARCHIVE), load()).claims["incident"]
    rows = []
    with TemporaryDirectory(prefix="karaula-") as folder:
        for times in TIMES:
            path = Path(folder) / f"{times}.parquet"
            _write(path, claims, times)
            for way in (in_parts, at_once):
                with get_context("spawn").Pool(1) as pool:
                    size, time, before, peak = pool.apply(way, (str(path),))
                name = way.__name__.replace("_", " ")
                own = peak - before
                rows.append((f"{size:,}", name, f"{time:.0f} s", f"{peak / 2**20:.1f} GB",
                             f"{own / 2**20:.1f} GB", f"{own * 1024 / size:,.0f}"))  # fmt: skip
    note = (
        "Claims of the single seizures several times over, each time six years later and with"
        " slightly other weights, made into seizures, counted once and looked at for what is odd:"
        " some at a time by way of a file, as a build does it, and all of them in memory."
    )
    return Table(title=TITLE, columns=COLUMNS, rows=rows, note=note)


def _write(path: Path, claims: pa.Table, times: int) -> None:
    from karaula.lake.write import write_batches

    rng = np.random.default_rng(3)
    copies = (_later(claims, copy, rng) for copy in range(times))
    write_batches(path, claims.schema, (b for one in copies for b in one.to_batches(131_072)))


def _later(claims: pa.Table, copy: int, rng: np.random.Generator) -> pa.Table:
    """The claims under other ids, some years later, with other amounts."""
    size = claims.num_rows
    days = pc.strptime(claims["date"], format="%Y-%m-%d", unit="s", error_is_null=True)
    moved = pc.add(days.cast(pa.date32()).cast(pa.int32()),
                   pa.array(rng.integers(0, 28, size) + 2192 * copy, pa.int32()))  # fmt: skip
    share = pa.array(np.round(rng.lognormal(0, 0.1, size), 4))
    changes: dict[str, Any] = {
        "claim_id": pc.binary_join_element_wise(str(copy), claims["claim_id"], "-"),
        "date": pc.strftime(moved.cast(pa.date32()), format="%Y-%m-%d"),
        "quantity": pc.round(pc.multiply(claims["quantity"], share), 4),
    }
    for name, values in changes.items():
        at = claims.schema.get_field_index(name)
        claims = claims.set_column(at, claims.schema.field(name), values)
    return claims


Found = tuple[int, float, int, int]
"""Rows, seconds of the processor, and kilobytes before and at most."""


def in_parts(path: str) -> Found:
    """As a build does it."""
    from karaula.evidence.event import SCHEMA as EVENTS
    from karaula.evidence.table import schema
    from karaula.measure.seizures.once import counted_once
    from karaula.vocabulary import load
    from karaula.workspace.seizures.making import compared, normalised, write_counted

    vocabulary = load()
    before, began = _peak(), process_time()
    made = normalised(_claims(path), vocabulary, EVENTS.empty_table())
    once = counted_once(compared(made), schema("observation").empty_table(), vocabulary)
    write_counted(Path(path).with_name("made.parquet"), made, once)
    return once.seizures.num_rows, process_time() - began, before, _peak()


def at_once(path: str) -> Found:
    """All claims and all seizures in memory."""
    from karaula.evidence.table import schema
    from karaula.lake.write import write_table
    from karaula.measure.seizures import seizures
    from karaula.measure.seizures.once import counted_once
    from karaula.vocabulary import load

    vocabulary = load()
    before, began = _peak(), process_time()
    order = ("source_id", "start", "end", "locator", "claim_id")
    claims = _claims(path).order_by(*order).to_pyarrow().cast(schema("incident"))
    once = counted_once(
        seizures(claims, vocabulary), schema("observation").empty_table(), vocabulary
    )
    write_table(Path(path).with_name("once.parquet"), once.seizures)
    return once.seizures.num_rows, process_time() - began, before, _peak()


def _claims(path: str) -> Any:
    import ibis

    engine = ibis.duckdb.connect()
    engine.raw_sql("SET enable_progress_bar = false")
    return engine.read_parquet(path)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
