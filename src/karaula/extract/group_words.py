"""What a criminal group in a sentence is, and the kinds of words by which it is told."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from karaula.extract.lexicon import Name

WORDS = Path(__file__).with_name("groups.yml")

Sort = Literal["named", "placed", "local", "plain", "pointing"]
"""By its own name; by a nationality or place; "local groups"; by neither; "these groups"."""

PLACES = ("area", "region", "adjective", "region_adjective")
_NATIONS = ("adjective", "region_adjective")
_GOODS = ("substance", "market", "indicator")
_OPEN, _CLOSE = '“„«"', '”“»"'
_APOSTROPHES = "'’‘`"
_QUOTED = 6
"""Words that a name in quotation marks may have."""
_REACH = 12
"""Words before a head that may belong to it."""
LISTED = 4
"""Names that may share one head word: "the A, B, C and D clans"."""


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


def singular(name: str) -> str:
    """The name of one: "Kavač clans" is "Kavač clan"."""
    head, _, last = name.rpartition(" ")
    if last.lower() in group_words()["strong"] | group_words()["weak"] and last.endswith("s"):
        last = last[:-1]
    return f"{head} {last}" if head else last
