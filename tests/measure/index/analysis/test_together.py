"""Correlations, flags, reliability and components, on numbers that can be checked by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.measure.index import analysis
from karaula.measure.index.analysis.correlate import Method
from karaula.measure.index.chain import Index
from karaula.measure.index.structure import Element, Structure
from karaula.measure.index.values import Values

GAP = np.nan


def table(**columns: list[float]) -> Index:
    """Columns that are gathered into ``all``."""
    data = np.array(list(columns.values()), float).T
    units = tuple(f"u{number}" for number in range(len(data)))
    elements = [Element(code=code, parent="all") for code in columns]
    structure = Structure.of([*elements, Element(code="all")])
    return Index(Values(units, tuple(columns), data), structure)


# With four units and two degrees of freedom, p of Pearson's r is 1 - |r|. Four of the 24 orders
# have as many concordant pairs as these, and four as many discordant ones.
@pytest.mark.parametrize(
    ("method", "value", "p"),
    [("pearson", 0.8, 0.2), ("spearman", 0.8, 0.2), ("kendall", 2 / 3, 8 / 24)],
)
def test_three_kinds_of_correlation(method: Method, value: float, p: float) -> None:
    (one,) = analysis.correlations(table(x=[1, 2, 3, 4], y=[1, 3, 2, 4]), method=method)
    assert (one.first, one.second, one.pairs) == ("x", "y", 4)
    assert one.value == pytest.approx(value)
    assert one.p == pytest.approx(p)


def test_ties_share_their_mean_rank() -> None:
    # Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4; five of six pairs of units differ in both.
    values = table(x=[1, 5, 5, 9], y=[1, 2, 3, 4])
    (spearman,) = analysis.correlations(values, method="spearman")
    (kendall,) = analysis.correlations(values, method="kendall")
    assert spearman.value == pytest.approx(4.5 / (4.5 * 5) ** 0.5)
    assert kendall.value == pytest.approx(5 / (5 * 6) ** 0.5)


def test_each_pair_uses_the_units_that_have_both(toy: Index) -> None:
    found = {(one.first, one.second): one for one in analysis.correlations(toy)}
    assert len(found) == 10
    assert found["roads", "ports"].pairs == 5
    assert (found["roads", "ports"].value, found["roads", "ports"].p) == (1, 0)
    assert found["roads", "debt"].pairs == 6


def test_pairs_within_a_group_and_upward(toy: Index) -> None:
    within = analysis.correlations_within(toy)
    assert [(one.first, one.second) for one in within] == [
        ("roads", "ports"), ("schools", "clinics"), ("schools", "debt"), ("clinics", "debt"),
    ]  # fmt: skip
    assert len(analysis.correlations_within(toy, group=3)) == 10
    scored = replace(toy.raw, codes=("roads", "ports", "schools", "links", "people"))
    upward = analysis.correlations_upward(
        Index(scored, toy.original), ["roads", "schools"], level=2
    )
    assert [(one.first, one.second) for one in upward] == [
        ("roads", "links"), ("schools", "people"),
    ]  # fmt: skip


def test_the_table_of_correlations_is_symmetric() -> None:
    values = table(x=[1, 2, 3, 4], y=[1, 3, 2, 4], z=[4, 3, 2, 1])
    grid = analysis.matrix(analysis.correlations(values))
    assert grid.rows == grid.columns == ("x", "y", "z")
    assert grid.data == pytest.approx(np.array([[1, 0.8, -1], [0.8, 1, -0.8], [-1, -0.8, 1]]))
    across = analysis.matrix(analysis.correlations(values, ["x"], ["y", "z"]), square=False)
    assert (across.rows, across.columns) == (("x",), ("y", "z"))
    assert across.row("x") == pytest.approx([0.8, -1])


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"x": [1, 2, 3], "y": [7, 7, 7]}, "y is the same"),
        ({"x": [1, 2, GAP], "y": [1, GAP, 3]}, "one unit has both"),
        ({"x": [1, 2, GAP], "y": [GAP, GAP, 3]}, "no units have both"),
        ({"x": [1, 2, GAP], "y": [1, 2, 3]}, "two units have both"),
        ({"x": [0.1 + 0.2, 0.3, 0.3], "y": [1, 2, 3]}, "x is the same"),
    ],
)
def test_a_correlation_that_is_not_defined_says_why(
    columns: dict[str, list[float]], said: str
) -> None:
    (one,) = analysis.correlations(table(**columns))
    assert (one.value, one.p) == (None, None)
    assert said in str(one.gap)
    assert np.isnan(analysis.matrix([one]).data).all()


@given(
    st.lists(
        st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=4, max_size=12, unique=True
    ),
    st.sampled_from(["pearson", "spearman", "kendall"]),
)
def test_correlation_does_not_hang_on_scale(points: list[tuple[int, int]], method: Method) -> None:
    x, y = [float(a) for a, _ in points], [float(b) for _, b in points]
    (one,) = analysis.correlations(table(x=x, y=y), method=method)
    (scaled,) = analysis.correlations(
        table(x=[1e30 * a for a in x], y=[-3 * b + 7 for b in y]), method=method
    )
    if one.value is None:
        assert scaled.gap == one.gap
    else:
        assert scaled.value == pytest.approx(-one.value, abs=1e-9)
        assert -1 <= one.value <= 1


def test_flags_of_a_group() -> None:
    values = table(
        a=[1, 2, 3, 4, 5],
        b=[1, 2, 3, 4, 6],
        c=[5, 4, 3, 2, 1],
        d=[2, 1, 3, 5, 1],
        e=[1, 1, 1, 1, 1],
    )
    found = analysis.correlation_flags(values)
    assert {(one.correlation.first, one.correlation.second): one.kind for one in found} == {
        ("a", "b"): "high", ("a", "c"): "negative", ("b", "c"): "negative",
        ("a", "d"): "low", ("b", "d"): "low", ("c", "d"): "low",
    }  # fmt: skip


def test_alpha_of_two_parts() -> None:
    # Variances 1 and 1, covariance 0.5: 4 * 0.5 / 3.
    (one,) = analysis.cronbach(table(x=[1, 2, 3], y=[1, 3, 2]))
    assert (one.code, one.parts) == ("all", ("x", "y"))
    assert one.alpha == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"x": [1, 2, 3]}, "one part"),
        ({"x": [1, GAP, 3], "y": [GAP, 2, GAP]}, "fewer than two units have y"),
        ({"x": [1, 2, GAP, GAP], "y": [GAP, GAP, 1, 2]}, "fewer than two units have x and y"),
        ({"x": [1, 2, 3], "y": [3, 2, 1]}, "cancel out"),
    ],
)
def test_alpha_that_is_not_defined_says_why(columns: dict[str, list[float]], said: str) -> None:
    (one,) = analysis.cronbach(table(**columns))
    assert one.alpha is None
    assert said in str(one.gap)


def test_components_of_two_parts_are_their_sum_and_difference() -> None:
    # Eigenvalues of two parts with correlation r are 1 + r and 1 - r.
    (one,) = analysis.principal_components(table(x=[1, 2, 3, 4, GAP], y=[1, 3, 2, 4, 9]))
    assert one.left_out == ("u4",)
    assert one.explained == pytest.approx((0.9, 0.1))
    assert one.deviations == pytest.approx((1.8**0.5, 0.2**0.5))
    assert one.loadings is not None
    assert one.loadings.column("1") == pytest.approx([0.5**0.5, 0.5**0.5])


def test_weights_by_components() -> None:
    values = table(x=[1, 2, 3, 4], y=[1, 3, 2, 4])
    assert analysis.principal_weights(values) == pytest.approx({"x": 0.5**0.5, "y": 0.5**0.5})
    assert analysis.principal_weights(values, squared=True) == pytest.approx({"x": 0.5, "y": 0.5})


def test_parts_that_pull_apart_get_no_weights() -> None:
    values = table(x=[1, 2, 3, 4], y=[1, 3, 2, 4], z=[4, 3, 2, 1])
    with pytest.raises(analysis.AnalysisError, match="z weighs against the other parts of all"):
        analysis.principal_weights(values)
    assert sum(analysis.principal_weights(values, squared=True).values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"x": [1, 2, 3]}, "one part"),
        ({"x": [1, 2, 3], "y": [4, 4, 4]}, "y is the same"),
        ({"x": [1, 2, GAP], "y": [GAP, 1, 2]}, "1 units have all parts"),
    ],
)
def test_components_that_cannot_be_had_say_why(columns: dict[str, list[float]], said: str) -> None:
    (one,) = analysis.principal_components(table(**columns))
    assert (one.loadings, one.explained) == (None, ())
    assert said in str(one.gap)
    with pytest.raises(analysis.AnalysisError, match="all has no components"):
        analysis.principal_weights(table(**columns))
