"""Expressions put to parts of the table of seizures, each turned into SQL once."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import ibis

Question = Callable[..., "ibis.Table"]
"""An expression over seizures, by a function that stands in a module."""


class Lake(Protocol):
    """What questions are put to: a lake, or as much of one as a reader may see."""

    def rows(self, asked: str, values: Mapping[str, Any], /) -> list[dict[str, Any]]:
        """Rows of a query in DuckDB's SQL, one map each, with ``values`` for its ``$names``."""


def asked(
    lake: Lake, question: Question, only: str, values: Mapping[str, Any], **words: Any
) -> list[dict[str, Any]]:
    """Rows of ``question(seizures, **words)`` for the seizures of which ``only`` is true, a
    condition in SQL with ``values``.

    To turn an expression into SQL takes as long as to go through 300,000 rows, and one page asks
    for a dozen parts.
    """
    statement = _statement(question, tuple(sorted(words.items())))
    part = f"SELECT * FROM seizures WHERE {only}"
    return lake.rows(f"FROM (WITH part AS ({part}) FROM ({statement}))", values)


@lru_cache(maxsize=64)
def _statement(question: Question, words: tuple[tuple[str, Any], ...]) -> str:
    import ibis

    from karaula.evidence.seizure import SCHEMA

    seizures = ibis.table(ibis.Schema.from_pyarrow(SCHEMA), name="part")
    return str(ibis.to_sql(question(seizures, **dict(words)), dialect="duckdb"))
