"""Who the one gang of a story is, where another sentence or the headline tells it: "Albanian gang
broken up … The gang brought cocaine", "a gang that sold cocaine … Most of its members are Albanian
nationals"."""

from collections.abc import Iterable

from karaula.extract.groups import with_groups
from karaula.extract.groups.remembered import Remembered
from karaula.extract.groups.words import Group, group_words
from karaula.extract.sentences.lexicon import Lexicon, Name
from karaula.extract.sentences.sentence import Sentence
from karaula.extract.sentences.tokens import tokens

_MEMBERS = frozenset(("members", "membership", "most"))
_CONSISTS = frozenset((
    "consist", "consists", "consisted", "made", "composed", "comprised", "comprises", "formed",
))  # fmt: skip
_BETWEEN = frozenset((
    "are", "were", "is", "was", "be", "been", "have", "being", "all", "mostly", "mainly", "largely",
    "predominantly", "primarily", "chiefly", "exclusively", "almost", "up", "of", "to", "said",
    "ethnic", "whom", "which", "believed", "reportedly", "entirely", "both", "them",
))  # fmt: skip
_PERSONS = frozenset(("nationals", "citizens", "origin", "descent", "men", "nationality"))
_REACH = 8
"""Items between the words for a group's members and the nation that they are of."""


def headline_group(heading: str, lexicon: Lexicon) -> str | None:
    """The one gang that a headline names by what it is called or where it is from."""
    read = tokens(heading, 0, len(heading))
    remembered = Remembered()
    remembered.enter(lambda: True)
    names = with_groups(read, lexicon.match(read), remembered)
    groups = [one for one in names if isinstance(one, Group) and one.sort != "pointing"]
    if len(groups) != 1 or groups[0].plural or groups[0].sort not in ("named", "placed"):
        return None
    return groups[0].id


def nations(sentences: Iterable[Sentence]) -> dict[tuple[str, ...], str]:
    """Areas that the members of a story's gang are said to be from, by the headings of the story;
    none where two are told."""
    found: dict[tuple[str, ...], set[str]] = {}
    for sentence in sentences:
        told = members_nation(sentence)
        if told is not None:
            found.setdefault(sentence.passage.section, set()).add(told[0])
    return {section: told.pop() for section, told in found.items() if len(told) == 1}


def members_nation(sentence: Sentence) -> tuple[str, int, int] | None:
    """The area that a gang's members are said to be from, the item of the word for the gang or its
    members, and that of the nation."""
    words = sentence.words
    if _MEMBERS.isdisjoint(sentence.said) and _CONSISTS.isdisjoint(sentence.said):
        return None
    for index, word in enumerate(words):
        if word not in _MEMBERS and not (word in _CONSISTS and _of_group(sentence, index)):
            continue
        if word == "members" and not _of_group(sentence, index):
            continue
        if word == "most" and words[index + 1 : index + 3] not in (("of", "whom"), ("of", "them")):
            continue
        for at in range(index + 1, min(index + 1 + _REACH, len(words))):
            item = sentence.items[at]
            if item.label == "adjective" and isinstance(item.meaning, Name):
                return (item.meaning.id, index, at) if _persons(sentence, at) else None
            if words[at] not in _BETWEEN and item.label not in ("group", "count", "number"):
                break
    return None


def _of_group(sentence: Sentence, at: int) -> bool:
    """Whether a word is told of one gang: "its members", "the group consisted"."""
    before = range(max(0, at - 4), min(at + 4, len(sentence.words)))
    heads = group_words()["pointed"]
    return any(
        (sentence.words[index] in ("its", "it") and index < at)
        or (sentence.items[index].label == "group" or sentence.words[index] in heads)
        for index in before
    )


def _persons(sentence: Sentence, at: int) -> bool:
    """Whether the nation at an item is that of people, and no other one is told with it."""
    follows = sentence.words[at + 1 : at + 2]
    if follows and follows[0] in _PERSONS:
        at += 1
    else:
        end = sentence.items[at].end
        word = next(token.text for token in sentence.tokens if token.end == end)
        if not word.endswith(("s", "men", "ese")):
            return False
    behind = sentence.items[at + 1 : at + 3]
    joined = sentence.words[at + 1 : at + 2] in (("and",), ("or",))
    return not (joined and len(behind) == 2 and behind[1].label == "adjective")
