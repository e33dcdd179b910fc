"""What the reading of events needs beside the words of a clause."""

from dataclasses import dataclass

from karaula.extract.sentences.figures import Figures
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold


@dataclass(frozen=True, slots=True)
class World:
    """The vocabulary, with tables made from it once for a document."""

    vocabulary: Vocabulary
    figures: Figures
    sums: frozenset[str]
    """Names of units of mass that are names of money too: "pounds"."""
    units: dict[tuple[str, str], tuple[str, float]]
    """Id and factor of each unit by its base and its folded names, in the plural too."""


def world(vocabulary: Vocabulary, figures: Figures) -> World:
    """Make the tables."""
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
