"""Amounts that stand in columns side by side, one for each unit or for each drug."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karaula.read.connectors.mapped.columns import Column, numeric, score, unit_in
from karaula.read.connectors.mapped.dates import dates
from karaula.read.connectors.mapped.mapping import AmountColumn
from karaula.read.connectors.mapped.words import Words

Beside = list[tuple[Column, AmountColumn]]
"""Columns of amounts, and what they are of."""

_ZERO = r"^0+(?:[.,]0+)?$"
_TEXT = pa.string()
_FIRST = ("mass", "volume")
"""Kinds of units of which an amount says most."""
_DAY = len("2024-05-06")


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows with one amount each, in their order, and the rows of which a cell was left out."""

    rows: pa.Table
    left_out: list[tuple[AmountColumn, pa.Table]]


def one_amount(table: pa.Table, amounts: Sequence[AmountColumn], numbers: Set[str]) -> Taken:
    """A row for each drug of which one of the columns holds an amount.

    Of the columns of one drug, or of none, the first that says something tells the amount: what is
    told in kilograms and in pieces was seized once. A zero beside another amount says nothing, nor
    does one in the column of a drug. What names no amount at all stays one row. Other ``numbers``
    of a row, such as arrests, stay with its first drug.
    """
    size = table.num_rows
    rest = table.drop_columns([one.slot for one in amounts])
    everywhere = np.arange(size)
    places: list[np.ndarray] = []
    quantities: list[pa.Array] = []
    units: list[pa.Array] = []
    drugs: list[pa.Array] = []
    left_out = []
    bare = np.ones(size, bool)
    for drug in dict.fromkeys(one.substance for one in amounts):
        quantity, unit = pa.nulls(size, _TEXT), pa.nulls(size, _TEXT)
        zero, zero_unit = quantity, unit
        for column in amounts:
            if column.substance != drug:
                continue
            cells = table[column.slot].cast(_TEXT).combine_chunks()
            none = pc.fill_null(pc.match_substring_regex(cells, _ZERO), True)
            said = pc.if_else(none, None, cells)
            beside = pc.and_(pc.is_valid(quantity), pc.is_valid(said))
            if pc.any(beside).as_py():
                left_out.append((column, table.filter(beside)))
            own = pa.scalar(column.unit, _TEXT)
            fresh = pc.and_(pc.is_null(quantity), pc.is_valid(said))
            quantity, unit = pc.coalesce(quantity, said), pc.if_else(fresh, own, unit)
            first = pc.and_(pc.is_null(zero), pc.is_valid(cells))
            zero, zero_unit = pc.coalesce(zero, cells), pc.if_else(first, own, zero_unit)
        if drug is None:
            unit = pc.if_else(pc.is_null(quantity), zero_unit, unit)
            quantity = pc.coalesce(quantity, zero)
        here = np.asarray(pc.is_valid(quantity))
        bare &= ~here
        places.append(everywhere[here])
        quantities.append(quantity.filter(pa.array(here)))
        units.append(unit.filter(pa.array(here)))
        drugs.append(pa.repeat(pa.scalar(drug, _TEXT), int(here.sum())))
    places.append(everywhere[bare])
    for parts in (quantities, units, drugs):
        parts.append(pa.nulls(int(bare.sum()), _TEXT))
    place = np.concatenate(places)
    order = np.argsort(place, kind="stable")
    place = place[order]
    rows = rest.take(pa.array(place))
    again = pa.array(np.append(False, place[1:] == place[:-1])[: len(place)])
    for slot in numbers & {*rows.column_names}:
        told_once = pc.if_else(again, None, rows[slot].cast(_TEXT)).combine_chunks()
        at = rows.schema.get_field_index(slot)
        rows = rows.set_column(at, slot, told_once.dictionary_encode())
    told = {"quantity": quantities}
    told |= {"unit": units} if any(one.unit for one in amounts) else {}
    told |= {"substance": drugs} if any(one.substance for one in amounts) else {}
    for slot, parts in told.items():
        column = pa.concat_arrays(parts).take(pa.array(order)).dictionary_encode()
        rows = rows.append_column(slot, column)
    return Taken(rows, left_out)


def amounts_beside(columns: list[Column], slots: dict[str, Column], words: Words) -> Beside:
    """Columns of amounts of single seizures where there are several, the weights first."""
    if "area" not in slots and "place" not in slots:
        return []
    taken = [one for slot, one in slots.items() if slot not in ("quantity", "value")]
    free = [one for one in columns if one.cells and not any(one is other for other in taken)]
    found = [(column, of) for column in free if (of := _amounts(column, words))]
    found.sort(key=lambda one: _rank(one[1].unit, words))
    if "substance" in slots:
        return _by_unit(found, slots)
    drugs = [one for one in found if one[1].substance]
    # Of months and years the amounts of drugs are totals.
    return drugs if len(drugs) > 1 and _to_the_day(slots) else []


def _by_unit(found: Beside, slots: dict[str, Column]) -> Beside:
    units = [one for one in found if one[1].unit and not one[1].substance]
    several = len({of.unit for _, of in units}) == len(units) > 1
    return units if several and "date" in slots and "unit" not in slots else []


def _amounts(column: Column, words: Words) -> AmountColumn | None:
    if not numeric(column, words):
        return None
    label, unit = unit_in(column.label, words)
    if words.is_money(unit):
        return None
    drugs = words.substances(label)
    if len(drugs) == 1:
        return AmountColumn(label=column.label, unit=unit, substance=drugs[0])
    named = unit and (words.unit(label) or score("quantity", column, words))
    return AmountColumn(label=column.label, unit=unit) if named and not drugs else None


def _rank(unit: str | None, words: Words) -> int:
    known = words.vocabulary.units.get(unit or "")
    dimension = known.dimension if known else ""
    return _FIRST.index(dimension) if dimension in _FIRST else len(_FIRST)


def _to_the_day(slots: dict[str, Column]) -> bool:
    """Whether most dates are days."""
    cells = slots["date"].cells if "date" in slots else []
    told = dates(cells, "day.month.year")
    return 2 * sum(date is not None and len(date) >= _DAY for date in told) > len(cells)
