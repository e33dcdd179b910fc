"""Rank: values as places, 1 for the highest."""

from collections.abc import Iterator, Mapping
from typing import Any

from karaula.measure.index.chain import ChainError, Note, Outcome, check, verb
from karaula.measure.index.faults import told, unknown
from karaula.measure.index.ranking import TIES, Ties, ranks, ranks_within
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Values


@verb
def rank(
    values: Values, _structure: Structure, *, ties: Ties = "min", within: str | None = None
) -> Outcome:
    """Replace values by their ranks: 1 is the highest value, each year by itself.

    Ranks are of values as they stand: before ``normalise`` the direction of an indicator is not
    applied. ``ties`` is min, max, average, dense or first; ``within`` ranks inside each group of a
    grouping. A gap stays one, and so does a unit that is in no group.
    """
    if within is not None and within not in values.groups:
        raise ChainError(told([unknown("grouping", within, values.groups)]), values.place)
    if within is None:
        return Outcome(values=values.having(ranks(values.data, ties)))
    groups = values.groups[within]
    outside = (unit for unit, group in zip(values.units, groups, strict=True) if group is None)
    return Outcome(
        values=values.having(ranks_within(values.data, groups, ties)),
        notes=tuple(Note(text=f"not ranked: in no {within}", unit=unit) for unit in outside),
    )


@check("rank")
def _faults(_: Structure, settings: Mapping[str, Any]) -> Iterator[str]:
    if settings.get("ties", "min") not in TIES:
        yield unknown("way to rank ties", str(settings["ties"]), TIES)
