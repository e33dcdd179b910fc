"""Where and when a figure holds, where its own words do not say it.

The area: towns and adjectives of its sentence ("in Kabul", "Serbian customs"), then the paragraph,
then the one area that the document is about. The period: no date that figures are only compared
with ("than in 2022"), and years told by others ("last year", "the year before", "that year"), which
count from the figures before or from the day of telling.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from karaula.extract.context import Context, moved
from karaula.extract.groups import Group
from karaula.extract.groups.seats import own_places
from karaula.extract.observations.counted_from import counted_from
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.figures import Figure
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Item, Sentence
from karaula.vocabulary import Vocabulary

_NAMED = ("area", "place", "adjective")
_COMPARED = frozenset(("than", "against", "with", "to", "on", "over", "as"))
_FILL = frozenset(
    ("in", "the", "same", "period", "of", "half", "quarter", "year", "first", "second")
)
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_OF = 0.6
"""Share of the areas named that makes one of them what a document is about."""
_ENOUGH = 3
_DATELINE = 6
"""Items at the beginning of a sentence in which the date of a dateline stands."""
_NEXT_YEAR = ("a year later", "the year after", "the following year", "the next year")
_NEAR = 6
"""Items behind a figure in which "the year before" stands."""


@dataclass(slots=True)
class Whereabouts:
    """What a document tells of area and year while it is read from top to bottom."""

    context: Context
    vocabulary: Vocabulary
    about: str | None
    """The one area that the document is about."""
    told: str | None = None
    """When it was published."""
    last_area: str | None = None
    last_year: int | None = None
    passage: int = -1
    before: tuple[tuple[str, ...], str | None] = ((), None)
    """Area and period of the figure before."""
    unit: str = ""
    """Its unit."""
    given: dict[int, str] = field(default_factory=dict)
    """Periods of the figures of the sentence, by item."""

    def enter(self, sentence: Sentence) -> None:
        """Forget the areas of the last paragraph."""
        self.given = {}
        if sentence.passage.start != self.passage:
            # The items of a list speak of what the words before the list name.
            if sentence.passage.kind != "list_item":
                self.last_area = None
            self.passage = sentence.passage.start

    def leave(self, sentence: Sentence) -> None:
        """Remember the first area of a sentence that is no end of a movement, and its last year."""
        for index, item in sentence.marked:
            named = item.label in ("area", "region")
            if named and isinstance(item.meaning, Name) and not moved(sentence, index):
                self.last_area = item.meaning.id
                break
        for item in sentence.recognised:
            if isinstance(item.meaning, Dated) and (year := _YEAR.match(item.meaning.value)):
                self.last_year = int(year.group())

    def area(self, sentence: Sentence, at: int, *, goes_on: bool) -> str | None:
        """Area that the figure at an item speaks of."""
        beside = _beside(sentence, at)
        if beside is not None:
            return beside
        named = self.context.area(sentence, at, goes_on=goes_on)
        if named is not None and (
            named in _ids(sentence.items[:at], ("area",))
            or not any(index < at and item.label == "adjective" for index, item in sentence.marked)
        ):
            return named
        near = [
            (abs(index - at), index)
            for index, item in sentence.marked
            if item.label in ("place", "adjective") and not _from(sentence, index)
        ]
        if near and (ids := _ids([sentence.items[min(near)[1]]], _NAMED)):
            return ids[0]
        return named or self._of_actors(sentence, at) or self.last_area or self.about

    def _of_actors(self, sentence: Sentence, at: int) -> str | None:
        """The place of the group or the country of the body that stands nearest: "linked to gangs
        in Foxland", "Ruritanian customs counted"."""
        found: list[tuple[int, str]] = []
        for index, item in sentence.marked:
            places: list[str] = []
            if isinstance(item.meaning, Group):
                places = own_places(item.meaning)
            elif item.label == "body" and isinstance(item.meaning, Name):
                places = list(self.vocabulary.bodies[item.meaning.id].area)
            if len(places) == 1 and places[0] in self.vocabulary.areas:
                found.append((abs(index - at), places[0]))
        return min(found)[1] if found else None

    def period(self, sentence: Sentence, at: int, index: str | None) -> str | None:
        """Period of the figure at an item."""
        words = sentence.words
        behind = " ".join(words[at + 1 : at + _NEAR])
        before = max((i for i in self.given if i < at), default=None)
        if (
            "the year before" in behind
            or "the previous year" in behind
            or "a year earlier" in behind
        ):
            year = self.given.get(before) if before is not None else None
            if year and _YEAR.fullmatch(year):
                return str(int(year) - 1)
        if any(f" {words} " in f" {behind} " for words in _NEXT_YEAR):
            year = self.given.get(before) if before is not None else None
            if year and _YEAR.fullmatch(year):
                return str(int(year) + 1)
        line = f" {sentence.line}"
        if " that year " in line or " the same year " in line:
            dated = [item for item in sentence.recognised if isinstance(item.meaning, Dated)]
            if not dated:
                return str(self.last_year) if self.last_year else None
        found = self._dated(sentence, at)
        # "1,960 last year, against 1,400 in 2023"
        of_last = " last year " in f" {behind.split(' , ')[0]} "
        if (found is None or of_last) and " last year " in line:
            compared = [
                item.meaning.value
                for item in sentence.recognised
                if isinstance(item.meaning, Dated) and _YEAR.fullmatch(item.meaning.value)
            ]
            if compared:
                found = str(int(compared[-1 if of_last else 0]) + 1)
        if found is None and self.told is not None:
            text = self.context.document.text[sentence.start : sentence.end].lower()
            found = counted_from(self.told, f" {' '.join(_WORD.findall(text))} ")
        if found is None and " same period " in line:
            found = self.before[1]
        if found is None and index:
            found = self.context.editions.get(index)
        if found is not None:
            self.given[at] = found
        return found

    def _dated(self, sentence: Sentence, at: int) -> str | None:
        """The nearest date that is no starting point, has no other figure before it, and is none
        that the figure is only compared with; of two equally near the one behind."""
        dated = [
            (self.context.apart(sentence, at, place), abs(place - at), place < at, value)
            for place, item in sentence.marked
            if isinstance(item.meaning, Dated)
            and item.meaning.relation in (None, "by")
            and not _compared(sentence, place)
            # "TIRANA, 3 March 2021 –" tells when it was written.
            and not (item.meaning.value == self.told and place < _DATELINE)
            and (value := item.meaning.value)
        ]
        return min(dated)[3] if dated else None


