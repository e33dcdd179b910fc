"""Who or what a sentence's words are said of: groups or a market, where, and when.

Reads only the paragraphs that hold such words, with the recognisers of extraction.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from karaula.check.case import Case
from karaula.evidence.document import Document
from karaula.extract.context import MARKET_LABELS, Context, market_of, sentence_at
from karaula.extract.frame import prepare
from karaula.extract.groups import Group
from karaula.extract.groups.actors import Actors
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Item, Sentence
from karaula.resolve.names import Names

_NOT_ALL = frozenset(("some", "several", "many", "certain", "few", "other", "others", "than"))
"""Said of some only, so that others may be otherwise; or what the groups meant are compared to."""
_WHICH = frozenset((
    "small", "smaller", "large", "larger", "major", "local", "foreign", "domestic", "transnational",
    "international", "rival", "ethnic", "emerging", "established", "independent", "new", "older",
    "traditional", "modern", "street", "mafia", "family",
))  # fmt: skip
"""Words that tell one sort of groups from another."""
_SECTION = ("paragraph", "list_item", "caption")


@dataclass(frozen=True, slots=True)
class Subject:
    """Of whom something is said. Two sentences speak of the same if these are equal."""

    name: str = ""
    """Of a group with a name of its own, in its plainest form."""
    which: tuple[str, ...] = ()
    market: str | None = None
    area: str | None = None

    def told(self, case: Case) -> str:
        """In words: "groups in migrant smuggling, South-Eastern Europe"."""
        known = case.vocabulary.markets.get(self.market or "")
        what = self.name.lstrip("+~=") or " ".join((*self.which, "groups"))
        parts = [what, f"in {known.name.lower()}" if known else ""]
        place = f", {case.area(self.area)}" if self.area else ""
        return " ".join(part for part in parts if part) + place


@dataclass(frozen=True, slots=True)
class Reader:
    """Sentences of one document with what stands around them."""

    case: Case
    document: Document

    def sentences(self, starts: frozenset[int]) -> Iterator[tuple[Sentence, "Around"]]:
        """Sentences of the passages that begin at ``starts``, in order."""
        passages = tuple(
            passage
            for passage in self.document.passages
            if passage.start in starts and passage.kind in _SECTION
        )
        vocabulary = self.case.vocabulary
        reading = prepare(replace(self.document, passages=passages), vocabulary)
        context = Context(reading.document, reading.lexicon, {})
        actors = Actors(vocabulary, reading.lexicon, self.document.source.title or "")
        around = Around(self.case, context, actors)
        for sentence in reading.sentences:
            context.enter(sentence)
            actors.enter(sentence)
            if around.passage != sentence.passage.start:
                around.passage, around.before = sentence.passage.start, None
            yield sentence, around
            around.leave(sentence)
            actors.leave(sentence, context.section(sentence))
            context.leave(sentence, vocabulary)


@dataclass(slots=True)
class Around:
    """What the sentences before have named."""

    case: Case
    context: Context
    actors: Actors
    passage: int = -1
    before: Subject | None = None
    """The groups that this paragraph named last."""

    def groups(self, sentence: Sentence, at: int) -> Subject | None:
        """Groups of which what stands at character ``at`` is said; None where that is not clear."""
        for index in range(len(sentence.items) - 1, -1, -1):
            item = sentence.items[index]
            if item.start > at:
                continue
            if item.label == "group":
                return self._group(sentence, index, at)
            if item.label is None and _word(sentence, index) == "groups":
                return self._plain(sentence, index, at)
        return None

    def leave(self, sentence: Sentence) -> None:
        """Remember the groups that a sentence named, with their market."""
        for index, item in enumerate(sentence.items):
            if isinstance(item.meaning, Group) and item.meaning.sort != "pointing":
                found = self._group(sentence, index, sentence.end)
                if found is not None:
                    self.before = found

    def _group(self, sentence: Sentence, index: int, until: int) -> Subject | None:
        group = sentence.items[index].meaning
        assert isinstance(group, Group)
        words = group.id.lower().replace("-", " ").split()
        nearby = [_word(sentence, step) for step in (index - 2, index - 1)]
        if not _NOT_ALL.isdisjoint((*words, *nearby)):
            return None
        if group.sort == "pointing":
            return self.before
        market = self._market_in(group.inside) or self._market_after(sentence, index, until)
        area = self._area(sentence, group.inside)
        if group.sort == "named":
            return Subject(name=Names(self.case.vocabulary).group(group.id).plain, market=market)
        which = tuple(sorted(_WHICH & {*words, nearby[-1]}))
        return Subject(which=which, market=market, area=area) if market or area else None

    def _plain(self, sentence: Sentence, index: int, until: int) -> Subject | None:
        """Groups told by their market only: "groups primarily involved in migrant smuggling"."""
        market = self._market_after(sentence, index, until)
        nearby = [_word(sentence, step) for step in (index - 2, index - 1)]
        if market is None or not _NOT_ALL.isdisjoint(nearby):
            return None
        which = tuple(sorted(_WHICH & {nearby[-1]}))
        return Subject(which=which, market=market, area=self._area(sentence))

    def _area(self, sentence: Sentence, inside: tuple[Name, ...] = ()) -> str | None:
        for name in inside:
            if name.label in ("area", "adjective", "region", "region_adjective"):
                return name.id
        return self.context.section(sentence) or self.actors.region(sentence)

    def _market_in(self, names: tuple[Name, ...]) -> str | None:
        markets = (market_of(self.case.vocabulary, n) for n in names if n.label in MARKET_LABELS)
        return next((market for market in markets if market), None)

    def _market_after(self, sentence: Sentence, index: int, until: int) -> str | None:
        """The market that the groups are said to be in: "groups involved in migrant smuggling"."""
        for item in sentence.items[index + 1 :]:
            if item.start >= until or item.label == "group":
                return None
            if item.label in MARKET_LABELS and isinstance(item.meaning, Name):
                market = market_of(self.case.vocabulary, item.meaning)
                if market:
                    return market
        return None

    def market(self, sentence: Sentence, start: int, end: int) -> Subject | None:
        """Market and area of which the words from ``start`` to ``end`` are said: those named in the
        words or right before them, the only ones of the sentence, else what stands around."""
        items = sentence.items
        last = min(sum(1 for item in items if item.end <= start), len(items) - 1)
        market = self._nearest(sentence, start, end, self._market) or self.context.market(
            sentence, last, self.case.vocabulary
        )
        area = self._nearest(sentence, start, end, _area) or self.context.area(sentence, last)
        return Subject(market=market, area=area) if market and area else None

    def _market(self, item: Item) -> str | None:
        if item.label in MARKET_LABELS and isinstance(item.meaning, Name):
            return market_of(self.case.vocabulary, item.meaning)
        return None

    @staticmethod
    def _nearest(
        sentence: Sentence, start: int, end: int, of: Callable[[Item], str | None]
    ) -> str | None:
        named = [(item, found) for item in sentence.items if (found := of(item))]
        near = [found for item, found in named if item.end >= start - 1 and item.start < end]
        every = list(dict.fromkeys(found for _, found in named))
        return near[0] if near else every[0] if len(every) == 1 else None


def _area(item: Item) -> str | None:
    """The area of an item; ends of routes and adjectives too, as the only one of a sentence."""
    named = item.label in ("area", "adjective") and isinstance(item.meaning, Name)
    return item.meaning.id if named and isinstance(item.meaning, Name) else None


def _word(sentence: Sentence, index: int) -> str:
    return sentence_at(sentence, index) if 0 <= index < len(sentence.items) else ""


def years(sentence: Sentence) -> frozenset[str]:
    """Years that a sentence names."""
    dated = (item.meaning.value for item in sentence.items if isinstance(item.meaning, Dated))
    return frozenset(part[:4] for value in dated for part in value.split("/") if part[:4].isdigit())
