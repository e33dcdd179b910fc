"""Governance, corruption, democracy, the economy and the panel of all of them."""

from typing import Any

import pytest

WGI = (
    "codeindyr|code|countryname|year|indicator|estimate|stddev|nsource|pctrank|pctranklower|"
    "pctrankupper"
)
CPI = (
    "Country / Territory|ISO3|Region|CPI score 2023|Rank|Standard error|Number of sources|Lower CI|"
    "Upper CI|World Bank CPIA"
)
VDEM = "vdem_country_name|country_text_id|year|v2x_polyarchy|v2x_libdem"
WDI = "iso3|year|gdp_pc_usd2015|unemployment_15plus|gini|hdi"


class TestGovernance:
    def test_a_standard_error_becomes_an_interval(self, told: Any) -> None:
        read = told(
            WGI,
            ["ALBcc1996", "ALB", "Albania", 1996, "cc", "-0.89", "0.32", 3, "19.4", "2.7", "43.0"],
        )
        found = read.only(unit="wgi_estimate")
        assert (found["indicator"], found["value"]) == ("wgi_control_of_corruption", -0.89)
        assert found["low"] == pytest.approx(-0.89 - 1.645 * 0.32, abs=1e-3)
        assert found["high"] == pytest.approx(-0.89 + 1.645 * 0.32, abs=1e-3)
        assert (found["level"], found["quote"], found["locator"]) == (0.9, "-0.89; 0.32", "F2;G2")

    def test_the_percentile_rank_has_its_own_bounds(self, told: Any) -> None:
        read = told(
            WGI, ["", "ALB", "Albania", 1996, "rl", "-0.8", "0.3", 3, "19.4", "2.7", "43.0"]
        )
        found = read.only(unit="percentile_rank")
        assert (found["indicator"], found["value"]) == ("wgi_rule_of_law", 19.4)
        assert (found["low"], found["high"], found["level"]) == (2.7, 43.0, 0.9)

    def test_two_dots_are_a_gap(self, told: Any) -> None:
        row = ["", "AND", "Andorra", 1996, "va", "..", "..", "..", "..", "..", ".."]
        read = told(WGI, row, ["", "ALB", "Albania", 1996, "va", "0.1", "0.2", 3, "50", "40", "60"])
        assert {row["area"][0] for row in read.rows} == {"ALB"}
        assert read.tells("1 of 2", "1 with '..'", "gaps, not zeros")

    @pytest.mark.parametrize(
        ("code", "name", "area"),
        [
            ("KSV", "Kosovo", "XKX"),
            ("ROM", "Romania", "ROU"),
            ("ADO", "Andorra", "AND"),
            ("TMP", "Timor-Leste", "TLS"),
            ("ZAR", "Congo, Dem. Rep.", "COD"),
            ("WBG", "West Bank and Gaza", "PSE"),
        ],
    )
    def test_codes_that_are_not_iso_are_known_by_the_name(
        self, told: Any, code: Any, name: Any, area: Any
    ) -> None:
        read = told(WGI, ["", code, name, 2000, "va", "0.1", "0.2", 3, "50", "40", "60"])
        assert {row["area"][0] for row in read.rows} == {area}
        assert read.dataset.unread == ()


class TestCorruption:
    def test_an_edition_has_its_period_in_the_label_and_its_interval(self, told: Any) -> None:
        read = told(
            CPI,
            ["Denmark", "DNK", "WE/EU", "90", "1", "1,82", "8", "87", "93", ""],
            name="cpi_2023.csv",
            sign=";",
            before="Corruption Perceptions Index 2023;;;;;;;;;\n",
        )
        found = read.only(area=["DNK"])
        assert (found["indicator"], found["period"], found["value"]) == ("cpi", "2023", 90.0)
        assert (found["low"], found["high"], found["level"]) == (87.0, 93.0, 0.9)
        assert read.tells("row 1", "stands above the header row")

    def test_a_later_edition_needs_no_change(self, told: Any) -> None:
        read = told(
            CPI.replace("2023", "2031"),
            ["Serbia", "SRB", "", "40", "", "", "", "", "", ""],
            name="CPI.csv",
        )
        assert read.rows[0]["period"] == "2031"

    def test_years_before_2012_are_another_indicator(self, told: Any) -> None:
        read = told(
            "country|2005|2011|2012|2017",
            ["Albania", "2.4", "3.053", "3.3", "3.8"],
            name="cpi_wide.csv",
        )
        assert [(r["indicator"], r["period"], r["value"], r["unit"]) for r in read.rows] == [
            ("cpi_until_2011", "2005", 2.4, "points_10"),
            ("cpi_until_2011", "2011", 3.053, "points_10"),
            ("cpi", "2012", 33.0, "points_100"),
            ("cpi", "2017", 38.0, "points_100"),
        ]

    def test_a_score_of_zero_is_missing(self, told: Any) -> None:
        read = told("country|2012|2013", ["Albania", "0.0", "3.1"], name="cpi_wide.csv")
        assert [row["period"] for row in read.rows] == ["2013"]
        assert read.tells("column B", "1 with '0.0'", "gaps, not zeros")

    def test_a_country_under_two_spellings_is_one(self, told: Any) -> None:
        read = told(
            "country|2012|2013|2014",
            ["Kuwait", "4.4", "0.0", "4.4"],
            ["Kuweit", "0.0", "4.3", "4.4"],
            ["Yugoslavia", "1.3", "0.0", "0.0"],
            name="cpi_wide.csv",
        )
        assert [(row["area"][0], row["period"]) for row in read.rows] == [
            ("KWT", "2012"),
            ("KWT", "2013"),
            ("KWT", "2014"),
        ]
        assert read.tells("Yugoslavia is a former state")

    def test_a_table_of_years_under_another_name_is_not_taken(self, told: Any) -> None:
        with pytest.raises(Exception, match="no connector knows this table"):
            told("country|2012|2013", ["Albania", "33", "31"], name="tourists.csv")


