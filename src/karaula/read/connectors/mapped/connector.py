"""The connector of a mapping: a table through it to claims."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence import Source, Unread
from karaula.read.connectors.connector import Dataset, claims_of, fill
from karaula.read.connectors.facts import Assertion
from karaula.read.connectors.mapped.mapping import Mapping
from karaula.read.connectors.mapped.slots import Slots
from karaula.read.connectors.mapped.table import load_cells
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
        slots = Slots(self.mapping, Words(vocabulary), cells.table)
        slots.read()
        kept = pc.is_null(slots.reasons)
        not_kept = pc.invert(kept)
        refused = cells.refused + [
            Refused(place, reason, text)
            for place, reason, text in zip(
                cells.table["locator"].filter(not_kept).to_pylist(),
                slots.reasons.filter(not_kept).to_pylist(),
                cells.table["quote"].filter(not_kept).to_pylist(),
                strict=True,
            )
        ]
        kind, count = self.mapping.kind, pc.sum(kept).as_py() or 0
        unread = [*cells.unread, *_left_empty(slots), *_grouped(refused)]
        self._hold(path, count, unread)
        filled = fill(source, self.mapping)
        columns = {name: _whole(values).filter(kept) for name, values in slots.columns.items()}
        claims = claims_of(kind, columns, filled, self.method, self.mapping.credibility)
        return Dataset(filled, {kind: claims}, tuple(unread), tuple(refused))

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


def _whole(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def _left_empty(slots: Slots) -> list[Unread]:
    return [
        Unread(
            place=first + (f" and {rows - 1} more" if rows > 1 else ""),
            reason=f"{slot} is left empty: {reason}" if slot != "unit" else reason,
        )
        for slot, reason, first, rows in slots.told
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
