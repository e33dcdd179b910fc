"""Names in text: one dictionary of phrases over the vocabulary, matched longest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from karaula.extract.sentences.goods_words import goods_words
from karaula.extract.sentences.place_words import place_words
from karaula.extract.sentences.tokens import Token, sign_at, tokens, word_at, word_key
from karaula.vocabulary import Vocabulary

THINGS = Path(__file__).with_name("things.yml")
ROLES = Path(__file__).parents[1] / "roles" / "roles.yml"

# Signs inside a name that say nothing: "South-Eastern", "St. Lucia", "Côte d'Ivoire".
_INSIDE = frozenset("-–.'’‘")
_QUOTES = frozenset("'’")
_REGIONS = frozenset(("region", "region_adjective"))
_JOINING = frozenset(("and", "or", "&", ","))
_DIRECTIONS = frozenset(
    ("north", "northern", "south", "southern", "east", "eastern", "west", "western", "central",
     "southeast", "southeastern", "northeast", "northeastern", "northwest", "southwest")
)  # fmt: skip


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
    """Phrases by their first two words, longest first. Cost of matching is linear in the text."""

    _single: dict[str, list[_Entry]] = field(default_factory=dict)
    _longer: dict[tuple[str, str], list[_Entry]] = field(default_factory=dict)
    first: set[str] = field(default_factory=set)
    """First words of all phrases."""

    def add(
        self, label: str, id: str, names: Iterable[str], *, capital: bool, ambiguous: bool = False
    ) -> None:
        """Add names of one thing. ``capital``: only with a capital letter is it a name."""
        for name in names:
            words = tuple(
                word_key(token.text) for token in tokens(name, 0, len(name)) if _says(token)
            )
            if not words:
                continue
            entry = _Entry(label, id, words, capital, ambiguous)
            self.first.add(words[0])
            known = (
                self._single.setdefault(words[0], [])
                if len(words) == 1
                else self._longer.setdefault((words[0], words[1]), [])
            )
            # The first meaning given to a phrase of one label stays: order is a decision.
            if not any(other.words == words and other.label == label for other in known):
                known.append(entry)

    def settle(self) -> "Lexicon":
        """Sort so that the longest phrase is tried first."""
        for entries in self._longer.values():
            entries.sort(key=lambda entry: -len(entry.words))
        return self

    def match(self, sentence: list[Token], keys: list[str] | None = None) -> list[Name]:
        """Names in a sentence, in order, none overlapping. ``keys`` are those of its tokens."""
        keys = keys_of(sentence) if keys is None else keys
        found: list[Name] = []
        position = 0
        first, single, longer = self.first, self._single, self._longer
        for index, (key, behind) in enumerate(zip(keys, (*keys[1:], ""), strict=False)):
            if key not in first or index < position:
                continue
            if behind and key not in single and (key, behind) not in longer:
                continue
            name = self._at(sentence, keys, index)
            if name is not None:
                if name.label in _REGIONS and index > 1 and keys[index - 1] in _JOINING:
                    found.extend(self._directions(sentence, keys, position, name))
                found.append(name)
                position = name.last + 1
        return found

    def _directions(
        self, sentence: list[Token], keys: list[str], begin: int, region: Name
    ) -> list[Name]:
        """Regions that share the last word of one: "western" of "western and southern Europe"."""
        base = tuple(key for key in keys[region.first + 1 : region.last + 1] if key)
        if keys[region.first] not in _DIRECTIONS or not base:
            return []
        named: list[Name] = []
        last = region.first - 2
        while last >= begin and keys[last] in _DIRECTIONS:
            first = last
            if last - 2 >= begin and sentence[last - 1].text == "-":
                first = last - 2 if keys[last - 2] in _DIRECTIONS else last
            words = (*(key for key in keys[first : last + 1] if key), *base)
            longer = self._longer.get((words[0], words[1]), ())
            entry = next((one for one in longer if one.words == words), None)
            if entry is None or entry.label != region.label:
                break
            named.insert(0, Name(entry.label, entry.id, first, last))
            if first < 2 or (keys[first - 1] or sentence[first - 1].text) not in _JOINING:
                break
            last = first - 2
        return named

    def _at(self, sentence: list[Token], keys: list[str], position: int) -> Name | None:
        second: int | None = position + 1
        if second == len(keys) or not keys[position + 1]:
            second = _next(sentence, position)  # over signs
        if second is not None:
            for entry in self._longer.get((keys[position], keys[second]), ()):
                last = _end(sentence, keys, second, entry.words)
                if last is not None and _fits(sentence, position, last, entry):
                    return Name(entry.label, entry.id, position, last)
        # A number alone is no name; "2C-B" and "3,4-MDMA" begin with one.
        single = self._single.get(keys[position], ()) if sentence[position].kind == "word" else ()
        for entry in single:
            if _fits(sentence, position, position, entry):
                return Name(entry.label, entry.id, position, position)
        return None


def keys_of(sentence: list[Token]) -> list[str]:
    """What the tokens of a sentence are compared by: empty for signs, which say nothing."""
    return [
        word_key(text) if kind == "word" or kind == "number" or text == "&" else ""
        for kind, text, _, _ in sentence
    ]


def _fits(sentence: list[Token], first: int, last: int, entry: _Entry) -> bool:
    if entry.ambiguous and first == 0 and not (entry.label == "area" and _acts(sentence, last)):
        return False
    # One capital is enough: "west Europe", "the western Balkans".
    return not entry.capital or any(
        not token.text[0].islower() for token in sentence[first : last + 1] if token.kind == "word"
    )


def _acts(sentence: list[Token], last: int) -> bool:
    """Whether the first word of a sentence is a country, though it may be a word as well: by its
    capitals ("US officials"), or by what follows ("Turkey is", "Georgia's", "Jordan and Iraq")."""
    words = place_words()
    behind = word_at(sentence, last + 1)
    if not behind:
        follows = sign_at(sentence, last + 1)
        return follows not in _QUOTES or word_at(sentence, last + 2) == "s"
    if sentence[last].text.isupper() and not sentence[last + 1].text.isupper():
        return True
    if behind in ("and", "or"):
        return any(not token.text[0].islower() for token in sentence[last + 2 : last + 4])
    return sentence[last + 1].text.islower() and (
        behind in words["country_does"] or (behind.endswith("ed") and behind not in words["made"])
    )


def _next(sentence: list[Token], position: int) -> int | None:
    """The next token that says something, over signs inside names."""
    index = position + 1
    while index < len(sentence) and sentence[index].text in _INSIDE:
        index += 1
    return index if index < len(sentence) and _says(sentence[index]) else None


def _end(sentence: list[Token], keys: list[str], second: int, words: tuple[str, ...]) -> int | None:
    """Last token of a phrase whose first two words are there already."""
    last = second
    for word in words[2:]:
        index = _next(sentence, last)
        if index is None or keys[index] != word:
            return None
        last = index
    return last


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
    for key, goods in goods_words().items():
        names.add("goods", key, goods.words, capital=False)
    for key, index in vocabulary.indices.items():
        names.add("index", key, (index.name, *index.names), capital=False)
    for key, indicator in vocabulary.indicators.items():
        if indicator.index is not None:  # texts score these; "population" is no indicator in a text
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
        short = {name for name in market.names if name.isupper()}  # "TIP" is no "tip"
        names.add("market", key, {market.name, *market.names} - short, capital=False)
        names.add("market", key, short, capital=True)
    for key, route in vocabulary.routes.items():
        names.add("route", key, (route.name, *route.names), capital=False)
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
