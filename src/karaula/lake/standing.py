"""All sources side by side: what a build leaves of them, in one file a table.

A thousand documents are thousands of small files, whose opening takes longer than all that is asked
of them. Claims of a large data set stay in its own file, so that no long table lies there twice.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from karaula.evidence import KINDS
from karaula.lake.schemas import CLAIM_ORDER, TABLES, standing_schema
from karaula.lake.write import write_table

if TYPE_CHECKING:
    import ibis

    from karaula.lake.lake import Lake

LARGE = 50_000
"""Claims of one kind in a data set from which on they stay where they are."""

_REJECTED = pa.schema([(name, pa.string()) for name in ("claim_id", "source_id", "handling")])
_OF_SOURCES = {"passages": ("source_id", "start", "end"), "unread": ("source_id", "place")}


def large_sources(keys: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """``{kind: ids of the sources}`` whose claims of the kind stay in their own files."""
    found: dict[str, list[str]] = {}
    for source_id, key in keys.items():
        for kind, count in key.get("claims", {}).items():
            if count >= LARGE:
                found.setdefault(kind, []).append(source_id)
    return found


def side_by_side(lake: "Lake", large: Mapping[str, list[str]]) -> Iterator[Callable[[Path], None]]:
    """What writes each of the tables ``SIDE_BY_SIDE``, from a lake that has them not yet."""
    rejected = []
    for kind in KINDS:
        claims = lake.claims(kind)
        if kind in large:
            judged = claims.claim_id.isin(lake.judged)
            claims = claims.filter(judged | ~claims.source_id.isin(large[kind]))
        order = ("source_id", *(name for name, _ in CLAIM_ORDER))
        yield partial(_write, table=claims.order_by(*order), schema=standing_schema(kind))
        rejected.append(lake.rejected(kind))
    yield partial(_write, table=lake.table("sources"), schema=TABLES["sources"])
    for name, keys in _OF_SOURCES.items():
        table = lake.table(name)
        yield partial(_write, table=table.order_by(*keys), schema=TABLES[name])
    yield partial(_write_rejected, tables=rejected)


def _write(path: Path, *, table: "ibis.Table", schema: pa.Schema) -> None:
    write_table(path, table.to_pyarrow().select(schema.names).cast(schema))


def _write_rejected(path: Path, *, tables: "list[ibis.Table]") -> None:
    found = [table.to_pyarrow().cast(_REJECTED) for table in tables]
    write_table(path, pa.concat_tables(found).sort_by("claim_id"))
