"""The words of ``legs.yml``, loaded once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class LegWords:
    """The lists of ``legs.yml``; phrases are tuples of words."""

    movement: frozenset[str]
    prepositions: dict[tuple[str, ...], str]
    first_of_prepositions: frozenset[str]
    fillers: frozenset[str]
    clause_ends: frozenset[str]
    modes: dict[tuple[str, ...], str]
    shares: tuple[str, ...]
    here: tuple[tuple[str, ...], ...]
    outward: frozenset[str]
    people: frozenset[str]
    stand_ins: frozenset[str]
    made: frozenset[str]
    idle: frozenset[str]
    crimes: frozenset[str]


@cache
def leg_words() -> LegWords:
    """The words, read from the file at the first call."""
    data = yaml.load(Path(__file__).with_name("legs.yml").read_bytes(), Loader=yaml.CSafeLoader)
    prepositions = {
        tuple(phrase.split()): end
        for end in ("origin", "via", "destination")
        for phrase in data[end]
    }
    return LegWords(
        movement=frozenset(data["movement"]),
        prepositions=prepositions,
        first_of_prepositions=frozenset(phrase[0] for phrase in prepositions),
        fillers=frozenset(data["fillers"]),
        clause_ends=frozenset(data["clause_ends"]),
        modes={
            tuple(word.split()): mode for mode, words in data["modes"].items() for word in words
        },
        shares=tuple(data["shares"]),
        here=tuple(tuple(phrase.split()) for phrase in data["here"]),
        outward=frozenset(data["outward"]),
        people=frozenset(data["people"]),
        stand_ins=frozenset(data["stand_ins"]),
        made=frozenset(data["made"]),
        idle=frozenset(data["idle"]),
        crimes=frozenset(data["crimes"]),
    )
