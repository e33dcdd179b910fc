"""Denominate: divide what grows with the size of a unit by a measure of that size."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from karaula.measure.index.chain import ChainError, Note, Outcome, check, verb
from karaula.measure.index.faults import listed, told, unknown
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Array, Values


@verb
def denominate(
    values: Values, structure: Structure, *,
    per: Mapping[str, str | None] | None = None, scale: Mapping[str, float] | None = None,
    correlation: float = 0.7,
) -> Outcome:  # fmt: skip
    """Divide each indicator by the denominator that the structure, or ``per``, names for it.

    ``per`` maps indicators to denominators (None: not divided). ``scale`` multiplies denominators
    first: ``{"population": 0.001}`` gives values per thousand. Where a denominator is missing the
    result is a gap, with a note. A note warns where a result still goes with its denominator, and
    where an indicator that is not divided goes with one: the absolute Pearson ``correlation`` is
    at least this. Raises :class:`ChainError` for an unknown denominator, one that is 0 or less,
    and where no indicator has one.
    """
    by = {code: structure.elements[code].denominator for code in structure.indicators}
    by = {code: name for code, name in (by | dict(per or {})).items() if code in values.codes}
    faults = list(_wrong(values, by, scale or {}))
    if faults:
        raise ChainError(told([f"denominate: {fault}" for fault in faults]), values.place)
    data = values.data.copy()
    notes: list[Note] = []
    elements = dict(structure.elements)
    for code, name in by.items():
        if name is None:
            continue
        factor = (scale or {}).get(name, 1.0)
        divisor = np.broadcast_to(values.denominators[name] * factor, values.shape[:-1])
        before = values.column(code)
        after = before / divisor
        data[..., values.codes.index(code)] = after
        notes += _gaps(values, code, name, before, after)
        unit = f"{elements[code].unit or 'value'} per {name}"
        times = "" if factor == 1 else f" × {factor:g}"
        elements[code] = replace(elements[code], unit=unit + times)
    found = values.having(data)
    return Outcome(
        values=found,
        structure=replace(structure, elements=elements),
        notes=(*notes, *_goes_with(found, by, correlation)),
    )


@check("denominate")
def _faults(structure: Structure, settings: Mapping[str, Any]) -> Iterator[str]:
    for code in settings.get("per") or {}:
        if code not in structure.indicators:
            yield unknown("indicator", code, structure.indicators)
    for name, factor in (settings.get("scale") or {}).items():
        if not isinstance(factor, (int, float)) or not 0 < factor < float("inf"):
            yield f"scale of {name} is {factor}; write a number above 0"
    least = settings.get("correlation", 0.7)
    if not isinstance(least, (int, float)) or not 0 < least <= 1:
        yield f"correlation is {least}; write a number above 0, at most 1"
    per = settings.get("per") or {}
    if not any(per.get(c, structure.elements[c].denominator) for c in structure.indicators):
        yield "no indicator has a denominator; name one in the structure or with per"


def _wrong(
    values: Values, by: Mapping[str, str | None], scale: Mapping[str, float]
) -> Iterator[str]:
    used = dict.fromkeys(name for name in by.values() if name is not None)
    for name in (*used, *(name for name in scale if name not in used)):
        if name not in values.denominators:
            yield unknown("denominator", name, values.denominators)
        elif name not in used:
            yield f"nothing is divided by {name}, which scale names; leave it out"
        elif (wrong := values.denominators[name] <= 0).any():
            units = [values.units[at] for at in sorted({int(p[-1]) for p in np.argwhere(wrong)})]
            yield f"{name} of {listed(units)} is 0 or less; correct it, or empty it if unknown"


def _gaps(values: Values, code: str, name: str, before: Array, after: Array) -> Iterator[Note]:
    for *year, unit in np.argwhere(np.isnan(after) & ~np.isnan(before)).tolist():
        yield Note(
            text=f"a gap now, because {name} is missing", code=code, unit=values.units[unit],
            year=values.years[year[0]] if values.years and year else None,
            before=float(before[*year, unit]),
        )  # fmt: skip


def _goes_with(values: Values, by: Mapping[str, str | None], least: float) -> Iterator[Note]:
    """Indicators that correlate with the denominator they have, or with any if they have none."""
    for code, own in by.items():
        for name in values.denominators if own is None else (own,):
            divisor = np.broadcast_to(values.denominators[name], values.shape[:-1])
            r = _correlation(values.column(code), divisor)
            if abs(r) >= least:
                what = "still goes" if own else "goes"
                advice = "is it the right denominator?" if own else "should it be divided?"
                yield Note(text=f"{what} with {name} (r = {r:.2f}); {advice}", code=code, after=r)


def _correlation(one: Array, other: Array) -> float:
    """Pearson correlation over the pairs that are known; 0 where it is not defined."""
    known = ~(np.isnan(one) | np.isnan(other))
    x, y = one[known], other[known]
    if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return 0.0
    x, y = (z / np.abs(z).max() for z in (x - x.mean(), y - y.mean()))
    return float((x * y).sum() / np.sqrt((x * x).sum() * (y * y).sum()))
