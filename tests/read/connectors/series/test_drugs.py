"""Drugs: seizures, prices and use of the World Drug Report, and cocaine by country and year."""

from typing import Any

import pytest

from karaula.evidence import Observation
from karaula.evidence.table import claims_from_table

SEIZURES = "region|subregion|country|iso3|drug_group|drug_subgroup|drug|year|kilograms"
TOTAL = (
    "Cocaine (total of the above, including if unspecified/undistinguished, but excluding "
    "coca leaf and coca bush)"
)
PRICES = (
    "region|subregion|country|drug_group|drug|level|year|typical_usd|minimum_usd|maximum_usd|unit"
)
USE = "region|subregion|country_territory|druggroup|drug|year|age|all|male|female"
NATIONAL = "country|iso3|year|sum_kg|max_row_kg|source_rows"


def seized(
    drug: str, kg: str, year: Any = 2021, country: str = "Albania", iso3: str = "ALB"
) -> list[Any]:
    return ["Europe", "SEE", country, iso3, "Group", "Subgroup", drug, year, kg]


def price(typical: str, low: str, high: str, unit: str, level: str = "Retail") -> list[Any]:
    return ["Europe", "SEE", "Serbia", "Opioids", "Heroin", level, 2020, typical, low, high, unit]


class TestSeizures:
    def test_a_cell_becomes_an_observation(self, told: Any) -> None:
        read = told(SEIZURES, seized("Heroin", "12.5"))
        assert read.connector == "wdr_seizures"
        claims = claims_from_table("observation", read.dataset.claims["observation"])
        assert claims[0].slots == Observation(
            indicator="heroin_seized",
            value=12.5,
            unit="kg",
            area=("ALB",),
            period="2021",
            substance="heroin",
            raw_value="12.5",
        )
        assert (claims[0].locator, claims[0].quote) == ("I2", "12.5")
        assert claims[0].method == "connector:wdr_seizures@1"
        assert claims[0].credibility == 3

    @pytest.mark.parametrize(
        ("total", "parts", "read_as", "quote"),
        [
            # A total beside its parts, larger than their sum: the total alone.
            ("20", ("10", "2"), 20.0, "20"),
            # A total beside its parts, smaller: their sum, with all of its cells.
            ("5", ("10", "2"), 12.0, "10 + 2"),
            # A total that equals the sum: the total, once.
            ("12", ("10", "2"), 12.0, "12"),
            # A total instead of the parts.
            ("7", (), 7.0, "7"),
            # Parts without a total.
            (None, ("10", "2"), 12.0, "10 + 2"),
            (None, ("10",), 10.0, "10"),
        ],
    )
    def test_the_larger_of_total_and_parts_is_read_never_the_sum(
        self, told: Any, total: Any, parts: Any, read_as: Any, quote: Any
    ) -> None:
        names = ("Cocaine hydrochloride", '"Crack" cocaine')
        rows = [seized(name, kg) for name, kg in zip(names, parts, strict=False)]
        rows += [seized(TOTAL, total)] if total else []
        read = told(SEIZURES, *rows)
        found = read.only(substance="cocaine", breakdown=[])
        assert (found["value"], found["quote"]) == (read_as, quote)
        assert found["indicator"] == "cocaine_seized"
        assert len(read.all(indicator="crack_seized")) == (len(parts) > 1)
        assert read.tells("smaller than the sum of its parts") == (total == "5")

    def test_coca_leaf_is_in_no_total_of_cocaine(self, told: Any) -> None:
        read = told(SEIZURES, seized("Cocaine hydrochloride", "3"), seized("Coca leaf", "900"))
        assert read.only(substance="cocaine")["value"] == 3.0
        assert read.only(substance="coca_leaf")["value"] == 900.0

    def test_cannabis_plants_are_in_no_total(self, told: Any) -> None:
        read = told(
            SEIZURES,
            seized("Cannabis herb (marijuana)", "5"),
            seized("Cannabis plants", "11497000"),
        )
        assert {row["substance"] for row in read.rows} == {"cannabis_herb", "cannabis_plant"}

    def test_yaba_is_a_part_of_methamphetamine_and_both_of_the_stimulants(self, told: Any) -> None:
        read = told(
            SEIZURES,
            seized("Methamphetamine", "100"),
            seized("“Yaba”", "4000"),
            seized("Amphetamine", "1"),
        )
        assert read.only(substance="methamphetamine", breakdown=[])["value"] == 4100.0
        assert read.only(substance="yaba")["value"] == 4000.0
        assert read.only(substance="amphetamines", breakdown=[])["value"] == 4101.0

    def test_rows_of_one_drug_are_parts_and_quote_every_cell(self, told: Any) -> None:
        read = told(SEIZURES, seized("Heroin", "1.5"), seized("Heroin", "2"), seized("Heroin", "3"))
        found = read.only(substance="heroin")
        assert (found["value"], found["quote"], found["locator"]) == (
            6.5,
            "1.5 + 2 + 3",
            "I2+I3+I4",
        )

    def test_rows_equal_in_every_column_count_once(self, told: Any) -> None:
        read = told(
            SEIZURES, seized("Heroin", "1.5"), seized("Heroin", "1.5"), seized("Heroin", "2")
        )
        found = read.only(substance="heroin")
        assert (found["value"], found["quote"]) == (3.5, "1.5 + 2")
        assert read.tells("row 3", "counts once")

    def test_two_names_of_one_drug_are_parts_even_with_equal_amounts(self, told: Any) -> None:
        read = told(SEIZURES, seized("GBL", "2"), seized("Gamma-Butyrolactone (GBL)", "2"))
        assert read.only(substance="gbl")["value"] == 4.0

    @pytest.mark.parametrize(
        ("year", "kg", "low", "high"),
        [
            (2018, "0.0", 0.0, 0.5),
            (2019, "631.0", 630.5, 631.5),
            (2020, "0.0", None, None),
            (2022, "631.0", None, None),
        ],
    )
    def test_rounded_years_carry_what_a_value_can_be(
        self, told: Any, year: Any, kg: Any, low: Any, high: Any
    ) -> None:
        found = told(SEIZURES, seized("Heroin", kg, year)).only(substance="heroin")
        assert (found["low"], found["high"], found["level"]) == (low, high, None)
        assert found["value"] == float(kg)

    def test_a_sum_of_rounded_values_adds_their_bounds(self, told: Any) -> None:
        read = told(SEIZURES, seized("Heroin", "1.0", 2018), seized("Heroin", "3.0", 2018))
        found = read.only(substance="heroin")
        assert (found["value"], found["low"], found["high"]) == (4.0, 3.0, 5.0)

    def test_an_empty_amount_is_a_gap(self, told: Any) -> None:
        read = told(SEIZURES, seized("Heroin", ""), seized("Heroin", "4", 2020))
        assert [row["period"] for row in read.rows] == ["2020"]
        assert read.tells("column I", "1 of 2", "gaps, not zeros")

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            (seized("Caffeine", "4"), ("row 2", "'Caffeine' is not known")),
            (seized("Heroin", "4", country="Ruritania", iso3="RUR"), ("row 2", "Ruritania")),
            (seized("Heroin", "-4"), ("'-4'", "is not from 0")),
            (seized("Heroin", "many"), ("'many' is no number",)),
            (seized("Heroin", "4", year="lately"), ("'lately' is not known",)),
            (seized("Heroin", "4", country="Serbia"), ("'Serbia' and 'ALB' are two areas",)),
        ],
    )
    def test_what_cannot_be_read_is_listed(self, told: Any, row: Any, words: Any) -> None:
        read = told(SEIZURES, row, seized("Heroin", "1", 2020))
        assert len(read.rows) == 1
        assert read.tells(*words)

    def test_columns_in_another_order_and_case_are_known_by_name(self, told: Any) -> None:
        read = told(
            "Kilograms|YEAR|Drug|Country", ["7", "2022", "Heroin", "Bosnia and Herzegovina"]
        )
        assert (read.connector, read.rows[0]["area"]) == ("wdr_seizures", ["BIH"])


