"""Tables with a column for each year or drug: what is drafted for them, and what is then read."""

from pathlib import Path

import pytest

from karaula.errors import KaraulaError
from karaula.evidence import Source
from karaula.read.connectors import Dataset, draft, find
from karaula.read.connectors.mapped import mapping_beside
from karaula.vocabulary import load

Fact = tuple[str, str | None, str, str, float, str]


def drafted(tmp_path: Path, text: str, name: str = "table.csv") -> Path:
    """The table, with its draft beside it."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = draft(path, load())
    assert found is not None
    mapping_beside(path).write_text(found.text, encoding="utf-8")
    return path


def read(path: Path) -> Dataset:
    connector = find(path)
    assert connector is not None
    source = Source(source_id="a" * 16, sha256="a", name=path.name, title=path.stem)
    return connector.read(path, source, load())


def facts(dataset: Dataset) -> list[Fact]:
    """Indicator, substance, area, period, value and unit of each observation."""
    names = ("indicator", "substance", "area", "period", "value", "unit")
    rows = dataset.claims["observation"].to_pylist()
    return [
        tuple(row[name][0] if name == "area" else row[name] for name in names)  # type: ignore[misc]
        for row in rows
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "table.csv",
            "Heroin seizures (kg) by country\nCountry,2019,2020\nSerbia,100,120\nAlbania,20,..\n",
            [
                ("heroin_seized", "heroin", "SRB", "2019", 100, "kg"),
                ("heroin_seized", "heroin", "ALB", "2019", 20, "kg"),
                ("heroin_seized", "heroin", "SRB", "2020", 120, "kg"),
            ],
        ),
        (
            "zaplene droge.csv",
            "Zemlja;Heroin 2019 (kg);Heroin 2020 (kg);Kokain 2019 (kg);Kokain 2020 (kg)\n"
            "Srbija;100,5;120;30;-\n",
            [
                ("heroin_seized", "heroin", "SRB", "2019", 100.5, "kg"),
                ("heroin_seized", "heroin", "SRB", "2020", 120, "kg"),
                ("cocaine_seized", "cocaine", "SRB", "2019", 30, "kg"),
            ],
        ),
        (
            "drugs_seized.csv",
            "country,drug,2019 (kg),2020 (kg)\nSerbia,Heroin,1,2\nAlbania,Cocaine,3,4\n",
            [
                ("heroin_seized", "heroin", "SRB", "2019", 1, "kg"),
                ("cocaine_seized", "cocaine", "ALB", "2019", 3, "kg"),
                ("heroin_seized", "heroin", "SRB", "2020", 2, "kg"),
                ("cocaine_seized", "cocaine", "ALB", "2020", 4, "kg"),
            ],
        ),
        (
            "Seizures.csv",
            "Country,Year,Heroin (kg),Ecstasy (tablets)\nSerbia,2019,100,3000\n",
            [
                ("heroin_seized", "heroin", "SRB", "2019", 100, "kg"),
                ("mdma_seized", "mdma", "SRB", "2019", 3000, "tablet"),
            ],
        ),
        (
            "Seizures of drugs.csv",
            "Country,Year,Cocaine (kg),Cocaine (litres),Heroin (kg)\nSerbia,2019,100,3,7\n",
            [
                ("cocaine_seized", "cocaine", "SRB", "2019", 100, "kg"),
                ("cocaine_seized", "cocaine", "SRB", "2019", 3, "litre"),
                ("heroin_seized", "heroin", "SRB", "2019", 7, "kg"),
            ],
        ),
        (
            "homicide rate.csv",
            "Country,2019,2020\nSerbia,1.1,1.2\n",
            [
                ("homicide_rate", None, "SRB", "2019", 1.1, "per_100000"),
                ("homicide_rate", None, "SRB", "2020", 1.2, "per_100000"),
            ],
        ),
    ],
    ids=[
        "years, a drug in the title",
        "drugs and years",
        "drugs in rows",
        "drugs",
        "two of a drug",
        "an indicator",
    ],
)
def test_what_is_drafted_is_read(
    tmp_path: Path, name: str, text: str, expected: list[Fact]
) -> None:
    assert facts(read(drafted(tmp_path, text, name))) == expected


def test_each_figure_leads_to_its_cell(tmp_path: Path) -> None:
    text = "Seizures of heroin (kg)\nCountry,2019,2020\nSerbia,100,120\n"
    claims = read(drafted(tmp_path, text)).claims["observation"]
    assert claims["locator"].to_pylist() == ["B3", "C3"]
    assert claims["quote"].to_pylist() == ["100", "120"]


def test_what_no_column_tells_has_to_be_said(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Country,2019,2020\nSerbia,1,2\n", encoding="utf-8")
    found = draft(path, load())
    assert found is not None and found.open == ("indicator",)
    beside = mapping_beside(path)
    beside.write_text(found.text, encoding="utf-8")
    with pytest.raises(KaraulaError, match="indicator: say which one"):
        find(path)
    said = found.text.replace("indicator:  #", "indicator: homicide_rate #")
    beside.write_text(said, encoding="utf-8")
    assert [fact[:4] for fact in facts(read(path))] == [
        ("homicide_rate", None, "SRB", "2019"),
        ("homicide_rate", None, "SRB", "2020"),
    ]


def test_a_unit_that_no_label_tells_has_to_be_said(tmp_path: Path) -> None:
    path = tmp_path / "heroin_seized.csv"
    path.write_text("Country,2019,2020\nSerbia,1,2\n", encoding="utf-8")
    found = draft(path, load())
    assert found is not None and found.open == ("unit",)
    mapping_beside(path).write_text(found.text.replace("unit:  #", "unit: kg #"), encoding="utf-8")
    assert [fact[4:] for fact in facts(read(path))] == [(1, "kg"), (2, "kg")]


@pytest.mark.parametrize(
    "text",
    [
        "Country,Capital 2019,Capital 2020\nSerbia,Beograd,Beograd\n",
        "Name,2019,2020\nMarko,1,2\n",
        "Country,2019\nSerbia,1\n",
    ],
    ids=["words under years", "no areas", "one year"],
)
def test_other_tables_are_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    assert draft(path, load()) is None
