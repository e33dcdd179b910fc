"""Ranks: ties, gaps, groups, and the last bits of floats."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.measure import index
from karaula.measure.index import ChainError, Values, ranks
from karaula.measure.index.exact import rank

GAP = np.nan
TIES = [
    # scores, min, max, average, dense, first
    ([5, 3, 4], [1, 3, 2], [1, 3, 2], [1, 3, 2], [1, 3, 2], [1, 3, 2]),
    ([4, 5, 4, 3], [2, 1, 2, 4], [3, 1, 3, 4], [2.5, 1, 2.5, 4], [2, 1, 2, 3], [2, 1, 3, 4]),
    ([7, 7, 7], [1, 1, 1], [3, 3, 3], [2, 2, 2], [1, 1, 1], [1, 2, 3]),
    ([GAP, 5, 5], [GAP, 1, 1], [GAP, 2, 2], [GAP, 1.5, 1.5], [GAP, 1, 1], [GAP, 1, 2]),
    ([GAP, GAP], *[[GAP, GAP]] * 5),
    ([0, -1, 0], [1, 3, 1], [2, 3, 2], [1.5, 3, 1.5], [1, 2, 1], [1, 3, 2]),
    # 0.1 + 0.2 is 0.30000000000000004: the same score, and no later place for its unit
    ([0.3, 0.1 + 0.2, 0.1], [1, 1, 3], [2, 2, 3], [1.5, 1.5, 3], [1, 1, 2], [1, 2, 3]),
]


@pytest.mark.parametrize(("scores", "least", "most", "mean", "dense", "first"), TIES, ids=str)
def test_ties(scores, least, most, mean, dense, first) -> None:
    column = np.array(scores, dtype=float)[:, None]
    for way, expected in zip(
        ("min", "max", "average", "dense", "first"), (least, most, mean, dense, first), strict=True
    ):
        assert np.array_equal(ranks(column, way)[:, 0], expected, equal_nan=True), way


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=40))
def test_the_same_as_in_exact_arithmetic(scores: list[int]) -> None:
    found = ranks(np.array(scores, dtype=float)[:, None] / 7)[:, 0]
    assert found.tolist() == list(rank(dict(enumerate(scores))).values())


@given(st.lists(st.sampled_from([GAP, 1.0, 2.0, 3.5, 1e9]), min_size=1, max_size=20))
def test_many_tables_at_once(scores: list[float]) -> None:
    column = np.array(scores)[:, None]
    both = np.stack([column, -column])
    assert np.array_equal(ranks(both)[0], ranks(column), equal_nan=True)
    assert np.array_equal(ranks(both)[1], ranks(-column), equal_nan=True)


VALUES = Values(
    ("ALB", "BIH", "KAZ", "TUR", "XXX"), ("x",), np.array([[4.0], [6], [5], [9], [1]]),
    groups={"continent": ("Europe", "Europe", "Asia", "Asia", None)},
)  # fmt: skip


class TestVerb:
    def test_among_all(self) -> None:
        assert index.rank(VALUES).values.data[:, 0].tolist() == [4, 2, 3, 1, 5]

    def test_within_groups_and_what_is_in_none(self) -> None:
        found = index.rank(VALUES, within="continent")
        assert np.array_equal(found.values.data[:, 0], [2, 1, 2, 1, GAP], equal_nan=True)
        assert [(note.unit, note.text) for note in found.notes] == [
            ("XXX", "not ranked: in no continent")
        ]

    def test_each_year_by_itself(self) -> None:
        panel = Values(("A", "B"), ("x",), np.array([[[1.0], [2]], [[9], [8]]]), ("2020", "2021"))
        assert index.rank(panel).values.data[..., 0].tolist() == [[2, 1], [1, 2]]

    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            ({"ties": "lowest"}, "there is no way to rank ties lowest"),
            ({"within": "continents"}, "there is no grouping continents; did you mean continent"),
        ],
        ids=str,
    )
    def test_faults(self, settings: dict, message: str) -> None:
        with pytest.raises(ChainError, match=message):
            index.rank(VALUES, **settings)
