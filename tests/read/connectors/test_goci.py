"""Any edition's sheet of the index, however it is laid out."""

import csv
from pathlib import Path
from typing import Any

import pytest

from karaula.errors import KaraulaError
from karaula.evidence import Claim, Observation
from karaula.evidence.table import claims_from_table
from karaula.measure import index
from karaula.read.connectors import Dataset, find
from karaula.vocabulary import load

MARKETS = load().indices["goci"].editions["2025"].levels["criminal_markets"].mean_of
ACTORS = load().indices["goci"].editions["2025"].levels["criminal_actors"].mean_of
NAMES = {key: item.name for key, item in load().indicators.items()}

HEADER = ["Continent", "Region", "Country", "Criminality avg,", "Heroin trade", "Arms trafficking"]
SERBIA = ["Europe", "Central & Eastern Europe", "Serbia", 6.22, 5, 6.5]
TURKEY = ["Asia", "Western Asia", "Turkey", 7.03, 8, 9]


def claims(dataset: Dataset) -> list[Claim]:
    return claims_from_table("observation", dataset.claims["observation"])


def values(dataset: Dataset) -> dict[tuple[str, str, str], float]:
    """``{(area, period, indicator): value}``."""
    return {
        (claim.slots.area[0], claim.slots.period or "", claim.slots.indicator): claim.slots.value
        for claim in claims(dataset)
        if isinstance(claim.slots, Observation)
    }


def unread(dataset: Dataset) -> dict[str, str]:
    return {item.place: item.reason for item in dataset.unread}


class TestClaims:
    def test_a_cell_becomes_a_claim_with_its_place_and_words(self, book: Any, read: Any) -> None:
        dataset = read(book({"2023_dataset": [HEADER, SERBIA, TURKEY]}))
        claim = next(claim for claim in claims(dataset) if claim.locator == "2023_dataset!E2")
        assert claim.slots == Observation(
            indicator="heroin_trade", value=5.0, unit="score", area=("SRB",), period="2023",
            lists=("WORLD", "Europe", "Central & Eastern Europe"), raw_value="5",
        )  # fmt: skip
        assert claim.quote == "5"
        assert claim.method == "connector:goci@1"
        assert claim.confidence == 1.0
        assert claim.start is None

    def test_ids_in_the_table_are_those_of_the_claims(self, book: Any, read: Any) -> None:
        dataset = read(book({"2023_dataset": [HEADER, SERBIA, TURKEY]}))
        table = dataset.claims["observation"]
        assert table["claim_id"].to_pylist() == [claim.claim_id for claim in claims(dataset)]
        assert len(set(table["claim_id"].to_pylist())) == len(table) == 6

    def test_nothing_is_left_unread_in_a_clean_sheet(self, book: Any, read: Any) -> None:
        dataset = read(book({"2030 data": [HEADER, SERBIA]}))
        assert dataset.unread == ()

    def test_the_source_is_filled_but_never_overwritten(self, book: Any) -> None:
        from .conftest import source_of

        path = book({"2023_dataset": [HEADER, SERBIA]})
        connector = find(path)
        assert connector is not None
        known = source_of(
            path, publisher="A mirror", reliability="D", handling="TLP:AMBER", marks=("draft",)
        )
        dataset = connector.read(path, known, load())
        assert dataset.source.title == "Global Organized Crime Index"
        assert (dataset.source.publisher, dataset.source.reliability) == ("A mirror", "D")
        assert {claim.handling for claim in claims(dataset)} == {"TLP:AMBER"}
        assert {claim.marks for claim in claims(dataset)} == {("draft",)}


