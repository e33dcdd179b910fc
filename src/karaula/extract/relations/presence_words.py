"""The words that tell where groups are and what they deal in: those of the vocabulary
``presence_words``, and what ``presences.yml`` says of how they are used."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from karaula.extract.kept import per_vocabulary
from karaula.extract.relations.forms import forms
from karaula.vocabulary import Vocabulary

WORDS = Path(__file__).with_name("presences.yml")


@dataclass(frozen=True, slots=True)
class PresenceWords:
    """All these words."""

    kinds: dict[str, frozenset[str]]
    markets: dict[str, str]
    """What some verbs say of the market."""
    deeds: dict[str, str]
    """What some nouns say of it."""
    done_to: dict[str, dict[str, frozenset[str]]]
    """What is done to people: ``{verb: {market: people}}``."""
    struck: frozenset[str]
    """Forms of the words that tell what the police do to a whole group."""
    forms: dict[str, str]
    """Forms of the verbs that tell or bar a presence: ``{form: verb}``."""


@per_vocabulary
def presence_words(vocabulary: Vocabulary) -> PresenceWords:
    """The words of a vocabulary and of ``presences.yml``."""
    read: dict[str, Any] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    markets: dict[str, str] = read.pop("markets")
    deeds: dict[str, str] = read.pop("deeds")
    done_to: dict[str, dict[str, frozenset[str]]] = {}
    for market, said in read.pop("people").items():
        for verb in said["verbs"]:
            done_to.setdefault(verb, {})[market] = frozenset(said["people"])
    kinds = {key: frozenset(words) for key, words in read.items()}
    kinds |= {key: frozenset(known.words) for key, known in vocabulary.presence_words.items()}
    told = kinds["acts"] | kinds["pursued"] | kinds["gone"] | kinds["fates"]
    nouns = kinds["strikes"] | kinds["ends"] | kinds["taken"]
    plurals = {f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s" for noun in nouns}
    verbs = forms({verb.split()[0] for verb in kinds["broken"] | kinds["taking"]}, vocabulary)
    struck = frozenset((*nouns, *plurals, *verbs))
    return PresenceWords(kinds, markets, deeds, done_to, struck, forms(told, vocabulary))
