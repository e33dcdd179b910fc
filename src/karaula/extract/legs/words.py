"""The words of ``ways.yml``, loaded once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from karaula.extract.clauses.words import Phrases, forms_of, phrases
from karaula.extract.sentences.goods_words import goods_words
from karaula.extract.sentences.sentence import SIGN_OF


@dataclass(frozen=True, slots=True)
class WayWords:
    """The lists of ``ways.yml``."""

    ends: dict[str, str]
    leads_for: frozenset[str]
    moves: frozenset[str]
    way: frozenset[str]
    idle: frozenset[str]
    at: dict[str, str]
    """Verbs, and which end the place is where it is done."""
    object: dict[str, str]
    subject: dict[str, str]
    links: frozenset[str]
    between: frozenset[str]
    carriers: frozenset[str]
    moved: frozenset[str]
    people: frozenset[str]
    here: Phrases
    modes: dict[tuple[str, ...], str]
    shares: tuple[str, ...]
    sale: frozenset[str]
    vehicles: frozenset[str]
    crimes: frozenset[str]
    lawful: frozenset[str]
    times: frozenset[str]
    idle_nouns: frozenset[str]
    transport: frozenset[str]
    exploit: frozenset[str]
    line_nouns: frozenset[str]
    outward: frozenset[str]
    come: frozenset[str]
    caught: frozenset[str]
    borders: frozenset[str]
    waters: frozenset[str]
    story: frozenset[str]
    movers: frozenset[str]
    rides: frozenset[str]
    marks: dict[str, str]
    """Adjectives that put what they stand before into a market."""
    no_goods: frozenset[str]
    buyers: frozenset[str]
    inward: frozenset[str]
    kinds: frozenset[str]
    """Words without one of which a sentence that names no goods of a vocabulary names none."""
    descent: frozenset[str]
    hints: frozenset[str]
    """Words without one of which a sentence that names one area tells no way."""
    goods: dict[tuple[str, ...], str]
    """Words of ``goods.yml`` and their market: they count where the document names it."""
    always: dict[tuple[str, ...], str]
    """Words that always name goods, and their market."""


@cache
def way_words() -> WayWords:
    """The words, read from the file at the first call."""
    data: dict[str, Any] = yaml.load(
        Path(__file__).with_name("ways.yml").read_bytes(), Loader=yaml.CSafeLoader
    )
    places = {"begins": "origin", "ends_at": "destination", "leads_at": "via"}
    return WayWords(
        ends=_turned(data["ends"]),
        leads_for=frozenset(data["for"]),
        moves=frozenset(data["moves"]),
        way=frozenset(data["way"]),
        idle=frozenset(data["idle"]),
        at={verb: end for name, end in places.items() for verb in data[name]},
        object=_turned(data["object"]),
        subject=_turned(data["subject"]),
        links=frozenset(data["links"]),
        between=frozenset(data["between"]),
        carriers=frozenset(data["carriers"]),
        moved=frozenset(data["moved"]),
        people=frozenset(data["people"]),
        here=phrases(data["here"]),
        modes={
            tuple(word.split()): mode for mode, words in data["modes"].items() for word in words
        },
        shares=tuple(data["shares"]),
        sale=frozenset(data["sale"]),
        vehicles=frozenset(data["vehicles"]),
        crimes=frozenset(data["crimes"]),
        lawful=frozenset(data["lawful"]),
        times=frozenset(data["times"]),
        idle_nouns=frozenset(data["idle_nouns"]),
        transport=frozenset(data["transport"]),
        exploit=frozenset(data["exploit"]),
        line_nouns=frozenset(data["line_nouns"]),
        outward=frozenset(data["outward"]),
        come=frozenset(data["come"]),
        caught=frozenset(data["caught"]),
        borders=frozenset(data["borders"]),
        waters=frozenset(data["waters"]),
        story=frozenset(data["story"]),
        movers=frozenset(data["movers"]),
        rides=frozenset(data["rides"]),
        marks=_turned(data["marks"]),
        no_goods=frozenset(data["no_goods"]),
        buyers=frozenset(data["buyers"]),
        inward=frozenset(data["inward"]),
        kinds=frozenset(
            (
                *(word for words in data["marks"].values() for word in words),
                *(words.split()[0] for listed in data["goods"].values() for words in listed),
            )
        ),
        descent=frozenset((*data["descent"], SIGN_OF["role"])),
        hints=frozenset(
            phrase.split()[0]
            for end in ("origin", "via", "destination")
            for phrase in data["ends"][end]
        )
        | forms_of((*_turned(data["object"]), *_turned(data["subject"]), *data["links"])),
        goods={
            tuple(words.split()): goods.markets[0][0]
            for goods in goods_words().values()
            if not goods.persons
            for words in goods.words
        }
        | {("weapons",): "firearms"},
        always={
            tuple(words.split()): market
            for market, listed in data["goods"].items()
            for words in listed
        },
    )


def _turned(lists: dict[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in lists.items() for word in words}
