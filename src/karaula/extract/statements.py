"""Claims of the kinds that are statements, not figures: patterns over each sentence.

A pattern fills scalar slots from lists too: "a transit and destination country for heroin and
cocaine" gives four roles. What a sentence leaves unsaid is taken from around it by three names:
``{here}`` (the area that the sentence or its section is about), ``{topic}`` (the market that was
named last) and, for every kind with such a slot, the hedge of the sentence.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from karaula.evidence import KINDS, Claim, Slots, required_slots, slot_types
from karaula.extract.context import Context, market_of, sentence_at
from karaula.extract.doubt import hedge
from karaula.extract.frame import Reading, claim_at
from karaula.extract.matching import NAMED, Match, matches, part_text
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Item, Sentence
from karaula.vocabulary import Vocabulary

_STRENGTH_REACH = 8
"""Words before a role word in which its strength may stand."""


class Statements:
    """Extractor of one kind of statement by its patterns."""

    def __init__(self, kind: str, version: int = 1) -> None:
        self.kind = kind
        self.method = f"text:{kind}@{version}"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Claims of the kind, in the order of the sentences."""
        context = reading.context()
        for sentence in reading.sentences:
            context.enter(sentence)
            used: set[int] = set()
            for finder in reading.finders.fitting(self.kind, sentence):
                for match in matches(finder, sentence):
                    key = _key_items(match)
                    if key and used.isdisjoint(key):
                        used |= key
                        yield from self._claims(reading, context, sentence, match)
            context.leave(sentence, reading.vocabulary)

    def _claims(
        self, reading: Reading, context: Context, sentence: Sentence, match: Match
    ) -> Iterator[Claim]:
        slots: dict[str, list[Any]] = {}
        for slot, template in match.pattern.says.items():
            slots[slot] = _values(reading.vocabulary, context, sentence, match, slot, template)
        types = slot_types(self.kind)
        if "hedge" in types:
            doubt = hedge(sentence, match.last)
            slots.setdefault("hedge", [doubt] if doubt else [])
        wanted = (*required_slots(self.kind), *match.pattern.needs)
        if any(not slots.get(slot) for slot in wanted):
            return
        single = [slot for slot, values in slots.items() if values and not types[slot][1]]
        listed = {slot: tuple(slots[slot]) for slot in slots if types[slot][1]}
        make: Callable[..., Slots] = KINDS[self.kind]
        for values in product(*(slots[slot] for slot in single)):
            chosen = dict(zip(single, values, strict=True))
            if "market" in chosen and "substance" in types:
                chosen["substance"] = _substances(reading.vocabulary, sentence, match, chosen)
            if "role" in chosen:
                chosen |= _role(sentence, match, chosen["role"])
            yield claim_at(
                reading.document,
                sentence,
                (match.first, match.last),
                make(**chosen, **listed),
                method=self.method,
                confidence=match.pattern.confidence,
            )


def _role(sentence: Sentence, match: Match, named: str) -> dict[str, str | None]:
    """A role word as slots: the role, its detail ("hub"), and how strongly it is said."""
    role, _, detail = named.partition("|")
    slots: dict[str, str | None] = {"role": role}
    if detail:
        slots["detail"] = detail
    at = next(
        (
            index
            for index in range(match.first, match.last + 1)
            if sentence.items[index].label == "role"
            and isinstance(meaning := sentence.items[index].meaning, Name)
            and meaning.id == named
        ),
        None,
    )
    if at is not None:
        begin = at
        while (
            begin > 0 and at - begin < _STRENGTH_REACH and sentence.items[begin - 1].label is None
        ):
            begin -= 1
        line = " ".join(sentence_at(sentence, index) for index in range(begin, at))
        found = (word for word in ENGLISH.strengths if f" {word} " in f" {line} ")
        slots["strength"] = next(found, None)
    return slots


def _substances(
    vocabulary: Vocabulary, sentence: Sentence, match: Match, chosen: dict[str, Any]
) -> str | None:
    """Substances named for the market of one claim, where they say more than the market does."""
    named = dict.fromkeys(
        item.meaning.id
        for item in match.items(sentence, "market")
        if isinstance(item.meaning, Name)
        and item.label == "substance"
        and market_of(vocabulary, item.meaning) == chosen["market"]
        and item.meaning.id != chosen["market"]
    )
    return ", ".join(named) or None


def _key_items(match: Match) -> set[int]:
    """Items that only one pattern of a kind may use: what it says of the areas or groups."""
    keys: set[int] = set()
    for name, (first, last) in match.parts.items():
        if name in ("role", "roles", "key"):
            keys.update(range(first, last + 1))
    if not keys:
        keys = {match.first}
    return keys


def _values(
    vocabulary: Vocabulary,
    context: Context,
    sentence: Sentence,
    match: Match,
    slot: str,
    template: str,
) -> list[Any]:
    """Values that a slot takes: every member of the list, one text, or what stands around."""
    named = NAMED.fullmatch(template)
    if named is None:
        filled = NAMED.sub(lambda part: part_text(sentence, match, part.group(1)) or "", template)
        return [filled] if filled else []
    name, otherwise = named.group(1), named.group(2)
    values: list[Any] = []
    for option in (name, *([otherwise] if otherwise else [])):
        values = _named(vocabulary, context, sentence, match, slot, option)
        if values:
            break
    return values


def _named(
    vocabulary: Vocabulary,
    context: Context,
    sentence: Sentence,
    match: Match,
    slot: str,
    name: str,
) -> list[Any]:
    if name == "here":
        return context.here(sentence, match.first)
    if name == "topic":
        market = context.market(sentence, match.first, vocabulary)
        return [market] if market else []
    items = match.items(sentence, name)
    if not items:
        text = part_text(sentence, match, name)
        return [text] if text else ([name] if name not in match.parts and "_" in name else [])
    values = (value_of(vocabulary, item, slot) for item in items)
    return [value for value in dict.fromkeys(values) if value is not None]


def value_of(vocabulary: Vocabulary, item: Item, slot: str) -> str | None:
    """Id of a recognised item as a slot wants it: a substance stands for its market."""
    meaning = item.meaning
    assert isinstance(meaning, Name)
    if slot == "market":
        return market_of(vocabulary, meaning)
    return meaning.id
