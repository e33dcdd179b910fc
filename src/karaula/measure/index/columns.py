"""What the steps share that work on indicators column by column."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Array, Values

Over = Literal["panel", "year"]
"""Whether statistics are of all years of a panel together, so that scores of different years can
be held against each other, or of each year alone. The same for a single table."""


def over_faults(over: Any) -> Iterator[str]:
    """What is wrong with the setting ``over``."""
    if over not in ("panel", "year"):
        yield f"over is {over!r}; write panel or year"


def indicators(values: Values, structure: Structure) -> tuple[str, ...]:
    """Indicators that have values, in the order of the structure."""
    there = set(values.codes)
    return tuple(code for code in structure.indicators if code in there)


@dataclass(frozen=True)
class Columns:
    """Some columns of values, years together or apart."""

    values: Values
    codes: tuple[str, ...]
    over: Over

    @property
    def at(self) -> list[int]:
        """Numbers of the columns."""
        return [self.values.codes.index(code) for code in self.codes]

    @property
    def data(self) -> Array:
        """The columns as a method takes them; with years together, a row is a unit in a year."""
        return self.pooled(self.values.data[..., self.at])

    def pooled(self, data: Array) -> Array:
        """Numbers in the shape of the values as a method takes them."""
        if self.values.years is None or self.over == "year":
            return data
        return data.reshape(-1, data.shape[-1])

    def unpooled(self, data: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What a method gave in the shape of the values."""
        return data.reshape(*self.values.shape[:-1], len(self.codes))

    def places(
        self, marked: npt.NDArray[np.bool_]
    ) -> Iterator[tuple[tuple[int, ...], dict[str, Any]]]:
        """Index and names of each place that is marked, in the shape of the values, by code."""
        years = self.values.years
        for code, *row in np.argwhere(np.moveaxis(marked, -1, 0)).tolist():
            year = None if years is None else years[row[0]]
            unit = self.values.units[row[-1]]
            yield (*row, code), {"code": self.codes[code], "unit": unit, "year": year}

    def undefined(self, before: Array, after: Array) -> Iterator[str]:
        """Columns in which a known value became none, a name each: ``CO2``, ``CO2 in 2019``."""
        lost = (~np.isnan(before) & ~np.isfinite(after)).any(axis=-2)
        for *year, code in np.argwhere(lost).tolist():
            when = f" in {self.values.years[year[0]]}" if year and self.values.years else ""
            yield f"{self.codes[code]}{when}"
