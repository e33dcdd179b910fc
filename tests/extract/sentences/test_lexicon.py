"""Names in text: longest first, over signs and scripts, and only where they are names."""

import pytest

from karaula.extract.sentences.lexicon import lexicon
from karaula.extract.sentences.tokens import tokens
from karaula.vocabulary import load

NAMES = lexicon(load())

CASES = [
    ("Bosnia and Herzegovina and Bosnia-Herzegovina", ["area BIH", "area BIH"]),
    ("North Macedonia, not Macedonia", ["area MKD", "area MKD"]),
    ("the U.S. and the UK", ["area USA", "area GBR"]),
    ("Црна Гора и Србија", ["area MNE", "area SRB"]),
    ("South-Eastern Europe", ["region SEE"]),
    ("west Europe", ["region WEUR"]),
    ("Central & Eastern European countries", ["region_adjective CEEUR"]),
    ("Albanian groups", ["adjective ALB"]),
    ("MDMA and 3,4-MDMA", ["substance mdma", "substance mdma"]),
    ("Heroin trade is 6,00", ["indicator heroin_trade"]),
    ("the Balkan route", ["route balkan_route"]),
    # A first word that may be no country is one by what follows it, and by capitals.
    ("Turkey is on the route", ["area TUR"]),
    ("Turkey's ports", ["area TUR"]),
    ("Georgia and Armenia", ["area GEO", "area ARM"]),
    ("Chad seized it", ["area TCD"]),
    ("US officers", ["area USA"]),
    ("Jordan", ["area JOR"]),
    ("Turkey prices rose", []),
    ("Turkey and chicken", []),
    ("Jordan Miller is a driver", []),
    # Small letters make no country.
    ("he ate turkey and saw a chad", []),
    ("the 61 of 193", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_names(text: str, expected: list[str]):
    found = NAMES.match(tokens(text, 0, len(text)))
    assert [f"{name.label} {name.id}" for name in found] == expected
