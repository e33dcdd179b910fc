"""Figures of networks, worked by hand and beside the published ones."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.measure.routes import Network, network


def ways(*told: str, cases: float = 1.0) -> Network:
    pairs = [way.split(">") for way in told]
    return network(
        pa.table(
            {
                "start": pa.array([a for a, _ in pairs], pa.string()),
                "end": pa.array([b for _, b in pairs], pa.string()),
                "cases": pa.array([cases] * len(pairs), pa.float64()),
            }
        )
    )


CASES = [
    # edges, density, mean degree, in, out, betweenness centralisation, joined
    (["A>B"], 0.5, 1.0, 1.0, 1.0, 0.0, 0.5),
    # all into A from four others
    (["B>A", "C>A", "D>A", "E>A"], 4 / 20, 8 / 5, 1.0, 1 / 16, 0.0, 4 / 20),
    # A to C only by way of B: one of the two ordered pairs of others
    (["A>B", "B>C"], 2 / 6, 4 / 3, 1 / 4, 1 / 4, 0.5, 3 / 6),
    # a ring of three: everybody alike, everybody reached
    (["A>B", "B>C", "C>A"], 0.5, 2.0, 0.0, 0.0, 0.0, 1.0),
    ([], 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
]


@pytest.mark.parametrize(
    ("told", "density", "degree", "inward", "outward", "between", "joined"), CASES
)
def test_figures_of_a_network(
    told: list[str],
    density: float,
    degree: float,
    inward: float,
    outward: float,
    between: float,
    joined: float,
) -> None:
    found = ways(*told)
    assert found.density == pytest.approx(density)
    assert found.mean_degree == pytest.approx(degree)
    assert found.in_centralisation == pytest.approx(inward)
    assert found.out_centralisation == pytest.approx(outward)
    assert found.betweenness_centralisation == pytest.approx(between)
    assert found.joined == pytest.approx(joined)


def test_edges_of_several_layers_are_one_edge_with_all_cases() -> None:
    found = ways("A>B", "A>B", "B>C", cases=3)
    assert (found.edges, found.cases) == (2, 9)
    (first, *_) = found.countries
    assert (first.area, first.degree, first.in_strength, first.out_strength) == ("B", 2, 6, 3)


def test_two_groups_of_countries_are_two_communities() -> None:
    found = ways("A>B", "B>C", "C>A", "D>E", "E>F", "F>D", "A>D")
    assert found.communities == (("A", "B", "C"), ("D", "E", "F"))


@given(st.sets(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF")).filter(
    lambda way: way[0] != way[1])))  # fmt: skip
def test_figures_stay_in_their_bounds(pairs: set[tuple[str, str]]) -> None:
    found = ways(*sorted(f"{a}>{b}" for a, b in pairs))
    for share in (
        found.density, found.in_centralisation, found.out_centralisation,
        found.betweenness_centralisation, found.joined,
    ):  # fmt: skip
        assert 0 <= share <= 1
    assert found.joined >= found.density
    assert sum(one.in_degree for one in found.countries) == found.edges
    assert sorted(a for group in found.communities for a in group) == sorted(
        one.area for one in found.countries
    )
