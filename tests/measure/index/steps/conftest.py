"""The reference index with what others made of it at every step, and small tables."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from karaula.measure.index.chain import Index
from karaula.measure.index.structure import Element, Structure
from karaula.measure.index.values import Array, Values

DENOMINATORS = ("Area", "Energy", "GDP", "Population")
Read = Callable[[str], Values]


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def numbers(table: Sequence[dict[str, str]], codes: Sequence[str]) -> Array:
    """Columns as numbers; ``Inf`` is infinite, as its authors wrote it."""
    return np.array([[float(row[c] or "nan") if row[c] != "NA" else np.nan for c in codes]
                     for row in table])  # fmt: skip


@pytest.fixture(scope="session")
def folder(shared: Path) -> Path:
    """Folder of the reference index: 51 countries, 49 indicators, four levels."""
    found = shared / "data" / "coinr_asem"
    if not found.is_dir():
        pytest.skip("the reference index is not beside this checkout")
    return found


@pytest.fixture(scope="session")
def reference(folder: Path) -> Read:
    """A table that others computed, such as ``stages/stage_treated``."""

    def read(name: str) -> Values:
        table = rows(folder / f"{name}.csv")
        codes = [code for code in table[0] if code not in ("uCode", "Rank")]
        return Values(tuple(row["uCode"] for row in table), tuple(codes), numbers(table, codes))

    return read


def elements(folder: Path) -> Structure:
    """The structure of the reference index."""
    return Structure.of(
        Element(
            code=row["iCode"],
            parent=row["Parent"] or None,
            weight=float(row["Weight"]),
            direction=int(row["Direction"]),
            denominator=row["Denominator"] or None,
            target=float(row["Target"]) if row["Target"] else None,
        )
        for row in rows(folder / "input" / "asem_imeta.csv")
        if row["Type"] in ("Indicator", "Aggregate")
    )


@pytest.fixture(scope="session")
def asem(folder: Path) -> Index:
    """The reference index before any step."""
    structure = elements(folder)
    table = rows(folder / "input" / "asem_idata.csv")
    values = Values(
        tuple(row["uCode"] for row in table),
        structure.indicators,
        numbers(table, structure.indicators),
        groups={"EurAsia_group": tuple(row["EurAsia_group"] for row in table)},
        denominators={name: numbers(table, (name,))[:, 0] for name in DENOMINATORS},
    )
    return Index(values, structure)


@pytest.fixture(scope="session")
def asem_panel(folder: Path) -> Index:
    """Five years of the reference index."""
    structure = elements(folder)
    table = rows(folder / "input" / "asem_idata_panel.csv")
    years = tuple(sorted({row["Time"] for row in table}))
    units = tuple(sorted({row["uCode"] for row in table}))
    table.sort(key=lambda row: (row["Time"], row["uCode"]))
    shape = (len(years), len(units), -1)
    values = Values(
        units,
        structure.indicators,
        numbers(table, structure.indicators).reshape(shape),
        years,
        groups={"EurAsia_group": tuple(row["EurAsia_group"] for row in table[: len(units)])},
        denominators={n: numbers(table, (n,)).reshape(shape)[..., 0] for n in DENOMINATORS},
    )
    return Index(values, structure)


Table = Callable[..., Values]


@pytest.fixture
def table() -> Table:
    """A table of columns by code, rows A, B, C …"""

    def make(**columns: Sequence[float | None]) -> Values:
        data = np.array([[np.nan if v is None else v for v in c] for c in columns.values()]).T
        return Values(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(data)]), tuple(columns), data)

    return make
