"""Claims: one id for one fact at one place, one plain form, and columns that lose nothing."""

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.evidence import (
    KINDS,
    Claim,
    Observation,
    claim_to_dict,
    required_slots,
    slot_names,
    slot_types,
    slot_values,
)
from karaula.evidence.table import HEAD, claim_ids, claims_from_table, claims_table, schema

TEXT = st.text(max_size=12)
SCALARS: dict[type, st.SearchStrategy[Any]] = {
    str: TEXT.filter(bool),
    float: st.floats(allow_nan=False, allow_infinity=False),
    int: st.integers(min_value=-(2**60), max_value=2**60),
}


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim of any kind."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    values: dict[str, Any] = {}
    for name, (scalar, is_list) in slot_types(kind).items():
        if is_list:
            values[name] = tuple(draw(st.lists(SCALARS[scalar], max_size=2)))
        elif name in required_slots(kind) or draw(st.booleans()):
            values[name] = draw(SCALARS[scalar])
    start = draw(st.integers(0, 1000))
    return Claim(
        slots=KINDS[kind](**values),
        source_id=draw(TEXT),
        method="text:any@1",
        quote=draw(TEXT),
        start=start,
        end=start + 5,
        spans=tuple(draw(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 99)), max_size=2))),
        refs=tuple(draw(st.lists(TEXT, max_size=2))),
    )


@given(claims())
def test_columns_lose_nothing(claim: Claim):
    table = claims_table(claim.kind, [claim])
    assert table.schema == schema(claim.kind)
    assert claims_from_table(claim.kind, table) == [claim]


@given(claims())
def test_ids_by_rows_and_by_columns_agree(claim: Claim):
    table = claims_table(claim.kind, [claim])
    slots = table.select(list(slot_names(claim.kind)))
    place = f"{claim.start}:{claim.end}"
    assert claim_ids(claim.kind, claim.source_id, [place], slots).to_pylist() == [claim.claim_id]
    assert table.column("claim_id").to_pylist() == [claim.claim_id]


@given(st.lists(claims(), min_size=2, max_size=6), st.data())
def test_ids_of_many_claims_at_once_are_those_of_each(drawn: list[Claim], data: st.DataObject):
    kind = data.draw(st.sampled_from(sorted({claim.kind for claim in drawn})))
    alike = [replace(claim, source_id="s") for claim in drawn if claim.kind == kind]
    slots = claims_table(kind, alike).select(list(slot_names(kind)))
    places = [f"{claim.start}:{claim.end}" for claim in alike]
    assert claim_ids(kind, "s", places, slots).to_pylist() == [c.claim_id for c in alike]


SCORE = Claim(
    slots=Observation(indicator="criminality", value=5.63, unit="score", area=("ALB",)),
    source_id="0123456789abcdef",
    method="text:observation@1",
    quote="5,63",
    start=10,
    end=14,
)


def test_an_id_is_for_ever():
    """A changed id would cut every decision from its claim: this one must never change."""
    assert SCORE.claim_id == "d5253c5afa3a94e7"


@pytest.mark.parametrize(
    "other",
    [
        replace(SCORE, start=11),
        replace(SCORE, source_id="fedcba9876543210"),
        replace(SCORE, slots=replace(SCORE.slots, value=5.64)),
        replace(SCORE, slots=replace(SCORE.slots, area=("SRB",))),
        replace(SCORE, start=None, end=None, locator="2021_dataset!D5"),
    ],
)
def test_another_fact_or_place_has_another_id(other: Claim):
    assert other.claim_id != SCORE.claim_id


@pytest.mark.parametrize(
    "same",
    [
        replace(SCORE, method="person:analyst", confidence=0.5),
        replace(SCORE, handling="TLP:GREEN", marks=("draft",)),
        replace(SCORE, slots=replace(SCORE.slots, value_alt=())),
    ],
)
def test_the_same_fact_at_the_same_place_keeps_its_id(same: Claim):
    assert same.claim_id == SCORE.claim_id


def test_the_plain_form_leaves_out_what_says_nothing():
    told = claim_to_dict(SCORE, "note")
    assert told["slots"] == {
        "indicator": "criminality",
        "value": 5.63,
        "unit": "score",
        "area": ["ALB"],
        "qualifier": "exact",
    }
    assert (told["doc"], told["kind"], told["quote"]) == ("note", "observation", "5,63")
    assert "locator" not in told


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_slot_has_the_name_of_a_head_column(kind: str):
    assert not set(slot_names(kind)) & set(HEAD)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_slot_holds_ethnicity_or_a_person(kind: str):
    """People: a person is a role and a number, and ethnicity is never a variable."""
    forbidden = (
        "ethnic",
        "nationality_of_person",
        "religion",
        "person_name",
        "first_name",
        "surname",
    )
    assert not [slot for slot in slot_names(kind) if any(word in slot for word in forbidden)]


def test_empty_slots_are_no_values():
    assert slot_values(Observation(indicator="x", value=0.0, unit="count")) == {
        "indicator": "x",
        "value": 0.0,
        "unit": "count",
        "qualifier": "exact",
    }


def test_an_empty_table_has_its_columns():
    assert claims_table("leg", []).num_rows == 0
    assert isinstance(claims_table("leg", []).schema, pa.Schema)
