"""Whether routes moved between two periods, and whether that bears out what is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from karaula.measure.routes.documents import Said, members
from karaula.measure.routes.shift import Direction, Shift, claimed, judge
from karaula.measure.routes.shift import shift as moved
from karaula.measure.routes.trend import trend_of
from karaula.measure.routes.ways import LEVEL, halves
from karaula.workspace.answer import Answer, Table, span, years_said
from karaula.workspace.routes.opened import Cut, Opened, Wanted
from karaula.workspace.routes.saying import (
    about,
    coverage,
    interval_note,
    title,
)
from karaula.workspace.routes.standing import TOP, more

if TYPE_CHECKING:
    from karaula.chart import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A change that somebody claims: areas of both ends (empty: any) and their names."""

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    name: str
    direction: Direction
    said: Said | None = None


def shift(
    opened: Opened, wanted: Wanted, *, before: Sequence[int] = (), after: Sequence[int] = (),
    claims: Sequence[str] = (), every_reporter: bool = False, level: float = LEVEL,
) -> Answer:  # fmt: skip
    """Shares of edges in two periods (by default both halves of the years that there are), each
    claimed change judged: those of documents, and ``claims`` as ``TUR>BGR grew``."""
    cut = opened.part(wanted)
    halved = halves(cut.told_years)
    first, last = tuple(before) or halved[0], tuple(after) or halved[1]
    found = moved(
        cut.ways, first, last, rule=wanted.rule,
        starts=cut.start.areas if cut.start else (), ends=cut.end.areas if cut.end else (),
        every_reporter=every_reporter, draws=wanted.draws, seed=wanted.seed, level=level,
    )  # fmt: skip
    shown = [one for one in found.moved if cut.holds(one.start, one.end)]
    judged = [(claim, *judge(found, claim.direction, claim.starts, claim.ends))
              for claim in (*_typed(cut, claims), *_said(cut))]  # fmt: skip
    names = opened.name
    rows: list[dict[str, Any]] = [
        {"kind": "edge", "from": one.start, "to": one.end, "before": one.before,
         "after": one.after, "share_before": one.share_before, "share_after": one.share_after,
         "change": one.change, "low": one.low, "high": one.high, "level": level,
         "direction": one.direction}
        for one in shown
    ]  # fmt: skip
    rows += [
        {"kind": "claim", "claimed": f"{claim.name} {claim.direction}", "verdict": verdict,
         "why": why, "claim": claim.said and claim.said.claim_id,
         "title": claim.said and claim.said.title, "quote": claim.said and claim.said.quote}
        for claim, verdict, why in judged
    ]  # fmt: skip
    heads = (years_said(found.before) or "before", years_said(found.after) or "after")
    tables = [
        Table(title=title(cut, "Shares of edges"), words=2,
              head=("from", "to", f"cases {heads[0]}", heads[1], f"share {heads[0]}", heads[1],
                    "change", f"{level * 100:g} %", "moved"),
              rows=tuple(
                  (names(one.start), names(one.end), str(one.before), str(one.after),
                   f"{one.share_before * 100:.1f} %", f"{one.share_after * 100:.1f} %",
                   f"{one.change * 100:+.1f}".replace("-", "\u2212"),
                   span(one.low * 100, one.high * 100, 1), one.direction or "may be chance")
                  for one in shown[:TOP])),
    ]  # fmt: skip
    if judged:
        tables.append(Table(
            title="Claimed changes", words=4, head=("claimed", "verdict", "why", "source"),
            rows=tuple((f"{claim.name} {claim.direction}", verdict, why,
                        claim.said.title if claim.said else "asked") for claim, verdict, why in
                       judged),
        ))  # fmt: skip
    notes = _notes(cut, found, shown_all=len(shown), judged=len(judged))
    notes += [interval_note(cut, level), *coverage(cut)]
    if every_reporter:
        notes.insert(0, "All reporters count, so that a route may seem to move where a country "
                        "begins or ceases to report.")  # fmt: skip
    return Answer(rows=tuple(rows), tables=tuple(tables), notes=tuple(notes),
                  chart=lambda: _chart(cut, found, notes))  # fmt: skip


