"""Claims as columns: one Arrow schema a kind, with the same head first and the slots after it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from karaula.evidence.claim import (
    KINDS,
    Claim,
    claim_id,
    slot_names,
    slot_types,
)

_ARROW: dict[type, pa.DataType] = {str: pa.string(), float: pa.float64(), int: pa.int64()}

HEAD: dict[str, pa.DataType] = {
    "claim_id": pa.string(),
    "source_id": pa.string(),
    "passage_id": pa.string(),
    "page": pa.int64(),
    "start": pa.int64(),
    "end": pa.int64(),
    "quote": pa.string(),
    "spans": pa.list_(pa.list_(pa.int64())),
    "locator": pa.string(),
    "method": pa.string(),
    "confidence": pa.float64(),
    "credibility": pa.int64(),
    "modality": pa.string(),
    "valid_from": pa.string(),
    "valid_to": pa.string(),
    "handling": pa.string(),
    "marks": pa.list_(pa.string()),
    "refs": pa.list_(pa.string()),
}
"""Columns that every kind has, in this order."""


def schema(kind: str) -> pa.Schema:
    """Arrow schema of a kind: the head, then its slots (a slot named like a head column is not
    allowed, which a test holds)."""
    columns = list(HEAD.items())
    for name, (scalar, is_list) in slot_types(kind).items():
        arrow = _ARROW[scalar]
        columns.append((name, pa.list_(arrow) if is_list else arrow))
    return pa.schema(columns)


def claims_table(kind: str, claims: Iterable[Claim]) -> pa.Table:
    """Claims of one kind as a table of :func:`schema`, one row a claim."""
    rows = [_row(claim) for claim in claims if claim.kind == kind]
    return pa.Table.from_pylist(rows, schema=schema(kind))


def _row(claim: Claim) -> dict[str, Any]:
    row = {name: getattr(claim, name) for name in HEAD}
    row["spans"] = [list(span) for span in claim.spans]
    row |= {name: getattr(claim.slots, name) for name in slot_names(claim.kind)}
    return row


def claims_from_table(kind: str, table: pa.Table) -> list[Claim]:
    """The reverse of :func:`claims_table`."""
    slots_class, slot_columns = KINDS[kind], slot_names(kind)
    head = [name for name in HEAD if name != "claim_id"]
    claims = []
    for row in table.to_pylist():
        slots = slots_class(**{name: _plain(row[name]) for name in slot_columns})
        claim = Claim(slots=slots, **{name: _plain(row[name]) for name in head})
        claims.append(replace(claim, spans=tuple((a, b) for a, b in row["spans"] or ())))
    return claims


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def claim_ids(kind: str, source_id: str, places: Sequence[str], slots: pa.Table) -> pa.Array:
    """Ids of many claims at once, equal to those of :attr:`Claim.claim_id`.

    ``places`` are locators, ``slots`` the slot columns, one row a claim.
    """
    columns = {name: slots.column(name).to_pylist() for name in sorted(slots.column_names)}
    ids = []
    for index, place in enumerate(places):
        values = {
            name: column[index]
            for name, column in columns.items()
            if column[index] not in (None, [])
        }
        ids.append(claim_id(kind, source_id, place, values))
    return pa.array(ids, pa.string())
