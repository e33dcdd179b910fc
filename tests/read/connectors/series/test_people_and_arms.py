"""Trafficking in persons, firearms, recorded offences and the series of the development goals."""

from typing import Any

import pytest

PORTAL = (
    "Iso3_code|Country|Region|Subregion|Indicator|Dimension|Category|Sex|Age|Year|"
    "Unit of measurement|{}|Source"
)
GLOTIP, IAFQ = PORTAL.format("txtVALUE"), PORTAL.format("VALUE")
SDG = (
    "indicator|series|region|subregion|intermregion|geo|iso3_code|year|sex|age|drug|crime|dim_comp1|"
    "value|lower_bound|upper_bound|obs_status|source|time_period"
)


def victims(
    value: str,
    dimension: str = "Total",
    category: str = "Total",
    sex: str = "Total",
    age: str = "Total",
) -> list[Any]:
    what = ["Detected trafficking victims", dimension, category, sex, age]
    return ["ALB", "Albania", "Europe", "SE", *what, 2021, "Counts", value, "GLOTIP"]


def arms(
    value: str,
    dimension: str = "Total",
    category: str = "Total",
    indicator: str = "Arms seized",
    source: str = "IAFQ",
) -> list[Any]:
    what = [indicator, dimension, category, "na", "na"]
    return ["SRB", "Serbia", "Europe", "SE", *what, 2019, "Counts", value, source]


def offences(
    value: str, category: str, unit: str = "Counts", iso3: str = "SRB", country: str = "Serbia"
) -> list[Any]:
    what = ["Offences", "by type of offence", category, "Total", "Total"]
    return [iso3, country, "Europe", "SE", *what, 2020, unit, value, "CTS"]


USUAL = {
    "series": "a series",
    "geo": "Serbia",
    "iso3_code": "SRB",
    "year": 2019,
    "sex": "Total",
    "age": "Total",
    "drug": "Not applicable",
    "crime": "Total",
    "dim_comp1": "No breakdown",
    "source": "CTS",
}


def goal(number: str, value: str, **known: Any) -> list[Any]:
    row = {**USUAL, "indicator": number, "value": value, **known}
    return [row.get(label, "") for label in SDG.split("|")]


class TestTrafficking:
    def test_totals_name_no_part_and_parts_do(self, told: Any) -> None:
        read = told(
            GLOTIP,
            victims("159"),
            victims("99", sex="Female"),
            victims("54", sex="Female", age="0 to 17 years"),
            victims("16", "by form of exploitation", "Forced labour"),
        )
        assert read.connector == "unodc_glotip"
        assert read.only(breakdown=[])["value"] == 159.0
        assert read.only(breakdown=["sex=female"])["value"] == 99.0
        assert read.only(breakdown=["age=0-17", "sex=female"])["value"] == 54.0
        assert read.only(breakdown=["form=forced_labour"])["value"] == 16.0

    def test_a_masked_count_is_less_than_five_and_no_number(self, told: Any) -> None:
        found = told(GLOTIP, victims("<5")).rows[0]
        assert (found["qualifier"], found["value"], found["quote"]) == ("less_than", 5.0, "<5")

    def test_forms_put_together_are_added_and_masked_ones_make_a_range(self, told: Any) -> None:
        form = ("by form of exploitation", "Other forms of exploitation")
        read = told(GLOTIP, *(victims(n, *form) for n in ("25", "51", "7", "<5", "<5")))
        found = read.only(breakdown=["form=other"])
        assert (found["qualifier"], found["value"], found["value_max"]) == ("between", 83.0, 93.0)
        assert found["quote"] == "25 + 51 + 7 + <5 + <5"
        assert found["locator"] == "L2+L3+L4+L5+L6"

    def test_two_totals_of_one_sex_are_both_kept(self, told: Any) -> None:
        read = told(GLOTIP, victims("336", sex="Female"), victims("52", sex="Female"))
        assert [row["value"] for row in read.all(breakdown=["sex=female"])] == [336.0, 52.0]

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("Romania", "ROU"),
            ("Romanian", "ROU"),
            ("Nigerians", "NGA"),
            ("Nationals", "own"),
            ("Ciudadanos de su país", "own"),
            ("stateless", "stateless"),
        ],
    )
    def test_citizenships_become_areas_or_stay_as_written(
        self, told: Any, written: Any, meant: Any
    ) -> None:
        found = told(GLOTIP, victims("7", "by citizenship", written)).rows[0]
        assert found["breakdown"] == [f"citizenship={meant}"]

    @pytest.mark.parametrize("written", ["Q6.1_10s_2019", "", "0", "TOTAL POR AÑO"])
    def test_what_is_no_citizenship_is_listed(self, told: Any, written: Any) -> None:
        read = told(GLOTIP, victims("61,102,019", "by citizenship", written), victims("9"))
        assert [row["value"] for row in read.rows] == [9.0]
        assert read.tells("row 2", "instead of a country" if written[:1] == "Q" else "no country")

    def test_the_number_of_a_question_is_no_count(self, told: Any) -> None:
        read = told(GLOTIP, victims("6,112,019", "by citizenship", "Nationals"), victims("1,373"))
        assert [row["value"] for row in read.rows] == [1373.0]
        assert read.tells("'6,112,019'", "is not from 0 to 1,000,000")


