"""Totals: counts at every level of copies, and kilograms by what they rest on."""

from collections.abc import Sequence
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from karaula.measure.seizures.describe.asking import ask_table
from karaula.measure.seizures.describe.chosen import Expression, Level, at_level, weighed
from karaula.measure.seizures.national import LEVELS


def totals(
    seizures: ibis.Table, by: Sequence[str] = (), level: Level = "events"
) -> list[dict[str, Any]]:
    """Counts and kilograms, one row for each value of ``by`` (columns), or one in all.

    ``rows``, ``exact``, ``place`` and ``events`` count at the four levels of copies, and
    ``kg_<level>`` are the kilograms weighed at each. The rest is at ``level``: how many were
    ``weighed``; of those the ``largest_kg`` and its share; ``volumes`` with ``kg_volume``
    (a litre for a kilogram); ``estimated`` with ``kg_estimated`` and its bounds (counts times a
    factor); and how many are ``unweighed``. A sum of nothing is None.
    """
    cells = ask_table(_cells, seizures, tuple(by))
    basis, cases, kg = cells["kg_basis"], cells["cases"], cells["kg"]
    mass = pc.fill_null(pc.equal(basis, "mass"), False)
    volume = pc.fill_null(pc.equal(basis, "volume"), False)
    estimate = pc.and_(basis.is_valid(), pc.invert(pc.or_(mass, volume)))
    here = _counted(cells, level)
    heavy = pc.and_(here, mass)
    columns: dict[str, tuple[str, Expression, Expression]] = {}
    for name in LEVELS:
        counts = _counted(cells, name)  # type: ignore[arg-type]
        columns[name] = "sum", cases, counts
        columns[f"kg_{name}"] = "sum", kg, pc.and_(counts, mass)
    columns |= {
        "weighed": ("sum", cases, heavy),
        "volumes": ("sum", cases, pc.and_(here, volume)),
        "kg_volume": ("sum", kg, pc.and_(here, volume)),
        "estimated": ("sum", cases, pc.and_(here, estimate)),
        "kg_estimated_low": ("sum", cells["kg_low"], pc.and_(here, estimate)),
        "kg_estimated": ("sum", kg, pc.and_(here, estimate)),
        "kg_estimated_high": ("sum", cells["kg_high"], pc.and_(here, estimate)),
        "unweighed": ("sum", pc.subtract(cases, cells["told"]), here),
        "largest_kg": ("max", cells["largest"], heavy),
        "areas": ("count_distinct", cells["area"], here),
        "first": ("min", cells["first"], here),
        "last": ("max", cells["last"], here),
    }
    keys = {f"by {name}": cells[name] for name in by}
    values = {name: pc.if_else(where, of, None) for name, (_, of, where) in columns.items()}
    sums = [(name, how) for name, (how, _, _) in columns.items()]
    found = pa.table(keys | values).group_by([*keys]).aggregate(sums)
    names = {f"by {name}": name for name in by} | {f"{name}_{how}": name for name, how in sums}
    return [_told(row, level) for row in found.rename_columns(names).to_pylist()]


def _counted(cells: pa.Table, level: Level) -> Expression:
    copy = cells["copy"]
    return pc.or_(pc.equal(copy, 0), pc.greater(copy, LEVELS[level]))


def _told(row: dict[str, Any], level: Level) -> dict[str, Any]:
    counts = (*LEVELS, "weighed", "volumes", "estimated", "unweighed", "areas")
    row |= {name: row[name] or 0 for name in counts}
    whole = row[f"kg_{level}"]
    return row | {"largest_share": row["largest_kg"] / whole if whole else None}


def _cells(seizures: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Rows that are alike in all that totals tell apart, added up.

    They are few, so that the engine goes through the rows once, in as little memory as the cells
    take, and to plan two dozen sums costs it nothing.
    """
    keys = dict.fromkeys([*by, "area", "copy", "kg_basis"])
    kg: Expression = seizures.kg
    return seizures.group_by(list(keys)).aggregate(
        cases=seizures.count(),
        told=kg.count(),
        kg_low=seizures.kg_low.sum(),
        kg=kg.sum(),
        kg_high=seizures.kg_high.sum(),
        largest=kg.max(),
        first=seizures.date_low.min(),
        last=seizures.date_high.max(),
    )


def largest(seizures: ibis.Table, number: int = 1, level: Level = "events") -> ibis.Table:
    """The heaviest of the seizures weighed, heaviest first; of equal ones by their claims."""
    rows = at_level(seizures, level)
    rows = rows.filter(weighed(rows))
    return rows.order_by(ibis.desc("kg"), "claim_id").limit(number)


def bases(seizures: ibis.Table, level: Level = "events") -> ibis.Table:
    """Kilograms with their bounds by what they rest on (``kg_basis``); these never add up."""
    rows = at_level(seizures, level)
    rows = rows.filter(rows.kg_basis.notnull())
    found = rows.group_by("kg_basis").aggregate(
        events=rows.count(),
        kg_low=rows.kg_low.sum(),
        kg=rows.kg.sum(),
        kg_high=rows.kg_high.sum(),
    )
    return found.order_by(ibis.desc("events"), "kg_basis")


def own_units(seizures: ibis.Table, level: Level = "events") -> ibis.Table:
    """What could not be turned into kilograms, in its own unit."""
    rows = at_level(seizures, level)
    rows = rows.filter(rows.kg.isnull())
    found = rows.group_by("measure", "unit").aggregate(
        events=rows.count(), amount=rows.amount.sum()
    )
    return found.order_by(ibis.desc("events"), "measure", "unit")
