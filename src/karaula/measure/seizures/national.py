"""Totals of single seizures beside what countries report for a whole year."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karaula.errors import KaraulaError

LEVELS = {"rows": 0, "exact": 1, "place": 2, "events": 3}
"""Names of the totals: of every row, and without the repeats up to a level of ``copy``."""

READINGS = (
    (0.1, "nearly nothing of the national total: partial reporting"),
    (0.8, "part of the national total: some seizures are not reported one by one"),
    (1.25, "about the national total"),
    (float("inf"), "above the national total: repeats, unit errors or seizures abroad"),
)
"""Readings of a ratio, each up to its bound."""

COLUMNS = ("area", "year", "kg")


def compare_national(seizures: pa.Table, national: pa.Table) -> pa.Table:
    """Kilograms of ``seizures`` by country and year beside those of ``national`` (columns ``area``,
    ``year``, ``kg``), where both have any.

    One row a country and year: ``national_kg``; for each of :data:`LEVELS` ``<level>_kg`` and
    ``<level>_ratio``; ``seizures`` (events), ``largest_kg`` with its claim, and the ``reading`` of
    the last ratio. The caller chooses the substances, for both alike. Several rows of a country
    and year in ``national`` are parts and added. Raises :class:`KaraulaError` for missing columns.
    """
    missing = [name for name in COLUMNS if name not in national.column_names]
    if missing:
        raise KaraulaError(
            f"national totals have no column {', '.join(missing)}",
            remedy=f"name their columns {', '.join(COLUMNS)}",
        )
    year = pc.year(seizures["date_low"])
    same_year = pc.equal(year, pc.year(seizures["date_high"]))
    weighed = pc.and_(pc.fill_null(pc.greater(seizures["kg"], 0), False), same_year)
    table = seizures.select(["area", "claim_id", "kg", "copy"]).append_column("year", year)
    table = table.filter(pc.fill_null(pc.and_(weighed, pc.is_valid(seizures["area"])), False))
    for name, level in LEVELS.items():
        counted = pc.or_(pc.equal(table["copy"], 0), pc.greater(table["copy"], level))
        table = table.append_column(f"{name}_kg", pc.if_else(counted, table["kg"], 0.0))
    table = table.append_column("seizures", pc.cast(pc.equal(table["copy"], 0), pa.int64()))
    kept = table.filter(pc.equal(table["copy"], 0))
    names = [f"{name}_kg" for name in LEVELS]
    cases = table.group_by(["area", "year"]).aggregate([(n, "sum") for n in (*names, "seizures")])
    cases = cases.rename_columns(["area", "year", *names, "seizures"])
    largest = kept.group_by(["area", "year"]).aggregate([("kg", "max")])
    claims = kept.join(largest, ["area", "year"]).filter(pc.field("kg") == pc.field("kg_max"))
    claims = claims.group_by(["area", "year"]).aggregate([("kg", "max"), ("claim_id", "min")])
    claims = claims.rename_columns(["area", "year", "largest_kg", "largest_claim"])
    totals = national.select(list(COLUMNS)).filter(pc.greater(national["kg"], 0))
    totals = totals.set_column(1, "year", totals["year"].cast(pa.int64()))
    totals = totals.group_by(["area", "year"]).aggregate([("kg", "sum")])
    totals = totals.rename_columns(["area", "year", "national_kg"])
    found = cases.join(totals, ["area", "year"], join_type="inner")
    found = found.join(claims, ["area", "year"])
    for name in LEVELS:
        ratio = pc.divide(found[f"{name}_kg"], found["national_kg"])
        found = found.append_column(f"{name}_ratio", ratio)
    readings = [reading(ratio) for ratio in found["events_ratio"].to_pylist()]
    found = found.append_column("reading", pa.array(readings, pa.string()))
    return found.sort_by([("area", "ascending"), ("year", "ascending")])


def reading(ratio: float) -> str:
    """What the ratio of case totals to a national total says."""
    return next(words for bound, words in READINGS if ratio <= bound)


def distance(comparison: pa.Table, level: str) -> float:
    """How far case totals at a level are from national ones: the mean of the absolute logarithm of
    their ratio, so that twice as much and half as much are equally far."""
    ratios = comparison[f"{level}_ratio"].to_numpy()
    return float(np.mean(np.abs(np.log(ratios))))
