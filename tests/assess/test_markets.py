"""The markets of a country in open figures: each has its row, whatever is known of it."""

import shutil
from types import SimpleNamespace
from typing import Any

import pytest

from karaula.assess import verify
from karaula.assess.report import Report, Section, Table, words
from karaula.evidence import Claim, Observation
from karaula.vocabulary import load

from .conftest import Hub, source, write


def cell(indicator: str, value: float, period: str, at: str, **slots: Any) -> Claim:
    unit = slots.pop("unit", "kg")
    seen = Observation(
        indicator=indicator, value=value, unit=unit, area=("ALB",), period=period, **slots
    )
    return Claim(
        slots=seen,
        source_id=ANNEX.source_id,
        method="connector:annex@1",
        quote=f"{value:g}",
        locator=at,
        credibility=3,
    )


ANNEX = source("annex.csv", b"annex", title="Annex of seizures", reliability="B")


@pytest.fixture(scope="module")
def annexed(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> tuple[Hub, Report]:
    """The small lake with a data set of figures beside it."""
    folder = tmp_path_factory.mktemp("annexed") / "lake"
    shutil.copytree(hub.folder, folder)
    cells = [
        cell("heroin_seized", 12, "2018", "I2", low=11.5, high=12.5),
        cell("heroin_seized", 31, "2021", "I3", low=30.5, high=31.5),
        cell("trafficking_victims_detected", 5, "2021", "L4", unit="count", qualifier="less_than"),
        cell(
            "trafficking_victims_detected", 40, "2021", "L5", unit="count", breakdown=("age=0-17",)
        ),
        *(cell("gdp", 1e9 + n, str(1960 + n), f"D{n + 9}", unit="usd") for n in range(60)),
    ]
    write(folder, ANNEX, cells)
    made = Hub(folder, SimpleNamespace(name="Test hub 7", region="WB.six"), load())
    return made, made.report()


def rows(report: Report, area: str) -> dict[str, list[str]]:
    """Cells of the table of markets, by market."""
    part: Section = next(item for item in report.sections if item.anchor == f"area-{area}")
    tables = [block for block in part.blocks if isinstance(block, Table)]
    table = next(t for t in tables if words(t.columns[0].runs) == "Market")
    return {words(r.cells[0]): [words(c) for c in r.cells[1:]] for r in table.rows}


def test_every_market_has_a_row_in_every_country(annexed: tuple[Hub, Report]) -> None:
    names = [market.name for market in load().markets.values()]
    for area in ("ALB", "SRB", "XKX"):
        assert list(rows(annexed[1], area)) == names


def test_a_figure_stands_with_its_bounds_its_year_and_its_gaps(annexed: tuple[Hub, Report]) -> None:
    figures, gaps = rows(annexed[1], "ALB")["Heroin"]
    assert figures.startswith("Heroin seized: 31.0 (30.5–31.5)\u00a0kg, 2021")
    assert gaps == "Heroin seized: 2019 to 2020"


def test_a_masked_count_is_said_to_be_one_and_a_part_is_no_whole(
    annexed: tuple[Hub, Report],
) -> None:
    figures, _ = rows(annexed[1], "ALB")["Human trafficking"]
    assert figures.startswith("Detected victims of trafficking in persons: less than 5, 2021")
    assert "40" not in figures


def test_a_market_without_figures_says_why(annexed: tuple[Hub, Report]) -> None:
    found = rows(annexed[1], "ALB")
    assert found["Tobacco and other excisable goods"][0].startswith("no open data. No open data")
    assert found["Firearms"][0].startswith("not at hand. ")
    assert rows(annexed[1], "SRB")["Heroin"][0].startswith("not at hand. ")


def test_the_cells_of_a_data_set_are_not_told_one_by_one(annexed: tuple[Hub, Report]) -> None:
    part = next(item for item in annexed[1].sections if item.anchor == "area-ALB")
    told = " ".join(words(getattr(block, "runs", ())) for block in part.blocks)
    assert "Gross domestic product" not in told and "1,000,000,001" not in told


def test_every_printed_figure_is_bound(annexed: tuple[Hub, Report]) -> None:
    hub, report = annexed
    verify(report, hub.lake)


def test_a_hub_without_open_figures_has_no_such_table(report: Report) -> None:
    part = next(item for item in report.sections if item.anchor == "area-ALB")
    heads = [words(b.columns[0].runs) for b in part.blocks if isinstance(b, Table)]
    assert "Market" not in heads


def test_the_report_is_the_same_twice(annexed: tuple[Hub, Report]) -> None:
    assert annexed[0].report() == annexed[1]
