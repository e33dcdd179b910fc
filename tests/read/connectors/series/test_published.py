"""The published data sets as they are: rows, areas and years, and what others made of them."""

import csv
import re
from functools import cache
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from karaula.evidence import Source, content_id
from karaula.read.connectors import find
from karaula.vocabulary import load

Row = dict[str, Any]
SEE = ("ALB", "BIH", "BGR", "GRC", "HRV", "MNE", "MKD", "ROU", "SRB", "SVN", "TUR")
NOTE = "is read without"
"""A reason that is a note on rows that are read."""


@cache
def read(path: Path) -> tuple[str, list[Row], list[str]]:
    connector = find(path)
    assert connector is not None
    source_id, sha256 = content_id(path.read_bytes())
    source = Source(source_id=source_id, sha256=sha256, name=path.name, title=path.name)
    found = connector.read(path, source, load())
    wanted = ("indicator", "area", "period", "value", "unit", "substance", "breakdown", "locator")
    rows = found.claims["observation"].select(wanted).to_pylist()
    return connector.name, rows, [f"{item.place}: {item.reason}" for item in found.unread]


def rows_read(rows: list[Row]) -> set[int]:
    """Numbers of the rows whose cells are quoted."""
    cells = (cell for row in rows for cell in re.split(r"[+;]", row["locator"]))
    return {int(re.sub(r"\D", "", cell)) for cell in cells}


def rows_listed(unread: list[str]) -> int:
    """How many rows are listed as not read."""
    total = 0
    for line in unread:
        place = re.search(r"rows? ([\d, ]+?)(?: and ([\d,]+) more)?(?::|$)", line)
        if place is not None and NOTE not in line:
            total += len(place[1].split(", ")) + int((place[2] or "0").replace(",", ""))
    return total


@pytest.mark.parametrize(
    ("file", "connector", "size"),
    [
        ("wdr_annex_2018_2022/seizures.csv", "wdr_seizures", 10_941),
        ("wdr_annex_2018_2022/prices.csv", "wdr_prices", 4_646),
        ("cocaine_national_1996_2019/cocaine_kg.csv", "cocaine_national", 2_974),
        ("unodc_glotip/glotip_2025-04-14.csv.gz", "unodc_glotip", 58_769),
        ("unodc_firearms/iafq_2025-05-12.csv.gz", "unodc_firearms", 16_710),
        ("unodc_cts/violent_sexual_crime_2025-06-02.csv.gz", "unodc_cts", 27_872),
        ("unodc_cts/corruption_economic_crime_2024-05-16.csv.gz", "unodc_cts", 22_754),
        ("unodc_sdg/homicide_per_100k.csv", "unodc_sdg", 9_636),
        ("unodc_sdg/bribery.csv", "unodc_sdg", 382),
        ("unodc_sdg/trafficking_victims.csv.gz", "unodc_sdg", 37_712),
        ("unodc_sdg/unsentenced.csv.gz", "unodc_sdg", 5_696),
        ("unodc_sdg/arms_traced.csv", "unodc_sdg", 120),
        ("unodc_sdg/illicit_flows.csv", "unodc_sdg", 48),
        ("unodc_sdg/drug_treatment.csv", "unodc_sdg", 1_852),
        ("wdi/gdp_current_usd.csv", "wdi_gdp", 13_979),
        ("wdi/population.csv", "wdi_population", 17_195),
    ],
)
def test_every_row_is_read_or_listed(shared: Path, file: str, connector: str, size: int) -> None:
    name, rows, unread = read(shared / "data" / file)
    assert name == connector
    assert len(rows_read(rows)) + rows_listed(unread) == size


@pytest.mark.parametrize(
    ("file", "connector", "first", "last", "areas"),
    [
        ("wdr_annex_2018_2022/seizures.csv", "wdr_seizures", "2018", "2022", 156),
        ("wdr_annex_2018_2022/prevalence.csv", "wdr_prevalence", "1999", "2023", 145),
        ("cocaine_national_1996_2019/cocaine_kg.csv", "cocaine_national", "1996", "2019", 187),
        ("unodc_glotip/glotip_2025-04-14.csv.gz", "unodc_glotip", "2003", "2022", 198),
        ("unodc_firearms/iafq_2025-05-12.csv.gz", "unodc_firearms", "2004", "2024", 119),
        ("wgi/wgi_1996_2023.csv", "wgi", "1996", "2023", 214),
        ("cpi/cpi_1995_2017_wide.csv", "cpi", "1995", "2017", 188),
        ("cpi/cpi_2023.csv", "cpi", "2023", "2023", 180),
        ("vdem/vdem_democracy_1990_2024.csv", "vdem", "1990", "2024", 175),
        ("vdem/political_corruption_1990_2022.csv", "vdem_corruption", "1990", "2022", 175),
        ("panel/panel_country_year.csv", "panel", "1996", "2024", 233),
    ],
)
def test_years_and_areas(
    shared: Path, file: str, connector: str, first: str, last: str, areas: int
) -> None:
    name, rows, _ = read(shared / "data" / file)
    assert name == connector
    periods = {row["period"] for row in rows}
    assert (min(periods), max(periods)) == (first, last)
    assert len({row["area"][0] for row in rows}) == areas


