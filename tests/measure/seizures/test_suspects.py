"""What looks wrong in seizures is flagged with its evidence, and nothing else changes."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from karaula.measure.seizures.duplicates import repeats
from karaula.measure.seizures.suspects import CODES, Suspects, suspects
from karaula.vocabulary import load
from tests.measure.seizures.test_duplicates import a_year, again, row, table


def flagged(found: Suspects) -> dict[str, list[str]]:
    rows = found.seizures.select(["claim_id", "flags"]).to_pylist()
    return {one["claim_id"]: one["flags"] for one in rows if one["flags"]}


CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("weight_scale", {"kg": 250_000.0}, {"kg": 90.0}),
    ("weight_unit_proved", {"kg": 1234.0, "place": "Vatin"}, {"kg": 1235.0, "place": "Vatin"}),
    ("partner_landlocked", {"transport": "private_sea", "departure": "BOL"},
     {"transport": "private_sea", "departure": "ECU"}),
    ("partner_uninhabited", {"destination": "ATA"}, {"destination": "AUT"}),
    ("place_abroad", {"place": "Panamá"}, {"place": "Panamá", "division": "Vojvodina"}),
    ("place_at_sea", {"place": "Alta mar, 200 NM"}, {"place": "Altamarino"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "odd", "sound"), CASES, ids=[case[0] for case in CASES])
def test_each_suspicion_and_what_only_looks_like_it(
    code: str, odd: dict[str, Any], sound: dict[str, Any]
) -> None:
    year = a_year("SRB", 100)
    # Ecuador and Austria are usual partners here.
    usual = [row(n, claim_id=f"u{n}", departure="ECU", destination="AUT") for n in range(5)]
    usual += [row(9, claim_id="light", kg=1.234, place="Vatin")]
    for slots, expected in ((odd, True), (sound, False)):
        rows = [*year, *usual, row(1, claim_id="odd", **slots)]
        found = suspects(table(rows), load())
        assert (code in flagged(found).get("odd", [])) is expected
        told = [one for one in found.evidence.to_pylist() if one["claim_id"] == "odd"]
        assert (code in [one["code"] for one in told]) is expected
        assert all(one["why"] for one in told)
        assert found.seizures.num_rows == len(rows)


def test_one_record_that_outweighs_its_year_and_the_nation() -> None:
    year = [{**one, "kg": 1.0} for one in a_year("GHA", 30)]
    rows = table([*year, row(1, claim_id="odd", area="GHA", kg=500.0)])
    totals = {"area": ["GHA"], "year": [2015], "substance": ["heroin"], "national_kg": [40.0]}
    national = pa.table(totals)
    flags = flagged(suspects(rows, load(), national=national))
    assert {"weight_outweighs", "weight_above_national"} <= set(flags["odd"])
    assert set(flags) == {"odd"}


def test_a_partner_that_one_country_named_once() -> None:
    usual = [row(n, claim_id=f"u{n}", departure="TUR") for n in range(9)]
    once = row(20, claim_id="odd", departure="MNG")
    other = row(21, claim_id="far", departure="TUR", area="BGR", date_low=date(2014, 2, 1))
    flags = flagged(suspects(table([*usual, once, other]), load()))
    assert flags == {"odd": ["partner_single"]}


def test_among_a_few_rows_no_partner_is_odd() -> None:
    few = [row(n, claim_id=f"u{n}", departure="TUR") for n in range(8)]
    once = row(20, claim_id="once", departure="MNG")
    assert flagged(suspects(table([*few, once]), load())) == {}


def test_what_cannot_be_is_suspected_and_left_out_where_suspects_are() -> None:
    rows = table([row(1, kg=1e9, amount=1e9, flags=["amount_absurd"]), row(2)])
    found = suspects(rows, load())
    assert flagged(found) == {"c00001": ["amount_absurd"]}
    [told] = found.evidence.to_pylist()
    assert (told["code"], told["value"], told["why"]) == ("amount_absurd", 1e9, "1e+09 kg")
    assert found.without()["claim_id"].to_pylist() == ["c00002"]
    assert suspects(found.seizures, load()).seizures.equals(found.seizures)


def test_a_copy_that_names_another_country_proves_a_shifted_code() -> None:
    year = [{**one, "departure": "TUR"} for one in a_year("BGR", 300)]
    shifted = again(year[:40], departure="SWE", transport_raw="Truck")
    found = repeats(table([*year, *shifted]))
    seen = suspects(found.seizures, load(), found.pairs)
    proofs = {
        (one["claim_id"], one["other"])
        for one in seen.evidence.to_pylist()
        if one["code"] == "partner_contradicted"
    }
    assert {(one["claim_id"], one["claim_id"][:-1]) for one in shifted} <= proofs
    assert {(one["claim_id"][:-1], one["claim_id"]) for one in shifted} <= proofs


def test_flags_that_stood_there_stay_and_looking_again_changes_nothing() -> None:
    rows = table([row(1, flags=["unit_uncertain"], destination="ATA"), row(2)])
    first = suspects(rows, load())
    assert flagged(first)["c00001"][0] == "unit_uncertain"
    again_seen = suspects(first.seizures, load())
    assert again_seen.seizures.equals(first.seizures)
    assert again_seen.evidence.equals(first.evidence)
    assert first.without()["claim_id"].to_pylist() == ["c00002"]


def test_no_rows() -> None:
    found = suspects(table([]), load())
    assert found.evidence.num_rows == 0 and found.seizures.num_rows == 0
    assert set(CODES)
