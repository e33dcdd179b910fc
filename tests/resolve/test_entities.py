"""Names to entities: which names mean one thing, why, and how a person overrules it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.evidence import Claim, Decision, Incident, Presence, Response, Role, Slots, Tie
from karaula.evidence.entity import SCHEMA, Entity, entities_table
from karaula.resolve.entities import entities, same
from karaula.vocabulary import load

TABLE = Path(__file__).with_name("names.tsv")
PAIRS = [
    line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")
]


@pytest.mark.parametrize(("type_", "one", "other", "expected"), PAIRS)
def test_names_of_one_thing(type_: Any, one: str, other: str, expected: str) -> None:
    found = same(one, other, load(), type_)
    assert (found is not None) == (expected == "yes"), found
    assert (same(other, one, load(), type_) is not None) == (found is not None)
    if found is not None:
        assert found.name == other and 0 < found.score <= 1 and len(found.reason) > 10


def told(slots: Slots, at: int = 0) -> Claim:
    return Claim(
        slots=slots, source_id="text", method="text:test@1", quote="x", start=at, end=at + 1
    )


def present(*groups: str) -> list[Claim]:
    return [told(Presence(group=group), at) for at, group in enumerate(groups)]


def names(found: list[Entity]) -> list[tuple[str, ...]]:
    return [(entity.name, *entity.aliases) for entity in found]


def told_of(found: list[Entity]) -> list[str]:
    return [claim for entity in found for claim in entity.mentions]


def decision(subject: str, verdict: Any, **value: Any) -> Decision:
    return Decision(subject=subject, verdict=verdict, author="ana", made="2026-01-01", value=value)


def test_entities_of_every_kind_of_claim() -> None:
    claims = [
        told(Tie(a="Kavač clan", b="Europol", type="rival"), 1),
        told(Presence(group="Kavački klan", area=("MNE",)), 2),
        told(Role(area="MNE", market="cocaine", role="transit"), 3),
        told(Incident(type="seizure", place="Luka Bar", area=("MNE",), agency=("EUROPOL",)), 4),
        told(Response(name="Strategy 2021-2025", type="strategy", body="SELEC"), 5),
    ]
    found = {(e.type, e.name): e for e in entities(claims, load())}
    assert set(found) == {
        ("group", "Kavač clan"), ("body", "Europol"), ("area", "Montenegro"), ("place", "Bar"),
        ("body", "Southeast European Law Enforcement Centre"), ("strategy", "Strategy 2021-2025"),
    }  # fmt: skip
    clan = found["group", "Kavač clan"]
    assert clan.known == "kavac_clan" and clan.sort == "named"
    assert set(clan.mentions) == {claims[0].claim_id, claims[1].claim_id}
    assert [m.score for m in clan.matches] == [1.0, 1.0]
    assert set(found["area", "Montenegro"].mentions) == {c.claim_id for c in claims[1:4]}
    assert entities_table(list(found.values())).schema == SCHEMA


def test_a_description_is_no_group() -> None:
    (found,) = entities(present("Albanian criminal groups", "Albanian organised crime"), load())
    assert found.sort == "description" and found.known is None
    assert found.reasons[0].startswith("Albanian criminal groups: the same description")


def test_a_name_that_fits_two_joins_neither() -> None:
    found = entities(present("Vrbica clan", "Vrbica cartel", "Vrbica"), load())
    assert names(found) == [("Vrbica",), ("Vrbica cartel",), ("Vrbica clan",)]


def test_places_of_one_name_in_two_countries() -> None:
    claims = [
        told(Incident(type="seizure", place="Novo Selo", area=(area,)), at)
        for at, area in enumerate(("SRB", "BGR"))
    ]
    places = [entity for entity in entities(claims, load()) if entity.type == "place"]
    assert sorted(str(entity.within) for entity in places) == ["BGR", "SRB"]


def test_ids_stay_when_more_is_said() -> None:
    few = entities(present("Vrbica clan", "Kavački klan"), load())
    more = entities(present("Vrbički klan", "Kavač clan", "Vrbica clan", "Kavački klan"), load())
    assert [e.entity_id for e in few] == [e.entity_id for e in more]


# Decisions


def test_a_person_merges_and_takes_it_back() -> None:
    claims = present("Vrbica clan", "Lipar gang")
    lipar, vrbica = entities(claims, load())
    merge = decision(vrbica.entity_id, "merge", **{"with": [lipar.entity_id]})
    (both,) = entities(claims, load(), [merge])
    assert both.entity_id == vrbica.entity_id and set(both.aliases) < {"Vrbica clan", "Lipar gang"}
    assert "decided by ana" in " ".join(both.reasons)
    undone = Decision(**{**{n: getattr(merge, n) for n in merge.__slots__}, "undone": "2026-02-02"})
    assert entities(claims, load(), [undone]) == [lipar, vrbica]


def test_a_person_splits_what_the_machine_put_together() -> None:
    claims = present("Kavač clan", "Kavački klan", "Kavač")
    (one,) = entities(claims, load())
    split = decision(one.entity_id, "split", parts=[["Kavački klan"]])
    found = entities(claims, load(), [split])
    assert len(found) == 2 and len({entity.entity_id for entity in found}) == 2
    assert sorted(told_of(found)) == sorted(one.mentions)
    assert one.entity_id in {entity.entity_id for entity in found}


def test_a_person_names() -> None:
    claims = present("Vrbica clan")
    (one,) = entities(claims, load())
    (named,) = entities(claims, load(), [decision(one.entity_id, "name", name="Clan of Vrbica")])
    assert named.name == "Clan of Vrbica" and named.entity_id == one.entity_id
    assert named.aliases == ("Vrbica clan",)


def test_decisions_about_nobody_do_nothing() -> None:
    claims = present("Vrbica clan")
    stray = [decision("gone", "merge", **{"with": ["x"]}), decision("gone", "name", name="y")]
    assert entities(claims, load(), stray) == entities(claims, load())


SPELLINGS = st.sampled_from([one for pair in PAIRS if pair[0] == "group" for one in pair[1:3]])


@settings(max_examples=50)
@given(st.lists(SPELLINGS, min_size=1, max_size=12), st.randoms())
def test_order_says_nothing_and_nothing_is_lost(groups: list[str], random: Any) -> None:
    claims = present(*groups)
    found = entities(claims, load())
    mixed = list(claims)
    random.shuffle(mixed)
    assert entities(mixed, load()) == found
    assert sorted(told_of(found)) == sorted(c.claim_id for c in claims)
    known = [entity.known for entity in found if entity.known]
    assert len(known) == len(set(known))
    assert len({entity.entity_id for entity in found}) == len(found)


@settings(max_examples=50)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_a_name(one: str, other: str) -> None:
    same(one, other, load())
