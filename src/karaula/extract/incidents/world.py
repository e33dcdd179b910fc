"""What the reading of events needs beside the words of a clause."""

from dataclasses import dataclass

from karaula.extract.sentences.figures import Figures
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold


@dataclass(frozen=True, slots=True)
class World:
    """The vocabulary, with tables made from it once."""

    vocabulary: Vocabulary
    figures: Figures
    sums: frozenset[str]
    """Names of units of mass that are names of money too: "pounds"."""
    units: dict[tuple[str, str], tuple[str, float]]
    """Id and factor of each unit by its base and its folded names, in the plural too."""


_MADE: dict[int, World] = {}


def world(vocabulary: Vocabulary, figures: Figures) -> World:
    """The tables of a vocabulary, made at the first call (a vocabulary cannot be hashed)."""
    known = _MADE.get(id(vocabulary))
    if known is None or known.vocabulary is not vocabulary or known.figures is not figures:
        known = _MADE[id(vocabulary)] = _world(vocabulary, figures)
    return known


def _world(vocabulary: Vocabulary, figures: Figures) -> World:
    named: dict[str, set[str]] = {"mass": set(), "money": set()}
    for unit in vocabulary.units.values():
        if unit.dimension in named:
            named[unit.dimension].update((unit.name, *unit.names, *unit.ambiguous))
    sums = frozenset(named["mass"] & named["money"])
    units: dict[tuple[str, str], tuple[str, float]] = {}
    for ending in ("", "s"):
        for key, unit in vocabulary.units.items():
            for name in (unit.name, key, *unit.names):
                units.setdefault((unit.base, f"{fold(name)}{ending}"), (key, unit.factor))
    return World(vocabulary, figures, sums, units)
