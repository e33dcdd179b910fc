"""From short reports to events: agencies, ministries and local papers on the same incidents."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from karaula.evidence import Claim, Document, Incident, Source
from karaula.extract import extract
from karaula.resolve import incidents
from karaula.vocabulary import load

REPORTS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("reports.yml").read_text(encoding="utf-8")
)
FIGURES = ("kg", "quantity", "money", "arrests", "killed", "person_count", "charged")
APART = ("albatros", "subotica-11")
"""Events not joined yet: one report gives the month of an earlier find, one the parts of a sum."""


@cache
def _claims(number: int, read: Callable[[str, str | None], Document]) -> tuple[Source, list[Claim]]:
    report = REPORTS[number]
    document = read(report["text"], report.get("published"))
    return document.source, [c for c in extract(document) if isinstance(c.slots, Incident)]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str | None], Document]:
    """A text as a document with its day of publication."""
    from karaula.read import read as read_file

    folder = tmp_path_factory.mktemp("reports")

    def made(text: str, published: str | None) -> Document:
        path = folder / f"{abs(hash(text))}.txt"
        path.write_text(text, encoding="utf-8")
        document = read_file(path)
        if published is None:
            return document
        return replace(document, source=replace(document.source, published=str(published)))

    return made


def _fits(claim: Claim, told: dict[str, Any]) -> bool:
    """Whether a claim gives one of the figures of an incident, and none otherwise."""
    slots = claim.slots
    pairs = [
        (told[name], getattr(slots, name))
        for name in FIGURES
        if name in told and getattr(slots, name) is not None
        if name != "quantity" or "kg" not in told
    ]
    return bool(pairs) and all(abs(a - b) <= 0.011 * a for a, b in pairs)


def _told(number: int, claims: list[Claim]) -> Iterator[tuple[dict[str, Any], list[Claim]]]:
    for told in REPORTS[number]["told"]:
        yield told, [claim for claim in claims if _fits(claim, told)]


@pytest.mark.parametrize("number", range(len(REPORTS)), ids=lambda n: REPORTS[n]["id"])
def test_a_report_tells_its_incidents_and_no_others(
    number: int, read: Callable[[str, str | None], Document]
) -> None:
    _, claims = _claims(number, read)
    known = []
    for told, fitting in _told(number, claims):
        assert fitting or told.get("open") or told.get("optional"), (told, claims)
        known += [claim.claim_id for claim in fitting]
    others = [claim.slots for claim in claims if claim.claim_id not in known]
    assert not others or REPORTS[number].get("also"), others


def test_reports_of_one_event_are_joined_and_no_others(
    read: Callable[[str, str | None], Document],
) -> None:
    sources: dict[str, Source] = {}
    claims: list[Claim] = []
    home: dict[str, tuple[str, str]] = {}
    for number, report in enumerate(REPORTS):
        source, found = _claims(number, read)
        sources[source.source_id] = source
        claims += found
        for told, fitting in _told(number, found):
            home |= {claim.claim_id: (report["id"], told["event"]) for claim in fitting[:1]}
    events = incidents(claims, sources, load())
    together = {
        pair for event in events for pair in combinations(sorted(set(event.claims) & set(home)), 2)
    }
    wanted = {
        pair for pair in combinations(sorted(home), 2) if home[pair[0]][1] == home[pair[1]][1]
    }
    named = {pair: (home[pair[0]], home[pair[1]]) for pair in together | wanted}
    assert not [named[pair] for pair in together - wanted]
    missed = [named[pair] for pair in wanted - together]
    assert not [pair for pair in missed if pair[0][1] not in APART]
