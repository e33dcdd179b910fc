"""The arithmetic of one edition of a composite index, in whole numbers.

Every exact value is a whole number of ``1/unit``, so that sums and means are never rounded. An
aggregate is the mean of its parts; what is published is that mean rounded half up, once.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import product
from math import lcm
from typing import NamedTuple

from karaula.vocabulary.models import Edition, Index


class Figure(NamedTuple):
    """A figure as written: ``units`` of ``10 ** -places`` (5.63 is ``Figure(563, 2)``)."""

    units: int
    places: int = 0

    def __str__(self) -> str:
        if not self.places:
            return str(self.units)
        sign = "-" if self.units < 0 else ""
        whole, rest = divmod(abs(self.units), 10**self.places)
        return f"{sign}{whole}.{rest:0{self.places}d}"

    @property
    def number(self) -> float:
        """The figure as a number."""
        return float(self.units / 10**self.places)


class Structure:
    """Attainable values and sums of one edition of an index."""

    def __init__(self, index: Index, edition: Edition) -> None:
        self.index = index
        self.levels = {
            name: level.mean_of for name, level in edition.levels.items() if level.mean_of
        }
        low, high, step = (
            Fraction(str(number))
            for number in (index.scale.low, index.scale.high, index.scale.step)
        )
        grain = lcm(low.denominator, step.denominator)
        self.unit = lcm(*(self._denominator(name, grain) for name in self.levels), grain)
        self.low, self.high, self.step = (int(n * self.unit) for n in (low, high, step))
        self._exact: dict[tuple[str, int], dict[int, tuple[int, ...]]] = {}
        self._values: dict[str, tuple[int, ...]] = {}

    def _denominator(self, name: str, grain: int) -> int:
        parts = self.levels.get(name)
        if parts is None:
            return grain
        return len(parts) * lcm(*(self._denominator(part, grain) for part in parts))

    def values(self, name: str) -> tuple[int, ...]:
        """Exact values that an indicator can take, rising."""
        if name not in self._values:
            parts = self.levels.get(name)
            self._values[name] = (
                tuple(range(self.low, self.high + 1, self.step))
                if parts is None
                else tuple(sorted({total // len(parts) for total in self.totals(parts)}))
            )
        return self._values[name]

    def totals(self, parts: Iterable[str]) -> frozenset[int]:
        """Sums that free parts can reach together."""
        parts = tuple(parts)
        singles = sum(1 for part in parts if part not in self.levels)
        sums = set(range(singles * self.low, singles * self.high + 1, self.step))
        for part in parts:
            if part in self.levels:
                sums = {a + b for a, b in product(sums, self.values(part))}
        return frozenset(sums)

    def published(self, exact: int, places: int) -> int:
        """Units of ``10 ** -places`` as published: rounded half up."""
        return int((2 * exact * 10**places + self.unit) // (2 * self.unit))

    def exact(self, name: str, figure: Figure) -> tuple[int, ...]:
        """Exact values that are published as this figure; none if it is not attainable."""
        key = name, figure.places
        if key not in self._exact:
            table: dict[int, list[int]] = {}
            for value in self.values(name):
                table.setdefault(self.published(value, figure.places), []).append(value)
            self._exact[key] = {units: tuple(values) for units, values in table.items()}
        return self._exact[key].get(figure.units, ())

    def figures(self, name: str, places: int) -> list[Figure]:
        """All attainable figures of an indicator, rising."""
        return [
            Figure(units, places)
            for units in sorted({self.published(value, places) for value in self.values(name)})
        ]


def edition_of(index: Index, year: str) -> str:
    """Name of the edition in force in a year: the latest not after it, else the first."""
    years = sorted(index.editions)
    fitting = [known for known in years if known <= year[:4]]
    return fitting[-1] if fitting else years[0]


@cache
def _structure(described: str, edition: str) -> Structure:
    index = Index.model_validate_json(described)
    return Structure(index, index.editions[edition])


def structures(index: Index, edition: str | None) -> tuple[Structure, ...]:
    """Structure of one edition, or of all where the edition is not known."""
    described = index.model_dump_json()
    names = sorted(index.editions) if edition is None else [edition]
    return tuple(_structure(described, name) for name in names)
