"""Names and amounts in short texts: drugs, quantities, places, organisations, facilities, hides.

The recognisers (:mod:`karaula.extract.recognisers`) say where a span stands; this module reads
what it means against the vocabulary.
"""

import json
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

from karaula.extract.recognisers import Recognisers
from karaula.extract.sentences.figures import Figures
from karaula.extract.sentences.lexicon import Lexicon, Name, lexicon
from karaula.extract.sentences.tokens import tokens, word_key
from karaula.vocabulary import Vocabulary, load

LABELS = ("DRUG", "QUANTITY", "GPE", "ORG", "FAC", "CONCEAL")
HIDES = ("vehicle", "vessel", "part", "luggage", "cargo", "body", "building")
"""Kinds of hiding place: the word lists of ``recognisers/concealment.yml``."""
_MAX_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` with its label and its meaning.

    ``value`` is a substance's id (DRUG), ``{"number", "number_max", "unit"}`` in the base unit
    (QUANTITY: kg, litre, tablet …; ``count`` where no unit stands), the id of a country or region
    (GPE), of a body (ORG) or of a port (FAC), or one of :data:`HIDES` (CONCEAL). It is empty where
    the vocabulary does not know.
    """

    start: int
    end: int
    label: str
    text: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Told:
    """A line that could not be used: its number from 1, and why."""

    line: int
    reason: str


def spans(text: str, vocabulary: Vocabulary | None = None) -> list[Span]:
    """Spans of a text in order, none overlapping; ``text[span.start:span.end] == span.text``.

    For many texts with a vocabulary of one's own, make one :class:`SpanReader`.
    """
    reader = _packaged() if vocabulary is None else SpanReader(vocabulary)
    return reader.read(text)


@cache
def _packaged() -> "SpanReader":
    return SpanReader(load())


def read_lines(
    lines: Iterable[str | bytes], reader: "SpanReader"
) -> Iterator[dict[str, Any] | Told]:
    """For each line ``{"id", "text"}`` its ``{"id", "spans"}``; a broken line is told instead."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line)
        except UnicodeDecodeError:
            yield Told(number, "it is not UTF-8")
            continue
        except (ValueError, RecursionError) as error:
            yield Told(number, f"it is no JSON: {str(error).splitlines()[0]}")
            continue
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            yield Told(number, 'it is no object with an "id" and a "text"')
            continue
        found = [asdict(span) for span in reader.read(entry["text"])]
        yield {"id": entry.get("id"), "spans": found}


class SpanReader:
    """Finds spans and reads their meaning, with one vocabulary.

    ``folders`` hold further recogniser files; their faults raise ``RecogniserError``.
    """

    def __init__(self, vocabulary: Vocabulary, folders: Sequence[Path] = ()) -> None:
        self.recognisers = Recognisers(vocabulary, folders)
        self.names = lexicon(vocabulary)
        self.figures = Figures(vocabulary)
        self._open: set[str] = set()
        """Words that were met and hide nothing."""
        self._slang = Lexicon()
        for key, substance in vocabulary.substances.items():
            self._slang.add("substance", key, substance.ambiguous, capital=False)
        self._bodies = Lexicon()
        for key, body in vocabulary.bodies.items():
            self._bodies.add("body", key, (body.name, *body.names, *body.local), capital=True)
        self._ports = Lexicon()
        for key, port in vocabulary.ports.items():
            named = (port.name, *port.names, *port.local)
            self._ports.add("port", key, named, capital=True)
        for names in (self._slang, self._bodies, self._ports):
            names.settle()
        self._gazetteer = vocabulary.gazetteer
        self._areas = {key: port.area for key, port in vocabulary.ports.items()}

    def read(self, text: str) -> list[Span]:
        """Spans of a text in order, none overlapping."""
        return [
            Span(found.start, found.end, found.label, words, self._value(found.label, words))
            for found in self.recognisers.find(text)
            for words in (text[found.start : found.end],)
        ]

    def may_hide(self, words: Set[str]) -> bool:
        """Whether one of these words may be a drug that the names of claims do not have: slang, or
        a name that is misspelt."""
        return any(map(self._hides, words - self._open))

    def _hides(self, word: str) -> bool:
        said = tokens(word, 0, len(word))
        hides = len(said) == 1 and (
            word_key(word) in self._slang.first or self.recognisers.meant(said[0]) is not None
        )
        if not hides:
            if len(self._open) >= _MAX_KEPT:
                self._open.clear()
            self._open.add(word)
        return hides

    def substance(self, words: str) -> str | None:
        """Id of the substance that the words of a drug's span mean."""
        for names in (self.names, self._slang):
            named = _first(self._match(names, words, "substance"))
            if named is not None:
                return named
        meant = map(self.recognisers.meant, tokens(words, 0, len(words)))
        spelt = next((name for name in meant if name is not None), None)
        return _first(self._match(self.names, spelt, "substance")) if spelt else None

    def _value(self, label: str, words: str) -> Any:
        """What the words of a span mean, or nothing."""
        if label == "DRUG":
            return self.substance(words)
        if label == "GPE":
            names = self._match(self.names, words, "area", "region")
            port = _first(self._match(self._ports, words, "port"))
            return _first(names) or self._areas.get(port or "") or self._lies_in(words)
        if label == "ORG":
            return _first(self._match(self._bodies, words, "body"))
        if label == "FAC":
            return _first(self._match(self._ports, words, "port"))
        if label == "QUANTITY":
            return self._quantity(words)
        return self.recognisers.kind(words, HIDES)

    @staticmethod
    def _match(names: Lexicon, words: str, *labels: str) -> list[Name]:
        sentence = tokens(words, 0, len(words))
        return [name for name in names.match(sentence) if name.label in labels]

    def _lies_in(self, town: str) -> str | None:
        """Area of a town, where all towns of its name lie in one."""
        areas = {place.area for place in self._gazetteer.named(town)}
        return areas.pop() if len(areas) == 1 else None

    def _quantity(self, words: str) -> dict[str, Any] | None:
        figures = self.figures.read(tokens(words, 0, len(words)), set(), None)
        if not figures:
            return None
        first = figures[0]
        same = [figure for figure in figures[1:] if self.figures.goes_on(first, figure)]
        number = first.value + sum(figure.value for figure in same)
        if not isfinite(number):
            return None
        most = first.value_max
        return {"number": round(number, 9), "number_max": most, "unit": first.unit}


def _first(names: list[Name]) -> str | None:
    return names[0].id if names else None


__all__ = ["LABELS", "Span", "SpanReader", "Told", "read_lines", "spans"]