def about(sentences: tuple[Sentence, ...]) -> str | None:
    """The area that most of the areas named in a document are, if one is."""
    named = Counter(
        item.meaning.id
        for sentence in sentences
        for item in sentence.recognised
        if item.label in ("area", "adjective") and isinstance(item.meaning, Name)
    )
    if not named:
        return None
    (first, most), *_ = named.most_common(1)
    total = sum(named.values())
    return first if total >= _ENOUGH and most >= _MOST_OF * total else None


def _beside(sentence: Sentence, at: int) -> str | None:
    """The place right behind a figure, over its noun: "USD 3,500 in Kabul"."""
    for index in range(at + 1, min(at + 4, len(sentence.items))):
        item = sentence.items[index]
        if isinstance(item.meaning, Figure) or sentence.words[index] in (",", ";", "and"):
            return None
        if item.label in ("area", "place") and sentence.words[index - 1] in ("in", "for"):
            return _ids([item], _NAMED)[0]
    return None


def _ids(items: list[Item] | tuple[Item, ...], labels: tuple[str, ...]) -> list[str]:
    return [
        item.meaning.id for item in items if item.label in labels and isinstance(item.meaning, Name)
    ]


def _from(sentence: Sentence, index: int) -> bool:
    return index > 0 and sentence.words[index - 1] in ("from", "to", "towards", "via", "through")


def _compared(sentence: Sentence, place: int) -> bool:
    """Whether a date is one that something is compared with: "more than in the same period of"."""
    step = place - 1
    while step >= 0 and sentence.words[step] in _FILL:
        step -= 1
    return step >= 0 and sentence.words[step] == "than"
