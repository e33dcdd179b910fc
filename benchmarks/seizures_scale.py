"""Summaries of thirty million seizures in bounded memory, beside those of a tenth as many."""

import resource
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import Table, ratio
from benchmarks._seizures import ABSENT, ARCHIVE, least, stored, summaries, table

TITLE = "Seizures by the million"
COLUMNS = ("summary", "a tenth", "all", "times as long", "by row")
ROWS = 30_000_000
MEMORY = "2GB"
"""What DuckDB may hold; beyond that it writes to disk."""
ROUNDS = 3
"""How often the few and the many are asked in turn: a machine's pace drifts by more than costs
differ, and drifts for both alike within a round."""


def run() -> Table:
    """Seconds of the processor for each summary at two sizes, and the largest memory."""
    if not ARCHIVE.is_file():
        return Table(title=TITLE, columns=COLUMNS, rows=(), note=ABSENT)
    times = -(-ROWS // table().num_rows)
    grown = times / (times // 10)
    with stored(times // 10) as few, stored(times) as many:
        rounds = [(_measured(few), _measured(many)) for _ in range(ROUNDS)]
    peak = max(memory for _, (_, memory) in rounds)
    pairs = {
        name: [(less[name], more[name]) for (less, _), (more, _) in rounds] for name in summaries()
    }
    pairs["all together"] = [(sum(a.values()), sum(b.values())) for (a, _), (b, _) in rounds]
    rows = []
    for name, measured in pairs.items():
        less, more = (median(seconds) for seconds in zip(*measured, strict=True))
        longer = median(b / a for a, b in measured)
        rows.append(
            (name, f"{less:.2f} s", f"{more:.2f} s", ratio(longer, 1), f"{longer / grown:.2f}")
        )
    size = table().num_rows
    note = (
        f"The table of {size} rows {times // 10} and {times} times over, with other days and"
        f" weights: {times // 10 * size:,} and {times * size:,} rows as Parquet, {grown:.1f} times"
        f" as many; the last column is 1 where cost grows as rows do. Seconds are the processor's,"
        f" medians of {ROUNDS} rounds in which both are asked. DuckDB may hold {MEMORY}; the"
        f" process that asked for the summaries took {peak / 2**20:.1f} GB at most."
    )
    return Table(title=TITLE, columns=COLUMNS, rows=rows, note=note)


def _measured(path: Path) -> tuple[dict[str, float], int]:
    """Seconds of each summary in a process of its own, and its largest memory in kilobytes."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(summarise, (str(path),))


def summarise(path: str) -> tuple[dict[str, float], int]:
    """Ask for every summary; what is in memory is what this takes.

    Time is that of the processor, by all threads: other programs on the machine add nothing to it.
    Each is asked twice and the lesser time counts, for what a first call makes ready would weigh
    upon the few rows and not upon the many.
    """
    import ibis

    with TemporaryDirectory(prefix="karaula-") as folder:
        con = ibis.duckdb.connect(threads=2, memory_limit=MEMORY, temp_directory=folder)
        con.raw_sql("SET enable_progress_bar = false")
        seizures = con.read_parquet(Path(path))
        seizures.count().to_pyarrow()
        times = {
            name: least(lambda ask=ask: ask(seizures), 2)[1] for name, ask in summaries().items()
        }
    return times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
