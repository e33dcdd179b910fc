"""Criminal groups in a sentence: by name, by nationality or place, and those without either.

A head word ("groups", "cartels", "criminals") gathers the words before it (crime words,
nationalities, goods) and the place behind it; quotation marks and capitals give names that no
vocabulary knows. Peoples, minorities, migrants and working groups have no word of crime before the
head, so they are none. The words stand in ``groups.yml``, names in the vocabulary's ``groups``.
"""

from karaula.extract.groups.calls import CalledGroups
from karaula.extract.groups.remembered import Remembered
from karaula.extract.groups.words import Group, group_words, head_words, tells_of_crime
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.tokens import Token, sign_at, word_at

__all__ = ["Group", "Remembered", "group_words", "tells_of_crime", "with_groups"]

_DOERS = frozenset(("who", "which", "they", "he", "she", "it"))
_DEEDS = frozenset(("laundered", "trafficked", "smuggled", "exploited", "counterfeited"))
"""Participles that begin names of markets and may be verbs."""


def with_groups(
    sentence: list[Token],
    names: list[Name],
    remembered: Remembered,
) -> list[Name]:
    """``names`` of a sentence with its groups; a group takes the place of the names inside it.

    ``remembered`` are the names that the document has told so far, to which those of the sentence
    are added. It tells, too, whether the text around speaks of crime: some words for a group, like
    "network" behind a name, mean one only there.
    """
    heads = head_words()
    groups: list[Group] = []
    said = [text.lower() for _, text, _, _ in sentence]
    if not heads.isdisjoint(said) or any(name.label == "group" for name in names):
        groups = CalledGroups(sentence, names, remembered.about_crime).read(heads)
    taken = {index for group in groups for index in range(group.first, group.last + 1)}
    kept = [name for name in names if name.label != "group"]
    groups += remembered.find(sentence, kept, taken)
    if not groups:
        return [*kept, *_they(sentence)]
    remembered.learn(sentence, groups)
    taken = {index for group in groups for index in range(group.first, group.last + 1)}
    kept = [
        name
        for name in kept
        if taken.isdisjoint(range(name.first, name.last + 1)) and not _done(sentence, name, taken)
    ]
    return sorted([*kept, *groups, *_they(sentence)], key=lambda name: name.first)


def _done(sentence: list[Token], name: Name, taken: set[int]) -> bool:
    """Whether a market's name is what a group right before it did: "the gang laundered money"."""
    follows = name.first - 1 in taken or word_at(sentence, name.first - 1) in _DOERS
    return follows and name.last > name.first and word_at(sentence, name.first) in _DEEDS


def _they(sentence: list[Token]) -> list[Group]:
    """The word "they" as the subject of a sentence, after "However," and the like."""
    for index in range(min(3, len(sentence))):
        if word_at(sentence, index) == "they":
            return [Group("group", "they", index, index, "pointing", plural=True)]
        if index == 1 and sign_at(sentence, index) != ",":
            break
    return []
