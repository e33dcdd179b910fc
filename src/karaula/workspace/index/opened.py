"""An index that was opened, from files or from a hub, ready for questions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from karaula.errors import KaraulaError
from karaula.measure.index.chain import Index
from karaula.measure.index.faults import unknown
from karaula.measure.index.panel import at_year
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key

if TYPE_CHECKING:
    from karaula.measure.index.structure import Structure

MOSTLY = 0.5
"""Share of the units that must be countries for the others' names to be taken for countries too."""


class QuestionError(KaraulaError):
    """A question that cannot be put to what was opened."""


@dataclass(frozen=True)
class Opened:
    """A scored index, or one year of a panel of them."""

    index: Index
    """The whole panel where there is one."""
    name: str
    vocabulary: Vocabulary = field(repr=False)
    source: str
    """Where the values come from, for charts."""
    period: str = ""
    """The edition or year that is asked about; empty where the data tell none."""
    kind: Literal["edition", "year"] = "year"
    editions: Mapping[str, Index] = field(default_factory=dict, repr=False)
    """Editions or years by name, oldest first, each scored; none where there is only one table."""
    handling: str = "TLP:CLEAR"
    stale: bool = False
    """Whether the hub changed since it was built."""
    key: str | None = None
    """Key of a published index in the vocabulary."""

    @property
    def year(self) -> str | None:
        """The year of a panel that is asked about."""
        return None if self.index.raw.years is None else self.period

    @cached_property
    def now(self) -> Index:
        """The index as it stands in the period that is asked about."""
        return at_year(self.index, self.year)

    def at(self, period: str) -> Index:
        """Another edition or year; raises :class:`QuestionError` if it is not there."""
        if period not in self.editions:
            raise QuestionError(unknown(self.kind, period, self.editions), self.index.raw.place)
        return self.editions[period]

    @property
    def structure(self) -> "Structure":
        """The structure after all steps."""
        return self.now.structure

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """Codes of the tops in the order of the structure."""
        tops = set(self.structure.tops)
        return tuple(code for code in self.structure.elements if code in tops)

    def tree(self, parts: Sequence[str] | None = None) -> Iterator[str]:
        """Every element, or those of some parts, each before its own parts."""
        for code in self.tops if parts is None else parts:
            yield code
            yield from self.tree(self.structure.parts.get(code, ()))

    def depth(self, code: str) -> int:
        """How far an element is from its top."""
        parent = self.structure.elements[code].parent
        return 0 if parent is None else 1 + self.depth(parent)

    @cached_property
    def areas(self) -> Mapping[str, str]:
        """ISO 3166-1 alpha-3 by unit, for the units that are countries.

        Codes count as they are. Where most units are countries, a name or a two-letter code is one
        too, unless two units would be the same country.
        """
        known = self.vocabulary.areas
        by_iso2 = {area.iso2: code for code, area in known.items()}
        found: dict[str, str] = {}
        for unit in self.index.raw.units:
            name = self.index.raw.names.get(unit, unit)
            area = unit if unit in known else by_iso2.get(unit)
            area = area or self.vocabulary.find_area(unit) or self.vocabulary.find_area(name)
            if area is not None:
                found[unit] = area
        if len(found) < MOSTLY * len(self.index.raw.units):
            return {unit: unit for unit in found if unit in known}
        twice = {area for area in found.values() if list(found.values()).count(area) > 1}
        return {u: area for u, area in found.items() if u == area or area not in twice}

    def name_of(self, unit: str) -> str:
        """What a unit is called; a country without a name in the data by the vocabulary's."""
        named = self.index.raw.names.get(unit)
        area = self.vocabulary.areas.get(self.areas.get(unit, ""))
        return named or (area.name if area else unit)

    def unit(self, text: str) -> str:
        """The unit that bears a code or name; raises :class:`QuestionError` if none does."""
        units = self.now.raw.units
        if text in units:
            return text
        keys = {name_key(self.name_of(unit)): unit for unit in units}
        keys |= {name_key(area): unit for unit, area in self.areas.items() if unit in units}
        keys |= {name_key(unit): unit for unit in units}
        area = self.vocabulary.find_area(text)
        same = [unit for unit, code in self.areas.items() if code == area and unit in units]
        found = keys.get(name_key(text)) or (same[0] if area and same else None)
        if found is None:
            names = dict.fromkeys([*units, *(self.name_of(unit) for unit in units)])
            raise QuestionError(unknown("unit", text, names), self.now.raw.place)
        return found

    def element(self, text: str) -> str:
        """The element that bears a code or name; raises :class:`QuestionError` if none does."""
        elements = self.structure.elements
        keys = {name_key(element.name or code): code for code, element in elements.items()}
        keys |= {name_key(code): code for code in elements}
        found = text if text in elements else keys.get(name_key(text))
        if found is None:
            names = dict.fromkeys([*elements, *(e.name for e in elements.values() if e.name)])
            raise QuestionError(unknown("measure", text, names), self.structure.place)
        return found

    def score(self, text: str | None) -> str:
        """The aggregate that bears a code or name, by default the first top."""
        if text is None:
            return self.tops[0]
        code = self.element(text)
        if code not in self.structure.parts:
            raise QuestionError(
                f"{text} is an indicator, and is not scored", self.structure.place,
                f"scores are {', '.join(self.structure.aggregates)}",
            )  # fmt: skip
        return code

    def element_name(self, code: str) -> str:
        """What an element is called."""
        element = self.structure.elements.get(code) or self.index.original.elements[code]
        return element.name or code

    def mandatory_notes(self, units: Iterable[str]) -> Iterator[str]:
        """Notes that have to come with names of areas."""
        for unit in dict.fromkeys(units):
            note = self.vocabulary.with_note(self.areas.get(unit, ""))
            if note:
                yield f"{self.name_of(unit)}: {note}"
