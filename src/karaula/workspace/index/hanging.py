"""What does a ranking, or the rank of one unit, hang on?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from karaula.errors import KaraulaError
from karaula.measure.index.faults import listed
from karaula.measure.index.uncertainty import (
    Cells,
    Choice,
    Removal,
    Shares,
    by_indicator,
    exact,
    said,
    shares,
    swings,
)
from karaula.measure.index.uncertainty.choices import Listed
from karaula.workspace.answer import Answer, Table, number, plain_rank, rank, rounded, span
from karaula.workspace.index.opened import Opened
from karaula.workspace.index.saying import about, head_of, sentences
from karaula.workspace.index.standing import Doubt, granted

if TYPE_CHECKING:
    from karaula.chart import Spec

DRAWS = 1024
"""Draws of each half of the design, by default; a power of two is most even."""
ALL = 5_000
"""Combinations of alternatives up to which all are taken, so that nothing is estimated."""
PLACES = 3

SINGLE = Doubt(
    choices=lambda opened, of: by_indicator(opened.index, of=of, year=opened.year), draws=DRAWS
)
"""The usual choices, with the error of each expert score as one of its own."""


def hanging(
    opened: Opened, *, measure: str | None = None, area: str | None = None, doubt: Doubt = SINGLE
) -> Answer:
    """Shares of variance by choice: of the mean change of rank, or of the rank of one unit.

    Of one unit also the swings: its rank without each indicator, and under each alternative of the
    choices that leave something out or replace values (a source).
    """
    of = opened.score(measure)
    unit = opened.unit(area) if area else None
    choices = dict(doubt.choices(opened, of))
    found = _shares(opened, choices, of, doubt, "rank" if unit else "rank_change")
    if unit is not None:
        found = _of_unit(found, found.units.index(unit))
    order = sorted(range(len(found.choices)), key=lambda at: -_sure(float(found.total[at])))
    rows = found.rows()
    base = {"area": opened.areas.get(unit, unit), "name": opened.name_of(unit)} if unit else {}
    plain = [{"kind": "share", **base, "measure": of,
              **{k: v for k, v in rows[at].items() if k != "unit"}} for at in order]  # fmt: skip
    impossible: list[str] = []
    tables = [_table(opened, found, order, of, unit)]
    if unit is not None:
        table, more, impossible = _swings(opened, choices, of, unit)
        tables.append(table)
        plain += [{"kind": "swing", **base, "measure": of, **row} for row in more]
    told = [*_how(found, doubt),
            "; ".join(granted(said(choices.values())))]  # fmt: skip
    notes = sentences(told[1:])
    told += impossible
    told += opened.mandatory_notes([unit] if unit else [])
    return Answer(rows=tuple(plain), tables=tuple(tables), notes=sentences(told),
                  chart=lambda: _chart(opened, found, order, of, unit, notes))  # fmt: skip


def _shares(
    opened: Opened, choices: Mapping[str, Choice], of: str, doubt: Doubt, output: Any
) -> Shares:
    sizes = [len(choice.labels) for choice in choices.values() if isinstance(choice, Listed)]
    if len(sizes) == len(choices) and prod(sizes) <= ALL:
        return exact(opened.index, choices, output=output, of=of, year=opened.year)[0]
    return shares(
        opened.index, choices, output=output, of=of, year=opened.year, draws=doubt.draws,
        seed=doubt.seed, level=doubt.level,
    )  # fmt: skip


def _of_unit(found: Shares, at: int) -> Shares:
    """The shares of one unit."""

    def own(pair: Any) -> Any:
        return None if pair is None else tuple(end[:, at] for end in pair)

    return replace(
        found, output="rank_change", units=(found.units[at],), first=found.first[:, at],
        total=found.total[:, at], variance=found.variance[at], mean=found.mean[at],
        first_interval=own(found.first_interval), total_interval=own(found.total_interval),
        shapley=None if found.shapley is None else found.shapley[:, at],
    )  # fmt: skip


def _sure(value: float) -> float:
    return -1.0 if np.isnan(value) else float(value)


def _ends(found: Shares, which: str, at: int) -> tuple[float | None, float | None]:
    pair = found.first_interval if which == "first" else found.total_interval
    if pair is None or np.isnan(pair[0][at]):
        return None, None
    return float(pair[0][at]), float(pair[1][at])


def _table(opened: Opened, found: Shares, order: Sequence[int], of: str, unit: str | None) -> Table:
    body = []
    for at in order:
        cells = [found.choices[at]]
        for which, column in (("first", found.first), ("total", found.total)):
            value = None if np.isnan(column[at]) else float(column[at])
            cells.append(number(value, PLACES))
            if not found.exact:
                cells.append(span(*_ends(found, which, at), PLACES))
        if found.shapley is not None:
            cells.append(number(_known(found.shapley[at]), PLACES))
        body.append(tuple(cells))
    interval = [] if found.exact else [f"{(found.level or 0) * 100:g} %"]
    head = ("choice", "alone", *interval, "in all", *interval, *(["even"] if found.exact else []))
    what = f"rank of {opened.name_of(unit)}" if unit else "mean change of rank"
    return Table(title=f"{head_of(opened, of)}: shares of the variance of the {what}", head=head,
                 rows=tuple(body))  # fmt: skip


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _how(found: Shares, doubt: Doubt) -> list[str]:
    how = (
        f"exact, from all {found.runs:,} combinations; even is what choices do together, split "
        "evenly (Shapley)"
        if found.exact
        else f"estimated from {found.runs:,} runs ({doubt.draws} draws of each half), intervals by "
        "bootstrap; more --draws make them narrower"
    )
    told = [
        "alone is what goes if this choice were settled, in all what stays if all others were; "
        + how
    ]
    if not np.any(np.atleast_1d(found.variance) > 0):
        told.append("nothing moves under these choices, so that there is no share to tell")
    return told


def _swings(
    opened: Opened, choices: Mapping[str, Choice], of: str, unit: str
) -> tuple[Table, list[dict[str, Any]], list[str]]:
    """The rank of a unit without each indicator, and without what the choices leave out; and what
    cannot be left out, with the reason."""
    index = opened.index
    found, impossible = [], []
    for name, choice in _one_by_one(opened, choices, of):
        try:
            told = swings(index, {name: choice}, units=[unit], of=of, year=opened.year)
        except KaraulaError as error:
            impossible.append(f"{name} {listed(choice.labels[1:])}: {error.problem}")
        else:
            found += told[1:]
    found.sort(
        key=lambda s: (s.rank is not None, -abs(s.rank_shift or 0), -abs(s.score_shift or 0))
    )
    decimals = opened.structure.decimals
    body, rows = [], []
    for swing in found:
        known = swing.alternative in index.original.elements
        label = opened.element_name(swing.alternative) if known else swing.alternative
        shift = None if swing.rank_shift is None else -swing.rank_shift
        places = number(shift, 0, signed=True)
        body.append((f"{swing.choice} {label}" if known else label, rank(swing.rank), places,
                     number(swing.score, decimals),
                     number(swing.score_shift, decimals, signed=True)))  # fmt: skip
        rows.append({
            "choice": swing.choice, "alternative": swing.alternative,
            "rank": plain_rank(swing.rank), "rank_shift": swing.rank_shift,
            "score": rounded(swing.score, decimals),
            "score_shift": rounded(swing.score_shift, decimals + 2),
        })  # fmt: skip
    title = f"{opened.name_of(unit)}: what its rank hangs on, one thing at a time"
    head = ("left out", "rank then", "places gained", "score then", "change")
    return Table(title=title, head=head, rows=tuple(body)), rows, impossible


def _one_by_one(
    opened: Opened, choices: Mapping[str, Choice], of: str
) -> Iterator[tuple[str, Cells | Removal]]:
    """Each indicator, and each thing that a choice leaves out or replaces, as a choice alone."""
    for name, choice in choices.items():
        if isinstance(choice, Cells):
            for version, cells in choice.versions.items():
                yield name, Cells(versions={version: cells})
        elif isinstance(choice, Removal):
            yield from ((name, Removal(codes=(code,))) for code in choice.codes)
    below = opened.index.original.below(of)
    if len(below) > 1:
        yield from (("without", Removal(codes=(code,))) for code in below)


def _chart(
    opened: Opened, found: Shares, order: Sequence[int], of: str, unit: str | None,
    notes: Sequence[str],
) -> "Spec":  # fmt: skip
    from karaula.chart import Mark, Pair, sensitivity

    def mark(which: str, at: int) -> Mark | None:
        value = (found.first if which == "first" else found.total)[at]
        low, high = _ends(found, which, at)
        return None if np.isnan(value) else Mark(value=float(value), low=low, high=high)

    pairs = [
        Pair(label=found.choices[at], first=mark("first", at), second=mark("total", at))
        for at in order
    ]
    what = f"rank of {opened.name_of(unit)}" if unit else "change of rank"
    facts = about(
        opened, f"{opened.element_name(of)}: what the {what} hangs on",
        unit="share of the variance", level=None if found.exact else found.level,
        notes=[*(["exact, from all combinations"] if found.exact else []), *notes],
    )  # fmt: skip
    return sensitivity(pairs, facts)
