"""What may be otherwise in the making of an index.

A choice has alternatives: one of a list, a number from a range, a set of weights, or values that
err. It belongs to a step of the chain, or to the data before any step. Every draw gives each choice
columns of a design: a place between 0 and 1 (:class:`Settings`, :class:`Between`,
:class:`WeightSets`, :class:`Removal`, :class:`Cells`; :class:`NoisyWeights` has one place for each
weight), or for :class:`~karaula.measure.index.uncertainty.data.Noise` the number of its draw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from karaula.measure.index.structure import Structure
from karaula.measure.index.uncertainty.data import Noise

Array = npt.NDArray[np.float64]
Change = Mapping[str, Any] | None
"""Settings of a step that take the place of its own; None leaves the step out."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A choice among so many alternatives, with equal chance where none is given."""

    chances: tuple[float, ...] | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """What each alternative is called."""
        raise TypeError(f"{type(self).__name__} has no labels")

    @property
    def shares(self) -> Array:
        """Probability of each alternative."""
        given = np.ones(len(self.labels)) if self.chances is None else np.array(self.chances)
        return np.asarray(given / given.sum())

    def picked(self, places: Array) -> npt.NDArray[np.intp]:
        """Number of the alternative at each place between 0 and 1."""
        ends = np.cumsum(self.shares)[:-1]
        return np.searchsorted(ends, places, side="right")


@dataclass(frozen=True, kw_only=True)
class Settings(Listed):
    """A step set in one of several ways, or left out (None).

    ``alternatives`` replace settings of the step as in :func:`~karaula.measure.index.rebuild`.
    """

    step: str
    alternatives: tuple[Change, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Settings in words."""
        return tuple(_words(change) for change in self.alternatives)


@dataclass(frozen=True, kw_only=True)
class Between:
    """A number of a setting, anywhere from ``low`` to ``high`` with equal chance.

    With ``every`` only whole multiples of it, counted from ``low``.
    """

    step: str
    setting: str
    low: float
    high: float
    every: float | None = None

    def picked(self, places: Array) -> Array:
        """The number at each place between 0 and 1."""
        if self.every is None:
            return self.low + (self.high - self.low) * places
        count = int((self.high - self.low) / self.every + 1e-9) + 1
        return self.low + self.every * np.floor(places * count)

    def whole(self, value: float) -> float | int:
        """A picked number as a setting: a whole one where ``low`` and ``every`` are."""
        if isinstance(self.low, int) and isinstance(self.every, int):
            return round(value)
        return value


@dataclass(frozen=True, kw_only=True)
class WeightSets(Listed):
    """One of several sets of weights by code; codes that a set leaves out keep their own."""

    sets: tuple[Mapping[str, float], ...]
    names: tuple[str, ...] | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the sets, or their numbers."""
        return self.names or tuple(str(number + 1) for number in range(len(self.sets)))


@dataclass(frozen=True, kw_only=True)
class NoisyWeights:
    """Each weight times ``1 + u``, ``u`` anywhere within ``by`` of 0 with equal chance.

    ``levels`` are the levels whose elements get a noisy weight, all by default; ``by`` may be given
    for each level in their place.
    """

    by: float | Mapping[int, float]
    levels: Sequence[int] | None = None

    def within(self, structure: Structure) -> Mapping[int, float]:
        """By how much the weights of each level vary."""
        if isinstance(self.by, Mapping):
            return self.by
        top = max(structure.level.values())
        return dict.fromkeys(self.levels or range(1, top), self.by)

    def codes(self, structure: Structure) -> tuple[str, ...]:
        """Elements whose weight varies; the weight of a top counts for nothing."""
        within = self.within(structure)
        return tuple(
            code for code, element in structure.elements.items()
            if structure.level[code] in within and element.parent is not None
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Removal(Listed):
    """One of some elements left out, with all below it; or none, the first alternative."""

    codes: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The code left out."""
        return ("none", *self.codes)


@dataclass(frozen=True, kw_only=True)
class Cells(Listed):
    """The values as they are, or with some replaced: what remains without one source, say.

    ``versions`` hold values by unit and code under the name of the version; ``nan`` for a value
    that is gone.
    """

    versions: Mapping[str, Mapping[tuple[str, str], float]]

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the versions."""
        return ("as it is", *self.versions)


def one_of(step: str, /, **alternatives: Sequence[Any]) -> Settings:
    """One setting of a step, among several: ``one_of("treat", most=(1, 2, 3))``."""
    ((setting, values),) = alternatives.items()
    return Settings(step=step, alternatives=tuple({setting: value} for value in values))


def _words(change: Change) -> str:
    if change is None:
        return "left out"
    return ", ".join(f"{name} {value}" for name, value in change.items())


Choice = Settings | Between | WeightSets | NoisyWeights | Removal | Cells | Noise
