"""What the columns of a table tell as wholes: every distinct cell of a column, read once.

Rows are read in pieces, but whether 03/04/2014 is in March or in April, and what the comma in
1,234 is, only the whole column can tell.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from karaula.read.connectors.mapped.amounts import Amount, amounts
from karaula.read.connectors.mapped.dates import dates
from karaula.read.connectors.mapped.mapping import Mapping
from karaula.read.connectors.mapped.words import Words


class Whole:
    """The columns of a mapping over all pieces of a table."""

    def __init__(self, mapping: Mapping, words: Words, pieces: Sequence[pa.Table]) -> None:
        self.mapping, self.words = mapping, words
        self._written: dict[str, dict[str, None]] = {}
        for piece in pieces:
            for slot in set(piece.column_names) & mapping.columns.keys():
                seen = self._written.setdefault(slot, {})
                for chunk in piece[slot].chunks:
                    seen.update(dict.fromkeys(chunk.dictionary.to_pylist()))
        self.has = set(self._written) | mapping.constants.keys()
        """Slots that a column or a constant tells."""
        self.areas = cache(self._areas)
        self.dates = cache(self._dates)
        self.amounts = cache(self._amounts)
        self.named = cache(self._named)

    def repaired(self, slot: str) -> Callable[[str], str | None] | None:
        """What to read instead of a cell as written, where the mapping says so."""
        repairs = {
            word.casefold(): value for word, value in self.mapping.words.get(slot, {}).items()
        }
        return (lambda text: repairs.get(text.casefold(), text) or None) if repairs else None

    def _texts(self, slot: str) -> list[str]:
        if slot not in self._written:
            constant = self.mapping.constants.get(slot)
            return [] if constant is None else [str(constant)]
        repair = self.repaired(slot)
        texts: dict[str | None, None] = self._written[slot]  # type: ignore[assignment]
        if repair:
            texts = dict.fromkeys(repair(text) for text in self._written[slot])
        return [text for text in texts if text is not None]

    def _areas(self, slot: str) -> dict[str, str | None]:
        texts = self._texts(slot)
        find = self.words.areas(texts)
        return {text: find(text) for text in texts}

    def _dates(self, slot: str) -> dict[str, str | None]:
        texts = self._texts(slot)
        return dict(zip(texts, dates(texts, self.mapping.dates), strict=True))

    def _amounts(self, slot: str) -> dict[str, Amount | str]:
        """Amounts of a column, or why a cell holds none."""
        texts, units = self._texts(slot), self.words.vocabulary.units

        def base(name: str) -> tuple[str, float]:
            return (units[name].base, units[name].factor) if name in units else ("", 0.0)

        read = amounts(texts, self.words.unit, base, self.mapping.decimal)
        return dict(zip(texts, read, strict=True))

    def _named(self, slot: str, find: Callable[[str], Any]) -> dict[str, Any]:
        """What ``find`` makes of every cell of a column."""
        return {text: find(text) for text in self._texts(slot)}
