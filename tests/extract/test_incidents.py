"""Incidents in invented news: what must be told, and what must not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from karaula.evidence import Claim, Document
from karaula.evidence.claim import slot_values
from karaula.extract.frame import prepare
from karaula.extract.incidents import Incidents
from karaula.vocabulary import load

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("incidents.yml").read_text(encoding="utf-8")
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
        assert len(found) == len(case["told"]), told
    for claim in found:
        assert claim.quote == read.text[claim.start : claim.end]
        assert all(0 <= start < end <= len(read.text) for start, end in claim.spans)
