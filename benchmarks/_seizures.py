"""The table of single seizures for benchmarks, as the build makes it, and what is asked of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks import SHARED

ARCHIVE = SHARED / "data" / "ids" / "drug-trafficking-unodc.zip"
ABSENT = "The table of single seizures is not beside the checkout: nothing was measured."


@cache
def table() -> pa.Table:
    """Single seizures read, normalised, counted once and looked at for what is odd."""
    from karaula.measure.seizures import seizures
    from karaula.measure.seizures.duplicates import repeats
    from karaula.measure.seizures.suspects import suspects
    from karaula.read.connectors import find
    from karaula.read.sidecar import source_of
    from karaula.vocabulary import load

    connector = find(ARCHIVE)
    assert connector is not None
    claims = connector.read(ARCHIVE, source_of(ARCHIVE), load()).claims["incident"]
    found = repeats(seizures(claims, load()))
    return suspects(found.seizures, load(), found.pairs).seizures


@contextmanager
def stored(times: int = 1) -> Iterator[Path]:
    """The table as a build writes it, in a folder of its own, ``times`` over with noise."""
    from karaula.lake.write import write_batches

    rng = np.random.default_rng(30)
    tables = (_noisy(table(), copy, rng) if copy else table() for copy in range(times))
    with TemporaryDirectory(prefix="karaula-") as folder:
        path = Path(folder) / "seizures.parquet"
        write_batches(path, table().schema, (b for one in tables for b in one.to_batches(131_072)))
        yield path


def _noisy(rows: pa.Table, copy: int, rng: np.random.Generator) -> pa.Table:
    """The rows some days later with slightly other weights, under names of their own."""
    size = rows.num_rows
    days = pa.array(rng.integers(0, 28, size), pa.int32())
    share = pa.array(rng.lognormal(0, 0.1, size))
    changes: dict[str, Any] = {
        name: pc.binary_join_element_wise(f"{copy}-", rows[name], "")
        for name in ("claim_id", "event")
    }
    for name in ("date_low", "date_high"):
        changes[name] = pc.add(rows[name].cast(pa.int32()), days).cast(pa.date32())
    for name in ("amount", "kg_low", "kg", "kg_high"):
        changes[name] = pc.multiply(rows[name], share)
    for name, values in changes.items():
        rows = rows.set_column(rows.schema.get_field_index(name), name, values)
    return rows


Summary = Callable[[Any], Any]


def least(call: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """Least wall time and least time of the processor of a call, in seconds. Other programs on the
    machine lengthen the first, and the second hardly."""
    wall = processor = float("inf")
    for _ in range(times):
        began, used = perf_counter(), process_time()
        call()
        wall = min(wall, perf_counter() - began)
        processor = min(processor, process_time() - used)
    return wall, processor


def summaries() -> dict[str, Summary]:
    """What is asked of an Ibis table of seizures; each gives rows as plain data."""
    from karaula.measure.seizures import describe
    from karaula.measure.seizures.describe import Filter

    def plain(found: Any) -> dict[str, Any]:
        return {field.name: getattr(found, field.name) for field in fields(found)}

    def by(rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
        return sorted(rows, key=lambda row: (row[name] is not None, row[name]))

    def coverage(table: Any) -> list[dict[str, Any]]:
        return [plain(c) for c in describe.coverage(table, describe.DETAILS).cells.values()]

    def trend(table: Any, areas: tuple[str, ...]) -> list[dict[str, Any]]:
        asked = table.filter(table.area.isin(areas)) if areas else table
        found = describe.trend(table, Filter(areas=areas), describe.coverage(asked))
        return [plain(point) for point in found.points]

    return {
        "totals": lambda t: describe.totals(t),
        "totals by country": lambda t: by(describe.totals(t, ("area",)), "area"),
        "drugs by year": lambda t: describe.mix(t, "drug_group", "year").to_pylist(),
        "means of transport": lambda t: describe.mix(t, "transport").to_pylist(),
        "quantiles by drug": lambda t: by(describe.quantiles(t, "drug_group"), "drug_group"),
        "sizes": lambda t: by(describe.ask(describe.classes, t), "power"),
        "concentration": lambda t: [plain(describe.concentration(t))],
        "own units": lambda t: describe.ask(describe.own_units, t),
        "coverage": coverage,
        "trend": lambda t: trend(t, ()),
        "trend of a country": lambda t: trend(t, ("ESP",)),
    }
