"""Values divided by the size of their unit."""

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index import ChainError, Element, Index, Structure, Values

GAP = np.nan
STRUCTURE = Structure.of(
    [
        Element(code="cases", denominator="people", unit="cases"),
        Element(code="roads", denominator="area"),
        Element(code="score"),
    ]
)
VALUES = Values(
    units=("ALB", "BIH", "HRV", "TUR"),
    codes=("cases", "roads", "score"),
    data=np.array([[6.0, 1, 4], [GAP, 2, 1], [8, 3, 3], [90, 4, 2]]),
    denominators={
        "people": np.array([3.0, 3, 4, 85]), "area": np.array([28.0, 51, GAP, 783]),
    },
)  # fmt: skip
INDEX = Index(VALUES, STRUCTURE)


def test_each_by_its_own() -> None:
    found = index.denominate(INDEX).values
    assert found.column("cases") == pytest.approx([2, GAP, 2, 90 / 85], nan_ok=True)
    assert found.column("roads") == pytest.approx([1 / 28, 2 / 51, GAP, 4 / 783], nan_ok=True)
    assert found.column("score").tolist() == [4, 1, 3, 2]


def test_a_denominator_that_is_missing_leaves_a_gap_with_a_note() -> None:
    notes = [note for note in index.denominate(INDEX).notes if "gap" in note.text]
    assert [(note.code, note.unit, note.before) for note in notes] == [("roads", "HRV", 3.0)]
    assert notes[0].text == "a gap now, because area is missing"


def test_scaled() -> None:
    found = index.denominate(INDEX, scale={"people": 0.001})
    assert found.values.column("cases")[0] == 2000
    assert found.structure.elements["cases"].unit == "cases per people × 0.001"


def test_others_than_those_of_the_structure() -> None:
    found = index.denominate(INDEX, per={"cases": None, "score": "people"}).values
    assert found.column("cases")[0] == 6
    assert found.column("score")[0] == 4 / 3


def test_years_have_their_own_denominators() -> None:
    panel = Values(
        ("A", "B"), ("cases",), np.ones((2, 2, 1)), years=("2020", "2021"),
        denominators={"people": np.array([[1.0, 2], [4, 5]])},
    )  # fmt: skip
    found = index.denominate(Index(panel, Structure.of([STRUCTURE.elements["cases"]]))).values
    assert found.data[..., 0].tolist() == [[1, 0.5], [0.25, 0.2]]


def warnings(structure: Structure, data: list[list[float]], **settings: object) -> set:
    size = np.array([1.0, 2, 4, 8, 16])
    values = Values(tuple("ABCDE"), ("x",), np.array(data), denominators={"size": size})
    notes = index.denominate(Index(values, structure), **settings).notes
    return {(note.text.split(";")[0], note.code) for note in notes}


def test_a_result_that_still_goes_with_its_denominator_is_told() -> None:
    by_size = Structure.of([Element(code="x", denominator="size")])
    squares = [[1.0], [4], [16], [64], [256]]
    assert warnings(by_size, squares) == {("still goes with size (r = 1.00)", "x")}
    settled = [[1.0], [2.2], [3.6], [8.8], [16]]
    assert warnings(by_size, settled) == set()


def test_an_indicator_that_should_be_divided_is_told() -> None:
    values = Values(
        tuple("ABCDE"), ("x", "y"), np.array([[1.0, 3], [2, 1], [4, 4], [8, 1], [16, 5]]),
        denominators={"size": np.array([1.0, 2, 4, 8, 16]), "other": np.array([5.0, 1, 4, 2, 3])},
    )  # fmt: skip
    structure = Structure.of([Element(code="x"), Element(code="y", denominator="other")])
    notes = index.denominate(Index(values, structure)).notes
    assert ("x", "goes with size (r = 1.00); should it be divided?") in {
        (note.code, note.text) for note in notes
    }


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"per": {"score": "peple"}}, "there is no denominator peple; did you mean people"),
        ({"per": {"scor": "people"}}, "there is no indicator scor; did you mean score"),
        ({"scale": {"people": 0}}, "scale of people is 0; write a number above 0"),
        ({"scale": {"gdp": 2}}, "there is no denominator gdp"),
        ({"per": {"roads": None}, "scale": {"area": 2}}, "nothing is divided by area"),
        ({"per": {"roads": None, "cases": None}}, "no indicator has a denominator; name one"),
        ({"correlation": 7}, "correlation is 7; write a number above 0, at most 1"),
    ],
    ids=str,
)
def test_faults(settings: dict, message: str) -> None:
    with pytest.raises(ChainError, match=message):
        index.denominate(INDEX, **settings)


@pytest.mark.parametrize("wrong", [0.0, -1.0])
def test_a_size_that_cannot_be(wrong: float) -> None:
    values = Values(
        ("A", "B"), ("cases",), np.ones((2, 1)), denominators={"people": np.array([1.0, wrong])}
    )
    with pytest.raises(ChainError, match="people of B is 0 or less; correct it, or empty it"):
        index.denominate(Index(values, Structure.of([STRUCTURE.elements["cases"]])))