def _typed(cut: Cut, claims: Sequence[str]) -> list[_Claim]:
    made = []
    for text in claims:
        start, end, direction = claimed(text)
        places = [cut.opened.place(one) if one else None for one in (start, end)]
        made.append(_Claim(
            starts=places[0].areas if places[0] else (), ends=places[1].areas if places[1] else (),
            name=_ends(*(place.name if place else "" for place in places)), direction=direction,
        ))  # fmt: skip
    return made


def _ends(start: str, end: str) -> str:
    return f"{start or 'anywhere'} to {end or 'anywhere'}"


def _said(cut: Cut) -> list[_Claim]:
    """Changes that documents claim of the edges asked for: by legs, and of ways through or into a
    country by roles."""
    words, names = cut.opened.vocabulary, cut.opened.name
    made: list[_Claim] = []
    for leg in cut.said:
        direction = trend_of(leg.said.hedge, leg.said.quote)
        ends = [members(place, words).areas for place in (leg.start, leg.end)]
        if direction and all(ends) and _held(cut, ends):
            made.append(_Claim(starts=tuple(sorted(ends[0])), ends=tuple(sorted(ends[1])),
                               name=_ends(names(leg.start), names(leg.end)),
                               direction=direction, said=leg.said))  # fmt: skip
    for part in cut.parts:
        direction = trend_of(part.strength, part.said.hedge)
        areas = tuple(sorted(members(part.area, words).areas))
        if not direction or not areas or (cut.area and not set(areas) & set(cut.area.areas)):
            continue
        leaves = part.role in ("source", "production")
        made.append(_Claim(
            starts=areas if leaves else (), ends=() if leaves else areas,
            name=_ends(*((names(part.area), "") if leaves else ("", names(part.area)))),
            direction=direction, said=part.said,
        ))  # fmt: skip
    return made


def _held(cut: Cut, ends: Sequence[frozenset[str]]) -> bool:
    asked = (cut.start, cut.end)
    fits = all(one is None or held & set(one.areas) for one, held in zip(asked, ends, strict=True))
    return fits and (cut.area is None or bool((ends[0] | ends[1]) & set(cut.area.areas)))


def _notes(cut: Cut, found: Shift, *, shown_all: int, judged: int) -> list[str]:
    told = more(shown_all, "edges")
    told.append(
        f"Compared are {found.cases[0]:,} cases with a way of "
        f"{years_said(found.before) or 'no year'} and {found.cases[1]:,} of "
        f"{years_said(found.after) or 'no year'}, of "
        f"{len(found.reporters)} countries that report in both. Shares are of all edges compared."
    )
    if not found.enough:
        told.append("That is too few for shares to mean anything.")
    if found.left_out:
        names = [cut.opened.name(area) for area in found.left_out]
        shown = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if names[10:] else "")
        told.append(f"Left out, because they report in one of the periods alone: {shown}.")
    if not judged:
        told.append('No document claims that a route of it grew or fell; --claim "TUR>BGR grew" '
                    "asks about one.")  # fmt: skip
    return told


def _chart(cut: Cut, found: Shift, notes: Sequence[str]) -> "Spec":
    """Shares before and after of the edges that moved most."""
    from karaula.chart import Mark, Pair, change

    names = cut.opened.name
    shown = [one for one in found.moved if cut.holds(one.start, one.end)][:TOP]
    pairs = [
        Pair(label=f"{names(one.start)} – {names(one.end)}",
             first=Mark(value=one.share_before * 100), second=Mark(value=one.share_after * 100))
        for one in shown
    ]  # fmt: skip
    when = f"{years_said(found.before)} and {years_said(found.after)}"
    facts = about(cut, title(cut, "Shares of edges"), unit="% of all edges compared",
                  notes=notes, decimals=1, when=when)  # fmt: skip
    return change(pairs, facts, before=years_said(found.before) or "before",
                  after=years_said(found.after) or "after")  # fmt: skip
