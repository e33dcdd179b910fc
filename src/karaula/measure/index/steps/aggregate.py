"""Aggregate: indicators gathered into scores, level by level."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from karaula.measure.index.chain import Note, Outcome, check, verb
from karaula.measure.index.faults import listed
from karaula.measure.index.kernels import aggregate as kernels  # noqa: F401 (registers them)
from karaula.measure.index.kernels.gather import Gathering, gather
from karaula.measure.index.methods import Use, Wanted, fits, plan, refuse
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Array, Values

Per = Mapping[Any, Mapping[str, Any]]

OWN = {"available": float}
"""Settings of the step that a single aggregate or level may have otherwise."""


@verb
def aggregate(
    values: Values, structure: Structure, /, *, method: Wanted = "arithmetic",
    per: Per | None = None, available: float = 1.0, **settings: Any,
) -> Outcome:  # fmt: skip
    """Gather the parts of every aggregate into its score, by their weights in the structure.

    ``method`` is a name (see the reference of methods) or a function of ``(data, weights,
    **settings)``, shapes ``(..., units, parts)`` and ``(parts,)``, that gives ``(..., units)``.
    ``per`` gives an aggregate (by its code) or a level (by its number) a method or settings of its
    own. ``available`` is the share of parts, counted without those of weight 0, that a unit must
    have: below it its score is a gap, else the score of what is there; both are noted. Raises
    :class:`ChainError` naming part and unit where a method is not defined.
    """
    refuse([*_unturned(structure), *_lacking(values, structure)], values.place)
    own = tuple(code for code in values.codes if code not in structure.parts)
    codes = (*own, *structure.aggregates)
    set_to = {"method": method, "per": per, "available": available, **settings}
    gatherings = gatherings_of(structure, codes, set_to)
    weights = np.array([structure.elements[code].weight for code in codes])
    scores = gather(values.columns(own), gatherings, weights)
    notes = [
        Note(text="was given, and is computed anew", code=code)
        for code in structure.aggregates
        if code in values.codes
    ]
    faults: list[str] = []
    for one in gatherings:
        faults += _undefined(one, values, codes, scores, weights)
        notes += _missing(one, values, codes, scores, weights)
    refuse(faults, values.place)
    return Outcome(values=values.having(scores, codes), notes=tuple(notes))


@check("aggregate")
def _faults(structure: Structure, settings: Mapping[str, Any]) -> Iterator[str]:
    uses, faults = _plan(structure, settings)
    yield from faults
    if not structure.aggregates:
        yield "no element counts towards another, so that there is nothing to aggregate"
    for available in {use.own.get("available", 1.0) for use in uses} | {
        settings.get("available", 1.0)
    }:
        if not fits(available, float) or not 0 < available <= 1:
            yield f"available is {available!r}; write a share above 0, up to 1"


def gatherings_of(
    structure: Structure, codes: Sequence[str], settings: Mapping[str, Any]
) -> tuple[Gathering, ...]:
    """How each aggregate is made of the columns ``codes``, which hold it after all of its parts.

    ``settings`` are those of :func:`aggregate`.
    """
    uses, _ = _plan(structure, settings)
    use_of = {code: use for use in uses for code in use.codes}
    at = {code: number for number, code in enumerate(codes)}
    everywhere = settings.get("available", 1.0)
    return tuple(
        Gathering(
            code,
            at[code],
            tuple(at[part] for part in structure.parts[code]),
            use_of[code].methods[0],
            use_of[code].settings,
            use_of[code].own.get("available", everywhere),
        )
        for code in structure.aggregates
    )


def _plan(structure: Structure, settings: Mapping[str, Any]) -> tuple[tuple[Use, ...], list[str]]:
    rest = {"method": "arithmetic", "per": None, "available": 1.0, **settings}
    method, per, _ = (rest.pop(name) for name in ("method", "per", "available"))
    levels: dict[str, list[str]] = {}
    for code in structure.aggregates:
        levels.setdefault(str(structure.level[code]), []).append(code)
    return plan("aggregate", structure.aggregates, method, rest, per, levels=levels, own=OWN)


def _unturned(structure: Structure) -> Iterator[str]:
    """Elements whose direction would be lost."""
    falling = [code for code, element in structure.elements.items() if element.direction < 0]
    if above := [code for code in falling if code in structure.parts]:
        yield (
            f"direction of {listed(above)} is -1, but only indicators are turned; give it "
            "direction 1 and turn its indicators"
        )
    if not structure.directed and (below := [c for c in falling if c not in structure.parts]):
        yield (
            f"direction of {listed(below)} is -1, and values were not turned yet; normalise "
            "before aggregating"
        )


def _lacking(values: Values, structure: Structure) -> Iterator[str]:
    there = set(values.codes)
    if lacking := [code for code in structure.indicators if code not in there]:
        yield f"no values for {listed(lacking)}; add them, or leave them out with select"


def _undefined(
    one: Gathering, values: Values, codes: Sequence[str], scores: Array, weights: Array
) -> Iterator[str]:
    """Parts with which a method is not defined, one clause for an aggregate."""
    at = list(one.parts)
    parts = scores[..., at]
    wrong = one.enough(parts, weights[at]) & ~np.isfinite(scores[..., one.at])
    if not wrong.any():
        return
    found: list[str] = []
    for number, part in enumerate(at):
        alone = np.asarray(one.method(parts[..., [number]], np.ones(1), **one.settings))
        blamed = wrong & ~np.isnan(parts[..., number]) & ~np.isfinite(alone) & (weights[part] > 0)
        found += [
            f"{codes[part]} of {_where(values, place)} ({parts[(*place, number)]:.6g})"
            for place in np.argwhere(blamed).tolist()
        ]
    if not found:
        found = [_where(values, place) for place in np.argwhere(wrong).tolist()]
    yield (
        f"{one.code} cannot be aggregated by {one.method.name}: "
        f"{one.method.undefined or 'it gives no number'}: {listed(found)}; "
        "normalise to a scale above 0, or choose another method"
    )


def _missing(
    one: Gathering, values: Values, codes: Sequence[str], scores: Array, weights: Array
) -> Iterator[Note]:
    """Units that lack parts, with what became of their score."""
    at = [part for part in one.parts if weights[part] > 0]
    lacks = np.isnan(scores[..., at])
    for place in map(tuple, np.argwhere(lacks.any(axis=-1)).tolist()):
        parts = [codes[part] for part, gone in zip(at, lacks[place].tolist(), strict=True) if gone]
        score = float(scores[(*place, one.at)])
        gap = np.isnan(score)
        kept = "no score" if gap else f"score of {len(at) - len(parts)} of {len(at)} parts"
        yield Note(
            text=f"{kept}: lacks {listed(parts)}",
            code=one.code, unit=values.units[place[-1]],
            year=values.years[place[0]] if values.years else None,
            after=None if gap else score,
        )  # fmt: skip


def _where(values: Values, place: Sequence[int]) -> str:
    year = f" in {values.years[place[0]]}" if values.years else ""
    return f"{values.units[place[-1]]}{year}"
