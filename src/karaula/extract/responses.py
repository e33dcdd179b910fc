"""Strategies, agreements, bodies and projects against organised crime, under their names.

A name is found in three ways: capitals around a word such as "Strategy" or "Convention"
(``responses.yml``); a pattern of ``patterns/response.yml`` for names without capitals, whose
``{name}`` are the words as they stand; and a regional body or initiative of the vocabulary where
the sentence speaks of it as common work. Titles that footnotes cite are no responses.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from karaula.evidence import Claim, Response
from karaula.extract.actors import Actors
from karaula.extract.dates import Dated
from karaula.extract.frame import Reading, claim_at
from karaula.extract.lexicon import Name
from karaula.extract.matching import matches
from karaula.extract.sentence import SIGN_OF, Sentence

WORDS = Path(__file__).with_name("responses.yml")

_AREAS = ("area", "region", "adjective", "region_adjective")
_COMMON = ("initiative", "platform", "network")
_REGIONAL = frozenset(("SEE", "WB"))
_LONGEST = 24
"""Items that a name may have."""
_OPEN, _CLOSE = '“„«"', '”“»"'


@dataclass(frozen=True, slots=True)
class _Words:
    heads: dict[tuple[str, ...], str]
    first_of_heads: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]
    says: frozenset[str]
    shared_work: frozenset[str]
    behind: frozenset[str]
    set_up: frozenset[str]
    placed: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    read: dict[str, Any] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    heads = {tuple(word.split()): kind for kind, words in read["heads"].items() for word in words}
    return _Words(
        heads=heads,
        first_of_heads=frozenset(words[0] for words in heads),
        **{
            name: frozenset(read[name])
            for name in (
                "links",
                "openers",
                "says",
                "shared_work",
                "behind",
                "set_up",
                "placed",
            )
        },
    )


class Responses:
    """Extractor of responses."""

    def __init__(self, version: int = 1) -> None:
        self.method = f"text:response@{version}"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Claims in the order of the sentences, one for a name in a sentence."""
        document = reading.document
        context = reading.context()
        actors = Actors(reading.vocabulary, reading.lexicon, document.source.title or "")
        for sentence in reading.sentences:
            place = _Place(reading, sentence, context.section(sentence), actors)
            taken: set[int] = set()
            for found in self._found(place):
                if taken.isdisjoint(range(found.first, found.last + 1)):
                    aliases, end = place.aliases(found.last)
                    taken.update(range(found.first, end + 1))
                    yield self._claim(place, found, aliases, end)

    @staticmethod
    def _found(place: "_Place") -> Iterator["_Found"]:
        for finder in place.reading.finders.fitting("response", place.sentence):
            for match in matches(finder, place.sentence):
                first, last = match.parts.get("name", (match.first, match.last))
                while place.word(first) in ("the", "a", "an"):
                    first += 1
                if not place.cited(first):
                    owner = match.parts.get("owner")
                    kind, confidence = match.pattern.says.get("type"), match.pattern.confidence
                    yield _Found(first, last, kind, confidence, owner[0] if owner else None)
        for first, last, kind in (*place.capitals(), *place.bodies()):
            yield _Found(first, last, kind, 0.85, None)

    def _claim(self, place: "_Place", found: "_Found", aliases: list[str], end: int) -> Claim:
        first, last = found.first, found.last
        owner = found.owner
        return claim_at(
            place.reading.document,
            place.sentence,
            (first, end),
            Response(
                name=place.name(first, last),
                type=found.kind,
                area=tuple(place.areas(first, last, found.kind)),
                period=place.period(first, end),
                body=place.text(owner, owner) if owner is not None else place.behind(end),
                pillar=tuple(place.pillars(first, last)),
                aliases=tuple(aliases),
            ),
            method=self.method,
            confidence=found.confidence,
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """A name of a response: its items, its type, and the body that a pattern names for it."""

    first: int
    last: int
    kind: str | None
    confidence: float
    owner: int | None


@dataclass(slots=True)
class _Place:
    """A sentence in its document, with what fills the slots of a response in it."""

    reading: Reading
    sentence: Sentence
    section: str | None
    actors: Actors
    spoken: list[str] = field(init=False)
    """The items in lower case, blanks folded."""
    said: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        text = self.reading.document.text
        self.spoken = [
            word if item.label is None else " ".join(text[item.start : item.end].lower().split())
            for item, word in zip(self.sentence.items, self.sentence.words, strict=True)
        ]
        self.said = frozenset(self.spoken)

    def text(self, first: int, last: int) -> str:
        """Words of items as they stand, blanks folded."""
        items = self.sentence.items
        return " ".join(self.reading.document.text[items[first].start : items[last].end].split())

    def name(self, first: int, last: int) -> str:
        """Words of a name, without a bracket that the name does not close ("(e.g. Albania")."""
        brackets = [i for i in range(first + 1, last + 1) if self.word(i) in ("(", ")")]
        unclosed = bool(brackets) and self.word(brackets[-1]) == "("
        return self.text(first, brackets[-1] - 1 if unclosed else last)

    def word(self, index: int) -> str:
        """An item in lower case."""
        return self.spoken[index] if 0 <= index < len(self.spoken) else ""

    def capital(self, index: int) -> bool:
        """True for an item that begins with a capital letter."""
        if not 0 <= index < len(self.sentence.items):
            return False
        return self.reading.document.text[self.sentence.items[index].start].isupper()

    def capitals(self) -> Iterator[tuple[int, int, str]]:
        """Names in capitals around a head word: first and last item, type."""
        words = _words()
        if not self._says():
            return
        at = 0
        while at < len(self.sentence.items):
            size, kind = self._head(at)
            if kind is None or self.sentence.items[at].label == "body":
                at += 1
                continue
            first = self._start(at)
            last = self._end(at + size - 1)
            while first < at and self.word(first) in words.openers:
                first += 1
            # Two capitals at the least: "Strategy" alone names nothing.
            named = sum(self.capital(index) for index in range(first, last + 1)) >= 2
            own = any(self.capital(index) for index in range(first, at)) or last > at + size
            if named and own and not self.cited(first) and not self._listed(first, last):
                yield first, last, self._type(first, last) or kind
            at = max(at + size, last + 1)

    def _head(self, at: int) -> tuple[int, str | None]:
        """Length and type of the head word at an item."""
        if self.word(at) not in _words().first_of_heads:
            return 1, None
        for size in (3, 2, 1):
            words = tuple(self.word(at + step) for step in range(size))
            kind = _words().heads.get(words)
            if kind is not None:
                return size, kind
        return 1, None

    def _type(self, first: int, last: int) -> str | None:
        """Type by the last head word before what the response is for or against."""
        kind = None
        for index in range(first, last + 1):
            found = self._head(index)[1]
            if kind is not None and found is None:
                break
            kind = found or kind
        return kind

    def _start(self, at: int) -> int:
        inner = _words().links - {"and", "the", "to", "from", "with", "in"}
        first = step = at
        while step - 1 >= 0 and at - step < _LONGEST:
            step -= 1
            if self.capital(step):
                first = step
            elif self.word(step) not in inner:
                break
        # "The Migration, Asylum, Refugees Regional Initiative".
        begin = first
        while (
            self.word(begin - 1) == ","
            and self.capital(begin - 2)
            and self.sentence.items[begin - 2].label is None
        ):
            begin -= 2
        return begin if self.word(begin - 1) == "the" else first

    def _end(self, at: int) -> int:
        last = step = at
        while step + 1 < len(self.sentence.items) and step - at < _LONGEST:
            step += 1
            head = self._head(step)[1] is not None
            if (self.capital(step) and not head) or (head and step == last + 1):
                last = step
            elif self.word(step) == "-" and self._joined(step):
                last = step = step + 1
            elif self.word(step) not in _words().links or (
                self.word(step) == "and" and not self.capital(step + 1)
            ):
                break
        return last

    def _joined(self, dash: int) -> bool:
        """A dash inside a word: "High-impact"."""
        items = self.sentence.items
        if not 0 < dash < len(items) - 1:
            return False
        return items[dash - 1].end == items[dash].start and items[dash].end == items[dash + 1].start

    def _listed(self, first: int, last: int) -> bool:
        """True for a title in italics or quotation marks, and for a name in a list of names."""
        before = self.word(first - 1)
        return before in ("*", "_") or self.word(last + 1) in ("*", "_")

    def bodies(self) -> Iterator[tuple[int, int, str]]:
        """Regional bodies and initiatives that the sentence speaks of as common work."""
        if SIGN_OF["body"] not in self.sentence.signs:
            return
        shared = not self.said.isdisjoint(_words().shared_work) and self._says()
        for index, item in enumerate(self.sentence.items):
            if item.label != "body" or not isinstance(item.meaning, Name) or self.cited(index):
                continue
            body = self.reading.vocabulary.bodies[item.meaning.id]
            regional = not _REGIONAL.isdisjoint(body.area) and body.type != "publisher"
            before = {self.word(step) for step in range(max(0, index - 3), index)}
            set_up = not before.isdisjoint(_words().set_up) and "by" not in before
            if set_up or (shared and (regional or body.type in _COMMON)):
                yield index, index, self._body_type(index)

    def _body_type(self, index: int) -> str:
        """Type of a body by its name: "… in the Western Balkans project" is a project."""
        heads = (_words().heads.get((word,)) for word in self.word(index).split())
        return next((kind for kind in heads if kind is not None), "institution")

    def _says(self) -> bool:
        return not self.said.isdisjoint(_words().says)

    def cited(self, at: int) -> bool:
        """True inside a title that a footnote quotes, and for the author of one."""
        if self.sentence.passage.kind != "footnote":
            return False
        text = self.reading.document.text
        before = text[self.sentence.passage.start : self.sentence.items[at].start]
        opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
        return opened or before.count("*") % 2 == 1 or self.word(at + 1) == ","

    def areas(self, first: int, last: int, kind: str | None) -> list[str]:
        """Areas in the words; else those of the body; else what the text is about."""
        found = [
            item.meaning.id
            for item in self.sentence.items[first : last + 1]
            if item.label in _AREAS and isinstance(item.meaning, Name)
        ]
        if not found:
            found = [
                area
                for item in self.sentence.items[first : last + 1]
                if item.label == "body" and isinstance(item.meaning, Name)
                for area in self.reading.vocabulary.bodies[item.meaning.id].area
            ]
        placed = kind in _words().placed
        if not found and placed:
            named = {
                item.meaning.id
                for item in self.sentence.items
                if item.label == "area" and isinstance(item.meaning, Name)
            }
            found = list(named) if len(named) == 1 else []
        if not found and placed and self.section is not None:
            found = [self.section]
        if not found and placed and " the region " in self.sentence.line:
            region = self.actors.region(self.sentence)
            found = [region] if region else []
        return list(dict.fromkeys(found))

    def period(self, first: int, last: int) -> str | None:
        """A date in the words or right behind them ("Strategy 2021-2025", "for the period")."""
        for item in self.sentence.items[first : last + 6]:
            if isinstance(item.meaning, Dated):
                return item.meaning.value
            if self.reading.document.text[item.start : item.end] in (".", ";", ","):
                return None
        return None

    def behind(self, last: int) -> str | None:
        """Bodies that the sentence says stand behind the response: "supported by Europol"."""
        found: dict[str, str] = {}
        for index in range(last + 1, len(self.sentence.items)):
            item = self.sentence.items[index]
            if item.label == "body" and isinstance(item.meaning, Name) and self._brought(index):
                found.setdefault(item.meaning.id, self.text(index, index))
        return ", ".join(found.values()) or None

    def _brought(self, index: int) -> bool:
        step = index - 1
        while step >= 0 and (
            self.word(step) in ("the", "and", ",", "(", ")", "support", "cooperation", "in")
            or self.sentence.items[step].label == "body"
            or self.word(step).isupper()
        ):
            step -= 1
        return self.word(step) in _words().behind

    def pillars(self, first: int, last: int) -> list[str]:
        """Pillars of the section's headings, else those of the body."""
        for heading in reversed(self.sentence.passage.section):
            words = heading.split()
            found = [key for key in self.reading.vocabulary.pillars if key.upper() in words]
            if found:
                return found
        return [
            pillar
            for item in self.sentence.items[first : last + 1]
            if item.label == "body" and isinstance(item.meaning, Name)
            for pillar in self.reading.vocabulary.bodies[item.meaning.id].pillar
        ]

    def aliases(self, last: int) -> tuple[list[str], int]:
        """Short names behind a name, in brackets or quotation marks, and their last item."""
        step = last + 1
        if self.word(step) == "(" and self.word(step + 2) == ")":
            alias = self.text(step + 1, step + 1)
            if alias[:1].isupper():
                return [alias], step + 2
        if self.word(step).isalpha() and self.word(step + 1) == ",":
            step += 1
        begin = step
        while self.word(step) in (",", "also", "known", "as", "the", "called", "("):
            step += 1
        if step > begin and self.word(step) in _OPEN:
            ends = range(step + 1, min(step + 8, len(self.sentence.items)))
            end = next((index for index in ends if self.word(index) in _CLOSE), None)
            if end is not None and end > step + 1:
                return [self.text(step + 1, end - 1)], end
        return [], last
