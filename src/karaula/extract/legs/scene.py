"""What is known while the way of goods is read: the sentence, what moves in it, where it stops."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS, Context
from karaula.extract.groups.words import Group
from karaula.extract.legs.words import WayWords, way_words
from karaula.extract.sentences.sentence import SIGN_OF, Item, Sentence
from karaula.vocabulary import Vocabulary

_GOODS = frozenset(SIGN_OF[label] for label in GOODS_LABELS)
_PLACES = (*AREA_LABELS, "adjective", "region_adjective")
_PLACED = frozenset(SIGN_OF[label] for label in _PLACES)
_GROUP = SIGN_OF["group"]


@dataclass(frozen=True, slots=True)
class Theme:
    """What moves: markets with the substances that say more, and the item that names it."""

    markets: tuple[tuple[str, tuple[str, ...]], ...]
    at: int
    lawful: bool = False
    """Whether it may be lawful: weapons, timber."""

    def behind(self) -> "Theme":
        """The same goods in a sentence behind theirs, where they stand at no item."""
        return self if self.at == -1 else Theme(self.markets, -1, self.lawful)


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of a way."""

    end: str
    """``origin``, ``via`` or ``destination``."""
    areas: tuple[str, ...]
    first: int
    last: int
    sort: str
    """``way``: goods go from or to it; ``noun``: a noun says so ("the flow from"); ``at``:
    something is done there; ``role``: what the place is or does; ``of``: an adjective."""
    clause: int = 0
    anew: bool = False
    """Whether its clause tells another way: "…, or hauled to Chile"."""
    caught: bool = False
    """Whether goods were caught there."""


def _speaks_of_making(sentence: Sentence) -> bool:
    """Whether a sentence may tell what goods are made of, or with."""
    said = sentence.said
    if "used" in said or not _MAKES.isdisjoint(said):
        return True
    return "from" in said and not _MADE.isdisjoint(said)


def _made_of(words: tuple[str, ...], index: int) -> bool:
    """Whether goods are what others are used to make: "acid used in the production of heroin", "a
    chemical for making heroin", "made from ephedra"."""
    before = words[max(0, index - 5) : index]
    if "from" in before:
        at = len(before) - 1 - before[::-1].index("from")
        if not _MADE.isdisjoint(before[max(0, at - 2) : at]):
            return not set(before[at + 1 :]) & {",", "and", "to"}
    if before[-1:] and before[-1] in _MAKES and not {"to", "for", "in"}.isdisjoint(before[-2:-1]):
        return not _REAGENTS.isdisjoint(words[max(0, index - 9) : index - 1])
    return before[-1:] == ("of",) and "used" in before and not _MAKING.isdisjoint(before)


_MADE = frozenset(("made", "manufactured", "produced", "extracted", "derived", "synthesised",
                   "synthesized", "cooked", "processed", "refined"))  # fmt: skip
_MAKING = frozenset(("production", "manufacture", "manufacturing", "making", "synthesis"))
_MAKES = frozenset(("make", "making", "produce", "producing", "process", "processing", "refine",
                    "refining", "cook", "cooking", "manufacture", "synthesise", "cut",
                    "cutting"))  # fmt: skip
_REAGENTS = frozenset(("chemical", "chemicals", "acid", "substance", "substances", "solvent",
                       "solvents", "precursor", "precursors", "ingredient", "ingredients",
                       "reagent", "reagents", "liquid", "agent"))  # fmt: skip
_FLAGS = ("flagged", "registered")


def _named_vessels(sentence: Sentence, words: WayWords) -> Iterator[int]:
    """Items that close the name of a vessel: "the yacht Libeccio", "the Malta-flagged Corvina"."""
    said = words.rides_in | frozenset((*_FLAGS, "mv", "m/v"))
    if said.isdisjoint(sentence.said):
        return
    capital = {it.end for it in sentence.tokens if it.text[:1].isupper()}
    at = 0
    while at < len(sentence.items) - 1:
        at += 1
        if sentence.words[at - 1] not in said:
            continue
        begin = at
        while at < len(sentence.items) and (
            sentence.words[at] in _QUOTES
            or (sentence.items[at].label is None and sentence.items[at].end in capital)
        ):
            at += 1
        last = at - 1
        while last >= begin and sentence.words[last] in _QUOTES:
            last -= 1
        if last >= begin:
            yield last


