"""How a sentence speaks of a group: as the one that it is about, beside another, or in a list."""

from karaula.extract.context import sentence_at
from karaula.extract.groups.subjects import OBJECT_AFTER, preposition_of
from karaula.extract.sentences.sentence import Sentence

LISTING = frozenset(("and", ",", "or", "nor", "the", "both", "as", "well"))
_OPENED = 10
"""Items of "According to the judgment of the court in Foxton, the group"."""
_NO_OBJECTS = frozenset(("including", "such", "as", "like", "than"))


def of_another(sentence: Sentence, index: int) -> bool:
    """True for a group that only tells of another one what it is to it or does with it."""
    return preposition_of(sentence, index) in OBJECT_AFTER - LISTING - _NO_OBJECTS


def closed(sentence: Sentence, listed: list[int], comma: int) -> bool:
    """Whether a list has ended before a comma: "A and B, the C gang …"."""
    joined = len(listed) > 1 and sentence_at(sentence, listed[-1] - 1) == "and"
    return joined and sentence.words[comma + 1 : comma + 2] == ("the",)


def superlative(word: str) -> bool:
    return word.endswith("est") or word in ("most", "only", "main", "top", "leading")


def opens_with(sentence: Sentence, index: int) -> bool:
    """True for a group that a sentence begins with, but for small words, "however," and
    "according to the judgment,"."""
    opened = index <= _OPENED and "," in sentence.words[max(0, index - 2) : index]
    first = all(item.label != "group" for item in sentence.items[:index])
    return first and (index <= 4 or opened)
