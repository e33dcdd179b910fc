"""The connector of a mapping: a table through it to claims."""

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence import Source, Unread
from karaula.evidence.table import schema
from karaula.lake.spool import GrowingTable, SpooledTable
from karaula.read.connectors.connector import Dataset, claims_of, fill
from karaula.read.connectors.facts import Assertion
from karaula.read.connectors.mapped.mapping import Mapping
from karaula.read.connectors.mapped.slots import Slots
from karaula.read.connectors.mapped.table import Cells, decoded
from karaula.read.connectors.mapped.whole import Whole
from karaula.read.connectors.mapped.words import Words
from karaula.read.connectors.reading import header, wanted
from karaula.read.connectors.refused import Refused, RefusedRows
from karaula.read.connectors.sheets import Peek
from karaula.read.errors import ReadError
from karaula.vocabulary import Vocabulary

_MOST = 1_000
"""Things that are told one by one of a table."""

_MORE = "other cells leave a slot empty too"


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
        cells = Cells(path, self.mapping, source.encoding)
        filled = fill(source, self.mapping)
        whole, told = Whole(self.mapping, Words(vocabulary)), Told()
        for piece in cells.first():
            whole.look(piece)
        claims = GrowingTable(schema(self.mapping.kind))
        for piece in cells.again():
            slots = Slots(whole, decoded(piece))
            slots.read()
            cells.refused.add(_refused(slots))
            told.add(slots.told)
            claims.add(self._claims(slots, filled))
        cells.refused.sort()
        unread = [*cells.unread, *told.unread(), *_grouped(cells.refused)]
        self._hold(path, claims.num_rows, unread)
        found: dict[str, pa.Table | SpooledTable] = {self.mapping.kind: claims.finished()}
        return Dataset(filled, found, tuple(unread), cells.refused)

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
    """What is told of cells over all pieces: the first row of each, and how many."""

    rows: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add(self, told: list[tuple[str, str, int]]) -> None:
        for reason, first, count in told:
            said = reason if reason in self.rows or len(self.rows) < _MOST else _MORE
            known = self.rows.get(said, (first, 0))
            self.rows[said] = (known[0], known[1] + count)

    def unread(self) -> list[Unread]:
        return [
            Unread(place=first + (f" and {count - 1} more" if count > 1 else ""), reason=reason)
            for reason, (first, count) in self.rows.items()
        ]


def _grouped(refused: RefusedRows) -> list[Unread]:
    """Refused rows by their reason, with the first of their places."""
    return [
        Unread(place=_listed(places, count), reason=f"refused: {reason}")
        for reason, (places, count) in refused.reasons.items()
    ]


def _listed(places: list[str], count: int) -> str:
    more = f" and {count - len(places)} more" if count > len(places) else ""
    return ", ".join(places) + more
