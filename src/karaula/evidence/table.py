"""Claims as columns: one Arrow schema a kind, with the same head first and the slots after it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence.claim import (
    KINDS,
    Claim,
    canonical,
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


def claim_ids(
    kind: str, source_id: str, places: Sequence[str] | pa.ChunkedArray | pa.Array, slots: pa.Table
) -> pa.Array:
    """Ids of many claims at once, equal to those of :attr:`Claim.claim_id`.

    ``places`` are locators, ``slots`` the slot columns, one row a claim. Whole columns are written
    out and joined; only the hash is taken row by row.
    """
    size = slots.num_rows
    texts: list[Any] = [pa.repeat(pa.scalar(f"{kind}\x1f{source_id}"), size)]
    texts.append(_whole(places if isinstance(places, _ARRAYS) else pa.array(places, pa.string())))
    for name in sorted(slots.column_names):
        column = _whole(slots.column(name))
        texts.append(pc.binary_join_element_wise(pa.scalar(f"{name}="), _canonical(column), ""))
    joined = pc.binary_join_element_wise(*texts, pa.scalar("\x1f"), null_handling="skip")
    return pa.array(
        [sha256(text).hexdigest()[:16] for text in joined.cast(pa.binary()).to_pylist()],
        pa.string(),
    )


_ARRAYS = (pa.Array, pa.ChunkedArray)


def _whole(values: pa.ChunkedArray | pa.Array) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def _canonical(values: pa.Array) -> pa.Array:
    """A column as :func:`canonical` writes its values; empty where a slot says nothing."""
    kind = values.type
    if pa.types.is_list(kind):
        items = _canonical(values.flatten()).fill_null("None")
        lengths = pc.fill_null(pc.list_value_length(values), 0)
        ends = pc.cumulative_sum(lengths.cast(pa.int64())).cast(pa.int32())
        offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends])
        inner = pc.binary_join(pa.ListArray.from_arrays(offsets, items), ",")
        written = pc.binary_join_element_wise("[", inner, "]", "")
        return pc.if_else(pc.greater(lengths, 0), written, pa.scalar(None, pa.string()))
    if pa.types.is_string(kind):
        return values
    if pa.types.is_float64(kind):
        # By their bits, because 0.0 and -0.0 are equal but not written alike.
        found = values.view(pa.int64()).dictionary_encode()
        distinct = found.dictionary.view(pa.float64())
    else:
        found = values.dictionary_encode()
        distinct = found.dictionary
    return pa.array([canonical(one) for one in distinct.to_pylist()], pa.string()).take(
        found.indices
    )


def by_distinct(
    values: pa.ChunkedArray | pa.Array, find: Callable[[Any], Any], kind: pa.DataType
) -> pa.Array:
    """``find`` of every value, each distinct one looked up once; empty values stay empty."""
    encoded = _whole(values).dictionary_encode()
    found = pa.array([find(value) for value in encoded.dictionary.to_pylist()], kind)
    return found.take(encoded.indices)


def tidied(values: np.ndarray) -> np.ndarray:
    """Numbers to twelve significant digits, so that 3.9139999999999997 is 3.914 again."""
    with np.errstate(all="ignore"):
        power = 11 - np.floor(np.log10(np.abs(values)))
        scale = np.power(10.0, np.clip(power, 0, 22))
        rounded = np.round(values * scale) / scale
    return np.where(np.isfinite(rounded) & (power >= 0) & (power <= 22), rounded, values)
