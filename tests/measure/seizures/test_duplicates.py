"""Seizures told more than once: what is joined, what stays apart, and what people decide."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.evidence import Decision
from karaula.evidence.event import event_id
from karaula.evidence.seizure import SCHEMA
from karaula.measure.seizures.duplicates import Repeats, repeats
from karaula.measure.seizures.settled import LIKELY

START = date(2015, 1, 1)


def row(number: int, **slots: Any) -> dict[str, Any]:
    """A seizure of 1 kg of heroin at Horgoš."""
    given: dict[str, Any] = {
        "claim_id": f"c{number:05d}",
        "source_id": "police",
        "locator": f"row {number}",
        "origin": "dataset",
        "area": "SRB",
        "place": "Horgoš",
        "date_low": START,
        "date_precision": "day",
        "substance": "heroin",
        "substance_raw": "Heroin",
        "drug_group": "opioids",
        "unit": "kg",
        "measure": "mass",
        "kg": 1.0,
        "flags": [],
        "copy": 0,
        **slots,
    }
    given.setdefault("date_high", given["date_low"])
    given.setdefault("amount", given["kg"])
    given.setdefault("event", event_id(given["claim_id"]))
    return {name: given.get(name) for name in SCHEMA.names}


def table(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def a_year(area: str, rows: int, *, seed: int = 1, gram: bool = False) -> list[dict[str, Any]]:
    """Different seizures of a year: of weights that hardly repeat, or of grams."""
    rng = np.random.default_rng(seed)
    places = ["Horgoš", "Batrovci", "Gradina", "Preševo", "Beograd"]
    made = []
    for number in range(rows):
        kg = float(rng.integers(1, 6)) / 1000 if gram else round(float(rng.lognormal(0, 2)), 4)
        made.append(
            row(
                number,
                area=area,
                claim_id=f"{area}{number:05d}",
                date_low=START + timedelta(days=int(rng.integers(0, 365))),
                place=places[0] if gram else places[int(rng.integers(0, 5))],
                kg=kg + (0 if gram else 0.0001),
            )
        )
    return made


def again(rows: list[dict[str, Any]], **slots: Any) -> list[dict[str, Any]]:
    """The same rows told once more, with other slots."""
    return [
        {
            **one,
            "claim_id": f"{one['claim_id']}x",
            "event": event_id(f"{one['claim_id']}x"),
            **slots,
        }
        for one in rows
    ]


def copies(found: Repeats) -> dict[str, int]:
    """Level of each row that repeats another."""
    rows = found.seizures.select(["claim_id", "copy"]).to_pylist()
    return {one["claim_id"]: one["copy"] for one in rows if one["copy"]}


def test_rows_equal_in_all_are_one_where_nothing_agrees_by_accident() -> None:
    year = a_year("SRB", 300)
    found = repeats(table([*year, *again(year[:60])]))
    assert copies(found) == {f"{one['claim_id']}x": 1 for one in year[:60]}
    assert max(pair["chance"] for pair in found.pairs.to_pylist()) <= LIKELY


def test_grams_that_agree_every_day_stay_apart() -> None:
    year = a_year("COL", 3000, gram=True)
    found = repeats(table(year))
    assert len({(one["date_low"], one["kg"]) for one in year}) < 1500
    assert copies(found) == {}
    assert min(found.chance["chance"].to_pylist()) > LIKELY


def test_the_same_agreement_is_judged_by_its_own_country() -> None:
    grams, large = a_year("COL", 2000, gram=True), a_year("SRB", 300)
    told = again(large[:50])
    found = repeats(table([*grams, *large, *told]))
    assert set(copies(found)) == {one["claim_id"] for one in told}


def test_a_raid_of_like_parcels_stays_apart() -> None:
    """Parcels come in twos, threes and more; what is told twice does not."""
    rng = np.random.default_rng(5)
    rows = []
    for number, one in enumerate(a_year("BOL", 400)):
        for parcel in range(int(rng.geometric(0.7))):
            rows += [{**one, "claim_id": f"b{number}-{parcel}"}]
    assert len(rows) > 500
    assert copies(repeats(table(rows))) == {}


@pytest.mark.parametrize("times", [2, 3])
def test_a_whole_year_that_stands_several_times_counts_once(times: int) -> None:
    year = a_year("AUT", 200, gram=True)
    more = [
        {**one, "claim_id": f"{one['claim_id']}-{turn}"} for turn in range(1, times) for one in year
    ]
    found = repeats(table([*year, *more]))
    assert found.whole_years == (("AUT", 2015, times),)
    assert found.counts()["events"] == len(year)
    assert {pair["by"] for pair in found.pairs.to_pylist() if pair["linked"]} == {"whole year"}


CHANGES = [
    ("another script", {"place": "Хоргош"}, 2),
    ("another spelling", {"place": "HORGOS BCP"}, 2),
    ("another unit", {"unit": "gram"}, 2),
    ("another transport", {"transport_raw": "Private car"}, 2),
    ("another place", {"place": "Novi Sad"}, 3),
    ("no place", {"place": None}, 3),
]


@pytest.mark.parametrize(("what", "slots", "level"), CHANGES, ids=[one[0] for one in CHANGES])
def test_near_repeats(what: str, slots: dict[str, Any], level: int) -> None:
    year = [{**one, "place": "Horgoš", "transport_raw": "Truck"} for one in a_year("SRB", 300)]
    told = again(year[:40], **slots)
    if "unit" in slots:
        told = [{**one, "amount": one["kg"] * 1000} for one in told]
    found = repeats(table([*year, *told]))
    assert sorted(copies(found).values()) == [level] * 40, what
    for pair in found.pairs.to_pylist():
        if pair["linked"]:
            assert pair["by"] == "linkage" and pair["chance"] <= LIKELY
            assert not {"substance_raw"} & set(pair["differ"])


def test_the_row_that_knows_departure_and_destination_stays() -> None:
    year = a_year("SRB", 300)
    told = again(year[:40], departure="TUR", destination="DEU", place=None)
    found = repeats(table([*year, *told]))
    assert set(copies(found)) == {one["claim_id"] for one in year[:40]}
    events = {one["claim_id"]: one["event"] for one in found.seizures.to_pylist()}
    assert all(events[one["claim_id"][:-1]] == events[one["claim_id"]] for one in told)


def test_other_drugs_and_weights_of_one_day_are_different() -> None:
    year = a_year("SRB", 200)
    other = again(year, substance="cocaine", substance_raw="Cocaine", drug_group="cocaine")
    heavier = [{**one, "kg": one["kg"] * 1.5, "amount": one["kg"] * 1.5} for one in again(other)]
    assert copies(repeats(table([*year, *other, *heavier]))) == {}


def test_months_and_rows_without_an_amount_are_left_out() -> None:
    months = [row(n, date_precision="month", claim_id=f"m{n}", kg=0.5 + n % 7) for n in range(30)]
    blank = [row(n, kg=None, amount=None, claim_id=f"b{n}") for n in range(31)]
    assert copies(repeats(table([*months, *blank[:8]]))) == {}


def test_texts_are_joined_to_the_row_that_tells_the_same_event() -> None:
    told = row(0)
    text = row(1, origin="text", locator=None, event=told["event"], kg=None, amount=None)
    found = repeats(table([told, text]))
    assert copies(found) == {text["claim_id"]: 2}
    assert found.pairs["by"].to_pylist() == ["event"]


def decision(verdict: Any, subject: str, value: dict[str, Any], **more: Any) -> Decision:
    return Decision(
        subject=subject, verdict=verdict, author="ana", made="2024-01-01", value=value, **more
    )


def test_people_merge_and_split_and_take_back() -> None:
    year = a_year("SRB", 300)
    told = again(year[:30])
    rows = table([*year, *told])
    before = repeats(rows)
    one, other = year[0]["claim_id"], told[0]["claim_id"]
    split = decision("split", one, {"parts": [[one], [other]]})
    after = repeats(rows, [split])
    assert other in copies(before) and other not in copies(after)
    far = [year[200]["claim_id"], year[201]["claim_id"]]
    merge = decision("merge", far[0], {"with": [event_id(far[1])]})
    merged = repeats(rows, [merge])
    assert set(copies(merged)) == {*copies(before), far[1]} or far[0] in copies(merged)
    assert any(pair["by"] == "decision" for pair in merged.pairs.to_pylist())
    taken_back = decision("split", one, split.value, undone="2024-02-01")
    assert repeats(rows, [taken_back]).seizures.equals(before.seizures)
    assert repeats(after.seizures).seizures.equals(before.seizures)
    assert repeats(rows, [split, decision("merge", one, {"with": [other]})]).counts() == (
        before.counts()
    )


@settings(max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random: Any) -> None:
    year = a_year("SRB", 120)
    rows = [*year, *again(year[:20]), *again(year[20:40], claim_id=None, place="Хоргош")]
    rows = [{**one, "claim_id": one["claim_id"] or f"y{n}"} for n, one in enumerate(rows)]
    first = repeats(table(rows))
    random.shuffle(rows)
    second = repeats(table(rows))
    assert first.seizures.sort_by("claim_id").equals(second.seizures.sort_by("claim_id"))
    assert first.pairs.equals(second.pairs)


def test_doing_it_again_changes_nothing() -> None:
    year = [{**one, "place": "Horgoš"} for one in a_year("SRB", 200)]
    first = repeats(table([*year, *again(year[:20]), *again(year[20:50], place="Хоргош")]))
    second = repeats(first.seizures)
    assert first.counts() == {"rows": 250, "exact": 230, "place": 200, "events": 200}
    assert second.seizures.equals(first.seizures)
    assert second.pairs.equals(first.pairs)


def test_no_rows_and_one_row() -> None:
    assert repeats(table([])).counts() == {"rows": 0, "exact": 0, "place": 0, "events": 0}
    assert repeats(table([row(0)])).counts()["events"] == 1
