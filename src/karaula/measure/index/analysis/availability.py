"""How much is known of each unit?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from karaula.measure.index.analysis.view import Subject, view


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """What is known of one unit over the indicators."""

    unit: str
    missing: tuple[str, ...]
    """Indicators without a value."""
    zero: int
    """Indicators whose value is 0."""
    available: float
    """Share of the indicators that have a value."""
    nonzero: float | None
    """Share of those that are not 0; None where there are none."""
    within: Mapping[str, float]
    """Share of the indicators below each aggregate that have a value."""


def availability(item: Subject, *, year: str | None = None) -> tuple[Availability, ...]:
    """Share of the indicators that have a value, for each unit, whole and below each aggregate.

    Source: COINr ``get_data_avail``; the COIN Tool asks for 65 % of each unit and indicator.
    """
    seen = view(item, year)
    codes = seen.codes(None)
    data = seen.values.columns(codes)
    known = ~np.isnan(data)
    below = {
        code: [codes.index(part) for part in seen.structure.below(code)]
        for code in seen.structure.aggregates
    }
    return tuple(
        Availability(
            unit=unit,
            missing=tuple(code for code, there in zip(codes, has, strict=True) if not there),
            zero=int((row == 0).sum()),
            available=float(has.mean()),
            nonzero=float((row[has] != 0).mean()) if has.any() else None,
            within={code: float(has[parts].mean()) for code, parts in below.items()},
        )
        for unit, row, has in zip(seen.values.units, data, known, strict=True)
    )
