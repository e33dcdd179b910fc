"""What seizures consist of: shares of drugs, hiding places, transports and installations."""

from math import sqrt

import ibis
import pyarrow as pa

from karaula.measure.seizures.describe.asking import ask
from karaula.measure.seizures.describe.chosen import (
    Every,
    Expression,
    Level,
    at_level,
    period,
    weighed,
)
from karaula.measure.seizures.describe.intervals import Z

KINDS_OF_MIX = (
    *("drug_group", "substance", "transport", "hiding", "installation"),
    *("routing", "departure", "destination", "area"),
)
"""Columns whose shares can be asked for."""


def mix(
    seizures: ibis.Table, kind: str, every: Every | None = None, level: Level = "events"
) -> pa.Table:
    """Seizures by the values of a column (and period), the most frequent first.

    ``events`` and weighed ``kg``; ``share`` is of the events that tell the column at all, with its
    95 % interval after Wilson (1927), ``kg_share`` of the weight of those. Events that do not tell
    it are a row of their own, with null for the value and for the shares.
    """
    table = ask(_counts, seizures, kind, every, level)
    count: dict[object, int] = {}
    weight: dict[object, float] = {}
    for row in table:
        if row["value"] is not None:
            when = row.get("period")
            count[when] = count.get(when, 0) + row["events"]
            weight[when] = weight.get(when, 0.0) + (row["kg"] or 0.0)
    for row in table:
        told, when = row["value"] is not None, row.get("period")
        low, high = wilson(row["events"], count[when]) if told else (None, None)
        row["share"] = row["events"] / count[when] if told else None
        row["share_low"], row["share_high"] = low, high
        heavy = told and row["kg"] is not None and weight[when] > 0
        row["kg_share"] = row["kg"] / weight[when] if heavy else None
    return pa.Table.from_pylist(table, schema=_schema(every is not None))


def _counts(seizures: ibis.Table, kind: str, every: Every | None, level: Level) -> ibis.Table:
    rows = at_level(seizures, level)
    rows = rows.mutate(value=rows[kind], heavy=ibis.ifelse(weighed(rows), rows.kg, None))
    keys = ["value"] if every is None else ["value", "date_low", "date_high"]
    found = rows.group_by(keys).aggregate(events=rows.count(), kg=rows.heavy.sum())
    order: list[Expression] = []
    if every is not None:
        # Of the few days that there are it is told quicker than of each row where they belong.
        days = found.mutate(period=period(found, every))
        days = days.filter(days.period.notnull())
        found = days.group_by("period", "value").aggregate(
            events=days.events.sum(), kg=days.kg.sum()
        )
        order = [ibis.asc("period")]
    return found.order_by(*order, ibis.desc("events"), "value")


def _schema(periods: bool) -> pa.Schema:
    floats = ("kg", "share", "share_low", "share_high", "kg_share")
    return pa.schema(
        [
            *([("period", pa.date32())] if periods else []),
            ("value", pa.string()),
            ("events", pa.int64()),
            *((name, pa.float64()) for name in floats),
        ]
    )


def wilson(part: int, whole: int, z: float = Z) -> tuple[float, float]:
    """Interval of a share (Wilson 1927): ``part`` of ``whole``."""
    share, spread = part / whole, z * z / whole
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / whole + spread / whole / 4) / (1 + spread)
    return max(middle - half, 0.0), min(middle + half, 1.0)
