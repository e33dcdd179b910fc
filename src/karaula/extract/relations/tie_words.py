"""The words of ``ties.yml``, which tell how two groups are tied."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from karaula.extract.clauses.words import phrases

WORDS = Path(__file__).with_name("ties.yml")

_LISTS = ("soured", "past", "joined", "among", "within", "jointly", "over", "ending")


@dataclass(frozen=True, slots=True)
class TieVerb:
    """What a verb says of a tie, and where its ends stand."""

    type: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    state: bool
    together: bool | str
    what: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class TieWords:
    """The lists of ``ties.yml``."""

    verbs: dict[str, tuple[TieVerb, ...]]
    joins: dict[str, str]
    roles: dict[str, str]
    soured: frozenset[str]
    past: frozenset[str]
    joined: frozenset[str]
    among: frozenset[str]
    within: frozenset[str]
    beside: dict[str, list[tuple[str, ...]]]
    jointly: frozenset[str]
    over: frozenset[str]
    like: dict[str, str]
    below: dict[str, dict[str, str]]
    ending: frozenset[str]

    def rules(self, verb: str, follows: tuple[str, ...]) -> tuple[TieVerb, ...]:
        """Rules of a verb, or of the verb with its particle ("take over")."""
        phrasal = self.verbs.get(f"{verb} {follows[0]}") if follows else None
        return phrasal or self.verbs.get(verb, ())


@lru_cache(maxsize=1)
def tie_words() -> TieWords:
    """The words of ``ties.yml``, read once."""
    read: dict[str, Any] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    verbs: dict[str, list[TieVerb]] = {}
    for rule in read["verbs"]:
        ends = [[end] if isinstance(end, str) else end for end in (rule["a"], rule["b"])]
        verb = TieVerb(
            rule["type"], tuple(ends[0]), tuple(ends[1]),
            rule.get("state", False), rule.get("together", False), frozenset(rule.get("what", ())),
            frozenset(rule.get("unless", ())),
        )  # fmt: skip
        for word in rule["verbs"]:
            verbs.setdefault(word, []).append(verb)
    return TieWords(
        verbs={word: tuple(rules) for word, rules in verbs.items()},
        joins=_by_word(read["joins"]),
        roles=_by_word(read["is"]),
        like=_by_word(read["like"]),
        below={preposition: _by_word(words) for preposition, words in read["below"].items()},
        beside=phrases(read["beside"]),
        **{key: frozenset(read[key]) for key in _LISTS},
    )


def _by_word(types: dict[str, list[str]]) -> dict[str, str]:
    return {word: type for type, words in types.items() for word in words}
