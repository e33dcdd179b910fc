"""What the parts of a level allow: the sums that they reach, exactly or between bounds."""

from collections.abc import Mapping
from itertools import product
from math import ceil, floor, inf, isfinite
from typing import NamedTuple

from karaula.check.structure import Figure, Span, Structure, Sums

SLACK = 1e-9
"""What floats may be off by, as a share of the larger figure."""

Given = Mapping[str, Figure]


class Reach(NamedTuple):
    """Sums of what is known of some parts and what the free ones can add."""

    known: frozenset[int]
    free: Sums

    def has(self, value: int) -> bool:
        """Whether a value is among the sums."""
        return any(self.free.has(value - known) for known in self.known)

    def values(self) -> tuple[int, ...]:
        """All sums, rising."""
        free = self.free.values()
        return tuple(sorted({known + more for known, more in product(self.known, free)}))

    @property
    def ends(self) -> tuple[int, int]:
        """The least and the largest sum."""
        return min(self.known) + self.free.base, max(self.known) + self.free.most


def reach(structure: Structure, level: str, given: Given) -> Reach | None:
    """What a level on the lattice can be by its parts; None where a given part cannot be."""
    known: set[int] = {0}
    free = []
    for part, share in structure.shares[level].items():
        if part in given:
            options = structure.exact(part, given[part])
        elif _any_given(structure, part, given):
            inner = reach(structure, part, given)
            if inner is None:
                return None
            options = inner.values()
        else:
            free.append(part)
            continue
        steps = [option * share.numerator // share.denominator for option in options]
        known = {sum_ + step for sum_ in known for step in steps}
        if not known:
            return None
    return Reach(frozenset(known), structure.sums(level, free))


def between(structure: Structure, level: str, given: Given) -> Span | None:
    """What a level lies between by its parts; None where a given part cannot be."""
    spans = _spans(structure, level, given)
    return None if spans is None else _gathered(structure, level, spans)


def _spans(structure: Structure, level: str, given: Given) -> dict[str, Span] | None:
    spans: dict[str, Span] = {}
    for part in structure.shares[level]:
        if part in given:
            span = structure.span(part, given[part])
        elif _any_given(structure, part, given):
            span = between(structure, part, given)
        else:
            span = structure.bounds(part)
        if span is None:
            return None
        spans[part] = span
    return spans


def _gathered(structure: Structure, level: str, spans: Mapping[str, Span]) -> Span:
    shares = [float(structure.shares[level][part]) for part in spans]
    low, high = ([span[side] for span in spans.values()] for side in (0, 1))
    mean = structure.means.get(level)
    if mean is None:
        return (
            sum(share * end for share, end in zip(shares, low, strict=True)),
            sum(share * end for share, end in zip(shares, high, strict=True)),
        )
    return (
        mean(low, shares) if all(map(isfinite, low)) else -inf,
        mean(high, shares) if all(map(isfinite, high)) else inf,
    )


def _any_given(structure: Structure, name: str, given: Given) -> bool:
    return any(
        part in given or _any_given(structure, part, given)
        for part in structure.levels.get(name, ())
    )


def fits(structure: Structure, level: str, figure: Figure, given: Given) -> bool:
    """Whether a level and the parts given go together; a figure that cannot be at all does."""
    if structure.on_lattice(level):
        exact = structure.exact(level, figure)
        sums = reach(structure, level, given) if exact else None
        return sums is None or any(map(sums.has, exact))
    own, parts = structure.span(level, figure), between(structure, level, given)
    if own is None or parts is None:
        return True
    slack = SLACK * max(1.0, abs(own[0]), abs(own[1]))
    return own[0] <= parts[1] + slack and parts[0] <= own[1] + slack


def allowed(
    structure: Structure, level: str, given: Given, places: int
) -> tuple[Figure, Figure] | None:
    """The least and the largest figure of a level that its parts allow."""
    if structure.on_lattice(level):
        sums = reach(structure, level, given)
        if sums is None:
            return None
        low, high = (structure.published(end, places) for end in sums.ends)
    else:
        span = between(structure, level, given)
        if span is None or not all(map(isfinite, span)):
            return None
        low, high = (floor(end * 10**places + 0.5) for end in span)
    return Figure(low, places), Figure(high, places)


def solved(
    structure: Structure, level: str, figure: Figure, given: Given, part: str, places: int
) -> tuple[Figure, Figure] | None:
    """Between what figures one given part must lie by the others and the level itself."""
    others = {name: known for name, known in given.items() if name != part}
    spans, own = _spans(structure, level, others), structure.span(level, figure)
    share = structure.shares[level].get(part)
    if spans is None or own is None or share is None or level in structure.means:
        return None
    spans[part] = (0.0, 0.0)
    low, high = _gathered(structure, level, spans)
    least, most = (own[0] - high) / float(share), (own[1] - low) / float(share)
    if not (isfinite(least) and isfinite(most)):
        return None
    scale = 10**places
    return Figure(ceil(least * scale - 0.5), places), Figure(floor(most * scale + 0.5), places)
