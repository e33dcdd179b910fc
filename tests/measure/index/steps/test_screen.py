"""Units and indicators that lack too much."""

from pathlib import Path

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index import ChainError, Element, Index, Structure, Values

GAP = np.nan
STRUCTURE = Structure.of(Element(code=code) for code in "abcd")
INDEX = Index(
    Values(
        units=("ALB", "BIH", "HRV", "TUR"),
        codes=tuple("abcd"),
        data=np.array(
            [[1, 2, 3, 4], [1, 0, GAP, 4], [0, 0, 0, GAP], [GAP, GAP, GAP, 4]], dtype=float
        ),
    ),
    STRUCTURE,
)


@pytest.mark.parametrize(
    ("settings", "units", "codes"),
    [
        ({"available": 1}, "ALB", "abcd"),
        ({"available": 0.75}, "ALB BIH HRV", "abcd"),
        ({"available": 0.25}, "ALB BIH HRV TUR", "abcd"),
        ({"non_zero": 0.6}, "ALB BIH TUR", "abcd"),  # BIH has 2 of 3 known values that are not 0
        ({"available": 0.75, "non_zero": 0.6}, "ALB BIH", "abcd"),
        ({"available": 1, "keep": ["TUR"]}, "ALB TUR", "abcd"),
        ({"available": 0, "drop": ["ALB"]}, "BIH HRV TUR", "abcd"),
        ({"drop": ["ALB"]}, "BIH HRV TUR", "abcd"),
        ({"indicators": 0.75}, "ALB BIH HRV TUR", "abd"),
        ({"indicators_non_zero": 0.5}, "ALB BIH HRV TUR", "acd"),
        # TUR has one value of four, but one of three indicators that are left
        ({"indicators": 0.75, "available": 0.3}, "ALB BIH HRV TUR", "abd"),
    ],
    ids=str,
)
def test_what_stays(settings: dict, units: str, codes: str) -> None:
    found = index.screen(INDEX, **settings)
    assert " ".join(found.values.units) == units
    assert "".join(found.values.codes) == "".join(found.structure.elements) == codes


def test_what_went_is_told_with_its_share() -> None:
    (one, two) = index.screen(INDEX, available=0.75, drop=["ALB"]).notes
    assert (one.unit, one.text) == ("ALB", "left out, as asked")
    assert (two.unit, two.before) == ("TUR", 0.25)
    assert two.text == "left out: 25.0% of its values are available, 75.0% are asked for"


def test_a_share_that_is_met_exactly_is_enough() -> None:
    # 0.9 of ten is nine, whatever floats make of it.
    data = np.ones((2, 10))
    data[0, 0] = GAP
    values = Values(("A", "B"), tuple("abcdefghij"), data)
    assert index.screen(values, available=0.9).values.units == ("A", "B")


def test_years_of_a_panel_count_together() -> None:
    data = np.ones((2, 2, 2))
    data[0, 0] = GAP
    panel = Values(("A", "B"), ("x", "y"), data, years=("2020", "2021"))
    assert index.screen(panel, available=0.5).values.units == ("A", "B")
    assert index.screen(panel, available=0.51).values.units == ("B",)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "nothing is asked for; give one of available"),
        ({"available": 90}, "available is 90; write a share from 0 to 1"),
        ({"available": 1, "keep": "ALB"}, r"keep is one text; write a list: \[ALB\]"),
        ({"available": 1, "keep": ["X"]}, "there is no unit X"),
        ({"drop": ["ALB"], "keep": ["ALB"]}, "ALB is to be kept and dropped; decide"),
        ({"indicators": 1, "indicators_non_zero": 1}, "screen leaves no indicator"),
        ({"available": 1, "drop": ["ALB"]}, "screen leaves no unit; ask for less"),
    ],
    ids=str,
)
def test_faults(settings: dict, message: str) -> None:
    with pytest.raises(ChainError, match=message):
        index.screen(INDEX, **settings)


def test_the_published_availability(shared: Path) -> None:
    """Share of values and of values that are not 0, for all 51 units of the reference data."""
    folder = shared / "data" / "coinr_asem"
    structure = index.read_structure(folder / "input" / "asem_imeta.csv")
    values = index.read_values(folder / "input" / "asem_idata.csv", structure)
    told = index.read_values(folder / "analysis" / "data_availability_raw.csv")
    whole = index.screen(Index(values, structure), available=1, non_zero=1, keep=values.units)
    for note in whole.notes:
        column = "Dat_Avail" if "available" in note.text else "Non_Zero"
        expected = told.column(column)[told.units.index(note.unit or "")]
        assert note.before == pytest.approx(expected, abs=1e-12)
    lacking = int((told.column("Dat_Avail") < 1).sum() + (told.column("Non_Zero") < 1).sum())
    assert len(whole.notes) == lacking
