"""Normalise: indicators of any unit and direction brought onto one scale."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from karaula.measure.index.chain import Note, Outcome, check, verb
from karaula.measure.index.columns import Columns, Over, indicators, over_faults
from karaula.measure.index.kernels import normalise as kernels  # noqa: F401 (registers them)
from karaula.measure.index.methods import Use, Wanted, plan, refuse
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Array, Values

Per = Mapping[str, Mapping[str, Any]]


@verb
def normalise(
    values: Values, structure: Structure, /, *, method: Wanted = "min_max", per: Per | None = None,
    over: Over = "panel", **settings: Any,
) -> Outcome:  # fmt: skip
    """Turn each indicator by its direction, and bring it onto a scale.

    ``method`` is a name (see the reference of methods) or a function of ``(data, **settings)`` on
    columns that are turned already, shape ``(..., units, codes)``. ``per`` gives single indicators
    a method or settings of their own. ``over`` says whether the years of a panel are scaled
    together or each alone. Gaps stay gaps. Raises :class:`ChainError` naming each indicator in
    which a method is not defined.
    """
    uses, _ = plan("normalise", indicators(values, structure), method, settings, per)
    data, faults = np.array(values.data, dtype=float), []
    for use in uses:
        columns = Columns(values, use.codes, over)
        direction = directions(structure, use.codes)
        turned = columns.data * direction
        given, lacking = _given(use, columns, structure, direction)
        faults += lacking
        if lacking:
            continue
        one = use.methods[0]
        scores = np.asarray(one(turned, given=given, **use.settings), dtype=float)
        faults += [
            f"{place} cannot be normalised by {one.name}: "
            f"{one.undefined or 'it gives no number'}; leave it out with select, or give it "
            "another method with per"
            for place in columns.undefined(turned, scores)
        ]
        data[..., columns.at] = columns.unpooled(scores)
    refuse(faults, values.place)
    notes = tuple(
        Note(text="turned: less is better, so that values were multiplied by -1 first", code=code)
        for use in uses
        for code in use.codes
        if directions(structure, (code,))[0] < 0
    )
    return Outcome(
        values=values.having(data), structure=replace(structure, directed=True), notes=notes
    )


@check("normalise")
def _faults(structure: Structure, settings: Mapping[str, Any]) -> Iterator[str]:
    set_to = dict(settings)
    yield from over_faults(set_to.pop("over", "panel"))
    method, per = set_to.pop("method", "min_max"), set_to.pop("per", None)
    yield from plan("normalise", structure.indicators, method, set_to, per)[1]


def directions(structure: Structure, codes: tuple[str, ...]) -> Array:
    """Direction of each code; 1 once values are turned already."""
    if structure.directed:
        return np.ones(len(codes))
    return np.array([float(structure.elements[code].direction) for code in codes])


def _given(
    use: Use, columns: Columns, structure: Structure, direction: Array
) -> tuple[dict[str, Any], list[str]]:
    """What the method is given by the verb, and what is lacking, a clause each."""
    given: dict[str, Any] = {"direction": direction}
    faults: list[str] = []
    wants = use.methods[0].parameters
    if "target" in wants:
        own = use.settings.get("target")
        targets = [structure.elements[c].target if own is None else own for c in use.codes]
        faults += [
            f"{code} has no target; add it to the structure, or set target with per"
            for code, target in zip(use.codes, targets, strict=True)
            if target is None
        ]
        given["target"] = np.array([np.nan if t is None else t for t in targets], dtype=float)
    if "reference" in wants:
        unit = use.settings["unit"]
        if unit not in columns.values.units:
            return given, [f"the unit of reference {unit} is not among the units; check its code"]
        row = columns.values.units.index(unit)
        of_unit = columns.values.data[..., [row], :][..., columns.at]
        whole = np.broadcast_to(of_unit, (*columns.values.shape[:-1], len(use.codes)))
        given["reference"] = columns.pooled(whole) * direction
    return given, faults
