"""Towns, crossings, ports and parts of countries in sentences, and the areas that they lie in.

A name of the vocabulary's gazetteer counts where its capitals are its own ("Sofia", not "Sofia
Petrova"). A name that is also a word, and that of a small town, needs a word of place beside it
(``places.yml``): "in Bar", "the port of Bar". Which of several places is meant, the country beside
the name tells ("Cartagena, Colombia"), else their sizes, else what the text speaks of. A place
whose area cannot be told is left alone: a wrong country is worse than none.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass

from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.place_words import place_words
from karaula.extract.sentences.tokens import Token, sign_at, word_at, word_key
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.gazetteer import Place, area_of

_INSIDE = frozenset("-–.'’‘")
_COUNTRIES = ("area", "adjective")
_COVERED = (*_COUNTRIES, "region", "region_adjective")
_LARGE = 100
"""Thousands of inhabitants from which a town's name stands by itself."""
_REACH = 8
"""Tokens before a name in which the words of place may stand."""

Spoken = Callable[[], Iterable[Set[str]]]
"""The areas that the text around a sentence speaks of, the nearest first."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside a name: whether it says that it is a place, and of which area."""

    told: bool
    area: str | None = None


class Places:
    """Finds the places of a vocabulary. Cost is linear in the text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._places = vocabulary.gazetteer.by_key
        self._careful = vocabulary.gazetteer.careful
        self._bodies = vocabulary.bodies
        self._longest: dict[str, int] = {}
        for key in self._places:
            words = key.split()
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def find(
        self, sentence: list[Token], keys: list[str], names: list[Name], spoken: Spoken
    ) -> list[Name]:
        """Names of a sentence with its places, each labelled ``place`` and with its area as id.

        ``keys`` are those of its tokens, ``names`` those that are known already; a longer place
        takes the room of the country in its name ("Northern Ireland", "New Mexico").
        """
        found: dict[int, Name] = {}
        at: dict[int, Name] = {}
        taken = -1
        begins = self._longest
        named = [
            (index, begins[key])
            for index, (key, token) in enumerate(zip(keys, sentence, strict=True))
            if key in begins and token.kind == "word" and not token.text[0].islower()
        ]
        for index, longest in named:
            if index <= taken:
                continue
            if not at:
                at = {step: name for name in names for step in range(name.first, name.last + 1)}
            for last, key in self._phrases(sentence, index, longest):
                area = self._area(_Around(sentence, at, found, index, last), key, names, spoken)
                if area is not None and self._elsewhere(sentence, last, key, area):
                    area = None
                if area is not None and _free(at, index, last, area):
                    found[index] = Name("place", area, index, last)
                    taken = last
                    break
        if not found:
            return names
        covered = {step for name in found.values() for step in range(name.first, name.last + 1)}
        kept = [name for name in names if name.first not in covered]
        return sorted([*kept, *found.values()], key=lambda name: name.first)

    def spoken(self, names: Iterable[Name]) -> set[str]:
        """Areas that names speak of: countries, nationalities, and the seats of national bodies."""
        found: set[str] = set()
        for name in names:
            if name.label in _COUNTRIES:
                found.add(name.id)
            elif name.label == "body" and len(self._bodies[name.id].area) == 1:
                found.update(self._bodies[name.id].area)
        return found

    def _phrases(
        self, sentence: list[Token], first: int, longest: int
    ) -> Iterator[tuple[int, str]]:
        """Names that begin at a token, the longest first: the last token of each, and its key."""
        words: list[str] = []
        ends: list[int] = []
        index = first
        while index < len(sentence) and len(words) < longest:
            kind, text, _, _ = sentence[index]
            if kind in ("word", "number"):
                words.append(word_key(text))
                ends.append(index)
            elif text not in _INSIDE:
                break
            index += 1
        for count in range(len(words), 0, -1):
            key = " ".join(words[:count])
            if key in self._places and not sentence[ends[count - 1]].text[0].islower():
                yield ends[count - 1], key

    def _elsewhere(self, sentence: list[Token], last: int, key: str, area: str) -> bool:
        """Whether a part of another country closes the name: "Paris, Texas"."""
        if sign_at(sentence, last + 1) != "," or not word_at(sentence, last + 2):
            return False
        if all(place.kind == "part" for place in self._places[key]):
            return False  # a list of parts
        longest = self._longest.get(word_key(sentence[last + 2].text), 0)
        for end, part in self._phrases(sentence, last + 2, longest):
            listed = word_at(sentence, end + 1) in ("and", "or")
            parts = [place for place in self._places[part] if place.kind == "part"]
            if parts and not listed:
                return all(place.area != area for place in parts)
        return False

    def _area(self, around: "_Around", key: str, names: list[Name], spoken: Spoken) -> str | None:
        """Area of a name where it stands, or None where it is none or cannot be told."""
        if around.belongs() or around.people():
            return None
        places = self._places[key]
        careful = key in self._careful
        beside = around.beside()
        alone = not careful and any(_stands_alone(place) for place in places)
        if not beside.told and (not alone or around.speaks()):
            return None
        if beside.area is not None:
            areas = {place.area for place in places}
            return beside.area if beside.area in areas else None
        here = self.spoken(names)
        places = tuple(
            place
            for place in places
            if place.kind != "crossing"
            or place.thousands
            or around.border()
            or _named(place, here, spoken)
        )
        return area_of(places) or area_of(places, here, *spoken())


def _stands_alone(place: Place) -> bool:
    return place.thousands >= _LARGE or place.kind in ("port", "part")


def _named(place: Place, here: Set[str], spoken: Spoken) -> bool:
    """Whether the text speaks of one of the two areas of a crossing."""
    ends = {place.area, place.beyond}
    return not ends.isdisjoint(here) or any(not ends.isdisjoint(areas) for areas in spoken())


def _free(at: dict[int, Name], first: int, last: int, area: str) -> bool:
    """Whether nothing else was found there, but for countries that a longer name holds."""
    inside = [at[step] for step in range(first, last + 1) if step in at]
    return not inside or (
        first < last
        and all(
            name.label in _COVERED and name.id != area and first <= name.first and name.last <= last
            for name in inside
        )
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """The tokens ``first`` to ``last`` of a sentence, with what was found around them."""

    sentence: list[Token]
    at: dict[int, Name]
    found: dict[int, Name]
    first: int
    last: int

    def belongs(self) -> bool:
        """Whether the capitals beside it make it a part of another name: "Sofia Petrova"."""
        words = place_words()
        before, behind = self.first - 1, self.last + 1
        known = self.at.get(before)
        if known is not None and known.label in ("area", "region"):
            return True  # "from the Middle East Palembang reported"
        if self._capital(before) and before not in self.at:
            word = word_at(self.sentence, before)
            if word not in words["kinds"] and (before > 0 or word not in words["openers"]):
                return True
        initial = word_at(self.sentence, before - 1)
        if sign_at(self.sentence, before) == "." and len(initial) == 1:
            return True
        word = word_at(self.sentence, behind)
        return (
            self._capital(behind)
            and behind not in self.at
            and word not in words["kinds"] | words["days"]
        )

    def people(self) -> bool:
        """Whether it is that of a people, as "Roma" is: "Roma settlements"."""
        return word_at(self.sentence, self.last + 1) in place_words()["peoples"]

    def speaks(self) -> bool:
        """Whether it is said to say something, as persons and governments do."""
        return word_at(self.sentence, self.last + 1) in place_words()["says"]

    def border(self) -> bool:
        """Whether the sentence speaks of a border, or of what is "at" the name."""
        at = word_at(self.sentence, self.first - 1) == "at"
        return at or any(token.text.lower() in place_words()["border"] for token in self.sentence)

    def beside(self) -> _Beside:
        """The words of place before and behind, and the country that they name."""
        told, area = self._behind()
        before = self._before()
        return _Beside(told or before.told, area or before.area)

    def _behind(self) -> tuple[bool, str | None]:
        step = self.last + 1
        if (
            sign_at(self.sentence, step) in ("-", "–")
            and word_at(self.sentence, step + 1) == "based"
        ):
            return True, None
        told = False
        while word_at(self.sentence, step) in place_words()["kinds"] | {"border", "international"}:
            told = True
            step += 1
        if sign_at(self.sentence, step) not in (",", "(") and word_at(self.sentence, step) != "in":
            return told, None
        comma = sign_at(self.sentence, step) == ","
        step += 1
        name = self.at.get(step)
        if name is None or name.label != "area" or name.first != step:
            return told, None
        # "Durrës, Montenegro and Croatia" is a list.
        if comma and (
            word_at(self.sentence, name.last + 1) in ("and", "or", "as")
            or (
                sign_at(self.sentence, name.last + 1) == ","
                and (follows := self.at.get(name.last + 2)) is not None
                and follows.label == "area"
            )
        ):
            return told, None
        return True, name.id

    def _before(self) -> _Beside:
        words = place_words()
        told, area = False, None
        step = self.first - 1
        while step >= 0 and self.first - step <= _REACH:
            name = self.at.get(step)
            if name is not None:
                if name.label not in _COUNTRIES:
                    break
                owns = name.label == "adjective" or self._owns(name.last + 1)
                if area is None and owns and not self._listed(name.last + 1):
                    area = name.id
                step = name.first - 1
                continue
            if any(place.last == step for place in self.found.values()):
                return _Beside(True, area)
            word = self.sentence[step].text.lower()
            if word in words["before"]:
                return _Beside(True, area)
            if word in words["kinds"]:
                told = True
            elif word not in words["fillers"]:
                break
            step -= 1
        # A nationality further off is that of somebody else: "Croatian Split", "the Greek and".
        right_before = self.at.get(self.first - 1) is not None and area is not None
        return _Beside(told or right_before, area if told or right_before else None)

    def _owns(self, step: int) -> bool:
        return sign_at(self.sentence, step) in ("'", "’")

    def _listed(self, step: int) -> bool:
        return self.sentence[step].text.lower() in ("and", "or", ",")

    def _capital(self, step: int) -> bool:
        return (
            0 <= step < len(self.sentence)
            and self.sentence[step].kind == "word"
            and self.sentence[step].text[0].isupper()
        )
