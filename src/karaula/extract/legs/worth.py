"""Which sentences and clauses may tell of a way, by their words alone: reading one is dear."""

from itertools import pairwise

from karaula.extract.clauses import Clause
from karaula.extract.context import AREA_LABELS, GOODS_LABELS
from karaula.extract.frame import Reading
from karaula.extract.groups.words import Group
from karaula.extract.legs.scene import Theme
from karaula.extract.legs.words import WayWords
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Item, Sentence

PLACES = frozenset(SIGN_OF[label] for label in (*AREA_LABELS, "adjective", "region_adjective"))
PLACE_WORDS = PLACES | {"there", "country", "continent"}
"""What may be a place, in words."""
ROUTE = SIGN_OF["route"]
_THEM = frozenset(("they", "group", "men", "people", "all", "most", "passengers", "migrants"))
_FIRST = 3
"""Words in which those are spoken of again: "All of them"."""
_MOVED = ("migrants", "victims")
_GOODS = frozenset(SIGN_OF[label] for label in GOODS_LABELS)
_GROUP = SIGN_OF["group"]
_NATIONAL = SIGN_OF["adjective"]
_SOURCE_FOR = frozenset((SIGN_OF["role"], "for"))
"""What a role needs to tell a way: "a source of rifles for France"."""
_ROLE = SIGN_OF["role"]
_SHORT = 14
"""Characters of "destination", and not of "destination country"."""
_NEAR = 8
"""Words that may stand between a word of direction and the place it leads to."""


def worth(
    sentence: Sentence,
    words: WayWords,
    before: Theme | None,
    following: Sentence | None,
    *,
    begun: bool,
) -> bool:
    """Whether a sentence names a place, and goods or something that may stand for them. Where
    something is found or made is worth it beside another place, or beside a way that another
    sentence tells: one that has ``begun``, or the ``following``."""
    if ROUTE in sentence.signs and not sentence.signs.isdisjoint(_GOODS):
        return True
    if sentence.said.isdisjoint(PLACE_WORDS):
        return False
    if not _tells_way(sentence, words):
        if words.places.isdisjoint(sentence.said):
            return False
        areas = sum(word in PLACES for word in sentence.words)
        near = begun or (following is not None and _tells_way(following, words))
        if areas < 2 and not near:
            return False
    if (
        sentence.signs.isdisjoint(_GOODS)
        and before is None
        and words.kinds.isdisjoint(sentence.said)
    ):
        people = not sentence.said.isdisjoint(words.moved)
        if not people and _NATIONAL in sentence.signs:
            said = sentence.said
            people = "smugglers" in said or not words.carried.isdisjoint(said)
        typed = SIGN_OF["role"] in sentence.signs and not words.begins.isdisjoint(sentence.said)
        ring = _GROUP in sentence.signs and any(map(_deals, sentence.recognised))
        return people or typed or ring or SIGN_OF["thing"] in sentence.signs
    return True


def _deals(item: Item) -> bool:
    """Whether the name of a group says what it deals in: "a weapons-smuggling ring"."""
    meaning = item.meaning
    return isinstance(meaning, Group) and any(name.label == "market" for name in meaning.inside)


def _tells_way(sentence: Sentence, words: WayWords) -> bool:
    """Whether a sentence has a word for a way, or one of direction shortly before a place."""
    said = sentence.said
    if not words.hints.isdisjoint(said) or said >= _SOURCE_FOR:
        return True
    if _ROLE in said and any(map(_goal, sentence.recognised)):
        return True
    if words.leading.isdisjoint(said):
        return False
    at = [index for index, word in enumerate(sentence.words) if word in PLACE_WORDS]
    return any(not words.leading.isdisjoint(sentence.words[max(0, i - _NEAR) : i]) for i in at)


def _goal(item: Item) -> bool:
    """Whether an item is "destination": "whose destination was"."""
    meaning = item.meaning
    if item.label != "role" or not isinstance(meaning, Name):
        return False
    return meaning.id.startswith("destination") and item.end - item.start < _SHORT


def following_in(reading: Reading, number: int) -> Sentence | None:
    """The next sentence of the same paragraph."""
    if number + 1 == len(reading.sentences):
        return None
    following = reading.sentences[number + 1]
    return following if following.passage.start == reading.sentences[number].passage.start else None


def they(sentence: Sentence) -> bool:
    """Whether a sentence begins with "they" or the like and names a place, or says so of them
    behind what somebody said."""
    begin = {it.text.lower() for it in sentence.tokens[:_FIRST]}
    first = isinstance(sentence.items[0].meaning, Group) or not _THEM.isdisjoint(begin)
    first = first or any(it.text.lower() in ("they", "them") for it in sentence.tokens)
    return first and not sentence.signs.isdisjoint(PLACES)


def names_people(sentence: Sentence, words: WayWords) -> bool:
    """Whether a sentence names people who may be moved, for "they" in the next one."""
    if not sentence.signs.isdisjoint(_GOODS):
        return False
    counted = any(
        it.label == "adjective" and before.label in ("number", "count") and _plural(sentence, it)
        for before, it in pairwise(sentence.items)
    )  # "found 27 Afghans in a van"
    return (
        counted
        or not sentence.said.isdisjoint(words.moved)
        or any(
            item.label == "thing" and isinstance(item.meaning, Name) and item.meaning.id in _MOVED
            for item in sentence.recognised
        )
    )


def _plural(sentence: Sentence, item: Item) -> bool:
    text = next((it.text for it in sentence.tokens if it.end == item.end), "")
    return text.endswith(("s", "ese"))


def no_role(sentence: Sentence, above: Clause, clause: Clause) -> bool:
    """Whether a clause hangs on a role that is denied: "is no transit country for drugs to"."""
    below = clause.kind in ("participle", "relative")
    denied = below and above.verb == "be" and above.certainty == "denied"
    # "were once a single gang that smuggled" denies no way.
    return denied and any(it.named(sentence, "role") for it in above.objects)


def names_place(clause: Clause, where: list[int]) -> bool:
    """Whether a clause names a place, itself, in its subject or in what it tells of."""
    if any(clause.first <= index <= clause.last for index in where):
        return True
    phrases = (clause.subject, *clause.objects, *clause.phrases)
    return any(
        phrase is not None and phrase.first <= index <= phrase.last
        for phrase in phrases
        for index in where
    )
