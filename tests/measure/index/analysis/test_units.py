"""Dominance, profiles, strengths and comparisons of versions, by hand."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.measure.index import analysis
from karaula.measure.index.analysis.column import places
from karaula.measure.index.chain import Index
from karaula.measure.index.exact import rank
from karaula.measure.index.values import Values

GAP = np.nan


def scores(**units: list[float]) -> Values:
    """Rows of units over the columns x, y, z."""
    data = np.array(list(units.values()), float)
    return Values(tuple(units), ("x", "y", "z")[: data.shape[1]], data)


def test_outranking_by_hand() -> None:
    found = analysis.outranking(scores(A=[3, 3, 3], B=[2, 2, 3], C=[1, 1, 4]))
    thirds = np.array([[0, 2.5, 2], [0.5, 0, 2], [1, 1, 0]]) / 3
    assert found.matrix.data == pytest.approx(thirds)
    assert (found.dominant, found.share) == ((), 0)
    weighted = analysis.outranking(
        scores(A=[3, 3, 3], B=[2, 2, 3], C=[1, 1, 4]), weights={"x": 1, "y": 3, "z": 0}
    )
    assert weighted.dominant == (("A", "B"), ("A", "C"), ("B", "C"))
    assert weighted.share == 1


def test_units_are_compared_on_what_both_have() -> None:
    found = analysis.outranking(scores(A=[2, GAP], B=[1, 5], C=[GAP, 4]))
    assert found.apart == (("A", "C"),)
    assert found.dominant == (("A", "B"), ("B", "C"))
    assert found.share == 1
    assert np.isnan(found.matrix.data[0, 2])


def test_outranking_asks_that_more_is_better(toy: Index) -> None:
    with pytest.raises(analysis.AnalysisError, match="less is better in debt; normalise first"):
        analysis.outranking(toy)
    turned = replace(toy, original=replace(toy.original, directed=True))
    assert len(analysis.outranking(turned).matrix.rows) == 6


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"x": 1}, "no weight of y"),
        ({"x": 1, "y": 1, "q": 2}, "weight of q, which is not compared"),
        ({"x": 1, "y": -1}, "weight of y is -1"),
        ({"x": 0, "y": 0}, "all weights are 0"),
    ],
)
def test_weights_of_outranking_that_do_not_fit(weights: Mapping[str, float], said: str) -> None:
    with pytest.raises(analysis.AnalysisError, match=said):
        analysis.outranking(scores(A=[1, 2], B=[2, 1]), weights=weights)


def test_one_unit_cannot_be_compared() -> None:
    with pytest.raises(analysis.AnalysisError, match="no two units can be compared"):
        analysis.outranking(scores(A=[1, 2]))


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=8))
def test_what_one_has_over_the_other_and_back_is_all(table: list[list[int]]) -> None:
    units = {f"u{number}": [float(v) for v in row] for number, row in enumerate(table)}
    matrix = analysis.outranking(scores(**units)).matrix.data
    both = matrix + matrix.T
    assert both == pytest.approx(1 - np.eye(len(table)))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20))
def test_places_agree_with_exact_ranks(values: list[int]) -> None:
    by_unit = dict(enumerate(values))
    wanted = rank(by_unit)
    assert places(np.array(values, float)).tolist() == [wanted[unit] for unit in by_unit]
    with_gap = places(np.array([*values, GAP]))
    assert np.isnan(with_gap[-1])
    assert with_gap[:-1].tolist() == [wanted[unit] for unit in by_unit]


def test_profile_of_a_unit_in_its_region(toy: Index) -> None:
    found = {one.code: one for one in analysis.profile(toy, "A", group="region")}
    assert list(found) == ["roads", "ports", "schools", "clinics", "debt"]
    schools, debt, clinics = found["schools"], found["debt"], found["clinics"]
    assert (schools.value, schools.rank, schools.ranked, schools.tied) == (9, 1, 6, 1)
    assert (schools.group, schools.group_mean, schools.distance) == ("north", 7, 2)
    assert (schools.group_rank, schools.group_ranked) == (1, 3)
    # Less debt is better: 40 is the fifth of 10, 20, 30, 30, 40, 50.
    assert (debt.rank, debt.direction, debt.measured_in) == (5, -1, "% of GDP")
    assert debt.distance == pytest.approx(40 - 70 / 3)
    assert (clinics.rank, clinics.tied, clinics.last) == (2, 4, True)


def test_a_missing_value_has_no_rank_and_says_so(toy: Index) -> None:
    ports = {one.code: one for one in analysis.profile(toy, "F")}["ports"]
    assert (ports.value, ports.rank, ports.distance) == (None, None, None)
    assert (ports.ranked, ports.tied, ports.last, ports.gap) == (5, 0, False, "no value")


@pytest.mark.parametrize(
    ("unit", "group", "said"),
    [
        ("Z", None, "there is no unit Z"),
        ("A", "bloc", "there is no grouping bloc; groupings are region"),
        ("F", "region", "F is in no group of region"),
    ],
)
def test_profile_of_what_is_not_there(toy: Index, unit: str, group: str | None, said: str) -> None:
    with pytest.raises(analysis.AnalysisError, match=said):
        analysis.profile(toy, unit, group=group)


def test_what_a_unit_is_best_and_worst_at(toy: Index) -> None:
    found = analysis.extremes(toy, "A", most=2)
    assert [one.code for one in found.strong] == ["schools", "debt"]
    assert [one.code for one in found.weak] == ["roads", "ports"]
    # Last among those who have clinics, with three others: no strength, though second.
    assert all(one.code != "clinics" for one in found.strong)
    first = analysis.extremes(toy, "E")
    assert "clinics" in [one.code for one in first.strong]
    assert "clinics" not in [one.code for one in first.weak]
    assert not {one.code for one in first.strong} & {one.code for one in first.weak}
    assert "clinics" not in [one.code for one in analysis.extremes(toy, "E", distinct=0.4).strong]


def test_strengths_within_the_region(toy: Index) -> None:
    found = analysis.extremes(toy, "C", most=1, group="region")
    assert [(one.code, one.group_rank) for one in found.strong] == [("roads", 1)]
    assert [(one.code, one.group_rank) for one in found.weak] == [("schools", 3)]
    # Of two in the south, D is the last in all but schools; being last there is no strength.
    south = analysis.extremes(toy, "D", group="region")
    assert [one.code for one in south.strong] == ["schools"]
    assert {one.code for one in south.weak} == {"roads", "ports", "clinics", "debt"}


def whole(**units: float) -> Values:
    return Values(tuple(units), ("all",), np.array(list(units.values()))[:, None])


def test_versions_beside_each_other() -> None:
    versions = {"old": whole(A=9, B=8, C=7, D=6), "new": whole(B=9, A=8, C=7, E=GAP)}
    found = analysis.compare_versions(versions, of="all")
    assert (found.base, found.values.rows) == ("old", ("A", "B", "C", "D", "E"))
    assert found.values.column("new")[:3].tolist() == [2, 1, 3]
    assert found.changes.column("new")[:3].tolist() == [-1, 1, 0]
    assert found.shift == {"new": pytest.approx(2 / 3)}
    assert found.gaps == {
        ("D", "new"): "not in this version",
        ("E", "old"): "not in this version",
        ("E", "new"): "no all",
    }


def test_versions_by_score() -> None:
    versions = {"old": whole(A=9, B=8), "new": whole(A=7, B=8.5)}
    found = analysis.compare_versions(versions, of="all", by="scores")
    assert found.changes.column("new").tolist() == [-2, 0.5]
    back = analysis.compare_versions(versions, of="all", by="scores", base="new")
    assert back.changes.column("old").tolist() == [-0.5, 2]


@pytest.mark.parametrize(
    ("names", "base", "of", "said"),
    [
        ((), None, "all", "a comparison needs two versions"),
        (("old",), None, "all", "a comparison needs two versions"),
        (("old", "new"), "older", "all", "there is no version older; versions are old, new"),
        (("old", "new"), None, None, "there are no tops"),
        (("old", "new"), None, "some", "there is no some"),
    ],
)
def test_comparisons_that_cannot_be(
    names: tuple[str, ...], base: str | None, of: str | None, said: str
) -> None:
    versions = dict.fromkeys(names, whole(A=1, B=2))
    with pytest.raises(analysis.AnalysisError, match=said):
        analysis.compare_versions(versions, of=of, base=base)
