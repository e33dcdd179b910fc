"""A sentence as names of responses are looked for in it: its words as they stand in the text."""

from dataclasses import dataclass, field

from karaula.extract.responses.words import Phrase, response_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import FIGURE_LABELS, Sentence

OPEN, CLOSE = '“„«"‘', '”“»"’'
REACH = 60
"""Items from a name at which its sentence is still asked about it."""
LONGEST = 24
"""Items that a name may have."""
_MONTHS = frozenset((
    "january", "february", "april", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
))  # fmt: skip
_PURPOSES = frozenset((
    "eliminate", "counter", "combat", "prevent", "suppress", "fight", "protect", "stop", "end",
    "reduce", "tackle", "support", "strengthen", "address", "curb", "punish", "dismantle",
    "disrupt", "monitor", "control", "detect",
))  # fmt: skip
"""What is to be done, in the name of a treaty or an alliance: "Protocol to Eliminate Illicit"."""
_NOT_NAMED = (*FIGURE_LABELS, "date", "group")
_LINKED_PLACE = frozenset(("in", "with", "and", "between", "from"))
_PLACED = ("area", "region", "place", "adjective", "region_adjective")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name: its items, its type, and what it is also called there."""

    first: int
    last: int
    kind: str
    aliases: tuple[str, ...] = ()
    core: tuple[int, int] | None = None
    """Items of the name proper, where the head stands beside it in small letters."""


@dataclass(slots=True)
class Spoken:
    """A sentence with its items as they stand in the text."""

    sentence: Sentence
    source: str
    """Text of the document."""
    words: list[str] = field(init=False)
    """The items in lower case, blanks folded."""

    def __post_init__(self) -> None:
        self.words = list(self.sentence.words)
        for index, item in self.sentence.marked:
            self.words[index] = " ".join(self.source[item.start : item.end].lower().split())

    def text(self, first: int, last: int) -> str:
        """Words of items as they stand, blanks folded."""
        items = self.sentence.items
        return " ".join(self.source[items[first].start : items[last].end].split())

    def word(self, index: int) -> str:
        """An item in lower case; nothing beyond the ends of the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def label(self, index: int) -> str | None:
        """Label of an item."""
        items = self.sentence.items
        return items[index].label if 0 <= index < len(items) else None

    def capital(self, index: int) -> bool:
        """True for an item of a name: one that begins with a capital letter, and no date."""
        if not 0 <= index < len(self.words):
            return False
        item = self.sentence.items[index]
        if item.label in _NOT_NAMED or self.words[index] in _MONTHS:
            return False
        return self.source[item.start].isupper() or acronym(self.source[item.start : item.end])

    def plain(self, index: int) -> bool:
        """True for a capital that no vocabulary knows."""
        return self.capital(index) and self.sentence.items[index].label is None

    def head(self, at: int, *, small: bool = False) -> tuple[int, Phrase | None]:
        """Length and words of the head at an item, the longest that fits: of a name in capitals, or
        of one in ``small`` letters."""
        known = response_words()
        heads = known.common if small else known.heads
        first = known.first_of_common if small else known.first_of_heads
        if at < len(self.words) and self.words[at] in first:
            for size in range(min(known.longest, len(self.words) - at), 0, -1):
                words = tuple(self.words[at : at + size])
                if words == ("law",) and self.word(at + 1) == "enforcement":
                    continue
                if words in heads:
                    return size, words
        return 1, None


def joined(spoken: Spoken, dash: int) -> bool:
    """A dash inside a word: "High-impact", or the word behind one."""
    items = spoken.sentence.items
    if not 0 < dash < len(items) - 1:
        return False
    return items[dash - 1].end == items[dash].start and items[dash].end == items[dash + 1].start


def acronym(name: str) -> bool:
    """True for names like "SIATD", "iPROCEEDS-2"."""
    return " " not in name and sum(letter.isupper() for letter in name) >= 3


def end_of(spoken: Spoken, at: int) -> int:
    """Last item of the capitals behind a head."""
    links = response_words().links
    last = step = at
    while step + 1 < len(spoken.words) and step - at < LONGEST:
        step += 1
        word = spoken.word(step)
        if last == step - 2 and joined(spoken, step - 1) and word.isalpha():
            last = step  # "Project Co-ordinator"
        elif spoken.capital(step) or (spoken.label(step) == "region" and word.startswith("the ")):
            # "Control Units in Bar", "agreement with Serbia", "… and Montenegro a plan".
            between = {spoken.word(index) for index in range(last + 1, step)}
            if spoken.label(step) in _PLACED and between & _LINKED_PLACE:
                break
            if (
                between & {"to", "from"}
                and spoken.head(step)[1] is None
                and word not in _PURPOSES
                and not _headed(spoken, step)
            ):
                break
            last = step
        elif word == "," and _list_of_capitals(spoken, at, step):
            continue
        elif word not in links or (word == "and" and not spoken.capital(step + 1)):
            break
    while last + 1 < len(spoken.words) and spoken.head(last + 1)[1] == ("plans",):
        last += 1
    return last


def _list_of_capitals(spoken: Spoken, at: int, comma: int) -> bool:
    """Whether a comma stands in what a name is for: "to Prevent, Suppress and Punish …"."""
    if {"on", "to", "for", "against", "in"}.isdisjoint(spoken.words[at + 1 : comma]):
        return False
    step = comma
    while spoken.word(step) == "," and spoken.plain(step + 1):
        step += 2
        while spoken.plain(step):
            step += 1
    return spoken.word(step) == "and" and spoken.plain(step + 1)


def _headed(spoken: Spoken, at: int) -> bool:
    """Whether a head stands among the capitals from an item on: "to the Budapest Convention"."""
    while spoken.capital(at):
        if spoken.head(at)[1] is not None:
            return True
        at += 1
    return False


def body_kind(spoken: Spoken, index: int) -> str:
    """Type of a body of the vocabulary by its name: "… in the Balkans project" is a project."""
    heads = response_words().heads
    words = spoken.word(index).replace("law enforcement", "").split()
    ends = [at for at, word in enumerate(words) if word in ("for", "against", "on", "in", "of")]
    named = [kind for word in words[: ends[0] if ends else None] if (kind := heads.get((word,)))]
    return named[-1] if named else "institution"


def name_id(spoken: Spoken, index: int) -> str | None:
    """Id of the name at an item."""
    meaning = spoken.sentence.items[index].meaning
    return meaning.id if isinstance(meaning, Name) else None
