"""Responses under their names, in any wording, and what is none."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.evidence import Document, Passage, Response, Source
from karaula.extract import extract, prepare
from karaula.extract.responses import Responses
from karaula.vocabulary import load

WORDINGS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("wordings.yml").read_text(encoding="utf-8")
)


def document_of(text: str) -> Document:
    source = Source(source_id="0" * 16, sha256="0" * 64, name="x", title="", language="en")
    passage = Passage(kind="paragraph", start=0, end=len(text))
    return Document(source=source, text=text, passages=(passage,))


def responses(text: str) -> list[Response]:
    return [claim.slots for claim in extract(document_of(text)) if claim.kind == "response"]


@pytest.mark.parametrize(
    ("text", "name", "kind", "area", "period"),
    [
        # a head among capitals
        (
            "Estonia's Act on the Recovery of Criminal Money has applied since May 2019.",
            "Act on the Recovery of Criminal Money", "instrument", ("EST",), "2019-05",
        ),
        (
            "The Iron Gates Charter on Sturgeon was signed by Serbia and Romania in 2017.",
            "Iron Gates Charter on Sturgeon", "agreement", ("SRB", "ROU"), "2017",
        ),
        (
            "To stop thefts of copper, Chile set up the Metal Crimes Brigade in 2014.",
            "Metal Crimes Brigade", "operation_unit", ("CHL",), "2014",
        ),
        (
            "The Office for the Recovery of Assets, created in Ghana in 2018, has ten lawyers.",
            "Office for the Recovery of Assets", "institution", ("GHA",), "2018",
        ),
        # a head in small letters beside a name
        ("Greece trains judges under the Themis project.", "Themis", "project", ("GRC",), None),
        (
            'The programme "Safe Seas", run by UNODC, trains coast guards in Somalia and Kenya.',
            "Safe Seas", "project", ("SOM", "KEN"), None,
        ),
        # a number
        (
            "The congress of Peru passed Law 4711 on asset forfeiture in March 2020.",
            "Law 4711", "instrument", ("PER",), "2020-03",
        ),
        # told what it is
        (
            "SAMPSON, a tool of the WCO, has been used in Peru since 2020.",
            "SAMPSON", "instrument", ("PER",), "2020",
        ),
        # no head at all: what States made
        (
            "Jamaica rolled out the Zones of Special Vigilance in 2017.",
            "Zones of Special Vigilance", "project", ("JAM",), "2017",
        ),
    ],
)  # fmt: skip
def test_a_response_has_a_name_in_any_wording(text, name, kind, area, period):
    (found,) = responses(text)
    assert (found.name, found.type, found.area, found.period) == (name, kind, area, period)


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman for the Organised Crime Unit told reporters that the case was closed.",
        "The Harbour Office and the Drug Squad found 40 kg of cocaine.",
        "According to the Financial Crimes Bureau, fraud is on the rise in Latvia.",
        "The Court of Appeal in Athens sentenced five men.",
        "Malta has no Financial Crimes Centre.",
        "Italy should ratify the Tunis Convention on Migrant Smuggling.",
        "The Tunis Convention on Migrant Smuggling should be ratified by Italy.",
        "If Spain joined the Tunis Convention on Migrant Smuggling, much would change.",
        "Will Serbia sign the Ohrid Protocol on Firearms?",
        "The Border Crime Centre in Skopje was planned but never opened.",
        "The Armenian network of Lyon sells stolen cars.",
        "The clan set up the Blue Star Trading in 2019.",
        "The soldiers destroyed two trucks and a TRAX facility in May.",
        "The hashish lay in a Grip-On tool box in his garage.",
        "The Minister met US Secretary of State Mary Wood in Oslo.",
        "Ann Lind, Programme Management Officer at UNODC, said that it was a record.",
        "A Coast Patrol K-9 team found heroin in the boot.",
        "Soldiers of the Battalion against Drug Trafficking No. 3 burned the hut.",
        "Officers of the Office for Combating Smuggling held an operational event in Osh.",
        "When opened, German customs agents found 9 kg of cocaine in the boxes.",
        "She was issued a notice to appear in court for possessing a dangerous drug.",
        "The Drug Directorate teams searched a house in Van.",
    ],
)
def test_agencies_at_work_and_wishes_are_no_responses(text):
    assert responses(text) == []


@pytest.mark.parametrize(("text", "name"), WORDINGS["told"], ids=lambda it: it[:60])
def test_a_response_in_other_words(text: str, name: str):
    (found,) = named_in(text)
    assert name in (found.name, *found.aliases) or name in found.name


@pytest.mark.parametrize("text", WORDINGS["none"], ids=lambda it: it[:60])
def test_what_is_no_response(text: str):
    assert named_in(text) == []


def test_a_text_on_something_else_tells_no_response():
    text = "The Joint Task Force North signed the Oslo Framework Agreement on relief. "
    assert (
        named_in(text + "The aircraft flew over the valley and came back in the evening. " * 8)
        == []
    )
    crime = "It is to fight the smuggling of cigarettes. "
    assert named_in(text + crime + "The aircraft flew over the valley and came back. " * 8)


def named_in(text: str) -> list[Response]:
    """Responses alone, which is quicker than all claims."""
    return [claim.slots for claim in Responses()(prepare(document_of(text), load()))]


def test_a_long_operation_is_a_response():
    (found,) = responses("Since 2015, ships of Operation Trident have watched the Libyan coast.")
    assert (found.name, found.type) == ("Operation Trident", "operation_unit")


def test_who_only_pays_is_no_area():
    (found,) = responses("With a grant from Japan, Kenya founded the Coastal Crime Unit in 2016.")
    assert found.area == ("KEN",)


@pytest.mark.parametrize(
    ("text", "body", "aliases"),
    [
        ("Interpol launched the Stolen Bells app in 2021.", "Interpol", ("Stolen Bells app",)),
        ("The project Clear Air, led by UNDP, began.", "UNDP", ("project Clear Air",)),
        ("The Container Crime Desk (CCD) was formed.", None, ("CCD",)),
    ],
)
def test_bodies_and_short_names(text, body, aliases):
    (found,) = responses(text)
    assert (found.body, found.aliases) == (body, aliases)


PIECES = """The|the|Act|on|unit|Unit|of|Serbia|launched|project|“|”|(|)|,|a|Blue|2020|signed|Law|12
|Operation|since|against|Drugs|NAPO|which|-|and|Convention|."""
WORDS = st.sampled_from(re.split(r"\n?\|", PIECES))


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=100)
def test_names_are_words_of_the_text(text: str):
    folded = " ".join(text.split())
    for found in responses(text):
        assert found.name in folded
        assert all(alias in folded for alias in found.aliases)


@pytest.mark.parametrize(
    "text",
    ["The Blue Act on " * 20_000, "set up the " * 20_000, "Law (" * 30_000, "A, a unit " * 20_000],
    ids=["acts", "deeds", "brackets", "apposed"],
)
def test_hostile_text_about_responses_ends(text: str):
    reading = prepare(document_of(text), load())
    for claim in Responses()(reading):
        assert claim.quote in text
