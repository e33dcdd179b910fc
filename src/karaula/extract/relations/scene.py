"""Where a story plays that no heading puts in a country, and what it is about: the one country of
the last sentences, else that of its dateline; the market that it named last."""

from collections import deque

from karaula.evidence import Document
from karaula.extract.context import MARKET_LABELS, heading_area, market_of
from karaula.extract.groups import Group
from karaula.extract.sentences.lexicon import Lexicon, Name
from karaula.extract.sentences.sentence import SIGN_OF, Sentence
from karaula.vocabulary import Vocabulary

_OPENING = 2
"""Passages at the head of a document."""
_PLACED = frozenset(SIGN_OF[label] for label in ("area", "place", "adjective"))
_BACK = 6
"""Sentences that are looked back at."""
_HEADING = 60
"""Characters that a line at most has which names the country of what follows."""
_ENDS = frozenset(("from", "to", "into", "via", "through", "towards", "toward", "between", "and",
    "with",
))  # fmt: skip
_OFFICIAL = frozenset((
    "police", "customs", "authorities", "officers", "prosecutors", "prosecutor", "court", "courts",
    "government", "ministry", "coast", "navy", "officials", "investigators", "prison",
    "prisons", "port", "ports", "judge", "agents", "army",
))  # fmt: skip


def about(document: Document, lexicon: Lexicon) -> str | None:
    """The country that the first lines of a document name, above its headings."""
    lines = [
        document.text[passage.start : passage.end]
        for passage in document.passages[:_OPENING]
        if passage.end - passage.start <= _HEADING
    ]
    return heading_area(tuple(lines), lexicon)


class Scene:
    """The countries of the last sentences, while a text is read from top to bottom."""

    def __init__(self, about: str | None = None) -> None:
        self._about = about
        self._named: deque[frozenset[str]] = deque(maxlen=_BACK)
        self._markets: deque[str | None] = deque(maxlen=_BACK)
        self._agencies: set[str] = set()
        self._told: str | None = None
        """The country of the dateline or of a line above."""
        self._section: tuple[str, ...] | None = None

    def country(self, sentence: Sentence, vocabulary: Vocabulary) -> str | None:
        """The only country that the last sentences name, else the one whose police they tell of."""
        self._begin(sentence)
        named = frozenset().union(*self._named) | _countries(sentence)
        if not named and self._told is None:
            named = frozenset((*self._agencies, *_agencies(sentence, vocabulary)))
        told = self._told or (self._about if not named else None)
        return next(iter(named)) if len(named) == 1 else told

    def market(self) -> str | None:
        """The market that the last sentences named, the last one first."""
        return next((market for market in reversed(self._markets) if market is not None), None)

    def leave(self, sentence: Sentence, vocabulary: Vocabulary) -> None:
        """Remember the countries and the market of a sentence."""
        self._begin(sentence)
        self._told = _dateline(sentence) or self._told
        goods = [
            market
            for item in sentence.recognised
            if item.label in MARKET_LABELS and isinstance(item.meaning, Name)
            if (market := market_of(vocabulary, item.meaning)) not in (None, "drugs")
        ]
        self._markets.append(goods[-1] if goods else None)
        self._agencies |= _agencies(sentence, vocabulary)
        named = _countries(sentence)
        if named:
            self._named.append(named)

    def _begin(self, sentence: Sentence) -> None:
        if sentence.passage.section != self._section:
            self._section = sentence.passage.section
            self._named.clear()
            self._markets.clear()
            self._agencies.clear()
            self._told = None


def _end(sentence: Sentence, index: int) -> bool:
    """True for an end of a movement: "into the South and the North"."""
    step = index - 1
    while step >= 0 and (
        sentence.words[step] in ("the", "and", ",", "or", "both")
        or sentence.items[step].label in ("area", "place", "region")
    ):
        step -= 1
    return step >= 0 and sentence.words[step] in _ENDS - {"and", "with"}


def _dateline(sentence: Sentence) -> str | None:
    """The country of a dateline ("FOXTON, 3 May 2026 - …") or of a short line that names one."""
    items, words = sentence.items, sentence.words
    first = items[0].meaning
    if not isinstance(first, Name) or items[0].label not in ("area", "place"):
        return None
    passage = sentence.passage
    if passage.end - passage.start <= _HEADING and words[-1] != ".":
        countries = _countries(sentence)
        return next(iter(countries)) if len(countries) == 1 else None
    dated = words[1:2] == (",",) and len(items) > 2 and items[2].label == "date"
    dashed = sentence.tokens[0].text.isupper() and words[1:2] in (("-",), ("–",), ("—",), ("(",))
    return first.id if dated or dashed else None


def _officials(words: tuple[str, ...]) -> bool:
    """True for "police" and "border guards", not for a border alone."""
    if words[:1] == ("border",):
        return words[1:] in (("police",), ("guard",), ("guards",), ("force",), ("patrol",))
    return not _OFFICIAL.isdisjoint(words)


def _agencies(sentence: Sentence, vocabulary: Vocabulary) -> set[str]:
    """Countries of the agencies of one country: "Foxlandic police", "the Foxlandic customs"."""
    bodies = (
        vocabulary.bodies[item.meaning.id].area
        for item in sentence.recognised
        if item.label == "body" and isinstance(item.meaning, Name)
    )
    return {area[0] for area in bodies if len(area) == 1 and area[0] in vocabulary.areas}


def _countries(sentence: Sentence) -> frozenset[str]:
    """Countries by their name, a town in them or their officials; no ends of a movement."""
    found: set[str] = set()
    if _PLACED.isdisjoint(sentence.signs):
        return frozenset()
    for index, item in sentence.marked:
        if not isinstance(item.meaning, Name) or isinstance(item.meaning, Group):
            continue
        if item.label in ("area", "place"):
            if _end(sentence, index):
                continue  # where goods go is not where they are
            found.add(item.meaning.id)
        elif item.label == "adjective" and _officials(sentence.words[index + 1 : index + 3]):
            found.add(item.meaning.id)
    return frozenset(found)
