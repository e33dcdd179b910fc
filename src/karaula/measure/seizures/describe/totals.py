"""Totals: counts at every level of copies, and kilograms by what they rest on."""

from collections.abc import Sequence

import ibis

from karaula.measure.seizures.describe.chosen import Expression, Level, at_level, counted, weighed
from karaula.measure.seizures.national import LEVELS


def totals(seizures: ibis.Table, by: Sequence[str] = (), level: Level = "events") -> ibis.Table:
    """Counts and kilograms, one row for each value of ``by`` (columns), or one in all.

    ``rows``, ``exact``, ``place`` and ``events`` count at the four levels of copies, and
    ``kg_<level>`` are the kilograms weighed at each. The rest is at ``level``: how many were
    ``weighed``; of those the ``largest_kg``, its claim and share; ``volumes`` with ``kg_volume``
    (a litre for a kilogram); ``estimated`` with ``kg_estimated`` and its bounds (counts times a
    factor); and how many are ``unweighed``. A sum of nothing is null.
    """
    cells = _cells(seizures, by)
    mass = weighed(cells)
    volume = (cells.kg_basis == "volume").fill_null(False)
    estimate = cells.kg_basis.notnull() & ~mass & ~volume
    here = counted(cells, level)
    columns: dict[str, Expression] = {}
    for name in LEVELS:
        columns[name] = _number(cells.cases, counted(cells, name))  # type: ignore[arg-type]
    for name in LEVELS:
        columns[f"kg_{name}"] = cells.kg.sum(where=counted(cells, name) & mass)  # type: ignore[arg-type]
    columns |= {
        "weighed": _number(cells.cases, here & mass),
        "volumes": _number(cells.cases, here & volume),
        "kg_volume": cells.kg.sum(where=here & volume),
        "estimated": _number(cells.cases, here & estimate),
        "kg_estimated_low": cells.kg_low.sum(where=here & estimate),
        "kg_estimated": cells.kg.sum(where=here & estimate),
        "kg_estimated_high": cells.kg_high.sum(where=here & estimate),
        "unweighed": _number(cells.cases - cells.told, here),
        "largest_kg": cells.largest.max(where=here & mass),
        "areas": cells.area.nunique(where=here),
        "first": cells.first.min(where=here),
        "last": cells["last"].max(where=here),
    }
    found = cells.group_by(list(by)).aggregate(**columns) if by else cells.aggregate(**columns)
    share: Expression = found.largest_kg / found[f"kg_{level}"].nullif(0)
    return found.mutate(largest_share=share)


def _cells(seizures: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Rows that are alike in all that totals tell apart, added up.

    They are few, so that each total is of a few thousand cells and the rows are gone through once,
    in as little memory as the cells take.
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


def _number(cases: Expression, where: Expression) -> Expression:
    return cases.sum(where=where).fill_null(0)


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
