"""Columns of text to slots of claims; each distinct cell is read once.

What cannot be read refuses its row or leaves a slot empty, and is told either way.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence.claim import slot_types
from karaula.evidence.table import by_distinct, tidied
from karaula.read.connectors.connector import Columns
from karaula.read.connectors.mapped.dates import no_date, short_year
from karaula.read.connectors.mapped.mapping import ENDS
from karaula.read.connectors.mapped.whole import Whole

_SHOWN = 60
_ADD = "add it to vocabulary/areas.yml, or to `missing` in the mapping"


@dataclass
class Slots:
    """A piece of a table on its way to claims."""

    whole: Whole
    table: pa.Table
    columns: Columns = field(default_factory=dict)
    told: list[tuple[str, str, int]] = field(default_factory=list)
    """What is told of cells: what, the first row and how many there are."""

    def __post_init__(self) -> None:
        self.reasons = pa.nulls(len(self), pa.string())
        self.columns = {name: self.table[name] for name in ("locator", "quote")}
        self.mapping = self.whole.mapping
        self.words = self.whole.words

    def read(self) -> None:
        """Fill ``columns``; ``reasons`` says of each row why it is refused, if it is."""
        kind = self.mapping.kind
        if kind == "incident":
            self._incident()
        else:
            self._observation()
        types = slot_types(kind)
        for slot in (*self.mapping.columns, *self.mapping.constants):
            if slot not in self.columns and self._has(slot):
                scalar, is_list = types[slot]
                if scalar is str:
                    text = _on_one_line(self.cells(slot))
                    self.columns[slot] = _lists(text) if is_list else text
                else:
                    self._number(slot, scalar)

    @property
    def refuses(self) -> bool:
        """Whether any row is refused."""
        return bool(self.reasons.null_count < len(self))

    def _has(self, slot: str) -> bool:
        return slot in self.whole.has

    def cells(self, slot: str) -> pa.Array:
        """A column as written, or what is said of all rows; words to be read as others are so."""
        cells = self._as_written(slot)
        repair = self.whole.repaired(slot)
        return by_distinct(cells, repair, _TEXT) if repair else cells

    def _as_written(self, slot: str) -> pa.Array:
        if slot in self.table.column_names:
            return self.table[slot].combine_chunks()
        constant = self.mapping.constants.get(slot)
        return pa.repeat(pa.scalar(None if constant is None else str(constant), _TEXT), len(self))

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def _incident(self) -> None:
        self.columns["type"] = pc.fill_null(self.cells("type"), "seizure")
        self.columns["area"] = _lists(self._seizing())
        for slot in ENDS:
            if self._has(slot):
                self.columns[slot] = self._end(slot)
        self.columns["date"] = self._dates("date")
        self._substances(many=True)
        self._quantity()
        if self._has("money"):
            self._money()
        nothing = pc.and_(pc.is_null(self.cells("substance")), pc.is_null(self.cells("quantity")))
        self._refuse(nothing, "names neither a drug nor an amount")
        for slot in ("area", "date"):
            if self._has(slot):
                reason = f"names no {slot}; a cell that counts for the rows below stands in each"
                self._tell(reason, pc.and_(pc.is_null(self.cells(slot)), pc.is_null(self.reasons)))

    def _observation(self) -> None:
        self.columns["area"] = _lists(self._areas("area"))
        self.columns["period"] = self._dates("period")
        if self._has("substance"):
            self._substances(many=False)
        names = self._named(
            "indicator", self.words.indicator, "add it to vocabulary/indicators.yml"
        )
        self._refuse(pc.is_null(self.cells("indicator")), "has no indicator")
        self.columns["indicator"] = names
        usual = by_distinct(names, lambda one: self.words.vocabulary.indicators[one].unit, _TEXT)
        given = self._named("unit", self.words.unit, "add it to vocabulary/units.yml")
        self.columns["unit"] = pc.coalesce(given, usual)
        self.columns["raw_unit"] = self.cells("unit")
        self.columns["raw_value"] = self.cells("value")
        self._number("value", float)
        self._refuse(pc.is_null(self.cells("value")), "has no value: a gap, not a zero")

    def _seizing(self) -> pa.Array:
        """The country of a seizure: as it is written, alone or beside a place, else that of its
        place."""
        found, places = self._areas("area", self.words.area_beside), self.cells("place")
        silent = pc.and_(pc.is_null(self.cells("area")), pc.is_valid(places))
        return self._of_places(found, pc.if_else(silent, places, None))

    def _of_places(self, found: pa.Array, places: pa.Array) -> pa.Array:
        """Areas, and where none is found that of the place that a cell names, which is told."""
        unknown = pc.if_else(pc.is_null(found), places, None)
        more = by_distinct(unknown, self.words.area_of_place, _TEXT)
        self._tell("its area is that of the place that it names", pc.is_valid(more))
        return pc.coalesce(found, more)

    def _areas(self, slot: str, beside: Callable[[str], str | None] | None = None) -> pa.Array:
        """Areas that cells name as a whole, or ``beside`` something; others refuse their row."""
        cells = self.cells(slot)
        find = self.whole.area(slot)
        found = by_distinct(
            cells, lambda text: find(text) or (beside(text) if beside else None), _TEXT
        )
        unknown = pc.and_(pc.is_valid(cells), pc.is_null(found))
        self._refuse(unknown, "no area is known as {!r}; " + _ADD, cells)
        return found

    def _end(self, slot: str) -> pa.Array:
        """Countries of departure and the like: one that is not known leaves the slot empty."""
        cells = self.cells(slot)
        found = self._of_places(by_distinct(cells, self.whole.area(slot), _TEXT), cells)
        unknown = pc.and_(pc.is_valid(cells), pc.is_null(found))
        self._leave(slot, "no area is known as {!r}; " + _ADD, cells, unknown)
        return found

    def _dates(self, slot: str) -> pa.Array:
        cells = self.cells(slot)
        encoded = cells.dictionary_encode()
        read = self.whole.dates(slot, encoded.dictionary.to_pylist())
        found = pa.array(read, _TEXT).take(encoded.indices)
        self._refuse_for(pc.and_(pc.is_valid(cells), pc.is_null(found)), no_date, cells)
        short = by_distinct(cells, short_year, pa.bool_())
        reason = "a year of two digits is taken for one from 1950 to 2049"
        self._tell(reason, pc.and_(pc.is_valid(found), pc.fill_null(short, False)))
        return found

    def _substances(self, *, many: bool) -> None:
        cells = self.cells("substance")
        found = by_distinct(cells, self.words.substances, pa.list_(_TEXT))
        none = pc.equal(pc.fill_null(pc.list_value_length(found), 0), 0)
        reason = "{!r} is no known substance; add it to vocabulary/substances.yml"
        self._leave("substance", reason, cells, pc.and_(pc.is_valid(cells), none))
        if many:
            self.columns["substance"] = _no_nulls(found)
            self.columns["raw_substance"] = self._as_written("substance")
        else:
            first = lambda one: next(iter(self.words.substances(one)), None)  # noqa: E731
            self.columns["substance"] = by_distinct(cells, first, _TEXT)

    def _quantity(self) -> None:
        cells, units = self.cells("quantity"), self.cells("unit")
        unit = by_distinct(units, lambda one: self.words.unit(one) or one, _TEXT)
        unknown = pc.and_(
            pc.is_valid(units), pc.is_null(by_distinct(units, self.words.unit, _TEXT))
        )
        self._leave("", "no unit is known as {!r}: amounts in it stay as they are", units, unknown)
        encoded = cells.dictionary_encode()
        read, take = self.whole.amounts("quantity", encoded.dictionary), encoded.indices
        own, faults = read.unit.take(take), read.fault.take(take)
        # What is said of all rows, a cell may correct.
        stated = "unit" in self.mapping.columns
        both = pc.and_(pc.and_(pc.is_valid(own), pc.is_valid(unit)), stated)
        self._refuse_for(pc.is_valid(faults), str, faults)
        money = pc.is_valid(by_distinct(own, self._currency, _TEXT))
        self._refuse(money, "{!r} is no amount of goods but of money", cells)
        other = pc.fill_null(pc.and_(both, pc.not_equal(own, unit)), False)
        self._refuse(other, "its amount has another unit than {!r}", units)
        unit = pc.coalesce(own, unit)
        quantity, high = read.value.take(take), read.high.take(take)
        mass = by_distinct(unit, self._mass, _NUMBER)
        positive = pc.greater_equal(quantity, 0)
        kg = pc.if_else(positive, _tidy(pc.multiply(quantity, mass)), None)
        if not self._has("kg"):
            self.columns["kg"] = kg
            self.columns["kg_max"] = _tidy(pc.multiply(high, mass))
        self.columns |= {
            "quantity": quantity,
            "unit": unit,
            "qualifier": pc.fill_null(read.qualifier.take(take), "exact"),
            "raw_quantity": _joined(cells, self._as_written("unit")),
        }
        if not self._has("packages"):
            self.columns["packages"] = read.packages.take(take)

    def _money(self) -> None:
        """Money in the currency that the cell itself names, else its column or the mapping."""
        cells, named = self.cells("money"), self.cells("currency")
        encoded = cells.dictionary_encode()
        read, take = self.whole.amounts("money", encoded.dictionary), encoded.indices
        beside = by_distinct(named, lambda one: self._currency(self.words.unit(one)), _TEXT)
        self._leave("currency", "{!r} is none", named, _unread(named, beside))
        own = read.unit.take(take)
        currency = by_distinct(own, self._currency, _TEXT)
        value = read.value.take(take)
        high, other = pc.is_valid(read.high.take(take)), _unread(own, currency)
        none = pc.or_(pc.fill_null(pc.less(value, 0), False), pc.or_(high, other))
        none = pc.or_(none, pc.is_valid(read.fault.take(take)))
        self._leave("money", "{!r} is no sum of money", cells, pc.and_(pc.is_valid(cells), none))
        currency = pc.coalesce(currency, pc.if_else(pc.is_valid(own), None, beside))
        value = pc.if_else(none, None, value)
        lost = pc.and_(pc.is_valid(value), pc.is_null(currency))
        self._leave(
            "money", "nothing tells the currency of {!r}; say it in the mapping", cells, lost
        )
        value = pc.if_else(lost, None, value)
        told, kind = pc.is_valid(value), pc.fill_null(self.cells("money_kind"), "value")
        self.columns |= {
            "money": value,
            "currency": pc.if_else(told, currency, None),
            "money_kind": pc.if_else(told, kind, None),
            "raw_money": pc.if_else(told, _joined(cells, self._as_written("currency")), None),
        }

    def _currency(self, unit: str | None) -> str | None:
        """The code of a currency; ``None`` for any other unit."""
        return unit.upper() if unit and self.words.is_money(unit) else None

    def _mass(self, name: str) -> float | None:
        unit = self.words.vocabulary.units.get(name)
        return unit.factor if unit and unit.dimension == "mass" else None

    def _number(self, slot: str, scalar: type) -> None:
        """Numbers of a slot: one that cannot be read refuses an observation, whose value it is,
        and leaves a slot of an incident empty."""
        encoded = self.cells(slot).dictionary_encode()
        texts = encoded.dictionary
        read = self.whole.amounts(slot, texts)
        more = pc.or_(pc.is_valid(read.unit), pc.is_valid(read.high))
        part = pc.fill_null(pc.not_equal(read.value, pc.floor(read.value)), False)
        shown = pc.utf8_slice_codeunits(texts, 0, _SHOWN)
        whys = [(more, "is not one number without a unit")]
        whys += [(part, "is no whole number")] if scalar is int else []
        fault = read.fault
        for mask, why in whys:
            said = pc.binary_join_element_wise("'", shown, "' " + why, "")
            fault = pc.coalesce(fault, pc.if_else(mask, said, pa.scalar(None, _TEXT)))
        why = fault.take(encoded.indices)
        if self.mapping.kind == "observation":
            self._refuse_for(pc.is_valid(why), str, why)
        else:
            self._leave(slot, "{}", why, pc.is_valid(why))
        values = pc.if_else(pc.is_valid(fault), pa.scalar(None, _NUMBER), read.value)
        kind = pa.int64() if scalar is int else _NUMBER
        self.columns[slot] = values.cast(kind).take(encoded.indices)

    def _named(self, slot: str, find: Callable[[str], str | None], remedy: str) -> pa.Array:
        cells = self.cells(slot)
        found = by_distinct(cells, find, _TEXT)
        unknown = pc.and_(pc.is_valid(cells), pc.is_null(found))
        self._refuse(unknown, f"no {slot} is known as {{!r}}; {remedy}", cells)
        return found

    def _refuse(self, mask: Any, reason: str, cells: pa.Array | None = None) -> None:
        """Give the rows of a mask their reason, unless they have one."""
        if cells is None:
            cells = pa.repeat(pa.scalar(""), len(self))
        self._refuse_for(mask, lambda one: reason.format(one[:_SHOWN]), cells)

    def _refuse_for(self, mask: Any, why: Callable[[str], str], cells: pa.Array) -> None:
        """Give the rows of a mask the reason that their cell has."""
        if pc.any(mask).as_py():
            words = by_distinct(pc.if_else(mask, cells, None), why, _TEXT)
            self.reasons = pc.coalesce(self.reasons, words)

    def _leave(self, slot: str, reason: str, cells: pa.Array, mask: pa.Array) -> None:
        """Tell of the cells of a mask that they leave a slot empty, each with its first row."""
        rows = pa.table({"cell": cells, "place": self.table["locator"]}).filter(mask)
        counts = [("place", "first"), ("place", "count")]
        before = f"{slot} is left empty: " if slot else ""
        for item in rows.group_by("cell", use_threads=False).aggregate(counts).to_pylist():
            said = before + reason.format(item["cell"][:_SHOWN])
            self.told.append((said, item["place_first"], item["place_count"]))

    def _tell(self, reason: str, mask: pa.Array) -> None:
        """Tell something of the rows of a mask."""
        places = self.table["locator"].filter(mask)
        if len(places):
            self.told.append((reason, places[0].as_py(), len(places)))


_TEXT, _NUMBER = pa.string(), pa.float64()


def _on_one_line(cells: pa.Array) -> pa.Array:
    """Texts with single blanks between their words."""
    odd = pc.match_substring_regex(
        cells, r"\s\s|[\t\n\r\v\f\x{a0}\x{2000}-\x{200a}\x{202f}\x{3000}]"
    )
    if not pc.any(odd).as_py():
        return cells
    return by_distinct(cells, lambda one: " ".join(one.split()), _TEXT)


def _lists(values: pa.Array) -> pa.Array:
    """Each value as a list of one; empty ones as an empty list."""
    valid = pc.cast(pc.is_valid(values), pa.int32()).to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(valid)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), values.drop_null())


def _unread(cells: pa.Array, found: pa.Array) -> pa.Array:
    """Cells that say something in which nothing was found."""
    return pc.and_(pc.is_valid(cells), pc.is_null(found))


def _joined(amount: pa.Array, unit: pa.Array) -> pa.Array:
    """An amount with its unit as written; nothing where there is no amount."""
    return pc.coalesce(pc.binary_join_element_wise(amount, unit, " "), amount)


def _no_nulls(lists: pa.Array) -> pa.Array:
    """Lists with an empty one where there was none."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), lists.flatten())


def _tidy(values: pa.Array) -> pa.Array:
    numbers = np.asarray(values.to_numpy(zero_copy_only=False), float)
    return pa.array(tidied(numbers), from_pandas=True)
