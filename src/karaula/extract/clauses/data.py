"""What the reader of clauses gives; ``clauses.py`` tells of it."""

from dataclasses import dataclass, field
from typing import Literal

from karaula.extract.sentences.sentence import Item, Sentence

Certainty = Literal["said", "denied", "unreal"]


Kind = Literal["main", "relative", "participle", "infinitive", "content", "adverbial"]


@dataclass(slots=True)
class Phrase:
    """A noun phrase, or a list of them, alone or behind a preposition."""

    preposition: str
    first: int
    """First item; that of the preposition, if there is one, also before "which" ("to which")."""
    parts: list[tuple[int, int]]
    """First and last item of each member of the list."""
    behind: int = -1
    """The item before it."""

    @property
    def last(self) -> int:
        """Last item."""
        return self.parts[-1][1]

    @property
    def heads(self) -> tuple[int, ...]:
        """The last item of each member: its noun."""
        return tuple(last for _, last in self.parts)

    def items(self, sentence: Sentence) -> list[Item]:
        """Items of all members, without what joins them."""
        return [item for first, last in self.parts for item in sentence.items[first : last + 1]]

    def named(self, sentence: Sentence, *labels: str) -> list[Item]:
        """Items of these labels in all members."""
        return [item for item in self.items(sentence) if item.label in labels]


@dataclass(slots=True)
class Clause:
    """A clause; see the head of the module."""

    kind: Kind
    first: int
    opener: str = ""
    parent: int | None = None
    verb: str = ""
    at: int = -1
    """Item of the verb, -1 for none."""
    passive: bool = False
    negated: bool = False
    modal: str = ""
    past: bool = False
    form: str = ""
    """``finite``, ``part``, ``ing`` or ``to``."""
    raised: str = ""
    """The verb before "to": "believe" of "is believed to come"."""
    subject: Phrase | None = None
    objects: list[Phrase] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    beside: list[Phrase] = field(default_factory=list)
    """Noun phrases set beside the one before: "Serbia, a transit country, …"."""
    last: int = -1
    certainty: Certainty = "said"

    def behind_verb(self) -> list[Phrase]:
        """Phrases with a preposition that stand behind the verb."""
        return [phrase for phrase in self.phrases if phrase.first > self.at]

    def of(self, phrase: Phrase) -> list[Phrase]:
        """Phrases with a preposition that follow another without a gap: its complements."""
        found: list[Phrase] = []
        last = phrase.last
        for other in self.phrases:
            if other.behind == last and other.first > phrase.first:
                found.append(other)
                last = other.last
        return found
