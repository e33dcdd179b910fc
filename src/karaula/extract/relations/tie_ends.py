"""Which groups a tie has at its ends: what is set beside a name is the same group, and those who
have left a group are not in it."""

from collections.abc import Iterable

from karaula.extract.groups import Group, group_words
from karaula.extract.groups.actors import group_at
from karaula.extract.groups.words import head_words
from karaula.extract.relations.around import Around, Who
from karaula.extract.sentences.sentence import Sentence
from karaula.vocabulary.fold import fold

_OPEN = frozenset(('"', "“", "„", "«", "'", "‘", "(", "-", "–", "the"))
_LEFT = frozenset(("former", "ex", "erstwhile", "onetime", "late", "renegade", "disgruntled"))
_FILLERS = frozenset(("significant", "one", "of"))
_LISTED = frozenset((
    ",", "and", "the", "a", "an", "active", "based", "operating", "working", "in", "from", "of",
))  # fmt: skip
_BACK = 5
"""Items before a group in which its members and their time stand."""
_LIST = 4
"""Items behind a group in which the next one of a list stands."""


def meant(around: Around, groups: Iterable[Who]) -> list[Who]:
    """The groups, each once: without those of whom only who has left is told; what says again who
    another one is ("the Kinahan cartel, an Irish syndicate", a short name in brackets) gives way
    to it."""
    sentence = around.sentence
    told: dict[tuple[int, str], Who] = {}
    for who in groups:
        if not _left(sentence, who.item):
            at = _said_again(sentence, who.item)
            for one in [who] if at == who.item else around.named_at(at):
                told.setdefault((one.item, one.name), one)
    return list(told.values())


def tells_who(around: Around, who: Who) -> bool:
    """Whether more is said of a group than that there is one: "a Foxton arms ring"."""
    before = around.sentence.items[max(0, who.item - 1)]
    return not who.vague or before.label in ("area", "place", "region", "adjective")


def same(one: Who, other: Who) -> bool:
    """Whether two names are those of one group: "the Škaljari clan" and "the Škaljari"."""
    if one.name == other.name:
        return True
    ours, theirs = _core(one.name), _core(other.name)
    return bool(ours) and ours == theirs and (one.named or other.named)


def with_listed(around: Around, others: list[Who]) -> list[Who]:
    """Groups with those that are listed behind the last of them: "with A, a B clan active in
    Ecuador and a C gang that …"."""
    words, items = around.sentence.words, around.sentence.items
    listed: list[int] = []
    step = last = others[-1].item if others else len(words)
    joined = ""
    while step + 1 < len(words) and joined != "and":
        step += 1
        if items[step].label == "group":
            article = words[step - 1] in ("the", "a", "an")
            joined = words[step - 1 - article]
            if joined not in (",", "and"):
                return others
            listed.append(step)
        elif words[step] not in _LISTED and items[step].label not in ("area", "place", "region"):
            return others
    if joined != "and" or last == step:
        return others
    known = {who.name for who in others}
    further = [who for index in listed for who in around.named_at(index)]
    return [*others, *(who for who in further if who.name not in known)]


def _core(name: str) -> tuple[str, ...]:
    heads = head_words()
    return tuple(word for word in fold(name).split() if word not in heads and word != "the")


def _left(sentence: Sentence, at: int) -> bool:
    """ "Former members of the X gang"."""
    before = list(sentence.words[max(0, at - _BACK) : at])
    while before and before[-1] != "of":
        before.pop()
    return not _LEFT.isdisjoint(before)


def _said_again(sentence: Sentence, at: int) -> int:
    """The item of the group that the one at an item says again, or that item itself."""
    words, items = sentence.words, sentence.items
    if not isinstance(items[at].meaning, Group):
        return at
    if words[at - 1] == "(" and words[at + 1 : at + 2] == (")",) and items[at - 2].label == "group":
        return at - 2
    group = group_at(items[at])
    if group.sort == "named" or group.plural:
        return at
    return _named_behind(sentence, at) or _named_before(sentence, at) or at


def _named_behind(sentence: Sentence, at: int) -> int:
    """ "A rival gang, the X network, …", "the gang "X network""; 0 for none, as in lists."""
    words, items = sentence.words, sentence.items
    comma = words[at + 1 : at + 2] == (",",)
    step = at + 1 + comma
    while step < len(words) and words[step] in _OPEN:
        step += 1
    if step >= len(items) or items[step].label != "group":
        return 0
    if group_at(items[step]).sort != "named" or (comma and _goes_on(sentence, step)):
        return 0
    return step


def _named_before(sentence: Sentence, at: int) -> int:
    """ "The X cartel, a significant Irish syndicate, …"; 0 for none, as in lists."""
    words, items = sentence.words, sentence.items
    fillers = group_words()["qualities"] | _FILLERS
    step = at - 1
    while step > 1 and words[step] in fillers:
        step -= 1
    if step < 2 or words[step] not in ("a", "an", "another") or words[step - 1] != ",":
        return 0
    before = items[step - 2]
    if before.label != "group" or group_at(before).sort != "named" or _goes_on(sentence, at):
        return 0
    return step - 2


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a list of groups goes on behind an item."""
    behind = range(at + 1, min(at + 1 + _LIST, len(sentence.items)))
    if sentence.words[at + 1 : at + 2] not in ((",",), ("and",)):
        return False
    for index in behind:
        if sentence.items[index].label == "group":
            return True
        if sentence.words[index] not in (",", "and", "the", "a", "an"):
            return False
    return False
