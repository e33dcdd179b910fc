"""What a score is given to: a market by its name, and each of several that share one."""

from collections.abc import Iterator
from dataclasses import replace

from karaula.evidence import Claim, Observation
from karaula.extract.context import GOODS_LABELS, market_of
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence
from karaula.vocabulary import Vocabulary

_EACH = frozenset(("each", "both", "all", "apiece"))
_JOINS = frozenset((",", "and", "as", "well", "the", "trade", "market", "plus"))
_FAR = 4
"""Items between a score and the last of those that it is given to."""


def scored(vocabulary: Vocabulary, sentence: Sentence, at: int) -> str | None:
    """The indicator of the market that is named last before an item."""
    for item in reversed(sentence.items[:at]):
        if item.label in GOODS_LABELS and isinstance(item.meaning, Name):
            return _indicator(vocabulary, item.meaning)
    return None


def each_scored(
    vocabulary: Vocabulary, sentence: Sentence, at: int, claim: Claim
) -> Iterator[Observation]:
    """What the same score says of the others that share it: "heroin and arms trafficking score 6.00
    each"."""
    slots = claim.slots
    if not isinstance(slots, Observation) or slots.unit != "score":
        return
    if _EACH.isdisjoint(sentence.words[max(0, at - _FAR) : at + 2]):
        return
    found: list[str] = []
    for index in range(at - 1, -1, -1):
        item = sentence.items[index]
        if isinstance(item.meaning, Name) and item.label in GOODS_LABELS:
            found.append(_indicator(vocabulary, item.meaning) or item.meaning.id)
        elif found and sentence.words[index] not in _JOINS:
            break
        elif not found and at - index > _FAR:
            return
    for name in found:
        if name != slots.indicator:
            yield replace(slots, indicator=name)


def _indicator(vocabulary: Vocabulary, name: Name) -> str | None:
    if name.label == "indicator":
        return name.id
    market = market_of(vocabulary, name)
    if market is None:
        return None
    return vocabulary.markets[market].indicator or f"{market}_trade"
