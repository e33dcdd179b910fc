"""The words that tell how two groups are tied: those of the vocabulary ``tie_words``, and of
``ties.yml`` the verbs and phrases whose ends stand in places of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from karaula.extract.clauses.words import phrases
from karaula.extract.kept import per_vocabulary
from karaula.extract.relations.forms import forms
from karaula.vocabulary import Vocabulary

WORDS = Path(__file__).with_name("ties.yml")

_LISTS = (
    "soured",
    "past",
    "joined",
    "among",
    "within",
    "jointly",
    "over",
    "ending",
    "sending",
    "counterparts",
)


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
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class TieWords:
    """All these words."""

    verbs: dict[str, tuple[TieVerb, ...]]
    forms: dict[str, str]
    """Forms of the verbs, or of the first words of verbs with a particle: ``{form: verb}``."""
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
    sending: frozenset[str]
    counterparts: frozenset[str]

    def rules(self, verb: str, follows: tuple[str, ...]) -> tuple[TieVerb, ...]:
        """Rules of a verb, or of the verb with its particle ("take over")."""
        phrasal = self.verbs.get(f"{verb} {follows[0]}") if follows else None
        return phrasal or self.verbs.get(verb, ())


@per_vocabulary
def tie_words(vocabulary: Vocabulary) -> TieWords:
    """The words of a vocabulary and of ``ties.yml``."""
    read: dict[str, Any] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    listed = vocabulary.tie_words
    framed = (
        {"type": type, **frame, "verbs": listed[type].verbs}
        for type, frame in read["frames"].items()
        if type in listed
    )
    verbs: dict[str, list[TieVerb]] = {}
    for rule in (*read["verbs"], *framed):
        ends = [[end] if isinstance(end, str) else end for end in (rule["a"], rule["b"])]
        verb = TieVerb(
            rule["type"], tuple(ends[0]), tuple(ends[1]),
            rule.get("state", False), rule.get("together", False), frozenset(rule.get("what", ())),
            frozenset(rule.get("unless", ())), frozenset(rule.get("needs", ())),
        )  # fmt: skip
        for word in rule["verbs"]:
            verbs.setdefault(word, []).append(verb)
    return TieWords(
        verbs={word: tuple(rules) for word, rules in verbs.items()},
        forms=forms((word.split()[0] for word in verbs), vocabulary),
        joins=_by_word({type: words.joins for type, words in listed.items()}),
        roles=_by_word({type: words.nouns for type, words in listed.items()}),
        like=_by_word({type: words.adjectives for type, words in listed.items()}),
        below={preposition: _by_word(words) for preposition, words in read["below"].items()},
        beside=phrases(read["beside"]),
        **{key: frozenset(read[key]) for key in _LISTS},
    )


def _by_word(types: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: type for type, words in types.items() for word in words}
