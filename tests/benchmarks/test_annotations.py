"""The annotated texts: every quote is at its place, every slot holds what its kind may hold."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks import unseen
from benchmarks._agreement import Agreement, several
from benchmarks._matching import Line, read_lines, tally
from benchmarks._paragraphs import bare, invented_on
from benchmarks.unseen import FOLDERS
from karaula.evidence.claim import KINDS
from karaula.vocabulary import Vocabulary, load

# Details that only annotations have. Those of incidents count as their figures.
FURTHER = {"arrests_by_area", "aliases", "currency", "destination_text", "hedge", "kind"}
FURTHER |= {"money_qualifier", "note", "officers", "period", "searches", "substance", "victims"}
FURTHER |= {"injured", "market", "place", "since", "vehicles"}
TYPES = {
    "incident": {"seizure", "operation", "arrests", "sentencing", "violence"},
    "tie": {"ally", "rival", "member", "partner", "controls", "supplier", "associate"},
}
ROLES = {"source", "production", "transit", "destination", "storage"}
MODES = {"land", "sea", "air", "post", "unknown"}
RESPONSES = {"strategy", "operation_unit", "agreement", "institution", "project", "instrument"}
MODALITIES = {"asserted", "reported", "alleged", "expected", "denied"}
NEEDED = {
    "observation": {"indicator", "value", "unit"},
    "incident": {"type"},
    "role": {"area", "market", "role"},
    "leg": {"market", "origin", "via", "destination"},
    "tie": {"a", "b", "type"},
    "presence": {"group"},
    "response": {"name", "kind"},
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load()


@pytest.fixture(scope="module", params=sorted(FOLDERS))
def part(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def lines(part: str) -> list[Line]:
    return read_lines(FOLDERS[part].with_suffix(".jsonl"))


def test_every_quote_and_span_is_at_its_place(part: str, lines: list[Line]) -> None:
    texts = {path.stem: path.read_text("utf-8") for path in FOLDERS[part].glob("*.txt")}
    for line in lines:
        text = texts[line["doc"]]
        assert text[line["start"] : line["end"]] == line["quote"], line["id"]
        spans = line.get("spans", [[line["start"], line["end"]]])
        assert spans[0] == [line["start"], line["end"]], line["id"]
        assert all(0 <= start < end <= len(text) for start, end in spans), line["id"]


def test_every_text_is_annotated_and_no_identifier_is_given_twice(
    part: str, lines: list[Line]
) -> None:
    assert {line["doc"] for line in lines} == {it.stem for it in FOLDERS[part].glob("*.txt")}
    assert [
        name for name, times in Counter(line["id"] for line in lines).items() if times > 1
    ] == []


def test_no_claim_is_annotated_twice(lines: list[Line]) -> None:
    said = Counter(
        json.dumps([line[it] for it in ("doc", "start", "end", "slots")]) for line in lines
    )
    assert [claim for claim, times in said.items() if times > 1] == []


def test_slots_hold_what_their_kind_may_hold(lines: list[Line], vocabulary: Vocabulary) -> None:
    assert list(faults(lines, vocabulary)) == []


def faults(lines: list[Line], vocabulary: Vocabulary) -> Iterator[str]:
    """One sentence for each slot that is missing, unknown or filled with an unknown word."""
    for line in lines:
        for fault in line_faults(line["kind"], line["slots"], line, vocabulary):
            yield f"{line['id']}: {fault}"


def line_faults(
    kind: str, slots: dict[str, Any], line: Line, vocabulary: Vocabulary
) -> Iterator[str]:
    known = {*KINDS[kind].__dataclass_fields__, *FURTHER}
    for slot in slots:
        if slot not in known and not slot.startswith("alt_") and not slot.endswith("_alt"):
            yield f"{slot} is no slot of this kind"
    for slot in NEEDED[kind] - slots.keys():
        yield f"{slot} is missing"
    areas = vocabulary.areas.keys() | vocabulary.regions.keys()
    for slot in ("area", "origin", "via", "destination", "alt_origin"):
        yield from (f"{it} is no area" for it in several(slots.get(slot)) if it not in areas)
    for slot in ("market", "alt_market"):
        for it in several(slots.get(slot)):
            if it not in vocabulary.markets:
                yield f"{it} is no market"
    for slot in ("type", "alt_type"):
        for it in several(slots.get(slot)):
            if it not in TYPES[kind]:
                yield f"{it} is no type"
    for slot, words in (("role", ROLES), ("alt_role", ROLES), ("mode", MODES)):
        yield from (f"{it} is no {slot}" for it in several(slots.get(slot)) if it not in words)
    if kind == "response" and slots.get("kind") not in RESPONSES:
        yield f"{slots.get('kind')} is no kind of response"
    for slot in ("value", "value_max", "quantity", "kg", "money", "arrests", "killed", "charged"):
        if slot in slots and not isinstance(slots[slot], int | float):
            yield f"{slot} is no number"
    if "money" in slots and "currency" not in slots:
        yield "money without a currency"
    if not {*several(line.get("modality"))} <= MODALITIES:
        yield f"{line['modality']} is no modality"
    if line.get("modality") == "denied" and not line.get("optional"):
        yield "what is denied is optional"


def test_faults_are_told(vocabulary: Vocabulary) -> None:
    line: Line = {
        "id": "x",
        "kind": "role",
        "modality": "guessed",
        "slots": {"area": "ZZZ", "market": "snow", "role": "hub", "colour": "red"},
    }
    assert list(faults([line], vocabulary)) == [
        "x: colour is no slot of this kind",
        "x: ZZZ is no area",
        "x: snow is no market",
        "x: hub is no role",
        "x: guessed is no modality",
    ]


def test_events_hold_incidents_of_the_part_once(part: str, lines: list[Line]) -> None:
    path = FOLDERS[part].parent / "events.jsonl"
    events = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    named = [name for event in events if event["part"] == part for name in event["incidents"]]
    assert len(named) == len({*named})
    assert {*named} <= {line["id"] for line in lines if line["kind"] == "incident"}


def test_the_annotation_agrees_with_itself(lines: list[Line], vocabulary: Vocabulary) -> None:
    found = [line | {"claim_id": line["id"]} for line in lines]
    for kind, told in tally(lines, found, Agreement(vocabulary)).items():
        assert [line["id"] for line in told.missed] == [], kind
        assert [line["id"] for line in told.invented] == [], kind


def test_a_claim_in_a_bare_paragraph_counts_as_a_trap(vocabulary: Vocabulary) -> None:
    text = "Police found 3 kg of heroin.\n\nHeroin was a brand.\nOnce.\n\nNobody knows.\n"
    line: Line = {"id": "1", "doc": "x", "kind": "role", "start": 0, "end": 6, "slots": {}}
    places = bare({"x": text}, [line])
    assert [text[a:b] for a, b in places["x"]] == ["Heroin was a brand.\nOnce.", "Nobody knows."]
    slots = {"area": "SRB", "market": "heroin", "role": "source"}
    claim: Line = {"doc": "x", "kind": "role", "start": 30, "end": 36, "slots": slots}
    elsewhere = claim | {"start": 0, "end": 6}
    assert invented_on(tally([], [claim, elsewhere], Agreement(vocabulary)), places) == 1


def nothing(*_: object) -> list[object]:
    """An extractor or a resolver that finds nothing."""
    return []


def test_where_nothing_is_found_the_parts_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("extract", "incidents"):
        monkeypatch.setattr(unseen, step, nothing)
    blind = {row[1]: row[2:] for row in unseen.run().rows if row[0] == "blind"}
    assert blind["role"][1:5] == ("0", "0", "-", "0.00")
    assert {"modality", "traps", "event (incidents found)", "event (incidents annotated)"} <= {
        *blind
    }
