"""The example of the guide works as it is printed."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from karaula.evidence import Observation
from karaula.evidence.table import claims_from_table
from karaula.read.connectors import Connector, Facts, Peek
from karaula.vocabulary import load

from .conftest import source_of

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "add-a-connector.md"


def blocks(language: str) -> list[str]:
    text = GUIDE.read_text(encoding="utf-8")
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


@pytest.fixture
def connector(tmp_path: Path) -> Connector:
    """The connector of the guide, from its own words."""
    (tmp_path / "seized.yml").write_text(blocks("yaml")[0], encoding="utf-8")
    script = tmp_path / "seized.py"
    script.write_text(blocks("python")[0], encoding="utf-8")
    made = runpy.run_path(str(script))["CONNECTOR"]
    assert isinstance(made, Connector)
    return made


def test_the_example_reads_a_yearbook(connector: Connector, book: Any) -> None:
    path = book(
        {
            "table 3": [
                ["Seizures by country"],
                ["Year", "COUNTRY", "Heroin seized (kg)", "Cocaine seized (kg)", "Hashish"],
                [2022, "Serbia", 60.5, "1 200", 3],
                [2022, "Ruritania", 1, 1, 1],
                [2022, "Albania", None, 15, 1],
            ]
        }
    )
    assert connector.takes(Peek(path))
    dataset = connector.read(path, source_of(path), load())
    claims = claims_from_table("observation", dataset.claims["observation"])
    assert [
        (*s.area, s.substance, s.period, s.value, s.unit, claim.locator)
        for claim in claims
        if isinstance(s := claim.slots, Observation)
    ] == [
        ("SRB", "heroin", "2022", 60.5, "kg", "table 3!C3"),
        ("SRB", "cocaine", "2022", 1200.0, "kg", "table 3!D3"),
        ("ALB", "cocaine", "2022", 15.0, "kg", "table 3!D5"),
    ]
    assert {item.place for item in dataset.unread} == {
        "sheet table 3, row 1",
        "sheet table 3, column E 'Hashish'",
        "sheet table 3, row 4",
        "sheet table 3, column C",
    }
    assert dataset.source.publisher == "Adriatic Monitoring Centre"


def test_the_long_table_of_the_guide(tmp_path: Path, read: Any) -> None:
    path = tmp_path / "own.csv"
    path.write_text(blocks("csv")[0], encoding="utf-8")
    assert read(path).claims["observation"]["value"].to_pylist() == [7.5]


def test_the_guide_explains_every_fact() -> None:
    table = re.findall(r"(?m)^\| (`.*?) \|", GUIDE.read_text(encoding="utf-8"))
    explained = {word for cell in table for word in re.findall(r"`(\w+)`", cell)}
    assert set(Facts.model_fields) <= explained


def test_figures_by_area_and_period_need_no_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seized_by_sex.yml").write_text(blocks("yaml")[1], encoding="utf-8")
    (tmp_path / "seized_by_sex.py").write_text(blocks("python")[1], encoding="utf-8")
    made = runpy.run_path(str(tmp_path / "seized_by_sex.py"))["CONNECTOR"]
    path = book(
        {
            "table 3": [
                ["Year", "Country", "Sex", "Heroin seized (kg)", "Victims"],
                [2022, "Serbia", "All", 60.5, 40],
                [2022, "Serbia", "Women", None, 31],
                [2022, "Albania", "All", "..", 12],
                [2022, "Europe", "All", 900, 800],
                [2022, "Greece", "Others", 1, 1],
            ]
        }
    )
    assert made.takes(Peek(path))
    dataset = made.read(path, source_of(path), load())
    assert [
        (*row["area"], row["indicator"], row["value"], row["breakdown"])
        for row in dataset.claims["observation"].to_pylist()
    ] == [
        ("SRB", "heroin_seized", 60.5, []),
        ("SRB", "trafficking_victims_detected", 40.0, []),
        ("SRB", "trafficking_victims_detected", 31.0, ["sex=female"]),
        ("ALB", "trafficking_victims_detected", 12.0, []),
    ]
    told = " ".join(item.reason for item in dataset.unread)
    assert "Europe is a region" in told and "'Others' is not known" in told
