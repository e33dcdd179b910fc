"""A file of facts is checked as a whole, and a new one needs no code."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from karaula.errors import KaraulaError
from karaula.evidence import Source, content_id
from karaula.read.connectors import find
from karaula.read.connectors.connector import TableConnector
from karaula.read.connectors.series import DATA, load_series, series
from karaula.read.connectors.series.facts import Column, SeriesFacts
from karaula.read.connectors.series.reshape import reshape
from karaula.vocabulary import load

YEARBOOK = """
name: yearbook
version: 1
covers: {years: 2020 to 2022, areas: three}
takes: {columns: [[country], [year], [seized]]}
columns: {country: [Country], year: [Year], seized: [Cigarettes seized], sex: [Sex]}
area: {name: country}
parts: {sex: {column: sex, values: {all: null, women: female}}}
indicator: cigarettes_seized
unit: cigarette
repeats: {rule: RULE}
figures: [{column: seized, factor: 1000}]
"""


def facts(tmp_path: Path, **changes: Any) -> SeriesFacts:
    said = yaml.safe_load(YEARBOOK.replace("RULE", changes.pop("rule", "none"))) | changes
    path = tmp_path / "yearbook.yml"
    path.write_text(yaml.safe_dump(said), encoding="utf-8")
    return load_series(path)


def read(tmp_path: Path, known: SeriesFacts, *rows: str) -> tuple[list[Any], list[str]]:
    path = tmp_path / "table.csv"
    path.write_text("\n".join(["Country,Year,Cigarettes seized,Sex", *rows]), encoding="utf-8")
    source_id, sha256 = content_id(path.read_bytes())
    source = Source(source_id=source_id, sha256=sha256, name=path.name, title=path.name)
    found = TableConnector(known, reshape).read(path, source, load())
    claims = found.claims.get("observation")
    told = [f"{item.place}: {item.reason}" for item in found.unread]
    return claims.to_pylist() if claims is not None else [], told


def test_a_data_set_of_ones_own_needs_a_file_and_no_code(tmp_path: Path) -> None:
    rows, told = read(tmp_path, facts(tmp_path), "Serbia,2020,7,all", "Serbia,2020,2,women")
    assert [(r["value"], r["unit"], r["breakdown"]) for r in rows] == [
        (7000.0, "cigarette", []),
        (2000.0, "cigarette", ["sex=female"]),
    ]
    assert (rows[0]["quote"], rows[0]["method"]) == ("7", "connector:yearbook@1")
    assert told == []


@pytest.mark.parametrize(
    ("rule", "values", "told"),
    [
        ("none", [], "none is read"),
        ("each", [7000.0, 9000.0], "counts once"),
        ("largest", [9000.0], "beside a larger total"),
        ("add", [16000.0], "counts once"),
    ],
)
def test_several_rows_of_one_thing_follow_the_rule(
    tmp_path: Path, rule: str, values: list[float], told: str
) -> None:
    rows = ("Serbia,2020,7,all", "Serbia,2020,9,all", "Serbia,2020,7,all", "Albania,2020,1,all")
    found, unread = read(tmp_path, facts(tmp_path, rule=rule), *rows)
    assert [row["value"] for row in found if row["area"] == ["SRB"]] == values
    assert any(told in line for line in unread)


@pytest.mark.parametrize("rule", ["none", "each", "largest", "add"])
def test_the_same_row_twice_counts_once_under_every_rule(tmp_path: Path, rule: str) -> None:
    rows = ("Serbia,2020,7,all", "Serbia,2020,7,all")
    found, unread = read(tmp_path, facts(tmp_path, rule=rule), *rows)
    assert [(row["value"], row["locator"]) for row in found] == [(7000.0, "C2")]
    assert any("row 3" in line and "counts once" in line for line in unread)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"figures": []}, "at least one column"),
        ({"figures": [{"column": "seized", "label": "x"}]}, "either a column or a pattern"),
        ({"figures": [{"column": "seized", "error": "sex"}]}, "needs the level"),
        ({"figures": [{"column": "sized"}]}, "no column is for figures: sized"),
        ({"period": ["when"]}, "no column is for period: when"),
        ({"area": {}}, "give the column of codes"),
        ({"repeats": {"rule": "guess"}}, "repeats.rule"),
        ({"decimal": "'"}, "decimal"),
        ({"sum": True}, "sum"),
    ],
)
def test_a_fault_is_told_before_anything_is_read(
    tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(KaraulaError, match=words):
        facts(tmp_path, **changes)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(KaraulaError) as caught:
        facts(tmp_path, covers={}, takes={"columns": 3}, version="first")
    assert all(word in str(caught.value) for word in ("covers", "takes", "version"))


def ids_named(known: SeriesFacts) -> dict[str, set[str]]:
    """What a file of facts names of the vocabulary."""

    def meant(item: Any) -> set[str]:
        columns = item if isinstance(item, tuple) else (item,)
        found = {item} if isinstance(item, str) else set()
        for column in columns:
            if isinstance(column, Column):
                every = (m.get("is") if isinstance(m, dict) else m for m in column.values.values())
                found |= {str(m) for m in every if m}
        return found

    named = {k: meant(getattr(known, k)) for k in ("indicator", "unit", "substance")}
    for figure in known.figures:
        for kind in named:
            named[kind] |= {getattr(figure, kind)} - {None}
    return named | {"totals": set(known.totals), "areas": set(known.area.names.values())}


@pytest.mark.parametrize("connector", series(), ids=lambda connector: connector.name)
class TestEveryFile:
    def test_it_names_only_what_the_vocabulary_knows(self, connector: Any) -> None:
        vocabulary = load()
        named = ids_named(connector.facts)
        assert not {i for i in named["indicator"] if "{" not in i} - vocabulary.indicators.keys()
        assert not named["unit"] - vocabulary.units.keys()
        assert not (named["substance"] | named["totals"]) - vocabulary.substances.keys()
        assert not named["areas"] - vocabulary.areas.keys()

    def test_it_says_what_an_analyst_needs(self, connector: Any) -> None:
        known = connector.facts
        assert known.title and known.publisher and known.licence and known.traps
        assert known.reliability != "F" and known.credibility != 6

    def test_it_is_named_like_its_file(self, connector: Any) -> None:
        assert (DATA / f"{connector.name}.yml").is_file()

    def test_no_label_is_for_two_columns(self, connector: Any) -> None:
        from karaula.vocabulary.fold import name_key

        roles = connector.facts.columns.values()
        labels = [key for labels in roles for key in {name_key(label) for label in labels}]
        assert len(labels) == len(set(labels))


def test_a_table_that_nobody_knows_is_told_of_the_closest_data_sets_only(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("country,iso3,drug,year,tonnes\nSerbia,SRB,Heroin,2020,1\n", encoding="utf-8")
    with pytest.raises(KaraulaError) as caught:
        find(path)
    said = str(caught.value)
    assert "it comes nearest to" in said and "wdr_seizures: the columns" in said
    assert "wgi: " not in said and "'area' or 'country', 'indicator', 'period', 'value'" in said
