"""Questions put to a table of seizures, and the rows that answer them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from threading import Lock
from typing import Any, Final

import ibis
import pyarrow as pa

STATEMENTS = 64
"""Statements that are kept for an engine: those asked last."""

BATCH = 100_000
"""Rows of a part of an answer."""

_KEPT: Final = "karaula_statements"
_one_at_a_time: Final = Lock()


def ask(
    question: Callable[..., ibis.Table], seizures: ibis.Table, *words: Hashable
) -> list[dict[str, Any]]:
    """The rows of ``question(seizures, *words)``, an expression, as plain data.

    To make an expression and turn it into SQL takes about as long as DuckDB takes to go through
    300,000 rows. So the statement is kept for when the same is asked again; what it found is not.
    """
    found: list[dict[str, Any]] = ask_table(question, seizures, *words).to_pylist()
    return found


def ask_table(
    question: Callable[..., ibis.Table], seizures: ibis.Table, *words: Hashable
) -> pa.Table:
    """The same as columns."""
    if seizures.get_backend().name != "duckdb":
        return question(seizures, *words).to_pyarrow()
    relation, schema = _asked(question, seizures, words)
    return relation.to_arrow_table().cast(schema)


def ask_batches(
    question: Callable[..., ibis.Table], seizures: ibis.Table, *words: Hashable
) -> Iterator[pa.RecordBatch]:
    """The same in parts, for answers of very many rows. Read it to its end before the next."""
    if seizures.get_backend().name != "duckdb":
        yield from question(seizures, *words).to_pyarrow_batches(chunk_size=BATCH)
        return
    relation, schema = _asked(question, seizures, words)
    for batch in relation.to_arrow_reader(BATCH):
        yield batch.cast(schema)


def _asked(
    question: Callable[..., ibis.Table], seizures: ibis.Table, words: tuple[Hashable, ...]
) -> tuple[Any, pa.Schema]:
    engine = seizures.get_backend()
    sql, schema = _statement(engine, question, seizures, words)
    return engine.con.sql(sql), schema


def _statement(
    engine: Any,
    question: Callable[..., ibis.Table],
    seizures: ibis.Table,
    words: tuple[Hashable, ...],
) -> tuple[str, pa.Schema]:
    """The statement of a question, and the types that it gives.

    They are kept at the engine and go with it, because expressions hold the engine they are for.
    """
    key = question, seizures.op(), words
    with _one_at_a_time:
        kept: OrderedDict[Any, tuple[str, pa.Schema]]
        kept = vars(engine).setdefault(_KEPT, OrderedDict())
        made = kept.pop(key, None)
        if made is None:
            expression = question(seizures, *words)
            made = str(engine.compile(expression)), expression.schema().to_pyarrow()
        kept[key] = made
        while len(kept) > STATEMENTS:
            kept.popitem(last=False)
    return made
