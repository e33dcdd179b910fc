"""What the words of cells name: areas, substances, units and indicators of the vocabulary."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path

import yaml

from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold, name_key
from karaula.vocabulary.models import Entry

_BRACKETS = re.compile(r"^([^()]+?)\s*\(([^()]+)\)\s*$")
_AND = "and|i|и|dhe|e|și|şi|si|ve|και|mix"
_TOGETHER = re.compile(rf"\s*(?:[&/+,;\n]|\b(?:{_AND})\b|-(?=\D))\s*", re.IGNORECASE)
_CODE_LETTERS = 3
_PARTS = re.compile(r"\s*[,;()/\n]\s*|\s+[-–—]\s+")


def are_codes(cells: Collection[str]) -> bool:
    """Whether a column holds codes of countries. Only there do they count: among names, "NA" or
    "no" is no country."""
    return 2 * sum(len(text) <= _CODE_LETTERS for text in cells) > len(cells)


class Words:
    """The vocabulary as names of cells: a cell is one name, so that ambiguous ones count too."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def areas(self, *, codes: bool = False) -> Callable[[str], str | None]:
        """A finder of the countries that cells name, by name or, where ``codes``, by code too."""
        known: dict[str, str] = {}
        if codes:
            known = {area.iso2: code for code, area in self.vocabulary.areas.items()}
            known |= {code: code for code in self.vocabulary.areas}

        def find(text: str) -> str | None:
            return known.get(text.upper()) or self.vocabulary.find_area(text)

        return find

    def area_beside(self, text: str) -> str | None:
        """The country that a cell names beside a place: "Durrës, Albania"; ``None`` where they are
        several."""
        return _only(map(self.vocabulary.find_area, _PARTS.split(text)))

    def area_of_place(self, text: str) -> str | None:
        """The country beside a place, else that in which the only known place of its name lies:
        "Piraeus", "luka Ploče"."""
        parts = [part for part in _PARTS.split(text) if part]
        if any(map(self.vocabulary.find_area, parts)):
            return self.area_beside(text)
        return _only(self.vocabulary.gazetteer.area(_bare(part)) for part in parts)

    def substances(self, text: str) -> list[str]:
        """Substances that a cell names: one, or several that were seized together.

        A name of the vocabulary goes before what stands in or before brackets, that before a list
        of names, and this before the patterns of a series ("JWH-999").
        """
        if found := self._substances.get(name_key(text)):
            return [found]
        if inside := _BRACKETS.match(text):
            both = [self._substances.get(name_key(part)) for part in inside.groups()]
            one, other = both
            if one and other and not self._is_a(one, other) and not self._is_a(other, one):
                return [one, other]
            if one or other:
                return [one or other or ""]
        parts = [self._substances.get(name_key(part)) for part in _TOGETHER.split(text) if part]
        named = [part for part in parts if part]
        if named and len(named) == len(parts):
            return list(dict.fromkeys(named))
        key = name_key(text)
        return next(([name] for name, series in self._series if series.search(key)), [])

    def _is_a(self, name: str | None, wider: str) -> bool:
        while name is not None and name != wider:
            name = self.vocabulary.substances[name].broader
        return name == wider

    def unit(self, text: str) -> str | None:
        """The unit that a cell names."""
        return self._units.get(fold(text).rstrip("."))

    def is_money(self, unit: str | None) -> bool:
        """Whether a unit is a currency."""
        known = self.vocabulary.units.get(unit or "")
        return known is not None and known.dimension == "money"

    def indicator(self, text: str) -> str | None:
        """The indicator that a cell names."""
        return self._indicators.get(name_key(text))

    @cached_property
    def _substances(self) -> dict[str, str]:
        entries = self.vocabulary.substances
        return _names(entries, name_key, ("name", "names", "local", "street", "ambiguous"))

    @cached_property
    def _series(self) -> list[tuple[str, re.Pattern[str]]]:
        return [
            (name, re.compile("|".join(entry.series)))
            for name, entry in self.vocabulary.substances.items()
            if entry.series
        ]

    @cached_property
    def _units(self) -> dict[str, str]:
        return _names(self.vocabulary.units, fold, ("name", "names", "ambiguous"))

    @cached_property
    def _indicators(self) -> dict[str, str]:
        return _names(self.vocabulary.indicators, name_key, ("name", "names"))


def _only(found: Iterable[str | None]) -> str | None:
    named = set(found) - {None}
    return named.pop() if len(named) == 1 else None


def _bare(text: str) -> str:
    """The name of a place without the words that say of what kind it is."""
    low = fold(text)
    return _kind_of_place().sub("", low) or low


@cache
def _kind_of_place() -> re.Pattern[str]:
    said = yaml.load(Path(__file__).with_suffix(".yml").read_bytes(), Loader=yaml.CSafeLoader)
    words = sorted((fold(word) for word in said["kinds_of_place"]), key=len, reverse=True)
    one = "|".join(map(re.escape, words))
    return re.compile(rf"^(?:(?:{one})\.?\s+)+|(?:\s+(?:{one}))+$")


def _names(
    entries: Mapping[str, Entry], key: Callable[[str], str], fields: tuple[str, ...]
) -> dict[str, str]:
    """Ids by the key of each name; names of a surer field go before those of a vaguer one."""
    found = {key(name): name for name in entries}
    for part in fields:
        for name, entry in entries.items():
            given = getattr(entry, part)
            for one in (given,) if isinstance(given, str) else given:
                found.setdefault(key(one), name)
    return found
