"""Which claims concern a region, as conditions and orders of a query in DuckDB's SQL."""

from typing import Any

from karaula.assess.grammar import grammar
from karaula.evidence import slot_types
from karaula.vocabulary import Vocabulary

Row = dict[str, Any]

PLACED = "ORDER BY source_id, start, locator, claim_id"
SCORED = "unit IN ('score', 'rank') AND list_contains($indicators, indicator)"
"""A score or rank of an index: ``$indicators`` are those of :func:`of_indices`."""


def by_place(row: Row) -> tuple[Any, ...]:
    """The order of :data:`PLACED`."""
    places = ((value is None, value or 0) for value in (row["start"],))
    cells = ((value is None, value or "") for value in (row["locator"],))
    return row["source_id"], *places, *cells, row["claim_id"]


def about(kind: str) -> str:
    """A condition on claims of a kind: they name one of the places ``$places``, or they are of a
    text and name no area. Kinds without an area slot are taken whole."""
    types, slots = slot_types(kind), grammar().areas[kind]
    named = " OR ".join(
        f"list_has_any({slot}, $places)" if types[slot][1] else f"list_contains($places, {slot})"
        for slot in slots
    )
    empty = " AND ".join(
        f"len({slot}) = 0" if types[slot][1] else f"{slot} IS NULL" for slot in slots
    )
    return f"({named} OR (start IS NOT NULL AND {empty}))" if slots else "true"


def of_indices(vocabulary: Vocabulary) -> list[str]:
    """The indicators that belong to any index."""
    return [name for name, item in vocabulary.indicators.items() if item.index]
