"""Arrow schemas of the tables beside the claims, and how their rows are made."""

import json
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from karaula.evidence import (
    Cell,
    Decision,
    Document,
    NoteRef,
    Passage,
    Source,
    Unread,
    passage_id,
)
from karaula.evidence.entity import SCHEMA as ENTITIES
from karaula.evidence.event import SCHEMA as EVENTS
from karaula.evidence.finding import Evidence, Finding, finding_to_dict
from karaula.evidence.measure import SCHEMA as MEASURES
from karaula.evidence.seizure import FLAGS, PAIRS, TOTALS
from karaula.evidence.seizure import SCHEMA as SEIZURES
from karaula.evidence.source import SOURCE_FIELDS
from karaula.evidence.table import schema as claim_schema

_BOX = pa.struct([("page", pa.int64()), *((n, pa.float64()) for n in ("x0", "y0", "x1", "y1"))])
_NOTE_REF = pa.struct([("label", pa.string()), ("at", pa.int64())])
_CELL = pa.struct(
    [*((n, pa.int64()) for n in ("row", "column", "start", "end")), ("header", pa.bool_())]
)
_PLACE = [
    ("doc", pa.string()),
    ("quote", pa.string()),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("page", pa.int64()),
    ("locator", pa.string()),
]
_EVIDENCE = pa.struct([("claim_id", pa.string()), ("source_id", pa.string()), *_PLACE])

TABLES: dict[str, pa.Schema] = {
    "sources": pa.schema(
        [(n, pa.list_(pa.string()) if n == "marks" else pa.string()) for n in SOURCE_FIELDS]
    ),
    "passages": pa.schema(
        [
            ("passage_id", pa.string()),
            ("source_id", pa.string()),
            ("kind", pa.string()),
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("page", pa.int64()),
            ("boxes", pa.list_(_BOX)),
            ("section", pa.list_(pa.string())),
            ("set_aside", pa.string()),
            ("label", pa.string()),
            ("note_refs", pa.list_(_NOTE_REF)),
            ("cells", pa.list_(_CELL)),
        ]
    ),
    "unread": pa.schema(
        [("source_id", pa.string()), ("place", pa.string()), ("reason", pa.string())]
    ),
    "findings": pa.schema(
        [
            ("finding_id", pa.string()),
            ("rule", pa.string()),
            ("level", pa.string()),
            *_PLACE,
            ("message", pa.string()),
            ("why", pa.string()),
            ("confidence", pa.float64()),
            ("correction", pa.string()),
            ("candidates", pa.list_(pa.string())),
            ("indicator", pa.string()),
            ("area", pa.string()),
            ("evidence", pa.list_(_EVIDENCE)),
        ]
    ),
    "events": EVENTS,
    "measures": MEASURES,
    "seizures": SEIZURES,
    "seizure_pairs": PAIRS,
    "seizure_flags": FLAGS,
    "seizure_totals": TOTALS,
    "entities": ENTITIES,
    "decisions": pa.schema(
        [
            ("number", pa.int64()),
            *((n, pa.string()) for n in ("subject", "verdict", "author", "made", "value")),
            *((n, pa.string()) for n in ("quote", "reason", "undone")),
        ]
    ),
}
"""Every table of the lake but those of the claims. ``decisions.value`` is JSON."""


def standing_schema(kind: str) -> pa.Schema:
    """Claims as they stand: those of the machine with who reviewed them, and what it had said."""
    extra = [("reviewed", pa.bool_()), ("author", pa.string()), ("machine", pa.string())]
    return pa.schema([*claim_schema(kind), *extra])


def passages_table(document: Document) -> pa.Table:
    """A document's passages, one row each, in the order of the text."""
    source_id = document.source.source_id
    rows = [
        {
            "passage_id": passage_id(source_id, p),
            "source_id": source_id,
            "kind": p.kind,
            "start": p.start,
            "end": p.end,
            "page": p.page,
            "boxes": [dict(zip(("page", "x0", "y0", "x1", "y1"), b, strict=True)) for b in p.boxes],
            "section": list(p.section),
            "set_aside": p.set_aside,
            "label": p.label,
            "note_refs": [{"label": ref.label, "at": ref.at} for ref in p.note_refs],
            "cells": [
                _plain(cell, ("row", "column", "start", "end", "header")) for cell in p.cells
            ],
        }
        for p in document.passages
    ]
    return pa.Table.from_pylist(rows, schema=TABLES["passages"])


def passages_from_table(table: pa.Table) -> tuple[Passage, ...]:
    """The reverse of :func:`passages_table`, for one source."""
    return tuple(
        Passage(
            kind=row["kind"],
            start=row["start"],
            end=row["end"],
            page=row["page"],
            boxes=tuple((b["page"], b["x0"], b["y0"], b["x1"], b["y1"]) for b in row["boxes"]),
            section=tuple(row["section"]),
            set_aside=row["set_aside"],
            label=row["label"],
            note_refs=tuple(NoteRef(**ref) for ref in row["note_refs"]),
            cells=tuple(Cell(**cell) for cell in row["cells"]),
        )
        for row in table.to_pylist()
    )


def unread_table(source_id: str, unread: Iterable[Unread]) -> pa.Table:
    """What could not be used of one source, in the order in which it was met."""
    rows = [{"source_id": source_id, "place": u.place, "reason": u.reason} for u in unread]
    return pa.Table.from_pylist(rows, schema=TABLES["unread"])


def sources_table(sources: Iterable[Source]) -> pa.Table:
    """Sources, one row each."""
    rows = [_plain(source, SOURCE_FIELDS) for source in sources]
    return pa.Table.from_pylist(rows, schema=TABLES["sources"])


def findings_table(findings: Iterable[Finding]) -> pa.Table:
    """Findings, one row each, in the order of checking."""
    return pa.Table.from_pylist([finding_to_dict(f) for f in findings], schema=TABLES["findings"])


def findings_from_table(table: pa.Table) -> list[Finding]:
    """The reverse of :func:`findings_table`."""
    derived = {"finding_id", *(name for name, _ in _PLACE)}
    return [
        Finding(
            **{k: v for k, v in row.items() if k not in derived | {"evidence", "candidates"}},
            candidates=tuple(row["candidates"]),
            evidence=tuple(Evidence(**item) for item in row["evidence"]),
        )
        for row in table.to_pylist()
    ]


def decisions_table(decisions: Iterable[Decision]) -> pa.Table:
    """Decisions in the order in which they were made."""
    names = [name for name in TABLES["decisions"].names if name != "value"]
    rows = [
        {**_plain(d, names), "value": json.dumps(d.value, ensure_ascii=False, sort_keys=True)}
        for d in decisions
    ]
    return pa.Table.from_pylist(rows, schema=TABLES["decisions"])


def decisions_from_table(table: pa.Table) -> list[Decision]:
    """The reverse of :func:`decisions_table`."""
    return [Decision(**{**row, "value": json.loads(row["value"])}) for row in table.to_pylist()]


def _plain(value: Any, names: Iterable[str]) -> dict[str, Any]:
    row = {name: getattr(value, name) for name in names}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in row.items()}


CLAIM_ORDER = [(name, "ascending") for name in ("start", "end", "locator", "claim_id")]
"""Rows of claims lie in the order of the text; in a data set, of the cells."""
