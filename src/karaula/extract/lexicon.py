"""Names in text: one dictionary of phrases over the vocabulary, matched longest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from karaula.extract.tokens import Token, tokens
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold

THINGS = Path(__file__).with_name("things.yml")
ROLES = Path(__file__).with_name("roles.yml")

# Signs inside a name that say nothing: "South-Eastern", "St. Lucia", "Côte d'Ivoire".
_INSIDE = frozenset("-–.'’‘")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: its label (``area``, ``adjective``, ``substance`` …) and id."""

    label: str
    id: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Entry:
    label: str
    id: str
    words: tuple[str, ...]
    capital: bool
    ambiguous: bool


@dataclass(slots=True)
class Lexicon:
    """Phrases by their first word, longest first. Cost of matching is linear in the text."""

    _by_first: dict[str, list[_Entry]] = field(default_factory=dict)

    def add(
        self, label: str, id: str, names: Iterable[str], *, capital: bool, ambiguous: bool = False
    ) -> None:
        """Add names of one thing. ``capital``: only with a capital letter is it a name."""
        for name in names:
            words = tuple(_key(token.text) for token in tokens(name, 0, len(name)) if _says(token))
            if words:
                entries = self._by_first.setdefault(words[0], [])
                entry = _Entry(label, id, words, capital, ambiguous)
                # The first meaning given to a phrase of one label stays: order is a decision.
                if not any(known.words == words and known.label == label for known in entries):
                    entries.append(entry)

    def settle(self) -> "Lexicon":
        """Sort so that the longest phrase is tried first."""
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry.words))
        return self

    def match(self, sentence: list[Token]) -> list[Name]:
        """Names in a sentence, in order, none overlapping."""
        found: list[Name] = []
        position = 0
        while position < len(sentence):
            token = sentence[position]
            name = None
            if token.kind == "word":
                name = self._at(sentence, position)
            if name is None:
                position += 1
                continue
            found.append(name)
            position = name.last + 1
        return found

    def _at(self, sentence: list[Token], position: int) -> Name | None:
        token = sentence[position]
        entries = self._by_first.get(_key(token.text))
        if entries is None:
            return None
        for entry in entries:
            if entry.ambiguous and position == 0:
                continue
            last = self._end(sentence, position, entry.words)
            # One capital is enough: "west Europe", "the western Balkans".
            if last is not None and not (
                entry.capital and all(t.text[0].islower() for t in sentence[position : last + 1])
            ):
                return Name(entry.label, entry.id, position, last)
        return None

    @staticmethod
    def _end(sentence: list[Token], position: int, words: tuple[str, ...]) -> int | None:
        last, index = position, position + 1
        for word in words[1:]:
            while index < len(sentence) and sentence[index].text in _INSIDE:
                index += 1
            if index >= len(sentence) or not _says(sentence[index]):
                return None
            if _key(sentence[index].text) != word:
                return None
            last = index
            index += 1
        return last


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return "and" if word == "&" else fold(word)


def _says(token: Token) -> bool:
    return token.kind in ("word", "number") or token.text == "&"


def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Every name that figures in claims: areas and regions, substances, indicators, indices,
    markets, routes, bodies, the things that reports count (``things.yml``) and the words for what
    an area is in a market (``roles.yml``)."""
    names = Lexicon()
    roles: dict[str, list[str]] = yaml.load(ROLES.read_bytes(), Loader=yaml.CSafeLoader)
    for key, words in roles.items():
        for word in words:
            name, _, detail = word.partition("|")
            names.add("role", f"{key}|{detail}" if detail else key, (name,), capital=False)
    things: dict[str, list[str]] = yaml.load(THINGS.read_bytes(), Loader=yaml.CSafeLoader)
    for key, words in things.items():
        names.add("thing", key, words, capital=False)
    for key, index in vocabulary.indices.items():
        names.add("index", key, (index.name, *index.names), capital=False)
    for key, indicator in vocabulary.indicators.items():
        names.add("indicator", key, (indicator.name, *indicator.names), capital=False)
    for key, area in vocabulary.areas.items():
        named = (area.name, *area.names, *area.former, *area.local)
        clear = [name for name in named if name not in area.ambiguous]
        names.add("area", key, clear, capital=True)
        names.add("area", key, area.ambiguous, capital=True, ambiguous=True)
        names.add("adjective", key, area.adjectives, capital=True)
    for key, region in vocabulary.regions.items():
        named = (region.name, *region.names, *region.local)
        names.add("region", key, named, capital=key != "WORLD")
        names.add("region_adjective", key, region.adjectives, capital=key != "WORLD")
    for key, substance in vocabulary.substances.items():
        named = (substance.name, *substance.names, *substance.street, *substance.local)
        clear = [name for name in named if name not in substance.ambiguous]
        names.add("substance", key, clear, capital=False)
    for key, market in vocabulary.markets.items():
        names.add("market", key, (market.name, *market.names), capital=False)
    for key, route in vocabulary.routes.items():
        names.add("route", key, (route.name, *route.names), capital=False)
    for port in vocabulary.ports.values():
        # A port stands for its country; which port it is, its words say.
        named = (port.name, *port.names, *port.local)
        clear = [name for name in named if name not in port.ambiguous]
        names.add("port", port.area, clear, capital=True)
    for key, body in vocabulary.bodies.items():
        named = (body.name, *body.names, *body.local)
        clear = [name for name in named if name not in body.ambiguous]
        names.add("body", key, clear, capital=True)
    for key, group in vocabulary.groups.items():
        named = (group.name, *group.names, *group.local)
        clear = [name for name in named if name not in group.ambiguous]
        names.add("group", key, clear, capital=True)
        names.add("group", key, group.ambiguous, capital=True, ambiguous=True)
    return names.settle()
