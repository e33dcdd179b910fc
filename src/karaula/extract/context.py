"""What a figure's words leave unsaid and the text around them tells: area, period, indicator."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from karaula.evidence import Document
from karaula.extract.kept import per_vocabulary
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.figures import Figure
from karaula.extract.sentences.goods import Goods
from karaula.extract.sentences.lexicon import Lexicon, Name
from karaula.extract.sentences.sentence import SIGN_OF, Item, Sentence
from karaula.extract.sentences.tokens import tokens
from karaula.vocabulary import Vocabulary

MARKET_LABELS = ("substance", "market", "indicator")
GOODS_LABELS = (*MARKET_LABELS, "goods")
"""Goods are things like weapons: they move in a market, and seldom are what a text is about."""
AREA_LABELS = ("area", "region", "place")
"""A place stands for the area that it lies in."""
_REMEMBERED = frozenset(SIGN_OF[label] for label in (*MARKET_LABELS, "area", "region"))
_CONTINENTS = ("EUROPE", "AFRICA", "ASIA", "SAM", "NAMER", "OCEANIA")
_ANY_DRUG = frozenset(("drugs",))
"""Words that name no drug: "the drug" is the one that was named before."""
_FAR = 4
"""Words that may stand between a subject and its verb ("Albania, in particular, is …")."""
_ANAPHORS = tuple(f" {' '.join(words)} " for words in ENGLISH.anaphors)
_ANAPHOR_WORDS = frozenset(max(words, key=len) for words in ENGLISH.anaphors)
"""A word of each."""
_MOVES = frozenset(("from", "to", "through", "via", "into", "towards", "across", "bordering"))


def _only_country(sentence: Sentence) -> str | None:
    """The country that is all that a sentence says."""
    if len(sentence.recognised) != 1 or sentence.recognised[0].label != "area":
        return None
    meaning = sentence.recognised[0].meaning
    rest = (w for w, item in zip(sentence.words, sentence.items, strict=True) if not item.label)
    bare = all(word in (".", ":", "the", "-", "–", "—") for word in rest)
    return meaning.id if bare and isinstance(meaning, Name) else None


class Left(NamedTuple):
    """What a sentence named last."""

    indicator: str | None
    area: str | None
    market: Name | None
    continent: str | None


def _left(sentence: Sentence, vocabulary: Vocabulary) -> Left:
    indicator = area = market = None
    for item in sentence.recognised:
        if isinstance(item.meaning, Name):
            if item.label == "indicator":
                indicator = item.meaning.id
            elif item.label == "area":
                area = item.meaning.id
            if (
                item.label in MARKET_LABELS
                and item.meaning.id not in _ANY_DRUG
                and market_of(vocabulary, item.meaning)
            ):
                market = item.meaning
    return Left(indicator, area, market, _continent(sentence, len(sentence.items)))


def _continent(sentence: Sentence, until: int) -> str | None:
    """The continent that a sentence names last before an item, one from where something comes
    apart."""
    named = [
        _id(item)
        for index, item in sentence.marked
        if index < until and item.label == "region" and _id(item) in _CONTINENTS
        if sentence_at(sentence, index - 1) != "from"
    ]
    return named[-1] if named else None


@dataclass(slots=True)
class Context:
    """What holds around a sentence while a document is read from top to bottom."""

    document: Document
    lexicon: Lexicon
    editions: dict[str, str]
    """Year of each index that the document is an extract of, from its head."""
    left: dict[int, Left] = field(default_factory=dict, repr=False)
    """What sentences named last, by where they begin: the same for every walk through them."""
    section_area: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    section_region: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    last_indicator: str | None = None
    last_area: str | None = None
    last_market: Name | None = None
    last_continent: str | None = None
    passage_start: int = -1
    headed: str | None = None
    """The country of a line of its own above, which no reader of headings took for one."""
    titled: str | None = None
    """The country of the first words of the paragraph: "GEORGIA. The country …"."""

    def enter(self, sentence: Sentence) -> None:
        """Forget what the last paragraph was about when a new one begins."""
        if sentence.passage.start != self.passage_start:
            self.passage_start = sentence.passage.start
            self.last_indicator = self.last_area = self.last_market = self.titled = None
            named = _only_country(sentence)
            if named is not None and sentence.end >= sentence.passage.end:
                self.headed = named
            self.titled = named

    def section(self, sentence: Sentence) -> str | None:
        """Area that the section is about: the innermost heading that names exactly one; of a text
        without headings the country that a line or the first words of the paragraph are."""
        path = sentence.passage.section
        if path not in self.section_area:
            self.section_area[path] = heading_area(path, self.lexicon)
        return self.titled or self.section_area[path] or self.headed

    def area(self, sentence: Sentence, at: int, *, goes_on: bool = False) -> str | None:
        """Area that a figure at item ``at`` speaks of.

        The country right behind it ("89 per cent in Denmark"); else what "the country" stands for,
        where the sentence says so; else the country named last before the figure, unless as an end
        of a movement ("from Turkey"); else the next one behind it, if it is not right behind
        another figure; else the section's; else, if the sentence ``goes_on`` with the one before
        or begins with a word that stands for something in it, the area named there.
        """
        section = self.section(sentence)
        named = [
            (index, item)
            for index, item in sentence.marked
            if item.label in ("area", "region") and not moved(sentence, index)
        ]
        countries = [(index, item) for index, item in named if item.label == "area"]
        right_behind = [item for index, item in countries if at < index <= at + 2]
        if right_behind and sentence_at(sentence, at + 1) in ("in", "for"):
            return _id(right_behind[0])
        if _anaphor(sentence) and section is not None:
            return section
        before = [item for index, item in countries if index < at]
        if before:
            return _id(before[-1])
        behind = next((index for index, _ in countries if index > at), None)
        # "33 per cent, in contrast to 89 per cent in Denmark": that place is the other figure's.
        if behind is not None and not any(
            isinstance(item.meaning, Figure)
            for item in sentence.items[max(at + 1, behind - 2) : behind]
        ):
            return _id(sentence.items[behind])
        regions = {_id(item) for _, item in named if item.label == "region"}
        if section is None and not countries and len(regions) == 1:
            return regions.pop()
        if section is not None:
            return section
        return self.last_area if goes_on or sentence.words[0] in ENGLISH.stand_ins else None

    def here(self, sentence: Sentence, at: int) -> list[str]:
        """Areas that a statement is about when it does not name them itself.

        The subject of the sentence ("Albania is …"), if it stands before; else what "the region"
        stands for, if the sentence says so; else the section's area; else the area that the
        paragraph named last. "The latter" is the last of those.
        """
        subject = subject_areas(sentence, at)
        if subject:
            return subject
        line = f" {sentence.line}"
        region = self.region(sentence) if " the region " in line else None
        if region is not None:
            return [region]
        section = self.section(sentence)
        if " the latter " in line and self.last_area is not None:
            return [self.last_area]
        area = section or self.last_area
        return [area] if area else []

    def region(self, sentence: Sentence) -> str | None:
        """What "the region" is: the one that the innermost heading or the title names."""
        path = sentence.passage.section
        if path not in self.section_region:
            headings = (*reversed(path), self.document.source.title)
            named = (heading_regions(heading, self.lexicon) for heading in headings)
            self.section_region[path] = next((r.pop() for r in named if len(r) == 1), None)
        return self.section_region[path]

    def continent(self, sentence: Sentence, at: int) -> str:
        """What "the continent" at an item is: the one that was named last, else Europe."""
        return _continent(sentence, at) or self.last_continent or "EUROPE"

    def market(self, sentence: Sentence, at: int, vocabulary: Vocabulary) -> str | None:
        """Market that a statement is about when it does not name it: the one named last before it
        in the sentence or the paragraph, else the next one in the sentence."""
        named = [
            (index, item.meaning)
            for index, item in sentence.marked
            if item.label in MARKET_LABELS and isinstance(item.meaning, Name)
        ]
        named = [
            (index, name)
            for index, name in named
            if name.id not in _ANY_DRUG and market_of(vocabulary, name) is not None
        ]
        before = [name for index, name in named if index < at]
        if before:
            return market_of(vocabulary, before[-1])
        if self.last_market is not None:
            return market_of(vocabulary, self.last_market)
        return market_of(vocabulary, named[0][1]) if named else None

    def leave(self, sentence: Sentence, vocabulary: Vocabulary) -> None:
        """Remember what a sentence was about, for the next one of its paragraph."""
        if sentence.signs.isdisjoint(_REMEMBERED):
            return
        left = self.left.get(sentence.start)
        if left is None:
            left = self.left[sentence.start] = _left(sentence, vocabulary)
        self.last_indicator = left.indicator or self.last_indicator
        self.last_area = left.area or self.last_area
        self.last_market = left.market or self.last_market
        self.last_continent = left.continent or self.last_continent

    def indicator(self, sentence: Sentence, at: int) -> str | None:
        """Indicator of a bare rank: the last one named before it, the next after it, or the one
        that the sentence before spoke of."""
        named = [(index, _id(item)) for index, item in sentence.marked if item.label == "indicator"]
        before = [name for index, name in named if index < at]
        after = [name for index, name in named if index > at]
        if before:
            return before[-1]
        return after[0] if after else self.last_indicator

    @staticmethod
    def apart(sentence: Sentence, at: int, place: int) -> bool:
        """Whether another figure stands between a figure and a date."""
        between = sentence.items[min(at, place) + 1 : max(at, place)]
        return any(isinstance(item.meaning, Figure) for item in between)

    def period(self, sentence: Sentence, at: int, index: str | None) -> str | None:
        """Period of a figure: the nearest date that is no starting point and has no other figure
        before it ("110 tonnes, up from 90 tonnes in 2021"), and of two equally near the one
        behind; for an index, else the edition that the document is an extract of."""
        dated = [
            (self.apart(sentence, at, place), abs(place - at), place < at, item.meaning.value)
            for place, item in sentence.marked
            if isinstance(item.meaning, Dated) and item.meaning.relation is None
        ]
        if dated:
            return min(dated)[3]
        return self.editions.get(index) if index else None


def index_editions(
    document: Document, lexicon: Lexicon, sentences: Iterable[Sentence]
) -> dict[str, str]:
    """``{index: year}`` where a heading or a sentence names an index and a year behind it."""
    editions: dict[str, str] = {}
    for passage in document.passages:
        if passage.kind == "heading" and passage.set_aside is None:
            heading = tokens(document.text, passage.start, passage.end)
            for name in lexicon.match(heading):
                behind = heading[name.last + 1 : name.last + 5]
                year = next((t.text for t in behind if re.fullmatch(r"20\d\d", t.text)), None)
                if name.label == "index" and year is not None:
                    editions.setdefault(name.id, year)
    for sentence in sentences:
        for index, item in sentence.marked:
            if item.label != "index" or not isinstance(item.meaning, Name):
                continue
            for behind_item in sentence.items[index + 1 : index + 4]:
                dated = behind_item.meaning
                if isinstance(dated, Dated) and re.fullmatch(r"20\d\d", dated.value):
                    editions.setdefault(item.meaning.id, dated.value)
    return editions


def heading_area(section: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """The one country that a path of headings names, the innermost heading first."""
    for heading in reversed(section):
        sentence = tokens(heading, 0, len(heading))
        named = {name.id for name in lexicon.match(sentence) if name.label == "area"}
        if len(named) == 1:
            return named.pop()
        if named:
            return None
    return None


def heading_regions(heading: str, lexicon: Lexicon) -> set[str]:
    """Regions that a heading names, the world apart."""
    sentence = tokens(heading, 0, len(heading))
    named = (name for name in lexicon.match(sentence) if name.label.startswith("region"))
    return {name.id for name in named if name.id != "WORLD"}


def subject_areas(sentence: Sentence, at: int) -> list[str]:
    """Areas named as the subject before item ``at``: a list with "is", "serves as" … behind it.

    Between the verb and the item only words may stand: "Albania is a key transit country".
    """
    index = at
    while index >= 0 and (index == at or sentence.items[index].label is None):
        if sentence_at(sentence, index) in ENGLISH.copulas:
            break
        index -= 1
    if index < 0 or sentence.items[index].label is not None:
        return []
    areas: list[str] = []
    for place in range(index - 1, -1, -1):
        item, word = sentence.items[place], sentence_at(sentence, place)
        # "South-Eastern European countries are …" speaks of the region.
        of_region = item.label == "region_adjective" and sentence_at(sentence, place + 1) in (
            "countries",
            "states",
            "jurisdictions",
        )
        named = item.label in AREA_LABELS
        if (named or of_region) and isinstance(item.meaning, Name):
            areas.insert(0, item.meaning.id)
        elif (
            item.label is not None
            or (areas and word not in ("and", ",", "the", "or", "both"))
            or (not areas and index - place > _FAR)
        ):
            break
    return areas


def market_of(vocabulary: Vocabulary, name: Name) -> str | None:
    """The market that a substance, goods, an indicator of an index or a market's own name stands
    for; ``None`` for an indicator that scores no market."""
    if name.label == "substance":
        return vocabulary.substances[name.id].market
    if name.label == "indicator":
        return _scored(vocabulary).get(name.id)
    if isinstance(name, Goods):
        return name.market
    return name.id if name.label == "market" else None


@per_vocabulary
def _scored(vocabulary: Vocabulary) -> dict[str, str]:
    """Markets by the indicator that scores them, the first of each."""
    markets = reversed(vocabulary.markets.items())
    return {market.indicator: key for key, market in markets if market.indicator is not None}


def topic(sentence: Sentence, at: int) -> str:
    """What a figure is about when no pattern says it: the nearest substance or counted thing, else
    the nearest plain words before it."""
    about = [
        (abs(index - at), _id(item))
        for index, item in sentence.marked
        if item.label in ("substance", "thing", "goods", "indicator")
    ]
    if about:
        return min(about)[1]
    words: list[str] = []
    for index in range(at - 1, -1, -1):
        item, word = sentence.items[index], sentence_at(sentence, index)
        if item.label is not None or not word.isalpha():
            if words:
                break
            continue
        if word in ENGLISH.small_words:
            continue
        words.append(word)
        if len(words) == 3:
            break
    return slug(" ".join(reversed(words))) or "figure"


def slug(words: str) -> str:
    """Words as a short indicator name: lower case, joined by underscores, small words left out."""
    kept = [
        word for word in re.findall(r"[^\W_]+", words.lower()) if word not in ENGLISH.small_words
    ]
    return "_".join(kept[:5])


def _id(item: Item) -> str:
    assert isinstance(item.meaning, Name)
    return item.meaning.id


def moved(sentence: Sentence, index: int) -> bool:
    """True for "from Turkey, Iran and Pakistan": the places of a movement, not of the figure."""
    step = index - 1
    while step >= 0 and (
        sentence.items[step].label in ("area", "region")
        or sentence_at(sentence, step) in ("and", ",", "or", "the")
    ):
        step -= 1
    return step >= 0 and sentence_at(sentence, step) in _MOVES


def sentence_at(sentence: Sentence, index: int) -> str:
    """Item ``index`` in the one-line form."""
    return sentence.words[index]


def _anaphor(sentence: Sentence) -> bool:
    if _ANAPHOR_WORDS.isdisjoint(sentence.said):
        return False
    line = f" {sentence.line}"
    return any(words in line for words in _ANAPHORS)
