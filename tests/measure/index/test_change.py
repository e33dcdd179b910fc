"""Change between editions, split into what changed and what other components did."""

from pathlib import Path

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index.chain import ChainError, Index
from karaula.measure.index.change import Change, changes
from karaula.measure.index.published import read_editions
from karaula.vocabulary import load

SCALE = {"low": 1, "high": 10, "step": 0.5}


def scored(scores: dict[str, dict[str, float]], weights: dict[str, float] | None = None) -> Index:
    """An index of expert scores: one top, the mean of its indicators."""
    codes = list(dict.fromkeys(code for row in scores.values() for code in row))
    structure = index.read_structure(
        {
            "scale": SCALE,
            "indicators": {
                c: {"parent": "top", "weight": (weights or {}).get(c, 1)} for c in codes
            },
            "aggregates": {"top": {}},
        }
    )
    data = np.array([[row.get(code, np.nan) for code in codes] for row in scores.values()])
    return index.score(index.Values(tuple(scores), tuple(codes), data), structure)


def later(scores: dict[str, float], weights: dict[str, float] | None = None) -> Index:
    """A later edition with these scores for A, and nines for B."""
    return scored({"A": scores, "B": dict.fromkeys(scores, 9.0)}, weights)


def of_a(edition: Index) -> Change:
    return next(row for row in changes(EARLIER, edition).rows if row.unit == "A")


EARLIER = scored({"A": {"heroin": 4, "arms": 6}, "B": {"heroin": 8, "arms": 8}})
CASES = [
    # the later edition, change, like for like, what components did, linked score of A
    ({"heroin": 5, "arms": 7}, 1.0, 1.0, 0.0, 6.0),
    ({"heroin": 4, "arms": 6, "fraud": 8}, 1.0, 0.0, 1.0, 5.0),
    ({"heroin": 5, "arms": 7, "fraud": 3}, 0.0, 1.0, -1.0, 6.0),
    ({"heroin": 6}, 1.0, 2.0, -1.0, 7.0),
]


@pytest.mark.parametrize(("scores", "change", "like", "components", "linked"), CASES)
def test_change_is_split(
    scores: dict[str, float], change: float, like: float, components: float, linked: float
) -> None:
    row = of_a(later(scores))
    assert row.change == pytest.approx(change)
    assert row.like_for_like == pytest.approx(like)
    assert row.components == pytest.approx(components)
    assert row.linked == pytest.approx(linked)


@pytest.mark.parametrize(
    ("edition", "told"),
    [
        (later({"heroin": 5, "arms": 7}), []),
        (later({"heroin": 5, "arms": 7, "fraud": 1}), ["had not: fraud"]),
        (later({"heroin": 5}), ["lacks components of the earlier one: arms"]),
        (
            later({"heroin": 5, "arms": 7}, {"arms": 3}),
            ["the weight of heroin, arms is not the same"],
        ),
        (
            index.aggregate(index.normalise(Index(EARLIER.raw, EARLIER.original))),
            ["different steps", "through normalise by itself"],
        ),
    ],
)
def test_editions_that_do_not_compare_are_told(edition: Index, told: list[str]) -> None:
    found = changes(EARLIER, edition)
    assert found.comparable == (not told)
    assert len(found.warnings) == len(told)
    for warning, words in zip(found.warnings, told, strict=True):
        assert words in warning


def test_editions_without_a_common_component_have_no_change_like_for_like() -> None:
    row = of_a(later({"fraud": 2}))
    assert (row.change, row.like_for_like, row.components, row.linked) == (-3.0, None, None, None)


@pytest.mark.parametrize(
    ("edition", "codes", "told"),
    [
        (scored({"C": {"heroin": 5}, "D": {"heroin": 6}}), None, "no unit in common"),
        (later({"heroin": 5}), ["bottom"], "bottom cannot be compared"),
    ],
)
def test_nothing_to_compare_is_told(edition: Index, codes: list[str] | None, told: str) -> None:
    with pytest.raises(ChainError, match=told):
        changes(EARLIER, edition, codes=codes)


def test_the_global_index_rose_more_than_its_published_means_say(shared: Path) -> None:
    known = read_editions(shared / "data" / "goci" / "global_oc_index.xlsx", load())
    found = changes(known["2021"], known["2023"], codes=["criminality"])
    rows = {row.unit: row for row in found.rows}
    # Published means 4.871 and 5.031; 5.097 on the fourteen components that both editions have.
    assert len(rows) == 193
    assert np.mean([row.change for row in rows.values()]) == pytest.approx(0.160, abs=5e-4)
    assert np.mean([row.like_for_like for row in rows.values()]) == pytest.approx(0.226, abs=5e-4)
    assert np.mean([row.linked for row in rows.values()]) == pytest.approx(5.097, abs=5e-4)
    # The index's own page tells +0.31 for Ukraine, although 6.48 - 6.18 is 0.30.
    assert rows["UKR"].change is not None
    assert round(rows["UKR"].change, 2) == 0.31
    assert len(found.new) == 6
    assert not found.gone
