"""The words with which prose tells an event: ``words.yml``, loaded once."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("words.yml")


@cache
def _lists() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(_FILE.read_bytes(), Loader=yaml.CSafeLoader)
    return data


@cache
def words(name: str) -> frozenset[str]:
    """A list of single words and phrases."""
    return frozenset(_lists()[name])


@cache
def doses() -> dict[str, str]:
    """Unit by the word for a piece of a substance."""
    return {word: unit for unit, forms in _lists()["doses"].items() for word in forms}


@cache
def several() -> dict[str, int]:
    """Number of people by the word for some who are named together."""
    return dict(_lists()["several"])


@cache
def alternatives(*names: str) -> str:
    """Lists as an alternation for an expression over a line, the longest phrase first."""
    phrases = {_spaced(phrase) for name in names for phrase in _lists()[name]}
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda p: (-len(p), p)))


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of lists: an expression that finds them in a line, blanks around them, and their
    first words, of which a line must have one."""

    expression: re.Pattern[str]
    first: frozenset[str]


@cache
def finder(*names: str) -> Phrases:
    """The phrases of lists, to be found in lines."""
    phrases = (_spaced(phrase) for name in names for phrase in _lists()[name])
    return Phrases(
        re.compile(rf"(?<= )(?:{alternatives(*names)})(?= )"),
        frozenset(phrase.split()[0] for phrase in phrases),
    )


def _spaced(phrase: str) -> str:
    """A phrase as its tokens stand in a line: "brother-in-law" has blanks around its hyphens."""
    return " ".join(re.findall(r"[^\W\d_]+|\d+|\S", str(phrase)))
