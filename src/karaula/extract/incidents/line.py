"""A stretch of a sentence as a line of words and signs, for the expressions that read events."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from re import Match, Pattern

from karaula.extract.dates import Dated
from karaula.extract.figures import Figure
from karaula.extract.lexicon import Name
from karaula.extract.sentence import Item, Sentence
from karaula.extract.tokens import tokens

# Words are in lower case, so a capital letter is free to stand for what was recognised.
SIGNS = {
    "number": "N", "count": "N", "amount": "A", "pieces": "P", "money": "M", "percent": "C",
    "rank": "R", "multiple": "X", "date": "D", "area": "L", "region": "G", "adjective": "J",
    "region_adjective": "J", "substance": "S", "body": "B",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """Items ``first`` to ``last`` (exclusive) of a sentence."""

    text: str
    """Text of the document."""
    sentence: Sentence
    first: int
    last: int

    @cached_property
    def _parts(self) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
        words: list[str] = []
        offsets: list[int] = []
        owners: list[int] = []
        at = 1
        spoken = self.sentence.words
        for index in range(self.first, self.last):
            item = self.sentence.items[index]
            plain = item.label is None and spoken[index] != "|"
            for word in [spoken[index]] if plain else self._words(item):
                words.append(word)
                offsets.append(at)
                owners.append(index)
                at += len(word) + 1
        return " " + " ".join(words) + " ", tuple(offsets), tuple(owners)

    def _words(self, item: Item) -> list[str]:
        sign = SIGNS.get(item.label or "")
        if sign is not None:
            return [sign]
        if item.label is None:
            return ["|" if item.end - item.start > 60 else self.text[item.start : item.end].lower()]
        return [token.text.lower() for token in tokens(self.text, item.start, item.end)]

    @property
    def signs(self) -> str:
        """The line: words and signs, a blank before and behind each."""
        return self._parts[0]

    def item(self, offset: int) -> int:
        """Item that stands at an offset of the line."""
        _, offsets, owners = self._parts
        return owners[max(0, bisect_right(offsets, offset) - 1)]

    def find(self, pattern: Pattern[str]) -> Iterator[tuple[Match[str], int, int]]:
        """Matches of an expression, with their first and last item."""
        for match in pattern.finditer(self.signs):
            yield match, self.item(match.start()), self.item(match.end() - 1)

    def has(self, pattern: Pattern[str]) -> bool:
        """Whether an expression fits anywhere."""
        return pattern.search(self.signs) is not None

    def word(self, index: int) -> str:
        """Item as one word or sign; nothing outside the stretch."""
        if not self.first <= index < self.last:
            return ""
        return " ".join(self._words(self.sentence.items[index]))

    def label(self, index: int) -> str | None:
        """Label of an item; nothing outside the stretch."""
        return self.sentence.items[index].label if self.first <= index < self.last else None

    def written(self, first: int, last: int) -> str:
        """The words of items as they stand, blanks folded."""
        items = self.sentence.items
        return " ".join(self.text[items[first].start : items[last].end].split())

    def figure(self, index: int) -> Figure:
        """The figure that an item is."""
        meaning = self.sentence.items[index].meaning
        assert isinstance(meaning, Figure)
        return meaning

    def id(self, index: int) -> str:
        """Id of the name that an item is."""
        meaning = self.sentence.items[index].meaning
        assert isinstance(meaning, Name)
        return meaning.id

    def dates(self) -> Iterator[tuple[int, Dated]]:
        """Dates with their items."""
        for index in range(self.first, self.last):
            meaning = self.sentence.items[index].meaning
            if isinstance(meaning, Dated):
                yield index, meaning

    def capital(self, index: int) -> bool:
        """Whether an item is a port, or an unrecognised word with a capital letter."""
        if not self.first <= index < self.last or self.label(index) not in (None, "port"):
            return False
        return self.text[self.sentence.items[index].start].isupper()
