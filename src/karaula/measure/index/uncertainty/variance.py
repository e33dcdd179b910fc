"""Which choice the uncertainty comes from: shares of variance for an index, or for each unit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from karaula.errors import KaraulaError
from karaula.measure.index.chain import Index
from karaula.measure.index.faults import unknown
from karaula.measure.index.interval import LEVEL
from karaula.measure.index.ranking import places
from karaula.measure.index.uncertainty import design, sensitivity
from karaula.measure.index.uncertainty.choices import Choice
from karaula.measure.index.uncertainty.engine import Engine

Array = npt.NDArray[np.float64]
Output = Literal["rank_change", "rank", "score"]
COMBINATIONS = 200_000
NEEDS = "shares of variance need at least one choice"


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Shares of the variance of an output, by choice.

    Arrays are ``(choices,)`` for the mean rank change, ``(choices, units)`` for ranks or scores.
    ``nan`` where an output does not vary, or where a unit has no score in some draw.
    """

    of: str
    output: Output
    choices: tuple[str, ...]
    units: tuple[str, ...]
    first: Array
    """First order: what goes if this choice alone were settled."""
    total: Array
    """Total order: what stays if all others were settled."""
    variance: Array
    mean: Array
    runs: int
    """Times that the index was made."""
    level: float | None = None
    first_interval: tuple[Array, Array] | None = None
    """None where the shares are exact."""
    total_interval: tuple[Array, Array] | None = None
    shapley: Array | None = None
    """Exact shares only: what choices do together, split evenly; they add up to 1."""

    @property
    def exact(self) -> bool:
        """Whether all combinations were taken, so that nothing is estimated."""
        return self.shapley is not None

    def rows(self) -> list[dict[str, Any]]:
        """A row for each choice, and each unit if the output is theirs; None for no number."""
        columns = {"first": self.first, "total": self.total}
        for name, ends in (("first", self.first_interval), ("total", self.total_interval)):
            if ends is not None:
                columns |= {f"{name}_low": ends[0], f"{name}_high": ends[1]}
        if self.shapley is not None:
            columns["shapley"] = self.shapley
        units = [{}] if self.output == "rank_change" else [{"unit": unit} for unit in self.units]
        table = {name: each.reshape(len(self.choices), -1) for name, each in columns.items()}
        return [
            {"choice": choice, **unit, **{
                name: None if np.isnan(each[at, to]) else each[at, to].item()
                for name, each in table.items()
            }}
            for at, choice in enumerate(self.choices)
            for to, unit in enumerate(units)
        ]  # fmt: skip


def shares(
    index: Index,
    choices: Mapping[str, Choice],
    *,
    output: Output = "rank_change",
    draws: int = 1024,
    of: str | None = None,
    year: str | None = None,
    seed: int | str = 0,
    sequence: design.Sequence = "sobol",
    estimator: str = "jansen",
    level: float = LEVEL,
    times: int = 1000,
) -> Shares:
    """Shares of variance from ``draws (2 + choices)`` runs, with bootstrap intervals.

    ``output`` is ``rank_change`` (mean over units of how far the rank is from that of the index as
    it is), ``rank`` or ``score`` (of each unit by itself). The design is Saltelli's: two
    independent halves of one sequence, and for each choice the first half with that choice from the
    second. ``estimator`` of the first order is one of :data:`~.sensitivity.FIRST`. A Sobol sequence
    is most even where ``draws`` is a power of two. Raises :class:`KaraulaError` with every fault.
    """
    if estimator not in sensitivity.FIRST:
        raise KaraulaError(unknown("estimator", estimator, sensitivity.FIRST))
    if draws < 2 or not choices:
        raise KaraulaError(f"{NEEDS} and two draws")
    number = design.seeded(seed)
    engine = Engine(index, choices, of=of, year=year, seed=number)
    read = _reader(engine, output)

    def made(a: Array, b: Array) -> tuple[Array, Array, Array]:
        crossed = engine.design.crossed(a, b)
        stacked = np.concatenate([a, b, crossed.reshape(-1, engine.design.width)])
        found = read(engine.scores(stacked))
        rest = found[2 * len(a) :].reshape(len(choices), len(a), *found.shape[1:])
        return found[: len(a)], found[len(a) : 2 * len(a)], rest

    pieces = [made(*piece) for piece in engine.design.rows(draws, sequence, number, sets=2)]
    a, b = (np.concatenate([piece[half] for piece in pieces]) for half in (0, 1))
    ab = np.concatenate([piece[2] for piece in pieces], axis=1)
    first, total = sensitivity.bootstrap(
        a, b, ab, method=estimator, level=level, times=times, seed=number
    )
    both = np.concatenate([a, b])
    return Shares(
        of=engine.of, output=output, choices=tuple(choices), units=engine.units,
        first=sensitivity.first_order(a, b, ab, estimator),
        total=sensitivity.total_order(a, b, ab), variance=both.var(axis=0), mean=both.mean(axis=0),
        runs=draws * (2 + len(choices)), level=level, first_interval=first, total_interval=total,
    )  # fmt: skip


def exact(
    index: Index,
    choices: Mapping[str, Choice],
    *,
    output: Output = "rank_change",
    of: str | None = None,
    year: str | None = None,
) -> tuple[Shares, Array]:
    """The true shares, from all combinations of choices among listed alternatives.

    Returns also the outputs, with an axis for each choice (and one for the units). Raises
    :class:`KaraulaError` where a choice is no list, or where there are more than 200,000
    combinations.
    """
    if not choices:
        raise KaraulaError(NEEDS)
    engine = Engine(index, choices, of=of, year=year)
    table, shape, chances = engine.design.table(COMBINATIONS)
    read = _reader(engine, output)
    pieces = [table[at : at + design.PIECE] for at in range(0, len(table), design.PIECE)]
    found = np.concatenate([read(engine.scores(rows)) for rows in pieces])
    outputs = found.reshape(*shape, *found.shape[1:])
    first, total, shapley = sensitivity.exact(outputs, chances)
    mean, variance = sensitivity.moments(outputs, chances)
    return Shares(
        of=engine.of, output=output, choices=tuple(choices), units=engine.units, first=first,
        total=total, shapley=shapley, mean=mean, variance=variance, runs=len(table),
    ), outputs  # fmt: skip


def _reader(engine: Engine, output: Output) -> Callable[[Array], Array]:
    """What is looked at, from scores ``(runs, units)``."""
    if output == "score":
        return lambda scores: scores
    own = places(engine.nominal()[None])[0].astype(float)
    own[own == 0] = np.nan

    def ranked(scores: Array) -> Array:
        found = places(scores).astype(float)
        found[found == 0] = np.nan
        return found

    if output == "rank":
        return ranked
    if output != "rank_change":
        raise KaraulaError(unknown("output", output, ("rank_change", "rank", "score")))

    def change(scores: Array) -> Array:
        moved = np.abs(ranked(scores) - own)
        known = ~np.isnan(moved)
        mean = np.where(known, moved, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        return np.asarray(mean)

    return change
