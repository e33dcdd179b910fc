"""Tables that are too long for memory: the same claims and refusals, in bounded memory."""

import pickle
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from karaula.lake.spool import GrowingTable, Spool, SpooledTable
from karaula.lake.write import SourceTables, unique_claims, write_source
from karaula.read.connectors import Dataset, Refused, RefusedRows
from karaula.read.connectors.mapped import MappedConnector, Mapping, table
from karaula.read.connectors.rows import TextRows
from karaula.vocabulary import load

from .conftest import source_of

MAPPING = Mapping.model_validate(
    {
        "kind": "incident",
        "columns": {
            "area": ["Country"],
            "date": ["Date"],
            "substance": ["Drug"],
            "quantity": ["Amount"],
            "unit": ["Unit"],
            "place": ["Place"],
        },
    }
)
ROWS = 30_000


@pytest.fixture(scope="module")
def long_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table with a quote in its middle that is never closed, and rows that cannot be read."""
    path = tmp_path_factory.mktemp("long") / "seizures.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Country,Date,Drug,Amount,Unit,Place\n")
        for n in range(ROWS):
            day = (
                "31.02.2020" if n % 1000 == 7 else f"{2010 + n % 9}-{1 + n % 12:02}-{1 + n % 28:02}"
            )
            place = '"Horgoš, never closed' if n == ROWS // 2 else f'"Horgoš, lane {n}"'
            amount = "a lot" if n % 1000 == 9 else f"{n % 700}.{n % 89:02}"
            file.write(f"Serbia,{day},Heroin,{amount},kg,{place}\n")
    return path


@pytest.fixture
def little_memory(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Little is held at a time; the bytes that Arrow held whenever claims were added."""
    held: list[int] = []

    class Watched(GrowingTable):
        def add(self, rows: pa.Table) -> None:
            super().add(rows)
            held.append(pa.total_allocated_bytes())

    monkeypatch.setattr(table, "TextRows", partial(TextRows, piece=2**15))
    monkeypatch.setattr(table, "HELD_BYTES", 2**18)
    monkeypatch.setattr(
        "karaula.read.connectors.mapped.connector.GrowingTable", partial(Watched, held=2**18)
    )
    return held


def read(path: Path) -> Dataset:
    return MappedConnector(MAPPING).read(path, source_of(path), load())


def test_a_long_table_gives_what_a_short_one_gives(
    long_table: Path, request: pytest.FixtureRequest
) -> None:
    whole = read(long_table)
    request.getfixturevalue("little_memory")
    parts = read(long_table)
    held, spooled = whole.claims["incident"], parts.claims["incident"]
    assert isinstance(held, pa.Table) and isinstance(spooled, SpooledTable)
    assert held.num_rows == spooled.num_rows == ROWS - 61
    assert spooled.to_table().equals(held)
    assert list(parts.refused) == list(whole.refused)
    assert parts.unread == whole.unread


def test_each_refused_row_is_told_with_its_reason(long_table: Path) -> None:
    dataset = read(long_table)
    assert len(dataset.refused) == 61
    by_reason: dict[str, list[Refused]] = {}
    for row in dataset.refused:
        by_reason.setdefault(row.reason, []).append(row)
    assert {reason: len(rows) for reason, rows in by_reason.items()} == {
        "'31.02.2020' is no date": 30,
        "'a lot' is no amount": 30,
        "a quote is opened and not closed": 1,
    }
    (broken,) = by_reason["a quote is opened and not closed"]
    assert broken.place == f"row {ROWS // 2 + 2}"
    assert broken.text.endswith('"Horgoš, never closed')


def test_memory_does_not_grow_with_the_table(long_table: Path, little_memory: list[int]) -> None:
    before = pa.total_allocated_bytes()
    read(long_table)
    quarter = len(little_memory) // 4
    assert quarter > 5
    first, last = max(little_memory[:quarter]), max(little_memory[-quarter:])
    assert last - before < 1.5 * (first - before) + 2**20


@pytest.mark.usefixtures("little_memory")
def test_what_is_written_is_the_same(long_table: Path, tmp_path: Path) -> None:
    dataset = read(long_table)
    empty = pa.table({})
    tables = SourceTables(
        source=dataset.source,
        text=None,
        passages=empty,
        unread=empty,
        claims=dataset.claims,
        refused=dataset.refused.spool,
    )
    write_source(tmp_path, tables, {"key": "k"})
    folder = tmp_path / "sources" / dataset.source.source_id
    written = pq.read_table(folder / "claims-incident.parquet")
    expected = unique_claims("incident", dataset.claims["incident"])
    assert unique_claims("incident", written).equals(expected)
    assert (folder / "refused.csv").read_text("utf-8").count("\n") == 62


def test_a_temporary_file_goes_with_its_last_holder() -> None:
    first = Spool()
    path = first.path
    path.write_bytes(b"x")
    second: Any = pickle.loads(pickle.dumps(first))
    del first
    assert second.path == path and path.is_file()
    del second
    assert not path.exists()


def test_thousands_of_reasons_do_not_fill_what_is_told() -> None:
    refused = RefusedRows()
    refused.add(Refused(f"row {n}", f"{n} is no date", "x") for n in range(3000))
    assert len(refused) == 3000 == len(list(refused))
    assert len(refused.reasons) == 1001
    assert refused.reasons["other reasons"][1] == 2000


def test_small_tables_are_held() -> None:
    growing = GrowingTable(pa.schema([("a", pa.int64())]))
    growing.add(pa.table({"a": [1, 2]}))
    growing.add(pa.table({"a": [3]}))
    assert growing.finished().to_pydict() == {"a": [1, 2, 3]}  # type: ignore[union-attr]
