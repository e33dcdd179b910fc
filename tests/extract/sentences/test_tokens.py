"""Where sentences end, and what their words are."""

import pytest

from karaula.extract.sentences.tokens import sentences, tokens


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("to Bulgaria [^burgas][^b2].", ["to", "Bulgaria", "."]),
        ("to Bulgaria<sup>12</sup> by sea", ["to", "Bulgaria", "by", "sea"]),
        ("“heroin”<sup>7</sup>", ["“", "heroin", "”"]),
        ("500 m<sup>3</sup> of oak", ["500", "m", "<sup>3</sup>", "of", "oak"]),
        ("2 kg [sic] found", ["2", "kg", "[", "sic", "]", "found"]),
    ],
)
def test_marks_of_footnotes_are_no_words(text: str, told: list[str]) -> None:
    assert [token.text for token in tokens(text, 0, len(text))] == told
