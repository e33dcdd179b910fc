"""Monte Carlo over the choices of an index: scores, ranks, probabilities of order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from karaula.errors import KaraulaError
from karaula.measure.index.chain import Index
from karaula.measure.index.interval import LEVEL, bounds
from karaula.measure.index.ranking import places
from karaula.measure.index.uncertainty import design
from karaula.measure.index.uncertainty.choices import Choice
from karaula.measure.index.uncertainty.data import Noise
from karaula.measure.index.uncertainty.engine import Engine
from karaula.measure.index.uncertainty.groups import lines
from karaula.measure.index.uncertainty.ranks import Ranks, counted, middle, outranked

Array = npt.NDArray[np.float64]

HELD = 2**22
"""Scores are held for their intervals up to so many numbers: those of the first draws. Ranks and
probabilities are counted over all draws."""


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """What came out of many draws of an index.

    Arrays have one entry a unit, in the order of ``units``; ``nan`` for a unit without a score.
    """

    of: str
    units: tuple[str, ...]
    draws: int
    level: float
    """Intervals hold the middle share of the draws, see :func:`~.ranks.middle`."""
    score: Array
    """Score of the index as it is."""
    rank: Array
    """Rank of the index as it is: 1 is the highest, equal scores share the smallest."""
    counts: Array
    """In how many draws each unit had each rank, ``(units, ranks + 1)``; column 0: not ranked."""
    above: Array | None
    """Probability that a unit (down) ranks above another (across); a tie counts half to either."""
    held: Array
    """Scores of the first draws, ``(draws held, units)``."""
    assumptions: tuple[str, ...] = ()
    """What the intervals rest on, a sentence each."""
    drawn: Mapping[str, tuple[Any, ...]] | None = field(default=None, repr=False)
    """What each choice picked in each draw, if the draws were kept."""
    ranks: Ranks | None = field(default=None, repr=False)
    """Ranks in each draw, ``(draws, units)``, if the draws were kept; 0 where not ranked."""

    @cached_property
    def rank_interval(self) -> tuple[Array, Array]:
        """Ends of the interval of each rank at ``level``."""
        return self.ranks_within(self.level)

    def ranks_within(self, level: float) -> tuple[Array, Array]:
        """Ends of the interval that holds the middle ``level`` of the ranks of each unit."""
        places = np.arange(1.0, self.counts.shape[1])
        low, high = middle(places, self.counts[:, 1:], level)
        none = self.counts[:, 1:].sum(axis=1) == 0
        return np.where(none, np.nan, low), np.where(none, np.nan, high)

    @cached_property
    def rank_median(self) -> Array:
        """Median rank; half-way between the two middle ones of an even number of draws."""
        low, high = self.ranks_within(0.0)
        return (low + high) / 2

    @cached_property
    def rank_mean(self) -> Array:
        """Mean rank."""
        ranked = self.counts[:, 1:]
        whole = ranked.sum(axis=1)
        sums = ranked @ np.arange(1.0, self.counts.shape[1])
        return np.asarray(np.where(whole > 0, sums, np.nan) / np.maximum(whole, 1))

    @cached_property
    def score_interval(self) -> tuple[Array, Array]:
        """Ends of the interval of each score at ``level``, from the scores held."""
        low, high = np.full((2, len(self.units)), np.nan)
        for at, column in enumerate(self.held.T):
            if (known := column[~np.isnan(column)]).size:
                low[at], high[at] = bounds(known, self.level)
        return low, high

    def groups(self, level: float | None = None) -> list[tuple[str, ...]]:
        """Units that cannot be told apart, best first; a unit may stand in several groups.

        A group is a longest run of units, next to each other by mean rank, no two of which are told
        apart (:func:`~.groups.lines`).
        """
        if self.above is None:
            raise KaraulaError("probabilities were not counted; simulate with pairs=True")
        order = [int(at) for at in np.lexsort((self.rank, self.rank_mean))
                 if not np.isnan(self.rank_mean[at])]  # fmt: skip
        found = lines(order, self.above, self.level if level is None else level)
        return [tuple(self.units[at] for at in run) for run in found]

    def rows(self) -> list[dict[str, Any]]:
        """A row for each unit, as plain numbers; None for what is not there."""
        columns = {
            "score": self.score, "score_low": self.score_interval[0],
            "score_high": self.score_interval[1], "rank": self.rank,
            "rank_low": self.rank_interval[0], "rank_high": self.rank_interval[1],
            "rank_median": self.rank_median, "rank_mean": self.rank_mean,
        }  # fmt: skip
        return [
            {"unit": unit, **{name: None if np.isnan(each[at]) else each[at].item()
                              for name, each in columns.items()}}
            for at, unit in enumerate(self.units)
        ]  # fmt: skip


def simulate(
    index: Index,
    choices: Mapping[str, Choice],
    *,
    draws: int = 1000,
    of: str | None = None,
    year: str | None = None,
    seed: int | str = 0,
    sequence: design.Sequence = "random",
    level: float = LEVEL,
    pairs: bool = True,
    keep: bool = False,
) -> Simulation:
    """Make an index again and again, each time with other alternatives of the choices.

    ``of`` is the aggregate that is scored, by default the only top. ``seed`` is a number or any
    text: the same gives the same draws. ``sequence`` is ``random`` or ``sobol`` (quasi-random,
    scrambled; extra ``analytics``). ``pairs`` asks for the probabilities of all pairs of units,
    ``keep`` for what was picked, all scores and ranks of each draw. Cost grows in line with draws;
    memory does not, save for what is kept. Raises :class:`KaraulaError` with every fault at once.
    """
    if draws < 1 or not 0 < level < 1:
        raise KaraulaError(
            f"{draws} draws at a level of {level} say nothing",
            remedy="give at least 1 draw and a level above 0 and below 1",
        )
    number = design.seeded(seed)
    engine = Engine(index, choices, of=of, year=year, seed=number)
    units = len(engine.units)
    counts, above, met = np.zeros((units, units + 1)), np.zeros((units, units)), 0
    held: list[Array] = []
    kept: list[Ranks] = []
    picked: dict[str, list[Any]] = {name: [] for name in choices}

    most = draws if keep else max(1, HELD // max(units, 1))
    for (rows,) in engine.design.rows(draws, sequence, number):
        scores = engine.scores(rows)
        ranked = places(scores)
        counts += counted(ranked)
        if pairs:
            above += outranked(ranked)
        if met < most:
            held.append(scores[: most - met])
        met += len(rows)
        if keep:
            kept.append(ranked)
            for name in choices:
                picked[name].extend(engine.picked(name, rows))
    nominal = engine.nominal()
    own = places(nominal[None])[0].astype(float)
    return Simulation(
        of=engine.of, units=engine.units, draws=draws, level=level, score=nominal,
        rank=np.where(own > 0, own, np.nan), counts=counts,
        above=_probability(above) if pairs else None, held=np.concatenate(held),
        assumptions=tuple(dict.fromkeys(
            choice.assumption for choice in choices.values() if isinstance(choice, Noise)
        )),
        drawn={name: tuple(each) for name, each in picked.items()} if keep else None,
        ranks=np.concatenate(kept) if keep else None,
    )  # fmt: skip


def _probability(above: Array) -> Array:
    """Shares of the draws in which both units were ranked; ``nan`` where they never were."""
    met = above + above.T
    return np.where(met > 0, above, np.nan) / np.where(met > 0, met, 1.0)
