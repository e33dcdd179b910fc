"""Patterns on a sentence: what matched, which items it took, and how its slots are filled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from karaula.extract.context import slug
from karaula.extract.patterns import Finder, Pattern
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Item, Sentence

NAMED = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")
"""``{name}`` or ``{name|otherwise}`` in what a pattern says."""
_BLANK = ord(" ")


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found in a sentence: the items of each named part, from first to last item."""

    pattern: Pattern
    parts: dict[str, tuple[int, int]]
    """First and last item of each part."""
    first: int
    last: int

    def items(self, sentence: Sentence, name: str) -> list[Item]:
        """Recognised items of a part, in order."""
        if name not in self.parts:
            return []
        first, last = self.parts[name]
        return [item for item in sentence.items[first : last + 1] if item.label is not None]


def matches(finder: Finder, sentence: Sentence) -> Iterator[Match]:
    """All places in a sentence where a pattern fits, from left to right."""
    position = 0
    while True:
        # Bytes, because RE2 would encode a string anew for each search.
        match = finder.expression.search(sentence.encoded, position)
        if match is None:
            return
        parts = {
            name: (_item_at(sentence, begin), _item_at(sentence, end - 1))
            for name, group in finder.parts
            for begin, end in (match.span(group),)
            if begin < end
        }
        begin, end = match.span()
        first = begin + (1 if sentence.encoded[begin] == _BLANK else 0)
        yield Match(finder.pattern, parts, _item_at(sentence, first), _item_at(sentence, end - 1))
        # The next match may begin at the blank before the item after this one's end.
        position = max(begin + 1, end - 1)


def part_text(sentence: Sentence, match: Match, name: str) -> str | None:
    """A part as text for a slot: the id of a name, the value of a date, else a short slug."""
    if name not in match.parts:
        return None
    first, last = match.parts[name]
    meaning = sentence.items[first].meaning
    if first == last and isinstance(meaning, Name):
        return meaning.id
    if first == last and isinstance(meaning, Dated):
        return meaning.value
    signs = set(SIGN_OF.values())
    words = sentence.line[sentence.offsets[first] :].split(" ")[: last - first + 1]
    return slug(" ".join(word for word in words if word not in signs))


def _item_at(sentence: Sentence, mark: int) -> int:
    """The item at an offset of the encoded line, in which a blank stands behind each."""
    return sentence.encoded.count(b" ", 0, mark)
