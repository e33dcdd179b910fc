"""Counted things of any noun: which numbers before a noun are figures that a report gives.

Texts are full of numbers that measure nothing for a report: ages, sentences, hours, two brothers.
A count is taken where its sentence speaks of a whole year or more, or where words around it say
that it counts; never in the story of one day.
"""

from pathlib import Path
from typing import Any

import yaml

from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.figures import Figure
from karaula.extract.sentences.sentence import Sentence

_WORDS: dict[str, Any] = yaml.load(
    Path(__file__).with_name("counted.yml").read_bytes(), Loader=yaml.CSafeLoader
)
_TIMES, _COUNTS, _BACK = (frozenset(_WORDS[name]) for name in ("times", "counts", "back"))
_NO_NOUN = frozenset(_WORDS["no_noun"])
_HOLDS, _OFFICE, _SUFFERED = (frozenset(_WORDS[name]) for name in ("holds", "office", "suffered"))
FEW = 12
"""Numbers up to this one are stories' numbers, unless a year or a word says otherwise."""
_JOINED = frozenset(
    ("pre", "co", "anti", "non", "sub", "cross", "multi", "re", "ex", "high", "low")
)
_BESIDE = 5
"""Words from a small number to the one that says that it counts."""
_MANY = 1000
_CHANGES = frozenset(("grew", "rose", "dropped", "increased", "decreased", "survive", "survived"))
"""Words that only beside large numbers say that somebody counted."""
_COUNTS_FEW = _COUNTS - _CHANGES
_SOMEWHERE = frozenset(("area", "region", "adjective", "place", "body"))
_STANDING = frozenset(("have", "has", "are", "is", "there", "counts", "numbers"))
"""Words with which a text tells how things stand, not what happened."""
_ACROSS = ("in", "across", "from", "to", "of", "with", "between")
_NOUN = 4
"""Items behind a number in which its noun stands."""
_HEAD = 3
"""Words of a noun among which it is told what is counted: "new customs officers"."""
_LATELY = (" last year ", " this year ", " years ", " a year ", " each year ", " every year ",
           " months ", " so far ", " to date ", " decade ")  # fmt: skip


def noun(sentence: Sentence, at: int) -> tuple[str, ...]:
    """Words of the noun that a figure counts, as they stand behind it, a recognised one by its
    label; none if it counts none."""
    items = sentence.items
    return tuple(items[index].label or sentence.words[index] for index in _noun(sentence, at))


def counted_words(sentence: Sentence, at: int) -> str:
    """The noun that a figure counts as the text has it: "women" of "over 30 women"."""
    items = [sentence.items[index] for index in _noun(sentence, at)]
    return " ".join(
        token.text
        for item in items
        for token in sentence.tokens
        if item.start <= token.start < item.end
    )


def _noun(sentence: Sentence, at: int) -> list[int]:
    found: list[int] = []
    for index in range(at + 1, min(at + 1 + _NOUN, len(sentence.items))):
        word = sentence.words[index]
        label = sentence.items[index].label
        plain = (
            word.isalpha() and len(word) > 1 and word.islower() and word not in ENGLISH.small_words
        )
        if label in ("thing", "goods", "market", "substance", "adjective", "group"):
            if label != "adjective":
                found.append(index)
            continue
        if sentence.words[at + 1] == "so" and index < at + 4:
            continue  # "so-called"
        if word == "-" and found and sentence.words[found[-1]] in _JOINED:
            continue  # "pre-trial proceedings"
        if label is not None or not plain or word in _NO_NOUN:
            break
        found.append(index)
    return found


def is_count(sentence: Sentence, at: int) -> bool:
    """Whether the number at an item counts something for a report."""
    figure = sentence.items[at].meaning
    assert isinstance(figure, Figure)
    counted = noun(sentence, at) if figure.kind != "pieces" else (figure.raw_unit or "",)
    if figure.value < 2 or not counted or counted[0] in _TIMES or counted[-1] in _TIMES:
        return False
    if sentence.words[max(0, at - 1)] == "top":
        return False  # "among the top ten nationalities"
    few = figure.value <= FEW and figure.qualifier == "exact"
    if few and counted[-1] == "countries" and sentence.words[max(0, at - 1)] in _ACROSS:
        return False  # "197 victims in seven countries"
    office = figure.kind != "pieces" and not _OFFICE.isdisjoint(counted[:_HEAD])
    if office and _SUFFERED.isdisjoint(sentence.said):
        return False  # "120 experts from 14 countries"
    before = sentence.words[at - 1] if at else ""
    if before in _BACK and figure.qualifier == "exact" and not _whole(sentence, at):
        return False
    dates = [item.meaning.value for item in sentence.recognised if isinstance(item.meaning, Dated)]
    if any(_day(value) for value in dates):
        return False
    if figure.kind == "pieces":
        # Packages and tablets are those of one event, but for a year's.
        return bool(dates) or any(words in f" {sentence.line}" for words in _LATELY)
    # "A total of 13 kg in four drive shafts" is no total of shafts.
    if says_count(sentence, at, None if figure.value > FEW else _BESIDE):
        return True
    if dates or any(words in f" {sentence.line}" for words in _LATELY):
        return True
    rough = figure.value > FEW and figure.qualifier != "exact"
    standing = figure.value >= _MANY or not _STANDING.isdisjoint(sentence.said)
    return figure.value_max is not None or (rough and standing)


def _whole(sentence: Sentence, at: int) -> bool:
    """True for "Of the 118 victims", of which parts are told."""
    return sentence.words[:at] == ("of", "the")


def says_count(sentence: Sentence, at: int, near: int | None = None) -> bool:
    """Whether the words of its sentence, or ``near`` it, say that the number at an item counts."""
    before = sentence.words[at - 1] if at else ""
    if before in _HOLDS and not _SOMEWHERE.isdisjoint(item.label for item in sentence.recognised):
        return True
    if near is not None:
        beside = sentence.words[max(0, at - near) : at + near]
        return not _COUNTS_FEW.isdisjoint(beside)
    return not _COUNTS.isdisjoint(sentence.said)


def _day(value: str) -> bool:
    """A date to the day."""
    return value.startswith("--") or any(len(part) == 10 for part in value.split("/"))
