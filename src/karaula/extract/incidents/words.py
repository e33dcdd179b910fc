"""The words with which prose tells an event: ``words.yml``, loaded once."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, chain, groupby
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_FILE = Path(__file__).with_name("words.yml")

PHRASES = (
    "seizure", "found", "operation", "arrests", "charged", "sentencing", "killed", "wounded",
    "brought_to_light", "denied", "alleged", "reported", "breaks", "statistics", "single", "totals",
    "unreal", "officials", "traded", "others", "mishaps", "war", "crime", "broken_up",
    "cigarettes", "wrong", "hiding",
)  # fmt: skip
"""Lists whose phrases tell what a clause is about."""


@cache
def _lists() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(_FILE.read_bytes(), Loader=yaml.CSafeLoader)
    return data


@cache
def words(*names: str) -> frozenset[str]:
    """The single words and phrases of a list, or of several."""
    return frozenset(word for name in names for word in _lists()[name])


@cache
def doses() -> dict[str, str]:
    """Unit by the word for a piece of a substance."""
    return {word: unit for unit, forms in _lists()["doses"].items() for word in forms}


@cache
def dose_units() -> frozenset[str]:
    """Units in which pieces of a substance are counted."""
    return frozenset(doses().values())


def table(name: str) -> dict[str, list[str]]:
    """A table of lists of words."""
    made: dict[str, list[str]] = _lists()[name]
    return made


@cache
def several() -> dict[str, int]:
    """Number of people by the word for some who are named together."""
    return dict(_lists()["several"])


@cache
def alternatives(*names: str) -> str:
    """Lists as an alternation for an expression over a line, of which the longest phrase fits."""
    return _branches(sorted({phrase for name in names for phrase in phrases(name)}))


def _branches(said: list[str]) -> str:
    """Phrases by the letters that they begin with, so that few are tried at each word."""
    branches: list[str] = []
    for first, group in groupby(said, key=lambda phrase: phrase[:1]):
        rest = [phrase[1:] for phrase in group]
        inner = re.escape(rest[0]) if len(rest) == 1 else f"(?:{_branches(rest)})"
        branches.append(re.escape(first) + inner)
    # The phrase that ends here comes behind those that go on.
    return "|".join(sorted(branches, key=lambda branch: branch == ""))


def phrases(name: str) -> Iterator[str]:
    """A list as its phrases stand in a line."""
    return map(_spaced, _lists()[name])


@cache
def finder(*names: str) -> re.Pattern[str]:
    """An expression that finds the phrases of lists in a line, blanks around them."""
    return re.compile(rf"(?<= )(?:{alternatives(*names)})(?= )")


class Said(NamedTuple):
    """A phrase in a line: where it begins and ends, and its words."""

    begin: int
    end: int
    text: str


def said(line: str) -> dict[str, list[Said]]:
    """All phrases of :data:`PHRASES` in a line, by their list: in one walk through its words. The
    longest phrase of a list counts, and none that overlaps the one before."""
    found: dict[str, list[Said]] = {}
    single, longer, first = _phrases()
    words = line[1:-1].split(" ")
    begins = [index for index, word in enumerate(words) if word in first]
    offsets = list(accumulate(map(len, words), initial=1)) if begins else []
    for index in begins:
        word, at = words[index], offsets[index] + index
        following = words[index + 1] if index + 1 < len(words) else ""
        begun = longer.get((word, following), []), single.get(word, [])
        for phrase, lists in chain(*begun):
            end = at + len(phrase)
            if line.startswith(phrase, at) and line[end] == " ":
                for name in lists:
                    known = found.setdefault(name, [])
                    if not known or known[-1].end < at:
                        known.append(Said(at, end, phrase))
    return found


_Listed = list[tuple[str, tuple[str, ...]]]
"""Phrases, the longest first, each with the lists that hold it."""


@cache
def _phrases() -> tuple[dict[str, _Listed], dict[tuple[str, str], _Listed], frozenset[str]]:
    """Phrases of one word, longer ones by their first two, and the first words of all."""
    lists: dict[str, list[str]] = {}
    for name in PHRASES:
        for phrase in _lists()[name]:
            held = lists.setdefault(_spaced(phrase), [])
            if name not in held:
                held.append(name)
    single: dict[str, _Listed] = {}
    longer: dict[tuple[str, str], _Listed] = {}
    for phrase in sorted(lists, key=lambda phrase: (-len(phrase), phrase)):
        words, held_by = phrase.split(), (phrase, tuple(lists[phrase]))
        if len(words) > 1:
            longer.setdefault((words[0], words[1]), []).append(held_by)
        else:
            single.setdefault(phrase, []).append(held_by)
    return single, longer, frozenset((*single, *(word for word, _ in longer)))


def _spaced(phrase: str) -> str:
    """A phrase as its tokens stand in a line: "brother-in-law" has blanks around its hyphens."""
    return " ".join(re.findall(r"[^\W\d_]+|\d+|\S", str(phrase)))
