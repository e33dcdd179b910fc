"""What a criminal group in a sentence is, and the kinds of words by which it is told."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.tokens import Token

WORDS = Path(__file__).with_name("groups.yml")

Sort = Literal["named", "placed", "local", "plain", "pointing"]
"""By its own name; by a nationality or place; "local groups"; by neither; "these groups"."""

_TELLING_LABELS = ("substance", "market", "indicator", "group")
"""Names that tell that a text speaks of crime."""


@dataclass(frozen=True, slots=True)
class Group(Name):
    """A group in a sentence. ``id`` is its name in the words of the text."""

    sort: Sort = "plain"
    plural: bool = False
    elsewhere: bool = False
    """"Other", "foreign" or "transnational": not from where the text is about."""
    region: bool = False
    """Its place is "the region": whatever that is in the text around."""
    inside: tuple[Name, ...] = field(default=())
    """Areas, nationalities and goods among its words."""


@lru_cache(maxsize=1)
def group_words() -> dict[str, frozenset[str]]:
    """Kinds of words from ``groups.yml``."""
    read: dict[str, list[str]] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    return {kind: frozenset(words) for kind, words in read.items()}


@lru_cache(maxsize=1)
def telling_words() -> frozenset[str]:
    """Words at which it may be told what a group is called."""
    words = group_words()
    kinds = ("naming", "clubs", "strong", "titled", "persons", "in_crime", "examples")
    return frozenset().union(*(words[kind] for kind in kinds))


@lru_cache(maxsize=1)
def head_words() -> frozenset[str]:
    """Words that may be the head of a group."""
    words = group_words()
    kinds = (
        "strong", "weak", "loose", "guarded", "persons", "trades", "people", "agents", "titled",
        "in_crime", "bynames", "articles", "teams",
    )  # fmt: skip
    return frozenset({"crime"}).union(*(words[kind] for kind in kinds))


def tells_of_crime(sentence: list[Token], names: list[Name]) -> bool:
    """Whether the words of a sentence tell that it speaks of crime."""
    telling = group_words()["telling"]
    return any(name.label in _TELLING_LABELS for name in names) or any(
        token.kind == "word" and token.text.lower() in telling for token in sentence
    )


def singular(name: str) -> str:
    """The name of one: "Kavač clans" is "Kavač clan"."""
    head, _, last = name.rpartition(" ")
    if is_plural(last.lower()):
        last = last[:-1]
    return f"{head} {last}" if head else last


def is_plural(word: str) -> bool:
    """True for the plural of a head word: "clans", but not "brothers", who are one group."""
    words = group_words()
    heads = words["strong"] | words["weak"] | words["titled"]
    return word.endswith("s") and word in heads and word[:-1] in heads


def tells_who(name: str) -> bool:
    """Whether a group's name tells who it is: a name of its own, a nationality or a place, and not
    words of crime alone."""
    first, *further = name.replace("-", " ").split()
    return first.lower() not in _plain_words() or any(not word.islower() for word in further)


@lru_cache(maxsize=1)
def _plain_words() -> frozenset[str]:
    """Words of crime and for groups, which tell of no one who it is."""
    words = group_words()
    return words["crime"] | words["qualities"] | words["pointed"] | words["in_crime"]