class TestLayout:
    @pytest.mark.parametrize("name", ["2023_dataset", "2023 data", "Dataset 2023", "GOCI-2023 v2"])
    def test_the_year_may_stand_anywhere_in_the_name(self, name: str, book: Any, read: Any) -> None:
        assert values(read(book({name: [HEADER, SERBIA]})))["SRB", "2023", "criminality"] == 6.22

    def test_columns_are_known_by_name_in_any_order(self, book: Any, read: Any) -> None:
        turned = [row[::-1] for row in (HEADER, SERBIA, TURKEY)]
        assert values(read(book({"2023": turned}))) == values(
            read(book({"2023": [HEADER, SERBIA, TURKEY]}))
        )

    @pytest.mark.parametrize(
        ("label", "indicator"),
        [
            ("Criminality", "criminality"),
            ("CRIMINALITY AVG.", "criminality"),
            ("Criminality avg,", "criminality"),
            ("criminality average", "criminality"),
            ("Criminal markets avg,", "criminal_markets"),
            ("Synthetic drug trade", "synthetic_drug_trade"),
            ("Synthetic drugs trade ", "synthetic_drug_trade"),
            ("Trade in counterfeit goods", "trade_in_counterfeit_goods"),
            ("Non renewable-resource crimes", "non_renewable_resource_crimes"),
            ("Anti–money laundering", "anti_money_laundering"),
            ("heroin_trade", "heroin_trade"),
            ("Political leadership & governance", "political_leadership_and_governance"),
        ],
    )
    def test_labels_in_any_case_and_punctuation(
        self, label: str, indicator: str, book: Any, read: Any
    ) -> None:
        rows = [["Country", "Resilience", label], ["Serbia", 4.5, 6.5]]
        assert values(read(book({"2023": rows})))["SRB", "2023", indicator] == 6.5

    def test_titles_blank_rows_and_blank_columns_around_the_table(
        self, book: Any, read: Any
    ) -> None:
        rows = [
            [],
            [None, "Scores of all countries"],
            [],
            [None, *HEADER[:3], None, *HEADER[3:]],
            [],
            [None, *SERBIA[:3], None, *SERBIA[3:]],
            [],
            [None, *TURKEY[:3], None, *TURKEY[3:]],
        ]
        dataset = read(book({"2030": rows}))
        assert len(values(dataset)) == 6
        assert unread(dataset) == {
            "sheet 2030, row 2": "stands above the header row: 'Scores of all countries'"
        }
        assert claims(dataset)[0].locator == "2030!F6"

    @pytest.mark.parametrize(
        ("label", "area"),
        [
            ("Congo, Dem, Rep,", "COD"),
            ("Congo, Rep,", "COG"),
            ("Korea, Rep,", "KOR"),
            ("Korea, DPR", "PRK"),
            ("St, Lucia", "LCA"),
            ("eSwatini", "SWZ"),
            ("Turkey", "TUR"),
            ("TÜRKIYE", "TUR"),
            ("Côte d'Ivoire", "CIV"),
            ("Kosovo*", "XKX"),
        ],
    )
    def test_country_labels(self, label: str, area: str, book: Any, read: Any) -> None:
        rows = [["Country", "Criminality"], [label, 5.5]]
        assert values(read(book({"2023": rows}))) == {(area, "2023", "criminality"): 5.5}

    def test_lists_are_those_of_the_sheet_without_outer_blanks(self, book: Any, read: Any) -> None:
        rows = [
            ["Region", "Country", "Continent", "Criminality"],
            ["Caribbean ", "Haiti", "Americas", 5.7],
            [None, "Cuba", "Americas", 4.2],
        ]
        dataset = read(book({"2030": rows}))
        lists = {
            claim.slots.area: claim.slots.lists
            for claim in claims(dataset)
            if isinstance(claim.slots, Observation)
        }
        assert unread(dataset) == {
            "sheet 2030, column A": "1 of 2 countries name no region and are ranked in none"
        }
        assert lists[("HTI",)] == ("WORLD", "Americas", "Caribbean")
        assert lists[("CUB",)] == ("WORLD", "Americas")

    def test_two_editions_and_a_cover(self, book: Any, read: Any) -> None:
        dataset = read(
            book(
                {
                    "2030_Global_OC_Index": [[None, "GLOBAL ORGANIZED CRIME INDEX"]],
                    "2030 data": [HEADER, SERBIA],
                    "2028_dataset": [HEADER, TURKEY],
                }
            )
        )
        assert {(area, year) for area, year, _ in values(dataset)} == {
            ("SRB", "2030"),
            ("TUR", "2028"),
        }
        assert dataset.unread == ()

    def test_a_sheet_named_like_a_cover_that_holds_the_table(self, book: Any, read: Any) -> None:
        dataset = read(book({"2030_Global_OC_Index": [HEADER, SERBIA]}))
        assert len(values(dataset)) == 3


