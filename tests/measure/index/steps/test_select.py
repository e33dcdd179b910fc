"""Which elements, units and years stay."""

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index import ChainError, Element, Index, Structure, Values

STRUCTURE = Structure.of(
    [
        Element(code="a", parent="left"),
        Element(code="b", parent="right"),
        Element(code="c", parent="right"),
        Element(code="left", parent="top"),
        Element(code="right", parent="top"),
        Element(code="top"),
    ]
)
PANEL = Index(
    Values(
        units=("ALB", "BIH", "TUR"),
        codes=("a", "b", "c"),
        data=np.arange(18.0).reshape(2, 3, 3),
        years=("2020", "2021"),
        groups={"continent": ("Europe", "Europe", "Asia")},
        denominators={"people": np.arange(6.0).reshape(2, 3), "area": np.arange(3.0)},
    ),
    STRUCTURE,
)


@pytest.mark.parametrize(
    ("settings", "codes", "units", "years"),
    [
        ({"drop": ["a"]}, "bc", "ALB BIH TUR", "2020 2021"),
        ({"keep": ["b"]}, "b", "ALB BIH TUR", "2020 2021"),
        ({"keep": ["right"]}, "bc", "ALB BIH TUR", "2020 2021"),
        ({"keep": ["right"], "drop": ["c"]}, "b", "ALB BIH TUR", "2020 2021"),
        ({"drop_units": ["BIH"]}, "abc", "ALB TUR", "2020 2021"),
        ({"keep_units": ["TUR", "ALB"]}, "abc", "ALB TUR", "2020 2021"),
        ({"where": {"continent": "Europe"}}, "abc", "ALB BIH", "2020 2021"),
        ({"where": {"continent": ["Asia", "Europe"]}}, "abc", "ALB BIH TUR", "2020 2021"),
        ({"drop_years": ["2020"]}, "abc", "ALB BIH TUR", "2021"),
        ({"keep_years": ["2020"], "drop_units": ["ALB"]}, "abc", "BIH TUR", "2020"),
    ],
    ids=str,
)
def test_what_stays(settings: dict, codes: str, units: str, years: str) -> None:
    found = index.select(PANEL, **settings)
    values = found.values
    assert "".join(values.codes) == codes
    assert " ".join(values.units) == units
    assert " ".join(values.years or ()) == years
    assert set(found.structure.indicators) == set(codes)
    rows = [PANEL.values.units.index(unit) for unit in values.units]
    assert values.data.shape == values.shape
    assert values.denominators["area"].tolist() == [float(row) for row in rows]


def test_what_went_is_noted() -> None:
    found = index.select(PANEL, drop=["a"], drop_units=["TUR"], drop_years=["2020"])
    gone = {note.code or note.unit or note.year for note in found.notes}
    assert gone == {"a", "left", "TUR", "2020"}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"drop": ["z"]}, "there is no element z; there is a, b, c"),
        ({"drop": ["top"]}, "no indicator is left; keep at least one"),
        ({"drop": "a"}, r"drop is one text; write a list: \[a\]"),
        ({"drop_units": ["AL"]}, "there is no unit AL; did you mean ALB"),
        ({"keep_units": []}, "no unit is left"),
        ({"keep_years": ["1999"]}, "there is no year 1999"),
        ({"where": {"contnent": "Asia"}}, "there is no grouping contnent; did you mean continent"),
        ({"where": {"continent": "Asi"}}, "there is no group of continent Asi; did you mean Asia"),
    ],
    ids=str,
)
def test_faults(settings: dict, message: str) -> None:
    with pytest.raises(ChainError, match=message):
        index.select(PANEL, **settings)


def test_faults_are_told_at_once() -> None:
    with pytest.raises(ChainError) as caught:
        index.select(PANEL, drop_units=["X"], drop_years=["Y"], where={"Z": "z"})
    assert "3 faults" in str(caught.value)


def test_elements_are_not_dropped_when_they_count_already() -> None:
    with pytest.raises(ChainError, match="aggregated already; select them before aggregate"):
        index.select(index.aggregate(PANEL), drop=["a"])
