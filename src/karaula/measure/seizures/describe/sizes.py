"""How large seizures are, and how much of the weight a few of them hold."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow.compute as pc

from karaula.measure.seizures.describe.asking import ask_batches
from karaula.measure.seizures.describe.chosen import Expression, Level, at_level, weighed

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.99)
TOPS = (0.01, 0.1)
"""Shares of the seizures, the heaviest first, whose share of the weight is told."""


def _weights(seizures: ibis.Table, level: Level) -> ibis.Table:
    rows = at_level(seizures, level)
    return rows.filter(weighed(rows) & (rows.kg > 0))


def _kilograms(seizures: ibis.Table, by: str | None, level: Level) -> ibis.Table:
    return _weights(seizures, level).select("kg", *([by] if by else []))


def _sorted(seizures: ibis.Table, by: str | None, level: Level) -> dict[str | None, np.ndarray]:
    """Kilograms by the values of a column, the lightest first.

    Of every weighed seizure 8 bytes are in memory, and a second time while those of a value are
    put together. NumPy sorts them many times as fast as an engine ranks its rows.
    """
    parts: defaultdict[str | None, list[np.ndarray]] = defaultdict(list)
    if by is None:
        parts[None] = [np.empty(0)]
    for batch in ask_batches(_kilograms, seizures, by, level):
        kg = batch["kg"].to_numpy()
        if by is None:
            parts[None].append(kg)
            continue
        told = pc.dictionary_encode(batch[by], null_encoding="encode")
        code = told.indices.to_numpy()
        for at, value in enumerate(told.dictionary.to_pylist()):
            parts[value].append(kg[code == at])
    found = {}
    for value in list(parts):
        found[value] = np.concatenate(parts.pop(value))
        found[value].sort()
    return found


def quantiles(
    seizures: ibis.Table, by: str | None = None, level: Level = "events"
) -> list[dict[str, Any]]:
    """Kilograms below which a share of the weighed seizures lies, between two of them by line:
    ``q10``, …, ``q99``, with how many they are (``weighed``), the lightest and the heaviest. One
    row for each value of a column in which anything was weighed, or one in all."""
    return [
        {**({by: value} if by else {}), **_quantiles(kg)}
        for value, kg in _sorted(seizures, by, level).items()
    ]


def _quantiles(kg: np.ndarray) -> dict[str, Any]:
    names = [f"q{round(share * 100)}" for share in QUANTILES]
    if not len(kg):
        return {"weighed": 0, **dict.fromkeys(("lightest", "heaviest", *names))}
    place = np.array(QUANTILES) * (len(kg) - 1)
    low = place.astype(np.int64)
    under, over = kg[low], kg[np.minimum(low + 1, len(kg) - 1)]
    at = under + (over - under) * (place - low)
    ends = {"lightest": float(kg[0]), "heaviest": float(kg[-1])}
    return {"weighed": len(kg), **ends, **dict(zip(names, at.tolist(), strict=True))}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How unequal the weights of seizures are.

    ``gini`` is 0 where all seizures weigh the same and near 1 where one weighs all; ``top_1`` and
    ``top_10`` are the shares of the weight that the heaviest 1 and 10 % hold (at least one
    seizure); ``half`` is the smallest number of seizures that weigh half of all. None where nothing
    was weighed. Gini's coefficient and Lorenz's curve are of the weights found, not of a market.
    """

    weighed: int
    kg: float | None = None
    gini: float | None = None
    top_1: float | None = None
    top_10: float | None = None
    half: int | None = None


def concentration(seizures: ibis.Table, level: Level = "events") -> Concentration:
    """How unequal the weights of all seizures are."""
    [kg] = _sorted(seizures, None, level).values()
    number = len(kg)
    if not number:
        return Concentration(weighed=0)
    lorenz = np.cumsum(kg, out=kg)
    total = float(lorenz[-1])
    gini = (number + 1) / number - 2 * float(lorenz.sum()) / (number * total)
    shares = []
    for share in TOPS:
        lighter = number - max(int(number * share), 1)
        shares.append((total - float(lorenz[lighter - 1])) / total if lighter else 1.0)
    # What exceeds half by rounding alone is half.
    half = number - int(np.searchsorted(lorenz, total / 2 * (1 + 1e-12), side="right"))
    return Concentration(
        weighed=number, kg=total, gini=gini, top_1=shares[0], top_10=shares[1], half=half
    )
