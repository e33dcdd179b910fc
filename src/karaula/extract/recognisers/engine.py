"""Words of a text to signs, signs to spans: all recogniser files over one vocabulary."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from karaula.extract.recognisers.grammar import (
    BEGIN,
    SHAPES,
    SIGN_BYTES,
    Recogniser,
    RecogniserError,
    Signs,
    compile_find,
    literal,
    literals,
    load,
)
from karaula.extract.sentences.lexicon import Lexicon
from karaula.extract.sentences.tokens import Token, sentences, tokens
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold

PACKAGED = Path(__file__).parent

NAMES = ("substance", "slang", "area", "region", "adjective", "body", "port", "town", "unit")
# What a name must look like before it counts: areas are written with a capital letter.
_CAPITAL = frozenset(("area", "region", "adjective", "body", "port", "town"))
_PLACES = frozenset(("area", "region", "port", "town"))
_RANK = {label: rank for rank, label in enumerate(("DRUG", "QUANTITY", "FAC", "ORG", "GPE"))}
_LOWER = ("word", "lower", "plain")
_PLURAL = (*_LOWER, "plural")
_CAPITALISED = ("word", "Name", "Capital")
_CAPITALS = (*_CAPITALISED, "CAPITALS")
_SHAPED = (_LOWER, _PLURAL, _CAPITALISED, _CAPITALS, ("number",), ("opaque",), ())
_NO_LISTS: frozenset[str] = frozenset()
_MISSPELT = frozenset(("substance",))
_SHORT = 4
_LONG = 7
"""Letters; shorter words are too near to other words to be taken for misspelt substances."""
_HEAD = 2
"""Letters in which nobody slips."""
_MAX_CACHE = 100_000
_NO_BITS = (0, 0, 0)


class Found(NamedTuple):
    """A span with its label, before its value is read: ``text[start:end]``."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    expression: Any
    never: bool
    group: int


_Pair = tuple[frozenset[str], frozenset[str]]
"""Signs of which one stands right before one of the others."""


