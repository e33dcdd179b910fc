"""Sets of weights, for all elements or one level."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index import ChainError, Element, Index, Structure, Values

STRUCTURE = Structure.of(
    [
        Element(code="a", parent="p", weight=3),
        Element(code="b", parent="p"),
        Element(code="c", parent="q", weight=2),
        Element(code="d", parent="q"),
        Element(code="p", parent="top", weight=5),
        Element(code="q", parent="top"),
        Element(code="top"),
    ]
)
DATA = np.array([[1.0, 2, 3, 9], [2, 4, 1, 4], [3, 5, 2, 8], [4, 9, 9, 1], [5, 8, 7, 2]])
INDEX = Index(Values(tuple("ABCDE"), tuple("abcd"), DATA), STRUCTURE)
FIRST = {"a": 3, "b": 1, "c": 2, "d": 1, "p": 5, "q": 1}


def weights(item: Index) -> Mapping[str, float]:
    elements = item.structure.elements
    return {code: elements[code].weight for code in FIRST}


@pytest.mark.parametrize(
    ("settings", "changed"),
    [
        ({"weights": {"a": 7, "q": 0}}, {"a": 7, "q": 0}),
        ({"weights": {"a": 7}, "level": 1}, {"a": 7}),
        ({"method": "equal"}, dict.fromkeys(FIRST, 1)),
        ({"method": "equal", "level": 1}, dict.fromkeys("abcd", 1)),
        ({"method": "equal", "level": 2}, {"p": 1, "q": 1}),
        ({"method": "equal", "level": [1, 2]}, dict.fromkeys(FIRST, 1)),
        ({"method": "original"}, {}),
    ],
    ids=str,
)
def test_what_changes(settings: dict, changed: dict[str, float]) -> None:
    found = index.weight(INDEX, **settings)
    assert weights(found) == {**FIRST, **changed}
    told = {note.code: note.after for note in found.notes}
    assert told == {code: to for code, to in changed.items() if to != FIRST[code]}


def test_the_scores_follow() -> None:
    equal = index.aggregate(index.weight(INDEX, method="equal", level=1))
    assert equal.values.column("p")[0] == 1.5
    assert equal.values.column("top")[0] == pytest.approx((5 * 1.5 + 6) / 6)


def test_back_to_the_first_after_two_others() -> None:
    other = index.weight(index.weight(INDEX, method="equal"), weights={"a": 9})
    assert weights(index.weight(other, method="original")) == FIRST
    partly = index.weight(other, method="original", level=2)
    assert weights(partly) == {**dict.fromkeys(FIRST, 1), "a": 9, "p": 5}


def test_noise_is_the_same_for_the_same_seed() -> None:
    one, two = (index.weight(INDEX, method="noisy", noise=0.2, seed=4) for _ in range(2))
    assert weights(one) == weights(two) != FIRST
    assert all(abs(weights(one)[code] / first - 1) <= 0.2 for code, first in FIRST.items())
    assert weights(one) != weights(index.weight(INDEX, method="noisy", noise=0.2, seed=5))


def test_components_of_one_level() -> None:
    from karaula.measure.index import analysis

    found = index.weight(INDEX, method="pca", level=1, squared=True)
    asked = analysis.principal_weights(index.aggregate(INDEX), ["p", "q"], squared=True)
    assert weights(found) == {**FIRST, **asked}


def test_optimised_on_the_reference(shared: Path) -> None:
    """Weights of the two sub-indices, optimised for equal correlation, as published."""
    pytest.importorskip("scipy")
    folder = shared / "data" / "coinr_asem"
    structure = index.read_structure(folder / "input" / "asem_imeta.csv")
    stage = index.read_values(folder / "stages" / "stage_normalised.csv", structure)
    # The stage is turned by its directions already.
    start = Index(stage, replace(structure, directed=True))
    settings = {"method": "optimised", "level": 3, "correlation": "pearson"}
    found = index.weight(start, **settings).structure
    assert found.share("Conn") == pytest.approx(0.3902439, abs=0.01)
    assert found.share("Sust") == pytest.approx(0.6097561, abs=0.01)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "weights are missing; give a number for each code, or method equal or original"),
        ({"weights": {"z": 1}}, "there is no element z"),
        ({"weights": {"a": -1}}, "weight of a is -1; write a number from 0 up"),
        ({"weights": {"a": float("nan")}}, "weight of a is nan"),
        ({"weights": {"a": 0, "b": 0}}, "all parts of p have the weight 0"),
        ({"weights": {"p": 2}, "level": 1}, "p is at level 2, which is not to change"),
        ({"method": "equal", "level": 4}, "there is no level 4; levels are 1, 2, 3"),
        ({"method": "equal", "noise": 0.1}, "there is no setting of equal noise"),
        ({"method": "eqal"}, "there is no method to weight eqal; did you mean equal"),
    ],
    ids=str,
)
def test_faults(settings: dict, message: str) -> None:
    with pytest.raises((index.StructureError, ChainError), match=message):
        index.weight(INDEX, **settings)


def test_weights_after_aggregate_would_change_nothing() -> None:
    with pytest.raises(ChainError, match="weight comes after aggregate, where it changes nothing"):
        index.weight(index.aggregate(INDEX), method="equal")
