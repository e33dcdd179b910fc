"""Traps of seizure tables and what becomes of them: ``traps.csv`` is for analysts to read and add
to. Rows of one ``table`` stand in one file, every other row in a file of its own."""

import csv
import io
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from karaula.evidence import Source
from karaula.measure.seizures import seizures
from karaula.read.connectors.mapped import MappedConnector, Mapping
from karaula.vocabulary import load

WRITTEN = ("country", "date", "drug", "amount", "unit", "hiding", "transport")
MAPPING = Mapping.model_validate(
    {
        "kind": "incident",
        "columns": {
            "area": ["country"],
            "date": ["date"],
            "substance": ["drug"],
            "quantity": ["amount"],
            "unit": ["unit"],
            "concealment": ["hiding"],
            "transport": ["transport"],
        },
        "missing": ["Unknown"],
    }
)


def traps() -> dict[str, list[dict[str, str]]]:
    path = Path(__file__).with_name("traps.csv")
    tables: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            tables[row["table"] or row["why"]].append(row)
    return tables


def test_every_trap_has_its_own_words() -> None:
    rows = [row["why"] for table in traps().values() for row in table]
    assert len(rows) == len(set(rows)) > 50


@pytest.mark.parametrize("rows", traps().values(), ids=traps().keys())
def test_traps(rows: list[dict[str, str]], tmp_path: Path) -> None:
    text = io.StringIO()
    # A sound row of its own keeps the file readable where its only other row is refused.
    sound = ["Serbia", "2014-06-05", "Heroin", "7", "kg", "", ""]
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([WRITTEN, *([row[name] for name in WRITTEN] for row in rows), sound])
    path = tmp_path / "traps.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    source = Source(source_id="0" * 16, sha256="0", name=path.name, title="traps")
    dataset = MappedConnector(MAPPING).read(path, source, load())
    refused = {row.place: row.reason for row in dataset.refused}
    table = seizures(dataset.claims["incident"], load())
    found = {row["locator"]: row for row in table.to_pylist()}
    for number, expected in enumerate(rows, 2):
        place = f"row {number}"
        assert (place in refused) == (place not in found)
        if expected["refused"]:
            assert refused[place].startswith(expected["refused"])
        else:
            assert told(found[place]) == {
                name: value for name, value in expected.items() if name in told(found[place])
            }


def told(row: dict[str, object]) -> dict[str, str]:
    """A row of the seizures table in the words of the table of traps."""
    names = {
        "area": "area", "from": "date_low", "to": "date_high", "precision": "date_precision",
        "substance": "substance", "group": "drug_group", "measure": "measure", "kg": "kg",
        "low": "kg_low", "high": "kg_high", "basis": "kg_basis", "doses": "doses",
    }  # fmt: skip
    flags = row["flags"]
    assert isinstance(flags, list)
    return {name: written(row[column]) for name, column in names.items()} | {
        "flags": " ".join(flags)
    }


def written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.12g}"
    return value.isoformat() if isinstance(value, date) else str(value)