_QUOTES = frozenset(('"', "“", "”", "'", "‘", "’", "«"))
_DATELINE = 12
"""Items in which a dateline ends: "NAIROBI, 24 September 2013 (IRIN) -"."""


def _dateline(sentence: Sentence) -> int:
    """Items of the dateline of a sentence: 0 for none."""
    if sentence.words[:3] == ("once", "there", ","):
        return 3
    if sentence.items[0].label not in AREA_LABELS:
        line = sentence.words[:_DATELINE]  # "Svilengrad, September 29 (BTA) - Two lorries"
        return next(
            (at + 1 for at, word in enumerate(line) if word == "-" and line[at - 1] == ")"), 0
        )
    if sentence.words[1:2] == (":",):
        return 2  # "Spain: Police seize"
    signs = enumerate(sentence.words[:_DATELINE])
    return next((at + 1 for at, word in signs if word in ("-", "–", "—")), 0)


def _behind_dateline(clauses: tuple[Clause, ...], line: int) -> tuple[Clause, ...]:
    """Clauses whose subject is not the dateline before it: "NAIROBI (IRIN) - Heroin is"."""
    subject = clauses[0].subject if clauses else None
    if subject is None or subject.last >= line:
        return clauses
    behind = [phrase for phrase in clauses[0].beside if phrase.first >= line]
    if not behind:
        return clauses
    told = replace(clauses[0], subject=behind[0], beside=behind[1:])
    shared = (
        replace(one, subject=behind[0])
        if one.subject is not None and one.subject.parts == subject.parts
        else one
        for one in clauses[1:]
    )
    return (told, *shared)


def _with_their_places(clauses: tuple[Clause, ...], words: WayWords) -> tuple[Clause, ...]:
    """Clauses with the places that stand behind a comma, beside the clause above: "accused of
    moving people, most of them Syrians, from Greece to Serbia"."""
    found = list(clauses)
    for number, clause in enumerate(clauses):
        if clause.parent is None or clause.kind not in ("participle", "infinitive"):
            continue
        above = clauses[clause.parent] if clause.parent < len(clauses) else None
        if above is None or clause.verb not in words.moves or above.verb in words.moves:
            continue
        led = any(words.ends.get(p.preposition, "at") != "at" for p in clause.phrases)
        if not (clause.objects or led) or any(c.parent == number for c in clauses):
            continue
        apart = [
            phrase
            for phrase in above.phrases
            if phrase.first > max(clause.at, clause.last, above.at)
            and words.ends.get(phrase.preposition, "at") != "at"
        ]
        if apart:
            found[number] = replace(clause, phrases=[*clause.phrases, *apart])
    return tuple(found)


def _as_said(item: Item, word: str) -> str:
    """An item's word or sign, "they" as it stands."""
    meaning = item.meaning
    pointing = isinstance(meaning, Group) and meaning.sort == "pointing" and " " not in meaning.id
    return meaning.id if pointing and isinstance(meaning, Group) else word