class TestPrices:
    @pytest.mark.parametrize(
        ("unit", "typical", "value", "as_unit"),
        [
            ("g", "30", 30.0, "usd_per_gram"),
            ("kg", "20000", 20000.0, "usd_per_kg"),
            ("10 g", "300", 30.0, "usd_per_gram"),
            ("250 mg", "10", 40.0, "usd_per_gram"),
            ("1000 tablet", "500", 0.5, "usd_per_tablet"),
            ("Pill", "4", 4.0, "usd_per_tablet"),
            ("mL", "2", 2000.0, "usd_per_litre"),
            ("pound", "453.59237", 1000.0, "usd_per_kg"),
            ("Trip", "9", 9.0, "usd_per_dose"),
        ],
    )
    def test_units_in_cells_become_one_unit_a_kind(
        self, told: Any, unit: Any, typical: Any, value: Any, as_unit: Any
    ) -> None:
        found = told(PRICES, price(typical, "", "", unit)).rows[0]
        assert found["value"] == pytest.approx(value, rel=1e-9)
        assert (found["unit"], found["raw_unit"], found["raw_value"]) == (
            as_unit,
            f"USD per {unit}",
            typical,
        )

    @pytest.mark.parametrize(("unit", "why"), [("", "names no unit"), ("Packet", "'Packet'")])
    def test_a_price_without_a_known_unit_is_listed(self, told: Any, unit: Any, why: Any) -> None:
        read = told(PRICES, price("3", "", "", unit), price("3", "", "", "g"))
        assert len(read.rows) == 1
        assert read.tells("row 2", why)

    def test_lowest_and_highest_are_the_bounds(self, told: Any) -> None:
        found = told(PRICES, price("300", "200", "400", "10 g")).rows[0]
        assert (found["low"], found["high"], found["level"]) == (20.0, 40.0, None)
        assert (found["quote"], found["locator"]) == ("300; 200; 400", "H2;I2;J2")

    def test_only_lowest_and_highest_make_a_range(self, told: Any) -> None:
        found = told(PRICES, price("", "200", "400", "kg")).rows[0]
        assert (found["qualifier"], found["value"], found["value_max"]) == ("between", 200.0, 400.0)
        assert (found["quote"], found["locator"]) == ("200; 400", "I2;J2")

    @pytest.mark.parametrize(("low", "high"), [("350", "400"), ("400", "200"), ("100", "200")])
    def test_bounds_that_do_not_hold_the_price_are_left_out_and_listed(
        self, told: Any, low: Any, high: Any
    ) -> None:
        read = told(PRICES, price("300", low, high, "kg"))
        assert (read.rows[0]["value"], read.rows[0]["low"], read.rows[0]["high"]) == (
            300.0,
            None,
            None,
        )
        assert read.tells("row 2", "bounds do not hold the value")

    def test_retail_and_wholesale_are_told_apart(self, told: Any) -> None:
        read = told(PRICES, price("30", "", "", "g"), price("20000", "", "", "kg", "Wholesale"))
        assert read.only(breakdown=["market_level=retail"])["unit"] == "usd_per_gram"
        assert read.only(breakdown=["market_level=wholesale"])["unit"] == "usd_per_kg"

    def test_several_prices_of_one_thing_are_all_kept(self, told: Any) -> None:
        read = told(
            PRICES, price("30", "", "", "g"), price("35", "", "", "g"), price("30", "", "", "g")
        )
        assert sorted(row["value"] for row in read.rows) == [30.0, 35.0]
        assert read.tells("row 4", "counts once")


