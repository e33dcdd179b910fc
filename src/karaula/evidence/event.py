"""An event in the world, however many claims tell of it, and why they are taken for one."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against: its weight in the score, and in words."""

    feature: str
    points: float
    words: str
    bars: bool = False
    """Whether it rules out that two claims tell the same event."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims taken for one event: the score is the sum of the reasons' points."""

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...]
    by: Literal["score", "decision"] = "score"

    @property
    def why(self) -> str:
        """The reasons in one line, the strongest first."""
        ordered = sorted(self.reasons, key=lambda reason: (-abs(reason.points), reason.feature))
        return "; ".join(f"{reason.words} ({reason.points:+g})" for reason in ordered)


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers that claims give for one thing, lowest and highest, and the claims that give them."""

    low: float
    high: float
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event: what its claims say together.

    ``event_id`` stays while the claim that is first in order stays. Of words (place, name) the most
    frequent is kept, of dates the most precise; ``date_low`` and ``date_high`` bound it. Numbers
    are ranges over the claims: exact figures first, rounded ones only where there is no other.
    """

    event_id: str
    type: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    origins: int
    """Sources of their own: syndicated copies count once."""
    links: tuple[Link, ...] = ()
    date: str | None = None
    date_low: str | None = None
    date_high: str | None = None
    place: str | None = None
    area: tuple[str, ...] = ()
    substance: tuple[str, ...] = ()
    kg: Range | None = None
    quantity: Range | None = None
    unit: str | None = None
    money: Range | None = None
    currency: str | None = None
    money_kind: str | None = None
    arrests: Range | None = None
    charged: Range | None = None
    killed: Range | None = None
    person_count: Range | None = None
    name: str | None = None
    vessel: str | None = None
    group: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    concealment: str | None = None
    transport: str | None = None

    @property
    def score(self) -> float | None:
        """Score of the weakest link that holds it together; nothing for a single claim."""
        return min((link.score for link in self.links), default=None)


def event_id(claim_id: str) -> str:
    """Id of the event whose first claim this is."""
    return sha256(f"event\x1f{claim_id}".encode()).hexdigest()[:16]


_TEXTS = ("event_id", "type", "date", "date_low", "date_high", "place", "unit", "currency")
_MORE_TEXTS = ("money_kind", "name", "vessel", "concealment", "transport")
_LISTS = ("claims", "sources", "area", "substance", "group", "agency")
_RANGES = ("kg", "quantity", "money", "arrests", "charged", "killed", "person_count")
_RANGE = pa.struct(
    [("low", pa.float64()), ("high", pa.float64()), ("claims", pa.list_(pa.string()))]
)
_LINK = pa.struct(
    [
        *((name, pa.string()) for name in ("a", "b", "by", "why")),
        ("score", pa.float64()),
    ]
)
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in (*_TEXTS, *_MORE_TEXTS)),
        *((name, pa.list_(pa.string())) for name in _LISTS),
        *((name, _RANGE) for name in _RANGES),
        ("origins", pa.int64()),
        ("links", pa.list_(_LINK)),
        ("score", pa.float64()),
    ]
)
"""One row an event. ``links.why`` are the reasons in words."""


def events_table(events: Iterable[Event]) -> pa.Table:
    """Events as a table of :data:`SCHEMA`, one row each."""
    return pa.Table.from_pylist([_row(event) for event in events], schema=SCHEMA)


def _row(event: Event) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(event, name) for name in (*_TEXTS, *_MORE_TEXTS)}
    row |= {name: list(getattr(event, name)) for name in _LISTS}
    for name in _RANGES:
        given: Range | None = getattr(event, name)
        if given is not None:
            row[name] = {"low": given.low, "high": given.high, "claims": list(given.claims)}
    row["links"] = [
        {"a": link.a, "b": link.b, "by": link.by, "why": link.why, "score": link.score}
        for link in event.links
    ]
    return row | {"origins": event.origins, "score": event.score}
