"""The same expressions over seizures on DuckDB and on Spark: equal results, and what they cost."""

from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from math import isclose
from shutil import which
from typing import Any

from benchmarks import Table, ratio, seconds
from benchmarks._seizures import ABSENT, ARCHIVE, Summary, stored, summaries, table

TITLE = "Seizures on Spark"
COLUMNS = ("summary", "DuckDB", "Spark", "ratio", "results")


def run() -> Table:
    """Every summary on both, with the greatest difference of any number."""
    if not ARCHIVE.is_file():
        return Table(title=TITLE, columns=COLUMNS, rows=(), note=ABSENT)
    if find_spec("pyspark") is None or which("java") is None:
        note = (
            "Spark (the package pyspark 4.0, and Java 17) is not installed: nothing was compared."
        )
        return Table(title=TITLE, columns=COLUMNS, rows=(), note=note)
    import ibis

    session = (
        import_module("pyspark.sql")
        .SparkSession.builder.master("local[2]")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    rows = []
    with stored() as path:
        here = ibis.duckdb.connect(threads=2).read_parquet(path)
        there = ibis.pyspark.connect(session).read_parquet(str(path))
        for name, summary in summaries().items():
            found: list[Any] = []
            keep = _keeping(summary, found)
            times = [seconds(lambda t=t, keep=keep: keep(t), 1) for t in (here, there)]  # type: ignore[misc]
            each = (f"{times[0]:.2f} s", f"{times[1]:.2f} s", ratio(times[1], times[0]))
            rows.append((name, *each, difference(*found)))
    session.stop()
    note = (
        f"{table().num_rows} rows in Parquet, asked for once by the same code; Spark in local mode"
        " with two threads. Equal means the same rows in the same order, numbers to a billionth."
    )
    return Table(title=TITLE, columns=COLUMNS, rows=rows, note=note)


def _keeping(summary: Summary, found: list[Any]) -> Callable[[Any], None]:
    return lambda seizures: found.append(summary(seizures))


def difference(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> str:
    """``equal``, or the first value that differs."""
    if len(one) != len(other):
        return f"{len(one)} rows and {len(other)}"
    for number, (left, right) in enumerate(zip(one, other, strict=True)):
        for name in left.keys() | right.keys():
            if not alike(left.get(name), right.get(name)):
                return f"row {number}, {name}: {left.get(name)!r} and {right.get(name)!r}"
    return "equal"


def alike(one: Any, other: Any) -> bool:
    """Whether two values of a result are the same, numbers to a billionth."""
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    days = [x.date() if isinstance(x, datetime) else x for x in (one, other)]
    return bool(days[0] == days[1]) if isinstance(days[0], date) else bool(one == other)
