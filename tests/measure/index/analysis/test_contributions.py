"""What the parts of a score add to it."""

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index.analysis import AnalysisError, contributions


def made(method: str = "arithmetic", available: float = 1.0) -> index.Index:
    structure = index.Structure.of([
        index.Element(code="one", parent="top"), index.Element(code="two", parent="top", weight=3),
        index.Element(code="top"),
    ])  # fmt: skip
    data = np.array([[4.0, 8], [2, np.nan]])
    values = index.Values(("A", "B"), ("one", "two"), data)
    return index.aggregate(index.Index(values, structure), method=method, available=available)


def test_parts_add_up_to_the_score() -> None:
    found = {one.code: (one.share, one.value, one.adds) for one in contributions(made(), "A")}
    assert found == {"one": (0.25, 4, 1), "two": (0.75, 8, 6)}


def test_a_part_that_is_missing_adds_nothing_and_the_others_take_its_share() -> None:
    one, two = contributions(made(available=0.5), "B")
    assert (one.share, one.adds) == (1, 2)
    assert (two.share, two.value, two.adds) == (0, None, None)


def test_parts_of_another_mean_do_not_add_up() -> None:
    with pytest.raises(AnalysisError, match="top is made by geometric"):
        contributions(made("geometric"), "A")
    with pytest.raises(AnalysisError, match="one has no parts"):
        contributions(made(), "A", "one")
