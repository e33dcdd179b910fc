"""Composite indices in exact arithmetic: means of means, ranks, and rounding once, at the end.

Source of the rules: the published method of the Global Organized Crime Index, checked against all
its published aggregates. Floats lose the exact halves that half-up rounding turns on, so that
everything here is a fraction until it is shown.
"""

from collections.abc import Hashable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from karaula.vocabulary.models import Edition

Key = TypeVar("Key", bound=Hashable)
Number = Fraction | Decimal | float


class _Ordered(Protocol):
    def __lt__(self, other: object, /) -> bool: ...


Value = TypeVar("Value", bound=_Ordered)


def fraction(value: Number) -> Fraction:
    """The value as written: the float 7.1 is 71/10, not its nearest binary fraction."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def weights(edition: Edition, level: str) -> dict[str, Fraction]:
    """What each single indicator counts for in an aggregate; the weights add up to 1.

    An aggregate of aggregates is taken apart, because it is the mean of their unrounded values.
    Raises ``KeyError`` where the edition has no such level.
    """
    parts = edition.levels[level].mean_of
    total: dict[str, Fraction] = {}
    for part in parts:
        inner = weights(edition, part) if part in edition.levels else {part: Fraction(1)}
        for name, weight in inner.items():
            total[name] = total.get(name, Fraction(0)) + weight / len(parts)
    return total


def aggregate(values: Mapping[str, Number], edition: Edition) -> dict[str, Fraction]:
    """Exact aggregates of one area from its single scores.

    ``values`` maps indicators to scores. A level with a part missing is left out: a mean of the
    parts at hand would be a mean of something else. Published aggregates in ``values`` are not
    used.
    """
    exact: dict[str, Fraction] = {}
    for level in edition.levels:
        parts = weights(edition, level)
        if parts.keys() <= values.keys():
            exact[level] = sum(
                (weight * fraction(values[name]) for name, weight in parts.items()), Fraction(0)
            )
    return exact


def published(value: Fraction, decimals: int) -> Decimal:
    """The value as the index prints it: rounded half up. Round once, at the very end."""
    steps = (2 * value * 10**decimals + 1) // 2
    return Decimal(steps).scaleb(-decimals)


def rank(values: Mapping[Key, Value]) -> dict[Key, int]:
    """Rank of each key: 1 is the highest value, equal values share the smallest rank (1, 2, 2, 4).

    Criminality and resilience both rank this way.
    """
    first: dict[Value, int] = {}
    for place, value in enumerate(sorted(values.values(), reverse=True), 1):
        first.setdefault(value, place)
    return {key: first[value] for key, value in values.items()}
