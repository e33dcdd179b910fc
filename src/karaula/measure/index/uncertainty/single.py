"""One thing changed at a time: how far a unit's rank hangs on one choice, indicator or source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from karaula.errors import KaraulaError
from karaula.measure.index.chain import Index
from karaula.measure.index.ranking import places
from karaula.measure.index.uncertainty.choices import Cells, Choice, Listed, Removal
from karaula.measure.index.uncertainty.engine import Engine

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """Where one unit stands under one alternative of one choice, all else as in the index."""

    unit: str
    choice: str
    alternative: str
    score: float | None
    rank: int | None
    score_shift: float | None
    """Score less that of the index as it is; None where one of the two is missing."""
    rank_shift: int | None
    """Rank less that of the index as it is: above 0 the unit falls."""


def swings(
    index: Index,
    choices: Mapping[str, Choice],
    *,
    units: Sequence[str] | None = None,
    of: str | None = None,
    year: str | None = None,
) -> list[Swing]:
    """Every alternative of every listed choice, taken alone: a row for each unit.

    ``units`` are those asked about, all by default. Raises :class:`KaraulaError` for a choice
    without a list of alternatives, and for a unit that is not there.
    """
    engine = Engine(index, choices, of=of, year=year)
    if unknown := [unit for unit in units or () if unit not in engine.units]:
        raise KaraulaError(f"no such unit: {', '.join(unknown)}", index.raw.place)
    nominal = engine.nominal()
    before = places(nominal[None])[0]
    found: list[Swing] = []
    for name, choice in choices.items():
        if not isinstance(choice, Listed):
            raise KaraulaError(f"{name} has no list of alternatives to take one by one")
        alone = Engine(index, {name: choice}, of=of, year=year)
        rows, _, _ = alone.design.table(len(choice.labels))
        scores = alone.scores(rows)
        after = places(scores)
        for at, alternative in enumerate(choice.labels):
            for unit in units or engine.units:
                row = engine.units.index(unit)
                rank, first = int(after[at, row]) or None, int(before[row]) or None
                score = None if rank is None else float(scores[at, row])
                moved = None if rank is None or first is None else rank - first
                found.append(Swing(
                    unit=unit, choice=name, alternative=alternative, score=score, rank=rank,
                    score_shift=None if moved is None else float(scores[at, row] - nominal[row]),
                    rank_shift=moved,
                ))  # fmt: skip
    return found


def without_indicators(index: Index, of: str | None = None) -> Removal:
    """Each indicator below an aggregate left out in turn."""
    structure = index.original
    codes = structure.indicators if of is None else structure.below(of)
    return Removal(codes=codes)


def without_sources(sources: Mapping[str, Mapping[tuple[str, str], float]]) -> Cells:
    """Each source left out in turn.

    ``sources`` are, by the name of a source, the cells (unit, code) that rest on it, with the value
    that the others give: ``nan`` where nobody else says anything.
    """
    return Cells(versions={f"without {name}": cells for name, cells in sources.items()})
