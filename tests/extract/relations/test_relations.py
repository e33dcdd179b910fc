"""What sentences say of groups: ties and presences by clauses, and words that only look so."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.evidence import Claim, Document, Passage, Source
from karaula.extract import prepare
from karaula.extract.groups import Group
from karaula.extract.relations import Relations
from karaula.vocabulary import load


def document_of(text: str) -> Document:
    source = Source(source_id="0" * 16, sha256="0" * 64, name="x.txt", title="x", language="en")
    passage = Passage(kind="paragraph", start=0, end=len(text))
    return Document(source=source, text=text, passages=(passage,))


def relations(text: str, kind: str) -> list[Claim]:
    return list(Relations(kind)(prepare(document_of(text), load())))


def groups(text: str) -> list[str]:
    return [
        item.meaning.id
        for sentence in prepare(document_of(text), load()).sentences
        for item in sentence.items
        if isinstance(item.meaning, Group) and item.meaning.sort != "pointing"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Sava crew and the Una brothers met.", ["Sava crew", "Una brothers"]),
        ("The Lim network smuggles cigarettes.", ["Lim network"]),
        ("The Night Owls gang sells cannabis.", ["Night Owls gang"]),
        ("The gang known to the police as the Owls was small.", ["Owls"]),
        ("A coalition called the Herons smuggles cocaine.", ["Herons"]),
        ("Cocaine was sold by a Swedish crew, the Owls.", ["Owls"]),
        ("The biker gang Steel Owls sells cocaine.", ["Steel Owls"]),
        ("The Brotherhood of the Lake traffics heroin.", ["Brotherhood of the Lake"]),
        ("The Tren del Lago gang extorts shops.", ["Tren del Lago gang"]),
        ("Moldovan burglars and Drina smugglers met.", ["Moldovan burglars", "Drina smugglers"]),
        ("A Bulgarian gang of pickpockets was seen.", ["Bulgarian gang of pickpockets"]),
        ("Chechen groups deal in heroin.", ["Chechen groups"]),
        ("Serbian debt collectors came.", ["Serbian debt collectors"]),
        ("The Beta consortium smuggles eels and pays bribes.", ["Beta consortium"]),
    ],
)
def test_groups_of_unknown_names(text: str, expected: list[str]):
    assert groups(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Beta network of hospitals and the Sava family live there.",
        "The Owl Gang, a jazz band from Lyon, plays in Belgium.",
        "The Albanians and the Roma of the town met the police.",
        "Serbian tax collectors and Swedish brokers met.",
        "Human traffickers and urban gangs are a threat.",
        "Marko Ilić and Ana Perić were arrested by the police.",
        "The crew of the vessel was arrested.",
    ],
)
def test_no_groups(text: str):
    assert [name for name in groups(text) if name not in ("gangs", "urban gangs")] == []


TIES = [
    ("The Sava clan sided with the Una gang.", "Sava clan ally Una gang"),
    ("The Sava clan attacked the Una gang.", "Sava clan rival Una gang"),
    ("The Una gang is hunted by the Sava clan.", "Sava clan rival Una gang"),
    ("Heroin is sold to the Una gang by the Sava clan.", "Sava clan supplier Una gang"),
    ("The Una gang gets its heroin from the Sava clan.", "Sava clan supplier Una gang"),
    ("Pistols reach the Una gang from the Sava clan.", "Sava clan supplier Una gang"),
    ("The Sava clan is the main supplier of the Una gang.", "Sava clan supplier Una gang"),
    ("The Una gang is a customer of the Sava clan.", "Sava clan supplier Una gang"),
    ("The Una gang takes orders from the Sava clan.", "Sava clan controls Una gang"),
    ("The Una gang answers to the Sava clan.", "Sava clan controls Una gang"),
    ("At the head of the Una gang stands the Sava clan.", "Sava clan controls Una gang"),
    ("The Una gang is subordinate to the Sava clan.", "Sava clan controls Una gang"),
    ("The Una gang pays a tenth of its income to the Sava clan.", "Una gang associate Sava clan"),
    ("The Una gang, a rival of the Sava clan, sells heroin.", "Una gang rival Sava clan"),
    ("A part of the Sava mafia, the Una gang, sells heroin.", "Una gang member Sava mafia"),
    ("Within the Sava clan, the Una wing sells heroin.", "Una wing member Sava clan"),
    ("Together with the Una gang, the Sava clan extorts bars.", "Sava clan partner Una gang"),
    ("A ceasefire between the Sava clan and the Una gang holds.", "Sava clan ally Una gang"),
    ("The Sava clan and the Una gang are at odds.", "Sava clan rival Una gang"),
    ("The Sava clan has a pact with the Una gang.", "Sava clan ally Una gang"),
    ("The Sava clan is active. Its partner is the Una gang.", "Una gang partner Sava clan"),
    ("The Sava clan sells heroin. It buys it from the Una gang.", "Una gang supplier Sava clan"),
    ("The Sava clan and the Una gang met. They cooperate in Peru.", "Sava clan partner Una gang"),
]


@pytest.mark.parametrize(("text", "expected"), TIES, ids=[text for text, _ in TIES])
def test_ties(text: str, expected: str):
    told = [f"{c.slots.a} {c.slots.type} {c.slots.b}" for c in relations(text, "tie")]
    assert told == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Sava gang, an ally of the FTX, sells heroin.", ["FTX"]),
        ("Los Ríos formed an alliance with the Sava gang.", ["Los Ríos"]),
        ("The Dark Owls are rivals of the Sava gang.", ["Dark Owls"]),
        ("The Sava gang is a rival of the Albanians.", []),
        ("The Sava gang has a pact with the Serbs.", []),
        ("The Sava gang is a partner of Marko Ilić.", []),
        ("The Sava gang has an alliance with the Democratic Party.", []),
        ("The Sava gang is at war with the Marines.", []),
    ],
)
def test_what_a_tie_makes_a_group(text: str, expected: list[str]):
    """Neither peoples nor persons nor bodies of the state become groups."""
    ends = [end for c in relations(text, "tie") for end in (c.slots.a, c.slots.b)]
    assert [end for end in ends if end != "Sava gang"] == expected


PRESENCES = [
    ("The Sava clan has its base in Austria.", ("Sava clan", ("AUT",), ())),
    ("The Sava clan sells heroin in Austria.", ("Sava clan", ("AUT",), ("heroin",))),
    ("Brothels in Vienna are owned by the Sava clan.", ("Sava clan", ("AUT",), ())),
    ("Cells of the Sava clan have been set up in Peru.", ("Sava clan", ("PER",), ())),
    ("The Sava clan is spreading to Peru and Brazil.", ("Sava clan", ("PER", "BRA"), ())),
    ("Six bars in Prague belong to the Sava clan.", ("Sava clan", ("CZE",), ())),
    ("Austria is a stronghold of the Sava clan.", ("Sava clan", ("AUT",), ())),
    ("Gangs from Chile rob flats in Austria.",
     ("Gangs from Chile", ("AUT",), ("organised_property_crime",))),
    ("The Sava clan is strong. It operates in Peru.", ("Sava clan", ("PER",), ())),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PRESENCES, ids=[text for text, _ in PRESENCES])
def test_presences(text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]):
    told = [(c.slots.group, c.slots.area, c.slots.market) for c in relations(text, "presence")]
    assert told == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "If the Sava clan allied with the Una gang, Austria would suffer.",
        "Unless the Sava clan gives way, there will be war with the Una gang.",
        "Does the Sava clan work with the Una gang in Austria?",
        "Whether the Sava clan is an ally of the Una gang nobody knows.",
        "Suppose that the Sava clan buys pistols from the Una gang in Austria.",
        "The police of Austria should arrest those who supply the Sava clan and the Una gang.",
        "A century ago the Sava clan sold opium in Austria.",
        "A leader of the Sava clan was arrested in Austria.",
        "The Sava clan was told of in a film from Austria.",
        "The Sava clan and the Una gang have ties to the police.",
        "The Sava clan was a partner of the ministry. The Una gang was not.",
    ],
)
def test_what_says_nothing(text: str):
    assert [c.slots for c in relations(text, "tie")] == []
    assert [c.slots for c in relations(text, "presence") if c.modality != "denied"] == []


def test_a_denied_tie_is_told_as_denied():
    (claim,) = relations("The Sava clan does not cooperate with the Una gang.", "tie")
    assert claim.modality == "denied"


PIECES = """the|The|Sava clan|Una gang|it|its|they|both|whose|which|is|are|was|not|by|with|from|to
|of|in|allied|sells|hunted|heroin|Austria|a rival|known as|called|,|, and|and|.|;|(|)|war|pact
|at the head of|among them|three gangs|If|while|members"""
WORDS = st.sampled_from(re.split(r"\n?\|", PIECES))


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=150)
def test_every_group_of_a_claim_stands_in_the_text(text: str):
    for kind in ("tie", "presence"):
        for claim in relations(text, kind):
            names = (claim.slots.a, claim.slots.b) if kind == "tie" else (claim.slots.group,)
            for word in " ".join(names).split():
                assert word.lower() in text.lower()
            assert claim.quote == text[claim.start : claim.end]


@pytest.mark.parametrize(
    "text",
    [
        "the Sava clan, " * 8_000,
        "whose Sava clan which " * 8_000,
        "known as the Sava " * 8_000,
        "a crew, the Owls, " * 8_000,
        "It is its ally of it. " * 6_000,
        "gangs among them the Sava clan " * 6_000,
    ],
    ids=["names", "relatives", "called", "beside", "pronouns", "examples"],
)
def test_hostile_text_ends(text: str):
    reading = prepare(document_of(text), load())
    for kind in ("tie", "presence"):
        for claim in Relations(kind)(reading):
            assert claim.quote in text
