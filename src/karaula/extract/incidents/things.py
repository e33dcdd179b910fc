"""Goods of other markets than drugs: what is contraband by its name, and what is lawful too."""

import re
from functools import cache
from typing import NamedTuple

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.words import table, words

_LONGEST = 4
"""Words of the longest name of a thing."""


_FAKE = frozenset(("fake", "counterfeit", "bogus", "knock-off", "imitation", "pirated"))
_ARTICLES = frozenset((
    "items", "goods", "products", "articles", "pieces", "garments", "accessories", "shirts",
    "jeans", "sneakers", "shoes", "bags", "toys", "clothes", "jackets", "caps", "socks", "hoodies",
))  # fmt: skip
_METALS = frozenset(("gold", "silver", "copper", "bronze", "diamond", "amber"))
_MADE_OF_IT = frozenset((
    "coins", "coin", "sovereigns", "watches", "watch", "chains", "chain", "bracelets", "rings",
    "necklaces",
))  # fmt: skip


class Thing(NamedTuple):
    """A thing in a line: its market and the last item that names it."""

    market: str
    last: int


@cache
def cigarette_packs() -> dict[str, frozenset[str]]:
    """Words for the packs in which cigarettes are counted, by the unit."""
    return {unit: frozenset(forms) for unit, forms in table("cigarette_packs").items()}


@cache
def _markets(name: str) -> dict[str, str]:
    return {_spoken(thing): market for market, said in table(name).items() for thing in said}


@cache
def _first_words() -> frozenset[str]:
    named = (word for name in ("illicit", "lawful") for word in _markets(name))
    return frozenset(word.split(" ")[0] for word in named)


@cache
def _last_words() -> frozenset[str]:
    named = (word for name in ("illicit", "lawful") for word in _markets(name))
    return frozenset(word.split(" ")[-1] for word in named)


def things(line: Line) -> bool:
    """Whether a line may name such a thing."""
    return line.holds(_last_words()) or line.holds(_FAKE)


def thing_at(line: Line, index: int, *, counted: bool = False) -> Thing | None:
    """The thing whose name begins with an item. What is lawful too counts only in a clause that
    says that it was seized, or what was wrong with it, or how many were hidden."""
    if line.label(index) in ("amount", "number", "count", "money", "date", "area", "place"):
        return None
    said = line.word(index)
    if said.split(" ")[0] not in _first_words() and said not in _FAKE:
        return None
    names = [said]
    if said in _FAKE:
        ends = (at for at in range(index + 1, index + _LONGEST) if line.word(at) in _ARTICLES)
        end = next(ends, None)
        if end is not None:
            return Thing("counterfeit_goods", end)  # "11,000 fake textile items"
    for step in range(index + 1, min(index + _LONGEST, line.last)):
        said = f"{said} {line.word(step)}"
        names.append(said)
    for place in reversed(range(len(names))):
        market = _markets("illicit").get(names[place])
        if market is None:
            lawful = _markets("lawful").get(names[place])
            if lawful is not None and (
                line.tells("seizure")
                or line.tells("wrong")
                or (counted and line.tells("hiding"))
                or (lawful == "tobacco" and " cigarettes " in line.signs)
            ):
                market = lawful
        behind = line.word(index + place + 1)
        if place == 0 and market == "waste" and behind in words("packages"):
            return None  # "eighty plastic packages"
        if behind in _MADE_OF_IT or (
            names[place] in _MADE_OF_IT and line.word(index - 1) in _METALS
        ):
            return None  # "42 gold coins"
        if market is not None:
            return Thing(market, index + place)
    return None


def contraband(name: str) -> str | None:
    """Market of what is contraband by a name."""
    return _markets("illicit").get(_spoken(name.lower()))


def _spoken(thing: str) -> str:
    """A name as its tokens stand in a line."""
    return " ".join(re.findall(r"[^\W\d_]+|\d+|\S", thing))
