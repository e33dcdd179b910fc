"""What a document is about: the markets that it names, the one that it tells of, its headings."""

from collections import Counter
from collections.abc import Iterable, Iterator

from karaula.evidence import Document
from karaula.extract.context import GOODS_LABELS, market_of
from karaula.extract.frame import Reading
from karaula.extract.legs.scene import Theme
from karaula.extract.legs.words import WayWords
from karaula.extract.sentences.goods import with_goods
from karaula.extract.sentences.lexicon import Lexicon, Name
from karaula.extract.sentences.sentence import Sentence
from karaula.extract.sentences.tokens import tokens
from karaula.vocabulary import Vocabulary

_MAKERS = frozenset(("factory", "factories", "plant", "plants", "company", "companies", "firm",
                     "firms", "manufacturer", "manufacturers", "dealer", "dealers", "shop", "shops",
                     "trader", "traders", "pharmacy", "pharmacies", "owner", "owners"))  # fmt: skip
"""Whom a word of law describes, not goods."""
_PAPERS = frozenset(("paper", "papers", "documents", "manifest", "waybill", "invoices"))
_ON_PAPER = tuple(
    f"{cue} "
    for cue in (
        *("according to the papers", "according to its papers", "according to their papers"),
        *("according to the documents", "according to the manifest", "according to the waybill"),
        *("according to the invoices", "according to the customs papers", "on paper ,"),
        *("according to transport documents", "according to the transport documents"),
        *("according to the accompanying documents", "according to the customs documents"),
    )
)
"""What introduces the lawful cover of goods: "on paper, the lorries carried tiles to"."""


_LAWS = frozenset(
    (
        *("law", "laws", "bill", "act", "decree", "regulation", "regulations", "directive", "rule"),
        *("rules", "treaty", "convention", "ban", "moratorium", "amendment"),
    )
)


def lawful(sentence: Sentence, words: WayWords) -> bool:
    """Whether a sentence speaks of lawful goods, of a film or a song, of what papers say, or of
    what a law says of goods: "the law forbids the export of waste to"."""
    if not _PAPERS.isdisjoint(sentence.said) and sentence.line.startswith(_ON_PAPER):
        return True
    if not words.crimes.isdisjoint(sentence.said):
        return False
    said = sentence.words
    named = not words.lawful.isdisjoint(sentence.said)
    makers = [at for at, word in enumerate(said) if word in words.lawful] if named else []
    if makers and all(set(said[at + 1 : at + 3]) & _MAKERS for at in makers):
        return False  # "made in a licensed factory and relabelled in"
    ruled = not words.rules.isdisjoint(sentence.said) and not _LAWS.isdisjoint(sentence.said)
    return ruled or named


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


def story_in(reading: Reading, markets: frozenset[str]) -> Theme | None:
    """What a text is about: its one market, or the one that its first sentence names, and that it
    names again, where no other is named twice."""
    story = story_of(markets)
    others = markets - {"drugs"}
    if story is not None or len(others) < 2:
        return story
    begin = document_markets(reading.vocabulary, reading.sentences[:1]) - {"drugs"}
    often = Counter(_mentions(reading.vocabulary, reading.sentences))
    if len(begin) != 1 or any(often[it] > 1 for it in others - begin):
        return None
    return story_of(it for it in begin if often[it] > 2 and it not in _BESIDE)


_BESIDE = ("money_laundering", "corruption", "document_fraud")
"""Markets that are told beside others."""


def _mentions(vocabulary: Vocabulary, sentences: Iterable[Sentence]) -> Iterator[str]:
    for sentence in sentences:
        for item in sentence.recognised:
            if item.label in GOODS_LABELS and isinstance(item.meaning, Name):
                market = market_of(vocabulary, item.meaning)
                if market is not None:
                    yield market


_HEAD = 3
"""Passages in which the title of a text without headings may stand."""
_LINE = 100
"""Characters of a title at most."""
_TITLE = 10
"""Words of a title at most."""


def profiled(reading: Reading, words: WayWords) -> str | None:
    """The country that a document is a profile of, by its title: "Georgia: Country Drug Report
    2019", not "Georgia seizes heroin". It holds under headings that name no country."""
    document = reading.document
    heads = map(document.words, document.passages[:_HEAD])
    for title in (document.source.title, *heads):
        line = tokens(title, 0, len(title)) if title else ()
        if not 0 < len(line) <= _TITLE:
            continue
        names = list(reading.lexicon.match(line))
        if all(name.label != "area" for name in names):
            # "Georgia Country Report": words with capitals may make another name.
            until = next((at for at, it in enumerate(line) if it.text.lower() in words.profile), 0)
            names.extend(reading.lexicon.match(line[:until]))
        countries = {name.id for name in names if name.label == "area"}
        named = {at for name in names for at in range(name.first, name.last + 1)}
        rest = (it.text.lower() for at, it in enumerate(line) if at not in named)
        if len(countries) == 1 and all(it in words.profile or not it.isalpha() for it in rest):
            return countries.pop()
    return None


def title_of(document: Document) -> str:
    """The first line of a document, where it is short."""
    first = document.words(document.passages[0]) if document.passages else ""
    return first if len(first) < _LINE else ""


_NEWS = 6
"""Words of a heading that is a headline at least, where none of them tells of a catch."""


def headlined(path: tuple[str, ...], words: WayWords) -> bool:
    """Whether a text stands under the headline of news, which names a country that it is not a
    section on: "Malta arrests 22 suspected of"."""
    if len(path) != 1:
        return False
    line = [it.text.lower() for it in tokens(path[0], 0, len(path[0]))]
    named = sum(word.isalpha() and word not in words.profile for word in line)
    return named >= _NEWS or not words.catches.isdisjoint(line)


class Headings:
    """What the headings of a document are about."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, title: str = "") -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._title = title
        self._known: dict[tuple[str, ...], Theme | None] = {}

    def theme(self, sentence: Sentence) -> Theme | None:
        """The one market that the innermost heading with any names, drugs as such apart."""
        path = sentence.passage.section
        if path not in self._known:
            headings = (*reversed(path), self._title)
            self._known[path] = next(
                (theme for heading in headings if (theme := self._named(heading))), None
            )
        return self._known[path]

    def _named(self, heading: str) -> Theme | None:
        words = tokens(heading, 0, len(heading))
        names = with_goods(words, self._lexicon.match(words))
        markets = {market_of(self._vocabulary, name) for name in names} - {None, "drugs"}
        return Theme(((str(markets.pop()), ()),), -1) if len(markets) == 1 else None
