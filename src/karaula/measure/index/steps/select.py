"""Select: which indicators, units and years an index is made of."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from karaula.measure.index.chain import ChainError, Note, Outcome, check, verb
from karaula.measure.index.faults import told, unknown
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Values


@verb
def select(
    values: Values, structure: Structure, *,
    keep: Collection[str] | None = None, drop: Collection[str] = (),
    keep_units: Collection[str] | None = None, drop_units: Collection[str] = (),
    keep_years: Collection[str] | None = None, drop_years: Collection[str] = (),
    where: Mapping[str, str | Collection[str]] | None = None,
) -> Outcome:  # fmt: skip
    """Keep or drop elements, units and years.

    An aggregate in ``keep`` or ``drop`` stands for all below it; an aggregate that is left without
    parts goes too. ``where`` keeps the units of some groups: ``{"continent": "Europe"}``. Raises
    :class:`ChainError` with everything that is asked for and not there, where nothing is left, and
    for elements that are dropped when they are aggregated already.
    """
    faults = [
        *_unknown("unit", (*(keep_units or ()), *drop_units), values.units),
        *_unknown("year", (*(keep_years or ()), *drop_years), values.years or ()),
    ]
    units = _kept(values.units, keep_units, drop_units)
    for grouping, groups in (where or {}).items():
        if grouping not in values.groups:
            faults.append(unknown("grouping", grouping, values.groups))
            continue
        wanted = {groups} if isinstance(groups, str) else set(groups)
        of = dict(zip(values.units, values.groups[grouping], strict=True))
        there = {group for group in of.values() if group is not None}
        faults += _unknown(f"group of {grouping}", sorted(wanted), sorted(there))
        units = [unit for unit in units if of[unit] in wanted]
    years = _kept(values.years or (), keep_years, drop_years)
    gone = _dropped(structure, keep, drop)
    if gone and set(structure.aggregates) & set(values.codes):
        faults.append("elements are aggregated already; select them before aggregate, or rebuild")
    if not faults and not units:
        faults.append("no unit is left; keep at least one")
    if not faults and values.years is not None and not years:
        faults.append("no year is left; keep at least one")
    if faults:
        raise ChainError(told([f"select: {fault}" for fault in faults]), values.place)
    left = structure.without(gone) if gone else structure
    found = values.of_units(units).of_codes([c for c in values.codes if c in left.elements])
    if values.years is not None:
        found = found.of_years(years)
    notes = (
        *(Note(text="left out", code=code) for code in structure.elements
          if code not in left.elements),
        *(Note(text="left out", unit=unit) for unit in values.units if unit not in found.units),
        *(Note(text="left out", year=year) for year in values.years or () if year not in years),
    )  # fmt: skip
    return Outcome(values=found, structure=left, notes=notes)


@check("select")
def _faults(structure: Structure, settings: Mapping[str, Any]) -> Iterator[str]:
    for name in ("keep", "drop", "keep_units", "drop_units", "keep_years", "drop_years"):
        if isinstance(settings.get(name), str):
            yield f"{name} is one text; write a list: [{settings[name]}]"
            return
    keep, drop = settings.get("keep"), settings.get("drop") or ()
    yield from _unknown("element", (*(keep or ()), *drop), structure.elements)
    gone = _dropped(structure, keep, drop)
    if set(structure.indicators) <= gone:
        yield "no indicator is left; keep at least one"


def _dropped(structure: Structure, keep: Collection[str] | None, drop: Collection[str]) -> set[str]:
    """Indicators that go."""
    known = structure.elements
    kept = {i for code in keep or () if code in known for i in structure.below(code)}
    gone = {i for code in drop if code in known for i in structure.below(code)}
    return gone if keep is None else gone | (set(structure.indicators) - kept)


def _kept(names: Sequence[str], keep: Collection[str] | None, drop: Collection[str]) -> list[str]:
    wanted = names if keep is None else keep
    return [name for name in names if name in wanted and name not in drop]


def _unknown(kind: str, asked: Collection[str], there: Collection[str]) -> Iterator[str]:
    for name in dict.fromkeys(asked):
        if name not in there:
            yield unknown(kind, str(name), map(str, there))
