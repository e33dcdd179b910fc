"""What if: the same index with other weights, fewer components, other values or other steps."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from karaula.measure.index.chain import ChainError, Index, rebuild, run
from karaula.measure.index.faults import told, unknown
from karaula.measure.index.result import results


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One score of one unit as it is and as it would be; None is a gap."""

    unit: str
    unit_name: str
    code: str
    score: float | None
    score_then: float | None
    rank: float | None
    rank_then: float | None

    @property
    def places(self) -> float | None:
        """Places gained: positive where the unit would stand higher."""
        return None if self.rank is None or self.rank_then is None else self.rank - self.rank_then


def what_if(
    index: Index,
    *,
    weights: Mapping[str, float] | None = None,
    drop: Collection[str] = (),
    values: Mapping[tuple[str, str], float] | None = None,
    steps: Mapping[str, Mapping[str, Any] | None] | None = None,
    year: str | None = None,
) -> Index:
    """The index made anew with other assumptions.

    ``weights`` by element, of which only the ratio to the other parts of the same parent matters;
    ``drop`` elements left out with all below them; ``values`` of the raw table by unit and
    indicator, in a panel those of one ``year``; ``steps`` set otherwise as in :func:`rebuild`.
    Raises :class:`ChainError` with everything that is asked for and not there.
    """
    given, stated = weights or {}, values or {}
    if faults := list(_faults(index, given, stated, year)):
        raise ChainError(told(faults), index.raw.place)
    data = index.raw.data.copy()
    table = data if index.raw.years is None or year is None else data[index.raw.years.index(year)]
    for (unit, code), value in stated.items():
        table[..., index.raw.units.index(unit), index.raw.codes.index(code)] = value
    other = Index(replace(index.raw, data=data), index.original.weighing(given))
    changes = dict(steps or {})
    if drop:
        changes["select"] = {**(changes.get("select") or {}), "drop": list(drop)}
    remade = run(other, index.steps)
    return rebuild(remade, **changes) if changes else remade


def shifts(index: Index, then: Index) -> list[Shift]:
    """Each score that both versions have, as it is and as it would be, in the order of today."""
    after = {(row.unit, row.code): row for row in results(then).rows}
    found = []
    for row in results(index).rows:
        other = after.get((row.unit, row.code))
        if other is not None:
            found.append(
                Shift(
                    unit=row.unit,
                    unit_name=row.unit_name,
                    code=row.code,
                    score=row.score,
                    score_then=other.score,
                    rank=None if row.place is None else row.place.rank,
                    rank_then=None if other.place is None else other.place.rank,
                )
            )
    return found


def _faults(
    index: Index,
    weights: Mapping[str, float],
    values: Mapping[tuple[str, str], float],
    year: str | None,
) -> Iterator[str]:
    yield from (
        unknown("element", code, index.original.elements)
        for code in weights
        if code not in index.original.elements
    )
    if weights and any(step.verb == "weight" for step in index.steps):
        yield "the chain sets weights itself; leave that step out (steps={'weight': None}) first"
    for (unit, code), value in values.items():
        if unit not in index.raw.units:
            yield unknown("unit", unit, index.raw.units)
        if code not in index.raw.codes:
            yield unknown("indicator", code, index.raw.codes)
        if not np.isfinite(value):
            yield f"{code} of {unit} would be {value}; give a number"
        scale = index.original.scale
        if scale is not None and not scale.low <= value <= scale.high:
            yield f"{code} of {unit} would be {value:g}, outside {scale.low:g} to {scale.high:g}"
    if index.raw.years is not None and values and year not in index.raw.years:
        yield f"say of which year the values are: one of {', '.join(index.raw.years)}"
