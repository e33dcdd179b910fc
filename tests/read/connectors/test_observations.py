"""Plain tables in long form, as anybody may bring them."""

from pathlib import Path
from typing import Any

import pytest

from karaula.errors import KaraulaError
from karaula.evidence import Citation, Observation
from karaula.evidence.table import claims_from_table
from karaula.read.connectors import Dataset


def table(folder: Path, text: str, name: str = "t.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def observations(dataset: Dataset) -> list[tuple[Any, ...]]:
    """``(area, indicator, period, value, unit)`` of each claim."""
    found = claims_from_table("observation", dataset.claims["observation"])
    return [
        (*s.area, s.indicator, s.period, s.value, s.unit)
        for s in (claim.slots for claim in found)
        if isinstance(s, Observation)
    ]


SERBIA = ("SRB", "heroin_trade", "2023", 7.5, "score")


@pytest.mark.parametrize(
    "text",
    [
        "iso3,indicator,year,value\nSRB,heroin_trade,2023,7.5\n",
        'Country,Indicator,Edition,Value\nSerbia,Heroin trade,2023,"7,5"\n',
        "country;indicator;period;value\nSrbija;Heroin trade;2023;7,5\n",
        "Country\tIndicator\tYear\tValue\nСрбија\tHEROIN TRADE\t2023\t7,5\n",
        "area|indicator|period|value\nRS|heroin trade|2023|7.5\n",
        "Scores of one country\n\nvalue,year,indicator,country\n7.5,2023,heroin trade,SERBIA\n",
        "\ufeffiso3,indicator,year,value,unit\r\nSRB,heroin trade,2023,7.5,score\r\n",
    ],
)
def test_one_fact_in_many_shapes(text: str, tmp_path: Path, read: Any) -> None:
    assert observations(read(table(tmp_path, text))) == [SERBIA]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1250", "iso8859_2"])
def test_encodings_are_told_apart(encoding: str, tmp_path: Path, read: Any) -> None:
    text = "država,country,indicator,year,value\nžšć,Türkiye,heroin trade,2023,3.5\n"
    dataset = read(table(tmp_path, text, encoding=encoding))
    assert observations(dataset) == [("TUR", "heroin_trade", "2023", 3.5, "score")]


def test_a_workbook_in_long_form(book: Any, read: Any) -> None:
    header = ["Country", "Indicator", "Year", "Value"]
    dataset = read(book({"figures": [header, ["Serbia", "Heroin trade", 2023, 7.5]]}))
    assert observations(dataset) == [SERBIA]
    assert dataset.claims["observation"]["locator"].to_pylist() == ["figures!D2"]


def test_place_words_and_notes_are_kept(tmp_path: Path, read: Any) -> None:
    text = (
        "iso3;indicator;year;value;unit;source\n"
        "SRB;heroin trade;2023;7,5;score;https://example.org/a\n"
        "ALB;heroin trade;2023;6;;Yearbook, p. 4\n"
        "MNE;heroin trade;2023;6;;Yearbook, p. 4\n"
    )
    dataset = read(table(tmp_path, text))
    first, second, third = claims_from_table("observation", dataset.claims["observation"])
    assert (first.locator, first.quote, first.refs) == ("D2", "7,5", ("https://example.org/a",))
    assert isinstance(first.slots, Observation) and first.slots.raw_unit == "score"
    assert second.refs == third.refs == ("Yearbook, p. 4",)
    link, book_ = claims_from_table("citation", dataset.claims["citation"])
    assert link.slots == Citation(ref="https://example.org/a", url="https://example.org/a")
    assert (book_.quote, book_.locator) == ("Yearbook, p. 4", "F3")


@pytest.mark.parametrize(
    ("period", "read_as"),
    [
        ("2023", "2023"),
        ("2023-05", "2023-05"),
        ("2023-05-09", "2023-05-09"),
        ("2021-2023", "2021/2023"),
        ("2021–2023", "2021/2023"),
        ("2021/2023", "2021/2023"),
    ],
)
def test_periods(period: str, read_as: str, tmp_path: Path, read: Any) -> None:
    text = f"iso3,indicator,period,value\nSRB,heroin trade,{period},7.5\n"
    assert observations(read(table(tmp_path, text)))[0][2] == read_as


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Ruritania,heroin trade,2023,5,score", "no area is known as 'Ruritania'"),
        (",heroin trade,2023,5,score", "names no area"),
        ("Serbia,happiness,2023,5,score", "the indicator 'happiness' is not known"),
        ("Serbia,heroin trade,2023-13,5,score", "the period '2023-13' is not known"),
        ("Serbia,heroin trade,2023/2021,5,score", "the period '2023/2021' is not known"),
        ("Serbia,heroin trade,,5,score", "has no period"),
        ("Serbia,heroin trade,2023,5,furlong", "the unit 'furlong' is not known"),
        ("Serbia,heroin trade,2023,many,score", "'many' is no number"),
        ("Serbia,heroin trade,2023,,score", "a gap, not a zero"),
        ('Serbia,heroin trade,2023,"1,234",score', "'1,234' can be 1.234 or 1234"),
        ("Albania,heroin trade,2023,5,score", "state the same area, indicator, period and unit"),
    ],
)
def test_a_row_that_cannot_be_used_is_listed(
    row: str, reason: str, tmp_path: Path, read: Any
) -> None:
    text = (
        "country,indicator,year,value,unit\nAlbania,heroin trade,2023,5,score\n"
        f"Montenegro,heroin trade,2023,6,score\n{row}\n"
    )
    dataset = read(table(tmp_path, text))
    assert ("MNE", "heroin_trade", "2023", 6.0, "score") in observations(dataset)
    (item,) = dataset.unread
    assert reason in item.reason
    assert "4" in item.place or "column D" in item.place


def test_code_and_name_of_two_areas(tmp_path: Path, read: Any) -> None:
    text = (
        "iso3,country,indicator,year,value\nSRB,Albania,heroin trade,2023,5\n"
        "MNE,Montenegro,heroin trade,2023,5\n"
    )
    (item,) = read(table(tmp_path, text)).unread
    assert item.reason == "'SRB' and 'Albania' are two areas"


def test_an_unread_column_may_tell_doubled_rows_apart(tmp_path: Path, read: Any) -> None:
    text = (
        "country,indicator,year,value,sex\nSerbia,heroin trade,2023,5,men\n"
        "Serbia,heroin trade,2023,6,women\nAlbania,heroin trade,2023,6,all\n"
    )
    dataset = read(table(tmp_path, text))
    assert [row[0] for row in observations(dataset)] == ["ALB"]
    assert "the unread columns sex may tell them apart" in dataset.unread[-1].reason


def test_a_plain_table_states_no_full_list(tmp_path: Path, read: Any) -> None:
    text = "iso3,continent,indicator,year,value\nSRB,Europe,criminality,2023,6.22\n"
    dataset = read(table(tmp_path, text))
    assert dataset.claims["observation"]["lists"].to_pylist() == [[]]
    assert dataset.unread == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", "a,b\n1,2\n"),
        ("t.csv", "country,indicator,year,value\n"),
        ("t.csv", "country,indicator,year,value\nRuritania,heroin trade,2023,5\n"),
    ],
)
def test_a_table_without_anything_to_read(name: str, text: str, tmp_path: Path, read: Any) -> None:
    with pytest.raises(KaraulaError) as caught:
        read(table(tmp_path, text, name))
    assert name in str(caught.value) and "\n" not in str(caught.value)
