"""Scores and ranks as a table, and published indices from their plain files."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.measure import index
from karaula.measure.index import ChainError, Element, Index, Structure, Values, exact
from karaula.measure.index.ranking import published
from karaula.vocabulary import load

STRUCTURE = Structure.of(
    [
        Element(code="x", name="Ports", parent="trade", weight=3),
        Element(code="y", parent="trade"),
        Element(code="trade", name="Trade", parent="top"),
        Element(code="z", parent="top"),
        Element(code="top", name="All"),
        Element(code="w", parent="other"),
        Element(code="other"),
    ],
    high_from=5.0,
    scale=index.Scale(low=0, high=10, step=0.001),
)
VALUES = Values(
    units=("ALB", "BIH", "KAZ", "TUR"),
    codes=tuple("xyzw"),
    data=np.array(
        [[5.0, 5, 5.002, 1], [5, 5, 5.008, 2], [8, 8, 8, 2], [1, np.nan, 1, 3]], dtype=float
    ),
    names={"TUR": "Türkiye"},
    groups={"continent": ("Europe", "Europe", "Asia", None)},
)


@pytest.fixture
def scored() -> Index:
    return index.score(VALUES, STRUCTURE)


class TestTable:
    def test_tops_come_first_and_the_best_of_each(self, scored: Index) -> None:
        rows = index.results(scored).rows
        assert list(dict.fromkeys(row.code for row in rows)) == ["top", "other", "trade"]
        assert [row.unit for row in rows[:4]] == ["KAZ", "BIH", "ALB", "TUR"]

    def test_ranks_are_of_unrounded_scores(self, scored: Index) -> None:
        top = {row.unit: row for row in index.results(scored).rows if row.code == "top"}
        assert (top["ALB"].score, top["BIH"].score) == (5.0, 5.0)
        assert (top["ALB"].place.rank, top["BIH"].place.rank) == (3, 2)

    def test_ranks_within_groups(self, scored: Index) -> None:
        top = {row.unit: row for row in index.results(scored).rows if row.code == "top"}
        group, place = top["ALB"].within["continent"]
        assert (group, place.rank, place.of) == ("Europe", 2, 2)
        assert top["TUR"].within["continent"] is None

    def test_a_gap_is_a_gap(self, scored: Index) -> None:
        row = next(row for row in index.results(scored).table() if row["unit"] == "TUR")
        assert row == {
            "unit": "TUR", "unit_name": "Türkiye", "code": "top", "name": "All", "level": 3,
            "direction": 1, "turned": False, "score": None, "rank": None, "of": None,
            "continent": None, "rank_continent": None,
        }  # fmt: skip

    def test_of_counts_who_has_a_score(self, scored: Index) -> None:
        assert {row.place.of for row in index.results(scored).rows if row.place} == {3, 4}

    def test_classes(self, scored: Index) -> None:
        of = {row["unit"]: row.get("class") for row in index.results(scored).table()[:4]}
        assert of == {"KAZ": "high", "BIH": "high", "ALB": "high", "TUR": None}
        assert {row.high for row in index.results(scored).rows if row.code == "other"} == {False}

    def test_settings_stand_beside_the_scores(self, scored: Index) -> None:
        assert list(map(str, index.results(scored).steps)) == [
            "aggregate (method arithmetic, available 1.0)"
        ]

    def test_a_direction_stands_beside_an_indicator(self) -> None:
        turned = replace(STRUCTURE.elements["w"], direction=-1)
        structure = replace(STRUCTURE, scale=None, elements={**STRUCTURE.elements, "w": turned})
        rows = index.results(index.score(VALUES, structure), indicators=True).rows
        (best, *_) = (row for row in rows if row.code == "w")
        assert (best.unit, best.direction, best.turned, best.score) == ("ALB", -1, True, 100.0)

    def test_after_rank_the_scores_are_still_there(self, scored: Index) -> None:
        assert index.results(index.rank(scored)).rows == index.results(scored).rows

    def test_each_year_of_a_panel(self) -> None:
        panel = replace(VALUES, data=np.stack([VALUES.data, 10 - VALUES.data]),
                        years=("2020", "2021"))  # fmt: skip
        rows = index.results(index.score(panel, STRUCTURE)).table()
        first = {row["year"]: row["unit"] for row in rows if row["code"] == "top"
                 and row["rank"] == 1}  # fmt: skip
        assert first == {"2020": "KAZ", "2021": "ALB"}

    def test_before_aggregate(self) -> None:
        with pytest.raises(ChainError, match="there are no scores yet; take the step aggregate"):
            index.results(Index(VALUES, STRUCTURE))
        rows = index.results(Index(VALUES, STRUCTURE), indicators=True).rows
        assert {row.code for row in rows} == set("xyzw")


class TestPublished:
    @pytest.mark.parametrize(
        ("value", "decimals", "shown"),
        [
            (6.125, 2, 6.13), (6.135, 2, 6.14), (2.675, 2, 2.68), (1.005, 2, 1.01),
            (6.1249, 2, 6.12), (5.5, 0, 6), (-0.5, 0, 0), (-2.5, 0, -2), (8.345, 1, 8.3),
        ],
    )  # fmt: skip
    def test_half_up(self, value: float, decimals: int, shown: float) -> None:
        assert published(np.array(value), decimals) == shown

    @given(st.lists(st.integers(2, 20), min_size=1, max_size=15), st.integers(1, 4))
    def test_the_same_as_in_exact_arithmetic(self, halves: list[int], decimals: int) -> None:
        mean = Fraction(sum(halves), 2 * len(halves))
        summed = sum(half / 2 / len(halves) for half in halves)
        shown = published(np.array(summed), decimals)
        assert shown == float(exact.published(mean, decimals))

    def test_a_gap(self) -> None:
        assert np.isnan(published(np.array(np.nan), 2))


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


CHAIN = [
    "denominate",
    {"impute": {"method": "group_mean", "by": "EurAsia_group"}},
    {"screen": {"available": 0.9}},
    {"treat": {"method": "winsorise_then_log"}},
    {"normalise": {"method": "min_max", "low": 0, "high": 100}},
    "aggregate",
]


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "data" / "coinr_asem"


@pytest.fixture(scope="module")
def anchor(folder: Path) -> Index:
    table = index.read_structure(folder / "input" / "asem_imeta.csv")
    told = {
        code: {
            name: entry
            for name in ("name", "parent", "weight", "direction", "denominator")
            if (entry := getattr(element, name)) is not None
            and (name != "denominator" or code in table.indicators)
        }
        for code, element in table.elements.items()
    }
    structure = index.read_structure(
        {
            "indicators": {code: told[code] for code in table.indicators},
            "aggregates": {code: told[code] for code in table.aggregates},
            "chain": CHAIN,
        }
    )
    values = index.read_values(folder / "input" / "asem_idata.csv", structure)
    return index.score(values, structure)


class TestReference:
    """The worked index of COINr from its plain files, by the specification alone."""

    @pytest.mark.parametrize(
        ("verb", "name"),
        [("denominate", "denominated"), ("screen", "screened"), ("aggregate", "aggregated")],
    )
    def test_stages(self, folder: Path, anchor: Index, verb: str, name: str) -> None:
        stage = anchor.stage(verb).values
        for row in rows(folder / "stages" / f"stage_{name}.csv"):
            at = stage.units.index(row["uCode"])
            theirs = [float(row[c]) if row[c] not in ("", "NA") else np.nan for c in stage.codes]
            assert np.allclose(stage.data[at], theirs, rtol=1e-9, atol=1e-9, equal_nan=True)

    def test_every_published_score_and_rank(self, folder: Path, anchor: Index) -> None:
        found = {(row.unit, row.code): row for row in index.results(anchor).rows}
        for table, tell in (
            ("scores", lambda row: row.value), ("ranks", lambda row: row.place.rank)
        ):  # fmt: skip
            for row in rows(folder / "stages" / f"results_{table}.csv"):
                for code in anchor.structure.aggregates:
                    assert tell(found[row["uCode"], code]) == pytest.approx(float(row[code]))

    def test_the_simple_index_of_the_paper(self, anchor: Index) -> None:
        simple = anchor.changed(denominate=None, impute=None, screen=None, treat=None)
        top = [(row.unit, row.score) for row in index.results(simple).rows[:6]]
        assert top == [
            ("DEU", 75.23), ("GBR", 68.94), ("FRA", 65.92), ("CHE", 62.61), ("NLD", 61.24),
            ("SWE", 60.59),
        ]  # fmt: skip

    def test_indicators_removed(self, folder: Path, anchor: Index) -> None:
        less = anchor.changed(select={"drop": ["LPI", "Forest"]})
        ranks = {row.unit: row.place.rank for row in index.results(less).rows
                 if row.code == "Index" and row.place}  # fmt: skip
        for row in rows(folder / "published" / "adjustments_compare_ranks.csv"):
            assert ranks[row["uCode"]] == int(row["NoLPIFor"]), row

    def test_units_screened_and_nothing_imputed(self, folder: Path, anchor: Index) -> None:
        less = anchor.changed(impute=None, aggregate={"available": 0.01})
        ranks = {row.unit: row.place.rank for row in index.results(less).rows
                 if row.code == "Index" and row.place}  # fmt: skip
        for row in rows(folder / "published" / "adjustments_compare_ranks.csv"):
            theirs = row["Screen90"]
            assert ranks.get(row["uCode"]) == (int(theirs) if theirs.isdigit() else None), row


@pytest.mark.parametrize("year", ["2021", "2023"])
def test_every_published_score_and_rank_of_the_crime_index(shared: Path, year: str) -> None:
    """193 countries, four aggregates, three lists: all of them, from floats."""
    vocabulary = load()
    goci = vocabulary.indices["goci"]
    names = {code: entry.name for code, entry in vocabulary.indicators.items()}
    structure = Structure.of_edition(goci.edition(year), goci, names)
    folder = shared / "data" / "goci"
    values = index.read_values(folder / "goci_tidy.csv", structure, year=year)
    found = {(r.unit, r.code): r for r in index.results(index.score(values, structure)).rows}
    told = [row for row in rows(folder / "goci_derived.csv") if row["edition"] == year]
    assert len(told) == len(found) == 4 * 193
    for row in told:
        mine = found[row["iso3"], row["measure"].removesuffix("_avg")]
        assert mine.score == float(row["published"])
        ranks = [mine.place.rank] + [mine.within[g][1].rank for g in ("continent", "region")]
        assert ranks == [int(row[f"rank_{name}"]) for name in ("world", "continent", "region")]