def test_world_sums_of_heroin_and_cocaine(shared: Path) -> None:
    _, rows, _ = read(shared / "data/wdr_annex_2018_2022/seizures.csv")

    def tonnes(substance: str, year: int) -> float:
        amounts = [
            row["value"]
            for row in rows
            if row["substance"] == substance and row["period"] == str(year) and not row["breakdown"]
        ]
        return round(fsum(amounts) / 1000, 1)

    assert [tonnes("heroin", year) for year in range(2018, 2023)] == [
        95.3, 97.7, 113.7, 111.6, 75.5,
    ]  # fmt: skip
    assert (round(tonnes("cocaine", 2018)), round(tonnes("cocaine", 2022))) == (1257, 2014)


def test_years_of_south_eastern_europe_in_the_annex(shared: Path) -> None:
    _, rows, _ = read(shared / "data/wdr_annex_2018_2022/seizures.csv")
    years = {area: sorted({int(r["period"]) for r in rows if r["area"] == [area]}) for area in SEE}
    every = [2018, 2019, 2020, 2021, 2022]
    assert years.pop("ALB") == [2018, 2019, 2021, 2022]
    assert years.pop("BIH") == [2018, 2019, 2021, 2022]
    assert years.pop("MKD") == [2018, 2019, 2022]
    assert all(found == every for found in years.values())
    assert not any(row["area"] == ["XKX"] for row in rows)


@pytest.mark.parametrize(
    ("column", "substance"),
    [
        ("cocaine_kg_annex", "cocaine"),
        ("heroin_kg_annex", "heroin"),
        ("cannabis_herb_kg_annex", "cannabis_herb"),
        ("cannabis_resin_kg_annex", "cannabis_resin"),
        ("meth_kg_annex", "methamphetamine"),
        ("amphetamine_kg_annex", "amphetamine"),
    ],
)
def test_totals_agree_with_an_independent_panel(shared: Path, column: str, substance: str) -> None:
    _, rows, _ = read(shared / "data/wdr_annex_2018_2022/seizures.csv")
    ours = {
        (row["area"][0], row["period"]): row["value"]
        for row in rows
        if row["substance"] == substance and not row["breakdown"]
    }
    with (shared / "data/panel/panel_country_year.csv").open(encoding="utf-8") as file:
        theirs = {
            (row["iso3"], row["year"]): float(row[column])
            for row in csv.DictReader(file)
            if row[column]
        }
    assert ours.keys() == theirs.keys()
    # The panel is rounded to five decimals.
    assert all(ours[key] == pytest.approx(theirs[key], abs=6e-6) for key in ours)


def test_years_of_homicide_rates_in_the_region(shared: Path) -> None:
    _, rows, _ = read(shared / "data/unodc_sdg/homicide_per_100k.csv")
    years: dict[str, set[str]] = {}
    for row in rows:
        if not row["breakdown"] and "2005" <= row["period"] <= "2024":
            years.setdefault(row["area"][0], set()).add(row["period"])
    known = dict.fromkeys(("ALB", "BGR", "HRV", "GRC", "ROU", "SRB", "SVN"), 19)
    known |= {"MKD": 18, "BIH": 17, "MNE": 17, "TUR": 16, "XKX": 14}
    assert {area: len(years[area]) for area in known} == known


def test_the_governance_indicators_have_no_odd_years(shared: Path) -> None:
    _, rows, _ = read(shared / "data/wgi/wgi_1996_2023.csv")
    assert not {"1997", "1999", "2001"} & {row["period"] for row in rows}
    assert {row["area"][0] for row in rows} >= {"XKX", "ROU", "AND", "TLS", "COD", "PSE", *SEE}


def test_wholes_are_stated_once_an_area_and_year(shared: Path) -> None:
    for file in (
        "wdr_annex_2018_2022/seizures.csv",
        "unodc_glotip/glotip_2025-04-14.csv.gz",
        "unodc_firearms/iafq_2025-05-12.csv.gz",
        "wgi/wgi_1996_2023.csv",
        "cpi/cpi_1995_2017_wide.csv",
        "unodc_sdg/homicide_per_100k.csv",
    ):
        _, rows, _ = read(shared / "data" / file)
        keys = [
            (r["indicator"], *r["area"], r["period"], r["unit"]) for r in rows if not r["breakdown"]
        ]
        assert len(keys) == len(set(keys)), file
