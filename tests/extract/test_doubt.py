"""How sure a sentence is of what it says."""

import pytest

from karaula.extract import extract

CASES = [
    ("In 2023 customs in Serbia seized 40 kg of heroin.", "asserted"),
    (
        "Although Ecuador does not grow coca, 70% of the cocaine leaves through its ports.",
        "asserted",
    ),
    (
        "Despite the fact that it does not grow coca, 70% of the cocaine is from Ecuador.",
        "asserted",
    ),
    ("The share of cocaine that is from Ecuador is not 70%.", "denied"),
    ("Cocaine worth an alleged 3 million euros was sold in Malta in 2020.", "alleged"),
]


@pytest.mark.parametrize(("text", "sure"), CASES)
def test_what_a_sentence_doubts(text, sure, document):
    found = [one.modality for one in extract(document(text)) if one.kind == "observation"]
    assert found == [sure]
