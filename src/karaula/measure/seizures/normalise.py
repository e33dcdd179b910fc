"""Words and amounts of seizures brought to one form: each distinct value is looked up once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key
from karaula.vocabulary.models import Entry, Factor, Unit


def short_list(entries: Mapping[str, Entry]) -> Callable[[str], str | None]:
    """A finder of the item that words name: a name that is all of them, else the longest that
    stands in them as whole words; of equally long ones the item that comes first."""
    names: dict[str, str] = {}
    for key, entry in entries.items():
        for name in (entry.name, *entry.names):
            names.setdefault(name_key(name), key)
    within = re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)"
    )

    def find(text: str) -> str | None:
        words = name_key(text)
        if words in names:
            return names[words]
        found = sorted(within.findall(words), key=len, reverse=True)
        return names[found[0]] if found else None

    return find


@dataclass(frozen=True, slots=True)
class Rate:
    """What one of a base unit is: kilograms or doses, with bounds, and the id of the factor."""

    factor_id: str
    low: float
    value: float
    high: float


def rate_of(substance: str | None, unit: Unit, gives: str, vocabulary: Vocabulary) -> Rate | None:
    """The factor for a substance in a unit: of the substance itself, else of the next wider one
    that has one, else of any substance."""
    for name in (*lineage(substance, vocabulary), None):
        for key, factor in vocabulary.factors.items():
            of_it = name in factor.substances if name else not factor.substances
            if factor.gives == gives and of_it and _measures(factor, unit):
                low, high = factor.low or factor.factor, factor.high or factor.factor
                return Rate(key, low, factor.factor, high)
    return None


def _measures(factor: Factor, unit: Unit) -> bool:
    return unit.base in factor.units or unit.dimension == factor.dimension


def lineage(substance: str | None, vocabulary: Vocabulary) -> list[str]:
    """A substance and all wider ones, the narrowest first."""
    chain: list[str] = []
    while substance is not None and substance in vocabulary.substances:
        chain.append(substance)
        substance = vocabulary.substances[substance].broader
    return chain


def common(substances: list[str] | None, vocabulary: Vocabulary) -> str | None:
    """The substance, or of several the narrowest that is wider than all of them."""
    chains = [lineage(name, vocabulary) for name in substances or ()]
    if not chains or not all(chains):
        return None
    shared = [name for name in chains[0] if all(name in chain for chain in chains)]
    return shared[0] if shared else None


def drug_groups(vocabulary: Vocabulary) -> Callable[[str], str | None]:
    """A finder of a substance's group: the one that names it or the nearest wider one."""
    roots = {
        name: key for key, group in vocabulary.drug_groups.items() for name in group.substances
    }

    def find(substance: str) -> str | None:
        return next((roots[n] for n in lineage(substance, vocabulary) if n in roots), None)

    return find


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day that a date allows, and its precision."""

    low: date
    high: date

    @property
    def precision(self) -> str:
        """The finest of day, month, quarter and year that it fits into."""
        length = (self.high - self.low).days + 1
        sizes = ((1, "day"), (31, "month"), (92, "quarter"))
        return next((name for size, name in sizes if length <= size), "year")


def days_of(text: str) -> Days | None:
    """A full or partial ISO date, or a period ``start/end``; ``None`` for one without a year."""
    begin, _, end = text.partition("/")
    first = _one(begin)
    last = _one(end) if end else first
    if first is None or last is None or last.high < first.low:
        return None
    return Days(first.low, last.high)


def _one(text: str) -> Days | None:
    try:
        numbers = [int(part) for part in text[:10].split("-")]
        if len(numbers) == 1:
            return Days(date(numbers[0], 1, 1), date(numbers[0], 12, 31))
        year, month, day = [*numbers, 1][:3]
        found = date(year, month, day)
        return Days(found, found if len(numbers) > 2 else end_of_month(found))
    except (ValueError, TypeError):
        return None


def end_of_month(day: date) -> date:
    """Last day of the month that a day lies in."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1) if day.year < 9999 else None
    return following - timedelta(days=1) if following else date(9999, 12, 31)


MONTHLY_SHARE = 0.9
"""Share of rows on the first (or last) day of a month from which the days are taken for months."""

MONTHLY_ROWS = 5
"""Rows of one source, area and year from which that can be told: five real days all fall on the
first of a month once in twenty-four million times."""

MONTHLY_MONTHS = 3
"""Months among them: a large raid on the first of one month says nothing of the others."""


def coarse_days(
    group: np.ndarray, day: np.ndarray, known: np.ndarray, number: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Where a day only stands for a month, and where it stands for a year: two masks.

    ``group`` numbers the source and area of each item, ``day`` is ``datetime64[D]``, ``known`` says
    whether it is one day, ``number`` how many rows have it. A source that knows no days writes a
    month as its first (or last) day.
    That shows in a country-year: nearly all of its rows fall on that day, in several months; or
    all of them on 1 January.
    """
    month, year = day.astype("datetime64[M]"), day.astype("datetime64[Y]")
    first = known & (day == month.astype("datetime64[D]"))
    last = known & (day == (month + 1).astype("datetime64[D]") - 1)
    keys = group.astype(np.int64) * 10_000 + year.astype(np.int64) + 1970
    _, place = np.unique(np.where(known, keys, -1), return_inverse=True)
    rows = np.bincount(place, known * number)
    months = np.zeros(day.shape, bool)
    years = np.zeros(day.shape, bool)
    for edge in (first, last):
        pairs = np.unique(np.stack([place[edge], month[edge].astype(np.int64)]), axis=1)[0]
        in_months = np.bincount(pairs, minlength=rows.size)
        often = np.bincount(place, edge * number, rows.size) >= np.maximum(MONTHLY_SHARE * rows, 1)
        often &= rows >= MONTHLY_ROWS
        months |= edge & (often & (in_months >= MONTHLY_MONTHS))[place]
    new_year = known & (day == year.astype("datetime64[D]"))
    every = np.bincount(place, new_year * number, rows.size) == rows
    years |= new_year & (every & (rows >= MONTHLY_ROWS))[place]
    return months & ~years, years
