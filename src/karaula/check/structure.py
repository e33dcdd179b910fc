"""The arithmetic of one edition of a composite index.

An aggregate is the mean of its parts by their weights; what is published is that mean rounded half
up, once. Where indicators lie on a scale with steps, aggregates lie on a lattice: every exact value
is then a whole number of ``1/unit``, so that sums and means are never rounded. Without a scale, or
where weights make the lattice finer than anything that is published, values lie within bounds.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import floor, inf, isfinite, lcm
from typing import NamedTuple

from karaula.vocabulary.models import Index

MOST_POINTS = 100_000
"""A lattice with more points than this between the ends of the scale is taken for gapless."""
MANY = 1_000
"""So many figures are listed; of more, only those are looked at that something speaks for."""

Span = tuple[float, float]
Mean = Callable[[Sequence[float], Sequence[float]], float]
"""Of values and weights; rising in every value."""


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


def difference(a: Figure, b: Figure) -> int:
    """How much the first figure is above the second, in units of the finer one."""
    if a.places == b.places:
        return a.units - b.units
    places = max(a.places, b.places)
    return int(a.units * 10 ** (places - a.places) - b.units * 10 ** (places - b.places))


class Sums(NamedTuple):
    """A set of whole numbers: ``base`` plus the place of every set bit of ``bits``."""

    base: int
    bits: int

    def has(self, value: int) -> bool:
        """Whether a number is in the set."""
        return value >= self.base and bool(self.bits >> value - self.base & 1)

    def values(self) -> tuple[int, ...]:
        """The numbers, rising."""
        places = bin(self.bits)[:1:-1]
        return tuple(self.base + at for at, bit in enumerate(places) if bit == "1")

    @property
    def most(self) -> int:
        """The largest of the numbers."""
        return self.base + self.bits.bit_length() - 1

    def plus(self, values: Sequence[int], share: Fraction) -> "Sums":
        """Every sum of a number and a share of one of some further values."""
        steps = [value * share.numerator // share.denominator for value in values]
        least, bits = min(steps), 0
        for step in steps:
            bits |= self.bits << step - least
        return Sums(self.base + least, bits)


class Structure:
    """Attainable values and sums of one edition of an index.

    ``levels`` gives the weight of every part of every level, without circles; only their ratio
    matters. ``scale`` is the lowest and highest value of an indicator and the step between values;
    without it, ``bounds`` are what levels and their parts lie between. ``means`` are levels that
    are no arithmetic means, ``opaque`` ones of which nothing is known. ``areas`` is how many areas
    are scored, where that is known.
    """

    def __init__(
        self,
        levels: Mapping[str, Mapping[str, float]],
        *,
        decimals: int,
        scale: tuple[float, float, float] | None = None,
        bounds: Span = (-inf, inf),
        means: Mapping[str, Mean] | None = None,
        opaque: Collection[str] = (),
        areas: int | None = None,
    ) -> None:
        self.decimals, self.areas, self.means = decimals, areas, means or {}
        self.shares = {level: _shares(weights) for level, weights in levels.items()}
        self.levels = {level: tuple(shares) for level, shares in self.shares.items()}
        self.ends = bounds if scale is None else scale[:2]
        self._named = {*self.levels, *(part for of in self.levels.values() for part in of)}
        self._boundless = set(opaque)
        self._gapless = {*self.levels, *opaque}
        self._scaled = scale is not None
        low, high, step = (Fraction(str(number)) for number in scale or (0, 0, 1))
        self.unit = lcm(low.denominator, step.denominator)
        self._lay(high - low)
        self.low, self.high, self.step = (int(n * self.unit) for n in (low, high, step))
        self._exact: dict[tuple[str, int], dict[int, tuple[int, ...]]] = {}
        self._values: dict[str, tuple[int, ...]] = {}
        self._sums: dict[tuple[str, tuple[str, ...]], Sums] = {}

    @classmethod
    def of_edition(cls, index: Index, edition: str) -> "Structure":
        """An edition that the vocabulary knows: levels are plain means of scores on a scale."""
        known = index.editions[edition]
        return cls(
            {name: dict.fromkeys(level.mean_of, 1.0) for name, level in known.levels.items()},
            decimals=index.decimals,
            scale=(index.scale.low, index.scale.high, index.scale.step),
            areas=known.countries,
        )

    def _lay(self, length: Fraction) -> None:
        """The lattice that as many levels lie on as it can hold, from the parts up."""
        grain, finest = self.unit, dict[str, int]()
        waiting = dict(self.shares)
        while waiting:
            name = next(n for n, parts in waiting.items() if not any(p in waiting for p in parts))
            shares = waiting.pop(name)
            if any(part in self._boundless for part in shares):
                self._boundless.add(name)
            if name in self.means or any(part in self._gapless for part in shares):
                continue
            finest[name] = lcm(
                *(share.denominator * finest.get(part, grain) for part, share in shares.items())
            )
            if length * lcm(self.unit, finest[name]) <= MOST_POINTS:
                self.unit = lcm(self.unit, finest[name])
                self._gapless.discard(name)

    def on_lattice(self, name: str) -> bool:
        """Whether an element takes only some of the values between the bounds."""
        return self._scaled and name not in self._gapless

    def values(self, name: str) -> tuple[int, ...]:
        """Exact values that an element on the lattice can take, rising."""
        if name not in self._values:
            parts = self.levels.get(name)
            self._values[name] = (
                tuple(range(self.low, self.high + 1, self.step))
                if parts is None
                else self.sums(name, parts).values()
            )
        return self._values[name]

    def sums(self, level: str, parts: Sequence[str]) -> Sums:
        """What free parts can give a level together."""
        key = level, tuple(parts)
        if key not in self._sums:
            found = Sums(0, 1)
            for part in parts:
                found = found.plus(self.values(part), self.shares[level][part])
            self._sums[key] = found
        return self._sums[key]

    def published(self, exact: int, places: int) -> int:
        """Units of ``10 ** -places`` as published: rounded half up."""
        return int((2 * exact * 10**places + self.unit) // (2 * self.unit))

    def _table(self, name: str, places: int) -> dict[int, tuple[int, ...]]:
        key = name, places
        if key not in self._exact:
            table: dict[int, list[int]] = {}
            for value in self.values(name):
                table.setdefault(self.published(value, places), []).append(value)
            self._exact[key] = {units: tuple(values) for units, values in table.items()}
        return self._exact[key]

    def exact(self, name: str, figure: Figure) -> tuple[int, ...]:
        """Values on the lattice that are published as this figure; none if it is not attainable."""
        return self._table(name, figure.places).get(figure.units, ())

    def span(self, name: str, figure: Figure) -> Span | None:
        """Between what the exact value of a figure lies; None if it is not attainable."""
        if self.on_lattice(name):
            exact = self.exact(name, figure)
            return (exact[0] / self.unit, exact[-1] / self.unit) if exact else None
        half, bounds = 0.5 / 10**figure.places, self.bounds(name)
        low = max(figure.number - half, bounds[0])
        high = min(figure.number + half, bounds[1])
        return (low, high) if low <= high + 1e-9 else None

    def figures(self, name: str, places: int) -> list[Figure] | None:
        """All attainable figures of an element, rising; None where they are too many to list."""
        if self.on_lattice(name):
            return [Figure(units, places) for units in self._table(name, places)]
        low, high = self._ends(name, places)
        if low is None or high is None or high - low >= MANY:
            return None
        return [Figure(units, places) for units in range(low, high + 1)]

    def bounds(self, name: str) -> Span:
        """What values of an element lie between; nothing bounds one that is not of the index."""
        bounded = (self._scaled or name in self._named) and name not in self._boundless
        return self.ends if bounded else (-inf, inf)

    def _ends(self, name: str, places: int) -> tuple[int | None, int | None]:
        low, high = (
            floor(end * 10**places + 0.5) if isfinite(end) else None for end in self.bounds(name)
        )
        return low, high

    def nearest(self, name: str, figure: Figure) -> list[Figure]:
        """The attainable figures nearest to one that is not: one or two, rising."""
        if not self.on_lattice(name):
            ends = [
                Figure(end, figure.places)
                for end in self._ends(name, figure.places)
                if end is not None
            ]
            return sorted(ends, key=lambda end: abs(end.units - figure.units))[:1]
        near = sorted(
            self._table(name, figure.places), key=lambda units: (abs(units - figure.units), units)
        )
        return [Figure(units, figure.places) for units in sorted(near[:2])]

    def tells_apart(self, name: str, places: int) -> bool:
        """Whether equal figures are equal values: no two values are published alike."""
        return self.on_lattice(name) and all(
            len(values) == 1 for values in self._table(name, places).values()
        )


def _shares(weights: Mapping[str, float]) -> dict[str, Fraction]:
    """Parts that count for something, each with its share of 1."""
    exact = {part: Fraction(str(weight)) for part, weight in weights.items() if weight}
    whole = sum(exact.values())
    return {part: weight / whole for part, weight in exact.items()}


def edition_of(editions: Mapping[str, object], year: str) -> str:
    """Name of the edition in force in a year: the latest not after it, else the first."""
    years = sorted(editions)
    fitting = [known for known in years if known <= year[:4]]
    return fitting[-1] if fitting else years[0]


@cache
def _structures(described: str) -> dict[str, Structure]:
    index = Index.model_validate_json(described)
    return {edition: Structure.of_edition(index, edition) for edition in index.editions}


def structures_of(index: Index) -> dict[str, Structure]:
    """Structures of all editions of an index by their names."""
    return _structures(index.model_dump_json())


def structures(index: Index, edition: str | None) -> tuple[Structure, ...]:
    """Structure of one edition, or of all where the edition is not known."""
    known = structures_of(index)
    return tuple(known[name] for name in (sorted(known) if edition is None else [edition]))
