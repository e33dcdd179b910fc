"""A sentence as patterns see it: its dates, names and figures as single items among the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from karaula.evidence import Document, Passage
from karaula.extract.groups import Remembered, tells_of_crime, with_groups
from karaula.extract.kept import lazily
from karaula.extract.sentences.dates import Dated, dates
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.figures import Figure, Figures
from karaula.extract.sentences.goods import with_goods
from karaula.extract.sentences.lexicon import Lexicon, Name, keys_of
from karaula.extract.sentences.numbers import Separator, decimal_separator
from karaula.extract.sentences.places import Places
from karaula.extract.sentences.speakers import without_speakers
from karaula.extract.sentences.tokens import Token, sentences, tokens

Meaning = Figure | Dated | Name

FIGURE_LABELS = ("number", "count", "percent", "money", "amount", "pieces", "rank", "multiple")
OTHER_LABELS = (
    "date", "area", "adjective", "region", "region_adjective", "substance", "indicator", "index",
    "thing", "market", "role", "route", "body", "group", "place", "goods",
)  # fmt: skip

# Each label is one private-use sign, so that a pattern matches an item as if it were a letter.
SIGN_OF = {label: chr(0xE000 + number) for number, label in enumerate(FIGURE_LABELS)} | {
    label: chr(0xE040 + number) for number, label in enumerate(OTHER_LABELS)
}
FIGURE_SIGNS = "".join(SIGN_OF[label] for label in FIGURE_LABELS)
# Digits are sought before it is asked what stands before them, which is found sooner.
_PARTED = re.compile(r"\d(?<!\d\d)\d*+(?:[.,]\d++)+")


class Item(NamedTuple):
    """One item of a sentence: a word or sign, or something that was recognised."""

    start: int
    end: int
    meaning: Meaning | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its items and their one-line form.

    ``words`` are the items as ``line`` has them, which joins them with single blanks: words in
    lower case, recognised items as one sign of :data:`SIGN_OF`. ``offsets[i]`` is where item
    ``i`` begins in ``line``. ``encoded`` is the line in UTF-8, as patterns are run on it.
    ``signs`` are the signs in it, ``said`` its words and signs, ``recognised`` the items with a
    meaning, ``marked`` the same behind their indexes, ``tokens`` what the items are made of,
    ``keys`` what names in those are found by.
    """

    passage: Passage
    start: int
    end: int
    items: tuple[Item, ...]
    words: tuple[str, ...]
    line: str
    offsets: tuple[int, ...]
    encoded: bytes
    signs: frozenset[str]
    said: frozenset[str]
    recognised: tuple[Item, ...]
    marked: tuple[tuple[int, Item], ...]
    tokens: list[Token]
    keys: list[str]

    def named(self, *labels: str) -> list[Item]:
        """Items with one of these labels, in order."""
        return [item for item in self.recognised if item.label in labels]


def document_sentences(
    document: Document,
    lexicon: Lexicon,
    places: Places,
    figures: Figures,
    decimal: Separator | None,
) -> Iterator[Sentence]:
    """Sentences of all passages that are read for claims; tables have their own reader."""
    groups = Remembered()
    for passage in document.passages:
        if passage.set_aside is None and passage.kind not in ("table", "heading"):
            yield from passage_sentences(
                document, passage, lexicon, places, figures, decimal, groups
            )


def headline_sentences(
    document: Document,
    lexicon: Lexicon,
    places: Places,
    figures: Figures,
    decimal: Separator | None,
) -> Iterator[Sentence]:
    """The headings above a text as short as news, which tell of it in a line. Those of reports name
    what is told below and are not read."""
    if len(document.text) > _NEWS:
        return
    for passage in document.passages[:_HEADLINES]:
        if passage.kind != "heading" or passage.set_aside is not None:
            return
        yield from passage_sentences(
            document, passage, lexicon, places, figures, decimal, Remembered()
        )


_NEWS = 8_000
"""Characters of a text of news at most."""
_HEADLINES = 3


def document_decimal(document: Document) -> Separator | None:
    """The sign before decimals that the document's numbers agree on."""
    return decimal_separator(
        number
        for passage in document.passages
        if passage.set_aside is None and passage.kind != "footnote"
        for number in _parted(document.text, passage.start, passage.end)
    )


def _parted(text: str, start: int, end: int) -> list[str]:
    """Numbers with a sign between their digits, which alone decide anything."""
    found = list(_PARTED.finditer(text, start, end))
    # Behind a blank digits are a number; elsewhere they may belong to a link or a symbol.
    if "<" not in text[start:end] and all(
        match.start() == start or text[match.start() - 1] in " \n\t(" for match in found
    ):
        return [match.group() for match in found]
    return [token.text for token in tokens(text, start, end) if token.kind == "number"]