class TestFirearms:
    def test_totals_of_single_tables_are_left_out_with_the_reason(self, told: Any) -> None:
        read = told(
            IAFQ,
            arms("900"),
            arms("872", "by condition", "Total"),
            arms("862", "by location", "Total"),
        )
        assert [row["value"] for row in read.rows] == [900.0]
        assert read.tells("rows 3, 4", "the total of one table")

    def test_arms_found_have_the_total_of_their_types(self, told: Any) -> None:
        found = {"indicator": "Arms found"}
        read = told(
            IAFQ,
            arms("900"),
            arms("30", "by type", "Total", **found),
            arms("20", "by type", "pistol", **found),
            arms("31", "by marking", "Total", **found),
        )
        assert read.only(indicator="firearms_found", breakdown=[])["value"] == 30.0
        assert read.only(breakdown=["type=pistol"])["value"] == 20.0

    def test_kinds_put_under_one_name_are_added_even_where_equal(self, told: Any) -> None:
        rows = [arms("1", "by condition", "otherwise illicitly manufactured") for _ in range(2)]
        found = told(IAFQ, *rows).rows[0]
        assert (found["value"], found["quote"]) == (2.0, "1 + 1")

    def test_answers_on_tracing_are_no_places(self, told: Any) -> None:
        read = told(
            IAFQ,
            arms("5", "by location", "land borders"),
            arms("6", "by location", "Uniquely identifiable - tracing procedure pending"),
        )
        assert [row["breakdown"] for row in read.rows] == [
            ["place=land_borders"],
            ["tracing=identifiable_pending"],
        ]

    def test_an_unknown_kind_is_listed_and_never_a_whole(self, told: Any) -> None:
        read = told(IAFQ, arms("900"), arms("5", "by type", "railgun"))
        assert [row["value"] for row in read.rows] == [900.0]
        assert read.tells("row 3", "the type 'railgun' is not known")

    def test_where_a_row_is_from_is_cited_once(self, told: Any) -> None:
        read = told(
            IAFQ, arms("900", source="SOF/IAFQ"), arms("5", "by type", "pistol", source="SOF/IAFQ")
        )
        cited = read.dataset.claims["citation"].to_pylist()
        assert [(row["ref"], row["locator"]) for row in cited] == [("SOF/IAFQ", "M2")]
        assert read.rows[0]["refs"] == ["SOF/IAFQ"]


class TestOffences:
    def test_counts_and_rates_are_one_indicator_in_two_units(self, told: Any) -> None:
        read = told(
            IAFQ,
            offences("208", "Corruption: Bribery"),
            offences("3.1", "Corruption: Bribery", "Rate per 100,000 population"),
        )
        assert read.connector == "unodc_cts"
        assert {row["unit"]: row["value"] for row in read.all(indicator="recorded_bribery")} == {
            "count": 208.0,
            "per_100000": 3.1,
        }

    def test_parts_of_countries_are_listed(self, told: Any) -> None:
        read = told(
            IAFQ,
            offences("1", "Fraud", iso3="GBR_E_W", country="United Kingdom (England and Wales)"),
            offences("2", "Fraud"),
        )
        assert [row["area"] for row in read.rows] == [["SRB"]]
        assert read.tells("row 2", "a part of a country")

    def test_victims_are_told_apart_by_their_relation_to_the_perpetrator(self, told: Any) -> None:
        row = offences("4", "Intimate partner or family member")
        row[4:8] = [
            "Victims of serious assault",
            "by relationship to perpetrator",
            row[6],
            "Female",
        ]
        found = told(IAFQ, row).rows[0]
        assert found["indicator"] == "serious_assault_victims"
        assert found["breakdown"] == ["perpetrator=partner_or_family", "sex=female"]