class TestUse:
    def test_men_and_women_are_parts_and_the_whole_has_none(self, told: Any) -> None:
        row = [
            "Europe",
            "SEE",
            "Albania",
            "Opioids and Opiates",
            "Opiates",
            "2014",
            "general",
            "0.5",
        ]
        read = told(USE, [*row, "0.9", ""])
        assert read.only(breakdown=[])["value"] == 0.5
        assert read.only(breakdown=["sex=male"])["value"] == 0.9
        assert len(read.rows) == 2
        assert read.tells("column J", "gaps, not zeros")
        assert read.rows[0]["indicator"] == "opiates_use_prevalence"

    def test_another_age_than_all_adults_is_a_part(self, told: Any) -> None:
        row = ["Europe", "SEE", "Albania", "Cannabis", "Cannabis", "2014", "15-34", "3", "", ""]
        assert told(USE, row).rows[0]["breakdown"] == ["age=15-34"]

    def test_recall_periods_of_new_substances_are_indicators(self, told: Any) -> None:
        labels = (
            "drug_group|drug|country_territory|lifetime_total|past_year_total|past_month_total|"
            "year|age"
        )
        read = told(labels, ["NPS", "Ketamine", "Serbia", "1.2", "0.3", "0.1", "2018", "general"])
        assert {row["indicator"]: row["value"] for row in read.rows} == {
            "ketamine_lifetime_use_prevalence": 1.2,
            "ketamine_use_prevalence": 0.3,
            "ketamine_past_month_use_prevalence": 0.1,
        }

    def test_parts_of_the_united_kingdom_are_no_country(self, told: Any) -> None:
        row = [
            "Europe",
            "",
            "United Kingdom (Scotland)",
            "Cannabis",
            "Cannabis",
            "2014",
            "general",
            "9",
        ]
        read = told(USE, [*row, "", ""], ["Europe", "", "Serbia", *row[3:], "", ""])
        assert [r["area"] for r in read.rows] == [["SRB"]]
        assert read.tells("row 2", "a part of a country")


class TestNationalCocaine:
    def test_the_largest_row_is_read_and_never_the_sum(self, told: Any) -> None:
        read = told(NATIONAL, ["Albania", "ALB", "2018", "1261.2", "630.6", "2"])
        assert read.only(area=["ALB"])["value"] == 630.6
        assert read.dataset.unread == ()

    def test_zero_stands_for_missing(self, told: Any) -> None:
        read = told(
            NATIONAL,
            ["Albania", "ALB", "2018", "0", "0", "2"],
            ["Serbia", "SRB", "2018", "1", "1", "1"],
        )
        assert [row["area"] for row in read.rows] == [["SRB"]]
        assert read.tells("'0'", "gaps, not zeros")

    def test_the_code_na_is_not_namibia(self, told: Any) -> None:
        read = told(
            NATIONAL,
            ["Netherlands Antilles", "NA", "2000", "9", "9", "1"],
            ["Namibia", "NAM", "2000", "1", "1", "1"],
        )
        assert [row["area"] for row in read.rows] == [["NAM"]]
        assert read.tells("Netherlands Antilles", "a former state")
