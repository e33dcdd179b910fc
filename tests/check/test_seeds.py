"""The index extract of ten countries: its wrong figures, found without and with the data set."""

import random
import re
from pathlib import Path

import pytest

from karaula.check import Finding, check
from karaula.evidence import Claim, Document, Source
from karaula.evidence.table import claims_from_table
from karaula.extract import extract
from karaula.read import read
from karaula.read.connectors import find
from karaula.read.sidecar import source_of
from karaula.vocabulary import load


@pytest.fixture(scope="module")
def index_extract(shared: Path) -> Document:
    (path,) = (shared / "seeds").glob("000_*.txt")
    return read(path)


@pytest.fixture(scope="module")
def cells(shared: Path) -> tuple[Source, list[Claim]]:
    path = shared / "data" / "goci" / "global_oc_index.xlsx"
    connector = find(path)
    assert connector is not None
    found = connector.read(path, source_of(path), load())
    tables = found.claims.items()
    return found.source, [claim for item in tables for claim in claims_from_table(*item)]


def alarms(document: Document, reference: list[Claim] | None = None) -> list[Finding]:
    sources = {document.source.source_id: document.source}
    found = check(
        extract(document), sources, load(), documents=[document], reference=reference or []
    )
    return [finding for finding in found if finding.level != "note"]


WRONG = {
    ("error", "ALB", "resilience", "5.04"),
    ("error", "SRB", "resilience", "4.92"),
    ("error", "SRB", "criminality", "2"),
    ("warning", "BGR", "criminality", "70th"),
}


def told(findings: list[Finding]) -> set[tuple[str, str | None, str | None, str | None]]:
    return {(item.level, item.area, item.indicator, item.correction) for item in findings}


def test_the_wrong_figures_and_nothing_else(index_extract: Document) -> None:
    found = alarms(index_extract)
    assert told(found) == WRONG and len(found) == len(WRONG)


def test_the_data_set_says_the_same(
    index_extract: Document, cells: tuple[Source, list[Claim]]
) -> None:
    source, reference = cells
    found = alarms(index_extract, reference)
    assert told(found) == WRONG
    for finding in found:
        if finding.level == "error" and finding.indicator == "resilience":
            assert finding.evidence[1].source_id == source.source_id


def test_the_data_set_itself_is_consistent(cells: tuple[Source, list[Claim]]) -> None:
    source, claims = cells
    assert check(claims, {source.source_id: source}, load()) == []


def test_copies_with_another_score_that_cannot_be(index_extract: Document, tmp_path: Path) -> None:
    """Change the last digit of a right resilience score so that no country can have it."""
    pick = random.Random(1)
    text = index_extract.text
    known = [item.evidence[0] for item in alarms(index_extract)]
    scores = [
        match
        for match in re.finditer(r"(?<=Resilience score of )\d,\d\d", text)
        if not any((item.start or 0) <= match.start() < (item.end or 0) for item in known)
    ]
    attainable = {f"{n // 24},{(n % 24 * 100 + 12) // 24:02d}" for n in range(24, 241)}
    copy = tmp_path / "copy.txt"
    for match in pick.sample(scores, 5):
        off = [
            match[0][:3] + last for last in "0123456789" if match[0][:3] + last not in attainable
        ]
        copy.write_text(text[: match.start()] + pick.choice(off) + text[match.end() :], "utf-8")
        places = {item.start for item in known}
        new = [item for item in alarms(read(copy)) if item.evidence[0].start not in places]
        assert [item.level for item in new] == ["error"]
        first = new[0].evidence[0]
        assert first.start is not None and first.start <= match.start() < (first.end or 0)