class Recognisers:
    """Every recogniser file, compiled together with the names of a vocabulary.

    Files of further folders come after the packaged ones; a list of the same name is extended.
    Raises :class:`RecogniserError` where a file has faults.
    """

    def __init__(self, vocabulary: Vocabulary, folders: Sequence[Path] = ()) -> None:
        files = [file for folder in (PACKAGED, *folders) for file in load(folder)]
        self._lists: dict[tuple[str, ...], set[str]] = {}
        self._groups: dict[str, list[str]] = {}
        self._cache: dict[str, str] = {}
        known = {*SHAPES, *NAMES}
        for file in files:
            for name, entries in file.words.items():
                known.add(name)
                for entry in entries:
                    self._add(name, entry)
            for line in (*file.finds, *file.never):
                for word in literals(line):
                    self._add(literal(word), word)
        self._add_vocabulary(vocabulary)
        self._phrases = Lexicon()
        for words, lists in self._lists.items():
            if len(words) > 1:
                key = " ".join(words)
                self._phrases.add("phrase", key, [key], capital=lists <= _CAPITAL)
        self._phrases.settle()
        self._near: dict[str, str] = {}
        self._heads: set[str] = set()
        for words, lists in self._lists.items():
            long = len(words) == 1 and len(words[0]) >= _LONG
            if long and "substance" in lists and "generic" not in lists:
                self._heads.add(words[0][:_HEAD])
                for near in (words[0], *_shortened(words[0])):
                    self._near.setdefault(near, words[0])
        self._signs = Signs(self._sets())
        self._bits: dict[str, tuple[int, int, int]] = {}
        """Bits of the needs that a sign meets, and of pairs of neighbours of which it may be the
        first, and the second."""
        self._lines = tuple(self._compiled(files, known))
        """Lines behind the bits of the needs that a sentence must meet."""

    def find(self, text: str) -> list[Found]:
        """Spans of a text in order, none overlapping: the longest stays, then the surest."""
        found: list[Found] = []
        for start, end in sentences(text, 0, len(text)):
            found.extend(self.find_in(text, tokens(text, start, end)))
        return found

    def find_in(
        self, text: str, sentence: list[Token], keys: list[str] | None = None
    ) -> list[Found]:
        """Spans of one sentence of a text, from its tokens and their keys."""
        return [
            Found(label, start, end + (text[end : end + 1] == "." and _dotted(text, start, end)))
            for label, start, end in self._sentence(sentence, keys)
        ]

    def meant(self, token: Token) -> str | None:
        """The substance's name that a long word is, or is one letter away from."""
        if token.kind != "word" or len(token.text) < _LONG:
            return None
        word = _key(token)
        if word[:_HEAD] not in self._heads:
            return None
        tried = (self._near.get(form) for form in (word, *_shortened(word)))
        return next((name for name in tried if name is not None), None)

    def kind(self, words: str, lists: Sequence[str]) -> str | None:
        """Which of these lists holds the first word of a span that is in any of them."""
        for token in tokens(words, 0, len(words)):
            held = self._lists.get((_key(token),), _NO_LISTS)
            for name in lists:
                if name in held:
                    return name
        return None

    def _sentence(
        self, sentence: list[Token], keys: list[str] | None
    ) -> list[tuple[str, int, int]]:
        items, line = self._line(sentence, keys)
        encoded = line.encode()
        met = self._met(line)
        taken: list[tuple[int, int]] = []
        candidates: list[tuple[int, int, str]] = []
        unmet = ~met
        for find in [find for needs, find in self._lines if not needs & unmet]:
            # Bytes, because RE2 would encode a string anew for each find.
            for match in find.expression.finditer(encoded):
                begin, end = match.span(find.group)
                if begin == end or begin < 0:
                    continue
                first, last = begin // SIGN_BYTES, end // SIGN_BYTES
                if find.never:
                    taken.append((first, last))
                else:
                    candidates.append((first, last, find.label))
        if not candidates:
            return []
        kept = _settled(candidates, taken, len(items))
        return [
            (label, sentence[items[first][0]].start, sentence[items[last - 1][1]].end)
            for first, last, label in kept
        ]

    def _met(self, line: str) -> int:
        """Bits of the needs that the signs of a sentence meet, each and by pairs."""
        met = 0
        known = [self._bits.get(sign, _NO_BITS) for sign in (BEGIN, *line)]
        for (_, before, _), (meets, _, follows) in pairwise(known):
            met |= meets | (before & follows)
        return met

    def _line(
        self, sentence: list[Token], keys: list[str] | None
    ) -> tuple[list[tuple[int, int]], str]:
        """Items of a sentence (first and last token), and their signs."""
        known = self._cache
        items = [(index, index) for index in range(len(sentence))]
        signs = [known.get(token[1]) or self._sign(token) for token in sentence]
        # From the last to the first, so that those before stay where they are.
        for phrase in reversed(self._phrases.match(sentence, keys)):
            inside = slice(phrase.first, phrase.last + 1)
            lists = self._lists[tuple(phrase.id.split(" "))]
            # One capital is enough for a name: "the port of Bar".
            said = sentence[inside]
            lead = next((token for token in said if token.text[0].isupper()), said[0])
            items[inside] = [(phrase.first, phrase.last)]
            signs[inside] = [self._signs.of(_shaped(lists, _shape(lead)))]
        return items, "".join(signs)

    def _sign(self, token: Token) -> str:
        """The sign of a token that was not met before."""
        if len(self._cache) >= _MAX_CACHE:
            self._cache.clear()
        known = self._lists.get((_key(token),))
        lists = known or (_MISSPELT if self.meant(token) else _NO_LISTS)
        sign = self._cache[token.text] = self._signs.of(_shaped(lists, _shape(token)))
        return sign

    def _add(self, name: str, entry: str) -> None:
        if entry[0] == "{":
            self._groups.setdefault(name, []).append(entry.strip("{}"))
            return
        parts = tokens(entry, 0, len(entry))
        # Signs inside a phrase say nothing: "high-grade" is also "high grade".
        said = [part for part in parts if part.kind in ("word", "number")] or parts
        words = tuple(_key(part) for part in said)
        if words:
            self._lists.setdefault(words, set()).add(name)

    def _add_names(self, label: str, names: Iterable[str]) -> None:
        for name in names:
            self._add(label, name.removeprefix("the ") if label in _CAPITAL else name)

    def _add_vocabulary(self, vocabulary: Vocabulary) -> None:
        for unit in vocabulary.units.values():
            if unit.dimension in ("mass", "volume"):
                for name in (unit.name, *unit.names, *unit.ambiguous):
                    for form in (name, f"{name}s") if len(name) > 2 else (name,):
                        self._add("unit", form)
        for key, substance in vocabulary.substances.items():
            if key in ("drugs", "precursors"):
                continue
            clear = (substance.name, *substance.names, *substance.street, *substance.local)
            slang = set(substance.ambiguous)
            self._add_names("substance", (name for name in clear if name not in slang))
            self._add_names("slang", (name for name in slang if len(name) > 1))
            # In lower case, short letters like PMA count only beside an amount, as slang does.
            letters = [name for name in clear if name.isupper() and 1 < len(name) <= _SHORT]
            self._add_names("letters", letters)
        for area in vocabulary.areas.values():
            named = (area.name, *area.names, *area.former, *area.local)
            self._add_names("area", (name for name in named if name not in area.ambiguous))
            self._add_names("adjective", area.adjectives)
        for key, region in vocabulary.regions.items():
            if key != "WORLD":
                self._add_names("region", (region.name, *region.names, *region.local))
                self._add_names("adjective", region.adjectives)
        for body in vocabulary.bodies.values():
            clear = (body.name, *body.names, *body.local)
            self._add_names("body", (name for name in clear if name not in body.ambiguous))
        for port in vocabulary.ports.values():
            self._add_names("port", (port.name, *port.names, *port.local))
        for name in vocabulary.gazetteer.by_key:
            if name not in vocabulary.gazetteer.careful:
                self._add("town", name)

    def _sets(self) -> Iterator[frozenset[str]]:
        """Every set of lists that a word or phrase of a text can have."""
        for lists in (_NO_LISTS, _MISSPELT, *self._lists.values()):
            for shape in _SHAPED:
                yield frozenset(_shaped(lists, shape))

    def _compiled(
        self, files: Sequence[Recogniser], known: set[str]
    ) -> Iterator[tuple[int, _Line]]:
        faults = []
        bits: dict[frozenset[str] | _Pair, int] = {}
        for file in files:
            for never, lines in ((True, file.never), (False, file.finds)):
                for line in lines:
                    try:
                        found, needs = compile_find(line, self._signs, self._groups, known)
                    except ValueError as error:
                        faults.append(f"{file.label}: {error}")
                        continue
                    wanted = 0
                    asked: tuple[frozenset[str] | _Pair, ...]
                    asked = (*needs.hardest(), *needs.pairs())
                    for need in asked:
                        wanted |= bits.setdefault(need, 1 << len(bits))
                    yield wanted, _Line(file.label, found, never, found.groups)
        for need, bit in bits.items():
            if isinstance(need, tuple):
                self._mark(need[0], 0, bit, 0)
                self._mark(need[1], 0, 0, bit)
            else:
                self._mark(need, bit, 0, 0)
        if faults:
            raise RecogniserError("the recognisers have faults:\n  " + "\n  ".join(faults))

    def _mark(self, signs: frozenset[str], meets: int, leads: int, follows: int) -> None:
        for sign in signs:
            met, first, second = self._bits.get(sign, _NO_BITS)
            self._bits[sign] = (met | meets, first | leads, second | follows)


