"""Labels of columns, one a line."""

import pytest

from karaula.check.quantity import WORLD
from karaula.measure.index.audit.labels import Labels, Meaning
from karaula.measure.index.structure import Element, Structure

STRUCTURE = Structure.of(
    [
        Element(code="criminal_markets", name="Criminal markets", parent="criminality"),
        Element(code="criminality", name="Criminality"),
        Element(code="place", name="Place of work", parent="criminality"),
    ]
)


def score(code: str) -> Meaning:
    return Meaning("score", code)


def rank(code: str | None, among: str = WORLD, *, by_row: bool = False) -> Meaning:
    return Meaning("rank", code, among, by_row)


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("criminality", score("criminality")),
        ("Criminality avg,", score("criminality")),
        ("criminality_score", score("criminality")),
        ("Criminal Markets", score("criminal_markets")),
        ("place", score("place")),
        ("criminality_rank", rank("criminality")),
        ("Rank (criminality)", rank("criminality")),
        ("Criminality rank in the world", rank("criminality")),
        ("rank", rank(None)),
        ("rank_world", rank(None)),
        ("rank_europe", rank(None, "EUROPE")),
        ("criminality_rank_europe", rank("criminality", "EUROPE")),
        ("rank continent", rank(None, "Continent", by_row=True)),
        ("rank region", rank(None, "region", by_row=True)),
        ("Criminal markets ranking, EU27", rank("criminal_markets", "eu27")),
        ("population", None),
        ("Continent", None),
    ],
)
def test_meaning(label: str, meaning: Meaning | None) -> None:
    labels = Labels([STRUCTURE], ["Continent"], {"europe": "EUROPE"})
    assert labels.meaning(label) == meaning
