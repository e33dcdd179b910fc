"""Extraction as a whole: every claim stands on its exact words, whatever the text is."""

import gc
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karaula.evidence import Claim, Document, Passage, Source
from karaula.extract import extract, extraction, methods

PIECES = """Albania|Serbia|the|Criminality|score|of|5,63|6.21|61st|193|kg|heroin|seized|about|ranks
|more than|300%|increase|since|2015|EUR|million|.|,|(|)|<sup>3</sup>|половина|½|१२|\u202e|’|tonnes
|Црна Гора|between|and|-|½ t|1.500|of 44|European|countries|\n\n"""
WORDS = st.sampled_from(re.split(r"\n?\|", PIECES))


TOLD = (
    "Customs officers at Gradina seized 12 kg of heroin from a lorry for Austria on 3 May 2024.",
    "Four tonnes of cocaine from Ecuador found",
    "Britain imports most of the heroin that it uses from Turkey.",
    "Montenegro is a transit country on the Balkan route for cocaine and a source of cigarettes.",
    "Chapter 5 deals with firearms.",
    "The cash was carried into Albania by couriers of the Kavač clan, an ally of the Zemun gang.",
    "Police arrested nine people in Operation Heron, bringing the number of those held to 14.",
    "Serbia sits on a route along which migrants and drugs are smuggled to Hungary.",
    "The Joint Task Force, set up in 2021, works under the agreement on police cooperation.",
    "A court in Bar jailed two men for ten years over the murder of a rival in Budva.",
)
BROKEN_OFF = st.tuples(st.sampled_from(TOLD), st.integers(1, 30), st.booleans()).map(
    lambda cut: " ".join(cut[0].split()[: cut[1]] if cut[2] else cut[0].split()[-cut[1] :])
)


def document_of(text: str, language: str | None = "en") -> Document:
    source = Source(source_id="0" * 16, sha256="0" * 64, name="x.txt", title="x", language=language)
    return Document(
        source=source, text=text, passages=(Passage(kind="paragraph", start=0, end=len(text)),)
    )


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(WORDS, max_size=60).map(" ".join),
        st.lists(BROKEN_OFF, min_size=1, max_size=4).map(" ".join),
    )
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_every_claim_quotes_its_place(text: str):
    document = document_of(text)
    for claim in extract(document):
        assert claim.start is not None
        assert claim.quote == text[claim.start : claim.end]


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_the_same_text_gives_the_same_claims(text: str):
    assert extract(document_of(text)) == extract(document_of(text))


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_no_claim_is_made_twice(text: str):
    ids = [claim.claim_id for claim in extract(document_of(text))]
    assert len(ids) == len(set(ids))


def test_another_language_gives_no_claim_and_says_so():
    text = "Police seized 12 kg of heroin in 2020."
    assert extract(document_of(text))
    other = extraction(document_of(text, language="sr"))
    assert not other.claims
    assert "English" in other.unread[0].reason


def test_a_figure_without_a_claim_is_told():
    found = extraction(document_of("Police seized 12 kg of heroin. The room has 7 small windows."))
    assert [claim.quote for claim in found.claims] == ["seized 12 kg of heroin"]
    assert [item.place for item in found.unread] == ["characters 44-45"]


def test_an_analyst_adds_a_pattern(tmp_path):
    (tmp_path / "own.yml").write_text(
        "- id: windows\n  find: ['{number} small windows']\n"
        "  says: {indicator: small_windows, unit: count}\n"
    )
    document = document_of("The room has 7 small windows.")
    (claim,) = extract(document, patterns=(tmp_path,))
    assert (claim.slots.indicator, claim.slots.value) == ("small_windows", 7)
    assert methods() != methods((tmp_path,))


@pytest.mark.parametrize(
    "text",
    [
        "7 " * 50_000,
        "heroin " * 50_000,
        "Albania scored 5,63 and " * 4_000,
        "((((((((((" * 5_000,
        "1,2.3,4.5" * 10_000,
        "\u202eAlbania\u202c 61st of 193 \u0000 \ufeff",
    ],
    ids=["digits", "one-word", "one-sentence", "brackets", "separators", "directions"],
)
def test_hostile_text_ends_and_invents_nothing(text: str):
    for claim in extract(document_of(text)):
        assert claim.quote in text


def test_what_stands_around_a_figure_fills_its_gaps(claims: Callable[[str], list[Claim]]):
    text = """# Global Organized Crime Index 2023, extract

## Montenegro

### Scores

The Criminality score of 6,59 is high. It ranks 24th of 193 countries in the World.

## Croatia

In the country, about 20% of heroin seized in 2022 came by sea.
"""
    found = [claim.slots for claim in claims(text)]
    assert [(s.indicator, s.value, s.area, s.period) for s in found] == [  # type: ignore[union-attr]
        ("criminality", 6.59, ("MNE",), "2023"),
        ("criminality", 24, ("MNE",), "2023"),
        ("share_of_heroin", 20, ("HRV",), "2022"),
    ]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("About 20% of the heroin passes through Bulgaria.", "asserted"),
        ("Reportedly, about 20% of the heroin passes through Bulgaria.", "reported"),
        ("Allegedly, about 20% of the heroin passes through Bulgaria.", "alleged"),
        ("The share of heroin is expected to reach 20% in Bulgaria.", "expected"),
        ("About 20% of the heroin is also thought to pass through Bulgaria.", "alleged"),
        ("Investigators believe that 20% of the heroin passes through Bulgaria.", "alleged"),
        ("By several accounts, 20% of the heroin passes through Bulgaria.", "reported"),
        ("The ministry says that 20% of the heroin passes through Bulgaria.", "reported"),
        ("Bulgaria reported 20 joint operations in 2020.", "asserted"),
        ("It may change, but the source said 20% of the heroin passes through it.", "reported"),
        ("The source said that 20% of the heroin might pass through Bulgaria.", "expected"),
    ],
)
def test_doubt_is_kept(text, modality, claims):
    assert {claim.modality for claim in claims(text)} == {modality}


def test_claims_carry_what_is_wrong_with_their_document(document):
    from dataclasses import replace

    made = document("Police seized 12 kg of heroin in 2020.")
    marked = replace(made, source=replace(made.source, marks=("draft",)))
    assert {claim.marks for claim in extract(marked)} == {("draft",)}


def test_footnotes_support_the_sentence_they_stand_at(claims):
    text = (
        "Police seized 12 kg of heroin in 2020.<sup>1</sup> Nothing else happened.\n\n"
        "<sup>1</sup> Ministry, Report (2021).\n"
    )
    (claim,) = [claim for claim in claims(text) if claim.kind == "observation"]
    assert claim.refs == ("fn1",)


def test_the_search_for_cycles_is_left_as_it_was() -> None:
    extract(document_of("Police seized 12 kg of heroin in Bar."))
    assert gc.isenabled()
    gc.disable()
    try:
        extract(document_of("Police seized 12 kg of heroin in Bar."))
        assert not gc.isenabled()
    finally:
        gc.enable()
