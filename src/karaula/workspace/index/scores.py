"""What are the scores and ranks, and what made them?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from karaula.measure.index.faults import listed
from karaula.measure.index.ranking import ranks
from karaula.measure.index.result import Place, Result, results
from karaula.vocabulary.fold import name_key
from karaula.workspace.answer import GAP, Answer, Table, columns_told, number, plain_rank, rank
from karaula.workspace.index.opened import Opened
from karaula.workspace.index.regions import Region, region
from karaula.workspace.index.saying import head_of, period_of, sentences

WIDE = 14
"""Scores that stand side by side; more are asked for one by one."""
SHOWN = 3
"""Places that a short note names."""
TOLD = ("continent", "region")
"""Groupings that every row has a rank in, if only an empty one."""


def scores(
    opened: Opened, *, measures: Sequence[str] = (), areas: Sequence[str] = (),
    within: str | None = None, indicators: bool = False, decimals: int | None = None,
    notes: bool = False,
) -> Answer:  # fmt: skip
    """Scores and ranks of every aggregate, or of some, of all units or of some.

    ``within`` is a region: only its units are shown, with their rank in it. ``indicators`` adds
    the indicators as they stand after the last step, ``notes`` tells all that the steps did.
    """
    there = region(opened, within) if within else None
    wanted = [opened.element(text) for text in measures]
    units = [opened.unit(text) for text in areas]
    found = results(
        opened.now, indicators=indicators or bool(set(wanted) - opened.structure.parts.keys()),
        decimals=decimals,
    )  # fmt: skip
    if wanted:
        kept = [row for code in dict.fromkeys(wanted) for row in found.rows if row.code == code]
    else:
        kept = list(found.rows)
    inside = _ranks_inside(kept, there) if there else {}
    shown = [
        row for row in kept
        if (not units or row.unit in units) and (there is None or row.unit in there.units)
    ]  # fmt: skip
    rows = tuple(_row(opened, row, there, inside) for row in shown)
    places = found.structure.decimals
    codes = list(dict.fromkeys(row.code for row in shown))
    if len(codes) == 1 or len(codes) > WIDE or units:
        tables = _long(opened, shown, rows, places)
    else:
        tables = _wide(opened, shown, rows, codes, places)
    told = [*(there.notes() if there else ()), *_made(opened, shown)]
    told += opened.mandatory_notes(row.unit for row in shown)
    told += _all_notes(opened) if notes else _short_notes(opened)
    return Answer(rows=rows, tables=tables, notes=sentences(told),
                  chart=lambda: _chart(opened, codes[0], within))  # fmt: skip


def _ranks_inside(
    rows: Sequence[Result], there: Region
) -> Mapping[tuple[str, str], tuple[float, int]]:
    """Rank among the units of a region, and how many have a score, by unit and code."""
    found: dict[tuple[str, str], tuple[float, int]] = {}
    for code in dict.fromkeys(row.code for row in rows):
        here = [r for r in rows if r.code == code and r.unit in there.units and r.value is not None]
        if here:
            column = np.array([[row.value] for row in here], dtype=float)
            for row, place in zip(here, ranks(column)[:, 0], strict=True):
                found[row.unit, code] = (float(place), len(here))
    return found


def _row(
    opened: Opened, row: Result, there: Region | None,
    inside: Mapping[tuple[str, str], tuple[float, int]],
) -> dict[str, Any]:  # fmt: skip
    within = {_grouping(name): told and told[1] for name, told in row.within.items()}
    told: dict[str, Any] = {
        "area": opened.areas.get(row.unit, row.unit),
        "name": opened.name_of(row.unit),
        **period_of(opened),
        "measure": row.code,
        "score": row.score,
        "rank_world": _rank(row.place),
        "of_world": row.place and row.place.of,
    }
    told |= {f"rank_{name}": _rank(within.get(name)) for name in TOLD}
    told |= {f"rank_{name}": _rank(place) for name, place in within.items() if name not in TOLD}
    if there is not None:
        rank_in, _ = inside.get((row.unit, row.code), (None, 0))
        told[f"rank_in_{there.asked}"] = plain_rank(rank_in)
    classed = row.code in opened.structure.tops and row.high is not None
    told["class"] = ("high" if row.high else "low") if classed else None
    return told


def _grouping(label: str) -> str:
    return name_key(label) if name_key(label) in TOLD else label


def _rank(place: Place | None) -> float | int | None:
    return None if place is None else plain_rank(place.rank)


def _wide(
    opened: Opened, shown: Sequence[Result], rows: Sequence[dict[str, Any]],
    codes: Sequence[str], decimals: int,
) -> tuple[Table, ...]:  # fmt: skip
    """A row for each unit, a column for each score, in the order of the first."""
    by_unit: dict[str, dict[str, tuple[Result, dict[str, Any]]]] = {}
    for result, row in zip(shown, rows, strict=True):
        by_unit.setdefault(result.unit, {})[result.code] = (result, row)
    body = []
    for unit, scored in by_unit.items():
        first = scored.get(codes[0])
        cells = [number(scored[c][0].score if c in scored else None, decimals) for c in codes]
        classed = first[1]["class"] or "" if first else ""
        body.append((opened.name_of(unit), rank(first[1]["rank_world"] if first else None),
                     *cells, classed))  # fmt: skip
    head = ("unit", "rank", *(_head(opened, code) for code in codes), "class")
    if not any(cells[-1] for cells in body):
        head, body = head[:-1], [cells[:-1] for cells in body]
    title = ", ".join(dict.fromkeys(part for part in (opened.name, _period(opened)) if part))
    leading = opened.element_name(codes[0])
    by = "" if leading == opened.name else f": by {leading}"
    return (Table(title=title + by, head=head,
                  rows=tuple(body)),)  # fmt: skip


def _long(
    opened: Opened, shown: Sequence[Result], rows: Sequence[dict[str, Any]], decimals: int
) -> tuple[Table, ...]:
    """A row for each score, with all of its ranks."""
    groups = columns_told(rows, [key for row in rows[:1] for key in row if key.startswith("rank_")])
    several = len({row.code for row in shown}) > 1
    classed = columns_told(rows, ["class"])
    body = []
    for result, row in zip(shown, rows, strict=True):
        within = {f"rank_{_grouping(name)}": told for name, told in result.within.items()}
        cells = [opened.name_of(result.unit)]
        cells += [opened.element_name(result.code)] if several else []
        cells.append(number(result.score, decimals))
        for key in groups:
            place = within.get(key)
            of = f" of {row['of_world']}" if key == "rank_world" else ""
            of = f" of {place[1].of} ({place[0]})" if place else of
            cells.append(GAP if row[key] is None else rank(row[key]) + of)
        body.append((*cells, *(row[key] or "" for key in classed)))
    heads = [key.replace("_", " ", 1).replace("rank world", "rank") for key in groups]
    head = ("unit", *(["measure"] if several else []), "score", *heads, *classed)
    codes = dict.fromkeys(row.code for row in shown)
    title = head_of(opened, next(iter(codes))) if len(codes) == 1 else opened.name
    return (Table(title=title, head=head, rows=tuple(body), words=1 + several),)


def _head(opened: Opened, code: str) -> str:
    name = opened.element_name(code)
    return name if len(name) <= 20 else code


def _period(opened: Opened) -> str:
    return f"{opened.kind} {opened.period}" if opened.period else ""


def _made(opened: Opened, shown: Sequence[Result]) -> Iterator[str]:
    """Directions, and the steps with their settings."""
    gaps = [row for row in shown if row.score is None]
    if gaps:
        yield f"{GAP} is a gap: {len(gaps)} of {len(shown)} scores cannot be had"
    elements = opened.now.original.elements.values()
    if falling := [element.name or element.code for element in elements if element.direction < 0]:
        yield (
            f"direction: rank 1 is the highest score; less is better in {listed(falling)}, which "
            + ("were turned" if opened.structure.directed else "were not turned")
        )
    elif shown:
        yield "direction: rank 1 is the highest score, and in every indicator more counts as more"
    steps = results(opened.now, indicators=True).steps
    yield "steps: " + ("; ".join(str(step) for step in steps) if steps else "none")


def _short_notes(opened: Opened) -> Iterator[str]:
    """What the steps did, counted, with a few places each."""
    for stage in opened.now.stages:
        said: dict[str, list[str]] = {}
        for note in stage.notes:
            where = " of ".join(part for part in (note.code, note.unit) if part)
            said.setdefault(_kind(note.text), []).append(where)
        for text, places in said.items():
            named = [place for place in dict.fromkeys(places) if place]
            more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
            where = f" ({', '.join(named[:SHOWN])}{more})" if named else ""
            yield f"{stage.step.verb}: {len(places)} x {text}{where}"
    for text in opened.index.raw.unread:
        yield f"not read: {text}"


def _kind(text: str) -> str:
    """A note without what differs from place to place: after the colon stands what is lacking."""
    return text.split(": lacks ")[0] + (", parts are lacking" if ": lacks " in text else "")


def _all_notes(opened: Opened) -> Iterator[str]:
    for stage in opened.now.stages:
        for note in stage.notes:
            where = " of ".join(part for part in (note.code, note.unit) if part)
            where += f" in {note.year}" if note.year else ""
            moved = "" if note.unit is None or note.before is note.after is None else (
                f" ({_known(note.before)} to {_known(note.after)})"
            )  # fmt: skip
            yield f"{stage.step.verb}: {where}{': ' if where else ''}{note.text}{moved}"
    for text in opened.index.raw.unread:
        yield f"not read: {text}"


def _known(value: float | None) -> str:
    return "gap" if value is None or np.isnan(value) else f"{value:g}"


def _chart(opened: Opened, code: str, within: str | None) -> Any:
    from karaula.workspace.index.standing import standing

    of = code if code in opened.structure.parts else opened.tops[0]
    draw = standing(opened, measure=of, within=within).chart
    return draw and draw()