class TestWhatIsNotRead:
    def test_an_unknown_column_is_named_with_what_to_do(self, book: Any, read: Any) -> None:
        dataset = read(book({"2030": [[*HEADER, "Xyz"], [*SERBIA, 3]]}))
        assert unread(dataset) == {
            "sheet 2030, column G 'Xyz'": "not known; to have it read, add it to the hub's "
            "vocabulary/indicators.yml with index: goci"
        }

    def test_values_without_a_label(self, book: Any, read: Any) -> None:
        dataset = read(book({"2030": [HEADER, [*SERBIA, 3]]}))
        assert unread(dataset) == {"sheet 2030, column G ''": "has no label"}

    def test_two_columns_of_one_meaning(self, book: Any, read: Any) -> None:
        dataset = read(book({"2023": [[*HEADER, "Heroin Trade"], [*SERBIA, 3]]}))
        assert ("SRB", "2023", "heroin_trade") not in values(dataset)
        assert (
            "2 columns mean heroin_trade" in unread(dataset)["sheet 2023, column G 'Heroin Trade'"]
        )

    def test_country_missing_unknown_or_doubled(self, book: Any, read: Any) -> None:
        nowhere = ["Europe", "Southern Europe", "Ruritania", 5, 5, 5]
        nameless = ["Europe", "Southern Europe", None, 5, 5, 5]
        again = ["Asia", "Western Asia", "Türkiye", 1, 1, 1]
        macedonia = [*SERBIA[:2], "North Macedonia", 5, 5, 5]
        old_name = [*SERBIA[:2], "FYROM", 5, 5, 5]
        rows = [SERBIA, nowhere, nameless, TURKEY, again, macedonia, old_name]
        dataset = read(book({"2023": [HEADER, *rows]}))
        assert {area for area, _, _ in values(dataset)} == {"SRB"}
        reasons = unread(dataset)
        assert "no area is known by the name 'Ruritania'" in reasons["sheet 2023, row 3"]
        assert reasons["sheet 2023, row 4"] == "names no country"
        assert "all of them name TUR" in reasons["sheet 2023, rows 5, 6"]
        assert "all of them name MKD" in reasons["sheet 2023, rows 7, 8"]

    @pytest.mark.parametrize(
        ("cell", "value"), [("7,5", 7.5), (" 7.5 ", 7.5), ("7", 7.0), ("7,125", 7.125)]
    )
    def test_text_in_a_number_cell_that_is_a_number(
        self, cell: str, value: float, book: Any, read: Any
    ) -> None:
        dataset = read(book({"2023": [HEADER, [*SERBIA[:4], cell, 6.5]]}))
        claim = next(claim for claim in claims(dataset) if claim.locator == "2023!E2")
        assert isinstance(claim.slots, Observation)
        assert (claim.slots.value, claim.slots.raw_value) == (value, cell.strip())

    @pytest.mark.parametrize("cell", ["n/a", "–", "7.5*", "#REF!", "5 to 6", True, "1.2.3"])
    def test_text_in_a_number_cell_that_is_none(self, cell: Any, book: Any, read: Any) -> None:
        dataset = read(book({"2023": [HEADER, [*SERBIA[:4], cell, 6.5]]}))
        assert ("SRB", "2023", "heroin_trade") not in values(dataset)
        assert "is no number" in unread(dataset)["cell 2023!E2"]
        assert len(values(dataset)) == 2

    def test_an_empty_cell_is_a_gap(self, book: Any, read: Any) -> None:
        dataset = read(book({"2023": [HEADER, [*SERBIA[:4], None, 6.5], TURKEY]}))
        assert ("SRB", "2023", "heroin_trade") not in values(dataset)
        assert unread(dataset)["sheet 2023, column E"].startswith("1 of 2 cells of heroin_trade")

    @pytest.mark.parametrize("score", [0.5, 12, -3, 6.3])
    def test_a_score_that_the_index_cannot_give_is_kept_as_it_stands(
        self, score: float, book: Any, read: Any
    ) -> None:
        dataset = read(book({"2023": [HEADER, [*SERBIA[:4], score, 6.5]]}))
        assert values(dataset)["SRB", "2023", "heroin_trade"] == score

    def test_a_second_sheet_of_one_edition(self, book: Any, read: Any) -> None:
        dataset = read(book({"2023_dataset": [HEADER, SERBIA], "changes 2023": [HEADER, TURKEY]}))
        assert {area for area, _, _ in values(dataset)} == {"SRB"}
        assert "sheet 2023_dataset is read" in unread(dataset)["sheet changes 2023, all rows"]

    def test_a_sheet_that_names_no_year_or_two(self, book: Any, read: Any) -> None:
        dataset = read(
            book(
                {
                    "2023": [HEADER, SERBIA],
                    "2021-23, 2025": [HEADER, TURKEY],
                    "data": [HEADER, TURKEY],
                }
            )
        )
        assert {area for area, _, _ in values(dataset)} == {"SRB"}
        assert "names the years 2021, 2025" in unread(dataset)["sheet 2021-23, 2025, all rows"]
        assert "has no year" in unread(dataset)["sheet data, all rows"]

    def test_fewer_countries_than_the_edition_has(self, book: Any, read: Any) -> None:
        dataset = read(book({"2023_dataset": [HEADER, SERBIA, TURKEY]}))
        assert dataset.unread[-1].reason == "2 countries are read, and the edition 2023 has 193"


