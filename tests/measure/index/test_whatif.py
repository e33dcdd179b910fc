"""The same index with other assumptions."""

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index.chain import ChainError, Index
from karaula.measure.index.whatif import shifts, what_if


@pytest.fixture
def scored() -> Index:
    structure = index.read_structure(
        {
            "scale": {"low": 1, "high": 10, "step": 0.5},
            "indicators": {c: {"parent": "top"} for c in ("heroin", "arms", "fraud")},
            "aggregates": {"top": {}},
        }
    )
    data = np.array([[9.0, 3, 3], [4, 6, 8], [5, 5, 2]])
    return index.score(index.Values(("A", "B", "C"), structure.indicators, data), structure)


CASES = [
    # what if, score and rank of A, B, C then
    ({}, {"A": (5.0, 2), "B": (6.0, 1), "C": (4.0, 3)}),
    ({"weights": {"heroin": 4}}, {"A": (7.0, 1), "B": (5.0, 2), "C": (4.5, 3)}),
    ({"weights": {"heroin": 0}}, {"A": (3.0, 3), "B": (7.0, 1), "C": (3.5, 2)}),
    ({"drop": ["fraud"]}, {"A": (6.0, 1), "B": (5.0, 2), "C": (5.0, 2)}),
    ({"values": {("C", "fraud"): 10}}, {"A": (5.0, 3), "B": (6.0, 2), "C": (6.67, 1)}),
    (
        {"steps": {"aggregate": {"method": "geometric"}}},
        {"A": (4.33, 2), "B": (5.77, 1), "C": (3.68, 3)},
    ),
]


@pytest.mark.parametrize(("asked", "then"), CASES)
def test_scores_and_ranks_then(
    scored: Index, asked: dict, then: dict[str, tuple[float, int]]
) -> None:
    found = {row.unit: row for row in shifts(scored, what_if(scored, **asked))}
    assert {unit: (row.score_then, row.rank_then) for unit, row in found.items()} == then
    assert {unit: (row.score, row.rank) for unit, row in found.items()} == CASES[0][1]
    assert all(row.places == row.rank - row.rank_then for row in found.values())


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"weights": {"heroine": 2}}, "heroine"),
        ({"weights": {"heroin": -1}}, "weight of heroin"),
        ({"drop": ["opium"]}, "opium"),
        ({"values": {("Z", "arms"): 2, ("A", "oil"): 2}}, "oil"),
        ({"values": {("A", "arms"): 12}}, "outside 1 to 10"),
        ({"steps": {"impute": {"method": "mean"}}}, "impute cannot be changed"),
    ],
)
def test_what_cannot_be_is_told(scored: Index, asked: dict, told: str) -> None:
    with pytest.raises((index.ChainError, index.StructureError), match=told):
        what_if(scored, **asked)


def test_weights_that_the_chain_would_undo_are_refused(scored: Index) -> None:
    own = index.aggregate(index.weight(Index(scored.raw, scored.original), method="equal"))
    with pytest.raises(ChainError, match="sets weights itself"):
        what_if(own, weights={"heroin": 3})
