"""Seizures equal in all that was told: copies, years that stand several times, and accidents."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from karaula.measure.seizures.chance import (
    CLASSES,
    Chance,
    accident_class,
    by_other_days,
    by_other_weights,
    by_threes,
    joined,
    weight_shares,
)
from karaula.measure.seizures.pairs import Links
from karaula.measure.seizures.view import TOLD, View

_HOW_MUCH = ("amount", "unit")

TIMES = (2, 3, 4)
"""How often a country's whole year is looked for."""

WHOLE_ROWS = 10
"""Rows of a country's year from which it can be seen to stand there several times."""

WHOLE_SHARE = 0.95
"""Share of its rows that come in multiples of a number, from which the year stands there so
often."""


@dataclass(frozen=True, slots=True)
class Exact:
    years: tuple[tuple[str, int, int], ...]
    table: pa.Table


def exact(view: View, links: Links) -> Exact:
    """Rows equal in all that was told, each set against how often that is an accident."""
    rows = np.flatnonzero(view.dataset & (view.code["area"] > 0))
    full = joined(view.told[rows])
    order = np.argsort(full, kind="stable")
    begin, count = np.unique(full[order], return_index=True, return_counts=True)[1:]
    area_year = joined(view.code["area"], view.year)
    head = rows[order[begin]]
    country = area_year[head]
    size = int(area_year.max(initial=0)) + 1
    total = np.bincount(country, count, size)
    times = np.ones(size, np.int64)
    for often in TIMES:
        whole = np.bincount(country, np.where(count % often == 0, count, 0), size)
        times[(whole >= WHOLE_SHARE * total) & (total >= WHOLE_ROWS)] = often
    often = times[country]
    part = np.where(count % often == 0, count // often, count)
    chance, table = _chance_of_equal(view, head, part, area_year)
    # Members of each group in the order of their claims.
    many = np.flatnonzero(count > 1)
    of = np.repeat(many, count[many])
    at = np.arange(len(of)) - np.repeat(np.cumsum(count[many]) - count[many], count[many])
    member = order[begin[of] + at]
    ids = view.ids(rows[member])
    member = member[np.lexsort((ids, of))]
    back = np.where(at < part[of], at, part[of])
    copy, own = rows[member], at >= part[of]
    links.add(
        copy[np.arange(len(of)) - back][own], copy[own], 1, "whole year", 0.0,
        why="the country's whole year stands there several times",
    )  # fmt: skip
    alike = (at > 0) & ~own & view.usable[copy]
    links.add(
        copy[np.arange(len(of)) - at][alike], copy[alike], 1, "equal", chance[of[alike]],
        why="equal in all that was told",
    )  # fmt: skip
    years = np.flatnonzero(times > 1)
    named = np.array([head[np.argmax(country == year)] for year in years], np.int64)
    names = view.table["area"].take(pa.array(named)).to_pylist()
    found = sorted(zip(names, view.year[named].tolist(), times[years].tolist(), strict=True))
    return Exact(tuple(found), table)


def _chance_of_equal(
    view: View, head: np.ndarray, count: np.ndarray, area_year: np.ndarray
) -> tuple[np.ndarray, pa.Table]:
    """For each distinct row the chance that its equals are accidents, and the table of strata."""
    chance = np.ones(len(head))
    use = np.flatnonzero(view.usable[head])
    head, number, period = head[use], count[use].astype(float), area_year[head[use]]
    day, amount = view.day[head], view.amount_key[head]
    but_weight = joined(
        period,
        *(view.code[n][head] for n in TOLD if not n.startswith("date") and n not in _HOW_MUCH),
    )
    share, same = weight_shares(joined(period, view.drug[head]), amount, day)
    classes = accident_class(np.bincount(but_weight)[but_weight] / 365 * share)
    stratum = period * CLASSES + classes
    strata = int(stratum.max(initial=0)) + 1
    observed = np.bincount(stratum, number * (number - 1) / 2, strata)
    days = by_other_days(joined(but_weight, amount), day, number, stratum, strata)
    met = joined(but_weight, day)
    others = (np.bincount(met)[met] - 1) / np.maximum(1 - same, 0.05)
    weights = by_other_weights(others, share, stratum, strata)
    threes = by_threes(number, stratum, strata) * observed
    found = Chance(observed, np.maximum(np.maximum(days, weights), threes))
    chance[use] = found.share(CLASSES)[stratum]
    at = np.flatnonzero(observed > 0)
    example = np.zeros(strata, np.int64)
    example[stratum] = head
    table = pa.table(
        {
            "area": view.table["area"].take(pa.array(example[at])),
            "year": pa.array(view.year[example[at]]),
            "class": pa.array(at % CLASSES),
            "pairs": pa.array(observed[at]),
            "by_other_days": pa.array(days[at]),
            "by_other_weights": pa.array(weights[at]),
            "by_threes": pa.array(threes[at]),
            "chance": pa.array(found.share(CLASSES)[at]),
        }
    )
    return chance, table.sort_by([(name, "ascending") for name in ("area", "year", "class")])
