"""Values as they stand for some draws between two steps."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from inspect import signature

import numpy as np
import numpy.typing as npt

from karaula.measure.index.chain import VERBS, Index
from karaula.measure.index.step import Step

Array = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

BY_YEAR = frozenset({"select", "denominate", "aggregate"})
"""Steps that look at each year of a panel by itself; others do where ``over`` says so."""


@dataclass(frozen=True)
class State:
    """Values as they stand for some draws: one table for all, or a table for each (``drawn``)."""

    index: Index
    rows: Rows
    key: tuple[Hashable, ...] | None
    """What was picked so far; None if these values will not come again."""
    drawn: Array | None = None
    """Tables of the draws, ``(draws, ..., units, codes)``, in place of those of the index."""

    def of(self, rows: Rows, picked: tuple[Hashable, ...]) -> "State":
        """Some of the draws, which agree in what was picked."""
        key = None if self.key is None else (*self.key, picked)
        drawn = self.drawn
        if drawn is not None and len(rows) < len(self.rows):
            drawn = drawn[np.searchsorted(self.rows, rows)]
        return State(self.index, rows, key, drawn)

    def each(self) -> Iterator["State"]:
        """The draws one by one."""
        for at in range(len(self.rows)):
            index = self.index
            if self.drawn is not None:
                values = index.values.having(self.drawn[at])
                index = Index(values, index.structure)
            yield State(index, self.rows[at : at + 1], None)


def together(step: Step, state: State) -> bool:
    """Whether a step treats each of the tables by itself when it is given all of them as years."""
    if state.drawn is None:
        return True
    if state.index.values.years is not None:
        return False
    if step.verb == "screen":  # it counts gaps over all tables: the same if all have the same gaps
        gaps = np.isnan(state.drawn)
        zeros = {"non_zero", "indicators_non_zero"} & step.settings.keys()
        return not zeros and bool((gaps == gaps[:1]).all())
    if step.verb == "weight":
        return step.settings.get("method", "given") not in ("pca", "optimised")
    return step.verb in BY_YEAR or "over" in signature(VERBS[step.verb]).parameters
