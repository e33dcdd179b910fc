"""Places of the vocabulary in sentences: where they are places, and in which area they lie."""

from collections.abc import Callable

import pytest

from karaula.evidence import Claim, Document
from karaula.extract.frame import prepare
from karaula.extract.sentences.lexicon import Name
from karaula.vocabulary import load

# sentence | each place with its area
CASES = [
    ("In Belgrade, police found heroin.", "Belgrade SRB"),
    (
        "Houses were searched in Novi Sad, Niš and Zrenjanin.",
        "Novi Sad SRB, Niš SRB, Zrenjanin SRB",
    ),
    ("BELGRADE (Agency) - A court has sentenced two men.", "BELGRADE SRB"),
    ("Guayaquil's port is controlled by gangs.", "Guayaquil ECU"),
    (
        "Officials in Republika Srpska and in Vojvodina differ.",
        "Republika Srpska BIH, Vojvodina SRB",
    ),
    # Words and persons' names need a word of place beside them.
    ("Police seized cocaine in Bar.", "Bar MNE"),
    ("The port of Bar is busy.", "Bar MNE"),
    ("They met in a bar near the coast.", ""),
    ("The Bar Association protested.", ""),
    ("They split the money in Split.", "Split HRV"),
    ("A man from Nice was arrested.", "Nice FRA"),
    ("Nice work by the customs.", ""),
    ("The van was stopped in Van, Turkey.", "Van TUR"),
    ("Reading the report took an hour.", ""),
    ("Of the five, two were from Of.", ""),
    # Capitals that belong to other names.
    ("Sofia Petrova was arrested.", ""),
    ("Mr Petrich said nothing.", ""),
    ("J. London wrote a book.", ""),
    ("The Vienna Convention was signed.", ""),
    ("The ship Antwerp Express sailed.", ""),
    ("Florence said nothing.", ""),
    ("POLICE SEIZE COCAINE IN SPLIT", ""),
    # Small towns need a word of place, too.
    ("Berane was quiet.", ""),
    ("In Berane it was quiet.", "Berane MNE"),
    # Which of several, the words beside it tell.
    ("Cocaine was found in Cartagena.", ""),
    ("Cocaine was found in Cartagena, Colombia.", "Cartagena COL"),
    ("The Spanish port of Cartagena is busy.", "Cartagena ESP"),
    ("Cocaine went from Colombia to the port of Cartagena in Spain.", "Cartagena ESP"),
    ("Colombian police found cocaine in Cartagena.", "Cartagena COL"),
    ("Spanish police searched houses in Valencia and Málaga.", "Valencia ESP, Málaga ESP"),
    ("In Montenegro's Sandžak region police found cannabis.", "Sandžak MNE"),
    ("Sandžak lies in two countries.", ""),
    # ... and where they tell of another country, it is neither.
    ("Heroin from Athens, Georgia reached the court.", ""),
    ("The driver came from Paris, Texas.", "Texas USA"),
    ("Cocaine passed through Durrës, Montenegro and Croatia.", "Durrës ALB"),
    # A country's name inside a longer one.
    ("Northern Ireland and Scotland were named.", "Northern Ireland GBR, Scotland GBR"),
    ("It was smuggled to New Mexico.", "New Mexico USA"),
    # A crossing without inhabitants counts at a border.
    ("At the Gradina border crossing officers found heroin.", "Gradina SRB"),
    ("Officers at Horgoš found heroin.", "Horgoš SRB"),
    ("Trucks passed Kapitan Andreevo into Bulgaria.", ""),
    ("Trucks went through Kapitan Andreevo into Bulgaria.", "Kapitan Andreevo BGR"),
    ("In Gradina the family has a house.", ""),
    # A people of the same name.
    ("They came from Roma settlements and from Naples.", "Naples ITA"),
]


def _places(document: Document) -> str:
    found = [
        (document.text[item.start : item.end], item.meaning.id)
        for sentence in prepare(document, load()).sentences
        for item in sentence.items
        if item.label == "place" and isinstance(item.meaning, Name)
    ]
    return ", ".join(f"{name} {area}" for name, area in found)


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_places_and_their_areas(
    sentence: str, expected: str, document: Callable[[str], Document]
) -> None:
    assert _places(document(sentence)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Colombia\n\nA court in Cartagena sentenced five men.", "Cartagena COL"),
        ("# Spain\n\nA court in Cartagena sentenced five men.", "Cartagena ESP"),
        ("The police of Chile met. A court in Santiago sentenced five men.", "Santiago CHL"),
        ("The police of Chile met.\n\nA court in Santiago sentenced five men.", ""),
        ("# Libya and Lebanon\n\nA court in Tripoli sentenced five men.", "Tripoli LBY"),
    ],
)
def test_what_the_text_speaks_of_tells_which_is_meant(
    text: str, expected: str, document: Callable[[str], Document]
) -> None:
    assert _places(document(text)) == expected


# sentence | area of the incident
INCIDENTS = [
    ("Police seized 500 kg of cocaine in Bar on 3 March 2022.", "MNE"),
    ("Officers found 33 kilograms of heroin at the Horgoš crossing on 5 May 2021.", "SRB"),
    ("Customs seized 40 kg of heroin at the Kapitan Andreevo checkpoint on 2 June 2020.", "BGR"),
    ("Police arrested five people in Novi Pazar on 8 April 2019.", "SRB"),
    ("Two men were shot dead in Athens on 19 January 2020.", "GRC"),
    ("Police seized 500 kg of cocaine in Cartagena on 3 March 2022.", ""),
    ("Police seized 20 kg of cocaine in Colombo Street on 3 March 2022.", ""),
]


@pytest.mark.parametrize(("sentence", "area"), INCIDENTS)
def test_an_incident_lies_in_the_area_of_its_town(
    sentence: str, area: str, claims: Callable[[str], list[Claim]]
) -> None:
    (incident,) = [c for c in claims(sentence) if c.kind == "incident"]
    assert " ".join(incident.slots.area) == area


# sentence | group and areas of each presence
PRESENCE = [
    ("The Kavač clan is active in Budapest.", [("Kavač clan", "HUN")]),
    ("The Kavač clan operates in Valencia.", []),
    (
        "Drug trafficking groups based in Budva control the cocaine market.",
        [("Drug trafficking groups based in Budva", "MNE")],
    ),
    ("Novi Sad-based groups sell cocaine.", [("Novi Sad-based groups", "SRB")]),
    ("The Zemun clan controls the cocaine market of Serbia.", [("Zemun clan", "SRB")]),
]


@pytest.mark.parametrize(("sentence", "expected"), PRESENCE)
def test_groups_are_where_their_towns_are(
    sentence: str, expected: list[tuple[str, str]], claims: Callable[[str], list[Claim]]
) -> None:
    found = [c.slots for c in claims(sentence) if c.kind == "presence"]
    assert [(slots.group, " ".join(slots.area)) for slots in found] == expected
