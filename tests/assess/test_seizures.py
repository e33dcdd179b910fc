"""Seizures and routes in the report: cases beside documents, each figure read again."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest

from karaula.assess import UnboundFigure, verify
from karaula.assess.chart import specification
from karaula.assess.chart import table as table_of
from karaula.assess.report import Count, Paragraph, Report, Table, Years, parts, words
from karaula.evidence import Leg
from karaula.evidence.seizure import SCHEMA
from karaula.lake.write import write_table
from karaula.vocabulary import load

from .conftest import Hub, Text, source, write

ROUTES = """Cocaine is shipped from Ecuador to Albania. Heroin is smuggled from Serbia to Croatia.
Heroin is sent from Montenegro to Albania.
"""
# area, year, substance, kilograms, what they rest on, departure, destination, copy
SEIZED = (
    ("ALB", 2018, "cocaine", 600.0, "mass", "ECU", None, 0),
    ("ALB", 2018, "cocaine", 601.0, "mass", "ECU", None, 3),
    ("ALB", 2021, "cocaine", 200.0, "mass", "ECU", "XKX", 0),
    ("ALB", 2021, "heroin", 4.5, "mass", None, None, 0),
    ("ALB", 2021, "heroin", 90.0, "volume", None, None, 0),
    ("MNE", 2021, "cannabis_herb", 10.0, "mass", None, "ALB", 0),
    ("USA", 2019, "cocaine", 17900.0, "mass", None, None, 0),
)
GROUPS = {"cocaine": "cocaine", "heroin": "opioids", "cannabis_herb": "cannabis"}


CASES = source("cases.csv", b"cases", title="Table of seizures")


def seizures() -> pa.Table:
    rows: list[dict[str, Any]] = [
        {
            "claim_id": f"c{place}", "source_id": CASES.source_id, "origin": "dataset",
            "area": area, "date_low": date(year, 1, 1), "date_high": date(year, 12, 31),
            "substance": substance, "drug_group": GROUPS[substance], "kg": kg, "kg_basis": basis,
            "departure": departure, "destination": destination, "flags": [], "event": f"e{place}",
            "copy": copy,
        }
        for place, (area, year, substance, kg, basis, departure, destination, copy)
        in enumerate(SEIZED)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=SCHEMA)


@pytest.fixture(scope="module")
def seized(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    folder: Path = tmp_path_factory.mktemp("seized") / "lake"
    told = Text(source("routes.txt", b"routes", title="On routes"), ROUTES)
    legs = [
        told.claim(Leg(market=market, origin=(start,), destination=(end,)), quote)
        for market, start, end, quote in (
            ("cocaine", "ECU", "ALB", "from Ecuador to Albania"),
            ("heroin", "SRB", "HRV", "from Serbia to Croatia"),
            ("heroin", "MNE", "ALB", "from Montenegro to Albania"),
        )
    ]
    write(folder, told, legs)
    write(folder, CASES, [])
    write_table(folder / "seizures.parquet", seizures())
    return Hub(folder, SimpleNamespace(name="Seized", region="WB.six"), load())


@pytest.fixture(scope="module")
def report(seized: Hub) -> Report:
    return seized.report()


def table(report: Report, anchor: str, start: str) -> list[list[str]]:
    (section,) = (one for one in report.sections if one.anchor == anchor)
    (found,) = (
        block for block in section.blocks
        if isinstance(block, Table) and words(block.caption).startswith(start)
    )  # fmt: skip
    return [[words(cell) for cell in row.cells] for row in found.rows]


def test_areas_stand_side_by_side_and_repeats_do_not_count(report: Report) -> None:
    rows = {row[0]: row[1:] for row in table(report, "seizures", "Single seizures")}
    assert rows["Albania"] == ["4", "805", "75 %"]
    assert rows["Montenegro"] == ["1", "10", "100 %"]
    assert rows["Serbia"] == ["no data", "–", "–"]
    assert rows["All"] == ["5", "815", "74 %"]


def test_only_what_was_weighed_adds_up(report: Report) -> None:
    rows = {row[0]: row[1:] for row in table(report, "area-ALB", "Single seizures")}
    known = load().drug_groups
    assert rows[known["opioids"].name] == ["2", "4.5", "100 %"]
    assert rows["All"] == ["4", "805", "75 %"]


def chart(report: Report, anchor: str) -> Years:
    (section,) = (one for one in report.sections if one.anchor == anchor)
    (found,) = (block for block in section.blocks if isinstance(block, Years))
    return found


@pytest.mark.parametrize(
    ("anchor", "label", "counts"),
    [
        ("seizures", "Albania", [1, None, None, 3]),
        ("seizures", "Montenegro", [None, None, None, 1]),
        ("seizures", "Serbia", [None, None, None, None]),
        ("area-ALB", load().drug_groups["cocaine"].name, [1, None, None, 1]),
        ("area-ALB", load().drug_groups["opioids"].name, [None, None, None, 2]),
    ],
)
def test_years_are_drawn_each_with_its_count(
    report: Report, anchor: str, label: str, counts: list[int | None]
) -> None:
    drawn = chart(report, anchor)
    assert drawn.years == (2018, 2019, 2020, 2021)
    (row,) = (row for row in drawn.rows if row.label == label)
    assert [one and one.value for one in row.counts] == counts


def test_a_chart_of_years_names_its_sources_and_its_gaps(report: Report) -> None:
    made = specification(chart(report, "seizures"))
    assert made["usermeta"]["source"] == "Table of seizures"
    assert "Serbia" in made["usermeta"]["gaps"] and "Albania" not in made["usermeta"]["gaps"]
    assert "Albania 2 of 4 years" in made["description"]
    told, _ = table_of(chart(report, "area-MNE"))
    assert [[words(cell) for cell in row.cells] for row in told.rows] == [
        [load().drug_groups["cannabis"].name, "1"]
    ]


def test_a_count_under_a_year_of_another_is_refused(seized: Hub, report: Report) -> None:
    drawn = chart(report, "seizures")
    (row,) = (row for row in drawn.rows if row.label == "Albania")
    moved = replace(drawn, rows=(replace(row, counts=(*row.counts[1:], row.counts[0])),))
    first, *rest = report.sections
    with pytest.raises(UnboundFigure, match="no count of that year"):
        verify(replace(report, sections=(replace(first, blocks=(moved,)), *rest)), seized.lake)


def test_cases_stand_beside_documents(report: Report) -> None:
    assert table(report, "area-ALB", "Ways in and out") == [
        ["Cocaine", "Ecuador", "Albania", "2", "–", "S1", "supported"],
        ["Cocaine", "Albania", "Kosovo", "–", "1", "–", "–"],
        ["Cannabis", "Montenegro", "Albania", "–", "1", "–", "–"],
        ["Heroin", "Montenegro", "Albania", "–", "–", "S1", "cannot tell"],
    ]


def test_enforcement_is_named_under_every_table_of_seizures(report: Report) -> None:
    for anchor in ("seizures", "area-ALB", "area-MNE"):
        (section,) = (one for one in report.sections if one.anchor == anchor)
        said = [words(block.runs) for block in section.blocks if isinstance(block, Paragraph)]
        assert any("enforcement and luck" in line for line in said), anchor


def test_what_is_printed_is_that_of_the_lake(seized: Hub, report: Report) -> None:
    verify(report, seized.lake)


@pytest.mark.parametrize("kind", ["count", "sum", "share"])
def test_a_false_figure_is_refused(seized: Hub, report: Report, kind: str) -> None:
    counts = [part for part, _ in parts(report) if isinstance(part, Count)]
    (count, *_) = (
        one for one in counts
        if one.table == "seizures" and (one.adds is not None, one.share)
        == {"count": (False, False), "sum": (True, False), "share": (True, True)}[kind]
    )  # fmt: skip
    false = Paragraph(runs=(replace(count, value=count.value * 1.01),))
    first, *rest = report.sections
    changed = replace(first, blocks=(*first.blocks, false))
    with pytest.raises(UnboundFigure):
        verify(replace(report, sections=(changed, *rest)), seized.lake)


def test_a_hub_without_seizures_says_nothing_of_them(hub: Hub) -> None:
    report = hub.report()
    assert "seizures" not in {section.anchor for section in report.sections}
    assert not any(
        isinstance(block, Table) and words(block.caption).startswith("Ways in and out")
        for section in report.sections
        for block in section.blocks
    )
