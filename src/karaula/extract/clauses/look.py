"""Looking around in a sentence: known phrases, adverbs, and words that are verbs for sure."""

from typing import NamedTuple

from karaula.extract.clauses.words import (
    BASE,
    BE,
    DO,
    HAVE,
    PART,
    PAST,
    ClauseWords,
    Phrases,
    S,
)
from karaula.extract.groups.words import Group
from karaula.extract.sentences.sentence import Sentence

STOPS = frozenset((";", ":", "?", "!", ".", "•", "—"))
NO_ADVERBS = frozenset(
    ("supply", "family", "italy", "early", "monthly", "weekly", "daily", "assembly")
)
SUBJECTS = frozenset(("it", "they", "he", "she", "we", "you"))
_BREAKS = frozenset((",", ")", "which", "who", "that", "where", "while", "and"))
_ENDS = frozenset((";", ":", "?", "!", "."))
_NOUN = 5
"""Words of a noun at most."""
_LOOK = 14
"""Words ahead in which the verb of a clause is looked for."""


def paired_dashes(sentence: Sentence, first: int, last: int) -> dict[int, int]:
    """Dashes that set something in, each with the other one: "the clan – and its boss – fled"."""
    words, items = sentence.words, sentence.items
    for sign in ("–", "—", "-"):
        if sign not in sentence.said:
            continue
        places = [
            at
            for at in range(first + 1, last - 1)
            if words[at] == sign and items[at - 1].end < items[at].start < items[at + 1].start - 1
        ]
        if len(places) == 2 and _ENDS.isdisjoint(words[places[0] : places[1]]):
            return {places[0]: places[1], places[1]: places[0]}
    return {}


class Chunk(NamedTuple):
    """Items ``first`` to ``last`` of a sentence, both included.

    ``kind``: ``noun`` (a noun phrase), ``verb``, ``preposition``, ``relative``, ``opener``,
    ``and``, ``comma`` or ``stop``. ``word``: the preposition, relative or opener in words; of a
    verb, its first form. ``form``: of a verb, ``finite``, ``part``, ``ing`` or ``to``.
    """

    kind: str
    first: int
    last: int
    word: str = ""
    form: str = ""
    passive: bool = False
    negated: bool = False
    modal: str = ""
    raised: str = ""
    """The verb before "to": "believed" of "is believed to come"."""
    past: bool = False


