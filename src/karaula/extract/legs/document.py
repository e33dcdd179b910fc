"""What a document is about: the markets that it names, the one that it tells of, its headings."""

from collections.abc import Iterable

from karaula.extract.context import GOODS_LABELS, market_of
from karaula.extract.legs.scene import Theme
from karaula.extract.legs.words import WayWords
from karaula.extract.sentences.goods import with_goods
from karaula.extract.sentences.lexicon import Lexicon, Name
from karaula.extract.sentences.sentence import Sentence
from karaula.extract.sentences.tokens import tokens
from karaula.vocabulary import Vocabulary


def lawful(sentence: Sentence, words: WayWords) -> bool:
    """Whether a sentence speaks of lawful goods, or of a film or a song."""
    return not words.lawful.isdisjoint(sentence.said) and words.crimes.isdisjoint(sentence.said)


def document_markets(vocabulary: Vocabulary, sentences: Iterable[Sentence]) -> frozenset[str]:
    """Markets that a document names anywhere."""
    names = {
        (item.label, item.meaning.id): item.meaning
        for sentence in sentences
        for item in sentence.recognised
        if item.label in GOODS_LABELS and isinstance(item.meaning, Name)
    }
    found = (market_of(vocabulary, name) for name in names.values())
    return frozenset(market for market in found if market is not None)


def story_of(markets: Iterable[str]) -> Theme | None:
    """What a text is about: the one market that it names, beside drugs as such."""
    named = [market for market in markets if market != "drugs"]
    return Theme(((named[0], ()),), -1) if len(named) == 1 else None


class Headings:
    """What the headings of a document are about."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._known: dict[tuple[str, ...], Theme | None] = {}

    def theme(self, sentence: Sentence) -> Theme | None:
        """The one market that the innermost heading with any names, drugs as such apart."""
        path = sentence.passage.section
        if path not in self._known:
            self._known[path] = next(
                (theme for heading in reversed(path) if (theme := self._named(heading))), None
            )
        return self._known[path]

    def _named(self, heading: str) -> Theme | None:
        words = tokens(heading, 0, len(heading))
        names = with_goods(words, self._lexicon.match(words))
        markets = {market_of(self._vocabulary, name) for name in names} - {None, "drugs"}
        return Theme(((str(markets.pop()), ()),), -1) if len(markets) == 1 else None
