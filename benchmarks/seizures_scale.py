"""Summaries of thirty million seizures in bounded memory, beside those of a tenth as many."""

import resource
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks import Table, ratio
from benchmarks._seizures import ABSENT, ARCHIVE, stored, summaries, table

TITLE = "Seizures by the million"
COLUMNS = ("summary", "a tenth", "all", "times as long")
ROWS = 30_000_000
MEMORY = "2GB"
"""What DuckDB may hold; beyond that it writes to disk."""


def run() -> Table:
    """Seconds of the processor for each summary at two sizes, and the largest memory."""
    if not ARCHIVE.is_file():
        return Table(title=TITLE, columns=COLUMNS, rows=(), note=ABSENT)
    times = -(-ROWS // table().num_rows)
    few, _ = _measured(times // 10)
    many, peak = _measured(times)
    grown = times / (times // 10)
    rows = [
        (name, f"{few[name]:.2f} s", f"{time:.2f} s", ratio(time, few[name]))
        for name, time in many.items()
    ]
    both = sum(many.values()), sum(few.values())
    rows.append(("all together", f"{both[1]:.1f} s", f"{both[0]:.1f} s", ratio(*both)))
    size = table().num_rows
    note = (
        f"The table of {size} rows {times // 10} and {times} times over, with other days and"
        f" weights: {times // 10 * size:,} and {times * size:,} rows as Parquet, {grown:.1f} times"
        f" as many. Seconds are the processor's. DuckDB may hold {MEMORY}; the process that asked"
        f" for the summaries took {peak / 2**20:.1f} GB at most."
    )
    return Table(title=TITLE, columns=COLUMNS, rows=rows, note=note)


def _measured(times: int) -> tuple[dict[str, float], int]:
    """Seconds of each summary in a process of its own, and its largest memory in kilobytes."""
    with stored(times) as path, get_context("spawn").Pool(1) as pool:
        return pool.apply(summarise, (str(path),))


def summarise(path: str) -> tuple[dict[str, float], int]:
    """Ask for every summary once; what is in memory is what this takes.

    Time is that of the processor, by all threads: other programs on the machine add nothing to it.
    """
    import ibis

    with TemporaryDirectory(prefix="karaula-") as folder:
        con = ibis.duckdb.connect(threads=2, memory_limit=MEMORY, temp_directory=folder)
        con.raw_sql("SET enable_progress_bar = false")
        seizures = con.read_parquet(Path(path))
        seizures.count().to_pyarrow()
        times = {}
        for name, summary in summaries().items():
            began = process_time()
            summary(seizures)
            times[name] = process_time() - began
    return times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
