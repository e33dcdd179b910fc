"""What if a border, a country or a port of entry closes: ways that are left, and where to.

A way that a closed edge carried is taken to go on over the shortest ways that are left from where
it began to where it ended, over each in proportion to the cases on its edges. Nothing here
says that traffickers would do so: it says where the network that was seen has room.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise

import numpy as np

from karaula.measure.routes.edges import Rule
from karaula.measure.routes.position import joined, onward
from karaula.measure.routes.ways import LEVEL, Edges, Ways, interval

ASSUMED = (
    "Assumption: what is closed carried the cases that were seen on it, and each of them goes on "
    "by the shortest ways left between its two ends, over these in proportion to their cases; no "
    "new way opens, and no more and no less is moved."
)
LONGEST = 6
"""Steps of the longest way that is taken for an alternative."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What an edge or a country would take over: cases, with their interval."""

    start: str
    end: str
    cases: float
    low: float
    high: float
    now: int
    """Cases that it has already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What closing does to the cases that were seen."""

    affected: int
    """Cases that used what is closed."""
    total: int
    """Cases with an edge."""
    rerouted: float
    low: float
    high: float
    ended: float
    """Cases that begin or end in a closed country: they have nowhere to go on from or to."""
    stopped: float
    """Cases for which no other way is left."""
    joined_before: float
    joined_after: float
    gains: tuple[Gain, ...]
    """Edges that take cases over, most first."""


def closing(
    found: Ways, edges: Edges, closed: Collection[Pair], areas: Collection[str] = (), *,
    rule: Rule = "path", draws: np.ndarray | None = None, level: float = LEVEL,
) -> Closing:  # fmt: skip
    """Close some edges, and all edges of some ``areas``. ``draws`` (samples by ways) give the
    intervals; without them the ends are the point."""
    shut = {pair for pair in edges.pairs if pair in closed or set(pair) & set(areas)}
    weights = edges.add(found.cases)
    ends = _ends_of(found, edges, shut, rule)
    point = _spread(edges, shut, areas, ends, found.cases, weights)
    drawn = [
        _spread(edges, shut, areas, ends, sample, edges.add(sample))
        for sample in (draws if draws is not None else ())
    ]
    moved = np.array([one.moved for one in drawn]) if drawn else point.moved[None]
    low, high = interval(point.moved, moved, level)
    gains = [
        Gain(start=pair[0], end=pair[1], cases=float(point.moved[at]), low=float(low[at]),
             high=float(high[at]), now=int(weights[at]))
        for at, pair in enumerate(edges.pairs) if point.moved[at] > 0
    ]  # fmt: skip
    there = edges.matrix(np.ones(len(edges.pairs))) > 0
    left = edges.matrix(np.array([pair not in shut for pair in edges.pairs])) > 0
    rerouted = np.array([one.rerouted for one in drawn] or [point.rerouted])
    ends_of_it = interval(point.rerouted, rerouted, level)
    return Closing(
        affected=int(sum(found.cases[place] for place in ends)),
        total=int(found.cases[np.unique(edges.way)].sum()),
        rerouted=point.rerouted, low=float(ends_of_it[0]), high=float(ends_of_it[1]),
        ended=point.ended, stopped=point.stopped,
        joined_before=joined(there), joined_after=joined(left),
        gains=tuple(sorted(gains, key=lambda gain: (-gain.cases, gain.start, gain.end))),
    )  # fmt: skip


def _ends_of(found: Ways, edges: Edges, shut: set[Pair], rule: Rule) -> dict[int, Pair]:
    """First and last country of every way that used what is closed."""
    at = {place for place, pair in enumerate(edges.pairs) if pair in shut}
    hit = sorted({int(way) for way, edge in zip(edges.way, edges.edge, strict=True) if edge in at})
    ends = {}
    for place in hit:
        way = next(way for way in found.told[place] if shut & set(way.steps(rule)))
        stops = way.stops(rule)
        ends[place] = (stops[0], stops[-1])
    return ends


@dataclass(frozen=True, slots=True)
class _Spread:
    moved: np.ndarray
    rerouted: float
    ended: float
    stopped: float


