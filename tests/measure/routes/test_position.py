"""Places in a network, beside those that another library finds."""

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.measure.routes.position import after_removal, betweenness, joined, reach

SIZE = 7
EDGES = st.sets(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda e: e[0] != e[1])
)


def square(edges: set[tuple[int, int]], size: int = SIZE) -> np.ndarray:
    found = np.zeros((size, size), bool)
    for start, end in edges:
        found[start, end] = True
    return found


def other(adjacency: np.ndarray) -> "networkx.DiGraph":
    return networkx.from_numpy_array(adjacency.astype(int), create_using=networkx.DiGraph)


@given(EDGES)
def test_betweenness_is_that_of_another_library(edges: set[tuple[int, int]]) -> None:
    adjacency = square(edges)
    known = networkx.betweenness_centrality(other(adjacency))
    assert betweenness(adjacency) == pytest.approx([known[at] for at in range(SIZE)])


@given(EDGES)
def test_reach_is_that_of_another_library(edges: set[tuple[int, int]]) -> None:
    adjacency = square(edges)
    graph = other(adjacency)
    found = reach(adjacency)
    for at in range(SIZE):
        assert set(np.flatnonzero(found[at])) == networkx.descendants(graph, at)


@given(EDGES, st.permutations(range(SIZE)), st.integers(0, SIZE))
def test_what_is_left_after_removal_is_what_is_joined_without_them(
    edges: set[tuple[int, int]], order: list[int], most: int
) -> None:
    adjacency = square(edges)
    found = after_removal(adjacency, order[:most])
    assert len(found) == most + 1
    for gone in range(most + 1):
        kept = sorted(set(range(SIZE)) - set(order[:gone]))
        pairs = reach(adjacency[np.ix_(kept, kept)]).sum()
        assert found[gone] == pytest.approx(pairs / (SIZE * (SIZE - 1)))


def test_one_who_all_must_pass_is_between_all() -> None:
    star = square({(0, 2), (1, 2), (2, 3), (2, 4)}, 5)
    # four of the twelve ordered pairs of the others go through it
    assert betweenness(star).tolist() == pytest.approx([0, 0, 4 / 12, 0, 0])
    assert joined(star) == pytest.approx(8 / 20)
