"""What the words around a place make of it: an end of a movement, or where a market or port is."""

from karaula.extract.context import AREA_LABELS, MARKET_LABELS, sentence_at
from karaula.extract.sentences.sentence import Sentence

_BEFORE_NOUN = frozenset((
    "criminal", "illicit", "illegal", "domestic", "local", "retail", "wholesale", "organized",
    "organised", "black", "illegal", "major", "main",
))  # fmt: skip
_PLACE_NOUNS = frozenset((
    "market", "markets", "trade", "port", "ports", "coast", "cities", "city", "market's",
    "border", "bank", "shore", "shores", "soil", "section", "stretch", "chapter", "chapters",
    "branch", "branches", "cells", "casinos", "hotels", "resorts", "towns", "villages", "prisons",
    "jails", "coastline", "waters", "capital", "provinces", "banks", "airports", "roads", "docks",
    "harbours", "suburbs", "streets", "nightclubs", "brothels", "territory", "mainland", "mines",
    "forests", "side", "clubs", "festivals", "island", "islands", "borders", "criminal",
    "regions", "region", "areas", "districts", "valleys", "parts", "restaurants", "pizzerias",
    "construction", "banking", "football", "harbour", "underworld", "drug", "scene", "countries",
    "nations", "states", "routes", "route", "plantations", "greenhouses", "farms", "laboratories",
    "labs", "factories", "workshops", "warehouses",
))  # fmt: skip
_MOVES = frozenset(("from", "to", "through", "via", "into", "towards", "toward", "between"))


def is_moved(sentence: Sentence, index: int) -> bool:
    """True for the ends in "from Turkey and Iran to the European market"."""
    step = index - 1
    while step >= 0 and (
        sentence.items[step].label in (*AREA_LABELS, "region_adjective")
        or sentence_at(sentence, step) in ("and", ",", "or", "the", "both")
    ):
        step -= 1
    return step >= 0 and sentence_at(sentence, step) in _MOVES


def of_a_place(sentence: Sentence, index: int) -> bool:
    """True in "the Croatian drug market" and "Balkan ports", not in "Turkish couriers"."""
    for step in range(index + 1, min(index + 4, len(sentence.items))):
        word = sentence_at(sentence, step)
        if sentence.items[step].label == "substance":
            continue  # "Asian heroin" comes from there, "the Asian heroin market" is there
        if word in ("and", "or", ",") or sentence.items[step].label == "adjective":
            continue  # "Foxlandic and Barlandic ports"
        if sentence.items[step].label in MARKET_LABELS or word in _PLACE_NOUNS:
            return True
        if word not in _BEFORE_NOUN:
            return False
    return False


def of_officials(sentence: Sentence, index: int, officials: frozenset[str]) -> bool:
    """True for "Foxland's anti-mafia court", which only tells of a gang."""
    words = sentence.words[index + 1 : index + 6]
    owns = words[:2] in (("'", "s"), ("’", "s"))
    return owns and not officials.isdisjoint(words[2:])
