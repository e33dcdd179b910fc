"""What sentences tell of the ways of goods and people: the case table in ``told.yml``."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from karaula.evidence import Document, Leg
from karaula.extract.frame import prepare
from karaula.extract.legs import Legs
from karaula.vocabulary import load

CASES = yaml.safe_load(Path(__file__).with_name("told.yml").read_text(encoding="utf-8"))

Read = Callable[[str], Document]


def said(slots: Leg) -> str:
    ends = (slots.origin, slots.via, slots.destination)
    return f"{slots.market}: " + " > ".join(",".join(sorted(end)) or "-" for end in ends)


def told(text: str, document: Read) -> set[str]:
    *headings, body = text.split(" / ")
    made = document("\n\n".join([*(f"## {heading}" for heading in headings), body]))
    claims = Legs()(prepare(made, load()))
    return {said(claim.slots) for claim in claims if claim.modality != "denied"}


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["text"][:60])
def test_what_a_sentence_tells(case: dict, document: Read):
    assert told(case["text"], document) == set(case["told"])


@pytest.mark.parametrize("text", CASES["nothing"], ids=lambda text: text[:60])
def test_a_look_alike_tells_nothing(text: str, document: Read):
    assert told(text, document) == set()


@pytest.mark.parametrize("case", CASES["missed"], ids=lambda case: case["text"][:60])
def test_what_is_not_understood_is_not_invented(case: dict, document: Read):
    found = told(case["text"], document)
    assert found == set(case["told"])
    assert found.isdisjoint(case["missed"]), "read by now: move it to `read`"
