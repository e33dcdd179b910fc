"""The index extract of ten countries: the figures that it states, read as they stand."""

import re
from pathlib import Path

import pytest

from karaula.extract import extract
from karaula.read import read


@pytest.fixture(scope="module")
def index_extract(shared: Path):
    (path,) = (shared / "seeds").glob("000_*.txt")
    return read(path)


def test_at_least_240_of_its_250_figures_are_read(index_extract):
    """Ground truth by position: every number with a decimal comma, every rank and every total."""
    text = index_extract.text
    figures = [(m.start(), m.group()) for m in re.finditer(r"\d,\d\d\b", text)]
    ranks = [
        (m.start(i), m.group(i))
        for m in re.finditer(r"(\d+)(?:st|nd|rd|th) of (\d+)|\b(\d+) \((\d+)\)", text)
        for i in (1, 2, 3, 4)
        if m.group(i)
    ]
    wanted = figures + ranks
    assert len(wanted) == 250
    claims = extract(index_extract)
    read_figures = 0
    for place, digits in wanted:
        value = float(digits.replace(",", "."))
        read_figures += any(
            claim.start <= place < claim.end and value in (claim.slots.value, claim.slots.of)
            for claim in claims
            if claim.kind == "observation"
        )
    assert read_figures >= 240


def test_all_twenty_sub_region_names_are_read(index_extract):
    named = [claim.slots.among for claim in extract(index_extract) if claim.kind == "observation"]
    assert named.count("CEEUR") == 18
    assert named.count("SEUR") == 2


def test_quotes_stand_in_every_document(shared: Path):
    for path in sorted((shared / "seeds").glob("*.txt")):
        document = read(path)
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        for claim in extract(document):
            assert claim.quote == text[claim.start : claim.end]


def test_two_readings_of_an_increase(shared: Path):
    (path,) = (shared / "seeds").glob("002_*.txt")
    figures = [claim.slots for claim in extract(read(path)) if claim.kind == "observation"]
    assert [slots.ratio for slots in figures if slots.unit == "percent"] == [(4.0, 3.0)]
