"""The table of seizures made from incident claims: dates, amounts, short lists, flags, events."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.evidence import Claim, Incident
from karaula.evidence.event import Event, event_id, events_table
from karaula.evidence.seizure import SCHEMA
from karaula.evidence.table import claims_table, tidied
from karaula.measure.seizures import seizures
from karaula.measure.seizures.normalise import coarse_days, days_of, short_list
from karaula.vocabulary import load


def row(number: int = 1, *, source: str = "s", modality: Any = "asserted", **slots: Any) -> Claim:
    """A row of a data set."""
    given: dict[str, Any] = {"type": "seizure", "area": ("SRB",), "substance": ("heroin",)}
    return Claim(
        slots=Incident(**given | slots),
        source_id=source,
        method="connector:own@1",
        quote="a row",
        locator=f"row {number}",
        modality=modality,
    )


def report(**slots: Any) -> Claim:
    """What a text tells."""
    return replace(row(**slots), source_id="text", locator=None, start=0, end=5)


def table(*claims: Claim, events: pa.Table | None = None) -> list[dict[str, Any]]:
    made = seizures(claims_table("incident", claims), load(), events)
    assert made.schema == SCHEMA
    rows: list[dict[str, Any]] = made.to_pylist()
    return rows


def one(claim: Claim) -> dict[str, Any]:
    (found,) = table(claim)
    return found


class TestWhatIsASeizure:
    def test_no_claim_gives_no_row(self) -> None:
        assert table() == []

    def test_denied_claims_and_texts_without_drugs_are_left_out(self) -> None:
        assert table(row(modality="denied", kg=1.0)) == []
        assert table(report(substance=(), quantity=10.0, unit="cigarette")) == []
        assert table(report(type="arrests", arrests=3)) == []
        for other in ("waste", "firearms", "tobacco", "counterfeit_goods"):
            assert table(report(substance=(other,), quantity=1500.0, unit="tonne", kg=1.5e6)) == []
        assert one(report(substance=("drugs",), kg=5.0))["kg"] == 5.0

    def test_an_operation_that_tells_an_amount_is_one(self) -> None:
        assert one(report(type="operation", kg=5.0, quantity=5.0, unit="kg"))["origin"] == "text"


class TestAmounts:
    @pytest.mark.parametrize(
        ("slots", "low", "kg", "high"),
        [
            ({"quantity": 2.0, "unit": "tonne", "kg": 2000.0}, 2000, 2000, 2000),
            ({"quantity": 2.0, "unit": "ton", "kg": 2000.0}, 1814.36948, 2000, 2032.0938176),
            ({"kg": 2.0, "kg_max": 3.0}, 2, 2.5, 3),
            ({"quantity": 2.0, "unit": "kg", "kg": 2.0}, 2, 2, 2),
        ],
    )
    def test_kilograms(self, slots: dict[str, Any], low: float, kg: float, high: float) -> None:
        found = one(report(**slots))
        assert (found["kg_low"], found["kg"], found["kg_high"]) == (low, kg, high)
        assert (found["measure"], found["kg_basis"]) == ("mass", "mass")

    def test_a_narrower_factor_goes_before_a_wider_one(self) -> None:
        slots: dict[str, Any] = {"quantity": 1000.0, "unit": "tablet"}
        wide = one(row(substance=("amphetamine",), **slots))
        narrow = one(row(substance=("methamphetamine",), **slots))
        assert (wide["kg_basis"], narrow["kg_basis"]) == ("ats_tablet", "methamphetamine_tablet")
        assert wide["kg"] > narrow["kg"]

    def test_ecstasy_by_weight_is_doses_within_bounds(self) -> None:
        found = one(row(substance=("mdma",), quantity=1.0, unit="kg", kg=1.0))
        assert found["doses_low"] < found["doses"] < found["doses_high"]

    @given(
        st.sampled_from(sorted(load().units)),
        st.sampled_from(sorted(load().substances)),
        st.floats(-1e12, 1e12) | st.none(),
    )
    def test_kinds_are_never_mixed(self, unit: str, substance: str, quantity: float | None) -> None:
        found = one(row(substance=(substance,), quantity=quantity, unit=unit))
        dimension = load().units[unit].dimension
        if found["kg_basis"] == "mass":
            assert dimension == "mass"
        if found["kg_basis"] == "volume":
            assert dimension == "volume"
        if found["kg"] is not None:
            assert quantity is not None and quantity >= 0
            assert 0 <= found["kg_low"] <= found["kg"] * (1 + 1e-9)
            assert found["kg"] <= found["kg_high"] * (1 + 1e-9)
        else:
            assert found["kg_basis"] is None
        if found["measure"] not in (None, "unknown"):
            kind = "plants" if load().units[unit].base == "plant" else dimension
            assert found["measure"] == kind

    @given(st.floats(1e-6, 1e9))
    def test_tidying_changes_no_digit_that_counts(self, value: float) -> None:
        (found,) = tidied(np.array([value]))
        assert found == float(f"{value:.12g}") or found == pytest.approx(value, rel=1e-11)
        assert tidied(np.array([found])) == [found]

    def test_tidying_takes_float_residue_away(self) -> None:
        values = [3.9139999999999997, 0.1 + 0.2, 0.0, -1.1, np.nan, 1e300]
        assert tidied(np.array(values)).tolist()[:4] == [3.914, 0.3, 0.0, -1.1]


class TestDates:
    @pytest.mark.parametrize(
        ("text", "low", "high", "precision"),
        [
            ("2014-02", "2014-02-01", "2014-02-28", "month"),
            ("2014", "2014-01-01", "2014-12-31", "year"),
            ("2014-04/2014-06", "2014-04-01", "2014-06-30", "quarter"),
            ("2014-03-04/2014-03-06", "2014-03-04", "2014-03-06", "month"),
            ("2014/2016", "2014-01-01", "2016-12-31", "year"),
        ],
    )
    def test_precision(self, text: str, low: str, high: str, precision: str) -> None:
        days = days_of(text)
        assert days is not None
        found = (days.low.isoformat(), days.high.isoformat(), days.precision)
        assert found == (low, high, precision)

    @pytest.mark.parametrize("text", ["--03-04", "2014-02-30", "soon", "2016/2014", "2014/.."])
    def test_no_date(self, text: str) -> None:
        assert days_of(text) is None

    def test_days_that_stand_for_months_are_widened(self) -> None:
        rows = [row(n, date=f"2014-{n:02}-01", kg=1.0) for n in range(1, 9)]
        found = table(*rows)
        assert {one["date_precision"] for one in found} == {"month"}
        assert found[1]["date_high"] == date(2014, 2, 28)
        assert found[1]["flags"] == ["day_stands_for_more"]

    def test_last_days_of_months_stand_for_months_too(self) -> None:
        ends = ["2014-01-31", "2014-02-28", "2014-03-31", "2014-04-30", "2014-05-31"]
        found = table(*(row(n, date=day, kg=1.0) for n, day in enumerate(ends)))
        assert {one["date_precision"] for one in found} == {"month"}
        assert found[1]["date_low"] == date(2014, 2, 1)

    def test_first_of_january_only_stands_for_a_year(self) -> None:
        found = table(*(row(n, date="2014-01-01", kg=float(n)) for n in range(6)))
        assert {one["date_precision"] for one in found} == {"year"}

    def test_another_area_source_or_year_does_not_count(self) -> None:
        monthly = [row(n, date=f"2014-{n:02}-01", kg=1.0) for n in range(1, 9)]
        others = [
            row(20, date="2014-05-01", area=("ALB",), kg=1.0),
            row(21, date="2014-05-01", source="other", kg=1.0),
            row(22, date="2015-05-01", kg=1.0),
        ]
        found = table(*monthly, *others)
        assert [one["date_precision"] for one in found[8:]] == ["day"] * 3

    def test_one_raid_on_a_first_of_a_month_is_a_day(self) -> None:
        found = table(*(row(n, date="2014-05-01", kg=float(n)) for n in range(9)))
        assert {one["date_precision"] for one in found} == {"day"}

    @given(st.lists(st.integers(0, 364), min_size=30, max_size=200), st.randoms())
    def test_real_days_stay_days(self, offsets: list[int], _: Any) -> None:
        days = np.array([np.datetime64("2014-01-01") + n for n in offsets], "datetime64[D]")
        firsts = sum((date(2014, 1, 1) + timedelta(n)).day == 1 for n in offsets)
        months, years = coarse_days(
            np.zeros(len(days), int), days, np.ones(len(days), bool), np.ones(len(days), int)
        )
        if firsts < 0.9 * len(days) and len(set(offsets)) > 20:
            lasts = sum((date(2014, 1, 2) + timedelta(n)).day == 1 for n in offsets)
            assert lasts >= 0.9 * len(days) or not (months.any() or years.any())


class TestLists:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("Postal", "mail"),
            ("in the petrol tank of a lorry", "vehicle"),
            ("false bottom of a suitcase", "baggage"),
            ("Farm / Plantation", "premises"),
            ("u rezervoaru vozila", "vehicle"),
            ("у возилу, у бункеру", "vehicle"),
            ("në çantë shpine", "baggage"),
            ("sub haine", "clothing"),
            ("в тайник", "vehicle"),
            ("somewhere", None),
        ],
    )
    def test_hiding(self, words: str, found: str | None) -> None:
        assert short_list(load().hiding)(words) == found

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("kamionom", "commercial_road"),
            ("u putničkom vozilu", "private_road"),
            ("аутобус", "commercial_road"),
            ("teretni brod", "commercial_sea"),
            ("nga tragetin", "ferry"),
            ("autoturism", "private_road"),
            ("с кораб", "sea"),
            ("φορτηγό", "commercial_road"),
            ("kamyon", "commercial_road"),
            ("kurirskom službom", "mail"),
        ],
    )
    def test_transport(self, words: str, found: str) -> None:
        assert short_list(load().transports)(words) == found

    def test_original_words_stay_beside(self) -> None:
        found = one(row(concealment="Car Parts", transport="Private road", installation="Road"))
        assert (found["hiding"], found["hiding_raw"]) == ("vehicle", "Car Parts")
        assert (found["transport"], found["transport_raw"]) == ("private_road", "Private road")
        assert found["installation"] == "road"


class TestAreasAndDrugs:
    def test_several_areas_are_none_and_flagged(self) -> None:
        found = one(report(area=("SRB", "ALB"), kg=1.0))
        assert (found["area"], found["flags"][0]) == (None, "areas_several")

    def test_a_region_is_no_country(self) -> None:
        assert one(report(area=("EUROPE",), kg=1.0))["flags"][0] == "area_unknown"

    def test_of_several_drugs_the_nearest_that_is_wider(self) -> None:
        found = one(report(substance=("heroin", "opium"), kg=1.0))
        assert (found["substance"], found["drug_group"]) == ("opiates", "opioids")
        assert found["substance_raw"] == "heroin, opium"


class TestEvents:
    def test_a_claim_joins_the_event_that_names_it(self) -> None:
        first, second = row(1, kg=1.0), report(kg=1.0, date="2014-03-04")
        event = Event(
            event_id="e" * 16,
            type="seizure",
            claims=(second.claim_id, first.claim_id),
            sources=("text", "s"),
            origins=2,
        )
        third = row(3, kg=2.0)
        found = table(first, third, second, events=events_table([event]))
        assert [one["event"] for one in found] == ["e" * 16, event_id(third.claim_id), "e" * 16]