@dataclass(slots=True)
class Scene:
    """A sentence with its clauses and what is known from before it."""

    vocabulary: Vocabulary
    context: Context
    sentence: Sentence
    clauses: tuple[Clause, ...]
    section: str | None = None
    there: tuple[str, ...] = ()
    """Areas that "there" stands for: those that were named last."""
    before: Theme | None = None
    """What moved in the sentences before."""
    markets: frozenset[str] = frozenset()
    """Markets that the document names anywhere."""
    story: Theme | None = None
    """What the whole text is about, where it is about one market."""
    drug: Theme | None = None
    """The drug that was named last, for "the drug" where something else was spoken of."""
    caught: bool = False
    """Whether the text tells of a catch."""
    people: bool = False
    """Whether the sentence before named people who may be moved."""
    area_before: bool = False
    """Whether the sentence before, of the same paragraph, spoke of an area."""
    latter: tuple[str, ...] = ()
    """The area that the sentence before named last."""
    recent: tuple[tuple[str, ...], ...] = ()
    """The areas that the last sentences of the paragraph named, for "the two ports"."""
    lead: tuple[str, ...] = ()
    """The area with which the paragraph begins: what "the country" in it stands for."""
    several: bool = False
    """Whether the sentence before named several drugs, which "the drugs" stands for."""
    home: str | None = None
    """The one country whose officers act in a text on a catch."""
    titled: str | None = None
    """The country that the headline of news names, for "the country"."""
    spots: Mapping[str, str] = field(default_factory=dict)
    """Areas of the places that the text names anywhere, by their names in lower case."""
    told: dict[int, Theme] = field(default_factory=dict)
    themes: dict[int, Theme] = field(default_factory=dict)
    """What moves in a clause, by its identity."""
    roles: frozenset[int] | None = None
    """Items with which the name of a role may begin, once they were asked for."""
    named: dict[tuple[tuple[int, int], ...], Theme | None] = field(default_factory=dict)
    """The goods of phrases, by their parts."""
    listed: dict[tuple[int, ...], Theme | None] = field(default_factory=dict)
    """What items name together, by their indexes."""

    ways: WayWords = field(init=False)
    dateline: int = field(init=False)
    """Items of the dateline in front."""
    goods: tuple[int, ...] = field(init=False)
    """Items that name goods of the vocabulary."""
    typed: tuple[int, ...] = field(init=False)
    """Words that may begin or mark the name of others."""
    placed: tuple[int, ...] = field(init=False)
    """Items that name areas, or nationalities."""
    words: tuple[str, ...] = field(init=False)
    """Words of the items, "they" among them."""
    vessels: frozenset[int] = frozenset()
    """Items that are the name of a vessel, in a text on a catch."""

    def __post_init__(self) -> None:
        self.ways = way_words(self.vocabulary)
        sentence = self.sentence
        self.dateline = _dateline(sentence)
        if self.clauses:
            if self.dateline:
                self.clauses = _behind_dateline(self.clauses, self.dateline)
            self.clauses = _with_their_places(self.clauses, self.ways)
        self.goods = self.typed = self.placed = ()
        if not sentence.signs.isdisjoint(_PLACED):
            self.placed = tuple([at for at, item in sentence.marked if item.label in _PLACES])
        if not sentence.signs.isdisjoint(_GOODS):
            goods = [at for at, item in sentence.marked if item.label in GOODS_LABELS]
            if _speaks_of_making(sentence):
                goods = [at for at in goods if not _made_of(sentence.words, at)]
            self.goods = tuple(goods)
        if not self.ways.begins.isdisjoint(sentence.said):
            begins = self.ways.begins
            self.typed = tuple(index for index, word in enumerate(sentence.words) if word in begins)
        self.words = sentence.words
        if _GROUP in sentence.signs:
            self.words = tuple(map(_as_said, sentence.items, sentence.words))
        if self.caught:
            self.vessels = frozenset(_named_vessels(sentence, self.ways))

    def leading(self, phrase: Phrase) -> str:
        """The first word of a phrase, behind a quotation mark."""
        first, last = phrase.parts[0]
        words = self.sentence.words[first : last + 1]
        return next((word for word in words if word not in _QUOTES), "")

    def word(self, index: int) -> str:
        """Word of an item, its sign where it was recognised; "they" may be a group or its goods,
        and a vessel is one by its name. Empty behind the last item."""
        if index in self.vessels:
            return "vessel"
        return self.words[index] if index < len(self.words) else ""
