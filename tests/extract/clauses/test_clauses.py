"""Clauses of sentences: who does what, from where, and how sure it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.evidence import Document, Passage, Source
from karaula.extract.clauses import Phrase, clauses
from karaula.extract.frame import prepare
from karaula.vocabulary import load

# sentence | verb, subject, objects, phrases, certainty of each clause
CASES = [
    (
        "Heroin that comes from Iran is not sold in Serbia, but shipped on to Austria.",
        [
            "sell(Heroin; ; in Serbia) denied",
            "come(Heroin; ; from Iran)",
            "ship(Heroin; ; on to Austria)",
        ],
    ),
    (
        "Albania is a key transit country for heroin and cocaine.",
        ["be(Albania; a key transit country; for heroin+cocaine)"],
    ),
    (
        "The lane used to smuggle heroin crosses Serbia.",
        ["cross(The lane; Serbia; )", "smuggle(The lane; heroin; )"],
    ),
    (
        "The load then goes to Spain, which then sends it to Malta.",
        ["go(The load; ; to Spain)", "send(Spain; it; to Malta)"],
    ),
    ("Customs officers last week seized ivory.", ["seize(Customs officers; ivory; )"]),
    (
        "“The guns came from Peru and were sold in Spain.",
        ["come(The guns; ; from Peru)", "sell(The guns; ; in Spain)"],
    ),
    (
        "Data provided by Frontex show that gangs smuggle ivory.",
        ["show(Data; ; )", "provide(Data; ; by Frontex)", "smuggle(gangs; ivory; )"],
    ),
    ("In 2009 police seized ivory.", ["seize(police; ivory; in 2009)"]),
    ("Serbia used to make captagon.", ["make(Serbia; captagon; ) denied"]),
    (
        "Mali is short of fuel left from the raid and is a market for guns.",
        [
            "be(Mali; ; short of fuel)",
            "leave(fuel; ; from the raid)",
            "be(Mali; a market; for guns)",
        ],
    ),
    (
        "Captagon made in Syria reaches Jordan by road.",
        ["reach(Captagon; Jordan; by road)", "make(Captagon; ; in Syria)"],
    ),
    (
        "Smugglers bring it in from Morocco and take it out again towards Tunisia.",
        [
            "bring(Smugglers; it; in from Morocco)",
            "take(Smugglers; it; towards Tunisia)",
        ],
    ),
    (
        "Two clerks from Croatia, who control the port, are said to have hidden weapons.",
        [
            "hide(Two clerks; weapons; from Croatia)",
            "control(Two clerks; the port; )",
        ],
    ),
    (
        "The minister denied that cocaine had come from Spain.",
        ["deny(The minister; ; ) denied", "come(cocaine; ; from Spain) denied"],
    ),
    (
        "If Serbia closed its border, heroin would pass through Croatia.",
        ["close(Serbia; its border; ) unreal", "pass(heroin; ; through Croatia) unreal"],
    ),
    (
        "The fleet, a row of fifty boats, ships cannabis to Italy.",
        ["ship(The fleet; cannabis; of fifty boats, to Italy)"],
    ),
    (
        "Heroin is cheap in Serbia as local groups cooperate with Turkish clans.",
        [
            "be(Heroin; cheap; in Serbia)",
            "cooperate(local groups; ; with Turkish clans)",
        ],
    ),
    (
        "Cocaine comes from Peru and Bolivia, a trade that meets demand in Europe.",
        ["come(Cocaine; ; from Peru+Bolivia)", "meet(a trade; demand; in Europe)"],
    ),
    (
        "At a cost of a million the drugs cost 30,000 euros in Italy.",
        ["cost(the drugs; 30,000 euros; at a cost, of a million, in Italy)"],
    ),
    (
        "Networks from Albania, Serbia (Belgrade) and Bulgaria (on the coast) traffic heroin.",
        ["traffic(Networks from Albania+Serbia+Bulgaria; heroin; on the coast)"],
    ),
    (
        "They passed a law after fighting between the Arbor clan and the Camorra claimed lives.",
        [
            "pass(They; a law; )",
            "claim(fighting; lives; between the Arbor clan+the Camorra)",
        ],
    ),
    (
        "Members of clubs — of which the largest are the Foxes — have clashed with each other.",
        [
            "clash(Members; ; of clubs, with each other)",
            "be(the largest; the Foxes; of clubs)",
        ],
    ),
    (
        "The Foxes, who themselves left the Arbor clan, sell drugs.",
        ["sell(The Foxes; drugs; )", "leave(The Foxes; the Arbor clan; )"],
    ),
    (
        "Prosecutors warn that a new alliance could usher a new era.",
        ["warn(Prosecutors; ; )", "usher(a new alliance; a new era; )"],
    ),
    (
        "The Arbor clan (which sold heroin), the Camorra (set up in Naples) and a third "
        "(a gang is small) share it.",
        [
            "share(The Arbor clan+the Camorra+a third; it; )",
            "sell(The Arbor clan; heroin; )",
            "set(the Camorra; ; in Naples)",
            "be(a gang; small; )",
        ],
    ),
    (
        "Does heroin pass through Croatia?",
        ["do(; heroin pass; through Croatia) unreal"],
    ),
]


def _document(text):
    source = Source(source_id="0" * 16, sha256="0" * 64, name="x", title="", language="en")
    passage = Passage(kind="paragraph", start=0, end=len(text))
    return Document(source=source, text=text, passages=(passage,))


def _told(text):
    (sentence,) = prepare(_document(text), load()).sentences

    def words(phrase: Phrase | None) -> str:
        if phrase is None:
            return ""
        parts = (text[sentence.items[a].start : sentence.items[b].end] for a, b in phrase.parts)
        return f"{phrase.preposition} {'+'.join(parts)}".strip()

    for clause in clauses(sentence):
        objects = ", ".join(map(words, clause.objects))
        phrases = ", ".join(map(words, clause.phrases))
        certainty = "" if clause.certainty == "said" else f" {clause.certainty}"
        yield f"{clause.verb}({words(clause.subject)}; {objects}; {phrases}){certainty}"


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_clauses(text, expected):
    assert list(_told(text)) == expected


WORDS = [
    "heroin", "from", "to", "Serbia", "and", ",", "which", "that", "is", "not", "smuggled", "by",
    "if", "been", "to be", "the", "supplies", "of", ";", "—", "(", "Turkey-Iran", "while", "having",
]  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_no_order_of_words_breaks_the_reader(words):
    for sentence in prepare(_document(" ".join(words)), load()).sentences:
        for clause in clauses(sentence):
            assert -1 <= clause.at < len(sentence.items)
            for phrase in (*clause.objects, *clause.phrases, *clause.beside):
                assert 0 <= phrase.parts[0][0] <= phrase.last < len(sentence.items)
