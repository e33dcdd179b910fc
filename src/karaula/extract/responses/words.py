"""Words by which text names responses: ``responses.yml``, loaded once."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).with_name("responses.yml")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResponseWords:
    """The sections of ``responses.yml``; phrases are tuples of lower-case words."""

    heads: dict[Phrase, str]
    """Types by their heads, in singular and plural."""
    first_of_heads: frozenset[str]
    last_of_heads: frozenset[str]
    first_of_all: frozenset[str]
    """One of these stands in each sentence that names a response by its shape."""
    longest: int
    """Words of the longest head."""
    bodies: frozenset[Phrase]
    units: frozenset[Phrase]
    vague: frozenset[Phrase]
    founded: frozenset[Phrase]
    beside: frozenset[Phrase]
    undertakings: frozenset[Phrase]
    numbered: frozenset[str]
    topics: tuple[str, ...]
    crime: tuple[str, ...]
    titles: frozenset[str]
    seats: frozenset[str]
    nothing: tuple[str, ...]
    links: frozenset[str]
    openers: frozenset[str]
    says: frozenset[str]
    shared_work: frozenset[str]
    behind: frozenset[str]
    leads: frozenset[str]
    set_up: frozenset[str]
    at_work: frozenset[str]
    staff: frozenset[str]
    standing: frozenset[str]
    deeds: dict[Phrase, str]
    """Types by verbs."""
    first_of_deeds: frozenset[str]
    unreal: frozenset[str]
    none: frozenset[str]
    undone: tuple[str, ...]
    placed: frozenset[str]
    donors: frozenset[str]
    common: dict[Phrase, str]
    """Types by the heads of names in small letters."""
    first_of_common: frozenset[str]
    agencies: frozenset[Phrase]
    shared: frozenset[str]
    common_to: frozenset[Phrase]
    begun: frozenset[str]
    bans: frozenset[str]
    criminals: frozenset[str]
    charging: frozenset[str]
    policing: frozenset[str]
    speech: frozenset[str]
    sure: frozenset[str]
    making: frozenset[str]
    pillars: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def response_words() -> ResponseWords:
    """The words, read once."""
    read: dict[str, Any] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    heads = {
        form: kind
        for kind, words in read["heads"].items()
        for word in words
        for form in _forms(word)
    }
    common = {
        form: kind
        for kind, words in read["common"].items()
        for word in words
        for form in _forms(word)
    }
    words = _sets(read, "links openers says shared_work behind leads set_up at_work staff standing")
    real = _sets(
        read,
        "unreal none placed donors numbered sure making shared begun bans criminals policing"
        " speech charging titles seats",
    )
    phrases = {
        name: frozenset(form for word in read[name] for form in _forms(word))
        for name in (
            "bodies",
            "units",
            "vague",
            "agencies",
            "common_to",
            "founded",
            "beside",
            "undertakings",
        )
    }
    deeds = {tuple(verb.split()): kind for kind, verbs in read["deeds"].items() for verb in verbs}
    first_of_heads = frozenset(form[0] for form in heads)
    return ResponseWords(
        heads=heads,
        first_of_heads=first_of_heads,
        last_of_heads=frozenset(form[-1] for form in heads),
        first_of_all=first_of_heads
        | {verb[0] for verb in deeds}
        | {form[0] for form in common}
        | {"against"},
        common=common,
        first_of_common=frozenset(form[0] for form in common),
        longest=max(map(len, (*heads, *common))),
        bodies=phrases["bodies"],
        units=phrases["units"],
        vague=phrases["vague"],
        agencies=phrases["agencies"],
        common_to=phrases["common_to"],
        founded=phrases["founded"],
        beside=phrases["beside"],
        undertakings=phrases["undertakings"],
        deeds=deeds,
        first_of_deeds=frozenset(verb[0] for verb in deeds),
        topics=tuple(read["topics"]),
        crime=tuple(read["crime"]),
        nothing=tuple(read["nothing"]),
        undone=tuple(read["undone"]),
        pillars={name: tuple(begins) for name, begins in read["pillars"].items()},
        **words,
        **real,
    )


def _sets(read: dict[str, Any], names: str) -> dict[str, Any]:
    return {name: frozenset(read[name]) for name in names.split()}


def _forms(phrase: str) -> tuple[Phrase, ...]:
    """A phrase in singular and plural, as items of a sentence are written."""
    *before, last = phrase.replace("'", " ' ").split()
    several = f"{last[:-1]}ies" if last.endswith("y") and last[-2] not in "aeo" else f"{last}s"
    return (*before, last), (*before, several)
