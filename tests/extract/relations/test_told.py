"""Tables of sentences that tell of groups, and of such that only look so (``told/*.yml``).

A name counts with or without its word for a group ("Foxton gang", "Foxton"), places and markets
where the table gives any: one of them must be told, and none that the text does not name. "A / B"
is the text B in a chapter on A.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from karaula.evidence import Claim, Document, Passage, Presence, Source, Tie
from karaula.extract import prepare
from karaula.extract.relations import Relations
from karaula.vocabulary import load

TABLES = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted(Path(__file__).with_name("told").glob("*.yml"))
}
ALIKE = ({"ally", "partner", "associate"},)


def read(text: str) -> list[Claim]:
    source = Source(source_id="0" * 16, sha256="0" * 64, name="x.txt", title="x", language="en")
    chapter, _, said = text.rpartition(" / ")
    start, section = len(text) - len(said), (chapter,) if chapter else ()
    passage = Passage(kind="paragraph", start=start, end=len(text), section=section)
    document = Document(source=source, text=text, passages=(passage,))
    reading = prepare(document, load())
    found = [claim for kind in ("tie", "presence") for claim in Relations(kind)(reading)]
    return [claim for claim in found if claim.modality != "denied"]


def rows(section: str) -> list[Any]:
    return [
        pytest.param(row[0], row[1:], id=row[0][:60])
        for table in TABLES.values()
        for row in table[section]
    ]


def named(one: str, other: str) -> bool:
    return one.lower() in other.lower() or other.lower() in one.lower()


def tells(said: str, slots: Tie | Presence) -> bool:
    if isinstance(slots, Tie):
        a, type, b = said.split(" > ")
        same = type == slots.type or any({type, slots.type} <= kinds for kinds in ALIKE)
        turned = type in ("ally", "partner", "associate", "rival")
        forward = named(a, slots.a) and named(b, slots.b)
        return same and (forward or (turned and named(a, slots.b) and named(b, slots.a)))
    group, areas, markets = (part.strip() for part in said.split("|"))
    return (
        named(group, slots.group)
        and (not areas or not set(areas.split()).isdisjoint(slots.area))
        and (
            not markets
            or not slots.market
            or not {*markets.split(), "drugs"}.isdisjoint((*slots.market,))
            or markets == "drugs"
        )
    )


def check(text: str, expected: list[str]) -> None:
    kind = Tie if " > " in expected[0] else Presence
    found = [claim.slots for claim in read(text) if isinstance(claim.slots, kind)]
    for said in expected:
        assert any(tells(said, slots) for slots in found), (said, found)
    assert len(found) == len(expected)


@pytest.mark.parametrize(("text", "expected"), rows("told"))
def test_what_a_sentence_tells(text: str, expected: list[str]):
    check(text, expected)


@pytest.mark.parametrize(
    "text", [text for table in TABLES.values() for text in table["none"]], ids=lambda it: it[:60]
)
def test_what_only_looks_so(text: str):
    assert [claim.slots for claim in read(text)] == []


@pytest.mark.parametrize("name", TABLES)
def test_the_claims_quote_their_text(name: str):
    for text, *_ in TABLES[name]["told"]:
        for claim in read(text):
            assert claim.quote == text[claim.start : claim.end]
