"""What the report asks of a lake and of a hub's configuration."""

from collections.abc import Mapping
from typing import Any, Protocol


class ReportLake(Protocol):
    """The read side of the lake: see :class:`karaula.lake.Lake`."""

    def claims(self, kind: str) -> Any:
        """Claims of a kind as an Ibis table, as they stand after decisions."""

    def table(self, name: str) -> Any:
        """``sources``, ``findings``, ``measures``, ``events`` or ``seizures`` as an Ibis table."""

    def rows(self, asked: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows of a query in DuckDB's SQL, one map each, with ``values`` for its ``$names``. The
        tables are those above, and ``claims_KIND``."""

    def text(self, source_id: str) -> str:
        """The text of a document."""


class ReportConfig(Protocol):
    """The part of a hub's configuration that a report reads."""

    @property
    def name(self) -> str:
        """Name of the hub."""

    @property
    def region(self) -> str:
        """Id of the area set that the report is about."""
