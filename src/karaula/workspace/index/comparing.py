"""What changed between two versions of an index, and how do two units compare?"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from karaula.measure.index.change import Change, Changes, changes
from karaula.measure.index.faults import listed
from karaula.measure.index.result import results
from karaula.workspace.answer import (
    GAP,
    Answer,
    Table,
    chance_of,
    number,
    plain_rank,
    rank,
    rounded,
)
from karaula.workspace.index.opened import Opened, QuestionError
from karaula.workspace.index.regions import region
from karaula.workspace.index.saying import about, axis_of_scores, sentences
from karaula.workspace.index.standing import USUAL, Doubt, drawn

if TYPE_CHECKING:
    from karaula.chart import Spec


def between(
    opened: Opened, *, first: str | None = None, last: str | None = None,
    measure: str | None = None, area: str | None = None, within: str | None = None,
) -> Answer:  # fmt: skip
    """What changed between two editions, or years of a panel; the last two by default.

    ``area`` asks for all scores of one unit.
    """
    if len(opened.editions) < 2:
        raise QuestionError(
            f"there is only one {opened.kind}: {opened.period or 'the table has none'}",
            opened.index.raw.place,
            "compare with --with-data or --with-structure, or name two --area",
        )  # fmt: skip
    known = list(opened.editions)
    last = last or opened.period
    if first is None:
        opened.at(last)
        place = known.index(last)
        if place == 0:
            raise QuestionError(f"there is no {opened.kind} before {last}", opened.index.raw.place)
        first = known[place - 1]
    before, after = opened.at(first), opened.at(last)
    found = changes(before, after, panel=opened.year is not None)
    return _changed(opened, found, (first, last), measure, area, within)


def versions(
    opened: Opened, other: Opened, *, measure: str | None = None, area: str | None = None,
    within: str | None = None, names: tuple[str, str] = ("this", "the other"),
) -> Answer:  # fmt: skip
    """What is different in another version of the index: other data or another structure."""
    found = changes(opened.now, other.now)
    return _changed(opened, found, names, measure, area, within)


def _changed(
    opened: Opened, found: Changes, names: tuple[str, str], measure: str | None,
    area: str | None, within: str | None,
) -> Answer:  # fmt: skip
    there = region(opened, within) if within else None
    unit = opened.unit(area) if area else None
    of = opened.score(measure) if measure or not area else None
    rows = [
        row for row in found.rows
        if (of is None or row.code == of) and (unit is None or row.unit == unit)
        and (there is None or row.unit in there.units)
    ]  # fmt: skip
    if not rows:
        raise QuestionError(
            f"no unit has {opened.element_name(of) if of else 'a score'} in both",
            opened.index.raw.place,
        )
    if unit is None:
        rows.sort(key=lambda row: (row.change is None, -abs(row.change or 0.0)))
    else:
        order = [row.code for row in results(opened.now).rows if row.unit == unit]
        rows.sort(key=lambda row: order.index(row.code) if row.code in order else len(order))
    table = _table(opened, rows, names, of)
    missing = _apart(opened, found, of)
    told = [*(there.notes() if there else ()), *found.warnings, *missing, *_legend(found)]
    told += opened.mandatory_notes(row.unit for row in rows)
    return Answer(
        rows=tuple(_row(opened, row, names, found.comparable) for row in rows), tables=(table,),
        notes=sentences(told), chart=lambda: _chart(opened, found, rows, names, of),
    )  # fmt: skip


def _row(opened: Opened, row: Change, names: tuple[str, str], comparable: bool) -> dict[str, Any]:
    moved = {
        name: rounded(getattr(row, name), opened.structure.decimals + 2)
        for name in ("change", "like_for_like", "components", "linked")
    }
    return {
        "area": opened.areas.get(row.unit, row.unit), "name": opened.name_of(row.unit),
        "measure": row.code, "from": names[0], "to": names[1],
        "before": row.before, "after": row.after, **moved,
        "rank_before": plain_rank(row.rank_before), "rank_after": plain_rank(row.rank_after),
        "comparable": comparable,
    }  # fmt: skip


def _table(opened: Opened, rows: Sequence[Change], names: tuple[str, str], of: str | None) -> Table:
    decimals = opened.structure.decimals
    body = []
    for row in rows:
        label = opened.name_of(row.unit) if of else opened.element_name(row.code)
        moves = (number(value, decimals, signed=True)
                 for value in (row.change, row.like_for_like, row.components))  # fmt: skip
        body.append((
            label, number(row.before, decimals), number(row.after, decimals), *moves,
            number(row.linked, decimals), rank(row.rank_before), rank(row.rank_after),
        ))  # fmt: skip
    head = ("unit" if of else "measure", *names, "change", "like for like", "components",
            "linked", "rank before", "rank after")  # fmt: skip
    what = opened.element_name(of) if of else opened.name_of(rows[0].unit)
    title = ", ".join(dict.fromkeys([what, opened.name]))
    return Table(title=f"{title}: {names[0]} to {names[1]}", head=head,
                 rows=tuple(body))  # fmt: skip


def _apart(opened: Opened, found: Changes, of: str | None) -> Iterator[str]:
    """Units that only one version has."""
    both = {row.unit for row in found.rows if of is None or row.code == of}
    only = [opened.name_of(unit) for unit in opened.now.raw.units if unit not in both]
    if only:
        yield f"not compared, because one of the two lacks them: {listed(only)}"


def _legend(found: Changes) -> Iterator[str]:
    yield "changes are of unrounded scores"
    if found.new or found.gone:
        yield ("like for like is the change of the components that both have; components is what "
               "the others did to the score; linked is the later score with the components of the "
               "earlier edition")  # fmt: skip


def _chart(
    opened: Opened, found: Changes, rows: Sequence[Change], names: tuple[str, str], of: str | None
) -> "Spec":
    from karaula.chart import Mark, Pair, change

    def mark(value: float | None) -> Mark | None:
        return None if value is None else Mark(value=value)

    pairs = [
        Pair(label=opened.name_of(row.unit) if of else opened.element_name(row.code),
             first=mark(row.before), second=mark(_later(row)))
        for row in rows
    ]  # fmt: skip
    what = opened.element_name(of) if of else opened.name_of(rows[0].unit)
    facts = about(
        opened, f"{what}: {names[0]} to {names[1]}", period=f"{names[0]} and {names[1]}",
        warning="; ".join(found.warnings) or None,
    )  # fmt: skip
    return change(pairs, facts, before=names[0], after=names[1])


def _later(row: Change) -> float | None:
    """The later score at the distance of the change, which two roundings would move."""
    if row.before is None or row.change is None:
        return row.after
    return row.before + row.change


def units(
    opened: Opened, first: str, second: str, *, measure: str | None = None, doubt: Doubt = USUAL
) -> Answer:
    """Two units side by side, with the probability that the first ranks above the second."""
    pair = [opened.unit(text) for text in (first, second)]
    if pair[0] == pair[1]:
        raise QuestionError(f"{first} and {second} are one unit", opened.now.raw.place,
                            "name two")  # fmt: skip
    tops = [opened.score(measure)] if measure else list(opened.tops)
    chances: dict[str, float | None] = {}
    told: list[str] = []
    for of in tops:
        made = drawn(opened, of, doubt, pairs=True)
        assert made.made.above is not None
        rows_of = [made.made.units.index(unit) for unit in pair]
        drawn_chance = float(made.made.above[rows_of[0], rows_of[1]])
        chances[of] = None if np.isnan(drawn_chance) else drawn_chance
        told += [
            *([f"{opened.name_of(pair[0])} ranks above {opened.name_of(pair[1])} by "
               f"{opened.element_name(of)} with a probability of {chance_of(drawn_chance)}"]
              if not np.isnan(drawn_chance) else []), *made.sentences(),
        ]  # fmt: skip
    by_code: dict[str, dict[str, Any]] = {}
    for row in results(opened.now, indicators=True).rows:
        if row.unit in pair:
            by_code.setdefault(row.code, {})[row.unit] = row
    inside = list(opened.tree(tops))
    decimals = opened.structure.decimals
    body, plain = [], []
    for code in inside:
        both = by_code[code]
        one, other = (both[unit] for unit in pair)
        known = one.value is not None and other.value is not None
        gap = one.value - other.value if known else None
        ranks = [row.place and row.place.rank for row in (one, other)]
        chance = chances.get(code)
        body.append((
            "  " * opened.depth(code) + opened.element_name(code),
            number(one.score, decimals), number(other.score, decimals),
            number(gap, decimals, signed=True), rank(ranks[0]), rank(ranks[1]),
            "" if code not in chances else GAP if chance is None else chance_of(chance),
        ))  # fmt: skip
        plain.append({
            "measure": code, "area": opened.areas.get(pair[0], pair[0]),
            "other": opened.areas.get(pair[1], pair[1]), "score": one.score,
            "score_other": other.score, "difference": rounded(gap, decimals + 2),
            "rank": plain_rank(ranks[0]), "rank_other": plain_rank(ranks[1]),
            "probability_above": chance,
        })  # fmt: skip
    names = [opened.name_of(unit) for unit in pair]
    head = ("measure", *names, "difference", "rank", "rank", "ranks above")
    title = f"{names[0]} and {names[1]}, {opened.name}"
    if opened.period:
        title += f", {opened.kind} {opened.period}"
    told += opened.mandatory_notes(pair)
    return Answer(
        rows=tuple(plain), tables=(Table(title=title, head=head, rows=tuple(body)),),
        notes=sentences(told), chart=lambda: _side_by_side(opened, by_code, pair, inside),
    )  # fmt: skip


def _side_by_side(
    opened: Opened, by_code: dict[str, dict[str, Any]], pair: Sequence[str], inside: Sequence[str]
) -> "Spec":
    from karaula.chart import Mark, Pair, change

    def mark(value: float | None) -> Mark | None:
        return None if value is None else Mark(value=value)

    names = [opened.name_of(unit) for unit in pair]
    pairs = [
        Pair(label=opened.element_name(code), first=mark(by_code[code][pair[0]].value),
             second=mark(by_code[code][pair[1]].value))
        for code in inside
    ]  # fmt: skip
    facts = about(opened, f"{names[0]} and {names[1]}")
    return change(pairs, facts, before=names[0], after=names[1], axis=axis_of_scores(opened))
