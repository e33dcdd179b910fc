"""How large seizures are, and how much of the weight a few of them hold."""

from collections.abc import Sequence

import ibis

from karaula.measure.seizures.describe.chosen import Expression, Level, at_level, weighed

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.99)
TOPS = (0.01, 0.1)
"""Shares of the seizures, the heaviest first, whose share of the weight is told."""


def _weights(seizures: ibis.Table, level: Level) -> ibis.Table:
    rows = at_level(seizures, level)
    return rows.filter(weighed(rows) & (rows.kg > 0))


def quantiles(
    seizures: ibis.Table, by: Sequence[str] = (), level: Level = "events"
) -> ibis.Table:  # fmt: skip
    """Kilograms below which a share of the weighed seizures lies: ``q10``, …, ``q99``, with how
    many they are (``weighed``), the lightest and the heaviest."""
    rows = _weights(seizures, level)
    kg: Expression = rows.kg
    columns = {"weighed": rows.count(), "lightest": kg.min(), "heaviest": kg.max()}
    columns |= {f"q{round(q * 100)}": kg.quantile(q) for q in QUANTILES}
    return rows.group_by(list(by)).aggregate(**columns) if by else rows.aggregate(**columns)


def classes(
    seizures: ibis.Table, by: Sequence[str] = (), level: Level = "events"
) -> ibis.Table:  # fmt: skip
    """Weighed seizures by powers of ten: those of class n weigh from 10^n to under 10^(n+1) kg."""
    rows = _weights(seizures, level)
    # A thousandth of a gram is the least that tables tell; rounding keeps 0.001 in its class.
    power: Expression = (rows.kg.log10() + 1e-12).floor().cast("int64")
    named = rows.mutate(power=power)
    found = named.group_by([*by, "power"]).aggregate(events=named.count(), kg=named.kg.sum())
    return found.order_by(*by, "power")


def concentration(seizures: ibis.Table, level: Level = "events") -> ibis.Table:
    """How unequal the weights are, in one row.

    ``gini`` is 0 where all seizures weigh the same and near 1 where one weighs all; ``top_1`` and
    ``top_10`` are the shares of the weight that the heaviest 1 and 10 % hold (at least one
    seizure); ``half`` is the smallest number of seizures that weigh half of all. Null where nothing
    was weighed. Gini's coefficient and Lorenz's curve are of the weights found, not of a market.
    """
    rows = _weights(seizures, level)
    each = rows.group_by("kg").aggregate(n=rows.count())
    # Equal weights share their ranks, so that they go through the window as one.
    up: Expression = ibis.cumulative_window(order_by=each.kg)
    down: Expression = ibis.cumulative_window(order_by=ibis.desc(each.kg))
    placed = each.mutate(
        weight=each.kg * each.n,
        below=each.n.sum().over(up) - each.n,
        above=each.n.sum().over(down) - each.n,
        heavier=(each.kg * each.n).sum().over(down) - each.kg * each.n,
        number=each.n.sum().over(ibis.window()),
        total=(each.kg * each.n).sum().over(ibis.window()),
    )
    ranks: Expression = placed.n * placed.below + placed.n * (placed.n + 1) / 2
    columns: dict[str, Expression] = {
        "weighed": placed.n.sum(),
        "kg": placed.weight.sum(),
        "gini": 2 * (ranks * placed.kg).sum() / (placed.n.sum() * placed.weight.sum())
        - (placed.n.sum() + 1) / placed.n.sum(),
    }
    for share in TOPS:
        most: Expression = ibis.greatest((placed.number * share).floor(), 1)
        taken: Expression = ibis.least(ibis.greatest(most - placed.above, 0), placed.n)
        columns[f"top_{round(share * 100)}"] = (taken * placed.kg).sum() / placed.weight.sum()
    lacking: Expression = placed.total / 2 - placed.heavier
    need: Expression = ibis.least(
        ibis.greatest((lacking / placed.kg - 1e-9).ceil(), 0), placed.n
    )  # fmt: skip
    columns["half"] = need.sum().cast("int64")
    return placed.aggregate(**columns)
