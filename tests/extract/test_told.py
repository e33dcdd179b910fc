"""What sentences tell of the ways of goods and of areas in markets: the case tables ``told.yml`` of
``legs`` and ``roles``.

A case is a sentence, behind the headings that it stands under (``Heading / Sentence``), and what it
tells; ``nothing`` are look-alikes, and ``missed`` what is not read yet and must not be invented.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from karaula.evidence import Document, Leg, Role
from karaula.extract.frame import prepare
from karaula.extract.legs import Legs
from karaula.extract.roles import Roles
from karaula.vocabulary import load

Case = dict[str, Any]
Read = Callable[[str], Document]


def leg(slots: Leg) -> str:
    ends = (slots.origin, slots.via, slots.destination)
    return f"{slots.market}: " + " > ".join(",".join(sorted(end)) or "-" for end in ends)


def role(slots: Role) -> str:
    return f"{slots.area} {slots.market} {slots.role}"


KINDS: dict[str, tuple[Callable[[], Any], Callable[[Any], str]]] = {
    "legs": (Legs, leg),
    "roles": (Roles, role),
}
TABLES = {
    kind: yaml.safe_load((Path(__file__).parent / kind / "told.yml").read_text(encoding="utf-8"))
    for kind in KINDS
}


def cases(part: str) -> list[tuple[str, Any]]:
    return [(kind, case) for kind, table in TABLES.items() for case in table[part]]


def named(one: Any) -> str:
    return (one["text"] if isinstance(one, dict) else str(one))[:60]


def told(kind: str, text: str, document: Read) -> set[str]:
    extractor, said = KINDS[kind]
    *headings, body = text.split(" / ")
    made = document("\n\n".join([*(f"## {heading}" for heading in headings), body]))
    claims = extractor()(prepare(made, load()))
    return {said(claim.slots) for claim in claims if claim.modality != "denied"}


@pytest.mark.parametrize(("kind", "case"), cases("read"), ids=named)
def test_what_a_sentence_tells(kind: str, case: Case, document: Read) -> None:
    assert told(kind, case["text"], document) == set(case["told"])


@pytest.mark.parametrize(("kind", "text"), cases("nothing"), ids=named)
def test_a_look_alike_tells_nothing(kind: str, text: str, document: Read) -> None:
    assert told(kind, text, document) == set()


@pytest.mark.parametrize(("kind", "case"), cases("missed"), ids=named)
def test_what_is_not_understood_is_not_invented(kind: str, case: Case, document: Read) -> None:
    found = told(kind, case["text"], document)
    assert found == set(case["told"])
    assert found.isdisjoint(case["missed"]), "read by now: move it to `read`"
