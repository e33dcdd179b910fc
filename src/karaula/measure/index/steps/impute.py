"""Impute: gaps filled in from what is known, each with a note."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from karaula.measure.index.chain import Note, Outcome, check, verb
from karaula.measure.index.columns import Columns, Over, indicators, over_faults
from karaula.measure.index.faults import unknown
from karaula.measure.index.kernels import impute as kernels  # noqa: F401 (registers them)
from karaula.measure.index.methods import Use, Wanted, plan, refuse
from karaula.measure.index.steps.normalise import directions
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Values

Per = Mapping[str, Mapping[str, Any]]


@verb
def impute(
    values: Values, structure: Structure, /, *, method: Wanted = "mean", per: Per | None = None,
    over: Over = "year", **settings: Any,
) -> Outcome:  # fmt: skip
    """Fill the gaps of indicators in; values that are known stay as they are.

    ``method`` is a name (see the reference of methods) or a function of ``(data, **settings)`` on
    columns with gaps, shape ``(..., units, codes)``. ``per`` gives single indicators a method or
    settings of their own; ``over`` says whether values of other years of a panel count too. Every
    cell that was filled is a note, and so is every gap that nothing could fill. Raises
    :class:`ChainError` where a value that was known would change, or an indicator has none.
    """
    uses, _ = plan("impute", indicators(values, structure), method, settings, per)
    data, faults, notes = np.array(values.data, dtype=float), list[str](), list[Note]()
    for use in uses:
        one = use.methods[0]
        panel = "times" in one.parameters
        columns = Columns(values, use.codes, "year" if panel else over)
        before = values.data[..., columns.at]
        given, lacking = _given(use, columns, structure)
        faults += lacking
        if one.name != "none":
            faults += _hollow(columns)
        if lacking:
            continue
        filled = one(columns.data, given=given, **use.settings)
        after = columns.unpooled(np.asarray(filled, dtype=float))
        known = ~np.isnan(before)
        for at, names in columns.places((known & (before != after)) | np.isinf(after)):
            faults.append(
                f"{one.name} makes {names['code']} of {names['unit']} {after[at]} where it is "
                f"{before[at]}; an imputation may only fill gaps, with finite numbers"
            )
        for at, names in columns.places(~known):
            found = not np.isnan(after[at])
            notes.append(Note(
                text=_told(use) if found else f"missing still: {one.name} has nothing to go by",
                after=float(after[at]) if found else None, **names,
            ))  # fmt: skip
        data[..., columns.at] = after
    refuse(faults, values.place)
    return Outcome(values=values.having(data), notes=tuple(notes))


@check("impute")
def _faults(structure: Structure, settings: Mapping[str, Any]) -> Iterator[str]:
    set_to = dict(settings)
    yield from over_faults(set_to.pop("over", "year"))
    method, per = set_to.pop("method", "mean"), set_to.pop("per", None)
    uses, faults = plan("impute", structure.indicators, method, set_to, per)
    yield from faults
    levels = set(structure.level.values())
    for within in {use.settings.get("within") for use in uses} - {None} - levels:
        yield f"there is no level {within}; the levels are 1 to {max(levels)}"


def _told(use: Use) -> str:
    ways = ", ".join(f"{name} {value}" for name, value in use.settings.items())
    return f"missing: filled in by {use.methods[0].name}" + (f" ({ways})" if ways else "")


def _hollow(columns: Columns) -> Iterator[str]:
    """Indicators without any value, in no year."""
    known = ~np.isnan(columns.data.reshape(-1, len(columns.codes)))
    for number, code in enumerate(columns.codes):
        if not known[:, number].any():
            yield f"{code} has no value at all, so that its gaps cannot be filled; leave it out"


def _given(use: Use, columns: Columns, structure: Structure) -> tuple[dict[str, Any], list[str]]:
    """What the method is given by the verb, and what is lacking, a clause each."""
    values, wants = columns.values, use.methods[0].parameters
    given: dict[str, Any] = {"direction": directions(structure, use.codes)}
    if "blocks" in wants:
        within = use.settings.get("within")
        above = [_above(structure, code, within) for code in use.codes]
        given["blocks"] = np.array([above.index(one) for one in above])
    if "groups" in wants:
        by = use.settings["by"]
        if by not in values.groups:
            return given, [unknown("grouping", by, values.groups)]
        groups = values.groups[by]
        numbers = {group: n for n, group in enumerate(dict.fromkeys(g for g in groups if g))}
        each = np.array([numbers.get(group, -1) if group else -1 for group in groups])
        together = values.years is not None and columns.over == "panel"
        given["groups"] = np.tile(each, len(values.years or ())) if together else each
    if "times" in wants:
        if values.years is None:
            name = use.methods[0].name
            return given, [f"{name} needs the years of a panel, and these values have none"]
        given["times"] = _times(values.years)
    return given, []


def _above(structure: Structure, code: str, level: int | None) -> str | None:
    """The element of a level that a code counts towards; all are one where no level is set."""
    at: str | None = code
    while level is not None and at is not None and structure.level[at] < level:
        at = structure.elements[at].parent
    return None if level is None else at


def _times(years: tuple[str, ...]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Years as numbers, so that a gap of two years is twice as long; else their places."""
    try:
        return np.array([float(year) for year in years])
    except ValueError:
        return np.arange(len(years), dtype=float)
