"""What an analysis looks at: the values of one year, and the structure that they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from karaula.errors import KaraulaError
from karaula.measure.index.chain import Index, index_of
from karaula.measure.index.faults import listed
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Array, Values

Subject = Index | Values
"""An index is looked at as it stands after its last step; :func:`until` goes back."""

Codes = int | Sequence[str]
"""Elements: all of one level, or those named."""


FARTHEST = 1e70
"""The fourth power of a value must still be a number."""


class AnalysisError(KaraulaError):
    """A question that cannot be put to these values."""


@dataclass(frozen=True)
class Grid:
    """Numbers with a label on each row and column; ``nan`` is a gap, and its holder says why."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    data: Array
    """Shape ``(rows, columns)``."""

    def row(self, label: str) -> Array:
        """The numbers of one row."""
        row: Array = self.data[self.rows.index(label)]
        return row

    def column(self, label: str) -> Array:
        """The numbers of one column."""
        return self.data[:, self.columns.index(label)]


@dataclass(frozen=True)
class View:
    """Values of one year in their structure."""

    values: Values
    structure: Structure

    def codes(self, wanted: Codes | None) -> tuple[str, ...]:
        """Codes of a level, or those named; without either the indicators that have values.

        Raises :class:`AnalysisError` naming every code that has no column.
        """
        if wanted is None or isinstance(wanted, int):
            level = 1 if wanted is None else wanted
            found = tuple(code for code, at in self.structure.level.items() if at == level)
            if not found:
                highest = max(self.structure.level.values())
                raise AnalysisError(
                    f"there is no level {level}", self._place, f"levels are 1 to {highest}"
                )
        else:
            found = tuple(wanted)
        missing = [code for code in found if code not in self.values.codes]
        if missing:
            above = any(code in self.structure.parts for code in missing)
            raise AnalysisError(
                f"no values of {', '.join(missing)}",
                self._place,
                "aggregate first" if above else None,
            )
        return found

    def aggregates(self, wanted: Sequence[str] | None = None) -> tuple[str, ...]:
        """Aggregates whose parts all have values, or those named; raises if there is none."""
        if wanted is not None:
            plain = [code for code in wanted if code not in self.structure.parts]
            if plain:
                raise AnalysisError(f"{', '.join(plain)} has no parts", self._place)
            for code in wanted:
                self.codes(self.structure.parts[code])
            return tuple(wanted)
        known = set(self.values.codes)
        found = tuple(
            code
            for code in self.structure.aggregates
            if known.issuperset(self.structure.parts[code])
        )
        if not found:
            raise AnalysisError(
                "the indicators are not gathered into anything",
                self._place,
                "give an Index with a structure",
            )
        return found

    def unit(self, code: str) -> int:
        """Row of a unit; raises :class:`AnalysisError` if there is no such unit."""
        if code not in self.values.units:
            raise AnalysisError(f"there is no unit {code}", self._place)
        return self.values.units.index(code)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """What an element counts towards, the nearest first."""
        found: list[str] = []
        at = self.structure.elements[code].parent if code in self.structure.elements else None
        while at is not None:
            found.append(at)
            at = self.structure.elements[at].parent
        return tuple(found)

    @property
    def _place(self) -> str | None:
        return self.values.place or self.structure.place or self.structure.name or None


def view(item: Subject, year: str | None = None) -> View:
    """The item as one table; an index that was ranked as it stood before.

    Raises :class:`AnalysisError` for a panel without a year, a year that is not there, a table
    without units, and values that are infinite or beyond ``FARTHEST``.
    """
    index = index_of(item)
    verbs = [step.verb for step in index.steps]
    if "rank" in verbs:
        index = replace(index, stages=index.stages[: verbs.index("rank")])
    values = index.values
    if values.years is not None:
        if year is None or year not in values.years:
            problem = "the values are of several years" if year is None else f"there is no {year}"
            raise AnalysisError(problem, values.place, f"years are {', '.join(values.years)}")
        values = values.at(year)
    elif year is not None:
        raise AnalysisError(f"the values have no years, so none is {year}", values.place)
    if not values.units:
        raise AnalysisError("there are no units", values.place)
    far = np.argwhere(np.abs(values.data) > FARTHEST)
    if len(far):
        named = listed(f"{values.codes[code]} of {values.units[unit]}" for unit, code in far)
        raise AnalysisError(f"infinite or beyond {FARTHEST:g}: {named}", values.place)
    return View(values, index.structure)


def until(index: Index, verb: str | None = None) -> Index:
    """The index as it stood after the last step of a verb; without a verb, before any step.

    Raises :class:`~karaula.measure.index.chain.ChainError` if that step was not taken.
    """
    if verb is None:
        return replace(index, stages=())
    last = index.stage(verb)
    count = next(at for at, stage in enumerate(index.stages, 1) if stage is last)
    return replace(index, stages=index.stages[:count])


def top(structure: Structure, of: str | None) -> str:
    """The score asked for, or the only top; raises :class:`AnalysisError` where that is not one."""
    place = structure.place or structure.name or None
    if of is not None:
        if of not in structure.elements:
            raise AnalysisError(f"there is no {of}", place)
        return of
    if len(structure.tops) != 1:
        raise AnalysisError(
            f"there are {len(structure.tops) or 'no'} tops",
            place,
            f"name the score: {', '.join(structure.tops)}" if structure.tops else None,
        )
    return structure.tops[0]