def _spread(
    edges: Edges, shut: set[Pair], areas: Collection[str], ends: dict[int, Pair],
    cases: np.ndarray, weights: np.ndarray,
) -> _Spread:  # fmt: skip
    """Cases of the ways in ``ends`` laid over the shortest ways that are left."""
    at = {area: place for place, area in enumerate(edges.areas)}
    wanted = np.zeros((len(at), len(at)))
    ended = 0.0
    for place, (start, end) in ends.items():
        if {start, end} & set(areas) or start == end:
            ended += float(cases[place])
        else:
            wanted[at[start], at[end]] += cases[place]
    open_ = np.array([pair not in shut for pair in edges.pairs])
    square = edges.matrix(np.where(open_, weights, 0.0))
    sums = square.sum(axis=1, keepdims=True)
    chance = np.divide(square, sums, out=np.zeros_like(square), where=sums > 0)
    # Each of these is from row to column, and how many cases go.
    rows, columns = np.nonzero(wanted)
    left = wanted[rows, columns]
    unit, along, back = np.eye(len(at)), onward(chance), onward(chance.T)
    reached, leading = [unit[rows]], [unit[columns]]
    moved = np.zeros(len(edges.pairs))
    first, last = edges.ends
    for length in range(1, LONGEST + 1):
        reached.append(along(reached[-1]))
        leading.append(back(leading[-1]))
        ways = reached[length][np.arange(len(rows)), columns]
        there = (ways > 0) & (left > 0)
        rate = left[there] / ways[there]
        for step in range(length):
            before, after = reached[step][there], leading[length - step - 1][there]
            moved += np.einsum("p,pe,pe->e", rate, before[:, first], after[:, last])
        left = np.where(there, 0.0, left)
        if not left.any():
            break
    moved *= chance[first, last]
    stopped = float(left.sum())
    return _Spread(moved, float(wanted.sum()) - stopped, ended, stopped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One way from country to country over edges that were seen. ``weakest`` is the number of cases
    on its weakest edge; ``chance`` that somebody who goes from each country over its edges in
    proportion to their cases would take it."""

    stops: tuple[str, ...]
    weakest: int
    chance: float


def alternatives(
    edges: Edges, weights: np.ndarray, starts: Collection[str], ends: Collection[str],
    closed: Collection[Pair] = (), most: int = 5,
) -> list[Alternative]:  # fmt: skip
    """The likeliest ways from any of some countries to any of others, without a country twice."""
    sums: dict[str, float] = {}
    for (start, _), size in zip(edges.pairs, weights, strict=True):
        sums[start] = sums.get(start, 0.0) + float(size)
    onward: dict[str, list[tuple[str, float, int]]] = {}
    for (start, end), size in zip(edges.pairs, weights, strict=True):
        if (start, end) not in closed and size > 0:
            onward.setdefault(start, []).append((end, float(size) / sums[start], int(size)))
    # Best first: the chance of a way only falls as it grows longer.
    heap: list[tuple[float, int, tuple[str, ...], int]] = [
        (-1.0, 0, (start,), 0) for start in sorted(set(starts))
    ]
    found: list[Alternative] = []
    heapify(heap)
    while heap and len(found) < most:
        chance, _, stops, weakest = heappop(heap)
        if stops[-1] in ends and len(stops) > 1:
            found.append(Alternative(stops=stops, weakest=weakest, chance=-chance))
            continue
        if len(stops) > LONGEST:
            continue
        for area, share, cases in sorted(onward.get(stops[-1], ())):
            if area not in stops and (area not in starts):
                least = cases if len(stops) == 1 else min(weakest, cases)
                heappush(heap, (chance * share, len(stops), (*stops, area), least))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The fewest edges, or the edges with the fewest cases, without which no way is left."""

    edges: tuple[Pair, ...]
    cases: int


def least_cut(
    edges: Edges, weights: np.ndarray, starts: Collection[str], ends: Collection[str], *,
    by_cases: bool,
) -> Cut:  # fmt: skip
    """The smallest cut between two groups of countries (Ford and Fulkerson 1956, by augmenting
    along shortest ways): by the number of edges, or by their cases. Of several equal ones it is
    the one nearest to the start. Empty where no way leads there."""
    capacity: dict[str, dict[str, int]] = {}
    for (start, end), size in zip(edges.pairs, weights, strict=True):
        if size > 0:
            one = int(size) if by_cases else 1
            capacity.setdefault(start, {})[end] = one
            capacity.setdefault(end, {}).setdefault(start, 0)
    from_, to = sorted(set(starts) & set(capacity)), set(ends)
    while way := _augmenting(capacity, from_, to):
        room = min(capacity[a][b] for a, b in pairwise(way))
        for a, b in pairwise(way):
            capacity[a][b] -= room
            capacity[b][a] += room
    side = _reached(capacity, from_)
    cut = [
        (pair, int(size)) for pair, size in zip(edges.pairs, weights, strict=True)
        if size > 0 and pair[0] in side and pair[1] not in side
    ]  # fmt: skip
    return Cut(edges=tuple(pair for pair, _ in cut), cases=sum(size for _, size in cut))


def _augmenting(
    capacity: dict[str, dict[str, int]], starts: Sequence[str], ends: set[str]
) -> list[str] | None:
    before: dict[str, str | None] = dict.fromkeys(starts)
    row = list(starts)
    for area in row:
        for other, room in sorted(capacity.get(area, {}).items()):
            if room > 0 and other not in before:
                before[other] = area
                if other in ends:
                    way = [other]
                    while (last := before[way[-1]]) is not None:
                        way.append(last)
                    return way[::-1]
                row.append(other)
    return None


def _reached(capacity: dict[str, dict[str, int]], starts: Sequence[str]) -> set[str]:
    side = set(starts)
    row = list(starts)
    for area in row:
        for other, room in capacity.get(area, {}).items():
            if room > 0 and other not in side:
                side.add(other)
                row.append(other)
    return side