class Look:
    """A sentence while it is cut in chunks. ``previous`` is what the item before is."""

    def __init__(self, sentence: Sentence, known: ClauseWords, first: int, last: int) -> None:
        self.words = sentence.words
        self.items = sentence.items
        self.begin, self.end = first, last
        self.known = known
        self.found: list[Chunk] = []
        self.dashes = paired_dashes(sentence, first, last)
        self.asides: list[Chunk] = []
        """Chunks in brackets."""
        self.previous = ""
        """What the item before is: noun, det, prep, to, modal, verb, and, comma, start …"""

    def _phrase(self, index: int, known: Phrases) -> int:
        """Words of the longest known phrase at an item, 0 for none."""
        phrases = known.get(self.words[index]) if index < self.end else None
        if phrases is None:  # as of most words
            return 0
        for phrase in phrases:
            length = len(phrase)
            if index + length <= self.end and (
                length == 1 or self.words[index : index + length] == phrase
            ):
                return length
        return 0

    def _tight(self, index: int) -> bool:
        """Whether a dash stands between two names without blanks: "Vienna–Graz"."""
        if not self.begin < index < self.end - 1:
            return False
        before, it, behind = self.items[index - 1 : index + 2]
        return before.end == it.start and it.end == behind.start

    def _skip(self, index: int) -> int:
        """The next item that is no adverb."""
        while index < self.end and self.items[index].label is None:
            word = self.words[index]
            length = self._phrase(index, self.known.adverbs) if word in self.known.adverbs else 0
            if length and word not in ("in", "on", "over", "once", "only"):
                index += length
            elif word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS:
                index += 1
            elif word in ("more", "most", "less") and self._manner(index + 1):
                index += 2
            else:
                break
        return index

    def _manner(self, index: int) -> bool:
        """Whether an adverb in "-ly" stands at an item: "more frequently"."""
        word = self.words[index] if index < self.end else ""
        return word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS

    def _sure(self, index: int) -> bool:
        """Whether a word cannot but be a finite verb."""
        word = self.words[index]
        if word in BE or word in HAVE or word in DO or word in self.known.modals:
            return word not in ("be", "been", "being", "having")
        known = self.known.verbs.get(word)
        if known is None or self.items[index].label is not None:
            return False
        form = known[1]
        if form & PAST and not form & PART:
            return True
        return bool(form & S) and word not in self.known.nouns

    def _verb_ahead(self, index: int) -> bool:
        """Whether a finite verb comes before the next comma or stop."""
        both = False
        for step in range(index, min(index + _LOOK, self.end)):
            word = self.words[step]
            if word == "and" and both:
                both = False  # "after fighting between A and B claimed"
                continue
            if word in STOPS or word in _BREAKS:
                return False
            both = both or word == "between"
            if self._sure(step):
                return True
        return False

    def _plural_acts(self, index: int) -> bool:
        """Whether a noun in the plural and a first form begin a clause: "as local groups
        cooperate"."""
        for step in range(index, min(index + _NOUN, self.end - 1)):
            item, word = self.items[step], self.words[step]
            group = isinstance(item.meaning, Group) and item.meaning.plural
            plural = len(word) > 1 and word.endswith("s") and not word.endswith("ss")
            if group or (item.label is None and plural):
                verb = self._skip(step + 1)
                if verb < self.end and self.items[verb].label is None:
                    known = self.known.verbs.get(self.words[verb], ("", 0))
                    noun = f"{self.words[verb]}s" in self.known.nouns
                    if known[1] & BASE and not (known[1] & PAST or noun):
                        return True
            if word in _BREAKS or word in STOPS or self._phrase(step, self.known.prepositions):
                return False
        return False

    def _sure_next(self, index: int) -> bool:
        index = self._skip(index)
        return index < self.end and self._sure(index)

    def _behind(self, index: int) -> str:
        """What stands behind a verb: noun, preposition, verb, and, end …"""
        index = self._skip(index)
        if index >= self.end:
            return "end"
        word = self.words[index]
        if self.items[index].label is not None:
            return "noun"
        if word in self.known.determiners or word in self.known.pronouns:
            return "determiner"
        if word in STOPS or word in (",", ")"):
            return "end"
        if self._phrase(index, self.known.coordinators):
            return "and"
        if self._phrase(index, self.known.prepositions):
            return "preposition"
        if word in BE or word in HAVE or word in self.known.modals:
            return "verb"
        if word in self.known.relatives or self._phrase(index, self.known.openers):
            return "opener"
        return "word"

    def _counted(self) -> tuple[int, int]:
        """Finite verbs since the last stop, and the clauses that could have one."""
        verbs, clauses = 0, 1
        near = True
        for chunk in reversed(self.found):
            if near and chunk.kind in ("and", "comma", "opener", "stop"):
                if verbs >= clauses:
                    break
                near = False
            if chunk.kind == "stop":
                break
            verbs += chunk.kind == "verb" and chunk.form == "finite"
            clauses += chunk.kind in ("relative", "and", "comma", "opener")
        return verbs, clauses

    def _listed(self) -> bool:
        """Whether the noun phrase before closes a list: "Turkey and Iran supply"."""
        found = self.found
        return (
            len(found) >= 3
            and [chunk.kind for chunk in found[-3:]] == ["noun", "and", "noun"]
            and not found[-2].word.startswith("but")
        )

    def _part_at(self, index: int) -> bool:
        index = self._skip(index)
        known = self.known.verbs.get(self.words[index]) if index < self.end else None
        return known is not None and bool(known[1] & PART)