class TestGoals:
    def test_each_series_is_an_indicator_with_its_unit(self, told: Any) -> None:
        read = told(
            SDG,
            goal("16.1.1", "1.2"),
            goal("16.5.2", "9.2"),
            goal("3.5.1", "0.5", drug="Opiates or opioids"),
        )
        assert [(row["indicator"], row["unit"], row["substance"]) for row in read.rows] == [
            ("homicide_rate", "per_100000", None),
            ("bribery_prevalence", "percent", None),
            ("drug_treatment_coverage", "percent", "opioids"),
        ]

    def test_regions_among_the_countries_are_listed_with_the_reason(self, told: Any) -> None:
        read = told(
            SDG,
            goal("16.1.1", "4.5", geo="Central and Southern Asia", iso3_code="ACS"),
            goal("16.1.1", "1", geo="Scotland", iso3_code="GBR_S"),
            goal("16.1.1", "2", geo="Kosovo (under UNSC res. 1244)", iso3_code="XKX"),
        )
        assert [row["area"] for row in read.rows] == [["XKX"]]
        assert read.tells("row 2", "Central and Southern Asia (ACS) is a region")
        assert read.tells("row 3", "Scotland (GBR_S) is a part of a country")

    def test_an_estimate_is_about_its_value(self, told: Any) -> None:
        found = told(SDG, goal("16.1.1", "4.5", obs_status="Estimated value")).rows[0]
        assert found["qualifier"] == "about"

    def test_a_withheld_value_is_a_gap_with_its_reason_and_a_zero_is_a_zero(
        self, told: Any
    ) -> None:
        withheld = "Omitted value for confidentiality reasons"
        read = told(
            SDG,
            goal("16.2.2", "", sex="Male", crime="Trafficking in Person", obs_status=withheld),
            goal(
                "16.2.2", "0.0", sex="Female", crime="Trafficking in Person for sexual exploitation"
            ),
        )
        assert [(row["value"], row["breakdown"]) for row in read.rows] == [
            (0.0, ["form=sexual_exploitation", "sex=female"])
        ]
        assert read.tells(f"1 with {withheld}", "gaps, not zeros")

    def test_two_sources_of_one_year_are_both_kept_and_equal_ones_count_once(
        self, told: Any
    ) -> None:
        read = told(
            SDG,
            goal("16.2.2", "5.47", crime="Trafficking in Person", source="SDG"),
            goal("16.2.2", "5.47", crime="Trafficking in Person", source="SDG"),
            goal("16.2.2", "4.1", crime="Trafficking in Person", source="GLOTIP"),
        )
        assert [(row["value"], row["refs"]) for row in read.rows] == [
            (5.47, ["SDG"]),
            (4.1, ["GLOTIP"]),
        ]

    def test_a_percentage_above_hundred_is_listed(self, told: Any) -> None:
        read = told(
            SDG, goal("16.3.2", "535.9"), goal("16.3.2", "28.1"), goal("16.3.2", "100", year=2020)
        )
        assert [row["value"] for row in read.rows] == [28.1, 100.0]
        assert read.tells("row 2", "a percentage above 100")

    @pytest.mark.parametrize(
        ("span", "period"),
        [("2019-2020", "2019/2020"), ("2018–19", "2018/2019"), ("", "2019"), ("2019", "2019")],
    )
    def test_arms_are_traced_over_one_year_or_two(self, told: Any, span: Any, period: Any) -> None:
        assert told(SDG, goal("16.4.2", "50", time_period=span)).rows[0]["period"] == period

    def test_years_that_contradict_one_another_are_listed(self, told: Any) -> None:
        read = told(SDG, goal("16.4.2", "100", time_period="2020", year=2022), goal("16.4.2", "50"))
        assert [row["value"] for row in read.rows] == [50.0]
        assert read.tells("row 2", "'2020' does not hold '2022'")

    def test_flows_are_ranges_in_dollars_apart_by_direction_and_market(self, told: Any) -> None:
        drugs = "Illicit financial flows from illegal market activities. Drug trafficking"
        inward = "Total value of inward illicit financial flows (Million USD, actual value)"
        known = {"dim_comp1": drugs, "obs_status": "Estimated value"}
        read = told(
            SDG,
            goal("16.4.1", "", lower_bound="1100.0", upper_bound="2100.0", series=inward, **known),
            goal(
                "16.4.1",
                "3",
                lower_bound="2",
                upper_bound="6",
                series=inward.replace("inward", "outward"),
                **known,
            ),
        )
        first, second = read.rows
        assert (first["qualifier"], first["value"], first["value_max"]) == ("between", 1.1e9, 2.1e9)
        assert (second["value"], second["low"], second["high"]) == (3e6, 2e6, 6e6)
        assert first["breakdown"] == ["direction=inward", "market=drugs"]
        assert second["breakdown"] == ["direction=outward", "market=drugs"]