def _dotted(text: str, start: int, end: int) -> bool:
    """Whether the full stop behind a span belongs to its initials: "U.S."."""
    last = text[max(start, end - 2) : end + 1]
    return len(last) == 3 and last[0] == last[2] == "." and last[1].isalpha()


def _shortened(word: str) -> Iterator[str]:
    """The word without one of its letters; two words that share one are a slip apart."""
    return (word[:index] + word[index + 1 :] for index in range(len(word)))


def _key(token: Token) -> str:
    return fold(token.text) if token.kind == "word" else token.text


def _shape(token: Token) -> tuple[str, ...]:
    """How a token is written, as the lists that need no file."""
    text = token.text
    if token.kind != "word":
        return (token.kind,) if token.kind != "sign" else ()
    if text[0].isupper():
        return _CAPITALS if text.isupper() else _CAPITALISED
    plural = len(text) > 4 and text[-1] == "s" and text[-2] not in "su"
    return _PLURAL if plural else _LOWER


def _shaped(lists: Set[str], shape: tuple[str, ...]) -> set[str]:
    """Lists of a word as it is written: names count with a capital, common words are no names."""
    without: set[str] = set()
    if "Capital" not in shape:
        without |= _CAPITAL
    if "function" in lists:
        without.add("plain")
    if "common" in lists or ("adjective" in lists and lists.isdisjoint(_PLACES)):
        without.add("Name")
    if "letters" in lists and "Capital" not in shape:
        return {*lists, *shape, "slang"} - {*without, "substance"}
    return {*lists, *shape} - without


def _settled(
    candidates: list[tuple[int, int, str]], taken: list[tuple[int, int]], size: int
) -> list[tuple[int, int, str]]:
    used = bytearray(size)
    for first, last in taken:
        used[first:last] = b"\1" * (last - first)
    kept = []
    for first, last, label in sorted(
        candidates, key=lambda c: (c[0] - c[1], _RANK.get(c[2], 9), c[0])
    ):
        if not any(used[first:last]):
            used[first:last] = b"\1" * (last - first)
            kept.append((first, last, label))
    return sorted(kept)
