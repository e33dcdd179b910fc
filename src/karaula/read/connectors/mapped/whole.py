"""What the columns of a table tell as wholes.

Rows are read in pieces, but whether 03/04/2014 is in March or in April, and what the comma in
1,234 is, only the whole column can tell. What is kept of a column does not grow with its length.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

import pyarrow as pa

from karaula.evidence.claim import slot_types
from karaula.evidence.table import by_distinct
from karaula.read.connectors.mapped.amounts import (
    AmountColumns,
    Signs,
    amount_columns,
    amounts,
    signs_in,
)
from karaula.read.connectors.mapped.dates import Order, dates, order_of
from karaula.read.connectors.mapped.mapping import ENDS, Mapping
from karaula.read.connectors.mapped.words import Words, are_codes

_AREAS = ("area", *ENDS)
_DATES = ("date", "period")

_NAMES = 10_000
"""Distinct cells of a column of areas that are kept."""


class Whole:
    """The columns of a mapping over all pieces of a table, once each has been looked at."""

    def __init__(self, mapping: Mapping, words: Words) -> None:
        self.mapping, self.words = mapping, words
        self.has = set(mapping.constants)
        """Slots that a column or a constant tells."""
        self._orders: dict[str, Order] = defaultdict(Order)
        self._signs: dict[str, Signs] = defaultdict(Signs)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._types = slot_types(mapping.kind)
        for slot, value in mapping.constants.items():
            self._learn(slot, pa.array([str(value)]))

    def look(self, piece: pa.Table) -> None:
        """Learn what the cells of a piece tell of their columns."""
        named = set(piece.column_names) & self._types.keys()
        self.has |= named
        for slot in named:
            if not isinstance(piece[slot].type, pa.DictionaryType):
                continue  # its words are only kept
            repair = self.repaired(slot)
            for chunk in piece[slot].chunks:
                texts = chunk.dictionary.drop_null()
                self._learn(slot, by_distinct(texts, repair, pa.string()) if repair else texts)

    def _learn(self, slot: str, texts: pa.Array) -> None:
        if slot in _DATES:
            self._orders[slot] |= order_of(texts.drop_null().to_pylist())
        elif slot in _AREAS:
            names = self._names[slot]
            names.update(texts.drop_null().to_pylist()[: max(_NAMES - len(names), 0)])
        elif self._types[slot][0] is not str:
            self._signs[slot] |= signs_in(texts)

    def repaired(self, slot: str) -> Callable[[str], str | None] | None:
        """What to read instead of a cell as written, where the mapping says so."""
        repairs = {
            word.casefold(): value for word, value in self.mapping.words.get(slot, {}).items()
        }
        return (lambda text: repairs.get(text.casefold(), text) or None) if repairs else None

    def area(self, slot: str) -> Callable[[str], str | None]:
        """A finder of the areas that the cells of a column name."""
        return self.words.areas(codes=are_codes(self._names[slot]))

    def dates(self, slot: str, texts: Sequence[str]) -> list[str | None]:
        """Dates of some cells of a column; ``None`` where a cell holds none."""
        order, numbers = self.mapping.dates, self.mapping.day_numbers
        return dates(texts, order, self._orders[slot], numbers)

    def amounts(self, slot: str, texts: pa.Array) -> AmountColumns:
        """Amounts of some cells of a column, or why a cell holds none."""
        units, decimal, signs = self.words.vocabulary.units, self.mapping.decimal, self._signs[slot]
        if signs == Signs():
            # Who wrote the table wrote its other columns alike.
            signs = reduce(or_, self._signs.values(), signs)

        def base(name: str) -> tuple[str, float]:
            return (units[name].base, units[name].factor) if name in units else ("", 0.0)

        return amount_columns(
            texts, lambda cells: amounts(cells, self.words.unit, base, decimal, signs)
        )
