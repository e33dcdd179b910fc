"""What the words of cells name: areas, substances, units and indicators of the vocabulary."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold, name_key
from karaula.vocabulary.models import Entry

_BRACKETS = re.compile(r"^(.+?)\s*\((.+)\)\s*$")
_TOGETHER = re.compile(r"\s*(?:&|/|\+|,|;|\band\b|\bmix\b|-(?=\D))\s*", re.IGNORECASE)
_CODE_LETTERS = 3


class Words:
    """The vocabulary as names of cells: a cell is one name, so that ambiguous ones count too."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def areas(self, texts: Iterable[str]) -> Callable[[str], str | None]:
        """A finder of countries for the distinct cells of one column.

        Codes count only in a column of codes: among names, "NA" or "no" is no country.
        """
        cells = [text for text in texts if text]
        short = sum(len(text) <= _CODE_LETTERS for text in cells)
        codes: dict[str, str] = {}
        if short * 2 > len(cells):
            codes = {area.iso2: code for code, area in self.vocabulary.areas.items()}
            codes |= {code: code for code in self.vocabulary.areas}

        def find(text: str) -> str | None:
            return codes.get(text.upper()) or self.vocabulary.find_area(text)

        return find

    def substances(self, text: str) -> list[str]:
        """Substances that a cell names: one, or several that were seized together.

        A name of the vocabulary goes before what stands in or before brackets, that before a list
        of names, and this before the patterns of a series ("JWH-999").
        """
        inside = _BRACKETS.match(text)
        for one in (text, *(inside.groups() if inside else ())):
            if found := self._substances.get(name_key(one)):
                return [found]
        parts = [self._substances.get(name_key(part)) for part in _TOGETHER.split(text) if part]
        named = [part for part in parts if part]
        if named and len(named) == len(parts):
            return list(dict.fromkeys(named))
        key = name_key(text)
        return next(([name] for name, series in self._series if series.search(key)), [])

    def unit(self, text: str) -> str | None:
        """The unit that a cell names."""
        return self._units.get(fold(text).rstrip("."))

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
