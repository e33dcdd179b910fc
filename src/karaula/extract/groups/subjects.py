"""Which groups are the subject of words, told by the order of the words alone."""

from karaula.extract.context import sentence_at
from karaula.extract.groups import group_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence

_NEAR = 3
"""Words between a group and its participle: "groups from Serbia now collaborating with"."""
_FAR = 30
"""Words between a subject and its verb, relative clauses and all."""
OBJECT_AFTER = frozenset((
    "with", "of", "by", "against", "between", "among", "from", "to", "over", "including", "such",
    "as", "like", "for", "through", "via", "on", "about", "into", "than", "and",
))  # fmt: skip
_BREAKS = frozenset((
    "police", "authorities", "government", "governments", "state", "states", "officers", "customs",
    "prosecutors", "investigators", "agents", "law", "allowing", "enabling", "giving", ";", ":",
))  # fmt: skip
_COUNTED = "organized_crime_groups"
"""What is counted in "the two clans"."""
_RELATIVE = frozenset(("who", "that", "which"))


def subjects(sentence: Sentence, at: int) -> list[int]:
    """Items of the groups that are the subject of what stands at item ``at``.

    The group right before it ("groups collaborating with"), or before "who" and "that"; else
    the nearest one before it that is no object ("agreements with cartels and …").
    """
    places = [
        index
        for index, item in enumerate(sentence.items[:at])
        if item.label == "group" and at - index <= _FAR
    ]
    if not places:
        return []
    nearest = places[-1]
    between = [sentence_at(sentence, index) for index in range(nearest + 1, at)]
    joined = bool(between) and between[-1] in ("and", ",", "or", "while", "to", "in")
    clause = [word for word in between if word in _RELATIVE or word == ","]
    # "Relations with cartels and consolidate routes": another's verb goes on behind "and".
    another = between[:1] == ["and"] and word_before(sentence, nearest) in OBJECT_AFTER
    near = len(between) <= _NEAR and not (joined or another) and "," not in between
    relative = bool(clause) and (
        clause[0] in _RELATIVE or clause[:2] in [[",", word] for word in _RELATIVE]
    )
    if near or (relative and "," not in clause[2:]):
        return _listed(sentence, places, nearest)
    for place in reversed(places):
        words = (sentence_at(sentence, index) for index in range(place + 1, at))
        if not _BREAKS.isdisjoint(words):
            return []
        listed = _listed(sentence, places, place)
        if word_before(sentence, listed[0]) not in OBJECT_AFTER:
            return listed
    return []


def word_before(sentence: Sentence, index: int) -> str:
    """The word before an item, past words that tell how many ("with several groups")."""
    words = group_words()
    step = _past(sentence, index - 1, words["counting"])
    # "The leader of the X clan" stands for the clan.
    if step > 0 and sentence_at(sentence, step) == "of":
        member = sentence_at(sentence, step - 1)
        if member in words["members"]:
            step = _past(sentence, step - 2, words["counting"])
    return sentence_at(sentence, step) if step >= 0 else ""


def preposition_of(sentence: Sentence, index: int) -> str:
    """The word before an item, past words that tell how many, whatever it belongs to."""
    step = _past(sentence, index - 1, group_words()["counting"] - {"of"})
    return sentence_at(sentence, step) if step >= 0 else ""


def _past(sentence: Sentence, step: int, words: frozenset[str]) -> int:
    """The first item to the left that is none of these words and no nationality."""
    while step >= 0 and (
        sentence_at(sentence, step) in words or sentence.items[step].label == "adjective"
    ):
        step -= 1
    return step


def _listed(sentence: Sentence, places: list[int], last: int) -> list[int]:
    """The groups of the list that ends with item ``last``: "A, B and C"."""
    listed = [last]
    for place in reversed(places[: places.index(last)]):
        between = [sentence_at(sentence, index) for index in range(place + 1, listed[0])]
        if not between or any(word not in ("and", ",", "or", "the") for word in between):
            break
        listed.insert(0, place)
    return listed


def are_groups(sentence: Sentence, index: int) -> bool:
    """True for the clans of "the two clans", which are read as what is counted."""
    items = sentence.items[index : index + 1]
    return any(isinstance(item.meaning, Name) and item.meaning.id == _COUNTED for item in items)


def of_that_kind(name: str, words: str) -> bool:
    """Whether a group may be one of "the two clans": the X clan and the X, not the X network."""
    kind, last = words.split()[-1].removesuffix("s"), name.split()[-1].lower()
    kinds = group_words()["pointed"]
    return kind not in kinds or last not in kinds or kind == last
