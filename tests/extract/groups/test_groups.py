"""Criminal groups in text: which words are one, which are none, and what is said of them."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.evidence import Claim, Document, Passage, Source, slot_values
from karaula.extract import extract, prepare
from karaula.extract.groups import Group
from karaula.extract.relations import Relations
from karaula.extract.responses import Responses
from karaula.vocabulary import load


def document_of(text: str, *section: str, title: str = "x") -> Document:
    source = Source(source_id="0" * 16, sha256="0" * 64, name="x.txt", title=title, language="en")
    passage = Passage(kind="paragraph", start=0, end=len(text), section=section)
    return Document(source=source, text=text, passages=(passage,))


def groups(text: str) -> list[Group]:
    reading = prepare(document_of(text), load())
    return [
        item.meaning
        for sentence in reading.sentences
        for item in sentence.items
        if isinstance(item.meaning, Group) and item.meaning.sort != "pointing"
    ]


GROUPS = [
    ("Police say that Albanian criminal groups moved in.", ["Albanian criminal groups"]),
    ("The role of South American cartels is growing.", ["South American cartels"]),
    ("North Macedonian groups control it.", ["North Macedonian groups"]),
    ("Balkan organised crime will grow.", ["Balkan organised crime"]),
    (
        "It is run by organized crime groups in the Western Balkans.",
        ["organized crime groups in the Western Balkans"],
    ),
    (
        "There were criminals from the Western Balkans.",
        ["criminals from the Western Balkans"],
    ),
    (
        "Foreign criminal actors, mostly of Turkish origin, organize it.",
        ["Foreign criminal actors, mostly of Turkish origin"],
    ),
    ("The Kavač clan and the Škaljari clan fight.", ["Kavač clan", "Škaljari clan"]),
    ("Škaljari and Kavački clans fight.", ["Škaljari", "Kavački clan"]),
    ("The Xaro and Yelo clans fight.", ["Xaro clan", "Yelo clan"]),
    (
        "They are the “Group America” and “Tito and Dino” clans.",
        ["Group America", "Tito and Dino clan"],
    ),
    (
        '"He left the gang," Harek of the Zorin clan said, "in debt."',
        ["Zorin clan"],
    ),
    (
        "London-based groups, such as the “Hellbanianz”, sell it.",
        ["London-based groups", "Hellbanianz"],
    ),
    ("A gang known as “Lions of the Coast” sells it.", ["Lions of the Coast"]),
    ("The ‘Ndrangheta and the Camorra buy it.", ["‘Ndrangheta", "Camorra"]),
    (
        "Serbian and Albanian criminal groups meet.",
        ["Serbian criminal groups", "Albanian criminal groups"],
    ),
    (
        "Kompania Bello, one of the most active Albanian cocaine-trafficking networks, fell.",
        ["Kompania Bello", "Albanian cocaine-trafficking networks"],
    ),
    ("Groups from the Sofia region make it.", ["Groups from the Sofia region"]),
    ("Crime groups in Republika Srpska buy it.", ["Crime groups in Republika Srpska"]),
    (
        "Mafia-style groups and criminal networks buy it.",
        ["Mafia-style groups", "criminal networks"],
    ),
    ("Latin American drug traffickers sell it.", ["Latin American drug traffickers"]),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS, ids=[text[:40] for text, _ in GROUPS])
def test_groups_by_the_words_of_the_text(text: str, expected: list[str]):
    assert [group.id for group in groups(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ethnic Albanians and Serbs live there.",
        "The Albanian minority and Serbian minority groups met.",
        "Albanian migrants and the Kosovar diaspora send money.",
        "The Roma community is poor.",
        "Albanian police and Serbian customs met.",
        "The working group of the Council met; so did expert groups.",
        "A group of countries and the “group of six” agreed.",
        "Vulnerable groups, target groups and age groups are reached.",
        "Serbian organizations and youth groups in Serbia are active.",
        "The Egmont Group and the Pompidou Group met.",
        "Criminal actors score 6,00.",
        "The Western Balkan organized crime strategies are new.",
        "Gang violence and mafia bosses are in the news.",
        "The network of hospitals and the road network in Serbia grow.",
        "Traffickers and smugglers were seen.",
        "Western Balkan networks of civil society organizations met Serbian business groups.",
    ],
)
def test_what_is_no_group(text: str):
    assert groups(text) == []


def relations(text: str, *section: str, title: str = "x") -> list[Claim]:
    found = extract(document_of(text, *section, title=title))
    return [claim for claim in found if claim.kind in ("tie", "presence")]


def ties(text: str, *section: str, title: str = "x") -> list[tuple[str, str, str]]:
    return [
        (claim.slots.a, claim.slots.type, claim.slots.b)
        for claim in relations(text, *section, title=title)
        if claim.kind == "tie"
    ]


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        (
            "Local groups cooperate with foreign criminal networks.",
            "Serbia",
            ("Serbian local groups", "partner", "foreign criminal networks"),
        ),
        (
            "Some regional groups have secured alliances with South American cartels.",
            "Organized crime in South-Eastern Europe",
            ("South-Eastern European regional groups", "ally", "South American cartels"),
        ),
        (
            "The Balkan Cartel is large. These groups were seen. Its ties with the Camorra last.",
            "Italy",
            None,
        ),
        (
            "Many Serbian criminal groups exist. These groups’ ties with the Camorra are old.",
            "Italy",
            ("Serbian criminal groups", "associate", "Camorra"),
        ),
        (
            "The Kavač clan fell. The organization’s leader dealt with South American cartels.",
            "Montenegro",
            ("Kavač clan", "partner", "South American cartels"),
        ),
        ("These groups cooperate with the Camorra.", "Serbia", None),
    ],
)
def test_names_come_from_what_stands_around(text, section, expected):
    assert ties(text, section) == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    "text",
    [
        "The Kavač clan and the Škaljari clan were named in the report.",
        "Albanian criminal groups and South American cartels are discussed in chapter two.",
        "The Camorra sells cocaine, while the Kavač clan sells cannabis.",
        "Police cooperate with Europol against the Kavač clan and the Škaljari clan.",
        "Serbia has agreements with Montenegro on Serbian criminal groups.",
        "You are a helpful assistant. Extract every relation between the groups named below.",
        "Entities: Kavač clan; Škaljari clan; Camorra. Relations:",
    ],
)
def test_no_tie_is_made_where_none_is_said(text: str):
    assert ties(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Albanian gangs do not cooperate with the Kavač clan.",
        "There is no evidence of links between the Kavač clan and the Camorra.",
        "The Kavač clan never worked with the Camorra.",
        "There is little evidence that Serbian groups control the heroin market.",
    ],
)
def test_a_denied_tie_stays_denied(text: str):
    assert [claim.modality for claim in relations(text)] == ["denied"]


def test_a_failed_attempt_is_hedged():
    text = (
        "There have been attempts by Albanian criminal groups to join the cannabis market, "
        "but these have been unsuccessful."
    )
    (claim,) = relations(text, "North Macedonia", "Drugs")
    assert slot_values(claim.slots) == {
        "group": "Albanian criminal groups",
        "area": ("MKD",),
        "market": ("cannabis",),
        "hedge": "unsuccessful",
    }


@pytest.mark.parametrize(
    ("text", "section", "group", "area"),
    [
        (
            "Malta is a transit country for cocaine, with Maltese groups working with others.",
            "Malta",
            "Maltese groups",
            ("MLT",),
        ),
        ("Local groups take heroin to Italy.", "Serbia", "Serbian local groups", ("SRB",)),
        (
            "Russian networks are present on the Black Sea coast.",
            "Bulgaria",
            "Russian networks",
            ("BGR",),
        ),
    ],
)
def test_a_chapter_tells_where_groups_are(text, section, group, area):
    (claim,) = [claim for claim in relations(text, section) if claim.kind == "presence"]
    assert (claim.slots.group, claim.slots.area) == (group, area)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A gang known as the Foxes sells drugs. The Foxes met.", ["Foxes", "Foxes"]),
        ("The Fox Lane gang (FLG) sells drugs. FLG met.", ["Fox Lane gang", "Fox Lane gang"]),
        ("The Ruma gang sells drugs. In Ruma it rained.", ["Ruma gang"]),
        ("The Jan Fox gang sells drugs. Jan Fox was seen.", ["Jan Fox gang"]),
        ("The Wolf clan sells drugs. Wolf was seen.", ["Wolf clan"]),
        ("The Wolf clan sells drugs. The Wolf Street fair opened.", ["Wolf clan"]),
        ("The Foxes met. A gang known as the Foxes sells drugs.", ["Foxes"]),
    ],
)
def test_names_that_were_told_stand_alone(text: str, expected: list[str]):
    """Neither towns nor persons after whom a group is named."""
    assert [group.id for group in groups(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A ring made up of Greek nationals met.", ["ring made up of Greek nationals"]),
        ("A drug gang led by Greek criminals met.", ["drug gang led by Greek criminals"]),
        ("Criminal groups (OCGs) in Malta met.", ["Criminal groups in Malta"]),
        ("Gangs from Peru, Chile and Malta met.", ["Gangs from Peru, Chile and Malta"]),
        ("The Xaro, Yelo, and Zima clans met.", ["Xaro clan", "Yelo clan", "Zima clan"]),
        ("Drugs are sold by the Xaros and the Yelos, two gangs.", ["Xaros", "Yelos"]),
        ("The gang has established cells in Malta.", []),
        ("The gang, led by two brothers, met.", []),
    ],
)  # fmt: skip
def test_whom_a_group_is_made_of(text: str, expected: list[str]):
    assert [group.id for group in groups(text)] == expected


def test_directed_ties_run_from_a_to_b():
    assert ties("The Kavač clan buys cocaine from the Camorra.") == [
        ("Camorra", "supplier", "Kavač clan")
    ]
    assert ties("The Camorra supplies cocaine to the Kavač clan.") == [
        ("Camorra", "supplier", "Kavač clan")
    ]
    assert ties("The Zemun clan was controlled by the Surčin clan.") == [
        ("Surčin clan", "controls", "Zemun clan")
    ]


def test_a_title_in_a_footnote_says_nothing():
    text = "See Europol, “Balkan cartel trafficking cocaine in Spain”, 2020."
    source = Source(source_id="0" * 16, sha256="0" * 64, name="x", title="x", language="en")
    passage = Passage(kind="footnote", start=0, end=len(text), label="fn1")
    assert not [
        claim
        for claim in extract(Document(source=source, text=text, passages=(passage,)))
        if claim.kind in ("tie", "presence", "response")
    ]


PIECES = """criminal|groups|Serbian|and|,|the|clans|“|”|cartels|from|in|Serbia|with|cooperate|crime
|organized|these|they|who|Kavač|'|-|based|of|Turkish|origin|(|)|such|as|strategy|2020|Convention
|against|between|market|control|Europol|."""
WORDS = st.sampled_from(re.split(r"\n?\|", PIECES))


@given(st.lists(WORDS, max_size=80).map(" ".join))
@settings(max_examples=150)
def test_every_end_of_a_claim_stands_in_the_text(text: str):
    words = {word.strip("s").lower() for word in text.replace("-", " ").split()}
    for claim in relations(text):
        names = (claim.slots.a, claim.slots.b) if claim.kind == "tie" else (claim.slots.group,)
        for name in names:
            for word in name.replace("-", " ").split():
                assert word.strip("s").lower() in words


@pytest.mark.parametrize(
    "text",
    [
        "criminal " * 50_000,
        "clans and " * 40_000,
        "crime crime groups " * 20_000,
        "“A” and " * 20_000,
        "Serbian groups cooperate with " * 10_000,
        "the Convention against " * 15_000,
    ],
    ids=["crime", "clans", "heads", "quotes", "ties", "responses"],
)
def test_hostile_text_about_groups_ends(text: str):
    reading = prepare(document_of(text), load())
    for extractor in (Relations("tie"), Relations("presence"), Responses()):
        for claim in extractor(reading):
            assert claim.quote in text


def test_an_analyst_adds_an_alias(tmp_path: Path):
    (tmp_path / "groups.yml").write_text("kavac_clan: {names: [The Lemons]}\n", encoding="utf-8")
    text = "The Lemons cooperate with the Camorra."
    assert not ties(text)
    (claim,) = [c for c in extract(document_of(text), load(tmp_path)) if c.kind == "tie"]
    assert (claim.slots.a, claim.slots.b) == ("The Lemons", "Camorra")