def passage_sentences(
    document: Document,
    passage: Passage,
    lexicon: Lexicon,
    places: Places,
    figures: Figures,
    decimal: Separator | None,
    groups: Remembered,
) -> Iterator[Sentence]:
    """Sentences of one passage, without its bibliographic ones ("Source: …"). ``groups`` are those
    that the document has named so far."""
    text = document.text
    read: list[tuple[int, int, list[Token], list[str], list[Name]]] = []
    for start, end in sentences(text, passage.start, passage.end):
        if not text[start : start + 12].lower().startswith(ENGLISH.source_lines):
            sentence = tokens(text, start, end)
            keys = keys_of(sentence)
            named = with_goods(sentence, without_speakers(sentence, lexicon.match(sentence, keys)))
            read.append((start, end, sentence, keys, named))

    @lazily
    def spoken() -> tuple[set[str], ...]:
        """Areas that the passage, its headings and the title name."""
        headings = (*reversed(passage.section), document.source.title or "")
        heard = (lexicon.match(tokens(each, 0, len(each))) for each in headings)
        within = (name for *_, names in read for name in names)
        return tuple(places.spoken(names) for names in (within, *heard))

    @lazily
    def about_crime() -> bool:
        """Whether the passage or one of its headings speaks of crime."""
        return any(tells_of_crime(sentence, names) for *_, sentence, _, names in read) or any(
            tells_of_crime(heading, lexicon.match(heading))
            for each in (*passage.section, document.source.title or "")
            for heading in [tokens(each, 0, len(each))]
        )

    groups.enter(about_crime)
    for start, end, sentence, keys, known in read:
        names = with_groups(sentence, places.find(sentence, keys, known, spoken), groups)
        yield _read(passage, start, end, sentence, keys, names, figures, decimal)


def _read(
    passage: Passage,
    start: int,
    end: int,
    sentence: list[Token],
    keys: list[str],
    names: list[Name],
    figures: Figures,
    decimal: Separator | None,
) -> Sentence:
    """Dates first, then names, then figures."""
    meanings: list[tuple[int, int, str, Meaning]] = []
    taken: set[int] = set()
    for dated in dates(sentence):
        meanings.append((dated.first, dated.last, "date", dated))
        taken.update(range(dated.first, dated.last + 1))
    for name in names:
        if taken.isdisjoint(range(name.first, name.last + 1)):
            meanings.append((name.first, name.last, name.label, name))
            taken.update(range(name.first, name.last + 1))
    meanings.extend(
        (figure.first, figure.last, figure.kind, figure)
        for figure in figures.read(sentence, taken, decimal, keys)
        if taken.isdisjoint(range(figure.first, figure.last + 1))
    )
    return _assemble(passage, start, end, sentence, keys, meanings)


def _assemble(
    passage: Passage,
    start: int,
    end: int,
    sentence: list[Token],
    keys: list[str],
    meanings: list[tuple[int, int, str, Meaning]],
) -> Sentence:
    new = tuple.__new__  # half the time, as of tokens
    items = [new(Item, (begin, ended, None, None)) for _, _, begin, ended in sentence]
    words = ["|" if kind == "opaque" else text.lower() for kind, text, _, _ in sentence]
    marked: list[tuple[int, Item]] = []
    fewer = 0
    for first, last, label, meaning in sorted(meanings, key=itemgetter(0)):
        index, item = first - fewer, Item(sentence[first].start, sentence[last].end, meaning, label)
        items[index : last + 1 - fewer] = [item]
        words[index : last + 1 - fewer] = [SIGN_OF[label]]
        marked.append((index, item))
        fewer += last - first
    recognised = tuple(item for _, item in marked)
    line = " ".join(words) + " " if words else ""
    return Sentence(
        passage,
        start,
        end,
        items=tuple(items),
        words=tuple(words),
        line=line,
        offsets=_starts(words),
        # A text may hold half of a surrogate pair, which UTF-8 has no place for.
        encoded=line.encode("utf-8", "surrogatepass"),
        signs=frozenset(SIGN_OF[item.label] for item in recognised if item.label),
        said=frozenset(words),
        recognised=recognised,
        marked=tuple(marked),
        tokens=sentence,
        keys=keys,
    )


def _starts(words: list[str]) -> tuple[int, ...]:
    """Where words begin that stand one blank apart."""
    return tuple(accumulate([len(word) + 1 for word in words], initial=0))[:-1]
