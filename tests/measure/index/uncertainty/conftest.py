"""Small indices to follow by hand, and the reference index of the field under its choices."""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index import uncertainty
from karaula.measure.index.uncertainty import Choice


@pytest.fixture
def goods() -> index.Index:
    """Six units, four indicators in two pillars, five steps; one value is missing."""
    structure = index.Structure.of([
        index.Element(code="roads", parent="trade"),
        index.Element(code="ports", parent="trade", weight=2),
        index.Element(code="waste", parent="nature", direction=-1),
        index.Element(code="woods", parent="nature"),
        index.Element(code="trade", parent="all"),
        index.Element(code="nature", parent="all"),
        index.Element(code="all"),
    ])  # fmt: skip
    data = np.array([
        [3.0, 10, 5, 2], [4, 20, 6, 7], [9, 15, 1, 3],
        [1, 90, 2, np.nan], [6, 35, 8, 4], [5, 12, 3, 9],
    ])  # fmt: skip
    values = index.Values(
        tuple("ABCDEF"), structure.indicators, data, groups={"side": tuple("eeewww")}
    )
    made = index.impute(index.Index(values, structure), method="mean")
    made = index.treat(made, method="winsorise", most=1)
    made = index.normalise(made, method="min_max", low=1, high=100)
    return index.aggregate(made)


@pytest.fixture
def scored() -> index.Index:
    """Expert scores of five units, gathered and nothing else."""
    structure = index.Structure.of(
        [index.Element(code=code, parent="crime") for code in ("arms", "drugs", "fraud")]
        + [index.Element(code="crime")],
        scale=index.Scale(low=1, high=10, step=0.5),
    )
    data = np.array([[9.0, 8, 9.5], [7, 7.5, 7], [7, 7, 7.5], [3, 2, 1], [10, 10, 10]])
    return index.aggregate(index.Index(index.Values(tuple("ABCDE"), structure.indicators, data),
                                       structure))  # fmt: skip


@pytest.fixture(scope="session")
def folder(shared: Path) -> Path:
    """Folder of the reference index: 51 countries, 49 indicators, four levels."""
    found = shared / "data" / "coinr_asem"
    if not found.is_dir():
        pytest.skip("the reference index is not beside this checkout")
    return found


@pytest.fixture(scope="session")
def asem(folder: Path) -> index.Index:
    """The reference index with the six steps of its authors."""
    structure = index.read_structure(folder / "input" / "asem_imeta.csv")
    values = index.read_values(folder / "input" / "asem_idata.csv", structure)
    made = index.denominate(index.Index(values, structure))
    made = index.impute(made, method="group_mean", by="EurAsia_group")
    made = index.screen(made, available=0.9)
    made = index.treat(made, method="winsorise_then_log", most=5)
    made = index.normalise(made, method="min_max", low=0, high=100)
    return index.aggregate(made)


@pytest.fixture(scope="session")
def choices(folder: Path) -> Mapping[str, Choice]:
    """The four choices of its authors, with their hundred sets of weights."""
    sets: dict[str, dict[str, float]] = {}
    with (folder / "sensitivity" / "noisy_weights_100.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            sets.setdefault(row["set"], {})[row["iCode"]] = float(row["Weight"])
    return {
        "Winmax": uncertainty.one_of("treat", most=(1, 2, 3, 4, 5)),
        "Normalisation": uncertainty.Settings(
            step="normalise",
            alternatives=(
                {"method": "min_max", "low": 1, "high": 100},
                {"method": "z_score", "mean": 10, "sd": 2},
            ),
        ),
        "Weights": uncertainty.WeightSets(sets=tuple(sets.values())),
        "Aggregation": uncertainty.one_of("aggregate", method=("arithmetic", "geometric")),
    }
