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
from karaula.evidence.table import by_distinct
from karaula.read.connectors.connector import Columns
from karaula.read.connectors.mapped.amounts import Amount, tidy
from karaula.read.connectors.mapped.whole import Whole

_ENDS = ("producing", "departure", "destination")
_SHOWN = 60


@dataclass
class Slots:
    """A piece of a table on its way to claims."""

    whole: Whole
    table: pa.Table
    columns: Columns = field(default_factory=dict)
    told: list[tuple[str, str, str, int]] = field(default_factory=list)
    """Cells that leave a slot empty: the slot, why, the first row and how many there are."""

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
                    text = by_distinct(self.cells(slot), lambda one: " ".join(one.split()), _TEXT)
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
        self.columns["area"] = _lists(self._areas("area", refuse=True))
        for slot in _ENDS:
            if self._has(slot):
                self.columns[slot] = self._areas(slot, refuse=False)
        self.columns["date"] = self._dates("date")
        self._substances(many=True)
        self._quantity()

    def _observation(self) -> None:
        self.columns["area"] = _lists(self._areas("area", refuse=True))
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

    def _areas(self, slot: str, *, refuse: bool) -> pa.Array:
        cells = self.cells(slot)
        found = by_distinct(cells, self.whole.areas(slot).get, _TEXT)
        unknown = pc.and_(pc.is_valid(cells), pc.is_null(found))
        remedy = "add it to vocabulary/areas.yml, or to `missing` in the mapping"
        if refuse:
            self._refuse(unknown, "no area is known as {!r}; " + remedy, cells)
        else:
            self._tell(slot, "no area is known as {!r}; " + remedy, cells, unknown)
        return found

    def _dates(self, slot: str) -> pa.Array:
        cells = self.cells(slot)
        found = by_distinct(cells, self.whole.dates(slot).get, _TEXT)
        reason = "{!r} is no date, or may be two; say in the mapping `dates: day.month.year`"
        self._refuse(pc.and_(pc.is_valid(cells), pc.is_null(found)), reason, cells)
        return found

    def _substances(self, *, many: bool) -> None:
        cells = self.cells("substance")
        named = self.whole.named("substance", self.words.substances)
        found = by_distinct(cells, named.get, pa.list_(_TEXT))
        none = pc.equal(pc.fill_null(pc.list_value_length(found), 0), 0)
        reason = "{!r} is no known substance; add it to vocabulary/substances.yml"
        self._tell("substance", reason, cells, pc.and_(pc.is_valid(cells), none))
        if many:
            self.columns["substance"] = _no_nulls(found)
            self.columns["raw_substance"] = self._as_written("substance")
        else:
            first = {text: next(iter(names), None) for text, names in named.items()}
            self.columns["substance"] = by_distinct(cells, first.get, _TEXT)

    def _quantity(self) -> None:
        cells, units = self.cells("quantity"), self.cells("unit")
        unit = by_distinct(units, lambda one: self.words.unit(one) or one, _TEXT)
        unknown = pc.and_(
            pc.is_valid(units), pc.is_null(by_distinct(units, self.words.unit, _TEXT))
        )
        reason = "no unit is known as {!r}: amounts in it stay as they are"
        self._tell("unit", reason, units, unknown)
        encoded = cells.dictionary_encode()
        read = [self.whole.amounts("quantity")[one] for one in encoded.dictionary.to_pylist()]
        take = encoded.indices

        def column(get: Callable[[Amount], Any], kind: pa.DataType) -> pa.Array:
            values = [get(one) if isinstance(one, Amount) else None for one in read]
            return pa.array(values, kind).take(take)

        faults = pa.array([one if isinstance(one, str) else None for one in read], _TEXT).take(take)
        own = column(lambda one: one.unit, _TEXT)
        stated = (
            "unit" not in self.mapping.constants
        )  # what is said of all rows, a cell may correct
        both = pc.and_(pc.and_(pc.is_valid(own), pc.is_valid(unit)), stated)
        self._refuse(pc.is_valid(faults), "{}", faults)
        other = pc.fill_null(pc.and_(both, pc.not_equal(own, unit)), False)
        self._refuse(other, "its amount has another unit than {!r}", units)
        unit = pc.coalesce(own, unit)
        quantity, high = column(lambda one: one.value, _NUMBER), column(lambda o: o.high, _NUMBER)
        mass = by_distinct(unit, self._mass, _NUMBER)
        positive = pc.greater_equal(quantity, 0)
        kg = pc.if_else(positive, _tidy(pc.multiply(quantity, mass)), None)
        if not self._has("kg"):
            self.columns["kg"] = kg
            self.columns["kg_max"] = _tidy(pc.multiply(high, mass))
        self.columns |= {
            "quantity": quantity,
            "unit": unit,
            "qualifier": pc.fill_null(column(lambda one: one.qualifier, _TEXT), "exact"),
            "raw_quantity": _joined(cells, self._as_written("unit")),
        }
        if not self._has("packages"):
            self.columns["packages"] = column(lambda one: one.packages, pa.int64())

    def _mass(self, name: str) -> float | None:
        unit = self.words.vocabulary.units.get(name)
        return unit.factor if unit and unit.dimension == "mass" else None

    def _number(self, slot: str, scalar: type) -> None:
        cells = self.cells(slot)
        encoded = cells.dictionary_encode()
        read = [self.whole.amounts(slot)[one] for one in encoded.dictionary.to_pylist()]
        plain = [one if isinstance(one, str) or one.unit is None else "has a unit" for one in read]
        faults = pa.array([one if isinstance(one, str) else None for one in plain], _TEXT)
        self._refuse(pc.is_valid(faults.take(encoded.indices)), "{}", faults.take(encoded.indices))
        values = [one.value if isinstance(one, Amount) else None for one in plain]
        if scalar is int:
            whole = [None if one is None or one % 1 else int(one) for one in values]
            self.columns[slot] = pa.array(whole, pa.int64()).take(encoded.indices)
        else:
            self.columns[slot] = pa.array(values, _NUMBER).take(encoded.indices)

    def _named(self, slot: str, find: Callable[[str], str | None], remedy: str) -> pa.Array:
        cells = self.cells(slot)
        found = by_distinct(cells, self.whole.named(slot, find).get, _TEXT)
        unknown = pc.and_(pc.is_valid(cells), pc.is_null(found))
        self._refuse(unknown, f"no {slot} is known as {{!r}}; {remedy}", cells)
        return found

    def _refuse(self, mask: Any, reason: str, cells: pa.Array | None = None) -> None:
        """Give the rows of a mask their reason, unless they have one."""
        if not pc.any(mask).as_py():
            return
        if cells is None:
            words = pa.repeat(pa.scalar(reason), len(self))
        else:
            words = by_distinct(cells, lambda one: reason.format(one[:_SHOWN]), _TEXT)
        self.reasons = pc.coalesce(self.reasons, pc.if_else(mask, words, pa.scalar(None, _TEXT)))

    def _tell(self, slot: str, reason: str, cells: pa.Array, mask: pa.Array) -> None:
        """List the distinct cells of a mask, each with the first of its rows."""
        rows = pa.table({"cell": cells, "place": self.table["locator"]}).filter(mask)
        counts = [("place", "first"), ("place", "count")]
        found = rows.group_by("cell", use_threads=False).aggregate(counts).to_pylist()
        for item in found:
            said = reason.format(item["cell"][:_SHOWN])
            self.told.append((slot, said, item["place_first"], item["place_count"]))


_TEXT, _NUMBER = pa.string(), pa.float64()


def _lists(values: pa.Array) -> pa.Array:
    """Each value as a list of one; empty ones as an empty list."""
    valid = pc.cast(pc.is_valid(values), pa.int32()).to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(valid)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), values.drop_null())


def _joined(amount: pa.Array, unit: pa.Array) -> pa.Array:
    """An amount with its unit as written; nothing where there is no amount."""
    return pc.coalesce(pc.binary_join_element_wise(amount, unit, " "), amount)


def _no_nulls(lists: pa.Array) -> pa.Array:
    """Lists with an empty one where there was none."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), lists.flatten())


def _tidy(values: pa.Array) -> pa.Array:
    return by_distinct(values, tidy, _NUMBER)