class TestRefused:
    """What cannot be used is said in one sentence with what was looked for and found."""

    @pytest.mark.parametrize(
        ("sheets", "words"),
        [
            ({"Cover": [["Global Organized Crime Index"]]}, "no header row"),
            (
                {
                    "2023": [["Pays", "Criminalité"], ["Serbie", 6]],
                    "info": [["Global Organized Crime Index"]],
                },
                "the first row has Pays, Criminalité",
            ),
            ({"2023": [HEADER]}, "0 areas could be read"),
            ({"2023": [HEADER, ["Europe", "x", "Ruritania", 5, 5, 5]]}, "'Ruritania'"),
            ({"2023": [["Country", "Year"], ["Serbia", 2023]]}, "no connector knows this table"),
            ({"2023": []}, "no connector knows this table"),
        ],
    )
    def test_one_sentence(self, sheets: Any, words: str, book: Any, read: Any) -> None:
        with pytest.raises(KaraulaError) as caught:
            read(book(sheets))
        assert words in str(caught.value)
        assert "index.xlsx" in str(caught.value)
        assert "\n" not in str(caught.value)


class TestLaterEdition:
    """An edition that nobody has seen: new order, new labels, a market that is not known yet."""

    def edition(self, *, new_market: bool) -> list[list[Any]]:
        countries = [("Serbia", "Europe", 5.0), ("Albania", "Europe", 6.0), ("Turkey", "Asia", 8.0)]
        header = [
            "COUNTRY",
            *[NAMES[name].upper() for name in reversed(ACTORS)],
            "Criminality average",
        ]
        header += [NAMES[name].replace("-", " ") for name in sorted(MARKETS)]
        header += ["Continent"] + ["Illicit trade in antiquities"] * new_market
        rows = []
        for name, continent, score in countries:
            markets = score * len(MARKETS) + 10.0 * new_market
            mean = (markets / (len(MARKETS) + new_market) + score) / 2
            row = [name, *[score] * len(ACTORS), float(f"{mean:.2f}"), *[score] * len(MARKETS)]
            rows.append([*row, continent, *[10.0] * new_market])
        return [[], header, *rows]

    def test_the_same_structure_is_recomputed(self, book: Any, read: Any) -> None:
        dataset = read(book({"Dataset 2027": self.edition(new_market=False)}))
        assert dataset.unread == ()
        measures = index.measures(dataset.claims["observation"], load())
        world = {m.area: (m.value, m.of) for m in measures if m.among == "WORLD"}
        assert world == {"TUR": (1.0, 3), "ALB": (2.0, 3), "SRB": (3.0, 3)}
        assert all(len(m.claim_ids) == len(MARKETS) + len(ACTORS) for m in measures)

    def test_an_unknown_market_is_listed_and_the_averages_stand(self, book: Any, read: Any) -> None:
        dataset = read(book({"Dataset 2027": self.edition(new_market=True)}))
        assert [item.place for item in dataset.unread] == [
            "sheet Dataset 2027, column X 'Illicit trade in antiquities'"
        ]
        assert values(dataset)["SRB", "2027", "criminality"] == 5.16
        measures = index.measures(dataset.claims["observation"], load())
        serbia = next(m for m in measures if m.area == "SRB" and m.unit == "score")
        assert serbia.value == 5.16
        assert "not all scores" in (serbia.assumption or "")


class TestPublishedWorkbook:
    @pytest.fixture
    def dataset(self, shared: Path, read: Any) -> Dataset:
        found: Dataset = read(shared / "data" / "goci" / "global_oc_index.xlsx")
        return found

    def test_every_cell_is_read_as_published(self, dataset: Dataset, shared: Path) -> None:
        tidy = csv.DictReader((shared / "data/goci/goci_tidy.csv").open(encoding="utf-8"))
        published = {
            (row["iso3"], row["edition"], row["indicator"].removesuffix("_avg")): float(
                row["value"]
            )
            for row in tidy
        }
        assert len(published) == 12_738
        assert values(dataset) == published
        assert dataset.claims["observation"].num_rows == 12_738
        assert dataset.unread == ()

    def test_a_second_reading_gives_the_same_bytes(
        self, dataset: Dataset, shared: Path, read: Any
    ) -> None:
        again = read(shared / "data" / "goci" / "global_oc_index.xlsx")
        assert again.claims["observation"].equals(dataset.claims["observation"])

    def test_ranks_follow_from_the_workbook(self, dataset: Dataset, shared: Path) -> None:
        derived = csv.DictReader((shared / "data/goci/goci_derived.csv").open(encoding="utf-8"))
        expected = {
            (row["edition"], row["iso3"], row["measure"].removesuffix("_avg"), among): float(
                row[rank]
            )
            for row in derived
            if row["measure"] in ("criminality_avg", "resilience_avg")
            for among, rank in (
                ("WORLD", "rank_world"),
                (row["continent"], "rank_continent"),
                (row["region"], "rank_region"),
            )
        }
        measures = index.measures(dataset.claims["observation"], load())
        assert {
            (m.period, m.area, m.name, m.among): m.value for m in measures if m.unit == "rank"
        } == expected
