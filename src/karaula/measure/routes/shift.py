"""Whether routes moved: shares of edges in two periods, and what is said of that beside it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from karaula.measure.routes.edges import RoutesError, Rule
from karaula.measure.routes.ways import (
    DRAWS,
    LEVEL,
    Edges,
    Ways,
    edges_of,
    interval,
    resampled,
)

FEWEST = 20
"""Cases on ways that a period must have before shares of it are compared with another's."""

Verdict = Literal["supported", "not supported", "no data"]
Direction = Literal["grew", "fell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One edge in two periods. Shares are of all edges compared, each case counted on each of its
    edges; ``change`` is their difference, with its interval from resampled cases."""

    start: str
    end: str
    before: int
    after: int
    share_before: float
    share_after: float
    change: float
    low: float
    high: float

    @property
    def direction(self) -> Direction | None:
        """Whether the share rose or fell beyond chance; None where that cannot be told."""
        return "grew" if self.low > 0 else "fell" if self.high < 0 else None


@dataclass(frozen=True, kw_only=True)
class Shift:
    """Two periods compared. The arrays have a place for each of ``pairs``."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    reporters: tuple[str, ...]
    """Countries whose cases are compared: those that report in both periods."""
    left_out: tuple[str, ...]
    """Countries that report in only one of them."""
    cases: tuple[int, int]
    """Cases with an edge in each period."""
    pairs: tuple[tuple[str, str], ...]
    counts: np.ndarray
    """Cases of each edge: periods by edges."""
    drawn: np.ndarray = field(repr=False)
    """Change of the shares in each sample: draws by edges."""
    level: float = LEVEL

    @property
    def enough(self) -> bool:
        """Whether both periods have cases enough for shares."""
        return min(self.cases) >= FEWEST

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """Every edge, those that moved most first."""
        found = [self._together([at], *pair) for at, pair in enumerate(self.pairs)]
        return tuple(sorted(found, key=lambda m: (-round(abs(m.change), 9), m.start, m.end)))

    def together(self, starts: Collection[str], ends: Collection[str]) -> Moved | None:
        """All edges from some areas to some (empty: any) as one; None where there is none."""
        inside = [
            at for at, (start, end) in enumerate(self.pairs)
            if (not starts or start in starts) and (not ends or end in ends)
        ]  # fmt: skip
        return self._together(inside, "", "") if inside else None

    def _together(self, places: list[int], start: str, end: str) -> Moved:
        count = self.counts[:, places].sum(axis=1)
        before, after = _shares(self.counts)[:, places].sum(axis=1)
        low, high = interval(after - before, self.drawn[:, places].sum(axis=1), self.level)
        return Moved(
            start=start, end=end, before=int(count[0]), after=int(count[1]),
            share_before=float(before), share_after=float(after), change=float(after - before),
            low=float(low), high=float(high),
        )  # fmt: skip


def shift(
    found: Ways,
    before: Collection[int],
    after: Collection[int],
    *,
    rule: Rule = "path",
    starts: Collection[str] = (),
    ends: Collection[str] = (),
    every_reporter: bool = False,
    draws: int = DRAWS,
    seed: int = 0,
    level: float = LEVEL,
) -> Shift:
    """Shares of edges before and after.

    Only cases that countries report which report in both periods count, unless ``every_reporter``:
    else a route seems to move where a country begins or ceases to report. ``starts`` and ``ends``
    (areas; empty for all) narrow the edges whose shares are taken. The periods are resampled apart.
    Raises :class:`RoutesError` where they overlap.
    """
    if set(before) & set(after):
        raise RoutesError("the two periods share a year", None, "name periods that do not overlap")
    periods = [found.within(before), found.within(after)]
    known = [set(period.reporters()) for period in periods]
    both = known[0] & known[1]
    if not every_reporter:
        periods = [period.seized_in(both) for period in periods]
    edges = [_narrow(edges_of(period, rule), starts, ends) for period in periods]
    pairs = tuple(sorted({*edges[0].pairs, *edges[1].pairs}))
    counts, drawn = [], []
    for at, (period, own) in enumerate(zip(periods, edges, strict=True)):
        counts.append(_spread(own, pairs, own.add(period.cases)))
        sample = own.add(resampled(period, draws, seed + at))
        drawn.append(_shares(_spread(own, pairs, sample)))
    return Shift(
        before=tuple(sorted(before)), after=tuple(sorted(after)),
        reporters=tuple(sorted(known[0] | known[1] if every_reporter else both)),
        left_out=() if every_reporter else tuple(sorted(known[0] ^ known[1])),
        cases=(_told(periods[0], edges[0]), _told(periods[1], edges[1])),
        pairs=pairs, counts=np.array(counts), drawn=drawn[1] - drawn[0], level=level,
    )  # fmt: skip


def _told(period: Ways, edges: Edges) -> int:
    return int(period.cases[np.unique(edges.way)].sum())


def _narrow(edges: Edges, starts: Collection[str], ends: Collection[str]) -> Edges:
    kept = [
        (not starts or start in starts) and (not ends or end in ends) for start, end in edges.pairs
    ]
    places = np.cumsum(kept) - 1
    held = np.array(kept, bool)[edges.edge]
    pairs = tuple(pair for pair, wanted in zip(edges.pairs, kept, strict=True) if wanted)
    return Edges(pairs, edges.way[held], places[edges.edge[held]].astype(int))


def _spread(edges: Edges, pairs: tuple[tuple[str, str], ...], values: np.ndarray) -> np.ndarray:
    """Values of edges at their places among all pairs, 0 elsewhere."""
    at = {pair: place for place, pair in enumerate(pairs)}
    found = np.zeros((*values.shape[:-1], len(pairs)))
    found[..., [at[pair] for pair in edges.pairs]] = values
    return found


def _shares(counts: np.ndarray) -> np.ndarray:
    sums = counts.sum(axis=-1, keepdims=True)
    found: np.ndarray = np.divide(counts, sums, out=np.zeros(counts.shape), where=sums > 0)
    return found


_CLAIMED = re.compile(r"\s*(?P<start>[^>]*?)\s*>\s*(?P<end>.*?)\s+(?P<word>grew|fell)\s*")


def claimed(text: str) -> tuple[str, str, Direction]:
    """``TUR>BGR grew`` in its parts; an end may be empty (``>BGR fell``). Raises
    :class:`RoutesError` for what is not so written."""
    parts = _CLAIMED.fullmatch(text)
    if parts is None or not (parts["start"] or parts["end"]):
        raise RoutesError(
            f"{text} claims no change of a route", None, 'write it as "TUR>BGR grew" or ">BGR fell"'
        )
    word: Direction = "grew" if parts["word"] == "grew" else "fell"
    return parts["start"], parts["end"], word


def judge(
    found: Shift, direction: Direction, starts: Collection[str], ends: Collection[str]
) -> tuple[Verdict, str]:
    """Whether cases bear out that all edges from some areas to some (empty: any) grew or fell
    together, and why, or why that cannot be told."""
    if not found.reporters:
        return "no data", "no country reports cases in both periods"
    if not found.enough:
        few = " and ".join(str(cases) for cases in found.cases)
        return "no data", f"the periods have {few} cases with a way; {FEWEST} each are needed"
    one = found.together(starts, ends)
    if one is None:
        return "no data", (
            f"none of the {len(found.reporters)} countries that report in both periods has a case "
            "on it"
        )
    told = (
        f"its share went from {one.share_before * 100:.1f} % ({one.before} cases) to "
        f"{one.share_after * 100:.1f} % ({one.after}), a change of {one.change * 100:+.1f} points "
        f"({one.low * 100:+.1f} to {one.high * 100:+.1f})"
    ).replace("-", "\u2212")
    if one.direction == direction:
        return "supported", told
    if one.direction is None:
        return "not supported", f"{told}, which may be chance"
    return "not supported", f"{told}: the other way"
