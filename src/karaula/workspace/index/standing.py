"""How sure is a ranking? Scores and ranks with their intervals, and who cannot be told apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from karaula.measure.index.interval import DRAWS, LEVEL
from karaula.measure.index.uncertainty import (
    Choice,
    Simulation,
    one_scale,
    read_choices,
    said,
    simulate,
    usual,
)
from karaula.workspace.answer import (
    GAP,
    Answer,
    Table,
    chance_of,
    number,
    plain_rank,
    rank,
    rounded,
    span,
)
from karaula.workspace.index.opened import Opened, QuestionError
from karaula.workspace.index.regions import region
from karaula.workspace.index.saying import (
    about,
    axis_of_scores,
    head_of,
    meaning,
    period_of,
    sentences,
)

if TYPE_CHECKING:
    from karaula.chart import Spec

_ASSUMED = "this is an assumption, not an estimate"


def granted(assumptions: Sequence[str]) -> tuple[str, ...]:
    """Assumptions, with the words that they are such."""
    if any("not an estimate" in text for text in assumptions):
        return tuple(assumptions)
    return (*assumptions, f"{_ASSUMED} of the error")


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """What is taken to be uncertain, and how it is drawn."""

    choices: Callable[[Opened, str], Mapping[str, Choice]] = lambda opened, of: usual(
        opened.index, of=of, year=opened.year
    )
    draws: int = DRAWS
    seed: int | str = 0
    level: float = LEVEL


USUAL = Doubt()


def choices_of(file: Path) -> Callable[[Opened, str], Mapping[str, Choice]]:
    """The choices of a file, for an index that is yet to be opened."""
    return lambda opened, _: read_choices(file, opened.index)


def drawn(opened: Opened, of: str, doubt: Doubt, *, pairs: bool = False) -> "Drawn":
    """An aggregate under many draws of the choices."""
    choices = doubt.choices(opened, of)
    made = simulate(
        opened.index, choices, draws=doubt.draws, of=of, year=opened.year, seed=doubt.seed,
        level=doubt.level, pairs=pairs,
    )  # fmt: skip
    return Drawn(opened, made, one_scale(opened.index, choices), said(choices.values()))


@dataclass(frozen=True)
class Drawn:
    """A simulation of one score, as rows and sentences."""

    opened: Opened
    made: Simulation
    comparable: bool
    """Whether scores of all draws lie on one scale."""
    assumptions: tuple[str, ...]

    def rows(self, units: Sequence[str]) -> list[dict[str, Any]]:
        """A row for each unit, the best rank first, units without a score last."""
        decimals = self.opened.structure.decimals
        found = []
        for row in self.made.rows():
            unit = row.pop("unit")
            if unit not in units:
                continue
            ends = [rounded(row[f"score_{end}"], decimals) if self.comparable else None
                    for end in ("low", "high")]  # fmt: skip
            found.append({
                "area": self.opened.areas.get(unit, unit), "name": self.opened.name_of(unit),
                **period_of(self.opened), "measure": self.made.of,
                "score": rounded(row["score"], decimals), "score_low": ends[0],
                "score_high": ends[1], "rank": plain_rank(row["rank"]),
                "rank_low": plain_rank(row["rank_low"]), "rank_high": plain_rank(row["rank_high"]),
                "rank_median": plain_rank(row["rank_median"]),
                "level": self.made.level, "unit": unit,
            })  # fmt: skip
        return sorted(found, key=lambda row: (row["rank"] is None, row["rank"] or 0))

    def sentences(self) -> tuple[str, ...]:
        """What the intervals are and rest on."""
        told = [
            f"intervals hold the middle {self.made.level * 100:g} % of {self.made.draws:,} draws: "
            + "; ".join(granted(self.assumptions))
        ]
        if not self.comparable:
            told.append(
                "scores have no interval, because another normalisation puts them on another scale"
            )
        return sentences(told)


def standing(
    opened: Opened, *, measure: str | None = None, within: str | None = None,
    doubt: Doubt = USUAL, groups: bool = False, pairs: bool = False,
) -> Answer:  # fmt: skip
    """The ranking of one score with its intervals.

    ``groups`` adds who cannot be told apart; ``pairs`` gives, in place of the ranking, how probably
    one unit ranks above another.
    """
    of = opened.score(measure)
    there = region(opened, within) if within else None
    units = there.units if there else opened.now.raw.units
    found = drawn(opened, of, doubt, pairs=groups or pairs)
    rows = found.rows(units)
    if pairs:
        return _pairs(found, rows, [*(there.notes() if there else ())])
    decimals = opened.structure.decimals
    interval = f"{doubt.level * 100:g} %"
    head = ["unit", "rank", f"rank {interval}", "median", "score"]
    head += [f"score {interval}"] * found.comparable
    body = []
    for row in rows:
        cells = [row["name"], rank(row["rank"]), span(row["rank_low"], row["rank_high"])]
        cells += [rank(row["rank_median"]), number(row["score"], decimals)]
        if found.comparable:
            cells.append(span(row["score_low"], row["score_high"], decimals))
        body.append(tuple(cells))
    tables = [Table(title=head_of(opened, of), head=tuple(head), rows=tuple(body))]
    if groups:
        tables.append(_groups(found, rows))
    told = [*(there.notes() if there else ()), *found.sentences()]
    told += opened.mandatory_notes(row["unit"] for row in rows)
    return Answer(
        rows=tuple(_for_programs(found, rows)), tables=tuple(tables), notes=sentences(told),
        chart=lambda: ranking_chart(found, rows, told),
    )  # fmt: skip


def _for_programs(found: Drawn, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    assumption = "; ".join(found.assumptions)
    return [
        {**{key: value for key, value in row.items() if key != "unit"}, "assumption": assumption}
        for row in rows
    ]


def _groups(found: Drawn, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Runs of units of which no two can be told apart, as far as they are shown."""
    shown = {row["unit"] for row in rows}
    runs = [tuple(unit for unit in run if unit in shown) for run in found.made.groups()]
    runs = [run for run in runs if not any(set(run) < set(other) for other in runs)]
    names = found.opened.name_of
    body = [
        (str(at), str(len(run)), ", ".join(names(unit) for unit in run))
        for at, run in enumerate((run for run in dict.fromkeys(runs) if len(run) > 1), 1)
    ]
    return Table(
        title="Groups that cannot be told apart", head=("group", "units", "who"),
        rows=tuple(body) or ((GAP, "0", "every unit can be told from its neighbours"),), words=3,
    )  # fmt: skip


