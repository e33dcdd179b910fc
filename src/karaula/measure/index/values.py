"""The numbers that an index works on: units down, elements across, and perhaps years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from karaula.errors import KaraulaError

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
    place: str | None = field(default=None, compare=False)
    """The file that they came from, for messages."""

    def __post_init__(self) -> None:
        years = () if self.years is None else (len(self.years),)
        shape = (*years, len(self.units), len(self.codes))
        if self.data.shape != shape:
            raise ValuesError(f"values have the shape {self.data.shape}, not {shape}", self.place)

    def column(self, code: str) -> Array:
        """Values of one element, shape ``(units,)`` or ``(years, units)``."""
        return self.data[..., self.codes.index(code)]

    def columns(self, codes: Sequence[str]) -> Array:
        """Values of some elements, in the order asked for."""
        return self.data[..., [self.codes.index(code) for code in codes]]
