"""Layouts of spreadsheets: ``layouts.yml`` is for analysts to read and add to."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from karaula.errors import KaraulaError
from karaula.read.connectors import Dataset
from karaula.read.connectors.mapped import MappedConnector, Mapping
from karaula.vocabulary import load

from .conftest import source_of

Case = dict[str, Any]


class Plain(yaml.CSafeLoader):
    """Dates are text, as in cells that people typed."""


Plain.yaml_implicit_resolvers = {
    first: [one for one in resolvers if not one[0].endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
TOLD = yaml.load(Path(__file__).with_name("layouts.yml").read_bytes(), Loader=Plain)
CASES: dict[str, Case] = {case["why"]: case for case in TOLD["cases"]}


def written(case: Case, folder: Path) -> Path:
    """The file of a case."""
    if "text" in case:
        path = folder / "seizures.csv"
        path.write_bytes(case["text"].encode(case["encoding"]))
        return path
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in case["sheets"].items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell_of(cell) for cell in row])
        for cells in case.get("merged", {}).get(name, ()):
            sheet.merge_cells(cells)
        if name in case.get("hidden", ()):
            sheet.sheet_state = "hidden"
    path = folder / "seizures.xlsx"
    book.save(path)
    return path


def cell_of(cell: Any) -> Any:
    return datetime.fromisoformat(cell["date"]) if isinstance(cell, dict) else cell


def read(case: Case, path: Path) -> Dataset:
    mapping = Mapping.model_validate(TOLD["mapping"] | case.get("with", {}))
    return MappedConnector(mapping).read(path, source_of(path), load())


def seizure(row: dict[str, Any]) -> str:
    """A claim in the words of the table of layouts."""
    said = [*(row["area"] or "-"), row["date"], *row["substance"]]
    if row["quantity"] is not None:
        said += [f"{row['quantity']:g}", row["unit"]]
    said += [f"= {row['kg']:g}"] if row["kg"] is not None else []
    said += [f"{row['arrests']} arrested"] if row["arrests"] is not None else []
    said += [f"@ {row['place']}"] if row["place"] else []
    return f"{row['locator']}: {' '.join(said)}"


@pytest.mark.parametrize("why", [why for why in CASES if "error" not in CASES[why]])
def test_layouts(why: str, tmp_path: Path) -> None:
    case = CASES[why]
    dataset = read(case, written(case, tmp_path))
    claims = dataset.claims["incident"].to_pylist()  # type: ignore[union-attr]
    assert [seizure(row) for row in claims] == case["read"]
    refused = {row.place: row.reason for row in dataset.refused}
    expected = case.get("refused", {})
    assert refused.keys() == expected.keys()
    assert all(refused[place].startswith(reason) for place, reason in expected.items())
    told = "\n".join(f"{item.place}: {item.reason}" for item in dataset.unread)
    assert [part for part in case.get("told", ()) if part not in told] == []


@pytest.mark.parametrize("why", [why for why in CASES if "error" in CASES[why]])
def test_what_cannot_be_read_is_told(why: str, tmp_path: Path) -> None:
    case = CASES[why]
    with pytest.raises(KaraulaError) as error:
        read(case, written(case, tmp_path))
    assert case["error"] in str(error.value)
