"""Scores and ranks of an index as a table, with what made them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from karaula.measure.index.chain import ChainError, Index, Stage, defaults
from karaula.measure.index.ranking import SAME, Ties, published, ranks, ranks_within
from karaula.measure.index.step import Step
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Array, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A rank among some units."""

    rank: float
    of: int
    """How many units have a score there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One score of one unit."""

    unit: str
    unit_name: str
    year: str | None
    code: str
    name: str
    level: int
    direction: int
    """-1 where less of the raw values is better."""
    turned: bool
    """Whether the direction is applied already, so that a high value is a good one."""
    value: float | None
    """As computed; None is a gap."""
    score: float | None
    """As published: rounded half up, once, after ranking."""
    place: Place | None
    """Among all units; 1 is the highest score."""
    within: Mapping[str, tuple[str, Place] | None]
    """Group and place in it, for each grouping."""
    high: bool | None
    """Whether the score is in the high class; None without classes or without a score."""


@dataclass(frozen=True)
class Results:
    """The scores of an index, top levels first, the best unit of each first."""

    rows: tuple[Result, ...]
    steps: tuple[Step, ...]
    """The steps that made them, with every setting, those left to default too."""
    structure: Structure

    def table(self) -> list[dict[str, Any]]:
        """Plain rows, for a data frame or JSON: a column for each rank; None is a gap."""
        return [dict(_cells(row)) for row in self.rows]


def results(
    index: Index, *, indicators: bool = False, ties: Ties = "min", decimals: int | None = None
) -> Results:
    """Scores and ranks after the last step (before ``rank``, if that was taken).

    Ranks are of unrounded scores, 1 for the highest, each year by itself, among all units and
    within every grouping. ``indicators`` adds the indicators as they then stand, ``decimals`` are
    the places of the scores if not those of the structure. Raises :class:`ChainError` where nothing
    was aggregated and indicators are not asked for.
    """
    stage = _scored(index)
    values, structure = stage.values, stage.structure
    if decimals is not None:
        structure = replace(structure, decimals=decimals)
    codes = [code for code in structure.elements if code in set(values.codes)]
    if not indicators:
        codes = [code for code in codes if code in structure.parts]
    if not codes:
        raise ChainError(
            "there are no scores yet", values.place,
            "take the step aggregate, or ask for the indicators",
        )  # fmt: skip
    codes.sort(key=lambda code: _depth(structure, code))
    years = (None,) if values.years is None else values.years
    rows: list[Result] = []
    for year in years:
        now = values if year is None else values.at(year)
        for code in codes:
            rows += _ranked(now.of_codes([code]), structure, year, ties)
    taken = [stage.step for stage in index.stages if stage.step.verb != "rank"]
    return Results(tuple(rows), tuple(defaults(step) for step in taken), structure)


def _scored(index: Index) -> Stage:
    for stage in reversed(index.stages):
        if stage.step.verb != "rank":
            return stage
    return Stage(step=Step(verb="raw"), values=index.raw, structure=index.original)


def _depth(structure: Structure, code: str) -> int:
    """How far an element is from the top."""
    parent = structure.elements[code].parent
    return 0 if parent is None else 1 + _depth(structure, parent)


def _ranked(values: Values, structure: Structure, year: str | None, ties: Ties) -> Iterator[Result]:
    """Results of a single column, the highest score first."""
    (code,), column = values.codes, values.data[:, 0]
    element = structure.elements[code]
    shown = published(column, structure.decimals)
    everywhere = ranks(values.data, ties)[:, 0]
    groups = {
        name: (of, ranks_within(values.data, of, ties)[:, 0]) for name, of in values.groups.items()
    }
    for at in sorted(range(len(column)), key=lambda at: (np.isnan(column[at]), everywhere[at])):
        value = _known(column[at])
        within: dict[str, tuple[str, Place] | None] = {}
        for name, (of, ranked) in groups.items():
            group = of[at]
            among = np.array([own == group for own in of])
            place = _place(ranked, at, among & ~np.isnan(column))
            within[name] = None if place is None or group is None else (group, place)
        unit = values.units[at]
        yield Result(
            unit=unit, unit_name=values.names.get(unit, unit), year=year, code=code,
            name=element.name or code, level=structure.level[code], direction=element.direction,
            turned=structure.directed,
            value=value, score=_known(shown[at]), within=within,
            place=_place(everywhere, at, ~np.isnan(column)),
            high=_high(value, structure.high_from),
        )  # fmt: skip


def _place(ranked: Array, at: int, among: Any) -> Place | None:
    rank = _known(ranked[at])
    if rank is None:
        return None
    return Place(rank=int(rank) if rank.is_integer() else rank, of=int(among.sum()))


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _high(value: float | None, least: float | None) -> bool | None:
    if value is None or least is None:
        return None
    return value >= least - SAME * abs(least)


def _cells(row: Result) -> Iterator[tuple[str, Any]]:
    yield "unit", row.unit
    yield "unit_name", row.unit_name
    if row.year is not None:
        yield "year", row.year
    yield "code", row.code
    yield "name", row.name
    yield "level", row.level
    yield "direction", row.direction
    yield "turned", row.turned
    yield "score", row.score
    yield "rank", None if row.place is None else row.place.rank
    yield "of", None if row.place is None else row.place.of
    for name, told in row.within.items():
        yield name, None if told is None else told[0]
        yield f"rank_{name}", None if told is None else told[1].rank
    if row.high is not None:
        yield "class", "high" if row.high else "low"
