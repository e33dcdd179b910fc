"""Where does one unit stand, what is it made of, and what changed?"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from karaula.measure.index import analysis
from karaula.measure.index.analysis import AnalysisError, Contribution, contributions, extremes
from karaula.measure.index.change import Change, changes
from karaula.measure.index.result import Result, results
from karaula.workspace.answer import GAP, Answer, Table, number, plain_rank, rank, rounded, span
from karaula.workspace.index.opened import Opened
from karaula.workspace.index.saying import about, axis_of_scores, meaning, period_of, sentences
from karaula.workspace.index.standing import USUAL, Doubt, Drawn, drawn

if TYPE_CHECKING:
    from karaula.chart import Spec

MOST = 5
"""Elements on which a unit ranks highest and lowest that are told."""


def profile(opened: Opened, area: str, *, doubt: Doubt = USUAL) -> Answer:
    """All of one unit: scores and ranks with intervals, parts, extremes, peers, change."""
    unit = opened.unit(area)
    by_code = {
        row.code: row for row in results(opened.now, indicators=True).rows if row.unit == unit
    }
    found = [by_code[code] for code in opened.tree() if code in by_code]
    scored = [row for row in found if row.code in opened.structure.parts]
    doubts = {
        row.code: drawn(opened, row.code, doubt) for row in scored if row.value is not None
    }  # fmt: skip
    means = _means(opened, unit)
    made = _contributions(opened, unit, [row.code for row in scored])
    before = _before(opened, unit)
    rows = [_row(opened, row, doubts, means, made, before) for row in found]
    tables = [_standing(opened, rows, means), *_parts(opened, made), *_extremes(opened, unit)]
    if before:
        tables.append(_change(opened, before))
    told = [text for one in doubts.values() for text in one.sentences()]
    notes = sentences(told)
    told += _missing(opened, found)
    told += opened.mandatory_notes([unit])
    return Answer(
        rows=tuple(rows), tables=tuple(tables), notes=sentences(told),
        chart=lambda: _chart(opened, unit, rows, doubt, notes),
    )  # fmt: skip


def _means(opened: Opened, unit: str) -> dict[str, Mapping[str, float | None]]:
    """Mean of each element over the groups of the unit and over all, by what the group is."""
    found: dict[str, Mapping[str, float | None]] = {}
    for grouping, labels in opened.now.raw.groups.items():
        own = labels[opened.now.raw.units.index(unit)]
        if own is not None:
            standing = analysis.profile(opened.now, unit, group=grouping)
            found[f"{own} ({grouping})"] = {one.code: one.group_mean for one in standing}
    found["all"] = {one.code: one.group_mean for one in analysis.profile(opened.now, unit)}
    return found


def _contributions(
    opened: Opened, unit: str, codes: Sequence[str]
) -> dict[str, tuple[Contribution, ...]]:
    """The parts of each score that is a mean of them; others have none."""
    found = {}
    for code in codes:
        try:
            found[code] = contributions(opened.now, unit, code)
        except AnalysisError:
            continue
    return found


def _before(opened: Opened, unit: str) -> tuple[str, list[Change], tuple[str, ...]] | None:
    """The edition before, if there is one that has the unit."""
    known = list(opened.editions)
    place = known.index(opened.period) if opened.period in known else 0
    if not place:
        return None
    earlier = opened.editions[known[place - 1]]
    if unit not in earlier.raw.units:
        return None
    made = changes(earlier, opened.now, panel=opened.year is not None)
    return known[place - 1], [row for row in made.rows if row.unit == unit], made.warnings


def _row(
    opened: Opened, row: Result, doubts: Mapping[str, Drawn],
    means: Mapping[str, Mapping[str, float | None]],
    made: Mapping[str, Sequence[Contribution]],
    before: tuple[str, list[Change], tuple[str, ...]] | None,
) -> dict[str, Any]:  # fmt: skip
    decimals = opened.structure.decimals
    told = {}
    if row.code in doubts:
        told = next(iter(doubts[row.code].rows([row.unit])), {})
    parent = opened.structure.elements[row.code].parent
    part = next((one for one in made.get(parent or "", ()) if one.code == row.code), None)
    changed = next((one for one in before[1] if one.code == row.code), None) if before else None
    return {
        "area": opened.areas.get(row.unit, row.unit), "name": opened.name_of(row.unit),
        **period_of(opened), "measure": row.code, "measure_name": opened.element_name(row.code),
        "level": row.level, "score": row.score,
        **{key: told.get(key) for key in ("score_low", "score_high")},
        "rank": plain_rank(row.place.rank) if row.place else None,
        "of": row.place.of if row.place else None,
        **{key: told.get(key) for key in ("rank_low", "rank_high")},
        **{f"rank_{name}": plain_rank(p[1].rank) if p else None for name, p in row.within.items()},
        "means": {
            name: rounded(found.get(row.code), decimals) for name, found in means.items()
        },
        "adds": rounded(part.adds, decimals) if part else None,
        "share": rounded(part.share, 4) if part else None,
        "before": changed.before if changed else None,
        "change": rounded(changed.change, decimals + 2) if changed else None,
        "like_for_like": rounded(changed.like_for_like, decimals + 2) if changed else None,
    }  # fmt: skip


def _standing(opened: Opened, rows: Sequence[dict[str, Any]], means: Mapping[str, Any]) -> Table:
    decimals = opened.structure.decimals
    groups = [key for key in rows[0] if key.startswith("rank_")][2:]
    body = []
    for row in rows:
        indent = "  " * opened.depth(row["measure"])
        interval = span(row["score_low"], row["score_high"], decimals)
        places = span(row["rank_low"], row["rank_high"])
        body.append((
            indent + row["measure_name"], number(row["score"], decimals),
            "" if interval == GAP else interval,
            rank(row["rank"]) + (f" of {row['of']}" if row["of"] else ""),
            "" if places == GAP else places,
            *(rank(row[key]) for key in groups),
            *(number(row["means"][name], decimals) for name in means),
        ))  # fmt: skip
    names = [key.removeprefix("rank_") for key in groups]
    head = ("measure", "score", "interval", "rank", "interval",
            *(f"rank, {name}" for name in names), *(f"mean, {name}" for name in means))  # fmt: skip
    title = f"{rows[0]['name']}, {opened.name}"
    if opened.period:
        title += f", {opened.kind} {opened.period}"
    return Table(title=title, head=head, rows=tuple(body))


def _parts(opened: Opened, made: Mapping[str, Sequence[Contribution]]) -> list[Table]:
    """What the tops are made of."""
    decimals = opened.structure.decimals
    return [
        Table(
            title=f"{opened.element_name(code)}: what its parts add",
            head=("part", "share", "score", "adds"),
            rows=tuple(
                (one.name, f"{one.share:.1%}", number(one.value, decimals),
                 number(one.adds, decimals))
                for one in sorted(made[code], key=lambda one: -(one.adds or 0.0))
            ),
        )
        for code in opened.tops if code in made
    ]  # fmt: skip


def _extremes(opened: Opened, unit: str) -> list[Table]:
    """Indicators on which a unit ranks highest and lowest, for each top."""
    found = []
    for top in opened.tops:
        told = extremes(opened.now, unit, opened.structure.below(top), most=MOST)
        body = [
            (what if at == 0 else "", one.name, rank(one.rank) + f" of {one.ranked}",
             number(one.value, opened.structure.decimals))
            for what, several in (("highest", told.strong), ("lowest", told.weak))
            for at, one in enumerate(several)
        ]  # fmt: skip
        if body:
            found.append(Table(title=f"{opened.element_name(top)}: ranks highest and lowest on",
                               head=("", "indicator", "rank", "score"), rows=tuple(body),
                               words=2))  # fmt: skip
    return found


def _change(opened: Opened, before: tuple[str, list[Change], tuple[str, ...]]) -> Table:
    earlier, rows, warnings = before
    decimals = opened.structure.decimals
    body = tuple(
        (opened.element_name(row.code), number(row.before, decimals), number(row.after, decimals),
         number(row.change, decimals, signed=True),
         number(row.like_for_like, decimals, signed=True),
         rank(row.rank_before), rank(row.rank_after))
        for row in rows
    )  # fmt: skip
    title = f"Change since {earlier}"
    if warnings:
        title += ": not comparable as it stands, see like for like"
    head = ("measure", earlier, opened.period, "change", "like for like", "rank before",
            "rank after")  # fmt: skip
    return Table(title=title, head=head, rows=body)


def _missing(opened: Opened, found: Sequence[Result]) -> list[str]:
    gaps = [opened.element_name(row.code) for row in found if row.value is None]
    return [f"no value: {', '.join(gaps)}"] if gaps else []


def _chart(
    opened: Opened, unit: str, rows: Sequence[dict[str, Any]], doubt: Doubt, notes: Sequence[str]
) -> "Spec":
    from karaula.chart import Mark, Row
    from karaula.chart import profile as drawn_profile

    values = opened.now.values
    marks = []
    for row in rows:
        code = row["measure"]
        column = values.column(code) if code in values.codes else np.array([])
        others = tuple(
            float(value) for other, value in zip(values.units, column, strict=False)
            if other != unit and not np.isnan(value)
        )  # fmt: skip
        mark = None
        if row["score"] is not None:
            mark = Mark(value=row["score"], low=row["score_low"], high=row["score_high"])
        marks.append(Row(label=row["measure_name"], mark=mark, others=others,
                         strong=code in opened.structure.parts))  # fmt: skip
    colour = {meaning(opened, code) for code in opened.tops}
    level = doubt.level if any(row["score_low"] is not None for row in rows) else None
    facts = about(opened, opened.name_of(unit), level=level, notes=notes if level else ())
    return drawn_profile(
        marks, facts, unit=opened.name_of(unit), others=f"{len(values.units) - 1} others",
        meaning=next(iter(colour)) if len(colour) == 1 else None, axis=axis_of_scores(opened),
    )  # fmt: skip
