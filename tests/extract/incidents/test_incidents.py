"""Incidents in invented news: what must be told, and what must not."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from karaula.evidence import Claim, Document, Passage, Source
from karaula.evidence.claim import slot_values
from karaula.extract.frame import prepare
from karaula.extract.incidents import Incidents
from karaula.resolve import incidents
from karaula.vocabulary import load

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("incidents.yml").read_text(encoding="utf-8")
)
WORDINGS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("wordings.yml").read_text(encoding="utf-8")
)


def _incidents(document: Document) -> list[Claim]:
    return list(Incidents()(prepare(document, load())))


def _holds(claim: Claim, wanted: dict[str, Any]) -> bool:
    said = slot_values(claim.slots) | {"modality": claim.modality}
    for slot, value in wanted.items():
        found = said.get(slot)
        if isinstance(value, list):
            if list(found or ()) != value:
                return False
        elif slot == "date":
            if found != str(value):
                return False
        elif isinstance(value, (int, float)):
            if found is None or abs(found - value) > abs(value) * 0.005:
                return False
        elif slot == "place":
            if value not in (found or ""):
                return False
        elif found != value:
            return False
    return True


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:60])
def test_a_text_tells_its_incidents_and_no_others(
    case: dict[str, Any], document: Callable[[str], Document]
) -> None:
    read = document(case["text"])
    found = _incidents(read)
    told = "\n".join(f"{c.modality} {slot_values(c.slots)}" for c in found)
    for wanted in case["told"]:
        assert any(_holds(claim, wanted) for claim in found), f"{wanted} not in\n{told}"
    if not case.get("also"):
        # Each sentence that tells an event again gives its claim once more.
        assert len({claim.slots for claim in found}) == len(case["told"]), told
    for claim in found:
        assert claim.quote == read.text[claim.start : claim.end]
        assert all(0 <= start < end <= len(read.text) for start, end in claim.spans)


def test_what_a_text_tells_twice_is_a_claim_at_each_place(
    document: Callable[[str], Document],
) -> None:
    read = document(
        "Customs find 120 kg of heroin in Riga\n\n"
        "RIGA, 4 May 2023 (Agency) - Customs officers found 120 kg of heroin in a lorry in Riga on"
        " Wednesday.\n\nTwo men were arrested.\n"
    )
    found = sorted(_incidents(read), key=lambda claim: claim.start or 0)
    quotes = "find 120 kg of heroin", "found 120 kg of heroin", "Two men were arrested"
    assert all(quote in claim.quote for quote, claim in zip(quotes, found, strict=True))
    assert len({claim.slots for claim in found}) == 1
    (event,) = incidents(found, {read.source.source_id: read.source}, load())
    assert set(event.claims) == {claim.claim_id for claim in found}


@pytest.mark.parametrize(("text", "wanted"), WORDINGS["told"], ids=lambda it: str(it)[:60])
def test_an_event_in_other_words(
    text: str, wanted: dict[str, Any], document: Callable[[str], Document]
) -> None:
    slots = wanted | ({"substance": [wanted["substance"]]} if "substance" in wanted else {})
    found = _incidents(document(text))
    assert any(_holds(claim, slots) for claim in found), [slot_values(c.slots) for c in found]


@pytest.mark.parametrize("text", WORDINGS["none"], ids=lambda it: str(it)[:60])
def test_what_is_no_event(text: str, document: Callable[[str], Document]) -> None:
    assert _incidents(document(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "seized " * 3000,
        "Operation Aa " * 1500,
        "1234567 " * 3000,
        "123456789" * 30_000,
        "1.5," * 30_000,
        "“Aa Bb " * 1500,
        "N A S D L J " * 500,
        "No kilo of seized () arrested , , ; 5 kg kg kg of of killed 0 men",
    ],
)
def test_noise_tells_no_incident(text: str, document: Callable[[str], Document]) -> None:
    assert _incidents(document(text)) == []


WORDS = re.split(
    r"\|",
    "police|seized|5|kg|of|cocaine|in|Bar|on|3|May|2021|and|two|men|,|were|arrested|;|three|killed"
    "|(|2.5|t|)|10|-|year|old|sentenced|to|the|from|€|million|worth|“|Operation|X|”|another|with|0"
    "|heroin|'|s|they|no|would|if|a|.|Durrës|hidden|inside|after|in another",
)


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
def test_words_in_any_order_read_without_fault(words: list[str]) -> None:
    text = " ".join(words)
    source = Source(source_id="a", sha256="a", name="a.txt", title="a")
    passage = Passage(kind="paragraph", start=0, end=len(text))
    reading = prepare(Document(source=source, text=text, passages=(passage,)), load())
    for claim in Incidents()(reading):
        assert claim.quote == reading.document.text[claim.start : claim.end]
