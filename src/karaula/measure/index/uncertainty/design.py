"""Designs: where each choice stands in each draw.

A design is an array ``(draws, columns)``. A choice has its own columns: places between 0 and 1, or,
for data that err, the number of a draw of errors. Rows come in chunks, so that memory does not grow
with their number, and are the same however they are cut.
"""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from itertools import product
from math import prod
from typing import Literal

import numpy as np
import numpy.typing as npt

from karaula.errors import KaraulaError
from karaula.extras import library
from karaula.measure.index.faults import unknown
from karaula.measure.index.uncertainty.choices import Choice, Listed
from karaula.measure.index.uncertainty.data import Noise

Array = npt.NDArray[np.float64]
Sequence = Literal["random", "sobol"]
PIECE = 1024
"""Rows that are drawn together; a power of two, as a Sobol sequence wants them."""


def seeded(seed: int | str) -> int:
    """A seed from a number or any text."""
    return int.from_bytes(sha256(str(seed).encode()).digest()[:8])


class Design:
    """Which columns belong to which choice, by its name."""

    def __init__(self, widths: Mapping[str, int], choices: Mapping[str, Choice]) -> None:
        self.columns: dict[str, slice] = {}
        self.width = 0
        for name, choice in choices.items():
            size = 1 if isinstance(choice, Noise) else widths[name]
            self.columns[name] = slice(self.width, self.width + size)
            self.width += size
        self.choices = choices
        noises = [name for name, choice in choices.items() if isinstance(choice, Noise)]
        self.numbered = [self.columns[name].start for name in noises]
        self.placed = [at for at in range(self.width) if at not in self.numbered]

    def rows(self, draws: int, sequence: Sequence, seed: int, sets: int = 1) -> Iterator[Array]:
        """Pieces of designs side by side, ``(sets, rows, columns)``, of ``draws`` rows in all.

        Raises :class:`KaraulaError` for a sequence that is not there.
        """
        engine = _engine(sequence, len(self.placed) * sets, seed)
        for start in range(0, draws, PIECE):
            places = engine(PIECE).reshape(PIECE, sets, len(self.placed)).swapaxes(0, 1)
            piece = np.empty((sets, PIECE, self.width))
            piece[..., self.placed] = places
            numbers = start + np.arange(PIECE) + draws * np.arange(sets)[:, None]
            piece[..., self.numbered] = numbers[..., None]
            yield piece[:, : draws - start]

    def table(self, most: int) -> tuple[Array, tuple[int, ...], list[Array]]:
        """All combinations of choices among listed alternatives, ``most`` of them.

        Returns the rows, the number of alternatives of each choice, and their probabilities. Raises
        :class:`KaraulaError` where a choice is not such a list, or where there are too many.
        """
        endless = [name for name, choice in self.choices.items() if not isinstance(choice, Listed)]
        if endless:
            raise KaraulaError(
                f"{', '.join(endless)} has no list of alternatives, so that not all combinations "
                "can be taken", remedy="estimate the shares from draws instead",
            )  # fmt: skip
        shares = [choice.shares for choice in self.choices.values() if isinstance(choice, Listed)]
        shape = tuple(len(each) for each in shares)
        if prod(shape) > most:
            raise KaraulaError(
                f"there are {prod(shape):,} combinations, and {most:,} at most can be taken",
                remedy="estimate the shares from draws instead",
            )
        places = [np.cumsum(each) - each / 2 for each in shares]
        return np.array(list(product(*places))), shape, shares

    def crossed(self, a: Array, b: Array) -> Array:
        """Rows of ``a`` with the columns of one choice from ``b``: ``(choices, rows, columns)``."""
        crossed = np.repeat(a[None], len(self.columns), axis=0)
        for number, columns in enumerate(self.columns.values()):
            crossed[number, :, columns] = b[:, columns]
        return crossed


def _engine(sequence: Sequence, width: int, seed: int) -> Callable[[int], Array]:
    if sequence == "random":
        generator = np.random.default_rng(seed)
        return lambda rows: generator.random((rows, width))
    if sequence != "sobol":
        raise KaraulaError(unknown("sequence of draws", sequence, ("random", "sobol")))
    if not width:
        return lambda rows: np.empty((rows, 0))
    qmc = library("scipy.stats.qmc", "analytics")
    sobol = qmc.Sobol(width, scramble=True, rng=np.random.default_rng(seed))
    return lambda rows: np.asarray(sobol.random(rows))
