"""The connector of a mapping: a table through it to claims."""

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence import Source, Unread
from karaula.evidence.table import schema
from karaula.read.connectors.connector import Dataset, claims_of, fill
from karaula.read.connectors.facts import Assertion
from karaula.read.connectors.mapped.mapping import Mapping
from karaula.read.connectors.mapped.slots import Slots
from karaula.read.connectors.mapped.table import decoded, load_cells
from karaula.read.connectors.mapped.whole import Whole
from karaula.read.connectors.mapped.words import Words
from karaula.read.connectors.reading import header, wanted
from karaula.read.connectors.refused import Refused
from karaula.read.connectors.sheets import Peek
from karaula.read.errors import ReadError
from karaula.vocabulary import Vocabulary

_ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class MappedConnector:
    """A connector that is all mapping, without a script."""

    mapping: Mapping

    @property
    def name(self) -> str:
        return self.mapping.name

    @property
    def version(self) -> int:
        return self.mapping.version

    @property
    def method(self) -> str:
        return f"connector:{self.name}@{self.version}"

    @property
    def looks_for(self) -> str:
        return f"{self.name}: {wanted(self.mapping)}"

    def takes(self, peek: Peek) -> bool:
        return bool(self.mapping.takes.columns) and any(
            header(sheet, self.mapping) is not None for sheet in peek.sheets
        )

    def read(self, path: Path, source: Source, vocabulary: Vocabulary) -> Dataset:
        cells = load_cells(path, self.mapping, source.encoding)
        filled = fill(source, self.mapping)
        whole = Whole(self.mapping, Words(vocabulary), cells.pieces)
        refused, told = cells.refused, Told()
        claims: list[pa.Table] = []
        cells.pieces.reverse()
        while cells.pieces:  # each piece is let go when its claims are made
            slots = Slots(whole, decoded(cells.pieces.pop()))
            slots.read()
            refused += _refused(slots)
            told.add(slots.told)
            claims.append(self._claims(slots, filled))
        kind = self.mapping.kind
        table = pa.concat_tables(claims)
        unread = [*cells.unread, *told.unread(), *_grouped(refused)]
        self._hold(path, table.num_rows, unread)
        return Dataset(filled, {kind: table}, tuple(unread), tuple(refused))

    def _claims(self, slots: Slots, source: Source) -> pa.Table:
        kind, kept = self.mapping.kind, pc.is_null(slots.reasons)
        if not pc.any(kept).as_py():
            return schema(kind).empty_table()
        columns = {
            name: values.filter(kept) if slots.refuses else values
            for name, values in slots.columns.items()
        }
        return claims_of(kind, columns, source, self.method, self.mapping.credibility)

    def _hold(self, path: Path, count: int, unread: list[Unread]) -> None:
        bound = self.mapping.assertions.get(f"{self.mapping.kind}s", Assertion(min=1))
        if count < max(bound.min, 1):
            why = "; ".join(f"{item.place}: {item.reason}" for item in unread[-3:])
            raise ReadError(
                f"{count} rows could be read, and at least {max(bound.min, 1)} are needed ({why})",
                path,
                "check that the mapping fits the table",
            )
        if bound.max is not None and count > bound.max:
            reason = f"{count} rows, more than {bound.max}: doubles?"
            unread.append(Unread(place="whole file", reason=reason))


def _refused(slots: Slots) -> list[Refused]:
    """Rows of a piece that are not read."""
    if not slots.refuses:
        return []
    rows = slots.table.filter(pc.is_valid(slots.reasons))
    return [
        Refused(place, reason, text)
        for place, reason, text in zip(
            rows["locator"].to_pylist(),
            slots.reasons.drop_null().to_pylist(),
            rows["quote"].to_pylist(),
            strict=True,
        )
    ]


@dataclass(slots=True)
class Told:
    """Cells that leave a slot empty over all pieces: the first row of each, and how many."""

    rows: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def add(self, told: list[tuple[str, str, str, int]]) -> None:
        for slot, reason, first, count in told:
            known = self.rows.get((slot, reason), (first, 0))
            self.rows[slot, reason] = (known[0], known[1] + count)

    def unread(self) -> list[Unread]:
        return [
            Unread(
                place=first + (f" and {count - 1} more" if count > 1 else ""),
                reason=f"{slot} is left empty: {reason}" if slot != "unit" else reason,
            )
            for (slot, reason), (first, count) in self.rows.items()
        ]


def _grouped(refused: list[Refused]) -> list[Unread]:
    """Refused rows by their reason, with the first of their places."""
    by_reason: dict[str, list[str]] = {}
    for row in refused:
        by_reason.setdefault(row.reason, []).append(row.place)
    return [
        Unread(place=_listed(places), reason=f"refused: {reason}")
        for reason, places in by_reason.items()
    ]


def _listed(places: list[str]) -> str:
    more = f" and {len(places) - _ROWS_SHOWN} more" if len(places) > _ROWS_SHOWN else ""
    return ", ".join(places[:_ROWS_SHOWN]) + more
