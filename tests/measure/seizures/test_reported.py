"""National totals among observations, and cases beside them."""

from typing import Any

import pyarrow as pa
import pytest

from karaula.evidence.table import schema
from karaula.measure.seizures.once import counted_once
from karaula.measure.seizures.reported import compared, national_totals, spread
from karaula.vocabulary import load
from tests.measure.seizures.test_duplicates import row, table


def told(number: int, value: float, **slots: Any) -> dict[str, Any]:
    """A national total of cocaine in Spain in 2015, from a data set."""
    return {
        "claim_id": f"n{number}", "indicator": "cocaine_seized", "unit": "kg", "value": value,
        "area": ["ESP"], "period": "2015", "locator": f"E{number}", "modality": "asserted",
        "breakdown": [], **slots,
    }  # fmt: skip


def observations(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema("observation"))


LEFT_OUT = [
    ("another unit", {"unit": "tonne"}),
    ("what a text says", {"locator": None}),
    ("several countries", {"area": ["ESP", "PRT"]}),
    ("no year", {"period": "2015-05"}),
    ("a part of the total", {"breakdown": ["kind=base"]}),
    ("another indicator", {"indicator": "cocaine_trade"}),
    ("denied", {"modality": "denied"}),
    ("nothing", {"value": 0.0}),
]


@pytest.mark.parametrize(("what", "slots"), LEFT_OUT)
def test_what_is_no_national_total(what: str, slots: dict[str, Any]) -> None:
    found = national_totals(observations(told(1, 40.0), {**told(2, 90.0), **slots}), load())
    assert found["kg"].to_pylist() == [40.0], what


def test_of_several_figures_the_largest_counts() -> None:
    found = national_totals(observations(told(1, 40.0), told(2, 60.0)), load())
    [one] = found.to_pylist()
    assert (one["kg"], one["claims"]) == (60.0, ["n1", "n2"])


def test_a_total_covers_narrower_drugs_and_no_wider_ones() -> None:
    national = national_totals(observations(told(1, 40.0)), load())
    covered = dict(zip(*(spread(national, load())[n].to_pylist() for n in
                         ("substance", "national_kg")), strict=True))  # fmt: skip
    assert covered["cocaine"] == covered["crack"] == 40.0
    # Leaf is no cocaine, and weighs two hundred times as much.
    assert "coca_leaf" not in covered and "heroin" not in covered


def test_cases_stand_beside_the_total_of_their_drug() -> None:
    slots: dict[str, Any] = {"area": "ESP", "drug_group": "cocaine"}
    cases = table(
        [
            row(1, substance="cocaine", kg=30.0, **slots),
            row(2, substance="crack", kg=2.0, **slots),
            row(3, substance="coca_leaf", kg=500.0, **slots),
            row(4, kg=70.0, area="ESP"),
        ]
    )
    totals = national_totals(observations(told(1, 40.0)), load())
    [one] = compared(cases, totals, load()).to_pylist()
    assert (one["substance"], one["events_kg"], one["seizures"]) == ("cocaine", 32.0, 2)
    assert (one["events_ratio"], one["claims"]) == (pytest.approx(0.8), ["n1"])
    assert compared(cases, totals.slice(0, 0), load()).num_rows == 0


def test_what_outweighs_the_nation_is_suspected_and_its_evidence_kept() -> None:
    cases = table([row(1, area="ESP", substance="crack", drug_group="cocaine", kg=41.0)])
    once = counted_once(cases, observations(told(1, 40.0)), load())
    assert once.seizures["flags"].to_pylist() == [["weight_above_national"]]
    [flag] = once.flags.to_pylist()
    assert (flag["claim_id"], flag["value"], flag["usual"]) == ("c00001", 41.0, 40.0)
    assert once.counts["events"] == 1 and once.totals.num_rows == 1
