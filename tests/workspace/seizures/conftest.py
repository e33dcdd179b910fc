"""Seizures of our own, opened without a hub."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis
import pytest

from karaula.evidence.seizure import FLAGS, PAIRS, TOTALS
from karaula.vocabulary import load
from karaula.workspace.seizures import Opened
from tests.measure.seizures.test_duplicates import row, table


def rows() -> list[dict[str, Any]]:
    """Serbia reports 2012 and 2014, Bulgaria 2012 to 2014; a text tells of Kosovo."""
    made = []
    for area, year, count in (("SRB", 2012, 30), ("SRB", 2014, 30), ("BGR", 2012, 40),
                              ("BGR", 2013, 44), ("BGR", 2014, 40)):  # fmt: skip
        for number in range(count):
            day = date(year, 1, 1) + timedelta(days=number * 365 // count)
            made.append(row(
                len(made), area=area, date_low=day, kg=1.0 + number, kg_basis="mass",
                place="Horgoš" if area == "SRB" else "Kalotina", transport="commercial_road",
                hiding="vehicle", installation="border", source_id="s1",
            ))  # fmt: skip
    made[0] |= {"kg": 900.0, "amount": 900.0, "flags": ["weight_scale"]}
    made[1] |= {"copy": 1, "event": made[2]["event"]}
    made[3] |= {"kg": None, "kg_basis": None, "unit": "tablet", "measure": "count", "amount": 70.0}
    made.append(row(
        900, area="XKX", origin="text", locator=None, source_id="s2", kg=None, kg_basis=None,
        substance="cocaine", drug_group="cocaine", amount=None, unit=None, measure=None,
    ))  # fmt: skip
    return made


@pytest.fixture(scope="session")
def opened() -> Opened:
    engine = ibis.duckdb.connect()
    seizures = table(rows())
    pair = {"kept": "c00002", "repeat": "c00001", "level": 1, "linked": True, "by": "equal",
            "chance": 0.01, "agree": ["place"], "differ": ["kg"],
            "why": "equal in all"}  # fmt: skip
    apart = pair | {"kept": "c00009", "repeat": "c00008", "linked": False, "chance": 0.4}
    flag = {"claim_id": "c00000", "code": "weight_scale", "value": 900.0, "usual": 15.0,
            "other": None, "why": "900 kg, where the middle one weighs 15 kg"}  # fmt: skip
    total = {"area": "SRB", "year": 2012, "substance": "heroin", "national_kg": 500.0,
             **{f"{n}_kg": 1000.0 for n in ("rows", "exact", "place", "events")},
             **{f"{n}_ratio": 2.0 for n in ("rows", "exact", "place", "events")},
             "seizures": 29, "largest_kg": 900.0, "largest_claim": "c00000",
             "reading": "above the national total", "claims": ["n1"]}  # fmt: skip
    import pyarrow as pa

    tables = {
        "seizures": seizures,
        "pairs": pa.Table.from_pylist([pair, apart], schema=PAIRS),
        "flags": pa.Table.from_pylist([flag], schema=FLAGS),
        "totals": pa.Table.from_pylist([total], schema=TOTALS),
    }
    made = {name: engine.create_table(name, one, temp=True) for name, one in tables.items()}
    return Opened(
        **made, vocabulary=load(), place=Path("a-hub"), source="A table of our own",
        documents={"s1": "police.csv", "s2": "report.md"}, region="WB.six",
    )  # fmt: skip
