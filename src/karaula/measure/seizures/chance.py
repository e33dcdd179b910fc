"""How likely rows of seizures agree by accident, estimated from the rows themselves.

Two rows that agree are one seizure told twice, or two seizures that happen to be alike. How often
the second happens differs between countries by orders of magnitude: where every gram is a row, most
agreements are accidents; where only large seizures are told, nearly none. Three estimates are
made for each country, year and class of how easily rows agree, and the largest counts:

- **other days**: how often rows agree that lie weeks apart, which cannot be one seizure;
- **other weights**: how often rows that agree in all but the weight would agree in that too, if
  each weight came up as often as it does on other days. Raids bring many seizures to one place on
  one day, which the first estimate does not see;
- **threes**: what comes in pairs by accident also comes in threes, while what is told twice does
  not. For seizures that fall by any mixture of Poisson processes, raids among them, the groups of
  two are at most ``sqrt(1.5 * ones * threes)`` (Cauchy and Schwarz on the moments of the mixture).
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SHIFTS = (7, 14, 21, 28)
"""Days by which dates are shifted: whole weeks, so that each weekday meets itself."""

PRIOR_PAIRS = 1.0
"""Weight of the other countries' chance, in pairs, where a country has few of its own."""

CLASSES = 12
"""Classes of how many rows like it a row would meet by accident, each four times the one before."""


def codes(values: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """A number for each distinct value, 0 for none."""
    array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    indices = pc.fill_null(array.dictionary_encode().indices, -1)
    return np.asarray(pc.add(indices, 1).to_numpy(zero_copy_only=False), np.int32)


def places_of(named: Collection[str], values: pa.ChunkedArray) -> dict[str, int]:
    """Where some of the values stand that are there once each, by the value."""
    met = pc.is_in(values, value_set=pa.array(sorted(set(named)), pa.string()))
    rows = np.flatnonzero(np.asarray(met.to_numpy(), bool))
    found = values.take(pa.array(rows)).to_pylist()
    return dict(zip(found, rows.tolist(), strict=True))


def joined(*columns: np.ndarray) -> np.ndarray:
    """A number for each distinct combination of the columns' numbers (none of them negative)."""
    key, size = np.zeros(columns[0].shape, np.int64), 1
    for column in columns:
        width = int(column.max(initial=0)) + 1
        if size * width >= 2**62:
            key = _numbered(key)
            size = int(key.max(initial=0)) + 1
        key *= width
        key += column
        size *= width
    return _numbered(key)


def _numbered(key: np.ndarray) -> np.ndarray:
    return np.unique(key, return_inverse=True)[1].astype(np.int64, copy=False)


@dataclass(frozen=True, slots=True)
class Chance:
    """For each stratum the pairs that agree and those of them expected by accident."""

    observed: np.ndarray
    expected: np.ndarray

    def share(self, classes: int) -> np.ndarray:
        """The chance that an agreeing pair is an accident, between 0 and 1. The strata of each
        country come in ``classes``; one with few pairs is drawn towards the mean of its class."""
        told = self.observed > 0
        raw = np.clip(self.expected / np.maximum(self.observed, 1), 0, 1)
        of = np.arange(len(told)) % classes
        each = np.maximum(np.bincount(of, told, classes), 1)
        prior = np.bincount(of, raw * told, classes) / each
        found = self.expected + PRIOR_PAIRS * prior[of]
        return np.asarray(np.clip(found / (self.observed + PRIOR_PAIRS), 0, 1))


def accident_class(rate: np.ndarray) -> np.ndarray:
    """Class of the rows like it that a row would meet on its day by accident."""
    step = np.floor(np.log2(np.maximum(rate, 2.0**-20)) / 2).astype(np.int64)
    return np.asarray(np.clip(step + 10, 0, CLASSES - 1))


def by_other_days(
    key: np.ndarray, day: np.ndarray, count: np.ndarray, stratum: np.ndarray, strata: int
) -> np.ndarray:
    """Pairs expected by accident in each stratum, from agreement with days weeks apart.

    One item is one combination of ``key`` and ``day`` with the ``count`` of its rows. Rows that
    fall independently meet on one day half as often as the same rows meet over two days.
    """
    span = int(day.max(initial=0)) + max(SHIFTS) + 1
    place = key * span + day
    order = np.argsort(place)
    ordered = place[order]
    expected = np.zeros(strata)
    for shift in SHIFTS:
        at = np.minimum(np.searchsorted(ordered, place + shift), ordered.size - 1)
        met = ordered[at] == place + shift
        pairs = count[met] * count[order[at[met]]]
        expected += np.bincount(stratum[met], pairs, strata)
    return expected / (2 * len(SHIFTS))


def by_other_weights(
    others: np.ndarray, share: np.ndarray, stratum: np.ndarray, strata: int
) -> np.ndarray:
    """Pairs expected by accident in each stratum, if weights fell as on other days.

    ``others`` are for each item those of its day that agree in all but the weight, ``share`` how
    often its weight falls there. Each pair has two ends.
    """
    return np.bincount(stratum, others * share / 2, strata)


def by_threes(count: np.ndarray, stratum: np.ndarray, strata: int) -> np.ndarray:
    """Share of the groups of two in each stratum that can be accidents, going by those of three.
    ``count`` are the rows of each item."""
    one, two, three = (np.bincount(stratum[count == k], minlength=strata) for k in (1, 2, 3))
    return np.asarray(np.minimum(np.sqrt(1.5 * one * three) / np.maximum(two, 1), 1))


def weight_shares(
    group: np.ndarray, amount: np.ndarray, day: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """How often each item's amount falls among those of its group (country, drug and year), and
    how often two amounts of the group are the same. Days are counted and not rows, so that copies
    do not make an amount look common."""
    weight = joined(group, amount)
    on = np.unique(joined(weight, day), return_index=True)[1]
    falls = np.bincount(weight[on]).astype(float)
    of = group[np.unique(weight, return_index=True)[1]]
    share = falls / np.bincount(of, falls)[of]
    same = np.bincount(of, share**2)
    return share[weight], same[group]
