"""Screen: leave out units and indicators of which too little is known."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np

from karaula.measure.index.chain import ChainError, Note, Outcome, check, verb
from karaula.measure.index.faults import listed, unknown
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Array, Values


@verb
def screen(
    values: Values, structure: Structure, *,
    available: float | None = None, non_zero: float | None = None,
    indicators: float | None = None, indicators_non_zero: float | None = None,
    keep: Collection[str] = (), drop: Collection[str] = (),
) -> Outcome:  # fmt: skip
    """Leave out units, and before them indicators, that lack too much.

    ``available`` is the least share of indicators for which a unit must have a value, ``non_zero``
    the least share of its values that are not 0. ``indicators`` and ``indicators_non_zero`` ask
    the same of each indicator over the units. In a panel all years count together. Units in
    ``keep`` stay and those in ``drop`` go, whatever they have. A unit that is left out has a note
    with its share. Raises :class:`ChainError` for an unknown unit and where nothing is left.

    Source: Becker et al., COINr (2022), ``Screen``; the JRC recommends at least 0.65.
    """
    missing = [unknown("unit", unit, values.units) for unit in (*keep, *drop)
               if unit not in values.units]  # fmt: skip
    if missing:
        raise ChainError("; ".join(missing), values.place)
    codes = [code for code in structure.indicators if code in values.codes]
    notes: list[Note] = []
    gone: set[str] = set()
    asked = (("available", indicators, _available), ("not 0", indicators_non_zero, _non_zero))
    for what, least, share in asked:
        for code, has in _below(values.columns(codes), -1, codes, least, share):
            text = f"left out: {has:.1%} of its values are {what}, {least:.1%} are asked for"
            notes.append(Note(text=text, code=code, before=has))
            gone.add(code)
    codes = [code for code in codes if code not in gone]
    if not codes:
        raise ChainError("screen leaves no indicator", values.place, "ask for less")
    out: dict[str, Note] = {unit: Note(text="left out, as asked", unit=unit) for unit in drop}
    for what, least, share in (
        ("available", available, _available), ("not 0", non_zero, _non_zero)
    ):  # fmt: skip
        for unit, has in _below(values.columns(codes), -2, values.units, least, share):
            text = f"{has:.1%} of its values are {what}, {least:.1%} are asked for"
            if unit in keep:
                notes.append(Note(text=f"kept, as asked: {text}", unit=unit, before=has))
            else:
                out.setdefault(unit, Note(text=f"left out: {text}", unit=unit, before=has))
    units = [unit for unit in values.units if unit not in out]
    if not units:
        raise ChainError("screen leaves no unit", values.place, "ask for less, or impute first")
    left = structure.without(gone) if gone else structure
    kept = [code for code in values.codes if code in left.elements]
    found = values.of_units(units).of_codes(kept)
    return Outcome(values=found, structure=left, notes=(*notes, *out.values()))


@check("screen")
def _faults(_: Structure, settings: Mapping[str, Any]) -> Iterator[str]:
    shares = ("available", "non_zero", "indicators", "indicators_non_zero")
    for name in shares:
        share = settings.get(name)
        if share is not None and not (isinstance(share, (int, float)) and 0 <= share <= 1):
            yield f"{name} is {share}; write a share from 0 to 1"
    for name in ("keep", "drop"):
        if isinstance(settings.get(name), str):
            yield f"{name} is one text; write a list: [{settings[name]}]"
            return
    if both := sorted(set(settings.get("keep") or ()) & set(settings.get("drop") or ())):
        yield f"{listed(both)} is to be kept and dropped; decide"
    if not any(settings.get(name) is not None for name in (*shares, "drop")):
        yield f"nothing is asked for; give one of {listed((*shares, 'drop'))}"


def _below(
    data: Array, axis: int, names: Collection[str], least: float | None, share: Any
) -> Iterator[tuple[str, float]]:
    """Names of an axis whose share is less than asked for, with their share."""
    if least is None:
        return
    flat = np.moveaxis(data, axis, 0).reshape(len(names), -1)
    for name, has in zip(names, share(flat), strict=True):
        if has < least - 1e-12:
            yield name, float(has)


def _available(rows: Array) -> Array:
    return np.asarray((~np.isnan(rows)).mean(axis=-1))


def _non_zero(rows: Array) -> Array:
    """Share of what is known that is not 0; 0 where nothing is known."""
    known = (~np.isnan(rows)).sum(axis=-1)
    other = ((rows != 0) & ~np.isnan(rows)).sum(axis=-1)
    return np.asarray(other / np.maximum(known, 1))
