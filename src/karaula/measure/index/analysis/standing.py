"""Where does one unit stand, and what is it best and worst at?"""

from dataclasses import dataclass

import numpy as np

from karaula.measure.index.analysis.column import places
from karaula.measure.index.analysis.view import AnalysisError, Codes, Subject, View, view
from karaula.measure.index.values import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One unit on one element. What cannot be had is None, and ``gap`` says why."""

    code: str
    name: str
    level: int
    parent: str | None
    direction: int
    """1 where more is better of what the parent measures, -1 where less is."""
    measured_in: str | None
    value: float | None
    rank: int | None
    """1 is the best: the highest, or the lowest where less is better. Ties share the smallest."""
    ranked: int
    """Units that have a value."""
    tied: int
    """Units of that rank, this one among them."""
    last: bool
    """Whether no unit is below."""
    group: str | None
    """The group that the unit is compared with."""
    group_mean: float | None
    """Mean of the units of the group that have a value, this one among them."""
    distance: float | None
    """Value less the mean of the group, as measured: not turned round where less is better."""
    group_rank: int | None
    group_ranked: int
    group_last: bool
    """Whether no unit of the group is below."""
    gap: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extremes:
    """What a unit is best and worst at."""

    strong: tuple[Standing, ...]
    """The best rank first."""
    weak: tuple[Standing, ...]
    """The worst rank first."""


def profile(
    item: Subject,
    unit: str,
    codes: Codes | None = None,
    *,
    group: str | None = None,
    year: str | None = None,
) -> tuple[Standing, ...]:
    """Value, rank and distance to the mean of its group, of one unit on each element.

    Without ``codes`` every element that has values, the highest level first. ``group`` names a
    grouping of the units (a region); without one the unit is compared with all. Raises
    :class:`AnalysisError` for an unknown unit or grouping. Source: COINr ``get_unit_summary``.
    """
    seen = view(item, year)
    row = seen.unit(unit)
    peers, name = _peers(seen, row, group)
    if codes is None:
        known = [code for code in seen.structure.elements if code in seen.values.codes]
        found = tuple(sorted(known, key=lambda code: -seen.structure.level[code]))
    else:
        found = seen.codes(codes)
    return tuple(_standing(seen, row, code, peers, name) for code in found)


def extremes(
    item: Subject,
    unit: str,
    codes: Codes | None = None,
    *,
    most: int = 5,
    distinct: float = 0.0,
    group: str | None = None,
    year: str | None = None,
) -> Extremes:
    """The elements on which a unit ranks best and worst, at most ``most`` of each.

    Without ``codes`` the indicators. Ranks are those in the ``group`` where one is named. Being
    last is no strength, nor being first a weakness, however many units share that place; elements
    with a smaller share of distinct values than ``distinct`` (yes or no, for one) are left out of
    both, and no element is in both. Equal ranks keep the order of the structure. Source: COINr
    ``get_str_weak``, which leaves last places out of the weaknesses too.
    """
    if most < 1:
        raise AnalysisError(f"{most} strengths are none", remedy="ask for 1 or more")
    seen = view(item, year)
    standings = []
    for one in profile(item, unit, seen.codes(codes), group=group, year=year):
        known = seen.values.column(one.code)
        known = known[~np.isnan(known)]
        if one.value is not None and len(np.unique(known)) / len(seen.values.units) >= distinct:
            standings.append(one)

    def place(one: Standing) -> int:
        rank = one.rank if group is None else one.group_rank
        return rank or 0

    falling = sorted(standings, key=place)
    strong = [one for one in falling if not (one.last if group is None else one.group_last)][:most]
    rest = [one for one in falling if one not in strong and place(one) > 1]
    weak = sorted(rest[-most:], key=place, reverse=True)
    return Extremes(strong=tuple(strong), weak=tuple(weak))


def _standing(seen: View, row: int, code: str, peers: Array, group: str | None) -> Standing:
    element = seen.structure.elements[code]
    column = seen.values.column(code)
    turned = column if seen.structure.directed or element.direction > 0 else -column
    ranks = places(turned)
    within = places(np.where(peers, turned, np.nan))
    known = ~np.isnan(column)
    there = bool(known[row])
    among = known & (peers > 0)
    mean = float(column[among].mean()) if among.any() else None
    gap = None if there else "no value"
    if there and group is not None and among.sum() < 2:
        gap = f"no other unit of {group} has a value"
    return Standing(
        code=code,
        name=element.name or code,
        level=seen.structure.level[code],
        parent=element.parent,
        direction=element.direction,
        measured_in=element.unit,
        value=float(column[row]) if there else None,
        rank=int(ranks[row]) if there else None,
        ranked=int(known.sum()),
        tied=int((ranks == ranks[row]).sum()),
        last=there and bool(ranks[row] == np.nanmax(ranks)),
        group=group,
        group_mean=mean,
        distance=float(column[row]) - mean if there and mean is not None else None,
        group_rank=int(within[row]) if there and not np.isnan(within[row]) else None,
        group_ranked=int(among.sum()),
        group_last=there and bool(within[row] == np.nanmax(within)),
        gap=gap,
    )


def _peers(seen: View, row: int, group: str | None) -> tuple[Array, str | None]:
    """Which units the unit is compared with, 1 or 0, and what they are called together."""
    units = len(seen.values.units)
    if group is None:
        return np.ones(units), None
    if group not in seen.values.groups:
        known = ", ".join(seen.values.groups) or "none"
        raise AnalysisError(
            f"there is no grouping {group}", seen.values.place, f"groupings are {known}"
        )
    labels = seen.values.groups[group]
    own = labels[row]
    if own is None:
        raise AnalysisError(
            f"{seen.values.units[row]} is in no group of {group}", seen.values.place
        )
    return np.array([float(label == own) for label in labels]), own
