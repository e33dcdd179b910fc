"""The numbers that an index works on: units down, elements across, and perhaps years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from karaula.errors import KaraulaError
from karaula.measure.index.faults import listed, told

Array = npt.NDArray[np.float64]
"""Shape ``(..., units, codes)``; ``nan`` where nothing is known. Leading axes are years or draws,
so that every method works on one table, a panel or many draws at once."""


class ValuesError(KaraulaError):
    """Values that an index cannot be made of; the message tells every fault at once."""


@dataclass(frozen=True)
class Values:
    """A table of numbers, or a panel of such tables.

    ``data`` has the shape ``(units, codes)``, or ``(years, units, codes)`` for a panel.
    """

    units: tuple[str, ...]
    codes: tuple[str, ...]
    data: Array
    years: tuple[str, ...] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """What a unit is called, by its code."""
    groups: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    """Groupings of the units: for each, the group of every unit."""
    denominators: Mapping[str, Array] = field(default_factory=dict)
    """Columns to divide by, each of the shape ``(units,)`` or ``(years, units)``."""
    year: str | None = field(default=None, compare=False)
    """The year that all of it is of, where that is known; None for a panel."""
    place: str | None = field(default=None, compare=False)
    """The file that they came from, for messages."""
    unread: tuple[str, ...] = field(default=(), compare=False)
    """What the file holds and the values do not, a sentence each."""

    def __post_init__(self) -> None:
        # Whole numbers would be cut off where a step puts its results into a copy of them.
        object.__setattr__(self, "data", np.asarray(self.data, dtype=float))
        if problems := list(self._faults()):
            raise ValuesError(told(problems), self.place)

    def _faults(self) -> Iterable[str]:
        for what, names in (("units", self.units), ("codes", self.codes),
                            ("years", self.years or ())):  # fmt: skip
            if len(set(names)) < len(names):
                twice = sorted({name for name in names if names.count(name) > 1})
                yield f"{what} given twice: {listed(twice)}; give each once"
        if self.data.shape != self.shape:
            yield f"values have the shape {self.data.shape}, not {self.shape}"
        for name, column in self.groups.items():
            if len(column) != len(self.units):
                yield f"grouping {name} has {len(column)} entries for {len(self.units)} units"
        for name, numbers in self.denominators.items():
            if numbers.shape not in (self.shape[:-1], (len(self.units),)):
                yield f"denominator {name} has the shape {numbers.shape}, not {self.shape[:-1]}"

    @property
    def shape(self) -> tuple[int, ...]:
        """``(units, codes)``, with the years before it in a panel."""
        years = () if self.years is None else (len(self.years),)
        return (*years, len(self.units), len(self.codes))

    def column(self, code: str) -> Array:
        """Values of one element, shape ``(units,)`` or ``(years, units)``."""
        return self.data[..., self.codes.index(code)]

    def columns(self, codes: Sequence[str]) -> Array:
        """Values of some elements, in the order asked for."""
        return self.data[..., [self.codes.index(code) for code in codes]]

    def having(self, data: Array, codes: Sequence[str] | None = None) -> "Values":
        """The same units with other numbers, and other columns where ``codes`` are given."""
        return replace(self, data=data, codes=self.codes if codes is None else tuple(codes))

    def of_codes(self, codes: Sequence[str]) -> "Values":
        """Some columns, in the order asked for."""
        return self.having(self.columns(codes), codes)

    def of_units(self, units: Sequence[str]) -> "Values":
        """Some units, in the order asked for, with their names, groups and denominators."""
        place = {unit: number for number, unit in enumerate(self.units)}
        rows = [place[unit] for unit in units]
        return replace(
            self,
            units=tuple(units),
            data=self.data[..., rows, :],
            names={unit: self.names[unit] for unit in units if unit in self.names},
            groups={name: tuple(kept[row] for row in rows) for name, kept in self.groups.items()},
            denominators={name: kept[..., rows] for name, kept in self.denominators.items()},
        )

    def of_years(self, years: Sequence[str]) -> "Values":
        """Some years of a panel, in the order asked for; raises ``ValueError`` without years."""
        rows = [(self.years or ()).index(year) for year in years]
        return replace(
            self,
            years=tuple(years),
            data=self.data[rows],
            denominators={
                name: kept[rows] if kept.ndim > 1 else kept
                for name, kept in self.denominators.items()
            },
        )

    def at(self, year: str) -> "Values":
        """One year of a panel as a plain table."""
        one = self.of_years((year,))
        denominators = {name: kept.reshape(-1) for name, kept in one.denominators.items()}
        return replace(one, years=None, year=year, data=one.data[0], denominators=denominators)
