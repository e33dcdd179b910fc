"""A measure: a number computed from claims, with its interval and its lineage."""

from dataclasses import dataclass, fields
from hashlib import sha256

import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A computed number. ``low`` to ``high`` hold the true value with probability ``level``.

    ``method`` names the computation with its version, ``assumption`` says in one sentence what the
    interval rests on. ``claim_ids`` are the claims that went in.
    """

    name: str
    area: str
    period: str
    value: float
    unit: str
    method: str
    claim_ids: tuple[str, ...]
    among: str | None = None
    """For a rank: the named list that it stands in."""
    of: int | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    assumption: str | None = None

    @property
    def measure_id(self) -> str:
        """Hash of what is measured and how: a rebuilt measure keeps its id."""
        parts = [self.name, self.area, self.period, self.among or "", self.method]
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


SCHEMA = pa.schema(
    [
        ("measure_id", pa.string()),
        ("name", pa.string()),
        ("area", pa.string()),
        ("period", pa.string()),
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("method", pa.string()),
        ("claim_ids", pa.list_(pa.string())),
        ("among", pa.string()),
        ("of", pa.int64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("level", pa.float64()),
        ("assumption", pa.string()),
    ]
)


def measures_table(measures: list[Measure]) -> pa.Table:
    """Measures as a table of :data:`SCHEMA`, one row each."""
    names = [field.name for field in fields(Measure)]
    rows = [{"measure_id": m.measure_id, **{n: getattr(m, n) for n in names}} for m in measures]
    return pa.Table.from_pylist(rows, schema=SCHEMA)
