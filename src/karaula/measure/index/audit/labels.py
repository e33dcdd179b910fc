"""What a column of published figures holds, by its label: a score, or a rank in some list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from karaula.check.quantity import WORLD
from karaula.measure.index.structure import Structure
from karaula.vocabulary.fold import name_key

_WORDS = Path(__file__).with_name("labels.yml")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the figures under a label are. A rank may leave open whose it is."""

    what: Literal["score", "rank"]
    code: str | None
    among: str = ""
    """The list that a rank stands in; with ``by_row``, the grouping that names it in each row."""
    by_row: bool = False


@cache
def words() -> dict[str, frozenset[str]]:
    """Words of labels by what they say."""
    read = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return {kind: frozenset(map(str, listed)) for kind, listed in read.items()}


@dataclass
class Labels:
    """Labels of one table, told apart by the elements of its structures and its groupings."""

    structures: Iterable[Structure]
    groupings: Iterable[str] = ()
    lists: Mapping[str, str] = field(default_factory=dict)
    """Codes of lists by the keys of their names."""

    def __post_init__(self) -> None:
        self._codes: dict[tuple[str, ...], set[str]] = {}
        for structure in self.structures:
            for code, element in structure.elements.items():
                for name in (code, element.name or code):
                    self._codes.setdefault(tuple(name_key(name).split()), set()).add(code)
        self._groupings = {name_key(name): name for name in self.groupings}

    def element(self, label: str) -> str | None:
        """The element that a label names, with or without words such as "average"."""
        key = tuple(name_key(label).split())
        bare = tuple(word for word in key if word not in words()["filler"])
        for name in (key, bare):
            if len(found := self._codes.get(name, set())) == 1:
                return next(iter(found))
        return None

    def meaning(self, label: str) -> Meaning | None:
        """What a column holds; None where it is none of an index's figures."""
        if (code := self.element(label)) is not None:
            return Meaning("score", code)
        key = name_key(label).split()
        if not any(word in words()["rank"] for word in key):
            return None
        rest = tuple(word for word in key if word not in words()["rank"])
        code, among = self._element_within(rest)
        among = tuple(word for word in among if word not in words()["filler"])
        if not among or all(word in words()["world"] for word in among):
            return Meaning("rank", code, WORLD)
        name = " ".join(among)
        if name in self._groupings or name in words()["grouping"]:
            return Meaning("rank", code, self._groupings.get(name, name), by_row=True)
        return Meaning("rank", code, self.lists.get(name, name))

    def _element_within(self, rest: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
        """The element that the most words in a row name, and the words besides."""
        for size in range(len(rest), 0, -1):
            for at in range(len(rest) - size + 1):
                found = self._codes.get(rest[at : at + size], set())
                if len(found) == 1:
                    return next(iter(found)), (*rest[:at], *rest[at + size :])
        return None, rest
