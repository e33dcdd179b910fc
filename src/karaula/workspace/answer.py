"""An answer: rows for programs, tables and sentences for people, and a chart for both."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from karaula.chart import Spec

GAP = "–"
Rows = tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table for people. Cells are words; columns of numbers are set to the right."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    """How many columns at the left hold words."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of one question."""

    rows: Rows
    """One plain object each; None is a gap."""
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    """Sentences that a reader of the tables needs."""
    chart: "Callable[[], Spec] | None" = None
    """Draws it, where it can be drawn."""


def number(value: float | None, decimals: int, *, signed: bool = False) -> str:
    """A number as people read it, a gap as a dash."""
    from karaula.chart.words import number as said

    return GAP if value is None else said(value, decimals, signed=signed)


def span(low: float | None, high: float | None, decimals: int = 0) -> str:
    """An interval as people read it."""
    if low is None or high is None:
        return GAP
    return f"{number(low, decimals)}–{number(high, decimals)}"


def years_said(years: Iterable[int]) -> str:
    """``2011–2013, 2016``: the gaps can be seen."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def rank(value: float | None) -> str:
    """A rank as people read it; shared ranks may be halves."""
    return GAP if value is None else f"{value:g}"


def rounded(value: float | None, decimals: int) -> float | None:
    """A number as it is published: rounded half up, once."""
    import numpy as np

    from karaula.measure.index.ranking import published

    return None if value is None else float(published(np.array(value), decimals))


def chance_of(value: float) -> str:
    """A probability as people read it; nothing that was estimated is called sure."""
    if value < 0.001:
        return "< 0.1 %"
    if value > 0.999:
        return "> 99.9 %"
    if value < 0.005:
        return "< 1 %"
    if value >= 0.995:
        return "> 99 %"
    return f"{value * 100:.0f} %"


def plain_rank(value: float | None) -> float | int | None:
    """A rank for programs: whole where it is."""
    return int(value) if value is not None and float(value).is_integer() else value


def columns_told(rows: Sequence[dict[str, Any]], keys: Sequence[str]) -> list[str]:
    """Those of some keys for which any row has a value."""
    return [key for key in keys if any(row.get(key) is not None for row in rows)]
