"""Seizures made some claims at a time are those made of all claims together."""

from pathlib import Path

import ibis
import pyarrow.parquet as pq
import pytest

from karaula.evidence.event import SCHEMA as EVENTS
from karaula.evidence.table import claims_table, schema
from karaula.measure.seizures import seizures
from karaula.measure.seizures.once import counted_once
from karaula.vocabulary import load
from karaula.workspace.seizures import making
from tests.measure.seizures.test_table import row


@pytest.mark.parametrize("part", [1, 7, 1000])
def test_parts_make_what_the_whole_makes(
    part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Days of January to April that only stand for months: no part of them tells that alone.
    told = claims_table(
        "incident",
        [row(n, date=f"2014-{1 + n % 4:02}-01", quantity=1.0 + n // 4) for n in range(20)],
    )
    monkeypatch.setattr(making, "PART", part)
    vocabulary = load()
    held = ibis.duckdb.connect().create_table("claims", told, temp=True)
    made = making.normalised(held, vocabulary, EVENTS.empty_table())
    whole = seizures(told, vocabulary)
    assert set(whole["date_precision"].to_pylist()) == {"month"}
    assert pq.read_table(made.path).cast(whole.schema).equals(whole)
    none = schema("observation").empty_table()
    once = counted_once(making.compared(made), none, vocabulary)
    making.write_counted(tmp_path / "seizures.parquet", made, once)
    written = pq.read_table(tmp_path / "seizures.parquet").cast(whole.schema)
    assert written.equals(counted_once(whole, none, vocabulary).seizures)
