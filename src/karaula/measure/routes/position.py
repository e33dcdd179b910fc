"""Where countries stand in a network: ways between all pairs at once, as products of matrices.

A network of routes has some hundred countries with few edges each, so that all its shortest ways
are found in a few products; resampling it some hundred times takes about a second.
"""

from collections.abc import Callable, Sequence

import numpy as np


def onward(square: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """The product of any matrix with a square that is mostly empty, edge by edge: the threads of a
    dense product cost more than they save on squares of this size."""
    end, start = np.nonzero(square.T)
    ends, first = np.unique(end, return_index=True)
    weight = square[start, end].astype(float)

    def product(left: np.ndarray) -> np.ndarray:
        found = np.zeros(left.shape)
        if len(ends):
            found[:, ends] = np.add.reduceat(left[:, start] * weight, first, axis=1)
        return found

    return product


def levels(adjacency: np.ndarray) -> list[np.ndarray]:
    """For each number of steps from 0 up, how many shortest ways of that length lead from row to
    column; ``adjacency`` is a square without loops, true or 1 where an edge runs from row to
    column."""
    along = onward(adjacency)
    found = [np.eye(len(adjacency))]
    seen = np.eye(len(adjacency), dtype=bool)
    while True:
        step = np.where(seen, 0.0, along(found[-1]))
        if not step.any():
            return found
        found.append(step)
        seen |= step > 0


def betweenness(adjacency: np.ndarray, ways: list[np.ndarray] | None = None) -> np.ndarray:
    """Share of the shortest ways between two other countries that lead through each (Freeman 1977;
    summed backwards from the ends as by Brandes 2001, for all starts together). ``ways`` are its
    :func:`levels`, where they are known."""
    size = len(adjacency)
    if size < 3:
        return np.zeros(size)
    by_length = levels(adjacency) if ways is None else ways
    count = np.sum(by_length, axis=0)
    back = onward(adjacency.T)
    through = np.zeros((size, size))
    for nearer, farther in zip(by_length[-2::-1], by_length[:0:-1], strict=True):
        share = np.divide(1 + through, count, out=np.zeros_like(count), where=farther > 0)
        through += np.where(nearer > 0, back(share) * count, 0.0)
    np.fill_diagonal(through, 0.0)
    found: np.ndarray = through.sum(axis=0) / ((size - 1) * (size - 2))
    return found


def reach(adjacency: np.ndarray) -> np.ndarray:
    """Whether any way leads from row to column; not from a country to itself."""
    found: np.ndarray = np.sum(levels(adjacency), axis=0) > 0
    np.fill_diagonal(found, False)
    return found


def joined(adjacency: np.ndarray, ways: list[np.ndarray] | None = None) -> float:
    """Share of ordered pairs of countries that a way joins."""
    size = len(adjacency)
    if size < 2:
        return 0.0
    count = sum(int((step > 0).sum()) for step in (ways or levels(adjacency))[1:])
    return count / (size * (size - 1))


def falls(values: np.ndarray) -> float:
    """How far all stay behind the highest, added up."""
    return float((values.max() - values).sum()) if values.size else 0.0


def after_removal(adjacency: np.ndarray, order: Sequence[int]) -> np.ndarray:
    """Share of all ordered pairs of the whole network that are still joined after 0, 1, 2 … of the
    countries of ``order`` were taken out with their edges.

    Computed backwards: countries that are put back one by one join what leads to them to what they
    lead to.
    """
    size = len(adjacency)
    edge = adjacency.astype(bool)
    out = set(order)
    there = np.array([place not in out for place in range(size)], bool)
    way = np.zeros((size, size), bool)
    kept = np.flatnonzero(there)
    way[np.ix_(kept, kept)] = reach(edge[np.ix_(kept, kept)])
    counts = [int(way.sum())]
    for place in reversed(order):
        into = edge[:, place] & there
        onward = edge[place] & there
        before = into | way[:, into].any(axis=1)
        after = onward | way[onward].any(axis=0)
        way[before, place] = True
        way[place, after] = True
        way |= np.outer(before, after)
        np.fill_diagonal(way, False)
        there[place] = True
        counts.append(int(way.sum()))
    return np.array(counts[::-1]) / max(size * (size - 1), 1)
