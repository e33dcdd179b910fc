"""Aggregates, ranks and intervals of a composite index."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.evidence.table import schema
from karaula.measure import index
from karaula.measure.index.exact import aggregate, published, rank, weights
from karaula.measure.index.interval import bounds, draws
from karaula.measure.index.ranking import places
from karaula.vocabulary import Vocabulary, load
from karaula.vocabulary.models import Edition, Index, Indicator, Level, Scale

SCALE = Scale(low=1, high=10, step=0.5)
EDITION = Edition(
    levels={
        "goods": Level(mean_of=("timber", "tobacco")),
        "gangs": Level(mean_of=("families", "crews", "officials")),
        "crime": Level(mean_of=("goods", "gangs")),
    },
    countries=4,
)
PARTS = ("timber", "tobacco", "families", "crews", "officials")


def small_vocabulary(**editions: Edition) -> Vocabulary:
    """An index of five scores, so that every figure in a test can be checked by hand."""
    names = [*PARTS, *EDITION.levels]
    return Vocabulary(
        indicators={name: Indicator(name=name, unit="score", index="toy") for name in names},
        indices={
            "toy": Index(
                name="Toy index", publisher="Nobody", scale=SCALE, decimals=2, ranked=("crime",),
                editions=editions or {"2021": EDITION},
            )
        },
    )  # fmt: skip


Row = tuple[str, str, float, str, tuple[str, ...]]


def observations(rows: list[Row], source: str = "s1", unit: str = "score") -> pa.Table:
    """Rows of (area, indicator, value, period, lists) as claims."""
    columns = [
        {
            "claim_id": f"{source}-{number}", "source_id": source, "indicator": indicator,
            "value": value, "unit": unit, "area": [area], "period": period, "lists": list(lists),
            "locator": f"sheet!A{number}",
        }
        for number, (area, indicator, value, period, lists) in enumerate(rows)
    ]  # fmt: skip
    return pa.Table.from_pylist(columns, schema=schema("observation"))


def country(area: str, scores: tuple[float, ...], *lists: str, period: str = "2021") -> list[Row]:
    """The five scores of one country."""
    stated = zip(PARTS, scores, strict=True)
    return [(area, name, value, period, ("WORLD", *lists)) for name, value in stated]


FOUR = (
    country("SRB", (7, 6, 5, 8, 8), "Europe")
    + country("ALB", (7, 6, 5, 8, 8), "Europe")
    + country("MNE", (5, 6, 5, 5.5, 5), "Europe")
    + country("TUR", (9, 9.5, 9, 9, 9), "Asia")
)


class TestExact:
    def test_an_average_of_averages_uses_their_unrounded_values(self) -> None:
        exact = aggregate(dict(zip(PARTS, (7, 6, 5, 8, 8), strict=True)), EDITION)
        assert exact == {
            "goods": Fraction(13, 2),
            "gangs": Fraction(7),
            "crime": Fraction(27, 4),
        }

    def test_an_average_with_a_missing_part_is_left_out(self) -> None:
        exact = aggregate({"timber": 7, "tobacco": 6.5, "gangs": 7.0}, EDITION)
        assert exact == {"goods": Fraction(27, 4)}

    @pytest.mark.parametrize(
        ("exact", "printed"),
        [
            (Fraction(283, 40), "7.08"),  # 7.075
            (Fraction(145, 24), "6.04"),
            (Fraction(1, 8), "0.13"),  # Python's round() gives 0.12
            (Fraction(9, 8), "1.13"),
            (Fraction(10), "10.00"),
        ],
    )
    def test_halves_are_rounded_up(self, exact: Fraction, printed: str) -> None:
        assert str(published(exact, 2)) == printed

    @given(st.fractions(min_value=0, max_value=10, max_denominator=600))
    def test_rounding_moves_a_value_by_half_a_step_at_most(self, exact: Fraction) -> None:
        difference = Fraction(published(exact, 2)) - exact
        assert Fraction(-1, 200) < difference <= Fraction(1, 200)

    def test_equal_values_share_the_smallest_rank(self) -> None:
        values = {"A": Decimal(5), "B": Decimal(9), "C": Decimal(5), "D": Decimal(1)}
        assert rank(values) == {"A": 2, "B": 1, "C": 2, "D": 4}

    @given(st.lists(st.integers(0, 40), min_size=1, max_size=40))
    def test_ranks_of_columns_are_those_of_a_mapping(self, scores: list[int]) -> None:
        one_by_one = rank(dict(enumerate(scores)))
        assert places(np.array(scores, np.int64)).tolist() == list(one_by_one.values())

    @given(st.lists(st.integers(2, 20), min_size=5, max_size=5))
    def test_weights_add_up_to_one(self, halves: list[int]) -> None:
        assert sum(weights(EDITION, "crime").values()) == 1
        same = dict.fromkeys(PARTS, halves[0] / 2)
        assert aggregate(same, EDITION)["crime"] == Fraction(halves[0], 2)


class TestIntervals:
    def test_draws_stay_on_the_scale_and_on_its_grid(self) -> None:
        parts = np.array([[10_000_000, 1_000_000]], np.int64)
        drawn = draws(parts, np.array([1, 1], np.int64), SCALE, "x")
        assert set(np.unique(drawn)) == {10_500_000, 11_000_000, 11_500_000}

    def test_the_same_seed_gives_the_same_draws(self) -> None:
        parts, weights = np.full((3, 4), 5_000_000, np.int64), np.ones(4, np.int64)
        assert (draws(parts, weights, SCALE, "a") == draws(parts, weights, SCALE, "a")).all()
        assert (draws(parts, weights, SCALE, "a") != draws(parts, weights, SCALE, "b")).any()

    def test_each_error_has_equal_chance(self) -> None:
        parts = np.full((50, 1), 5_000_000, np.int64)
        drawn = draws(parts, np.ones(1, np.int64), SCALE, "x")
        values, counts = np.unique(drawn, return_counts=True)
        assert values.tolist() == [4_500_000, 5_000_000, 5_500_000]
        assert np.allclose(counts / drawn.size, 1 / 3, atol=0.01)

    def test_bounds_leave_out_a_twentieth_at_either_end(self) -> None:
        low, high = bounds(np.arange(2_000, dtype=np.int64)[:, None])
        assert (low.item(), high.item()) == (100, 1899)


class TestMeasures:
    def found(self, table: pa.Table, vocabulary: Vocabulary) -> dict[tuple[str, str | None], str]:
        return {
            (measure.area, measure.among): f"{measure.value:g}"
            for measure in index.measures(table, vocabulary)
        }

    def test_scores_and_ranks_of_each_list(self) -> None:
        assert self.found(observations(FOUR), small_vocabulary()) == {
            ("SRB", None): "6.75", ("ALB", None): "6.75", ("MNE", None): "5.33",
            ("TUR", None): "9.13",
            ("SRB", "WORLD"): "2", ("ALB", "WORLD"): "2", ("MNE", "WORLD"): "4",
            ("TUR", "WORLD"): "1",
            ("SRB", "Europe"): "1", ("ALB", "Europe"): "1", ("MNE", "Europe"): "3",
            ("TUR", "Asia"): "1",
        }  # fmt: skip

    def test_every_measure_has_its_interval_assumption_and_claims(self) -> None:
        for measure in index.measures(observations(FOUR), small_vocabulary()):
            assert measure.low is not None and measure.high is not None
            assert measure.low <= measure.value <= measure.high
            assert measure.level == 0.9
            assert "an assumption, not an estimate of expert error" in (measure.assumption or "")
            assert len(measure.claim_ids) == len(PARTS)

    def test_the_order_of_rows_changes_nothing(self) -> None:
        table = observations(FOUR)
        turned = table.take(list(range(len(table)))[::-1])
        assert index.measures(turned, small_vocabulary()) == index.measures(
            table, small_vocabulary()
        )

    def test_a_country_without_all_parts_is_ranked_by_its_published_average(self) -> None:
        rows = [row for row in FOUR if row[:2] != ("TUR", "timber")]
        rows.append(("TUR", "crime", 9.13, "2021", ("WORLD", "Asia")))
        measures = index.measures(observations(rows), small_vocabulary())
        turkiye = [measure for measure in measures if measure.area == "TUR"]
        assert {(m.among, m.value) for m in turkiye} == {
            (None, 9.13),
            ("WORLD", 1.0),
            ("Asia", 1.0),
        }
        assert all("not all scores" in (measure.assumption or "") for measure in turkiye)
        assert all(measure.claim_ids == ("s1-19",) for measure in turkiye)
        score = next(measure for measure in turkiye if measure.among is None)
        assert score.low is not None and score.low < 9.13

    def test_a_country_with_neither_parts_nor_average_has_no_rank(self) -> None:
        rows = [row for row in FOUR if row[:2] != ("TUR", "timber")]
        measures = index.measures(observations(rows), small_vocabulary())
        assert "TUR" not in {measure.area for measure in measures}
        world = [measure for measure in measures if measure.among == "WORLD"]
        assert {measure.of for measure in world} == {3}
        assert all("1 more areas of the list" in (m.assumption or "") for m in world)

    def test_a_score_off_the_scale_is_not_computed_with(self) -> None:
        rows = [*FOUR[:-1], ("TUR", "officials", 90.0, "2021", ("WORLD", "Asia"))]
        assert "TUR" not in {m.area for m in index.measures(observations(rows), small_vocabulary())}

    def test_a_claim_that_stands_in_no_list_is_not_ranked(self) -> None:
        loose: list[Row] = [(area, name, value, year, ()) for area, name, value, year, _ in FOUR]
        measures = index.measures(observations(loose), small_vocabulary())
        assert {(m.area, m.unit) for m in measures} == {
            (area, "score") for area in ("SRB", "ALB", "MNE", "TUR")
        }

    def test_a_full_list_counts_before_a_longer_table_without_lists(self) -> None:
        loose: list[Row] = [(area, name, 1.0, year, ()) for area, name, _, year, _ in FOUR]
        loose.append(("HRV", "crime", 1.0, "2021", ()))
        both = pa.concat_tables([observations(loose, source="s9"), observations(FOUR)])
        assert index.measures(both, small_vocabulary()) == index.measures(
            observations(FOUR), small_vocabulary()
        )

    def test_a_score_from_a_text_is_not_computed_with(self) -> None:
        table = observations(FOUR)
        place = table.schema.get_field_index("locator")
        words = table.set_column(place, "locator", pa.nulls(len(table), pa.string()))
        assert index.measures(words, small_vocabulary()) == []

    def test_a_rank_that_a_text_states_is_not_taken_for_a_score(self) -> None:
        assert index.measures(observations(FOUR, unit="rank"), small_vocabulary()) == []

    def test_of_two_sources_for_an_edition_the_fuller_counts(self) -> None:
        part = observations(country("MNE", (1, 1, 1, 1, 1), "Europe"), source="s2")
        both = pa.concat_tables([part, observations(FOUR)])
        assert index.measures(both, small_vocabulary()) == index.measures(
            observations(FOUR), small_vocabulary()
        )

    def test_no_observations_give_no_measures(self) -> None:
        assert index.measures(schema("observation").empty_table(), small_vocabulary()) == []

    def edition_2027(self, *, published: tuple[float, ...]) -> pa.Table:
        rows = [(area, name, value, "2027", lists) for area, name, value, _, lists in FOUR]
        areas = ("SRB", "ALB", "MNE", "TUR")
        rows += [
            (area, "crime", value, "2027", ("WORLD",))
            for area, value in zip(areas, published, strict=True)
        ]
        return observations(rows)

    def test_a_later_edition_made_alike_is_recomputed(self) -> None:
        measures = index.measures(
            self.edition_2027(published=(6.75, 6.75, 5.33, 9.13)), small_vocabulary()
        )
        assert all(len(measure.claim_ids) == len(PARTS) for measure in measures)

    def test_a_later_edition_made_otherwise_is_ranked_as_published(self) -> None:
        measures = index.measures(
            self.edition_2027(published=(6.5, 6.6, 5.2, 9.2)), small_vocabulary()
        )
        world = {m.area: m.value for m in measures if m.among == "WORLD"}
        assert world == {"TUR": 1.0, "ALB": 2.0, "SRB": 3.0, "MNE": 4.0}
        assert all("not all scores" in (measure.assumption or "") for measure in measures)


class TestPublishedIndex:
    """The two editions of the Global Organized Crime Index, against their derived figures."""

    @pytest.fixture
    def vocabulary(self) -> Vocabulary:
        return load()

    @pytest.fixture
    def goci(self, shared: Path) -> tuple[pa.Table, list[dict[str, str]]]:
        folder = shared / "data" / "goci"
        rows = [
            (
                row["iso3"],
                row["indicator"].removesuffix("_avg"),
                float(row["value"]),
                row["edition"],
                ("WORLD", row["continent"], row["region"]),
            )
            for row in csv.DictReader((folder / "goci_tidy.csv").open(encoding="utf-8"))
        ]
        derived = list(csv.DictReader((folder / "goci_derived.csv").open(encoding="utf-8")))
        return observations(rows), derived

    def test_every_aggregate_is_reproduced_exactly(
        self, goci: tuple[pa.Table, list[dict[str, str]]], vocabulary: Vocabulary
    ) -> None:
        table, derived = goci
        scores: dict[tuple[str, str], dict[str, float]] = {}
        for row in table.select(["area", "period", "indicator", "value"]).to_pylist():
            scores.setdefault((row["period"], row["area"][0]), {})[row["indicator"]] = row["value"]
        editions = vocabulary.indices["goci"].editions
        hits = 0
        for row in derived:
            level = row["measure"].removesuffix("_avg")
            exact = aggregate(scores[row["edition"], row["iso3"]], editions[row["edition"]])
            assert exact[level] == Fraction(row["exact"])
            assert published(exact[level], 2) == Decimal(row["published"]).quantize(Decimal("0.01"))
            hits += 1
        assert hits == 1544

    def test_every_rank_is_reproduced(
        self, goci: tuple[pa.Table, list[dict[str, str]]], vocabulary: Vocabulary
    ) -> None:
        table, derived = goci
        found = {(m.period, m.area, m.name, m.among): m for m in index.measures(table, vocabulary)}
        expected = {}
        for row in derived:
            name = row["measure"].removesuffix("_avg")
            if name in ("criminality", "resilience"):
                key = (row["edition"], row["iso3"], name)
                expected[*key, None] = float(row["recomputed"])
                expected[*key, "WORLD"] = float(row["rank_world"])
                expected[*key, row["continent"]] = float(row["rank_continent"])
                expected[*key, row["region"]] = float(row["rank_region"])
        assert {key: measure.value for key, measure in found.items()} == expected
        assert found["2021", "SRB", "criminality", "Europe"].of == 44

    def test_width_of_the_rank_intervals(
        self, goci: tuple[pa.Table, list[dict[str, str]]], vocabulary: Vocabulary
    ) -> None:
        widths = [
            (measure.high or 0) - (measure.low or 0)
            for measure in index.measures(goci[0], vocabulary)
            if (measure.name, measure.period, measure.among) == ("criminality", "2023", "WORLD")
        ]
        assert len(widths) == 193
        assert np.median(widths) == pytest.approx(14, abs=2)
        assert np.percentile(widths, 90) == pytest.approx(22, abs=2)
        assert max(widths) == pytest.approx(25, abs=2)
