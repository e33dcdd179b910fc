"""Values of an index from a table: wide or long, one year or a panel."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from karaula.measure.index.cells import mostly_numbers
from karaula.measure.index.faults import listed, told
from karaula.measure.index.fit import misfits
from karaula.measure.index.frame import Frame, frame
from karaula.measure.index.structure import Element, Structure
from karaula.measure.index.table import Column, Source, Table, load_table
from karaula.measure.index.values import Array, Values, ValuesError
from karaula.read.connectors.sheets import text_of
from karaula.vocabulary.fold import name_key

Roles = dict[str, Column | None]


def read_values(
    source: Source,
    structure: Structure | None = None,
    *,
    denominators: Source | None = None,
    columns: Mapping[str, str | None] | None = None,
    missing: Iterable[str] = (),
    ignore: Collection[str] = (),
    year: str | None = None,
    sheet: str | None = None,
) -> Values:
    """Values of units from a table with a row for each unit, or for each value.

    A wide table has a column for each indicator; a long one has the columns unit, indicator and
    value. A year column makes a panel, or ``year`` picks one. Text columns are groupings of the
    units; columns of numbers that no element claims are denominators, and a table of further
    ``denominators`` is joined by unit (and year). Indicators are told by code or by name; without
    a structure every column of numbers is one. What else there is stands in ``Values.unread``.

    ``columns`` says which column is the ``unit``, ``name``, ``year``, ``indicator`` or ``value``
    where labels do not (None: there is none). ``missing`` are words that stand for a gap, as an
    empty cell does. ``ignore`` are columns to leave aside; of one that both tables have, the
    values' own is left aside.

    Raises :class:`ValuesError` with every fault at once, and a reading error for a damaged file.
    """
    table = load_table(source, sheet)
    words = frozenset(missing)
    role = _roles(table, columns or {})
    assert role["unit"] is not None
    rows = frame(table, role["unit"], role["year"], wanted=year, missing=words)
    rows.unread[:0] = [f"{row} (above the labels)" for row in table.above]
    body = _labelled(rows, role, ignore)
    mine, groups, divisors = _read(rows, role, body, structure)
    data = np.stack(list(mine.values()), axis=-1) if mine else np.empty((*rows.shape, 0))
    faults, unread = rows.faults, rows.unread
    unused = set(ignore).difference(column.label for column in table.columns)
    if denominators is not None:
        more, spare = _denominators(denominators, rows, year, unused)
        place = more.table.place or "denominators"
        further, divisors_too = more.spare(spare)
        twice = (further.keys() | divisors_too) & (groups.keys() | divisors | mine.keys())
        if twice:
            more.faults.append(f"{listed(sorted(twice))} stands in the values too; ignore it there")
        groups, divisors = {**groups, **further}, {**divisors, **divisors_too}
        unused.difference_update(column.label for column in more.table.columns)
        faults += [f"{place}: {fault}" for fault in more.faults]
        unread += [f"{place}: {one}" for one in more.unread]
    if unused:
        faults.append(f"there is no column {listed(sorted(unused))} to ignore; check the name")
    if faults:
        raise ValuesError(told(faults), table.place)
    values = Values(
        units=rows.units, codes=tuple(mine), data=data, years=rows.years, groups=groups,
        year=rows.year, names=rows.texts(role["name"]) if role["name"] is not None else {},
        denominators=divisors, place=table.place, unread=tuple(unread),
    )  # fmt: skip
    if faults := list(misfits(values, structure or _loose(values))):
        raise ValuesError(told(faults), table.place)
    return values


def _loose(values: Values) -> Structure:
    if not values.codes:
        raise ValuesError("no column of numbers", values.place, "give each indicator a column")
    return Structure.of(Element(code=code) for code in values.codes)


def _roles(table: Table, given: Mapping[str, str | None]) -> Roles:
    """Which column says what; ``indicator`` and ``value`` are both None in a wide table."""
    role: Roles = {"unit": table.role("values", "unit", given, text=True)}
    if role["unit"] is None:
        raise ValuesError(
            "no column of unit codes can be told", table.place,
            "say which it is with columns={'unit': LABEL} or --column unit=LABEL; there is "
            + (listed(column.label for column in table.columns) or "no column"),
        )  # fmt: skip
    for name, text in (("year", False), ("indicator", True), ("value", False)):
        role[name] = table.role("values", name, given, text=text, besides=role.values())
    if role["indicator"] is None or role["value"] is None:
        role["indicator"] = role["value"] = None
    role["name"] = table.role("values", "name", given, text=True, besides=role.values())
    return role


def _labelled(rows: Frame, role: Roles, ignore: Collection[str]) -> list[Column]:
    """Columns besides the roles that are not to be ignored and have one label each."""
    labels = [column.label for column in rows.table.columns]
    kept = []
    for column in rows.table.columns:
        if column in role.values():
            continue
        if column.label in ignore:
            rows.unread.append(f"{column.place} is ignored, as asked")
        elif not column.label:
            rows.faults.append(f"{column.place} has cells and no label; name or empty it")
        elif labels.count(column.label) > 1:
            rows.faults.append(f"{column.place}: the label stands twice; rename one")
        else:
            kept.append(column)
    return kept


def _read(
    rows: Frame, role: Roles, body: list[Column], structure: Structure | None
) -> tuple[dict[str, Array], dict[str, tuple[str | None, ...]], dict[str, Array]]:
    """Columns of the indicators, groupings and denominators."""
    elements = structure.elements.values() if structure else ()
    divided_by = {element.denominator for element in elements if element.denominator}
    if role["indicator"] is None or role["value"] is None:
        rows.single()
        named = _claimed(rows, {c.label: c.place for c in body}, structure, divided_by)
        mine = [c for c in body if named.get(c.label) or (
            not structure and c.label not in divided_by and mostly_numbers(c.cells))]  # fmt: skip
        found = {named.get(c.label) or c.label: rows.numbers(c) for c in mine}
        groups, divisors = rows.spare(
            (c for c in body if c not in mine and c.label not in named), divided_by
        )
        return _in_order(found, structure), groups, divisors
    by_name = _long(rows, role["indicator"], role["value"])
    places = {name: f"indicator {name}" for name in by_name}
    named = _claimed(rows, places, structure, divided_by)
    groups, divisors = rows.spare(body, divided_by)
    if structure is None:
        return by_name, groups, divisors
    found = {code: by_name[name] for name, code in named.items() if code}
    others = {name: numbers for name, numbers in by_name.items() if name not in named}
    return _in_order(found, structure), groups, {**others, **divisors}


def _in_order(found: dict[str, Array], structure: Structure | None) -> dict[str, Array]:
    if structure is None:
        return found
    return {code: found[code] for code in structure.indicators if code in found}


def _claimed(
    rows: Frame, places: Mapping[str, str], structure: Structure | None, divided_by: set[str]
) -> dict[str, str | None]:
    """Indicator that each label stands for; None where it is an aggregate, which is not read."""
    if structure is None:
        return {}
    by_key: dict[str, set[str]] = {}
    for code, element in structure.elements.items():
        for name in (code, element.name or code):
            by_key.setdefault(name_key(name), set()).add(code)
    claimed: dict[str, str | None] = {}
    for label, place in places.items():
        meant = {label} if label in structure.elements else by_key.get(name_key(label), set())
        if len(meant) != 1 or (label not in structure.elements and label in divided_by):
            continue
        code = min(meant)
        if code in structure.parts:
            rows.unread.append(f"{place} is the aggregate {code}, which is computed anew")
            claimed[label] = None
        elif code in claimed.values():
            rows.faults.append(f"{place}: another one means {code} too; ignore one of them")
        else:
            claimed[label] = code
    return claimed


def _long(rows: Frame, indicator: Column, value: Column) -> dict[str, Array]:
    """Values by indicator as the table calls it."""
    found: dict[str, Array] = {}
    first: dict[tuple[str, str, str | None], int] = {}
    for row, number in rows.read(value).items():
        shown = rows.table.rows[row]
        if indicator.cells[row] is None:
            rows.faults.append(f"row {shown}, {indicator.place}: no indicator; name it")
            continue
        name, (unit, year) = text_of(indicator.cells[row]), rows.rows[row]
        before = first.setdefault((name, unit, year), shown)
        if before != shown:
            what = f"{name} of {unit}" + (f" in {year}" if year else "")
            rows.faults.append(f"{what} stands in the rows {before}, {shown}; keep one of them")
        found.setdefault(name, np.full(rows.shape, np.nan))[rows.place(row)] = number
    return found


def _denominators(
    source: Source, rows: Frame, year: str | None, ignore: Collection[str]
) -> tuple[Frame, list[Column]]:
    """Another table's rows for the units of the values, and its columns."""
    table = load_table(source)
    role = _roles(table, {"indicator": None, "value": None})
    assert role["unit"] is not None
    wanted = year if role["year"] is not None else None
    more = frame(
        table, role["unit"], role["year"], wanted=wanted, among=rows.units, missing=rows.missing
    )
    more.single()
    if not more.rows and not more.faults:
        more.faults.append(f"has none of the units {listed(rows.units[:3])} …; use the same codes")
    if more.years is not None and rows.years is None:
        more.faults.append("has several years and the values have one; say which with year=")
    elif more.years is not None and rows.years is not None:
        more.rows = {row: key for row, key in more.rows.items() if key[1] in rows.years}
        more.years = rows.years
    return more, _labelled(more, role, ignore)
