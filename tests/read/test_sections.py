"""Which headings stand above a paragraph."""

import pytest

from karaula.evidence import Source
from karaula.read.assemble import assemble
from karaula.read.plain import plain_blocks
from karaula.read.sections import heading_words

SOURCE = Source(source_id="0" * 16, sha256="0" * 64, name="a.txt", title="a")


def sections(text: str) -> dict[str, tuple[str, ...]]:
    found = assemble(SOURCE, text, plain_blocks(text))
    return {found.words(p): p.section for p in found.passages if p.kind == "paragraph"}


def test_headings_that_repeat_stand_below_those_that_occur_once() -> None:
    text = "\n\n".join(
        [
            "Valley",
            "Drugs",
            "One.",
            "Courts",
            "Two.",
            "Mountain",
            "Drugs",
            "Three.",
            "Courts",
            "Four.",
        ]
    )
    assert sections(text) == {
        "One.": ("Valley", "Drugs"),
        "Two.": ("Valley", "Courts"),
        "Three.": ("Mountain", "Drugs"),
        "Four.": ("Mountain", "Courts"),
    }


def test_an_area_stands_above_what_follows_until_a_part_of_the_document() -> None:
    text = "\n\n".join(
        ["Albania", "Heroin by land", "One.", "Cocaine", "Two.", "Conclusions", "Three."]
    )
    assert sections(text) == {
        "One.": ("Albania", "Heroin by land"),
        "Two.": ("Albania", "Cocaine"),
        "Three.": ("Conclusions",),
    }


def test_marked_levels_nest() -> None:
    text = "# Report\n\n## Serbia\n\nOne.\n\n### Drugs\n\nTwo.\n\n## Greece\n\nThree."
    assert sections(text) == {
        "One.": ("Report", "Serbia"),
        "Two.": ("Report", "Serbia", "Drugs"),
        "Three.": ("Report", "Greece"),
    }


def test_numbers_go_before_wrongly_marked_levels() -> None:
    text = "\n\n".join(
        ["# I. Roots", "## A. War", "One.", "### B. Want", "Two.", "## II. Harm", "### A. Health",
         "Three.", "# B. Trust", "#### 1. Courts", "Four.", "## 2. Police", "Five.", "# C. Money",
         "Six."]
    )  # fmt: skip
    assert sections(text) == {
        "One.": ("I. Roots", "A. War"),
        "Two.": ("I. Roots", "B. Want"),
        "Three.": ("II. Harm", "A. Health"),
        "Four.": ("II. Harm", "B. Trust", "1. Courts"),
        "Five.": ("II. Harm", "B. Trust", "2. Police"),
        "Six.": ("II. Harm", "C. Money"),
    }


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("## **2. Money**", "2. Money"),
        ("**Twelfth Meeting\nof Heads**", "Twelfth Meeting of Heads"),
        ("# Title<sup>1</sup>", "Title"),
        ("[Routes](https://example.org)", "Routes"),
        ("Index **2021**", "Index 2021"),
    ],
)
def test_heading_loses_its_markup(raw: str, words: str) -> None:
    assert heading_words(raw) == words
