"""The words of the vocabulary ``role_frames``, made once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from karaula.extract.clauses.words import Phrases, clause_words, forms_of, phrases
from karaula.extract.kept import per_vocabulary
from karaula.vocabulary import Vocabulary

_COMMON = frozenset((
    "area", "areas", "country", "countries", "state", "states", "point", "points", "place",
    "places", "port", "ports", "last", "back", "land", "territory", "market", "markets", "region",
    "way", "road", "the", "house", "front", "operational", "logistics", "of",
    "nation", "force", "forces", "press", "ship", "caught", "plant", "sent", "and",
))  # fmt: skip
"""Words that are too common to tell that a sentence tells a role."""
_LIES = ("lies", "lie", "lying", "lay", "sits", "straddles", "receiving",
         "crossroads", "corridor", "intersection", "junction", "nexus")  # fmt: skip
"""Words with which a sentence tells where an area lies, beside the names of routes."""
_EITHER = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The lists of the vocabulary ``role_frames``."""

    nouns: dict[tuple[str, ...], str]
    """Words of a role, and the role with its detail behind a bar."""
    first: Phrases
    lies: dict[str, str]
    shells: frozenset[str]
    be: frozenset[str]
    by_as: frozenset[str]
    by_into: frozenset[str]
    of_object: frozenset[str]
    done_in: dict[str, str]
    does: dict[str, str]
    crossed: frozenset[str]
    waits: frozenset[str]
    sites: frozenset[str]
    hosts: frozenset[str]
    out: frozenset[str]
    found: frozenset[str]
    named: dict[str, str]
    """Nouns of doing, and their role."""
    happens: frozenset[str]
    grows: frozenset[str]
    moved: frozenset[str]
    parts: frozenset[str]
    engaged: frozenset[str]
    fought: frozenset[str]
    finds: frozenset[str]
    grown: dict[str, str]
    """Participles that tell where goods are from: "Albanian-grown"."""
    growing: dict[str, str]
    """Participles that tell what an area does: "coca-producing"."""
    joined: frozenset[str]
    """The participles of both kinds."""
    dominates: frozenset[str]
    suited: frozenset[str]
    meets: frozenset[str]
    hints: frozenset[str]
    """Words without one of which a sentence tells no role."""


@per_vocabulary
def role_words(vocabulary: Vocabulary) -> RoleWords:
    """The words of a vocabulary, made once."""
    known = vocabulary.role_frames
    verbs = clause_words(vocabulary)
    data = {name: listed.words for name, listed in known.items()}
    named = {name: listed.lists for name, listed in known.items()}
    nouns: dict[tuple[str, ...], str] = {}
    for role, listed in named["nouns"].items():
        for entry in listed:
            words, detail = _detailed(entry)
            for phrase in either(words):
                for form in (phrase, _plural(phrase)):
                    nouns.setdefault(tuple(form.split()), f"{role}|{detail}" if detail else role)
    return RoleWords(
        nouns=nouns,
        first=phrases(" ".join(words) for words in nouns),
        lies=_turned(named["lies"]),
        shells=frozenset(data["shells"]),
        be=frozenset(data["be"]),
        by_as=frozenset(data["as"]),
        by_into=frozenset(data["into"]),
        of_object=frozenset(data["of_object"]),
        done_in=_turned(named["done_in"]),
        does=_turned(named["does"]),
        crossed=frozenset(data["crossed"]),
        waits=frozenset(data["waits"]),
        sites=frozenset(data["sites"]),
        hosts=frozenset(data["hosts"]),
        out=frozenset(data["out"]),
        found=frozenset(data["found"]),
        named=_turned(named["named"]),
        happens=frozenset(data["happens"]),
        grows=frozenset(data["grows"]),
        moved=frozenset(data["moved"]),
        parts=frozenset(data["parts"]),
        engaged=frozenset(data["engaged"]),
        fought=frozenset(data["fought"]),
        finds=frozenset(data["finds"]),
        grown=_turned(named["grown"]),
        growing=_turned(named["growing"]),
        joined=frozenset((*_turned(named["grown"]), *_turned(named["growing"]))),
        dominates=frozenset(data["dominates"]),
        suited=frozenset(data["suited"]),
        meets=frozenset(data["meets"]),
        hints=frozenset(_rarest(words) for words in nouns)
        | frozenset((*data["sites"], *_LIES, *_turned(named["named"])))
        | frozenset((*_turned(named["grown"]), *_turned(named["growing"])))
        | {"subjected", "forced"}
        | (forms_of((*data["done_in"], *data["does"]), verbs) - _COMMON)
        | forms_of((*data["crossed"], *data["waits"], *data["out"]), verbs),
    )  # fmt: skip


def _rarest(words: tuple[str, ...]) -> str:
    """The word of a phrase that stands in the fewest sentences."""
    rare = [word for word in words if word not in _COMMON]
    return max(rare or words, key=len)


def _detailed(entry: str) -> tuple[str, str]:
    """Words and detail of an entry; a bar inside brackets parts words."""
    bare = _EITHER.sub(lambda match: match.group().replace("|", "/"), entry)
    words, _, detail = bare.partition("|")
    return words, detail


def _plural(phrase: str) -> str:
    """A phrase with its first noun in the plural: "hubs", "countries of transit"."""
    head, of, rest = phrase.partition(" of ")
    if head.endswith("y") and head[-2] not in "aeiou":
        return f"{head[:-1]}ies{of}{rest}"
    return f"{head}{'es' if head.endswith(('s', 'ch', 'sh', 'x')) else 's'}{of}{rest}"


def either(words: str) -> Iterator[str]:
    """Every phrase that "(a/b) c" stands for."""
    pieces = _EITHER.split(words)
    choices: list[Iterable[str]] = [
        piece.split("/") if place % 2 else (piece,) for place, piece in enumerate(pieces)
    ]
    for chosen in product(*choices):
        yield "".join(chosen)


def _turned(lists: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: name for name, words in lists.items() for word in words}
