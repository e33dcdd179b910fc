"""The reference index of the field, read from its files, and a small one to check by hand."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from karaula.measure.index.chain import Index, Stage, run
from karaula.measure.index.step import Step
from karaula.measure.index.structure import Element, Structure
from karaula.measure.index.values import Values


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def number(cell: str) -> float:
    """A cell of the reference; an empty one and NA are gaps."""
    return float(cell) if cell not in ("", "NA") else np.nan


@pytest.fixture(scope="session")
def asem(shared: Path) -> Path:
    """Folder of the reference index: 51 countries, 49 indicators, and what others computed."""
    folder = shared / "data" / "coinr_asem"
    if not folder.is_dir():
        pytest.skip("the reference index is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def asem_structure(asem: Path) -> Structure:
    """Its 60 elements on four levels."""
    return Structure.of(
        Element(
            code=row["iCode"],
            name=row["iName"],
            parent=row["Parent"] or None,
            weight=float(row["Weight"]),
            direction=int(row["Direction"]),
            unit=row["Unit"] or None,
            denominator=row["Denominator"] or None,
        )
        for row in rows(asem / "input" / "asem_imeta.csv")
        if row["Type"] in ("Indicator", "Aggregate")
    )


@pytest.fixture(scope="session")
def asem_values(asem: Path) -> Callable[[str], Values]:
    """Values after a stage of the reference: raw, treated, normalised, aggregated."""
    given = {row["uCode"]: row for row in rows(asem / "input" / "asem_idata.csv")}

    def read(stage: str) -> Values:
        table = rows(asem / "stages" / f"stage_{stage}.csv")
        codes = tuple(name for name in table[0] if name != "uCode")
        data = [[number(row[code]) for code in codes] for row in table]
        units = tuple(row["uCode"] for row in table)
        return Values(
            units,
            codes,
            np.array(data),
            groups={"continent": tuple(given[unit]["EurAsia_group"] for unit in units)},
            denominators={
                name: np.array([number(given[unit][name]) for unit in units])
                for name in ("Area", "Energy", "GDP", "Population")
            },
        )

    return read


@pytest.fixture(scope="session")
def asem_index(
    asem_structure: Structure, asem_values: Callable[[str], Values]
) -> Callable[[str], Index]:
    """The reference index as it stood after a stage."""
    verbs = ("normalise", "aggregate")
    stages = ("normalised", "aggregated")

    def build(stage: str) -> Index:
        if stage not in stages:
            return Index(asem_values(stage), asem_structure)
        turned = replace(asem_structure, directed=True)
        taken = tuple(
            Stage(step=Step(verb=verb), values=asem_values(name), structure=turned)
            for verb, name in zip(verbs, stages[: stages.index(stage) + 1], strict=False)
        )
        return Index(asem_values("raw"), asem_structure, taken)

    return build


@pytest.fixture
def toy() -> Index:
    """Six units, two pillars of two and three indicators; less is better in ``debt``."""
    structure = Structure.of(
        [
            Element(code="roads", parent="links", name="Roads"),
            Element(code="ports", parent="links", name="Ports"),
            Element(code="schools", parent="people", name="Schools"),
            Element(code="clinics", parent="people", name="Clinics"),
            Element(code="debt", parent="people", name="Debt", direction=-1, unit="% of GDP"),
            Element(code="links", parent="whole", name="Links"),
            Element(code="people", parent="whole", name="People", weight=3),
            Element(code="whole", name="Whole"),
        ]
    )
    gap = np.nan
    data = np.array(
        [
            # roads ports schools clinics debt
            [1.0, 2.0, 9.0, 0.0, 40.0],
            [2.0, 4.0, 7.0, 0.0, 10.0],
            [3.0, 6.0, 5.0, 0.0, 20.0],
            [4.0, 8.0, 3.0, 0.0, 50.0],
            [5.0, 10.0, 1.0, 1.0, 30.0],
            [6.0, gap, 1.0, gap, 30.0],
        ]
    )
    values = Values(
        ("A", "B", "C", "D", "E", "F"),
        ("roads", "ports", "schools", "clinics", "debt"),
        data,
        groups={"region": ("north", "north", "north", "south", "south", None)},
    )
    return Index(values, structure)


@pytest.fixture
def scored(toy: Index) -> Index:
    """The small index without its gaps, from 0 to 100 and aggregated."""
    complete = toy.raw.of_units(["A", "B", "C", "D", "E"])
    steps = (Step(verb="normalise"), Step(verb="aggregate"))
    return run(Index(complete, toy.original), steps)
