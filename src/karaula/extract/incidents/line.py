"""A stretch of a sentence as a line of words and signs, for the expressions that read events."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from re import Match, Pattern

from karaula.extract.dates import Dated
from karaula.extract.figures import Figure
from karaula.extract.lexicon import Name
from karaula.extract.sentence import Item, Sentence
from karaula.extract.spans import SpanReader
from karaula.extract.tokens import tokens

# Words are in lower case, so a capital letter is free to stand for what was recognised.
SIGNS = {
    "number": "N", "count": "N", "amount": "A", "pieces": "P", "money": "M", "percent": "C",
    "rank": "R", "multiple": "X", "date": "D", "area": "L", "region": "G", "adjective": "J",
    "region_adjective": "J", "substance": "S", "body": "B",
}  # fmt: skip
_FIGURES = frozenset(("number", "count", "amount", "pieces", "money"))
_LONG = 60
"""Characters of an opaque stretch that is still read."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence as its lines need it: each item in words and signs, what is a drug under a name
    that claims do not have, and the spans of the recognisers by their first and last item."""

    text: str
    """Text of the document."""
    sentence: Sentence
    words: tuple[str, ...]
    drugs: dict[int, str]
    spans: tuple[tuple[str, int, int], ...]

    def line(self) -> "Line":
        """The whole sentence."""
        return Line(self, 0, len(self.words))


def spoken(text: str, sentence: Sentence, reader: SpanReader) -> Spoken:
    """A sentence with the spans that the recognisers find in it."""
    words = [_words(text, sentence, index) for index in range(len(sentence.items))]
    starts = [item.start for item in sentence.items]
    spans: list[tuple[str, int, int]] = []
    drugs: dict[int, str] = {}
    for found in reader.recognisers.find_in(text, sentence.tokens):
        first = bisect_right(starts, found.start) - 1
        last = bisect_right(starts, found.end - 1) - 1
        spans.append((found.label, first, last))
        if found.label == "DRUG" and not any(
            item.label == "substance" for item in sentence.items[first : last + 1]
        ):
            substance = reader.substance(text[found.start : found.end])
            named = [index for index in range(first, last + 1) if words[index].isalpha()]
            if substance is not None and named and sentence.items[named[0]].label is None:
                drugs[named[0]], words[named[0]] = substance, SIGNS["substance"]
    return Spoken(text, sentence, tuple(words), drugs, tuple(spans))


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


@dataclass(slots=True)
class Line:
    """Items ``first`` to ``last`` (exclusive) of a sentence."""

    spoken: Spoken
    first: int
    last: int
    signs: str = field(init=False)
    """The line: words and signs, a blank before and behind each."""
    _offsets: list[int] | None = field(init=False, default=None)
    _dates: list[tuple[int, Dated]] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.signs = f" {' '.join(self.spoken.words[self.first : self.last])} "

    def part(self, first: int, last: int) -> "Line":
        """A stretch of the line's sentence."""
        return Line(self.spoken, first, last)

    @property
    def sentence(self) -> Sentence:
        """The sentence that the line is of."""
        return self.spoken.sentence

    def item(self, offset: int) -> int:
        """Item that stands at an offset of the line."""
        if self._offsets is None:
            lengths = (len(word) + 1 for word in self.spoken.words[self.first : self.last])
            self._offsets = list(accumulate(lengths, initial=1))[:-1]
        return self.first + max(0, bisect_right(self._offsets, offset) - 1)

    def find(self, pattern: Pattern[str]) -> Iterator[tuple[Match[str], int, int]]:
        """Matches of an expression, with their first and last item."""
        for match in pattern.finditer(self.signs):
            yield match, self.item(match.start()), self.item(match.end() - 1)

    def has(self, pattern: Pattern[str]) -> bool:
        """Whether an expression fits anywhere."""
        return pattern.search(self.signs) is not None

    def word(self, index: int) -> str:
        """Item as one word or sign; nothing outside the stretch."""
        return self.spoken.words[index] if self.first <= index < self.last else ""

    def label(self, index: int) -> str | None:
        """Label of an item; nothing outside the stretch."""
        if not self.first <= index < self.last:
            return None
        return "substance" if index in self.spoken.drugs else self.sentence.items[index].label

    def spans(self, *labels: str) -> Iterator[tuple[int, int]]:
        """First and last item of the recognisers' spans of these labels."""
        for label, first, last in self.spoken.spans:
            if label in labels and self.first <= first and last < self.last:
                yield first, last

    def written(self, first: int, last: int) -> str:
        """The words of items as they stand, blanks folded."""
        items = self.sentence.items
        return " ".join(self.spoken.text[items[first].start : items[last].end].split())

    def figures(self) -> Iterator[int]:
        """Items that are numbers, amounts or sums."""
        for index, item in enumerate(self.items(), self.first):
            if item.label in _FIGURES:
                yield index

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
            self._dates = [
                (index, item.meaning)
                for index, item in enumerate(self.items(), self.first)
                if isinstance(item.meaning, Dated)
            ]
        return self._dates

    def capital(self, index: int) -> bool:
        """Whether an item is a port, or an unrecognised word with a capital letter."""
        if self.label(index) not in (None, "port") or not self.first <= index < self.last:
            return False
        return self.spoken.text[self.sentence.items[index].start].isupper()
