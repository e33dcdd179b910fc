"""Units that cannot be told apart."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


def lines(
    order: Sequence[int], above: npt.NDArray[np.float64], level: float
) -> list[tuple[int, ...]]:
    """Runs of units, next to each other in the ranking, of which no pair can be told apart.

    Two units are told apart if one ranks above the other with a probability of at least
    ``(1 + level) / 2``. Runs are as long as can be and may overlap, as the lines that are drawn
    under ranked means. Source: D. B. Duncan, Multiple range and multiple F tests, Biometrics 11
    (1955), 1-42; here on probabilities of the draws in place of significant ranges.

    ``order`` are the units from first to last, ``above`` the probability that a unit (down) ranks
    above another (across). A unit that can be told from its neighbours is a run of its own.
    """
    least = (1 + level) / 2 - 1e-12
    apart = (above >= least) | (least <= above.T)
    runs: list[tuple[int, ...]] = []
    start = 0
    for last, unit in enumerate(order):
        nearest = next(
            (at for at in range(last - 1, start - 1, -1) if apart[order[at], unit]), None
        )
        if nearest is not None:
            runs.append(tuple(order[start:last]))
            start = nearest + 1
    return [*runs, tuple(order[start:])] if order else []