def _pairs(found: Drawn, rows: list[dict[str, Any]], told: list[str]) -> Answer:
    """How probably each unit ranks above each below it; people see the pairs that are in doubt."""
    opened, above = found.opened, found.made.above
    assert above is not None
    at = {unit: place for place, unit in enumerate(found.made.units)}
    ranked = [row for row in rows if row["rank"] is not None]
    if len(ranked) < 2:
        raise QuestionError("there are no two units with a score to compare", opened.now.raw.place)
    made, body = [], []
    for number_, one in enumerate(ranked):
        for other in ranked[number_ + 1 :]:
            chance = float(above[at[one["unit"]], at[other["unit"]]])
            known = None if np.isnan(chance) else chance
            made.append({"area": one["area"], "other": other["area"], **period_of(opened),
                         "measure": found.made.of, "probability": known})  # fmt: skip
            if known is not None and known < (1 + found.made.level) / 2:
                body.append((one["name"], other["name"], chance_of(known)))
    table = Table(
        title=f"{head_of(opened, found.made.of)}: pairs that cannot be told apart",
        head=("unit", "other", "ranks above"), rows=tuple(body), words=2,
    )  # fmt: skip
    notes = sentences([*told, f"{len(made)} pairs, {len(body)} of them in doubt",
                       *found.sentences()])  # fmt: skip

    def chart() -> "Spec":
        from karaula.chart import pairwise

        order = [at[row["unit"]] for row in ranked]
        square = [[None if np.isnan(above[i, j]) else float(above[i, j]) for j in order]
                  for i in order]  # fmt: skip
        name = opened.element_name(found.made.of)
        facts = about(opened, f"{name}: who ranks above whom", notes=found.assumptions,
                      unit="probability that the row ranks above the column")  # fmt: skip
        return pairwise([row["name"] for row in ranked], square, facts)

    return Answer(rows=tuple(made), tables=(table,), notes=notes, chart=chart)


def ranking_chart(
    found: Drawn, rows: Sequence[Mapping[str, Any]], notes: Sequence[str] = ()
) -> "Spec":
    """Scores within their intervals; ranks where scores have none."""
    from karaula.chart import Mark, Row, ranking

    opened, of = found.opened, found.made.of
    name = opened.element_name(of)
    marks = []
    for row in rows:
        aside = f"{rank(row['rank'])} ({span(row['rank_low'], row['rank_high'])})"
        value, low, high = ((row[key] for key in ("score", "score_low", "score_high"))
                            if found.comparable else
                            (row[key] for key in ("rank", "rank_low", "rank_high")))  # fmt: skip
        mark = None if value is None else Mark(value=value, low=low, high=high)
        if not found.comparable and row["score"] is not None:
            aside = number(row["score"], opened.structure.decimals)
        marks.append(Row(label=row["name"], mark=mark, aside=aside if mark else ""))
    if found.comparable:
        facts = about(opened, name, level=found.made.level, notes=notes)
        return ranking(marks, facts, meaning=meaning(opened, of), axis=axis_of_scores(opened),
                       head="rank")  # fmt: skip
    facts = about(opened, f"{name}: ranks", unit="rank, 1 is the highest score", notes=notes,
                  level=found.made.level, decimals=0)  # fmt: skip
    return ranking(marks, facts, meaning=meaning(opened, of), head="score", lowest_first=True)
