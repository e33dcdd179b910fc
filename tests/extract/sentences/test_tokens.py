"""Where sentences end: full stops, blank lines, list items, and in notes semicolons."""

import pytest

from karaula.extract.sentences.tokens import sentences


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Police came. They left.", ["Police came.", "They left."]),
        ("Some 2.5 kg were found by Mr. Ko.", ["Some 2.5 kg were found by Mr. Ko."]),
        ("One\n\nTwo", ["One", "Two"]),
        ("Finds:\n- a car\n- a boat", ["Finds:", "- a car", "- a boat"]),
        ("Heroin came from Iran; cocaine did not.", ["Heroin came from Iran; cocaine did not."]),
        ("transit point for heroin; limited producer of cannabis",
         ["transit point for heroin;", "limited producer of cannabis"]),
        ("Illicit drugs: transit point for heroin; small producer",
         ["Illicit drugs: transit point for heroin;", "small producer"]),
        ("minor route (see ch. 2); no labs found", ["minor route (see ch. 2);", "no labs found"]),
    ],
)  # fmt: skip
def test_sentences_of_prose_and_of_notes(text: str, told: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == told
