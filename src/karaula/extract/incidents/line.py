"""A stretch of a sentence as a line of words and signs, for the expressions that read events."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from re import Match, Pattern
from typing import NamedTuple

from karaula.extract.incidents.words import Said, said
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.figures import Figure
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Item, Sentence
from karaula.extract.sentences.tokens import tokens
from karaula.extract.spans import SpanReader

# Words are in lower case, so a capital letter is free to stand for what was recognised.
SIGNS = {
    "number": "N", "count": "N", "amount": "A", "pieces": "P", "money": "M", "percent": "C",
    "rank": "R", "multiple": "X", "date": "D", "area": "L", "region": "G", "adjective": "J",
    "region_adjective": "J", "substance": "S", "body": "B",
}  # fmt: skip
_FIGURES = frozenset(("number", "count", "amount", "pieces", "money"))
_AMOUNTS = frozenset(SIGN_OF[label] for label in _FIGURES)
_LONG = 60
"""Characters of an opaque stretch that is still read."""


class Spoken:
    """A sentence as its lines need it: each item in words and signs, and the spans that the
    recognisers find in it."""

    def __init__(self, text: str, sentence: Sentence, reader: SpanReader) -> None:
        self.text, self.sentence, self._reader = text, sentence, reader
        self.words = list(sentence.words)
        for index, _ in sentence.marked:
            self.words[index] = _words(text, sentence, index)
        if "|" in sentence.said:
            for index, word in enumerate(sentence.words):
                if word == "|":
                    self.words[index] = _words(text, sentence, index)
        beside = not sentence.signs.isdisjoint(_AMOUNTS) and reader.may_hide(sentence.said)
        self.drugs = dict(self._drugs()) if beside else {}
        """Items that are drugs under a name that claims do not have, or only beside an amount:
        "2 kg of speed"."""
        for index in self.drugs:
            self.words[index] = SIGNS["substance"]
        labels = {index: item.label for index, item in sentence.marked}
        labels |= dict.fromkeys(self.drugs, "substance")
        self.labels = sorted(labels.items()) if self.drugs else list(labels.items())
        """Recognised items with their labels, in order."""
        self.label_of = labels.get
        """The label of an item, if it was recognised."""

    @cached_property
    def spans(self) -> "list[Marked]":
        """The spans of the sentence, in order."""
        starts = [item.start for item in self.sentence.items]
        return [
            Marked(
                found.label,
                found.start,
                found.end,
                bisect_right(starts, found.start) - 1,
                bisect_right(starts, found.end - 1) - 1,
            )
            for found in self._reader.recognisers.find_in(
                self.text, self.sentence.tokens, self.sentence.keys
            )
        ]

    def line(self) -> "Line":
        """The whole sentence."""
        return Line(self, 0, len(self.words))

    def _drugs(self) -> Iterator[tuple[int, str]]:
        for label, _, _, first, last in self.spans:
            items = self.sentence.items[first : last + 1]
            if label == "DRUG" and not any(item.label == "substance" for item in items):
                substance = self._reader.substance(self.text[items[0].start : items[-1].end])
                named = (
                    index
                    for index, item in enumerate(items, first)
                    if item.label is None and self.words[index].isalpha()
                )
                index = next(named, None)
                if substance is not None and index is not None:
                    yield index, substance


def _words(text: str, sentence: Sentence, index: int) -> str:
    """An item as its sign, or as its words in lower case."""
    item = sentence.items[index]
    if item.label is None:
        word = sentence.words[index]
        if word != "|":
            return word
        return "|" if item.end - item.start > _LONG else text[item.start : item.end].lower()
    sign = SIGNS.get(item.label)
    if sign is not None:
        return sign
    return " ".join(token.text.lower() for token in tokens(text, item.start, item.end))


class Marked(NamedTuple):
    """A span of the recognisers: its place in the text, its first and last item."""

    label: str
    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True, eq=False)
class Line:
    """Items ``first`` to ``last`` (exclusive) of a sentence."""

    spoken: Spoken
    first: int
    last: int
    sentence: Sentence = field(init=False)
    signs: str = field(init=False)
    """The line: words and signs, a blank before and behind each."""
    _said: dict[str, list[Said]] | None = field(init=False, default=None)
    _offsets: list[int] | None = field(init=False, default=None)
    _dates: list[tuple[int, Dated]] | None = field(init=False, default=None)
    _words: frozenset[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.sentence = self.spoken.sentence
        self.signs = f" {' '.join(self.spoken.words[self.first : self.last])} "

    def part(self, first: int, last: int) -> "Line":
        """A stretch of the line's sentence."""
        return Line(self.spoken, first, last)

    def item(self, offset: int) -> int:
        """Item that stands at an offset of the line."""
        if self._offsets is None:
            lengths = [len(word) + 1 for word in self.spoken.words[self.first : self.last]]
            self._offsets = list(accumulate(lengths, initial=1))[:-1]
        return self.first + max(0, bisect_right(self._offsets, offset) - 1)

    def find(self, pattern: Pattern[str]) -> Iterator[tuple[Match[str], int, int]]:
        """Matches of an expression, with their first and last item."""
        for match in pattern.finditer(self.signs):
            yield match, self.item(match.start()), self.item(match.end() - 1)

    def phrases(self, words: str) -> Iterator[tuple[Said, int, int]]:
        """Phrases of a list of words, with their first and last item."""
        for phrase in self._phrases().get(words, ()):
            yield phrase, self.item(phrase.begin), self.item(phrase.end - 1)

    def tells(self, *lists: str) -> bool:
        """Whether a phrase of these lists stands anywhere."""
        return not self._phrases().keys().isdisjoint(lists)

    def _phrases(self) -> dict[str, list[Said]]:
        if self._said is None:
            self._said = said(self.signs)
        return self._said

    def holds(self, words: frozenset[str]) -> bool:
        """Whether one of these words or signs stands anywhere."""
        if self._words is None:
            self._words = frozenset(self.signs.split())
        return not self._words.isdisjoint(words)

    def has(self, pattern: Pattern[str]) -> bool:
        """Whether an expression fits anywhere."""
        return pattern.search(self.signs) is not None

    def word(self, index: int) -> str:
        """Item as one word or sign; nothing outside the stretch."""
        return self.spoken.words[index] if self.first <= index < self.last else ""

    def before(self, index: int, many: int) -> list[str]:
        """Words and signs before an item, as many as stand in the stretch."""
        return self.spoken.words[max(self.first, index - many) : index]

    def behind(self, index: int, many: int) -> list[str]:
        """Words and signs behind an item, as many as stand in the stretch."""
        return self.spoken.words[index + 1 : min(self.last, index + 1 + many)]

    def label(self, index: int) -> str | None:
        """Label of an item; nothing outside the stretch."""
        return self.spoken.label_of(index) if self.first <= index < self.last else None

    def spans(self, *labels: str) -> Iterator[Marked]:
        """Spans that the recognisers find, of these labels."""
        for marked in self.spoken.spans:
            if marked.label in labels and self.first <= marked.first and marked.last < self.last:
                yield marked

    def words_of(self, marked: Marked) -> str:
        """The words of a span as they stand, blanks folded."""
        return " ".join(self.spoken.text[marked.start : marked.end].split())

    def written(self, first: int, last: int) -> str:
        """The words of items as they stand, blanks folded."""
        items = self.sentence.items
        return " ".join(self.spoken.text[items[first].start : items[last].end].split())

    def labelled(self, *labels: str) -> list[int]:
        """Items with one of these labels, in order."""
        first, last = self.first, self.last
        return [i for i, label in self.spoken.labels if label in labels and first <= i < last]

    def figures(self) -> list[int]:
        """Items that are numbers, amounts or sums."""
        return self.labelled(*_FIGURES)

    def items(self) -> tuple[Item, ...]:
        """The items of the stretch."""
        return self.sentence.items[self.first : self.last]

    def figure(self, index: int) -> Figure:
        """The figure that an item is."""
        meaning = self.sentence.items[index].meaning
        assert isinstance(meaning, Figure)
        return meaning

    def id(self, index: int) -> str:
        """Id of the name that an item is."""
        known = self.spoken.drugs.get(index)
        if known is not None:
            return known
        meaning = self.sentence.items[index].meaning
        assert isinstance(meaning, Name)
        return meaning.id

    def dates(self) -> list[tuple[int, Dated]]:
        """Dates with their items."""
        if self._dates is None:
            items = self.sentence.items
            self._dates = [
                (index, meaning)
                for index in self.labelled("date")
                if isinstance(meaning := items[index].meaning, Dated)
            ]
        return self._dates

    def capital(self, index: int) -> bool:
        """Whether an item is a place, or an unrecognised word with a capital letter."""
        if self.label(index) not in (None, "place") or not self.first <= index < self.last:
            return False
        return self.spoken.text[self.sentence.items[index].start].isupper()
