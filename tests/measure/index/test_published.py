"""Editions of the Global Organized Crime Index through the engine, beside what was published."""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from karaula.evidence.table import schema
from karaula.measure import index
from karaula.measure.index.published import (
    EditionError,
    Editions,
    edition,
    published_editions,
    read_editions,
)
from karaula.vocabulary import Vocabulary, load


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load()


@pytest.fixture(scope="module")
def workbook(shared: Path, vocabulary: Vocabulary) -> Editions:
    return read_editions(shared / "data" / "goci" / "global_oc_index.xlsx", vocabulary)


def test_every_published_score_rank_and_class_comes_out_to_the_digit(
    workbook: Editions, shared: Path
) -> None:
    with (shared / "data" / "goci" / "goci_derived.csv").open(encoding="utf-8") as file:
        told = {(r["edition"], r["iso3"], r["measure"]): r for r in csv.DictReader(file)}
    compared = 0
    for year, scored in workbook.items():
        for row in index.results(scored).rows:
            true = told[year, row.unit, f"{row.code}_avg"]
            assert row.score == float(true["published"])
            assert row.place is not None
            assert row.place.rank == int(true["rank_world"])
            for grouping in ("continent", "region"):
                place = row.within[grouping]
                assert place is not None
                assert place[0] == true[grouping]
                assert place[1].rank == int(true[f"rank_{grouping}"])
            if true["class"]:
                assert ("high" if row.high else "low") == true["class"]
            compared += 1
    assert compared == len(told) == 1544


@pytest.fixture(scope="module")
def observations(vocabulary: Vocabulary) -> pa.Table:
    """Three countries in an edition that nobody has seen, made like the one before it."""
    made = vocabulary.indices["goci"].edition("2031")
    single = {part for level in made.levels.values() for part in level.mean_of} - made.levels.keys()
    stated = {"period": "2031", "source_id": "s", "unit": "score"}
    rows = [
        stated
        | {"claim_id": f"{area}-{name}", "locator": name, "indicator": name}
        | {"area": [area], "lists": lists, "value": score}
        for area, lists, score in (
            ("SRB", ["WORLD", "Europe", "South"], 6.0),
            ("ALB", ["WORLD", "Europe", "South"], 5.5),
            ("FJI", ["WORLD", "Oceania"], 2.0),
        )
        for name in (*sorted(single), *made.levels)
    ]
    return pa.Table.from_pylist(rows, schema=schema("observation"))


def test_an_edition_that_nobody_has_seen_is_scored(
    observations: pa.Table, vocabulary: Vocabulary
) -> None:
    scored = edition(published_editions(observations, vocabulary))
    rows = {r.unit: r for r in index.results(scored).rows if r.code == "criminality"}
    assert {unit: row.score for unit, row in rows.items()} == {"SRB": 6.0, "ALB": 5.5, "FJI": 2.0}
    assert {unit: row.high for unit, row in rows.items()} == {
        "SRB": True, "ALB": True, "FJI": False
    }  # fmt: skip
    albania = rows["ALB"].within["region"]
    assert albania is not None
    assert (albania[0], albania[1].rank, albania[1].of) == ("South", 2, 2)
    # Where no sub-region is named, the continent stands for it.
    fiji = rows["FJI"].within["region"]
    assert fiji is not None
    assert (fiji[0], fiji[1].rank) == ("Oceania", 1)


@pytest.mark.parametrize(
    ("year", "named", "told"),
    [
        ("2019", None, "there is no edition 2019; there are 2031"),
        (None, "happiness", "there is no index happiness; known are goci"),
    ],
)
def test_what_is_not_there_is_told(
    observations: pa.Table,
    vocabulary: Vocabulary,
    year: str | None,
    named: str | None,
    told: str,
) -> None:
    with pytest.raises(EditionError) as error:
        edition(published_editions(observations, vocabulary, index=named), year)
    assert told in str(error.value)


def test_an_edition_made_in_an_unknown_way_is_refused(
    observations: pa.Table, vocabulary: Vocabulary
) -> None:
    levels = pa.array(
        [v + (0.37 if n in ("criminality", "resilience", "criminal_markets", "criminal_actors")
              else 0) for n, v in zip(observations["indicator"].to_pylist(),
                                      observations["value"].to_pylist(), strict=True)]
    )  # fmt: skip
    at = observations.schema.get_field_index("value")
    other = observations.set_column(at, observations.schema.field(at), levels)
    with pytest.raises(EditionError, match="nobody knows how the 2031 edition is made"):
        published_editions(other, vocabulary)


def test_observations_without_scores_are_no_index(vocabulary: Vocabulary) -> None:
    with pytest.raises(EditionError, match="no scores of a published index"):
        published_editions(schema("observation").empty_table(), vocabulary)