class TestDemocracy:
    def test_parts_of_states_are_listed_even_with_a_known_code(self, told: Any) -> None:
        read = told(
            VDEM,
            ["Palestine/West Bank", "PSE", 2020, "0.2", "0.1"],
            ["Somaliland", "SML", 2020, "0.2", "0.1"],
            ["Kosovo", "XKX", 2020, "0.6", "0.4"],
        )
        assert {row["area"][0] for row in read.rows} == {"XKX"}
        assert read.tells("Palestine/West Bank (PSE) is a part of a state")

    def test_bounds_of_the_full_file_are_kept(self, told: Any) -> None:
        read = told(
            "country_name|country_text_id|year|v2x_polyarchy|v2x_polyarchy_codelow|v2x_polyarchy_codehigh|v2x_corr",
            ["Serbia", "SRB", 2020, "0.35", "0.31", "0.39", "0.7"],
        )
        found = read.only(indicator="vdem_electoral_democracy")
        assert (found["value"], found["low"], found["high"], found["level"]) == (
            0.35,
            0.31,
            0.39,
            0.68,
        )
        assert read.only(indicator="vdem_political_corruption")["low"] is None

    def test_regions_without_a_code_are_listed_and_kosovo_is_known(self, told: Any) -> None:
        read = told(
            "entity|code|year|political_corruption",
            ["Europe", "", 2020, "0.3"],
            ["World", "OWID_WRL", 2020, "0.5"],
            ["Kosovo", "OWID_KOS", 2020, "0.6"],
        )
        assert [row["area"] for row in read.rows] == [["XKX"]]
        assert read.tells("Europe is a region") and read.tells("World (OWID_WRL) is a region")

    def test_a_value_off_the_scale_is_listed(self, told: Any) -> None:
        read = told(VDEM, ["Serbia", "SRB", 2020, "35", "0.2"])
        assert [row["indicator"] for row in read.rows] == ["vdem_liberal_democracy"]
        assert read.tells("column D", "'35' is not from 0 to 1")


class TestEconomy:
    def test_one_column_is_one_indicator_and_empty_cells_are_gaps(self, told: Any) -> None:
        read = told(WDI, ["SRB", 2020, "7000.5", "9.01", "", "0.8"])
        assert {row["indicator"]: (row["value"], row["unit"]) for row in read.rows} == {
            "gdp_per_capita": (7000.5, "usd_2015"),
            "unemployment_rate": (9.01, "percent"),
            "hdi": (0.8, "zero_to_one"),
        }
        assert read.tells("column E", "1 of 1")

    @pytest.mark.parametrize(
        ("name", "indicator"), [("population.csv", "population"), ("gdp.csv", "gdp")]
    )
    def test_a_table_that_does_not_say_what_it_measures_is_known_by_its_name(
        self, told: Any, name: Any, indicator: Any
    ) -> None:
        read = told(
            "Country Name|Country Code|Year|Value",
            ["Kosovo", "XKX", 2020, "1790000"],
            ["Arab World", "ARB", 2020, "440000000"],
            name=name,
        )
        assert [(row["indicator"], row["area"]) for row in read.rows] == [(indicator, ["XKX"])]
        assert read.tells("Arab World (ARB) is a group of countries")

    def test_the_same_table_under_a_name_that_tells_nothing_is_refused(self, told: Any) -> None:
        with pytest.raises(Exception, match="a name that tells what it holds"):
            told(
                "Country Name|Country Code|Year|Value",
                ["Kosovo", "XKX", 2020, "1"],
                name="data.csv",
            )

    def test_the_panel_is_not_taken_for_its_parts(self, told: Any) -> None:
        read = told(
            "iso3|year|gdp_pc_usd2015|wgi_cc|cocaine_kg_9619_max_row|cocaine_kg_annex|cpi",
            ["ALB", 2018, "5000", "-0.5", "630.6", "631", ""],
        )
        assert read.connector == "panel"
        assert [row["value"] for row in read.all(indicator="cocaine_seized")] == [630.6, 631.0]
        assert {row["substance"] for row in read.all(indicator="cocaine_seized")} == {"cocaine"}
