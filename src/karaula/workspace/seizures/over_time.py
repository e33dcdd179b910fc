"""How seizures changed: counts and kilograms with intervals, gaps and breaks; shares over time."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from karaula.measure.seizures import describe
from karaula.measure.seizures.describe import EVERY, KINDS_OF_MIX, Break, Drift, Every, Trend
from karaula.measure.seizures.describe.days import LARGE, STEP, days, month_of
from karaula.measure.seizures.describe.trend import Point
from karaula.workspace.answer import GAP, Answer, Table, number
from karaula.workspace.seizures.opened import Opened, Part, QuestionError, Wanted
from karaula.workspace.seizures.saying import (
    about,
    count,
    coverage_notes,
    kilos,
    kilos_span,
    listed,
    percent,
    plain,
    value_name,
)

if TYPE_CHECKING:
    from karaula.chart import Spec

INTERVAL = "95 % interval"
RESTS = 0.5
"""Share of the kilograms of a period from which it is said that they rest on suspects."""


def period_name(start: date, every: Every) -> str:
    """``2014``, ``2014 Q2`` or ``2014-05``."""
    if every == "year":
        return str(start.year)
    return f"{start.year} Q{(start.month + 2) // 3}" if every == "quarter" else f"{start:%Y-%m}"


def trend(opened: Opened, wanted: Wanted, *, every: str = "year") -> Answer:
    """Seizures by ``year``, ``quarter`` or ``month``.

    Rows have a ``kind``: ``period``, ``break`` (a level that changed, with its reading), ``drift``
    (months that grew or fell steadily) and ``coverage`` (who began or ceased to report).
    """
    part = opened.part(wanted)
    step = _every(every)
    found = describe.trend(opened.seizures, part.filter, opened.cover, step)
    suspects = _suspects(part, found)
    rows: list[dict[str, Any]] = [
        _row(point, step) | {"suspects": number, "kg_suspects": kg}
        for point, (number, kg) in zip(found.points, suspects, strict=True)
    ]
    rows += [_break_row(one) for one in found.breaks]
    rows += [_drift_row(one) for one in found.drifts]
    rows += [
        {"kind": "coverage", "year": year, "began": list(began), "ceased": list(ceased)}
        for year, began, ceased in found.coverage.changes()
    ]
    tables = [_table(part, found)]
    if found.breaks:
        tables.append(_breaks(found))
    doubted = _doubted(found, suspects)
    notes = [*doubted, *_said(part, found), *coverage_notes(part)]
    notes += opened.notes_of(part.filter.areas)
    return Answer(
        rows=tuple(map(plain, rows)), tables=tuple(tables), notes=tuple(dict.fromkeys(notes)),
        chart=lambda: _chart(part, found, doubted),
    )  # fmt: skip


def mix(opened: Opened, wanted: Wanted, *, by: str, every: str = "year") -> Answer:
    """Shares of drugs, transports, hiding places … over time, one row a period and value."""
    part = opened.part(wanted)
    step = _every(every)
    if by not in KINDS_OF_MIX:
        raise QuestionError(f"there are no shares of {by}", None, f"take {', '.join(KINDS_OF_MIX)}")
    rows = describe.mix(part.rows, by, step, part.filter.copies).to_pylist()
    total: dict[str | None, int] = {}
    for row in rows:
        total[row["value"]] = total.get(row["value"], 0) + row["events"]
    order = [v for v in sorted(total, key=lambda v: -total[v]) if v is not None]
    starts = _periods([row["period"] for row in rows], step)
    cell = {(row["period"], row["value"]): row for row in rows}
    body = [
        (value_name(part, by, value), count(total[value]),
         *(percent(cell.get((start, value), {"share": None})["share"]) for start in starts))
        for value in order[:12]
    ]  # fmt: skip
    body.append(
        (
            "not told (seizures)",
            count(total.get(None, 0)),
            *(count(cell.get((start, None), {"events": 0})["events"]) for start in starts),
        )
    )
    head = (by.replace("_", " "), "seizures", *(period_name(start, step) for start in starts))
    more = [f"{len(order) - 12} more values are not shown."] if len(order) > 12 else []
    named = [
        {"kind": "share", "of": by, "period": period_name(row.pop("period"), step), **row}
        for row in (dict(row) for row in rows)
    ]  # fmt: skip
    shared = ["Shares are of the seizures that tell it; --json has their 95 % intervals."]
    return Answer(
        rows=tuple(map(plain, named)),
        tables=(Table(title=f"Shares by {by.replace('_', ' ')}: {part.title}", head=head,
                      rows=tuple(body)),),
        notes=tuple(dict.fromkeys([*more, *shared, *coverage_notes(part)])),
        chart=lambda: _shares(part, by, step, order, starts, cell),
    )  # fmt: skip


def _periods(told: list[date], every: Every) -> list[date]:
    """Every period from the first to the last: those in between that tell nothing are gaps."""
    months = STEP[every]
    if not told:
        return []
    first, last = (day.year * 12 + day.month - 1 for day in (min(told), max(told)))
    return [date(at // 12, at % 12 + 1, 1) for at in range(first, last + 1, months)]


def _every(text: str) -> Every:
    for one in EVERY:
        if text == one:
            return one
    raise QuestionError(f"there is no period {text}", None, f"take {', '.join(EVERY)}")


def _row(point: Point, every: Every) -> dict[str, Any]:
    names = ("reporters", "silent", "events", "events_low", "events_high", "like_for_like",
             "weighed", "kg", "kg_low", "kg_high", "largest_kg", "kg_estimated")  # fmt: skip
    return {"kind": "period", "period": period_name(point.start, every),
            **{name: getattr(point, name) for name in names}}  # fmt: skip


def _break_row(one: Break) -> dict[str, Any]:
    numbers = ("before", "after", "ratio", "ratio_low", "ratio_high", "ratio_large", "reading")
    return {
        "kind": "break", **{k: f"{getattr(one, k):%Y-%m}" for k in ("month", "earliest", "latest")},
        **{name: getattr(one, name) for name in numbers},
    }  # fmt: skip


def _drift_row(one: Drift) -> dict[str, Any]:
    names = ("yearly", "yearly_low", "yearly_high")
    return {"kind": "drift", "first": f"{one.first:%Y-%m}", "last": f"{one.last:%Y-%m}",
            **{name: getattr(one, name) for name in names}}  # fmt: skip


def _table(part: Part, found: Trend) -> Table:
    several = len(found.coverage.areas) > 1
    body = []
    for point in found.points:
        who = [str(point.reporters), count(point.like_for_like)] if several else []
        part_of = " (in part)" if point.silent and not several else ""
        body.append((
            period_name(point.start, found.every) + part_of, *who, count(point.events),
            GAP if point.events_low is None
            else f"{number(point.events_low, 0)}–{number(point.events_high or 0, 0)}",
            kilos(point.kg), kilos_span(point.kg_low, point.kg_high),
            percent(point.largest_kg / point.kg if point.kg and point.largest_kg else None),
            kilos(point.kg_estimated),
        ))  # fmt: skip
    who_head = ("countries", "seizures in steady ones") if several else ()
    head = (found.every, *who_head, "seizures", INTERVAL, "kg weighed", INTERVAL,
            "largest's share", "kg not weighed")  # fmt: skip
    return Table(title=f"Seizures by {found.every}: {part.title}", head=head, rows=tuple(body))


_READINGS = {
    "level": "seizures of all sizes",
    "small": "small seizures only: a change of what is reported looks so",
    "unknown": f"too few of {LARGE:g} kg and more to tell whether all sizes changed",
}


def _breaks(found: Trend) -> Table:
    body = tuple(
        (f"{one.month:%Y-%m}", f"{one.earliest:%Y-%m} to {one.latest:%Y-%m}",
         f"{one.before:,.1f}", f"{one.after:,.1f}",
         f"{one.ratio:.2f} ({one.ratio_low:.2f}–{one.ratio_high:.2f})",
         GAP if one.ratio_large is None else f"{one.ratio_large:.2f}",
         _READINGS[one.reading] + (_NEW_YEAR if one.month.month == 1 else ""))
        for one in found.breaks
    )  # fmt: skip
    head = ("from", "between", "a month before", "after", "times (95 %)",
            f"times, {LARGE:g} kg and more", "what changed")  # fmt: skip
    return Table(title="Breaks in the number of seizures", head=head, rows=body, words=2)


_NEW_YEAR = "; from a new year on, as a new table would make it"


def _said(part: Part, found: Trend) -> list[str]:
    told = []
    opened = part.opened
    if found.unlooked:
        told.append(f"Breaks were not looked for: {found.unlooked}; ask for one country.")
    else:
        steady = [opened.name(area) for area in found.steady]
        of = f"{len(steady)} countries that report throughout ({listed(steady)})"
        who = of if len(steady) > 1 else steady[0] if steady else "each run of reported months"
        none = "" if found.breaks or found.drifts else ": none found"
        told.append(
            f"Breaks are of the months of {who}, by penalised likelihood of over-dispersed counts"
            f"{none}; what lies across a gap is none."
        )
        told += [
            f"From {one.first:%Y-%m} to {one.last:%Y-%m} seizures changed steadily,"
            f" {one.yearly:.2f} times a year ({one.yearly_low:.2f}–{one.yearly_high:.2f}):"
            " that fits better than any break."
            for one in found.drifts
        ]
    for year, began, ceased in found.coverage.changes() if len(found.coverage.areas) > 1 else ():
        parts = [f"{listed([opened.name(a) for a in areas], 4)} {verb}"
                 for areas, verb in ((began, "began"), (ceased, "ceased")) if areas]  # fmt: skip
        told.append(f"Coverage changed in {year}: {', '.join(parts)} to report.")
    gaps = [p.start for p in found.points if p.events is None]
    if gaps:
        names = [period_name(start, found.every) for start in gaps]
        told.append(f"Nothing was reported in {listed(names)}: a gap, and no zero.")
    if found.unplaced:
        told.append(f"{count(found.unplaced)} seizures have a date that lies in no one"
                    f" {found.every}, and are in none.")  # fmt: skip
    told.append(
        f"Intervals: of counts Poisson's, for {found.dispersion:.1f} times its variance, by how"
        " months differ within years; of kilograms by resampling cases: wide where a few large ones"
        " make up most."
    )
    return told


def _suspects(part: Part, found: Trend) -> list[tuple[int, float]]:
    """Suspects counted in each period, and the kilograms weighed that are theirs."""
    if not part.filter.suspects:
        return [(0, 0.0)] * len(found.points)
    rows = part.opened.seizures
    cells = days(rows.filter(describe.suspect(rows)), part.filter)
    starts = cells.periods(found.every)
    told = []
    for point in found.points:
        here = starts == month_of(point.start)
        told.append((int(cells.events[here].sum()), float(np.nansum(cells.kg[here]))))
    return told


def _doubted(found: Trend, suspects: list[tuple[int, float]]) -> list[str]:
    """How many suspects are counted, and the periods whose weight rests on them."""
    number = sum(events for events, _ in suspects)
    if not number:
        return []
    resting = [
        f"{period_name(point.start, found.every)} ({kilos(kg)} of {kilos(point.kg)} kg)"
        for point, (_, kg) in zip(found.points, suspects, strict=True)
        if point.kg and kg > RESTS * point.kg
    ]
    mostly = f" Most of the weight of {listed(resting)} is theirs." if resting else ""
    are = "is" if number == 1 else "are"
    return [
        f"{count(number)} of these seizures {are} suspected of something and counted all the same."
        f"{mostly}",
        "`karaula seizures anomalies` shows what is suspected, `--no-suspects` leaves it out.",
    ]


def _chart(part: Part, found: Trend, doubted: list[str]) -> "Spec":
    from karaula.chart.timeline import Moment, timeline

    moments = [
        Moment(label=period_name(p.start, found.every), value=p.events, low=p.events_low,
               high=p.events_high, second=p.kg, second_low=p.kg_low, second_high=p.kg_high,
               partial=bool(p.silent) and len(found.coverage.areas) == 1)
        for p in found.points
    ]  # fmt: skip
    marks = [
        (_place(found, one.month), f"{one.month:%Y-%m}: {one.ratio:.1f} times"
         + {"level": "", "small": ", small ones only", "unknown": ""}[one.reading])
        for one in found.breaks
    ]  # fmt: skip
    facts = about(
        part, f"Seizures by {found.every}: {part.title}", unit="seizures", interval=INTERVAL,
        notes=(*doubted[:1], *_said(part, found)[-1:]),
    )  # fmt: skip
    return timeline(moments, facts, second="kilograms weighed", breaks=marks)


def _place(found: Trend, month: date) -> float:
    """Where on the axis of periods a month begins: 2.5 is the middle of the third."""
    step = STEP[found.every]
    for at, point in enumerate(found.points):
        months = (month.year - point.start.year) * 12 + month.month - point.start.month
        if 0 <= months < step:
            return at + months / step
    return float(len(found.points))


def _shares(
    part: Part, by: str, every: Every, order: list[str], starts: list[date], cell: dict[Any, Any]
) -> "Spec":
    from karaula.chart.shares import shares

    table = [
        [cell[start, value]["events"] if (start, value) in cell else 0 for value in order]
        for start in starts
    ]
    facts = about(part, f"Shares by {by.replace('_', ' ')}: {part.title}", unit="% of seizures",
                  notes=("Of the seizures that tell it.",))  # fmt: skip
    names = [value_name(part, by, value) for value in order]
    return shares([period_name(start, every) for start in starts], names, table, facts)
